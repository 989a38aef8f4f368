//! Answers: what is a valid name of a record, and which kind of record does it name?
//! Invariant: an id is `[a-z0-9]` words joined by single `-`, at most 80 characters, so it is safe in paths, refs and cells.
//! Source: design, "Ids"; Crockford, "Base 32", for the random part of a brief's id.

use std::borrow::Borrow;
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

/// The longest id accepted, in bytes.
pub const LONGEST_ID: usize = 80;

/// The alphabet of the random part of a brief's id (Crockford base32, lower case).
pub const CROCKFORD: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Length of the random part of a brief's id.
pub const RANDOM_PART: usize = 6;

/// Whether `text` may be an id: `[a-z0-9]+(-[a-z0-9]+)*`, at most [`LONGEST_ID`] bytes.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= LONGEST_ID
        && text
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// Letters that many records have in common, each kept once.
#[derive(Debug, Default)]
pub struct Shared(HashSet<Arc<str>>);

impl Shared {
    /// The letters of this text.
    pub fn of(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return Arc::clone(known);
        }
        let new: Arc<str> = text.into();
        self.0.insert(Arc::clone(&new));
        new
    }

    pub fn text(&mut self, text: &mut Arc<str>) {
        match self.0.get(&**text) {
            Some(known) => *text = Arc::clone(known),
            None => drop(self.0.insert(Arc::clone(text))),
        }
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// `None` when `text` is not a slug (see [`is_slug`]).
            pub fn new(text: &str) -> Option<Self> {
                is_slug(text).then(|| Self(text.into()))
            }

            /// As [`Self::new`], of letters that others may have too.
            pub fn on(text: Arc<str>) -> Option<Self> {
                is_slug(&text).then_some(Self(text))
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Lets it stand on the same letters as all that are equal.
            pub fn share(&mut self, shared: &mut Shared) {
                shared.text(&mut self.0);
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    )+};
}

ids! {
    /// `hero-film-k3x9qa`: a slug and six random characters, made once.
    BriefId,
    PersonId,
    PartyId,
    CalendarId,
    WorkflowId,
    StageId,
    KindId,
    CampaignId,
    /// A deliverable, series, free task or milestone inside a campaign.
    ItemId,
    /// A role such as `designer`; roles are not records, workflows and people share their names.
    RoleId,
    /// A channel, market or tag of the taxonomy, or a variant's value.
    TermId,
    /// An id of a record type that is read but not yet acted on (asset, result, template, …).
    RecordId,
}

impl BriefId {
    /// The six random characters at the end, when the id has the usual shape.
    pub fn random_part(&self) -> Option<&str> {
        let (_, tail) = self.as_str().rsplit_once('-')?;
        (tail.len() == RANDOM_PART && tail.bytes().all(|b| CROCKFORD.contains(&b))).then_some(tail)
    }
}

/// The random part that `seed` stands for: its 30 lowest bits in Crockford's alphabet.
pub fn random_part(seed: u64) -> String {
    let character = |at: usize| CROCKFORD[(seed >> (5 * (RANDOM_PART - 1 - at)) & 31) as usize];
    (0..RANDOM_PART).map(|at| char::from(character(at))).collect()
}

/// A slug made of a title: lower-case ASCII words, accents dropped, cut at a word within `longest` bytes.
/// Empty when nothing of the title survives (a title in another script): the caller then uses the kind.
pub fn slug_of(title: &str, longest: usize) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut slug = String::new();
    let plain: String = title
        .replace('ß', "ss")
        .replace(['ø', 'Ø'], "o")
        .replace(['œ', 'Œ'], "oe")
        .replace(['æ', 'Æ'], "ae")
        .nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .collect();
    for word in plain
        .to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
    {
        let wanted = slug.len() + usize::from(!slug.is_empty()) + word.len();
        if wanted > longest {
            if slug.is_empty() {
                slug.push_str(&word[..longest]);
            }
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_ascii_words() {
        for (title, slug) in [
            ("Film héros 30 s", "film-heros-30-s"),
            ("Œuvre & Straße", "oeuvre-strasse"),
            ("  —  ", ""),
            ("日本", ""),
            ("one two three four five six", "one-two-three-four-five"),
        ] {
            assert_eq!(slug_of(title, 24), slug, "{title}");
        }
    }

    #[test]
    fn a_random_part_is_six_characters_of_the_alphabet() {
        for (seed, part) in [(0, "000000"), (31, "00000z"), (u64::MAX, "zzzzzz"), (1 << 30, "000000")] {
            assert_eq!(random_part(seed), part, "{seed}");
        }
    }

    #[test]
    fn an_id_is_safe_in_a_path() {
        for bad in ["", "-a", "a-", "a--b", "A", "é", "a/b", "..", "a b", "a\n"] {
            assert!(BriefId::new(bad).is_none(), "{bad:?}");
        }
        assert!(BriefId::new("hero-film-k3x9qa").is_some());
    }
}
