//! Answers: what is wrong with a command line, in French?
//! Invariant: the hint is the nearest right word, else the help of the command.

use crate::render::catalogue::Sentence;
use crate::report::failure::{LineFault, ValueForm};

pub fn line(fault: &LineFault, command: &str) -> Sentence {
    let help = format!("{command} --help");
    match fault {
        LineFault::UnknownCommand { typed, near } => {
            let sentence = Sentence::new(format!("`{command}` n’a pas de commande `{typed}`"));
            match near {
                Some(near) => sentence.command(format!("{command} {near}")),
                None => sentence.command(help),
            }
        }
        LineFault::UnknownFlag { typed, near } => {
            let sentence = Sentence::new(format!("`{command}` n’accepte pas `{typed}`"));
            match near {
                Some(near) => sentence.hint(format!("vouliez-vous dire `{near}`\u{202f}?")),
                None => sentence.command(help),
            }
        }
        LineFault::PeopleAfterDiff => {
            Sentence::new("`--people` se place après `diff`").command("crops plan diff RÉV --people")
        }
        LineFault::BadValue {
            flag,
            value,
            known,
            near,
            form,
        } => {
            let sentence = Sentence::new(format!("`{value}` ne convient pas à `{flag}`"));
            match (near, known.as_slice()) {
                (Some(near), _) => sentence.hint(format!("vouliez-vous dire `{near}`\u{202f}?")),
                (None, []) => match form {
                    Some(form) => sentence.hint(written(form)),
                    None => sentence.command(help),
                },
                (None, known) => sentence.hint(format!("au choix\u{a0}: {}", known.join(", "))),
            }
        }
        LineFault::NeedsValue { flag } => Sentence::new(format!("`{flag}` attend une valeur")).command(help),
        LineFault::NumberOfValues { flag } => {
            Sentence::new(format!("`{flag}` a trop de valeurs, ou pas assez")).command(help)
        }
        LineFault::Missing { what } => Sentence::new(format!("il manque\u{a0}: {}", what.join(" "))).command(help),
        LineFault::Conflict { flag, with } => {
            Sentence::new(format!("`{flag}` ne va pas avec {}", quoted(with))).hint("n’en gardez qu’un")
        }
        LineFault::NoCommand => Sentence::new(format!("`{command}` ne sait pas encore quoi faire")).command(help),
        LineFault::NotUtf8 => Sentence::new("la ligne de commande n’est pas en UTF-8"),
        LineFault::Other { english } => Sentence::new(english.as_str()).command(help),
    }
}

/// How a value is written.
fn written(form: &ValueForm) -> String {
    match form {
        ValueForm::Day => "écrivez un jour ainsi\u{a0}: `2027-03-15`".into(),
        ValueForm::Pair => "écrivez `nom=valeur`".into(),
        ValueForm::Zone => "indiquez un fuseau horaire, par exemple `Europe/Paris`".into(),
        ValueForm::Number { least, most: u64::MAX } => format!("écrivez un nombre entier, au moins {least}"),
        ValueForm::Number { least, most } => format!("écrivez un nombre entier de {least} à {most}"),
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
