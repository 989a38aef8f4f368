//! Answers: who wrote what a gate covers since the brief last left a queue, and what has changed since a verdict?
//! Invariant: a merge is an author only where it differs from all its parents; what cannot be read accuses nobody of writing and proves nothing.
//! Source: design, "Gates and approvals", makers.

use super::context::Context;
use super::files_at::with_files;
use super::official::{OfficialState, Records};
use super::open::Opened;
use crate::git::revision::Lookup;
use crate::model::approval::Approval;
use crate::model::brief::Brief;
use crate::model::digest::{Tree, changed_keys, digest};
use crate::model::history::{CommitIndex, ObjectId};
use crate::model::studio::Studio;
use crate::model::workflow::{Covers, StageClass};
use crate::store::source::Content;
use crate::store::verdicts::tree_of;
use crate::trail::ledger::Told;
use std::cell::RefCell;
use std::collections::HashMap;

/// Versions of one brief, the oldest first, the one at hand last.
pub struct GatePast {
    covers: Covers,
    versions: Vec<Version>,
    /// Every asset's hash, as its record has it now.
    assets: HashMap<String, String>,
    /// By what is covered, the digests of all versions; filled when they are asked for.
    digests: RefCell<Vec<(Covers, DigestsOfVersions)>>,
}

/// Of each version, what is otherwise now; `None`: it cannot be told.
type DigestsOfVersions = HashMap<String, Option<Vec<String>>>;

struct Version {
    tree: Tree,
    /// The e-mail of whoever changed something covered with it; `None`: nothing covered, or long before.
    author: Option<Box<str>>,
    /// The file at hand, which no commit has yet.
    is_loose: bool,
}

impl GatePast {
    /// `None` without a history that can tell.
    /// Up to a commit, whose file is then the one at hand; without one, up to what is checked out and the file on disk.
    pub fn read(
        context: &Context,
        (opened, commit): (&Opened, Option<ObjectId>),
        brief: &Brief,
        covers: &Covers,
    ) -> Option<Self> {
        let state = OfficialState::read(context, Records::Team).ok()?;
        let told = match commit {
            Some(commit) => state.told_up_to(commit, brief.id.as_str()).ok()?,
            None => state.told_of_head_about(brief.id.as_str()).ok()?,
        };
        let mut lookup = Lookup::new(&state.repository).ok()?;
        let (hashes, content) = with_files(opened, commit, |files| {
            Some((files.hashes(), files.content(&brief.file)))
        })?;
        let mut past = Self::new(covers, hashes);
        let since = left_queue(&told, &opened.studio, brief);
        past.committed(&mut lookup, &told, (brief, state.folder()), since);
        let Content::Bytes(bytes) = content else { return None };
        let tree = tree_of(&bytes)?;
        let writes = past
            .versions
            .last()
            .is_none_or(|last| past.changed(Some(&last.tree), &tree) != Some(Vec::new()));
        if writes {
            past.versions.push(Version {
                tree,
                author: None,
                is_loose: commit.is_none(),
            });
        }
        Some(past)
    }

    /// Nothing is known yet.
    pub fn new(covers: &Covers, assets: HashMap<String, String>) -> Self {
        Self {
            covers: covers.clone(),
            versions: Vec::new(),
            digests: RefCell::new(Vec::new()),
            assets,
        }
    }

    /// The next version, what its parents said, and who made it if that counts. Whoever merges writes only what no parent has.
    pub fn add(&mut self, written: Tree, befores: &[Option<Tree>], author: Option<&str>) {
        let mut news: Option<Vec<String>> = None;
        for before in befores {
            let Some(keys) = self.changed(before.as_ref(), &written) else {
                continue;
            };
            news = Some(match news {
                Some(known) => known.into_iter().filter(|key| keys.contains(key)).collect(),
                None => keys,
            });
        }
        let writes = news.is_none_or(|keys| !keys.is_empty());
        self.versions.push(Version {
            author: author.filter(|_| writes).map(Into::into),
            tree: written,
            is_loose: false,
        });
    }

