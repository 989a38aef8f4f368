//! Answers: which pictures, films and documents does a studio have on record, and which version replaced which?
//! Invariant: a chain of versions is walked once along `replaces`, whatever a circle in the files says.
//! Source: design, "The studio: what is on disk".

use super::Day;
use super::other::Detail;
use super::place::{Placed, StudioPath};
use super::studio::Studio;
use std::collections::BTreeMap;

/// The record of a file that is kept elsewhere, or below the studio.
#[derive(Clone, Debug, PartialEq)]
pub struct Asset {
    pub id: Placed<Box<str>>,
    pub file: StudioPath,
    pub title: Option<Box<str>>,
    pub role: AssetRole,
    /// The version before.
    pub replaces: Option<Placed<Box<str>>>,
    /// Of the bytes, in hexadecimal digits.
    pub sha256: Box<str>,
    /// Where the bytes are for everybody.
    pub uri: Option<Box<str>>,
    /// Where they are below the studio.
    pub path: Option<StudioPath>,
    pub media_type: Option<Box<str>>,
    pub brief: Option<Box<str>>,
    pub campaign: Option<Box<str>>,
    pub tags: Vec<Box<str>>,
    pub rights: Option<Rights>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    pub owner: Option<Box<str>>,
    /// The last day of use.
    pub until: Option<Placed<Day>>,
    /// Where it may be used; empty: not said.
    pub markets: Vec<Box<str>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssetRole {
    /// Shown for approval.
    Proof,
    /// What goes live.
    Final,
    /// What others are made from.
    Source,
}

impl AssetRole {
    pub const ALL: [Self; 3] = [Self::Proof, Self::Final, Self::Source];
    pub const WORDS: [&'static str; 3] = ["proof", "final", "source"];

    /// The word in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Proof => "proof",
            Self::Final => "final",
            Self::Source => "source",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

impl Asset {
    /// Its title, else its id.
    pub fn name(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.id)
    }

    /// Days of rights left on a day, that day included; negative since they ended. `None`: no end is on record.
    pub fn rights_left(&self, today: Day) -> Option<i64> {
        let until = self.rights.as_ref()?.until?;
        Some((until.value - today).num_days())
    }
}

/// All assets of a studio by id.
#[derive(Clone, Debug, Default)]
pub struct Assets<'s> {
    by_id: BTreeMap<&'s str, &'s Asset>,
    /// What replaces an asset, in the order of ids.
    after: BTreeMap<&'s str, Vec<&'s Asset>>,
}

impl<'s> Assets<'s> {
    /// Of two records with one id, the first counts, as everywhere.
    pub fn of(studio: &'s Studio) -> Self {
        let mut assets = Self::default();
        for other in &studio.others {
            if let Detail::Asset(asset) = &other.detail {
                assets.by_id.entry(&asset.id).or_insert(asset);
            }
        }
        for asset in assets.by_id.values() {
            if let Some(before) = &asset.replaces {
                assets.after.entry(before).or_default().push(asset);
            }
        }
        assets
    }

    pub fn find(&self, id: &str) -> Option<&'s Asset> {
        self.by_id.get(id).copied()
    }

