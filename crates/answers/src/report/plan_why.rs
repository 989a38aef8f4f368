//! Answers: why is a task where it is, as facts that each language says?
//! Invariant: each step names what binds the one before it; the last one is a day that somebody gave.

use super::plan::{Span, Subject, TaskWhy};
use super::plan_people::Member;
use crate::model::Day;
use crate::model::campaign::LinkType;
use crate::model::duration::{HalfDays, Length};
use crate::model::place::Place;
use crate::plan::answer::{Plan, Why};
use crate::plan::availability::Away;
use crate::plan::calendars::{Calendars, DayOff};
use crate::plan::due::Named;
use crate::plan::expand::{Question, Scope};
use crate::plan::network::{Instant, Placement, TaskIndex};
use crate::plan::reasons::{Reason, Step};
use crate::plan::task::{GroupKind, LimitKind, TaskState, Work};
use std::collections::BTreeMap;

/// The answer of `crops plan --why TASK`.
#[derive(Clone, Debug, PartialEq)]
pub struct WhyReport {
    pub subject: Subject,
    pub task: String,
    pub title: Option<String>,
    pub duration: HalfDays,
    pub float: Option<HalfDays>,
    pub early: Option<Span>,
    pub late: Option<Span>,
    /// Who does it, and why they; only of a plan with people.
    pub crew: Vec<Member>,
    /// From the task back in time.
    pub early_steps: Vec<WhyStep>,
    /// From the task on in time.
    pub late_steps: Vec<WhyStep>,
}

/// One task and what binds it.
#[derive(Clone, Debug, PartialEq)]
pub struct WhyStep {
    pub task: String,
    pub place: Option<Span>,
    pub duration: HalfDays,
    pub because: Because,
    /// Weekdays off or short from its first day to what binds it; at most [`MOST_DAYS_OFF`].
    pub off: Vec<(Day, DayOff)>,
}

impl WhyStep {
    /// The last day of a task that cannot keep the day which binds it.
    pub fn missed(&self) -> Option<Span> {
        let by = match &self.because {
            Because::Goal(goal) => goal.by,
            Because::MustEndBy { day, .. } => *day,
            Because::Launch { by, .. } => *by,
            _ => return None,
        };
        self.place.filter(|span| span.to > by)
    }
}

/// More than this are not listed.
pub const MOST_DAYS_OFF: usize = 8;

/// What binds a task on one side.
#[derive(Clone, Debug, PartialEq)]
pub enum Because {
    /// It is done, between these days where history saw it.
    Done(Option<Span>),
    /// It has begun; on that day where history saw it.
    UnderWay(Option<Day>),
    /// It could begin today.
    Today,
    NotBefore {
        day: Day,
        place: Place,
    },
    Booked {
        day: Day,
        place: Place,
    },
    /// The party wants a warning.
    Notice {
        days: HalfDays,
    },
    MustEndBy {
        day: Day,
        place: Place,
    },
    Launch {
        launch: Option<Day>,
        by: Day,
    },
    Goal(GoalFacts),
    /// Another task, on the other side of a link.
    Link {
        other: String,
        /// The day of the other task that counts: its first or last one.
        day: Option<Day>,
        link: LinkType,
        lag: Length,
    },
    /// Somebody who does it is busy with another task, from its first day to its last.
    Busy {
        person: String,
        other: String,
        place: Option<Span>,
    },
    /// Somebody who does it is not there.
    Away {
        person: String,
        day: Day,
        reason: Away,
    },
    /// Nothing pulls it.
    Free,
}

