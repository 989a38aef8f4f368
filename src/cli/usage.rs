//! Answers: what is wrong with a command line that clap refuses, as facts?
//! Invariant: the words are made in the catalogue, so that usage errors read like every other error, in either language.

use crate::report::failure::LineFault;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The facts of a refusal, and the words of the command that it is about (`crops request new`).
pub fn fault(error: &clap::Error) -> (Box<LineFault>, String) {
    (Box::new(fault_of(error)), command_of(error))
}

fn fault_of(error: &clap::Error) -> LineFault {
    let text = |kind| one(error, kind);
    match error.kind() {
        ErrorKind::InvalidSubcommand => LineFault::UnknownCommand {
            typed: text(ContextKind::InvalidSubcommand),
            near: some(error, ContextKind::SuggestedSubcommand),
        },
        ErrorKind::UnknownArgument => LineFault::UnknownFlag {
            typed: text(ContextKind::InvalidArg),
            near: some(error, ContextKind::SuggestedArg),
        },
        ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::NoEquals => value_fault(error),
        ErrorKind::MissingRequiredArgument => LineFault::Missing {
            what: many(error, ContextKind::InvalidArg),
        },
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => LineFault::NoCommand,
        ErrorKind::ArgumentConflict => LineFault::Conflict {
            flag: text(ContextKind::InvalidArg),
            with: many(error, ContextKind::PriorArg),
        },
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

fn value_fault(error: &clap::Error) -> LineFault {
    let flag = one(error, ContextKind::InvalidArg);
    let value = one(error, ContextKind::InvalidValue);
    if value.is_empty() {
        return LineFault::NeedsValue { flag };
    }
    LineFault::BadValue {
        flag,
        value,
        known: many(error, ContextKind::ValidValue),
        near: some(error, ContextKind::SuggestedValue),
        why: std::error::Error::source(error).map(ToString::to_string),
    }
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

/// The words between `Usage:` and the first argument.
fn command_of(error: &clap::Error) -> String {
    let usage = one(error, ContextKind::Usage);
    let words = usage
        .split_whitespace()
        .skip_while(|word| *word != "crops")
        .take_while(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !word.starts_with('-'));
    let words: Vec<_> = words.collect();
    if words.is_empty() {
        "crops".into()
    } else {
        words.join(" ")
    }
}
