//! Answers: which sentence says this, in the language of the reader?
//! Invariant: exhaustive in each language: a missing translation does not compile.
//!
//! An area is an enum of facts, a file in `en/` and one in `fr/` with the same functions, and one line here that chooses.

pub mod agenda;
pub mod assets;
pub mod bottlenecks;
pub mod brief_review;
pub mod changes;
pub mod checks;
pub mod clashes;
pub mod due;
pub mod editorial;
pub mod en;
pub mod facts;
pub mod feedback;
pub mod flow;
pub mod forecast;
pub mod forge;
pub mod formats;
pub mod fr;
pub mod happened;
pub mod history;
pub mod kpi;
pub mod kpi_studios;
pub mod listing;
pub mod numbers;
pub mod pending;
pub mod people;
pub mod picture;
pub mod plan;
pub mod plan_diff;
pub mod plan_slip;
pub mod proof_page;
pub mod range;
pub mod record_diff;
pub mod sharing;
pub mod sprints;
pub mod templates;
pub mod trail;
pub mod work;
pub mod workflow;

use crate::model::Day;
use crate::model::other::RecordType;
use crate::model::problem::{Problem, Wanted};
use crate::model::shape;
use crate::model::similar::nearest;
use crate::report::bad_record::FaultReason;
use crate::report::demo::DemoReport;
use crate::report::failure::Failure;
use crate::report::table::Mark;
use crate::report::title::Title;

/// A language that everything is said in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    #[default]
    En,
    Fr,
}

pub const LANGS: [Lang; 2] = [Lang::En, Lang::Fr];

impl Lang {
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// The language of `fr`, `fr_FR.UTF-8`, `en-GB`; `None` for others, `C` and `POSIX`.
    pub fn of_code(code: &str) -> Option<Self> {
        let language = code.split(['_', '-', '.', '@']).next().unwrap_or_default();
        LANGS
            .into_iter()
            .find(|lang| lang.code().eq_ignore_ascii_case(language))
    }
}

/// Who reads: the language, and the day whose year goes without saying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    pub lang: Lang,
    pub today: Day,
}

/// What is said about a problem or a failure: one sentence, and something that can be pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Without `error:` before it and without a full stop after it.
    pub text: String,
    pub hint: Option<Hint>,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// A command line to paste.
    Command(String),
    /// A short sentence.
    Words(String),
}

impl Sentence {
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            hint: None,
        }
    }

    pub fn command(self, command: impl Into<String>) -> Self {
        Self {
            hint: Some(Hint::Command(command.into())),
            ..self
        }
    }

    pub fn hint(self, words: impl Into<String>) -> Self {
        Self {
            hint: Some(Hint::Words(words.into())),
            ..self
        }
    }

    /// The hint as plain text.
    pub fn hint_text(&self) -> Option<&str> {
        match self.hint.as_ref()? {
            Hint::Command(text) | Hint::Words(text) => Some(text),
        }
    }
}

/// Why a command has no answer.
pub fn failure(lang: Lang, failure: &Failure) -> Sentence {
    match lang {
        Lang::En => en::failure::failure(failure),
        Lang::Fr => fr::failure::failure(failure),
    }
}

/// What is wrong in a record that was handed over, without its place.
pub fn fault(lang: Lang, why: &FaultReason) -> Sentence {
    match lang {
        Lang::En => en::failure::fault(why),
        Lang::Fr => fr::failure::fault(why),
    }
}

/// The word that was meant, where only certain words are possible.
fn near_word(wanted: Wanted, given: &str) -> Option<&'static str> {
    match wanted {
        Wanted::OneOf(words) => nearest(given, words.iter().copied()),
        Wanted::BriefKey => nearest(given, shape::of(RecordType::Brief).keys.iter().map(|known| known.key)),
        _ => None,
    }
}

/// Which changes an answer was made with, none of them written.
pub fn what_if(lang: Lang, changes: &[String]) -> String {
    match lang {
        Lang::En => en::what_if::with(changes),
        Lang::Fr => fr::what_if::with(changes),
    }
}

/// Before the title of what is only tried; nothing where nothing is.
pub fn trial(lang: Lang, changes: &[String]) -> String {
    match (changes, lang) {
        ([], _) => String::new(),
        (_, Lang::En) => en::what_if::before_a_title(changes),
        (_, Lang::Fr) => fr::what_if::before_a_title(changes),
    }
}

/// What is wrong in a studio's files.
/// A campaign that a plan leaves out, because of a ring of tasks.
pub fn left_out(lang: Lang, campaign: &str, chain: &[String]) -> Sentence {
    match lang {
        Lang::En => en::plan::left_out(campaign, chain),
        Lang::Fr => fr::plan::left_out(campaign, chain),
    }
}

pub fn problem(lang: Lang, problem: &Problem) -> Sentence {
    match lang {
        Lang::En => en::problem::problem(problem),
        Lang::Fr => fr::problem::problem(problem),
    }
}

