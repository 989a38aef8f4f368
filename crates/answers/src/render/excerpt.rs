//! Answers: how is one finding shown with the line where it stands?
//! Invariant: a line is cut around what is meant, and holds nothing that a terminal would act on.

use super::catalogue::{self, CheckWord, Frame};
use super::check::tone;
use super::escape;
use super::look::{Characters, Look};
use super::text::wrapped;
use crate::model::finding::Severity;
use crate::model::place::Span;
use crate::report::bad_record::{BadRecord, FaultReason};
use crate::report::check::{Excerpt, Found};
use crate::report::table::Tone;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};

/// Characters kept before, of, and after what is meant.
const KEPT: [usize; 3] = [80, 160, 60];

/// One fault and all that is known about it.
#[derive(Clone, Copy, Debug)]
pub struct Complaint<'a> {
    pub severity: Severity,
    /// Of a rule that `crops explain` knows.
    pub rule: Option<&'a str>,
    pub message: &'a str,
    pub hint: Option<&'a str>,
    /// The name of the file as the reader knows it; `None` for what stands in no file.
    pub place: Option<(&'a str, Span)>,
    pub excerpt: Option<&'a Excerpt>,
}

impl<'a> Complaint<'a> {
    pub fn of(found: &'a Found) -> Self {
        let place = &found.finding.place;
        Self {
            severity: found.finding.severity,
            rule: Some(found.finding.rule()),
            message: &found.message,
            hint: found.hint.as_deref(),
            place: Some((place.file.as_str(), place.span)),
            excerpt: found.excerpt.as_ref(),
        }
    }
}

/// All faults of a record that was handed over, a blank line between two.
pub fn record(record: &BadRecord, look: &Look) -> Vec<(String, Tone)> {
    let mut lines = Vec::new();
    for fault in &record.faults {
        if !lines.is_empty() {
            lines.push((String::new(), Tone::Plain));
        }
        let said = catalogue::fault(look.lang(), &fault.why);
        lines.extend(self::lines(
            &Complaint {
                severity: Severity::Error,
                rule: match &fault.why {
                    FaultReason::Problem(problem) => Some(problem.rule()),
                    FaultReason::Refused(_) => None,
                },
                message: &said.text,
                hint: said.hint_text(),
                place: fault.place.as_ref().map(|place| (place.name.as_str(), place.span)),
                excerpt: fault.place.as_ref().and_then(|place| place.excerpt.as_ref()),
            },
            look,
        ));
    }
    lines
}

/// The fault as lines, each with its colour.
pub fn lines(complaint: &Complaint<'_>, look: &Look) -> Vec<(String, Tone)> {
    let Some((path, span)) = complaint.place else {
        return without_place(complaint, look);
    };
    let path = escape::terminal(path);
    let line = complaint.excerpt.map(Shown::of);
    let said = |word| catalogue::check(look.lang(), &word);
    let (level, name) = match complaint.severity {
        Severity::Error => (Level::ERROR, said(CheckWord::Error)),
        Severity::Warning => (Level::WARNING, said(CheckWord::Warning)),
    };
    let message = escape::terminal(complaint.message);
    let hint = complaint.hint.map(escape::terminal);
    let mut title = level.with_name(name.as_str()).primary_title(message.as_ref());
    if let Some(rule) = complaint.rule {
        title = title.id(rule);
    }
    let mut group = title.element(place(&path, span, line.as_ref()));
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
    // The library puts its colon right after the rule, or the name.
    let before = complaint.rule.map_or(name.clone(), |_| "]".to_owned());
    let text = text.replacen(&format!("{before}:"), &format!("{before}{}", said(CheckWord::Colon)), 1);
    let severity = tone(complaint.severity);
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

fn without_place(complaint: &Complaint<'_>, look: &Look) -> Vec<(String, Tone)> {
    let said = |word| catalogue::check(look.lang(), &word);
    let name = match complaint.severity {
        Severity::Error => said(CheckWord::Error),
        Severity::Warning => said(CheckWord::Warning),
    };
    let rule = complaint.rule.map(|rule| format!("[{rule}]")).unwrap_or_default();
    let colon = said(CheckWord::Colon);
    let mut lines = Vec::new();
    let first = format!("{name}{rule}{colon} {}", escape::terminal(complaint.message));
    let parts = wrapped(&first, look.width).into_iter();
    lines.extend(parts.map(|part| (part, tone(complaint.severity))));
    if let Some(hint) = complaint.hint {
        let hint = format!(
            "{} {}",
            catalogue::frame(look.lang(), Frame::Hint),
            escape::terminal(hint)
        );
        lines.extend(wrapped(&hint, look.width).into_iter().map(|part| (part, Tone::Plain)));
    }
    lines
}

fn place<'a>(path: &'a str, span: Span, line: Option<&'a Shown>) -> Element<'a> {
    match line {
        Some(line) => Snippet::source(line.text.as_str())
            .line_start(span.line as usize)
            .path(path)
            .annotation(AnnotationKind::Primary.span(line.from..line.to))
            .into(),
        None if span.is_whole_file() => Origin::path(path).into(),
        None => Origin::path(path)
            .line(span.line as usize)
            .char_column(span.column as usize)
            .into(),
    }
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
