//! The learners' library as sources: what submissions are linked with and learners work against.
//!
//! The binary carries the sources of the package `medlab` and of all that it needs of this house,
//! packed from where they lie when it is built. [`library`] lays them out as a cargo workspace
//! that stands by itself, whether they come from the binary or from a checkout; [`workspace`]
//! puts a learner's exercises around it. Nothing here touches a file.

mod flat;
mod lock;
mod parts;
mod workspace;

use std::collections::BTreeMap;

pub use flat::{Frames, library};
pub use parts::{FILES, FOLDERS, PARTS};
pub use workspace::{
    LIBRARY, PROGRAM, WITH_FRAMES, crate_name, exercise, program, vendored, workspace,
};

/// Files by their paths, with `/` between folders.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Sources that do not fit together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// A file that is not there.
    #[error("{0} is missing")]
    Missing(String),
    /// A manifest or a lock that cannot be read.
    #[error("{0} cannot be read: {1}")]
    Unreadable(String, String),
    /// A manifest that takes from the workspace what the workspace has not.
    #[error("{0} takes {1} from the workspace, which has none")]
    NotInherited(String, String),
    /// A manifest that needs a crate of the house which is not packed.
    #[error("{0} needs {1}, which is not packed: add it to PARTS")]
    NotPacked(String, String),
}

/// The sources as the binary carries them, by their paths in the checkout.
const PACKED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/packed.rs"));

/// The sources that the binary carries, by their paths in the checkout.
pub fn packed() -> Files {
    PACKED.iter().map(|(path, bytes)| ((*path).to_string(), bytes.to_vec())).collect()
}
