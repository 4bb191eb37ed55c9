//! Formulas: what they give, and what is said of those that give nothing.

use medlab_cohort::{Column, Expression, Kind, Scalar, Scalars, Table};
use proptest::prelude::*;

fn facts() -> Scalars {
    Scalars::from([
        ("x".to_owned(), Scalar::Number(3.0)),
        ("y".to_owned(), Scalar::Number(-0.5)),
        ("gap".to_owned(), Scalar::Missing),
        ("site".to_owned(), Scalar::from("North")),
        ("vary.leak".to_owned(), Scalar::from("icu")),
    ])
}

fn value(formula: &str) -> Scalar {
    Expression::parse(formula)
        .unwrap_or_else(|e| panic!("{formula}: {e}"))
        .scalar(&facts())
        .unwrap_or_else(|e| panic!("{formula}: {e}"))
}

#[test]
fn values() {
    for (formula, expected) in [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("2 ^ 3 ^ 2", 512.0),
        ("-2 ^ 2", -4.0),
        ("2 ^ -1", 0.5),
        ("10 - 4 - 3", 3.0),
        ("12 / 4 / 3", 1.0),
        ("- - 3", 3.0),
        ("1.5e1", 15.0),
        (".5", 0.5),
        ("x * y", -1.5),
        ("1 < 2", 1.0),
        ("not 1 < 2", 0.0),
        ("1 < 2 and 2 < 1 or 1 == 1", 1.0),
        ("1 == 1 or 1 == 1 and 1 == 2", 1.0),
        ("site == 'North'", 1.0),
        ("site != \"North\"", 0.0),
        ("'a' == 'b'", 0.0),
        ("if(site == 'South', 1, 2) + 0.5", 2.5),
        ("if(vary.leak == 'icu', 'a', 'b') == 'a'", 1.0),
        ("3 + (site == 'North')", 4.0),
        ("min(3, 1, 2)", 1.0),
        ("max(3, 1, 2)", 3.0),
        ("clip(7, 0, 5)", 5.0),
        ("clip(-7, 0, 5)", 0.0),
        ("round(2.345, 2)", 2.35),
        ("round(-2.5)", -3.0),
        ("floor(-2.5)", -3.0),
        ("abs(y)", 0.5),
        ("sqrt(16)", 4.0),
        ("exp(0)", 1.0),
        ("sin(0)", 0.0),
        ("cos(0)", 1.0),
        ("round(sin(x), 12)", 0.141_120_008_060),
        ("round(cos(x), 12)", -0.989_992_496_600),
        ("ln(1)", 0.0),
        ("logit(0.5)", 0.0),
        ("expit(0)", 0.5),
        ("normal_cdf(0)", 0.5),
        ("normal_quantile(0.5)", 0.0),
        ("step(8, 8: 3, 11: 1, inf: 0)", 3.0),
        ("step(8.1, 8: 3, 11: 1, inf: 0)", 1.0),
        ("step(12, 8: 3, 11: 1, inf: -2)", -2.0),
        ("step(-9, -8: 3, inf: 0)", 3.0),
        ("missing(gap)", 1.0),
        ("known(gap)", 0.0),
        ("known(x)", 1.0),
        ("recorded(x)", 3.0),
        ("if(missing(gap), 4, gap)", 4.0),
        ("known(gap) and gap > 2", 0.0),
        ("missing(gap) or gap > 2", 1.0),
        ("missing(gap + 1)", 1.0),
    ] {
        assert_eq!(value(formula), Scalar::Number(expected), "{formula}");
    }
    assert_eq!(value("if(x > 2, 'high', 'low')"), Scalar::from("high"));
}

#[test]
fn what_is_missing_stays_missing() {
    for formula in [
        "gap",
        "gap + 1",
        "1 - gap",
        "gap * 0",
        "gap / 2",
        "gap ^ 2",
        "2 ^ gap",
        "-gap",
        "gap == 1",
        "1 != gap",
        "gap < 1",
        "1 >= gap",
        "not gap",
        "gap and 1 == 1",
        "gap or 1 == 2",
        "min(1, gap)",
        "max(gap, 1)",
        "clip(gap, 0, 1)",
        "round(gap)",
        "exp(gap)",
        "step(gap, 1: 2, inf: 3)",
        "if(gap, 1, 2)",
        "if(x > 2, gap, 1)",
        "recorded(gap)",
        "normal_cdf(gap)",
    ] {
        assert_eq!(value(formula), Scalar::Missing, "{formula}");
    }
}

