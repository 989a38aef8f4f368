//! Answers: how is a figure said in French?
//! Invariant: every figure carries its unit, with a no-break space; no catch-all arm.

use super::numbers::{counted, month_name};
use crate::metrics::goal::Side;
use crate::metrics::kpi::{KpiId, Unit};
use crate::metrics::period::PeriodName;
use crate::metrics::sample::{Absence, Facet, Reason, Remark};
use crate::render::catalogue::kpi::{Behind, Compared, KpiHeadline, KpiNote, KpiWord, Progress};
use crate::render::catalogue::numbers::{percent, short_number, shown, signed};
use crate::render::catalogue::{Lang, Reader, Sentence};
use crate::trail::visit::Source;

const LANG: Lang = Lang::Fr;

pub fn word(reader: Reader, word: KpiWord<'_>) -> String {
    match word {
        KpiWord::Name(id) => name(id).into(),
        KpiWord::Value(unit, value) => self::value(unit, value),
        KpiWord::WithP85(main, p85) => format!("{main} (P85 {p85})"),
        KpiWord::NoData => "aucune donnée".into(),
        KpiWord::Behind(word) => behind(reader, word),
        KpiWord::Compared(word) => compared(reader, word),
        KpiWord::LeftOut(reason, count) => left_out(reason, count),
        KpiWord::Facet(facet) => facet_name(facet),
        KpiWord::Headline(facts) => headline(reader, &facts),
        KpiWord::Period(name) => period(reader, name),
        KpiWord::Bound(Side::AtMost, bound) => format!("≤\u{a0}{bound}"),
        KpiWord::Bound(Side::AtLeast, bound) => format!("≥\u{a0}{bound}"),
        KpiWord::Lower(share, since) => format!("−{}{}", percent(LANG, share), since_words(since)),
        KpiWord::Higher(share, since) => format!("+{}{}", percent(LANG, share), since_words(since)),
        KpiWord::Points(points) => format!("{}\u{a0}pt", signed(LANG, points, 0)),
        KpiWord::PointsApart(points) => format!("{}\u{a0}pt", short_number(LANG, points.round(), 0)),
        KpiWord::Missed {
            name,
            value,
            bound,
            gap,
        } => format!("{name}\u{a0}: {value}, à {gap} de l’objectif {bound}"),
        KpiWord::AboveTarget => "au-delà de l’objectif".into(),
        KpiWord::ShareAbove(share) => format!("Briefs au-delà\u{a0}: {}", percent(LANG, share)),
        KpiWord::Heaviest(briefs) => format!("Pèsent le plus\u{a0}: {briefs}"),
        KpiWord::Bottleneck(stage, share) => format!("surtout en {stage} ({})", percent(LANG, share)),
        KpiWord::Waiting {
            count,
            brief,
            stage,
            age,
        } => waiting(count, brief, stage, age),
        KpiWord::PastSla(count) => {
            let visits = counted(count, "passage en cours a", "passages en cours ont");
            format!("{visits} déjà dépassé le délai")
        }
        KpiWord::Unreadable(count) => format!(
            "{}\u{a0}: l’étape d’avant compte",
            counted(count, "version illisible", "versions illisibles")
        ),
        KpiWord::Skewed(count) => skewed(count),
        KpiWord::ReadFrom(reference, commit) => format!("Lu dans {reference}, commit {commit}."),
        KpiWord::Fetched(day) => format!("Dernière récupération\u{a0}: {day}."),
        KpiWord::Legend => {
            "n\u{a0}: briefs ou passages comptés · j.\u{a0}o. jours ouvrés · h heures ouvrées · P85\u{a0}: 85\u{a0}% n’ont pas pris plus".into()
        }
        KpiWord::Source(Source::Commit) => "commit".into(),
        KpiWord::Source(Source::Landing) => "fusion".into(),
        KpiWord::Source(Source::Forge) => "revue".into(),
        KpiWord::Labelled(label, text) => format!("{label}\u{a0}: {text}"),
        KpiWord::Explained(id, rows) => format!(
            "{}\u{a0}: {} derrière le chiffre.",
            name(id),
            counted(rows, "observation", "observations")
        ),
    }
}

fn behind(reader: Reader, word: Behind<'_>) -> String {
    match word {
        Behind::Absent(absence) => format!("aucune donnée\u{a0}: {}", absent(absence)),
        Behind::Late(days) => late(days),
        Behind::EachBrief(count) => format!("{} par brief", short_number(LANG, count, 1)),
        Behind::Remark(said) => remark(reader, said),
        Behind::Part => "en fait partie".into(),
        Behind::Counted => "compté".into(),
        Behind::Open => "encore ouvert".into(),
    }
}

