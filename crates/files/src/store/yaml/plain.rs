//! Answers: what does a file say that is written as plainly as most are?
//! Invariant: it answers only where the full reader must give the same tree, places and all; everything else is `None`.
//! Source: YAML 1.2.2, the part of it that people write most.

use super::decode::Source;
use super::letters::{is_null_word, is_plain, plain_length};
use super::tree::{Entry, Node, Value};
use crate::model::place::Span;
use memchr::memchr;

/// Longer files are left to the full reader, which counts what they hold.
const MOST_BYTES: usize = 16 * 1024;

/// Deeper values are left to the full reader.
const MOST_DEPTH: usize = 8;

/// The longest key that is vouched for.
const LONGEST_KEY: usize = 128;

/// The tree of a plainly written record.
pub fn read(source: Source<'_>) -> Option<Node> {
    (source.text.len() <= MOST_BYTES && is_plain(source.text)).then_some(())?;
    let mut reader = Reader {
        source,
        next: 0,
        number: 0,
        line: None,
        ended_block: false,
    };
    reader.step()?;
    let root = reader.line.filter(|line| line.indent == 0)?;
    (!root.is_item()).then_some(())?;
    let node = reader.map(0, 0)?;
    reader.line.is_none().then_some(node)
}

/// One line with something on it, or the rest of one after a dash.
#[derive(Clone, Copy)]
struct Line<'s> {
    text: &'s str,
    indent: usize,
    number: u32,
    /// Where the text begins, in bytes of the source.
    start: usize,
    /// In characters.
    column: u32,
}

impl<'s> Line<'s> {
    fn is_item(&self) -> bool {
        self.text.starts_with("- ")
    }

    /// What is left of it after so many bytes, all of them ASCII.
    fn after(self, bytes: usize) -> Option<Self> {
        Some(Self {
            text: self.text.get(bytes..)?,
            start: self.start + bytes,
            column: self.column + bytes as u32,
            ..self
        })
    }

    fn without_blanks(self) -> Option<Self> {
        self.after(self.text.len() - self.text.trim_start_matches(' ').len())
    }

    /// The key that it begins with, and what follows the colon.
    fn entry(self) -> Option<(&'s str, Self)> {
        let key = self.text.get(..memchr(b':', self.text.as_bytes())?)?;
        let rest = self.after(key.len() + 1)?;
        (is_key(key) && (rest.text.is_empty() || rest.text.starts_with(' '))).then_some((key, rest))
    }
}

/// Letters, digits, `-` and `_`.
fn is_key(key: &str) -> bool {
    let is_sound = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let bytes = key.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_alphabetic)
        && bytes.len() <= LONGEST_KEY
        && bytes.iter().all(is_sound)
        && !is_null_word(key)
}

struct Reader<'s> {
    source: Source<'s>,
    /// Where the next line begins, and how many there were.
    next: usize,
    number: u32,
    /// The line in hand; `None` at the end.
    line: Option<Line<'s>>,
    /// A block of text ended: a comment after it leaves open what an indented line belongs to.
    ended_block: bool,
}

impl<'s> Reader<'s> {
    /// The next line without its end; `None` at the end of the text.
    fn raw(&mut self) -> Option<(usize, &'s str)> {
        let start = self.next;
        let rest = self.source.text.get(start..).filter(|rest| !rest.is_empty())?;
        let length = memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        self.next = start + length + 1;
        self.number += 1;
        let line = rest.get(..length)?;
        Some((start, line.strip_suffix('\r').unwrap_or(line)))
    }

    /// Goes to the next line that holds something.
    fn step(&mut self) -> Option<()> {
        let mut commented_block = false;
        while let Some((start, raw)) = self.raw() {
            let text = raw.trim_start_matches(' ');
            let indent = raw.len() - text.len();
            match text.as_bytes().first() {
                None if indent > 0 => return None,
                None => {}
                Some(b'#') if self.ended_block && indent > 0 => return None,
                Some(b'#') => commented_block = self.ended_block,
                Some(_) if commented_block && indent > 0 => return None,
                Some(_) => {
                    self.ended_block = false;
                    self.line = Some(Line {
                        text,
                        indent,
                        number: self.number,
                        start: start + indent,
                        column: indent as u32 + 1,
                    });
                    return Some(());
                }
            }
        }
        self.line = None;
        Some(())
    }

    fn span(&self, line: Line<'_>, length: usize) -> Span {
        let start = line.start as u32 + self.source.skipped;
        Span {
            line: line.number,
            column: line.column,
            start,
            end: start + length as u32,
        }
    }

