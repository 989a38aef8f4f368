//! Answers: which approvals and remarks does a payload of GitLab hold?
//! Invariant: GitLab names no commit in an approval, so none is made up here.
//! Source: docs.gitlab.com, "Webhook events" (merge request events), "Merge request approvals API", "Discussions API".

use super::account;
use super::json::{At, Fault, Json};
use super::spelling::meaning;
use crate::model::review::{About, ForgeAccount, Meaning, Origin, PullFacts, Review, ReviewRemark, Reviews};
use crate::model::studio::ForgeKind;

/// The actions of a merge request that are a reviewer's.
const VERDICTS: [&str; 4] = ["approved", "approval", "unapproved", "unapproval"];

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
    let kind = at.word("object_kind")?;
    let mut all = Reviews::default();
    match kind.as_deref() {
        Some("merge_request") => return delivery(at),
        Some("note") => {
            all.remarks = delivered_note(at)?.into_iter().collect();
            return Ok(all);
        }
        Some(_) => return Ok(all),
        None => {}
    }
    if at.has("approved_by") {
        all.reviews = standing(at, about(at)?)?;
    } else if at.has("rules") {
        for rule in at.list("rules")? {
            all.reviews.extend(standing(&rule, About::default())?);
        }
    } else if at.has("notes") {
        for note in at.list("notes")? {
            all.remarks.extend(remark(&note, &[])?);
        }
    } else if at.has_all(&["body", "author", "noteable_type"]) {
        all.remarks = remark(at, &[])?.into_iter().collect();
    } else if at.has_all(&["user", "state"]) {
        all.reviews = reviewer(at, About::default(), Origin::Standing)?.into_iter().collect();
    } else if at.has_all(&["iid", "author", "sha"]) {
        all.pull = Some(pull(at)?);
    }
    Ok(all)
}

fn about(at: &At<'_>) -> Result<About, Fault> {
    let project = at.id("target_project_id")?;
    Ok(About {
        repository: project.or(at.id("project_id")?),
        name: None,
        pull: at.id("iid")?,
    })
}

fn user(at: &At<'_>) -> Result<Option<ForgeAccount>, Fault> {
    let found = account(at, "id", &["username"], "user_type")?;
    Ok(found.map(|one| ForgeAccount {
        kind: match at.flag("bot") {
            Some(true) => crate::model::review::AccountKind::NotAPerson,
            Some(false) => crate::model::review::AccountKind::Person,
            None => one.kind,
        },
        ..one
    }))
}

fn user_at(at: &At<'_>, key: &str) -> Result<Option<ForgeAccount>, Fault> {
    at.map(key)?.map_or(Ok(None), |one| user(&one))
}

fn pull(at: &At<'_>) -> Result<PullFacts, Fault> {
    Ok(PullFacts {
        about: about(at)?,
        author: user_at(at, "author")?,
        head: at.word("sha")?,
        opened: at.word("created_at")?,
        state: at.word("state")?,
    })
}

fn delivery(at: &At<'_>) -> Result<Reviews, Fault> {
    let Some(request) = at.map("object_attributes")? else {
        return Ok(Reviews::default());
    };
    let mut about = about(&request)?;
    if let Some(project) = at.map("project")? {
        about.repository = about.repository.or(project.id("id")?);
        about.name = project.word("path_with_namespace")?;
    }
    let head = request.map("last_commit")?.map_or(Ok(None), |one| one.word("id"))?;
    let facts = PullFacts {
        about: about.clone(),
        author: author(at, &request)?,
        head: head.clone(),
        opened: request.word("created_at")?,
        state: request.word("state")?,
    };
    let action = request.word("action")?.unwrap_or_default();
    let mut reviews = changed_reviewers(at, &about)?;
    if VERDICTS.contains(&&*action) {
        reviews.push(Review {
            reviewer: user_at(at, "user")?,
            ..blank(&action, about, Origin::Said)
        });
    }
    for review in &mut reviews {
        review.author.clone_from(&facts.author);
        review.head.clone_from(&head);
        review.delivered = request.word("updated_at")?;
    }
    Ok(Reviews {
        reviews,
        pull: Some(facts),
        ..Reviews::default()
    })
}

fn blank(state: &str, about: About, origin: Origin) -> Review {
    Review {
        origin,
        state: state.into(),
        meaning: meaning(ForgeKind::GitLab, state),
        id: None,
        reviewer: None,
        author: None,
        commit: None,
        head: None,
        at: None,
        delivered: None,
        about,
        text: None,
    }
}

