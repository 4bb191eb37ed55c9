//! Flexible calibration curves.

use medlab_metrics::calibration_curve::CurveMethod;
use medlab_metrics::{CalibrationCurve, Predictions};

use crate::inputs::{column, outcomes};
use crate::{close, numbers, python, r};

#[test]
fn curves_are_those_of_loess() {
    for expected in r()["predictions"].as_array().unwrap() {
        let name = expected["name"].as_str().unwrap();
        let (outcomes, risks) = (outcomes(name), column(name, "risk"));
        let predictions = Predictions::new(&outcomes, &risks).unwrap();
        let found = CalibrationCurve::of(&predictions).unwrap();
        let method = match name {
            "few" | "constant" => CurveMethod::FewDistinctRisks,
            "mostly_tied" => CurveMethod::LoessUndefined,
            _ => CurveMethod::Loess,
        };
        assert_eq!(found.method, method, "{name}");
        if method != CurveMethod::Loess {
            continue;
        }
        let expected = &expected["loess"];
        let measures = [
            (found.ici, "ici"),
            (found.e50, "e50"),
            (found.e90, "e90"),
            (found.emax, "emax"),
            (found.estimated_calibration_index().unwrap(), "eci"),
        ];
        for (found, key) in measures {
            close(found, expected[key].as_f64().unwrap(), 1e-9, &format!("{name} {key}"));
        }
    }
}

#[test]
fn bands_are_those_of_weighted_least_squares() {
    for expected in python()["bands"].as_array().unwrap() {
        let name = expected["name"].as_str().unwrap();
        let (outcomes, risks) = (outcomes(name), column(name, "risk"));
        let predictions = Predictions::new(&outcomes, &risks).unwrap();
        let points = CalibrationCurve::of(&predictions).unwrap().points;
        let [risks, observed, lower, upper] =
            ["risks", "observed", "lower", "upper"].map(|key| numbers(&expected[key]));
        let mut seen = 0;
        for point in points {
            for at in
                (0..risks.len()).filter(|&at| (risks[at] - point.risk).abs() < 1e-12)
            {
                seen += 1;
                close(point.observed, observed[at], 1e-9, name);
                close(point.lower, lower[at], 1e-9, name);
                close(point.upper, upper[at], 1e-9, name);
            }
        }
        assert!(seen > 0, "none of the points of {name} was drawn");
    }
}