fn compared(reader: Reader, word: Compared<'_>) -> String {
    match word {
        Compared::Period(name) => format!("En regard\u{a0}: {}.", period(reader, name)),
        Compared::State {
            asked,
            commit,
            day,
            period: name,
        } => format!(
            "En regard\u{a0}: {}, dans l’état de {asked} (commit {commit}, {}).",
            period(reader, name),
            reader.short_day(day)
        ),
        Compared::AsItIs => "En regard\u{a0}: les chiffres tels qu’ils sont.".into(),
        Compared::Worse { asked, by } => format!("Plus loin qu’à l’état de {asked}, de {by}"),
        Compared::NoneWorse(asked) => format!("Aucun objectif n’est manqué de plus loin qu’à l’état de {asked}."),
        Compared::Kind => "KPI".into(),
    }
}

const fn absent(absence: Absence) -> &'static str {
    match absence {
        Absence::NoDeliverables => "aucune campagne n’a de livrables",
        Absence::NoLeadTimes => "aucun type n’a de préavis",
        Absence::NoIntakeFields => "aucun type ne demande rien à l’entrée",
        Absence::NoPeople => "personne dans l’équipe",
        Absence::NoEffort => "aucune étape n’a de durée ni de charge",
        Absence::NoAssetRecords => "aucune fiche d’asset",
        Absence::NoAssetUses => "aucun brief ne dit ce qu’il réutilise",
        Absence::NoBudget => "aucune ligne de budget",
    }
}

fn late(days: f64) -> String {
    let shown = short_number(LANG, shown(Unit::WorkingDays, days.abs()), 1);
    if days >= 0.05 {
        format!("{shown}\u{a0}j.\u{a0}o. de retard")
    } else if days <= -0.05 {
        format!("{shown}\u{a0}j.\u{a0}o. d’avance")
    } else {
        "au jour dit".into()
    }
}

fn remark(reader: Reader, remark: &Remark) -> String {
    match remark {
        Remark::Due(day) => format!("échéance {}", reader.short_day(*day)),
        Remark::Live(day) => format!("en ligne {}", reader.short_day(*day)),
        Remark::AgreedBy(person) => format!("accord de {person}"),
        Remark::AgreedByNobody => "sans accord nommé".into(),
        Remark::Missing(key) => format!("{key} vide"),
        Remark::Changed(key) => format!("{key} modifié"),
    }
}

fn skewed(count: usize) -> String {
    let commits = counted(count, "commit plus ancien", "commits plus anciens");
    format!("{commits} qu’un parent\u{a0}: une horloge était fausse\u{202f}; l’ordre des commits compte")
}

fn waiting(count: usize, brief: &str, stage: &str, age: &str) -> String {
    let waits = counted(count, "brief attend", "briefs attendent");
    format!("{waits} une validation\u{202f}; depuis le plus longtemps\u{a0}: {brief} en {stage}, {age} jusqu’ici")
}

pub fn note(note: &KpiNote) -> Sentence {
    match note {
        KpiNote::NeverFetched { branch } => Sentence::new(format!(
            "le dépôt distant n’a jamais été lu\u{a0}: les chiffres viennent de `{branch}`"
        ))
        .command("git fetch"),
        KpiNote::Pending { commits } => Sentence::new(format!(
            "{} pas encore sur la branche officielle et dans aucun chiffre",
            counted(*commits, "commit n’est", "commits ne sont")
        )),
        KpiNote::Replaced => Sentence::new(
            "`git replace` ou un fichier de greffes montre ici un autre historique\u{202f}; les chiffres viennent des commits tels qu’ils ont été faits",
        )
        .command("git replace --list"),
        KpiNote::UnknownSince { text } => Sentence::new(format!(
            "`since: {text}` d’un objectif n’est ni une période, ni un jour, ni une révision\u{a0}: cet objectif ne peut pas être jugé"
        ))
        .command("git fetch --tags"),
    }
}

const fn name(id: KpiId) -> &'static str {
    match id {
        KpiId::Turnaround => "délai de réalisation",
        KpiId::ApprovalTime => "délai de validation",
        KpiId::RevisionRounds => "allers-retours",
        KpiId::FirstTimeRight => "bon du premier coup",
        KpiId::OnTimeDelivery => "livré à temps",
        KpiId::CampaignDelivery => "campagnes livrées à temps",
        KpiId::StageTime => "temps par étape",
        KpiId::SlaCompliance => "délais tenus",
        KpiId::Throughput => "débit",
        KpiId::Wip => "travail en cours",
        KpiId::Age => "âge des briefs ouverts",
        KpiId::FlowEfficiency => "part du temps travaillé",
        KpiId::RushShare => "part des urgences",
        KpiId::BriefQuality => "qualité des briefs",
        KpiId::ForecastAccuracy => "écart à la date promise",
        KpiId::WorkloadBalance => "équilibre des charges",
        KpiId::Utilisation => "taux d’occupation",
        KpiId::AssetReuse => "réemploi des assets",
        KpiId::BudgetVariance => "écart budgétaire",
    }
}

