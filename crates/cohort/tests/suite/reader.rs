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

/// A file, and the whole of what is said about it.
#[track_caller]
fn check(file: &[u8], code: &str, message: &str, hint: Option<&str>) {
    let error = read(file).unwrap_err();
    assert_eq!(error.to_string(), message);
    assert_eq!((error.code(), error.hint().as_deref()), (code, hint));
}

#[test]
fn hostile_files() {
    let utf8 = Some("save the file as CSV UTF-8 (in a spreadsheet: Save as, CSV UTF-8)");
    let quotes =
        Some("put quotes around the whole value, and write quotes inside it twice");
    let cut =
        Some("the file may have been cut off; a quote inside quotes is written twice");
    let export = Some("export it as CSV UTF-8");
    let many = Some(
        "a value with the delimiter in it needs quotes around it; with decimal commas, columns have to be split by `;`",
    );
    let few = Some("a value that is not known still needs its delimiter");
    let ends = Some("save the file with Unix or Windows line ends");
    let empty = "expected a header and rows, found an empty file";
    check(b"", "empty", empty, None);
    check(b"\n\n \n"[..2].as_ref(), "empty", empty, None);
    check("\u{feff}".as_bytes(), "empty", empty, None);
    check(b"\r\n", "empty", empty, None);
    check(
        b"a,b\n",
        "no_rows",
        "expected at least one row below the header, found none",
        None,
    );
    check(
        b"a,b",
        "no_rows",
        "expected at least one row below the header, found none",
        None,
    );
    check(
        b"a,b\n1,\"2\n3,4\n",
        "unclosed_quote",
        "row 1, line 2: expected a closing quote, found the end of the file",
        cut,
    );
    check(
        b"a,\"b\n",
        "unclosed_quote",
        "line 1: expected a closing quote, found the end of the file",
        cut,
    );
    check(
        b"a,b\n1,2\"3\n",
        "stray_quote",
        "row 1, line 2: expected no quote inside a value without quotes around it, found one",
        quotes,
    );
    check(
        b"a,b\n1,\"2\"3\n",
        "stray_quote",
        "row 1, line 2: expected a delimiter after a closing quote, found '3'",
        quotes,
    );
    check(
        b"a,b\r1,2\r",
        "lone_carriage_return",
        "line 1: expected lines that end with LF or CRLF, found a lone carriage return",
        ends,
    );
    check(
        b"a,b\n1,2\r3,4\n",
        "lone_carriage_return",
        "row 1, line 2: expected lines that end with LF or CRLF, found a lone carriage return",
        ends,
    );
    check(
        b"a,b\n1,2\r",
        "lone_carriage_return",
        "row 1, line 2: expected lines that end with LF or CRLF, found a lone carriage return",
        ends,
    );
    check(
        b"a;b\n1;2\n",
        "wrong_delimiter",
        "line 1: expected columns split by commas, found semicolons",
        Some("if that is how columns are split, say --delimiter ';'"),
    );
    check(
        b"a\tb\n1\t2\n",
        "wrong_delimiter",
        "line 1: expected columns split by commas, found tabs",
        Some("if that is how columns are split, say --delimiter '\\t'"),
    );
    check(
        b"id;risk\n1;0,5\n",
        "wrong_delimiter",
        "line 1: expected columns split by commas, found semicolons",
        Some("if that is how columns are split, say --delimiter ';'"),
    );
    check(
        b"a,b\n1,2\n1,2,3\n",
        "ragged_row",
        "row 2, line 3: expected 2 values, one for each column, found 3",
        many,
    );
    check(
        b"a,b\n0,5,1\n",
        "ragged_row",
        "row 1, line 2: expected 2 values, one for each column, found 3",
        many,
    );
    check(
        b"a,b\n\"1\n\",2\n1\n",
        "ragged_row",
        "row 2, line 4: expected 2 values, one for each column, found 1",
        few,
    );
    check(
        b"a,b\n1,2\n\n3,4\n",
        "blank_line",
        "row 2, line 3: expected a row, found an empty line before the last row",
        None,
    );
    check(
        b"\na,b\n1,2\n",
        "empty_header",
        "line 1: expected a name for every column, found none for column 1",
        None,
    );
    check(
        b"a,b,a\n1,2,3\n",
        "duplicate_header",
        "line 1, column `a`: expected different column names, found `a` twice in the header",
        Some("rename or remove one of them"),
    );
    check(
        b"a,,c\n1,2,3\n",
        "empty_header",
        "line 1: expected a name for every column, found none for column 2",
        None,
    );
    check(
        b"a, ,c\n1,2,3\n",
        "empty_header",
        "line 1: expected a name for every column, found none for column 2",
        None,
    );
    check(b"a,b\n1,2\0\n", "nul", "row 1, line 2: expected text, found a NUL byte", None);
    check(
        b"a,b\n1,\"2\0\"\n",
        "nul",
        "row 1, line 2: expected text, found a NUL byte",
        None,
    );
    check(
        b"name,b\nJos\xE9,2\n",
        "not_utf8",
        "row 1, line 2, column `name`: expected text in UTF-8, found byte 0xE9, which in Latin-1 (Windows-1252) is `\u{e9}`",
        utf8,
    );
    check(
        b"n\xE9,b\n1,2\n",
        "not_utf8",
        "line 1: expected text in UTF-8, found byte 0xE9, which in Latin-1 (Windows-1252) is `\u{e9}`",
        utf8,
    );
    // Half a character on each side of a delimiter is none.
    check(
        b"a,b\n\xC3,\xA9\n",
        "not_utf8",
        "row 1, line 2, column `a`: expected text in UTF-8, found byte 0xC3, which in Latin-1 (Windows-1252) is `\u{c3}`",
        utf8,
    );
    let wide: Vec<u8> = "a,b\n1,2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide_message = "line 1: expected text in UTF-8, found UTF-16";
    check(&wide, "not_utf8", wide_message, utf8);
    check(&[&[0xFF, 0xFE][..], &wide].concat(), "not_utf8", wide_message, utf8);
    let big: Vec<u8> = "a,b\n1,2\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    check(&[&[0xFE, 0xFF][..], &big].concat(), "not_utf8", wide_message, utf8);
    check(
        b"PK\x03\x04...",
        "not_text",
        "expected comma-separated text, found a zip archive or Excel workbook",
        export,
    );
    check(
        &[0x1F, 0x8B, 8],
        "not_text",
        "expected comma-separated text, found a gzip archive",
        export,
    );
    check(b"%PDF-1.7", "not_text", "expected comma-separated text, found a PDF", export);
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
    for (start, pattern, code, message) in [
        (
            "",
            "a,",
            "too_many_columns",
            "line 1: expected at most 10000 columns, found more",
        ),
        (
            "",
            "x",
            "record_too_long",
            "line 1: expected records of at most 1048576 bytes, found a longer one",
        ),
        (
            "a,b\n1,",
            "2",
            "record_too_long",
            "row 1, line 2: expected records of at most 1048576 bytes, found a longer one",
        ),
        (
            "a,b\n1,2\n3,\"",
            "4\n",
            "record_too_long",
            "row 2, line 3: expected records of at most 1048576 bytes, found a longer one",
        ),
        (
            "a,b\n",
            "1,",
            "too_many_columns",
            "row 1, line 2: expected at most 10000 columns, found more",
        ),
        (
            "a,b\n1,\"",
            "\"\"",
            "record_too_long",
            "row 1, line 2: expected records of at most 1048576 bytes, found a longer one",
        ),
    ] {
        let (start, pattern) = (start.as_bytes(), pattern.as_bytes());
        let mut source = Endless { start, pattern, sent: 0 };
        let error = records(&mut source, Options::default()).unwrap_err();
        assert_eq!((error.code(), error.to_string().as_str()), (code, message));
        assert!(source.sent < 1_400_000, "{code}: {}", source.sent);
    }
    let mut source = Endless { start: b"a,b\n1,2\n3,\"", pattern: b"4\n", sent: 0 };
    let error = records(&mut source, Options::default()).unwrap_err();
    assert_eq!(
        error.hint().as_deref(),
        Some("the quote that opens in line 3 may never be closed")
    );
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
    assert_eq!(
        (error.code(), error.to_string().as_str()),
        ("unreadable", "line 1: expected a readable file, found this: the disk is gone")
    );
}

#[test]
fn columns_by_name() {
    let reader = Reader::open(&b"id,Risk,outcome\n"[..], Options::default()).unwrap();
    assert_eq!(reader.column("outcome"), Ok(2));
    let error = reader.column("risk").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 1, column `risk`: expected a column `risk`, found none of that name"
    );
    assert_eq!(error.hint().as_deref(), Some("did you mean `Risk`?"));
    assert_eq!(reader.column("weight").unwrap_err().hint(), None);
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
        "row 1, line 2, column `risk`: expected a number, found \"0,25\": it has a decimal comma"
    );
    assert_eq!(error.code(), "wrong_decimal");
    assert_eq!(
        error.hint().as_deref(),
        Some("if commas are decimal marks, say --decimal ','")
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
