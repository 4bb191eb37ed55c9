//! Files of comma-separated values, friendly and hostile.

use std::io::Read;

use csv_core::ReadFieldResult;
use medlab_cohort::csv::{
    self, Decimal, NumberError, Options, ReadError, Reader, Record,
};
use medlab_cohort::{Column, Table};
use proptest::prelude::*;

fn read(bytes: &[u8]) -> Result<Vec<Vec<String>>, ReadError> {
    records(bytes, Options::default())
}

fn records(source: impl Read, options: Options) -> Result<Vec<Vec<String>>, ReadError> {
    let mut reader = Reader::open(source, options)?;
    let mut rows = vec![reader.header().to_vec()];
    let mut record = Record::default();
    while reader.next(&mut record)? {
        assert_eq!(record.row(), rows.len() as u64);
        rows.push(record.iter().map(str::to_owned).collect());
    }
    Ok(rows)
}

#[test]
fn good_files() {
    let plain = [["a", "b"], ["1", "2"], ["3", ""]];
    for file in [
        "a,b\n1,2\n3,\n",
        "a,b\n1,2\n3,",
        "a,b\r\n1,2\r\n3,\r\n",
        "\u{feff}a,b\n1,2\n3,\n",
        "\"a\",\"b\"\n\"1\",\"2\"\n\"3\",\"\"\n",
        "a,b\n1,2\n3,\n\n\n",
        "a,b\n1,2\n3,\r\n\r\n",
    ] {
        assert_eq!(read(file.as_bytes()).unwrap(), plain, "{file:?}");
    }
    assert_eq!(
        read("a,b\n\"x, \"\"y\"\"\nz\",é\n".as_bytes()).unwrap(),
        [["a", "b"], ["x, \"y\"\nz", "é"]]
    );
    assert_eq!(read(b"a\n\"\"\nx\n").unwrap(), [["a"], [""], ["x"]]);
    let semicolons = Options { delimiter: b';', ..Options::default() };
    assert_eq!(
        records(&b"a;b\n1,5;2\n"[..], semicolons).unwrap(),
        [["a", "b"], ["1,5", "2"]]
    );
}

/// A file, and what is wrong with it.
#[track_caller]
fn check(file: &[u8], problem: &str) {
    assert_eq!(read(file).unwrap_err().to_string(), problem);
}

#[test]
fn hostile_files() {
    check(b"", "empty");
    check(b"\n\n \n"[..2].as_ref(), "empty");
    check("\u{feff}".as_bytes(), "empty");
    check(b"\r\n", "empty");
    check(b"a,b\n", "no_rows");
    check(b"a,b", "no_rows");
    check(b"a,b\n1,\"2\n3,4\n", "row 1, line 2, unclosed_quote");
    check(b"a,\"b\n", "line 1, unclosed_quote");
    check(b"a,b\n1,2\"3\n", "row 1, line 2, stray_quote");
    check(b"a,b\n1,\"2\"3\n", "row 1, line 2, stray_quote after: found 3");
    check(b"a,b\r1,2\r", "line 1, lone_carriage_return");
    check(b"a,b\n1,2\r3,4\n", "row 1, line 2, lone_carriage_return");
    check(b"a,b\n1,2\r", "row 1, line 2, lone_carriage_return");
    check(b"a;b\n1;2\n", "line 1, wrong_delimiter: expected comma, found semicolon");
    check(b"a\tb\n1\t2\n", "line 1, wrong_delimiter: expected comma, found tab");
    check(
        b"id;risk\n1;0,5\n",
        "line 1, wrong_delimiter: expected comma, found semicolon",
    );
    check(b"a,b\n1,2\n1,2,3\n", "row 2, line 3, ragged_row long: expected 2, found 3");
    check(b"a,b\n0,5,1\n", "row 1, line 2, ragged_row long: expected 2, found 3");
    check(b"a,b\n\"1\n\",2\n1\n", "row 2, line 4, ragged_row short: expected 2, found 1");
    check(b"a,b\n1,2\n\n3,4\n", "row 2, line 3, blank_line");
    check(b"\na,b\n1,2\n", "line 1, empty_header: number 1");
    check(b"a,b,a\n1,2,3\n", "line 1, column `a`, duplicate_header: name a");
    check(b"a,,c\n1,2,3\n", "line 1, empty_header: number 2");
    check(b"a, ,c\n1,2,3\n", "line 1, empty_header: number 2");
    check(b"a,b\n1,2\0\n", "row 1, line 2, nul");
    check(b"a,b\n1,\"2\0\"\n", "row 1, line 2, nul");
    check(
        b"name,b\nJos\xE9,2\n",
        "row 1, line 2, column `name`, not_utf8 latin1: byte 0xE9, letter \u{e9}",
    );
    check(b"n\xE9,b\n1,2\n", "line 1, not_utf8 latin1: byte 0xE9, letter \u{e9}");
    // Half a character on each side of a delimiter is none.
    check(
        b"a,b\n\xC3,\xA9\n",
        "row 1, line 2, column `a`, not_utf8 latin1: byte 0xC3, letter \u{c3}",
    );
    let wide: Vec<u8> = "a,b\n1,2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&wide, "line 1, not_utf8 utf16");
    check(&[&[0xFF, 0xFE][..], &wide].concat(), "line 1, not_utf8 utf16");
    let big: Vec<u8> = "a,b\n1,2\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    check(&[&[0xFE, 0xFF][..], &big].concat(), "line 1, not_utf8 utf16");
    check(b"PK\x03\x04...", "not_text: kind zip");
    check(&[0x1F, 0x8B, 8], "not_text: kind gzip");
    check(b"%PDF-1.7", "not_text: kind pdf");
}

