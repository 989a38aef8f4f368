//! Answers: what is wrong in the studio?
//! Invariant: errors exit 1, warnings only with `--strict`; what the baseline knows is not told.

use super::answer::Answer;
use super::check_range;
use super::context::Context;
use super::open::{Opened, open, text_of};
use super::resolve::clashes;
use super::reviews_given::ReviewsArgs;
use super::standings::standings;
use super::talk::Weight;
use crate::check::{self, CHECKS, CheckInput, Official};
use crate::model::finding::{Finding, Severity};
use crate::model::place::{Place, StudioPath};
use crate::model::problem::Problem;
use crate::model::range_problem::{RangeProblem, TwoValues};
use crate::render::catalogue::{self, CheckWord, Lang, Sentence};
use crate::report::check::CheckReport;
use crate::report::exit::Exit;
use crate::report::failure::{DiskAction, Failure, Usage};
use crate::report::resolved::{ClashLine, ResolvedFile};
use crate::store::baseline::{self, BaselineError};
use crate::store::output;
use clap::Args;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeMap;
use std::mem::ManuallyDrop;
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::thread;

/// With fewer, other threads would only warm up.
const MANY_BRIEFS: usize = 1_000;

/// Check the studio: files, references, stages, moves, dates, roles
///
/// With `--range`, the commits of a branch or a pull request instead: whether they may be merged, by the rules of their base.
#[derive(Clone, Debug, Default, Args)]
pub struct CheckArgs {
    /// Exit with 1 on warnings too
    #[arg(long)]
    pub strict: bool,

    /// Leave out the findings that this file knows
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,

    /// Write all present findings to this file, to be left out from now on
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub write_baseline: Option<PathBuf>,

    /// Judge these commits, as a merge would make them: gates, moves, verdicts, and what they make worse
    #[arg(long, value_name = "BASE..HEAD", conflicts_with = "write_baseline")]
    pub range: Option<String>,

    #[command(flatten)]
    pub reviews: ReviewsArgs,
}

pub fn run(args: &CheckArgs, context: &Context) -> Result<Answer, Failure> {
    if let Some(range) = &args.range {
        return check_range::run(args, range, context);
    }
    if !args.reviews.reviews.is_empty() || args.reviews.from_forge {
        return Err(Failure::Usage(Usage::ReviewsWithoutRange));
    }
    let opened = open(context)?;
    let ((mut findings, silence), clashed) = thread::scope(|scope| {
        // to read the index of a large repository takes a while, and nothing else waits for it
        let clashed = scope.spawn(|| clashes(&opened));
        let judged = judged(&opened, context);
        (judged, clashed.join().unwrap_or_else(|panic| resume_unwind(panic)))
    });
    findings.extend(clashed.into_iter().map(two_versions));
    findings.sort_by(|one, other| (&one.place, one.rule()).cmp(&(&other.place, other.rule())));
    let mut report = CheckReport::new(&findings, &texts(&opened, &findings), |finding| {
        said(finding, context.lang)
    });
    report.briefs = opened.studio.briefs.len();
    report.campaigns = opened.studio.campaigns.len();
    report.folder = opened.folder_in_repository();
    if let Some(path) = &args.baseline {
        report = report.less(&known(path, context)?);
    }
    let exit = exit(&report, args);
    let told = report.findings.iter().map(|found| found.finding.clone()).collect();
    let mut notes = Vec::new();
    if let Some(failure) = silence {
        let why = catalogue::failure(context.lang, &failure);
        let word = CheckWord::MovesNotChecked { why: &why.text };
        let sentence = Sentence::new(catalogue::check(context.lang, &word));
        let hint = why.hint;
        notes.push((Weight::Warning, Sentence { hint, ..sentence }));
    }
    if let Some(path) = &args.write_baseline {
        notes.push((Weight::Note, keep(path, &report, context)?));
    }
    let mut answer = opened.answer(report).told(told).exit(exit);
    answer.notes = notes;
    Ok(answer)
}

/// A record that a merge left in two versions, with what both changed.
fn two_versions(file: ResolvedFile) -> Finding {
    let value = |one: ClashLine| TwoValues {
        field: one.field,
        ours: one.ours,
        theirs: one.theirs,
    };
    Finding {
        severity: Severity::Warning,
        place: Place::whole(&StudioPath::shown(&file.path)),
        problem: Problem::Range(RangeProblem::TwoVersions {
            fields: file.clashes.into_iter().map(value).collect(),
            ours_by: file.ours_by,
            theirs_by: file.theirs_by,
        }),
    }
}

/// All that is wrong in the files and moves, and why moves could not be looked at.
fn judged(opened: &Opened, context: &Context) -> (Vec<Finding>, Option<Failure>) {
    let (official, silence) = match standings(opened, context) {
        Ok(found) => (found, None),
        Err(failure) => (None, Some(failure)),
    };
    let official = ManuallyDrop::new(official);
    let findings = found(&CheckInput {
        studio: &opened.studio,
        loaded: &opened.findings,
        official: official.as_ref().map_or(Official::Unknown, Official::Known),
    });
    (findings, silence)
}

/// Each rule looks at all records of its own accord: of a large studio several do at once.
fn found(input: &CheckInput<'_>) -> Vec<Finding> {
    if input.studio.briefs.len() < MANY_BRIEFS {
        return check::run(input);
    }
    let found: Vec<Vec<Finding>> = CHECKS.par_iter().with_max_len(1).map(|rule| rule.find(input)).collect();
    check::together(input, found)
}

pub(super) fn exit(report: &CheckReport, args: &CheckArgs) -> Exit {
    let bad = report.count(Severity::Error) > 0 || (args.strict && report.count(Severity::Warning) > 0);
    if bad && args.write_baseline.is_none() {
        Exit::Findings
    } else {
        Exit::Fine
    }
}

pub(super) fn said(finding: &Finding, lang: Lang) -> (String, Option<String>) {
    let sentence = catalogue::problem(lang, &finding.problem);
    let hint = sentence.hint_text().map(str::to_owned);
    (sentence.text, hint)
}

/// The files with findings, as far as they can be read.
fn texts(opened: &Opened, findings: &[Finding]) -> BTreeMap<StudioPath, Vec<u8>> {
    let mut texts = BTreeMap::new();
    for finding in findings {
        let file = &finding.place.file;
        if !finding.place.span.is_whole_file()
            && !texts.contains_key(file)
            && let Some(bytes) = text_of(opened, file)
        {
            texts.insert(file.clone(), bytes);
        }
    }
    texts
}

pub(super) fn known(path: &PathBuf, context: &Context) -> Result<Vec<String>, Failure> {
    let shown = path.display().to_string();
    baseline::read(&context.world.directory.join(path)).map_err(|error| match error {
        BaselineError::Disk(error) => Failure::disk(shown, DiskAction::Read, &error),
        BaselineError::Form(detail) => Failure::Usage(Usage::NotABaseline { path: shown, detail }),
    })
}

fn keep(path: &PathBuf, report: &CheckReport, context: &Context) -> Result<Sentence, Failure> {
    let entries = report
        .findings
        .iter()
        .map(|found| (&*found.fingerprint, &found.finding));
    let text = baseline::text(entries);
    output::write_whole(&context.world.directory.join(path), text.as_bytes())
        .map_err(|error| Failure::disk(path.display(), DiskAction::Write, &error))?;
    let shown = path.display().to_string();
    let word = CheckWord::BaselineWritten {
        path: &shown,
        findings: report.findings.len(),
    };
    Ok(Sentence::new(catalogue::check(context.lang, &word)))
}