#[test]
fn errors() {
    for (formula, message, hint) in [
        ("", "expected a formula, found nothing", None),
        ("1 +", "expected a number, a name or `(`, found the end of the formula", None),
        ("1 2", "expected an operator or the end, found the number 2", None),
        ("(1", "expected `)`, found the end of the formula", None),
        (
            "x = 1",
            "expected an operator or the end, found `=`",
            Some("compare with `==`"),
        ),
        (
            "a && b",
            "expected a number, a name or an operator, found `&`",
            Some("write `and`"),
        ),
        (
            "1 \u{2212} 2",
            "expected a number, a name or an operator, found `\u{2212}`",
            Some("write the minus sign as `-`"),
        ),
        (
            "1 < x < 3",
            "expected one comparison, found a chain of them",
            Some("write `a < b and b < c`"),
        ),
        ("exq(1)", "expected a function, found `exq`", Some("did you mean `exp`?")),
        ("exp", "expected `exp(...)`", None),
        ("exp(1, 2)", "expected one argument of `exp`, found 2", None),
        ("if(1, 2)", "expected 3 arguments of `if`, found 2", None),
        ("min(1)", "expected at least 2 arguments of `min`, found 1", None),
        ("'open", "expected a closing ' of the text", None),
        ("1e999", "expected a finite number, found `1e999`", None),
        (
            "step(x, 8: 3)",
            "expected `inf` as the last bound of step",
            Some("end with `, inf: value)`, so that every x has a value"),
        ),
        (
            "step(x, 8: 3, 8: 1, inf: 0)",
            "expected a bound above the one before it, found 8 in step",
            None,
        ),
        ("and", "expected a value, found `and`", None),
        ("inf", "expected a value, found `inf`", None),
    ] {
        let error = Expression::parse(formula).unwrap_err();
        assert_eq!((error.message.as_str(), error.hint.as_deref()), (message, hint));
    }
}

#[test]
fn errors_of_kind() {
    for (formula, message, at) in [
        ("1 + site", "expected a number, found a text", 4..8),
        ("site < 'a'", "expected a number, found a text", 0..4),
        (
            "site == 1",
            "expected two texts or two numbers, found a text and a number",
            0..9,
        ),
        ("if(site, 1, 2)", "expected a comparison, found a text", 3..7),
        ("2 + zite", "expected a known name, found `zite`", 4..8),
        ("round(1.5, x)", "expected a whole number of decimals from 0 to 12", 11..12),
        ("recorded(1 + 1)", "expected a column's name", 9..14),
    ] {
        let error = Expression::parse(formula).unwrap().scalar(&facts()).unwrap_err();
        let medlab_cohort::EvaluationError::Formula { error, .. } = error;
        assert_eq!((error.message.as_str(), error.at), (message, at), "{formula}");
    }
    let table = ward();
    let misspelt = Expression::parse("site == 'Nort'").unwrap();
    let error = misspelt.over(&table, &Scalars::new()).unwrap_err();
    assert_eq!(error.hint(), Some("did you mean 'North'?"));
}

fn ward() -> Table {
    let levels = vec!["North".to_owned(), "South".to_owned()];
    Table::new(vec![
        Column::texts_of("id", vec!["P1".into(), "P2".into(), "".into()]),
        Column::values_of("site", Kind::Category { levels }, vec![0.0, 1.0, f64::NAN]),
        Column::values_of("x", Kind::Number { decimals: Some(0) }, vec![1.0, 2.0, 3.0]),
    ])
    .unwrap()
}

#[test]
fn over_a_table() {
    let table = ward();
    let over = |formula: &str| {
        Expression::parse(formula).unwrap().over(&table, &facts()).unwrap()
    };
    let rows =
        |formula: &str| (0..3).map(|row| over(formula).scalar(row)).collect::<Vec<_>>();
    let number = Scalar::Number;
    // A scalar hides a column of its name.
    assert_eq!(rows("x"), [number(3.0), number(3.0), number(3.0)]);
    assert_eq!(rows("id == 'P2'"), [number(0.0), number(1.0), Scalar::Missing]);
    assert_eq!(rows("missing(id)"), [number(0.0), number(0.0), number(1.0)]);
    assert_eq!(rows("id"), [Scalar::from("P1"), Scalar::from("P2"), Scalar::Missing]);
    let truths: Vec<_> = over("id == 'P2'").truths().collect();
    assert_eq!(truths, [Some(false), Some(true), None]);
}

