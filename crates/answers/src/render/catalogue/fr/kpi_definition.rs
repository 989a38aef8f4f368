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

const CAMPAIGN_DELIVERY: KpiDefinition = KpiDefinition {
    formula: "campagnes dont chaque livrable et chaque date de série était prêt au plus tard le jour de sa mise en ligne, divisées par les campagnes",
    unit: "part",
    population: "les campagnes qui ont des livrables dont un au moins a été commencé\u{202f}; une ligne sans brief n’était pas prête",
    boundary: "selon le dernier jour de mise en ligne de la campagne, une fois passé",
    left_out: "les lignes dont le brief a été annulé\u{202f}; les campagnes dont rien n’a été commencé",
};

const FLOW_EFFICIENCY: KpiDefinition = KpiDefinition {
    formula: "temps passé dans les étapes de travail, divisé par le temps de la première apparition à la livraison, tous deux moins le temps en pause\u{202f}; les sommes de tous les briefs",
    unit: "part",
    population: "les briefs encore livrés",
    boundary: "selon le jour où la dernière livraison est arrivée sur la branche officielle",
    left_out: "comme turnaround\u{202f}; les briefs sans temps ouvré entre leurs deux bouts",
};

const RUSH_SHARE: KpiDefinition = KpiDefinition {
    formula: "demandes dont l’échéance laissait moins que le préavis de leur type, divisées par les demandes\u{202f}; à côté\u{a0}: celles qui ont reçu un accord",
    unit: "part",
    population: "les briefs nés dans une file, d’un type qui a un préavis, avec une échéance\u{a0}: celle en vigueur quand le travail a commencé, sinon l’actuelle",
    boundary: "selon le jour où le brief est apparu",
    left_out: "les briefs importés ou apparus après leur file d’entrée\u{202f}; sans échéance\u{202f}; les types sans préavis",
};

const BRIEF_QUALITY: KpiDefinition = KpiDefinition {
    formula: "champs d’entrée remplis quand le brief a quitté sa file, divisés par les champs que demande son type\u{202f}; à côté\u{a0}: les champs couverts qui disent autre chose aujourd’hui",
    unit: "part\u{202f}; champs modifiés par brief",
    population: "les briefs qui ont quitté une file pour la première fois",
    boundary: "selon le jour où ils l’ont quittée",
    left_out: "les types qui ne demandent rien\u{202f}; importés\u{202f}; versions illisibles\u{202f}; les épreuves ne sont pas un champ ici",
};

const FORECAST_ACCURACY: KpiDefinition = KpiDefinition {
    formula: "jours ouvrés entre l’échéance en vigueur quand le travail a commencé et le jour où il était prêt, en avance ou en retard\u{202f}; à côté\u{a0}: la moyenne avec son signe",
    unit: "jours ouvrés\u{202f}; médiane et P85",
    population: "les briefs devenus prêts, comme on-time-delivery",
    boundary: "selon le jour où cela est arrivé sur la branche officielle",
    left_out: "les briefs sans échéance",
};

const WORKLOAD_BALANCE: KpiDefinition = KpiDefinition {
    formula: "1 moins le coefficient de Gini des heures prévues sur les heures disponibles de chaque personne\u{202f}; moyenne des semaines",
    unit: "de 0 à 1, 1 est l’équilibre",
    population: "les semaines où deux personnes au moins ont des heures et où quelqu’un a du travail\u{202f}; les heures comme dans utilisation",
    boundary: "selon le premier jour de la semaine, ou de la période",
    left_out: "les personnes sans heures cette semaine-là\u{202f}; les personnes ne sont nommées que si le studio le permet",
};

const UTILISATION: KpiDefinition = KpiDefinition {
    formula: "heures prévues, divisées par les heures disponibles\u{202f}; les sommes de toutes les semaines",
    unit: "part\u{202f}; les heures à côté",
    population: "toute l’équipe\u{202f}; avant aujourd’hui, la charge de chaque étape de travail est répartie également sur les jours qu’elle a pris, chez qui est nommé ou le responsable\u{202f}; à partir d’aujourd’hui, là où le plan avec les personnes la met",
    boundary: "selon le premier jour de la semaine, ou de la période\u{202f}; à partir du premier commit",
    left_out: "les indépendants hors des jours réservés\u{202f}; le travail des tiers\u{202f}; les validations passées\u{202f}; les personnes ne sont nommées que si le studio le permet",
};

const ASSET_REUSE: KpiDefinition = KpiDefinition {
    formula: "assets sous `uses` dont la fiche existait avant le premier commit du brief, divisés par tous les assets sous `uses`",
    unit: "part",
    population: "les briefs non supprimés, chaque asset une fois",
    boundary: "selon le jour où le brief est apparu",
    left_out: "les briefs importés ou apparus après leur file d’entrée\u{202f}; les noms sans fiche",
};

const BUDGET_VARIANCE: KpiDefinition = KpiDefinition {
    formula: "engagé ou dépensé, le plus grand des deux pour chaque ligne, moins le prévu, divisé par le prévu\u{202f}; les sommes de toutes les campagnes\u{202f}; à côté\u{a0}: les montants prévus, engagés et dépensés",
    unit: "part\u{202f}; montants dans la devise du studio",
    population: "les campagnes qui ont des lignes de budget",
    boundary: "selon le lancement, sinon la dernière date nommée\u{202f}; les montants tels qu’ils sont aujourd’hui",
    left_out: "les lignes sans montant prévu\u{202f}; les autres devises, qui sont listées",
};
