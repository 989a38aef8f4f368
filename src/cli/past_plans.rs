//! Answers: which plan did the studio have at a commit, on a day?
//! Invariant: a commit is read as what differs from the one before, each content once; stages come from the history up to that commit.

use super::context::Context;
use super::open::{Opened, cache_place, content_of, in_revision, zone_of};
use super::reality;
use crate::git::repository::Repository;
use crate::git::revision::Lookup;
use crate::git::steps::{self, CommitFacts, Steps};
use crate::model::Day;
use crate::model::duration::Minutes;
use crate::model::history::{CommitIndex, History, HistoryProblem, ObjectId};
use crate::model::id::{BriefId, CampaignId};
use crate::model::place::StudioPath;
use crate::model::studio::Studio;
use crate::plan::answer::{MarginUse, Plan, Why, earliest_launch, solve, why};
use crate::plan::calendars::{Calendars, Compiled};
use crate::plan::compare::{Counted, Snapshot, Standing, standing};
use crate::plan::expand::{Question, Scope};
use crate::plan::network::TaskIndex;
use crate::plan::people::launches::first_launch;
use crate::plan::people::short::{missing, shortages};
use crate::plan::people::{Options, PeoplePlan, with_people};
use crate::plan::reality::Reality;
use crate::plan::task::TaskState;
use crate::report::plan_slip::Outlook;
use crate::store::revision::InRevision;
use crate::store::succession::{Succession, Touched, is_planned};
use crate::trail::event::{Event, Events};
use crate::trail::ledger::Told;
use chrono_tz::Tz;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};

/// What one plan is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    Campaign(CampaignId),
    /// Open briefs of no campaign.
    Loose,
}

/// The studio as a commit has it, and what its history shows.
#[derive(Clone, Copy)]
pub struct State<'p> {
    pub facts: &'p CommitFacts,
    pub studio: &'p Studio,
    pub reality: &'p Reality,
    /// Of the commit, in the studio's zone.
    pub day: Day,
}

/// The commits that lead to a tip.
pub struct Line {
    number: usize,
    history: History,
    events: Events,
    places: HashMap<ObjectId, CommitIndex>,
}

/// Follows the studio from one commit to another, back and forth.
pub struct PastPlans<'r> {
    repository: &'r Repository,
    opened: &'r Opened,
    steps: Steps<'r>,
    contents: Lookup<'r>,
    succession: Succession,
    compiled: RefCell<Compiled>,
    /// `None`: by the calendars alone.
    people: Option<Options>,
    lines: Cell<usize>,
    at: Option<At>,
    reality: Reality,
    /// Of each brief with a history: what its visits were made from.
    seen: HashMap<BriefId, Seen>,
}

/// Where the studio is now.
struct At {
    facts: CommitFacts,
    day: Day,
}

/// The line, how many of a brief's events had landed, and which definitions they were read with.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Seen {
    line: usize,
    landed: usize,
}

impl<'r> PastPlans<'r> {
    /// # Errors
    /// When the repository cannot be read, or commits were cut off its history.
    pub fn new(repository: &'r Repository, opened: &'r Opened, context: &Context) -> Result<Self, HistoryProblem> {
        repository.refuse_shallow()?;
        let folder = repository.prefix_of(&opened.root).unwrap_or_default();
        let cache = cache_place(context, repository);
        Ok(Self {
            repository,
            opened,
            steps: Steps::new(repository, &folder)?,
            contents: Lookup::new(repository)?,
            succession: Succession::new(Some(&cache), &opened.studio),
            compiled: RefCell::default(),
            people: None,
            lines: Cell::new(0),
            at: None,
            reality: Reality::new(),
            seen: HashMap::new(),
        })
    }

    /// Plans with the hours that people had, every state with the same options.
    #[must_use]
    pub fn with_people(mut self, options: Option<Options>) -> Self {
        self.people = options;
        self
    }

    pub fn counted(&self) -> Counted {
        self.people.map_or(Counted::Calendars, |_| Counted::People)
    }

