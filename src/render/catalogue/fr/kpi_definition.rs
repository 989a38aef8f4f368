//! Answers: how is each KPI defined, in French?
//! Invariant: the same facts as in English and in `docs/fr/kpis.md`; no catch-all arm.

use crate::metrics::kpi::KpiId;
use crate::render::catalogue::kpi::{DefinitionPart, KpiDefinition};

pub const fn part(part: DefinitionPart) -> &'static str {
    match part {
        DefinitionPart::Formula => "Formule",
        DefinitionPart::Unit => "Unité",
        DefinitionPart::Population => "Comptés",
        DefinitionPart::Boundary => "Dans la période",
        DefinitionPart::LeftOut => "Exclus",
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
    formula: "de la première apparition d’un brief à sa dernière entrée dans une étape finale\u{202f}; hors pause\u{a0}: moins le temps en pause",
    unit: "jours ouvrés du calendrier du studio\u{202f}; médiane, avec le P85 à côté",
    population: "les briefs encore livrés",
    boundary: "selon le jour où la dernière livraison est arrivée sur la branche officielle",
    left_out: "les briefs importés ou apparus après leur file d’entrée\u{202f}; non observés\u{202f}; finis avant leur début",
};

const APPROVAL_TIME: KpiDefinition = KpiDefinition {
    formula: "de l’entrée dans une validation au passage qui l’a terminée, moins le temps en pause",
    unit: "heures ouvrées, avec les jours ouvrés à côté, de qui est attendu\u{202f}; médiane et P85",
    population: "chaque passage en validation terminé par un accord ou par des corrections demandées",
    boundary: "selon le jour où la fin est arrivée\u{202f}; les passages en cours sont listés avec leur âge et n’entrent dans aucun chiffre",
    left_out: "les passages retirés sans avis\u{202f}; non observés\u{202f}; finis avant leur début",
};

const REVISION_ROUNDS: KpiDefinition = KpiDefinition {
    formula: "passages en validation terminés par des corrections demandées et suivis d’une nouvelle soumission",
    unit: "allers-retours par brief\u{202f}; moyenne, en interne et chez le client à part\u{202f}; part des briefs au-delà d’un objectif «\u{a0}au plus\u{a0}»",
    population: "les briefs encore livrés",
    boundary: "selon le jour où la dernière livraison est arrivée sur la branche officielle",
    left_out: "les briefs importés, apparus après leur file d’entrée, ou dont aucune validation n’a été observée",
};

const FIRST_TIME_RIGHT: KpiDefinition = KpiDefinition {
    formula: "briefs livrés sans aller-retour, divisés par les briefs livrés",
    unit: "part",
    population: "les briefs de revision-rounds",
    boundary: "comme revision-rounds",
    left_out: "comme revision-rounds",
};

const ON_TIME_DELIVERY: KpiDefinition = KpiDefinition {
    formula: "briefs prêts au plus tard à l’échéance en vigueur quand le travail a commencé, divisés par les briefs devenus prêts\u{202f}; à côté\u{a0}: l’échéance actuelle",
    unit: "part",
    population: "les briefs sortis de l’étape qui rend leur type prêt (ou livrés) et qui n’y sont pas revenus",
    boundary: "selon le jour où cela est arrivé sur la branche officielle",
    left_out: "les briefs sans échéance",
};

const STAGE_TIME: KpiDefinition = KpiDefinition {
    formula: "de l’entrée dans une étape à sa fin, moins le temps en pause\u{202f}; et la part de chaque étape dans le tout",
    unit: "jours ouvrés\u{202f}; médiane et P85 des passages",
    population: "les passages terminés dans les étapes d’entrée, de travail et de validation",
    boundary: "selon le jour où la fin est arrivée sur la branche officielle",
    left_out: "non observés\u{202f}; étapes qu’aucun processus ne connaît",
};

const SLA_COMPLIANCE: KpiDefinition = KpiDefinition {
    formula: "passages terminés dans leur délai, divisés par les passages terminés\u{202f}; l’horloge s’arrête en pause",
    unit: "part",
    population: "les passages dans les étapes qui ont un délai, selon le processus en vigueur au début du passage, sur le calendrier de qui est attendu",
    boundary: "selon le jour où la fin est arrivée\u{202f}; les passages en cours hors délai sont comptés à côté",
    left_out: "non observés",
};

const THROUGHPUT: KpiDefinition = KpiDefinition {
    formula: "briefs livrés, divisés par les semaines écoulées de la période",
    unit: "briefs par semaine",
    population: "les briefs encore livrés, chacun une fois",
    boundary: "selon le jour où la dernière livraison est arrivée sur la branche officielle",
    left_out: "rien",
};

const WIP: KpiDefinition = KpiDefinition {
    formula: "briefs ouverts à la fin de chaque jour, divisés par les jours\u{202f}; ceux en pause à part",
    unit: "briefs\u{202f}; moyenne sur les jours",
    population: "les briefs ni livrés, ni annulés, ni supprimés ce jour-là",
    boundary: "les jours de la période jusqu’à aujourd’hui, selon ce qui est arrivé",
    left_out: "rien",
};

const AGE: KpiDefinition = KpiDefinition {
    formula: "de la première apparition d’un brief ouvert à la fin de la période, ou à aujourd’hui\u{202f}; hors pause\u{a0}: moins le temps en pause",
    unit: "jours ouvrés\u{202f}; médiane et P85",
    population: "les briefs ouverts à ce moment",
    boundary: "selon ce qui est arrivé",
    left_out: "les briefs importés ou apparus après leur file d’entrée",
};
