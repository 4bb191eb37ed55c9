//! What readers say of a bad file, word for word: expected, found, and the way out.

use std::collections::BTreeMap;

use medlab_cohort::csv::{Decimal, NumberError};
use medlab_cohort::csv::{Options, ReadError, Reader, Record, number};
use medlab_exercise::answers::ANSWERS;
use medlab_exercise::format::AnswerSpec;
use medlab_exercise::submission::Handin;
use medlab_exercise::{Fault, Problem};
use medlab_report::{Failure, Words};

/// What is said, and the way out.
fn said(fault: &Fault) -> (String, String) {
    let failure = Failure::of(fault, &Words::english());
    (failure.message, failure.hint)
}

fn read(bytes: &[u8]) -> Result<(), ReadError> {
    let mut reader = Reader::open(bytes, Options::default())?;
    let mut record = Record::default();
    while reader.next(&mut record)? {}
    Ok(())
}

/// An empty hint stands for any.
#[track_caller]
fn check(fault: &Fault, message: &str, hint: &str) {
    let (found, way_out) = said(fault);
    assert_eq!(found, message);
    assert!(!way_out.is_empty() && (hint.is_empty() || way_out == hint), "{way_out}");
}

#[test]
fn a_table_that_cannot_be_read() {
    let cases: [(&[u8], &str, &str); 20] = [
        (b"", "expected a header and rows, found an empty file", ""),
        (b"a,b\n", "expected at least one row below the header, found none", ""),
        (
            b"a,b\n1,\"2\n3,4\n",
            "expected a closing quote, found the end of the file",
            "the file may have been cut off; a quote inside quotes is written twice",
        ),
        (
            b"a,b\n1,2\"3\n",
            "expected no quote inside a value without quotes around it, found one",
            "put quotes around the whole value, and write quotes inside it twice",
        ),
        (
            b"a,b\n1,\"2\"3\n",
            "expected a delimiter after a closing quote, found '3'",
            "put quotes around the whole value, and write quotes inside it twice",
        ),
        (
            b"a,b\r1,2\r",
            "expected lines that end with LF or CRLF, found a lone carriage return",
            "save the file with Unix or Windows line ends",
        ),
        (
            b"a;b\n1;2\n",
            "expected columns split by commas, found semicolons",
            "if that is how columns are split, say --delimiter ';'",
        ),
        (
            b"a\tb\n1\t2\n",
            "expected columns split by commas, found tabs",
            "if that is how columns are split, say --delimiter '\\t'",
        ),
        (
            b"a,b\n1,2\n1,2,3\n",
            "expected 2 values, one for each column, found 3",
            "a value with the delimiter in it needs quotes around it; with decimal commas, columns have to be split by `;`",
        ),
        (
            b"a,b\n\"1\n\",2\n1\n",
            "expected 2 values, one for each column, found 1",
            "a value that is not known still needs its delimiter",
        ),
        (
            b"a,b\n1,2\n\n3,4\n",
            "expected a row, found an empty line before the last row",
            "",
        ),
        (
            b"\na,b\n1,2\n",
            "expected a name for every column, found none for column 1",
            "",
        ),
        (
            b"a,b,a\n1,2,3\n",
            "expected different column names, found `a` twice in the header",
            "rename or remove one of them",
        ),
        (
            b"a,,c\n1,2,3\n",
            "expected a name for every column, found none for column 2",
            "",
        ),
        (b"a,b\n1,2\0\n", "expected text, found a NUL byte", ""),
        (
            b"name,b\nJos\xE9,2\n",
            "expected text in UTF-8, found byte 0xE9, which in Latin-1 (Windows-1252) is `\u{e9}`",
            "save the file as CSV UTF-8 (in a spreadsheet: Save as, CSV UTF-8)",
        ),
        (
            b"a,b\n\xC3,\xA9\n",
            "expected text in UTF-8, found byte 0xC3, which in Latin-1 (Windows-1252) is `\u{c3}`",
            "save the file as CSV UTF-8 (in a spreadsheet: Save as, CSV UTF-8)",
        ),
        (
            b"PK\x03\x04...",
            "expected comma-separated text, found a zip archive or Excel workbook",
            "export it as CSV UTF-8",
        ),
        (
            &[0x1F, 0x8B, 8],
            "expected comma-separated text, found a gzip archive",
            "export it as CSV UTF-8",
        ),
        (
            b"%PDF-1.7",
            "expected comma-separated text, found a PDF",
            "export it as CSV UTF-8",
        ),
    ];
    for (file, message, hint) in cases {
        check(&read(file).unwrap_err().into(), message, hint);
    }
    let wide: Vec<u8> = "a,b\n1,2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let fault = read(&wide).unwrap_err().into();
    check(
        &fault,
        "expected text in UTF-8, found UTF-16",
        "save the file as CSV UTF-8 (in a spreadsheet: Save as, CSV UTF-8)",
    );
}

