//! `ecg-beats` against the equations of ECGSYN (McSharry 2003), integrated here, and what was
//! planted in it.

use std::f64::consts::PI;

use medlab_cohort::{Cohort, Dataset, Expression, Scalar, Variant};

use crate::cvd_risk::latent;
use crate::shipped::{Columns, both, cohort, dataset, flag, key, not, pick, variant};
use crate::statistics::{auroc, logistic, mean, sd};

const BEATS: usize = 12;
const SAMPLES: usize = 64;
const WAVES: [&str; 5] = ["p", "q", "r", "s", "t"];
/// Angle in degrees, a and b of each wave.
const ECGSYN: [(f64, f64, f64); 5] = [
    (-70.0, 1.2, 0.25),
    (-15.0, -5.0, 0.1),
    (0.0, 30.0, 0.1),
    (15.0, -7.5, 0.1),
    (100.0, 0.75, 0.4),
];

/// Steps of integration from sample to sample, and before the first.
const FINER: usize = 100;
const BEFORE: usize = 40 * FINER;

/// The time of a sample, in seconds from the R wave.
fn time(sample: usize) -> f64 {
    sample as f64 / 80.0 - 0.3
}

fn samples(cohort: &Cohort) -> Vec<&[f64]> {
    (0..SAMPLES).map(|sample| cohort.values(&format!("s{sample:03}"))).collect()
}

/// Beats with some nodes set.
fn with(dataset: &Dataset, variant: &Variant, set: &[(&str, &str)], rows: u64) -> Cohort {
    let mut generation = dataset.generation(variant).unwrap();
    for (node, formula) in set {
        let formula = Expression::parse(formula).unwrap();
        generation = generation.intervene(node, formula).unwrap();
    }
    generation.cohort(&key(dataset, 1), 0..rows).unwrap()
}

/// 1 where the beat begins in a ventricle.
fn ventricular(cohort: &Cohort) -> Vec<f64> {
    begins(cohort, "ventricular")
}

fn begins(cohort: &Cohort, level: &str) -> Vec<f64> {
    let origin = cohort.truth.latent("origin").unwrap();
    let place = origin.levels().iter().position(|known| known == level).unwrap();
    flag(origin.values().unwrap(), |found| found as usize == place)
}

/// Nothing but the heart: no breathing, no noise.
const QUIET: [(&str, &str); 2] = [("wander", "0"), ("noise", "0.000000001")];

/// Each wave's angle, a and b, as the truth has them.
fn waves(cohort: &Cohort, row: usize) -> [(f64, f64, f64); 5] {
    let turn = latent(cohort, "turn")[row];
    WAVES.map(|wave| {
        let of = |what: &str| latent(cohort, &format!("{wave}_{what}"))[row];
        let b = of("width") * turn;
        (of("time") * turn, of("size") * turn / (b * b), b)
    })
}

/// The equations of motion, by Runge and Kutta's rule: x and y on their limit cycle, z the
/// voltage, from rest half a second before the first sample; [`FINER`] steps to a sample.
fn integrated(waves: &[(f64, f64, f64); 5], turn: f64) -> Vec<f64> {
    let slope = |t: f64, [x, y, z]: [f64; 3]| {
        let alpha = 1.0 - libm::hypot(x, y);
        let angle = libm::atan2(y, x);
        // A beat alone: its angle goes on past half a turn.
        let angle = angle + 2.0 * PI * libm::round((turn * t - angle) / (2.0 * PI));
        let mut dz = -z;
        for (theta, a, b) in waves {
            let d = angle - theta;
            dz -= a * d * libm::exp(-0.5 * d * d / (b * b));
        }
        [alpha * x - turn * y, alpha * y + turn * x, dz]
    };
    let step = 1.0 / (80.0 * FINER as f64);
    let start = time(0) - BEFORE as f64 * step;
    let mut state = [libm::cos(turn * start), libm::sin(turn * start), 0.0];
    let mut found = Vec::new();
    for count in 0..BEFORE + SAMPLES * FINER {
        if count >= BEFORE {
            found.push(state[2]);
        }
        let t = start + count as f64 * step;
        let ahead = |slope: [f64; 3], by: f64| {
            [0, 1, 2].map(|axis| state[axis] + by * slope[axis])
        };
        let k1 = slope(t, state);
        let k2 = slope(t + step / 2.0, ahead(k1, step / 2.0));
        let k3 = slope(t + step / 2.0, ahead(k2, step / 2.0));
        let k4 = slope(t + step, ahead(k3, step));
        state = [0, 1, 2].map(|axis| {
            let slopes = k1[axis] + 2.0 * k2[axis] + 2.0 * k3[axis] + k4[axis];
            state[axis] + step / 6.0 * slopes
        });
    }
    found
}

