//! Answers: what did a command write, in French?
//! Invariant: the title first, then the id that the next command needs.

use super::numbers::counted;
use super::{assets, feedback, templates, verdict};
use crate::change::outcome::Outcome;
use crate::render::catalogue::numbers::working_days_in_words;
use crate::render::catalogue::work::DeedWord;
use crate::render::catalogue::{Lang, Reader};
use crate::report::deed::{Done, Founded, Left, Requested};
use crate::report::table::Tone;

pub fn done(done: &Done, outcome: &Outcome) -> String {
    let sign = match outcome {
        Outcome::Preview => "▸",
        Outcome::Committed { .. } | Outcome::FilesOnly | Outcome::NoRepository | Outcome::Unchanged => "✓",
    };
    let text = match done {
        Done::Requested(one) => requested(one),
        Done::Accepted(one) => {
            let owner = one
                .owner
                .as_deref()
                .map(|owner| format!(", avec {owner}"))
                .unwrap_or_default();
            format!(
                "{}  {}\u{a0}: acceptée, à l’étape {}{owner}",
                one.id, one.title, one.to_title
            )
        }
        Done::Declined(one) => format!("{}  {}\u{a0}: refusée, à l’étape {}", one.id, one.title, one.to_title),
        Done::Moved(one) => format!(
            "{}  {}\u{a0}: de {} à {}",
            one.id, one.title, one.from_title, one.to_title
        ),
        Done::Edited(one) if one.keys.is_empty() => format!("{}  {}\u{a0}: modifié", one.id, one.title),
        Done::Edited(one) => {
            let done = if one.keys.len() == 1 { "modifié" } else { "modifiés" };
            format!("{}  {}\u{a0}: {} {done}", one.id, one.title, one.keys.join(", "))
        }
        Done::Assigned(one) => {
            let people = one.people.join(", ");
            match &one.stage {
                Some(stage) => format!("{}  {}\u{a0}: {stage} confié à {people}", one.id, one.title),
                None => format!("{}  {}\u{a0}: confié à {people}", one.id, one.title),
            }
        }
        Done::CampaignMade(one) => format!("{}  {}", one.id, one.title),
        Done::LineAdded(one) => format!("{}/{} ajouté {}", one.campaign, one.id, added_to(one.list)),
        Done::Opened(one) => format!(
            "{}  {}\u{a0}: {}",
            one.campaign,
            one.title,
            counted(one.briefs.len(), "brief ouvert", "briefs ouverts")
        ),
        Done::Founded(one) => format!("{}\u{a0}: un studio dans `{}`", one.title, one.folder),
        Done::Recorded(one) => super::forge::recorded(one),
        Done::Adopted(all) => super::workflow::adopted(all),
        Done::Undone(one) => format!("annulé\u{a0}: {} ({})", one.subject, short(&one.commit)),
        Done::WorkflowMade(one) => templates::workflow(one),
        Done::AssetAdded(one) => assets::added(one),
        Done::FeedbackAdded(one) => feedback::added(one),
        Done::Judged(one) => verdict::judged(one),
        Done::FeedbackResolved(one) => feedback::resolved(one),
        Done::FeedbackConfirmed(one) => feedback::confirmed(one),
    };
    format!("{sign} {text}")
}

fn requested(one: &Requested) -> String {
    let by = one
        .requester
        .as_deref()
        .map(|id| format!(", demandé par {id}"))
        .unwrap_or_default();
    let short = one.notice.as_ref().filter(|notice| notice.is_short()).map(|notice| {
        let missing = working_days_in_words(Lang::Fr, notice.missing());
        format!(" (délai court\u{a0}: il manque {missing})")
    });
    format!("{}  {}{by}{}", one.id, one.title, short.unwrap_or_default())
}

/// Further sentences about what was done.
pub fn details(reader: Reader, done: &Done) -> Vec<(String, Tone)> {
    match done {
        Done::Requested(one) => request_details(reader, one),
        Done::Moved(one) | Done::Accepted(one) | Done::Declined(one) => {
            let unsure = (one.left == Left::Unknown).then(|| {
                let text = format!(
                    "L’historique ne dit pas quelle étape a été quittée\u{a0}: {} est pris tel quel.",
                    one.to
                );
                (text, Tone::Caution)
            });
            let awaits: Vec<_> = one.awaits.iter().map(super::refusal::lack).collect();
            let gate = (!awaits.is_empty()).then(|| {
                (
                    format!("En attente de\u{a0}: {}", awaits.join("\u{202f}; ")),
                    Tone::Plain,
                )
            });
            unsure.into_iter().chain(gate).collect()
        }
        Done::CampaignMade(one) => {
            let day = reader.day_in_sentence(one.launch);
            vec![(format!("Lancement (J)\u{a0}: {day}."), Tone::Plain)]
        }
        Done::Founded(one) => founded_details(one),
        Done::Adopted(all) => all
            .iter()
            .map(|one| (format!("{}\u{a0}: {} → {}", one.brief, one.from, one.to), Tone::Plain))
            .collect(),
        Done::Undone(one) => vec![(format!("Comme avant\u{a0}: {}", one.files.join(", ")), Tone::Plain)],
        Done::AssetAdded(one) => assets::added_details(one),
        Done::FeedbackAdded(one) | Done::FeedbackResolved(one) | Done::FeedbackConfirmed(one) => feedback::details(one),
        Done::Judged(one) => verdict::details(one),
        Done::Recorded(one) => super::forge::recorded_details(one),
        Done::Edited(_) | Done::WorkflowMade(_) | Done::Assigned(_) | Done::LineAdded(_) | Done::Opened(_) => {
            Vec::new()
        }
    }
}

