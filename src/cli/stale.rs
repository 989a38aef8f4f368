//! Answers: which gates were passed by an approval of what the brief no longer says, and who changed which field since?
//! Invariant: the digest of each verdict is compared with the content that is asked about, by what that verdict covers.
//! Source: design, "Gates and approvals".

use super::open::Opened;
use crate::git::repository::Repository;
use crate::git::revision::{self, Lookup, RevisionContent};
use crate::git::steps;
use crate::model::approval::{Approval, Verdict};
use crate::model::brief::Brief;
use crate::model::history::ObjectId;
use crate::model::other::RecordType;
use crate::model::place::StudioPath;
use crate::model::workflow::{Covers, Stage, StageClass};
use crate::plan::answer::Plan;
use crate::report::plan_happened::{FieldChange, Stale};
use crate::store::source::{self, Content};
use crate::store::verdicts::{approval, approvals, changed_in, digest_in, hash_in};
use std::cell::RefCell;

/// Of the open briefs of a plan.
pub fn stale(opened: &Opened, plan: &Plan<'_>) -> Vec<Stale> {
    let repository = match opened.commit {
        Some(_) => Repository::discover(&opened.root).ok(),
        None => None,
    };
    let past = repository.as_ref().and_then(|repository| Past::of(opened, repository));
    if opened.commit.is_some() && past.is_none() {
        return Vec::new();
    }
    let files = Files { opened, past };
    let briefs = plan.out.groups.iter().filter_map(|group| group.brief);
    let open = briefs.filter(|brief| opened.studio.is_open(brief));
    open.flat_map(|brief| files.of_brief(brief)).collect()
}

/// The files that are asked about, and those before them.
struct Files<'o> {
    opened: &'o Opened,
    /// Of a commit that was asked for; `None` for the files on disk.
    past: Option<Past<'o>>,
}

struct Past<'o> {
    repository: &'o Repository,
    tip: ObjectId,
    /// Of the studio in its repository, with a `/` at its end, or empty.
    folder: String,
    lookup: RefCell<Lookup<'o>>,
}

/// What a brief said, and the commit that made it say so; `None`: no commit yet.
struct Version {
    bytes: Vec<u8>,
    commit: Option<ObjectId>,
}

impl<'o> Past<'o> {
    fn of(opened: &Opened, repository: &'o Repository) -> Option<Self> {
        let tip = opened.commit.or_else(|| revision::resolve(repository, "HEAD").ok())?;
        Some(Self {
            repository,
            tip,
            folder: opened.folder_in_repository(),
            lookup: RefCell::new(Lookup::new(repository).ok()?),
        })
    }

    fn blob(&self, commit: ObjectId, path: &StudioPath) -> Option<ObjectId> {
        let path = format!("{}{path}", self.folder);
        self.lookup.borrow_mut().file(commit, &path).ok().flatten()
    }

    fn bytes(&self, blob: ObjectId) -> Option<Vec<u8>> {
        self.lookup.borrow().bytes(blob).ok()
    }

    /// What a file said, the newest first, as far as it was under this name.
    fn versions(&self, path: &StudioPath) -> Vec<Version> {
        let line = steps::first_parents(self.repository, self.tip).unwrap_or_default();
        let mut found: Vec<(ObjectId, ObjectId)> = Vec::new();
        for commit in line {
            let Some(blob) = self.blob(commit, path) else { break };
            match found.last_mut() {
                Some((known, since)) if *known == blob => *since = commit,
                _ => found.push((blob, commit)),
            }
        }
        let version = |(blob, commit): (ObjectId, ObjectId)| {
            Some(Version {
                bytes: self.bytes(blob)?,
                commit: Some(commit),
            })
        };
        found.into_iter().map_while(version).collect()
    }
}

