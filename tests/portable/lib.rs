//! What must have the same bits everywhere: a table of names and digests.
//!
//! It is made natively and in WebAssembly, and a test holds the two equal. A course goes in
//! as bytes, so nothing here touches a file; whatever is to be portable is one more row.

mod cohorts;
mod estimators;
mod evaluations;
#[cfg(target_arch = "wasm32")]
mod exports;
mod grades;

use std::error::Error;

use medlab_exercise::{Course, hex};
use sha2::{Digest, Sha256};

/// One of the table's rows.
pub struct Row {
    /// What it is, such as `cohort of sepsis-ward`.
    pub name: String,
    /// SHA-256 of its bytes.
    pub digest: String,
}

/// Rows, or why they could not be made.
type Rows = Result<Vec<Row>, Box<dyn Error>>;

/// Who makes the rows.
const TABLE: [fn(&Course) -> Rows; 4] =
    [cohorts::rows, evaluations::rows, estimators::rows, grades::rows];

/// The table of a course that is packed as one archive.
pub fn table(archive: &[u8]) -> Rows {
    let course = Course::read(&medlab_course::read(archive)?)?;
    let mut table = Vec::new();
    for rows in TABLE {
        table.extend(rows(&course)?);
    }
    Ok(table)
}

/// The table as text, a row a line; an error is a line of its own.
pub fn text(archive: &[u8]) -> String {
    match table(archive) {
        Ok(rows) => {
            rows.iter().map(|row| format!("{} {}\n", row.digest, row.name)).collect()
        }
        Err(error) => format!("error: {error}\n"),
    }
}

impl Row {
    fn of(name: impl Into<String>, bytes: impl AsRef<[u8]>) -> Self {
        Self { name: name.into(), digest: hex::encode(&Sha256::digest(bytes)) }
    }
}