    /// In the order of ids.
    pub fn all(&self) -> impl Iterator<Item = &'s Asset> {
        self.by_id.values().copied()
    }

    /// What replaces it, in the order of ids.
    pub fn after(&self, asset: &Asset) -> &[&'s Asset] {
        self.after.get(&**asset.id).map_or(&[], Vec::as_slice)
    }

    /// From the version before it back to the first; it stops where a circle closes.
    pub fn before(&self, asset: &Asset) -> Vec<&'s Asset> {
        let mut found: Vec<&'s Asset> = Vec::new();
        let mut next = asset.replaces.as_ref().and_then(|id| self.find(id));
        while let Some(one) = next {
            if one.id.value == asset.id.value || found.iter().any(|seen| seen.id.value == one.id.value) {
                break;
            }
            found.push(one);
            next = one.replaces.as_ref().and_then(|id| self.find(id));
        }
        found
    }

    /// 1 for the first of its chain.
    pub fn version(&self, asset: &Asset) -> usize {
        self.before(asset).len() + 1
    }

    /// The version that nothing replaces; of several that replace one, the first by id. Itself in a circle.
    pub fn latest(&self, asset: &'s Asset) -> &'s Asset {
        let mut seen = vec![asset];
        let mut now = asset;
        while let Some(next) = self.after(now).first() {
            if seen.iter().any(|one| one.id.value == next.id.value) {
                return asset;
            }
            seen.push(next);
            now = next;
        }
        now
    }

    /// Every version of it: those before from the first on, itself, and all that follow.
    pub fn chain(&self, asset: &'s Asset) -> Vec<&'s Asset> {
        let mut chain = self.before(asset);
        chain.reverse();
        let first = chain.first().copied().unwrap_or(asset);
        let mut found = vec![first];
        let mut at = 0;
        while let Some(one) = found.get(at) {
            let next = self
                .after(one)
                .iter()
                .filter(|next| found.iter().all(|seen| seen.id.value != next.id.value));
            let next: Vec<&Asset> = next.copied().collect();
            found.extend(next);
            at += 1;
        }
        found
    }

    /// Whether following `replaces` leads back to it.
    pub fn is_in_circle(&self, asset: &Asset) -> bool {
        let before = self.before(asset);
        let last = before.last().copied();
        let oldest = last.map_or(asset.replaces.as_ref(), |last| last.replaces.as_ref());
        oldest.is_some_and(|id| *id.value == *asset.id.value)
    }
}

/// The media type of a file's name by its ending; `None` for an ending that is not known.
pub fn media_type_of(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    let known = match ending.to_ascii_lowercase().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "tif" | "tiff" => "image/tiff",
        "svg" => "image/svg+xml",
        "psd" => "image/vnd.adobe.photoshop",
        "ai" | "eps" | "ps" => "application/postscript",
        "indd" => "application/x-indesign",
        "pdf" => "application/pdf",
        "mp4" | "m4v" => "video/mp4",
        "mov" => "video/quicktime",
        "mxf" => "application/mxf",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "wav" => "audio/wav",
        "aac" | "m4a" => "audio/mp4",
        "html" | "htm" => "text/html",
        "txt" => "text/plain",
        "md" => "text/markdown",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "zip" => "application/zip",
        _ => return None,
    };
    Some(known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::other::{OtherRecord, RecordType};
    use crate::model::place::Span;
    use crate::model::sample;

    fn placed(text: &str) -> Placed<Box<str>> {
        Placed::new(text.into(), Span::WHOLE_FILE)
    }

    fn studio(assets: &[(&str, Option<&str>)]) -> Studio {
        let mut studio = sample::studio();
        for (id, replaces) in assets {
            let file = StudioPath::new(&format!("assets/{id}.yml")).expect("a path");
            let asset = Asset {
                id: placed(id),
                file: file.clone(),
                title: None,
                role: AssetRole::Proof,
                replaces: replaces.map(placed),
                sha256: "00".into(),
                uri: None,
                path: None,
                media_type: None,
                brief: None,
                campaign: None,
                tags: Vec::new(),
                rights: None,
            };
            studio.others.push(OtherRecord {
                record: RecordType::Asset,
                id: placed(id),
                file,
                references: Vec::new(),
                detail: Detail::Asset(Box::new(asset)),
            });
        }
        studio
    }

    #[test]
    fn versions_are_counted_along_the_chain() {
        let studio = studio(&[
            ("kv-a", None),
            ("kv-b", Some("kv-a")),
            ("kv-c", Some("kv-b")),
            ("kv-d", Some("kv-b")),
        ]);
        let assets = Assets::of(&studio);
        let version = |id: &str| assets.find(id).map(|asset| assets.version(asset));
        assert_eq!(
            (version("kv-a"), version("kv-b"), version("kv-d")),
            (Some(1), Some(2), Some(3))
        );
        let first = assets.find("kv-a").expect("an asset");
        assert_eq!(&**assets.latest(first).id, "kv-c");
        let last = assets.find("kv-d").expect("an asset");
        let chain: Vec<&str> = assets.chain(last).iter().map(|one| &**one.id).collect();
        assert_eq!(chain, ["kv-a", "kv-b", "kv-c", "kv-d"]);
    }

    #[test]
    fn a_circle_is_walked_once() {
        let studio = studio(&[
            ("a", Some("c")),
            ("b", Some("a")),
            ("c", Some("b")),
            ("d", Some("c")),
            ("e", Some("e")),
        ]);
        let assets = Assets::of(&studio);
        let circle = |id: &str| assets.find(id).map(|asset| assets.is_in_circle(asset));
        for (id, closed) in [("a", true), ("b", true), ("c", true), ("d", false), ("e", true)] {
            assert_eq!(circle(id), Some(closed), "{id}");
            let asset = assets.find(id).expect("an asset");
            assert!(assets.version(asset) <= 5 && assets.chain(asset).len() <= 5);
            assets.latest(asset);
        }
    }
}
