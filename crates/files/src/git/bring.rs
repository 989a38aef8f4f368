//! Answers: can files and index follow the branch to another commit, and how do they?
//! Invariant: what the user has not committed stays; where it would have to go, nothing is moved at all.
//! Source: git-read-tree(1), "Two Tree Merge".

use super::identity::{Identity, Moment, signature};
use super::object::{oid, refusal};
use super::program::{Asking, Said};
use super::state::{Target, Tip};
use super::write::Advance;
use crate::change::outcome::{Holder, WriteRefused};
use crate::change::share::ShareRefused;
use crate::model::history::ObjectId;
use std::time::Duration;

/// Why files cannot follow.
#[derive(Clone, Debug, PartialEq)]
pub enum Stuck {
    Share(ShareRefused),
    Write(WriteRefused),
}

impl From<ShareRefused> for Stuck {
    fn from(refused: ShareRefused) -> Self {
        Self::Share(refused)
    }
}

impl From<WriteRefused> for Stuck {
    fn from(refused: WriteRefused) -> Self {
        Self::Write(refused)
    }
}

/// How far to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Only find out whether it can be done.
    Try,
    Do,
}

impl Target {
    /// Lets files and index go from one commit to another.
    ///
    /// # Errors
    /// When work of the user's is in the way, or somebody else is writing.
    pub fn bring(&self, from: ObjectId, to: ObjectId, step: Step) -> Result<(), Stuck> {
        if from == to {
            return Ok(());
        }
        self.refuse_own_filters()?;
        if step == Step::Try {
            // a file that was only touched is no work; who has a lock says so below
            self.git(&["update-index", "-q", "--refresh"], Asking::Never)?;
        }
        let (from, to) = (from.to_string(), to.to_string());
        let mut words = vec!["read-tree", "-m", "-u"];
        if step == Step::Try {
            words.push("-n");
        }
        words.extend([from.as_str(), to.as_str()]);
        let said = self.git(&words, Asking::Never)?;
        if said.is_fine { Ok(()) } else { Err(self.stuck(&said)) }
    }

    fn stuck(&self, said: &Said) -> Stuck {
        if said.stderr.contains("index.lock") {
            let lock = self.index_path().with_extension("lock");
            return Stuck::Write(WriteRefused::Busy {
                holder: Holder::Git {
                    lock: lock.display().to_string(),
                },
                waited: Duration::ZERO,
            });
        }
        let paths: Vec<String> = said.stderr.lines().filter_map(in_the_way).collect();
        if paths.is_empty() {
            let detail = said.complaint();
            return Stuck::Write(WriteRefused::Git { detail });
        }
        Stuck::Share(ShareRefused::OwnWork { paths })
    }

    /// A filter that the repository itself configures would be started on the files that come.
    fn refuse_own_filters(&self) -> Result<(), Stuck> {
        let config = self.repo.config().map_err(|error| refusal(&error))?;
        let mut entries = config.entries(Some("filter\\..*")).map_err(|error| refusal(&error))?;
        while let Some(entry) = entries.next() {
            let entry = entry.map_err(|error| refusal(&error))?;
            let own = matches!(entry.level(), git2::ConfigLevel::Local | git2::ConfigLevel::Worktree);
            if own && !entry.value_bytes().is_empty() {
                let key = String::from_utf8_lossy(entry.name_bytes()).into_owned();
                return Err(ShareRefused::NamesAProgram { key }.into());
            }
        }
        Ok(())
    }

    /// Moves the branch as [`Self::advance`] does; commits of crops' own get their lines in the reflog, so that an undo finds them.
    pub fn advance_over(
        &self,
        tip: &Tip,
        over: &[(ObjectId, String)],
        to: ObjectId,
        who: (&Identity, Moment),
        reflog: &str,
    ) -> Result<Advance, WriteRefused> {
        let Some(((last, subject), before)) = over.split_last().filter(|((last, _), _)| *last == to) else {
            return self.advance(tip, to, who, reflog);
        };
        let by = signature(&who.0.committer, who.1)?;
        let noted = || -> Result<(), git2::Error> {
            let mut lines = self.repo.reflog(&tip.branch)?;
            for (commit, subject) in before {
                lines.append(oid(*commit)?, &by, Some(&format!("crops: {subject}")))?;
            }
            lines.write()
        };
        noted().map_err(|error| refusal(&error))?;
        self.advance(tip, *last, who, &format!("crops: {subject}"))
    }
}

/// The path in a complaint about what would be overwritten.
fn in_the_way(line: &str) -> Option<String> {
    let is_about = [
        "not uptodate",
        "would be overwritten",
        "would be removed",
        "would lose untracked",
    ]
    .iter()
    .any(|words| line.contains(words));
    let (_, rest) = line.split_once('\'')?;
    let (path, _) = rest.rsplit_once('\'')?;
    is_about.then(|| path.to_owned())
}
