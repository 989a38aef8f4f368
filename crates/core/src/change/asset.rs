//! Answers: what does a new asset, or a new version of one, write?
//! Invariant: a record is never edited to become another version; a proof takes the place of the one it replaces in its brief.
//! Source: design, "The studio: what is on disk".

use super::refusal::Refusal;
use super::yaml_text::{Entry, document};
use super::{Change, FileEdit, KeyEdit, Message, Operation, Segment, YamlValue};
use crate::model::Day;
use crate::model::asset::{Asset, AssetRole, Assets};
use crate::model::brief::Brief;
use crate::model::id::{is_slug, slug_of};
use crate::model::place::StudioPath;
use std::collections::BTreeSet;

const LONGEST_SLUG: usize = 60;

/// What somebody says of an asset.
#[derive(Clone, Debug)]
pub struct NewAsset<'a> {
    /// Its id, where it is not made of its name.
    pub id: Option<&'a str>,
    pub title: Option<&'a str>,
    /// `None`: as the version before, else a proof.
    pub role: Option<AssetRole>,
    pub replaces: Option<&'a Asset>,
    pub sha256: &'a str,
    pub uri: Option<&'a str>,
    pub path: Option<StudioPath>,
    pub media_type: Option<&'a str>,
    /// The last part of its path or address.
    pub file_name: &'a str,
    pub brief: Option<&'a Brief>,
    pub campaign: Option<&'a str>,
    pub tags: Vec<String>,
    pub rights_owner: Option<&'a str>,
    pub rights_until: Option<Day>,
    pub markets: Vec<String>,
}

/// A record as it would be written.
#[derive(Clone, Debug, PartialEq)]
pub struct NewRecord {
    pub change: Change,
    pub id: String,
    pub title: Option<String>,
    pub role: AssetRole,
    pub attached: Attached,
}

/// What became of it in its brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attached {
    No,
    /// One more proof.
    Added,
    /// In the place of the proof it replaces.
    Replaced(String),
}

/// Records an asset; a proof is attached to its brief in the same change.
pub fn add(assets: &Assets<'_>, new: &NewAsset<'_>) -> Result<NewRecord, Refusal> {
    if let Some(same) = assets.all().find(|known| known.sha256.eq_ignore_ascii_case(new.sha256)) {
        return Err(Refusal::SameBytes {
            asset: same.id.to_string(),
        });
    }
    let id = id_of(assets, new)?;
    let path = format!("assets/{id}.yml");
    let path = StudioPath::new(&path).ok_or_else(|| bad_id(&id))?;
    let before = new.replaces;
    let title = new.title.map(str::to_owned).or_else(|| next_title(assets, before?));
    let role = new
        .role
        .or(before.map(|before| before.role))
        .unwrap_or(AssetRole::Proof);
    let text = document(&entries(new, &id, title.as_deref(), role));
    let mut files = vec![FileEdit::Create { path, text }];
    let mut body: Vec<String> = before
        .map(|before| format!("Replaces: {}", *before.id))
        .into_iter()
        .collect();
    let mut attached = Attached::No;
    if let (Some(brief), AssetRole::Proof) = (new.brief, role) {
        let (edit, how) = attach(assets, brief, before, &id);
        body.push(format!("Brief: {}", brief.id));
        files.push(FileEdit::Edit {
            path: brief.file.clone(),
            edits: vec![edit],
        });
        attached = how;
    }
    let message = Message {
        subject: format!("asset: {id} ({})", role.word()),
        body,
    };
    Ok(NewRecord {
        change: Change { message, files },
        id,
        title,
        role,
        attached,
    })
}

fn bad_id(id: &str) -> Refusal {
    Refusal::BadId {
        id: id.to_owned(),
        suggestion: slug_of(id, LONGEST_SLUG),
    }
}

/// As asked; else the next of its chain (`kv-v2` after `kv-v1`), else the words of title or file.
fn id_of(assets: &Assets<'_>, new: &NewAsset<'_>) -> Result<String, Refusal> {
    let taken: BTreeSet<&str> = assets.all().map(|asset| &**asset.id).collect();
    if let Some(id) = new.id.map(str::trim) {
        if !is_slug(id) {
            return Err(bad_id(id));
        }
        if taken.contains(id) {
            let free = free(id, &taken);
            return Err(Refusal::IdTaken {
                id: id.to_owned(),
                free,
            });
        }
        return Ok(id.to_owned());
    }
    let wanted = match new.replaces {
        Some(before) => next_id(&before.id, assets.version(before) + 1),
        None => {
            let stem = new.file_name.rsplit_once('.').map_or(new.file_name, |(stem, _)| stem);
            let name = slug_of(new.title.unwrap_or(stem), LONGEST_SLUG);
            if name.is_empty() { "asset".to_owned() } else { name }
        }
    };
    Ok(if taken.contains(&*wanted) {
        free(&wanted, &taken)
    } else {
        wanted
    })
}

fn free(id: &str, taken: &BTreeSet<&str>) -> String {
    let names = (2..).map(|n| format!("{id}-{n}"));
    names
        .into_iter()
        .find(|name| !taken.contains(&**name))
        .unwrap_or_default()
}

