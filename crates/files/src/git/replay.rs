//! Answers: which commits are here and not there, what did each change, and how is one made again on another head?
//! Invariant: objects are only added, no ref moves; a commit made again keeps its author, its message and both its times.
//! Source: `docs/flows.md`, "What is kept".

use super::object::{object_id, oid, refusal};
use super::state::Target;
use crate::change::outcome::WriteRefused;
use crate::model::history::ObjectId;
use git2::build::TreeUpdateBuilder;
use std::collections::BTreeMap;
use std::path::Path;

/// What stands at a path of a tree: its object and its mode.
pub type Standing = (ObjectId, i32);

/// What a commit did to one path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathChange {
    pub before: Option<Standing>,
    pub after: Option<Standing>,
}

/// A commit that is not shared yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalCommit {
    pub id: ObjectId,
    pub parents: Vec<ObjectId>,
    /// The first line of its message.
    pub subject: String,
}

/// Whether what stands at a path is a plain file.
pub const fn is_file(standing: Standing) -> bool {
    standing.1 & 0o170_000 == 0o100_000
}

const TREE: i32 = 0o040_000;

impl Target {
    /// The commits of `tip` that `upstream` does not have, the oldest first; one more than `most` at the most.
    pub fn beyond(
        &self,
        tip: ObjectId,
        upstream: Option<ObjectId>,
        most: usize,
    ) -> Result<Vec<LocalCommit>, WriteRefused> {
        let walked = || -> Result<Vec<LocalCommit>, git2::Error> {
            let mut walk = self.repo.revwalk()?;
            walk.set_sorting(git2::Sort::TOPOLOGICAL | git2::Sort::REVERSE)?;
            walk.push(oid(tip)?)?;
            if let Some(upstream) = upstream {
                walk.hide(oid(upstream)?)?;
            }
            walk.take(most + 1).map(|id| self.local(id?)).collect()
        };
        walked().map_err(|error| refusal(&error))
    }

    fn local(&self, id: git2::Oid) -> Result<LocalCommit, git2::Error> {
        let commit = self.repo.find_commit(id)?;
        Ok(LocalCommit {
            id: object_id(id),
            parents: commit.parent_ids().map(object_id).collect(),
            subject: String::from_utf8_lossy(commit.summary_bytes().unwrap_or_default()).into_owned(),
        })
    }

    /// Whether `commit` is `tip` or among what it was built on.
    pub fn holds(&self, tip: ObjectId, commit: ObjectId) -> Result<bool, WriteRefused> {
        if tip == commit {
            return Ok(true);
        }
        oid(tip)
            .and_then(|tip| self.repo.graph_descendant_of(tip, oid(commit)?))
            .map_err(|error| refusal(&error))
    }

    /// How many commits `tip` has that `other` does not.
    pub fn ahead(&self, tip: ObjectId, other: ObjectId) -> Result<usize, WriteRefused> {
        let counted = || self.repo.graph_ahead_behind(oid(tip)?, oid(other)?);
        counted().map(|(ahead, _)| ahead).map_err(|error| refusal(&error))
    }

    /// The commit that a text names.
    pub fn named(&self, text: &str) -> Option<ObjectId> {
        let found = self.repo.revparse_single(text).ok()?.peel_to_commit().ok()?;
        Some(object_id(found.id()))
    }

    /// What differs between two commits; without the first, all that the other holds.
    pub fn changes(
        &self,
        before: Option<ObjectId>,
        after: ObjectId,
    ) -> Result<BTreeMap<String, PathChange>, WriteRefused> {
        let old = before.map(|commit| self.tree(commit)).transpose()?;
        let new = self.tree(after)?;
        let mut found = BTreeMap::new();
        self.compare(old.as_ref(), Some(&new), "", &mut found)?;
        let change = |(path, (before, after))| (path, PathChange { before, after });
        Ok(found.into_iter().map(change).collect())
    }

    /// What stands at a path of a commit's tree; a folder counts.
    pub fn standing(&self, commit: ObjectId, path: &str) -> Result<Option<Standing>, WriteRefused> {
        match self.tree(commit)?.get_path(Path::new(path)) {
            Ok(entry) => Ok(Some((object_id(entry.id()), entry.filemode()))),
            Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
            Err(error) => Err(refusal(&error)),
        }
    }

    /// Whether something that is no folder stands where the path needs one.
    pub fn is_blocked(&self, commit: ObjectId, path: &str) -> Result<bool, WriteRefused> {
        for (at, _) in path.match_indices('/') {
            match self.standing(commit, &path[..at])? {
                None => return Ok(false),
                Some((_, TREE)) => {}
                Some(_) => return Ok(true),
            }
        }
        Ok(false)
    }

