//! Answers: what does one version of a brief say, as a record and as the covered digest sees it?
//! Invariant: what cannot be read as a brief is nothing.

use super::find::Expected;
use super::read::{Defaults, Record, read_file};
use super::yaml::{Tags, parse_with};
use crate::model::brief::BriefText;
use crate::model::money::Currency;
use crate::model::other::RecordType;
use crate::model::place::StudioPath;

/// The brief that a content of a file is. `None`: it is none, or cannot be read.
pub fn read(file: &StudioPath, bytes: &[u8], currency: Currency) -> Option<BriefText> {
    let defaults = Defaults { currency };
    let outcome = read_file(file, bytes, Expected::Record(RecordType::Brief), defaults);
    let Record::Brief(brief) = outcome.record? else {
        return None;
    };
    let tree = parse_with(bytes, Tags::Forgotten).ok()?.to_tree();
    Some(BriefText { brief: *brief, tree })
}
