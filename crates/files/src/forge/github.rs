//! Answers: which reviews, remarks and requests of a review does a payload of GitHub hold?
//! Invariant: what has no state is a review nobody knows the meaning of, not a comment.
//! Source: docs.github.com, REST "Pull request reviews", "Timeline events"; webhooks `pull_request_review`, `pull_request`.

use super::json::{At, Fault, Json};
use super::spelling::meaning;
use super::{about_of_url, account, joined};
use crate::model::review::{
    About, AskedReview, Dismissal, ForgeAccount, Meaning, Origin, PullFacts, Review, ReviewRemark, Reviews,
};
use crate::model::studio::ForgeKind;

pub fn read(at: &At<'_>) -> Result<Reviews, Fault> {
    let mut all = Reviews::default();
    match at.node {
        Json::List(_) => {
            for item in at.items()? {
                all = all.join(element(&item)?);
            }
        }
        _ => all = element(at)?,
    }
    Ok(all)
}

fn element(at: &At<'_>) -> Result<Reviews, Fault> {
    if at.has("pull_request") && at.has("review") {
        return delivery(at);
    }
    if at.has("pull_request") && at.has("comment") {
        return remark_delivery(at);
    }
    if at.has("pull_request") && at.has("action") {
        return pull_delivery(at);
    }
    if at.has("event") && (at.has("actor") || at.has("user")) {
        return timeline(at);
    }
    if at.has("pull_request_review_id") || at.has_all(&["path", "diff_hunk"]) {
        return Ok(Reviews {
            remarks: remark(at, ForgeKind::GitHub)?.into_iter().collect(),
            ..Reviews::default()
        });
    }
    if let Some(pull) = at.below(&["data", "repository", "pullRequest"]) {
        return of_query(&pull);
    }
    if at.has("reviews") || at.has("latestReviews") {
        return of_query(at);
    }
    if is_review(at) {
        return Ok(Reviews {
            reviews: vec![review(at, ForgeKind::GitHub)?],
            ..Reviews::default()
        });
    }
    if at.has_all(&["number", "head", "base"]) {
        return Ok(Reviews {
            pull: Some(pull(at)?),
            ..Reviews::default()
        });
    }
    Ok(Reviews::default())
}

/// Whether an object is a review, also one that lacks its state.
pub fn is_review(at: &At<'_>) -> bool {
    let any = |keys: &[&str]| keys.iter().any(|key| at.has(key));
    let is_other = any(&[
        "number",
        "path",
        "pull_request_review_id",
        "head",
        "context",
        "diff_hunk",
    ]);
    let bound = any(&["commit_id", "pull_request_url"]);
    !is_other
        && (at.has("state") && (bound || at.has("submitted_at") || at.has_all(&["user", "body"]))
            || at.has("submitted_at") && bound)
}

/// A review of the REST interface, as GitHub and Gitea have it.
pub fn review(at: &At<'_>, forge: ForgeKind) -> Result<Review, Fault> {
    let state = at.word("state")?.unwrap_or_default();
    let url = at.word("pull_request_url")?.unwrap_or_default();
    let dismissed = at.flag("dismissed") == Some(true);
    Ok(Review {
        origin: Origin::Said,
        meaning: if dismissed {
            Meaning::Dismissed
        } else {
            meaning(forge, &state)
        },
        state,
        id: at.id("id")?,
        reviewer: user(at, "user")?,
        author: None,
        commit: at.word("commit_id")?,
        head: None,
        at: at.word("submitted_at")?,
        delivered: None,
        about: about_of_url(&url),
        text: at.text("body")?,
    })
}

pub fn user(at: &At<'_>, key: &str) -> Result<Option<ForgeAccount>, Fault> {
    match at.map(key)? {
        Some(user) => account(&user, "id", &["login"], "type"),
        None => Ok(None),
    }
}

pub fn pull(at: &At<'_>) -> Result<PullFacts, Fault> {
    let base = at.below(&["base", "repo"]);
    let (repository, name) = match &base {
        Some(base) => (base.id("id")?, base.word("full_name")?),
        None => (None, None),
    };
    let head = at.map("head")?;
    Ok(PullFacts {
        about: About {
            repository,
            name,
            pull: at.id("number")?,
        },
        author: user(at, "user")?,
        head: head.map_or(Ok(None), |head| head.word("sha"))?,
        opened: at.word("created_at")?,
        state: at.word("state")?,
    })
}

/// What a delivery is about, by its request and its repository.
pub fn delivered_pull(at: &At<'_>) -> Result<PullFacts, Fault> {
    let mut facts = match at.map("pull_request")? {
        Some(request) => pull(&request)?,
        None => PullFacts::default(),
    };
    let mut about = About {
        pull: at.id("number")?,
        ..About::default()
    };
    if let Some(repository) = at.map("repository")? {
        about.repository = repository.id("id")?;
        about.name = repository.word("full_name")?;
    }
    facts.about = joined("$.pull_request", facts.about, about)?;
    Ok(facts)
}

