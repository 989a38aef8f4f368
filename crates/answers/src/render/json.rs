//! Answers: how is an answer written as JSON?
//! Invariant: one document with the envelope of `report::envelope`; what a terminal would act on is escaped, the value is not changed.

use super::escape;
use crate::report::envelope::Envelope;

/// Indented, ended by a line break.
pub fn document(envelope: &Envelope) -> Result<String, serde_json::Error> {
    let text = serde_json::to_string_pretty(envelope)?;
    Ok(escape::json(&text).into_owned() + "\n")
}

/// One value on one line, for formats of one object a line.
pub fn line(value: &impl serde::Serialize) -> Result<String, serde_json::Error> {
    let text = serde_json::to_string(value)?;
    Ok(escape::json(&text).into_owned() + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::envelope::AsOfView;
    use crate::report::kind::Kind;

    #[test]
    fn hostile_names_come_back_as_they_were() {
        for name in [
            "\u{1b}[2J",
            "\u{202e}x",
            "a|b",
            "say \"hi\"",
            "<script>",
            "=cmd",
            "two\nlines",
        ] {
            let today = "2026-11-20".parse().unwrap();
            let data = serde_json::json!({ "title": name });
            let text = document(&Envelope::new(Kind::Check, AsOfView::default(), today, data)).unwrap();
            assert!(!text.contains(['\u{1b}', '\u{202e}']));
            let back: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!(back["data"]["title"], name);
        }
    }
}
