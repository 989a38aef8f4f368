//! Answers: what does the product say to the reference cases, one KIND at a time?
//! Invariant: a KIND runs the product's own code and prints its answer; it computes nothing itself.
//! Use: `cargo run --release --example cases -- KIND ARGUMENT…`

mod digest;
mod holidays;
mod network;
mod plan;
mod psplib;
mod reviews;
mod yaml;
mod yaml_edit;

use std::io::Write;
use std::process::ExitCode;

/// What a KIND does: its arguments in, its lines out, or one message.
type Kind = fn(&[String]) -> Result<String, String>;

/// Every KIND; a new one is a line here and a file beside this one.
const KINDS: &[(&str, Kind)] = &[
    ("digest", digest::run),
    ("holidays", holidays::run),
    ("network", network::run),
    ("plan", plan::run),
    ("psplib", psplib::run),
    ("reviews", reviews::run),
    ("stances", reviews::run_stances),
    ("textbook", network::run_textbook),
    ("yaml", yaml::run),
    ("yaml-edit", yaml_edit::run),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match answer(&arguments) {
        Ok(lines) => match std::io::stdout().write_all(lines.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn answer(arguments: &[String]) -> Result<String, String> {
    let known = || KINDS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let (kind, rest) = arguments
        .split_first()
        .ok_or_else(|| format!("which KIND? {}", known()))?;
    let (_, run) = KINDS
        .iter()
        .find(|(name, _)| name == kind)
        .ok_or_else(|| format!("no KIND `{kind}`; there are {}", known()))?;
    run(rest)
}
