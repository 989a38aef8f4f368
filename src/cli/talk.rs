//! Answers: what is said beside the answer, on standard error?
//! Invariant: one sentence, one hint; nothing here panics, not even on a closed pipe.

use super::args::ColorWish;
use super::context::{Context, Talk, World};
use super::usage;
use crate::render::catalogue::{self, Frame, Hint, Lang, Reader, Sentence};
use crate::render::look::{Bars, Color, Look};
use crate::render::{escape, excerpt, text};
use crate::report::bad_record::BadRecord;
use crate::report::exit::Exit;
use crate::report::failure::{Failure, Usage};
use crate::report::table::Tone;
use clap::error::ErrorKind;
use std::ffi::OsString;
use std::io::Write;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Error,
    Warning,
    /// Plain talk; not said with `--quiet`.
    Note,
}

/// Says why there is no answer.
pub fn failure(failure: &Failure, world: &World, lang: Lang) -> Exit {
    match failure {
        Failure::BadRecord(record) => faults(record, &look(world, lang)),
        failure => say(&catalogue::failure(lang, failure), Weight::Error, world, lang),
    }
    failure.exit()
}

/// What is wrong in a record that was handed over, each fault with its line.
fn faults(record: &BadRecord, look: &Look) {
    let lines = excerpt::record(record, look);
    let line = |(line, tone): &(String, Tone)| text::styled(&text::in_characters(line, look), *tone, look) + "\n";
    let text: String = lines.iter().map(line).collect();
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Says a warning or note, unless the user wants quiet.
pub fn note(sentence: &Sentence, weight: Weight, context: &Context) {
    if context.talk > Talk::Quiet || weight == Weight::Error {
        say(sentence, weight, &context.world, context.lang);
    }
}

/// After a panic.
pub fn bug(world: &World, lang: Lang) {
    let sentence = Sentence::new(catalogue::frame(lang, Frame::Bug));
    say(&sentence, Weight::Error, world, lang);
}

/// Where a panic happened is told in one line; what to think of it is told by [`bug`].
pub fn silence_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let _ = writeln!(std::io::stderr(), "crops: {panic}");
    }));
}

/// Answered before anything is read.
pub fn version() -> Exit {
    let _ = writeln!(std::io::stdout(), "crops {}", env!("CARGO_PKG_VERSION"));
    Exit::Fine
}

/// What clap says about a command line: help and version are answers, the rest is wrong usage.
pub fn usage(error: &clap::Error, arguments: &[OsString], world: &World, lang: Lang) -> Exit {
    let is_answer = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let (stream, wish) = (if is_answer { world.stdout } else { world.stderr }, ColorWish::Auto);
    let rendered = error.render();
    let text = match world.color(wish, stream) {
        Color::On => rendered.ansi().to_string(),
        Color::Off => rendered.to_string(),
    };
    if is_answer {
        let _ = std::io::stdout().write_all(text.as_bytes());
        return Exit::Fine;
    }
    // The name of a command group alone: its help says what is below it.
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = std::io::stderr().write_all(text.as_bytes());
        return Exit::Usage;
    }
    let (fault, command) = usage::fault(error, arguments, lang);
    failure(&Failure::Usage(Usage::Line { fault, command }), world, lang)
}

fn say(sentence: &Sentence, weight: Weight, world: &World, lang: Lang) {
    let text = spoken(sentence, weight, &look(world, lang));
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Standard error has no tables: only width and colour matter.
fn look(world: &World, lang: Lang) -> Look {
    Look {
        reader: Reader {
            lang,
            today: world.now.date_naive(),
        },
        width: world.width(world.stderr),
        color: world.color(ColorWish::Auto, world.stderr),
        characters: world.characters(world.stderr),
        bars: Bars::Hidden,
    }
}

fn spoken(sentence: &Sentence, weight: Weight, look: &Look) -> String {
    let said = |frame| catalogue::frame(look.lang(), frame) + " ";
    let (head, tone) = match weight {
        Weight::Error => (said(Frame::Error), Tone::Bad),
        Weight::Warning => (said(Frame::Warning), Tone::Caution),
        Weight::Note => (String::new(), Tone::Plain),
    };
    let mut lines = Vec::new();
    text::sentence(&format!("{head}{}", sentence.text), tone, look, &mut lines);
    match &sentence.hint {
        Some(Hint::Command(command)) => lines.push(format!("{}{}", said(Frame::Hint), escape::terminal(command))),
        Some(Hint::Words(words)) => {
            text::sentence(&(said(Frame::Hint) + words), Tone::Plain, look, &mut lines);
        }
        None => {}
    }
    lines
        .iter()
        .map(|line| text::in_characters(line, look) + "\n")
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_one_sentence_and_one_hint() {
        let failure = Failure::NoStudio {
            from: "/tmp/\u{1b}[2Jx".into(),
        };
        for (lang, text) in [
            (
                Lang::En,
                "error: there is no studio (`crops.yml`) in `/tmp/\\u{1b}[2Jx` or above it\nhint: crops init\n",
            ),
            (
                Lang::Fr,
                "erreur\u{a0}: aucun studio (`crops.yml`) dans `/tmp/\\u{1b}[2Jx` ni au-dessus\npiste\u{a0}: crops init\n",
            ),
        ] {
            let reader = Reader {
                lang,
                today: "2026-03-02".parse().unwrap(),
            };
            let spoken = spoken(&catalogue::failure(lang, &failure), Weight::Error, &Look::plain(reader));
            assert_eq!(spoken, text);
        }
    }
}