#[test]
fn beats_solve_the_equations_of_ecgsyn() {
    let dataset = dataset("ecg-beats");
    let cohort = with(&dataset, &dataset.reference_variant(), &QUIET, 96);
    let curve = samples(&cohort);
    assert!(ventricular(&cohort).iter().sum::<f64>() > 8.0);
    for (row, turn) in latent(&cohort, "turn").iter().enumerate() {
        let all = integrated(&waves(&cohort, row), *turn);
        for (sample, z) in all.iter().step_by(FINER).enumerate() {
            // Recorded to a thousandth of a millivolt.
            let off = (curve[sample][row] - z).abs();
            assert!(
                off < 0.000_501,
                "{row} at {}: {} {z}",
                time(sample),
                curve[sample][row]
            );
        }
    }
}

/// ECGSYN's own parameters, and its scale of 1.6 mV, at 60 beats a minute; its stretch at 90.
#[test]
fn a_plain_beat_is_ecgsyns() {
    let dataset = dataset("ecg-beats");
    let plain = |rate| {
        let mut set = QUIET.to_vec();
        set.extend([("heart_rate", rate), ("trigger", "0"), ("origin", "'usual'")]);
        set.extend([("fibrillation", "0"), ("block", "0"), ("swapped", "0")]);
        let factors = ["p_factor", "q_factor", "r_factor", "s_factor", "t_factor"];
        set.extend(factors.map(|factor| (factor, "1")));
        with(&dataset, &dataset.reference_variant(), &set, 1)
    };
    for (rate, factor) in [("60", 1.0), ("90", 1.5)] {
        let beat = plain(rate);
        let stretch = libm::sqrt(factor);
        let turns = [libm::sqrt(stretch), stretch, 1.0, stretch, libm::sqrt(stretch)];
        for ((wave, published), turn) in waves(&beat, 0).iter().zip(ECGSYN).zip(turns) {
            assert!((wave.0 - published.0 * turn * PI / 180.0).abs() < 1e-12);
            assert!((wave.1 / 27.3671 - published.1).abs() < 1e-9, "{wave:?}");
            assert!((wave.2 - published.2 * stretch).abs() < 1e-12);
        }
    }
    let all = integrated(&waves(&plain("60"), 0), 2.0 * PI);
    let top = all.iter().copied().fold(f64::MIN, f64::max);
    let bottom = all.iter().copied().fold(f64::MAX, f64::min);
    assert!((top - bottom - 1.6).abs() < 1e-4, "{bottom} to {top}");
}

/// Wide, early, without P, with T the other way; up in some recordings, down in others.
#[test]
fn ventricular_beats_look_like_it() {
    let dataset = dataset("ecg-beats");
    let cohort = cohort(&dataset, &dataset.reference_variant(), 2, 24_000);
    let [ventricular, atrial, usual_beats] =
        ["ventricular", "atrial", "usual"].map(|level| begins(&cohort, level));
    assert!((0.18..0.26).contains(&mean(&ventricular)), "{}", mean(&ventricular));
    assert!((0.05..0.08).contains(&mean(&atrial)));
    let usual: Vec<f64> =
        cohort.values("heart_rate").iter().map(|rate| 60.0 / rate).collect();
    let early: Vec<f64> = cohort
        .values("rr_before")
        .iter()
        .zip(&usual)
        .map(|(rr, usual)| rr / usual)
        .collect();
    let ratio = |rows: &[f64]| mean(&pick(&early, rows));
    assert!((ratio(&usual_beats) - 1.0).abs() < 0.02);
    assert!(ratio(&ventricular) < 0.7 && ratio(&atrial) < 0.75);
    let width = latent(&cohort, "wide");
    assert!(pick(width, &ventricular).iter().all(|wide| (2.0..=3.0).contains(wide)));
    let block = latent(&cohort, "block");
    let blocked = both(&not(&ventricular), block);
    assert!(pick(width, &blocked).iter().all(|wide| (1.7..=2.5).contains(wide)));
    let narrow = both(&not(&ventricular), &not(block));
    assert!(pick(width, &narrow).iter().all(|wide| *wide == 1.0));
    let up = latent(&cohort, "axis_up");
    let swapped = latent(&cohort, "swapped");
    let [p, r, t] = ["p_size", "r_size", "t_size"].map(|name| {
        let upright = latent(&cohort, name).iter().zip(swapped);
        upright.map(|(size, swapped)| size * (1.0 - 2.0 * swapped)).collect::<Vec<f64>>()
    });
    assert!(pick(&p, &ventricular).iter().all(|size| *size == 0.0));
    let fibrillation = latent(&cohort, "fibrillation");
    let rhythmic = both(&not(&ventricular), &not(fibrillation));
    assert!(pick(&p, &rhythmic).iter().all(|size| *size > 0.0));
    assert!(pick(&p, fibrillation).iter().all(|size| *size == 0.0));
    for row in 0..p.len() {
        let upright = ventricular[row] < 0.5 || up[row] > 0.5;
        assert_eq!(r[row] > 0.0, upright);
        let opposite = ventricular[row] > 0.5 || block[row] > 0.5;
        assert_eq!(t[row] > 0.0, upright != opposite);
        let first = row - row % BEATS;
        assert_eq!((up[row], swapped[row]), (up[first], swapped[first]));
        assert_eq!(cohort.truth.clusters[row], (row / BEATS) as u64);
    }
    assert!((0.42..0.58).contains(&mean(&pick(up, &ventricular))));
}

