//! Answers: what is wrong with a command line, in English?
//! Invariant: the hint is the nearest right word, else the help of the command.

use crate::render::catalogue::Sentence;
use crate::report::failure::{LineFault, ValueForm};

pub fn line(fault: &LineFault, command: &str) -> Sentence {
    let help = format!("{command} --help");
    match fault {
        LineFault::UnknownCommand { typed, near } => {
            let sentence = Sentence::new(format!("`{command}` has no command `{typed}`"));
            match near {
                Some(near) => sentence.command(format!("{command} {near}")),
                None => sentence.command(help),
            }
        }
        LineFault::UnknownFlag { typed, near } => {
            let sentence = Sentence::new(format!("`{command}` does not take `{typed}`"));
            match near {
                Some(near) => sentence.hint(format!("did you mean `{near}`?")),
                None => sentence.command(help),
            }
        }
        LineFault::PeopleAfterDiff => {
            Sentence::new("`--people` stands after `diff`").command("crops plan diff REV --people")
        }
        LineFault::BadValue {
            flag,
            value,
            known,
            near,
            form,
        } => {
            let sentence = Sentence::new(format!("`{value}` does not fit `{flag}`"));
            match (near, known.as_slice()) {
                (Some(near), _) => sentence.hint(format!("did you mean `{near}`?")),
                (None, []) => match form {
                    Some(form) => sentence.hint(written(form)),
                    None => sentence.command(help),
                },
                (None, known) => sentence.hint(format!("use one of {}", known.join(", "))),
            }
        }
        LineFault::NeedsValue { flag } => Sentence::new(format!("`{flag}` needs a value")).command(help),
        LineFault::NumberOfValues { flag } => {
            Sentence::new(format!("`{flag}` has too many values, or too few")).command(help)
        }
        LineFault::Missing { what } => Sentence::new(format!("left out: {}", what.join(" "))).command(help),
        LineFault::Conflict { flag, with } => {
            Sentence::new(format!("`{flag}` does not go together with {}", quoted(with))).hint("leave out one of them")
        }
        LineFault::NoCommand => Sentence::new(format!("`{command}` needs to know what to do")).command(help),
        LineFault::NotUtf8 => Sentence::new("the command line is not UTF-8"),
        LineFault::Other { english } => Sentence::new(english.as_str()).command(help),
    }
}

/// How a value is written.
fn written(form: &ValueForm) -> String {
    match form {
        ValueForm::Day => "write a day as `2027-03-15`".into(),
        ValueForm::Pair => "write it as `name=value`".into(),
        ValueForm::Zone => "name a time zone, such as `Europe/Paris`".into(),
        ValueForm::Number { least, most: u64::MAX } => format!("write a whole number, {least} or more"),
        ValueForm::Number { least, most } => format!("write a whole number from {least} to {most}"),
        ValueForm::Other(english) => english.clone(),
    }
}

fn quoted(flags: &[String]) -> String {
    flags
        .iter()
        .map(|flag| format!("`{flag}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
