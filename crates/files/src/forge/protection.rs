//! Answers: what does a forge say of the protection of a branch?
//! Invariant: only what is said is told; several rules of one branch hold together.
//! Source: GitHub "Branch protection" and "Rules"; GitLab "Protected branches", "Projects"; Gitea `BranchProtection`.

use super::error_page;
use super::json::{At, Fault, Json, Wanted, parse};
use crate::model::protection::{BranchRule, Protection};
use crate::model::studio::ForgeKind;

/// What one or several documents say.
///
/// # Errors
/// When it is no sound JSON, an error page of the forge, or holds a value of a type that no forge sends.
pub fn protection(bytes: &[u8], forge: ForgeKind) -> Result<Protection, Fault> {
    let mut all = Protection::default();
    for node in &parse(bytes)? {
        let at = At::top(node);
        if let Some(said) = error_page(&at) {
            return Err(Fault::ForgeError { said });
        }
        match node {
            Json::List(_) => {
                for item in at.items()? {
                    all = all.join(one(&item, forge)?);
                }
            }
            Json::Map(_) => all = all.join(one(&at, forge)?),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Fraction | Json::Text(_) => {
                return Err(at.is_not(Wanted::Object));
            }
        }
    }
    Ok(all)
}

fn one(at: &At<'_>, forge: ForgeKind) -> Result<Protection, Fault> {
    match forge {
        ForgeKind::GitHub if at.has("type") => of_ruleset(at),
        ForgeKind::GitHub => of_github(at),
        ForgeKind::GitLab => of_gitlab(at),
        ForgeKind::Gitea => of_gitea(at),
        ForgeKind::BitbucketCloud | ForgeKind::BitbucketServer => Ok(Protection::default()),
    }
}

/// The classic protection: what is not required is left out of it.
fn of_github(at: &At<'_>) -> Result<Protection, Fault> {
    let mut said = Protection::default();
    let is_protection = [
        "enforce_admins",
        "required_pull_request_reviews",
        "required_status_checks",
        "allow_force_pushes",
    ];
    if !is_protection.iter().any(|key| at.has(key)) {
        return Ok(said);
    }
    let reviews = at.map("required_pull_request_reviews")?;
    let checks = at.map("required_status_checks")?;
    said.say(BranchRule::RequestOnly, Some(reviews.is_some()));
    let owners = reviews
        .as_ref()
        .and_then(|reviews| reviews.flag("require_code_owner_reviews"));
    said.say(BranchRule::OwnersAgree, Some(owners == Some(true)));
    said.checks = Some(match &checks {
        Some(checks) => names(checks, "contexts", "checks")?,
        None => Vec::new(),
    });
    said.say(
        BranchRule::UpToDate,
        Some(checks.and_then(|checks| checks.flag("strict")) == Some(true)),
    );
    let enabled = |key: &str| at.at(key).and_then(|one| one.flag("enabled"));
    said.say(
        BranchRule::NoForcePush,
        enabled("allow_force_pushes").map(|allowed| !allowed),
    );
    said.say(
        BranchRule::NoDeletion,
        enabled("allow_deletions").map(|allowed| !allowed),
    );
    let bypass = match reviews
        .as_ref()
        .and_then(|reviews| reviews.at("bypass_pull_request_allowances"))
    {
        Some(bypass) => {
            let mut exempt = 0;
            for key in ["users", "teams", "apps"] {
                exempt += bypass.list(key)?.len();
            }
            exempt > 0
        }
        None => false,
    };
    said.say(
        BranchRule::NobodyExempt,
        enabled("enforce_admins").map(|held| held && !bypass),
    );
    Ok(said)
}

fn names(at: &At<'_>, texts: &str, objects: &str) -> Result<Vec<Box<str>>, Fault> {
    let mut names = Vec::new();
    for one in at.list(texts)? {
        if let Json::Text(name) = one.node {
            names.push(name.clone());
        }
    }
    for one in at.list(objects)? {
        names.extend(one.word("context")?);
    }
    Ok(names)
}

/// One of the rules that hold for a branch. Who is exempt from them is not told there.
fn of_ruleset(at: &At<'_>) -> Result<Protection, Fault> {
    let mut said = Protection::default();
    let parameters = at.map("parameters")?;
    let flag = |key: &str| parameters.as_ref().and_then(|one| one.flag(key)) == Some(true);
    match at.word("type")?.as_deref() {
        Some("pull_request") => {
            said.say(BranchRule::RequestOnly, Some(true));
            said.say(BranchRule::OwnersAgree, Some(flag("require_code_owner_review")));
        }
        Some("required_status_checks") => {
            said.say(BranchRule::UpToDate, Some(flag("strict_required_status_checks_policy")));
            said.checks = match &parameters {
                Some(parameters) => Some(names(parameters, "", "required_status_checks")?),
                None => None,
            };
        }
        Some("non_fast_forward") => said.say(BranchRule::NoForcePush, Some(true)),
        Some("deletion") => said.say(BranchRule::NoDeletion, Some(true)),
        _ => {}
    }
    Ok(said)
}