impl Files<'_> {
    fn read(&self, path: &StudioPath) -> Option<Vec<u8>> {
        match &self.past {
            Some(past) => past.bytes(past.blob(past.tip, path)?),
            None => match source::read(&self.opened.root, path) {
                Content::Bytes(bytes) => Some(bytes.into_owned()),
                Content::Not(_) | Content::TooLarge { .. } => None,
            },
        }
    }

    fn approvals(&self, brief: &Brief) -> Vec<Approval> {
        let Some(past) = &self.past else {
            return approvals(&self.opened.root, brief);
        };
        let folder = format!("{}/approvals", brief.file.folder());
        let below = format!("{}{folder}", past.folder);
        let is_record = |path: &str| path.ends_with(".yml") && !path.contains('/');
        let files = revision::files(past.repository, past.tip, &below, &is_record).unwrap_or_default();
        let read = files.into_iter().filter_map(|file| {
            let RevisionContent::Blob(blob) = file.content else {
                return None;
            };
            let path = StudioPath::new(&format!("{folder}/{}", file.path))?;
            approval(&path, &past.bytes(blob)?)
        });
        read.collect()
    }

    fn asset(&self, asset: &str) -> Option<String> {
        let is_it =
            |other: &&crate::model::other::OtherRecord| other.record == RecordType::Asset && &**other.id == asset;
        let record = self.opened.studio.others.iter().find(is_it)?;
        hash_in(&self.read(&record.file)?)
    }

    fn of_brief(&self, brief: &Brief) -> Vec<Stale> {
        let verdicts = self.approvals(brief);
        let workflow = self.opened.studio.workflow_of(brief);
        let (Some(workflow), false) = (workflow, verdicts.is_empty()) else {
            return Vec::new();
        };
        let now = workflow.stage_once_called(brief.stage.as_str());
        let Some(now) = now.and_then(|stage| workflow.position(stage.id.as_str())) else {
            return Vec::new();
        };
        let gates = workflow.stages[..now]
            .iter()
            .filter(|stage| stage.class == StageClass::Gate);
        gates.filter_map(|gate| self.of_gate(brief, gate, &verdicts)).collect()
    }

    /// `None` unless somebody approved and no approval is of what the brief says now.
    fn of_gate(&self, brief: &Brief, gate: &Stage, verdicts: &[Approval]) -> Option<Stale> {
        let approves = |one: &&Approval| matches!(one.verdict, Verdict::Approve | Verdict::ApproveWithChanges);
        let here = |one: &&Approval| one.stage == gate.id.value || gate.was.contains(&one.stage);
        let given: Vec<&Approval> = verdicts
            .iter()
            .filter(|one| *one.studio == *self.opened.studio.settings.id && one.subject == brief.id)
            .filter(approves)
            .filter(here)
            .collect();
        let bytes = self.read(&brief.file)?;
        let digest = |bytes: &[u8], covers: &Covers| digest_in(bytes, covers, &|asset| self.asset(asset));
        let is_of = |bytes: &[u8], one: &Approval| digest(bytes, &one.covers).is_some_and(|is| *is == *one.digest);
        if given.is_empty() || given.iter().any(|one| is_of(&bytes, one)) {
            return None;
        }
        let mut by: Vec<String> = given.iter().map(|one| one.by.to_string()).collect();
        by.sort_unstable();
        by.dedup();
        Some(Stale {
            brief: brief.id.clone(),
            stage: gate.id.value.clone(),
            by,
            changed: self.changed(brief, bytes, &given, &is_of),
        })
    }

    /// The covered fields that changed since what was approved last, each with who changed it last; empty when history
    /// does not have what was approved.
    fn changed(
        &self,
        brief: &Brief,
        now: Vec<u8>,
        given: &[&Approval],
        is_of: &dyn Fn(&[u8], &Approval) -> bool,
    ) -> Vec<FieldChange> {
        let Ok(repository) = Repository::discover(&self.opened.root) else {
            return Vec::new();
        };
        let Some(past) = Past::of(self.opened, &repository) else {
            return Vec::new();
        };
        let mut versions = past.versions(&brief.file);
        if versions.first().is_none_or(|version| version.bytes != now) {
            let (bytes, commit) = (now, None);
            versions.insert(0, Version { bytes, commit });
        }
        let approved = versions.iter().enumerate().find_map(|(at, version)| {
            let of_it = given.iter().find(|one| is_of(&version.bytes, one))?;
            Some((at, &of_it.covers))
        });
        let Some((approved, covers)) = approved else {
            return Vec::new();
        };
        let differ = |one: &Version, other: &Version| {
            changed_in(&one.bytes, &other.bytes, covers, &|asset| self.asset(asset)).unwrap_or_default()
        };
        let fields = differ(&versions[approved], &versions[0]);
        let changes = fields.into_iter().map(|field| {
            let steps = versions[..=approved].windows(2);
            let mut steps = steps.filter(|pair| differ(&pair[1], &pair[0]).contains(&field));
            let commit = steps.next().and_then(|pair| pair[0].commit);
            self.change(&past, field, commit)
        });
        changes.collect()
    }

    fn change(&self, past: &Past<'_>, field: String, commit: Option<ObjectId>) -> FieldChange {
        let facts = commit.and_then(|commit| steps::facts(past.repository, commit).ok());
        let author = |facts: &steps::CommitFacts| {
            let known = self.opened.studio.person_by_email(&facts.author.email);
            known.map_or_else(|| facts.author.name.to_string(), |person| person.id.to_string())
        };
        FieldChange {
            field,
            commit: facts.as_ref().map(|facts| facts.id.to_string()),
            author: facts.as_ref().map(author),
            day: facts.map(|facts| facts.committed.with_timezone(&self.opened.zone).date_naive()),
        }
    }
}