fn value(unit: Unit, value: f64) -> String {
    let value = shown(unit, value);
    match unit {
        Unit::WorkingDays => format!("{}\u{a0}j.\u{a0}o.", short_number(LANG, value, 1)),
        Unit::OpenHours => format!("{}\u{a0}h", short_number(LANG, value, 1)),
        Unit::Rounds | Unit::Briefs => short_number(LANG, value, 1),
        Unit::Share => percent(LANG, value),
        Unit::Index => short_number(LANG, value, 2),
        Unit::BriefsPerWeek => format!("{} par semaine", short_number(LANG, value, 1)),
    }
}

fn left_out(reason: Reason, count: usize) -> String {
    let (one, many) = match reason {
        Reason::Imported => ("importé sans historique", "importés sans historique"),
        Reason::BornBeyondQueue => ("apparu après la file d’entrée", "apparus après la file d’entrée"),
        Reason::NotObserved => ("non observé", "non observés"),
        Reason::Negative => ("fini avant son début", "finis avant leur début"),
        Reason::NoDueDay => ("sans échéance", "sans échéance"),
        Reason::UnknownStage => ("dans une étape inconnue", "dans une étape inconnue"),
        Reason::Withdrawn => ("retiré avant la validation", "retirés avant la validation"),
        Reason::NoWorkingTime => (
            "sans temps ouvré entre ses deux bouts",
            "sans temps ouvré entre leurs deux bouts",
        ),
        Reason::NoLeadTime => ("d’un type sans préavis", "d’un type sans préavis"),
        Reason::NoIntake => (
            "d’un type qui ne demande rien à l’entrée",
            "d’un type qui ne demande rien à l’entrée",
        ),
        Reason::NotReadable => ("illisible dans son état d’alors", "illisibles dans leur état d’alors"),
        Reason::NothingPlanned => ("sans montant prévu", "sans montant prévu"),
        Reason::OtherCurrency => ("dans une autre devise", "dans une autre devise"),
    };
    counted(count, one, many)
}

fn facet_name(facet: &Facet) -> String {
    match facet {
        Facet::NetOfHold => "hors pause".into(),
        Facet::WorkingDays => "en jours ouvrés".into(),
        Facet::Approved => "validé".into(),
        Facet::ChangesRequired => "à corriger".into(),
        Facet::Internal => "en interne".into(),
        Facet::Client => "chez le client".into(),
        Facet::DueNow => "selon l’échéance actuelle".into(),
        Facet::OnHold => "en pause".into(),
        Facet::Stage(stage) => stage.to_string(),
        Facet::Late => "en moyenne".into(),
        Facet::Agreed => "avec accord".into(),
        Facet::ChangedAfter => "modifiés après".into(),
        Facet::PlannedHours => "prévu".into(),
        Facet::AvailableHours => "disponible".into(),
        Facet::Planned(currency) => format!("prévu, {}", currency.code()),
        Facet::Committed(currency) => format!("engagé, {}", currency.code()),
        Facet::Spent(currency) => format!("dépensé, {}", currency.code()),
    }
}

fn period(reader: Reader, name: PeriodName) -> String {
    match name {
        PeriodName::Year(year) => year.to_string(),
        PeriodName::Quarter(year, quarter) => format!("T{quarter} {year}"),
        PeriodName::Month(year, month) => format!("{} {year}", month_name(month)),
        PeriodName::Week(year, week) => format!("semaine {week} de {year}"),
        PeriodName::Days(from, to) => format!("{} – {}", reader.short_day(from), reader.short_day(to)),
    }
}

fn since_words(since: Option<&str>) -> String {
    since.map_or_else(String::new, |since| format!(" depuis {since}"))
}

fn headline(reader: Reader, facts: &KpiHeadline) -> String {
    let so_far = match facts.progress {
        Progress::SoFar => ", à ce jour",
        Progress::Over => "",
    };
    let verdict = match (facts.targets, facts.delivered) {
        (Some((met, all)), _) => format!("{} sur {all}", counted(met, "objectif atteint", "objectifs atteints")),
        (None, Some(briefs)) => counted(briefs, "brief livré", "briefs livrés"),
        (None, None) => return format!("{}{so_far}", capitalised(&period(reader, facts.period))),
    };
    let period = capitalised(&period(reader, facts.period));
    format!("{period}{so_far}\u{a0}: {verdict}.")
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
