//! Answers: what is said above lists, and of one brief or campaign, in French?
//! Invariant: the answer first; only facts that are there.

use super::numbers::counted;
use crate::render::catalogue::listing::Fact;
use crate::render::catalogue::numbers::working_days_in_words;
use crate::render::catalogue::{Lang, Reader};
use crate::report::briefs::{BriefCard, BriefList, RequestList, Scope, WhyDue};
use crate::report::campaigns::{CampaignCard, CampaignList};
use crate::report::table::Tone;

/// What the numbers of a table count.
pub const WORKING_DAYS: &str = "retard, attente, délai trop court de\u{a0}: en jours ouvrés";

/// What the mark means, and what the numbers count.
pub const LATE: &str = "! en retard · retard\u{a0}: en jours ouvrés";

/// `None`: the key says it.
pub fn field(key: &str) -> Option<&'static str> {
    let known = [
        ("objective", "Objectif"),
        ("audience", "Cible"),
        ("message", "Message"),
        ("channels", "Canaux"),
        ("markets", "Marchés"),
        ("tags", "Étiquettes"),
        ("deliverables", "Livrables"),
        ("budget", "Budget"),
        ("ref", "Dossier"),
        ("proofs", "Épreuves"),
        ("format", "Format"),
        ("tone", "Ton"),
        ("notes", "Notes"),
    ];
    let found = known.iter().find(|(name, _)| *name == key);
    found.map(|(_, words)| *words)
}

pub fn briefs(list: &BriefList) -> String {
    if list.rows.is_empty() {
        return "Aucun brief à montrer.".into();
    }
    let count = match list.scope {
        Scope::Open => counted(list.rows.len(), "brief en cours", "briefs en cours"),
        Scope::All => counted(list.rows.len(), "brief", "briefs"),
    };
    match list.late() {
        0 => format!("{count}."),
        late => format!("{count}, dont {late} en retard."),
    }
}

pub fn requests(list: &RequestList) -> String {
    match list.rows.len() {
        0 => "Aucune demande en attente.".into(),
        many => format!("{} en attente.", counted(many, "demande", "demandes")),
    }
}

pub fn card(reader: Reader, card: &BriefCard) -> String {
    let row = &card.row;
    let since = card
        .since
        .map(|day| format!(" depuis le {}", reader.day_in_sentence(day)));
    format!(
        "{} · {} · {}{}",
        row.title,
        row.id,
        row.stage_title,
        since.unwrap_or_default()
    )
}

pub fn fact(reader: Reader, card: &BriefCard, fact: Fact) -> Option<(String, Tone)> {
    let row = &card.row;
    let plain = |text: String| (text, Tone::Plain);
    match fact {
        Fact::Due => due(reader, card),
        Fact::Link => match (&row.deliverable, &row.campaign) {
            (Some(deliverable), _) => {
                let of = card.campaign_title.as_deref().map(|title| format!(", {title}"));
                Some(plain(format!("Pour {deliverable}{}", of.unwrap_or_default())))
            }
            (None, Some(campaign)) => Some(plain(format!("Pour {campaign}, {}", card.campaign_title.as_deref()?))),
            (None, None) => None,
        },
        Fact::People => {
            let owner = match row.owner.as_deref() {
                Some(owner) => format!("confié à {owner}"),
                None => "sans responsable".to_owned(),
            };
            let asked = card
                .requester
                .as_deref()
                .map(|id| format!(", demandé par {id}"))
                .unwrap_or_default();
            let who: Vec<_> = card
                .who
                .iter()
                .map(|(stage, who)| format!("{stage}\u{a0}: {}", who.join(", ")))
                .collect();
            let who = if who.is_empty() {
                String::new()
            } else {
                format!(" ({})", who.join("\u{202f}; "))
            };
            Some(plain(format!("{}, {owner}{who}{asked}", card.kind_title)))
        }
        Fact::Waiting => {
            let lacks: Vec<_> = card.lacks.iter().map(super::refusal::lack).collect();
            let awaited = if lacks.is_empty() { card.awaited.clone() } else { lacks };
            (!awaited.is_empty()).then(|| plain(format!("En attente de\u{a0}: {}", awaited.join("\u{202f}; "))))
        }
        Fact::Missing => (!card.missing.is_empty()).then(|| {
            let text = format!("Il manque\u{a0}: {}", card.missing.join(", "));
            (text, Tone::Caution)
        }),
        Fact::Rush => card
            .rush
            .as_ref()
            .map(|rush| (format!("Urgence\u{a0}: {rush}"), Tone::Caution)),
    }
}

fn due(reader: Reader, card: &BriefCard) -> Option<(String, Tone)> {
    let due = card.row.due?;
    let why = match card.why_due.as_ref()? {
        WhyDue::Own { deliverable_says: None } => String::new(),
        WhyDue::Own {
            deliverable_says: Some(day),
        } => format!(" (sa propre date\u{202f}; son livrable dit {})", reader.day(*day)),
        WhyDue::Live { live, handover, party } => {
            let live = reader.day(*live);
            let less = (handover.0 > 0).then(|| format!(" moins {}", working_days_in_words(Lang::Fr, *handover)));
            let party = party
                .as_deref()
                .map(|party| format!(" pour {party}"))
                .unwrap_or_default();
            format!("\u{a0}: mise en ligne {live}{}{party}", less.unwrap_or_default())
        }
    };
    let head = format!("À remettre {}", reader.day(due));
    Some(if card.row.late.0 > 0 {
        let late = working_days_in_words(Lang::Fr, card.row.late);
        (format!("{head}, en retard de {late}{why}"), Tone::Bad)
    } else {
        (format!("{head}{why}"), Tone::Plain)
    })
}

pub fn campaigns(list: &CampaignList) -> String {
    match list.rows.len() {
        0 => "Aucune campagne pour l’instant.".into(),
        many => format!("{}.", counted(many, "campagne", "campagnes")),
    }
}

pub fn campaign(reader: Reader, card: &CampaignCard) -> String {
    let launch = card.row.launch.map(|day| format!(" · lancement {}", reader.day(day)));
    format!("{} · {}{}", card.row.title, card.row.id, launch.unwrap_or_default())
}

pub fn campaign_facts(reader: Reader, card: &CampaignCard) -> Vec<String> {
    let row = &card.row;
    let people: Vec<_> = [
        row.client.as_deref().map(|id| format!("client {id}")),
        row.owner.as_deref().map(|id| format!("pilote {id}")),
        card.reference.as_deref().map(|text| format!("dossier {text}")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let anchors: Vec<_> = card
        .anchors
        .iter()
        .map(|(name, day)| format!("{name} {}", reader.day(*day)))
        .collect();
    let briefs = counted(row.briefs, "brief", "briefs");
    let delivered = match (row.briefs, row.delivered) {
        (0, _) => briefs,
        (_, 0) => format!("{briefs}, aucun livré"),
        (_, delivered) => format!("{briefs}, dont {}", counted(delivered, "livré", "livrés")),
    };
    let open = match card.without_brief() {
        0 => delivered,
        lines => format!("{delivered}, {} sans brief", counted(lines, "ligne", "lignes")),
    };
    let list = |name: &str, ids: &[String]| (!ids.is_empty()).then(|| format!("{name}\u{a0}: {}", ids.join(", ")));
    let say = |parts: Vec<String>| (!parts.is_empty()).then(|| parts.join(" · "));
    [
        say(people),
        say(anchors),
        Some(open),
        list("tâches", &card.tasks),
        list("jalons", &card.milestones),
    ]
    .into_iter()
    .flatten()
    .collect()
}
