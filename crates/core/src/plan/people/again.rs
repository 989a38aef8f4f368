//! Answers: how would a plan with people stand, were tasks that have happened done once more?
//! Invariant: planned as the plan itself, with everybody's hours; the plan that is asked about stays as it is.
//! Source: design, "What has happened counts".

use super::pool::Pool;
use super::short::{missing, shortages};
use super::{Options, PeoplePlan, planned};
use crate::model::duration::Minutes;
use crate::plan::compare::{Standing, standing};
use crate::plan::expand::{Question, expand_pool};
use crate::plan::network::{Actual, TaskIndex};
use crate::plan::task::{Expansion, TaskState};

/// What becomes of the plan; `None` where nothing has a day.
pub fn done_again(
    question: &Question<'_>,
    plan: &PeoplePlan<'_>,
    options: Options,
    tasks: &[TaskIndex],
) -> Option<Standing> {
    let mut out = expand_pool(question).ok()?;
    for task in tasks {
        // The same question, so the same tasks.
        let name = &plan.pool.out.tasks[task.0 as usize].name;
        let again = out.find(name)?;
        once_more(&mut out, again.0 as usize);
    }
    let pool = Pool::of_tasks(question, options, out);
    let found = planned(question, options, pool).ok()?;
    let stands = standing(found.plan.verdict);
    match missing(&shortages(&found)) {
        Minutes(..=0) => stands,
        lacking => Some(Standing {
            lacking,
            ..stands.unwrap_or_default()
        }),
    }
}

/// A task from its beginning, all its effort included.
fn once_more(out: &mut Expansion<'_>, at: usize) {
    let (task, own) = (&mut out.tasks[at], &mut out.network.tasks[at]);
    let whole = task.stay.map_or(own.duration, |stay| stay.whole.0);
    if matches!(task.state, TaskState::UnderWay(_)) && (1..whole).contains(&own.duration) {
        let all = |left: Minutes| i64::from(left.0) * i64::from(whole) / i64::from(own.duration);
        task.asks.effort = task
            .asks
            .effort
            .map(|left| Minutes(i32::try_from(all(left)).unwrap_or(i32::MAX)));
    }
    own.actual = Actual::Planned;
    own.duration = whole;
    task.state = TaskState::Ahead;
}
