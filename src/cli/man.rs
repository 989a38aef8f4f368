//! Answers: what does the manual say?
//! Invariant: made from the same command line grammar as the help.

use super::answer::Answer;
use super::args;
use super::context::Context;
use crate::report::failure::{DiskAction, Failure, LineFault, Usage};
use crate::report::kind::Kind;
use crate::report::script::Script;
use crate::store::output;
use anyhow::Context as _;
use clap::{Args, Command};
use std::path::{Path, PathBuf};

/// Print the manual page
#[derive(Clone, Debug, Args)]
pub struct ManArgs {
    /// Of one command, such as `plan` or `report kpi`; of `crops` itself when left out
    pub words: Vec<String>,

    /// Write the page of every command into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "words")]
    pub all: Option<PathBuf>,
}

pub fn run(args: &ManArgs, context: &Context) -> Result<Answer, Failure> {
    let mut command = args::command(context.lang);
    command.build();
    let text = match &args.all {
        Some(folder) => {
            let mut written = String::new();
            write_all(&command, &context.world.directory.join(folder), &mut written)?;
            written
        }
        None => page(named(&command, &args.words)?)?,
    };
    let kind = Kind::Man;
    Ok(Answer::new(Script { kind, text }, context.today(chrono_tz::UTC)))
}

fn named<'c>(command: &'c Command, words: &[String]) -> Result<&'c Command, Failure> {
    let mut found = command;
    for word in words {
        found = found.find_subcommand(word).ok_or_else(|| unknown(found, word))?;
    }
    Ok(found)
}

fn unknown(command: &Command, word: &str) -> Failure {
    let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    let near = crate::model::similar::nearest(word, names);
    Failure::Usage(Usage::Line {
        fault: Box::new(LineFault::UnknownCommand {
            typed: word.to_owned(),
            near: near.map(String::from),
        }),
        command: command.get_bin_name().unwrap_or("crops").to_owned(),
    })
}

/// One file a command, its name one line of `written`.
fn write_all(command: &Command, folder: &Path, written: &mut String) -> Result<(), Failure> {
    let name = format!("{}.1", command.get_display_name().unwrap_or(command.get_name()));
    let path = folder.join(&name);
    let failed = |error: std::io::Error| Failure::disk(path.display(), DiskAction::Write, &error);
    output::make_folder(folder).map_err(failed)?;
    output::write_whole(&path, page(command)?.as_bytes()).map_err(failed)?;
    written.push_str(&format!("{name}\n"));
    for sub in command.get_subcommands() {
        write_all(sub, folder, written)?;
    }
    Ok(())
}

fn page(command: &Command) -> Result<String, Failure> {
    let mut text = Vec::new();
    let drawn = clap_mangen::Man::new(command.clone()).render(&mut text);
    drawn.context("a manual page")?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
