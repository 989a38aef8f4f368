//! Answers: why can a command not do what was asked, as facts?
//! Invariant: no words here: `render::catalogue` says each in one sentence with a hint; each has one exit code.

use super::bad_record::BadRecord;
use super::exit::Exit;
use super::format::Format;
use super::signing::SigningFault;
use crate::change::outcome::{RefusalKind, WriteRefused};
use crate::change::refusal::Refusal;
use crate::change::share::{ShareRefused, ShareRefusedKind};
use crate::change::what_if::WhatIfFault;
use crate::model::Day;
use crate::model::duration::Minutes;
use crate::model::history::HistoryProblem;
use crate::model::resolve::Unresolved;
use crate::model::review::PayloadFault;
use crate::trail::reviews::ReviewFault;
use std::path::Path;

/// Why there is no answer. Texts come from the user or the system: they are escaped where they are shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    Usage(Usage),
    /// No `crops.yml` in this folder or above it.
    NoStudio {
        from: String,
    },
    /// What was typed names no record, or several.
    Unresolved(Unresolved),
    /// The change that was asked for cannot be made.
    Refused(Box<Refusal>),
    /// The change was made up, and could not be written.
    Write(Box<WriteRefused>),
    /// The plan has no answer.
    Plan(PlanRefused),
    /// A change that was to be tried cannot be.
    WhatIf(Box<WhatIfRefused>),
    /// No record and no taxonomy names this channel.
    UnknownChannel {
        typed: String,
        near: Option<String>,
        known: Vec<String>,
    },
    History(HistoryProblem),
    /// A record that was handed over or edited is none.
    BadRecord(BadRecord),
    /// What the forge says, or should, is of no use.
    Forge(Box<ForgeFailure>),
    /// What was made here and what was made elsewhere could not be brought together.
    Share(Box<ShareRefused>),
    /// A verdict that was to be signed is not.
    Signing(Box<SigningFault>),
    Disk(Disk),
    Editor(EditorFault),
    /// No randomness from the system, or the like.
    System {
        detail: String,
    },
    /// Something that cannot happen did.
    Bug {
        detail: String,
    },
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanRefused {
    /// Tasks wait for each other: each is waited for by the next, the last by the first.
    Ring { chain: Vec<String> },
    /// No task of the plan has this name.
    UnknownTask { typed: String, near: Option<String> },
    /// The studio's calendar has no open day.
    NeverOpen { calendar: String },
    /// Work that nobody who could do it has the time for, in the plan with people that this flag asks for.
    NobodyFree { hours: Minutes, command: String },
    /// Neither campaign nor studio say how long a sprint is.
    NoSprints { file: String },
}

/// A change that was to be tried, and why it cannot be.
#[derive(Clone, Debug, PartialEq)]
pub struct WhatIfRefused {
    /// As typed.
    pub expression: String,
    pub why: WhatIfFault,
}

/// Why nothing can be taken from a forge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForgeFailure {
    /// A file, or the answer of a program.
    Payload {
        path: String,
        fault: PayloadFault,
    },
    Reviews(ReviewFault),
    /// `crops.yml` does not name the repository in a way that a program could be asked for.
    NoRepositoryName,
    /// There is no program of the user's for this forge.
    NoProgram {
        forge: &'static str,
    },
    NotStarted {
        program: String,
        reason: DiskReason,
    },
    /// The program failed, with its own words.
    Failed {
        command: String,
        said: String,
    },
}

