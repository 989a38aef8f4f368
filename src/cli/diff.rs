//! Answers: `crops diff`: what changed in a record since a revision, field by field, by whom and when?
//! Invariant: contents are compared as values, so that a comment or an indent is no change; unknown keys count.

use super::answer::Answer;
use super::context::Context;
use super::open::{self, Opened, Wanted, named_commit, studio_at, text_of};
use super::record_name::{self, RecordName};
use super::usage::one_of;
use crate::git::repository::Repository;
use crate::git::revision::{self, Lookup};
use crate::git::steps::{self, CommitFacts};
use crate::model::difference::{FieldChange, differences};
use crate::model::digest::Tree;
use crate::model::history::{HistoryProblem, ObjectId};
use crate::model::other::RecordType;
use crate::model::studio::Studio;
use crate::model::workflow::Covers;
use crate::plan::calendars::Calendars;
use crate::report::changes::ChangeLine;
use crate::report::failure::Failure;
use crate::report::plan_diff::{CommitLine, DiffEnd};
use crate::report::record_diff::{DiffLine, FieldCause, Presence, RecordDiff};
use crate::store::feedback::values;
use crate::store::find::expected_at;
use clap::Args;

/// What changed in a record since a revision, field by field, by whom and when
///
/// Briefs, campaigns, workflows, kinds, people, parties, calendars and all other records; `studio` and `targets` for those files.
#[derive(Clone, Debug, Args)]
pub struct DiffArgs {
    /// A commit, branch, `main~20`, the end of a day (`2026-11-02`), or two of them (`main~20..main`)
    #[arg(value_name = "REV")]
    pub revision: String,

    /// The record, by its id
    pub id: String,

    /// What it is, where several records have the id
    #[arg(long = "type", value_name = "TYPE", value_parser = one_of(&RecordType::ALL, RecordType::word))]
    pub record: Option<RecordType>,
}

/// Merges that bring more commits than this are not opened.
const MOST_SIDE: usize = 100;

pub fn run(args: &DiffArgs, context: &Context) -> Result<Answer, Failure> {
    let (from, to) = match args.revision.split_once("..") {
        Some((from, to)) => (from, Some(to.trim_start_matches('.')).filter(|to| !to.is_empty())),
        None => (args.revision.as_str(), None),
    };
    let context = &match to {
        Some(to) => Context {
            as_of: Some(to.to_owned()),
            ..context.clone()
        },
        None => context.clone(),
    };
    let opened = open::open(context)?;
    let repository = Repository::discover(&opened.root)?;
    let (base, day) = named_commit(&repository, from, &opened.studio, opened.zone)?;
    let folder = opened.folder_in_repository();
    let wanted = Wanted {
        file: &|path| expected_at(path).is_some(),
        folder: &|_| true,
    };
    let cache = open::cache_place(context, &repository);
    let place = folder.trim_end_matches('/');
    let (then, _) = studio_at((&repository, base), place, &wanted, Some(&cache))?;
    let code = context.lang.code();
    let (name, was) = names(args, (&opened.studio, &then), code)?;
    let mut compare = Compare {
        lookup: Lookup::new(&repository)?,
        repository: &repository,
        opened: &opened,
        paths: paths(&name, was.as_ref(), &folder),
        commits: Vec::new(),
        touched: Vec::new(),
    };
    let before = compare.at(base)?;
    let after = match text_of(&opened, &name.file) {
        Some(bytes) => Side::of(Some(&bytes)),
        None => Side::Absent,
    };
    compare.along(base)?;
    let end = |asked: Option<&str>, commit: Option<ObjectId>, day| DiffEnd {
        asked: asked.map(str::to_owned),
        commit: commit.map(|commit| commit.to_string()),
        day,
    };
    let (from, to) = (end(Some(from), Some(base), day), end(to, opened.commit, opened.today));
    let report = compare.report((name, was), (before, after), (from, to))?;
    Ok(opened.answer(report))
}