/// A source that goes on for ever, counting what was taken from it.
struct Endless<'a> {
    start: &'a [u8],
    pattern: &'a [u8],
    sent: u64,
}

impl Read for Endless<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        for byte in buffer.iter_mut() {
            let at = self.sent as usize;
            *byte = match self.start.get(at) {
                Some(byte) => *byte,
                None => self.pattern[(at - self.start.len()) % self.pattern.len()],
            };
            self.sent += 1;
        }
        assert!(self.sent < 4 * 1024 * 1024, "the reader goes on for ever");
        Ok(buffer.len())
    }
}

#[test]
fn endless_files_are_left_early() {
    for (start, pattern, problem) in [
        ("", "a,", "line 1, too_many_columns: limit 10000"),
        ("", "x", "line 1, record_too_long: limit 1048576"),
        ("a,b\n1,", "2", "row 1, line 2, record_too_long: limit 1048576"),
        (
            "a,b\n1,2\n3,\"",
            "4\n",
            "row 2, line 3, record_too_long quote: limit 1048576, quote 3",
        ),
        ("a,b\n", "1,", "row 1, line 2, too_many_columns: limit 10000"),
        ("a,b\n1,\"", "\"\"", "row 1, line 2, record_too_long: limit 1048576"),
    ] {
        let (start, pattern) = (start.as_bytes(), pattern.as_bytes());
        let mut source = Endless { start, pattern, sent: 0 };
        let error = records(&mut source, Options::default()).unwrap_err();
        assert_eq!(error.to_string(), problem);
        assert!(source.sent < 1_400_000, "{problem}: {}", source.sent);
    }
    let endless = || Endless { start: b"a,b\n", pattern: b"1,2\n", sent: 0 };
    let rows = Options { rows: 1_000, ..Options::default() };
    assert_eq!(records(endless(), rows).unwrap_err().code(), "too_many_rows");
    let bytes = Options { bytes: 100_000, ..Options::default() };
    assert_eq!(records(endless(), bytes).unwrap_err().code(), "too_large");
    // Empty lines for ever are no rows, but bytes.
    let blank = Endless { start: b"a,b\n1,2\n", pattern: b"\n", sent: 0 };
    let bytes = Options { bytes: 1_000_000, ..Options::default() };
    assert_eq!(records(blank, bytes).unwrap_err().code(), "too_large");
}

