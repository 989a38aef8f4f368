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