/// A day by which something must be ready, and what is taken off it.
#[derive(Clone, Debug, PartialEq)]
pub struct GoalFacts {
    pub item: String,
    pub live: Option<Day>,
    pub handover: HalfDays,
    /// The name of the party that wants it.
    pub party: Option<String>,
    pub margin: HalfDays,
    pub due: Day,
    /// Less the margin: the last day of work.
    pub by: Day,
    pub own_due: OwnDue,
    pub place: Option<Place>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnDue {
    /// The brief names its due day.
    Yes,
    No,
}

impl WhyReport {
    pub fn of(question: &Question<'_>, plan: &Plan<'_>, why: &Why) -> Self {
        let at = why.task.0 as usize;
        let (task, dates) = (&plan.out.tasks[at], &plan.schedule.tasks[at]);
        let teller = Teller { question, plan };
        Self {
            subject: match question.scope {
                Scope::Campaign(campaign) => Subject::Campaign {
                    id: campaign.id.to_string(),
                    title: campaign.title.to_string(),
                },
                Scope::OpenBriefs => Subject::OpenBriefs {
                    count: plan.out.groups.len(),
                },
            },
            task: task.name.clone(),
            title: plan.out.groups[task.group].title().map(str::to_owned),
            duration: HalfDays(plan.out.network.task(why.task).duration),
            float: dates.total_float,
            early: Span::of(dates.early),
            late: dates.late.and_then(Span::of),
            crew: Vec::new(),
            early_steps: why.early.iter().map(|step| teller.early(step)).collect(),
            late_steps: why.late.iter().map(|step| teller.late(step)).collect(),
        }
    }
}

/// What binds each task, by its name.
pub(super) fn first_steps(
    question: &Question<'_>,
    plan: &Plan<'_>,
    bindings: Vec<(Step, Step)>,
) -> BTreeMap<String, TaskWhy> {
    let teller = Teller { question, plan };
    let told = bindings.into_iter().map(|(early, late)| {
        let name = plan.out.tasks[early.task.0 as usize].name.clone();
        let why = TaskWhy {
            early: teller.early(&early),
            late: teller.late(&late),
        };
        (name, why)
    });
    told.collect()
}

struct Teller<'q, 'a> {
    question: &'q Question<'a>,
    plan: &'q Plan<'a>,
}

impl Teller<'_, '_> {
    fn early(&self, step: &Step) -> WhyStep {
        let place = self.plan.schedule.tasks[step.task.0 as usize].early;
        let since = match &step.reason {
            Reason::Link { other, .. } | Reason::Busy { other, .. } => {
                self.plan.schedule.tasks[other.0 as usize].early.end
            }
            _ => place.start,
        };
        let off = self.days_off(step.task, since.min(place.start), place.end);
        self.step(step, Some(place), off)
    }

    fn late(&self, step: &Step) -> WhyStep {
        let place = self.plan.schedule.tasks[step.task.0 as usize].late;
        let off = place.map_or_else(Vec::new, |place| {
            let until = match &step.reason {
                Reason::Link { other, .. } | Reason::Busy { other, .. } => {
                    self.plan.schedule.tasks[other.0 as usize].late.map(|late| late.start)
                }
                Reason::Limit(_) => self.plan.out.limit_of(step).map(|(_, at)| at),
                Reason::Happened | Reason::Today | Reason::Away { .. } | Reason::Free => None,
            };
            self.days_off(step.task, place.start, until.unwrap_or(place.end).max(place.end))
        });
        self.step(step, place, off)
    }

    fn step(&self, step: &Step, place: Option<Placement>, off: Vec<(Day, DayOff)>) -> WhyStep {
        let at = step.task.0 as usize;
        WhyStep {
            task: self.plan.out.tasks[at].name.clone(),
            place: place.and_then(Span::of),
            duration: HalfDays(self.plan.out.network.tasks[at].duration),
            because: self.because(step),
            off,
        }
    }

    fn because(&self, step: &Step) -> Because {
        match &step.reason {
            Reason::Happened => match self.plan.out.tasks[step.task.0 as usize].state {
                TaskState::Done(place) => Because::Done(place.and_then(Span::of)),
                TaskState::UnderWay(since) => Because::UnderWay(since.map(Instant::day_after)),
                TaskState::Ahead => Because::Today,
            },
            Reason::Today => Because::Today,
            Reason::Free => Because::Free,
            Reason::Busy { person, other } => Because::Busy {
                person: self.person(*person),
                other: self.plan.out.tasks[other.0 as usize].name.clone(),
                place: self.place_beside(step.task, *other).and_then(Span::of),
            },
            Reason::Away { person, day, reason } => Because::Away {
                person: self.person(*person),
                day: *day,
                reason: reason.clone(),
            },
            Reason::Limit(_) => self.limit(step).unwrap_or(Because::Free),
            Reason::Link { link, other } => self.link(*link, *other, step.task),
        }
    }

    /// Of the team, which is in the order of the studio's people.
    fn person(&self, at: usize) -> String {
        let people = self.question.studio.people.keys();
        people.skip(at).map(ToString::to_string).next().unwrap_or_default()
    }

    /// The place of the other task on the side on which it stands in the way.
    fn place_beside(&self, task: TaskIndex, other: TaskIndex) -> Option<Placement> {
        let (own, other) = (
            self.plan.schedule.tasks[task.0 as usize],
            self.plan.schedule.tasks[other.0 as usize],
        );
        match other.early.start < own.early.start {
            true => Some(other.early),
            false => other.late,
        }
    }

