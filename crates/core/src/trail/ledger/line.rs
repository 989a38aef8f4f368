//! Answers: which commit of the official line brought another one, a file, or what a revision had?
//! Invariant: what a commit of the line reaches are exactly the commits up to its place, so places answer and no graph is walked.
//! Source: `docs/decisions/0025-index-of-the-history.md`.

use super::rows::ParentRow;
use super::{Damaged, Ledger};
use crate::model::history::ObjectId;
use std::collections::BTreeSet;

/// A commit and the commit of the official line that brought it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brought {
    pub commit: ObjectId,
    pub landing: ObjectId,
}

impl Ledger {
    /// The place of the first commit of the line that reaches the one at this place.
    pub(super) fn landing(&self, place: u32) -> Result<u32, Damaged> {
        for view in self.views.iter().filter(|view| place < view.limit) {
            if let Some(landing) = view.line_at(view.on_line_before(place)?)? {
                return Ok(landing);
            }
        }
        Err(Damaged)
    }

    /// The commit that brought something which stays: `has` tells whether a commit has it. `None`: not even the last one has.
    ///
    /// # Errors
    /// When a frame is damaged.
    pub fn brought(&self, has: &mut dyn FnMut(ObjectId) -> bool) -> Result<Option<Brought>, Damaged> {
        let line = Line::of(self)?;
        let (mut low, mut high) = (0, line.length);
        while low < high {
            let middle = low + (high - low) / 2;
            if has(self.id(line.at(middle)?)?) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        if low == line.length {
            return Ok(None);
        }
        let landing = line.at(low)?;
        let mut commit = landing;
        // into the merged side, as far back as it has it
        while let Some(parent) = self.parent_with(commit, landing, has)? {
            commit = parent;
        }
        Ok(Some(Brought {
            commit: self.id(commit)?,
            landing: self.id(landing)?,
        }))
    }

    fn parent_with(
        &self,
        commit: u32,
        landing: u32,
        has: &mut dyn FnMut(ObjectId) -> bool,
    ) -> Result<Option<u32>, Damaged> {
        for parent in self.parents(commit)? {
            if self.landing(parent)? == landing && has(self.id(parent)?) {
                return Ok(Some(parent));
            }
        }
        Ok(None)
    }

    /// The newest commit of the line that a commit reaches, itself included; `None`: none, or it is not known.
    ///
    /// # Errors
    /// When a frame is damaged.
    pub fn newest_on_line(&self, commit: ObjectId) -> Result<Option<ObjectId>, Damaged> {
        let mut todo: Vec<u32> = self.place(commit)?.map(|known| known.0).into_iter().collect();
        let mut seen = BTreeSet::new();
        let mut newest = None;
        while let Some(place) = todo.pop() {
            // what is reached from the line lies before it
            if newest.is_some_and(|newest| place <= newest) || !seen.insert(place) {
                continue;
            }
            if self.landing(place)? == place {
                newest = Some(place);
            } else {
                todo.extend(self.parents(place)?);
            }
        }
        newest.map(|place| self.id(place)).transpose()
    }

    fn id(&self, place: u32) -> Result<ObjectId, Damaged> {
        Ok(self.view_of(place)?.commit(place)?.id)
    }

    fn parents(&self, place: u32) -> Result<Vec<u32>, Damaged> {
        let view = self.view_of(place)?;
        let row = view.commit(place)?;
        let parents = view.rows::<ParentRow>(row.parents, row.parent_count)?;
        Ok(parents.into_iter().map(|parent| parent.commit).collect())
    }
}

/// The official line as one list over all frames.
struct Line<'l> {
    ledger: &'l Ledger,
    /// How many commits of it each frame shows.
    counts: Vec<u32>,
    length: u32,
}

impl<'l> Line<'l> {
    fn of(ledger: &'l Ledger) -> Result<Self, Damaged> {
        let views = ledger.views.iter();
        let counts: Result<Vec<u32>, Damaged> = views.map(|view| view.on_line_before(view.limit)).collect();
        let counts = counts?;
        Ok(Self {
            ledger,
            length: counts.iter().sum(),
            counts,
        })
    }

    fn at(&self, mut at: u32) -> Result<u32, Damaged> {
        for (view, count) in self.ledger.views.iter().zip(&self.counts) {
            if at < *count {
                return view.line_at(at)?.ok_or(Damaged);
            }
            at -= count;
        }
        Err(Damaged)
    }
}