#[test]
fn a_column_that_is_not_there() {
    let reader = Reader::open(&b"id,Risk\n"[..], Options::default()).unwrap();
    let missing = |name| Fault::from(reader.column(name).unwrap_err());
    let message = "expected a column `risk`, found none of that name";
    check(&missing("risk"), message, "did you mean `Risk`?");
    let message = "expected a column `weight`, found none of that name";
    check(&missing("weight"), message, "");
}

#[test]
fn a_cell_that_is_no_number() {
    assert_eq!(number("0,25", Decimal::Point), Err(NumberError::DecimalComma));
    let file = &b"risk\n\"0,25\"\n"[..];
    let mut reader = Reader::open(file, Options::default()).unwrap();
    let mut record = Record::default();
    assert!(reader.next(&mut record).unwrap());
    check(
        &reader.number(&record, 0).unwrap_err().into(),
        "expected a number, found \"0,25\": it has a decimal comma",
        "if commas are decimal marks, say --decimal ','",
    );
}

#[test]
fn an_answer_that_is_none() {
    let specs = r#"
        found = { kind = "number", range = [0, 100], unit = "women", label = "" }
        word = { kind = "choice", of = ["many", "few"], label = "" }
        order = { kind = "ordering", of = ["a", "b", "c"], label = "" }
    "#;
    let specs: BTreeMap<String, AnswerSpec> = toml::from_str(specs).unwrap();
    for (text, message, hint) in [
        (
            "fuond = 1",
            "expected the name of a question, found `fuond`",
            "did you mean `found`?",
        ),
        (
            "zzzzz = 1",
            "expected the name of a question, found `zzzzz`",
            "the questions are: found, order, word",
        ),
        (
            "word = \"fw\"",
            "word: expected one of many, few, found \"fw\"",
            "did you mean \"few\"?",
        ),
        (
            "found = 101",
            "found: expected a number from 0 to 100, found 101",
            "the answer is asked for in: women",
        ),
        (
            "found = \"x\"",
            "found: expected a number, found \"x\"",
            "write it with a point and without a unit, such as found = 4.5",
        ),
        (
            "order = 1",
            "order: expected each of a, b, c once, found 1",
            "write the words in square brackets, with commas between them",
        ),
        (
            "found = 9,5",
            "expected a point before the decimals, found 9,5",
            "write found = 9.5",
        ),
        (
            "word = few",
            "expected a word in quotation marks, found few",
            "write word = \"few\"",
        ),
        (
            "found = 1\nfound = 2",
            "`found` stands here for the second time",
            "it is in line 1 already: keep one of the two lines, and put a # before the other",
        ),
    ] {
        check(&ANSWERS.read(&specs, text.as_bytes()).unwrap_err(), message, hint);
    }
}

#[test]
fn a_misspelt_key_is_answered_with_the_nearest() {
    let text = b"format = 1\nexercise = \"a\"\nvresion = 1\n";
    let fault = Handin::read(text).unwrap_err();
    let message = "expected a name that is known here, found `vresion`";
    check(&fault, message, "did you mean `version`?");
}

#[test]
fn what_cannot_be_said_is_seen() {
    let problem = Problem { code: "nobody_knows", case: "", arguments: Vec::new() };
    assert_eq!(said(&Fault::new(problem)).0, "[fault-nobody-knows]");
}
