//! Answers: when does a recorded review say that a gate was asked about and decided?
//! Invariant: only of a verdict that names a forge: what anybody else writes is told by its commit.

use super::fields::Fields;
use crate::model::approval::{Ruling, Verdict};
use crate::model::history::Moment;
use crate::model::id::{BriefId, StageId};

pub fn ruling(fields: &Fields<'_>) -> Option<Ruling> {
    let evidence = fields.map("evidence")?;
    (evidence.text("kind") == Some("forge")).then_some(())?;
    Some(Ruling {
        subject: fields.parsed("subject", BriefId::new)?,
        stage: fields.id::<StageId>("stage")?.value,
        verdict: fields.parsed("verdict", Verdict::from_word)?,
        digest: fields.boxed("digest")?,
        requested: fields.parsed("requested", instant),
        at: fields.parsed("at", instant)?,
    })
}

fn instant(text: &str) -> Option<Moment> {
    let read = chrono::DateTime::parse_from_rfc3339(text).ok()?;
    Some(read.to_utc())
}
