//! Answers: `crops check --range BASE..HEAD`: may these commits be merged?
//! Invariant: the result of the merge is judged by the rules of the base; nothing is written, and no file at hand is read but the reviews.
//! Source: design, "How a team works", "Gates and approvals".

use super::answer::Answer;
use super::check::{CheckArgs, exit, known, said};
use super::chronicle::Found;
use super::context::Context;
use super::feedback::{Filter, Which, collect};
use super::open::Opened;
use super::range_briefs::{GateNow, Judged, Leaves, Step};
use super::range_files::{Home, Range};
use super::range_leaving;
use super::range_studio::{Extent, Touched, extent, opened};
use super::reviewed::Reviewed;
use super::reviews_given::{GivenReviews, given};
use super::talk::Weight;
use crate::check::range::{FeedbackNow, FeedbackStep, FileKind, RangeInput};
use crate::check::{self, CheckInput, Official, Standing};
use crate::git::merged::How;
use crate::model::brief::Brief;
use crate::model::difference::differences;
use crate::model::digest::Tree;
use crate::model::feedback::Feedback;
use crate::model::finding::Finding;
use crate::model::id::BriefId;
use crate::model::place::StudioPath;
use crate::model::workflow::{Covers, Stage};
use crate::plan::calendars::Calendars;
use crate::render::catalogue::forge as words;
use crate::report::changes::ChangeLine;
use crate::report::check::CheckReport;
use crate::report::envelope::AsOfView;
use crate::report::failure::Failure;
use crate::report::range::{GateLine, MergeMade, Passes, RangeBrief, RangeReport, StageName};
use crate::store::feedback::{feedback, values};
use crate::trail::reviews::{ReviewFault, ReviewWarning};
use std::collections::{BTreeMap, BTreeSet};

pub fn run(args: &CheckArgs, range: &str, context: &Context) -> Result<Answer, Failure> {
    let (base, head) = range.split_once("..").unwrap_or((range, "HEAD"));
    let head = head.trim_start_matches('.');
    let head = if head.is_empty() { "HEAD" } else { head };
    let home = Home::find(context)?;
    let range = Range::read(&home, base, head)?;
    let touched = Touched::by(&range);
    let base = opened(&range, &touched, (range.base, Extent::Changed), context)?;
    let result = opened(&range, &touched, (range.merged.commit, Extent::Changed), context)?;
    let reviewed = Reviewed::of(&home.repository, &result.studio, home.folder.clone())?;
    let judged = Judged {
        range: &range,
        base: &base,
        result: &result,
        context,
        reviewed: &reviewed,
        found: Found::default(),
    };
    let given = reviews(args, &base, context)?;
    let (steps, warnings) = judged.steps(given.as_ref())?;
    let own = own_findings(&judged, &steps)?;
    let moved = range_leaving::standings(&judged, &steps)?;
    let files = file_findings((&range, &touched), (&base, &result), &moved, context)?;
    let mut check = report(&range, &own, files, context);
    if let Some(path) = &args.baseline {
        check = check.less(&known(path, context)?);
    }
    let exit = exit(&check, args);
    let told = check.findings.iter().map(|found| found.finding.clone()).collect();
    let report = RangeReport {
        base: range.base,
        head: range.head,
        merge: match range.merged.how {
            How::Head => MergeMade::Head,
            How::InMemory => MergeMade::InMemory,
        },
        briefs: steps.iter().filter_map(|step| brief(&judged, step)).collect(),
        reviews: given.as_ref().map(|given| given.reviews.reviews.len()),
        check,
    };
    let answer = Answer::new(report, base.today).told(told).exit(exit).as_of(AsOfView {
        asked: args.range.clone(),
        commit: Some(range.head.to_string()),
    });
    Ok(warnings.iter().fold(answer, |answer, warning: &ReviewWarning| {
        answer.note(Weight::Warning, words::warning(context.lang, warning))
    }))
}

