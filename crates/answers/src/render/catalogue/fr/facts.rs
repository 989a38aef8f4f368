//! Answers: what do the tables and columns of facts mean, in French?
//! Invariant: exhaustive; days are those of the studio's zone.

use crate::report::fact_columns::{FactColumn, FactTable};

pub const HEADS: [&str; 3] = ["Colonne", "Type", "Sens"];

pub const fn table_holds(table: FactTable) -> &'static str {
    match table {
        FactTable::Asked => "Ce qui était demandé, une ligne",
        FactTable::Briefs => "Chaque brief qui a existé, un par ligne",
        FactTable::Visits => "Chaque passage d’un brief dans une étape, pauses comprises",
        FactTable::Holds => "Chaque mise en pause",
        FactTable::Events => "Chaque changement d’étape qui compte, dans l’ordre de la ligne officielle",
        FactTable::Days => {
            "Chaque jour, du premier d’un brief ou de la période à aujourd’hui ou à la fin de la période"
        }
        FactTable::Campaigns => {
            "Les campagnes dont quelque chose a commencé et dont le dernier jour de mise en ligne est passé"
        }
        FactTable::Deliverables => {
            "Les lignes de ces campagnes, et chaque date d’une série\u{202f}; pas celles qui sont abandonnées"
        }
        FactTable::Observations => "Ce dont les indicateurs de la période sont faits, et ce qui en est exclu",
        FactTable::Kpis => "Ce que `report kpi` dit de la période",
    }
}