/// The author is a number; a name stands only with those who are named otherwise.
fn author(at: &At<'_>, request: &At<'_>) -> Result<Option<ForgeAccount>, Fault> {
    let Some(number) = request.id("author_id")? else {
        return Ok(None);
    };
    let mut named: Vec<ForgeAccount> = user_at(at, "user")?.into_iter().collect();
    for key in ["assignees", "reviewers"] {
        for one in at.list(key)? {
            named.extend(user(&one)?);
        }
    }
    let known = named.into_iter().find(|one| one.number.as_ref() == Some(&number));
    Ok(Some(known.unwrap_or(ForgeAccount {
        number: Some(number),
        login: None,
        kind: crate::model::review::AccountKind::Unsaid,
        kind_spelled: None,
    })))
}

/// Reviewers who asked for changes in this very delivery.
fn changed_reviewers(at: &At<'_>, about: &About) -> Result<Vec<Review>, Fault> {
    let Some(change) = at.below(&["changes", "reviewers"]) else {
        return Ok(Vec::new());
    };
    let asks = |one: &At<'_>| one.word("state").ok().flatten().as_deref() == Some("requested_changes");
    let (before, now) = match change.node {
        Json::List(_) => {
            let mut sides = change.items()?.into_iter();
            (sides.next(), sides.next())
        }
        _ => (change.at("previous"), change.at("current")),
    };
    let mut asked_before = Vec::new();
    for one in listed(before.as_ref())?.iter().filter(|one| asks(one)) {
        asked_before.push(one.id("id")?);
    }
    let mut reviews = Vec::new();
    for one in listed(now.as_ref())?.iter().filter(|one| asks(one)) {
        if !asked_before.contains(&one.id("id")?) {
            reviews.push(Review {
                reviewer: user(one)?,
                ..blank("requested_changes", about.clone(), Origin::Said)
            });
        }
    }
    Ok(reviews)
}

fn listed<'a>(side: Option<&At<'a>>) -> Result<Vec<At<'a>>, Fault> {
    side.map_or_else(|| Ok(Vec::new()), At::items)
}

/// Who has approved, as far as a request or a rule says; a rule may name the accounts alone.
fn standing(at: &At<'_>, about: About) -> Result<Vec<Review>, Fault> {
    let mut all = Vec::new();
    for one in at.list("approved_by")? {
        let account = match one.map("user")? {
            Some(inner) => user(&inner)?,
            None => user(&one)?,
        };
        all.push(Review {
            reviewer: account,
            at: one.word("approved_at")?,
            ..blank("approved", about.clone(), Origin::Standing)
        });
    }
    Ok(all)
}

/// One line of the reviewers of a request.
fn reviewer(at: &At<'_>, about: About, origin: Origin) -> Result<Option<Review>, Fault> {
    let state = at.word("state")?.unwrap_or_default();
    Ok(match meaning(ForgeKind::GitLab, &state) {
        // it says that there is no verdict
        Meaning::Pending => None,
        _ => Some(Review {
            reviewer: user_at(at, "user")?,
            at: at.word("updated_at")?,
            ..blank(&state, about, origin)
        }),
    })
}

fn delivered_note(at: &At<'_>) -> Result<Option<ReviewRemark>, Fault> {
    let Some(request) = at.map("merge_request")? else {
        return Ok(None);
    };
    let mut about = about(&request)?;
    if let Some(project) = at.map("project")? {
        about.name = project.word("path_with_namespace")?;
    }
    let Some(note) = at.map("object_attributes")? else {
        return Ok(None);
    };
    let found = remark(&note, &["note"])?;
    Ok(match found {
        Some(mut found) => {
            found.reviewer = user_at(at, "user")?;
            found.about = about;
            Some(found)
        }
        None => None,
    })
}

/// A note that a person wrote; what the system noted is none.
fn remark(at: &At<'_>, more_keys: &[&str]) -> Result<Option<ReviewRemark>, Fault> {
    if at.flag("system") == Some(true) {
        return Ok(None);
    }
    let mut text = at.text("body")?;
    for key in more_keys {
        text = text.or(at.text(key)?);
    }
    let Some(text) = text else { return Ok(None) };
    let position = at.map("position")?;
    let (mut path, mut line, mut commit) = (None, None, None);
    if let Some(position) = &position {
        path = position.word("new_path")?.or(position.word("old_path")?);
        line = position.number("new_line")?.or(position.number("old_line")?);
        commit = position.word("head_sha")?;
    }
    Ok(Some(ReviewRemark {
        id: at.id("id")?,
        review: None,
        reviewer: user_at(at, "author")?,
        path,
        line,
        text,
        at: at.word("created_at")?,
        commit,
        about: About {
            repository: at.id("project_id")?,
            name: None,
            pull: at.id("noteable_iid")?,
        },
    }))
}
