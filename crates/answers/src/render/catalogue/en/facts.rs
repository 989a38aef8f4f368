//! Answers: what do the tables and columns of facts mean, in English?
//! Invariant: exhaustive; days are those of the studio's zone.

use crate::report::fact_columns::{FactColumn, FactTable};

pub const HEADS: [&str; 3] = ["Column", "Type", "Meaning"];

pub const fn table_holds(table: FactTable) -> &'static str {
    match table {
        FactTable::Asked => "What was asked, one row",
        FactTable::Briefs => "Every brief there ever was, one row each",
        FactTable::Visits => "Every stay of a brief in a stage, holds included",
        FactTable::Holds => "Every stretch on hold",
        FactTable::Events => "Every change of a stage that counts, in the order of the official line",
        FactTable::Days => "Every day, from the first of any brief or the period to today or the end of the period",
        FactTable::Campaigns => "Campaigns of which something was begun and whose last live day has passed",
        FactTable::Deliverables => {
            "The lines of these campaigns, and each date of a series; not those that were dropped"
        }
        FactTable::Observations => "What the KPIs of the period are made of, and what was left out",
        FactTable::Kpis => "What `report kpi` says of the period",
    }
}

#[expect(clippy::too_many_lines, reason = "one arm a column, and no arm for the rest")]
pub const fn column_means(column: FactColumn) -> &'static str {
    use FactColumn as C;
    match column {
        C::Studio => "id of the studio",
        C::Period => "the period, by its name",
        C::PeriodFrom => "its first day",
        C::PeriodTo => "its last day",
        C::Today => "the day that counts as today",
        C::Timezone => "the zone that days are counted in",
        C::Commit => "full id of the commit",
        C::Landing => "full id of the commit that brought it to the official line",
        C::Brief => "id of the brief",
        C::Kind => "its kind",
        C::Workflow => "the workflow of its kind",
        C::Campaign => "id of the campaign",
        C::Team => "team of the owner",
        C::Owner => "id of the owner; empty unless `people_reports: true`",
        C::Stage => "the stage, by its present name",
        C::Class => "`queue`, `work`, `gate`, `hold`, `done`, `dropped`; empty: no workflow has the stage",
        C::Deleted => "whether the record was deleted",
        C::HasGates => "whether its workflow has gates",
        C::Reopened => "how often it left a done or dropped stage",
        C::CreatedOn => "day on which its first commit landed",
        C::BeganOn => "day of its first appearance, from which it ages",
        C::BeganDayShare => "working days of that day that were left then",
        C::BeginsElsewhere => "why its beginning is not in this history: `imported`, `born-beyond-queue`",
        C::WorkBeganOn => "day on which it left its queue; empty where brief-quality has no figure",
        C::IntakeAsked => "intake fields that its kind asks for",
        C::IntakeFilled => "those that had an answer then",
        C::PromisedOn => "the due day that stood when work began, else the one that stands now",
        C::DueNow => "the due day that stands now",
        C::NoticeMissingDays => "working days of notice that lacked; 0: enough; empty where rush-share has no figure",
        C::ReadyLandedOn => "day on which its being ready landed",
        C::ReadyOn => "day on which it was ready",
        C::ReadyLateDays => "working days between the promised day and ready; negative: earlier",
        C::DeliveredOn => "day on which its last delivery landed; empty: not done now",
        C::TurnaroundDays => "working days from first appearance to delivery; empty where turnaround has no figure",
        C::TurnaroundNetDays => "the same, less the time on hold",
        C::Visit => "number of the visit in its brief, from 1",
        C::Awaited => "who is awaited at a gate: `team`, `client`",
        C::StartedAt => "beginning, as durations count it",
        C::StartedLandedOn => "day on which the beginning landed",
        C::StartedCommit => "full id of the commit that began it",
        C::StartedSource => "where the beginning comes from: `commit`, `landing`",
        C::EndedAt => "end, as durations count it; empty: open",
        C::EndedLandedOn => "day on which the end landed",
        C::EndedCommit => "full id of the commit that ended it",
        C::EndedSource => "where the end comes from: `commit`, `landing`",
        C::Outcome => {
            "`open`, `forward` (from a gate: approved), `back` (changes required), `dropped`, `removed`, `elsewhere`"
        }
        C::Observed => "false: both ends within a minute",
        C::WorkingDaysNet => "working days of the studio, less the time on hold; empty: open",
        C::WaitingDaysNet => "the same on the calendar of whoever is awaited",
        C::OpenHoursNet => "open hours on the calendar of whoever is awaited, less the time on hold",
        C::SlaKept => "whether the SLA of then was kept; empty: none, or not observed",
        C::SlaOverHours => "open hours beyond it",
        C::Hold => "number of the hold in its brief, from 1",
        C::HeldFrom => "beginning of the hold",
        C::HeldUntil => "end of the hold; empty: still held",
        C::WorkingDays => "working days of the studio in it",
        C::FromStage => "the stage before; empty: first seen or restored",
        C::ToStage => "the stage after; empty: deleted",
        C::MadeAt => "when the change was committed",
        C::LandedAt => "when it reached the official line",
        C::CountedAt => "the time that durations use",
        C::MadeBy => "the id of the person with the commit’s e-mail, else that e-mail, else the author’s name",
        C::Day => "the day",
        C::LastLiveOn => "the last live day of all its lines",
        C::Deliverable => "the line; of a series `line@day`",
        C::LiveOn => "the day it goes live",
        C::LateDays => "working days later than its live day; 0: in time",
        C::Kpi => "id of the KPI",
        C::Counted => "`counted`, `open` (in no figure), `basis` (a part of one that counts), `left-out`",
        C::ItemType => "what it is about beside a brief: `campaign`, `deliverable`, `person`, `asset`",
        C::Item => "the id of that",
        C::Value => "the figure, in the unit of the KPI; empty: no data",
        C::Base => "what the value is a share of, where the figure is a ratio of sums; else 1",
        C::Weight => "how much it weighs when a target is missed",
        C::Reason => "why it was left out",
        C::DefinitionVersion => "version of the definition",
        C::Unit => "what it is measured in",
        C::Better => "`lower`, `higher`, `neither`",
        C::Samples => "how many observations",
        C::Median => "their median, a value that was observed",
        C::Mean => "their mean",
        C::P85 => "their 85th percentile, a value that was observed",
        C::PreviousValue => "the figure of the period before",
        C::PreviousSamples => "its observations",
        C::NoDataBecause => "which records are missing",
    }
}
