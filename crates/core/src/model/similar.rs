//! Answers: which known name did somebody most likely mean?
//! Invariant: a suggestion is near by edit distance or equal but for invisible and look-alike characters; otherwise there is none.

use super::range_problem::Likeness;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The nearest of `known`, when it is near enough to be meant.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(typed);
    let length = folded.chars().count();
    let reach = match length {
        0..=2 => 0,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    known
        .into_iter()
        .filter_map(|name| {
            let candidate = fold(name);
            // Each letter more or less is one step: most of many names need no closer look.
            let is_in_reach = candidate.chars().count().abs_diff(length) <= reach;
            let distance = is_in_reach.then(|| strsim::osa_distance(&folded, &candidate))?;
            (distance <= reach).then_some((distance, name))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Whether two names look the same to a reader though they are written differently.
pub fn looks_like(one: &str, other: &str) -> bool {
    one != other && fold(one) == fold(other)
}

/// How two names can be taken for each other, if they can.
pub fn likeness(one: &str, other: &str) -> Option<Likeness> {
    let lower = |text: &str| text.nfc().flat_map(char::to_lowercase).collect::<String>();
    match looks_like(one, other) {
        true if lower(one) == lower(other) => Some(Likeness::Case),
        true => Some(Likeness::Look),
        false => None,
    }
}

/// What a name looks like: two names with the same look can be taken for each other.
pub fn look(name: &str) -> String {
    fold(name).into_owned()
}

/// Lower case, without invisible characters, with the commonest Cyrillic and Greek look-alikes as Latin letters.
fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return match text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => text.to_ascii_lowercase().into(),
            false => text.into(),
        };
    }
    let folded = text
        .nfkc()
        .filter(|c| !is_invisible(*c))
        .flat_map(char::to_lowercase)
        .map(latin_look);
    folded.collect::<String>().into()
}

/// Characters that print nothing or change the direction of what follows.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn latin_look(c: char) -> char {
    match c {
        'а' | 'α' => 'a',
        'е' | 'ε' => 'e',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'с' | 'ϲ' => 'c',
        'у' => 'y',
        'х' | 'χ' => 'x',
        'і' | 'ι' | 'ı' => 'i',
        'ѕ' => 's',
        'ј' => 'j',
        'һ' => 'h',
        'ԁ' => 'd',
        'ո' => 'n',
        'к' | 'κ' => 'k',
        'т' | 'τ' => 't',
        'м' => 'm',
        'в' => 'b',
        'ν' => 'v',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_finds_its_name() {
        let known = ["due", "owner", "stage", "deliverable"];
        for (typed, found) in [
            ("dua", Some("due")),
            ("Owner", Some("owner")),
            ("delivrable", Some("deliverable")),
            ("x", None),
            ("colour", None),
        ] {
            assert_eq!(nearest(typed, known), found, "{typed}");
        }
    }

    #[test]
    fn look_alikes_are_seen() {
        assert!(looks_like("st\u{430}ge", "stage"));
        assert!(looks_like("stage\u{200b}", "stage"));
        assert!(!looks_like("stage", "stage"));
    }
}
