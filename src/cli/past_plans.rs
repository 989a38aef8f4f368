//! Answers: which plan did the studio have at a commit, on a day?
//! Invariant: each commit is read once, as what differs from the one before; stages come from the history up to that commit.

use super::open::{Opened, content_of, zone_of};
use super::reality;
use crate::git::history::{self, Scope as Files};
use crate::git::repository::Repository;
use crate::git::revision::{Lookup, RevisionContent};
use crate::git::steps::{self, CommitFacts, Steps};
use crate::model::Day;
use crate::model::history::{CommitIndex, History, HistoryProblem, ObjectId};
use crate::model::id::CampaignId;
use crate::model::other::RecordType;
use crate::model::place::StudioPath;
use crate::model::problem::NotAFile;
use crate::model::studio::Studio;
use crate::plan::answer::{MarginUse, Plan, earliest_launch, solve};
use crate::plan::calendars::Calendars;
use crate::plan::compare::{Snapshot, standing};
use crate::plan::expand::{Question, Scope};
use crate::plan::openhours::OpenHours;
use crate::plan::reality::Reality;
use crate::plan::task::TaskState;
use crate::report::plan_slip::Outlook;
use crate::store::brief_head;
use crate::store::find::{Expected, expected_at};
use crate::store::source::Content;
use crate::store::succession::{Succession, is_planned};
use crate::trail::event::{Events, events};
use chrono_tz::Tz;
use std::collections::HashMap;
use std::rc::Rc;

/// What one plan is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    Campaign(CampaignId),
    /// Open briefs of no campaign.
    Loose,
}

/// The studio as a commit has it, and what its history shows.
pub struct Past {
    pub facts: CommitFacts,
    pub studio: Studio,
    pub reality: Reality,
    /// Of the commit, in the studio's zone.
    pub day: Day,
}

/// The commits that lead to a tip.
pub struct Line {
    history: History,
    events: Events,
    places: HashMap<ObjectId, CommitIndex>,
}

/// Reads the studio at one commit after another.
pub struct PastPlans<'r> {
    repository: &'r Repository,
    folder: String,
    steps: Steps<'r>,
    contents: Lookup<'r>,
    succession: Succession,
    at: Option<ObjectId>,
    known: HashMap<ObjectId, Rc<Past>>,
}

/// The most states that are kept at once.
const MOST_KEPT: usize = 64;

impl<'r> PastPlans<'r> {
    /// # Errors
    /// When the repository cannot be read, or commits were cut off its history.
    pub fn new(repository: &'r Repository, opened: &Opened) -> Result<Self, HistoryProblem> {
        repository.refuse_shallow()?;
        let folder = repository.prefix_of(&opened.root).unwrap_or_default();
        Ok(Self {
            repository,
            steps: Steps::new(repository, &folder)?,
            contents: Lookup::new(repository)?,
            folder,
            succession: Succession::default(),
            at: None,
            known: HashMap::new(),
        })
    }

    /// Everything that can be reached from a tip.
    ///
    /// # Errors
    /// When an object is missing or broken.
    pub fn line(&self, tip: ObjectId) -> Result<Line, HistoryProblem> {
        let is_brief = |path: &str| expected_at(&format!("briefs/{path}")) == Some(Expected::Record(RecordType::Brief));
        let folder = match self.folder.as_str() {
            "" => "briefs".to_owned(),
            folder => format!("{folder}/briefs"),
        };
        let scope = Files {
            folder: &folder,
            wanted: &is_brief,
            read: &brief_head::read,
        };
        let history = history::read(self.repository, tip, &scope)?;
        let indices = (0_u32..).zip(&history.commits);
        Ok(Line {
            places: indices.map(|(at, commit)| (commit.id, CommitIndex(at))).collect(),
            events: events(&history),
            history,
        })
    }

    /// Whether a plan may be another after a commit than after `before`.
    ///
    /// # Errors
    /// When an object is missing or broken.
    pub fn matters(&mut self, before: ObjectId, commit: ObjectId) -> Result<bool, HistoryProblem> {
        Ok(!self.steps.changes(Some(before), commit, &is_planned)?.is_empty())
    }

