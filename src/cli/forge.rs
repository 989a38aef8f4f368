//! Answers: `crops forge`: what does the forge say, what is kept of it, and does it keep the rules?
//! Invariant: a program of the user's is asked only where a flag says so.

use super::answer::Answer;
use super::context::Context;
use super::{forge_record, forge_rules};
use crate::report::failure::Failure;
use clap::{Args, Subcommand};

/// Reviews of pull requests, and the rules that the forge must keep
#[derive(Clone, Debug, Args)]
pub struct ForgeArgs {
    #[command(subcommand)]
    pub what: ForgeWhat,
}

#[derive(Clone, Debug, Subcommand)]
pub enum ForgeWhat {
    Record(forge_record::ForgeRecordArgs),
    Rules(forge_rules::ForgeRulesArgs),
    Verify(forge_rules::ForgeVerifyArgs),
}

pub fn run(args: &ForgeArgs, context: &Context) -> Result<Answer, Failure> {
    match &args.what {
        ForgeWhat::Record(args) => forge_record::run(args, context),
        ForgeWhat::Rules(args) => forge_rules::run_rules(args, context),
        ForgeWhat::Verify(args) => forge_rules::run_verify(args, context),
    }
}
