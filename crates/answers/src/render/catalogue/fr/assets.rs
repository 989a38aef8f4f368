//! Answers: what is said of assets, in French?
//! Invariant: only what is on record; rights that ended are said to have ended.

use super::numbers::counted;
use crate::model::asset::AssetRole;
use crate::render::catalogue::Reader;
use crate::report::assets::{AssetCard, AssetList, AssetRow, Use, UseKind};
use crate::report::deed::AssetAdded;
use crate::report::table::Tone;

pub fn headline(list: &AssetList) -> String {
    let count = match list.rows.len() {
        0 => "Aucun média".to_owned(),
        many => counted(many, "média", "médias"),
    };
    match list.expiring {
        Some(days) => format!(
            "{count} dont les droits finissent d’ici {}.",
            counted(days as usize, "jour", "jours")
        ),
        None => format!("{count}."),
    }
}

pub const fn role(role: AssetRole) -> &'static str {
    match role {
        AssetRole::Proof => "épreuve",
        AssetRole::Final => "définitif",
        AssetRole::Source => "source",
    }
}

pub fn rights(reader: Reader, row: &AssetRow) -> Option<String> {
    let until = reader.day(row.rights_until?);
    Some(match row.rights_left? {
        left if left < 0 => {
            let days = counted(left.unsigned_abs() as usize, "jour", "jours");
            format!("{until}, finis depuis {days}")
        }
        0 => format!("{until}, dernier jour"),
        left => format!("{until}, encore {}", counted(left as usize, "jour", "jours")),
    })
}

pub fn card(card: &AssetCard) -> String {
    let row = &card.row;
    let of = card.versions.last().filter(|last| last.number > row.version);
    let latest = of.map(|last| format!(" sur {}, la dernière est {}", last.number, last.id));
    let version = format!("version {}{}", row.version, latest.unwrap_or_default());
    format!("{} · {} · {} · {version}", row.name(), row.id, role(row.role))
}

pub fn facts(reader: Reader, card: &AssetCard) -> Vec<(String, Tone)> {
    let row = &card.row;
    let mut said = Vec::new();
    if let Some(until) = rights(reader, row) {
        let tone = if row.rights_left.is_some_and(|left| left < 0) {
            Tone::Bad
        } else {
            Tone::Plain
        };
        let owner = row.rights_owner.as_deref().map(|owner| format!(" de {owner}"));
        let markets = (!row.markets.is_empty()).then(|| format!(", pour {}", row.markets.join(", ")));
        said.push((
            format!(
                "Droits{} jusqu’au {until}{}",
                owner.unwrap_or_default(),
                markets.unwrap_or_default()
            ),
            tone,
        ));
    } else {
        said.push(("Aucune fin de droits n’est notée".into(), Tone::Faint));
    }
    let used = |one: &Use| match one.kind {
        UseKind::Proof => format!("Épreuve de {} · {} ({})", one.title, one.brief, one.asset),
        UseKind::Material => format!("Utilisé dans {} · {} ({})", one.title, one.brief, one.asset),
    };
    said.extend(card.uses.iter().map(|one| (used(one), Tone::Plain)));
    if card.uses.is_empty() {
        said.push(("Aucun brief ne le nomme".into(), Tone::Faint));
    }
    let places = [card.media_type_and_place(), card.file.clone()].into_iter().flatten();
    said.extend(places.map(|place| (place, Tone::Plain)));
    said.push((format!("sha256 {}", card.sha256), Tone::Faint));
    said
}

pub fn added(one: &AssetAdded) -> String {
    let title = one.title.as_deref().map(|title| format!("  {title}"));
    let before = one.replaces.as_deref().map(|before| format!(", remplace {before}"));
    format!(
        "{}{}\u{a0}: {}, version {}{}",
        one.id,
        title.unwrap_or_default(),
        role(one.role),
        one.version,
        before.unwrap_or_default()
    )
}

pub fn added_details(one: &AssetAdded) -> Vec<(String, Tone)> {
    let mut said = Vec::new();
    match (one.attached, &one.brief) {
        (Some("replaced"), Some(brief)) => {
            said.push((
                format!("Il prend la place de l’épreuve précédente dans {brief}"),
                Tone::Plain,
            ));
        }
        (Some(_), Some(brief)) => said.push((format!("C’est désormais une épreuve de {brief}"), Tone::Plain)),
        (Some(_), None) | (None, _) => {}
    }
    said.push((format!("sha256 {}", one.sha256), Tone::Faint));
    if !one.is_found {
        let text = "Personne d’autre ne sait où il est\u{a0}: dites-le avec `--uri`, ou gardez-le dans le studio";
        said.push((text.into(), Tone::Caution));
    }
    said
}
