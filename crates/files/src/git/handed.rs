//! Answers: how does a thread hand over what many contents say?
//! Invariant: what is taken is what was put, in its order; it takes little memory, and what is taken is memory of whoever takes it.
//! Source: a history has a hundred thousands of versions and few words; what one thread has freed, another cannot use.

use crate::model::history::{BriefHead, BriefVersion, Imported};
use crate::model::id::{BriefId, KindId, Shared, StageId};
use std::collections::HashMap;

/// Stands for a key that a brief does not have.
const NONE: u32 = u32::MAX;

#[derive(Default)]
pub(super) struct Handed {
    words: HashMap<Box<str>, u32>,
    versions: Vec<Version>,
}

#[derive(Clone, Copy)]
enum Version {
    /// Its words: id, stage, kind, campaign, deliverable, due.
    Brief(Imported, [u32; 6]),
    NotABrief,
    Unreadable,
}

impl Handed {
    pub fn put(&mut self, version: &BriefVersion) {
        let version = match version {
            BriefVersion::NotABrief => Version::NotABrief,
            BriefVersion::Unreadable => Version::Unreadable,
            BriefVersion::Brief(head) => {
                let (id, stage) = (self.word(head.id.as_str()), self.word(head.stage.as_str()));
                let kind = self.maybe(head.kind.as_ref().map(KindId::as_str));
                let texts = [&head.campaign, &head.deliverable, &head.due];
                let [campaign, deliverable, due] = texts.map(|text| self.maybe(text.as_deref()));
                Version::Brief(head.imported, [id, stage, kind, campaign, deliverable, due])
            }
        };
        self.versions.push(version);
    }

    fn word(&mut self, word: &str) -> u32 {
        if let Some(known) = self.words.get(word) {
            return *known;
        }
        let number = self.words.len() as u32;
        self.words.insert(word.into(), number);
        number
    }

    fn maybe(&mut self, word: Option<&str>) -> u32 {
        word.map_or(NONE, |word| self.word(word))
    }

    /// Equal words stand on the same letters.
    pub fn take(self, shared: &mut Shared) -> impl Iterator<Item = BriefVersion> + use<> {
        let mut words = vec![None; self.words.len()];
        for (word, number) in &self.words {
            words[*number as usize] = Some(shared.of(word));
        }
        self.versions.into_iter().map(move |version| match version {
            Version::NotABrief => BriefVersion::NotABrief,
            Version::Unreadable => BriefVersion::Unreadable,
            Version::Brief(imported, places) => {
                let [id, stage, kind, campaign, deliverable, due] =
                    places.map(|place| words.get(place as usize).cloned().flatten());
                let names = id.and_then(BriefId::on).zip(stage.and_then(StageId::on));
                names.map_or(BriefVersion::Unreadable, |(id, stage)| {
                    BriefVersion::Brief(Box::new(BriefHead {
                        id,
                        stage,
                        kind: kind.and_then(KindId::on),
                        campaign,
                        deliverable,
                        due,
                        imported,
                    }))
                })
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brief(id: &str, due: Option<&str>) -> BriefVersion {
        BriefVersion::Brief(Box::new(BriefHead {
            id: BriefId::new(id).expect("an id"),
            stage: StageId::new("review").expect("a stage"),
            kind: due.and_then(|_| KindId::new("film")),
            campaign: Some("spring-launch".into()),
            deliverable: due.map(|_| "spring-launch/hero-film".into()),
            due: due.map(Into::into),
            imported: if due.is_some() { Imported::Yes } else { Imported::No },
        }))
    }

    #[test]
    fn what_is_taken_is_what_was_put_and_equal_words_are_there_once() {
        let versions = [
            brief("film-k3x9qa", None),
            BriefVersion::Unreadable,
            brief("film-k3x9qa", Some("2027-01-05")),
            BriefVersion::NotABrief,
            // a word may stand at two keys
            brief("review", Some("review")),
        ];
        let mut shared = Shared::default();
        let mut taken = Vec::new();
        for _ in 0..2 {
            let mut handed = Handed::default();
            versions.iter().for_each(|version| handed.put(version));
            taken.extend(handed.take(&mut shared));
        }
        assert_eq!(taken, [&versions[..], &versions[..]].concat());
        let letters = |at: usize| match &taken[at] {
            BriefVersion::Brief(head) => head.id.as_str().as_ptr(),
            BriefVersion::NotABrief | BriefVersion::Unreadable => std::ptr::null(),
        };
        assert_eq!([letters(0), letters(4)], [letters(7), letters(9)]);
    }
}
