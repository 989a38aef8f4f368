//! Answers: how is the story of a brief told in French?
//! Invariant: what happened first, then how long it took; a verdict that nobody verified is a claim.

use super::feedback::severity as severity_word;
use super::numbers::counted;
use super::refusal::proved;
use super::verdict::said;
use crate::model::Day;
use crate::model::feedback::{Remark, RemarkState};
use crate::model::workflow::StageClass;
use crate::render::catalogue::trail::{TrailWord, days, hours, length};
use crate::render::catalogue::{Lang, Reader};
use crate::report::trail::{
    Beyond, Holds, MayOverride, Named, SlaState, Standing, Stay, Then, Told, TrailReport, VerdictLine,
};
use crate::report::trail_campaign::CampaignTrail;
use crate::trail::gate::{Proof, Unproved};
use crate::trail::visit::Observed;

const LANG: Lang = Lang::Fr;

pub fn headline(reader: Reader, report: &TrailReport) -> String {
    let name = report.name();
    let day = |day: Day| reader.day_in_sentence(day);
    let said = match &report.now {
        Standing::In {
            stage,
            since,
            working_days,
            sla,
        } => {
            let sla = match sla {
                None => String::new(),
                Some(SlaState::Kept) => ", dans les délais du SLA".into(),
                Some(SlaState::Over(over)) => format!(", {} au-delà du SLA", hours(LANG, *over)),
            };
            let stage = &stage.title;
            format!(
                "{name} est à l’étape {stage} depuis le {}, {}{sla}",
                day(*since),
                days(LANG, *working_days)
            )
        }
        Standing::OnHold {
            stage,
            since,
            working_days,
        } => format!(
            "{name} est en attente depuis le {}, {}\u{202f}; il était à l’étape {}",
            day(*since),
            days(LANG, *working_days),
            stage.title
        ),
        Standing::Closed {
            class: StageClass::Dropped,
            since,
            ..
        } => format!("{name} a été abandonné le {}", day(*since)),
        Standing::Closed { since, .. } => format!(
            "{name} a été livré le {}, {} après la demande",
            day(*since),
            days(LANG, report.totals.working_days)
        ),
        Standing::Deleted { since } => format!("{name} a été supprimé le {}", day(*since)),
    };
    match &report.then {
        Some(then) => format!("Au {}\u{a0}: {said}.", reader.day_in_sentence(then.day)),
        None => format!("{said}."),
    }
}

pub fn facts(reader: Reader, report: &TrailReport) -> String {
    let totals = report.totals;
    let mut parts = vec![report.brief.clone()];
    parts.extend(report.kind.clone());
    parts.extend(report.campaign.clone());
    parts.extend(report.due.map(|due| format!("échéance {}", reader.day(due))));
    parts.push(counted(totals.versions, "version", "versions"));
    parts.push(counted(totals.rounds, "aller-retour", "allers-retours"));
    let held = if totals.on_hold > 0.0 {
        format!(", dont {} en attente", days(LANG, totals.on_hold))
    } else {
        String::new()
    };
    parts.push(format!("{} en tout{held}", days(LANG, totals.working_days)));
    parts.join(" · ")
}

pub fn told(told: &Told) -> String {
    match told {
        Told::Written => "écrite".into(),
        Told::Created { stage } if stage.class == Some(StageClass::Queue) => "demandé".into(),
        Told::Created { stage } => format!("commencé à l’étape {}", stage.title),
        Told::Restored { stage } => format!("rétabli, à l’étape {}", stage.title),
        Told::Deleted { ended } => format!("supprimé{}", after(ended)),
        Told::Moved { from, to, ended, round } => moved(from, to, ended, *round),
        Told::Held { from } => format!("mis en attente, depuis l’étape {}", from.title),
        Told::Resumed { to, after } => format!("repris à l’étape {}, après {}", to.title, days(LANG, *after)),
        Told::Renamed { from, to } => format!("{} est devenu {}", from.title, to.title),
        Told::Superseded { from, to } => {
            format!("écarté par une fusion\u{a0}: {} → {}", title(from), title(to))
        }
        Told::Changed(lines) => counted(lines.len(), "champ modifié", "champs modifiés"),
        Told::Relocated { from, to } => format!("fichier déplacé de {from} à {to}"),
        Told::Unreadable { path } => format!("{path} est illisible\u{a0}: la version d’avant compte"),
        Told::Verdict(line) => verdict(line),
        Told::Feedback { stage, remarks } => feedback(stage, remarks),
        Told::Handoff { stage, ticked, beyond } => handoff(&stage.title, ticked, beyond.as_ref()),
        Told::Ignored { path } => format!("{path} n’est pas compris et ne compte pas"),
    }
}

