//! Chance: a stream of 64-bit words from a key, and inverse-CDF samplers over them.
//!
//! Every sampler takes exactly one word a patient, so that a patient's place in a stream
//! never depends on what others drew, and the same word under `do()` gives the
//! counterfactual of the same patient.

use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};

use crate::key::Key;

/// A stream of words: ChaCha8 under a key, of which each row, or each cluster, has one.
pub struct Stream {
    generator: ChaCha8Rng,
    bytes: Vec<u8>,
}

impl Stream {
    /// The stream of a key.
    pub fn new(key: &Key) -> Self {
        Self { generator: ChaCha8Rng::from_seed(key.bytes()), bytes: Vec::new() }
    }

    /// The next word as a uniform number.
    pub fn uniform(&mut self) -> f64 {
        uniform(self.generator.next_u64())
    }

    /// The uniform numbers from the given place on.
    pub fn uniforms(&mut self, place: u64, out: &mut [f64]) {
        // A word of ours is two words of the cipher.
        self.generator.set_word_pos(u128::from(place) * 2);
        self.bytes.resize(out.len() * 8, 0);
        self.generator.fill_bytes(&mut self.bytes);
        let (words, _) = self.bytes.as_chunks::<8>();
        for (value, word) in out.iter_mut().zip(words) {
            *value = uniform(u64::from_le_bytes(*word));
        }
    }
}

/// A uniform number strictly between 0 and 1, from the upper 52 bits of a word.
///
/// 52 and not 53: the half added to a 53-bit number above 2^52 is rounded away, and the
/// largest word would give 1, whose normal quantile is infinite.
///
/// ```
/// use medlab_cohort::sample::uniform;
/// assert!(uniform(0) > 0.0 && uniform(u64::MAX) < 1.0);
/// ```
#[inline]
pub fn uniform(word: u64) -> f64 {
    const STEP: f64 = 1.0 / 4_503_599_627_370_496.0;
    ((word >> 12) as f64 + 0.5) * STEP
}

/// The largest mean of a Poisson node: beyond it, inversion loses its first term.
pub const MOST_POISSON_MEAN: f64 = 700.0;

/// The Poisson quantile by inversion: the least count whose distribution function reaches
/// `u`.
pub fn poisson(u: f64, mean: f64) -> f64 {
    let mut term = libm::exp(-mean);
    let mut sum = term;
    let mut count = 0.0;
    while sum < u && count < 10_000.0 {
        count += 1.0;
        term *= mean / count;
        if term <= 0.0 {
            break;
        }
        sum += term;
    }
    count
}

/// The position of the weight in which the place `u` of their sum falls.
pub fn categorical(u: f64, weights: impl Iterator<Item = f64> + Clone) -> usize {
    let total: f64 = weights.clone().sum();
    let place = u * total;
    let mut sum = 0.0;
    let mut last = 0;
    for (position, weight) in weights.enumerate() {
        if weight > 0.0 {
            sum += weight;
            last = position;
            if place < sum {
                return position;
            }
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_the_words_one_by_one() {
        let key = Key::open("x", 1, 1);
        let mut stream = Stream::new(&key);
        let single: Vec<f64> = (0..300).map(|_| stream.uniform()).collect();
        for (from, count) in [(0, 300), (1, 10), (7, 200), (255, 45)] {
            let mut block = vec![0.0; count];
            stream.uniforms(from as u64, &mut block);
            assert_eq!(block, single[from..from + count]);
        }
    }
}
