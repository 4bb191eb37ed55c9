//! Datasets that are wrong: what is said of them, and where.

use medlab_cohort::Dataset;
use proptest::prelude::*;

use crate::datasets::{WARD, text, ward};

/// The ward with one piece of its text replaced; the error has to point at `at`, a piece
/// of the new text.
#[track_caller]
fn check(from: &str, to: &str, at: &str, code: &str, message: &str, hint: Option<&str>) {
    assert_eq!(WARD.matches(from).count(), 1, "`{from}` has to be there once");
    wrong(&WARD.replace(from, to), at, code, message, hint);
}

#[track_caller]
fn wrong(text: &str, at: &str, code: &str, message: &str, hint: Option<&str>) {
    let error = Dataset::parse("ward.toml", text).unwrap_err();
    let place = text.find(at).unwrap_or_else(|| panic!("`{at}` is not there"));
    let line = text[..place].matches('\n').count() + 1;
    let start = text[..place].rfind('\n').map_or(0, |newline| newline + 1);
    let column = text[start..place].chars().count() + 1;
    let place = format!("ward.toml:{line}:{column}: ");
    assert_eq!(error.to_string(), format!("{place}{message}"));
    assert_eq!((error.code, error.hint.as_deref()), (code, hint));
}

#[test]
fn names() {
    check(
        "mean = \"80 + 8 * severity\"",
        "mean = \"80 + 8 * severty\"",
        "severty",
        "unknown_name",
        "node `pulse`: expected a node or a vary, found `severty` in `mean`",
        Some("did you mean `severity`?"),
    );
    check(
        "-3 + vary.shift +",
        "-3 + vary.shfit +",
        "vary.shfit",
        "unknown_name",
        "node `sepsis`: expected a node or a vary, found `vary.shfit` in `logit`",
        Some("did you mean `vary.shift`?"),
    );
    check(
        "outcome = \"sepsis\"",
        "outcome = \"sepsi\"",
        "\"sepsi\"",
        "outcome",
        "expected a node as `outcome`, found `sepsi`",
        Some("did you mean `sepsis`?"),
    );
    check(
        "outcome = \"sepsis\"",
        "outcome = \"lactate\"",
        "\"lactate\"",
        "outcome",
        "expected a recorded node of family bernoulli as `outcome`, found `lactate`, of family lognormal",
        None,
    );
    check(
        "column = \"lactate\"",
        "column = \"lactat\"",
        "\"lactat\"\n",
        "unknown_name",
        "fault `lactate-in-mg-per-dl`: expected a recorded column, found `lactat`",
        Some("did you mean `lactate`?"),
    );
    check(
        "set = { treated = 1 }",
        "set = { traeted = 1 }",
        "traeted",
        "unknown_name",
        "world `treated`: expected a node, found `traeted`",
        Some("did you mean `treated`?"),
    );
    check(
        "name = \"pulse\"",
        "name = \"age\"",
        "\"age\"\nfamily = \"normal\"\nmean = \"80",
        "duplicate",
        "node `age`: expected a name that no other column has, found `age` again",
        None,
    );
    check(
        "name = \"pulse\"",
        "name = \"Pulse\"",
        "\"Pulse\"",
        "name",
        "node `Pulse`: expected a name in snake_case, found \"Pulse\"",
        None,
    );
    check(
        "name = \"pulse\"",
        "name = \"round\"",
        "\"round\"",
        "name",
        "node `round`: expected a name in snake_case, found `round`, which formulas use",
        None,
    );
}