/// What a straight line through the samples can tell, and what a curved one can.
#[test]
fn a_network_has_something_to_learn() {
    let dataset = dataset("ecg-beats");
    let cohort = cohort(&dataset, &dataset.reference_variant(), 3, 4_800);
    let wide = ventricular(&cohort);
    let curve = samples(&cohort);
    let straight: Vec<Vec<f64>> = curve.iter().map(|s| s.to_vec()).collect();
    let bent: Vec<Vec<f64>> =
        curve.iter().map(|s| s.iter().map(|v| v.abs()).collect()).collect();
    let quiet = not(&cohort.level("device", "Corvus"));
    let told = |columns: &[Vec<f64>], rows: &[f64]| {
        let linear = logistic(columns, &wide);
        auroc(&pick(&linear, rows), &pick(&wide, rows))
    };
    let all = [straight.clone(), bent].concat();
    let noisy = not(&quiet);
    let [plain, plain_noisy] = [&quiet, &noisy].map(|rows| told(&straight, rows));
    let [curved, curved_noisy] = [&quiet, &noisy].map(|rows| told(&all, rows));
    // Swapped electrodes leave no straight line through the voltages.
    assert!(plain < 0.68 && plain_noisy < 0.68, "{plain} {plain_noisy}");
    assert!(curved > 0.985 && curved_noisy > 0.96, "{curved} {curved_noisy}");
    assert!(curved_noisy < curved - 0.002, "{curved} {curved_noisy}");
}

#[test]
fn one_recorder_is_noisy() {
    let dataset = dataset("ecg-beats");
    for device in ["Ara", "Bufo", "Corvus"] {
        let variant = variant(&dataset, &[("noisy_device", Scalar::from(device))]);
        let heard = with(&dataset, &variant, &[], 6_000);
        let quiet = with(&dataset, &variant, &QUIET[1..], 6_000);
        for other in ["Ara", "Bufo", "Corvus"] {
            let here = heard.level("device", other);
            let noise: Vec<f64> = heard
                .values("s010")
                .iter()
                .zip(quiet.values("s010"))
                .map(|(a, b)| a - b)
                .collect();
            let noise = sd(&pick(&noise, &here));
            let expected = if other == device { 0.3 } else { 0.02 };
            assert!((noise / expected - 1.0).abs() < 0.06, "{device} {other}: {noise}");
        }
        // Breathing moves the baseline before the P wave.
        let still = with(&dataset, &variant, &QUIET, 6_000);
        let moved: Vec<f64> = quiet
            .values("s000")
            .iter()
            .zip(still.values("s000"))
            .map(|(a, b)| a - b)
            .collect();
        assert!((0.08..0.13).contains(&sd(&moved)), "{}", sd(&moved));
    }
}

#[test]
fn labels_err_as_the_card_says() {
    let dataset = dataset("ecg-beats");
    let cohort = cohort(&dataset, &dataset.reference_variant(), 4, 60_000);
    let wide = ventricular(&cohort);
    let label = cohort.level("label", "ventricular");
    assert!(dataset.node("label").unwrap().available_at > 0.0);
    let other: Vec<f64> = wide.iter().zip(&label).map(|(a, b)| (a - b).abs()).collect();
    let noisy = cohort.level("device", "Corvus");
    assert!((mean(&pick(&other, &noisy)) - 0.04).abs() < 0.006);
    assert!((mean(&pick(&other, &not(&noisy))) - 0.01).abs() < 0.002);
}

#[test]
fn every_variant_stays_a_clinic_that_could_be() {
    let dataset = dataset("ecg-beats");
    for seed in 0..20 {
        let drawn = dataset.variant(&key(&dataset, seed));
        let cohort = cohort(&dataset, &drawn, seed, 6_000);
        let wide = ventricular(&cohort);
        assert!((0.15..0.30).contains(&mean(&wide)), "{drawn:?}");
        for sample in samples(&cohort) {
            assert!(sample.iter().all(|v| v.abs() < 5.0), "{drawn:?}");
        }
    }
}
