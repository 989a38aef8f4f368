//! Answers: what happened to a campaign and its briefs?
//! Invariant: the versions of its file and the moves of its briefs stand in one row, as they landed.
//! Source: `docs/trail.md`, "crops trail".

use super::context::Context;
use super::official::OfficialState;
use super::past::PastRecords;
use super::report_kpi::source;
use super::trail::{Since, TrailArgs};
use super::trail_read::TrailRead;
use crate::git::revision::Lookup;
use crate::metrics::subject::Facts;
use crate::model::campaign::Campaign;
use crate::model::history::{CommitIndex, History, HistoryProblem, ObjectId};
use crate::report::failure::Failure;
use crate::report::trail_build::Parts;
use crate::report::trail_campaign::{CampaignParts, CampaignTrail};
use crate::trail::event::Events;
use crate::trail::touch::{Landings, Touch};

pub(super) fn report(
    args: &TrailArgs,
    context: &Context,
    (state, history): (&OfficialState, &History),
    (found, campaign): (&Events, &Campaign),
) -> Result<CampaignTrail, Failure> {
    let past = PastRecords::new(state, history)?;
    let facts = Facts::new(&state.studio, history, found, &past, state.today);
    let landings = Landings::of(history);
    let places = state.places(campaign.file.as_str());
    let touches = touches(state, (history, &landings), &places)?;
    let mut read = TrailRead::new(state, history, campaign.id.as_str(), places, Vec::new())?;
    let versions = read.versions(&touches)?;
    let since = Since::of(args, state)?;
    let known = match since.revision() {
        Some(revision) => state.newest_on_line(revision)?,
        None => None,
    };
    let at = known.and_then(|known| history.commits.iter().position(|one| one.id == known));
    let known = at.map(|at| CommitIndex(at as u32));
    let known_before = |landing: CommitIndex| since.had(landing, known, &facts);
    let is_ours = |id| id == Some(&campaign.id);
    let subjects = facts.all.iter().filter(|subject| is_ours(subject.campaign.as_ref()));
    let parts = subjects.filter_map(|subject| {
        let events = found.briefs.iter().find(|trail| trail.brief == *subject.id())?;
        Some(Parts {
            facts: &facts,
            subject,
            events,
            versions: Vec::new(),
            records: Vec::new(),
            source: source(state),
            code: context.lang.code(),
            known_before: &known_before,
            path: subject.brief.map(|brief| brief.file.to_string()),
            then: None,
        })
    });
    let parts = CampaignParts {
        campaign,
        facts: &facts,
        first: touches.first().copied(),
        versions,
        briefs: parts.collect(),
        known_before: &known_before,
        source: source(state),
    };
    Ok(parts.report())
}

/// The commits in which a file is not what it is in the first parent, in the order in which they landed.
fn touches(
    state: &OfficialState,
    (history, landings): (&History, &Landings),
    places: &[String],
) -> Result<Vec<Touch>, HistoryProblem> {
    let mut file = File {
        lookup: Lookup::new(&state.repository)?,
        history,
        places,
    };
    let mut found = Vec::new();
    let mut before = None;
    for landing in landings.line() {
        let now = file.at(*landing)?;
        let parents = &history.commit(*landing).parents;
        if parents.len() > 1 {
            let mut is_same = now == before;
            for side in &parents[1..] {
                is_same &= file.at(*side)? == now;
            }
            if !is_same {
                found.extend(file.sides(*landing, landings)?);
            }
        }
        if now != before {
            found.push(Touch {
                commit: *landing,
                landing: *landing,
            });
        }
        before = now;
    }
    Ok(found)
}

struct File<'f> {
    lookup: Lookup<'f>,
    history: &'f History,
    /// The first of them that is there counts.
    places: &'f [String],
}

impl File<'_> {
    fn at(&mut self, commit: CommitIndex) -> Result<Option<ObjectId>, HistoryProblem> {
        let commit = self.history.commit(commit).id;
        for path in self.places {
            if let Some(found) = self.lookup.file(commit, path)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// What the sides of a merge changed, parents first.
    fn sides(&mut self, landing: CommitIndex, landings: &Landings) -> Result<Vec<Touch>, HistoryProblem> {
        let mut found = Vec::new();
        // parents stand before their children
        for commit in (0..landing.0).map(CommitIndex) {
            if landings.landing(commit) != landing {
                continue;
            }
            let parent = self.history.commit(commit).parents.first().copied();
            let before = parent.map(|parent| self.at(parent)).transpose()?.flatten();
            if self.at(commit)? != before {
                found.push(Touch { commit, landing });
            }
        }
        Ok(found)
    }
}
