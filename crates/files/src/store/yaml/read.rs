//! Answers: which tree does this file hold, and if none, what is wrong with it?
//! Invariant: depth, nodes and texts are bounded with aliases written out; a tree is returned only when nothing was refused.
//! Source: YAML 1.2.2; limits as in the covered digest, `docs/decisions/0005-reading-yaml.md`.

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, StrInput, StructureStyle, Tag};

use super::decode::{MOST_BYTES, Source, decode};
use super::fault::{Fault, Faults, from_parser};
use super::plain;
use super::tree::{Entry, Node, Value, is_null};
use crate::model::place::Span;
use crate::model::problem::{Problem, SyntaxFault};

/// Maps and lists around a text; the document itself is the first.
pub const MOST_DEPTH: usize = 32;
/// Maps, lists, texts and keys of one file, aliases written out.
pub const MOST_NODES: usize = 20_000;

/// What to do with `!tags`. They are never acted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tags {
    /// A record has none: each is a fault.
    Refused,
    /// The tree that the covered digest hashes: a tagged scalar is a text, whatever it looks like.
    Forgotten,
}

/// The tree of a record: one document, a map at the top.
///
/// # Errors
/// All faults that were found, in the order of the file; a broken syntax or a limit ends the search.
pub fn parse(bytes: &[u8]) -> Result<Node, Vec<Fault>> {
    parse_with(bytes, Tags::Refused)
}

/// As [`parse`], with a choice about tags.
///
/// # Errors
/// As [`parse`].
pub fn parse_with(bytes: &[u8], tags: Tags) -> Result<Node, Vec<Fault>> {
    let source = decode(bytes)?;
    match plain::read(source) {
        Some(node) => Ok(node),
        None => read_in_full(source, tags),
    }
}

/// By the full reader alone.
pub(super) fn read_in_full(source: Source<'_>, tags: Tags) -> Result<Node, Vec<Fault>> {
    let options = granit_parser::options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        flow_nesting_limit: MOST_DEPTH,
        block_nesting_limit: MOST_DEPTH,
    };
    let mut reader = Reader {
        source,
        events: Parser::new_from_str_with_options(source.text, options),
        tags,
        anchors: HashMap::new(),
        nodes: 0,
        text_bytes: 0,
        faults: Faults::default(),
    };
    match reader.document() {
        Ok(node) if reader.faults.is_empty() => Ok(node),
        _ => Err(reader.faults.into_vec()),
    }
}

/// Reading cannot go on; the fault that says why is already noted.
struct Stop;

/// A finished value that an alias may stand for, with its size as if all aliases were written out.
struct Anchored {
    node: Node,
    nodes: usize,
    text_bytes: usize,
}

struct Reader<'s> {
    source: Source<'s>,
    events: Parser<'s, StrInput<'s>>,
    tags: Tags,
    anchors: HashMap<usize, Anchored>,
    nodes: usize,
    text_bytes: usize,
    faults: Faults,
}

type Found<'s> = (Event<'s>, granit_parser::Span);

