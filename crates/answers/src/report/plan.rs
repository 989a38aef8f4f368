//! Answers: what does `crops plan` say, as values that every format is made from?
//! Invariant: days are the first and last day of work; words are made in `render::catalogue::plan`.

use super::plan_happened::Happened;
use super::plan_people::{Member, PeopleFacts};
use super::plan_people_ways::PeopleChange;
use super::plan_schedule::ScheduleFacts;
use super::plan_why::WhyStep;
use super::table::Axis;
use crate::model::Day;
use crate::model::campaign::LinkType;
use crate::model::duration::{HalfDays, Length, Minutes};
use crate::model::label::Label;
use crate::model::place::Place;
use crate::plan::calendars::DayOff;
use crate::plan::network::Placement;

/// The whole answer.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanReport {
    /// The random id of the studio.
    pub studio: String,
    pub subject: Subject,
    pub direction: Direction,
    pub today: Day,
    pub headline: Headline,
    /// When the launch of the campaign is over and work is left.
    pub past: Option<PastLaunch>,
    pub summary: Summary,
    /// Groups by their first day, the tasks of each in their order.
    pub tasks: Vec<TaskLine>,
    pub goals: Vec<GoalLine>,
    pub missed: Vec<MissedLine>,
    /// Names along what holds the plan, in order of time, and the working days it takes.
    pub chain: Vec<String>,
    pub chain_length: HalfDays,
    pub ways: Vec<WayLine>,
    /// How many of the first ways are enough together.
    pub enough: Option<usize>,
    pub links: Vec<LinkLine>,
    /// What has happened and was not planned so.
    pub happened: Happened,
    /// Only of a plan with people.
    pub people: Option<PeopleFacts>,
    /// Days on which the studio is closed, within the plan's days, for drawings.
    pub closed: Vec<Day>,
    /// Those of them, and the short ones, that are no ordinary weekend, with their reason.
    pub days_off: Vec<(Day, DayOff)>,
    pub occurrences: Occurrences,
    /// Only where a format carries calendars.
    pub schedule: Option<ScheduleFacts>,
    /// Other named dates of the campaign.
    pub anchors: Vec<(String, Day)>,
}

/// How a long series is shown to people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Occurrences {
    /// On one line.
    #[default]
    Folded,
    /// Each date on its own lines.
    Each,
}

/// What was planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    Campaign {
        id: String,
        title: String,
    },
    OpenBriefs {
        count: usize,
    },
    /// Every campaign that is not over and every open brief.
    Studio {
        campaigns: usize,
    },
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    #[default]
    Backward,
    Forward,
}

/// The verdict, with what a person asks next.
#[derive(Clone, Debug, PartialEq)]
pub enum Headline {
    Nothing,
    Done,
    /// Early dates alone: nothing has a day to be ready by.
    Undated,
    Fits {
        spare: HalfDays,
        start_by: Option<Day>,
    },
    MarginUsed {
        used: HalfDays,
        of: HalfDays,
        start_by: Option<Day>,
    },
    Short {
        by: HalfDays,
        possible: Possible,
    },
    /// Nobody who could do these tasks has the time: so many hours lack.
    NobodyFree {
        tasks: usize,
        hours: Minutes,
    },
    /// The earliest launch that keeps margin and handovers, and the one that keeps the handovers alone.
    Earliest {
        launch: Option<Day>,
        without_margin: Option<Day>,
        wanted: Option<Day>,
    },
}

/// A launch before today, and what is still open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastLaunch {
    pub launch: Day,
    /// Tasks and milestones that are not done, and the work in them.
    pub open: usize,
    pub work: HalfDays,
    /// The earliest last day of all of it; `None` when a calendar never opens.
    pub over: Option<Day>,
}

/// Which later day would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Possible {
    Launch {
        can: Day,
        wanted: Option<Day>,
    },
    /// A live day that does not move with the launch.
    Live {
        what: String,
        can: Day,
        wanted: Day,
    },
    /// Only the brief says when: the earliest day it can be ready.
    Ready {
        what: String,
        can: Day,
        due: Day,
    },
}

impl Possible {
    /// The same where the launch that was wanted has been named already.
    pub fn without_launch(&self) -> Self {
        match self {
            Self::Launch { can, .. } => Self::Launch {
                can: *can,
                wanted: None,
            },
            Self::Live { .. } | Self::Ready { .. } => self.clone(),
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    pub launch: Option<Day>,
    pub tasks: usize,
    pub done: usize,
    pub margin: Option<HalfDays>,
    pub margin_used: HalfDays,
    pub calendar: Option<String>,
}

/// First and last day of work; the halves say whether it begins at noon, and whether it ends there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: Day,
    pub to: Day,
    pub begins: Half,
    pub ends: Half,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    Morning,
    Afternoon,
}

impl Span {
    /// `None` where no calendar gives a day.
    pub fn of(place: Placement) -> Option<Self> {
        if place.start.is_out_of_range() || place.end.is_out_of_range() {
            return None;
        }
        let half = |noon: bool, at: Half, other: Half| if noon { at } else { other };
        let is_point = place.start == place.end;
        Some(Self {
            // A milestone is reached in the evening of the day before its instant.
            from: if is_point {
                place.end.day_before()
            } else {
                place.start.day_after()
            },
            to: place.end.day_before(),
            begins: half(place.start.is_noon(), Half::Afternoon, Half::Morning),
            ends: half(place.end.is_noon(), Half::Morning, Half::Afternoon),
        })
    }
}

/// One task.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskLine {
    pub name: String,
    /// The same in every plan: with its campaign, and by its item even when a brief is on it.
    pub whole_name: String,
    /// The group it belongs to, and its title.
    pub item: String,
    pub title: Option<String>,
    pub work: WorkKind,
    /// The title of its stage.
    pub stage: Option<Label>,
    pub stage_id: Option<String>,
    pub who: Who,
    /// Who was chosen, and why; only of a plan with people.
    pub crew: Vec<Member>,
    /// What is left of its effort, where a plan with people knows it.
    pub effort: Option<Minutes>,
    pub state: State,
    pub duration: HalfDays,
    pub early: Option<Span>,
    pub late: Option<Span>,
    /// Where a backward plan puts it: late, unless that is too late already.
    pub placed: Option<Span>,
    /// What really was; of a task under way its beginning.
    pub real: Option<Span>,
    pub since: Option<Day>,
    pub total_float: Option<HalfDays>,
    pub free_float: Option<HalfDays>,
    pub held: Held,
    pub origin: Origin,
    pub chain: InChain,
    /// Of the task that makes them.
    pub variants: Option<VariantsLine>,
    /// Days of the records that limit it.
    pub bounds: Vec<BoundLine>,
    /// Told where it is asked for: see [`PlanReport::explained`].
    pub why: Option<TaskWhy>,
}

