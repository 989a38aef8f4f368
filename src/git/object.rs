//! Answers: which object is this?
//! Invariant: an id is the hash of an object's content.

use crate::change::outcome::{DiskFault, WriteRefused};

/// The id of a blob, tree or commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub(super) git2::Oid);

impl ObjectId {
    /// The id that these bytes have as a blob.
    pub fn of_blob(bytes: &[u8]) -> Result<Self, WriteRefused> {
        git2::Oid::hash_object(git2::ObjectType::Blob, bytes)
            .map(Self)
            .map_err(|error| refusal(&error))
    }

    /// `None` when the text is no full id.
    pub fn from_hex(text: &str) -> Option<Self> {
        if text.len() != 40 {
            return None;
        }
        git2::Oid::from_str(text).ok().map(Self)
    }
}

impl std::fmt::Display for ObjectId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What libgit2 said, as a refusal.
pub(super) fn refusal(error: &git2::Error) -> WriteRefused {
    let detail = error.message().to_string();
    let disk = |fault| WriteRefused::Disk {
        path: ".git".into(),
        fault,
    };
    match error.code() {
        git2::ErrorCode::Locked => WriteRefused::BranchLocked {
            lock: quoted(&detail).unwrap_or(detail),
        },
        // libgit2 keeps the system's words and drops its number.
        _ if detail.contains("No space left on device") || detail.contains("Disk quota exceeded") => {
            disk(DiskFault::Full)
        }
        _ if detail.contains("Read-only file system") => disk(DiskFault::ReadOnly),
        _ if detail.contains("Permission denied") => disk(DiskFault::Denied),
        _ => WriteRefused::Git { detail },
    }
}

/// What stands between the first quotes of a message.
fn quoted(message: &str) -> Option<String> {
    let (_, rest) = message.split_once('\'')?;
    let (inner, _) = rest.split_once('\'')?;
    Some(inner.to_string())
}
