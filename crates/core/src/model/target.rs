//! Answers: which figure is aimed at, for whom, and since when?
//! Invariant: a target names one KPI and one bound.

use super::duration::Sla;
use super::place::{Placed, Span};

/// One line of `targets.yml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub kpi: Placed<Box<str>>,
    pub stat: Stat,
    pub bound: Bound,
    /// Only for one group, such as `kind: social`.
    pub by: Option<(Box<str>, Placed<Box<str>>)>,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stat {
    /// Median of durations, mean or share otherwise: what the KPI shows first.
    #[default]
    Main,
    Median,
    Mean,
    P85,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Bound {
    AtMost(Amount),
    AtLeast(Amount),
    /// Lower by this share than in the period named `since`.
    Reduce {
        percent: f64,
        since: Option<Placed<Box<str>>>,
    },
    /// Higher by this share than in the period named `since`.
    Raise {
        percent: f64,
        since: Option<Placed<Box<str>>>,
    },
}

/// A bound as people say it: `2d`, `4h`, `90 %`, `1.5`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    Time(Sla),
    /// 90 for `90 %`.
    Percent(f64),
    Number(f64),
}

/// Every KPI that a target may name.
pub const KPI_IDS: &[&str] = &[
    "turnaround",
    "approval-time",
    "revision-rounds",
    "first-time-right",
    "on-time-delivery",
    "campaign-delivery",
    "stage-time",
    "sla-compliance",
    "throughput",
    "wip",
    "age",
    "flow-efficiency",
    "rush-share",
    "brief-quality",
    "forecast-accuracy",
    "workload-balance",
    "utilisation",
    "asset-reuse",
    "budget-variance",
];

impl Amount {
    /// Reads `2d`, `4h`, `90 %`, `1.5`.
    pub fn parse(text: &str) -> Option<Self> {
        use super::shape::{parse_decimal, parse_percent};
        if let Some(time) = Sla::parse(text) {
            return Some(Self::Time(time));
        }
        parse_percent(text)
            .map(Self::Percent)
            .or_else(|| parse_decimal(text).map(Self::Number))
    }
}
