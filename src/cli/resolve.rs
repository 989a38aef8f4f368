//! Answers: `crops resolve`: what do two branches that changed the same record make together?
//! Invariant: what one side alone changed is kept; nothing is chosen between two changes unless a flag says so; no verdict is lost.
//! Source: `docs/flows.md`, "Two people at one record".

use super::answer::Answer;
use super::context::Context;
use super::open::Opened;
use super::writing::{WriteArgs, open_to_write, write};
use crate::change::refusal::{Named, Refusal};
use crate::change::{Change, FileEdit, Message};
use crate::git::conflicts::{Conflict, conflicts, settle, sides};
use crate::git::state::{Target, find};
use crate::model::place::StudioPath;
use crate::model::resolve::unknown;
use crate::report::exit::Exit;
use crate::report::failure::Failure;
use crate::report::resolved::{ClashLine, ResolvedFile, ResolvedReport, Side, WhyLeft};
use crate::store::yaml::three_way::{Apart, BothChanged, Choice, Versions, together_choosing};
use clap::Args;

/// Settle what a merge left in two versions, field by field
///
/// Of each record in conflict, what one side alone changed is kept, with its comments. Where both changed one field, say
/// which side counts: `--take stage=ours`, or `--ours` and `--theirs` for all. In a merge, ours is the branch you are on.
/// What is settled is staged; the commit is yours.
#[derive(Clone, Debug, Args)]
pub struct ResolveArgs {
    /// Only this record: its id, or a part of its path
    pub id: Option<String>,

    /// Where both changed a field, take what this branch says
    #[arg(long, conflicts_with = "theirs")]
    pub ours: bool,

    /// Where both changed a field, take what the other branch says
    #[arg(long)]
    pub theirs: bool,

    /// The side of one field: `stage=ours`
    #[arg(long, value_name = "FIELD=SIDE")]
    pub take: Vec<String>,

    /// Show what would be settled, and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

pub fn run(args: &ResolveArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open_to_write(context)?;
    let chosen = Chosen::of(args)?;
    let target = find(&opened.root)?;
    let all = target.as_ref().map(conflicts).transpose()?.unwrap_or_default();
    let wanted = |one: &Conflict| {
        args.id
            .as_deref()
            .is_none_or(|id| one.path.as_str().contains(id.trim()))
    };
    let mut files = Vec::new();
    let mut edits = Vec::new();
    for conflict in all.iter().filter(|one| wanted(one)) {
        let (file, bytes) = settled(conflict, &chosen);
        edits.extend(bytes.map(|bytes| FileEdit::Restore {
            path: conflict.path.clone(),
            bytes,
        }));
        files.push(with_people(file, target.as_ref(), &conflict.path));
    }
    let paths: Vec<StudioPath> = edits.iter().map(|edit| edit.path().clone()).collect();
    if !args.dry_run && !edits.is_empty() {
        lay(context, &opened, edits)?;
        if let Some(target) = &target {
            settle(target, &paths)?;
        }
    }
    let report = ResolvedReport {
        left: files.iter().filter(|file| file.left.is_some()).count(),
        elsewhere: all.len() - files.len(),
        files,
        is_preview: args.dry_run,
    };
    let exit = if report.left == 0 { Exit::Fine } else { Exit::Findings };
    Ok(Answer::new(report, opened.today).exit(exit))
}

/// Files alone: the commit of a merge is for whoever merges.
fn lay(context: &Context, opened: &Opened, files: Vec<FileEdit>) -> Result<(), Failure> {
    let change = Change {
        message: Message {
            subject: "resolve".into(),
            body: Vec::new(),
        },
        files,
    };
    let how = WriteArgs {
        no_commit: true,
        include: true,
        ..WriteArgs::default()
    };
    write(context, opened, &change, how).map(drop)
}

/// Which side counts where both changed a field.
struct Chosen {
    /// A field, and all below it.
    fields: Vec<(String, Side)>,
    rest: Option<Side>,
}

impl Chosen {
    fn of(args: &ResolveArgs) -> Result<Self, Refusal> {
        let field = |typed: &String| {
            let (field, side) = typed.split_once('=').unwrap_or((typed, ""));
            match side.trim() {
                "ours" => Ok((field.trim().to_owned(), Side::Ours)),
                "theirs" => Ok((field.trim().to_owned(), Side::Theirs)),
                other => Err(Refusal::unresolved(
                    Named::Side,
                    unknown(other, ["ours", "theirs"].into_iter()),
                )),
            }
        };
        Ok(Self {
            fields: args.take.iter().map(field).collect::<Result<_, _>>()?,
            rest: match (args.ours, args.theirs) {
                (true, _) => Some(Side::Ours),
                (false, true) => Some(Side::Theirs),
                (false, false) => None,
            },
        })
    }

