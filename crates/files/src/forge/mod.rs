//! Answers: what do the payloads of a forge say about the reviews of a request?
//! Invariant: a shape that is not known holds no review; a word that is not known is never an approval.
//! Source: the REST and webhook references of GitHub, GitLab, Gitea and Forgejo, Bitbucket Cloud and Bitbucket Data Center.

mod bitbucket_cloud;
mod bitbucket_server;
mod gitea;
mod github;
mod gitlab;
pub mod json;
mod pages;
pub mod protection;
pub mod spelling;
#[cfg(test)]
mod tests;

use crate::model::review::{About, ForgeAccount, Reviews};
use crate::model::studio::ForgeKind;
use json::{At, Fault, Json, Wanted};

/// What is known of a payload beside its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// Whose payload it is, where it does not say.
    pub forge: Option<ForgeKind>,
    /// The event of a delivery, which Bitbucket Cloud tells in a header only: `pullrequest:approved`.
    pub event: Option<&'a str>,
}

/// The reviews of a payload: a list or an object of the REST interface, or a delivery of a webhook.
///
/// No review in it: an empty list, not an error.
///
/// # Errors
/// When it is no sound JSON, an error page of the forge, or holds a value of a type that no forge sends.
pub fn read(bytes: &[u8], hints: Hints<'_>) -> Result<Reviews, Fault> {
    let documents = json::parse(bytes)?;
    let mut all = Reviews::default();
    let mut pages = Vec::new();
    for node in &documents {
        let at = At::top(node);
        match node {
            Json::List(items) if items.iter().any(|item| matches!(item, Json::List(_))) => {
                // as `--slurp` prints them: a list of pages
                for page in at.items()? {
                    pages.push(page.items()?.len());
                    all = all.join(document(&page, hints)?);
                }
            }
            Json::List(items) => {
                pages.push(items.len());
                all = all.join(document(&at, hints)?);
            }
            Json::Map(_) => all = all.join(document(&at, hints)?),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Fraction | Json::Text(_) => {
                return Err(at.is_not(Wanted::Object));
            }
        }
    }
    all.extent = all.extent.max(pages::extent(&pages));
    Ok(all)
}

fn document(at: &At<'_>, hints: Hints<'_>) -> Result<Reviews, Fault> {
    if let Some(said) = error_page(at) {
        return Err(Fault::ForgeError { said });
    }
    match forge_of(at).or(hints.forge) {
        Some(ForgeKind::GitLab) => gitlab::read(at),
        Some(ForgeKind::Gitea) => gitea::read(at),
        Some(ForgeKind::BitbucketCloud) => bitbucket_cloud::read(at, hints.event),
        Some(ForgeKind::BitbucketServer) => bitbucket_server::read(at),
        Some(ForgeKind::GitHub) | None => github::read(at),
    }
}

/// Whose payload it is, where its own keys tell.
fn forge_of(at: &At<'_>) -> Option<ForgeKind> {
    match at.node {
        Json::List(_) => at.items().ok()?.iter().find_map(forge_of_item),
        _ => forge_of_item(at),
    }
}

fn forge_of_item(at: &At<'_>) -> Option<ForgeKind> {
    let any = |keys: &[&str]| keys.iter().any(|key| at.has(key));
    if any(&["eventKey", "isLastPage", "fromRef"]) {
        return Some(ForgeKind::BitbucketServer);
    }
    if any(&["pullrequest", "pagelen"]) || at.has_all(&["source", "destination"]) {
        return Some(ForgeKind::BitbucketCloud);
    }
    let keys = [
        "object_kind",
        "iid",
        "noteable_type",
        "approved_by",
        "approval_rules_overwritten",
        "rule_type",
    ];
    if any(&keys)
        || any(&["individual_note", "head_commit_sha"])
        || at.below(&["user", "username"]).is_some() && !at.has("html_url")
    {
        return Some(ForgeKind::GitLab);
    }
    if any(&["official", "stale", "comments_count"]) || at.below(&["review", "type"]).is_some() || is_reviewed(at) {
        return Some(ForgeKind::Gitea);
    }
    any(&["node_id", "_links", "author_association"]).then_some(ForgeKind::GitHub)
}

fn is_reviewed(at: &At<'_>) -> bool {
    matches!(at.at("action").map(|action| action.node), Some(Json::Text(action)) if &**action == "reviewed")
}

/// What a forge says in place of an answer: `{"message": "Not Found", …}`.
fn error_page(at: &At<'_>) -> Option<String> {
    const ALLOWED: [&str; 8] = [
        "message",
        "documentation_url",
        "status",
        "errors",
        "error",
        "error_description",
        "url",
        "type",
    ];
    let Json::Map(entries) = at.node else { return None };
    let only = entries.keys().all(|key| ALLOWED.contains(&&**key));
    let said = ["message", "error", "error_description"]
        .iter()
        .find_map(|key| at.at(key));
    match said.filter(|_| only).map(|said| said.node) {
        Some(Json::Text(said)) => Some(said.to_string()),
        Some(Json::Map(inner)) => match inner.get("message") {
            Some(Json::Text(said)) => Some(said.to_string()),
            _ => Some(String::new()),
        },
        _ => errors_of_server(at).filter(|_| only),
    }
}

fn errors_of_server(at: &At<'_>) -> Option<String> {
    let errors = at.list("errors").ok()?;
    let said = errors.first()?.text("message").ok()??;
    Some(said.into())
}

/// `owner/name` and the number at the end of a request's address, as GitHub and Gitea write them.
fn about_of_url(url: &str) -> About {
    let mut parts = url.trim_end_matches('/').rsplit('/');
    let (number, word, name, owner) = (parts.next(), parts.next(), parts.next(), parts.next());
    match (number, word, name, owner) {
        (Some(number), Some("pulls" | "pull"), Some(name), Some(owner))
            if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) =>
        {
            About {
                repository: None,
                name: Some(format!("{owner}/{name}").into()),
                pull: Some(number.into()),
            }
        }
        _ => About::default(),
    }
}

/// What both say; where they say different things, a fault.
fn joined(place: &str, one: About, other: About) -> Result<About, Fault> {
    let differ = |one: &Option<Box<str>>, other: &Option<Box<str>>| match (one, other) {
        (Some(one), Some(other)) => !one.eq_ignore_ascii_case(other),
        _ => false,
    };
    if differ(&one.pull, &other.pull) || differ(&one.name, &other.name) || differ(&one.repository, &other.repository) {
        return Err(Fault::TwoRequests { place: place.into() });
    }
    Ok(About {
        repository: one.repository.or(other.repository),
        name: one.name.or(other.name),
        pull: one.pull.or(other.pull),
    })
}

/// An account, unless it names nobody.
fn account(at: &At<'_>, number: &str, login: &[&str], kind: &str) -> Result<Option<ForgeAccount>, Fault> {
    let number = at.id(number)?;
    let mut name = None;
    for key in login {
        name = match name {
            None => at.word(key)?,
            found => found,
        };
    }
    if number.is_none() && name.is_none() {
        return Ok(None);
    }
    let spelled = at.word(kind)?;
    Ok(Some(ForgeAccount {
        number,
        login: name,
        kind: spelling::account_kind(spelled.as_deref()),
        kind_spelled: spelled,
    }))
}
