//! Answers: in which stage does the history that counts have each brief?
//! Invariant: where the official ref can tell, it does; a brief that was born in commits not shared yet has its first stage.
//! Source: design, "How a team works, and what history shows".

use super::context::Context;
use super::official::{OfficialState, Records};
use super::open::Opened;
use crate::check::Standing;
use crate::git::repository::Repository;
use crate::model::history::History;
use crate::model::id::{BriefId, StageId};
use crate::model::workflow::StageClass;
use crate::report::failure::Failure;
use crate::trail::event::{BriefEvents, Events};
use crate::trail::leaving::SentBack;
use crate::trail::visit::visits;
use std::collections::BTreeMap;
use std::mem::ManuallyDrop;

/// Where each brief of the official ref stands. `None` without a repository.
///
/// # Errors
/// When there is a repository and its history cannot answer.
pub fn standings(opened: &Opened, context: &Context) -> Result<Option<BTreeMap<BriefId, Standing>>, Failure> {
    if opened.commit.is_some() || Repository::discover(&opened.root).is_err() {
        return Ok(None);
    }
    let official = OfficialState::read(context, Records::Team)?;
    // a program that ends has no use for what it would give back
    let known = ManuallyDrop::new(official.told()?);
    let of = |brief: &BriefEvents| {
        let (id, mut standing) = last(opened, brief)?;
        standing.sent_back = sent_back(opened, &known.history, brief, &standing.stage);
        Some((id, standing))
    };
    let mut found: BTreeMap<BriefId, Standing> = known.events.briefs.iter().filter_map(of).collect();
    if official.official.pending > 0 {
        add_born_since(&mut found, &official.told_of_head()?.events);
    }
    Ok(Some(found))
}

fn last(opened: &Opened, brief: &BriefEvents) -> Option<(BriefId, Standing)> {
    let event = brief.events.last()?;
    let stage = event.to.clone()?;
    let paused = opened
        .studio
        .briefs
        .get(&brief.brief)
        .and_then(|known| opened.studio.workflow_of(known)?.stage_once_called(stage.as_str()))
        .is_some_and(|stage| matches!(stage.class, StageClass::Hold | StageClass::Dropped));
    let left = event.from.clone().filter(|_| paused);
    let sent_back = SentBack::default();
    Some((brief.brief.clone(), Standing { stage, left, sent_back }))
}

/// Asked only of a brief that was moved since.
fn sent_back(opened: &Opened, history: &History, events: &BriefEvents, stage: &StageId) -> SentBack {
    let Some(brief) = opened
        .studio
        .briefs
        .get(&events.brief)
        .filter(|brief| brief.stage.value != *stage)
    else {
        return SentBack::default();
    };
    let workflow = opened.studio.workflow_of(brief);
    let rulings = opened.studio.rulings_of(&events.brief);
    let lived = visits(history, events, workflow, opened.studio.settings.flow, &rulings);
    lived.as_ref().map_or_else(SentBack::default, SentBack::of)
}

fn add_born_since(found: &mut BTreeMap<BriefId, Standing>, pending: &Events) {
    for brief in &pending.briefs {
        let first = brief.events.first().and_then(|event| event.to.clone());
        if let Some(stage) = first {
            found.entry(brief.brief.clone()).or_insert(Standing {
                stage,
                left: None,
                sent_back: SentBack::default(),
            });
        }
    }
}
