//! Answers: which asset came on record, and where was it attached?
//! Invariant: facts; the words are in `render::catalogue`; JSON shapes are those of version 1.

use crate::model::asset::AssetRole;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetAdded {
    pub id: String,
    pub title: Option<String>,
    pub role: AssetRole,
    /// 1 for the first of its chain.
    pub version: usize,
    pub replaces: Option<String>,
    pub brief: Option<String>,
    /// `added` to the proofs of its brief, or in the place of one (`replaced`).
    pub attached: Option<&'static str>,
    pub sha256: String,
    /// Whether the record says where the bytes lie.
    pub is_found: bool,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AssetAddedView {
    pub id: String,
    pub title: Option<String>,
    /// `proof`, `final` or `source`.
    pub role: &'static str,
    /// 1 for the first of its chain.
    pub version: usize,
    pub replaces: Option<String>,
    pub brief: Option<String>,
    /// `added` to the proofs of its brief, `replaced` in the place of one; null when it is no proof of a brief.
    pub attached: Option<&'static str>,
    pub sha256: String,
}

impl AssetAddedView {
    pub fn of(one: &AssetAdded) -> Self {
        Self {
            id: one.id.clone(),
            title: one.title.clone(),
            role: one.role.word(),
            version: one.version,
            replaces: one.replaces.clone(),
            brief: one.brief.clone(),
            attached: one.attached,
            sha256: one.sha256.clone(),
        }
    }
}
