//! Answers: which object is this?
//! Invariant: an id is the hash of an object's content.

use crate::change::outcome::{DiskFault, WriteRefused};
use crate::model::history::ObjectId;

/// The id that these bytes have as a blob.
pub fn blob_id(bytes: &[u8]) -> Result<ObjectId, WriteRefused> {
    git2::Oid::hash_object(git2::ObjectType::Blob, bytes)
        .map(object_id)
        .map_err(|error| refusal(&error))
}

pub(super) fn object_id(oid: git2::Oid) -> ObjectId {
    let mut bytes = [0; 20];
    bytes.copy_from_slice(oid.as_bytes());
    ObjectId(bytes)
}

/// An error is impossible for twenty bytes; it is one all the same, never a panic.
pub(super) fn oid(id: ObjectId) -> Result<git2::Oid, git2::Error> {
    git2::Oid::from_bytes(&id.0)
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
