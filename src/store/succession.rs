//! Answers: what did the studio hold at one commit after another?
//! Invariant: a file is read once for each of its contents in a row; only what a plan depends on is read.

use super::assemble::assemble;
use super::find::{Expected, SETTINGS, expected_at};
use super::load::read_content_of;
use super::read::Outcome;
use super::source::Content;
use crate::model::other::RecordType;
use crate::model::place::StudioPath;
use crate::model::studio::Studio;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::collections::BTreeMap;

/// A studio that follows the commits of a line.
#[derive(Default)]
pub struct Succession {
    files: BTreeMap<StudioPath, Outcome>,
}

/// Whether a plan depends on the file at a path.
pub fn is_planned(path: &str) -> bool {
    matches!(
        expected_at(path),
        Some(Expected::Record(
            RecordType::Studio
                | RecordType::Person
                | RecordType::Party
                | RecordType::Calendar
                | RecordType::Workflow
                | RecordType::Kind
                | RecordType::Campaign
                | RecordType::Brief
        ))
    )
}

impl Succession {
    /// Takes over what changed; `None`: the file is gone.
    pub fn take(&mut self, changed: Vec<(StudioPath, Option<Content<'_>>)>) {
        let read: Vec<(StudioPath, Option<Outcome>)> = changed
            .into_par_iter()
            .map(|(path, content)| {
                let outcome = content.map(|content| read_content_of(&path, &content));
                (path, outcome)
            })
            .collect();
        for (path, outcome) in read {
            match outcome {
                Some(outcome) => drop(self.files.insert(path, outcome)),
                None => drop(self.files.remove(&path)),
            }
        }
    }

    /// The studio of the files as they are now; `None` without a `crops.yml`.
    pub fn studio(&self) -> Option<Studio> {
        let settings = StudioPath::new(SETTINGS)?;
        self.files.get(&settings)?;
        let files = self.files.iter().map(|(path, outcome)| (path.clone(), outcome.clone()));
        Some(assemble(&settings, files.collect()).0)
    }
}
