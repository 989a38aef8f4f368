//! Answers: what did the moves of a range leave their stages without?
//! Invariant: process and people are those of the base; what was ticked and filled in is that of the result.
//! Source: design, "The studio", handoff; `docs/checks.md`, `handoff-not-ticked`.

use super::open::Opened;
use super::range_briefs::{Judged, Step};
use crate::check::{self, CheckInput, Official, Standing};
use crate::model::finding::Finding;
use crate::model::history::HistoryProblem;
use crate::model::id::BriefId;
use crate::model::studio::Studio;
use crate::trail::leaving::SentBack;
use crate::trail::visit::visits;
use std::collections::BTreeMap;

/// Where the base has the briefs that the range moves.
///
/// # Errors
/// When the history cannot answer.
pub fn standings(
    judged: &Judged<'_, '_, '_>,
    steps: &[Step<'_>],
) -> Result<BTreeMap<BriefId, Standing>, HistoryProblem> {
    let studio = &judged.base.studio;
    let mut found = BTreeMap::new();
    for step in steps {
        let (Some(before), Some(after)) = (step.step.before, step.step.after) else {
            continue;
        };
        if before.stage.value == after.stage.value {
            continue;
        }
        let told = judged.told(before.id.as_str())?;
        let rulings = studio.rulings_of(&before.id);
        let lived = told.events.of(before.id.as_str()).and_then(|events| {
            let workflow = studio.workflow_of(before);
            visits(&told.history, events, workflow, studio.settings.flow, &rulings)
        });
        let standing = Standing {
            stage: before.stage.value.clone(),
            left: judged.left(before)?,
            sent_back: lived.as_ref().map_or_else(SentBack::default, SentBack::of),
        };
        found.insert(before.id.clone(), standing);
    }
    Ok(found)
}

pub fn findings(base: &Opened, result: &Opened, standings: &BTreeMap<BriefId, Standing>) -> Vec<Finding> {
    if standings.is_empty() {
        return Vec::new();
    }
    let studio = Studio {
        briefs: result.studio.briefs.clone(),
        others: result.studio.others.clone(),
        ..(*base.studio).clone()
    };
    check::left_behind(&CheckInput {
        studio: &studio,
        loaded: &[],
        official: Official::Known(standings),
    })
}