#[test]
fn keys() {
    check(
        "decimals = 1\navailable_at = 0.5",
        "decimal = 1\navailable_at = 0.5",
        "decimal = 1",
        "unknown_key",
        "node `lactate`: expected a known key, found `decimal`",
        Some("did you mean `decimals`?"),
    );
    check(
        "sd_log = 0.35",
        "sdlog = 0.35",
        "sdlog",
        "unknown_key",
        "node `lactate`: expected a known key, found `sdlog`",
        Some("did you mean `sd_log`?"),
    );
    check(
        "title = \"A small ward\"",
        "titel = \"A small ward\"",
        "titel",
        "unknown_key",
        "expected a known key, found `titel`",
        Some("did you mean `title`?"),
    );
    check(
        "title = \"A small ward\"\n",
        "",
        "# A small ward",
        "missing_key",
        "expected `title`, what people call it, found nothing",
        None,
    );
    check(
        "title = \"A small ward\"",
        "title = 7",
        "7",
        "wrong_type",
        "expected a text in quotes for `title`, found 7",
        None,
    );
    check(
        "decimals = 1\navailable_at = 0.5",
        "decimals = \"one\"\navailable_at = 0.5",
        "\"one\"",
        "wrong_type",
        "node `lactate`: expected a whole number from 0 to 12 for `decimals`, found the text \"one\"",
        None,
    );
    check(
        "rate = 0.01\n\n[[fault]]",
        "rat = 0.01\n\n[[fault]]",
        "rat = 0.01",
        "unknown_key",
        "fault `impossible-rate`: expected a known key, found `rat`",
        Some("did you mean `rate`?"),
    );
    check(
        "format = 1",
        "format = 2\nnew_key = 3",
        "2\nnew_key",
        "format",
        "expected format 1, found format 2",
        None,
    );
    check(
        "title = \"A small ward\"",
        "title = \"A small ward",
        "\nrow = \"admission\"",
        "toml",
        "expected valid TOML, found invalid basic string, expected `\"`",
        None,
    );
}

#[test]
fn causes() {
    check(
        "mean = 67\nsd = 19",
        "mean = \"67 + sepsis\"\nsd = 19",
        "67 + sepsis",
        "circle",
        "node `age`: expected causes without a circle, found the circle age -> sepsis -> age",
        None,
    );
    check(
        "logit = \"1.2 - 0.8 * severity\"",
        "logit = \"1.2 - 0.8 * severity + sepsis\"",
        "-3 + vary.shift",
        "circle",
        "node `sepsis`: expected causes without a circle, found the circle sepsis -> missing(lactate) -> sepsis",
        None,
    );
}

#[test]
fn numbers() {
    check(
        "unit = \"mmol/L\"\n",
        "",
        "[[node]]\nname = \"lactate\"",
        "missing_unit",
        "node `lactate`: expected a `unit`, for it is a number, found none",
        Some("write `unit = \"1\"` where it has no dimension"),
    );
    check(
        "family = \"bernoulli\"\nlogit = \"-1 + 0.5 * severity\"",
        "unit = \"1\"\nfamily = \"bernoulli\"\nlogit = \"-1 + 0.5 * severity\"",
        "[[node]]\nname = \"treated\"",
        "unit",
        "node `treated`: expected no `unit`, for it is no number, found \"1\"",
        None,
    );
    check(
        "range = [0.3, 20.0]",
        "range = [20.0, 0.3]",
        "[20.0, 0.3]",
        "impossible_range",
        "node `lactate`: expected `range` with its lower end first, found [20, 0.3]",
        None,
    );
    check(
        "range = [0.3, 20.0]",
        "range = [0.25, 20.0]",
        "[0.25, 20.0]",
        "impossible_range",
        "node `lactate`: expected ends of `range` with 1 decimals, as recorded, found 0.25",
        None,
    );
    check(
        "sd = 4.1",
        "sd = -4.1",
        "-4.1",
        "parameter",
        "node `respiratory_rate`: expected a number above 0 for `sd`, found -4.1",
        None,
    );
    check(
        "low = 0\nhigh = 168",
        "low = 168\nhigh = 0",
        "168\nhigh",
        "parameter",
        "node `arrived`: expected `low` below `high`, found 168 and 0",
        None,
    );
    check(
        "available_at = 0.5\n",
        "",
        "[[node]]\nname = \"lactate\"",
        "available_at",
        "node `lactate`: expected `available_at`, in hours from the prediction time, found nothing",
        Some("a node that is never recorded is `hidden = true`"),
    );
    check(
        "decimals = 1\navailable_at = 0.5",
        "available_at = 0.5",
        "[[node]]\nname = \"lactate\"",
        "decimals",
        "node `lactate`: expected `decimals`, how many are recorded, found nothing",
        None,
    );
    check(
        "value = 999",
        "value = 40",
        "\"respiratory_rate\"\nkind = \"impossible\"",
        "fault_value",
        "fault `impossible-rate`: expected a recordable value outside the range of `respiratory_rate`, found 40, where the range is [4, 60]",
        None,
    );
    check(
        "kind = \"digits\"\nrate = 0.02",
        "kind = \"digits\"\nrate = 1.5",
        "1.5\n",
        "parameter",
        "fault `pulse-digits`: expected a probability from 0 to 1 for `rate`, found 1.5",
        None,
    );
}

