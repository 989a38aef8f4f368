//! Answers: what is wrong with a command line that clap refuses, as facts?
//! Invariant: the words are made in the catalogue, so that usage errors read like every other error, in either language.

use super::args;
use crate::model::similar::nearest;
use crate::render::catalogue::Lang;
use crate::report::failure::{LineFault, ValueForm};
use chrono_tz::TZ_VARIANTS;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;
use std::ops::RangeInclusive;

/// The facts of a refusal, and the words of the command that it is about (`crops request new`).
pub fn fault(error: &clap::Error, arguments: &[OsString], lang: Lang) -> (Box<LineFault>, String) {
    let grammar = args::command(lang);
    let (words, command) = meant(arguments, &grammar);
    (Box::new(fault_of(error, command)), words)
}

/// The command that the words lead to, as far as they lead.
fn meant<'a>(arguments: &[OsString], grammar: &'a clap::Command) -> (String, &'a clap::Command) {
    let (mut words, mut command) = (vec![grammar.get_name()], grammar);
    let mut typed = arguments.iter().skip(1).map(|word| word.to_string_lossy());
    while let Some(word) = typed.next() {
        if takes_a_value(&word, grammar) {
            typed.next();
            continue;
        }
        if let Some(below) = command.find_subcommand(word.as_ref()) {
            words.push(below.get_name());
            command = below;
        } else if !word.starts_with('-') {
            break;
        }
    }
    (words.join(" "), command)
}

/// Whether the next word belongs to this one; only flags that may stand before a command matter.
fn takes_a_value(word: &str, grammar: &clap::Command) -> bool {
    let flag = grammar.get_arguments().find(|flag| {
        let is_long = || {
            word.strip_prefix("--")
                .is_some_and(|name| flag.get_long() == Some(name))
        };
        let is_short = || {
            let mut letters = word.strip_prefix('-').unwrap_or_default().chars();
            flag.get_short().is_some() && letters.next() == flag.get_short() && letters.next().is_none()
        };
        is_long() || is_short()
    });
    flag.is_some_and(|flag| flag.get_action().takes_values())
}

fn fault_of(error: &clap::Error, command: &clap::Command) -> LineFault {
    let text = |kind| one(error, kind);
    match error.kind() {
        ErrorKind::InvalidSubcommand => unknown_command(text(ContextKind::InvalidSubcommand), command),
        ErrorKind::UnknownArgument => LineFault::UnknownFlag {
            typed: text(ContextKind::InvalidArg),
            near: some(error, ContextKind::SuggestedArg),
        },
        ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::NoEquals => value_fault(error),
        ErrorKind::MissingRequiredArgument => LineFault::Missing {
            what: many(error, ContextKind::InvalidArg),
        },
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => LineFault::NoCommand,
        ErrorKind::ArgumentConflict => conflict(error, command),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            LineFault::NumberOfValues {
                flag: text(ContextKind::InvalidArg),
            }
        }
        ErrorKind::InvalidUtf8 => LineFault::NotUtf8,
        _ => LineFault::Other {
            english: error.kind().to_string(),
        },
    }
}

/// Two flags, or a flag and the command after it.
fn conflict(error: &clap::Error, command: &clap::Command) -> LineFault {
    let with = many(error, ContextKind::PriorArg);
    let flag = some(error, ContextKind::InvalidArg);
    if flag.is_none() && command.get_name() == "diff" && with.iter().any(|flag| flag == "--people") {
        return LineFault::PeopleAfterDiff;
    }
    LineFault::Conflict {
        flag: flag.unwrap_or_else(|| one(error, ContextKind::InvalidSubcommand)),
        with,
    }
}

/// The nearest command by letters, else the one that begins so; the parser's own guess can be far off.
fn unknown_command(typed: String, command: &clap::Command) -> LineFault {
    let known = || command.get_subcommands().map(clap::Command::get_name);
    let begun = || {
        let mut longer = known().filter(|name| name.starts_with(&typed));
        longer.next().filter(|_| longer.next().is_none())
    };
    let near = nearest(&typed, known()).or_else(begun).map(str::to_owned);
    LineFault::UnknownCommand { typed, near }
}

fn value_fault(error: &clap::Error) -> LineFault {
    let flag = one(error, ContextKind::InvalidArg);
    let value = one(error, ContextKind::InvalidValue);
    if value.is_empty() {
        return LineFault::NeedsValue { flag };
    }
    let form = std::error::Error::source(error).map(form);
    let near = match form {
        Some(ValueForm::Zone) => nearest(&value, TZ_VARIANTS.iter().map(|zone| zone.name())).map(str::to_owned),
        _ => some(error, ContextKind::SuggestedValue),
    };
    LineFault::BadValue {
        flag,
        value,
        known: many(error, ContextKind::ValidValue),
        near,
        form,
    }
}