/// The keys of a campaign's lists, as people call them.
fn added_to(list: &str) -> &str {
    let known = [
        ("deliverables", "aux livrables"),
        ("series", "aux séries"),
        ("tasks", "aux tâches"),
        ("milestones", "aux jalons"),
    ];
    let found = known.iter().find(|(key, _)| *key == list);
    found.map_or(list, |(_, words)| words)
}

fn short(commit: &str) -> &str {
    commit.get(..7).unwrap_or(commit)
}

fn founded_details(one: &Founded) -> Vec<(String, Tone)> {
    let repository = one
        .new_repository
        .then(|| "Un dépôt git a été créé pour son histoire.".to_string());
    let rest = [
        format!(
            "Fuseau horaire {}\u{202f}; vous êtes `{}` et avez d’abord tous les rôles.",
            one.timezone, one.person
        ),
        "Processus\u{a0}: standard, social. Types\u{a0}: landing-page, newsletter, social, video, visual.".to_string(),
        "Chaque fichier dit à quoi servent ses lignes\u{a0}: adaptez-les à votre travail.".to_string(),
    ];
    let attributes = (one.attributes_added > 0).then(|| {
        let lines = counted(one.attributes_added, "ligne", "lignes");
        format!(
            "`.gitattributes` existait et reçoit {lines} de plus, pour que les fiches gardent leurs octets partout."
        )
    });
    let all = repository.into_iter().chain(rest).chain(attributes);
    all.map(|text| (text, Tone::Plain)).collect()
}

fn request_details(reader: Reader, one: &Requested) -> Vec<(String, Tone)> {
    let mut said = Vec::new();
    if let Some(live) = one.live {
        let ready = one
            .due
            .map(|due| format!(", prêt le {}", reader.day_in_sentence(due)))
            .unwrap_or_default();
        said.push((
            format!("Mise en ligne le {}{ready}.", reader.day_in_sentence(live)),
            Tone::Plain,
        ));
    } else if let Some(due) = one.due {
        said.push((format!("À remettre le {}.", reader.day_in_sentence(due)), Tone::Plain));
    }
    if let Some(notice) = &one.notice {
        let wanted = working_days_in_words(Lang::Fr, notice.wanted);
        let left = working_days_in_words(Lang::Fr, notice.left);
        let due = reader.day_in_sentence(notice.due);
        let head = format!(
            "«\u{a0}{}\u{a0}» demande {wanted}\u{202f}; le {due} en laisse {left}",
            one.kind_title
        );
        if !notice.is_short() {
            said.push((format!("{head}\u{a0}: c’est jouable."), Tone::Plain));
        } else if let Some(rush) = &one.rush {
            said.push((format!("{head}. Prise en urgence\u{a0}: {rush}"), Tone::Caution));
        }
    }
    if !one.missing.is_empty() {
        let missing = one.missing.join(", ");
        said.push((
            format!("Il manque encore, avant de quitter {}\u{a0}: {missing}", one.stage),
            Tone::Plain,
        ));
    }
    said
}

/// Said before the answer: the due day leaves less than the kind's lead time.
pub fn short_notice(reader: Reader, one: &Requested) -> Option<String> {
    let notice = one
        .notice
        .as_ref()
        .filter(|notice| notice.is_short() && one.rush.is_none())?;
    let left = working_days_in_words(Lang::Fr, notice.left);
    let wanted = working_days_in_words(Lang::Fr, notice.wanted);
    let first = notice
        .first
        .map(|day| format!(" Premier jour possible\u{a0}: le {}.", reader.day_in_sentence(day)));
    Some(format!(
        "le {} laisse {left}\u{202f}; «\u{a0}{}\u{a0}» en demande {}.{}",
        reader.day_in_sentence(notice.due),
        one.kind_title,
        wanted,
        first.unwrap_or_default()
    ))
}

pub fn word(word: DeedWord) -> &'static str {
    match word {
        DeedWord::CommitMessage => "Message du commit",
        DeedWord::UnknownAsker => {
            "le studio ne connaît personne à votre adresse e-mail\u{a0}: la demande reste sans demandeur"
        }
        DeedWord::UnknownAskerHint => "--requester ID",
        DeedWord::IdNotTaken => {
            "`id` et `stage` de la fiche ont été laissés de côté\u{a0}: une demande reçoit les siens"
        }
    }
}
