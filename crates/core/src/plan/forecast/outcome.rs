//! Answers: was something ready by the day that was wanted of it at an earlier time?
//! Invariant: the day is the one that stood then; whether it was kept is read from what is known now.

use crate::model::Day;
use crate::model::brief::{Brief, DeliverableRef, Link};
use crate::model::id::StageId;
use crate::model::studio::Studio;
use crate::model::workflow::StageClass;
use crate::plan::reality::{Reality, StageVisit};
use crate::plan::task::{Expansion, Group, GroupKind, Work};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Held,
    Missed,
    /// Neither over nor late yet, dropped, or not to be found any more.
    Undecided,
}

impl Outcome {
    /// Of several that must all hold; of none it is undecided.
    pub fn of_all(all: impl Iterator<Item = Self>) -> Self {
        let all: Vec<Self> = all.collect();
        if all.contains(&Self::Missed) {
            Self::Missed
        } else if all.is_empty() || all.contains(&Self::Undecided) {
            Self::Undecided
        } else {
            Self::Held
        }
    }
}

/// What became of a goal of an earlier plan, `studio` and `reality` being those of `today`.
pub fn goal_outcome(then: &Expansion<'_>, goal: usize, studio: &Studio, reality: &Reality, today: Day) -> Outcome {
    let goal = &then.goals[goal];
    let group = &then.groups[goal.group];
    let stages = group.tasks().rev().filter_map(|task| match then.tasks[task].work {
        Work::Stage(stage, _) => Some(&stage.id.value),
        Work::Variants(_) | Work::Free(_) | Work::Milestone(_) => None,
    });
    let (Some(brief), Some(last)) = (brief_of(group, studio), stages.into_iter().next()) else {
        return Outcome::Undecided;
    };
    if studio
        .stage_of(brief)
        .is_some_and(|stage| stage.class == StageClass::Dropped)
    {
        return Outcome::Undecided;
    }
    let visits = reality.get(&brief.id).map_or(&[][..], Vec::as_slice);
    match passed(brief, last, visits, studio) {
        Some(day) if day <= goal.due => Outcome::Held,
        Some(_) => Outcome::Missed,
        None if goal.due < today => Outcome::Missed,
        None => Outcome::Undecided,
    }
}

/// The brief of a group as it is now.
fn brief_of<'s>(group: &Group<'_>, studio: &'s Studio) -> Option<&'s Brief> {
    if let Some(brief) = group.brief {
        return studio.briefs.get(&brief.id);
    }
    let (item, occurrence) = match group.what {
        GroupKind::Line(line) => (&line.id.value, None),
        GroupKind::Occurrence(series, day) => (&series.id.value, Some(day)),
        GroupKind::Loose(_) | GroupKind::Free(_) | GroupKind::Milestone(_) => return None,
    };
    let link = DeliverableRef {
        campaign: group.campaign?.id.clone(),
        item: item.clone(),
        occurrence,
    };
    let is_on = |brief: &&Brief| matches!(&brief.link, Link::Deliverable(own) if own.value == link);
    studio.briefs.values().find(is_on)
}

/// The day a brief went past a stage for good; `None` when it has not, or nobody saw it.
fn passed(brief: &Brief, last: &StageId, visits: &[StageVisit], studio: &Studio) -> Option<Day> {
    let workflow = studio.workflow_of(brief)?;
    let limit = workflow.position(workflow.stage_once_called(last.as_str())?.id.as_str())?;
    let is_within = |visit: &StageVisit| workflow.position(visit.stage.as_str()).is_some_and(|at| at <= limit);
    let beyond = visits.iter().rposition(is_within).map_or(0, |at| at + 1);
    visits.get(beyond).map(|visit| visit.start.date())
}
