//! Answers: into which tasks does one piece of work expand, and how long is each after what has happened?
//! Invariant: stages stay in the order of the workflow; a stage without duration makes no task; `n` reviews have `n − 1` reworks between.
//! Source: design, "The network" and "What has happened counts".

use super::reality::{Came, Progress};
use super::task::Part;
use crate::model::campaign::StageOverride;
use crate::model::duration::{HalfDays, LONGEST_DAYS, Length, Minutes};
use crate::model::id::RoleId;
use crate::model::kind::{Kind, MOST_ROUNDS, Rounds, StageWork};
use crate::model::workflow::{Stage, StageClass, Workflow};

/// One task of a stage, before it has a calendar.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    /// Position in the workflow.
    pub stage: usize,
    pub part: Part,
    /// What is left of it.
    pub length: Length,
    /// All of it, what is behind included.
    pub whole: Length,
    pub progress: Progress,
}

/// What kind and campaign together say about a stage.
#[derive(Clone, Debug)]
pub(super) struct MergedStage<'a> {
    pub stage: &'a Stage,
    pub duration: Option<Length>,
    pub rounds: Option<Rounds>,
    pub role: Option<&'a RoleId>,
    /// Of the whole stage.
    pub effort: Option<Minutes>,
    pub stretch: Option<Length>,
    pub own: Option<&'a StageOverride>,
}

/// The stages of a workflow as kind and overrides fill them, in the order of the workflow.
pub(super) fn merged<'a>(
    workflow: &'a Workflow,
    kind: &'a Kind,
    overrides: &'a [StageOverride],
) -> Vec<MergedStage<'a>> {
    let same = |work: &StageWork, stage: &Stage| {
        let found = workflow.stage_once_called(work.stage.as_str());
        found.is_some_and(|found| found.id.value == stage.id.value)
    };
    let one = |stage: &'a Stage| {
        let base = kind.stages.iter().find(|work| same(work, stage));
        let own = overrides.iter().find(|own| same(&own.work, stage));
        let works = || own.map(|own| &own.work).into_iter().chain(base);
        let role = works().find_map(|work| work.role.as_ref()).or(stage.role.as_ref());
        MergedStage {
            stage,
            duration: works().find_map(|work| work.duration).filter(|_| is_worked(stage)),
            rounds: works().find_map(|work| work.rounds),
            role: role.map(|role| &role.value),
            effort: works().find_map(|work| work.effort),
            stretch: works().find_map(|work| work.stretch),
            own,
        }
    };
    workflow.stages.iter().map(one).collect()
}

fn is_worked(stage: &Stage) -> bool {
    matches!(stage.class, StageClass::Queue | StageClass::Work | StageClass::Gate)
}

/// The tasks of all stages, with what is left of each.
pub(super) fn drafts(stages: &[MergedStage<'_>], progress: &[Progress]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (at, stage) in stages.iter().enumerate() {
        let Some(duration) = stage.duration else { continue };
        let duration = not_negative(duration);
        let one = Stretch { stages, at, duration };
        match progress[at] {
            Progress::Done(_) => drafts.push(one.task(Part::Whole, duration, progress[at])),
            Progress::UnderWay { .. } => one.under_way(progress[at], &mut drafts),
            Progress::Ahead { visits } => one.ahead(visits, &mut drafts),
        }
    }
    drafts
}

struct Stretch<'s, 'a> {
    stages: &'s [MergedStage<'a>],
    at: usize,
    duration: Length,
}

impl Stretch<'_, '_> {
    fn task(&self, part: Part, length: Length, progress: Progress) -> Draft {
        Draft {
            stage: self.at,
            part,
            length,
            whole: length,
            progress,
        }
    }

    fn is_gate(&self) -> bool {
        self.stages[self.at].stage.class == StageClass::Gate
    }

    fn planned_rounds(&self) -> u32 {
        let planned = self.stages[self.at].rounds.map_or(1, |rounds| rounds.planned);
        planned.clamp(1, MOST_ROUNDS)
    }

    fn ahead(&self, visits: u32, drafts: &mut Vec<Draft>) {
        let fresh = Progress::Ahead { visits };
        // Work that has been done once is only mended when a rejection sends the brief through it again.
        let length = if visits > 0 && !self.is_gate() {
            half(self.duration)
        } else {
            self.duration
        };
        drafts.push(self.task(Part::Whole, length, fresh));
        self.more_rounds(visits, fresh, drafts);
    }

