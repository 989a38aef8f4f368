//! Answers: what day is it, who reads, and on which screen?
//! Invariant: the only reader of clock, environment, randomness, current folder and terminal; read once, before any command runs.
#![expect(
    clippy::disallowed_methods,
    reason = "the only reader of clock, environment and current folder"
)]

use super::args::{ColorWish, GlobalArgs};
use super::folders::folders;
use super::own_fault;
use super::random::Random;
use crate::model::Day;
use crate::render::catalogue::{Lang, Reader};
use crate::render::look::{Bars, Characters, Color, Look};
use crate::report::failure::{Failure, Usage};
use crate::report::format::Format;
use crate::store::language::studio_language;
use chrono::{DateTime, FixedOffset, Offset, Utc};
use chrono_tz::Tz;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Variables of the environment that the program looks at; no other has an effect on it.
const VARIABLES: [&str; 30] = [
    "CLICOLOR_FORCE",
    "COLUMNS",
    "COMPLETE",
    "CROPS_INDEX_DIR",
    "CROPS_RECORDER_KEY",
    "CROPS_TODAY",
    "EDITOR",
    "EMAIL",
    "GIT_AUTHOR_DATE",
    "GIT_AUTHOR_EMAIL",
    "GIT_AUTHOR_NAME",
    "GIT_COMMITTER_DATE",
    "GIT_COMMITTER_EMAIL",
    "GIT_COMMITTER_NAME",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_SSH_COMMAND",
    "HOME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "LC_MESSAGES",
    "LESS",
    "NO_COLOR",
    "PAGER",
    "PATH",
    "TERM",
    "TZ",
    "VISUAL",
    "XDG_CONFIG_HOME",
];

/// The world as the program finds it.
#[derive(Clone, Debug)]
pub struct World {
    pub now: DateTime<Utc>,
    /// The current folder; `.` when the system does not say.
    pub directory: PathBuf,
    /// Of `VARIABLES`, those that are set and not empty.
    pub variables: BTreeMap<&'static str, String>,
    pub stdin: Stream,
    pub stdout: Stream,
    pub stderr: Stream,
    pub random: Random,
}

/// What is at the other end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stream {
    #[default]
    Pipe,
    /// Its size in characters, when the terminal says it.
    Terminal { size: Option<(usize, usize)> },
}

impl Stream {
    pub const fn is_terminal(self) -> bool {
        matches!(self, Self::Terminal { .. })
    }
}

/// The words of the command line, the program's own name first.
pub fn arguments() -> Vec<OsString> {
    std::env::args_os().collect()
}

impl World {
    pub fn read() -> Self {
        let variables = VARIABLES.into_iter().chain(own_fault::VARIABLE).filter_map(|name| {
            let value = std::env::var(name).ok().filter(|value| !value.is_empty());
            Some((name, value?))
        });
        let size = terminal_size::terminal_size().map(|(width, height)| (usize::from(width.0), usize::from(height.0)));
        let stream = |is_terminal: bool| match is_terminal {
            true => Stream::Terminal { size },
            false => Stream::Pipe,
        };
        Self {
            now: SystemTime::now().into(),
            directory: std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
            variables: variables.collect(),
            stdin: stream(std::io::stdin().is_terminal()),
            stdout: stream(std::io::stdout().is_terminal()),
            stderr: stream(std::io::stderr().is_terminal()),
            random: Random::System,
        }
    }

