//! `medlab evaluate`: the contract's JSON, and what is refused.

use crate::bench::Bench;

const GOOD: &str =
    "risk,outcome,sex\n0.1,0,F\n0.9,1,F\n0.4,0,M\n0.6,1,M\n0.35,1,F\n0.2,0,M\n";

fn evaluate(bench: &Bench, text: &[u8], more: &[&str]) -> crate::bench::Ended {
    let file = bench.write("p.csv", text);
    let mut arguments = vec!["evaluate", file.to_str().unwrap()];
    arguments.extend(["--outcome", "outcome", "--risk", "risk"]);
    arguments.extend(more);
    bench.run(arguments)
}

#[test]
fn the_document_has_the_contracts_keys_in_order() {
    let bench = Bench::new();
    let more = ["--threshold", "0.5", "--group", "sex", "--format", "json"];
    let ended = evaluate(&bench, GOOD.as_bytes(), &more).expect(0);
    let keys = [
        "format",
        "n",
        "events",
        "prevalence",
        "dropped",
        "discrimination",
        "calibration",
        "overall",
        "thresholds",
        "groups",
        "interval_method",
        "warnings",
    ];
    let document = ended.json();
    let mut at = 0;
    for key in keys {
        assert!(document.get(key).is_some(), "{key}");
        let found = ended.out[at..].find(&format!("\"{key}\"")).expect(key);
        at += found;
    }
    assert_eq!(document["n"], 6);
    assert_eq!(document["thresholds"][0]["tp"], 2);
    assert_eq!(document["groups"][0]["value"], "F");
    // 8 of 9 pairs are in order.
    let auroc = document["discrimination"]["auroc"]["estimate"].as_f64().unwrap();
    assert!((auroc - 8.0 / 9.0).abs() < 1e-12);
}

#[test]
fn standard_input_crlf_bom_and_other_marks_are_read() {
    let bench = Bench::new();
    let json = |ended: crate::bench::Ended| ended.expect(0).json();
    let plain = json(evaluate(&bench, GOOD.as_bytes(), &["--format", "json"]));
    let windows = format!("\u{feff}{}", GOOD.replace('\n', "\r\n"));
    let more = ["--format", "json"];
    assert_eq!(json(evaluate(&bench, windows.as_bytes(), &more)), plain);
    let european = GOOD.replace(',', ";").replace('.', ",");
    let more = ["--format", "json", "--delimiter", ";", "--decimal", ","];
    assert_eq!(json(evaluate(&bench, european.as_bytes(), &more)), plain);
    let arguments = ["evaluate", "-", "--outcome", "outcome", "--risk", "risk"];
    let arguments = arguments.into_iter().chain(["--format", "json"]);
    assert_eq!(json(bench.run_in("", arguments, GOOD.as_bytes())), plain);
}

#[test]
fn each_bad_file_has_its_code_row_and_column() {
    type Case<'a> = (&'a [u8], &'a str, Option<u64>, Option<&'a str>);
    let cases: [Case; 17] = [
        (b"", "empty", None, None),
        (b"risk,outcome\n", "no_rows", None, None),
        (b"risk,outcme\n0.1,1\n", "missing_column", None, Some("outcome")),
        (b"risk,outcome\n0.1,0\n1.2,1\n", "risk_range", Some(2), Some("risk")),
        (b"risk,outcome\n0.1,0\n-0.2,1\n", "risk_range", Some(2), Some("risk")),
        (b"risk,outcome\nNaN,0\n0.2,1\n", "not_finite", Some(1), Some("risk")),
        (b"risk,outcome\ninf,0\n0.2,1\n", "not_finite", Some(1), Some("risk")),
        (b"risk,outcome\n1e400,0\n0.2,1\n", "too_large_number", Some(1), Some("risk")),
        (b"risk,outcome\nhigh,0\n0.2,1\n", "not_a_number", Some(1), Some("risk")),
        (b"risk,outcome\n0.1,0\n0.2,2\n", "not_an_outcome", Some(2), Some("outcome")),
        (b"risk,outcome\n0.1,0\n,1\n", "missing_value", Some(2), Some("risk")),
        (b"risk,outcome\n0.1,0\n0.2,\n", "missing_value", Some(2), Some("outcome")),
        (b"risk,outcome\n0.1,1\n0.2,1\n", "one_class", None, Some("outcome")),
        (b"risk,risk,outcome\n0.1,0.1,1\n", "duplicate_header", None, None),
        (b"risk,outcome\n0.1,0,7\n0.2,1\n", "ragged_row", Some(1), None),
        (b"risk,outcome\n0.1,0\n\xff,1\n", "not_utf8", Some(2), None),
        (b"risk;outcome\n0,1;0\n0,2;1\n", "wrong_delimiter", None, None),
    ];
    let bench = Bench::new();
    for (text, code, row, column) in cases {
        let ended = evaluate(&bench, text, &["--format", "json"]).expect(2);
        let error = &ended.json()["error"];
        let shown = String::from_utf8_lossy(text);
        assert_eq!(error["code"], code, "{shown}");
        assert_eq!(error["row"].as_u64(), row, "{shown}");
        if column.is_some() {
            assert_eq!(error["column"].as_str(), column, "{shown}");
        }
        assert!(ended.err.contains("error: "), "{shown}");
    }
}