    fn under_way(&self, progress: Progress, drafts: &mut Vec<Draft>) {
        let Progress::UnderWay {
            spent, visits, came, ..
        } = progress
        else {
            return;
        };
        let whole = match came {
            Came::Rejected(by) if !self.is_gate() => self.rework_after(by),
            Came::Onward if visits > 1 && !self.is_gate() => half(self.duration),
            Came::Onward | Came::Rejected(_) => self.duration,
        };
        let present = self.task(Part::Whole, left(whole, spent), progress);
        drafts.push(Draft { whole, ..present });
        self.more_rounds(visits - 1, Progress::Ahead { visits: 0 }, drafts);
    }

    /// What follows the first review that is left, `behind` reviews being over.
    fn more_rounds(&self, behind: u32, fresh: Progress, drafts: &mut Vec<Draft>) {
        let rework = self.stages[self.at].rounds.and_then(|rounds| rounds.rework);
        for round in behind + 1..self.planned_rounds() {
            if let Some(rework) = rework {
                drafts.push(self.task(Part::Rework(round), not_negative(rework), fresh));
            }
            drafts.push(self.task(Part::Review(round + 1), self.duration, fresh));
        }
    }

    /// The rework that the rejecting gate plans, else half of this stage.
    fn rework_after(&self, gate: usize) -> Length {
        rework_of(self.stages, gate).unwrap_or_else(|| half(self.duration))
    }
}