    /// The versions of a brief that a history tells; `folder` is the studio's in its repository.
    pub fn committed(
        &mut self,
        lookup: &mut Lookup<'_>,
        told: &Told,
        (brief, folder): (&Brief, &str),
        since: Option<CommitIndex>,
    ) {
        for (commit, changes) in (0..).map(CommitIndex).zip(&told.history.changes) {
            let of_it = changes.iter().filter(|change| {
                let head = change.after.and_then(|after| told.history.head(after));
                head.is_some_and(|head| head.id == brief.id)
            });
            for change in of_it {
                let file = format!("{folder}briefs/{}", told.history.paths[change.path.0 as usize]);
                let id = told.history.commit(commit).id;
                let Some(written) = tree(lookup, id, &file) else {
                    continue;
                };
                let parents = told.history.commit(commit).parents.iter();
                let befores: Vec<Option<Tree>> = parents
                    .map(|parent| tree(lookup, told.history.commit(*parent).id, &file))
                    .collect();
                let counts = since.is_none_or(|since| commit > since);
                let author = counts.then(|| &*told.history.author(commit).email);
                self.add(written, &befores, author);
            }
        }
    }

    /// What was written so far counts for nobody: the brief left its queue.
    pub fn forget_authors(&mut self) {
        for version in &mut self.versions {
            version.author = None;
        }
    }

    /// The covered keys by which a version differs from another; `None`: from nothing, or nobody can tell.
    fn changed(&self, before: Option<&Tree>, after: &Tree) -> Option<Vec<String>> {
        let before = before?;
        let hash = |asset: &str| self.assets.get(asset).cloned();
        match changed_keys((before, &self.covers), (after, &self.covers), &hash) {
            Ok(keys) => Some(keys),
            Err(_) if before == after => Some(Vec::new()),
            Err(_) => None,
        }
    }

    /// The e-mails of those who wrote what is judged; `loose` is asked for whoever edits what no commit has.
    pub fn authors(&self, loose: impl FnOnce() -> Option<String>) -> Vec<String> {
        let mut authors: Vec<String> = Vec::new();
        let committed = self.versions.iter().filter_map(|version| version.author.as_deref());
        for author in committed.map(str::to_owned) {
            if !authors.contains(&author) {
                authors.push(author);
            }
        }
        let edits = self.versions.last().is_some_and(|version| version.is_loose);
        authors.extend(edits.then(loose).flatten());
        authors
    }

    /// The covered keys that are otherwise now; `None` when no version is what was judged.
    pub fn changed_since(&self, approval: &Approval) -> Option<Vec<String>> {
        let mut digests = self.digests.borrow_mut();
        if digests.iter().all(|(covers, _)| *covers != approval.covers) {
            digests.push((approval.covers.clone(), self.digests_by(&approval.covers)));
        }
        let known = digests.iter().find(|(covers, _)| *covers == approval.covers)?;
        known.1.get(&*approval.digest)?.clone()
    }

    /// By the digest of each version, the latest of those that have it, what is otherwise now.
    fn digests_by(&self, covers: &Covers) -> DigestsOfVersions {
        let hash = |asset: &str| self.assets.get(asset).cloned();
        let Some(now) = self.versions.last() else {
            return HashMap::new();
        };
        let mut all = HashMap::new();
        for version in self.versions.iter().rev() {
            if let Ok(digest) = digest(&version.tree, covers, &hash) {
                all.entry(digest)
                    .or_insert_with(|| changed_keys((&version.tree, covers), (&now.tree, covers), &hash).ok());
            }
        }
        all
    }
}

pub fn tree(lookup: &mut Lookup<'_>, commit: ObjectId, path: &str) -> Option<Tree> {
    let blob = lookup.file(commit, path).ok()??;
    tree_of(&lookup.bytes(blob).ok()?)
}

/// The commit in which the brief last left a queue.
pub fn left_queue(told: &Told, studio: &Studio, brief: &Brief) -> Option<CommitIndex> {
    let workflow = studio.workflow_of(brief)?;
    let is_queue = |stage: &crate::model::id::StageId| {
        let stage = workflow.stage_once_called(stage.as_str());
        stage.is_some_and(|stage| stage.class == StageClass::Queue)
    };
    let trail = told.events.of(brief.id.as_str())?;
    let left = |event: &&crate::trail::event::Event| event.from.as_ref().is_some_and(is_queue);
    trail.events.iter().rev().find(left).map(|event| event.commit)
}
