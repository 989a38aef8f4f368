//! Answers: what is said of remarks on a brief, in French?
//! Invariant: the remark's own words stand as they were typed.

use super::numbers::counted;
use crate::model::feedback::{RemarkState, Severity};
use crate::model::remark_place::RemarkPlace;
use crate::render::catalogue::Lang;
use crate::render::catalogue::numbers::percent;
use crate::report::deed::RemarksDone;
use crate::report::feedback::{FeedbackList, RemarkRow, VersionSeen};
use crate::report::table::Tone;

pub const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocking => "bloquante",
        Severity::Major => "majeure",
        Severity::Minor => "mineure",
        Severity::Idea => "idée",
    }
}

pub fn headline(list: &FeedbackList) -> String {
    let whose = list.brief.as_ref().map(|(id, title)| format!("{title} · {id}\u{a0}: "));
    let said = open(list);
    match whose {
        Some(whose) => format!("{whose}{said}."),
        None => format!("{}.", capital(&said)),
    }
}

/// How much is open, as a part of a sentence.
pub fn open(list: &FeedbackList) -> String {
    match (list.rows.len(), list.open(), list.open_blocking()) {
        (0, _, _) => "aucune remarque".to_owned(),
        (_, 0, _) => match list.resolved() {
            0 => "aucune remarque à traiter".to_owned(),
            resolved => format!("aucune remarque à traiter, {resolved} à confirmer"),
        },
        (_, open, 0) => counted(open, "remarque à traiter", "remarques à traiter"),
        (_, open, blocking) => {
            let blocks = if blocking < 2 { "bloquante" } else { "bloquantes" };
            let open = counted(open, "remarque à traiter", "remarques à traiter");
            format!("{open}, dont {blocking} {blocks}")
        }
    }
}

pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

pub fn unreadable(file: &str) -> String {
    format!("{file} ne peut pas être lu\u{a0}: `crops check` dit pourquoi")
}

pub fn state(row: &RemarkRow) -> String {
    let by = |word: &str, by: Option<&str>| match by {
        Some(by) => format!("{word} par {by}"),
        None => word.to_owned(),
    };
    match row.state {
        RemarkState::Open => "à traiter".into(),
        RemarkState::Resolved => by("traitée", row.resolved.as_ref().and_then(|one| one.by.as_deref())),
        RemarkState::Confirmed => by("confirmée", row.confirmed.as_ref().and_then(|one| one.by.as_deref())),
    }
}

pub fn place(place: &RemarkPlace) -> String {
    let parts = [
        place.at.as_ref().map(|at| at.text().to_owned()),
        place.page.map(|page| format!("page {page}")),
        place.point.map(|point| {
            let share = |part: f64| percent(Lang::Fr, part);
            format!(
                "à {} du bord gauche, {} du haut",
                share(point.x.value()),
                share(point.y.value())
            )
        }),
        place.field.as_ref().map(|field| format!("`{field}`")),
        place.words.as_ref().map(ToString::to_string),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

pub fn version(seen: &VersionSeen) -> String {
    let which = match seen.number {
        Some(number) => format!("v{number}, {}", seen.asset),
        None => seen.asset.clone(),
    };
    match &seen.latest {
        Some((_, latest)) => format!("{which} (désormais v{latest})"),
        None => which,
    }
}

pub fn added(one: &RemarksDone) -> String {
    format!(
        "{}  {}\u{a0}: {} à l’étape {}, par {}",
        one.id,
        one.title,
        counted(one.remarks.len(), "remarque", "remarques"),
        one.stage_title,
        one.by
    )
}

pub fn resolved(one: &RemarksDone) -> String {
    let count = counted(one.remarks.len(), "remarque traitée", "remarques traitées");
    format!("{}  {}\u{a0}: {count} par {}", one.id, one.title, one.by)
}

pub fn confirmed(one: &RemarksDone) -> String {
    let count = counted(one.remarks.len(), "remarque confirmée", "remarques confirmées");
    format!("{}  {}\u{a0}: {count} par {}", one.id, one.title, one.by)
}

/// Each remark with its name, and what is left.
pub fn details(one: &RemarksDone) -> Vec<(String, Tone)> {
    let mut said: Vec<(String, Tone)> = one
        .remarks
        .iter()
        .map(|remark| {
            let weight = remark.severity.map(|weight| format!(" ({})", severity(weight)));
            let words = remark.text.replace('\n', " ");
            (
                format!("{}{}\u{a0}: {words}", remark.name, weight.unwrap_or_default()),
                Tone::Plain,
            )
        })
        .collect();
    if one.open_blocking > 0 {
        let count = counted(
            one.open_blocking,
            "remarque bloquante est à traiter",
            "remarques bloquantes sont à traiter",
        );
        said.push((count, Tone::Caution));
    }
    said
}
