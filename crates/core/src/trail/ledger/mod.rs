//! Answers: what is known about a whole history without reading it again, and what must still be read?
//! Invariant: one frame or many, kept or made just now: the answers are the same. A part of the official line is a ledger too.
//! Source: `docs/decisions/0025-index-of-the-history.md`.
//!
//! Ask [`Ledger::told`] for the events of all briefs, [`Ledger::told_of`] for one; both give a history and events that
//! belong together, and [`super::visit::visits`] reads the visits of a brief from them.

mod frame;
mod grow;
mod line;
mod merge;
mod rows;
mod told;
mod view;

pub use frame::Written;
pub use line::Brought;
pub use told::Told;
pub use view::Pages;

use crate::model::history::{CommitIndex, Growth, ObjectId};
use std::rc::Rc;
use view::View;

/// What was kept cannot be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// Everything that the commits up to one of the official line say about briefs.
#[derive(Clone, Default)]
pub struct Ledger {
    /// The oldest first; each stands on the commits of those before it, as far as it says.
    views: Vec<View>,
}

impl Ledger {
    /// # Errors
    /// When a frame is not what was once written.
    pub fn new(frames: Vec<Rc<dyn Pages>>) -> Result<Self, Damaged> {
        let mut ledger = Self::default();
        for pages in frames {
            ledger.push(pages)?;
        }
        Ok(ledger)
    }

    /// Adds a frame; what it does not stand on is gone.
    fn push(&mut self, pages: Rc<dyn Pages>) -> Result<(), Damaged> {
        let view = View::new(pages)?;
        self.cut(view.base);
        if self.count() != view.base {
            return Err(Damaged);
        }
        self.views.push(view);
        Ok(())
    }

    /// How many commits are known.
    pub fn count(&self) -> u32 {
        self.views.last().map_or(0, |view| view.limit)
    }

    /// How many frames there are.
    pub fn frames(&self) -> usize {
        self.views.len()
    }

    fn cut(&mut self, limit: u32) {
        self.views.retain(|view| view.base < limit);
        if let Some(view) = self.views.last_mut() {
            view.limit = view.limit.min(limit);
        }
    }

    /// The place of a commit; `None`: it is not known.
    ///
    /// # Errors
    /// When a frame is damaged.
    pub fn place(&self, id: ObjectId) -> Result<Option<CommitIndex>, Damaged> {
        for view in self.views.iter().rev() {
            if let Some(place) = view.place(id)? {
                return Ok(Some(CommitIndex(place)));
            }
        }
        Ok(None)
    }

    /// What was known when this commit was the tip; `None`: it is not on the official line as known.
    ///
    /// # Errors
    /// When a frame is damaged.
    pub fn up_to(&self, tip: ObjectId) -> Result<Option<Self>, Damaged> {
        let Some(CommitIndex(place)) = self.place(tip)? else {
            return Ok(None);
        };
        if !self.view_of(place)?.is_on_line(place)? {
            return Ok(None);
        }
        let mut ledger = self.clone();
        ledger.cut(place.saturating_add(1));
        Ok(Some(ledger))
    }

    /// This ledger and what came after it; its frame is given as well, to be kept.
    /// `growth` must stand on nothing but what is known here.
    ///
    /// # Errors
    /// When a frame is damaged.
    pub fn grown(&self, growth: Growth) -> Result<(Self, Rc<Written>), Damaged> {
        let written = Rc::new(grow::frame(self, growth)?.written());
        let mut ledger = self.clone();
        ledger.push(Rc::clone(&written) as Rc<dyn Pages>)?;
        Ok((ledger, written))
    }

    /// All frames as one.
    ///
    /// # Errors
    /// When a frame is damaged.
    pub fn merged(&self) -> Result<Written, Damaged> {
        Ok(merge::frame(self)?.written())
    }

    fn view_of(&self, place: u32) -> Result<&View, Damaged> {
        let found = self
            .views
            .iter()
            .rev()
            .find(|view| view.base <= place && place < view.limit);
        found.ok_or(Damaged)
    }
}
