//! Answers: what does a record of an asset say?
//! Invariant: an asset needs its id, role and hash; every other key may be missing.

use super::fields::Fields;
use crate::model::asset::{Asset, AssetRole, Rights};
use crate::model::place::StudioPath;

pub fn asset(fields: &Fields<'_>, file: &StudioPath) -> Option<Asset> {
    Some(Asset {
        id: fields.placed_text("id")?,
        file: file.clone(),
        title: fields.boxed("title"),
        role: fields.parsed("role", AssetRole::from_word)?,
        replaces: fields.placed_text("replaces"),
        sha256: fields.text("sha256")?.to_ascii_lowercase().into(),
        uri: fields.boxed("uri"),
        path: fields.parsed("path", StudioPath::new),
        media_type: fields.boxed("media_type"),
        brief: fields.boxed("brief"),
        campaign: fields.boxed("campaign"),
        tags: fields.texts("tags"),
        rights: fields.map("rights").map(|rights| Rights {
            owner: rights.boxed("owner"),
            until: rights.day("until"),
            markets: rights.texts("markets"),
        }),
    })
}
