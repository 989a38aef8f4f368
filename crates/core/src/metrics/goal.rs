//! Answers: is a target met, and if not, by how much is it missed?
//! Invariant: a figure is compared only with a bound of its own unit; up to and including the bound is met.
//! Source: design, "KPIs", targets.

use super::figure::Figure;
use super::kpi::{Kpi, Shape, Unit};
use super::period::Period;
use super::sample::{Facet, Sample};
use super::scorecard::Reading;
use crate::model::anchor::parse_day;
use crate::model::duration::Sla;
use crate::model::target::{Amount, Bound, Stat, Target};
use chrono::Days;

/// How a target stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing {
    Met(Comparison),
    Missed(Comparison),
    /// Nothing was observed in the period, or in the one to compare with.
    NoData,
    /// Hours were asked of a share, or the like.
    NotComparable,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    pub value: f64,
    pub bound: f64,
    /// The bound's unit, which the value was brought to.
    pub unit: Unit,
    pub side: Side,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    AtMost,
    AtLeast,
}

impl Comparison {
    /// How far beyond the bound, in the bound's unit; 0 when it is met.
    pub fn gap(&self) -> f64 {
        match self.side {
            Side::AtMost => (self.value - self.bound).max(0.0),
            Side::AtLeast => (self.bound - self.value).max(0.0),
        }
    }

    /// The share of briefs whose rounds are above an upper bound, 0 to 1; `None` for another unit or side, or no brief.
    pub fn share_above(&self, samples: &[Sample]) -> Option<f64> {
        if self.unit != Unit::Rounds || self.side != Side::AtMost || samples.is_empty() {
            return None;
        }
        let is_above = |sample: &&Sample| sample.value > self.bound + self.tolerance();
        Some(samples.iter().filter(is_above).count() as f64 / samples.len() as f64)
    }

    /// Figures are sums of seconds: a difference that no one can see is none.
    fn tolerance(&self) -> f64 {
        1e-9 * self.bound.abs().max(1.0)
    }

    fn standing(self) -> Standing {
        if self.gap() <= self.tolerance() {
            Standing::Met(self)
        } else {
            Standing::Missed(self)
        }
    }
}

impl Standing {
    /// The two values, when there were two.
    pub fn comparison(&self) -> Option<&Comparison> {
        match self {
            Self::Met(by) | Self::Missed(by) => Some(by),
            Self::NoData | Self::NotComparable => None,
        }
    }

    pub fn is_missed(&self) -> bool {
        matches!(self, Self::Missed(_))
    }
}

/// By how much further a target is missed than it was then, in the bound's unit. `None`: it is met, or missed by no more.
/// What could not be judged then was not missed then.
pub fn worsened(now: &Standing, then: &Standing) -> Option<f64> {
    let Standing::Missed(by) = now else { return None };
    let gap_then = match then {
        Standing::Missed(then) if then.unit == by.unit => then.gap(),
        Standing::Missed(_) | Standing::Met(_) | Standing::NoData | Standing::NotComparable => 0.0,
    };
    let more = by.gap() - gap_then;
    (more > by.tolerance()).then_some(more)
}

/// The period that `since:` names; the one before when it names none.
pub fn base_period(target: &Target, period: &Period, today: crate::model::Day) -> Option<Period> {
    match &target.bound {
        Bound::Reduce { since, .. } | Bound::Raise { since, .. } => match since {
            Some(text) => Period::parse(text, today).or_else(|| before_day(text, period)),
            None => period.previous(),
        },
        Bound::AtMost(_) | Bound::AtLeast(_) => None,
    }
}

/// `since: 2026-06-01`: as many days as the period has, up to the eve of that day.
fn before_day(text: &str, period: &Period) -> Option<Period> {
    let last = parse_day(text)?.pred_opt()?;
    let days = u64::try_from(period.length() - 1).ok()?;
    Period::days(last.checked_sub_days(Days::new(days))?, last)
}

