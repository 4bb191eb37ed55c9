//! Held against Python's standard library: `tests/oracles/cohort/oracle.py`.

use medlab_cohort::{Key, normal};
use serde_json::Value;

fn expected() -> Value {
    let text = include_str!("../../../../tests/oracles/cohort/expected.json");
    serde_json::from_str(text).unwrap()
}

fn bits(value: &Value) -> f64 {
    f64::from_bits(u64::from_str_radix(value.as_str().unwrap(), 16).unwrap())
}

#[test]
fn normal_quantile() {
    let expected = expected();
    let pairs = expected["quantile"].as_array().unwrap();
    assert!(pairs.len() > 500);
    for pair in pairs {
        let (p, z) = (bits(&pair[0]), bits(&pair[1]));
        let found = normal::quantile(p);
        // In the centre no elementary function enters: the same bits. In the tails the C
        // library's logarithm may differ in its last one.
        let apart = found.to_bits().abs_diff(z.to_bits());
        let allowed = if (p - 0.5).abs() <= 0.425 { 0 } else { 4 };
        assert!(apart <= allowed, "{p}: {found} {z}");
    }
    assert_eq!(normal::quantile(0.0), f64::NEG_INFINITY);
    assert_eq!(normal::quantile(1.0), f64::INFINITY);
    assert!(normal::quantile(-0.1).is_nan() && normal::quantile(f64::NAN).is_nan());
}

#[test]
fn normal_distribution_function() {
    for pair in expected()["cdf"].as_array().unwrap() {
        let (z, p) = (pair[0].as_f64().unwrap(), pair[1].as_f64().unwrap());
        // The argument's last bit weighs by z squared.
        let allowed = 4e-16 * (2.0 + z * z) * p;
        assert!((normal::cdf(z) - p).abs() <= allowed, "{z}");
    }
}

#[test]
fn derivation_is_hmac_sha256() {
    let key = Key::new(std::array::from_fn(|i| i as u8));
    let hex: String = key.mac(b"node:age").iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(hex, expected()["hmac"].as_str().unwrap());
}