impl<'s> Reader<'s> {
    fn document(&mut self) -> Result<Node, Stop> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => break,
                Event::StreamStart | Event::DocumentEnd => {}
                Event::DocumentStart(..) if root.is_some() => {
                    return self.stop(self.span(&span), SyntaxFault::SeveralDocuments);
                }
                Event::DocumentStart(..) => {
                    let (event, span) = self.next()?;
                    root = Some(self.node(event, &span, 0)?);
                }
                _ => return self.stop(self.span(&span), SyntaxFault::StrayDocumentMarker),
            }
        }
        match root {
            Some(Node { value: Value::Null, .. }) | None => self.stop(Span::WHOLE_FILE, SyntaxFault::Empty),
            Some(node) if !matches!(node.value, Value::Map(_)) => self.stop(node.span, SyntaxFault::NotAMapping),
            Some(node) => Ok(node),
        }
    }

    fn next(&mut self) -> Result<Found<'s>, Stop> {
        match self.events.next() {
            Some(Ok(found)) => Ok(found),
            Some(Err(error)) => self.syntax_error(&error),
            None => self.stop(Span::WHOLE_FILE, SyntaxFault::MissingValue),
        }
    }

    /// `depth`: how many maps and lists are around this one.
    fn node(&mut self, event: Event<'s>, span: &granit_parser::Span, depth: usize) -> Result<Node, Stop> {
        if let Event::Alias(anchor) = event {
            return self.alias(anchor, span, depth);
        }
        let (nodes, text_bytes) = (self.nodes, self.text_bytes);
        self.count(span)?;
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => (self.scalar(text, style, tag.as_deref(), span)?, anchor),
            Event::SequenceStart(style, anchor, tag) => {
                self.open(tag.as_deref(), span, depth)?;
                (self.list(style, span, depth + 1)?, anchor)
            }
            Event::MappingStart(style, anchor, tag) => {
                self.open(tag.as_deref(), span, depth)?;
                (self.map(style, span, depth + 1)?, anchor)
            }
            Event::UnresolvedAlias(name) => {
                let name = name.into_owned();
                self.faults.syntax(self.span(span), SyntaxFault::UnknownAlias { name });
                (self.null(span), 0)
            }
            _ => return self.stop(self.span(span), SyntaxFault::MissingValue),
        };
        if anchor != 0 {
            let anchored = Anchored {
                node: node.clone(),
                nodes: self.nodes - nodes,
                text_bytes: self.text_bytes - text_bytes,
            };
            self.anchors.insert(anchor, anchored);
        }
        Ok(node)
    }

    fn scalar(
        &mut self,
        text: Cow<'s, str>,
        style: ScalarStyle,
        tag: Option<&Tag>,
        span: &granit_parser::Span,
    ) -> Result<Node, Stop> {
        if tag.is_some() {
            self.tag(span);
        } else if style == ScalarStyle::Plain && is_null(&text) {
            return Ok(self.null(span));
        }
        self.text_bytes += text.len();
        if self.text_bytes > MOST_BYTES {
            return self.stop(self.span(span), SyntaxFault::TooMuchText { most: MOST_BYTES });
        }
        let mut place = self.span(span);
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            place.end -= self.trailing_blanks(span);
        }
        Ok(Node {
            span: place,
            value: Value::Text(text.into()),
        })
    }

    fn null(&self, span: &granit_parser::Span) -> Node {
        Node {
            span: self.span(span),
            value: Value::Null,
        }
    }

    fn list(&mut self, style: StructureStyle, start: &granit_parser::Span, depth: usize) -> Result<Node, Stop> {
        let mut items = Vec::new();
        let end = loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::SequenceEnd) {
                break span;
            }
            items.push(self.node(event, &span, depth)?);
        };
        let first = items.first().map(|item: &Node| item.span);
        Ok(Node {
            span: self.collection_span(style, start, &end, first),
            value: Value::List(items),
        })
    }

    fn map(&mut self, style: StructureStyle, start: &granit_parser::Span, depth: usize) -> Result<Node, Stop> {
        let mut entries = Vec::with_capacity(8);
        let end = loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                break span;
            }
            let key = self.key(event, &span, depth)?;
            let (event, span) = self.next()?;
            let mut value = self.node(event, &span, depth)?;
            let Some((key, key_span)) = key else { continue };
            if value.value == Value::Null && value.span.start == value.span.end {
                // the parser places an empty value before its colon: its key is what a reader looks for
                value.span = key_span;
            }
            entries.push(Entry { key, key_span, value });
        };
        self.refuse_duplicates(&entries);
        let first = entries.first().map(|entry| entry.key_span);
        Ok(Node {
            span: self.collection_span(style, start, &end, first),
            value: Value::Map(entries),
        })
    }

    /// `None` when it was refused, and that is noted.
    fn key(
        &mut self,
        event: Event<'s>,
        span: &granit_parser::Span,
        depth: usize,
    ) -> Result<Option<(Box<str>, Span)>, Stop> {
        let plain = matches!(event, Event::Scalar(_, ScalarStyle::Plain, _, None));
        let node = self.node(event, span, depth)?;
        let Value::Text(key) = node.value else {
            self.faults.syntax(node.span, SyntaxFault::KeyNotText);
            return Ok(None);
        };
        if plain && &*key == "<<" {
            self.faults.syntax(node.span, SyntaxFault::MergeKey);
            return Ok(None);
        }
        if plain && let Some(blank) = strange_blank(&key) {
            let code = u32::from(blank);
            self.faults.syntax(node.span, SyntaxFault::StrangeBlank { code });
            return Ok(None);
        }
        Ok(Some((key, node.span)))
    }

    fn refuse_duplicates(&mut self, entries: &[Entry]) {
        // most maps are short, and comparing a few keys is faster than hashing them
        if entries.len() <= 16 {
            for (at, entry) in entries.iter().enumerate() {
                if let Some(first) = entries[..at].iter().find(|earlier| earlier.key == entry.key) {
                    self.duplicate(entry, first.key_span.line);
                }
            }
            return;
        }
        let mut seen = HashMap::with_capacity(entries.len());
        for entry in entries {
            let first = *seen.entry(&*entry.key).or_insert(entry.key_span);
            if first != entry.key_span {
                self.duplicate(entry, first.line);
            }
        }
    }

    fn duplicate(&mut self, entry: &Entry, first_line: u32) {
        let key = entry.key.to_string();
        self.faults
            .push(entry.key_span, Problem::DuplicateKey { key, first_line });
    }

    fn alias(&mut self, anchor: usize, span: &granit_parser::Span, depth: usize) -> Result<Node, Stop> {
        let place = self.span(span);
        let Some(anchored) = self.anchors.get(&anchor) else {
            let name = span.slice(self.source.text).unwrap_or_default();
            let name = name.trim_start_matches('*').to_owned();
            self.faults.syntax(place, SyntaxFault::RecursiveAlias { name });
            return Ok(self.null(span));
        };
        self.nodes += anchored.nodes;
        self.text_bytes += anchored.text_bytes;
        if self.nodes > MOST_NODES || self.text_bytes > MOST_BYTES {
            return self.stop(place, SyntaxFault::TooManyAliases);
        }
        if depth + height(&anchored.node) > MOST_DEPTH {
            return self.stop(place, SyntaxFault::TooDeep { most: MOST_DEPTH });
        }
        Ok(Node {
            span: place,
            value: anchored.node.value.clone(),
        })
    }

    /// A map or list begins.
    fn open(&mut self, tag: Option<&Tag>, span: &granit_parser::Span, depth: usize) -> Result<(), Stop> {
        if tag.is_some() {
            self.tag(span);
        }
        if depth >= MOST_DEPTH {
            return self.stop(self.span(span), SyntaxFault::TooDeep { most: MOST_DEPTH });
        }
        Ok(())
    }

    fn count(&mut self, span: &granit_parser::Span) -> Result<(), Stop> {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return self.stop(self.span(span), SyntaxFault::TooManyNodes { most: MOST_NODES });
        }
        Ok(())
    }

    fn tag(&mut self, span: &granit_parser::Span) {
        if self.tags == Tags::Refused {
            let token = span.tag_span().unwrap_or(*span);
            let tag = token.slice(self.source.text).unwrap_or_default().to_owned();
            self.faults.syntax(self.span(&token), SyntaxFault::Tag { tag });
        }
    }

    fn span(&self, span: &granit_parser::Span) -> Span {
        let start = span.start.byte_offset().unwrap_or_default() as u32 + self.source.skipped;
        let end = span.end.byte_offset().unwrap_or_default() as u32 + self.source.skipped;
        Span {
            line: span.start.line() as u32,
            column: span.start.col() as u32 + 1,
            start,
            end: end.max(start),
        }
    }

    /// From bracket to bracket, or the first key or item of a block.
    fn collection_span(
        &self,
        style: StructureStyle,
        start: &granit_parser::Span,
        end: &granit_parser::Span,
        first: Option<Span>,
    ) -> Span {
        let opened = self.span(start);
        match style {
            StructureStyle::Flow => Span {
                end: self.span(end).end,
                ..opened
            },
            StructureStyle::Block => first.unwrap_or(opened),
        }
    }

    /// How many bytes at the end of a block text are blank.
    fn trailing_blanks(&self, span: &granit_parser::Span) -> u32 {
        let text = span.slice(self.source.text).unwrap_or_default();
        (text.len() - text.trim_end_matches([' ', '\t', '\n', '\r']).len()) as u32
    }

    fn syntax_error<T>(&mut self, error: &ScanError) -> Result<T, Stop> {
        let mark = error.marker();
        let text = self.source.text;
        let mut start = mark.byte_offset().unwrap_or(text.len()).min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let line = self.source.line_at(start);
        let word = line.split([' ', '\t']).next().unwrap_or_default();
        let shown = line.chars().next().map_or(0, char::len_utf8);
        let fault = match error.kind() {
            granit_parser::ErrorKind::RecursionLimitExceeded => SyntaxFault::TooDeep { most: MOST_DEPTH },
            kind => from_parser(kind, word),
        };
        self.stop(self.source.span(start, start + shown), fault)
    }

    fn stop<T>(&mut self, span: Span, fault: SyntaxFault) -> Result<T, Stop> {
        self.faults.syntax(span, fault);
        Err(Stop)
    }
}

/// Maps and lists in this value, one inside the other.
fn height(node: &Node) -> usize {
    match &node.value {
        Value::Null | Value::Text(_) => 0,
        Value::List(items) => 1 + items.iter().map(height).max().unwrap_or(0),
        Value::Map(entries) => 1 + entries.iter().map(|entry| height(&entry.value)).max().unwrap_or(0),
    }
}

/// A space that is none for YAML, at either end of an unquoted key: it was meant as indentation or before the colon.
fn strange_blank(key: &str) -> Option<char> {
    let first = key.chars().next().filter(|c| c.is_whitespace());
    first.or_else(|| key.chars().next_back().filter(|c| c.is_whitespace()))
}
