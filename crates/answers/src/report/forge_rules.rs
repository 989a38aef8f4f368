//! Answers: which rules must the forge keep, and which does it keep?
//! Invariant: facts; the words are in `render::catalogue`; JSON shapes are those of version 1.
//! Source: `docs/json.md`.

use crate::change::forge_rules::ForgeRules;
use crate::model::protection::{BranchRule, Kept};
use crate::model::studio::ForgeKind;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

/// What the forge should keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForgeRulesReport {
    pub rules: ForgeRules,
    pub shown: ShownRules,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownRules {
    All,
    /// The list of owners, as the file to be.
    Codeowners,
}

/// What it keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForgeVerified {
    pub forge: ForgeKind,
    pub branch: String,
    /// In the order of the forge's rules.
    pub rules: Vec<(BranchRule, Kept)>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ForgeRulesView {
    pub forge: &'static str,
    pub branch: String,
    /// Where the list of owners belongs.
    pub owners_file: &'static str,
    /// That file, whole.
    pub codeowners: String,
    pub owned: Vec<OwnedPathView>,
    pub branch_rules: Vec<BranchRuleView>,
    /// People whom gates ask and whom the forge does not know by a login.
    pub unreachable: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OwnedPathView {
    pub path: String,
    pub owners: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BranchRuleView {
    /// `request-only`, `owners-agree`, `check-passes`, `up-to-date`, `no-force-push`, `no-deletion` or `nobody-exempt`.
    pub rule: &'static str,
    /// The forge's own names of what keeps it.
    pub settings: &'static str,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ForgeVerifiedView {
    pub forge: &'static str,
    pub branch: String,
    pub rules: Vec<VerifiedRuleView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct VerifiedRuleView {
    pub rule: &'static str,
    pub settings: &'static str,
    /// `true` or `false`; null: the forge does not say.
    pub kept: Option<bool>,
}

impl ForgeRulesView {
    pub fn of(rules: &ForgeRules) -> Self {
        Self {
            forge: rules.forge.word(),
            branch: rules.branch.clone(),
            owners_file: rules.owners_file,
            codeowners: rules.codeowners(),
            owned: rules
                .owned
                .iter()
                .map(|one| OwnedPathView {
                    path: one.path.clone(),
                    owners: one.owners.clone(),
                })
                .collect(),
            branch_rules: rules
                .branch_rules
                .iter()
                .map(|rule| BranchRuleView {
                    rule: rule.word(),
                    settings: rule.settings(rules.forge),
                })
                .collect(),
            unreachable: rules.unreachable.clone(),
        }
    }
}

impl ForgeVerifiedView {
    pub fn of(report: &ForgeVerified) -> Self {
        let rule = |(rule, kept): &(BranchRule, Kept)| VerifiedRuleView {
            rule: rule.word(),
            settings: rule.settings(report.forge),
            kept: match kept {
                Kept::Yes => Some(true),
                Kept::No => Some(false),
                Kept::Unsaid => None,
            },
        };
        Self {
            forge: report.forge.word(),
            branch: report.branch.clone(),
            rules: report.rules.iter().map(rule).collect(),
        }
    }
}

impl ForgeVerified {
    /// Whether every rule is known to be kept.
    pub fn is_kept(&self) -> bool {
        self.rules.iter().all(|(_, kept)| *kept == Kept::Yes)
    }
}
