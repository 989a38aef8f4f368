//! Answers: at which launch would a campaign be ready in time with the people there are?
//! Invariant: the day is looked for by its dates alone, then proved by planning again; none is promised that was not planned.
//! Source: design, "Too late" and "People".

use super::pool::{Asked, Pool};
use super::{Options, PeoplePlan, Solver};
use crate::model::Day;
use crate::model::brief::DeliverableRef;
use crate::model::campaign::Campaign;
use crate::model::duration::HalfDays;
use crate::model::place::{Placed, Span};
use crate::plan::answer::{MarginUse, Verdict, state_of};
use crate::plan::due::{due_by_launch, due_of_line};
use crate::plan::expand::{NamedCycle, Question, Scope};
use crate::plan::level::problem::{Direction, Effort};
use crate::plan::network::Instant;
use crate::plan::task::{Anchored, Expansion, Goal, GroupKind};

/// The launches that a plan could make.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Launches {
    /// The first that keeps margin and handovers.
    pub kept: Option<Day>,
    /// The first that keeps the handovers alone.
    pub used_up: Option<Day>,
}

/// The launches a question needs: both of a forward plan; of a backward plan the one that would do when it is short.
///
/// # Errors
/// When tasks wait for each other.
pub fn launches(question: &Question<'_>, plan: &PeoplePlan<'_>) -> Result<Launches, NamedCycle> {
    let is_short = match plan.plan.verdict {
        Verdict::Short { goal, .. } => plan.plan.out.goals[goal].anchored == Anchored::ToLaunch,
        _ => false,
    };
    let first = |margin| first_launch(question, plan, margin);
    Ok(match plan.options.direction {
        Direction::Forward => Launches {
            kept: first(MarginUse::Kept)?,
            used_up: first(MarginUse::UsedUp)?,
        },
        Direction::Backward if is_short => Launches {
            kept: None,
            used_up: first(MarginUse::UsedUp)?,
        },
        Direction::Backward => Launches::default(),
    })
}

/// Plans of more tasks than this are proved by quick ones.
const MANY_TASKS: usize = 1_000;
/// The most launches that are planned to prove one.
const MOST_PROVED: usize = 6;
/// The most days that are looked at from today on; ten years.
const MOST_DAYS: usize = 3_660;

/// The first launch that the people there are can make. `None`: nothing depends on it, or none was found within the bounds.
///
/// # Errors
/// When tasks wait for each other.
pub fn first_launch(
    question: &Question<'_>,
    plan: &PeoplePlan<'_>,
    margin: MarginUse,
) -> Result<Option<Day>, NamedCycle> {
    let Scope::Campaign(campaign) = question.scope else {
        return Ok(None);
    };
    let mut ends = ends(&plan.plan.out, &plan.pool, |goal| {
        plan.early.tasks[goal.last.0 as usize].place.map(|place| place.end)
    });
    let mut from = question.today;
    for _ in 0..MOST_PROVED {
        let Some(launch) = first_by_dates(question, campaign, &ends, from, margin) else {
            return Ok(None);
        };
        let moved = with_launch(campaign, launch);
        let asked = Question {
            scope: Scope::Campaign(&moved),
            ..*question
        };
        let options = Options {
            effort: match plan.plan.out.tasks.len() {
                ..=MANY_TASKS => plan.options.effort,
                _ => Effort::Quick,
            },
            ..plan.options
        };
        let pool = Pool::of(&asked, options)?;
        let early = Solver { pool: &pool, options }.early(&asked)?;
        let end_of = |goal: &Goal| early.tasks[goal.last.0 as usize].place.map(|place| place.end);
        let studio = question.calendars.studio();
        let keeps = |goal: &Goal| {
            let state = end_of(goal).map(|end| state_of(goal, end, studio));
            state.is_some_and(|state| match margin {
                MarginUse::Kept => state.slack.0 >= 0,
                MarginUse::UsedUp => state.short.0 == 0,
            })
        };
        if own_goals(&pool.out, &pool).all(|(_, goal)| keeps(goal)) {
            return Ok(Some(launch));
        }
        ends = self::ends(&pool.out, &pool, end_of);
        from = launch.succ_opt().unwrap_or(launch);
    }
    Ok(None)
}

/// The goals of the question that move with the launch.
fn own_goals<'o, 'a>(out: &'o Expansion<'a>, pool: &'o Pool<'a>) -> impl Iterator<Item = (usize, &'o Goal)> {
    let goals = out.goals.iter().enumerate();
    goals.filter(|(_, goal)| goal.anchored == Anchored::ToLaunch && pool.asked[goal.group] == Asked::Yes)
}

/// When the work on something ends, and the margin it keeps.
struct End {
    /// `None`: it goes live with the launch and is no deliverable.
    line: Option<DeliverableRef>,
    at: Instant,
    margin: HalfDays,
}

/// The ends of all that moves with the launch.
fn ends(out: &Expansion<'_>, pool: &Pool<'_>, end_of: impl Fn(&Goal) -> Option<Instant>) -> Vec<End> {
    let one = |(_, goal): (usize, &Goal)| {
        let group = &out.groups[goal.group];
        let line = match group.what {
            GroupKind::Line(line) => Some(DeliverableRef {
                campaign: group.campaign?.id.clone(),
                item: line.id.value.clone(),
                occurrence: None,
            }),
            GroupKind::Free(_) | GroupKind::Milestone(_) => None,
            GroupKind::Occurrence(..) | GroupKind::Loose(_) => return None,
        };
        Some(End {
            line,
            at: end_of(goal)?,
            margin: goal.margin,
        })
    };
    own_goals(out, pool).filter_map(one).collect()
}

/// The first launch whose due days leave every end where it is.
fn first_by_dates(
    question: &Question<'_>,
    campaign: &Campaign,
    ends: &[End],
    from: Day,
    margin: MarginUse,
) -> Option<Day> {
    let studio = question.calendars.studio();
    let fits = |launch: &Day| {
        let moved = with_launch(campaign, *launch);
        ends.iter().all(|end| {
            let day = match &end.line {
                Some(link) => due_of_line(question.studio, question.calendars, &moved, link).map(|due| due.day),
                None => due_by_launch(*launch, question.calendars).map(|due| due.day),
            };
            day.is_some_and(|day| {
                let due_end = Instant::end_of(day);
                let limit = match margin {
                    MarginUse::Kept => studio.last_open(studio.shift(due_end, -end.margin.0.max(0))),
                    MarginUse::UsedUp => due_end,
                };
                studio.count(limit, end.at) <= 0
            })
        })
    };
    if ends.is_empty() {
        return None;
    }
    from.iter_days().take(MOST_DAYS).find(fits)
}

fn with_launch(campaign: &Campaign, launch: Day) -> Campaign {
    let span = campaign.launch.as_ref().map_or(Span::WHOLE_FILE, |old| old.span);
    Campaign {
        launch: Some(Placed::new(launch, span)),
        ..campaign.clone()
    }
}
