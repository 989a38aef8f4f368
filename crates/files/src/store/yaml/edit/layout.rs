//! Answers: which bytes belong to each value, key and item, and how are they written?
//! Invariant: parts lie inside each other and in order; what the parser's spans leave out (block headers, dashes, colons) is found in the text.
//! Source: spans of granit-parser 2.1; `docs/decisions/0004-lossless-yaml-edits.md` lists where they surprise.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

use super::lines::Source;
use crate::store::yaml::read::MOST_DEPTH;

#[derive(Debug)]
pub struct Part {
    /// Directly behind what introduces the value: colon, dash, tag or anchor.
    pub after: usize,
    /// Where its anchor or tag begins; `start` without one.
    pub properties: usize,
    pub start: usize,
    /// Behind its last character, without the line end.
    pub end: usize,
    pub kind: Kind,
}

#[derive(Debug)]
pub enum Kind {
    /// Not a character: `key:`.
    Empty,
    Scalar(Style),
    Alias,
    List {
        layout: Layout,
        items: Vec<Item>,
    },
    Map {
        layout: Layout,
        entries: Vec<Entry>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Single,
    Double,
    /// `|` or `>`.
    Block,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    Block,
    /// In brackets.
    Flow,
    /// One entry without brackets inside a flow list: `[a: b]`.
    Pair,
}

#[derive(Debug)]
pub struct Item {
    /// Its dash, or where it begins between brackets.
    pub start: usize,
    pub part: Part,
}

#[derive(Debug)]
pub struct Entry {
    pub key: Part,
    pub name: String,
    pub written: KeyWritten,
    pub value: Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyWritten {
    /// `key: value`
    Simply,
    /// `? key`, or a key without its colon.
    Otherwise,
}

/// The root of a text that can be read as one document; an empty root for one without a value. `None` when it is not as expected.
pub fn layout(text: &str) -> Option<Part> {
    let options = granit_parser::options! {
        emit_comments: false,
        emit_anchor_events: true,
        flow_nesting_limit: MOST_DEPTH,
        block_nesting_limit: MOST_DEPTH,
    };
    let mut reader = Reader {
        source: Source::new(text),
        events: Parser::new_from_str_with_options(text, options),
        waiting: None,
        at: 0,
    };
    loop {
        let (event, place) = reader.next()?;
        match event {
            Event::StreamStart => {}
            Event::StreamEnd => return Some(reader.nothing()),
            Event::DocumentStart(explicit, _) => {
                reader.at = if explicit { place.range.end } else { 0 };
                let (event, place) = reader.next()?;
                let after = reader.at;
                return reader.part(event, &place, after);
            }
            _ => return None,
        }
    }
}

struct Place {
    range: Range<usize>,
    tag: Option<Range<usize>>,
}

struct Reader<'t, P> {
    source: Source<'t>,
    events: P,
    /// An event that was looked at and put back.
    waiting: Option<(Event<'t>, Place)>,
    /// Behind the last token.
    at: usize,
}

impl<'t, P> Reader<'t, P>
where
    P: Iterator<Item = Result<(Event<'t>, granit_parser::Span), granit_parser::ScanError>>,
{
    fn next(&mut self) -> Option<(Event<'t>, Place)> {
        if let Some(waiting) = self.waiting.take() {
            return Some(waiting);
        }
        let (event, span) = self.events.next()?.ok()?;
        let place = Place {
            range: span.byte_range()?,
            tag: span.tag_span().and_then(|tag| tag.byte_range()),
        };
        Some((event, place))
    }

    fn nothing(&self) -> Part {
        let end = self.source.text.len();
        Part {
            after: end,
            properties: end,
            start: end,
            end,
            kind: Kind::Empty,
        }
    }

    /// The anchor follows its node as an event of its own.
    fn anchor(&mut self) -> Option<Range<usize>> {
        match self.next() {
            Some((Event::Anchor(..), place)) => Some(place.range),
            other => {
                self.waiting = other;
                None
            }
        }
    }

    fn part(&mut self, event: Event<'t>, place: &Place, introduced: usize) -> Option<Part> {
        let anchor = match event {
            Event::Alias(_) => None,
            _ => self.anchor(),
        };
        let properties = [&anchor, &place.tag].into_iter().flatten();
        let first = properties.clone().map(|range| range.start).min();
        let after = properties.map(|range| range.end).max().unwrap_or(introduced);
        self.at = self.at.max(after);
        let mut part = match event {
            Event::Alias(_) => self.leaf(place.range.clone(), after, Kind::Alias),
            Event::Scalar(_, style, ..) => self.scalar(style, place.range.clone(), after)?,
            Event::SequenceStart(style, ..) => self.list(style, place.range.clone(), after)?,
            Event::MappingStart(style, ..) => self.map(style, place.range.clone(), after)?,
            _ => return None,
        };
        part.properties = first.map_or(part.start, |first| first.min(part.start));
        self.at = part.end.max(after);
        Some(part)
    }

    fn leaf(&self, range: Range<usize>, after: usize, kind: Kind) -> Part {
        Part {
            after,
            properties: range.start,
            start: range.start,
            end: range.end,
            kind,
        }
    }

    fn scalar(&self, style: ScalarStyle, range: Range<usize>, after: usize) -> Option<Part> {
        let style = match style {
            ScalarStyle::Plain if range.is_empty() => return Some(self.leaf(after..after, after, Kind::Empty)),
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            _ => return self.block_scalar(&range, after),
        };
        Some(self.leaf(range, after, Kind::Scalar(style)))
    }

    /// The parser's span begins at the first line of text and runs over blank lines behind the last.
    fn block_scalar(&self, range: &Range<usize>, after: usize) -> Option<Part> {
        let start = self.source.skip_blank(after);
        let header_end = self.source.line_end(start);
        let header = self.source.between(start, header_end);
        if !header.starts_with(['|', '>']) {
            return None;
        }
        let keeps_blank_lines = header.split('#').next().unwrap_or_default().contains('+');
        let text = self.source.between(range.start, range.end);
        let text_end = if keeps_blank_lines {
            range.start + text.trim_end_matches(' ').len()
        } else {
            range.start + text.trim_end_matches([' ', '\t', '\r', '\n']).len()
        };
        let lines = self.source.between(start, text_end.max(header_end));
        let lines = lines.strip_suffix('\n').unwrap_or(lines);
        let end = start + lines.strip_suffix('\r').unwrap_or(lines).len();
        Some(self.leaf(start..end, after, Kind::Scalar(Style::Block)))
    }

    fn list(&mut self, style: StructureStyle, opened: Range<usize>, after: usize) -> Option<Part> {
        let flow = style == StructureStyle::Flow;
        let mut items: Vec<Item> = Vec::new();
        self.at = if flow { opened.end } else { after };
        let closed = loop {
            let (event, place) = self.next()?;
            if matches!(event, Event::SequenceEnd) {
                break place.range;
            }
            let dash = self.source.skip_blank(self.at);
            if flow {
                let after = self.at;
                let part = self.part(event, &place, after)?;
                let start = part.properties;
                items.push(Item { start, part });
            } else {
                self.source.between(dash, dash + 1).starts_with('-').then_some(())?;
                let part = self.part(event, &place, dash + 1)?;
                items.push(Item { start: dash, part });
            }
        };
        let (layout, range) = match items.first().zip(items.last()) {
            Some((first, last)) if !flow => (Layout::Block, first.start..last.part.end),
            _ => (Layout::Flow, opened.start..closed.end),
        };
        Some(self.leaf(range, after, Kind::List { layout, items }))
    }

    fn map(&mut self, style: StructureStyle, opened: Range<usize>, after: usize) -> Option<Part> {
        let braced = self.source.between(opened.start, opened.end) == "{";
        let mut entries: Vec<Entry> = Vec::new();
        self.at = if braced { opened.end } else { after };
        let closed = loop {
            let (event, place) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                break place.range;
            }
            entries.push(self.entry(event, &place)?);
        };
        let layout = match style {
            StructureStyle::Block => Layout::Block,
            StructureStyle::Flow if braced => Layout::Flow,
            StructureStyle::Flow => Layout::Pair,
        };
        let range = match entries.first().zip(entries.last()) {
            Some((first, last)) if layout != Layout::Flow => first.key.properties..last.value.end,
            _ => opened.start..closed.end,
        };
        Some(self.leaf(range, after, Kind::Map { layout, entries }))
    }

    fn entry(&mut self, event: Event<'t>, place: &Place) -> Option<Entry> {
        let before = self.at;
        let name = match &event {
            Event::Scalar(text, ..) => text.clone().into_owned(),
            // an alias as a key is found by no path
            _ => String::new(),
        };
        let key = self.part(event, place, before)?;
        let mark = self.source.skip_blank(key.end);
        let colon = self.source.between(mark, mark + 1) == ":";
        let lead = self.source.between(before, key.properties);
        let written = if colon && !matches!(key.kind, Kind::Empty | Kind::Alias) && !has_question_mark(lead) {
            KeyWritten::Simply
        } else {
            KeyWritten::Otherwise
        };
        let introduced = if colon { mark + 1 } else { key.end };
        let (event, place) = self.next()?;
        let value = self.part(event, &place, introduced)?;
        self.at = value.end.max(introduced);
        Some(Entry {
            key,
            name,
            written,
            value,
        })
    }
}

/// The mark of an explicit key, outside comments.
fn has_question_mark(between: &str) -> bool {
    between
        .lines()
        .any(|line| line.split('#').next().unwrap_or_default().contains('?'))
}
