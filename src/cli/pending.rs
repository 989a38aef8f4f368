//! Answers: which briefs do requests carry that nobody has merged yet?
//! Invariant: read from the branches of the remote as they were last fetched; what is official already, whatever merged it, is pending no more.
//! Source: design, "How a team works", `flow: pull-request`.

use super::open::Opened;
use super::reviewed::{Reviewed, word_of};
use crate::change::propose::{gates_between, named_by};
use crate::git::official::official;
use crate::git::repository::Repository;
use crate::git::requests::{self, RequestBranch};
use crate::git::steps::{self, CommitFacts, Steps};
use crate::model::brief::Brief;
use crate::model::history::{HistoryProblem, Moment, ObjectId};
use crate::model::moves::onward;
use crate::model::resolve;
use crate::model::workflow::{Stage, Workflow};
use crate::report::pending::PendingRequest;

/// Commits of a branch that are looked at for when a stage was asked for.
const MOST_COMMITS: usize = 1_000;

/// A brief in a request, and where its files are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    pub request: PendingRequest,
    pub tip: ObjectId,
    /// When it was asked for.
    pub asked: Moment,
}

impl Pending {
    /// The first gate that it leads through.
    pub fn gate<'w>(&self, workflow: &'w Workflow) -> Option<&'w Stage> {
        let (gate, _) = self.request.gates.first()?;
        workflow.stage(gate)
    }
}

/// Every brief in an open request, by branch; none of another day than today. And why they cannot be told.
pub fn pending(opened: &Opened) -> (Vec<Pending>, Option<HistoryProblem>) {
    // which branches there were on another day is not on record
    if opened.as_of.asked.is_some() {
        return (Vec::new(), None);
    }
    let Ok(repository) = Repository::discover(&opened.root) else {
        return (Vec::new(), None);
    };
    if !requests::are_there(&repository) {
        return (Vec::new(), None);
    }
    match in_branches(opened, &repository) {
        Ok(found) => (found, None),
        Err(problem) => (Vec::new(), Some(problem)),
    }
}

fn in_branches(opened: &Opened, repository: &Repository) -> Result<Vec<Pending>, HistoryProblem> {
    let branch = &opened.studio.settings.official;
    let official = official(repository, branch)?;
    let reading = Reading {
        opened,
        repository,
        reviewed: Reviewed::new(repository, opened)?,
        official: official.commit,
    };
    let mut found = Vec::new();
    for branch in requests::open(repository, &official, branch)? {
        for path in reading.briefs(&branch)? {
            found.extend(reading.carried(&branch, &path)?);
        }
    }
    Ok(found)
}

struct Reading<'a> {
    opened: &'a Opened,
    repository: &'a Repository,
    reviewed: Reviewed<'a>,
    official: ObjectId,
}

