//! Answers: which language does the studio speak, before it is loaded?
//! Invariant: one small file is looked at and nothing is reported: loading says what is wrong with it.

use super::find::{SETTINGS, studio_root};
use super::source::{self, Content};
use crate::model::place::StudioPath;
use std::path::Path;

/// The value of `language:` in the `crops.yml` of the studio that `start` is in.
pub fn studio_language(start: &Path) -> Option<String> {
    let root = studio_root(start)?;
    let Content::Bytes(bytes) = source::read(&root, &StudioPath::new(SETTINGS)?) else {
        return None;
    };
    language_line(&String::from_utf8_lossy(&bytes))
}

fn language_line(text: &str) -> Option<String> {
    let value = text.lines().find_map(|line| line.strip_prefix("language:"))?;
    let value = value.split(" #").next().unwrap_or_default();
    let value = value.trim().trim_matches(['"', '\'']);
    (!value.is_empty()).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_read_off_its_line() {
        for (text, language) in [
            ("crops: studio/v1\nlanguage: fr   # ours\n", Some("fr")),
            ("language: \"en\"\r\n", Some("en")),
            ("title: x\n  language: fr\n", None),
            ("language:\n", None),
            ("", None),
        ] {
            assert_eq!(language_line(text).as_deref(), language, "{text:?}");
        }
    }
}