/// What was wanted, by the type of the parser's fault.
fn form(fault: &(dyn std::error::Error + 'static)) -> ValueForm {
    if fault.is::<chrono::ParseError>() {
        ValueForm::Day
    } else if fault.is::<chrono_tz::ParseError>() {
        ValueForm::Zone
    } else if let Some(wanted) = fault.downcast_ref::<Wanted>() {
        wanted.0.clone()
    } else {
        ValueForm::Other(fault.to_string())
    }
}

/// The fault of our own parsers: what form a value should have had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted(pub ValueForm);

/// Only what a log would show: people read the catalogue's words.
impl std::fmt::Display for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for Wanted {}

/// `key=value`, the value as it is.
///
/// # Errors
/// Without a key or without `=`.
pub fn key_value(text: &str) -> Result<(String, String), Wanted> {
    match text.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() => Ok((key.trim().to_owned(), value.to_owned())),
        _ => Err(Wanted(ValueForm::Pair)),
    }
}

/// Weeks that can be asked for: ten years.
pub const MOST_WEEKS: u64 = 520;

/// A whole number of these; every number of the command line is read by this, so that its fault has our words.
pub fn whole<N: TryFrom<u64> + Clone + Send + Sync + 'static>(
    range: RangeInclusive<u64>,
) -> impl Fn(&str) -> Result<N, Wanted> + Clone + Send + Sync + 'static {
    move |text| {
        let number = text.trim().parse().ok().filter(|number| range.contains(number));
        let number = number.and_then(|number| N::try_from(number).ok());
        number.ok_or(Wanted(ValueForm::Number {
            least: *range.start(),
            most: *range.end(),
        }))
    }
}

/// One of these by its word; clap refuses every other word, and names these.
pub fn one_of<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    word: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let words = all.iter().map(move |one| word(*one));
    PossibleValuesParser::new(words).try_map(move |said| {
        let named = all.iter().copied().find(|one| word(*one) == said);
        named.ok_or(said)
    })
}

fn many(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        _ => Vec::new(),
    }
}

fn some(error: &clap::Error, kind: ContextKind) -> Option<String> {
    many(error, kind).into_iter().next()
}

fn one(error: &clap::Error, kind: ContextKind) -> String {
    some(error, kind).unwrap_or_default()
}

/// The words of a list that is typed with commas.
pub fn listed_words(text: Option<&str>) -> Vec<String> {
    let words = text.into_iter().flat_map(|text| text.split(',')).map(str::trim);
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::catalogue::{Hint, failure};
    use crate::report::failure::{Failure, Usage};
    use std::any::TypeId;

    /// Each option that takes a number, as a command line that gives it `value`.
    fn numbers(command: &clap::Command, words: &[String], value: &str, found: &mut Vec<Vec<OsString>>) {
        let of_numbers = [
            TypeId::of::<u16>(),
            TypeId::of::<u32>(),
            TypeId::of::<u64>(),
            TypeId::of::<f64>(),
        ];
        let others = [
            TypeId::of::<u8>(),
            TypeId::of::<usize>(),
            TypeId::of::<i32>(),
            TypeId::of::<i64>(),
        ];
        for flag in command.get_arguments() {
            let kind = flag.get_value_parser().type_id();
            if of_numbers.iter().chain(&others).any(|number| kind == *number) {
                let long = format!("--{}={value}", flag.get_long().unwrap_or("?"));
                found.push(words.iter().cloned().chain([long]).map(OsString::from).collect());
            }
        }
        for below in command.get_subcommands() {
            let mut words = words.to_vec();
            words.push(below.get_name().to_owned());
            numbers(below, &words, value, found);
        }
    }

    #[test]
    fn people_before_diff_are_told_to_stand_after_it() {
        for (line, en, fr) in [(
            "crops plan --people diff HEAD",
            "crops plan diff REV --people",
            "crops plan diff RÉV --people",
        )] {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            let error = args::command(Lang::En)
                .try_get_matches_from(&words)
                .expect_err("no people");
            for (lang, hint) in [(Lang::En, en), (Lang::Fr, fr)] {
                let (fault, command) = fault(&error, &words, lang);
                let said = failure(lang, &Failure::Usage(Usage::Line { fault, command }));
                assert_eq!(said.hint, Some(Hint::Command(hint.to_owned())), "{line}: {}", said.text);
            }
        }
    }

    #[test]
    fn what_does_not_go_with_a_flag_before_it_is_named() {
        let words = ["crops", "plan", "--forward", "diff", "HEAD"].map(OsString::from);
        let error = args::command(Lang::En)
            .try_get_matches_from(&words)
            .expect_err("a conflict");
        let (fault, _) = fault(&error, &words, Lang::En);
        assert!(
            matches!(&*fault, LineFault::Conflict { flag, .. } if !flag.is_empty()),
            "{fault:?}"
        );
    }

    #[test]
    fn every_number_of_the_command_line_says_which_one_it_wants() {
        for value in ["x", "-3", "1.5", "99999999999999999999999"] {
            let mut lines = Vec::new();
            numbers(&args::command(Lang::En), &["crops".to_owned()], value, &mut lines);
            assert!(lines.len() >= 7, "{lines:?}");
            for line in lines {
                let error = args::command(Lang::En)
                    .try_get_matches_from(&line)
                    .expect_err("no number");
                let (fault, _) = fault(&error, &line, Lang::En);
                let says = matches!(
                    &*fault,
                    LineFault::BadValue {
                        form: Some(ValueForm::Number { .. }),
                        ..
                    }
                );
                assert!(says, "{line:?}: {fault:?}");
            }
        }
    }
}
