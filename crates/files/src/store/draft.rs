//! Answers: what does a studio hold after changes that are not on disk?
//! Invariant: files change by the same edits as on disk, and only the records of changed files are read again.

use super::assemble::{assemble, put};
use super::find::expected_at;
use super::read::{Defaults, read_file};
use super::yaml;
use super::yaml::edit;
use crate::change::edit_refused::EditRefused;
use crate::change::{Change, FileEdit};
use crate::model::brief::Brief;
use crate::model::digest::digest;
use crate::model::finding::Finding;
use crate::model::place::StudioPath;
use crate::model::studio::Studio;
use crate::model::workflow::Covers;
use std::collections::BTreeMap;

/// A studio in memory and the files that say it.
#[derive(Clone, Debug)]
pub struct Draft {
    pub studio: Studio,
    files: BTreeMap<StudioPath, String>,
    /// What was wrong in the files that were read.
    pub findings: Vec<Finding>,
}

/// Why a change does not fit the files.
#[derive(Clone, Debug, PartialEq)]
pub enum Misfit {
    /// A file to create that is there already.
    AlreadyThere(StudioPath),
    /// A file to edit that is not there.
    NotThere(StudioPath),
    Edit(StudioPath, EditRefused),
    /// A whole file put back or taken away: that is decided on what is on disk.
    OnDiskOnly(StudioPath),
}

impl Default for Draft {
    /// No file yet.
    fn default() -> Self {
        let settings = StudioPath::shown(super::find::SETTINGS);
        let (studio, _) = assemble(&settings, Vec::new());
        Self {
            studio,
            files: BTreeMap::new(),
            findings: Vec::new(),
        }
    }
}

impl Draft {
    /// Makes the change: its paths with their new texts, in its order.
    ///
    /// # Errors
    /// When a file is not as the change expects it; the draft is then half changed and of no more use.
    pub fn apply(&mut self, change: &Change) -> Result<Vec<(StudioPath, String)>, Misfit> {
        change
            .files
            .iter()
            .map(|file| {
                let text = self.text_after(file)?;
                self.take(file.path(), text.clone());
                Ok((file.path().clone(), text))
            })
            .collect()
    }

    /// The digest of what a gate covers of a brief; `None` when the file has none.
    pub fn digest(&self, brief: &Brief, covers: &Covers) -> Option<String> {
        let text = self.files.get(&brief.file)?;
        let tree = yaml::parse(text.as_bytes()).ok()?.to_tree();
        digest(&tree, covers, &|_| None).ok()
    }

    fn text_after(&self, file: &FileEdit) -> Result<String, Misfit> {
        match (file, self.files.get(file.path())) {
            (FileEdit::Create { path, .. }, Some(_)) => Err(Misfit::AlreadyThere(path.clone())),
            (FileEdit::Create { text, .. }, None) => Ok(text.clone()),
            (FileEdit::Edit { path, .. }, None) => Err(Misfit::NotThere(path.clone())),
            (FileEdit::Edit { path, edits }, Some(text)) => {
                edit::apply(text, edits).map_err(|refused| Misfit::Edit(path.clone(), refused))
            }
            (FileEdit::Replace { path, .. } | FileEdit::Restore { path, .. } | FileEdit::Remove { path }, _) => {
                Err(Misfit::OnDiskOnly(path.clone()))
            }
        }
    }

    /// Puts the record of a file in the place of the one it held.
    fn take(&mut self, path: &StudioPath, text: String) {
        let defaults = Defaults {
            currency: self.studio.settings.currency,
        };
        if let Some(expected) = expected_at(path.as_str()) {
            let outcome = read_file(path, text.as_bytes(), expected, defaults);
            self.findings.extend(outcome.findings);
            if let Some(record) = outcome.record {
                put(&mut self.studio, path, record);
            }
        }
        self.files.insert(path.clone(), text);
    }
}
