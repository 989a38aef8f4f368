//! Answers: whose voice is each account of a request's reviews, and where does each person stand?
//! Invariant: people are known by account number alone; a list that may be cut, is of another request or says an unknown word is refused whole.
//! Source: design, "Gates and approvals", evidence of a forge; `cases/approvals/README.md` of the reference cases.

use super::stance::{Stance, stance};
use crate::model::id::PersonId;
use crate::model::person::Account;
use crate::model::review::{About, AccountKind, Extent, ForgeAccount, Meaning, Origin, Review, Reviews};
use crate::model::studio::{Forge, ForgeKind, Studio};
use chrono::{DateTime, FixedOffset, NaiveDateTime};
use std::collections::{BTreeMap, BTreeSet};

/// Which request is asked about, and what is taken on somebody's word.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The repository that the base of the change names.
    pub home: Option<&'a Forge>,
    /// The number that was asked for; `None`: the one that the payload says.
    pub pull: Option<&'a str>,
    /// Who says that the payload is of this repository, where it does not.
    pub unsaid: Unsaid,
    pub pages: Pages,
}

/// A payload may not say of which repository it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsaid {
    Refused,
    /// It was asked for at an address that names the repository.
    Asked,
}

/// A list that is as long as a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pages {
    Refused,
    /// Somebody who knows says that there is no other page.
    Whole,
}

/// Why reviews are of no use, none of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReviewFault {
    /// `crops.yml` names no forge, so nothing says which repository is ours.
    NoForge,
    OtherRepository {
        said: String,
        wanted: String,
    },
    OtherRequest {
        said: String,
        wanted: String,
    },
    RepositoryUnsaid,
    RequestUnsaid,
    /// The payload says that there is more.
    Cut,
    MayBeCut {
        entries: usize,
    },
    UnknownState {
        state: String,
        by: String,
    },
}

/// What should be known beside; nothing here counts for anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReviewWarning {
    /// The account is gone.
    DeletedAccount { state: String },
    /// An account that only its login names, which anybody may take.
    NoNumber { login: String },
    /// Nobody in the team or a party has this account.
    Stranger { login: String, number: String },
    /// A bot, an app or an organisation that no record of a person names.
    NotAPerson { login: String, number: String },
    /// Two people say that the account is theirs.
    Shared { number: String, people: Vec<String> },
    /// The approval names no commit.
    NoCommit { person: String, brief: String },
    /// The commit is not in this clone.
    MissingCommit {
        person: String,
        brief: String,
        commit: String,
    },
    /// What is covered differs between the commit and the last one.
    Stale {
        person: String,
        brief: String,
        commit: String,
    },
    /// The brief cannot be read there, or has no digest.
    NoDigest {
        person: String,
        brief: String,
        commit: String,
    },
    /// A demand for changes was dismissed by somebody who may not: it stands.
    DismissedByOther { person: String, by: String },
    /// A verdict was taken back, and nothing says what it was or who did so.
    DismissedUnknown { person: String },
    /// A verdict without a time cannot be recorded.
    NoTime { person: String },
    /// A commit that a review names is not in this clone.
    CommitNotHere { commit: String },
    /// Remarks that belong to no brief of the request.
    RemarksNowhere { remarks: usize },
}

/// One account of one person, and what it said.
#[derive(Clone, Debug, PartialEq)]
pub struct Voice<'r> {
    pub person: PersonId,
    pub account: Box<str>,
    /// In the order in which they were said, comments left out.
    pub said: Vec<&'r Review>,
    pub stance: Stance,
    /// The last word; `None`: nothing that decides.
    pub deciding: Option<&'r Review>,
}

