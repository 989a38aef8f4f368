//! Answers: does a text mean itself in YAML, every character of it?
//! Invariant: what is not known to be harmless is not vouched for.
//! Source: YAML 1.2.2, 5.1 and 7.3.3, the part of them that people write most.

/// Whether every character is nothing but itself in YAML, as far as its place in the line allows.
pub fn is_plain(text: &str) -> bool {
    let is_simple = |byte: &u8| matches!(byte, b'\n' | b' '..=b'~');
    let mut rest = text;
    loop {
        // many at once, which is much quicker than one after the other
        let simple = rest.as_bytes().chunks(STRIDE);
        let skip = STRIDE
            * simple
                .take_while(|chunk| chunk.iter().fold(true, |all, byte| all & is_simple(byte)))
                .count();
        let odd = rest.bytes().skip(skip).position(|byte| !is_simple(&byte));
        let Some((odd, after)) = odd.and_then(|at| split_char(rest.get(skip + at..)?)) else {
            return true;
        };
        let is_line_end = odd == '\r' && after.starts_with('\n');
        if !is_line_end && !is_plain_char(odd) {
            return false;
        }
        rest = after;
    }
}

const STRIDE: usize = 32;

fn split_char(text: &str) -> Option<(char, &str)> {
    let mut chars = text.chars();
    Some((chars.next()?, chars.as_str()))
}

fn is_plain_char(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '«' | '»' | '’' | '‘' | '“' | '”' | '–' | '—' | '…' | '€' | '\u{a0}' | '\u{202f}'
        )
}

pub fn is_null_word(text: &str) -> bool {
    text.eq_ignore_ascii_case("null")
}

/// Whether a value that begins so needs no quotes.
pub fn begins_plainly(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() || matches!(c, '+' | '(' | '/' | '_' | '$')
}

/// How long the text without quotes is that a line begins with, up to a comment; `None`: it may mean something else.
pub fn plain_length(line: &str) -> Option<usize> {
    line.starts_with(begins_plainly).then_some(())?;
    let mut end = line.len();
    let mut before = b' ';
    for (at, byte) in line.bytes().enumerate() {
        match (before, byte) {
            (b' ', b'#') => {
                end = at;
                break;
            }
            (b':', b' ') => return None,
            _ => before = byte,
        }
    }
    let text = line.get(..end)?.trim_end_matches(' ');
    (!text.ends_with(':') && !is_null_word(text)).then_some(text.len())
}
