//! Answers: how is a page laid out for a terminal or a pipe?
//! Invariant: the answer stands first; no line is wider than the terminal unless one word is; colour carries no meaning alone.

use super::catalogue::{self, Frame};
use super::escape;
use super::look::{Characters, Color, Look};
use super::page::{Block, Page};
use super::text_table;
use crate::report::table::{Table, Tone};
use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthStr;

/// Between two commands on one line.
const BETWEEN_COMMANDS: &str = "     ";

/// The whole page, each line ended.
pub fn page(page: &Page) -> String {
    let look = &page.look;
    let mut lines = Vec::new();
    for block in &page.blocks {
        match block {
            Block::Headline(text) => sentence(text, Tone::Strong, look, &mut lines),
            Block::Linked(text, _) => sentence(text, Tone::Plain, look, &mut lines),
            Block::Line(text, tone) => sentence(text, *tone, look, &mut lines),
            Block::Note(text) => sentence(text, Tone::Faint, look, &mut lines),
            Block::Table(table) => rows(table, look, &mut lines),
            Block::Grouped(table, heads) => lines.extend(text_table::grouped(table, heads, look)),
            Block::Next(commands) => next(commands, look, &mut lines),
            Block::Verbatim(excerpt) => {
                lines.extend(
                    excerpt
                        .iter()
                        .map(|(line, tone)| styled(&escape::terminal(line), *tone, look)),
                );
            }
            Block::Blank => lines.push(String::new()),
        }
    }
    lines.iter().map(|line| in_characters(line, look) + "\n").collect()
}

fn rows(table: &Table, look: &Look, lines: &mut Vec<String>) {
    if table.is_empty() {
        return sentence(&catalogue::frame(look.lang(), Frame::Nothing), Tone::Faint, look, lines);
    }
    lines.extend(text_table::lines(table, look));
}

/// One sentence, wrapped under its own first word.
pub fn sentence(text: &str, tone: Tone, look: &Look, lines: &mut Vec<String>) {
    let text = escape::terminal(text);
    for line in wrapped(&text, look.width) {
        lines.push(styled(&line, tone, look));
    }
}

fn next(commands: &[String], look: &Look, lines: &mut Vec<String>) {
    let head = catalogue::frame(look.lang(), Frame::Next);
    let commands: Vec<_> = commands.iter().map(|command| escape::terminal(command)).collect();
    let line = format!("{head} {}", commands.join(BETWEEN_COMMANDS));
    if look.width.is_none_or(|width| line.width() <= width) {
        lines.push(line);
        return;
    }
    lines.push(head);
    lines.extend(commands.iter().map(|command| format!("  {command}")));
}

/// A line in the colours of its tone.
pub fn styled(line: &str, tone: Tone, look: &Look) -> String {
    if look.color == Color::Off || line.is_empty() {
        return line.to_owned();
    }
    let style = style(tone);
    format!("{style}{line}{style:#}")
}

const fn style(tone: Tone) -> anstyle::Style {
    let style = anstyle::Style::new();
    match tone {
        Tone::Plain => style,
        Tone::Good => style.fg_color(Some(anstyle::Color::Ansi(anstyle::AnsiColor::Green))),
        Tone::Bad => style.fg_color(Some(anstyle::Color::Ansi(anstyle::AnsiColor::Red))),
        Tone::Caution => style.fg_color(Some(anstyle::Color::Ansi(anstyle::AnsiColor::Yellow))),
        Tone::Faint => style.dimmed(),
        Tone::Strong => style.bold(),
    }
}

/// Broken at spaces to the width, never inside a date or between a number and its unit.
pub fn wrapped(text: &str, width: Option<usize>) -> Vec<String> {
    let Some(width) = width else {
        return vec![text.to_owned()];
    };
    if text.width() <= width {
        return vec![text.to_owned()];
    }
    let indent: String = text.chars().take_while(|c| *c == ' ').collect();
    let mut lines = Vec::new();
    let mut line = indent.clone();
    for chunk in unbreakable(text.trim_start_matches(' ')) {
        let is_first = line.len() == indent.len();
        if !is_first && line.width() + 1 + chunk.width() > width {
            lines.push(std::mem::replace(&mut line, indent.clone()));
        }
        if line.len() > indent.len() {
            line.push(' ');
        }
        line.push_str(&chunk);
    }
    lines.push(line);
    lines
}

/// Words, joined where a line must not break: after a number or weekday, before a year.
fn unbreakable(text: &str) -> Vec<String> {
    let mut chunks: Vec<String> = Vec::new();
    let mut before: Option<&str> = None;
    for word in text.split(' ') {
        match chunks.last_mut() {
            Some(chunk) if before.is_some_and(|before| belongs(before, word)) => {
                chunk.push(' ');
                chunk.push_str(word);
            }
            _ => chunks.push(word.to_owned()),
        }
        before = Some(word);
    }
    chunks
}