/// The number of the request that all of this is about.
///
/// # Errors
/// When it is about another repository or request, does not say, or may not be all there is.
pub fn check(reviews: &Reviews, request: Request<'_>) -> Result<Box<str>, ReviewFault> {
    match (reviews.extent, request.pages) {
        (Extent::Cut, _) => return Err(ReviewFault::Cut),
        (Extent::MayBeCut { entries }, Pages::Refused) => return Err(ReviewFault::MayBeCut { entries }),
        (Extent::MayBeCut { .. } | Extent::Whole, _) => {}
    }
    let home = request.home.ok_or(ReviewFault::NoForge)?;
    let of_reviews = reviews.reviews.iter().map(|one| &one.about);
    let of_remarks = reviews.remarks.iter().map(|one| &one.about);
    let of_pull = reviews.pull.iter().map(|one| &one.about);
    let abouts: Vec<&About> = of_reviews.chain(of_remarks).chain(of_pull).collect();
    let mut is_said = false;
    for about in &abouts {
        is_said |= is_home(about, home, request.unsaid)?;
    }
    if !is_said && request.unsaid == Unsaid::Refused && !abouts.is_empty() {
        return Err(ReviewFault::RepositoryUnsaid);
    }
    let mut pull = request.pull;
    for said in abouts.iter().filter_map(|about| about.pull.as_deref()) {
        match pull {
            Some(wanted) if wanted != said => {
                return Err(ReviewFault::OtherRequest {
                    said: said.into(),
                    wanted: wanted.into(),
                });
            }
            _ => pull = Some(said),
        }
    }
    pull.map(Into::into).ok_or(ReviewFault::RequestUnsaid)
}

/// Whether it says that it is of this repository; `false`: it says nothing.
fn is_home(about: &About, home: &Forge, unsaid: Unsaid) -> Result<bool, ReviewFault> {
    let compared = match (&about.repository, &home.repository) {
        (Some(said), Some(wanted)) => Some((said, wanted)),
        // a name may be given to another repository: it counts only where there is no number
        _ => about.name.as_ref().zip(home.name.as_ref()),
    };
    match compared {
        // a number where only a name is known, or the other way round: it says something that nobody can compare
        None if unsaid == Unsaid::Refused && (about.repository.is_some() || about.name.is_some()) => {
            Err(ReviewFault::OtherRepository {
                said: about
                    .repository
                    .as_ref()
                    .or(about.name.as_ref())
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                wanted: home
                    .repository
                    .as_ref()
                    .or(home.name.as_ref())
                    .map(ToString::to_string)
                    .unwrap_or_default(),
            })
        }
        None => Ok(false),
        Some((said, wanted)) if said.eq_ignore_ascii_case(wanted) => Ok(true),
        Some((said, wanted)) => Err(ReviewFault::OtherRepository {
            said: said.to_string(),
            wanted: wanted.to_string(),
        }),
    }
}

/// Who has which account on a forge, by its number.
#[derive(Debug)]
pub struct Accounts {
    people: BTreeMap<String, BTreeSet<PersonId>>,
    bots: BTreeSet<String>,
}

impl Accounts {
    pub fn of(studio: &Studio, forge: ForgeKind) -> Self {
        let mut people: BTreeMap<String, BTreeSet<PersonId>> = BTreeMap::new();
        let numbers = |accounts: &[Account]| -> Vec<String> {
            let here = accounts.iter().filter(|one| &*one.forge == forge.word());
            here.map(|one| one.number.to_string()).collect()
        };
        let mut add = |id: &PersonId, accounts: &[Account]| {
            for number in numbers(accounts) {
                people.entry(number).or_default().insert(id.clone());
            }
        };
        for (id, person) in &studio.people {
            add(id, &person.accounts);
        }
        for approver in studio.parties.values().flat_map(|party| &party.approvers) {
            add(&approver.id, &approver.accounts);
        }
        Self {
            people,
            bots: numbers(&studio.settings.bots).into_iter().collect(),
        }
    }

    /// Whose account it is; `None`: nobody's, or more than one person's.
    pub fn person_of(&self, account: &ForgeAccount) -> Option<&PersonId> {
        self.person_numbered(account.number.as_deref()?)
    }

    /// As [`Self::person_of`], by the account's number.
    pub fn person_numbered(&self, number: &str) -> Option<&PersonId> {
        if self.bots.contains(number) {
            return None;
        }
        let people = self.people.get(number)?;
        people.first().filter(|_| people.len() == 1)
    }

