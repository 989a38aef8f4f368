//! Answers: what does `crops forecast` say, as values that every format is made from?
//! Invariant: sizes stand beside every figure; words are made in `render::catalogue::forecast`.

use super::plan::Subject;
use crate::model::Day;
use crate::model::duration::HalfDays;
use crate::plan::answer::Verdict;
use crate::plan::compare::Counted;
use crate::plan::expand::{Question, Scope};
use crate::plan::forecast::calibrate::Reliability;
use crate::plan::forecast::past::Basis;
use crate::plan::forecast::{Driver, Forecast, Ground, Target, What};
use crate::plan::network::TaskIndex;
use crate::plan::task::Turn;

/// The whole answer.
#[derive(Clone, Debug, PartialEq)]
pub struct ForecastReport {
    pub subject: Subject,
    pub headline: Headline,
    pub launch: Option<Day>,
    pub runs: u32,
    pub seed: u64,
    pub counted: Counted,
    /// Finished stays in stages that history knows.
    pub stays: usize,
    /// The part of what varies, from 0 to 1, that all stays of a month have in common.
    pub common: f64,
    pub targets: Vec<TargetLine>,
    /// What drives the risk first.
    pub drivers: Vec<DriverLine>,
    pub grounds: Vec<Ground>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Headline {
    Nothing,
    Done,
    /// Nothing has a day to be ready by.
    Undated,
    Launch {
        day: Day,
        chance: f64,
        /// The launch that holds in 80 % of the runs, when that is another day.
        sure: Option<Day>,
    },
    /// Without a launch: so many of the days are likely to hold.
    Days {
        likely: usize,
        of: usize,
    },
}

/// From this chance on a day is called likely.
pub const LIKELY: f64 = 0.8;

#[derive(Clone, Debug, PartialEq)]
pub struct TargetLine {
    pub kind: TargetKind,
    /// What a user types; of an anchor its name, `J` of the launch.
    pub name: String,
    pub title: Option<String>,
    pub by: Option<Day>,
    pub chance: Option<f64>,
    /// The day by which 50, 80 and 95 % of the runs have it.
    pub days: [Option<Day>; 3],
    pub late: Option<[HalfDays; 3]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetKind {
    Launch,
    Anchor,
    Milestone,
    Deliverable,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DriverLine {
    pub task: String,
    pub critical: f64,
    pub planned: HalfDays,
    /// Working days.
    pub mean: f64,
    pub p80: HalfDays,
    pub weight: f64,
}

impl ForecastReport {
    pub fn of(question: &Question<'_>, forecast: &Forecast<'_>, seed: u64, counted: Counted) -> Self {
        let out = &forecast.plan.out;
        let launch = match question.scope {
            Scope::Campaign(campaign) => campaign.launch.as_ref().map(|day| day.value),
            Scope::OpenBriefs => None,
        };
        let subject = match question.scope {
            Scope::Campaign(campaign) => Subject::Campaign {
                id: campaign.id.to_string(),
                title: campaign.title.to_string(),
            },
            Scope::OpenBriefs => Subject::OpenBriefs {
                count: out.groups.iter().filter(|group| group.brief.is_some()).count(),
            },
        };
        Self {
            subject,
            headline: headline(forecast),
            launch,
            runs: forecast.runs,
            seed,
            counted,
            stays: forecast.stays,
            common: forecast.common,
            targets: forecast.targets.iter().map(|target| line(forecast, target)).collect(),
            drivers: forecast
                .drivers
                .iter()
                .map(|driver| driver_line(forecast, driver))
                .collect(),
            grounds: forecast.grounds.clone(),
        }
    }

    /// How many of the stages are guessed.
    pub fn guessed(&self) -> usize {
        self.grounds.iter().filter(|ground| ground.basis != Basis::Own).count()
    }
}

fn headline(forecast: &Forecast<'_>) -> Headline {
    match forecast.plan.verdict {
        Verdict::Nothing => return Headline::Nothing,
        Verdict::Done => return Headline::Done,
        Verdict::Undated | Verdict::Fits { .. } | Verdict::MarginUsed { .. } | Verdict::Short { .. } => {}
    }
    if let Some(Target {
        what: What::Launch,
        by: Some(day),
        chance: Some(chance),
        days: [_, sure, _],
        ..
    }) = forecast.targets.first()
    {
        return Headline::Launch {
            day: *day,
            chance: *chance,
            sure: sure.filter(|sure| sure != day),
        };
    }
    let chances: Vec<f64> = forecast.targets.iter().filter_map(|target| target.chance).collect();
    match chances.len() {
        0 => Headline::Undated,
        of => Headline::Days {
            likely: chances.iter().filter(|chance| **chance >= LIKELY).count(),
            of,
        },
    }
}

fn line(forecast: &Forecast<'_>, target: &Target) -> TargetLine {
    let out = &forecast.plan.out;
    let group_of = |task: TaskIndex| &out.groups[out.tasks[task.0 as usize].group];
    let (kind, name, title) = match &target.what {
        What::Launch => (TargetKind::Launch, "J".to_owned(), None),
        What::Anchor(name) => (TargetKind::Anchor, name.to_string(), None),
        What::Milestone(task) => {
            let group = group_of(*task);
            (TargetKind::Milestone, group.name.clone(), group.title())
        }
        What::Goal(goal) => {
            let group = &out.groups[out.goals[*goal].group];
            (TargetKind::Deliverable, group.name.clone(), group.title())
        }
    };
    TargetLine {
        kind,
        name,
        title: title.map(str::to_owned),
        by: target.by,
        chance: target.chance,
        days: target.days,
        late: target.late,
    }
}

fn driver_line(forecast: &Forecast<'_>, driver: &Driver) -> DriverLine {
    DriverLine {
        task: forecast.plan.out.tasks[driver.task.0 as usize].name.clone(),
        critical: driver.critical,
        planned: driver.planned,
        mean: driver.mean / 2.0,
        p80: driver.p80,
        weight: driver.weight,
    }
}

/// How well past forecasts held.
#[derive(Clone, Debug, PartialEq)]
pub struct BacktestReport {
    pub subject: Option<(String, String)>,
    /// Days on which a forecast was made as it would have been then.
    pub points: Vec<Day>,
    pub runs: u32,
    pub seed: u64,
    pub launches: Reliability,
    pub deliverables: Reliability,
    /// The same, every stage drawn apart; `None` where no month had anything in common.
    pub apart: Option<Apart>,
    /// Forecasts of something that is not decided yet, or was dropped.
    pub undecided: usize,
}

/// How well past forecasts would have held, had a month nothing in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Apart {
    pub launches: Reliability,
    pub deliverables: Reliability,
    /// The part of what varies that was common to a month, on average over the forecasts.
    pub common: f64,
}

/// How durations are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// The luck of a month is shared by all its work.
    Together,
    Apart,
}

/// The word of a turn in machine formats.
pub const fn turn_code(turn: Turn) -> &'static str {
    match turn {
        Turn::First => "first",
        Turn::Again => "again",
    }
}

/// The word of a basis in machine formats.
pub const fn basis_code(basis: Basis) -> &'static str {
    match basis {
        Basis::Own => "own",
        Basis::SameStage => "sameStage",
        Basis::Planned => "planned",
    }
}

pub const fn target_code(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Launch => "launch",
        TargetKind::Anchor => "anchor",
        TargetKind::Milestone => "milestone",
        TargetKind::Deliverable => "deliverable",
    }
}
