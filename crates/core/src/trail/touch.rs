//! Answers: which commits touched the file of a brief, and with which landing did each reach the official line?
//! Invariant: in the order in which they landed, within a landing parents first; the graph decides, no date does.
//! Source: `docs/trail.md`, "Opened landings".

use crate::model::history::{CommitIndex, History, PathIndex};

/// A commit in which a file of interest is not what it is in the first parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touch {
    pub commit: CommitIndex,
    /// The commit of the official line that brought it; `commit` itself on that line.
    pub landing: CommitIndex,
}

/// The landing of every commit.
#[derive(Clone, Debug, Default)]
pub struct Landings {
    of: Vec<CommitIndex>,
    line: Vec<CommitIndex>,
}

impl Landings {
    /// Walks the first-parent line of the tip, oldest first, and takes in with each commit what it newly reaches.
    pub fn of(history: &History) -> Self {
        let mut line = Vec::new();
        let mut next = history.tip();
        while let Some(commit) = next {
            line.push(commit);
            next = history.commit(commit).parents.first().copied();
        }
        line.reverse();
        let mut of: Vec<Option<CommitIndex>> = vec![None; history.commits.len()];
        for landing in &line {
            let mut todo = vec![*landing];
            while let Some(commit) = todo.pop() {
                let known = &mut of[commit.0 as usize];
                if known.is_none() {
                    *known = Some(*landing);
                    todo.extend(history.commit(commit).parents.iter().copied());
                }
            }
        }
        // every commit can be reached from the tip
        let tip = history.tip().unwrap_or(CommitIndex(0));
        Self {
            of: of.into_iter().map(|landing| landing.unwrap_or(tip)).collect(),
            line,
        }
    }

    /// Tells of one commit more, the next of a history in which not every commit is.
    pub(super) fn add(&mut self, commit: CommitIndex, landing: CommitIndex) {
        if commit == landing {
            self.line.push(commit);
        }
        self.of.push(landing);
    }

    pub fn landing(&self, commit: CommitIndex) -> CommitIndex {
        self.of[commit.0 as usize]
    }

    /// The official line, oldest first, as far as its commits are told of.
    pub fn line(&self) -> &[CommitIndex] {
        &self.line
    }
}

/// The paths at which a brief was at any time.
pub fn paths(history: &History, brief: &str) -> Vec<PathIndex> {
    let is_it = |version| history.head(version).is_some_and(|head| head.id.as_str() == brief);
    let changes = history.changes.iter().flatten();
    let mut found: Vec<PathIndex> = changes
        .filter(|change| change.after.is_some_and(is_it))
        .map(|change| change.path)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The commits that changed one of these paths. No path: none.
pub fn touches(history: &History, landings: &Landings, paths: &[PathIndex]) -> Vec<Touch> {
    let commits = (0_u32..).map(CommitIndex).zip(&history.changes);
    let mut found: Vec<Touch> = commits
        .filter(|(_, changes)| changes.iter().any(|change| paths.contains(&change.path)))
        .map(|(commit, _)| Touch {
            commit,
            landing: landings.landing(commit),
        })
        .collect();
    found.sort_by_key(|touch| (touch.landing, touch.commit));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trail::graphs::history;

    #[test]
    fn commits_stand_in_the_order_in_which_they_landed() {
        // the branch is older than what landed before it
        let history = history("a = intake; p a = make; b a = intake; q p = review; m b q = review; c m = done");
        let landings = Landings::of(&history);
        let name = |commit: CommitIndex| commit.0;
        assert_eq!(
            landings.line().iter().copied().map(name).collect::<Vec<_>>(),
            [0, 2, 4, 5]
        );
        let brief = events_brief(&history);
        let found = touches(&history, &landings, &paths(&history, &brief));
        let told: Vec<(u32, u32)> = found
            .iter()
            .map(|touch| (name(touch.commit), name(touch.landing)))
            .collect();
        assert_eq!(told, [(0, 0), (1, 4), (3, 4), (4, 4), (5, 5)]);
        assert!(touches(&history, &landings, &[]).is_empty());
    }

    fn events_brief(history: &History) -> String {
        crate::trail::event::events(history).briefs[0].brief.to_string()
    }
}
