//! Answers: why can a file not be edited, so that it stays as it is?
//! Invariant: facts without words; the file was not touched.

use crate::model::problem::{Problem, Shape};

#[derive(Clone, Debug, PartialEq)]
pub enum EditRefused {
    /// It cannot be read as it stands: its first problem, with line and column from 1.
    Unreadable {
        line: u32,
        column: u32,
        problem: Box<Problem>,
    },
    /// No such key or item (`deliverables.3.id`; empty for the document).
    NoSuchValue { at: String },
    /// The mapping already has a key of that name.
    KeyExists { at: String, key: String },
    /// The value is of another shape than the edit needs.
    OtherShape { at: String, wanted: Shape },
    /// The value is an alias: what it stands for is written elsewhere.
    Alias { at: String },
    /// Written in a way that is only edited by hand (`? key`, several entries on one line).
    Layout { at: String },
    /// The file would not read as was meant; for instance, an alias shares the value.
    NotAsMeant { at: String },
}
