//! Answers: which rules must the forge keep where git sees nothing, and does it keep them?
//! Invariant: a rule that the forge does not tell of is not kept: a missing field is not `true`.
//! Source: design, "Gates and approvals"; the forges' references of protected branches.

use super::studio::ForgeKind;
use std::collections::BTreeMap;

/// A rule of the official branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BranchRule {
    /// Nobody pushes: changes come by request.
    RequestOnly,
    /// Whoever owns a file of the process agrees to its change.
    OwnersAgree,
    /// The check of crops is green before a merge.
    CheckPasses,
    /// What was checked is what is merged.
    UpToDate,
    /// History is never rewritten.
    NoForcePush,
    NoDeletion,
    /// Administrators are held to it too.
    NobodyExempt,
}

/// What became of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    Yes,
    No,
    /// The forge does not say.
    Unsaid,
}

impl BranchRule {
    pub const fn word(self) -> &'static str {
        match self {
            Self::RequestOnly => "request-only",
            Self::OwnersAgree => "owners-agree",
            Self::CheckPasses => "check-passes",
            Self::UpToDate => "up-to-date",
            Self::NoForcePush => "no-force-push",
            Self::NoDeletion => "no-deletion",
            Self::NobodyExempt => "nobody-exempt",
        }
    }

    /// Those that a forge can keep; none where none is known.
    pub const fn of(forge: ForgeKind) -> &'static [Self] {
        match forge {
            ForgeKind::GitHub => &[
                Self::RequestOnly,
                Self::OwnersAgree,
                Self::CheckPasses,
                Self::UpToDate,
                Self::NoForcePush,
                Self::NoDeletion,
                Self::NobodyExempt,
            ],
            ForgeKind::GitLab => &[
                Self::RequestOnly,
                Self::OwnersAgree,
                Self::CheckPasses,
                Self::UpToDate,
                Self::NoForcePush,
            ],
            ForgeKind::Gitea => &[
                Self::RequestOnly,
                Self::OwnersAgree,
                Self::CheckPasses,
                Self::UpToDate,
                Self::NoForcePush,
                Self::NobodyExempt,
            ],
            ForgeKind::BitbucketCloud | ForgeKind::BitbucketServer => &[],
        }
    }

    /// The forge's own names of what keeps it.
    pub const fn settings(self, forge: ForgeKind) -> &'static str {
        match (forge, self) {
            (ForgeKind::GitHub, Self::RequestOnly) => "required_pull_request_reviews",
            (ForgeKind::GitHub, Self::OwnersAgree) => "require_code_owner_reviews",
            (ForgeKind::GitHub, Self::CheckPasses) => "required_status_checks.contexts",
            (ForgeKind::GitHub, Self::UpToDate) => "required_status_checks.strict",
            (ForgeKind::GitHub, Self::NoForcePush) => "allow_force_pushes: false",
            (ForgeKind::GitHub, Self::NoDeletion) => "allow_deletions: false",
            (ForgeKind::GitHub, Self::NobodyExempt) => "enforce_admins, no bypass_pull_request_allowances",
            (ForgeKind::GitLab, Self::RequestOnly) => "push_access_levels: 0",
            (ForgeKind::GitLab, Self::OwnersAgree) => "code_owner_approval_required",
            (ForgeKind::GitLab, Self::CheckPasses) => "only_allow_merge_if_pipeline_succeeds",
            (ForgeKind::GitLab, Self::UpToDate) => "merge_pipelines_enabled, or merge_method: ff",
            (ForgeKind::GitLab, Self::NoForcePush) => "allow_force_push: false",
            (ForgeKind::Gitea, Self::RequestOnly) => "enable_push: false",
            (ForgeKind::Gitea, Self::OwnersAgree) => "block_on_official_review_requests",
            (ForgeKind::Gitea, Self::CheckPasses) => "enable_status_check, status_check_contexts",
            (ForgeKind::Gitea, Self::UpToDate) => "block_on_outdated_branch",
            (ForgeKind::Gitea, Self::NoForcePush) => "enable_force_push: false",
            (ForgeKind::Gitea, Self::NobodyExempt) => "block_admin_merge_override",
            (ForgeKind::GitLab, Self::NoDeletion | Self::NobodyExempt)
            | (ForgeKind::Gitea, Self::NoDeletion)
            | (ForgeKind::BitbucketCloud | ForgeKind::BitbucketServer, _) => "",
        }
    }
}

/// What a forge says of the protection of a branch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Protection {
    /// What is not here was not said.
    pub kept: BTreeMap<BranchRule, bool>,
    /// The checks that must be green, by name; `None`: not said, or not by name.
    pub checks: Option<Vec<Box<str>>>,
    /// The branch that it is about, where it says so.
    pub branch: Option<Box<str>>,
}

impl Protection {
    /// Notes what a forge says of a rule, where it says something.
    pub fn say(&mut self, rule: BranchRule, kept: Option<bool>) {
        if let Some(kept) = kept {
            self.kept.insert(rule, kept);
        }
    }

    /// Both hold together: a rule that one of them keeps is kept.
    pub fn join(mut self, other: Self) -> Self {
        for (rule, kept) in other.kept {
            let known = self.kept.entry(rule).or_insert(kept);
            *known |= kept;
        }
        self.checks = match (self.checks, other.checks) {
            (Some(mut one), Some(other)) => {
                one.extend(other);
                Some(one)
            }
            (one, other) => one.or(other),
        };
        self.branch = self.branch.or(other.branch);
        self
    }

    /// `check`: the name that the check of crops has on the forge; without it, any that names crops.
    pub fn keeps(&self, rule: BranchRule, check: Option<&str>) -> Kept {
        if let (BranchRule::CheckPasses, Some(checks)) = (rule, &self.checks) {
            let is_it = |name: &str| match check {
                Some(wanted) => name == wanted,
                None => name.to_lowercase().contains("crops"),
            };
            return if checks.iter().any(|name| is_it(name)) {
                Kept::Yes
            } else {
                Kept::No
            };
        }
        match self.kept.get(&rule) {
            Some(true) => Kept::Yes,
            Some(false) => Kept::No,
            None => Kept::Unsaid,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_is_not_kept() {
        let said = Protection::default();
        assert_eq!(said.keeps(BranchRule::NoForcePush, None), Kept::Unsaid);
        let kept = BTreeMap::from([(BranchRule::NoForcePush, false)]);
        let lax = Protection {
            kept,
            ..Protection::default()
        };
        assert_eq!(lax.keeps(BranchRule::NoForcePush, None), Kept::No);
        assert_eq!(lax.join(said).keeps(BranchRule::NoForcePush, None), Kept::No);
    }

    #[test]
    fn a_check_counts_by_its_name() {
        let said = |names: &[&str]| Protection {
            checks: Some(names.iter().map(|name| (*name).into()).collect()),
            ..Protection::default()
        };
        for (names, check, expected) in [
            (&["Crops check"][..], None, Kept::Yes),
            (&["build"], None, Kept::No),
            (&[], None, Kept::No),
            (&["gate"], Some("gate"), Kept::Yes),
            (&["crops"], Some("gate"), Kept::No),
        ] {
            assert_eq!(said(names).keeps(BranchRule::CheckPasses, check), expected, "{names:?}");
        }
    }
}