impl Reading<'_> {
    /// The files of briefs that a branch changes.
    fn briefs(&self, branch: &RequestBranch) -> Result<Vec<String>, HistoryProblem> {
        let folder = self.reviewed.folder.trim_end_matches('/');
        let is_brief = |path: &str| path.starts_with("briefs/") && path.ends_with("/brief.yml");
        let changed = Steps::new(self.repository, folder)?.changes(branch.fork, branch.tip, &is_brief)?;
        let there = changed.into_iter().filter(|(_, is)| is.is_some());
        Ok(there.map(|(path, _)| path).collect())
    }

    fn word(&self, commit: ObjectId, path: &str, key: &str) -> Option<String> {
        word_of(&self.reviewed.bytes(commit, path)?, key)
    }

    fn carried(&self, branch: &RequestBranch, path: &str) -> Result<Option<Pending>, HistoryProblem> {
        let (Some(id), Some(to)) = (self.word(branch.tip, path, "id"), self.word(branch.tip, path, "stage")) else {
            return Ok(None);
        };
        let known = self.opened.studio.briefs.values().find(|brief| brief.id.as_str() == id);
        let now = self.word(self.official, path, "stage");
        let now = now.or_else(|| self.reviewed.stage(self.official, known?));
        let forked = branch.fork.and_then(|fork| self.word(fork, path, "stage"));
        let workflow = known.and_then(|brief| self.opened.studio.workflow_of(brief));
        let is_named = named_by(&branch.name).is_some_and(|(named, _)| is_called(&id, named));
        let pends = match &now {
            None => true,
            Some(now) if *now == to => is_named && forked.as_deref() == Some(&*to) && self.is_as_forked(branch, path),
            Some(now) => forked.as_ref() == Some(now) || workflow.is_some_and(|workflow| leads(workflow, now, &to)),
        };
        if !pends {
            return Ok(None);
        }
        let asked = self.asked(branch, path, &to)?;
        let told = Told {
            id,
            title: self.word(branch.tip, path, "title").unwrap_or_default(),
            workflow,
            from: now,
            to,
        };
        Ok(Some(self.request(branch, told, &asked)))
    }

    /// Whether the official file is still the one that the branch began with: else its work may be there already.
    fn is_as_forked(&self, branch: &RequestBranch, path: &str) -> bool {
        let forked = branch.fork.and_then(|fork| self.reviewed.bytes(fork, path));
        forked == self.reviewed.bytes(self.official, path)
    }

    /// The commit from which on the branch has the brief where it leads it.
    fn asked(&self, branch: &RequestBranch, path: &str, to: &str) -> Result<CommitFacts, HistoryProblem> {
        let mut first = steps::facts(self.repository, branch.tip)?;
        for _ in 0..MOST_COMMITS {
            let before = first.parents.first().copied().filter(|id| Some(*id) != branch.fork);
            let Some(before) = before.filter(|id| self.word(*id, path, "stage").as_deref() == Some(to)) else {
                break;
            };
            first = steps::facts(self.repository, before)?;
        }
        Ok(first)
    }

    fn request(&self, branch: &RequestBranch, told: Told<'_>, asked: &CommitFacts) -> Pending {
        let code = self.opened.lang.code();
        let titled = |id: &str| {
            let stage = told.workflow.and_then(|workflow| workflow.stage_once_called(id));
            let title = stage.map_or_else(|| id.to_owned(), |stage| stage.title.in_language(code).to_owned());
            (id.to_owned(), title)
        };
        let from = told.from.as_deref();
        let first = told.workflow.and_then(|workflow| workflow.first_stage());
        let way = told.workflow.zip(from.or_else(|| first.map(|stage| stage.id.as_str())));
        let gates = way.map_or_else(Vec::new, |(workflow, from)| gates_between(workflow, from, &told.to));
        let studio = &self.opened.studio;
        let person = resolve::by_email(studio, &asked.author.email);
        let known = person.as_ref().and_then(|id| studio.someone(id.as_str()));
        let request = PendingRequest {
            branch: branch.name.clone(),
            brief: told.id,
            title: told.title,
            from: from.map(titled),
            to: titled(&told.to),
            gates: gates.iter().map(|gate| titled(gate.as_str())).collect(),
            commits: branch.commits,
            by: known.map_or_else(|| asked.author.name.to_string(), |one| one.name().to_owned()),
            person: person.map(|id| id.to_string()),
            since: asked.committed.with_timezone(&self.opened.zone).date_naive(),
        };
        Pending {
            request,
            tip: branch.tip,
            asked: asked.committed,
        }
    }
}

struct Told<'w> {
    id: String,
    title: String,
    workflow: Option<&'w Workflow>,
    /// The official stage.
    from: Option<String>,
    to: String,
}

/// Whether the name of a branch means this brief: its id, or its random part.
fn is_called(id: &str, named: &str) -> bool {
    id == named || id.rsplit('-').next() == Some(named)
}

/// Whether a stage lies before another one on the way onward.
fn leads(workflow: &Workflow, from: &str, to: &str) -> bool {
    let mut at = workflow.stage_once_called(from);
    for _ in 0..workflow.stages.len() {
        at = at.and_then(|stage| onward(workflow, stage));
        if at.is_some_and(|stage| stage.id.as_str() == to) {
            return true;
        }
    }
    false
}

/// Those of one brief.
pub fn of_brief<'p>(pending: &'p [Pending], brief: &Brief) -> impl Iterator<Item = &'p Pending> {
    let id = brief.id.to_string();
    pending.iter().filter(move |one| one.request.brief == id)
}
