//! Answers: what would win time back, and how many days would each thing win?
//! Invariant: every figure comes from scheduling again with that one change; nothing is promised that was not computed.
//! Source: design, "Too late".

use super::answer::{Plan, state_of};
use super::network::{Actual, Task, TaskIndex, TaskLink};
use super::reasons::Reason;
use super::replan::{Edit, Replan};
use super::task::{Goal, LinkSource, Part, Work};
use super::worktime::WorkTime;
use crate::model::campaign::LinkType;
use crate::model::duration::HalfDays;
use crate::model::workflow::StageClass;

/// Changes that win time, the best first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ways {
    pub ways: Vec<WayOut>,
    /// How many of the first ones are enough together; `None` when even all are not, or there is nothing to win.
    pub enough: Option<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct WayOut {
    pub change: Change,
    pub wins: HalfDays,
}

/// One change to the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The last planned review and the rework before it are left out.
    OneRoundLess { review: TaskIndex },
    /// `waiting` starts when `with` starts, not when it ends: the link of that index.
    Overlap {
        waiting: TaskIndex,
        with: TaskIndex,
        link: usize,
    },
    /// Two people take half the time.
    TwoPeople { task: TaskIndex },
    /// The receiver of a goal takes it that much later.
    ShorterHandover { goal: usize, by: HalfDays },
}

/// The most changes that are tried, and shown.
const MOST_TRIED: usize = 32;
const MOST_SHOWN: usize = 5;

/// What would win time in a plan that is short.
pub(super) fn ways_out(plan: &Plan<'_>, studio: &WorkTime) -> Ways {
    let Ok(replan) = Replan::of(&plan.out.network) else {
        return Ways::default();
    };
    let mut trial = Trial { plan, studio, replan };
    let now = trial.short(&[]);
    let tried = trial.candidates().into_iter().take(MOST_TRIED);
    let mut ways: Vec<WayOut> = tried
        .map(|change| WayOut {
            change,
            wins: HalfDays(now - trial.short(&[change])),
        })
        .filter(|way| way.wins.0 > 0)
        .collect();
    ways.sort_by_key(|way| -way.wins.0);
    ways.truncate(MOST_SHOWN);
    let changes: Vec<Change> = ways.iter().map(|way| way.change).collect();
    let enough = (1..=changes.len()).find(|count| trial.short(&changes[..*count]) == 0);
    Ways { ways, enough }
}

/// The plan with one change after another made and taken back.
struct Trial<'p, 'a> {
    plan: &'p Plan<'a>,
    studio: &'p WorkTime,
    replan: Replan<'p>,
}

impl Trial<'_, '_> {
    /// Half days by which the worst goal is short with these changes.
    fn short(&mut self, changes: &[Change]) -> i32 {
        let mut goals = self.plan.out.goals.clone();
        let mut back = Vec::new();
        for change in changes {
            let edits = self.edits(*change, &mut goals);
            back.extend(edits.iter().map(|edit| self.as_planned(edit)));
            self.replan.change(&edits);
        }
        let short = goals.iter().map(|goal| {
            let end = self.replan.schedule().tasks[goal.last.0 as usize].early.end;
            state_of(goal, end, self.studio).short.0
        });
        let short = short.max().unwrap_or(0);
        self.replan.change(&back);
        short
    }

    /// What takes an edit back.
    fn as_planned(&self, edit: &Edit) -> Edit {
        let network = &self.plan.out.network;
        match edit {
            Edit::Task(index, _) => Edit::Task(*index, network.task(*index).clone()),
            Edit::Link(at, _) => Edit::Link(*at, network.links[*at]),
        }
    }

    /// The change in the network as it is now, and in the goals.
    fn edits(&self, change: Change, goals: &mut [Goal]) -> Vec<Edit> {
        let network = self.replan.network();
        let lasting = |index: TaskIndex, duration: i32| {
            let task = network.task(index).clone();
            Edit::Task(index, Task { duration, ..task })
        };
        match change {
            Change::OneRoundLess { review } => {
                let rework = self.rework_before(review);
                let both = std::iter::once(review).chain(rework);
                both.map(|task| lasting(task, 0)).collect()
            }
            Change::Overlap { link, .. } => {
                let overlap = TaskLink {
                    link: LinkType::StartToStart,
                    ..network.links[link]
                };
                vec![Edit::Link(link, overlap)]
            }
            Change::TwoPeople { task } => vec![lasting(task, (network.task(task).duration + 1) / 2)],
            Change::ShorterHandover { goal, by } => {
                let goal = &mut goals[goal];
                goal.due_end = self.studio.shift(goal.due_end, by.0);
                Vec::new()
            }
        }
    }

    /// Along the chain that holds the plan, and the handover of the goal at its end.
    fn candidates(&self) -> Vec<Change> {
        let mut found = Vec::new();
        for step in &self.plan.chain {
            let at = step.task.0 as usize;
            let task = &self.plan.out.network.tasks[at];
            if task.actual != Actual::Planned {
                continue;
            }
            match self.plan.out.tasks[at].work {
                Work::Stage(_, Part::Review(_)) => found.push(Change::OneRoundLess { review: step.task }),
                Work::Stage(stage, Part::Whole) if stage.class == StageClass::Work && task.duration >= 4 => {
                    found.push(Change::TwoPeople { task: step.task });
                }
                _ => {}
            }
            if let Reason::Link { link, other } = step.reason
                && matches!(self.plan.out.links[link], LinkSource::Need(_))
                && self.plan.out.network.links[link].link == LinkType::FinishToStart
                // a milestone is no work that could begin earlier
                && task.duration > 0
            {
                found.push(Change::Overlap {
                    waiting: step.task,
                    with: other,
                    link,
                });
            }
        }
        found.extend(self.handovers());
        found
    }

    fn handovers(&self) -> Vec<Change> {
        let one = |(goal, state): (usize, &super::answer::GoalState)| {
            let from_live = self.plan.out.goals[goal].from_live.as_ref()?;
            let by = HalfDays(state.short.0.min(from_live.handover.length.0));
            (by.0 > 0).then_some(Change::ShorterHandover { goal, by })
        };
        self.plan.goals.iter().enumerate().filter_map(one).collect()
    }

    fn rework_before(&self, review: TaskIndex) -> Option<TaskIndex> {
        let before = (review.0 as usize).checked_sub(1)?;
        let (own, rework) = (&self.plan.out.tasks[review.0 as usize], &self.plan.out.tasks[before]);
        let same = own.group == rework.group && matches!(rework.work, Work::Stage(_, Part::Rework(_)));
        same.then_some(TaskIndex(before as u32))
    }
}