/// The record now, and what it was; one of the two may be missing.
fn names(
    args: &DiffArgs,
    (now, then): (&Studio, &Studio),
    code: &str,
) -> Result<(RecordName, Option<RecordName>), Failure> {
    let same = |name: &RecordName, studio: &Studio| {
        let known = record_name::all(studio, code).into_iter();
        known
            .into_iter()
            .find(|one| one.record == name.record && one.id == name.id)
    };
    match record_name::find(now, &args.id, args.record, code) {
        Ok(name) => {
            let was = same(&name, then);
            Ok((name, was))
        }
        Err(unresolved) => match record_name::find(then, &args.id, args.record, code) {
            Ok(was) => Ok((was.clone(), Some(was))),
            Err(_) => Err(unresolved.into()),
        },
    }
}

fn paths(name: &RecordName, was: Option<&RecordName>, folder: &str) -> Vec<String> {
    let mut paths = vec![format!("{folder}{}", name.file)];
    let old = was.map(|was| format!("{folder}{}", was.file));
    paths.extend(old.filter(|old| *old != paths[0]));
    paths
}

/// What a revision says of the record.
#[derive(Clone, Debug, PartialEq)]
enum Side {
    Absent,
    Unreadable,
    There(Tree),
}

impl Side {
    fn of(bytes: Option<&[u8]>) -> Self {
        match bytes.map(values) {
            None => Self::Absent,
            Some(None) => Self::Unreadable,
            Some(Some(tree)) => Self::There(tree),
        }
    }

    fn presence(&self) -> Presence {
        match self {
            Self::Absent => Presence::Absent,
            Self::Unreadable => Presence::Unreadable,
            Self::There(_) => Presence::Readable,
        }
    }

    /// What is not there says nothing.
    fn tree(&self) -> Option<Tree> {
        match self {
            Self::Absent => Some(Tree::Map(Vec::new())),
            Self::Unreadable => None,
            Self::There(tree) => Some(tree.clone()),
        }
    }
}

fn fields(before: &Side, after: &Side) -> Vec<FieldChange> {
    match (before.tree(), after.tree()) {
        (Some(before), Some(after)) => differences(&before, &after),
        _ => Vec::new(),
    }
}

struct Compare<'r> {
    lookup: Lookup<'r>,
    repository: &'r Repository,
    opened: &'r Opened,
    /// From the top of the repository; the present one first.
    paths: Vec<String>,
    commits: Vec<CommitLine>,
    /// The fields that each commit touched.
    touched: Vec<(FieldCause, Vec<FieldChange>)>,
}