    /// # Errors
    /// When an object is missing or broken, or there was no studio.
    pub fn at(&mut self, line: &Line, commit: ObjectId) -> Result<Rc<Past>, HistoryProblem> {
        if let Some(known) = self.known.get(&commit) {
            return Ok(Rc::clone(known));
        }
        let changed = self.steps.changes(self.at, commit, &is_planned)?;
        let mut read = Vec::with_capacity(changed.len());
        for (path, content) in changed {
            let Some(path) = StudioPath::new(&path) else { continue };
            let content = match content {
                None => None,
                Some(RevisionContent::Blob(blob)) => Some(content_of(&self.contents, blob)?),
                Some(RevisionContent::SymbolicLink) => Some(Content::Not(NotAFile::SymbolicLink)),
                Some(RevisionContent::Submodule) => Some(Content::Not(NotAFile::Submodule)),
            };
            read.push((path, content));
        }
        self.succession.take(read);
        self.at = Some(commit);
        let studio = self.succession.studio().ok_or(HistoryProblem::NoStudio { commit })?;
        let facts = steps::facts(self.repository, commit)?;
        let zone = zone_of(&studio);
        let past = Rc::new(Past {
            day: facts.committed.with_timezone(&zone).date_naive(),
            reality: line.reality(&studio, zone, commit),
            facts,
            studio,
        });
        if self.known.len() >= MOST_KEPT {
            self.known.clear();
        }
        self.known.insert(commit, Rc::clone(&past));
        Ok(past)
    }
}

impl Line {
    fn reality(&self, studio: &Studio, zone: Tz, commit: ObjectId) -> Reality {
        let until = self.places.get(&commit).copied();
        reality::visits_until(&self.history, &self.events, studio, zone, until)
    }
}

/// Asks a question about one part of a studio; `None` when it has no such part, or the tasks of it wait for each other.
pub fn ask<T>(
    studio: &Studio,
    reality: &Reality,
    today: Day,
    section: &Section,
    answer: impl FnOnce(&Question<'_>, &Plan<'_>) -> T,
) -> Option<T> {
    let calendars = Calendars::of(studio);
    let hours = studio.calendar().map_or_else(OpenHours::weekdays, OpenHours::of);
    let scope = match section {
        Section::Campaign(id) => Scope::Campaign(studio.campaigns.get(id)?),
        Section::Loose => Scope::OpenBriefs,
    };
    let question = Question {
        studio,
        calendars: &calendars,
        hours: &hours,
        reality,
        today,
        scope,
    };
    let plan = solve(&question).ok()?;
    Some(answer(&question, &plan))
}

/// The dates of a section on a day.
pub fn snapshot(studio: &Studio, reality: &Reality, today: Day, section: &Section) -> Option<Snapshot> {
    ask(studio, reality, today, section, |question, plan| match question.scope {
        Scope::Campaign(campaign) => {
            let launch = campaign.launch.as_ref().map(|launch| launch.value);
            Snapshot::of(plan, launch, |_| true)
        }
        Scope::OpenBriefs => Snapshot::of(plan, None, |group| group.campaign.is_none()),
    })
}

/// When a campaign could be live, as planned on a day; `None` where there is no such campaign or its tasks wait for each other.
pub fn outlook(studio: &Studio, reality: &Reality, today: Day, campaign: &str) -> Option<Outlook> {
    let campaign = studio.campaigns.get(campaign)?;
    let launch = campaign.launch.as_ref().map(|launch| launch.value);
    let section = Section::Campaign(campaign.id.clone());
    ask(studio, reality, today, &section, |question, plan| Outlook {
        launch,
        earliest: earliest_launch(question, MarginUse::UsedUp),
        standing: standing(plan.verdict),
        is_open: plan
            .out
            .tasks
            .iter()
            .any(|task| !matches!(task.state, TaskState::Done(_))),
    })
}
