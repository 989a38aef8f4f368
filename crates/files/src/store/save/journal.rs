//! Answers: what was a write about to do when it was interrupted?
//! Invariant: the journal is on the disk, whole, before the first file changes, and goes away last.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::area::Area;
use crate::change::outcome::{DiskFault, WriteRefused};
use crate::model::history::ObjectId;
use crate::store::disk::Disk;

const FIRST_LINE: &str = "crops-write 1";

/// One write. Paths are counted from the top of the working tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journal {
    pub branch: String,
    /// The branch's commit before, and after.
    pub from: Option<ObjectId>,
    pub to: ObjectId,
    /// SHA-256 of git's index when it was copied; `None` when there was none.
    pub index: Option<String>,
    pub files: Vec<JournalFile>,
    /// Directories that are made, outermost first.
    pub made: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalFile {
    pub path: String,
    pub before: Before,
    /// SHA-256 of the new bytes on disk and their blob; `None` when the file is taken away.
    pub after: Option<(String, ObjectId)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    Nothing,
    File,
}

pub fn sha256(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

impl Journal {
    /// Makes it durable, and these files in the same breath.
    pub fn save(&self, area: &Area, mut with: Vec<PathBuf>, disk: Disk<'_>) -> Result<(), WriteRefused> {
        let draft = draft(area);
        with.push(draft.clone());
        disk.remove(&draft)?;
        let saved = disk
            .create(&draft, self.text().as_bytes(), None)
            .and_then(|()| disk.sync(&with))
            .and_then(|()| disk.rename(&draft, &area.journal()));
        if saved.is_err() {
            let _ = disk.remove(&draft);
            let _ = disk.remove(&area.journal());
        }
        saved
    }

    /// `None` when no write was interrupted after its journal was written.
    pub fn load(area: &Area, disk: Disk<'_>) -> Result<Option<Self>, WriteRefused> {
        disk.remove(&draft(area))?;
        let Some(bytes) = disk.read(&area.journal())? else {
            return Ok(None);
        };
        let journal = std::str::from_utf8(&bytes).ok().and_then(Self::parse);
        journal.map(Some).ok_or_else(|| WriteRefused::Disk {
            path: area.journal().display().to_string(),
            fault: DiskFault::Other {
                detail: "not a journal of crops".into(),
            },
        })
    }

    fn text(&self) -> String {
        let dash = |text: Option<String>| text.unwrap_or_else(|| "-".into());
        let mut lines = vec![
            FIRST_LINE.to_string(),
            format!("branch {}", escaped(&self.branch)),
            format!("from {}", dash(self.from.map(|id| id.to_string()))),
            format!("to {}", self.to),
            format!("index {}", dash(self.index.clone())),
        ];
        for file in &self.files {
            let before = match file.before {
                Before::Nothing => "-",
                Before::File => "file",
            };
            let (hash, blob) = match &file.after {
                Some((hash, blob)) => (hash.clone(), blob.to_string()),
                None => ("-".into(), "-".into()),
            };
            lines.push(format!("file {before} {hash} {blob} {}", escaped(&file.path)));
        }
        lines.extend(self.made.iter().map(|folder| format!("made {}", escaped(folder))));
        lines.join("\n") + "\n"
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        if lines.next()? != FIRST_LINE {
            return None;
        }
        let mut value = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(' ');
        let branch = unescaped(value("branch")?);
        let from = optional(value("from")?, ObjectId::from_hex)?;
        let to = ObjectId::from_hex(value("to")?)?;
        let index = optional(value("index")?, |text| Some(text.to_string()))?;
        let mut journal = Self {
            branch,
            from,
            to,
            index,
            files: Vec::new(),
            made: Vec::new(),
        };
        for line in lines {
            match line.split_once(' ')? {
                ("file", rest) => journal.files.push(file(rest)?),
                ("made", rest) => journal.made.push(unescaped(rest)),
                _ => return None,
            }
        }
        Some(journal)
    }
}

fn draft(area: &Area) -> PathBuf {
    area.journal().with_extension("draft")
}

fn file(line: &str) -> Option<JournalFile> {
    let mut words = line.splitn(4, ' ');
    let before = match words.next()? {
        "-" => Before::Nothing,
        "file" => Before::File,
        _ => return None,
    };
    let hash = optional(words.next()?, |text| Some(text.to_string()))?;
    let blob = optional(words.next()?, ObjectId::from_hex)?;
    Some(JournalFile {
        path: unescaped(words.next()?),
        before,
        after: hash.zip(blob),
    })
}

fn optional<T>(text: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
    if text == "-" { Some(None) } else { read(text).map(Some) }
}

/// A folder above the studio may have any name, with a line end in it too.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\n', "%0A")
}

fn unescaped(text: &str) -> String {
    text.replace("%0A", "\n").replace("%25", "%")
}

/// A path of the working tree on this machine.
pub fn place(workdir: &Path, path: &str) -> PathBuf {
    workdir.join(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_reads_back_as_it_was_written() {
        let id = crate::git::object::blob_id(b"x").unwrap();
        for (from, index) in [(None, None), (Some(id), Some(sha256(b"index")))] {
            let journal = Journal {
                branch: "refs/heads/50 % of it".into(),
                from,
                to: id,
                index,
                files: vec![
                    JournalFile {
                        path: "a folder\nwith %0A/brief.yml".into(),
                        before: Before::File,
                        after: Some((sha256(b"x"), id)),
                    },
                    JournalFile {
                        path: "gone.yml".into(),
                        before: Before::File,
                        after: None,
                    },
                ],
                made: vec!["briefs/2026-11".into()],
            };
            assert_eq!(Journal::parse(&journal.text()), Some(journal));
        }
    }

    #[test]
    fn a_text_that_is_no_journal_is_refused() {
        for text in [
            "",
            "crops-write 2\n",
            "crops-write 1\n",
            "crops-write 1\nbranch x\nfrom -\nto -\nindex -\n",
        ] {
            assert_eq!(Journal::parse(text), None, "{text:?}");
        }
    }
}
