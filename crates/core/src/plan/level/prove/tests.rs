//! Answers: is a plan proven exactly when no schedule there is does better?
//! Invariant: the judge is every schedule of a small plan, tried one after the other; it shares nothing with the bounds.
//! Source: exhaustive search.

use super::{Part, Tried, plan_by, prove};
use crate::model::campaign::LinkType;
use crate::model::duration::{HalfDays, Length};
use crate::plan::level::level;
use crate::plan::level::problem::{
    Ask, Demand, Direction, Effort, Group, GroupIndex, Levelled, Outcome, Problem, Resource, ResourceIndex, Work,
};
use crate::plan::level::proof::{Bound, Claim, Open, Unfit, Verdict};
use crate::plan::network::{CalendarIndex, Deadline, Grain, Instant, Network, Task, TaskIndex, TaskLink};
use crate::plan::worktime::WorkTime;
use chrono::Weekday;

/// A Monday.
const START: i32 = 41_632;
const STEPS: u32 = 200_000;

/// Numbers that are the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: i32) -> i32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % limit.max(1) as u64) as i32
    }
}

/// Half days of work, who could do it.
type Job<'w> = (i32, &'w [u32]);

struct Case {
    network: Network,
    resources: Vec<Resource>,
    works: Vec<Work>,
}

impl Case {
    /// Whole days of people who work every half day, all to be done within so many half days.
    fn of(jobs: &[Job<'_>], links: &[(u32, u32)], people: usize, within: i32) -> Self {
        let always = CalendarIndex(0);
        let link = |(from, to): &(u32, u32)| TaskLink {
            from: TaskIndex(*from),
            to: TaskIndex(*to),
            link: LinkType::FinishToStart,
            lag: Length::Working(HalfDays(0)),
        };
        let work = |(rank, (halves, any_of)): (usize, &Job<'_>)| Work {
            demands: vec![Demand {
                any_of: any_of.iter().copied().map(ResourceIndex).collect(),
                amount: *halves as u32 * 240,
                most_per_day: 480,
            }],
            stretch: None,
            group: Some(GroupIndex(0)),
            rank: rank as u32,
        };
        Self {
            network: Network {
                calendars: vec![
                    WorkTime::always(),
                    WorkTime::of_week(&[Weekday::Mon, Weekday::Tue, Weekday::Thu], &[]),
                ],
                project_calendar: always,
                project_start: Instant(START),
                deadline: Deadline::At(Instant(START + within)),
                grain: Grain::HalfDays,
                tasks: jobs.iter().map(|(halves, _)| Task::new(*halves, always)).collect(),
                links: links.iter().map(link).collect(),
            },
            resources: vec![
                Resource {
                    capacity: vec![240; 400],
                    calendar: always,
                };
                people
            ],
            works: jobs.iter().enumerate().map(work).collect(),
        }
    }

    /// Part time, thin work, two at once, roles, lags and closed days.
    fn rich(dice: &mut Dice) -> Self {
        let jobs: Vec<Job<'_>> = (0..3 + dice.below(8))
            .map(|_| {
                let who: &[u32] = [&[0][..], &[1], &[0, 1], &[0, 1, 2], &[2]][dice.below(5) as usize];
                (1 + dice.below(7), who)
            })
            .collect();
        let count = jobs.len() as i32;
        let mut links = Vec::new();
        for to in 1..count {
            for from in 0..to {
                if dice.below(3) == 0 {
                    links.push((from as u32, to as u32));
                }
            }
        }
        let mut case = Self::of(&jobs, &links, 3, 120 + dice.below(40));
        for link in &mut case.network.links {
            link.link = [
                LinkType::FinishToStart,
                LinkType::FinishToStart,
                LinkType::StartToStart,
                LinkType::FinishToFinish,
                LinkType::StartToFinish,
            ][dice.below(5) as usize];
            link.lag = match dice.below(4) {
                0 => Length::Working(HalfDays(dice.below(8) - 3)),
                1 => Length::ElapsedDays(dice.below(5) - 1),
                _ => Length::Working(HalfDays(0)),
            };
        }
        for (slot, at) in (0..400).map(|slot| (slot, slot as usize)) {
            if case.network.calendars[1].is_open(Instant(START + slot)) {
                case.resources[1].capacity[at] = 200;
            } else {
                case.resources[1].capacity[at] = 0;
            }
            case.resources[2].capacity[at] = if slot % 3 == 0 { 90 } else { 180 };
        }
        case.resources[1].calendar = CalendarIndex(1);
        for work in &mut case.works {
            match dice.below(6) {
                0 => work.demands[0].most_per_day = 60 + dice.below(400) as u16,
                1 => work.demands[0].amount = 30 + dice.below(900) as u32,
                2 => work.stretch = Some(10 + dice.below(20)),
                3 => work.demands.push(Demand {
                    any_of: vec![ResourceIndex(0), ResourceIndex(2)],
                    amount: 240,
                    most_per_day: 240,
                }),
                4 => work.demands.clear(),
                _ => {}
            }
        }
        for task in &mut case.network.tasks {
            if dice.below(8) == 0 {
                task.duration = 0;
            }
        }
        case
    }

    fn problem(&self) -> Problem<'_> {
        Problem {
            network: &self.network,
            from: Instant(START),
            resources: self.resources.clone(),
            works: self.works.clone(),
            groups: vec![Group {
                priority: 0,
                goal: None,
            }],
        }
    }

