//! Answers: how is each KPI defined, in English?
//! Invariant: the same facts as in French and in `docs/kpis.md`; no catch-all arm.

use crate::metrics::kpi::KpiId;
use crate::render::catalogue::kpi::{DefinitionPart, KpiDefinition};

pub const fn part(part: DefinitionPart) -> &'static str {
    match part {
        DefinitionPart::Formula => "Formula",
        DefinitionPart::Unit => "Unit",
        DefinitionPart::Population => "Counted",
        DefinitionPart::Boundary => "In the period",
        DefinitionPart::LeftOut => "Left out",
    }
}

pub const fn definition(kpi: KpiId) -> KpiDefinition {
    match kpi {
        KpiId::Turnaround => TURNAROUND,
        KpiId::ApprovalTime => APPROVAL_TIME,
        KpiId::RevisionRounds => REVISION_ROUNDS,
        KpiId::FirstTimeRight => FIRST_TIME_RIGHT,
        KpiId::OnTimeDelivery => ON_TIME_DELIVERY,
        KpiId::StageTime => STAGE_TIME,
        KpiId::SlaCompliance => SLA_COMPLIANCE,
        KpiId::Throughput => THROUGHPUT,
        KpiId::Wip => WIP,
        KpiId::Age => AGE,
        KpiId::CampaignDelivery => CAMPAIGN_DELIVERY,
        KpiId::FlowEfficiency => FLOW_EFFICIENCY,
        KpiId::RushShare => RUSH_SHARE,
        KpiId::BriefQuality => BRIEF_QUALITY,
        KpiId::ForecastAccuracy => FORECAST_ACCURACY,
        KpiId::WorkloadBalance => WORKLOAD_BALANCE,
        KpiId::Utilisation => UTILISATION,
        KpiId::AssetReuse => ASSET_REUSE,
        KpiId::BudgetVariance => BUDGET_VARIANCE,
    }
}

const TURNAROUND: KpiDefinition = KpiDefinition {
    formula: "from the first appearance of a brief to its last entry into a done stage; net: less the time on hold",
    unit: "working days of the studio's calendar; median, and P85 beside it",
    population: "briefs that are still done",
    boundary: "by the day on which the last delivery landed on the official branch",
    left_out: "briefs that say imported, or were first seen beyond their queue; not observed; ending before they begin",
};

const APPROVAL_TIME: KpiDefinition = KpiDefinition {
    formula: "from the entry into a gate to the move that ended the visit, less the time on hold",
    unit: "open hours, and working days beside them, of whoever is awaited; median and P85",
    population: "every gate visit that ended with an approval or with changes required",
    boundary: "by the day on which the end landed; open visits are listed with their age and are in no figure",
    left_out: "visits withdrawn without a verdict; not observed; ending before they begin",
};

const REVISION_ROUNDS: KpiDefinition = KpiDefinition {
    formula: "gate visits that ended with changes required and were followed by another submission",
    unit: "rounds per brief; mean, internal and client gates apart; share of the briefs above an upper target",
    population: "briefs that are still done",
    boundary: "by the day on which the last delivery landed on the official branch",
    left_out: "briefs that say imported, or were first seen beyond their queue, or of which no gate visit was observed",
};

const FIRST_TIME_RIGHT: KpiDefinition = KpiDefinition {
    formula: "briefs delivered without a revision round, divided by briefs delivered",
    unit: "share",
    population: "the briefs of revision-rounds",
    boundary: "as revision-rounds",
    left_out: "as revision-rounds",
};

const ON_TIME_DELIVERY: KpiDefinition = KpiDefinition {
    formula: "briefs ready on or before the due day that stood when work began, divided by briefs that became ready; beside it: the due day as it is now",
    unit: "share",
    population: "briefs that have left the stage that makes their kind ready (or are done) and have not come back",
    boundary: "by the day on which that landed on the official branch",
    left_out: "briefs without a due day",
};

const STAGE_TIME: KpiDefinition = KpiDefinition {
    formula: "from the entry into a stage to its end, less the time on hold; and each stage's share of the whole",
    unit: "working days; median and P85 of the visits",
    population: "visits of queue, work and gate stages that ended",
    boundary: "by the day on which the end landed on the official branch",
    left_out: "not observed; stages that no workflow has",
};

const SLA_COMPLIANCE: KpiDefinition = KpiDefinition {
    formula: "visits that ended on or before their SLA, divided by visits that ended; the clock stands on hold",
    unit: "share",
    population: "visits of stages with an SLA, as the workflow was when the visit began, on the calendar of whoever is awaited",
    boundary: "by the day on which the end landed; open visits past their SLA are counted beside it",
    left_out: "not observed",
};

