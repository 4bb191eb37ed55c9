//! The standard normal distribution: its quantile, its distribution function and density.
//!
//! The quantile is Wichura's AS241 (PPND16), accurate to about 1 part in 10^16. Its
//! central branch, 85 % of draws, needs no elementary function at all.

/// The standard normal quantile of a probability, by AS241.
///
/// Minus infinity at 0, infinity at 1, not a number outside.
///
/// ```
/// use medlab_cohort::normal::quantile;
/// assert_eq!(quantile(0.5), 0.0);
/// assert!((quantile(0.975) - 1.959963984540054).abs() < 1e-15);
/// ```
/// Wichura, Applied Statistics 37 (1988) 477-484.
#[inline]
pub fn quantile(probability: f64) -> f64 {
    let q = probability - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180625 - q * q;
        return q * horner(&A, r) / horner(&B, r);
    }
    tail(probability, q)
}

/// The distribution function: the probability of a value up to `z`.
///
/// ```
/// assert_eq!(medlab_cohort::normal::cdf(0.0), 0.5);
/// ```
pub fn cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// The density at `z`.
pub fn density(z: f64) -> f64 {
    const ONE_OVER_SQRT_TWO_PI: f64 = 0.398_942_280_401_432_7;
    ONE_OVER_SQRT_TWO_PI * libm::exp(-0.5 * z * z)
}

/// The probability of a value between `low` and `high`, without loss in the tails.
pub fn between(low: f64, high: f64) -> f64 {
    if low > 0.0 { cdf(-low) - cdf(-high) } else { cdf(high) - cdf(low) }
}

fn tail(probability: f64, q: f64) -> f64 {
    let smaller = if q < 0.0 { probability } else { 1.0 - probability };
    if smaller.is_nan() || smaller < 0.0 {
        return f64::NAN;
    }
    if smaller == 0.0 {
        return if q < 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let r = (-libm::log(smaller)).sqrt();
    let z = if r <= 5.0 {
        horner(&C, r - 1.6) / horner(&D, r - 1.6)
    } else {
        horner(&E, r - 5.0) / horner(&F, r - 5.0)
    };
    if q < 0.0 { -z } else { z }
}

/// A polynomial, coefficients from the constant up.
#[inline]
fn horner(c: &[f64; 8], x: f64) -> f64 {
    ((((((c[7] * x + c[6]) * x + c[5]) * x + c[4]) * x + c[3]) * x + c[2]) * x + c[1]) * x
        + c[0]
}

#[expect(clippy::excessive_precision, reason = "as printed")]
const A: [f64; 8] = [
    3.3871328727963666080e0,
    1.3314166789178437745e2,
    1.9715909503065514427e3,
    1.3731693765509461125e4,
    4.5921953931549871457e4,
    6.7265770927008700853e4,
    3.3430575583588128105e4,
    2.5090809287301226727e3,
];
#[expect(clippy::excessive_precision, reason = "as printed")]
const B: [f64; 8] = [
    1.0,
    4.2313330701600911252e1,
    6.8718700749205790830e2,
    5.3941960214247511077e3,
    2.1213794301586595867e4,
    3.9307895800092710610e4,
    2.8729085735721942674e4,
    5.2264952788528545610e3,
];
#[expect(clippy::excessive_precision, reason = "as printed")]
const C: [f64; 8] = [
    1.42343711074968357734e0,
    4.63033784615654529590e0,
    5.76949722146069140550e0,
    3.64784832476320460504e0,
    1.27045825245236838258e0,
    2.41780725177450611770e-1,
    2.27238449892691845833e-2,
    7.74545014278341407640e-4,
];
#[expect(clippy::excessive_precision, reason = "as printed")]
const D: [f64; 8] = [
    1.0,
    2.05319162663775882187e0,
    1.67638483018380384940e0,
    6.89767334985100004550e-1,
    1.48103976427480074590e-1,
    1.51986665636164571966e-2,
    5.47593808499534494600e-4,
    1.05075007164441684324e-9,
];
#[expect(clippy::excessive_precision, reason = "as printed")]
const E: [f64; 8] = [
    6.65790464350110377720e0,
    5.46378491116411436990e0,
    1.78482653991729133580e0,
    2.96560571828504891230e-1,
    2.65321895265761230930e-2,
    1.24266094738807843860e-3,
    2.71155556874348757815e-5,
    2.01033439929228813265e-7,
];
#[expect(clippy::excessive_precision, reason = "as printed")]
const F: [f64; 8] = [
    1.0,
    5.99832206555887937690e-1,
    1.36929880922735805310e-1,
    1.48753612908506148525e-2,
    7.86869131145613259100e-4,
    1.84631831751005468180e-5,
    1.42151175831644588870e-7,
    2.04426310338993978564e-15,
];