#[test]
fn levels() {
    check(
        "levels = [\"North\", \"South\"]",
        "levels = []",
        "[]",
        "levels",
        "node `site`: expected at least two levels, found 0",
        None,
    );
    check(
        "levels = [\"North\", \"South\"]",
        "levels = [\"North\", \"North\"]",
        "[\"North\", \"North\"]",
        "levels",
        "node `site`: expected levels that are different and not empty, found North, of no use",
        None,
    );
    check(
        "weights = [0.6, \"0.4 + 0 * vary.shift\"]",
        "weights = [0.6]",
        "0.6",
        "weights",
        "node `site`: expected 2 weights, one for each level, found 1",
        None,
    );
    check(
        "if(site == 'North', 18.1",
        "if(site == 'Nort', 18.1",
        "'Nort'",
        "formula",
        "node `respiratory_rate`: expected a level of `site`, found 'Nort' in `mean`",
        Some("did you mean 'North'?"),
    );
    check(
        "4 * sepsis * (vary.leak == 'icu_transfer')",
        "4 * sepsis * (vary.leak == 'icu_tranfer')",
        "'icu_tranfer'",
        "formula",
        "node `icu_transfer`: expected a level of `vary.leak`, found 'icu_tranfer' in `logit`",
        Some("did you mean 'icu_transfer'?"),
    );
    check(
        "if(age < 65, 'young', 'old')",
        "if(age < 65, 'younger', 'old')",
        "if(age < 65",
        "levels",
        "node `band`: expected one of the levels young, old, found 'younger'",
        None,
    );
}

#[test]
fn formulas() {
    check(
        "mean = \"80 + 8 * severity\"",
        "mean = \"80 + 8 * * severity\"",
        "* severity\"\nsd = 15",
        "formula",
        "node `pulse`: expected a number, a name or `(`, found `*` in `mean`",
        None,
    );
    check(
        "mean = \"80 + 8 * severity\"",
        "mean = \"80 + 8 * site\"",
        "site\"\nsd = 15",
        "formula",
        "node `pulse`: expected a number, found a text in `mean`",
        Some("compare a text with `==`, or choose by it with `if(x == 'text', a, b)`"),
    );
    check(
        "family = \"poisson\"",
        "family = \"poison\"",
        "\"poison\"",
        "family",
        "node `stays`: expected a family (normal, lognormal, uniform, exponential, weibull, poisson, bernoulli, categorical, formula, row), found `poison`",
        Some("did you mean `poisson`?"),
    );
    check(
        "logit = \"-1 + 0.5 * severity\"",
        "logit = \"-1 + 0.5 * severity\"\nprobability = 0.5",
        "\"bernoulli\"\nlogit = \"-1 + 0.5 * severity\"",
        "probability",
        "node `treated`: expected either `logit` or `probability`, found both",
        None,
    );
}

