//! Answers: which proofs does a page of remarks show, and with which picture?
//! Invariant: a picture is only there when its bytes are those on record.

use super::feedback::VersionSeen;
use crate::model::raster::Raster;

/// One version of a proof, with the remarks that were made on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofSheet {
    pub version: VersionSeen,
    pub title: Option<String>,
    /// Where everybody finds it.
    pub uri: Option<String>,
    pub picture: Picture,
    /// Places in the list of remarks.
    pub remarks: Vec<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
    /// The bytes, and what they are.
    Here(Vec<u8>, Raster),
    /// No file of it is at hand.
    Elsewhere,
    /// A file is there, but its hash is not the one on record.
    OtherBytes,
    /// Too large, or no picture that every browser shows.
    NotShown,
}