    /// The map whose keys stand this far in, from the line in hand on.
    fn map(&mut self, indent: usize, depth: usize) -> Option<Node> {
        (depth < MOST_DEPTH).then_some(())?;
        let mut entries: Vec<Entry> = Vec::with_capacity(8);
        while let Some(line) = self
            .line
            .filter(|line| line.indent >= indent && !(line.indent == indent && line.is_item()))
        {
            let (key, rest) = line.entry().filter(|_| line.indent == indent)?;
            entries.iter().all(|known| &*known.key != key).then_some(())?;
            let key_span = self.span(line, key.len());
            let value = self.after_key(rest, key_span, depth)?;
            let key = key.into();
            entries.push(Entry { key, key_span, value });
        }
        let span = entries.first()?.key_span;
        let value = Value::Map(entries);
        Some(Node { span, value })
    }

    fn after_key(&mut self, rest: Line<'s>, key_span: Span, depth: usize) -> Option<Node> {
        if !rest.text.is_empty() {
            let rest = rest.without_blanks()?;
            return match rest.text {
                "|" => self.literal(rest.indent),
                _ => self.on_its_line(rest),
            };
        }
        self.step()?;
        match self.line {
            Some(below) if below.indent >= rest.indent && below.is_item() => self.list(below.indent, depth + 1),
            Some(below) if below.indent > rest.indent => self.map(below.indent, depth + 1),
            _ => Some(Node {
                span: key_span,
                value: Value::Null,
            }),
        }
    }

    /// The list whose dashes stand this far in.
    fn list(&mut self, indent: usize, depth: usize) -> Option<Node> {
        (depth < MOST_DEPTH).then_some(())?;
        let mut items: Vec<Node> = Vec::new();
        while let Some(line) = self
            .line
            .filter(|line| line.indent > indent || line.indent == indent && line.is_item())
        {
            let item = line.after(2).filter(|_| line.indent == indent)?;
            (!item.text.starts_with([' ', '-'])).then_some(())?;
            items.push(match item.entry() {
                Some(_) => {
                    // its keys stand where the first one does
                    self.line = Some(Line {
                        indent: indent + 2,
                        ..item
                    });
                    self.map(indent + 2, depth + 1)?
                }
                None => self.on_its_line(item)?,
            });
        }
        let span = items.first()?.span;
        let value = Value::List(items);
        Some(Node { span, value })
    }

    /// A value that ends on its line, and goes on to the next one.
    fn on_its_line(&mut self, line: Line<'s>) -> Option<Node> {
        let mut flow = Flow { line, at: 0 };
        let node = match line.text.as_bytes().first()? {
            b'[' | b'{' | b'"' | b'\'' => {
                let node = flow.value(self, 0)?;
                let rest = line.text.get(flow.at..)?;
                (rest.trim_start_matches(' ').is_empty() || rest.starts_with(" #")).then_some(node)?
            }
            _ => {
                let text = line.text.get(..plain_length(line.text)?)?;
                Node {
                    span: self.span(line, text.len()),
                    value: Value::Text(text.into()),
                }
            }
        };
        self.step()?;
        Some(node)
    }

    /// The lines below `key: |`, whose key stands this far in.
    fn literal(&mut self, indent: usize) -> Option<Node> {
        self.source.text.ends_with('\n').then_some(())?;
        let (first_start, first) = self.raw()?;
        let number = self.number;
        let least = first.len() - first.trim_start_matches(' ').len();
        (least > indent && least < first.len()).then_some(())?;
        let mut text = String::from(first.get(least..)?);
        let mut end = first_start + first.len();
        let mut blank = 0;
        loop {
            let before = (self.next, self.number);
            let Some((start, line)) = self.raw() else { break };
            if line.is_empty() {
                blank += 1;
                continue;
            }
            let inside = line.len() - line.trim_start_matches(' ').len();
            (inside < line.len()).then_some(())?;
            if inside < least {
                (self.next, self.number) = before;
                break;
            }
            (0..=blank).for_each(|_| text.push('\n'));
            blank = 0;
            text.push_str(line.get(least..)?);
            end = start + line.len();
        }
        text.push('\n');
        let start = first_start + least;
        let trailing = self.source.text.get(start..end)?;
        let end = start + trailing.trim_end_matches(' ').len();
        self.ended_block = true;
        self.step()?;
        Some(Node {
            span: Span {
                line: number,
                column: least as u32 + 1,
                start: start as u32 + self.source.skipped,
                end: end as u32 + self.source.skipped,
            },
            value: Value::Text(text.into()),
        })
    }
}

