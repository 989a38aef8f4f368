//! Answers: how does a body become a page that a browser shows without asking anybody for anything?
//! Invariant: one style sheet and at most one script, both in the file and named by their hash; the page may load nothing else.
//! Source: Content Security Policy Level 3, hashes in `style-src` and `script-src`.

use super::catalogue::{Lang, Reader};
use super::csv::kept_columns;
use super::page::Block;
use super::{catalogue, cell, escape, palette, sparkline};
use crate::report::table::{Align, Cell, Table};
use data_encoding::BASE64;
use maud::{DOCTYPE, Markup, PreEscaped, Render, html};
use sha2::{Digest, Sha256};

/// What a page is made of. Style and script are the product's own texts: no data goes into them but numbers.
pub struct Document<'a> {
    pub lang: Lang,
    pub title: &'a str,
    pub style: &'a str,
    /// The page says everything without it.
    pub script: Option<&'a str>,
    pub body: Markup,
}

/// A text of the data, without control and bidi characters; the template escapes the rest.
pub struct Shown<'a>(pub &'a str);

impl Shown<'_> {
    /// For an attribute, which the template escapes.
    pub fn plain(&self) -> String {
        escape::terminal(self.0).into_owned()
    }
}

impl Render for Shown<'_> {
    fn render(&self) -> Markup {
        let plain = escape::terminal(self.0);
        html! { (plain.as_ref()) }
    }
}

/// A sentence: pairs of backticks are code.
pub struct Sentence<'a>(pub &'a str);

impl Render for Sentence<'_> {
    fn render(&self) -> Markup {
        let parts: Vec<&str> = self.0.split('`').collect();
        let is_paired = parts.len() % 2 == 1;
        html! {
            @if is_paired {
                @for (at, part) in parts.iter().enumerate() {
                    @if at % 2 == 1 { code { (Shown(part)) } } @else { (Shown(part)) }
                }
            } @else { (Shown(self.0)) }
        }
    }
}

/// What a page for a terminal says, as paragraphs, headings and tables; bars and commands to try are left out.
pub fn blocks(blocks: &[Block], reader: Reader) -> Markup {
    let said: Vec<&Block> = blocks.iter().filter(|block| !matches!(block, Block::Blank)).collect();
    let is_under = |block: Option<&&Block>| match block {
        Some(Block::Table(_)) => true,
        Some(Block::Line(text, _)) => text.starts_with("  "),
        Some(_) | None => false,
    };
    html! {
        @for (at, block) in said.iter().enumerate() {
            @match block {
                Block::Headline(text) | Block::Note(text) => { p { (Sentence(text)) } },
                Block::Line(text, _) if text.starts_with("  ") => { p class="row" { (Sentence(text.trim_start())) } },
                Block::Line(text, _) if is_under(said.get(at + 1)) => { h2 { (Sentence(text.trim_end_matches(':'))) } },
                Block::Line(text, _) | Block::Linked(text, _) => { p { (Sentence(text)) } },
                Block::Table(rows) | Block::Grouped(rows, _) => (table(rows, reader)),
                Block::Verbatim(_) | Block::Next(_) | Block::Blank => {},
            }
        }
    }
}

fn table(rows: &Table, reader: Reader) -> Markup {
    let kept: Vec<usize> = kept_columns(&rows.columns);
    let class = |place: usize| match rows.columns[place].align {
        Align::Right => Some("n"),
        Align::Left => None,
    };
    html! {
        div class="scroll fit" tabindex="0" {
            table class="plain" {
                thead { tr { @for place in &kept {
                    @let title = catalogue::title(reader.lang, rows.columns[*place].title);
                    @if title.is_empty() { td {} } @else { th scope="col" class=[class(*place)] { (title) } }
                } } }
                tbody { @for row in &rows.rows { tr { @for place in &kept {
                    td class=[class(*place)] { @match row.cells.get(*place) {
                        Some(Cell::Trend(values)) => { (sparkline::picture(values, reader.lang)) },
                        Some(value) => { (cell::text(value, reader)) },
                        None => {},
                    } }
                } } } }
            }
        }
    }
}

/// Colours, type and the frame that every page has.
const STYLE: &str = include_str!("html/page.css");

/// Whether a page shows pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pictures {
    None,
    /// Their bytes are in the file; nothing is loaded for them.
    InTheFile,
}

/// The whole file.
pub fn document(page: Document<'_>) -> String {
    document_with(page, Pictures::None)
}

/// The whole file, with pictures or without.
pub fn document_with(page: Document<'_>, pictures: Pictures) -> String {
    let style = format!("{}{STYLE}{}", palette::variables(), page.style);
    let policy = policy(&style, page.script, pictures);
    let drawn = html! {
        (DOCTYPE)
        html lang=(page.lang.code()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (Shown(page.title)) }
                style { (PreEscaped(&style)) }
            }
            body {
                (page.body)
                @if let Some(script) = page.script { script { (PreEscaped(script)) } }
            }
        }
    };
    drawn.into_string() + "\n"
}

fn policy(style: &str, script: Option<&str>, pictures: Pictures) -> String {
    let hash = |text: &str| format!("'sha256-{}'", BASE64.encode(&Sha256::digest(text.as_bytes())));
    let script = script.map_or("'none'".to_owned(), hash);
    let style = hash(style);
    let images = match pictures {
        Pictures::None => "",
        Pictures::InTheFile => " img-src data:;",
    };
    format!("default-src 'none'; style-src {style};{images} script-src {script}; base-uri 'none'; form-action 'none'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_its_own_style_and_script_and_nothing_else() {
        let page = document(Document {
            lang: Lang::Fr,
            title: "</title><script>alert(1)</script>\u{202e}",
            style: "b{color:red}",
            script: Some("void 0"),
            body: html! { p { (Shown("<img src=x onerror=alert(1)> \"' \u{1b}")) } },
        });
        let policy = page
            .split("content=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .unwrap();
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
        // printf 'void 0' | openssl dgst -sha256 -binary | base64
        assert!(policy.contains("script-src 'sha256-"), "{policy}");
        assert_eq!(page.matches("<script>").count(), 1, "{page}");
        assert!(!page.contains("<img"), "{page}");
        assert!(
            page.contains("&lt;script&gt;alert(1)&lt;/script&gt;\\u{202e}"),
            "{page}"
        );
    }
}
