//! Answers: `crops forge record`: which verdicts and remarks of a request are kept in the studio?
//! Invariant: only files that were not there are added, in one commit; the same reviews add nothing twice.
//! Source: design, "How a team works".

use super::answer::Answer;
use super::context::Context;
use super::open::Opened;
use super::proved::official_keys;
use super::request_gates::{GatesOf, gates_of};
use super::reviewed::Reviewed;
use super::reviews_given::{ReviewsArgs, given};
use super::sign::{Effort, SignArgs, as_recorder};
use super::talk::Weight;
use super::writing::{WriteArgs, answer, open_to_write, write};
use crate::change::forge_record::{Recorded, Recording, record};
use crate::change::{Change, FileEdit, Message};
use crate::git::repository::Repository;
use crate::model::approval::Approval;
use crate::model::brief::Brief;
use crate::model::workflow::{Covers, Stage};
use crate::render::catalogue::forge as words;
use crate::report::deed::{Deed, Done};
use crate::report::failure::Failure;
use crate::report::forge_record::{ForgeRecorded, RemarksLine, VerdictLine};
use crate::store::feedback;
use crate::store::verdicts::{approval, approvals};
use crate::trail::review_verdicts::ReviewQuestion;
use crate::trail::reviews::{ReviewFault, ReviewWarning, check};
use clap::{ArgGroup, Args};

/// Keep the reviews of a pull request as verdict files
///
/// Approvals, demands for changes and remarks, of merged and of closed pull requests. Files are only added; what is there
/// already is not written again.
#[derive(Clone, Debug, Args)]
#[command(group = ArgGroup::new("source").args(["reviews", "from_forge"]).required(true).multiple(true))]
pub struct ForgeRecordArgs {
    #[command(flatten)]
    pub reviews: ReviewsArgs,

    /// Where the pull request began, when the history does not tell: a commit or a branch
    #[arg(long, value_name = "REV")]
    pub base: Option<String>,

    #[command(flatten)]
    pub sign: SignArgs,

    #[command(flatten)]
    pub write: WriteArgs,
}

pub fn run(args: &ForgeRecordArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open_to_write(context)?;
    let home = opened.studio.settings.forge.as_ref().ok_or(ReviewFault::NoForge)?;
    let given = given(&args.reviews, home, context)?;
    let pull = check(&given.reviews, given.request(home))?;
    let repository = Repository::discover(&opened.root)?;
    let reviewed = Reviewed::new(&repository, &opened)?;
    let gates = gates_of(&opened, &repository, &reviewed, &given.reviews, args.base.as_deref())?;
    let question = ReviewQuestion {
        base: &opened.studio,
        home,
        pull: &pull,
        reviews: &given.reviews,
        today: opened.today,
    };
    let mut recorded = recorded(question, &opened, &gates, &reviewed)?;
    if args.sign.wanted_by_recorder(context) {
        sign(args, &opened, context, &mut recorded)?;
    }
    let nothing = Change {
        message: Message {
            subject: String::new(),
            body: Vec::new(),
        },
        files: Vec::new(),
    };
    let written = write(
        context,
        &opened,
        recorded.change.as_ref().unwrap_or(&nothing),
        args.write,
    )?;
    let warnings = warnings(&recorded, &gates);
    let deed = Deed {
        what: Done::Recorded(facts(home.kind.word(), &pull, &recorded)),
        written,
        next: Vec::new(),
    };
    let answer = answer(&opened, deed, context);
    Ok(warnings.iter().fold(answer, |answer, warning| {
        answer.note(Weight::Warning, words::warning(context.lang, warning))
    }))
}

/// Every new verdict, by the recorder's key.
fn sign(args: &ForgeRecordArgs, opened: &Opened, context: &Context, recorded: &mut Recorded) -> Result<(), Failure> {
    let Some(change) = &mut recorded.change else {
        return Ok(());
    };
    let verdict = |edit: &FileEdit| match edit {
        FileEdit::Create { path, text } => approval(path, text.as_bytes()),
        _ => None,
    };
    let approvals: Vec<Approval> = change.files.iter().filter_map(verdict).collect();
    let official = official_keys(context);
    let base = official.as_ref().unwrap_or(&opened.studio);
    as_recorder(
        (context, opened, base),
        &args.sign,
        &approvals,
        change,
        Effort::of(args.write),
    )
}

fn recorded(
    question: ReviewQuestion<'_>,
    opened: &Opened,
    gates: &GatesOf<'_>,
    reviewed: &Reviewed<'_>,
) -> Result<Recorded, Failure> {
    let read = |brief: &&Brief| {
        (
            approvals(&opened.root, brief),
            feedback::beside(&opened.root, brief).read,
        )
    };
    let briefs: Vec<&Brief> = gates.gates.iter().map(|(brief, _)| *brief).collect();
    let known: Vec<_> = briefs.iter().map(read).collect();
    let recordings: Vec<Recording<'_>> = gates
        .gates
        .iter()
        .zip(&known)
        .map(
            |((brief, stage), (approvals, feedback)): (&(&Brief, &Stage), _)| Recording {
                brief,
                stage,
                approvals,
                feedback,
            },
        )
        .collect();
    let digest_of = |commit: &str, brief: &Brief, covers: &Covers| reviewed.digest(commit, brief, covers);
    Ok(record(question, &recordings, &digest_of)?)
}

/// Commits that are not in this clone are told once, also where no brief could be found for it.
fn warnings(recorded: &Recorded, gates: &GatesOf<'_>) -> Vec<ReviewWarning> {
    let mut all = recorded.warnings.clone();
    let is_told = |commit: &String| {
        let names = |warning: &ReviewWarning| matches!(warning, ReviewWarning::MissingCommit { commit: told, .. } if told == commit);
        recorded.warnings.iter().any(names)
    };
    let missing = gates.missing.iter().filter(|commit| !is_told(commit));
    all.extend(missing.map(|commit| ReviewWarning::CommitNotHere { commit: commit.clone() }));
    all
}

fn facts(forge: &str, pull: &str, recorded: &Recorded) -> ForgeRecorded {
    ForgeRecorded {
        forge: forge.to_owned(),
        pull: pull.to_owned(),
        verdicts: recorded
            .verdicts
            .iter()
            .map(|one| VerdictLine {
                brief: one.brief.clone(),
                stage: one.stage.clone(),
                person: one.person.clone(),
                verdict: one.verdict.word(),
                said: one.verdict,
                at: one.at.clone(),
                path: one.path.clone(),
            })
            .collect(),
        remarks: recorded
            .feedback
            .iter()
            .map(|one| RemarksLine {
                brief: one.brief.clone(),
                stage: one.stage.clone(),
                person: one.person.clone(),
                remarks: one.remarks,
                path: one.path.clone(),
            })
            .collect(),
        known: recorded.known,
    }
}
