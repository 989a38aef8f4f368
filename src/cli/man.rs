//! Answers: what does the manual say?
//! Invariant: made from the same command line grammar as the help.

use super::answer::Answer;
use super::args;
use super::context::Context;
use crate::report::failure::Failure;
use crate::report::script::Script;
use clap::Args;

/// Print the manual page
#[derive(Clone, Debug, Args)]
pub struct ManArgs {
    /// Of one command, such as `plan` or `report kpi`; of `crops` itself when left out
    pub words: Vec<String>,
}

pub fn run(args: &ManArgs, context: &Context) -> Result<Answer, Failure> {
    let mut command = args::command(context.lang);
    command.build();
    let mut page = &command;
    for word in &args.words {
        page = page.find_subcommand(word).unwrap_or(page);
    }
    let mut text = Vec::new();
    clap_mangen::Man::new(page.clone())
        .render(&mut text)
        .map_err(|error| Failure::Bug {
            detail: error.to_string(),
        })?;
    Ok(Answer::new(
        Script {
            kind: "crops.man",
            text: String::from_utf8_lossy(&text).into_owned(),
        },
        context.today(chrono_tz::UTC),
    ))
}
