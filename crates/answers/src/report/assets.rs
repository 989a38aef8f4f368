//! Answers: which assets are on record, in which version, and for how long may they be used?
//! Invariant: facts; the words are in `render::catalogue`; JSON shapes are those of version 1.
//! Source: `docs/json.md`.

use crate::model::Day;
use crate::model::asset::AssetRole;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq)]
pub struct AssetList {
    /// In the order of ids; of rights that end, the first to end first.
    pub rows: Vec<AssetRow>,
    /// Only those whose rights end within so many days.
    pub expiring: Option<u64>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AssetRow {
    pub id: String,
    pub title: Option<String>,
    pub role: AssetRole,
    /// 1 for the first of its chain.
    pub version: usize,
    pub is_latest: bool,
    pub brief: Option<String>,
    pub campaign: Option<String>,
    pub media_type: Option<String>,
    pub rights_owner: Option<String>,
    /// The last day of its rights.
    pub rights_until: Option<Day>,
    /// Days; negative since they ended.
    pub rights_left: Option<i64>,
    pub markets: Vec<String>,
}

/// One asset with all its versions.
#[derive(Clone, Debug, PartialEq)]
pub struct AssetCard {
    pub row: AssetRow,
    /// Of its record.
    pub path: String,
    pub sha256: String,
    pub uri: Option<String>,
    /// Below the studio.
    pub file: Option<String>,
    pub tags: Vec<String>,
    /// The first first.
    pub versions: Vec<VersionRow>,
    pub uses: Vec<Use>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRow {
    pub number: usize,
    pub id: String,
    pub title: Option<String>,
    pub replaces: Option<String>,
    pub sha256: String,
    pub remarks: usize,
    pub open_remarks: usize,
}

/// A brief that names a version of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    pub brief: String,
    pub title: String,
    pub asset: String,
    pub kind: UseKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UseKind {
    /// Under `proofs`: it is what is approved.
    Proof,
    /// Under `uses`: it is made with it.
    Material,
}

impl UseKind {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Proof => "proof",
            Self::Material => "material",
        }
    }
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AssetListView {
    pub assets: Vec<AssetRowView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AssetRowView {
    pub id: String,
    pub title: Option<String>,
    /// `proof`, `final` or `source`.
    pub role: &'static str,
    /// 1 for the first of its chain.
    pub version: usize,
    pub latest: bool,
    pub brief: Option<String>,
    pub campaign: Option<String>,
    pub media_type: Option<String>,
    pub rights_owner: Option<String>,
    /// The last day of its rights.
    pub rights_until: Option<String>,
    /// Negative since they ended.
    pub rights_left_days: Option<i64>,
    /// Where it may be used; empty: not said.
    pub markets: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AssetCardView {
    pub asset: AssetRowView,
    /// Of its record.
    pub path: String,
    pub sha256: String,
    pub uri: Option<String>,
    /// Below the studio.
    pub file: Option<String>,
    pub tags: Vec<String>,
    pub versions: Vec<AssetVersionView>,
    pub uses: Vec<UseView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AssetVersionView {
    pub version: usize,
    pub id: String,
    pub title: Option<String>,
    pub replaces: Option<String>,
    pub sha256: String,
    pub remarks: usize,
    pub open_remarks: usize,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UseView {
    pub brief: String,
    pub asset: String,
    /// `proof` or `material`.
    pub kind: &'static str,
}

impl AssetList {
    pub fn view(&self) -> AssetListView {
        AssetListView {
            assets: self.rows.iter().map(AssetRow::view).collect(),
        }
    }
}

impl AssetRow {
    pub fn view(&self) -> AssetRowView {
        AssetRowView {
            id: self.id.clone(),
            title: self.title.clone(),
            role: self.role.word(),
            version: self.version,
            latest: self.is_latest,
            brief: self.brief.clone(),
            campaign: self.campaign.clone(),
            media_type: self.media_type.clone(),
            rights_owner: self.rights_owner.clone(),
            rights_until: self.rights_until.map(|day| day.to_string()),
            rights_left_days: self.rights_left,
            markets: self.markets.clone(),
        }
    }

    /// Its title, else its id.
    pub fn name(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.id)
    }
}

impl AssetCard {
    /// `image/png · https://…`, as far as it is on record.
    pub fn media_type_and_place(&self) -> Option<String> {
        let parts: Vec<&str> = [&self.row.media_type, &self.uri]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    pub fn view(&self) -> AssetCardView {
        let version = |one: &VersionRow| AssetVersionView {
            version: one.number,
            id: one.id.clone(),
            title: one.title.clone(),
            replaces: one.replaces.clone(),
            sha256: one.sha256.clone(),
            remarks: one.remarks,
            open_remarks: one.open_remarks,
        };
        let used = |one: &Use| UseView {
            brief: one.brief.clone(),
            asset: one.asset.clone(),
            kind: one.kind.code(),
        };
        AssetCardView {
            asset: self.row.view(),
            path: self.path.clone(),
            sha256: self.sha256.clone(),
            uri: self.uri.clone(),
            file: self.file.clone(),
            tags: self.tags.clone(),
            versions: self.versions.iter().map(version).collect(),
            uses: self.uses.iter().map(used).collect(),
        }
    }
}