    /// Who spoke.
    ///
    /// # Errors
    /// Why it is nobody.
    pub fn person(&self, review: &Review) -> Result<(&PersonId, Box<str>), ReviewWarning> {
        let Some(account) = &review.reviewer else {
            let state = review.state.to_string();
            return Err(ReviewWarning::DeletedAccount { state });
        };
        let login = account.login.as_deref().unwrap_or_default().to_owned();
        let Some(number) = &account.number else {
            return Err(ReviewWarning::NoNumber { login });
        };
        let people = self.people.get(&**number);
        let is_bot = self.bots.contains(&**number) || account.kind == AccountKind::NotAPerson && people.is_none();
        let number_said = number.to_string();
        match people.map(|people| people.iter().collect::<Vec<_>>()).as_deref() {
            _ if is_bot => Err(ReviewWarning::NotAPerson {
                login,
                number: number_said,
            }),
            Some([person]) => Ok((person, number.clone())),
            Some(people) => Err(ReviewWarning::Shared {
                number: number_said,
                people: people.iter().map(ToString::to_string).collect(),
            }),
            None => Err(ReviewWarning::Stranger {
                login,
                number: number_said,
            }),
        }
    }
}

/// Where each account of somebody known stands, in the order in which they first spoke.
///
/// # Errors
/// When somebody known said a word whose meaning nobody knows.
pub fn voices<'r>(
    accounts: &Accounts,
    reviews: &'r Reviews,
) -> Result<(Vec<Voice<'r>>, Vec<ReviewWarning>), ReviewFault> {
    let mut voices: Vec<Voice<'r>> = Vec::new();
    let mut warnings = Vec::new();
    for review in once_each(&reviews.reviews) {
        let is_silent = matches!(review.meaning, Meaning::Comment | Meaning::Pending);
        match accounts.person(review) {
            Ok((person, account)) => match voices.iter_mut().find(|voice| voice.account == account) {
                Some(voice) => voice.said.push(review),
                None => voices.push(Voice {
                    person: person.clone(),
                    account,
                    said: vec![review],
                    stance: Stance::None,
                    deciding: None,
                }),
            },
            Err(warning) if !is_silent && !warnings.contains(&warning) => warnings.push(warning),
            Err(_) => {}
        }
    }
    for voice in &mut voices {
        sort(&mut voice.said);
        decide(voice)?;
    }
    Ok((voices, warnings))
}

fn decide(voice: &mut Voice<'_>) -> Result<(), ReviewFault> {
    let states: Vec<Meaning> = voice.said.iter().map(|one| one.meaning).collect();
    let (stance, place) = stance(&states).map_err(|unknown| ReviewFault::UnknownState {
        state: voice.said[unknown.place].state.to_string(),
        by: voice.person.to_string(),
    })?;
    voice.stance = stance;
    voice.deciding = place.map(|place| voice.said[place]);
    voice
        .said
        .retain(|one| !matches!(one.meaning, Meaning::Comment | Meaning::Pending));
    Ok(())
}

/// One review that several payloads hold counts once; if one of them says that it was dismissed, it was.
fn once_each(reviews: &[Review]) -> Vec<&Review> {
    let mut kept: Vec<&Review> = Vec::new();
    for review in reviews {
        let is_same = |one: &&mut &Review| one.id.is_some() && one.id == review.id && one.origin == review.origin;
        match kept.iter_mut().find(is_same) {
            Some(known) if review.meaning == Meaning::Dismissed => *known = review,
            Some(_) => {}
            None => kept.push(review),
        }
    }
    kept
}

/// By time where each says one; what stands now comes after all that was said.
fn sort(said: &mut [&Review]) {
    let time = |one: &&Review| said_at(one);
    if said
        .iter()
        .filter(|one| one.meaning != Meaning::Pending)
        .all(|one| time(one).is_some())
    {
        said.sort_by_key(time);
    }
    said.sort_by_key(|one| one.origin == Origin::Standing);
}

/// When a review was given, else when its payload was made.
pub fn said_at(review: &Review) -> Option<DateTime<FixedOffset>> {
    let texts = [review.at.as_deref(), review.delivered.as_deref()];
    texts.into_iter().flatten().find_map(instant)
}

/// A time as the forges write them.
pub fn instant(text: &str) -> Option<DateTime<FixedOffset>> {
    let utc = || {
        let bare = text.strip_suffix(" UTC")?;
        let naive = NaiveDateTime::parse_from_str(bare, "%Y-%m-%d %H:%M:%S").ok()?;
        Some(naive.and_utc().fixed_offset())
    };
    DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%z"))
        .ok()
        .or_else(utc)
}

#[cfg(test)]
pub mod tests;