fn title(stage: &Option<Named>) -> &str {
    stage.as_ref().map_or("rien", |stage| &stage.title)
}

fn moved(from: &Named, to: &Named, ended: &[Stay], round: Option<usize>) -> String {
    let passed: Vec<String> = ended
        .iter()
        .skip(1)
        .map(|stay| format!("\u{202f}; {} franchi ({})", stay.stage.title, spent(stay)))
        .collect();
    let round = round.map_or_else(String::new, |round| {
        format!("\u{202f}; à corriger, aller-retour n°\u{a0}{round}")
    });
    format!(
        "{} → {}{}{}{round}",
        from.title,
        to.title,
        after(ended),
        passed.concat()
    )
}

fn after(ended: &[Stay]) -> String {
    match ended.first() {
        Some(stay) if stay.observed == Observed::No => ", moins d’une minute après\u{a0}: non observé".into(),
        Some(stay) if stay.on_hold > 0.0 => {
            format!(
                ", après {} et {} en attente",
                length(LANG, stay),
                days(LANG, stay.on_hold)
            )
        }
        Some(stay) => format!(", après {}", length(LANG, stay)),
        None => String::new(),
    }
}

fn spent(stay: &Stay) -> String {
    match stay.observed {
        Observed::Yes => length(LANG, stay),
        Observed::No => "non observé".into(),
    }
}

fn verdict(line: &VerdictLine) -> String {
    let said = said(line.verdict);
    let origin = line.origin.as_deref();
    let evidence = match (line.proof, line.key.as_deref()) {
        (Proof::Forge, Some(key)) => format!("{}, enregistré par {key}", origin.unwrap_or("sur la forge")),
        (Proof::Forge, None) => origin.unwrap_or("sur la forge").to_owned(),
        (Proof::Signature, Some(key)) => format!("signé, avec {key}"),
        (Proof::Signature, None) => "signé".into(),
        (Proof::Relayed, _) => origin.map_or_else(|| "transmis".into(), |origin| format!("transmis, par {origin}")),
        (Proof::Claimed(Unproved::Said), _) => {
            origin.map_or_else(|| "déclaré".into(), |origin| format!("déclaré, par {origin}"))
        }
        (proof @ Proof::Claimed(_), _) => {
            let origin = origin.map_or_else(String::new, |origin| format!(", par {origin}"));
            format!("déclaré{origin}\u{a0}: la décision {}", proved(proof))
        }
    };
    let took = line
        .open_hours
        .map_or_else(String::new, |open| format!(", {} après la demande", hours(LANG, open)));
    let note = line
        .note
        .as_ref()
        .map_or_else(String::new, |note| format!(", «\u{a0}{note}\u{a0}»"));
    let holds = match &line.holds {
        Holds::Yes => String::new(),
        Holds::Stale(fields) => format!("\u{202f}; caduc, modifié depuis\u{a0}: {}", fields.join(", ")),
        Holds::UnknownVersion => "\u{202f}; d’une version absente de l’historique".into(),
    };
    format!("{}\u{a0}: {said}{took}{note} ({evidence}){holds}", line.stage.title)
}

