//! Answers: which record did somebody mean by what they typed?
//! Invariant: a whole name wins over a beginning, and a doubt is answered with the candidates, never with a guess.
//! Source: design, "Ids".

use super::asset::{Asset, Assets};
use super::brief::Brief;
use super::campaign::Campaign;
use super::id::{PersonId, RANDOM_PART};
use super::kind::Kind;
use super::similar::nearest;
use super::studio::Studio;

/// Why what was typed names nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// Several fit; at most [`MOST_CANDIDATES`] are listed, in the order of their ids.
    Ambiguous {
        typed: String,
        candidates: Vec<Candidate>,
        /// How many fit in all.
        total: usize,
    },
    Unknown {
        typed: String,
        /// The nearest name, when one is near enough to be meant.
        near: Option<String>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub id: String,
    pub title: String,
}

/// The most candidates that an ambiguous name lists.
pub const MOST_CANDIDATES: usize = 8;

/// The brief with this id, random part, id without it, `ref:`, path, or unique beginning of an id or random part.
pub fn brief<'a>(studio: &'a Studio, typed: &str) -> Result<&'a Brief, Unresolved> {
    let wanted = typed.trim();
    let lower = wanted.to_lowercase();
    if let Some(found) = studio.briefs.get(lower.as_str()) {
        return Ok(found);
    }
    let random = as_crockford(&lower);
    let whole = |brief: &&Brief| {
        brief.id.random_part() == Some(&*random)
            || is_slug_of(brief, &lower)
            || brief.reference.as_ref().is_some_and(|known| &*known.value == wanted)
            || is_path_of(brief, wanted)
    };
    let begins = |brief: &&Brief| {
        !lower.is_empty()
            && (brief.id.as_str().starts_with(&lower)
                || brief.id.random_part().is_some_and(|part| part.starts_with(&random)))
    };
    for found in [
        studio.briefs.values().filter(whole).collect::<Vec<_>>(),
        studio.briefs.values().filter(begins).collect(),
    ] {
        match found.as_slice() {
            [] => {}
            [one] => return Ok(one),
            several => {
                return Err(ambiguous(
                    typed,
                    several.iter().map(|b| (b.id.as_str(), &*b.title.value)),
                ));
            }
        }
    }
    Err(Unresolved::Unknown {
        typed: typed.into(),
        near: nearest_brief(studio, &lower),
    })
}

/// The campaign with this id, `ref:` or unique beginning of an id.
pub fn campaign<'a>(studio: &'a Studio, typed: &str) -> Result<&'a Campaign, Unresolved> {
    let wanted = typed.trim();
    let lower = wanted.to_lowercase();
    if let Some(found) = studio.campaigns.get(lower.as_str()) {
        return Ok(found);
    }
    let by_reference = |campaign: &&Campaign| campaign.reference.as_ref().is_some_and(|known| &*known.value == wanted);
    let begins = |campaign: &&Campaign| !lower.is_empty() && campaign.id.as_str().starts_with(&lower);
    for found in [
        studio.campaigns.values().filter(by_reference).collect::<Vec<_>>(),
        studio.campaigns.values().filter(begins).collect(),
    ] {
        match found.as_slice() {
            [] => {}
            [one] => return Ok(one),
            several => return Err(ambiguous(typed, several.iter().map(|c| (c.id.as_str(), &*c.title)))),
        }
    }
    Err(unknown(typed, studio.campaigns.keys().map(|id| id.as_str())))
}

/// The kind with this id. A beginning is not enough: what is written to a file is said in full.
pub fn kind<'a>(studio: &'a Studio, typed: &str) -> Result<&'a Kind, Unresolved> {
    let known = studio.kinds.keys().map(|id| id.as_str());
    studio.kinds.get(typed.trim()).ok_or_else(|| unknown(typed, known))
}

/// The asset with this id or unique beginning of an id.
pub fn asset<'s>(assets: &Assets<'s>, typed: &str) -> Result<&'s Asset, Unresolved> {
    let wanted = typed.trim().to_lowercase();
    if let Some(found) = assets.find(&wanted) {
        return Ok(found);
    }
    let begins = |asset: &&Asset| !wanted.is_empty() && asset.id.starts_with(&*wanted);
    let found: Vec<&Asset> = assets.all().filter(begins).collect();
    match found.as_slice() {
        [] => Err(unknown(typed, assets.all().map(|asset| &**asset.id))),
        [one] => Ok(one),
        several => Err(ambiguous(typed, several.iter().map(|one| (&**one.id, one.name())))),
    }
}

/// Somebody of the team or an approver of a party, by id or e-mail.
pub fn person(studio: &Studio, typed: &str) -> Result<PersonId, Unresolved> {
    let wanted = typed.trim();
    let approvers = || studio.parties.values().flat_map(|party| &party.approvers);
    if let Some(found) = studio.people.get(wanted) {
        return Ok(found.id.clone());
    }
    if let Some(found) = approvers().find(|approver| approver.id.as_str() == wanted) {
        return Ok(found.id.value.clone());
    }
    if let Some(found) = by_email(studio, wanted) {
        return Ok(found);
    }
    let known = studio.people.keys().map(|id| id.as_str());
    Err(unknown(
        typed,
        known.chain(approvers().map(|approver| approver.id.as_str())),
    ))
}

/// Whoever has this e-mail address: of the team first, else an approver of a party.
pub fn by_email(studio: &Studio, email: &str) -> Option<PersonId> {
    if let Some(person) = studio.person_by_email(email) {
        return Some(person.id.clone());
    }
    let mut approvers = studio.parties.values().flat_map(|party| &party.approvers);
    approvers
        .find(|approver| approver.emails.iter().any(|known| known.eq_ignore_ascii_case(email)))
        .map(|approver| approver.id.value.clone())
}