#[expect(clippy::too_many_lines, reason = "one arm a column, and no arm for the rest")]
pub const fn column_means(column: FactColumn) -> &'static str {
    use FactColumn as C;
    match column {
        C::Studio => "identifiant du studio",
        C::Period => "la période, par son nom",
        C::PeriodFrom => "son premier jour",
        C::PeriodTo => "son dernier jour",
        C::Today => "le jour qui compte comme aujourd’hui",
        C::Timezone => "le fuseau dans lequel les jours sont comptés",
        C::Commit => "identifiant complet du commit",
        C::Landing => "identifiant complet du commit qui l’a amené sur la ligne officielle",
        C::Brief => "identifiant du brief",
        C::Kind => "son type",
        C::Workflow => "le workflow de son type",
        C::Campaign => "identifiant de la campagne",
        C::Team => "équipe du responsable",
        C::Owner => "identifiant du responsable\u{202f}; vide sans `people_reports: true`",
        C::Stage => "l’étape, par son nom actuel",
        C::Class => {
            "`queue`, `work`, `gate`, `hold`, `done`, `dropped`\u{202f}; vide\u{a0}: aucun workflow n’a cette étape"
        }
        C::Deleted => "si la fiche a été supprimée",
        C::HasGates => "si son workflow a des validations",
        C::Reopened => "combien de fois il a quitté une étape terminée ou abandonnée",
        C::CreatedOn => "jour où son premier commit est arrivé",
        C::BeganOn => "jour de sa première apparition, d’où part son âge",
        C::BeganDayShare => "jours ouvrés qui restaient ce jour-là",
        C::BeginsElsewhere => "pourquoi son début n’est pas dans cet historique\u{a0}: `imported`, `born-beyond-queue`",
        C::WorkBeganOn => "jour où il a quitté sa file\u{202f}; vide là où brief-quality n’a pas de chiffre",
        C::IntakeAsked => "champs que son type demande à l’entrée",
        C::IntakeFilled => "ceux qui avaient alors une réponse",
        C::PromisedOn => "l’échéance au début du travail, sinon celle d’aujourd’hui",
        C::DueNow => "l’échéance d’aujourd’hui",
        C::NoticeMissingDays => {
            "jours ouvrés de préavis manquants\u{202f}; 0\u{a0}: assez\u{202f}; vide là où rush-share n’a pas de chiffre"
        }
        C::ReadyLandedOn => "jour où le fait d’être prêt est arrivé sur la ligne officielle",
        C::ReadyOn => "jour où il était prêt",
        C::ReadyLateDays => "jours ouvrés entre le jour promis et le jour prêt\u{202f}; négatif\u{a0}: plus tôt",
        C::DeliveredOn => "jour où sa dernière livraison est arrivée\u{202f}; vide\u{a0}: pas terminé",
        C::TurnaroundDays => {
            "jours ouvrés de la première apparition à la livraison\u{202f}; vide là où turnaround n’a pas de chiffre"
        }
        C::TurnaroundNetDays => "les mêmes, moins le temps en pause",
        C::Visit => "numéro du passage dans son brief, à partir de 1",
        C::Awaited => "qui est attendu à une validation\u{a0}: `team`, `client`",
        C::StartedAt => "début, tel que les durées le comptent",
        C::StartedLandedOn => "jour où le début est arrivé",
        C::StartedCommit => "identifiant complet du commit qui l’a commencé",
        C::StartedSource => "d’où vient le début\u{a0}: `commit`, `landing`",
        C::EndedAt => "fin, telle que les durées la comptent\u{202f}; vide\u{a0}: en cours",
        C::EndedLandedOn => "jour où la fin est arrivée",
        C::EndedCommit => "identifiant complet du commit qui l’a terminé",
        C::EndedSource => "d’où vient la fin\u{a0}: `commit`, `landing`",
        C::Outcome => {
            "`open`, `forward` (d’une validation\u{a0}: approuvé), `back` (à corriger), `dropped`, `removed`, `elsewhere`"
        }
        C::Observed => "false\u{a0}: début et fin à moins d’une minute",
        C::WorkingDaysNet => "jours ouvrés du studio, moins le temps en pause\u{202f}; vide\u{a0}: en cours",
        C::WaitingDaysNet => "les mêmes au calendrier de qui est attendu",
        C::OpenHoursNet => "heures ouvertes au calendrier de qui est attendu, moins le temps en pause",
        C::SlaKept => "si le SLA d’alors a été tenu\u{202f}; vide\u{a0}: aucun, ou non observé",
        C::SlaOverHours => "heures ouvertes au-delà",
        C::Hold => "numéro de la pause dans son brief, à partir de 1",
        C::HeldFrom => "début de la pause",
        C::HeldUntil => "fin de la pause\u{202f}; vide\u{a0}: toujours en pause",
        C::WorkingDays => "jours ouvrés du studio dans ce temps",
        C::FromStage => "l’étape d’avant\u{202f}; vide\u{a0}: vu pour la première fois, ou rétabli",
        C::ToStage => "l’étape d’après\u{202f}; vide\u{a0}: supprimé",
        C::MadeAt => "quand le changement a été commité",
        C::LandedAt => "quand il est arrivé sur la ligne officielle",
        C::CountedAt => "l’instant que les durées utilisent",
        C::MadeBy => {
            "l’identifiant de la personne qui a l’e-mail du commit, sinon cet e-mail, sinon le nom de l’auteur"
        }
        C::Day => "le jour",
        C::LastLiveOn => "le dernier jour de mise en ligne de toutes ses lignes",
        C::Deliverable => "la ligne\u{202f}; d’une série, `ligne@jour`",
        C::LiveOn => "le jour de sa mise en ligne",
        C::LateDays => "jours ouvrés de retard sur sa mise en ligne\u{202f}; 0\u{a0}: à temps",
        C::Kpi => "identifiant de l’indicateur",
        C::Counted => "`counted`, `open` (dans aucun chiffre), `basis` (une part de ce qui compte), `left-out`",
        C::ItemType => "ce dont il s’agit à côté d’un brief\u{a0}: `campaign`, `deliverable`, `person`, `asset`",
        C::Item => "son identifiant",
        C::Value => "le chiffre, dans l’unité de l’indicateur\u{202f}; vide\u{a0}: pas de données",
        C::Base => "ce dont la valeur est une part, quand le chiffre est un rapport de sommes\u{202f}; sinon 1",
        C::Weight => "son poids quand un objectif est manqué",
        C::Reason => "pourquoi il est exclu",
        C::DefinitionVersion => "version de la définition",
        C::Unit => "l’unité de mesure",
        C::Better => "`lower`, `higher`, `neither`",
        C::Samples => "nombre d’observations",
        C::Median => "leur médiane, une valeur observée",
        C::Mean => "leur moyenne",
        C::P85 => "leur 85e centile, une valeur observée",
        C::PreviousValue => "le chiffre de la période d’avant",
        C::PreviousSamples => "ses observations",
        C::NoDataBecause => "quels enregistrements manquent",
    }
}