#[test]
fn mechanisms() {
    let pulse =
        "missing = { kind = \"MAR\", probability = \"if(site == 'South', 0.1, 0.02)\" }";
    let of = |kind: &str, formula: &str| {
        format!("missing = {{ kind = \"{kind}\", probability = \"{formula}\" }}")
    };
    for (kind, formula, expected, found) in [
        (
            "MCAR",
            "if(site == 'South', 0.1, 0.2)",
            "a formula without any node for MCAR",
            "`site`",
        ),
        ("MAR", "0.1", "a formula that names a node for MAR", "none, which is MCAR"),
        (
            "MAR",
            "expit(severity)",
            "only what is always on record for MAR",
            "`severity`, which is hidden",
        ),
        (
            "MAR",
            "pulse / 1000",
            "only what is always on record for MAR",
            "`pulse`, which is its own value",
        ),
        (
            "MAR",
            "lactate / 100",
            "only what is always on record for MAR",
            "`lactate`, which is missing in some patients",
        ),
        (
            "MAR",
            "sepsis / 2",
            "only what is always on record for MAR",
            "`sepsis`, which is known only later",
        ),
        (
            "MNAR",
            "age / 200",
            "its own value, a hidden node or a column with gaps for MNAR",
            "none of them, which is MAR or MCAR",
        ),
    ] {
        check(
            pulse,
            &of(kind, formula),
            &format!("{formula}\" }}"),
            "missing_kind",
            &format!("node `pulse`: expected {expected}, found {found}"),
            None,
        );
    }
    for (kind, formula) in [
        ("MCAR", "0.1"),
        ("MCAR", "0.1 + vary.shift / 10"),
        ("MNAR", "pulse / 1000"),
        ("MNAR", "lactate / 100"),
        ("MNAR", "expit(severity - 3)"),
    ] {
        let text = WARD.replace(pulse, &of(kind, formula));
        if let Err(error) = Dataset::parse("ward.toml", &text) {
            panic!("{kind} {formula}: {error}");
        }
    }
}

#[test]
fn varies() {
    check(
        "reference = 0.0, decimals = 2",
        "reference = 0.5, decimals = 2",
        "0.5, decimals = 2",
        "wrong_type",
        "vary `shift`: expected a value that can be drawn for `reference`, found 0.5",
        None,
    );
    check(
        "interaction = { choose = [0, 1], reference = 0 }",
        "interaction = { choose = [0, \"one\"], reference = 0 }",
        "[0, \"one\"]",
        "wrong_type",
        "vary `interaction`: expected a list of texts, or of numbers for `choose`, found a list",
        None,
    );
    check(
        "interaction = { choose = [0, 1], reference = 0 }",
        "interaction = { choose = [0, 1] }",
        "{ choose = [0, 1] }",
        "missing_key",
        "vary `interaction`: expected `reference`, its value in the reference variant, found nothing",
        None,
    );
}

#[test]
fn files_of_any_size_end() {
    let large = format!("{WARD}\n# {}", "x".repeat(2_000_000));
    assert_eq!(Dataset::parse("f", &large).unwrap_err().code, "too_large");
    let deep = format!("x = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(Dataset::parse("f", &deep).unwrap_err().code, "toml");
    assert_eq!(Dataset::parse("f", "").unwrap_err().code, "missing_key");
    assert_eq!(Dataset::parse("f", &text(None, "")).unwrap_err().code, "no_nodes");
}

#[test]
fn order_in_the_file_is_the_order_of_columns() {
    let dataset = ward();
    let names: Vec<&str> = dataset.varies.iter().map(|vary| vary.name.as_str()).collect();
    assert_eq!(names, ["leak", "interaction", "shift"]);
    assert_eq!(dataset.nodes[0].name, "severity");
    assert_eq!(dataset.node("lactate").unwrap().label, "Lactate");
    assert_eq!(
        dataset.node("respiratory_rate").unwrap().line,
        WARD[..WARD.find("name = \"respiratory_rate\"").unwrap()].matches('\n').count()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        let _ = Dataset::parse("f", &text);
    }

    #[test]
    fn any_cut_or_change_is_read_or_refused(
        from in 0..WARD.len(),
        length in 0_usize..40,
        new in "[ -~\n]{0,10}",
    ) {
        let to = (from + length).min(WARD.len());
        let text = format!("{}{new}{}", &WARD[..from], &WARD[to..]);
        if let Err(error) = Dataset::parse("f", &text) {
            prop_assert!(error.line >= 1 && error.line <= text.lines().count() + 1);
            prop_assert!(!error.expected.is_empty() && !error.found.is_empty());
        }
    }
}

#[test]
fn columns_of_the_truth_have_names_of_their_own() {
    let text = WARD
        .replace("\"severity\"", "\"true_lactate\"")
        .replace("severity", "true_lactate");
    let error = Dataset::parse("f", &text).unwrap_err();
    assert_eq!((error.code, error.found.as_str()), ("duplicate", "`true_lactate` twice"));
    let text = WARD.replace("id = { name = \"patient\"", "id = { name = \"kind\"");
    assert_eq!(Dataset::parse("f", &text).unwrap_err().found, "`kind`");
}
