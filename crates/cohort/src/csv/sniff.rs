//! What the first bytes of a file say it is.

use super::ErrorKind;

/// Where the text begins, after a byte order mark; or why it is no text at all.
pub(super) fn start_of_text(start: &[u8]) -> Result<usize, ErrorKind> {
    if start.is_empty() {
        return Err(ErrorKind::Empty);
    }
    let other = [
        (&b"PK\x03\x04"[..], "a zip archive or Excel workbook"),
        (&[0xD0, 0xCF, 0x11, 0xE0][..], "an old Excel workbook"),
        (&[0x1F, 0x8B][..], "a gzip archive"),
        (&b"%PDF-"[..], "a PDF"),
        (&b"PAR1"[..], "a Parquet file"),
        (&b"SQLite format 3\0"[..], "an SQLite database"),
    ];
    if let Some((_, what)) = other.iter().find(|(magic, _)| start.starts_with(magic)) {
        return Err(ErrorKind::NotText(what));
    }
    // Latin letters in UTF-16 have a zero in every second byte.
    let wide = |offset: usize| {
        let bytes = start.iter().skip(offset).step_by(2);
        start.len() >= 4 && bytes.take(64).all(|byte| *byte == 0)
    };
    let marked = start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]);
    if marked || wide(0) || wide(1) {
        return Err(ErrorKind::NotUtf8("UTF-16".to_owned()));
    }
    Ok(if start.starts_with(&[0xEF, 0xBB, 0xBF]) { 3 } else { 0 })
}

/// What a byte that is not UTF-8 most likely is.
pub(super) fn looks_like(byte: u8) -> String {
    match byte {
        0xC0..=0xFF => format!(
            "byte 0x{byte:02X}, which in Latin-1 (Windows-1252) is `{}`",
            char::from(byte)
        ),
        _ => format!("byte 0x{byte:02X}, as in a Windows encoding"),
    }
}