    /// Everything that can be reached from a tip.
    ///
    /// # Errors
    /// When an object is missing or broken.
    pub fn line(&self, tip: ObjectId) -> Result<Line, HistoryProblem> {
        let Told { history, events } = reality::told(self.opened, self.repository, tip)?;
        let indices = (0_u32..).zip(&history.commits);
        self.lines.set(self.lines.get() + 1);
        Ok(Line {
            number: self.lines.get(),
            places: indices.map(|(at, commit)| (commit.id, CommitIndex(at))).collect(),
            events,
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

    /// What a commit says of itself, and its day in the zone of the studio that is at hand.
    ///
    /// # Errors
    /// When the object is missing or broken.
    pub fn facts(&self, commit: ObjectId) -> Result<(CommitFacts, Day), HistoryProblem> {
        let facts = steps::facts(self.repository, commit)?;
        let zone = self.succession.studio().map_or(Tz::UTC, zone_of);
        let day = facts.committed.with_timezone(&zone).date_naive();
        Ok((facts, day))
    }

    /// Goes to a commit; what lies between may have changed what is told.
    ///
    /// # Errors
    /// When an object is missing or broken, or there was no studio.
    pub fn go(&mut self, line: &Line, commit: ObjectId) -> Result<Touched, HistoryProblem> {
        let from = self.at.as_ref().map(|at| at.facts.id);
        let changed = self.steps.changes(from, commit, &is_planned)?;
        let changed = changed.into_iter().filter_map(|(path, content)| {
            let at = content.map(in_revision);
            Some((StudioPath::new(&path)?, at))
        });
        let contents = &self.contents;
        let fetch = |blob| content_of(contents, blob).map(InRevision::Content);
        let mut touched = self.succession.take(changed.collect(), fetch)?;
        if from.is_none() {
            touched = Touched::all();
        }
        let (facts, day) = self.facts(commit)?;
        self.at = Some(At { facts, day });
        let studio = self.succession.studio().ok_or(HistoryProblem::NoStudio { commit })?;
        line.follow(commit, studio, &mut touched, (&mut self.reality, &mut self.seen));
        Ok(touched)
    }

    /// The studio at the commit that was gone to; `None` before the first.
    pub fn state(&self) -> Option<State<'_>> {
        let at = self.at.as_ref()?;
        Some(State {
            facts: &at.facts,
            studio: self.succession.studio()?,
            reality: &self.reality,
            day: at.day,
        })
    }

    /// The calendars of a studio, compiled once for all its days.
    pub fn calendars<'s>(&self, studio: &'s Studio) -> Calendars<'s> {
        Calendars::compiled(studio, &mut self.compiled.borrow_mut())
    }

    /// Keeps what was read for the next command.
    pub fn save(self) {
        self.succession.save();
    }
}

impl Line {
    /// Brings the visits of each brief to what had landed with a commit.
    fn follow(
        &self,
        commit: ObjectId,
        studio: &Studio,
        touched: &mut Touched,
        (reality, seen): (&mut Reality, &mut HashMap<BriefId, Seen>),
    ) {
        let until = self.places.get(&commit).copied();
        if touched.everything {
            reality.clear();
            seen.clear();
        }
        for trail in &self.events.briefs {
            let had_landed = |event: &&Event| until.is_none_or(|until| event.landing <= until);
            let now = Seen {
                line: self.number,
                landed: trail.events.iter().filter(had_landed).count(),
            };
            let is_same = seen.get(&trail.brief) == Some(&now) && !touched.briefs.contains(&trail.brief);
            if is_same {
                continue;
            }
            seen.insert(trail.brief.clone(), now);
            let visits = reality::visits_of(&self.history, trail, studio, zone_of(studio), until);
            let before = match visits {
                Some((id, visits)) => reality.insert(id, visits),
                None => reality.remove(&trail.brief),
            };
            if before.as_ref() != reality.get(&trail.brief)
                && let Some(brief) = studio.briefs.get(&trail.brief)
            {
                touched.add_brief(brief);
            }
        }
    }
}

impl PastPlans<'_> {
    /// Asks a question about one part of a studio; `None` when it has no such part, or the tasks of it wait for each other.
    pub fn ask<T>(
        &self,
        (studio, reality): (&Studio, &Reality),
        today: Day,
        section: &Section,
        answer: impl FnOnce(&Question<'_>, &Made<'_>) -> T,
    ) -> Option<T> {
        let calendars = self.calendars(studio);
        let question = Question {
            studio,
            calendars: &calendars,
            hours: &calendars.hours(),
            reality,
            today,
            scope: section.scope(studio)?,
        };
        let made = Made::of(&question, self.people)?;
        Some(answer(&question, &made))
    }

    /// The dates of each section on a day; none of it where there is no such section, `None` for a ring.
    pub fn dates(
        &self,
        (studio, reality): (&Studio, &Reality),
        today: Day,
        sections: &[&Section],
    ) -> Vec<Option<(Snapshot, Depends)>> {
        let calendars = self.calendars(studio);
        let hours = calendars.hours();
        let people = self.people;
        let one = |section: &&Section| {
            let Some(scope) = section.scope(studio) else {
                return Some(Default::default());
            };
            let question = Question {
                studio,
                calendars: &calendars,
                hours: &hours,
                reality,
                today,
                scope,
            };
            Some(Made::of(&question, people)?.dates(scope))
        };
        match people {
            Some(_) => sections.par_iter().map(one).collect(),
            None => sections.iter().map(one).collect(),
        }
    }

    /// When a campaign could be live, as planned on a day; `None` where there is no such campaign or its tasks wait for each other.
    pub fn outlook(&self, at: (&Studio, &Reality), today: Day, campaign: &str) -> Option<Outlook> {
        let campaign = at.0.campaigns.get(campaign)?;
        let launch = campaign.launch.as_ref().map(|launch| launch.value);
        let section = Section::Campaign(campaign.id.clone());
        self.ask(at, today, &section, |question, made| {
            let plan = made.plan();
            let mut asked = plan.out.tasks.iter().filter(|task| made.is_asked(task.group));
            Outlook {
                launch,
                earliest: made.earliest_launch(question),
                standing: made.standing(),
                is_open: asked.any(|task| !matches!(task.state, TaskState::Done(_))),
            }
        })
    }
}

