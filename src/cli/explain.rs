//! Answers: what does a finding mean, and how is it mended?
//! Invariant: works offline and without a studio.

use super::answer::Answer;
use super::context::Context;
use crate::check::{self, CHECKS};
use crate::report::explain::ExplainReport;
use crate::report::failure::Failure;
use clap::Args;
use clap::builder::PossibleValuesParser;

/// Explain a finding: why it matters and how to mend it
#[derive(Clone, Debug, Args)]
pub struct ExplainArgs {
    /// The id of its rule, as `crops check` prints it; all rules when left out
    #[arg(value_name = "FINDING", value_parser = PossibleValuesParser::new(CHECKS.iter().map(|rule| rule.id)), hide_possible_values = true)]
    pub finding: Option<String>,
}

pub fn run(args: &ExplainArgs, context: &Context) -> Result<Answer, Failure> {
    let rule = args.finding.as_deref().and_then(check::rule).map(|rule| rule.id);
    Ok(Answer::new(ExplainReport { rule }, context.today(chrono_tz::UTC)))
}