    pub fn variable(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str)
    }

    /// The language for what is said before the command line is understood: `--lang`, the studio, the locale.
    pub fn early_language(&self, arguments: &[OsString]) -> Lang {
        let flagged = value_of(arguments, &["--lang"]).and_then(Lang::of_code);
        let directory = value_of(arguments, &["-C", "--directory"]).map(Path::new);
        flagged.unwrap_or_else(|| self.usual_language(directory))
    }

    /// Without `--lang`: the language of the studio, else of the locale.
    fn usual_language(&self, directory: Option<&Path>) -> Lang {
        let start = match directory {
            Some(directory) => self.directory.join(directory),
            None => self.directory.clone(),
        };
        let told = studio_language(&start).and_then(|code| Lang::of_code(&code));
        told.unwrap_or_else(|| self.locale_language())
    }

    /// Of the locale; English when it names no language of ours.
    pub fn locale_language(&self) -> Lang {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| self.variable(name))
            .and_then(Lang::of_code)
            .unwrap_or_default()
    }

    /// The country of a French locale (`BE` of `fr_BE.UTF-8`); `None` when it names none.
    pub fn french_country(&self) -> Option<&str> {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| self.variable(name))?;
        let country = locale.strip_prefix("fr_")?;
        country.split(['.', '@']).next()
    }

    /// ASCII only where the locale names another character set; no locale at all says nothing.
    pub fn characters(&self, stream: Stream) -> Characters {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
            .into_iter()
            .find_map(|name| self.variable(name));
        let is_unicode = locale.is_none_or(|locale| {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        });
        if is_unicode || !stream.is_terminal() {
            Characters::Unicode
        } else {
            Characters::Ascii
        }
    }

    /// For one stream: the flag, then `NO_COLOR`, `CLICOLOR_FORCE`, then whether it is a terminal that knows colours.
    pub fn color(&self, wish: ColorWish, stream: Stream) -> Color {
        let is_dumb = self.variable("TERM") == Some("dumb");
        let is_on = match wish {
            ColorWish::Always => true,
            ColorWish::Never => false,
            ColorWish::Auto if self.variable("NO_COLOR").is_some() => false,
            ColorWish::Auto if self.variable("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
            ColorWish::Auto => stream.is_terminal() && !is_dumb,
        };
        if is_on { Color::On } else { Color::Off }
    }

    /// `COLUMNS`, then the terminal, then 80; `None` in a pipe without `COLUMNS`.
    pub fn width(&self, stream: Stream) -> Option<usize> {
        let told = self.variable("COLUMNS").and_then(|columns| columns.parse().ok());
        let measured = match stream {
            Stream::Terminal { size } => Some(size.map_or(80, |(width, _)| width)),
            Stream::Pipe => None,
        };
        told.or(measured)
            .filter(|width| *width > 0)
            .map(|width| width.clamp(20, 1000))
    }
}

/// One run of the program: the world, and what the global flags say about it.
#[derive(Clone, Debug)]
pub struct Context {
    pub world: World,
    /// Where the studio is looked for.
    pub directory: PathBuf,
    /// Every `-C`, in their order; none: the current folder.
    pub directories: Vec<PathBuf>,
    pub lang: Lang,
    /// By `--today` or `CROPS_TODAY`.
    pub given_today: Option<Day>,
    /// By `--as-of`, as typed.
    pub as_of: Option<String>,
    /// `None`: what the command prefers.
    pub format: Option<Format>,
    /// `-o`; `None` for standard output.
    pub output: Option<PathBuf>,
    pub color: ColorWish,
    pub talk: Talk,
}

/// How much is said on standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Talk {
    Quiet,
    #[default]
    Normal,
    Verbose,
}

impl Context {
    /// The same run for a studio in this folder alone.
    pub fn within(&self, directory: &Path) -> Self {
        Self {
            directory: directory.to_path_buf(),
            directories: vec![directory.to_path_buf()],
            ..self.clone()
        }
    }

    pub fn new(world: &World, global: &GlobalArgs) -> Result<Self, Failure> {
        let directories = folders(&world.directory, &global.directory)?;
        let directory = directories.first().unwrap_or(&world.directory).clone();
        let given_today = match (global.today, world.variable("CROPS_TODAY")) {
            (Some(day), _) => Some(day),
            (None, Some(text)) => Some(day_of_environment(text)?),
            (None, None) => None,
        };
        Ok(Self {
            world: world.clone(),
            directory,
            directories,
            lang: global
                .lang
                .unwrap_or_else(|| world.usual_language(global.directory.first().map(PathBuf::as_path))),
            given_today,
            as_of: global.as_of.clone(),
            format: chosen_format(global)?,
            output: global.output.clone().filter(|path| path != Path::new("-")),
            color: global.color,
            talk: global.talk(),
        })
    }