/// The name among `known` that was meant by `typed`, when it is none of them.
pub fn unknown<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Unresolved {
    Unresolved::Unknown {
        typed: typed.into(),
        near: nearest(typed.trim(), known).map(str::to_owned),
    }
}

fn ambiguous<'a>(typed: &str, found: impl ExactSizeIterator<Item = (&'a str, &'a str)>) -> Unresolved {
    Unresolved::Ambiguous {
        typed: typed.into(),
        total: found.len(),
        candidates: found
            .take(MOST_CANDIDATES)
            .map(|(id, title)| Candidate {
                id: id.into(),
                title: title.into(),
            })
            .collect(),
    }
}

/// The letters that Crockford's alphabet leaves out, as the digits they are taken for.
fn as_crockford(typed: &str) -> String {
    typed
        .chars()
        .map(|c| match c {
            'o' => '0',
            'i' | 'l' => '1',
            c => c,
        })
        .collect()
}

/// Whether this is the id without its random part.
fn is_slug_of(brief: &Brief, typed: &str) -> bool {
    let slug = brief.id.as_str().rsplit_once('-').map(|(slug, _)| slug);
    brief.id.random_part().is_some() && slug == Some(typed)
}

fn is_path_of(brief: &Brief, typed: &str) -> bool {
    let path = typed.trim_end_matches('/');
    let file = brief.file.as_str();
    path.contains('/') && (file == path || file.strip_suffix("/brief.yml") == Some(path))
}

/// By the whole id, the id without its random part, and the random part.
fn nearest_brief(studio: &Studio, typed: &str) -> Option<String> {
    let ids = || studio.briefs.keys();
    let whole = nearest(typed, ids().map(|id| id.as_str()));
    whole.map(str::to_owned).or_else(|| {
        let parts = ids().filter_map(|id| id.as_str().rsplit_once('-'));
        let part = nearest(typed, parts.flat_map(|(slug, random)| [slug, random]))?;
        ids()
            .find(|id| {
                id.as_str()
                    .rsplit_once('-')
                    .is_some_and(|(slug, random)| slug == part || (random == part && random.len() == RANDOM_PART))
            })
            .map(ToString::to_string)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    fn studio() -> Studio {
        let with_reference = |mut brief: Brief, reference: &str| {
            brief.reference = Some(sample::placed(reference.into()));
            brief
        };
        sample::with_briefs([
            with_reference(sample::brief("hero-film-k3x9qa", "brief"), "VERO-1"),
            sample::brief("hero-film-k3x9qb", "brief"),
            sample::brief("teaser-0fw2hd", "intake"),
            sample::brief("post-000001", "intake"),
            sample::brief("poster-000002", "intake"),
        ])
    }

    #[test]
    fn a_brief_is_found_by_what_people_type() {
        let studio = studio();
        for (typed, found) in [
            ("hero-film-k3x9qa", "hero-film-k3x9qa"),
            ("K3X9QA", "hero-film-k3x9qa"),
            (" k3x9qb ", "hero-film-k3x9qb"),
            ("VERO-1", "hero-film-k3x9qa"),
            ("tea", "teaser-0fw2hd"),
            ("post", "post-000001"),
            ("ofw", "teaser-0fw2hd"),
            ("briefs/2026-11/teaser-0fw2hd", "teaser-0fw2hd"),
            ("briefs/2026-11/teaser-0fw2hd/brief.yml", "teaser-0fw2hd"),
        ] {
            assert_eq!(brief(&studio, typed).map(|b| b.id.as_str()), Ok(found), "{typed}");
        }
    }

    #[test]
    fn a_doubt_lists_the_candidates() {
        let studio = studio();
        let found = brief(&studio, "hero");
        let Err(Unresolved::Ambiguous { candidates, total, .. }) = found else {
            panic!("{found:?}")
        };
        let ids: Vec<_> = candidates.iter().map(|c| c.id.as_str()).collect();
        assert_eq!(
            (ids.as_slice(), total),
            (&["hero-film-k3x9qa", "hero-film-k3x9qb"][..], 2)
        );
    }

    #[test]
    fn a_typo_suggests_the_nearest() {
        let studio = studio();
        for (typed, near) in [
            ("teser", Some("teaser-0fw2hd")),
            ("k3x9qz", Some("hero-film-k3x9qa")),
            ("teaser-0fw2he", Some("teaser-0fw2hd")),
            ("", None),
            ("zzzzzz", None),
        ] {
            let Err(Unresolved::Unknown { near: found, .. }) = brief(&studio, typed) else {
                panic!("{typed}")
            };
            assert_eq!(found.as_deref(), near, "{typed}");
        }
    }

    #[test]
    fn people_answer_to_their_id_and_their_mail() {
        let studio = studio();
        for (typed, found) in [
            ("lea", Some("lea")),
            ("LEA@lumen.example", Some("lea")),
            ("claire-vero", Some("claire-vero")),
            ("le", None),
        ] {
            assert_eq!(
                person(&studio, typed).ok().as_ref().map(|p| p.as_str()),
                found,
                "{typed}"
            );
        }
        assert_eq!(
            campaign(&studio, "VERO-2027-03").map(|c| c.id.as_str()),
            Ok("spring-launch")
        );
        assert_eq!(
            kind(&studio, "vidoe").err(),
            Some(Unresolved::Unknown {
                typed: "vidoe".into(),
                near: Some("video".into())
            })
        );
    }
}
