//! Answers: `crops trail`: what happened to this brief or campaign?
//! Invariant: read from the official branch alone, as it was when the question is about another day.

use super::answer::Answer;
use super::brief_facts::fields;
use super::chronicle::WantedFile;
use super::context::Context;
use super::official::{OfficialState, Records};
use super::past::PastRecords;
use super::report_kpi::{noted, source};
use super::trail_campaign;
use super::trail_read::{RecordFile, TrailRead, record_files};
use crate::git::revision;
use crate::metrics::subject::Facts;
use crate::model::Day;
use crate::model::brief::Brief;
use crate::model::campaign::Campaign;
use crate::model::history::{CommitIndex, History, HistoryProblem, ObjectId, PathIndex};
use crate::model::id::{BriefId, PersonId};
use crate::model::place::Placed;
use crate::model::resolve::{self, Unresolved};
use crate::model::workflow::Covers;
use crate::report::failure::Failure;
use crate::report::trail::{Then, TrailReport};
use crate::report::trail_build::{Parts, VersionRead, VersionWhat};
use crate::trail::event::{BriefEvents, Events};
use crate::trail::ledger::Told;
use crate::trail::touch::{paths, touches};
use clap::Args;

/// What happened to a brief: its versions, moves, rounds, holds and verdicts, each with who and which commit
///
/// Of a campaign: its versions and the moves of its briefs.
#[derive(Clone, Debug, Args)]
pub struct TrailArgs {
    /// The brief or campaign: its id, a part of it, or its `ref`
    #[arg(value_name = "ID")]
    pub id: String,

    /// Only what landed after this revision, or from this day on
    #[arg(long, value_name = "REV|DATE")]
    pub since: Option<String>,

    /// The state on that day: what it said, where it was, who had it
    #[arg(long, value_name = "DATE", conflicts_with = "since")]
    pub at: Option<Day>,
}

pub fn run(args: &TrailArgs, context: &Context) -> Result<Answer, Failure> {
    let asked = match args.at {
        Some(day) => Context {
            as_of: Some(day.to_string()),
            given_today: Some(day),
            ..context.clone()
        },
        None => context.clone(),
    };
    if let Some((state, id)) = OfficialState::about(&asked, &args.id)? {
        let report = report(args, &asked, &state, &id)?;
        let answer = Answer::new(report, state.today).findings(state.findings_of(&id));
        return Ok(noted(answer.as_of(state.as_of.clone()), &state, context));
    }
    let state = OfficialState::read(&asked, Records::All)?;
    let Told { history, events: found } = state.told()?;
    let answer = match named(&state, &found, &args.id)? {
        Named::Brief(id) => {
            let report = report(args, &asked, &state, &id)?;
            Answer::new(report, state.today).findings(state.findings_of(&id))
        }
        Named::Campaign(campaign) => {
            let report = trail_campaign::report(args, &asked, (&state, &history), (&found, campaign))?;
            Answer::new(report, state.today).findings(state.findings.clone())
        }
    };
    let answer = answer.as_of(state.as_of.clone());
    Ok(noted(answer, &state, context))
}

fn report(args: &TrailArgs, context: &Context, state: &OfficialState, id: &BriefId) -> Result<TrailReport, Failure> {
    let files = match state.studio.briefs.get(id) {
        Some(brief) => record_files(state, brief)?,
        None => Vec::new(),
    };
    let since = Since::of(args, state)?;
    let wanted = |file: &RecordFile| WantedFile {
        places: state.places(file.path.as_str()),
        content: None,
    };
    let wanted: Vec<WantedFile> = files.iter().map(wanted).collect();
    let story = state.story(id.as_str(), &wanted, since.revision())?;
    let Told { history, events } = &story.told;
    let past = PastRecords::new(state, history)?;
    let facts = Facts::new(&state.studio, history, events, &past, state.today);
    let (Some(subject), Some(trail)) = (facts.all.first(), events.briefs.first()) else {
        return Err(Unresolved::Unknown {
            typed: args.id.clone(),
            near: None,
        }
        .into());
    };
    let paths = paths(history, id.as_str());
    let gates = subject
        .workflow
        .map(|workflow| workflow.stages.iter())
        .into_iter()
        .flatten();
    let covers: Vec<&Covers> = gates.filter_map(|stage| Some(&stage.gate.as_ref()?.covers)).collect();
    let mut read = TrailRead::new(state, history, id.as_str(), paths_of(state, history, &paths), covers)?;
    let versions = read.versions(&touches(history, &story.landings, &paths))?;
    let records = match subject.brief {
        Some(brief) => read.records(brief, files.into_iter().zip(story.brought))?,
        None => Vec::new(),
    };
    let then = args
        .at
        .zip(subject.brief)
        .map(|(day, brief)| then(day, brief, &versions, (history, trail)));
    let known_before = |landing| since.had(landing, story.known, &facts);
    let parts = Parts {
        facts: &facts,
        subject,
        events: trail,
        versions,
        records,
        source: source(state),
        code: context.lang.code(),
        known_before: &known_before,
        path: subject.brief.map(|brief| brief.file.to_string()),
        then,
    };
    Ok(parts.report())
}

