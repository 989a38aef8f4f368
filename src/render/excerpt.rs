//! Answers: how is one finding shown with the line where it stands?
//! Invariant: a line is cut around what is meant, and holds nothing that a terminal would act on.

use super::catalogue::{self, CheckWord};
use super::check::tone;
use super::escape;
use super::look::{Characters, Look};
use super::text::wrapped;
use crate::model::finding::Severity;
use crate::report::check::{Excerpt, Found};
use crate::report::table::Tone;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};

/// Characters kept before, of, and after what is meant.
const KEPT: [usize; 3] = [80, 160, 60];

/// The finding as lines, each with its colour.
pub fn lines(found: &Found, look: &Look) -> Vec<(String, Tone)> {
    let span = found.finding.place.span;
    let path = escape::terminal(found.finding.place.file.as_str());
    let line = found.excerpt.as_ref().map(Shown::of);
    let place: Element<'_> = match &line {
        Some(line) => Snippet::source(line.text.as_str())
            .line_start(span.line as usize)
            .path(path.as_ref())
            .annotation(AnnotationKind::Primary.span(line.from..line.to))
            .into(),
        None if span.is_whole_file() => Origin::path(path.as_ref()).into(),
        None => Origin::path(path.as_ref())
            .line(span.line as usize)
            .char_column(span.column as usize)
            .into(),
    };
    let said = |word| catalogue::check(look.lang(), &word);
    let (level, name) = match found.finding.severity {
        Severity::Error => (Level::ERROR, said(CheckWord::Error)),
        Severity::Warning => (Level::WARNING, said(CheckWord::Warning)),
    };
    let message = escape::terminal(&found.message);
    let hint = found.hint.as_deref().map(escape::terminal);
    let mut group = level
        .with_name(name)
        .primary_title(message.as_ref())
        .id(found.finding.rule())
        .element(place);
    if let Some(hint) = &hint {
        let name = said(CheckWord::Hint);
        group = group.element(Level::HELP.with_name(name).message(hint.as_ref()));
    }
    let decor = match (look.width, look.characters) {
        (Some(_), Characters::Unicode) => DecorStyle::Unicode,
        _ => DecorStyle::Ascii,
    };
    let renderer = Renderer::plain()
        .decor_style(decor)
        .term_width(look.width.unwrap_or(140));
    let text = renderer.render(&[group]);
    // The library puts its colon right after the rule.
    let text = text.replacen("]:", &format!("]{}", said(CheckWord::Colon)), 1);
    let severity = tone(found.finding.severity);
    let all = text.lines().count();
    let mut lines = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let tone = if at == 0 { severity } else { Tone::Plain };
        // The sentence and the hint are prose; what lies between stands in columns.
        let is_prose = at == 0 || (at + 1 == all && hint.is_some());
        let parts = wrapped(line, look.width.filter(|_| is_prose));
        lines.extend(parts.into_iter().map(|part| (part, tone)));
    }
    lines
}

/// A line fit to be shown, with the stretch that is meant in bytes of it.
struct Shown {
    text: String,
    from: usize,
    to: usize,
}

impl Shown {
    fn of(excerpt: &Excerpt) -> Self {
        let mut text = cut_start(&escape::terminal(&excerpt.before), KEPT[0]);
        let from = text.len();
        text.push_str(&cut_end(&escape::terminal(&excerpt.marked), KEPT[1]));
        let to = text.len();
        text.push_str(&cut_end(&escape::terminal(&excerpt.after), KEPT[2]));
        Self { text, from, to }
    }
}

fn cut_end(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

fn cut_start(text: &str, most: usize) -> String {
    match text.char_indices().nth_back(most) {
        Some((at, c)) => format!("…{}", &text[at + c.len_utf8()..]),
        None => text.to_owned(),
    }
}