    /// The civil day in a zone, unless one was given.
    pub fn today(&self, zone: Tz) -> Day {
        self.given_today
            .unwrap_or_else(|| self.world.now.with_timezone(&zone).date_naive())
    }

    /// When a commit is made, with the offset of a zone: `GIT_COMMITTER_DATE` where git would use it, else now.
    pub fn commit_time(&self, zone: Tz) -> DateTime<FixedOffset> {
        let told = self.world.variable("GIT_COMMITTER_DATE").and_then(git_date);
        told.unwrap_or_else(|| {
            let local = self.world.now.with_timezone(&zone);
            local.with_timezone(&local.offset().fix())
        })
    }

    /// Where the index of the history lies, when it is not in the git directory.
    pub fn index_directory(&self) -> Option<PathBuf> {
        self.world.variable("CROPS_INDEX_DIR").map(PathBuf::from)
    }

    /// Whether questions can be asked: they are shown on standard error.
    pub const fn can_ask(&self) -> bool {
        let World {
            stdin, stdout, stderr, ..
        } = &self.world;
        stdin.is_terminal() && stdout.is_terminal() && stderr.is_terminal()
    }

    pub const fn random(&self) -> &Random {
        &self.world.random
    }

    /// How text on standard output looks; a file gets a plain one.
    pub fn look(&self, today: Day) -> Look {
        let reader = Reader { lang: self.lang, today };
        if self.output.is_some() {
            return Look::plain(reader);
        }
        let stdout = self.world.stdout;
        Look {
            reader,
            width: self.world.width(stdout),
            color: self.world.color(self.color, stdout),
            characters: self.world.characters(stdout),
            bars: if stdout.is_terminal() {
                Bars::Shown
            } else {
                Bars::Hidden
            },
        }
    }
}

/// What follows one of these flags, or stands after its `=`.
fn value_of<'a>(arguments: &'a [OsString], flags: &[&str]) -> Option<&'a str> {
    let words: Vec<&str> = arguments.iter().map(|word| word.to_str().unwrap_or_default()).collect();
    words.iter().enumerate().find_map(|(place, word)| {
        let rest = flags.iter().find_map(|flag| word.strip_prefix(flag))?;
        match rest.strip_prefix('=') {
            Some(value) => Some(value),
            None if rest.is_empty() => words.get(place + 1).copied(),
            None => None,
        }
    })
}

fn day_of_environment(text: &str) -> Result<Day, Failure> {
    text.parse().map_err(|_| {
        Failure::Usage(Usage::NotADay {
            given_by: "CROPS_TODAY",
            text: text.to_owned(),
        })
    })
}

/// `--format`, or the ending of `-o`, which must not say something else.
fn chosen_format(global: &GlobalArgs) -> Result<Option<Format>, Failure> {
    let Some(path) = global.output.as_ref().filter(|path| path.as_path() != Path::new("-")) else {
        return Ok(global.format);
    };
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let shown = || path.display().to_string();
    match (Format::of_ending(ending), global.format) {
        (None, None) => Err(Failure::Usage(Usage::UnknownEnding { path: shown() })),
        (Some(by_ending), Some(format)) if by_ending != format => {
            Err(Failure::Usage(Usage::FormatAgainstEnding { format, path: shown() }))
        }
        (by_ending, format) => Ok(format.or(by_ending)),
    }
}

/// `@1770000000 +0100`, `1770000000 +0100` or RFC 3339.
fn git_date(text: &str) -> Option<DateTime<FixedOffset>> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time);
    }
    let (seconds, offset) = text.trim_start_matches('@').split_once(' ').unwrap_or((text, "+0000"));
    let instant = DateTime::from_timestamp(seconds.parse().ok()?, 0)?;
    let offset: FixedOffset = offset.parse().ok()?;
    Some(instant.with_timezone(&offset))
}

#[cfg(test)]
mod tests;