fn belongs(before: &str, word: &str) -> bool {
    // Four digits are a year, which ends its date.
    let is_number =
        |text: &str| text == "1er" || (matches!(text.len(), 1..=3) && text.bytes().all(|b| b.is_ascii_digit()));
    let is_year = word.len() >= 4 && word.bytes().take(4).all(|b| b.is_ascii_digit());
    let is_weekday = |text: &str| {
        (0..7u8)
            .filter_map(|number| chrono::Weekday::try_from(number).ok())
            .any(|day| {
                let names = [
                    catalogue::en::numbers::weekday(day),
                    catalogue::fr::numbers::weekday(day),
                    catalogue::fr::numbers::weekday_name(day),
                ];
                names.contains(&text)
            })
    };
    is_number(before) || is_year || is_weekday(before)
}

/// What the terminal can show.
pub fn in_characters(line: &str, look: &Look) -> String {
    if look.characters == Characters::Unicode || line.is_ascii() {
        return line.to_owned();
    }
    line.chars().map(ascii).collect()
}

fn ascii(c: char) -> String {
    if c.is_ascii() {
        return c.to_string();
    }
    let known = match c {
        '\u{a0}' | '\u{202f}' => " ",
        '–' | '−' | '·' | '—' => "-",
        '’' | '‘' => "'",
        '“' | '”' | '«' | '»' => "\"",
        '…' => "...",
        '✓' => "v",
        '✗' => "x",
        '▸' | '→' => ">",
        '◆' => "*",
        '▼' => "V",
        '█' | '▇' | '▆' => "#",
        '▅' | '▄' | '▃' | '▒' => "=",
        '▂' | '▁' | '∙' => "_",
        '░' => "-",
        '┄' => ".",
        '≈' => "~",
        '┊' => ":",
        '│' => "|",
        '≤' => "<=",
        '≥' => ">=",
        '×' => "x",
        '÷' => "/",
        '€' => "EUR",
        'œ' => "oe",
        'Œ' => "OE",
        'æ' => "ae",
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    let plain: String = c.to_string().nfkd().filter(char::is_ascii).collect();
    if plain.is_empty() { "?".to_owned() } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::catalogue::{Lang, Reader};

    fn look(width: Option<usize>) -> Look {
        Look {
            width,
            ..Look::plain(Reader {
                lang: Lang::En,
                today: "2026-11-20".parse().unwrap(),
            })
        }
    }

    #[test]
    fn sentences_wrap_around_dates_and_numbers() {
        let text = "  Spring launch: it fits, start no later than Mon 14 Dec 2026 with 6 days of 1er août.";
        for width in 19..90 {
            let lines = wrapped(text, Some(width));
            assert!(
                lines.iter().all(|line| line.width() <= width && line.starts_with("  ")),
                "{width}: {lines:?}"
            );
            let all = lines.join("\n");
            for whole in ["Mon 14 Dec 2026", "6 days", "1er août."] {
                assert!(all.contains(whole), "{width}: {all}");
            }
        }
        assert_eq!(wrapped(text, None), [text]);
    }

    #[test]
    fn a_page_stands_in_order() {
        let mut written = Page::new(look(Some(40)));
        written.headline("It fits.");
        written.table(Table::default());
        written.note("wd working days");
        written.next(["crops plan", "crops report kpi --period 2026-Q4"]);
        insta::assert_snapshot!(page(&written), @"
        It fits.
        Nothing to show.
        wd working days
        Next:
          crops plan
          crops report kpi --period 2026-Q4
        ");
    }

    #[test]
    fn colour_adds_to_the_words_and_changes_none() {
        let mut colored = Page::new(Look {
            color: Color::On,
            ..look(None)
        });
        colored.toned(Tone::Bad, "late by 3\u{a0}wd");
        assert_eq!(page(&colored), "\u{1b}[31mlate by 3\u{a0}wd\u{1b}[0m\n");
    }

    #[test]
    fn hostile_texts_are_shown_not_obeyed() {
        let mut written = Page::new(look(None));
        written.headline("title \u{1b}]0;owned\u{7}\u{202e}x");
        written.verbatim([("\u{9b}2J\ttab".to_owned(), Tone::Plain)]);
        assert_eq!(
            page(&written),
            "title \\u{1b}]0;owned\\u{7}\\u{202e}x\n\\u{9b}2J\\ttab\n"
        );
    }

    #[test]
    fn a_terminal_without_unicode_gets_ascii() {
        let mut written = Page::new(Look {
            characters: Characters::Ascii,
            ..look(None)
        });
        written.line("✓ Été « 87\u{a0}% » ▸ 日本 — œuvre");
        assert_eq!(page(&written), "v Ete \" 87 % \" > ?? - oeuvre\n");
    }
}
