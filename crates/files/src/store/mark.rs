//! Answers: is a file still what it was when it was read?
//! Invariant: a file is what its bytes are: the id that git gives them.

use crate::git::object::blob_id;
use crate::model::history::ObjectId;
use crate::model::place::StudioPath;
use std::collections::BTreeMap;

/// Stands for the bytes of a file.
pub fn mark_of(bytes: &[u8]) -> Option<ObjectId> {
    blob_id(bytes).ok()
}

/// The files that a studio was read from, as they were then.
pub type AsRead = BTreeMap<StudioPath, ObjectId>;
