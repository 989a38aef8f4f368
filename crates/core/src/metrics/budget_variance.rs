//! Answers: do campaigns cost what was planned?
//! Invariant: two currencies never add up; what was ordered and already paid counts once; a line without a planned amount is left out.
//! Source: `docs/kpis.md`, "budget-variance".

use super::kpi::{Better, Kpi, KpiId, Shape, Unit};
use super::period::Period;
use super::sample::{Absence, Facet, Item, Measured, Reason, Sample};
use super::subject::Facts;
use crate::model::campaign::{BudgetLine, Campaign};
use crate::model::money::{Currency, Money};
use std::collections::BTreeMap;

pub const KPI: Kpi = Kpi {
    id: KpiId::BudgetVariance,
    version: 1,
    unit: Unit::Share,
    shape: Shape::Ratio,
    better: Better::Lower,
    measure,
};

/// The lines of one campaign in one currency, in cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sums {
    planned: i64,
    committed: i64,
    spent: i64,
    /// Ordered or paid, whichever is more of each line.
    bound: i64,
}

fn measure(facts: &Facts<'_>, period: &Period) -> Measured {
    let campaigns = facts.studio.campaigns.values();
    if campaigns.clone().all(|campaign| campaign.budget.is_empty()) {
        return Measured::absent(Absence::NoBudget);
    }
    let mut found = Measured::default();
    for campaign in campaigns.filter(|campaign| facts.includes(&Item::Campaign(campaign.id.clone()))) {
        let Some(launch) = last_day(campaign).filter(|day| period.contains(*day)) else {
            continue;
        };
        let item = || Item::Campaign(campaign.id.clone());
        let sums = sums(&campaign.budget);
        if sums.is_empty() && !campaign.budget.is_empty() {
            found.leave_out_item(item(), Reason::NothingPlanned);
        }
        for (currency, sums) in sums {
            let units = |cents: i64| cents as f64 / 100.0;
            let variance = (sums.bound - sums.planned) as f64 / sums.planned as f64;
            let sample = Sample {
                item: Some(item()),
                base: units(sums.planned),
                weight: units((sums.bound - sums.planned).max(0)),
                facets: vec![
                    (Facet::Planned(currency), units(sums.planned)),
                    (Facet::Committed(currency), units(sums.committed)),
                    (Facet::Spent(currency), units(sums.spent)),
                ],
                ..Sample::new(launch, variance)
            };
            // sums of two currencies would be no amount of anything
            if currency == facts.studio.settings.currency {
                found.samples.push(sample);
            } else {
                found.leave_out_item(item(), Reason::OtherCurrency);
                found.basis.push(sample);
            }
        }
    }
    found
}

/// The day that decides in which period a campaign is: its launch, else its last named date.
pub(super) fn last_day(campaign: &Campaign) -> Option<crate::model::Day> {
    let launch = campaign.launch.as_ref().map(|launch| launch.value);
    launch.or_else(|| campaign.dates.iter().map(|(_, day)| day.value).max())
}

/// By currency; only those in which something is planned.
fn sums(lines: &[BudgetLine]) -> BTreeMap<Currency, Sums> {
    let mut all: BTreeMap<Currency, Sums> = BTreeMap::new();
    let cents = |amount: &Option<Money>, currency: Currency| {
        let same = amount.as_ref().filter(|amount| amount.currency == currency);
        same.map_or(0, |amount| amount.cents)
    };
    for line in lines {
        let Some(planned) = line.planned.as_ref().filter(|planned| planned.cents > 0) else {
            continue;
        };
        let (committed, spent) = (
            cents(&line.committed, planned.currency),
            cents(&line.spent, planned.currency),
        );
        let of = all.entry(planned.currency).or_default();
        of.planned = of.planned.saturating_add(planned.cents);
        of.committed = of.committed.saturating_add(committed);
        of.spent = of.spent.saturating_add(spent);
        of.bound = of.bound.saturating_add(committed.max(spent));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ordered_and_paid_counts_once_and_currencies_stay_apart() {
        let line = |planned: &str, committed: &str, spent: &str| BudgetLine {
            id: "x".into(),
            category: None,
            planned: Money::parse(planned, None),
            committed: Money::parse(committed, None),
            spent: Money::parse(spent, None),
        };
        let found = sums(&[
            line("18000 EUR", "17500 EUR", "9000 EUR"),
            line("1000 EUR", "", "1200 EUR"),
            line("500 CHF", "400 CHF", ""),
            line("", "700 EUR", ""),
        ]);
        let euro = found[&Currency::EURO];
        assert_eq!(
            (euro.planned, euro.committed, euro.spent, euro.bound),
            (1_900_000, 1_750_000, 1_020_000, 1_870_000)
        );
        assert_eq!(found.len(), 2);
    }
}
