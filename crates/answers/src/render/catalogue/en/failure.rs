//! Answers: how is a failure said in English?
//! Invariant: one sentence and one hint each, no catch-all arm.

use super::problem::problem;
use super::{history, refusal, resolve, usage, write};
use crate::render::catalogue::Sentence;
use crate::report::bad_record::{BadRecord, FaultReason, RecordFault};
use crate::report::failure::{DirectoryFault, Disk, DiskAction, DiskReason, EditorFault, Failure, Usage};
use crate::report::format::Format;

pub fn failure(failure: &Failure) -> Sentence {
    match failure {
        Failure::Usage(fault) => usage(fault),
        Failure::NoStudio { from } => {
            Sentence::new(format!("there is no studio (`crops.yml`) in `{from}` or above it")).command("crops init")
        }
        Failure::Unresolved(unresolved) => resolve::unresolved(unresolved),
        Failure::Refused(refusal) => refusal::refusal(refusal),
        Failure::Write(refused) => write::refused(refused),
        Failure::History(problem) => history::problem(problem),
        Failure::BadRecord(record) => bad_record(record),
        Failure::Plan(refused) => super::plan::refused(refused),
        Failure::WhatIf(refused) => super::what_if::refused(refused),
        Failure::UnknownChannel { typed, near, known } => {
            super::editorial::unknown_channel(typed, near.as_deref(), known)
        }
        Failure::Forge(fault) => super::forge::failure(fault),
        Failure::Share(refused) => super::sharing::refused(refused),
        Failure::Signing(fault) => super::signing::fault(fault),
        Failure::Disk(fault) => disk(fault),
        Failure::Editor(fault) => editor(fault),
        Failure::System { detail } => Sentence::new(format!("the system refused: {detail}")),
        Failure::Bug { detail } => Sentence::new(format!("something impossible happened: {detail}"))
            .hint("please report it with the command you ran"),
    }
}

fn usage(fault: &Usage) -> Sentence {
    match fault {
        Usage::Line { fault, command } => usage::line(fault, command),
        Usage::FormatNotHere { format, known } => {
            let known: Vec<_> = known.iter().map(|format| format.name()).collect();
            Sentence::new(format!("this answer has no `{}` form", format.name()))
                .hint(format!("use one of {}", known.join(", ")))
        }
        Usage::NeedsAFile { format } => {
            Sentence::new(format!("`{}` is no text that a terminal could show", format.name()))
                .hint(format!("name a file: `-o answer.{}`", format.name()))
        }
        Usage::OneTableOnly { format } => Sentence::new(format!("`{}` holds one table", format.name()))
            .hint("name one, as `--table visits`, or a folder for all of them: `--into facts`"),
        Usage::NoWorkbooks => Sentence::new("this crops was built without workbooks (`xlsx`)").hint(
            "write `-o answer.csv`, which every spreadsheet opens, or build crops with them: cargo install --locked --features xlsx --path .",
        ),
        Usage::NoParquet => Sentence::new("this crops was built without Parquet").hint(
            "write `--format csv`, which every warehouse reads, or build crops with it: cargo install --locked --features parquet --path .",
        ),
        Usage::UnknownEnding { path } => Sentence::new(format!("the ending of `{path}` says no format"))
            .hint(format!("end it in {}, or add `--format`", endings())),
        Usage::FormatAgainstEnding { format, path } => Sentence::new(format!(
            "`--format {}` and the ending of `{path}` say different things",
            format.name()
        ))
        .hint("leave out one of the two"),
        Usage::NotADay { given_by, text } => {
            Sentence::new(format!("`{given_by}` is not a day: `{text}`")).hint(format!("{given_by} 2027-03-15"))
        }
        Usage::NoTerminal { flag } => Sentence::new("a question is open and there is no terminal to ask it on")
            .hint(format!("answer it with `{flag}`")),
        Usage::BadScenario { path, line, what } => super::workflow::bad_scenario(path, *line, what),
        Usage::NotABaseline { path, detail } => Sentence::new(format!("`{path}` is no baseline: {detail}"))
            .command(format!("crops check --write-baseline {path}")),
        Usage::Directory(fault) => directory(fault),
        Usage::NotEmpty { path } => {
            Sentence::new(format!("`{path}` is not empty; nothing was written")).hint("name another folder")
        }
        Usage::StudioThere { path } => {
            Sentence::new(format!("there is a studio in `{path}` already; nothing was written")).command("crops check")
        }
        Usage::ReviewsWithoutRange => reviews_without_range(),
        Usage::NothingToVerify { branch, question } => nothing_to_verify(branch, question.as_deref()),
        Usage::NoSolver => Sentence::new("this crops was built without the solver that `--prove` needs")
            .command("cargo install --locked --features prove --path ."),
        Usage::EndBeforeBegin { from, to } => {
            Sentence::new(format!("the range ends on {to}, before it begins on {from}"))
                .hint("give a later `--to`, or `--weeks 4`")
        }
        Usage::PastIsPast => {
            Sentence::new("what was cannot be changed: this command writes").hint("leave out `--as-of`")
        }
        Usage::NotAPeriod { text } => Sentence::new(format!("`{text}` is no period"))
            .hint("2026-Q4, 2026-11, 2026-W47, 2026, last-90d or 2026-11-01..2026-11-15"),
        Usage::PeopleReportsOff => Sentence::new("this studio shows no figures about single persons")
            .hint("`people_reports: true` in crops.yml allows them, where the company agreed on it"),
        Usage::Abandoned => Sentence::new("left without an answer; nothing was written"),
    }
}