/// The rework that a gate plans.
pub(super) fn rework_of(stages: &[MergedStage<'_>], gate: usize) -> Option<Length> {
    let rounds = stages.get(gate).and_then(|stage| stage.rounds);
    rounds.and_then(|rounds| rounds.rework).map(not_negative)
}

/// The share of an effort that falls to a part of the whole, begun minutes counted; more than the whole is the whole.
pub(super) fn share(effort: Minutes, part: Length, whole: Length) -> Minutes {
    let halves = |length: Length| match length {
        Length::Working(HalfDays(halves)) => i64::from(halves.max(0)) * 7,
        // Of seven days five are worked.
        Length::ElapsedDays(days) => i64::from(days.max(0)) * 10,
    };
    let (part, whole) = (halves(part), halves(whole));
    if part >= whole {
        return effort;
    }
    let minutes = (i64::from(effort.0) * part + whole - 1) / whole;
    Minutes(i32::try_from(minutes).unwrap_or(effort.0))
}

/// Half of it, at least half a day.
pub(super) fn half(length: Length) -> Length {
    match length {
        Length::Working(HalfDays(halves)) => Length::Working(HalfDays(((halves + 1) / 2).max(1))),
        Length::ElapsedDays(days) => Length::ElapsedDays(((days + 1) / 2).max(1)),
    }
}

/// What is left after so much work, at least half a day. Of elapsed days, work says nothing: they are counted by the caller.
fn left(length: Length, spent: HalfDays) -> Length {
    match length {
        Length::Working(HalfDays(halves)) => Length::Working(HalfDays((halves - spent.0).max(1))),
        Length::ElapsedDays(_) => length,
    }
}

fn not_negative(length: Length) -> Length {
    match length {
        Length::Working(HalfDays(halves)) => Length::Working(HalfDays(halves.max(0))),
        Length::ElapsedDays(days) => Length::ElapsedDays(days.max(0)),
    }
}

/// Working time of all variants, in half days of `full_day` minutes, begun ones counted. `None` when none takes any.
pub(super) fn variants_length(effort_each: Option<Minutes>, count: u64, full_day: i32) -> Option<HalfDays> {
    let minutes = u64::try_from(effort_each?.0).ok()?.saturating_mul(count);
    let half_day = u64::try_from(full_day / 2).ok().filter(|minutes| *minutes > 0)?;
    let halves = minutes.div_ceil(half_day).min(LONGEST_DAYS as u64 * 2);
    (halves > 0).then_some(HalfDays(halves as i32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::duration::HalfDays;
    use crate::model::id::StageId;
    use crate::model::sample;

    fn kind() -> Kind {
        let mut kind = sample::studio().kinds.into_values().next().expect("a kind");
        let work = |name: &str, days: &str, rounds: Option<Rounds>| StageWork {
            stage: sample::placed(StageId::new(name).expect("a slug")),
            duration: Length::parse(days),
            effort: None,
            role: None,
            rounds,
            stretch: None,
        };
        let rounds = Rounds {
            planned: 2,
            rework: Length::parse("2d"),
        };
        kind.stages = vec![
            work("brief", "3d", None),
            work("production", "10d", None),
            work("review", "1d", Some(rounds)),
            work("approval", "3d", None),
            work("delivery", "0.5d", None),
        ];
        kind
    }

    fn of(progress: impl Fn(&str) -> Progress) -> Vec<String> {
        let (workflow, kind) = (sample::workflow(), kind());
        let stages = merged(&workflow, &kind, &[]);
        let progress: Vec<_> = stages.iter().map(|stage| progress(stage.stage.id.as_str())).collect();
        let show = |draft: &Draft| {
            let name = &stages[draft.stage].stage.id.value;
            let part = match draft.part {
                Part::Whole => String::new(),
                Part::Review(n) => format!("#{n}"),
                Part::Rework(n) => format!(" rework {n}"),
            };
            let Length::Working(length) = draft.length else {
                return format!("{name}{part}");
            };
            format!("{name}{part} {}", length.as_days())
        };
        drafts(&stages, &progress).iter().map(show).collect()
    }

    const FRESH: Progress = Progress::Ahead { visits: 0 };

    fn under_way(spent: i32, visits: u32, came: Came) -> Progress {
        Progress::UnderWay {
            since: None,
            spent: HalfDays(spent),
            visits,
            came,
        }
    }

    #[test]
    fn a_review_of_two_rounds_has_one_rework_between() {
        let all = [
            "brief 3",
            "production 10",
            "review 1",
            "review rework 1 2",
            "review#2 1",
            "approval 3",
            "delivery 0.5",
        ];
        assert_eq!(of(|_| FRESH), all);
    }

    #[test]
    fn a_stage_under_way_has_what_is_left_and_at_least_half_a_day() {
        for (spent, left) in [
            (0, "production 10"),
            (7, "production 6.5"),
            (20, "production 0.5"),
            (99, "production 0.5"),
        ] {
            let found = of(|stage| match stage {
                "production" => under_way(spent, 1, Came::Onward),
                "brief" => Progress::Done(None),
                _ => FRESH,
            });
            assert_eq!(found[1], left, "{spent} half days spent");
        }
    }

    #[test]
    fn a_rejected_round_leaves_its_rework_and_the_reviews_not_yet_held() {
        let found = of(|stage| match stage {
            "intake" | "brief" => Progress::Done(None),
            "production" => under_way(1, 2, Came::Rejected(3)),
            "review" => Progress::Ahead { visits: 1 },
            _ => FRESH,
        });
        assert_eq!(
            found,
            ["brief 3", "production 1.5", "review 1", "approval 3", "delivery 0.5"]
        );
    }

    #[test]
    fn a_rejection_without_planned_rework_leaves_half_the_stage() {
        let found = of(|stage| match stage {
            "intake" | "brief" => Progress::Done(None),
            "production" => under_way(0, 2, Came::Rejected(4)),
            "review" => Progress::Ahead { visits: 2 },
            "approval" => Progress::Ahead { visits: 1 },
            _ => FRESH,
        });
        assert_eq!(
            found,
            ["brief 3", "production 5", "review 1", "approval 3", "delivery 0.5"]
        );
    }

    #[test]
    fn a_part_of_a_stage_takes_its_share_of_the_effort() {
        for (effort, part, whole, left) in [
            (3600, "10d", "10d", 3600),
            (3600, "2d", "10d", 720),
            (100, "0.5d", "3d", 17),
            (60, "1d", "0.5d", 60),
            (60, "0d", "0d", 60),
            (700, "7ed", "5d", 700),
            (700, "5ed", "7ed", 500),
        ] {
            let [part, whole] = [part, whole].map(|text| Length::parse(text).expect("a length"));
            assert_eq!(
                share(Minutes(effort), part, whole),
                Minutes(left),
                "{effort} × {part:?} / {whole:?}"
            );
        }
    }

    #[test]
    fn variants_take_their_effort_over_the_hours_of_a_day() {
        for (each, count, halves) in [
            (60, 6, Some(2)),
            (60, 8, Some(2)),
            (60, 9, Some(3)),
            (0, 9, None),
            (60, u64::MAX, Some(73_050)),
        ] {
            assert_eq!(
                variants_length(Some(Minutes(each)), count, 480),
                halves.map(HalfDays),
                "{each} × {count}"
            );
        }
        assert_eq!(variants_length(Some(Minutes(60)), 6, 0), None);
    }
}
