//! Answers: what is said above lists, and of one brief or campaign, in English?
//! Invariant: the answer first; only facts that are there.

use super::numbers::counted;
use crate::render::catalogue::listing::Fact;
use crate::render::catalogue::numbers::working_days_in_words;
use crate::render::catalogue::{Lang, Reader};
use crate::report::briefs::{BriefCard, BriefList, RequestList, Scope, WhyDue};
use crate::report::campaigns::{CampaignCard, CampaignList};
use crate::report::table::Tone;

/// What the numbers of a table count.
pub const WORKING_DAYS: &str = "late by, waiting, short by: working days";

/// What the mark means, and what the numbers count.
pub const LATE: &str = "! late · late by: working days";

/// `None`: the key says it.
pub fn field(key: &str) -> Option<&'static str> {
    let known = [
        ("objective", "Objective"),
        ("audience", "Audience"),
        ("message", "Message"),
        ("channels", "Channels"),
        ("markets", "Markets"),
        ("tags", "Tags"),
        ("deliverables", "Deliverables"),
        ("budget", "Budget"),
        ("ref", "Reference"),
        ("proofs", "Proofs"),
        ("format", "Format"),
        ("tone", "Tone"),
        ("notes", "Notes"),
    ];
    let found = known.iter().find(|(name, _)| *name == key);
    found.map(|(_, words)| *words)
}

pub fn briefs(list: &BriefList) -> String {
    if list.rows.is_empty() {
        return "No brief to show.".into();
    }
    let count = match list.scope {
        Scope::Open => counted(list.rows.len(), "open brief", "open briefs"),
        Scope::All => counted(list.rows.len(), "brief", "briefs"),
    };
    match list.late() {
        0 => format!("{count}."),
        late => format!("{count}, {late} late."),
    }
}

pub fn requests(list: &RequestList) -> String {
    match list.rows.len() {
        0 => "No request is waiting.".into(),
        1 => "1 request is waiting.".into(),
        many => format!("{many} requests are waiting."),
    }
}

pub fn card(reader: Reader, card: &BriefCard) -> String {
    let row = &card.row;
    let since = card.since.map(|day| format!(" since {}", reader.day_in_sentence(day)));
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
                Some(plain(format!("For {deliverable}{}", of.unwrap_or_default())))
            }
            (None, Some(campaign)) => Some(plain(format!("For {campaign}, {}", card.campaign_title.as_deref()?))),
            (None, None) => None,
        },
        Fact::People => {
            let owner = row.owner.as_deref().unwrap_or("nobody");
            let asked = card
                .requester
                .as_deref()
                .map(|id| format!(", asked by {id}"))
                .unwrap_or_default();
            let who: Vec<_> = card
                .who
                .iter()
                .map(|(stage, who)| format!("{stage}: {}", who.join(", ")))
                .collect();
            let who = if who.is_empty() {
                String::new()
            } else {
                format!(" ({})", who.join("; "))
            };
            Some(plain(format!("{}, with {owner}{who}{asked}", card.kind_title)))
        }
        Fact::Waiting => {
            let lacks: Vec<_> = card.lacks.iter().map(super::refusal::lack).collect();
            let awaited = if lacks.is_empty() { card.awaited.clone() } else { lacks };
            (!awaited.is_empty()).then(|| plain(format!("Waiting for: {}", awaited.join("; "))))
        }
        Fact::Missing => (!card.missing.is_empty()).then(|| {
            let text = format!("Missing: {}", card.missing.join(", "));
            (text, Tone::Caution)
        }),
        Fact::Rush => card.rush.as_ref().map(|rush| (format!("Rush: {rush}"), Tone::Caution)),
    }
}

fn due(reader: Reader, card: &BriefCard) -> Option<(String, Tone)> {
    let due = card.row.due?;
    let why = match card.why_due.as_ref()? {
        WhyDue::Own { deliverable_says: None } => String::new(),
        WhyDue::Own {
            deliverable_says: Some(day),
        } => format!(" (its own; its deliverable says {})", reader.day(*day)),
        WhyDue::Live { live, handover, party } => {
            let live = reader.day(*live);
            let less = (handover.0 > 0).then(|| format!(" less {}", working_days_in_words(Lang::En, *handover)));
            let party = party
                .as_deref()
                .map(|party| format!(" for {party}"))
                .unwrap_or_default();
            format!(": live on {live}{}{party}", less.unwrap_or_default())
        }
    };
    let head = format!("Due {}", reader.day(due));
    Some(if card.row.late.0 > 0 {
        let late = working_days_in_words(Lang::En, card.row.late);
        (format!("{head}, late by {late}{why}"), Tone::Bad)
    } else {
        (format!("{head}{why}"), Tone::Plain)
    })
}

pub fn campaigns(list: &CampaignList) -> String {
    match list.rows.len() {
        0 => "No campaign yet.".into(),
        many => format!("{}.", counted(many, "campaign", "campaigns")),
    }
}

pub fn campaign(reader: Reader, card: &CampaignCard) -> String {
    let launch = card.row.launch.map(|day| format!(" · launch {}", reader.day(day)));
    format!("{} · {}{}", card.row.title, card.row.id, launch.unwrap_or_default())
}

pub fn campaign_facts(reader: Reader, card: &CampaignCard) -> Vec<String> {
    let row = &card.row;
    let people: Vec<_> = [
        row.client.as_deref().map(|id| format!("client {id}")),
        row.owner.as_deref().map(|id| format!("owner {id}")),
        card.reference.as_deref().map(|text| format!("ref {text}")),
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
        (_, 0) => format!("{briefs}, none delivered"),
        (_, delivered) => format!("{briefs}, {delivered} delivered"),
    };
    let open = match card.without_brief() {
        0 => delivered,
        lines => format!("{delivered}, {} without a brief", counted(lines, "line", "lines")),
    };
    let list = |name: &str, ids: &[String]| (!ids.is_empty()).then(|| format!("{name}: {}", ids.join(", ")));
    let say = |parts: Vec<String>| (!parts.is_empty()).then(|| parts.join(" · "));
    [
        say(people),
        say(anchors),
        Some(open),
        list("tasks", &card.tasks),
        list("milestones", &card.milestones),
    ]
    .into_iter()
    .flatten()
    .collect()
}
