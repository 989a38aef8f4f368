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
