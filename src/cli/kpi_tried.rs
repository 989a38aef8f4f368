//! Answers: `--with`: which studio are past figures computed with, had these records stood all along?
//! Invariant: the records are read from the files as they are; nothing is written, and the answer says so.

use super::trial::new_error;
use crate::change::what_if::WhatIfFault;
use crate::metrics::subject::Past;
use crate::metrics::what_if::TriedPast;
use crate::model::id::WorkflowId;
use crate::model::studio::Studio;
use crate::report::bad_record::BadRecord;
use crate::report::failure::{DiskAction, Failure, WhatIfRefused};
use crate::store::input::read_given;
use crate::store::tried::{NotTried, replace};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A studio with records that are tried.
pub struct Tried {
    pub studio: Studio,
    workflows: Vec<WorkflowId>,
}

impl Tried {
    /// The studio with the records of the files. `None` when there is none.
    ///
    /// # Errors
    /// When a file cannot be read, or is no record that can be tried, or does not fit the rest of the studio.
    pub fn of(studio: &Studio, files: &[PathBuf]) -> Result<Option<Self>, Failure> {
        if files.is_empty() {
            return Ok(None);
        }
        let mut tried = Self {
            studio: studio.clone(),
            workflows: Vec::new(),
        };
        for file in files {
            tried.take(studio, file)?;
        }
        Ok(Some(tried))
    }

    fn take(&mut self, before: &Studio, file: &Path) -> Result<(), Failure> {
        let name = file.display().to_string();
        let bytes = read_given(file).map_err(|error| Failure::disk(&name, DiskAction::Read, &error))?;
        let wrong = |findings| Failure::BadRecord(BadRecord::of_findings(findings, &name, &bytes));
        let replaced = replace(&mut self.studio, &bytes).map_err(|fault| match fault {
            NotTried::Wrong(findings) => wrong(findings),
            NotTried::NoRecord { known } => Failure::WhatIf(Box::new(WhatIfRefused {
                expression: name.clone(),
                why: WhatIfFault::NoRecord { known },
            })),
        })?;
        match new_error(before, &self.studio, &replaced.file) {
            Some(error) => Err(wrong(vec![error])),
            None => {
                self.workflows.extend(replaced.workflow);
                Ok(())
            }
        }
    }

    /// The past as it would have been.
    pub fn past<'p>(&self, past: &'p dyn Past) -> TriedPast<'p> {
        let workflow = |id: &WorkflowId| Some((id.clone(), Rc::new(self.studio.workflows.get(id)?.clone())));
        TriedPast {
            past,
            workflows: self.workflows.iter().filter_map(workflow).collect(),
        }
    }
}