/// The outcome of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckWord<'a> {
    Clean {
        briefs: usize,
        campaigns: usize,
    },
    Found {
        errors: usize,
        warnings: usize,
        files: usize,
    },
    /// Findings that the baseline knows, and entries of it that nothing matches any more.
    Accepted {
        accepted: usize,
        mended: usize,
    },
    BaselineWritten {
        path: &'a str,
        findings: usize,
    },
    /// The history could not be read.
    MovesNotChecked {
        why: &'a str,
    },
    /// Before a finding.
    Error,
    Warning,
    /// Before what to do about it.
    Hint,
    /// After the name of a finding.
    Colon,
}

pub fn check(lang: Lang, word: &CheckWord<'_>) -> String {
    match lang {
        Lang::En => en::check::check(word),
        Lang::Fr => fr::check::check(word),
    }
}

/// What is in a column, where it must be clear without a footer.
pub fn whole_title(lang: Lang, column: Title) -> &'static str {
    let (in_english, in_french) = match column {
        Title::EarlyStart => (en::title::EARLY_START, fr::title::EARLY_START),
        Title::EarlyEnd => (en::title::EARLY_END, fr::title::EARLY_END),
        Title::LateStart => (en::title::LATE_START, fr::title::LATE_START),
        Title::LateEnd => (en::title::LATE_END, fr::title::LATE_END),
        Title::Duration => (en::title::DURATION, fr::title::DURATION),
        Title::TotalFloat => (en::title::TOTAL_FLOAT, fr::title::TOTAL_FLOAT),
        Title::FreeFloat => (en::title::FREE_FLOAT, fr::title::FREE_FLOAT),
        other => return title(lang, other),
    };
    match lang {
        Lang::En => in_english,
        Lang::Fr => in_french,
    }
}

/// The head of a column.
pub fn title(lang: Lang, title: Title) -> &'static str {
    match lang {
        Lang::En => en::title::title(title),
        Lang::Fr => fr::title::title(title),
    }
}

/// The sign for a state, the same in every language.
pub const fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::None => "",
        Mark::Done | Mark::Met => "✓",
        Mark::InProgress => "▸",
        Mark::Critical | Mark::Warning => "!",
        Mark::Milestone => "◆",
        Mark::Missed | Mark::Error => "✗",
    }
}

/// What is said of a new sample studio.
#[derive(Clone, Copy, Debug)]
pub enum DemoSaid<'a> {
    Made(&'a DemoReport),
    /// People, campaigns, briefs, commits and days.
    Holds(&'a DemoReport),
    /// In whose name changes are made there.
    YouAre(&'a DemoReport),
    /// How many rows of what is done are not shown.
    DoneLeftOut(usize),
}

pub fn demo(lang: Lang, said: DemoSaid<'_>) -> String {
    match lang {
        Lang::En => en::demo::demo(said),
        Lang::Fr => fr::demo::demo(said),
    }
}

/// Words around every answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// Before a failure.
    Error,
    Warning,
    /// Before what to do next.
    Hint,
    /// Before the commands to try next.
    Next,
    /// An empty table.
    Nothing,
    /// Findings in the files that an answer was made from: how many of each severity.
    Findings {
        errors: usize,
        warnings: usize,
    },
    /// After a panic.
    Bug,
    /// A file was written by `-o`.
    Written,
}

pub fn frame(lang: Lang, frame: Frame) -> String {
    match lang {
        Lang::En => en::frame::frame(frame),
        Lang::Fr => fr::frame::frame(frame),
    }
}

/// What is said around questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// After an empty line where something must be said.
    AnswerNeeded,
    NoSuchChoice,
    /// So many choices are not listed.
    MoreChoices {
        more: usize,
    },
    /// What can be typed, the default in capitals.
    YesOrNo {
        default: bool,
    },
    AnswerYesOrNo,
    /// After a text that cannot be taken.
    EditAgain,
}

pub fn asking(lang: Lang, asking: Asking) -> String {
    match lang {
        Lang::En => en::asking::asking(asking),
        Lang::Fr => fr::asking::asking(asking),
    }
}

/// The frame of `--help`; English has clap's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HelpWord {
    Usage,
    Commands,
    Command,
    Arguments,
    Options,
    GlobalOptions,
    Help,
    Version,
    Default,
    Values,
}

/// Help in a language other than English, whose help is in the doc comments. `None`: not said yet.
pub fn help(lang: Lang, key: &str) -> Option<&'static str> {
    match lang {
        Lang::En => None,
        Lang::Fr => fr::help::help(key),
    }
}

pub const fn help_word(lang: Lang, word: HelpWord) -> &'static str {
    match lang {
        Lang::En => "",
        Lang::Fr => fr::help_words::word(word),
    }
}

/// The name of a value in the help (`FILE`, `FICHIER`).
pub fn value_name(lang: Lang, name: &str) -> Option<&'static str> {
    match lang {
        Lang::En => None,
        Lang::Fr => fr::help_words::value_name(name),
    }
}

/// What is asked about new work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question<'a> {
    Kind,
    Title,
    Campaign,
    /// The day it goes live, in a campaign.
    Live,
    /// The day it must be ready, without a campaign.
    Due,
    /// Said after an answer that is no day.
    NotADay,
    /// A field of the brief, by its key.
    Field(&'a str),
}

pub fn question(lang: Lang, question: Question<'_>) -> String {
    match lang {
        Lang::En => en::asking::question(question),
        Lang::Fr => fr::asking::question(question),
    }
}