    /// A commit made again on `parent`, with these paths as they are to be there.
    pub fn made_again(
        &self,
        commit: ObjectId,
        parent: Option<ObjectId>,
        paths: &BTreeMap<String, Option<Standing>>,
    ) -> Result<ObjectId, WriteRefused> {
        let tree = self.tree_with(parent, paths)?;
        let made = || -> Result<git2::Oid, git2::Error> {
            let objects = self.repo.odb()?;
            let written = objects.read(oid(commit)?)?;
            let text = rewritten(written.data(), tree, parent);
            objects.write(git2::ObjectType::Commit, &text)
        };
        made().map(object_id).map_err(|error| refusal(&error))
    }

    fn tree_with(
        &self,
        parent: Option<ObjectId>,
        paths: &BTreeMap<String, Option<Standing>>,
    ) -> Result<ObjectId, WriteRefused> {
        let made = || -> Result<git2::Oid, git2::Error> {
            let base = match parent {
                Some(parent) => self.repo.find_commit(oid(parent)?)?.tree()?,
                None => {
                    let empty = self.repo.treebuilder(None)?.write()?;
                    self.repo.find_tree(empty)?
                }
            };
            let mut builder = TreeUpdateBuilder::new();
            for (path, standing) in paths {
                match standing {
                    Some((id, mode)) => builder.upsert(path.as_str(), oid(*id)?, file_mode(*mode)),
                    None => builder.remove(path.as_str()),
                };
            }
            builder.create_updated(&self.repo, &base)
        };
        made().map(object_id).map_err(|error| refusal(&error))
    }

    /// Three versions of a text as one, by lines; `None` where both changed the same ones.
    pub fn merged_lines(&self, base: &[u8], mine: &[u8], theirs: &[u8]) -> Option<Vec<u8>> {
        let is_text = |bytes: &[u8]| !bytes.contains(&0);
        if ![base, mine, theirs].into_iter().all(is_text) {
            return None;
        }
        let input = |bytes| {
            let mut input = git2::MergeFileInput::new();
            input.content(bytes);
            input
        };
        let merged = git2::merge_file(&input(base), &input(theirs), &input(mine), None).ok()?;
        merged.is_automergeable().then(|| merged.content().to_vec())
    }
}

fn file_mode(mode: i32) -> git2::FileMode {
    match mode & 0o170_000 {
        0o120_000 => git2::FileMode::Link,
        0o160_000 => git2::FileMode::Commit,
        _ if mode & 0o111 != 0 => git2::FileMode::BlobExecutable,
        _ => git2::FileMode::Blob,
    }
}

/// The commit's own bytes with another tree and parent; a signature, which would be wrong now, goes.
fn rewritten(text: &[u8], tree: ObjectId, parent: Option<ObjectId>) -> Vec<u8> {
    let mut new = format!("tree {tree}\n");
    if let Some(parent) = parent {
        new.push_str(&format!("parent {parent}\n"));
    }
    let mut new = new.into_bytes();
    let head = text
        .windows(2)
        .position(|two| two == b"\n\n")
        .map_or(text.len(), |at| at + 1);
    let mut dropping = false;
    for line in text[..head].split_inclusive(|byte| *byte == b'\n') {
        let goes_on = line.starts_with(b" ");
        dropping = if goes_on { dropping } else { is_replaced(line) };
        if !dropping {
            new.extend_from_slice(line);
        }
    }
    new.extend_from_slice(&text[head..]);
    new
}

fn is_replaced(line: &[u8]) -> bool {
    [&b"tree "[..], b"parent ", b"gpgsig ", b"gpgsig-sha256 ", b"mergetag "]
        .iter()
        .any(|header| line.starts_with(header))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_made_again_keeps_all_but_tree_parent_and_signature() {
        let id = ObjectId([0xab; 20]);
        let hex = "ab".repeat(20);
        let text = "tree 0\nparent 1\nparent 2\nauthor A <a> 1 +0100\ncommitter B <b> 2 +0200\nencoding latin1\n\
                    gpgsig -----BEGIN\n more\n -----END\nx-odd kept\n\nsubject\n\ntree stays\n";
        let again = String::from_utf8(rewritten(text.as_bytes(), id, Some(id))).unwrap();
        assert_eq!(
            again,
            format!(
                "tree {hex}\nparent {hex}\nauthor A <a> 1 +0100\ncommitter B <b> 2 +0200\nencoding latin1\nx-odd kept\n\n\
                 subject\n\ntree stays\n"
            )
        );
        assert!(rewritten(b"tree 0", id, None).starts_with(b"tree ab"));
    }
}
