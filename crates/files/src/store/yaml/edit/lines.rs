//! Answers: where do the lines of this text begin and end, and how does it end them?
//! Invariant: offsets are bytes of the text without its byte order mark.

#[derive(Clone, Copy)]
pub struct Source<'t> {
    pub text: &'t str,
    /// The line end that the file uses: that of its first line.
    pub newline: &'static str,
}

impl<'t> Source<'t> {
    pub fn new(text: &'t str) -> Self {
        let first = text.find('\n').map(|at| &text[..at]);
        let newline = if first.is_some_and(|line| line.ends_with('\r')) {
            "\r\n"
        } else {
            "\n"
        };
        Self { text, newline }
    }

    pub fn between(self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    pub fn line_start(self, at: usize) -> usize {
        self.between(0, at).rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// Before the line end.
    pub fn line_end(self, at: usize) -> usize {
        let rest = self.between(at, self.text.len());
        let line = rest.split('\n').next().unwrap_or_default();
        at + line.strip_suffix('\r').unwrap_or(line).len()
    }

    /// Behind the line end; the end of the text after its last line.
    pub fn next_line(self, at: usize) -> usize {
        let rest = self.between(at, self.text.len());
        rest.find('\n').map_or(self.text.len(), |newline| at + newline + 1)
    }

    /// Characters before this byte on its line.
    pub fn column(self, at: usize) -> usize {
        self.between(self.line_start(at), at).chars().count()
    }

    /// Nothing but blanks between the start of the line and this byte.
    pub fn starts_line(self, at: usize) -> bool {
        self.between(self.line_start(at), at)
            .trim_matches([' ', '\t'])
            .is_empty()
    }

    pub fn ends_with_newline(self) -> bool {
        self.text.ends_with('\n')
    }

    /// Behind blanks, line ends and comments.
    pub fn skip_blank(self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(at) {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' => at += 1,
                b'#' if at == 0 || bytes.get(at - 1).is_some_and(u8::is_ascii_whitespace) => at = self.next_line(at),
                _ => break,
            }
        }
        at
    }

    /// A blank, where the text before this byte does not end with one.
    pub fn gap(self, at: usize) -> &'static str {
        if self.between(0, at).ends_with([' ', '\t', '\n']) {
            ""
        } else {
            " "
        }
    }
}