#[test]
fn a_source_that_fails() {
    struct Failing(usize);
    impl Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.0 += 1;
            match self.0 {
                1 => Err(std::io::ErrorKind::Interrupted.into()),
                2 => {
                    buffer[..4].copy_from_slice(b"a,b\n");
                    Ok(4)
                }
                _ => Err(std::io::Error::other("the disk is gone")),
            }
        }
    }
    let error = records(Failing(0), Options::default()).unwrap_err();
    assert_eq!(error.to_string(), "line 1, unreadable midway: detail the disk is gone");
}

#[test]
fn columns_by_name() {
    let reader = Reader::open(&b"id,Risk,outcome\n"[..], Options::default()).unwrap();
    assert_eq!(reader.column("outcome"), Ok(2));
    let error = reader.column("risk").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 1, column `risk`, missing_column: name risk, near Risk"
    );
    let error = reader.column("weight").unwrap_err();
    assert!(error.to_string().ends_with("missing_column: name weight"));
}

#[test]
fn numbers() {
    use NumberError as E;
    for (text, expected) in [
        ("0", 0.0),
        ("0.5", 0.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("-1.25", -1.25),
        ("+2", 2.0),
        ("1e3", 1000.0),
        ("1E-3", 0.001),
        ("1e+2", 100.0),
        (" 0.5\t", 0.5),
        ("007", 7.0),
        ("1e-400", 0.0),
        ("0.1", 0.1),
    ] {
        assert_eq!(csv::number(text, Decimal::Point), Ok(expected), "{text}");
    }
    for (text, expected) in [
        ("", E::Empty),
        ("  ", E::Empty),
        ("NaN", E::NotFinite),
        ("nan", E::NotFinite),
        ("inf", E::NotFinite),
        ("-Infinity", E::NotFinite),
        ("NA", E::NotFinite),
        ("null", E::NotFinite),
        ("#N/A", E::NotFinite),
        ("\u{221e}", E::NotFinite),
        ("1e400", E::TooLarge),
        ("-1e999", E::TooLarge),
        ("0,5", E::DecimalComma),
        ("1_000", E::Grouped),
        ("1 000", E::Grouped),
        ("1,234.5", E::Grouped),
        ("1'000", E::Grouped),
        ("1\u{a0}000", E::Grouped),
        ("0x1", E::NotDecimal),
        ("0b1", E::NotDecimal),
        ("\u{ff11}", E::OtherDigits),
        ("\u{0661}", E::OtherDigits),
        ("\u{bd}", E::OtherDigits),
        ("12%", E::Percent),
        ("12 %", E::Percent),
        ("high", E::Text),
        ("1-2", E::Text),
        ("--1", E::Text),
        ("1e", E::Text),
        (".", E::Text),
        ("-", E::Text),
        ("e5", E::Text),
        ("1.2.3", E::Grouped),
        ("0.5x", E::Text),
        ("true", E::Text),
        ("1/2", E::Text),
    ] {
        assert_eq!(csv::number(text, Decimal::Point), Err(expected), "{text}");
    }
    assert_eq!(csv::number("0,5", Decimal::Comma), Ok(0.5));
    assert_eq!(csv::number("-1,5e2", Decimal::Comma), Ok(-150.0));
    assert_eq!(csv::number("3", Decimal::Comma), Ok(3.0));
    assert_eq!(csv::number("0.5", Decimal::Comma), Err(E::DecimalPoint));
    assert_eq!(csv::number(&"1".repeat(2_000), Decimal::Point), Err(E::Text));
}

#[test]
fn a_decimal_comma_is_named_and_not_guessed() {
    let options = Options { delimiter: b';', ..Options::default() };
    let mut reader = Reader::open(&b"id;risk\nP1;0,25\n"[..], options).unwrap();
    let mut record = Record::default();
    assert!(reader.next(&mut record).unwrap());
    let error = reader.number(&record, 1).unwrap_err();
    assert_eq!(
        error.to_string(),
        "row 1, line 2, column `risk`, wrong_decimal comma: found \"0,25\""
    );
}

/// Fields by csv-core, of which the reader here must never differ on well-formed files.
fn by_csv_core(mut bytes: &[u8]) -> Vec<Vec<String>> {
    let mut core = csv_core::Reader::new();
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), Vec::new());
    let mut buffer = [0; 64];
    loop {
        let (result, taken, written) = core.read_field(bytes, &mut buffer);
        bytes = &bytes[taken..];
        field.extend_from_slice(&buffer[..written]);
        match result {
            ReadFieldResult::Field { record_end } => {
                row.push(String::from_utf8(std::mem::take(&mut field)).unwrap());
                if record_end {
                    rows.push(std::mem::take(&mut row));
                }
            }
            ReadFieldResult::End => return rows,
            _ => {}
        }
    }
}

