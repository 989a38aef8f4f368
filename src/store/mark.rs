//! Answers: is a file still what it was when it was read?
//! Invariant: marks compare within one build of the program: a cache of another build is not used.

use crate::model::place::StudioPath;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Stands for the bytes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark(u64);

impl Mark {
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        Self(hasher.finish())
    }

    pub fn number(self) -> u64 {
        self.0
    }

    pub fn from_number(number: u64) -> Self {
        Self(number)
    }
}

/// The files that a studio was read from, as they were then.
pub type AsRead = BTreeMap<StudioPath, Mark>;
