//! Answers: which reviews and remarks does a payload of Gitea or Forgejo hold?
//! Invariant: a review that is marked as dismissed is dismissed, whatever its state says.
//! Source: Gitea's `PullReview` and `PullRequestPayload`; webhooks `pull_request_review_*`.

use super::github::{delivered_pull, is_review, pull, remark, review, user};
use super::json::{At, Fault, Json};
use super::spelling::meaning;
use crate::model::review::{AskedReview, Origin, Review, Reviews};
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
    let mut all = Reviews::default();
    if at.has_all(&["pull_request", "review"]) {
        return delivery(at);
    }
    if at.has("pull_request_review_id") {
        all.remarks = remark(at, ForgeKind::Gitea)?.into_iter().collect();
    } else if is_review(at) {
        all.reviews.push(review(at, ForgeKind::Gitea)?);
    } else if at.has("pull_request") {
        if at.word("action")?.as_deref() == Some("review_requested") {
            all.asked.push(AskedReview {
                account: user(at, "requested_reviewer")?,
                at: None,
            });
        }
        all.pull = Some(delivered_pull(at)?);
    } else if at.has_all(&["number", "head", "base"]) {
        all.pull = Some(pull(at)?);
    }
    Ok(all)
}

/// The review of a delivery has a type and a text; who gave it is the sender.
fn delivery(at: &At<'_>) -> Result<Reviews, Fault> {
    let facts = delivered_pull(at)?;
    let Some(said) = at.map("review")? else {
        return Ok(Reviews {
            pull: Some(facts),
            ..Reviews::default()
        });
    };
    let state = said.word("type")?.unwrap_or_default();
    let review = Review {
        origin: Origin::Said,
        meaning: meaning(ForgeKind::Gitea, &state),
        state,
        id: said.id("id")?,
        reviewer: user(at, "sender")?,
        author: facts.author.clone(),
        commit: at.word("commit_id")?,
        head: facts.head.clone(),
        at: None,
        delivered: at
            .below(&["pull_request"])
            .map_or(Ok(None), |one| one.word("updated_at"))?,
        about: facts.about.clone(),
        text: said.text("content")?,
    };
    Ok(Reviews {
        reviews: vec![review],
        pull: Some(facts),
        ..Reviews::default()
    })
}
