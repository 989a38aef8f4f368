//! Answers: what does a file of `handoffs/` say?
//! Invariant: see the parent module.

use super::fields::Fields;
use crate::model::anchor::parse_day;
use crate::model::handoff::Handoff;
use crate::model::place::StudioPath;

pub fn handoff(fields: &Fields<'_>, file: &StudioPath) -> Option<Handoff> {
    Some(Handoff {
        id: fields.boxed("id")?,
        file: file.clone(),
        subject: fields.boxed("subject")?,
        stage: fields.boxed("stage")?,
        by: fields.boxed("by")?,
        on: fields.text("at").and_then(|at| parse_day(at.get(..10)?)),
        round: fields.parsed("round", |text| text.parse().ok())?,
        ticked: fields.texts("ticked"),
        beyond_rounds: fields.boxed("beyond_rounds").filter(|reason| !reason.trim().is_empty()),
    })
}