/// A value between brackets or quotes, on one line.
struct Flow<'s> {
    line: Line<'s>,
    /// How far it was read, in bytes of the line.
    at: usize,
}

impl<'s> Flow<'s> {
    fn peek(&self) -> Option<u8> {
        self.line.text.as_bytes().get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    /// From here on for so many bytes.
    fn span(&self, reader: &Reader<'_>, from: usize, to: usize) -> Option<Span> {
        let before = self.line.text.get(..from)?;
        let start = (self.line.start + from) as u32 + reader.source.skipped;
        Some(Span {
            line: self.line.number,
            column: self.line.column + before.chars().count() as u32,
            start,
            end: start + (to - from) as u32,
        })
    }

    fn value(&mut self, reader: &Reader<'_>, depth: usize) -> Option<Node> {
        (depth < MOST_DEPTH).then_some(())?;
        let from = self.at;
        let value = match self.peek()? {
            b'[' => self.list(reader, depth)?,
            b'{' => self.map(reader, depth)?,
            quote @ (b'"' | b'\'') => Value::Text(self.quoted(quote)?.into()),
            _ => Value::Text(self.word()?.into()),
        };
        Some(Node {
            span: self.span(reader, from, self.at)?,
            value,
        })
    }

    fn list(&mut self, reader: &Reader<'_>, depth: usize) -> Option<Value> {
        let mut items = Vec::new();
        self.at += 1;
        self.skip_blanks();
        if self.peek()? == b']' {
            self.at += 1;
            return Some(Value::List(items));
        }
        loop {
            items.push(self.value(reader, depth + 1)?);
            if !self.goes_on(b']')? {
                return Some(Value::List(items));
            }
        }
    }

    fn map(&mut self, reader: &Reader<'_>, depth: usize) -> Option<Value> {
        let mut entries: Vec<Entry> = Vec::new();
        self.at += 1;
        self.skip_blanks();
        if self.peek()? == b'}' {
            self.at += 1;
            return Some(Value::Map(entries));
        }
        loop {
            let from = self.at;
            let rest = self.line.text.get(from..)?;
            let key = rest.get(..memchr(b':', rest.as_bytes())?).filter(|key| is_key(key))?;
            entries.iter().all(|known| &*known.key != key).then_some(())?;
            let key_span = self.span(reader, from, from + key.len())?;
            self.at += key.len() + 1;
            (self.peek()? == b' ').then_some(())?;
            self.skip_blanks();
            let value = self.value(reader, depth + 1)?;
            let key = key.into();
            entries.push(Entry { key, key_span, value });
            if !self.goes_on(b'}')? {
                return Some(Value::Map(entries));
            }
        }
    }

    /// Whether another item follows; else this is the end.
    fn goes_on(&mut self, end: u8) -> Option<bool> {
        self.skip_blanks();
        let found = self.peek()?;
        self.at += 1;
        if found == end {
            return Some(false);
        }
        (found == b',').then_some(())?;
        self.skip_blanks();
        Some(true)
    }

    /// What stands between quotes, without escapes.
    fn quoted(&mut self, quote: u8) -> Option<&'s str> {
        let inner = self.line.text.get(self.at + 1..)?;
        let inner = inner.get(..memchr(quote, inner.as_bytes())?)?;
        self.at += inner.len() + 2;
        let again = self.peek() == Some(quote);
        (!again && !inner.contains('\\')).then_some(inner)
    }

    /// A text without quotes: letters, digits and a few marks.
    fn word(&mut self) -> Option<&'s str> {
        let rest = self.line.text.get(self.at..)?;
        let length = rest.find([',', ']', '}'])?;
        let word = rest.get(..length)?.trim_end_matches(' ');
        let mut before = ' ';
        let is_mark = |c| " -_./+@:%()'&’\u{a0}\u{202f}".contains(c);
        let is_sound = word.starts_with(|c: char| c.is_ascii_alphanumeric() || c.is_alphabetic())
            && word.chars().all(|c| {
                let after_colon = std::mem::replace(&mut before, c) == ':';
                (c.is_alphanumeric() || is_mark(c)) && (!after_colon || c.is_ascii_alphanumeric())
            })
            && !word.ends_with(':')
            && !is_null_word(word);
        self.at += word.len();
        is_sound.then_some(word)
    }
}

#[cfg(test)]
mod tests;
