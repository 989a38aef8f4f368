//! Answers: which approvals does a payload of Bitbucket Cloud hold?
//! Invariant: a delivery does not say whether an approval came or went; without the event of its header it is unknown.
//! Source: support.atlassian.com, "Event payloads"; developer.atlassian.com, "Pullrequests".

use super::json::{At, Fault, Json};
use super::spelling::meaning;
use super::{account, joined};
use crate::model::review::{About, Extent, ForgeAccount, Meaning, Origin, PullFacts, Review, ReviewRemark, Reviews};
use crate::model::studio::ForgeKind;

/// What a reviewer may do, as the object that tells it, and what it is called when it comes and goes.
const DEEDS: [(&str, &str, &str); 3] = [
    ("approval", "approved", "approval removed"),
    ("changes_request", "changes request created", "changes request removed"),
    (
        "changes_requested",
        "changes request created",
        "changes request removed",
    ),
];

/// The header of a delivery.
const EVENTS: [(&str, &str); 4] = [
    ("pullrequest:approved", "approved"),
    ("pullrequest:unapproved", "approval removed"),
    ("pullrequest:changes_request_created", "changes request created"),
    ("pullrequest:changes_request_removed", "changes request removed"),
];

pub fn read(at: &At<'_>, event: Option<&str>) -> Result<Reviews, Fault> {
    match at.node {
        Json::List(_) => {
            let mut all = Reviews::default();
            for item in at.items()? {
                all = all.join(read(&item, event)?);
            }
            Ok(all)
        }
        _ if at.has("values") => page(at),
        _ if at.has("pullrequest") && at.has("actor") => delivery(at, event),
        _ => element(at),
    }
}

fn page(at: &At<'_>) -> Result<Reviews, Fault> {
    let mut all = Reviews {
        extent: if at.at("next").is_some() {
            Extent::Cut
        } else {
            Extent::Whole
        },
        ..Reviews::default()
    };
    for item in at.list("values")? {
        all = all.join(element(&item)?);
    }
    Ok(all)
}

/// A request, or one activity of it.
fn element(at: &At<'_>) -> Result<Reviews, Fault> {
    let mut all = Reviews::default();
    if at.has("participants") {
        let facts = request(at)?;
        all.reviews = participants(at, &facts)?;
        all.pull = Some(facts);
        return Ok(all);
    }
    for (key, came, _) in DEEDS {
        if let Some(deed) = at.map(key)? {
            let inner = match deed.map("pullrequest")? {
                Some(inner) => Some(inner),
                None => at.map("pull_request")?,
            };
            let about = inner.map_or(Ok(About::default()), |one| number(&one))?;
            all.reviews.push(review(&deed, came, about)?);
        }
    }
    if at.has("content") && at.has("user") {
        all.remarks = remark(at)?.into_iter().collect();
    } else if let Some(comment) = at.map("comment")? {
        all.remarks = remark(&comment)?.into_iter().collect();
    }
    Ok(all)
}

fn number(at: &At<'_>) -> Result<About, Fault> {
    Ok(About {
        pull: at.id("id")?,
        ..About::default()
    })
}

fn user(at: &At<'_>, key: &str) -> Result<Option<ForgeAccount>, Fault> {
    let logins = ["nickname", "username", "display_name"];
    at.map(key)?
        .map_or(Ok(None), |one| account(&one, "uuid", &logins, "type"))
}

fn repository(at: &At<'_>) -> Result<About, Fault> {
    Ok(About {
        repository: at.id("uuid")?,
        name: at.word("full_name")?,
        pull: None,
    })
}

fn request(at: &At<'_>) -> Result<PullFacts, Fault> {
    let mut about = number(at)?;
    if let Some(place) = at.below(&["destination", "repository"]) {
        about = joined(at.place(), about, repository(&place)?)?;
    }
    let head = at.below(&["source", "commit"]);
    Ok(PullFacts {
        about,
        author: user(at, "author")?,
        head: head.map_or(Ok(None), |head| head.word("hash"))?,
        opened: at.word("created_on")?,
        state: at.word("state")?,
    })
}

