//! Answers: how is a text of unknown origin made harmless for one target?
//! Invariant: one function per target; what is taken out stays visible; plain texts pass unchanged.
//! Source: OWASP, "CSV Injection"; Trojan Source (CVE-2021-42574); GitHub, "Workflow commands".

use crate::model::similar::is_invisible;
use std::borrow::Cow;

/// For a terminal: control, bidi and invisible characters become visible escapes (`\n`, `\u{202e}`).
pub fn terminal(text: &str) -> Cow<'_, str> {
    escaped(text, |c, before| is_active(c) && !joins_pictures(c, before))
}

/// For text that keeps its line breaks and tabs.
pub fn terminal_lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c, before| {
        !matches!(c, '\n' | '\t') && is_active(c) && !joins_pictures(c, before)
    })
}

fn escaped(text: &str, is_bad: impl Fn(char, Option<char>) -> bool) -> Cow<'_, str> {
    let pairs = || {
        text.chars()
            .scan(None, |before: &mut Option<char>, c| Some((before.replace(c), c)))
    };
    if !pairs().any(|(before, c)| is_bad(c, before)) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for (before, c) in pairs() {
        if is_bad(c, before) {
            safe.extend(c.escape_default());
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

/// Whether a character does something else than print itself.
fn is_active(c: char) -> bool {
    c.is_control() || is_invisible(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{e0000}'..='\u{e007f}')
}

/// The zero-width joiner between two pictures makes one picture of them.
fn joins_pictures(c: char, before: Option<char>) -> bool {
    c == '\u{200d}' && before.is_some_and(|before| before >= '\u{2190}')
}

/// For one CSV cell of text, before quoting: a spreadsheet must not take it for a formula.
pub fn spreadsheet(text: &str) -> Cow<'_, str> {
    let safe = terminal_lines(text);
    if safe.starts_with(['=', '+', '-', '@', '\t', '\n', '＝', '＋', '－', '＠']) {
        return Cow::Owned(format!("'{safe}"));
    }
    safe
}

/// For one TSV cell: no tab, no line break, no formula.
pub fn tsv(text: &str) -> Cow<'_, str> {
    match spreadsheet(text) {
        Cow::Borrowed(text) => terminal(text),
        Cow::Owned(text) => Cow::Owned(terminal(&text).into_owned()),
    }
}

/// For Markdown text: no table cell, code, link, image, heading or HTML comes from data.
pub fn markdown(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for c in terminal(text).chars() {
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            // A name must not call people in a pull request.
            '@' => safe.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => {
                safe.push('\\');
                safe.push(c);
            }
            _ => safe.push(c),
        }
    }
    safe
}

/// A sentence in Markdown: pairs of backticks stay code, everything else is escaped.
pub fn markdown_sentence(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let is_paired = parts.len() % 2 == 1 && parts.iter().skip(1).step_by(2).all(|code| !code.is_empty());
    if !is_paired {
        return markdown(text);
    }
    let mut safe = String::new();
    for (place, part) in parts.iter().enumerate() {
        if place % 2 == 0 {
            safe.push_str(&markdown(part));
        } else {
            safe.push_str(&markdown_code(part));
        }
    }
    safe
}

/// Code in Markdown, inside a table or not.
pub fn markdown_code(text: &str) -> String {
    let safe = terminal(text).replace('|', "\\|");
    if safe.contains('`') {
        return format!("`` {safe} ``").replace("```", "'''");
    }
    format!("`{safe}`")
}

/// The message of a workflow command (`::error …::message`).
pub fn workflow_message(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => safe.push_str("%25"),
            '\r' => safe.push_str("%0D"),
            '\n' => safe.push_str("%0A"),
            _ if is_active(c) => safe.extend(c.escape_default()),
            _ => safe.push(c),
        }
    }
    safe
}

/// A property of a workflow command (`file=…`).
pub fn workflow_property(text: &str) -> String {
    workflow_message(text).replace(':', "%3A").replace(',', "%2C")
}

/// JSON that was just written: what a terminal would act on becomes `\u202e`; the value stays the same.
pub fn json(text: &str) -> Cow<'_, str> {
    let is_bad = |c: char| is_active(c) && !matches!(c, '\n');
    if !text.chars().any(is_bad) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_bad(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names that attack a terminal, a spreadsheet, Markdown, HTML or a CI log.
    pub const HOSTILE: [&str; 7] = [
        "\u{1b}[2J\u{9b}31mred",
        "evil\u{202e}gnp.exe",
        "a|b`c`<script>alert(1)</script>",
        "say \"hi\", twice",
        "=cmd|' /C calc'!A0",
        "two\nlines\rand\ttab",
        "::error file=x::owned%0A",
    ];

    #[test]
    fn nothing_active_reaches_a_terminal() {
        for name in HOSTILE {
            let safe = terminal(name);
            assert!(!safe.chars().any(is_active), "{safe:?}");
        }
        assert_eq!(terminal("evil\u{202e}x"), "evil\\u{202e}x");
        assert_eq!(terminal("a\nb"), "a\\nb");
        for plain in ["Été à Noël — 30 s", "日本", "👩\u{200d}🎨", "6\u{a0}j.\u{a0}o."] {
            assert!(matches!(terminal(plain), Cow::Borrowed(text) if text == plain));
        }
        assert_eq!(terminal("st\u{200d}age"), "st\\u{200d}age");
    }

    #[test]
    fn a_spreadsheet_sees_no_formula() {
        for (name, safe) in [
            ("=cmd", "'=cmd"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@x", "'@x"),
            ("a=b", "a=b"),
            ("two\nlines", "two\nlines"),
            ("\u{1b}[2J", "\\u{1b}[2J"),
        ] {
            assert_eq!(spreadsheet(name), safe);
        }
    }

    #[test]
    fn a_tsv_cell_is_one_cell_of_one_line() {
        for name in HOSTILE {
            assert!(!tsv(name).contains(['\t', '\n', '\r']), "{name:?}");
        }
        assert_eq!(tsv("=a\tb"), "'=a\\tb");
    }

    #[test]
    fn markdown_shows_data_as_text() {
        assert_eq!(
            markdown("a|b`c`<script>*x*_y_[z](u)@me"),
            "a\\|b\\`c\\`&lt;script&gt;\\*x\\*\\_y\\_\\[z\\](u)&#64;me"
        );
        assert_eq!(markdown_sentence("see `crops.yml` <b>"), "see `crops.yml` &lt;b&gt;");
        assert_eq!(markdown_sentence("one ` only"), "one \\` only");
        assert_eq!(markdown("two\nlines"), "two\\\\nlines");
    }

    #[test]
    fn a_workflow_command_stays_one_command() {
        assert_eq!(workflow_message("a%\nb\r::x"), "a%25%0Ab%0D::x");
        assert_eq!(workflow_property("a,b:c"), "a%2Cb%3Ac");
    }

    #[test]
    fn json_keeps_its_value() {
        let text = serde_json::to_string(&"a\u{202e}b\u{9b}\u{e0001}").unwrap();
        let safe = json(&text);
        assert!(!safe.chars().any(is_active));
        assert_eq!(
            serde_json::from_str::<String>(&safe).unwrap(),
            "a\u{202e}b\u{9b}\u{e0001}"
        );
    }
}