/// `kv-v2` after `kv-v1` or `kv`.
fn next_id(before: &str, version: usize) -> String {
    let numbered = before.rsplit_once("-v").filter(|(_, number)| is_number(number));
    let name = numbered.map_or(before, |(name, _)| name);
    format!("{name}-v{version}")
}

/// `Visuel clé, v2` after `Visuel clé, v1`; any other title stays.
fn next_title(assets: &Assets<'_>, before: &Asset) -> Option<String> {
    let title = before.title.as_deref()?;
    let version = assets.version(before) + 1;
    Some(match title.rsplit_once('v').filter(|(_, number)| is_number(number)) {
        Some((start, _)) => format!("{start}v{version}"),
        None => title.to_owned(),
    })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn entries(new: &NewAsset<'_>, id: &str, title: Option<&str>, role: AssetRole) -> Vec<Entry> {
    let before = new.replaces;
    let text = |key: &str, text: Option<&str>| text.map(|text| Entry::text(key, text));
    let plain = |key: &str, text: Option<&str>| text.map(|text| Entry::plain(key, text));
    let names = |names: &[String]| YamlValue::List(names.iter().cloned().map(YamlValue::Text).collect());
    let brief = new.brief.map(|brief| brief.id.as_str());
    let tags = match (new.tags.as_slice(), before) {
        ([], Some(before)) => before.tags.iter().map(ToString::to_string).collect(),
        (tags, _) => tags.to_vec(),
    };
    let sha256 = new.sha256.to_ascii_lowercase();
    let path = new.path.as_ref().map(StudioPath::as_str);
    let all = [
        Some(Entry::plain("crops", "asset/v1")),
        Some(Entry::plain("id", id)),
        text("title", title),
        Some(Entry::plain("role", role.word())),
        before.map(|before| Entry::plain("replaces", &*before.id.value)),
        Some(Entry::text("sha256", &sha256)),
        text("uri", new.uri),
        text("path", path),
        text("media_type", new.media_type.or_else(|| before?.media_type.as_deref())),
        plain("brief", brief.or_else(|| before?.brief.as_deref())),
        plain("campaign", new.campaign.or_else(|| before?.campaign.as_deref())),
        (!tags.is_empty()).then(|| Entry::new("tags", names(&tags))),
        rights(new).map(|rights| Entry::new("rights", YamlValue::Map(rights))),
    ];
    all.into_iter().flatten().collect()
}

/// What is not said is as it was for the version before.
fn rights(new: &NewAsset<'_>) -> Option<Vec<(String, YamlValue)>> {
    let before = new.replaces.and_then(|before| before.rights.as_ref());
    let owner = new.rights_owner.or_else(|| before?.owner.as_deref());
    let until = new.rights_until.or_else(|| Some(before?.until?.value));
    let markets: Vec<String> = match (new.markets.as_slice(), before) {
        ([], Some(before)) => before.markets.iter().map(ToString::to_string).collect(),
        (markets, _) => markets.to_vec(),
    };
    let parts = [
        owner.map(|owner| ("owner".to_owned(), YamlValue::Text(owner.to_owned()))),
        until.map(|day| ("until".to_owned(), YamlValue::Plain(day.to_string()))),
        (!markets.is_empty()).then(|| {
            let names = markets.into_iter().map(YamlValue::Text).collect();
            ("markets".to_owned(), YamlValue::List(names))
        }),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then_some(parts)
}

/// Any version of its chain gives it its place.
fn attach(assets: &Assets<'_>, brief: &Brief, before: Option<&Asset>, id: &str) -> (KeyEdit, Attached) {
    let earlier: Vec<&str> = before.map_or_else(Vec::new, |before| {
        let all = assets.before(before).into_iter().map(|one| &**one.id);
        all.chain([&**before.id]).collect()
    });
    let key = || Segment::Key("proofs".into());
    let asset = || ("asset".to_owned(), YamlValue::Plain(id.to_owned()));
    let there = brief.proofs.iter().position(|proof| earlier.contains(&proof.as_str()));
    if let Some((at, proof)) = there.and_then(|at| Some((at, brief.proofs.get(at)?))) {
        let edit = KeyEdit {
            at: vec![key(), Segment::Item(at), Segment::Key("asset".into())],
            operation: Operation::Set(YamlValue::Plain(id.to_owned())),
        };
        return (edit, Attached::Replaced(proof.to_string()));
    }
    let edit = if brief.proofs.is_empty() {
        KeyEdit {
            at: Vec::new(),
            operation: Operation::Put {
                key: "proofs".into(),
                value: YamlValue::List(vec![YamlValue::Map(vec![asset()])]),
            },
        }
    } else {
        KeyEdit {
            at: vec![key()],
            operation: Operation::Append(YamlValue::Map(vec![asset()])),
        }
    };
    (edit, Attached::Added)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_titles_count_on() {
        for (before, version, after) in [
            ("kv-v1", 2, "kv-v2"),
            ("kv", 2, "kv-v2"),
            ("kv-v9", 10, "kv-v10"),
            ("kv-vb", 2, "kv-vb-v2"),
        ] {
            assert_eq!(next_id(before, version), after, "{before}");
        }
    }
}