/// What was ticked of a stage's checklist, and a round too many that was let pass.
pub fn handoff(stage: &str, ticked: &[String], beyond: Option<&Beyond>) -> String {
    let quoted: Vec<String> = ticked.iter().map(|item| format!("«\u{a0}{item}\u{a0}»")).collect();
    let list = (!quoted.is_empty()).then(|| format!("liste cochée\u{a0}: {}", quoted.join(", ")));
    let round = beyond.map(|one| {
        let reason = one.reason.replace('\n', " ");
        let said = format!("un tour de plus que la validation ne permet\u{a0}: «\u{a0}{reason}\u{a0}»");
        match one.may {
            MayOverride::Yes => said,
            MayOverride::No => format!("{said}, par quelqu’un qui n’en a pas le droit\u{a0}: sans effet"),
        }
    });
    let said: Vec<String> = list.into_iter().chain(round).collect();
    format!("{stage}\u{a0}: {}", said.join("\u{202f}; "))
}

fn feedback(stage: &Named, remarks: &[Remark]) -> String {
    let one = |remark: &Remark| {
        let severity = remark
            .severity
            .map_or_else(String::new, |severity| format!(", {}", severity_word(severity)));
        let state = match remark.state() {
            RemarkState::Open => "à traiter",
            RemarkState::Resolved => "traitée",
            RemarkState::Confirmed => "confirmée",
        };
        format!("«\u{a0}{}\u{a0}» ({state}{severity})", remark.text)
    };
    let all: Vec<String> = remarks.iter().map(one).collect();
    let count = counted(remarks.len(), "remarque", "remarques");
    format!("{}\u{a0}: {count}\u{a0}: {}", stage.title, all.join("\u{202f}; "))
}

pub fn campaign(reader: Reader, report: &CampaignTrail) -> String {
    let name = &report.title;
    let goes = report.launch.map_or_else(String::new, |day| {
        format!(", mise en ligne le {}", reader.day_in_sentence(day))
    });
    let briefs = report.briefs.len();
    if briefs == 0 {
        return format!("{name}{goes}\u{a0}: pas encore de brief.");
    }
    let delivered = counted(report.delivered(), "brief livré", "briefs livrés");
    format!("{name}{goes}\u{a0}: {delivered} sur {briefs}.")
}

pub fn campaign_facts(report: &CampaignTrail) -> String {
    [
        report.campaign.clone(),
        counted(report.versions, "version", "versions"),
        counted(
            report.moves(),
            "passage d’étape de ses briefs",
            "passages d’étape de ses briefs",
        ),
    ]
    .join(" · ")
}

pub fn landed(reader: Reader, day: Day) -> String {
    format!("arrivé le {}", reader.day(day))
}

pub fn version_then(then: &Then) -> String {
    let short = then.commit.get(..7).unwrap_or(&then.commit);
    let owner = then
        .owner
        .as_deref()
        .map_or_else(|| "à personne".to_owned(), |owner| format!("chez {owner}"));
    format!("Version {}, du commit {short}, {owner}.", then.version)
}

pub fn left_out(before: usize) -> String {
    let lines = counted(
        before,
        "ligne d’avant n’est pas montrée",
        "lignes d’avant ne sont pas montrées",
    );
    format!("{lines}.")
}

pub const fn word(word: TrailWord) -> &'static str {
    match word {
        TrailWord::TimeInStages => "Temps passé à chaque étape",
        TrailWord::Versions => "Versions",
        TrailWord::Verdicts => "Avis",
        TrailWord::OnHold => "En attente",
        TrailWord::Today => "aujourd’hui",
        TrailWord::Due => "échéance",
        TrailWord::Legend => {
            "j. o.\u{a0}: jours ouvrés, attente déduite · h\u{a0}: heures d’ouverture · couvert\u{a0}: une validation de ce qui était écrit ne tient plus"
        }
        TrailWord::PictureLegend => {
            "barre\u{a0}: à l’étape · contour\u{a0}: validation · hachures\u{a0}: en attente · ◆ version · ✓ validé · ✗ à corriger"
        }
        TrailWord::WhereBriefsAre => "Où en sont ses briefs",
        TrailWord::Deleted => "supprimé",
        TrailWord::Open => "maintenant",
    }
}
