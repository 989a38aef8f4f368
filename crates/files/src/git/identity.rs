//! Answers: who commits, and when?
//! Invariant: the environment and the time are given; nothing is guessed from the machine's name.
//! Source: git-commit(1), "Commit information".

use super::object::refusal;
use crate::change::outcome::{MissingIdentity, WriteRefused};

/// What the environment says about the person who commits: `GIT_AUTHOR_NAME` and its kin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdentityHints {
    pub author_name: Option<String>,
    pub author_email: Option<String>,
    pub committer_name: Option<String>,
    pub committer_email: Option<String>,
    /// `EMAIL`, the last resort.
    pub email: Option<String>,
}

/// An instant, and the zone in which it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// East of UTC.
    pub offset_minutes: i32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub name: String,
    pub email: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub author: Person,
    pub committer: Person,
}

/// Who a commit would be by. The environment wins over the repository's settings, as git has it.
pub(super) fn identity(config: &git2::Config, hints: &IdentityHints) -> Result<Identity, WriteRefused> {
    let author = person(
        config,
        "author",
        [&hints.author_name, &hints.author_email],
        &hints.email,
    )?;
    let committer = person(
        config,
        "committer",
        [&hints.committer_name, &hints.committer_email],
        &hints.email,
    )?;
    Ok(Identity { author, committer })
}

fn person(
    config: &git2::Config,
    role: &str,
    [name, email]: [&Option<String>; 2],
    last: &Option<String>,
) -> Result<Person, WriteRefused> {
    let setting = |key: &str| {
        [format!("{role}.{key}"), format!("user.{key}")]
            .iter()
            .find_map(|full| config.get_string(full).ok().filter(|text| !text.trim().is_empty()))
    };
    let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let name = given(name).or_else(|| setting("name"));
    let email = given(email).or_else(|| setting("email")).or_else(|| given(last));
    match (name, email) {
        (Some(name), Some(email)) => Ok(Person { name, email }),
        (name, email) => Err(WriteRefused::NoIdentity {
            missing: match (name, email) {
                (None, None) => MissingIdentity::Both,
                (None, _) => MissingIdentity::Name,
                _ => MissingIdentity::Email,
            },
        }),
    }
}

pub(super) fn signature(person: &Person, when: Moment) -> Result<git2::Signature<'static>, WriteRefused> {
    let time = git2::Time::new(when.seconds, when.offset_minutes);
    git2::Signature::new(&person.name, &person.email, &time).map_err(|error| match error.code() {
        git2::ErrorCode::GenericError => WriteRefused::BadIdentity {
            name: person.name.clone(),
            email: person.email.clone(),
        },
        _ => refusal(&error),
    })
}