/// What is wrong with the command line.
#[derive(Clone, Debug, PartialEq)]
pub enum Usage {
    /// The words do not fit the grammar of `command` (`crops request new`).
    Line { fault: Box<LineFault>, command: String },
    /// This answer has no such form.
    FormatNotHere { format: Format, known: Vec<Format> },
    /// Bytes that no terminal can show.
    NeedsAFile { format: Format },
    /// Several tables, in a format that holds one.
    OneTableOnly { format: Format },
    /// A workbook of a program that was built without them.
    NoWorkbooks,
    /// Parquet of a program that was built without it.
    NoParquet,
    /// `-o` with an ending that no format has.
    UnknownEnding { path: String },
    /// `-o report.csv --format json`.
    FormatAgainstEnding { format: Format, path: String },
    /// `CROPS_TODAY` or a flag does not hold a day.
    NotADay { given_by: &'static str, text: String },
    /// A question would have to be asked, but nobody is there to answer.
    NoTerminal {
        /// The flag that answers it, such as `--kind video`.
        flag: String,
    },
    /// A command that writes was asked to do so as of another day.
    PastIsPast,
    /// `--to` lies before `--from`.
    EndBeforeBegin { from: Day, to: Day },
    /// `--period` is none that is known.
    NotAPeriod { text: String },
    /// The studio does not allow figures about single persons.
    PeopleReportsOff,
    /// The person left a question without an answer.
    Abandoned,
    /// The file after `--baseline` is none.
    NotABaseline { path: String, detail: String },
    /// A scenario that cannot be played.
    BadScenario {
        path: String,
        line: u32,
        what: ScenarioFault,
    },
    /// What `-C` names.
    Directory(DirectoryFault),
    /// A folder that should be new or empty, and is not.
    NotEmpty { path: String },
    /// A studio is to begin where there is one.
    StudioThere { path: String },
    /// `--prove` of a program that was built without the solver.
    NoSolver,
    /// Reviews are about a range of commits.
    ReviewsWithoutRange,
    /// Nothing that the forge says was handed over.
    NothingToVerify {
        branch: String,
        /// What a program of the user's would be asked; `None`: there is none for this forge.
        question: Option<String>,
    },
}

/// Why the folders after `-C` are of no use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DirectoryFault {
    /// Something else than a folder.
    Missing { path: String },
    /// Several, for a question about one studio.
    OneStudio,
    /// Some before the command and some after it.
    Apart,
}

/// What does not fit the grammar of the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineFault {
    UnknownCommand {
        typed: String,
        near: Option<String>,
    },
    UnknownFlag {
        typed: String,
        near: Option<String>,
    },
    /// `--people` before the command that it is for.
    PeopleAfterDiff,
    /// `flag` with its value name, as in the help (`--lang <LANG>`).
    BadValue {
        flag: String,
        value: String,
        known: Vec<String>,
        near: Option<String>,
        /// `None` when `known` says all.
        form: Option<ValueForm>,
    },
    NeedsValue {
        flag: String,
    },
    NumberOfValues {
        flag: String,
    },
    Missing {
        what: Vec<String>,
    },
    Conflict {
        flag: String,
        with: Vec<String>,
    },
    NoCommand,
    NotUtf8,
    Other {
        english: String,
    },
}

/// How a value of the command line is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueForm {
    Day,
    /// `key=value`
    Pair,
    /// An IANA name.
    Zone,
    /// A whole number of these.
    Number {
        least: u64,
        most: u64,
    },
    /// In the parser's own English words.
    Other(String),
}

/// What was to be written in the user's editor was not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditorFault {
    NotStarted {
        program: String,
        reason: DiskReason,
    },
    /// It said that it failed.
    Failed {
        program: String,
    },
    /// Why was said; the text is not lost.
    Kept {
        path: String,
        /// The record that it was meant for.
        record: String,
        exit: Exit,
    },
}

/// The disk did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disk {
    pub path: String,
    pub action: DiskAction,
    pub reason: DiskReason,
    /// A file beside it that may be meant.
    pub near: Option<String>,
}

