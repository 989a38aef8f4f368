//! Answers: which change takes an earlier one back?
//! Invariant: a new commit, made like any other; nothing that came later is lost.
//! Source: `docs/writing.md`, "Undo".

use super::disk::Disk;
use super::mark::{AsRead, mark_of};
use crate::change::outcome::WriteRefused;
use crate::change::{Change, FileEdit, Message};
use crate::git::state::find;
use std::path::Path;

/// What to undo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish<'a> {
    /// What crops committed last on this branch.
    Last,
    /// A commit, in any words that git understands.
    Commit(&'a str),
}

/// An undo that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undo {
    pub change: Change,
    /// The files as they were when this was decided.
    pub basis: AsRead,
    /// The commit that is undone, in full, and the first line of its message.
    pub commit: String,
    pub subject: String,
}

/// Decides how to undo; writes nothing.
///
/// # Errors
/// Without a repository or such a commit, or when later commits changed the same files.
pub fn undo(root: &Path, wish: Wish<'_>) -> Result<Undo, WriteRefused> {
    let target = find(root)?.ok_or(WriteRefused::NoRepository)?;
    let tip = target.ready()?;
    let commit = match wish {
        Wish::Commit(text) => target.on_branch(&tip, text)?,
        Wish::Last => target.last_of_ours(&tip)?.ok_or(WriteRefused::NothingToUndo)?,
    };
    let undoable = target.undoable(&tip, commit)?;
    let mut files = Vec::with_capacity(undoable.files.len());
    let mut basis = AsRead::new();
    for file in &undoable.files {
        let Some(path) = target.studio_path(&file.path) else {
            continue;
        };
        let on_disk = Disk::real().read(&root.join(path.as_str()))?;
        if let Some(mark) = on_disk.as_deref().and_then(mark_of) {
            basis.insert(path.clone(), mark);
        }
        files.push(match file.before {
            None => FileEdit::Remove { path },
            Some(blob) => FileEdit::Restore {
                path,
                bytes: like(target.blob(blob)?, on_disk.as_deref()),
            },
        });
    }
    let commit = commit.to_string();
    let short = commit.get(..7).unwrap_or(&commit);
    Ok(Undo {
        change: Change {
            message: Message {
                subject: format!("undo: {short} ({})", undoable.subject),
                body: vec![format!("This takes back commit {commit}.")],
            },
            files,
        },
        basis,
        subject: undoable.subject,
        commit,
    })
}

/// git may store LF for what has CRLF on disk: what comes back has the line ends of the file it replaces.
fn like(stored: Vec<u8>, on_disk: Option<&[u8]>) -> Vec<u8> {
    let has_crlf = |bytes: &[u8]| bytes.windows(2).any(|pair| pair == b"\r\n");
    if !on_disk.is_some_and(has_crlf) || has_crlf(&stored) {
        return stored;
    }
    let mut bytes = Vec::with_capacity(stored.len() + stored.len() / 16);
    for byte in stored {
        if byte == b'\n' {
            bytes.push(b'\r');
        }
        bytes.push(byte);
    }
    bytes
}
