//! Answers: where in the studio's files does this value stand?
//! Invariant: `start..end` are byte offsets in the file as it is on disk; line and column count from 1, columns in characters.

use std::ops::Deref;
use std::sync::Arc;

/// A stretch of one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// 1 for the first line; 0 when the finding is about the whole file.
    pub line: u32,
    /// In characters, 1 for the first.
    pub column: u32,
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The whole file: a finding without a line.
    pub const WHOLE_FILE: Span = Span {
        line: 0,
        column: 0,
        start: 0,
        end: 0,
    };

    pub fn is_whole_file(self) -> bool {
        self.line == 0
    }
}

/// A path below the studio's directory, with `/` between its parts, whatever the system.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StudioPath(Arc<str>);

impl StudioPath {
    /// `None` when the path is absolute, empty, or has a part that is empty, `.`, `..` or holds a control character.
    pub fn new(path: &str) -> Option<Self> {
        let sound = !path.is_empty()
            && path.split('/').all(|part| {
                !matches!(part, "" | "." | "..") && !part.contains('\\') && !part.chars().any(char::is_control)
            });
        sound.then(|| Self(path.into()))
    }

    /// A name for something that has no sound path: what is not allowed becomes `\u{fffd}`. Never used to open a file.
    pub fn shown(path: &str) -> Self {
        let clean: String = path
            .chars()
            .map(|c| if c.is_control() || c == '\\' { '\u{fffd}' } else { c })
            .collect();
        let parts: Vec<&str> = clean
            .split('/')
            .map(|part| {
                if matches!(part, "" | "." | "..") {
                    "\u{fffd}"
                } else {
                    part
                }
            })
            .collect();
        Self(parts.join("/").into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder it is in; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last part, without its folder.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }
}

impl std::fmt::Display for StudioPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

impl std::fmt::Debug for StudioPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A file and a stretch of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub file: StudioPath,
    pub span: Span,
}

/// `campaigns/spring-launch.yml:16:3`, or the path alone for the whole file.
impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Span { line, column, .. } = self.span;
        match self.span.is_whole_file() {
            true => write!(f, "{}", self.file),
            false => write!(f, "{}:{line}:{column}", self.file),
        }
    }
}

impl Place {
    pub fn whole(file: &StudioPath) -> Self {
        Self {
            file: file.clone(),
            span: Span::WHOLE_FILE,
        }
    }

    pub fn at(file: &StudioPath, span: Span) -> Self {
        Self {
            file: file.clone(),
            span,
        }
    }
}

/// A value and where it stands in its record's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Placed<T> {
    pub value: T,
    pub span: Span,
}

impl<T> Placed<T> {
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Placed<U> {
        Placed {
            value: change(self.value),
            span: self.span,
        }
    }
}

impl<T> Deref for Placed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