impl Section {
    fn scope<'s>(&self, studio: &'s Studio) -> Option<Scope<'s>> {
        match self {
            Self::Campaign(id) => studio.campaigns.get(id).map(Scope::Campaign),
            Self::Loose => Some(Scope::OpenBriefs),
        }
    }
}

/// The plan of one question.
pub enum Made<'a> {
    ByCalendars(Box<Plan<'a>>),
    WithPeople(Box<PeoplePlan<'a>>),
}

impl<'a> Made<'a> {
    fn of(question: &Question<'a>, people: Option<Options>) -> Option<Self> {
        Some(match people {
            None => Self::ByCalendars(Box::new(solve(question).ok()?)),
            Some(options) => Self::WithPeople(Box::new(with_people(question, options).ok()?)),
        })
    }

    pub fn plan(&self) -> &Plan<'a> {
        match self {
            Self::ByCalendars(plan) => plan,
            Self::WithPeople(answer) => &answer.plan,
        }
    }

    /// Whether a group is asked about, or only wants the same people.
    fn is_asked(&self, group: usize) -> bool {
        match self {
            Self::ByCalendars(_) => true,
            Self::WithPeople(answer) => answer.is_asked(group),
        }
    }

    /// Why a task is where it is.
    pub fn why(&self, task: TaskIndex) -> Option<Why> {
        match self {
            Self::ByCalendars(plan) => why(plan, task),
            Self::WithPeople(answer) => crate::plan::people::why::why(answer, task),
        }
    }

    /// Work that nobody who could do it has the time for.
    fn lacking(&self) -> Minutes {
        match self {
            Self::ByCalendars(_) => Minutes(0),
            Self::WithPeople(answer) => missing(&shortages(answer)),
        }
    }

    fn standing(&self) -> Option<Standing> {
        let found = standing(self.plan().verdict);
        match self.lacking() {
            Minutes(..=0) => found,
            lacking => Some(Standing {
                lacking,
                ..found.unwrap_or_default()
            }),
        }
    }

    /// The first launch that keeps the handovers; none where nobody has the time.
    fn earliest_launch(&self, question: &Question<'_>) -> Option<Day> {
        match self {
            Self::ByCalendars(_) => earliest_launch(question, MarginUse::UsedUp),
            Self::WithPeople(_) if self.lacking().0 > 0 => None,
            Self::WithPeople(answer) => first_launch(question, answer, MarginUse::UsedUp).ok().flatten(),
        }
    }

    fn dates(&self, scope: Scope<'_>) -> (Snapshot, Depends) {
        let plan = self.plan();
        let mut dates = match scope {
            Scope::Campaign(campaign) => {
                let launch = campaign.launch.as_ref().map(|launch| launch.value);
                Snapshot::of(plan, launch, |group| self.is_asked(group))
            }
            Scope::OpenBriefs => Snapshot::of(plan, None, |group| plan.out.groups[group].campaign.is_none()),
        };
        dates.standing = self.standing();
        let campaigns = plan
            .out
            .groups
            .iter()
            .filter_map(|group| Some(group.campaign?.id.clone()));
        let depends = match self {
            Self::ByCalendars(_) => Depends::On(campaigns.collect()),
            Self::WithPeople(_) => Depends::OnAll,
        };
        (dates, depends)
    }
}

/// Without what a plan would be another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Depends {
    On(BTreeSet<CampaignId>),
    /// Whatever wants the same people.
    OnAll,
}

impl Default for Depends {
    fn default() -> Self {
        Self::On(BTreeSet::new())
    }
}

impl Depends {
    pub fn is_touched(&self, touched: &Touched) -> bool {
        match self {
            Self::On(campaigns) => !campaigns.is_disjoint(&touched.campaigns),
            Self::OnAll => *touched != Touched::default(),
        }
    }
}