    fn link(&self, link: usize, other: TaskIndex, task: TaskIndex) -> Because {
        let found = &self.plan.out.network.links[link];
        let dates = &self.plan.schedule.tasks[other.0 as usize];
        let (is_before, place) = if found.to == task && found.from == other {
            (true, Some(dates.early))
        } else {
            (false, dates.late)
        };
        let by_end = match (found.link, is_before) {
            (LinkType::FinishToStart, true) | (LinkType::FinishToFinish, _) | (LinkType::StartToFinish, false) => true,
            (LinkType::FinishToStart, false) | (LinkType::StartToStart, _) | (LinkType::StartToFinish, true) => false,
        };
        Because::Link {
            other: self.plan.out.tasks[other.0 as usize].name.clone(),
            day: place
                .and_then(Span::of)
                .map(|span| if by_end { span.to } else { span.from }),
            link: found.link,
            lag: found.lag,
        }
    }

    fn limit(&self, step: &Step) -> Option<Because> {
        let (kind, at) = self.plan.out.limit_of(step)?;
        Some(match kind {
            LimitKind::NotBefore(place) => Because::NotBefore {
                day: at.day_after(),
                place: place.clone(),
            },
            LimitKind::FixedStart(place) => Because::Booked {
                day: at.day_after(),
                place: place.clone(),
            },
            LimitKind::FixedEnd(place) => Because::Booked {
                day: at.day_before(),
                place: place.clone(),
            },
            LimitKind::Notice(days) => Because::Notice { days: *days },
            LimitKind::MustEndBy(place) => Because::MustEndBy {
                day: at.day_before(),
                place: place.clone(),
            },
            LimitKind::Launch => self.launch(step.task, at),
            LimitKind::Goal(_) if self.is_beside_deliverables(step.task) => self.launch(step.task, at),
            LimitKind::Goal(goal) => Because::Goal(self.goal(*goal)?),
        })
    }

    fn launch(&self, task: TaskIndex, by: Instant) -> Because {
        let group = &self.plan.out.groups[self.plan.out.tasks[task.0 as usize].group];
        let launch = group.campaign.and_then(|campaign| campaign.launch.as_ref());
        Because::Launch {
            launch: launch.map(|launch| launch.value),
            by: by.day_before(),
        }
    }

    /// Free tasks and milestones: they do not go live themselves.
    fn is_beside_deliverables(&self, task: TaskIndex) -> bool {
        let work = &self.plan.out.tasks[task.0 as usize].work;
        matches!(work, Work::Free(_) | Work::Milestone(_))
    }

    fn goal(&self, index: usize) -> Option<GoalFacts> {
        let goal = self.plan.out.goals.get(index)?;
        let group = &self.plan.out.groups[goal.group];
        let live = goal.from_live.as_ref();
        let own_due = match goal.named {
            Named::ByBrief => OwnDue::Yes,
            Named::ByDeliverable => OwnDue::No,
        };
        let party = live.and_then(|live| live.handover.party.as_ref());
        let party = party.and_then(|id| self.question.studio.parties.get(id));
        let place = match (own_due, group.brief, group.campaign, group.what) {
            (OwnDue::Yes, Some(brief), _, _) => brief.due.as_ref().map(|due| Place::at(&brief.file, due.span)),
            (OwnDue::No, _, Some(campaign), GroupKind::Line(line)) => {
                let own = line.live.as_ref().map(|live| live.span);
                let span = own.or(campaign.launch.as_ref().map(|launch| launch.span));
                span.map(|span| Place::at(&campaign.file, span))
            }
            (OwnDue::No, _, Some(campaign), GroupKind::Occurrence(series, _)) => {
                Some(Place::at(&campaign.file, series.span))
            }
            _ => None,
        };
        Some(GoalFacts {
            item: group.name.clone(),
            live: live.map(|live| live.live),
            handover: live.map(|live| live.handover.length).unwrap_or_default(),
            party: party.map(|party| party.name.to_string()),
            margin: goal.margin,
            due: goal.due,
            by: goal.limit.day_before(),
            own_due,
            place,
        })
    }

    /// Weekdays off or short of a task's calendar.
    fn days_off(&self, task: TaskIndex, from: Instant, to: Instant) -> Vec<(Day, DayOff)> {
        let calendar = self.plan.out.network.task(task).calendar;
        if calendar.0 as usize >= self.question.calendars.times().len() || from >= to {
            return Vec::new();
        }
        let source = self.question.calendars.source(calendar);
        let studio = self.question.calendars.source(Calendars::STUDIO);
        let last = to.day_before();
        let days = from.day_after().iter_days().take_while(|day| *day <= last).take(3_660);
        days.filter_map(|day| Some((day, source.day_off(day).or_else(|| studio.day_off(day))?)))
            .take(MOST_DAYS_OFF)
            .collect()
    }
}