const THROUGHPUT: KpiDefinition = KpiDefinition {
    formula: "briefs delivered, divided by the weeks of the period that have passed",
    unit: "briefs a week",
    population: "briefs that are still done, each once",
    boundary: "by the day on which the last delivery landed on the official branch",
    left_out: "nothing",
};

const WIP: KpiDefinition = KpiDefinition {
    formula: "briefs open at the end of each day, divided by the days; those on hold apart",
    unit: "briefs; mean over the days",
    population: "briefs that are neither done nor dropped nor deleted on that day",
    boundary: "the days of the period up to today, by what had landed",
    left_out: "nothing",
};

const AGE: KpiDefinition = KpiDefinition {
    formula: "from the first appearance of an open brief to the end of the period, or to today; net: less the time on hold",
    unit: "working days; median and P85",
    population: "briefs open at that moment",
    boundary: "by what had landed",
    left_out: "briefs that say imported, or were first seen beyond their queue",
};

const CAMPAIGN_DELIVERY: KpiDefinition = KpiDefinition {
    formula: "campaigns of which every deliverable and every date of a series was ready on or before its live day, divided by campaigns",
    unit: "share",
    population: "campaigns with deliverables, of which at least one was ever begun; a line without a brief was not ready",
    boundary: "by the last live day of the campaign, once it has passed",
    left_out: "lines whose brief was dropped; campaigns of which nothing was begun",
};

const FLOW_EFFICIENCY: KpiDefinition = KpiDefinition {
    formula: "time in work stages, divided by the time from the first appearance to the delivery, both less the time on hold; the sums of all briefs",
    unit: "share",
    population: "briefs that are still done",
    boundary: "by the day on which the last delivery landed on the official branch",
    left_out: "as turnaround; briefs without working time between their two ends",
};

const RUSH_SHARE: KpiDefinition = KpiDefinition {
    formula: "requests whose due day left less notice than the lead time of their kind, divided by requests; beside it: those that somebody agreed to",
    unit: "share",
    population: "briefs that began in a queue, of a kind with a lead time, with a due day: the one that stood when work began, else the one now",
    boundary: "by the day on which the brief first landed",
    left_out: "briefs that say imported, or were first seen beyond their queue; without a due day; kinds without a lead time",
};

const BRIEF_QUALITY: KpiDefinition = KpiDefinition {
    formula: "intake fields filled when the brief left its queue, divided by the intake fields of its kind; beside it: covered fields that say something else now",
    unit: "share; changed fields a brief",
    population: "briefs that left a queue for the first time",
    boundary: "by the day on which they left it",
    left_out: "kinds that ask for nothing; imported; versions that cannot be read; proofs are no field here",
};

const FORECAST_ACCURACY: KpiDefinition = KpiDefinition {
    formula: "working days between the due day that stood when work began and the day the work was ready, early or late; beside it: the mean with its sign",
    unit: "working days; median and P85",
    population: "briefs that became ready, as on-time-delivery",
    boundary: "by the day on which that landed on the official branch",
    left_out: "briefs without a due day",
};

const WORKLOAD_BALANCE: KpiDefinition = KpiDefinition {
    formula: "1 less the Gini coefficient of hours planned by hours available of each person; the mean of the weeks",
    unit: "0 to 1, 1 is even",
    population: "weeks in which two people or more have hours and somebody has work; hours as in utilisation",
    boundary: "by the first day of the week, or of the period",
    left_out: "people without hours in that week; people are named only where the studio allows it",
};

const UTILISATION: KpiDefinition = KpiDefinition {
    formula: "hours planned, divided by hours available; the sums of all weeks",
    unit: "share; hours beside it",
    population: "everybody of the team; before today the effort of each work stage lies evenly on the days it took, on who is named for it or the owner; from today on where the plan with people puts it",
    boundary: "by the first day of the week, or of the period; from the first commit on",
    left_out: "freelances on days that are not booked; work of parties; gates before today; people are named only where the studio allows it",
};

const ASSET_REUSE: KpiDefinition = KpiDefinition {
    formula: "assets under `uses` whose record was there before the first commit of the brief, divided by all assets under `uses`",
    unit: "share",
    population: "briefs that are not deleted, each asset once",
    boundary: "by the day on which the brief first landed",
    left_out: "briefs that say imported, or were first seen beyond their queue; names without a record",
};

const BUDGET_VARIANCE: KpiDefinition = KpiDefinition {
    formula: "ordered or paid, whichever is more of each line, less planned, divided by planned; the sums of all campaigns; amounts planned, ordered and paid beside it",
    unit: "share; amounts in the currency of the studio",
    population: "campaigns with budget lines",
    boundary: "by the launch, else the last named date; amounts as they are now",
    left_out: "lines without a planned amount; other currencies, which are listed",
};