#[test]
fn over_long_tables_by_blocks() {
    let n = 5_000;
    let values: Vec<f64> = (0..n).map(f64::from).collect();
    let kind = Kind::Number { decimals: Some(0) };
    let table = Table::new(vec![Column::values_of("v", kind, values)]).unwrap();
    let formula =
        Expression::parse("if(v > 2500, v * 2, (v + 1) * (v - 1) / 2)").unwrap();
    let found = formula.over(&table, &Scalars::new()).unwrap();
    for (v, found) in (0..n).map(f64::from).zip(found.values()) {
        let expected = if v > 2500.0 { v * 2.0 } else { (v + 1.0) * (v - 1.0) / 2.0 };
        assert_eq!(*found, expected);
    }
}

#[test]
fn names() {
    let formula =
        Expression::parse("a + known(b) + recorded(c) + missing(d + e)").unwrap();
    assert_eq!(formula.names(), ["a", "b", "c", "d", "e"]);
    assert_eq!(formula.value_names(), ["a", "c", "d", "e"]);
    assert_eq!(formula.mask_names(), ["b", "c"]);
    assert_eq!(formula.truth_names(), ["a", "d", "e"]);
}

#[test]
fn depth_and_length_are_bounded() {
    for formula in [
        "(".repeat(10_000),
        "-".repeat(10_000),
        "not ".repeat(3_000),
        "2^".repeat(5_000),
        "1+".repeat(8_000) + "1",
        "if(".repeat(3_000),
        "x".repeat(20_000),
    ] {
        assert!(Expression::parse(&formula).is_err());
    }
    let long = "1+".repeat(450) + "1";
    assert_eq!(value(&long), Scalar::Number(451.0));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in ".{0,60}") {
        let _ = Expression::parse(&text);
    }

    #[test]
    fn any_words_are_read_or_refused(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "1", "2.5", "x", "gap", "site", "'North'", "+", "-", "*", "/", "^", "(", ")",
                ",", ":", "==", "<", "and", "or", "not", "if(", "step(", "inf", "min(",
                "known(", "recorded(", "missing(", "vary.leak", "round(",
            ]),
            0..12,
        )
    ) {
        if let Ok(formula) = Expression::parse(&words.join(" ")) {
            let _ = formula.scalar(&facts());
        }
    }

    #[test]
    fn algebra(a in -1e3..1e3_f64, b in -1e3..1e3_f64) {
        let facts = Scalars::from([
            ("a".to_owned(), Scalar::Number(a)),
            ("b".to_owned(), Scalar::Number(b)),
        ]);
        let number = |text: &str| {
            Expression::parse(text).unwrap().scalar(&facts).unwrap().number().unwrap()
        };
        prop_assert_eq!(number("a + b"), a + b);
        prop_assert_eq!(number("a - b * a"), a - b * a);
        prop_assert_eq!(number("a < b") + number("a >= b"), 1.0);
        prop_assert_eq!(number("min(a, b) + max(a, b)"), a.min(b) + a.max(b));
        prop_assert_eq!(number("not (a < b and b < 0)"), number("a >= b or b >= 0"));
        prop_assert!((number("logit(expit(a / 100))") - a / 100.0).abs() < 1e-9);
    }
}

#[test]
fn three_valued_logic_over_columns() {
    // Kleene's tables: missing is what could be either.
    let (yes, no, gap) = (1.0, 0.0, f64::NAN);
    let a = vec![yes, yes, yes, no, no, no, gap, gap, gap];
    let b = vec![yes, no, gap, yes, no, gap, yes, no, gap];
    let table = Table::new(vec![
        Column::values_of("a", Kind::Flag, a),
        Column::values_of("b", Kind::Flag, b),
    ])
    .unwrap();
    for (formula, expected) in [
        ("a and b", [yes, no, gap, no, no, no, gap, no, gap]),
        ("a or b", [yes, yes, yes, yes, no, gap, yes, gap, gap]),
        ("not a", [no, no, no, yes, yes, yes, gap, gap, gap]),
        ("a == b", [yes, no, gap, no, yes, gap, gap, gap, gap]),
        ("if(a, b, 5)", [yes, no, gap, 5.0, 5.0, 5.0, gap, gap, gap]),
        ("missing(a) or known(b)", [yes, yes, no, yes, yes, no, yes, yes, yes]),
        ("max(a, b)", [yes, yes, gap, yes, no, gap, gap, gap, gap]),
    ] {
        let found = Expression::parse(formula).unwrap().over(&table, &Scalars::new());
        for (found, expected) in found.unwrap().values().iter().zip(expected) {
            let both_missing = found.is_nan() && expected.is_nan();
            assert!(*found == expected || both_missing, "{formula}: {found} {expected}");
        }
    }
}
