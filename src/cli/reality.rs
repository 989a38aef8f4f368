//! Answers: through which stages has each brief gone, in the studio's local time?
//! Invariant: read from the commits that lead to the files at hand; without a history, nothing is invented.

use super::chronicle::Chronicle;
use super::open::Opened;
use crate::git::repository::Repository;
use crate::git::revision;
use crate::model::history::{CommitIndex, History, HistoryProblem, ObjectId};
use crate::model::id::BriefId;
use crate::model::studio::Studio;
use crate::plan::reality::{Reality, StageVisit};
use crate::trail::event::{BriefEvents, Event};
use crate::trail::ledger::Told;
use crate::trail::visit::{BriefVisits, visits};
use chrono_tz::Tz;

/// The visits of every brief, and why there are none when a history is there and cannot be read.
pub fn read(opened: &Opened) -> (Reality, Option<HistoryProblem>) {
    match of_history(opened) {
        Ok(reality) => (reality, None),
        Err(HistoryProblem::NoRepository { .. } | HistoryProblem::NoCommit) => (Reality::new(), None),
        Err(problem) => (Reality::new(), Some(problem)),
    }
}

fn of_history(opened: &Opened) -> Result<Reality, HistoryProblem> {
    let (repository, tip) = place(opened)?;
    let Told { history, events } = told(opened, &repository, tip)?;
    let visits = |trail: &BriefEvents| visits_of(&history, trail, &opened.studio, opened.zone, None);
    Ok(events.briefs.iter().filter_map(visits).collect())
}

/// The repository, and the commit that the files at hand come from.
fn place(opened: &Opened) -> Result<(Repository, ObjectId), HistoryProblem> {
    let repository = Repository::discover(&opened.root)?;
    let tip = match opened.commit {
        Some(commit) => commit,
        None => match revision::resolve(&repository, "HEAD") {
            Err(HistoryProblem::NoSuchRevision { .. }) => return Err(HistoryProblem::NoCommit),
            other => other?,
        },
    };
    repository.refuse_shallow()?;
    Ok((repository, tip))
}

/// The visits of every brief in full, for what asks by the minute; as [`read`] else.
pub fn lived(opened: &Opened) -> (Vec<BriefVisits>, Option<HistoryProblem>) {
    let found = || {
        let (repository, tip) = place(opened)?;
        let Told { history, events } = told(opened, &repository, tip)?;
        let flow = opened.studio.settings.flow;
        let rulings = opened.studio.rulings();
        let of = |trail: &BriefEvents| {
            let brief = opened.studio.briefs.get(&trail.brief)?;
            let rulings = rulings.get(&trail.brief).map_or(&[][..], Vec::as_slice);
            visits(&history, trail, opened.studio.workflow_of(brief), flow, rulings)
        };
        Ok(events.briefs.iter().filter_map(of).collect())
    };
    match found() {
        Ok(lived) => (lived, None),
        Err(HistoryProblem::NoRepository { .. } | HistoryProblem::NoCommit) => (Vec::new(), None),
        Err(problem) => (Vec::new(), Some(problem)),
    }
}

/// By the clocks of a zone.
pub fn of_visits(lived: &[BriefVisits], zone: Tz) -> Reality {
    let stays = |one: &BriefVisits| one.visits.iter().map(|visit| StageVisit::of(visit, zone)).collect();
    lived.iter().map(|one| (one.brief.clone(), stays(one))).collect()
}

/// All events of the commits up to one.
///
/// # Errors
/// When an object is missing or broken.
pub fn told(opened: &Opened, repository: &Repository, tip: ObjectId) -> Result<Told, HistoryProblem> {
    let mut folder = repository.prefix_of(&opened.root).unwrap_or_default();
    if !folder.is_empty() {
        folder.push('/');
    }
    Chronicle::new(repository, &folder, &opened.studio.settings.id, tip)
        .moved_from(&opened.studio.settings.was)
        .kept_in(opened.index.clone())
        .told()
}

/// The visits of a brief that have landed up to a commit of the line; all of them without one. `None` where nothing can be told.
pub fn visits_of(
    history: &History,
    trail: &BriefEvents,
    studio: &Studio,
    zone: Tz,
    until: Option<CommitIndex>,
) -> Option<(BriefId, Vec<StageVisit>)> {
    let workflow = studio
        .briefs
        .get(&trail.brief)
        .and_then(|brief| studio.workflow_of(brief));
    // plans of other days read no verdicts: all days are told by the commits alone, so that they can be compared
    let rulings = &[];
    let had_landed = |event: &&Event| until.is_none_or(|until| event.landing <= until);
    let found = match until {
        None => visits(history, trail, workflow, studio.settings.flow, rulings)?,
        Some(_) => {
            let events = trail.events.iter().filter(had_landed).cloned().collect();
            let then = BriefEvents {
                brief: trail.brief.clone(),
                events,
                superseded: Vec::new(),
                last: trail.last,
            };
            visits(history, &then, workflow, studio.settings.flow, rulings)?
        }
    };
    let stays = found.visits.iter().map(|visit| StageVisit::of(visit, zone));
    Some((found.brief, stays.collect()))
}
