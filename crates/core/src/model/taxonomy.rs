//! Answers: which channels, markets and tags does the studio use?
//! Invariant: an absent list allows any term; a present one is complete.

use super::id::TermId;
use super::label::Label;
use super::place::StudioPath;

#[derive(Clone, Debug, PartialEq)]
pub struct Taxonomy {
    pub file: StudioPath,
    pub channels: Option<Vec<(TermId, Option<Label>)>>,
    pub markets: Option<Vec<(TermId, Option<Label>)>>,
    pub tags: Option<Vec<(TermId, Option<Label>)>>,
}