impl Disk {
    /// What shows, or mends, why; `None` when no command does.
    pub fn command(&self) -> Option<String> {
        let parent = Path::new(&self.path).parent().and_then(Path::to_str);
        let folder = parent.filter(|folder| !folder.is_empty()).unwrap_or(".");
        let (command, path) = match (&self.reason, self.action) {
            (DiskReason::Missing, DiskAction::Write) => ("mkdir -p", folder),
            (DiskReason::Missing, DiskAction::Read | DiskAction::List | DiskAction::Remove) => ("ls", folder),
            (DiskReason::IsFolder, _) => ("ls", self.path.as_str()),
            (DiskReason::Denied, _) => ("ls -ld", self.path.as_str()),
            (DiskReason::Full, _) => ("df -h", folder),
            (DiskReason::ReadOnly | DiskReason::NotAFolder | DiskReason::Other(_), _) => return None,
        };
        Some(format!("{command} {}", shlex::try_quote(path).ok()?))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DiskAction {
    Read,
    Write,
    List,
    Remove,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiskReason {
    Missing,
    Denied,
    /// No space, or over quota.
    Full,
    ReadOnly,
    IsFolder,
    NotAFolder,
    /// In the system's own words.
    Other(String),
}

impl DiskReason {
    pub fn of(error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::NotFound => Self::Missing,
            ErrorKind::PermissionDenied => Self::Denied,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::IsADirectory => Self::IsFolder,
            ErrorKind::NotADirectory => Self::NotAFolder,
            _ => Self::Other(error.to_string()),
        }
    }
}

/// What no fact above describes: every such error is a fault of the program, told with the chain of what it was doing.
impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Bug {
            detail: format!("{error:#}"),
        }
    }
}

/// What is wrong in a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScenarioFault {
    NotYaml,
    Missing {
        key: &'static str,
    },
    Unknown {
        word: String,
        near: Option<String>,
    },
    /// The facts of its brief cannot be read, or no kind uses its workflow.
    Brief,
}

impl Failure {
    pub fn disk(path: impl ToString, action: DiskAction, error: &std::io::Error) -> Self {
        Self::Disk(Disk {
            path: path.to_string(),
            action,
            reason: DiskReason::of(error),
            near: None,
        })
    }

    /// A file that was named and cannot be read; `near`: one beside it that may be meant.
    pub fn unread(path: impl ToString, error: &std::io::Error, near: Option<String>) -> Self {
        Self::Disk(Disk {
            path: path.to_string(),
            action: DiskAction::Read,
            reason: DiskReason::of(error),
            near,
        })
    }

    pub fn exit(&self) -> Exit {
        match self {
            Self::Usage(_) | Self::WhatIf(_) => Exit::Usage,
            Self::Refused(refusal) if refusal.is_usage() => Exit::Usage,
            Self::NoStudio { .. }
            | Self::BadRecord(_)
            | Self::Unresolved(_)
            | Self::Refused(_)
            | Self::Plan(_)
            | Self::UnknownChannel { .. }
            | Self::Forge(_)
            | Self::Signing(_)
            | Self::Disk(_)
            | Self::Editor(EditorFault::NotStarted { .. } | EditorFault::Failed { .. })
            | Self::System { .. } => Exit::DataCannotAnswer,
            Self::History(_) => Exit::HistoryCannotAnswer,
            Self::Share(refused) => match refused.kind() {
                ShareRefusedKind::Busy => Exit::Busy,
                ShareRefusedKind::History => Exit::HistoryCannotAnswer,
                ShareRefusedKind::Data => Exit::DataCannotAnswer,
            },
            Self::Write(refused) => match refused.kind() {
                RefusalKind::Busy => Exit::Busy,
                RefusalKind::History => Exit::HistoryCannotAnswer,
                RefusalKind::Data => Exit::DataCannotAnswer,
            },
            Self::Editor(EditorFault::Kept { exit, .. }) => *exit,
            Self::Bug { .. } => Exit::Bug,
        }
    }
}

impl From<Unresolved> for Failure {
    fn from(unresolved: Unresolved) -> Self {
        Self::Unresolved(unresolved)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<WriteRefused> for Failure {
    fn from(refused: WriteRefused) -> Self {
        Self::Write(Box::new(refused))
    }
}

impl From<ShareRefused> for Failure {
    fn from(refused: ShareRefused) -> Self {
        Self::Share(Box::new(refused))
    }
}

impl From<ForgeFailure> for Failure {
    fn from(failure: ForgeFailure) -> Self {
        Self::Forge(Box::new(failure))
    }
}

impl From<ReviewFault> for Failure {
    fn from(fault: ReviewFault) -> Self {
        ForgeFailure::Reviews(fault).into()
    }
}

impl From<BadRecord> for Failure {
    fn from(record: BadRecord) -> Self {
        Self::BadRecord(record)
    }
}

impl From<HistoryProblem> for Failure {
    fn from(problem: HistoryProblem) -> Self {
        Self::History(problem)
    }
}
