//! Answers: what do the commits, refs and index of the repository say, as values?
//! Invariant: the only place that touches git; nothing in the configuration of a repository is run.

pub mod identity;
pub mod index;
pub mod line_endings;
pub mod object;
pub mod state;
pub mod unified;
pub mod write;
