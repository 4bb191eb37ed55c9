//! A small source of random numbers with the same numbers everywhere.
//!
//! [`Random`] is xoshiro256++ 1.0 of Blackman and Vigna, its state filled by SplitMix64 as
//! its authors advise. It serves resampling and splitting, where speed counts and nobody
//! gains by guessing. It is not for secrets, and cohorts are not drawn from it.
//!
//! Source: D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators", ACM
//! Transactions on Mathematical Software 47:36 (2021).

/// Random numbers from a seed.
///
/// ```
/// use medlab_metrics::random::Random;
///
/// let mut random = Random::new(7);
/// let throws: Vec<u32> = (0..5).map(|_| random.below(6) + 1).collect();
/// assert!(throws.iter().all(|throw| (1..=6).contains(throw)));
/// // The same seed gives the same throws, on every machine.
/// let mut again = Random::new(7);
/// assert_eq!(throws, (0..5).map(|_| again.below(6) + 1).collect::<Vec<_>>());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Random {
    state: [u64; 4],
}

impl Random {
    /// The numbers of a seed.
    pub fn new(seed: u64) -> Self {
        let mut seeds = SplitMix64 { state: seed };
        Self { state: [seeds.next(), seeds.next(), seeds.next(), seeds.next()] }
    }

    /// The numbers of one of a seed's many streams.
    ///
    /// Each resample draws from the stream of its own index, so it is the same resample
    /// however many are drawn, and in whatever order.
    pub fn stream(seed: u64, index: u64) -> Self {
        let base = SplitMix64 { state: seed }.next();
        Self::new(base ^ SplitMix64 { state: !index }.next())
    }

    /// The next 64 bits.
    #[inline]
    pub fn next_u64(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let result = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (c, d) = (c ^ a, d ^ b);
        self.state = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        result
    }

    /// A number in the open interval from 0 to 1, from 53 bits.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        const STEP: f64 = 1.0 / (1_u64 << 53) as f64;
        ((self.next_u64() >> 11) as f64 + 0.5) * STEP
    }

    /// A whole number in `0..bound`, each equally likely; 0 where the bound is 0.
    ///
    /// Multiplies 32 bits by the bound and rejects the few that would favour some results:
    /// D. Lemire, "Fast random integer generation in an interval", ACM Transactions on
    /// Modeling and Computer Simulation 29:3 (2019).
    #[inline]
    pub fn below(&mut self, bound: u32) -> u32 {
        loop {
            let bits = (self.next_u64() >> 32) as u32;
            if let Some(number) = scaled(bits, bound) {
                return number;
            }
        }
    }

    /// Puts the items in an order of which each is equally likely (Fisher and Yates).
    ///
    /// # Panics
    /// With more than `u32::MAX` items.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        assert!(u32::try_from(items.len()).is_ok(), "more items than 32 bits can count");
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u32 + 1) as usize);
        }
    }
}

/// The number in `0..bound` that 32 random bits stand for, or none where they are to be
/// rejected.
#[inline]
pub(crate) fn scaled(bits: u32, bound: u32) -> Option<u32> {
    let product = u64::from(bits) * u64::from(bound);
    let low = product as u32;
    // The remainder is costly and almost never decides, so it is asked for only here.
    if low < bound && low < bound.wrapping_neg() % bound {
        return None;
    }
    Some((product >> 32) as u32)
}

/// Steele, Lea and Flood's SplitMix64, which fills the state.
struct SplitMix64 {
    state: u64,
}

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = self.state;
        let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the authors' own C program gives from the state 1, 2, 3, 4
    /// (<https://prng.di.unimi.it/xoshiro256plusplus.c>).
    #[test]
    fn agrees_with_the_reference_program() {
        let mut random = Random { state: [1, 2, 3, 4] };
        for expected in [
            41943041,
            58720359,
            3588806011781223,
            3591011842654386,
            9228616714210784205,
            9973669472204895162,
            14011001112246962877,
            12406186145184390807,
            15849039046786891736,
            10450023813501588000_u64,
        ] {
            assert_eq!(random.next_u64(), expected);
        }
    }

    /// From <https://prng.di.unimi.it/splitmix64.c>.
    #[test]
    fn fills_its_state_as_the_reference_program() {
        let mut seeds = SplitMix64 { state: 1477776061723855037 };
        for expected in [
            1985237415132408290,
            2979275885539914483,
            13511426838097143398,
            8488337342461049707,
            15141737807933549159_u64,
        ] {
            assert_eq!(seeds.next(), expected);
        }
    }

    #[test]
    fn each_number_below_a_bound_is_equally_likely() {
        let mut random = Random::new(1);
        let mut seen = [0_u32; 7];
        for _ in 0..70_000 {
            seen[random.below(7) as usize] += 1;
        }
        // Chi-squared with 6 degrees of freedom exceeds 22.46 once in a thousand times.
        let distance: f64 = seen
            .iter()
            .map(|&n| (f64::from(n) - 10_000.0) * (f64::from(n) - 10_000.0))
            .sum();
        assert!(distance / 10_000.0 < 22.46, "{seen:?}");
    }

    #[test]
    fn rejects_just_what_would_favour_some_numbers() {
        // With the bound 3 * 2^30 one bit pattern in four is rejected, and each number kept
        // stands for exactly one.
        let bound = 3 << 30;
        let mut kept: Vec<u32> =
            (0..1_u32 << 20).filter_map(|i| scaled(i, bound)).collect();
        assert_eq!(kept.len(), 3 << 18);
        kept.dedup();
        assert_eq!(kept.len(), 3 << 18);
        assert_eq!(scaled(5, 1), Some(0));
        assert_eq!(scaled(u32::MAX, u32::MAX), Some(u32::MAX - 1));
    }

    #[test]
    fn streams_differ_from_each_other_and_between_seeds() {
        let mut firsts: Vec<u64> = Vec::new();
        for seed in 0..50 {
            for index in 0..50 {
                firsts.push(Random::stream(seed, index).next_u64());
            }
        }
        firsts.sort_unstable();
        firsts.dedup();
        assert_eq!(firsts.len(), 2500);
    }

    #[test]
    fn shuffling_keeps_every_item_and_moves_them_evenly() {
        let mut random = Random::new(3);
        let mut where_zero_went = [0_u32; 4];
        for _ in 0..40_000 {
            let mut items = [0, 1, 2, 3];
            random.shuffle(&mut items);
            where_zero_went[items.iter().position(|&item| item == 0).unwrap()] += 1;
            items.sort_unstable();
            assert_eq!(items, [0, 1, 2, 3]);
        }
        assert!(where_zero_went.iter().all(|&n| n.abs_diff(10_000) < 400));
    }

    #[test]
    fn uniform_numbers_fill_the_open_interval_evenly() {
        let mut random = Random::new(11);
        let numbers: Vec<f64> = (0..100_000).map(|_| random.uniform()).collect();
        assert!(numbers.iter().all(|&u| u > 0.0 && u < 1.0));
        let mean = numbers.iter().sum::<f64>() / 1e5;
        assert!((mean - 0.5).abs() < 4.0 * 0.2887 / 316.2);
    }
}