    fn level(&self, direction: Direction, effort: Effort) -> Levelled {
        let ask = Ask {
            direction,
            effort,
            seed: 3,
        };
        level(&self.problem(), ask).expect("no ring")
    }

    fn tried(&self, plan: &Levelled, claim: Claim, steps: u32) -> Tried {
        let parts = vec![Part::Asked; plan.tasks.len()];
        prove(&self.problem(), plan, &parts, claim, steps).expect("no ring")
    }
}

/// Half days after the start of the project.
fn first(plan: &Levelled) -> i32 {
    let starts = plan.tasks.iter().filter_map(|task| task.place);
    starts.map(|place| place.start.0).min().unwrap_or_default() - START
}

fn last(plan: &Levelled) -> i32 {
    let ends = plan.tasks.iter().filter_map(|task| task.place);
    ends.map(|place| place.end.0).max().unwrap_or_default() - START
}

fn latest(halves: i32) -> Claim {
    Claim::LatestStart(Instant(START + halves))
}

/// The latest first start of all schedules there are, tried one by one.
fn best(jobs: &[Job<'_>], links: &[(u32, u32)], people: usize, within: i32) -> Option<i32> {
    (0..within).rev().find(|from| {
        let mut busy = vec![0_u64; people];
        let mut ends = vec![0; jobs.len()];
        exists(jobs, links, 0, (*from, within), &mut busy, &mut ends)
    })
}

fn exists(
    jobs: &[Job<'_>],
    links: &[(u32, u32)],
    at: usize,
    (from, within): (i32, i32),
    busy: &mut [u64],
    ends: &mut [i32],
) -> bool {
    let Some((halves, any_of)) = jobs.get(at) else {
        return true;
    };
    let before = links.iter().filter(|(_, to)| *to as usize == at);
    let least = before
        .map(|(before, _)| ends[*before as usize])
        .max()
        .unwrap_or(0)
        .max(from);
    for start in least..=within - halves {
        let taken = ((1_u64 << halves) - 1) << start;
        for person in any_of.iter().map(|one| *one as usize) {
            if busy[person] & taken == 0 {
                busy[person] |= taken;
                ends[at] = start + halves;
                if exists(jobs, links, at + 1, (from, within), busy, ends) {
                    return true;
                }
                busy[person] &= !taken;
            }
        }
    }
    false
}

#[test]
fn a_plan_is_proven_exactly_when_no_schedule_of_all_there_are_starts_later() {
    let mut dice = Dice(11);
    let (mut proven, mut refuted) = (0, 0);
    for _ in 0..150 {
        let mut jobs: Vec<Job<'_>> = Vec::new();
        for _ in 0..3 + dice.below(3) {
            let who: &[u32] = [&[0][..], &[1], &[0, 1]][dice.below(3) as usize];
            jobs.push((1 + dice.below(4), who));
        }
        let mut links = Vec::new();
        for to in 1..jobs.len() as u32 {
            for from in 0..to {
                if dice.below(3) == 0 {
                    links.push((from, to));
                }
            }
        }
        let within = 22;
        let case = Case::of(&jobs, &links, 2, within);
        // As it comes, and one that is made the wrong way round.
        for direction in [Direction::Backward, Direction::Forward] {
            let plan = case.level(direction, Effort::Schedules(1));
            let best = best(&jobs, &links, 2, within).expect("it fits");
            let tried = case.tried(&plan, latest(first(&plan)), STEPS);
            let is_proven = matches!(tried.verdict, Verdict::Proven(_));
            assert_eq!(
                is_proven,
                first(&plan) == best,
                "{jobs:?} {links:?} {:?} {best}",
                tried.verdict
            );
            assert_eq!(is_proven, tried.starts.is_empty());
            if is_proven { proven += 1 } else { refuted += 1 }
        }
    }
    assert!(proven > 100 && refuted > 100, "{proven} {refuted}");
}

#[test]
fn what_a_plan_refutes_is_never_proven_whatever_people_and_links_there_are() {
    let mut dice = Dice(5);
    let (mut tried, mut proven) = (0, 0);
    for round in 0..60 {
        let case = Case::rich(&mut dice);
        let plan = case.level(Direction::Backward, Effort::Quick);
        let is_kept = plan.too_late(&case.problem()).next().is_none();
        if !is_kept || plan.tasks.iter().any(|task| task.outcome != Outcome::Placed) {
            continue;
        }
        let moments = plan.tasks.iter().zip(&case.network.tasks);
        let starts = moments
            .filter(|(_, task)| task.duration > 0)
            .filter_map(|(task, _)| task.place);
        let Some(own) = starts.map(|place| place.start.0 - START).min() else {
            continue;
        };
        let below = case.tried(&plan, latest(own - 1), 300).verdict;
        assert!(
            matches!(below, Verdict::NotProven(_)),
            "round {round}: {below:?} though the plan itself is later"
        );
        tried += 1;
        if let Verdict::Proven(_) = case.tried(&plan, latest(own), 300).verdict {
            proven += 1;
        }
    }
    assert!(tried > 20 && proven > 8, "{tried} tried, {proven} proven");
}

#[test]
fn a_forward_plan_is_refuted_by_a_claim_that_is_too_weak_and_proven_by_its_chain() {
    let case = Case::of(&[(3, &[0]), (4, &[1]), (2, &[0])], &[(0, 1), (1, 2)], 2, 40);
    let plan = case.level(Direction::Forward, Effort::Quick);
    let ends = |halves: i32| Claim::EarliestEnd(Instant(START + halves));
    assert_eq!(last(&plan), 9);
    assert_eq!(case.tried(&plan, ends(9), STEPS).verdict, Verdict::Proven(Bound::Chain));
    assert_eq!(
        case.tried(&plan, ends(10), STEPS).verdict,
        Verdict::NotProven(Open::Looser)
    );
}

#[test]
fn one_person_with_as_much_work_as_days_is_proven_by_hours() {
    let case = Case::of(&[(3, &[0]), (4, &[0]), (2, &[0]), (5, &[0])], &[], 1, 20);
    let plan = case.level(Direction::Backward, Effort::Quick);
    assert_eq!(first(&plan), 6);
    assert_eq!(
        case.tried(&plan, latest(6), STEPS).verdict,
        Verdict::Proven(Bound::Hours)
    );
}

#[test]
fn a_plan_that_is_not_the_best_is_refuted_and_the_found_order_makes_a_better_one() {
    // Two people and work of 3+3 and 2+2+2 half days: whoever takes 3 and 2 first needs 7, not 6.
    let both: &[u32] = &[0, 1];
    let case = Case::of(&[(2, both), (2, both), (2, both), (3, both), (3, both)], &[], 2, 20);
    let poor = case.level(Direction::Forward, Effort::Schedules(1));
    let claim = latest(first(&poor));
    let tried = case.tried(&poor, claim, STEPS);
    assert_eq!(tried.verdict, Verdict::NotProven(Open::Looser));
    let better = plan_by(&case.problem(), &poor, &tried.starts, Direction::Backward).expect("no ring");
    assert!(first(&better) > first(&poor));
    let best = case.level(Direction::Backward, Effort::Thorough);
    assert_eq!(first(&best), 14);
    assert!(matches!(
        case.tried(&best, latest(14), STEPS).verdict,
        Verdict::Proven(_)
    ));
}

#[test]
fn the_solver_stops_after_its_steps() {
    let both: &[u32] = &[0, 1];
    let case = Case::of(&[(2, both), (2, both), (2, both), (3, both), (3, both)], &[], 2, 20);
    let poor = case.level(Direction::Forward, Effort::Schedules(1));
    let tried = case.tried(&poor, latest(first(&poor)), 0);
    assert_eq!(tried.verdict, Verdict::NotProven(Open::Steps));
    assert!(tried.starts.is_empty());
}

#[test]
fn a_problem_beyond_its_size_is_not_tried() {
    let jobs = vec![(2, &[0][..]); 400];
    let mut case = Case::of(&jobs, &[], 1, 20_000);
    case.resources[0].capacity = vec![240; 20_000];
    let plan = case.level(Direction::Backward, Effort::Quick);
    let tried = case.tried(&plan, latest(first(&plan)), STEPS);
    assert_eq!(tried.verdict, Verdict::NotTried(Unfit::TooLarge));
}
