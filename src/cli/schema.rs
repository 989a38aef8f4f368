//! Answers: what does an editor need to know to help with a record?
//! Invariant: works offline and without a studio.

use super::answer::Answer;
use super::context::Context;
use crate::model::other::RecordType;
use crate::report::failure::Failure;
use crate::report::schema::SchemaReport;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

/// Print the JSON Schema of a type of record, for editors
#[derive(Clone, Debug, Args)]
pub struct SchemaArgs {
    /// The word before `/v1` in the record's first line
    #[arg(value_name = "TYPE", value_parser = record_types())]
    pub record: RecordType,
}

fn record_types() -> impl TypedValueParser<Value = RecordType> {
    PossibleValuesParser::new(RecordType::ALL.map(RecordType::word))
        .try_map(|word| RecordType::from_word(&word).ok_or("no such type"))
}

pub fn run(args: &SchemaArgs, context: &Context) -> Result<Answer, Failure> {
    let report = SchemaReport { record: args.record };
    Ok(Answer::new(report, context.today(chrono_tz::UTC)))
}
