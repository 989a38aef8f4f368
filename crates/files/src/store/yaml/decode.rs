//! Answers: are these bytes a text that YAML allows, and is it whole?
//! Invariant: what passes is UTF-8 without a byte order mark, without control characters and without conflict markers.
//! Source: YAML 1.2.2, 5.1 (character set) and 5.2 (character encodings).

use super::fault::{Fault, Faults};
use crate::model::place::Span;
use crate::model::problem::{Problem, SyntaxFault};

/// The largest record that is read, in bytes.
pub const MOST_BYTES: usize = 1 << 20;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The text of a file, and how many bytes of a byte order mark stood before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source<'b> {
    pub text: &'b str,
    pub skipped: u32,
}

/// # Errors
/// Every fault of the bytes: size, encoding, forbidden characters, conflict markers.
pub fn decode(bytes: &[u8]) -> Result<Source<'_>, Vec<Fault>> {
    if bytes.len() > MOST_BYTES {
        let problem = Problem::TooLarge {
            bytes: bytes.len() as u64,
            most: MOST_BYTES as u64,
        };
        return Err(vec![Fault::new(Span::WHOLE_FILE, problem)]);
    }
    let whole = std::str::from_utf8(bytes).map_err(|error| vec![not_utf8(bytes, error.valid_up_to())])?;
    let text = whole.strip_prefix(BYTE_ORDER_MARK).unwrap_or(whole);
    let source = Source {
        text,
        skipped: (whole.len() - text.len()) as u32,
    };
    let mut faults = Faults::default();
    find_conflicts(source, &mut faults);
    if faults.is_empty() && has_forbidden(text) {
        find_forbidden(source, &mut faults);
    }
    if faults.is_empty() {
        Ok(source)
    } else {
        Err(faults.into_vec())
    }
}

fn not_utf8(bytes: &[u8], offset: usize) -> Fault {
    let before = std::str::from_utf8(bytes.get(..offset).unwrap_or_default()).unwrap_or_default();
    let text = before.strip_prefix(BYTE_ORDER_MARK).unwrap_or(before);
    let source = Source {
        text,
        skipped: (before.len() - text.len()) as u32,
    };
    let mut span = source.span(text.len(), text.len());
    span.end += 1;
    Fault::new(span, Problem::NotUtf8 { offset })
}

impl Source<'_> {
    /// The place of a stretch of the text, in bytes of the file. It is counted from the start: for faults, not for each value.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let before = self.text.get(..start).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Span {
            line: 1 + before.bytes().filter(|byte| *byte == b'\n').count() as u32,
            column: 1 + before[line_start..].chars().count() as u32,
            start: start as u32 + self.skipped,
            end: end as u32 + self.skipped,
        }
    }

    /// The line that begins at this byte, without its end.
    pub fn line_at(&self, start: usize) -> &str {
        let rest = self.text.get(start..).unwrap_or_default();
        rest.split(['\n', '\r']).next().unwrap_or_default()
    }
}

/// A quick look at the bytes, so that sound files pay for nothing more.
fn has_forbidden(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| match byte {
        b'\n' | b'\t' => false,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        0..=0x1f | 0x7f => true,
        // the lead bytes of U+0080..U+00BF and of U+F000..U+FFFF: perhaps a control, U+FEFF or U+FFFE
        0xc2 => bytes.get(at + 1).is_some_and(|next| *next < 0xa0),
        0xef => true,
        _ => false,
    })
}

fn find_forbidden(source: Source<'_>, faults: &mut Faults) {
    let mut characters = source.text.char_indices().peekable();
    let mut lone_return_told = false;
    while let Some((at, c)) = characters.next() {
        let fault = match c {
            '\r' if !lone_return_told && characters.peek().is_none_or(|(_, next)| *next != '\n') => {
                // such a file has one at each line end
                lone_return_told = true;
                SyntaxFault::LoneCarriageReturn
            }
            '\r' | '\n' | '\t' => continue,
            c if is_forbidden(c) => SyntaxFault::Control { code: u32::from(c) },
            _ => continue,
        };
        faults.push(source.span(at, at + c.len_utf8()), Problem::Syntax { fault });
        if faults.is_full() {
            return;
        }
    }
}

/// What YAML calls unprintable, and a byte order mark that is not at the start.
fn is_forbidden(c: char) -> bool {
    (c.is_control() && c != '\u{85}') || matches!(c, BYTE_ORDER_MARK | '\u{fffe}' | '\u{ffff}')
}

/// Git writes its markers at the margin, where no value of a mapping can stand: one fault for each conflict.
fn find_conflicts(source: Source<'_>, faults: &mut Faults) {
    if !["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
        .iter()
        .any(|marker| source.text.contains(marker))
    {
        return;
    }
    let mut at = 0;
    let mut open = false;
    for line in source.text.split_inclusive('\n') {
        let shown = line.trim_end_matches(['\n', '\r']);
        if let Some(marker) = conflict_marker(shown) {
            if !open || marker == '<' {
                faults.push(source.span(at, at + shown.len()), Problem::ConflictMarkers);
            }
            open = marker != '>';
        }
        at += line.len();
    }
}

fn conflict_marker(line: &str) -> Option<char> {
    let marker = line.chars().next().filter(|c| "<=>|".contains(*c))?;
    let rest = line.trim_start_matches(marker);
    let sound = line.len() - rest.len() == 7 && (rest.is_empty() || (rest.starts_with(' ') && marker != '='));
    sound.then_some(marker)
}