/// What a task was expanded from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    Deliverable,
    /// One date of a series.
    Occurrence {
        series: String,
        day: Day,
    },
    LooseBrief,
    Task,
    Milestone,
}

/// Whether it is part of what holds the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InChain {
    No,
    Yes,
}

/// How many variants one task makes, and the effort of each where the records say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VariantsLine {
    pub count: u64,
    pub effort_each: Option<Minutes>,
}

/// A day of the records that limits a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoundLine {
    pub kind: BoundKind,
    pub day: Day,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoundKind {
    NotBefore,
    /// Starts on that day and no other.
    Booked,
    MustEndBy,
}

/// What keeps a task from being earlier, and from being later.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskWhy {
    pub early: WhyStep,
    pub late: WhyStep,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkKind {
    Stage,
    Rework,
    Variants,
    Task,
    Milestone,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    Nobody,
    People(Vec<String>),
    Role(String),
    Party { id: String, name: String },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Ahead,
    UnderWay,
    Done,
}

/// Whether it can slip at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    Free,
    /// No float.
    Critical,
    /// Less than none.
    Late,
}

/// A day by which something must be ready.
#[derive(Clone, Debug, PartialEq)]
pub struct GoalLine {
    pub item: String,
    pub live: Option<Day>,
    pub due: Day,
    /// The last day of work that leaves the margin whole.
    pub by: Day,
    pub handover: HalfDays,
    pub margin: HalfDays,
    pub margin_used: HalfDays,
    pub slack: HalfDays,
    pub short: HalfDays,
    pub early_end: Option<Day>,
}

/// A limit of the records that the earliest dates break.
#[derive(Clone, Debug, PartialEq)]
pub struct MissedLine {
    pub task: String,
    pub by: HalfDays,
    pub limit: Day,
    pub kind: MissedKind,
    pub place: Option<Place>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissedKind {
    Booked,
    MustEndBy,
    Launch,
}

/// A change that wins time.
#[derive(Clone, Debug, PartialEq)]
pub struct WayLine {
    pub way: Way,
    pub wins: HalfDays,
    /// With people: by which the worst day is short then.
    pub still: Option<HalfDays>,
    /// Work that finds somebody by it.
    pub frees: Minutes,
    /// What `--set` tries it with; empty: no expression says it.
    pub set: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    OneRoundLess {
        review: String,
    },
    Overlap {
        waiting: String,
        with: String,
    },
    TwoPeople {
        task: String,
    },
    ShorterHandover {
        item: String,
        by: HalfDays,
    },
    /// Of a plan with people alone.
    People(PeopleChange),
}

#[derive(Clone, Debug, PartialEq)]
pub struct LinkLine {
    pub from: String,
    pub to: String,
    pub link: LinkType,
    pub lag: Length,
}

impl PlanReport {
    /// Whether no two days shown could be mistaken for each other without their year.
    pub fn is_within_a_year(&self) -> bool {
        let shown = self.tasks.iter().filter_map(|task| task.shown(self.direction));
        let early = self.tasks.iter().filter_map(|task| task.early);
        let mut days = shown.chain(early).flat_map(|span| [span.from, span.to]);
        days.all(|day| (day - self.today).num_days().abs() <= 320)
    }

    /// From the first day shown, or today, to the last one.
    pub fn axis(&self) -> Axis {
        let shown = self.tasks.iter().filter_map(|task| task.shown(self.direction));
        let live = self.goals.iter().map(|goal| goal.live.unwrap_or(goal.due));
        let open = self.tasks.iter().filter(|task| task.state != State::Done);
        let begins = open.filter_map(|task| task.shown(self.direction)).map(|span| span.from);
        let first = begins.chain([self.today]).min().unwrap_or(self.today);
        let last = shown.map(|span| span.to).chain(live).chain(self.summary.launch).max();
        Axis {
            first,
            last: last.unwrap_or(self.today).max(first),
            target: self.summary.launch,
        }
    }
}

impl TaskLine {
    /// The days a table shows: what really was, else late dates backward and early dates forward.
    pub fn shown(&self, direction: Direction) -> Option<Span> {
        let planned = match direction {
            Direction::Backward => self.placed.or(self.late).or(self.early),
            Direction::Forward => self.early,
        };
        match self.state {
            State::Done => self.real,
            State::UnderWay => planned.map(|span| Span {
                from: self.since.unwrap_or(span.from).min(span.to),
                ..span
            }),
            State::Ahead => planned,
        }
    }
}
