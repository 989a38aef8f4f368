//! Answers: which stable English words stand for units, reasons and the like in JSON and CSV?
//! Invariant: an interface: a word is never changed; no catch-all arm.

use super::kpi::Standing;
use crate::metrics::kpi::{Better, Kpi, Unit};
use crate::metrics::sample::{Absence, Facet, Item, Reason, Remark};
use crate::model::target::Stat;
use crate::trail::visit::Source;

pub const fn unit_code(unit: Unit) -> &'static str {
    match unit {
        Unit::WorkingDays => "working-days",
        Unit::OpenHours => "open-hours",
        Unit::Rounds => "rounds",
        Unit::Share => "share",
        Unit::Index => "index",
        Unit::BriefsPerWeek => "briefs-per-week",
        Unit::Briefs => "briefs",
    }
}

pub const fn better_code(kpi: &Kpi) -> &'static str {
    match kpi.better {
        Better::Lower => "lower",
        Better::Higher => "higher",
        Better::Neither => "neither",
    }
}

pub const fn standing_code(standing: &Standing) -> &'static str {
    match standing {
        Standing::Met(_) => "met",
        Standing::Missed(_) => "missed",
        Standing::NoData => "no-data",
        Standing::NotComparable => "not-comparable",
    }
}

pub const fn stat_code(stat: Stat) -> &'static str {
    match stat {
        Stat::Main => "main",
        Stat::Median => "median",
        Stat::Mean => "mean",
        Stat::P85 => "p85",
    }
}

pub const fn facet_code(facet: &Facet) -> &'static str {
    match facet {
        Facet::NetOfHold => "net-of-hold",
        Facet::WorkingDays => "working-days",
        Facet::Approved => "approved",
        Facet::ChangesRequired => "changes-required",
        Facet::Internal => "internal",
        Facet::Client => "client",
        Facet::DueNow => "due-now",
        Facet::OnHold => "on-hold",
        Facet::Stage(_) => "stage",
        Facet::Late => "late",
        Facet::Agreed => "agreed",
        Facet::ChangedAfter => "changed-after",
        Facet::PlannedHours => "planned-hours",
        Facet::AvailableHours => "available-hours",
        Facet::Planned(_) => "planned",
        Facet::Committed(_) => "committed",
        Facet::Spent(_) => "spent",
    }
}

pub const fn reason_code(reason: Reason) -> &'static str {
    match reason {
        Reason::Imported => "imported",
        Reason::BornBeyondQueue => "born-beyond-queue",
        Reason::NotObserved => "not-observed",
        Reason::Negative => "negative",
        Reason::NoDueDay => "no-due-day",
        Reason::UnknownStage => "unknown-stage",
        Reason::Withdrawn => "withdrawn",
        Reason::NoWorkingTime => "no-working-time",
        Reason::NoLeadTime => "no-lead-time",
        Reason::NoIntake => "no-intake",
        Reason::NotReadable => "not-readable",
        Reason::NothingPlanned => "nothing-planned",
        Reason::OtherCurrency => "other-currency",
    }
}

pub const fn absence_code(absence: Absence) -> &'static str {
    match absence {
        Absence::NoDeliverables => "no-deliverables",
        Absence::NoLeadTimes => "no-lead-times",
        Absence::NoIntakeFields => "no-intake-fields",
        Absence::NoPeople => "no-people",
        Absence::NoEffort => "no-effort",
        Absence::NoAssetRecords => "no-asset-records",
        Absence::NoAssetUses => "no-asset-uses",
        Absence::NoBudget => "no-budget",
    }
}

pub const fn item_code(item: &Item) -> &'static str {
    match item {
        Item::Campaign(_) => "campaign",
        Item::Deliverable(..) => "deliverable",
        Item::Person(_) => "person",
        Item::Asset(_) => "asset",
    }
}

/// As records name it: `spring-launch/countdown@2027-02-02`.
pub fn item_id(item: &Item) -> String {
    match item {
        Item::Campaign(id) => id.to_string(),
        Item::Deliverable(campaign, line, None) => format!("{campaign}/{line}"),
        Item::Deliverable(campaign, line, Some(day)) => format!("{campaign}/{line}@{day}"),
        Item::Person(id) => id.to_string(),
        Item::Asset(id) => id.to_string(),
    }
}

pub const fn remark_code(remark: &Remark) -> &'static str {
    match remark {
        Remark::Due(_) => "due",
        Remark::Live(_) => "live",
        Remark::AgreedBy(_) => "agreed-by",
        Remark::AgreedByNobody => "agreed-by-nobody",
        Remark::Missing(_) => "missing",
        Remark::Changed(_) => "changed",
    }
}

pub const fn source_code(source: Source) -> &'static str {
    match source {
        Source::Commit => "commit",
        Source::Landing => "landing",
        Source::Forge => "forge",
    }
}
