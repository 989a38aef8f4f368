//! Answers: where does one reviewer stand after all that they said?
//! Invariant: the last approval, demand for changes or dismissal decides; a word that nobody knows decides nothing and is an error.
//! Source: `cases/approvals/README.md` of the reference cases; GitHub, "About pull request reviews".

use crate::model::review::Meaning;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    Approve,
    Reject,
    None,
}

impl Stance {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::None => "none",
        }
    }
}

/// A state whose meaning is not known stands at this place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownState {
    pub place: usize,
}

/// The stance, and which of the states decided it; nothing said: no stance.
///
/// # Errors
/// When one of the states is not known, wherever it stands.
pub fn stance(states: &[Meaning]) -> Result<(Stance, Option<usize>), UnknownState> {
    let mut decided = (Stance::None, None);
    for (place, state) in states.iter().enumerate() {
        decided = match state {
            Meaning::Approve => (Stance::Approve, Some(place)),
            Meaning::ChangesRequired => (Stance::Reject, Some(place)),
            // what it took back does not bring back what was before
            Meaning::Dismissed => (Stance::None, Some(place)),
            Meaning::Comment | Meaning::Pending => decided,
            Meaning::Unknown => return Err(UnknownState { place }),
        };
    }
    Ok(decided)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn meanings() -> impl Strategy<Value = Vec<Meaning>> {
        let one = prop_oneof![
            Just(Meaning::Approve),
            Just(Meaning::ChangesRequired),
            Just(Meaning::Dismissed),
            Just(Meaning::Comment),
            Just(Meaning::Pending),
        ];
        proptest::collection::vec(one, 0..12)
    }

    proptest! {
        #[test]
        fn comments_never_change_a_stance(states in meanings(), at in 0usize..13) {
            let mut more = states.clone();
            more.insert(at.min(states.len()), Meaning::Comment);
            prop_assert_eq!(stance(&states).map(|told| told.0), stance(&more).map(|told| told.0));
        }

        #[test]
        fn after_a_dismissal_nothing_earlier_counts(before in meanings(), after in meanings()) {
            let all: Vec<_> = before.into_iter().chain([Meaning::Dismissed]).chain(after.clone()).collect();
            prop_assert_eq!(stance(&all).map(|told| told.0), stance(&after).map(|told| told.0));
        }

        #[test]
        fn an_unknown_word_is_an_error_wherever_it_stands(states in meanings(), at in 0usize..13) {
            let mut more = states.clone();
            let at = at.min(states.len());
            more.insert(at, Meaning::Unknown);
            prop_assert_eq!(stance(&more), Err(UnknownState { place: at }));
        }

        #[test]
        fn an_approval_is_always_the_last_deciding_word(states in meanings()) {
            let (told, place) = stance(&states).expect("known words");
            let deciding = |one: &&Meaning| !matches!(one, Meaning::Comment | Meaning::Pending);
            let last = states.iter().rev().find(deciding);
            prop_assert_eq!(told == Stance::Approve, last == Some(&Meaning::Approve));
            prop_assert_eq!(place.map(|place| states[place]), last.copied());
        }
    }
}