fn paths_of(state: &OfficialState, files: &History, paths: &[PathIndex]) -> Vec<String> {
    let from_top = |path: &PathIndex| state.places(&format!("briefs/{}", files.paths[path.0 as usize]));
    paths.iter().flat_map(from_top).collect()
}

/// What the brief said on a day, and which of its versions that was.
fn then(day: Day, brief: &Brief, versions: &[VersionRead], (history, events): (&History, &BriefEvents)) -> Then {
    let said = versions
        .iter()
        .filter(|version| matches!(version.what, VersionWhat::Fields(_)));
    let last = said.clone().next_back().map(|version| version.touch.commit);
    let commit = last.or_else(|| events.events.first().map(|event| event.commit));
    let people = |people: &[Placed<PersonId>]| people.iter().map(|one| one.to_string()).collect();
    Then {
        day,
        commit: commit.map_or_else(String::new, |commit| history.commit(commit).id.to_string()),
        version: 1 + said.count(),
        owner: brief.owner.as_ref().map(|owner| owner.to_string()),
        who: brief
            .who
            .iter()
            .map(|(stage, who)| (stage.to_string(), people(who)))
            .collect(),
        fields: fields(brief),
    }
}

enum Named<'s> {
    Brief(BriefId),
    Campaign(&'s Campaign),
}

/// What is meant: a campaign by its whole id, else a brief, else a campaign by a part of its id.
fn named<'s>(state: &'s OfficialState, events: &Events, typed: &str) -> Result<Named<'s>, Failure> {
    if let Some(campaign) = state.studio.campaigns.get(typed.trim()) {
        return Ok(Named::Campaign(campaign));
    }
    match brief_id(state, events, typed) {
        Ok(id) => Ok(Named::Brief(id)),
        Err(unresolved) => match resolve::campaign(&state.studio, typed) {
            Ok(campaign) => Ok(Named::Campaign(campaign)),
            Err(_) => Err(unresolved),
        },
    }
}

/// The brief that is meant: one of today, else one that was deleted.
fn brief_id(state: &OfficialState, events: &Events, typed: &str) -> Result<BriefId, Failure> {
    let unresolved = match resolve::brief(&state.studio, typed) {
        Ok(brief) => return Ok(brief.id.clone()),
        Err(unresolved) => unresolved,
    };
    let wanted = typed.trim().to_lowercase();
    let is_it = |brief: &&BriefEvents| {
        let random = brief.brief.random_part();
        brief.brief.as_str() == wanted || random == Some(&*wanted)
    };
    let begins = |brief: &&BriefEvents| !wanted.is_empty() && brief.brief.as_str().starts_with(&wanted);
    if let Unresolved::Unknown { .. } = unresolved {
        if let Some(found) = events.briefs.iter().find(is_it) {
            return Ok(found.brief.clone());
        }
        let found: Vec<&BriefEvents> = events.briefs.iter().filter(begins).collect();
        if let [one] = found.as_slice() {
            return Ok(one.brief.clone());
        }
    }
    Err(unresolved.into())
}

/// What `--since` leaves out.
pub(super) enum Since {
    Beginning,
    Day(Day),
    Revision(ObjectId),
}

impl Since {
    /// # Errors
    /// When what was typed is neither a day nor a revision.
    pub fn of(args: &TrailArgs, state: &OfficialState) -> Result<Self, HistoryProblem> {
        let Some(since) = &args.since else {
            return Ok(Self::Beginning);
        };
        match since.parse::<Day>() {
            Ok(day) => Ok(Self::Day(day)),
            Err(_) => revision::resolve(&state.repository, since).map(Self::Revision),
        }
    }

    pub fn revision(&self) -> Option<ObjectId> {
        match self {
            Self::Revision(revision) => Some(*revision),
            Self::Beginning | Self::Day(_) => None,
        }
    }

    /// Whether a landing was there already; `known` is the newest commit of the line that the revision had.
    pub fn had(&self, landing: CommitIndex, known: Option<CommitIndex>, facts: &Facts<'_>) -> bool {
        match self {
            Self::Beginning => false,
            Self::Day(day) => facts.clock.day(facts.history.commit(landing).committed) < *day,
            Self::Revision(_) => known.is_some_and(|known| landing <= known),
        }
    }
}