/// `None`: none were given, or the request has none yet.
fn reviews(args: &CheckArgs, base: &Opened, context: &Context) -> Result<Option<GivenReviews>, Failure> {
    if args.reviews.reviews.is_empty() && !args.reviews.from_forge {
        return Ok(None);
    }
    let home = base.studio.settings.forge.as_ref().ok_or(ReviewFault::NoForge)?;
    let given = given(&args.reviews, home, context)?;
    let nobody = given.reviews.reviews.is_empty() && given.reviews.pull.is_none();
    Ok((!nobody).then_some(given))
}

/// What the range may not do.
fn own_findings(judged: &Judged<'_, '_, '_>, steps: &[Step<'_>]) -> Result<Vec<Finding>, Failure> {
    let range = judged.range;
    let briefs: Vec<_> = steps.iter().map(|step| step.step.clone()).collect();
    let mut findings = check::range::run(RangeInput {
        base: &judged.base.studio,
        briefs: &briefs,
        files: &range.files,
        feedback: &remarks(judged, &briefs),
        clashes: &range.clashes(),
        lost: &range.lost_verdicts()?,
        alike: &range.alike(),
        merge_lines: &range.merge_lines(),
    });
    findings.extend(range.bad_names.iter().cloned());
    Ok(findings)
}

/// Feedback that the base has and that differs; a file that went elsewhere with its brief is the same.
fn remarks(judged: &Judged<'_, '_, '_>, briefs: &[check::range::BriefStep<'_>]) -> Vec<FeedbackStep> {
    let range = judged.range;
    let is_feedback = |path: &StudioPath| path.as_str().starts_with("briefs/") && path.as_str().contains("/feedback/");
    let read = |path: &StudioPath, kind: FileKind| -> Option<Feedback> {
        match kind {
            FileKind::File(blob) => feedback(path, &range.content(blob)?),
            FileKind::Other => None,
        }
    };
    let moved = |path: &StudioPath| {
        let places = briefs
            .iter()
            .filter_map(|step| Some((step.before?.file.folder(), step.after?.file.folder())));
        let mut new = places.filter_map(|(old, new)| Some(format!("{new}{}", path.as_str().strip_prefix(old)?)));
        new.find_map(|path| StudioPath::new(&path))
    };
    let changed = range.files.iter().filter(|file| is_feedback(&file.path));
    changed
        .filter_map(|file| {
            let before = read(&file.path, file.was?)?;
            let there = |path: &StudioPath| range.files.iter().find(|one| one.path == *path).and_then(|one| one.is);
            let now = file.is.or_else(|| there(&moved(&file.path)?));
            let after = match now {
                None => FeedbackNow::Gone,
                Some(kind) => match read(&file.path, kind) {
                    Some(read) => FeedbackNow::Read(Box::new(read)),
                    None => FeedbackNow::Unreadable,
                },
            };
            Some(FeedbackStep { before, after })
        })
        .collect()
}

