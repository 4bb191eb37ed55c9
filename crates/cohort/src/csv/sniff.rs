//! What the first bytes of a file say it is.

use super::ErrorKind;

/// Where the text begins, after a byte order mark; or why it is no text at all.
pub(super) fn start_of_text(start: &[u8]) -> Result<usize, ErrorKind> {
    if start.is_empty() {
        return Err(ErrorKind::Empty);
    }
    let other = [
        (&b"PK\x03\x04"[..], "zip"),
        (&[0xD0, 0xCF, 0x11, 0xE0][..], "xls"),
        (&[0x1F, 0x8B][..], "gzip"),
        (&b"%PDF-"[..], "pdf"),
        (&b"PAR1"[..], "parquet"),
        (&b"SQLite format 3\0"[..], "sqlite"),
    ];
    if let Some((_, kind)) = other.iter().find(|(magic, _)| start.starts_with(magic)) {
        return Err(ErrorKind::NotText { kind });
    }
    // Latin letters in UTF-16 have a zero in every second byte.
    let wide = |offset: usize| {
        let bytes = start.iter().skip(offset).step_by(2);
        start.len() >= 4 && bytes.take(64).all(|byte| *byte == 0)
    };
    let marked = start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]);
    if marked || wide(0) || wide(1) {
        return Err(ErrorKind::Utf16);
    }
    Ok(if start.starts_with(&[0xEF, 0xBB, 0xBF]) { 3 } else { 0 })
}

/// What a byte that is not UTF-8 most likely is.
pub(super) fn looks_like(byte: u8) -> ErrorKind {
    let shown = format!("0x{byte:02X}");
    match byte {
        0xC0..=0xFF => ErrorKind::Latin1 { byte: shown, letter: char::from(byte) },
        _ => ErrorKind::NotUtf8 { byte: shown },
    }
}
