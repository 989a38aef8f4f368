//! Answers: how does a shell complete commands, flags and the studio's own ids?
//! Invariant: the script asks the program itself at each completion, so new ids are known at once.

use super::answer::Answer;
use super::context::Context;
use crate::report::failure::Failure;
use crate::report::kind::Kind;
use crate::report::script::Script;
use anyhow::Context as _;
use clap::{Args, ValueEnum};
use clap_complete::env::Shells;

/// The variable by which a completion script tells the program that it completes.
pub const VARIABLE: &str = "COMPLETE";

/// Print the script that completes commands, flags and ids in a shell
///
/// For bash, put `source <(crops completions bash)` in ~/.bashrc; for zsh the same with `zsh` in ~/.zshrc;
/// for fish, `crops completions fish | source` in ~/.config/fish/config.fish.
#[derive(Clone, Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: Shell,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell")]
    PowerShell,
    Elvish,
}

impl Shell {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Zsh => "zsh",
            Self::Fish => "fish",
            Self::PowerShell => "powershell",
            Self::Elvish => "elvish",
        }
    }
}

pub fn run(args: &CompletionsArgs, context: &Context) -> Result<Answer, Failure> {
    let mut script = Vec::new();
    let shells = Shells::builtins();
    let name = args.shell.name();
    let shell = shells
        .completer(name)
        .with_context(|| format!("no completer for {name}"))?;
    shell
        .write_registration(VARIABLE, "crops", "crops", "crops", &mut script)
        .with_context(|| format!("the script for {name}"))?;
    let text = String::from_utf8_lossy(&script).into_owned();
    Ok(Answer::new(
        Script {
            kind: Kind::Completions,
            text,
        },
        context.today(chrono_tz::UTC),
    ))
}