/// What stands now, by the participants of a request; one who says nothing has no stance.
fn participants(at: &At<'_>, facts: &PullFacts) -> Result<Vec<Review>, Fault> {
    let mut all = Vec::new();
    for one in at.list("participants")? {
        let state = match (one.word("state")?, one.flag("approved")) {
            (Some(state), _) => state,
            (None, Some(true)) => "approved".into(),
            (None, _) => continue,
        };
        all.push(Review {
            origin: Origin::Standing,
            meaning: meaning(ForgeKind::BitbucketCloud, &state),
            state,
            id: None,
            reviewer: user(&one, "user")?,
            author: facts.author.clone(),
            commit: None,
            head: facts.head.clone(),
            at: one.word("participated_on")?,
            delivered: None,
            about: facts.about.clone(),
            text: None,
        });
    }
    Ok(all)
}

fn review(deed: &At<'_>, state: &str, about: About) -> Result<Review, Fault> {
    Ok(Review {
        origin: Origin::Said,
        state: state.into(),
        meaning: meaning(ForgeKind::BitbucketCloud, state),
        id: None,
        reviewer: user(deed, "user")?,
        author: None,
        commit: None,
        head: None,
        at: deed.word("date")?,
        delivered: None,
        about,
        text: None,
    })
}

fn delivery(at: &At<'_>, event: Option<&str>) -> Result<Reviews, Fault> {
    let Some(inner) = at.map("pullrequest")? else {
        return Ok(Reviews::default());
    };
    let mut facts = request(&inner)?;
    if let Some(place) = at.map("repository")? {
        facts.about = joined("$.repository", facts.about, repository(&place)?)?;
    }
    let mut all = Reviews::default();
    for (key, came, went) in DEEDS {
        let Some(deed) = at.map(key)? else { continue };
        let told = event.and_then(|event| EVENTS.iter().find(|(known, _)| *known == event));
        let state = match told {
            Some((_, state)) => Some(*state).filter(|state| [came, went].contains(state)),
            None => of_participant(&inner, &deed, key)?.map(|stands| if stands { came } else { went }),
        };
        let mut review = review(&deed, state.unwrap_or(key), facts.about.clone())?;
        if state.is_none() {
            review.meaning = Meaning::Unknown;
        }
        review.author.clone_from(&facts.author);
        review.head.clone_from(&facts.head);
        all.reviews.push(review);
    }
    if let Some(comment) = at.map("comment")? {
        all.remarks = remark(&comment)?.into_iter().collect();
    }
    all.pull = Some(facts);
    Ok(all)
}

/// Whether what was done still stands, by the participant who did it.
fn of_participant(request: &At<'_>, deed: &At<'_>, key: &str) -> Result<Option<bool>, Fault> {
    let who = user(deed, "user")?.and_then(|one| one.number);
    for one in request.list("participants")? {
        if who.is_none() || user(&one, "user")?.and_then(|one| one.number) != who {
            continue;
        }
        let state = one.word("state")?;
        return Ok(match (key, state.as_deref(), one.flag("approved")) {
            ("approval", _, Some(approved)) => Some(approved),
            ("approval", Some(state), None) => Some(state == "approved"),
            ("approval", None, None) => None,
            (_, Some(state), _) => Some(state == "changes_requested"),
            (_, None, _) => one.has("state").then_some(false),
        });
    }
    Ok(None)
}

fn remark(at: &At<'_>) -> Result<Option<ReviewRemark>, Fault> {
    let text = at.map("content")?.map_or(Ok(None), |content| content.text("raw"))?;
    let Some(text) = text.filter(|_| at.flag("deleted") != Some(true)) else {
        return Ok(None);
    };
    let inline = at.map("inline")?;
    let (mut path, mut line) = (None, None);
    if let Some(inline) = &inline {
        path = inline.word("path")?;
        line = inline.number("to")?.or(inline.number("from")?);
    }
    Ok(Some(ReviewRemark {
        id: at.id("id")?,
        review: None,
        reviewer: user(at, "user")?,
        path,
        line,
        text,
        at: at.word("created_on")?,
        commit: None,
        about: at
            .map("pullrequest")?
            .map_or(Ok(About::default()), |one| number(&one))?,
    }))
}