fn delivery(at: &At<'_>) -> Result<Reviews, Fault> {
    let facts = delivered_pull(at)?;
    let mut reviews = Vec::new();
    let mut dismissals = Vec::new();
    let delivered = updated(at)?;
    if let Some(said) = at.map("review")? {
        let mut review = review(&said, ForgeKind::GitHub)?;
        review.about = joined(said.place(), facts.about.clone(), review.about)?;
        review.author.clone_from(&facts.author);
        review.head.clone_from(&facts.head);
        review.delivered.clone_from(&delivered);
        if review.meaning == Meaning::Dismissed {
            dismissals.push(Dismissal {
                review: review.id.clone(),
                by: user(at, "sender")?,
                was: None,
                at: delivered,
            });
        }
        reviews.push(review);
    }
    Ok(Reviews {
        reviews,
        dismissals,
        pull: Some(facts),
        ..Reviews::default()
    })
}

fn updated(at: &At<'_>) -> Result<Option<Box<str>>, Fault> {
    at.map("pull_request")?
        .map_or(Ok(None), |request| request.word("updated_at"))
}

fn remark_delivery(at: &At<'_>) -> Result<Reviews, Fault> {
    let facts = delivered_pull(at)?;
    let is_gone = at.word("action")?.as_deref() == Some("deleted");
    let remark = match at.map("comment")? {
        Some(comment) if !is_gone => remark(&comment, ForgeKind::GitHub)?,
        _ => None,
    };
    Ok(Reviews {
        remarks: remark.into_iter().collect(),
        pull: Some(facts),
        ..Reviews::default()
    })
}

/// A review that was asked for, or anything else that happened to a request.
fn pull_delivery(at: &At<'_>) -> Result<Reviews, Fault> {
    let asked = match at.word("action")?.as_deref() {
        Some("review_requested") => vec![AskedReview {
            account: user(at, "requested_reviewer")?,
            at: updated(at)?,
        }],
        _ => Vec::new(),
    };
    Ok(Reviews {
        asked,
        pull: Some(delivered_pull(at)?),
        ..Reviews::default()
    })
}

/// A remark at a place of the change, as GitHub and Gitea have it; `None` when it says nothing.
pub fn remark(at: &At<'_>, forge: ForgeKind) -> Result<Option<ReviewRemark>, Fault> {
    let Some(text) = at.text("body")? else { return Ok(None) };
    let url = at.word("pull_request_url")?.unwrap_or_default();
    let line = match (at.number("line")?, forge) {
        (Some(line), _) => Some(line),
        (None, ForgeKind::Gitea) => at.number("position")?.filter(|line| *line > 0),
        (None, _) => at.number("original_line")?,
    };
    Ok(Some(ReviewRemark {
        id: at.id("id")?,
        review: at.id("pull_request_review_id")?,
        reviewer: user(at, "user")?,
        path: at.word("path")?,
        line,
        text,
        at: at.word("created_at")?,
        commit: at.word("original_commit_id")?.or(at.word("commit_id")?),
        about: about_of_url(&url),
    }))
}

/// One event of the timeline of a request.
fn timeline(at: &At<'_>) -> Result<Reviews, Fault> {
    let mut all = Reviews::default();
    match at.word("event")?.as_deref() {
        Some("reviewed") => all.reviews.push(review(at, ForgeKind::GitHub)?),
        Some("review_requested") => all.asked.push(AskedReview {
            account: user(at, "requested_reviewer")?,
            at: at.word("created_at")?,
        }),
        Some("review_dismissed") => {
            let Some(dismissed) = at.map("dismissed_review")? else {
                return Ok(all);
            };
            all.dismissals.push(Dismissal {
                review: dismissed.id("review_id")?,
                by: user(at, "actor")?,
                was: dismissed.word("state")?.map(|state| meaning(ForgeKind::GitHub, &state)),
                at: at.word("created_at")?,
            });
        }
        _ => {}
    }
    Ok(all)
}

/// What `gh pr view --json reviews` or a GraphQL query answers. Accounts have a number only where `databaseId` was asked for.
fn of_query(at: &At<'_>) -> Result<Reviews, Fault> {
    let key = if at.has("reviews") { "reviews" } else { "latestReviews" };
    let Some(list) = at.at(key) else {
        return Ok(Reviews::default());
    };
    let nodes = if list.is_map() {
        list.list("nodes")?
    } else {
        list.items()?
    };
    let more = list.below(&["pageInfo"]).and_then(|page| page.flag("hasNextPage"));
    let mut all = Reviews {
        extent: match more {
            Some(true) => crate::model::review::Extent::Cut,
            _ => super::pages::extent(&[nodes.len()]),
        },
        ..Reviews::default()
    };
    for node in nodes {
        let mut review = of_node(&node)?;
        review.head = at.word("headRefOid")?;
        review.about.pull = at.id("number")?;
        all.reviews.push(review);
    }
    Ok(all)
}

fn of_node(node: &At<'_>) -> Result<Review, Fault> {
    let state = node.word("state")?.unwrap_or_default();
    let commit = node.map("commit")?;
    let author = node.map("author")?;
    Ok(Review {
        origin: Origin::Said,
        meaning: meaning(ForgeKind::GitHub, &state),
        state,
        id: node.id("databaseId")?.or(node.id("fullDatabaseId")?).or(node.id("id")?),
        reviewer: author.map_or(Ok(None), |one| account(&one, "databaseId", &["login"], "__typename"))?,
        author: None,
        commit: commit.map_or(Ok(None), |commit| commit.word("oid"))?,
        head: None,
        at: node.word("submittedAt")?,
        delivered: None,
        about: About::default(),
        text: node.text("body")?,
    })
}
