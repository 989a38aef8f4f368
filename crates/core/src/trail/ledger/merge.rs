//! Answers: how do the frames of a ledger become one?
//! Invariant: the merged frame gives the same answers; what no frame shows any more is left out, but for versions.

use super::frame::{Counts, Frame, FrameBrief, FrameCommit, FrameEvent, FrameUnreadable};
use super::rows::{
    AuthorRow, BriefPathRow, BriefRow, CommitRow, EventRow, LineRow, NONE, ParentRow, PathRow, RecordRow, SkewedRow,
    StandingRow, UnreadableRow, VersionRow,
};
use super::view::View;
use super::{Damaged, Ledger};
use crate::model::history::{Author, Moment};

pub fn frame(ledger: &Ledger) -> Result<Frame, Damaged> {
    let mut merged = Frame::default();
    for view in &ledger.views {
        view.load_texts()?;
        let part = Part {
            view,
            versions: merged.versions.len() as u32,
            authors: merged.authors.len() as u32,
        };
        part.add_commits(&mut merged)?;
        part.add_files(&mut merged)?;
        part.add_briefs(&mut merged)?;
        part.add_faults(&mut merged)?;
        for at in 0..u32::try_from(view.count::<VersionRow>()).map_err(|_| Damaged)? {
            let (blob, version) = view.version(at)?;
            merged.versions.push(version);
            merged.blobs.push(blob);
        }
    }
    measure(&mut merged.commits);
    Ok(merged)
}

/// A frame, and how much of the merged one stands before it.
struct Part<'l> {
    view: &'l View,
    versions: u32,
    authors: u32,
}

impl Part<'_> {
    fn version(&self, at: u32) -> Option<u32> {
        (at != NONE).then(|| at.saturating_add(self.versions))
    }

    fn is_there(&self, commit: u32) -> bool {
        commit < self.view.limit
    }

    fn maybe(&self, text: u32) -> Result<Option<Box<str>>, Damaged> {
        self.view.text(text, |text| text.into())
    }

    fn add_commits(&self, merged: &mut Frame) -> Result<(), Damaged> {
        let view = self.view;
        for row in view.rows::<CommitRow>(0, view.limit - view.base)? {
            let parents = view.rows::<ParentRow>(row.parents, row.parent_count)?;
            merged.commits.push(FrameCommit {
                id: row.id,
                committed: Moment::from_timestamp(row.committed, 0).ok_or(Damaged)?,
                author: row.author.saturating_add(self.authors),
                parents: parents.iter().map(|parent| parent.commit).collect(),
                span: (0, 0),
                root: None,
            });
        }
        let line = view.all::<LineRow>()?.into_iter().map(|row| row.commit);
        merged.line.extend(line.filter(|commit| self.is_there(*commit)));
        for row in view.all::<AuthorRow>()? {
            let (name, email) = (view.some_text(row.name)?, view.some_text(row.email)?);
            merged.authors.push(Author { name, email });
        }
        Ok(())
    }

    fn add_files(&self, merged: &mut Frame) -> Result<(), Damaged> {
        for row in self.view.all::<PathRow>()? {
            let records = self.view.rows::<RecordRow>(row.records, row.record_count)?;
            let visible = records.iter().filter(|record| self.is_there(record.commit));
            let visible = visible.map(|record| (record.commit, self.version(record.version)));
            merged
                .paths
                .entry(self.view.some_text(row.path)?)
                .or_default()
                .extend(visible);
        }
        Ok(())
    }

    fn add_briefs(&self, merged: &mut Frame) -> Result<(), Damaged> {
        let view = self.view;
        for row in view.all::<BriefRow>()? {
            let brief = merged.briefs.entry(view.some_text(row.id)?).or_default();
            if brief.first.is_none() && self.is_there(row.first) {
                brief.first = Some(row.first);
            }
            for path in view.rows::<BriefPathRow>(row.paths, row.path_count)? {
                let path = view.some_text(path.path)?;
                if !brief.paths.contains(&path) {
                    brief.paths.push(path);
                }
            }
            self.add_events(brief, &row)?;
            for standing in view.rows::<StandingRow>(row.standing, row.standing_count)? {
                if self.is_there(standing.commit) {
                    brief.standing.push((standing.commit, self.version(standing.version)));
                }
            }
        }
        Ok(())
    }

    fn add_events(&self, brief: &mut FrameBrief, row: &BriefRow) -> Result<(), Damaged> {
        for event in self.view.rows::<EventRow>(row.events, row.event_count)? {
            if self.is_there(event.landing) {
                brief.events.push(FrameEvent {
                    counts: if event.counts == 0 {
                        Counts::Superseded
                    } else {
                        Counts::Yes
                    },
                    from: self.view.stage(event.from)?,
                    to: self.view.stage(event.to)?,
                    commit: event.commit,
                    landing: event.landing,
                    order: event.order,
                    time: Moment::from_timestamp(event.time, 0).ok_or(Damaged)?,
                    version: self.version(event.version),
                });
            }
        }
        Ok(())
    }

    fn add_faults(&self, merged: &mut Frame) -> Result<(), Damaged> {
        let skewed = self.view.all::<SkewedRow>()?.into_iter().map(|row| row.commit);
        merged.skewed.extend(skewed.filter(|commit| self.is_there(*commit)));
        for row in self.view.all::<UnreadableRow>()? {
            if self.is_there(row.commit) {
                merged.unreadable.push(FrameUnreadable {
                    commit: row.commit,
                    path: self.view.some_text(row.path)?,
                    brief: self.maybe(row.brief)?,
                    version: self.version(row.version).ok_or(Damaged)?,
                });
            }
        }
        Ok(())
    }
}

/// The span of every commit in the preorder of the forest of first parents, children in their order.
fn measure(commits: &mut [FrameCommit]) {
    let mut sizes = vec![1_u32; commits.len()];
    let first = |commit: &FrameCommit| commit.parents.first().map(|parent| *parent as usize);
    for at in (0..commits.len()).rev() {
        if let Some(parent) = first(&commits[at]).filter(|parent| *parent < at) {
            sizes[parent] += sizes[at];
        }
    }
    // where the next child of each commit goes
    let mut free = vec![0_u32; commits.len()];
    let mut next_root = 0;
    for at in 0..commits.len() {
        let place = match first(&commits[at]).filter(|parent| *parent < at) {
            Some(parent) => &mut free[parent],
            None => &mut next_root,
        };
        let order = *place;
        *place += sizes[at];
        free[at] = order + 1;
        commits[at].span = (order, order + sizes[at]);
    }
}