/// A protected branch, or the project that it is in.
fn of_gitlab(at: &At<'_>) -> Result<Protection, Fault> {
    let mut said = Protection::default();
    if at.has("push_access_levels") {
        let mut levels = Vec::new();
        for level in at.list("push_access_levels")? {
            levels.push(level.number("access_level")?);
        }
        said.say(
            BranchRule::RequestOnly,
            Some(levels.iter().all(|level| *level == Some(0))),
        );
        said.branch = at.word("name")?;
    }
    said.say(
        BranchRule::NoForcePush,
        at.flag("allow_force_push").map(|allowed| !allowed),
    );
    said.say(BranchRule::OwnersAgree, at.flag("code_owner_approval_required"));
    said.say(
        BranchRule::CheckPasses,
        at.flag("only_allow_merge_if_pipeline_succeeds"),
    );
    let fast_forward = at.word("merge_method")?.map(|method| &*method == "ff");
    let merged_results = at.flag("merge_pipelines_enabled");
    said.say(
        BranchRule::UpToDate,
        match (fast_forward, merged_results) {
            (None, None) => None,
            (one, other) => Some(one == Some(true) || other == Some(true)),
        },
    );
    Ok(said)
}

fn of_gitea(at: &At<'_>) -> Result<Protection, Fault> {
    let mut said = Protection {
        branch: at.word("branch_name")?.or(at.word("rule_name")?),
        ..Protection::default()
    };
    said.say(BranchRule::RequestOnly, at.flag("enable_push").map(|allowed| !allowed));
    said.say(BranchRule::OwnersAgree, at.flag("block_on_official_review_requests"));
    said.say(BranchRule::UpToDate, at.flag("block_on_outdated_branch"));
    said.say(
        BranchRule::NoForcePush,
        at.flag("enable_force_push").map(|allowed| !allowed),
    );
    said.say(BranchRule::NobodyExempt, at.flag("block_admin_merge_override"));
    match at.flag("enable_status_check") {
        Some(true) => said.checks = Some(names(at, "status_check_contexts", "")?),
        Some(false) => said.checks = Some(Vec::new()),
        None => {}
    }
    Ok(said)
}

#[cfg(test)]
mod tests {
    use super::protection;
    use crate::model::protection::{BranchRule, Kept};
    use crate::model::studio::ForgeKind;

    /// The rules that are kept, broken (`-`) and not said (`?`).
    fn told(forge: ForgeKind, text: &str) -> String {
        let said = protection(text.as_bytes(), forge).expect("a protection");
        let rules = BranchRule::of(forge).iter().map(|rule| match said.keeps(*rule, None) {
            Kept::Yes => rule.word().to_owned(),
            Kept::No => format!("-{}", rule.word()),
            Kept::Unsaid => format!("?{}", rule.word()),
        });
        rules.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_protection_of_each_forge_is_read() {
        let strict = r#"{"required_status_checks":{"strict":true,"contexts":["crops"]},"enforce_admins":{"enabled":true},
            "required_pull_request_reviews":{"require_code_owner_reviews":true},"allow_force_pushes":{"enabled":false},"allow_deletions":{"enabled":false}}"#;
        let all = "request-only owners-agree check-passes up-to-date no-force-push no-deletion nobody-exempt";
        assert_eq!(told(ForgeKind::GitHub, strict), all);
        for (was, is, broken) in [
            (r#""strict":true"#, r#""strict":false"#, "up-to-date"),
            ("crops", "build", "check-passes"),
            (
                r#""enforce_admins":{"enabled":true}"#,
                r#""enforce_admins":{"enabled":false}"#,
                "nobody-exempt",
            ),
            (
                r#""require_code_owner_reviews":true"#,
                r#""require_code_owner_reviews":true,"bypass_pull_request_allowances":{"users":[{"id":5}]}"#,
                "nobody-exempt",
            ),
            (r#""require_code_owner_reviews":true"#, "", "owners-agree"),
            (
                r#""allow_force_pushes":{"enabled":false}"#,
                r#""allow_force_pushes":{"enabled":true}"#,
                "no-force-push",
            ),
        ] {
            let text = strict.replace(was, is);
            assert_eq!(
                told(ForgeKind::GitHub, &text),
                all.replace(broken, &format!("-{broken}")),
                "{was}"
            );
        }
        let rules = r#"[{"type":"pull_request","parameters":{"require_code_owner_review":true}},{"type":"non_fast_forward"},
            {"type":"required_status_checks","parameters":{"strict_required_status_checks_policy":true,"required_status_checks":[{"context":"crops"}]}}]"#;
        assert_eq!(
            told(ForgeKind::GitHub, rules),
            "request-only owners-agree check-passes up-to-date no-force-push ?no-deletion ?nobody-exempt"
        );
        assert_eq!(
            told(
                ForgeKind::GitLab,
                r#"{"name":"main","push_access_levels":[{"access_level":0}],"allow_force_push":false,"code_owner_approval_required":true}
                {"only_allow_merge_if_pipeline_succeeds":true,"merge_method":"merge","merge_pipelines_enabled":false}"#
            ),
            "request-only owners-agree check-passes -up-to-date no-force-push"
        );
        assert_eq!(
            told(
                ForgeKind::Gitea,
                r#"{"branch_name":"main","enable_push":true,"enable_status_check":true,"status_check_contexts":["crops"],"block_on_outdated_branch":true}"#
            ),
            "-request-only ?owners-agree check-passes up-to-date ?no-force-push ?nobody-exempt"
        );
    }
}