impl Compare<'_> {
    fn blob(&mut self, commit: ObjectId) -> Result<Option<ObjectId>, HistoryProblem> {
        for path in &self.paths {
            if let Some(blob) = self.lookup.file(commit, path)? {
                return Ok(Some(blob));
            }
        }
        Ok(None)
    }

    fn at(&mut self, commit: ObjectId) -> Result<Side, HistoryProblem> {
        let bytes = match self.blob(commit)? {
            Some(blob) => Some(self.lookup.bytes(blob)?),
            None => None,
        };
        Ok(Side::of(bytes.as_deref()))
    }

    /// Which commits since `base` touched the record, and what is not committed.
    fn along(&mut self, base: ObjectId) -> Result<(), HistoryProblem> {
        let tip = match self.opened.commit {
            Some(commit) => commit,
            None => revision::resolve(self.repository, "HEAD")?,
        };
        let (from, commits) = steps::since(self.repository, tip, base)?;
        let mut before = from.unwrap_or(base);
        for commit in commits {
            if self.blob(before)? != self.blob(commit)? {
                self.step(before, commit)?;
            }
            before = commit;
        }
        if self.opened.commit.is_none() {
            let (committed, at_hand) = (self.at(tip)?, self.at_hand());
            let changes = fields(&committed, &at_hand);
            if !changes.is_empty() {
                self.touched.push((FieldCause::NotCommitted, changes));
            }
        }
        Ok(())
    }

    fn at_hand(&self) -> Side {
        let folder = self.opened.folder_in_repository();
        let path = self.paths.first().and_then(|path| path.strip_prefix(&folder));
        let file = path.and_then(crate::model::place::StudioPath::new);
        let bytes = file.and_then(|file| text_of(self.opened, &file));
        Side::of(bytes.as_deref())
    }

    /// One landing; of a merge, the commits that it brought.
    fn step(&mut self, before: ObjectId, commit: ObjectId) -> Result<(), HistoryProblem> {
        let facts = steps::facts(self.repository, commit)?;
        let told = self.touched.len();
        if let [first, side, ..] = facts.parents[..] {
            let (fork, commits) = steps::since(self.repository, side, first)?;
            if let Some(fork) = fork.filter(|_| commits.len() <= MOST_SIDE) {
                let mut at = fork;
                for commit in commits {
                    if self.blob(at)? != self.blob(commit)? {
                        let facts = steps::facts(self.repository, commit)?;
                        self.tell(&facts, at)?;
                    }
                    at = commit;
                }
            }
        }
        if self.touched.len() == told {
            self.tell(&facts, before)?;
        }
        Ok(())
    }

    fn tell(&mut self, facts: &CommitFacts, before: ObjectId) -> Result<(), HistoryProblem> {
        let changes = fields(&self.at(before)?, &self.at(facts.id)?);
        if changes.is_empty() {
            return Ok(());
        }
        let known = self.opened.studio.person_by_email(&facts.author.email);
        self.touched.push((FieldCause::Commit(self.commits.len()), changes));
        self.commits.push(CommitLine {
            id: facts.id.to_string(),
            author: known.map_or_else(|| facts.author.name.to_string(), |person| person.id.to_string()),
            subject: facts.subject.clone(),
            day: facts.committed.with_timezone(&self.opened.zone).date_naive(),
        });
        Ok(())
    }

    fn report(
        self,
        (name, was): (RecordName, Option<RecordName>),
        (before, after): (Side, Side),
        (from, to): (DiffEnd, DiffEnd),
    ) -> Result<RecordDiff, Failure> {
        let studio = &self.opened.studio;
        let calendars = Calendars::of(studio);
        let covers = covers(studio, &name);
        let line = |change: &FieldChange| {
            let touches = |(_, changes): &&(FieldCause, Vec<FieldChange>)| changes.iter().any(|one| meets(one, change));
            let mut causes = self.touched.iter().filter(touches).map(|(cause, _)| *cause).rev();
            DiffLine {
                change: ChangeLine::of(change, &covers, calendars.studio()),
                cause: causes.next().unwrap_or(FieldCause::Unknown),
                earlier: causes.count(),
            }
        };
        let moved = was
            .filter(|was| was.file != name.file)
            .map(|was| (was.file.to_string(), name.file.to_string()));
        Ok(RecordDiff {
            record: name.record,
            id: name.id,
            title: name.title,
            moved,
            before: before.presence(),
            after: after.presence(),
            lines: fields(&before, &after).iter().map(line).collect(),
            commits: self.commits,
            from,
            to,
        })
    }
}

/// Whether two changes are about the same field, or one about a part of the other's.
fn meets(one: &FieldChange, other: &FieldChange) -> bool {
    one.path.iter().zip(&other.path).all(|(one, other)| one == other)
}

/// What the gates of a brief's workflow cover; nothing for other records.
fn covers<'s>(studio: &'s Studio, name: &RecordName) -> Vec<&'s Covers> {
    let brief = match name.record {
        RecordType::Brief => studio.briefs.get(name.id.as_str()),
        _ => None,
    };
    let workflow = brief.and_then(|brief| studio.workflow_of(brief));
    let stages = workflow.into_iter().flat_map(|workflow| &workflow.stages);
    stages.filter_map(|stage| Some(&stage.gate.as_ref()?.covers)).collect()
}