/// Compares a reading with a target; `base` is the reading of [`base_period`].
pub fn standing(kpi: &Kpi, target: &Target, reading: &Reading, base: Option<&Reading>) -> Standing {
    match &target.bound {
        Bound::AtMost(amount) => absolute(kpi, target.stat, reading, *amount, Side::AtMost),
        Bound::AtLeast(amount) => absolute(kpi, target.stat, reading, *amount, Side::AtLeast),
        Bound::Reduce { percent, .. } => relative(kpi, target.stat, reading, base, 1.0 - percent / 100.0, Side::AtMost),
        Bound::Raise { percent, .. } => relative(kpi, target.stat, reading, base, 1.0 + percent / 100.0, Side::AtLeast),
    }
}

fn absolute(kpi: &Kpi, stat: Stat, reading: &Reading, amount: Amount, side: Side) -> Standing {
    let (unit, bound) = match amount {
        Amount::Time(Sla::WorkingDays(halves)) => (Unit::WorkingDays, halves.as_days()),
        Amount::Time(Sla::OpenHours(minutes)) => (Unit::OpenHours, minutes.as_hours()),
        Amount::Percent(percent) => (Unit::Share, percent / 100.0),
        Amount::Number(number) => (kpi.unit, number),
    };
    let is_time = |unit| matches!(unit, Unit::WorkingDays | Unit::OpenHours);
    if matches!(amount, Amount::Number(_)) && (is_time(kpi.unit) || kpi.unit == Unit::Share) {
        return Standing::NotComparable;
    }
    let value = if unit == kpi.unit {
        reading.stat(stat)
    } else if (kpi.unit, unit) == (Unit::OpenHours, Unit::WorkingDays) {
        reading
            .facet(&Facet::WorkingDays)
            .map(|figure| of_stat(figure, stat, kpi.shape))
    } else {
        return Standing::NotComparable;
    };
    value.map_or(Standing::NoData, |value| {
        Comparison {
            value,
            bound,
            unit,
            side,
        }
        .standing()
    })
}

fn relative(kpi: &Kpi, stat: Stat, reading: &Reading, base: Option<&Reading>, by: f64, side: Side) -> Standing {
    let base = base.and_then(|base| base.stat(stat));
    match (reading.stat(stat), base) {
        (Some(value), Some(base)) => Comparison {
            value,
            bound: base * by,
            unit: kpi.unit,
            side,
        }
        .standing(),
        _ => Standing::NoData,
    }
}

/// One number of a figure.
pub(super) fn of_stat(figure: &Figure, stat: Stat, shape: Shape) -> f64 {
    match (stat, shape) {
        (Stat::Main, Shape::Duration) | (Stat::Median, _) => figure.median,
        (Stat::Main, Shape::Ratio) => figure.ratio,
        (Stat::Main, Shape::Mean | Shape::Rate) | (Stat::Mean, _) => figure.mean,
        (Stat::P85, _) => figure.p85,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(value: f64) -> Standing {
        Comparison {
            value,
            bound: 2.0,
            unit: Unit::WorkingDays,
            side: Side::AtMost,
        }
        .standing()
    }

    #[test]
    fn a_target_got_worse_only_when_it_is_missed_by_more_than_then() {
        for (now, then, more) in [
            (at(2.5), at(2.5), None),
            (at(2.5), at(3.0), None),
            (at(2.5), at(2.25), Some(0.25)),
            (at(2.5), at(1.0), Some(0.5)),
            (at(2.5), Standing::NoData, Some(0.5)),
            (at(2.5), Standing::NotComparable, Some(0.5)),
            (at(2.0), at(1.0), None),
            (Standing::NoData, at(1.0), None),
            (Standing::NotComparable, at(3.0), None),
        ] {
            assert_eq!(worsened(&now, &then), more, "{now:?} after {then:?}");
        }
    }
}