    fn side(&self, field: &str) -> Option<Side> {
        let names = |named: &str| {
            field
                .strip_prefix(named)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let named = self.fields.iter().rev().find(|(named, _)| names(named));
        named.map(|(_, side)| *side).or(self.rest)
    }
}

/// What becomes of a file; its bytes when it is settled.
fn settled(conflict: &Conflict, chosen: &Chosen) -> (ResolvedFile, Option<Vec<u8>>) {
    let mut file = ResolvedFile {
        path: conflict.path.to_string(),
        clashes: Vec::new(),
        left: None,
        ours_by: None,
        theirs_by: None,
    };
    let (Some(ours), Some(theirs)) = (&conflict.ours, &conflict.theirs) else {
        return taken_away(conflict, chosen, file);
    };
    if is_kept_whole(&conflict.path) {
        file.left = (ours != theirs).then_some(WhyLeft::NeverMerged);
        let bytes = file.left.is_none().then(|| ours.clone());
        return (file, bytes);
    }
    // their changes on our text: our comments stay
    let versions = Versions {
        base: conflict.base.as_deref().unwrap_or(b"{}\n"),
        mine: theirs,
        theirs: ours,
    };
    let choose = |field: &str| chosen.side(field).map(choice);
    match together_choosing(versions, None, &choose) {
        Ok(merged) => {
            file.clashes = merged.clashes.iter().map(|one| line(one, chosen)).collect();
            (file, Some(merged.bytes))
        }
        Err(Apart::Values(clashes)) => {
            file.clashes = clashes.iter().map(|one| line(one, chosen)).collect();
            file.left = Some(WhyLeft::BothChanged);
            (file, None)
        }
        Err(Apart::Unreadable) => {
            file.left = Some(WhyLeft::Unreadable);
            (file, None)
        }
    }
}

/// Verdicts and their signatures are whole or nothing.
fn is_kept_whole(path: &StudioPath) -> bool {
    path.as_str().contains("/approvals/")
}

/// One side took the file away. A verdict is put back; anything else waits for a choice.
fn taken_away(conflict: &Conflict, chosen: &Chosen, mut file: ResolvedFile) -> (ResolvedFile, Option<Vec<u8>>) {
    let there = conflict.ours.as_ref().or(conflict.theirs.as_ref());
    let side = if conflict.ours.is_some() {
        Side::Ours
    } else {
        Side::Theirs
    };
    if is_kept_whole(&conflict.path) {
        // as it was given, not as the other side edited it
        return (file, conflict.base.as_ref().or(there).cloned());
    }
    if chosen.rest == Some(side) {
        return (file, there.cloned());
    }
    file.left = Some(WhyLeft::TakenAway { by: side.other() });
    (file, None)
}

fn line(one: &BothChanged, chosen: &Chosen) -> ClashLine {
    // their version is the one whose changes were applied
    ClashLine {
        field: one.at.clone(),
        ours: one.theirs.clone(),
        theirs: one.mine.clone(),
        taken: chosen.side(&one.at),
    }
}

const fn choice(side: Side) -> Choice {
    match side {
        Side::Ours => Choice::Theirs,
        Side::Theirs => Choice::Mine,
    }
}

fn with_people(mut file: ResolvedFile, target: Option<&Target>, path: &StudioPath) -> ResolvedFile {
    if let Some(target) = target {
        let people = sides(target, path);
        (file.ours_by, file.theirs_by) = (people.ours, people.theirs);
    }
    file
}

/// What two branches left in the studio, to be told beside what is wrong in it; nothing is chosen.
pub fn clashes(opened: &Opened) -> Vec<ResolvedFile> {
    // a commit is in one version
    let target = find(&opened.root).ok().flatten().filter(|_| opened.commit.is_none());
    let Some(target) = target else {
        return Vec::new();
    };
    let nothing = Chosen {
        fields: Vec::new(),
        rest: None,
    };
    let all = conflicts(&target).unwrap_or_default();
    let file = |one: &Conflict| with_people(settled(one, &nothing).0, Some(&target), &one.path);
    all.iter().map(file).collect()
}