fn nothing_to_verify(branch: &str, question: Option<&str>) -> Sentence {
    let said = format!("`crops forge verify` wants what the forge answers about `{branch}`, as JSON");
    match question {
        Some(question) => Sentence::new(format!("{said}; `--from-forge` asks it now"))
            .command(format!("{question} | crops forge verify -")),
        None => Sentence::new(said).command("crops forge verify protection.json"),
    }
}

fn reviews_without_range() -> Sentence {
    Sentence::new("reviews are about the commits of a pull request: say which").hint("add `--range origin/main..HEAD`")
}

fn directory(fault: &DirectoryFault) -> Sentence {
    match fault {
        DirectoryFault::Missing { path } => {
            Sentence::new(format!("there is no folder `{path}`")).hint("`-C` takes the folder of a studio")
        }
        DirectoryFault::OneStudio => Sentence::new("this is asked of one studio, and `-C` names several")
            .hint("`crops report kpi`, without `--explain`, takes several"),
        DirectoryFault::Apart => {
            Sentence::new("`-C` stands before the command and after it").hint("put every `-C` in one place")
        }
    }
}

/// One fault of a record, without its place.
pub fn fault(why: &FaultReason) -> Sentence {
    match why {
        FaultReason::Problem(found) => problem(found),
        FaultReason::Refused(refused) => refusal::refusal(refused),
    }
}

/// In one line each, where no excerpt can be shown.
fn bad_record(record: &BadRecord) -> Sentence {
    let said = |one: &RecordFault| {
        let text = fault(&one.why).text;
        match &one.place {
            Some(place) => format!("{place}: {text}"),
            None => text,
        }
    };
    let said: Vec<_> = record.faults.iter().map(said).collect();
    let hint = record.faults.iter().find_map(|one| fault(&one.why).hint);
    Sentence {
        text: said.join("\n"),
        hint,
    }
}

fn endings() -> String {
    let endings: Vec<_> = crate::report::format::FORMATS
        .iter()
        .filter_map(|format: &Format| format.endings().first())
        .map(|ending| format!(".{ending}"))
        .collect();
    endings.join(", ")
}

fn disk(fault: &Disk) -> Sentence {
    let path = &fault.path;
    let what = match fault.action {
        DiskAction::Read => format!("`{path}` cannot be read"),
        DiskAction::Write => format!("`{path}` cannot be written"),
        DiskAction::List => format!("the folder `{path}` cannot be listed"),
        DiskAction::Remove => format!("`{path}` cannot be removed"),
    };
    let why = disk_reason(&fault.reason);
    let said = Sentence::new(format!("{what}: {why}"));
    match &fault.near {
        Some(near) => said.hint(format!("did you mean `{near}`?")),
        None => fault.command().into_iter().fold(said, Sentence::command),
    }
}

pub fn disk_reason(reason: &DiskReason) -> &str {
    match reason {
        DiskReason::Missing => "it does not exist",
        DiskReason::Denied => "permission denied",
        DiskReason::Full => "the disk is full",
        DiskReason::ReadOnly => "the disk is read-only",
        DiskReason::IsFolder => "it is a folder",
        DiskReason::NotAFolder => "a part of its path is not a folder",
        DiskReason::Other(detail) => detail,
    }
}

fn editor(fault: &EditorFault) -> Sentence {
    match fault {
        EditorFault::NotStarted { program, reason } => {
            Sentence::new(format!("the editor `{program}` did not start: {}", disk_reason(reason)))
                .hint("name yours in `EDITOR`, or use `--set key=value`")
        }
        EditorFault::Failed { program } => Sentence::new(format!(
            "the editor `{program}` ended with an error; nothing was written"
        )),
        EditorFault::Kept { path, record, .. } => {
            Sentence::new(format!("nothing was written; your text is kept in `{path}`"))
                .command(format!("cp {path} {record}"))
        }
    }
}
