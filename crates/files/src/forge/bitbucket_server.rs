//! Answers: which approvals does a payload of Bitbucket Server or Data Center hold?
//! Invariant: reviewers who were only listed have said nothing.
//! Source: confluence.atlassian.com, "Event payload"; developer.atlassian.com, "Pull requests" of Bitbucket Data Center.

use super::account;
use super::json::{At, Fault, Json};
use super::spelling::meaning;
use crate::model::review::{About, Extent, ForgeAccount, Meaning, Origin, PullFacts, Review, ReviewRemark, Reviews};
use crate::model::studio::ForgeKind;
use chrono::DateTime;

pub fn read(at: &At<'_>) -> Result<Reviews, Fault> {
    match at.node {
        Json::List(_) => {
            let mut all = Reviews::default();
            for item in at.items()? {
                all = all.join(read(&item)?);
            }
            Ok(all)
        }
        _ if at.has("values") => page(at),
        _ if at.has("eventKey") => delivery(at),
        _ => element(at),
    }
}

fn page(at: &At<'_>) -> Result<Reviews, Fault> {
    let mut all = Reviews {
        extent: match at.flag("isLastPage") {
            Some(true) => Extent::Whole,
            // one that does not say may go on
            Some(false) | None => Extent::Cut,
        },
        ..Reviews::default()
    };
    for item in at.list("values")? {
        all = all.join(element(&item)?);
    }
    Ok(all)
}

fn element(at: &At<'_>) -> Result<Reviews, Fault> {
    let mut all = Reviews::default();
    if at.has("fromRef") {
        let facts = request(at)?;
        for key in ["reviewers", "participants"] {
            for one in at.list(key)? {
                all.reviews.extend(standing(&one, &facts)?);
            }
        }
        all.pull = Some(facts);
    } else if at.has("action") {
        return activity(at);
    } else if at.has("status") && at.has("user") {
        all.reviews.extend(standing(at, &PullFacts::default())?);
    }
    Ok(all)
}

fn user(at: &At<'_>, key: &str) -> Result<Option<ForgeAccount>, Fault> {
    let logins = ["name", "slug"];
    at.map(key)?
        .map_or(Ok(None), |one| account(&one, "id", &logins, "type"))
}

fn request(at: &At<'_>) -> Result<PullFacts, Fault> {
    let mut about = About {
        pull: at.id("id")?,
        ..About::default()
    };
    if let Some(place) = at.below(&["toRef", "repository"]) {
        about.repository = place.id("id")?;
        let project = place.map("project")?;
        let key = project.map_or(Ok(None), |project| project.word("key"))?;
        if let (Some(key), Some(slug)) = (key, place.word("slug")?) {
            about.name = Some(format!("{key}/{slug}").into());
        }
    }
    let head = at.map("fromRef")?;
    let author = at.map("author")?;
    Ok(PullFacts {
        about,
        author: author.map_or(Ok(None), |author| user(&author, "user"))?,
        head: head.map_or(Ok(None), |head| head.word("latestCommit"))?,
        opened: moment(at, "createdDate")?,
        state: at.word("state")?,
    })
}

/// Milliseconds since 1970, as a time.
fn moment(at: &At<'_>, key: &str) -> Result<Option<Box<str>>, Fault> {
    let millis = at.number(key)?.and_then(|millis| i64::try_from(millis).ok());
    let time = millis.and_then(DateTime::from_timestamp_millis);
    Ok(time.map(|time| time.format("%Y-%m-%dT%H:%M:%SZ").to_string().into()))
}

fn participant(at: &At<'_>, facts: &PullFacts, origin: Origin) -> Result<Review, Fault> {
    let state = at.word("status")?.unwrap_or_default();
    Ok(Review {
        origin,
        meaning: meaning(ForgeKind::BitbucketServer, &state),
        state,
        id: None,
        reviewer: user(at, "user")?,
        author: facts.author.clone(),
        commit: at.word("lastReviewedCommit")?,
        head: facts.head.clone(),
        at: None,
        delivered: None,
        about: facts.about.clone(),
        text: None,
    })
}

/// A reviewer who was asked is `UNAPPROVED` from the start: that says nothing.
fn standing(at: &At<'_>, facts: &PullFacts) -> Result<Option<Review>, Fault> {
    let review = participant(at, facts, Origin::Standing)?;
    let is_silent = review.meaning == Meaning::Dismissed || review.state.is_empty();
    Ok((!is_silent).then_some(review))
}

fn delivery(at: &At<'_>) -> Result<Reviews, Fault> {
    let Some(inner) = at.map("pullRequest")? else {
        return Ok(Reviews::default());
    };
    let facts = request(&inner)?;
    let mut all = Reviews::default();
    if let Some(one) = at.map("participant")? {
        let mut review = participant(&one, &facts, Origin::Said)?;
        review.delivered = at.word("date")?;
        all.reviews.push(review);
    }
    if let Some(comment) = at.map("comment")? {
        all.remarks.extend(remark(&comment, None, &facts.about)?);
    }
    all.pull = Some(facts);
    Ok(all)
}

/// One line of what happened to a request.
fn activity(at: &At<'_>) -> Result<Reviews, Fault> {
    let mut all = Reviews::default();
    let action = at.word("action")?.unwrap_or_default();
    match &*action {
        "APPROVED" | "UNAPPROVED" | "REVIEWED" => all.reviews.push(Review {
            origin: Origin::Said,
            meaning: meaning(ForgeKind::BitbucketServer, &action),
            state: action,
            id: at.id("id")?,
            reviewer: user(at, "user")?,
            author: None,
            commit: at
                .map("participant")?
                .map_or(Ok(None), |one| one.word("lastReviewedCommit"))?,
            head: None,
            at: moment(at, "createdDate")?,
            delivered: None,
            about: About::default(),
            text: None,
        }),
        "COMMENTED" => {
            if let Some(comment) = at.map("comment")? {
                let anchor = at.map("commentAnchor")?;
                all.remarks
                    .extend(remark(&comment, anchor.as_ref(), &About::default())?);
            }
        }
        _ => {}
    }
    Ok(all)
}

fn remark(at: &At<'_>, anchor: Option<&At<'_>>, about: &About) -> Result<Option<ReviewRemark>, Fault> {
    let Some(text) = at.text("text")? else { return Ok(None) };
    let own = at.map("anchor")?;
    let (mut path, mut line) = (None, None);
    if let Some(anchor) = anchor.or(own.as_ref()) {
        path = anchor.word("path")?;
        line = anchor.number("line")?;
    }
    Ok(Some(ReviewRemark {
        id: at.id("id")?,
        review: None,
        reviewer: user(at, "author")?,
        path,
        line,
        text,
        at: moment(at, "createdDate")?,
        commit: None,
        about: about.clone(),
    }))
}