/// What is wrong in the files of the result and was not in those of the base.
fn file_findings(
    (range, touched): (&Range<'_>, &Touched),
    (base, result): (&Opened, &Opened),
    moved: &BTreeMap<BriefId, Standing>,
    context: &Context,
) -> Result<Vec<Finding>, Failure> {
    let new = new_findings(range, base, result, moved);
    if new.is_empty() && extent(range) == Extent::Changed {
        return Ok(new);
    }
    // a reference may lead to a record that was not read, or a record be missed by one
    let base = opened(range, touched, (range.base, Extent::All), context)?;
    let result = opened(range, touched, (range.merged.commit, Extent::All), context)?;
    Ok(new_findings(range, &base, &result, moved))
}

fn new_findings(
    range: &Range<'_>,
    base: &Opened,
    result: &Opened,
    moved: &BTreeMap<BriefId, Standing>,
) -> Vec<Finding> {
    let findings = |opened: &Opened| {
        check::run(&CheckInput {
            studio: &opened.studio,
            loaded: &opened.findings,
            official: Official::Unknown,
        })
    };
    let marked = |opened: &Opened, commit| {
        let findings = findings(opened);
        let texts = texts(&findings, &|file| range.bytes(commit, file.as_str()));
        CheckReport::new(&findings, &texts, |_| (String::new(), None)).findings
    };
    let known: BTreeSet<String> = marked(base, range.base)
        .into_iter()
        .map(|found| found.fingerprint)
        .collect();
    let now = marked(result, range.merged.commit).into_iter();
    now.filter(|found| !known.contains(&found.fingerprint))
        .map(|found| found.finding)
        .chain(range_leaving::findings(base, result, moved))
        .collect()
}

type Texts = BTreeMap<StudioPath, Vec<u8>>;

fn texts(findings: &[Finding], read: &dyn Fn(&StudioPath) -> Option<Vec<u8>>) -> Texts {
    let mut texts = Texts::new();
    for finding in findings.iter().filter(|finding| !finding.place.span.is_whole_file()) {
        let file = &finding.place.file;
        if let (false, Some(bytes)) = (texts.contains_key(file), read(file)) {
            texts.insert(file.clone(), bytes);
        }
    }
    texts
}

fn report(range: &Range<'_>, own: &[Finding], files: Vec<Finding>, context: &Context) -> CheckReport {
    let mut findings = [own, &files].concat();
    findings.sort_by(|one, other| (&one.place, one.rule()).cmp(&(&other.place, other.rule())));
    let texts = texts(&findings, &|file| range.bytes(range.merged.commit, file.as_str()));
    let mut report = CheckReport::new(&findings, &texts, |finding| said(finding, context.lang));
    report.folder = range.home.folder.clone();
    report
}

/// `None` of a brief that is gone.
fn brief(judged: &Judged<'_, '_, '_>, step: &Step<'_>) -> Option<RangeBrief> {
    let after = step.step.after?;
    let filter = Filter {
        brief: Some(after),
        which: Which::Usual,
        ..Filter::default()
    };
    Some(RangeBrief {
        id: after.id.to_string(),
        title: after.title.to_string(),
        file: format!("{}{}", judged.range.home.folder, after.file),
        from: step.step.before.map(|before| stage_name(judged, before)),
        to: stage_name(judged, after),
        gates: step.gates.iter().map(|gate| gate_line(judged, gate)).collect(),
        changes: changes(judged, step.step.before, after),
        proofs: super::brief_review::proofs(judged.result, after),
        remarks: collect(judged.result, &filter),
    })
}

fn stage_name(judged: &Judged<'_, '_, '_>, brief: &Brief) -> StageName {
    let stage = judged.base.studio.stage_of(brief);
    let stage = stage.or_else(|| judged.result.studio.stage_of(brief));
    stage.map_or_else(
        || StageName {
            id: brief.stage.to_string(),
            title: brief.stage.to_string(),
        },
        |stage| titled(judged, stage),
    )
}

fn titled(judged: &Judged<'_, '_, '_>, stage: &Stage) -> StageName {
    StageName {
        id: stage.id.to_string(),
        title: stage.title.in_language(judged.context.lang.code()).to_owned(),
    }
}

fn gate_line(judged: &Judged<'_, '_, '_>, gate: &GateNow<'_>) -> GateLine {
    GateLine {
        stage: titled(judged, gate.stage),
        passes: match gate.is_left {
            Leaves::Now => Passes::Leaves,
            Leaves::NotYet => Passes::Stands,
        },
        decision: gate.decision.clone(),
        awaited: gate.awaited.clone(),
    }
}

/// This version against the base's, as `crops diff` says it.
fn changes(judged: &Judged<'_, '_, '_>, before: Option<&Brief>, after: &Brief) -> Vec<ChangeLine> {
    let tree = |commit, brief: &Brief| values(&judged.range.bytes(commit, brief.file.as_str())?);
    let old = before.map_or(Some(Tree::Map(Vec::new())), |before| tree(judged.range.base, before));
    let (Some(old), Some(new)) = (old, tree(judged.range.merged.commit, after)) else {
        return Vec::new();
    };
    let workflow = judged.base.studio.workflow_of(after);
    let stages = workflow.into_iter().flat_map(|workflow| &workflow.stages);
    let covers: Vec<&Covers> = stages.filter_map(|stage| Some(&stage.gate.as_ref()?.covers)).collect();
    let calendars = Calendars::of(&judged.base.studio);
    let changes = differences(&old, &new);
    changes
        .iter()
        .filter(|change| before.is_some() && change.key() != "stage")
        .map(|change| ChangeLine::of(change, &covers, calendars.studio()))
        .collect()
}