/// Gives a few bytes at a time.
struct Drip<'a>(&'a [u8], usize);

impl Read for Drip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(self.0.len()).min(buffer.len());
        buffer[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

fn table() -> impl Strategy<Value = Table> {
    let text = prop_oneof!["[a-z]{0,3}", "[^\0]{0,6}", r#"[,;"\n\r \t|é\u{feff}]{0,6}"#];
    (1_usize..5, 1_usize..6).prop_flat_map(move |(columns, rows)| {
        let names = prop::collection::btree_set(
            prop_oneof!["[a-z]{1,3}", r#"[a,;"\n\r|é\u{feff}]{0,4}[a-z]"#],
            columns,
        );
        let cells =
            prop::collection::vec(prop::collection::vec(text.clone(), rows), columns);
        (names, cells).prop_map(|(names, cells)| {
            let columns = names.iter().zip(cells);
            Table::new(
                columns.map(|(name, texts)| Column::texts_of(name, texts)).collect(),
            )
            .unwrap()
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
    }

    #[test]
    fn any_mixture_of_what_matters_is_read_or_refused(
        bytes in prop::collection::vec(
            prop::sample::select(b"a1,;\"\n\r\0\xEF\xBB\xBF\xC3\xA9\t ".to_vec()),
            0..60,
        )
    ) {
        let whole = read(&bytes);
        // However the bytes come in, the answer is the same.
        for at_once in [1, 2, 3, 7] {
            prop_assert_eq!(&records(Drip(&bytes, at_once), Options::default()), &whole);
        }
        if let Ok(rows) = whole {
            let start = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
            prop_assert_eq!(rows, by_csv_core(&bytes[start..]));
        }
    }

    #[test]
    fn what_is_written_is_read_back(table in table()) {
        let mut file = Vec::new();
        csv::write(&table, &mut file).unwrap();
        let back = csv::read_table(&file[..], Options::default()).unwrap();
        prop_assert_eq!(&back, &table);
    }

    #[test]
    fn recorded_numbers_are_read_back_to_the_bit(
        whole in -999_999_999_i64..999_999_999,
        decimals in 0_u32..9,
    ) {
        let value = medlab_cohort::round::to(whole as f64 / 1000.0, decimals);
        let kind = medlab_cohort::Kind::Number { decimals: Some(decimals) };
        let table = Table::new(vec![Column::values_of("x", kind, vec![value])]).unwrap();
        let text = table.column("x").unwrap().text(0).into_owned();
        let fraction = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        prop_assert_eq!(fraction, decimals as usize);
        prop_assert_eq!(&text, &format!("{value:.*}", decimals as usize));
        prop_assert_eq!(csv::number(&text, Decimal::Point).unwrap().to_bits(), value.to_bits());
    }

    #[test]
    fn exact_numbers_are_read_back_to_the_bit(value in any::<f64>()) {
        prop_assume!(value.is_finite());
        let kind = medlab_cohort::Kind::Number { decimals: None };
        let table = Table::new(vec![Column::values_of("x", kind, vec![value])]).unwrap();
        let text = table.column("x").unwrap().text(0).into_owned();
        prop_assert_eq!(csv::number(&text, Decimal::Point).unwrap().to_bits(), value.to_bits());
    }

    #[test]
    fn any_text_is_a_number_or_not(text in "\\PC{0,12}") {
        if let Ok(value) = csv::number(&text, Decimal::Point) {
            prop_assert!(value.is_finite());
            prop_assert_eq!(text.trim_matches([' ', '\t']).parse::<f64>().unwrap(), value);
        }
    }
}