#[test]
fn missing_rows_are_dropped_only_when_asked() {
    let bench = Bench::new();
    let text = format!("{GOOD},1,F\n0.5,,M\n");
    let more = ["--drop-missing", "--format", "json"];
    let document = evaluate(&bench, text.as_bytes(), &more).expect(0).json();
    assert_eq!((&document["n"], &document["dropped"]), (&6.into(), &2.into()));
}

#[test]
fn thresholds_lie_between_0_and_1() {
    let bench = Bench::new();
    for threshold in ["0", "1", "1.5", "NaN", "inf"] {
        evaluate(&bench, GOOD.as_bytes(), &["--threshold", threshold]).expect(2);
    }
}

#[test]
fn a_quoted_header_split_by_semicolons_names_the_option() {
    let bench = Bench::new();
    let text = b"\"risk\";\"outcome\"\n0,1;0\n";
    let ended = evaluate(&bench, text, &["--format", "json"]).expect(2);
    let hint = ended.json()["error"]["hint"].to_string();
    assert!(hint.contains("--delimiter ';'"), "{hint}");
}

#[test]
fn a_taken_report_leaves_one_document_on_standard_output() {
    let bench = Bench::new();
    bench.write("taken.html", "mine");
    let more = ["--html", "taken.html", "--format", "json"];
    let ended = evaluate(&bench, GOOD.as_bytes(), &more).expect(2);
    assert_eq!(ended.json()["error"]["code"], "exists");
    assert_eq!(bench.read("taken.html"), "mine");
}

#[test]
fn somebodys_own_patients_are_not_called_synthetic() {
    let bench = Bench::new();
    let more = ["--threshold", "0.5", "--group", "sex", "--html", "r.html"];
    let ended = evaluate(&bench, GOOD.as_bytes(), &more).expect(0);
    let page = bench.read("r.html");
    assert!(page.contains("Patients as given"));
    assert!(!page.contains("Synthetic patients") && !page.contains("are synthetic"));
    assert!(!ended.out.contains("are synthetic."), "{ended:?}");
}

#[test]
fn rows_of_clusters_are_not_counted_as_patients() {
    let bench = Bench::new();
    let ended = evaluate(&bench, GOOD.as_bytes(), &["--cluster", "sex"]).expect(0);
    assert!(ended.out.starts_with("6 rows"), "{ended:?}");
}

#[test]
fn a_column_of_names_is_no_group() {
    let bench = Bench::new();
    let rows = (0..1500).map(|n| format!("0.{n:04},{},p{n}\n", n % 2));
    let text: String =
        std::iter::once("risk,outcome,id\n".to_string()).chain(rows).collect();
    let more = ["--group", "id", "--format", "json"];
    let error = evaluate(&bench, text.as_bytes(), &more).expect(2).json();
    assert_eq!(error["error"]["code"], "too_many_groups");
    assert_eq!(error["error"]["column"], "id");
}

#[test]
fn a_report_is_written_once() {
    let bench = Bench::new();
    let path = bench.path("r.html");
    let path = path.to_str().unwrap();
    evaluate(&bench, GOOD.as_bytes(), &["--html", path]).expect(0);
    assert!(bench.read("r.html").contains("<svg"));
    // The patients of a given file may be real people.
    assert!(bench.read("r.html").contains("The file was evaluated as it is."));
    assert!(!bench.read("r.html").contains("are synthetic"));
    evaluate(&bench, GOOD.as_bytes(), &["--html", path]).expect(2);
    evaluate(&bench, GOOD.as_bytes(), &["--html", path, "--force"]).expect(0);
}
