//! Answers: which events have all briefs, or one of them?
//! Invariant: nothing from behind the ledger's last commit is told; commits keep their order.

use super::rows::{
    AuthorRow, BriefPathRow, BriefRow, CommitRow, EventRow, NONE, ParentRow, RecordRow, SkewedRow, StandingRow,
    UnreadableRow,
};
use super::view::View;
use super::{Damaged, Ledger};
use crate::model::few::Few;
use crate::model::history::{
    Author, AuthorIndex, Commit, CommitIndex, FileChange, History, Moment, ObjectId, PathIndex, VersionIndex,
};
use crate::model::id::BriefId;
use crate::trail::event::{BriefEvents, Event, Events, Unreadable};
use crate::trail::touch::Landings;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A history and the events in it.
///
/// Asked for all briefs, the history has every commit and no file changes. Asked for one brief, it has the commits that
/// changed a file it ever was in, those that brought them to the official line, and the parents of both; its `changes` are
/// the versions of those files (which may be another brief's: see their heads). An event's place is one of that history.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    pub history: History,
    pub events: Events,
}

impl Ledger {
    /// All events of all briefs, deleted ones too.
    ///
    /// # Errors
    /// When a frame is damaged.
    pub fn told(&self) -> Result<Told, Damaged> {
        let mut teller = Teller::new(self);
        for view in &self.views {
            view.load_texts()?;
            teller.whole(view)?;
        }
        let mut rows: BTreeMap<BriefId, Vec<(usize, BriefRow)>> = BTreeMap::new();
        for (at, view) in self.views.iter().enumerate() {
            for row in view.all::<BriefRow>()? {
                let id = view.shared(row.id)?.and_then(BriefId::on).ok_or(Damaged)?;
                rows.entry(id).or_default().push((at, row));
            }
        }
        for (id, rows) in rows {
            teller.brief(id, &rows)?;
        }
        teller.faults(|_| true)?;
        Ok(teller.told)
    }

    /// The events of one brief; no event at all where there is no such brief.
    ///
    /// # Errors
    /// When a frame is damaged.
    pub fn told_of(&self, brief: &str) -> Result<Told, Damaged> {
        Ok(self.told_with(brief, &[])?.0)
    }

    /// As [`Self::told_of`], with these commits too, as far as they are known; and the landing of every commit that is told of.
    ///
    /// # Errors
    /// When a frame is damaged.
    pub fn told_with(&self, brief: &str, also: &[ObjectId]) -> Result<(Told, Landings), Damaged> {
        let Some(id) = BriefId::new(brief) else {
            return Ok(Default::default());
        };
        let rows = self.rows(brief)?;
        let mut teller = Teller::new(self);
        let records = self.records(&rows)?;
        let places = self.needed(&rows, &records, also)?;
        teller.some(&places)?;
        teller.brief(id, &rows)?;
        teller.changes(records)?;
        teller.faults(|of| of.is_some_and(|of| of.as_str() == brief))?;
        let landings = teller.landings(&places)?;
        Ok((teller.told, landings))
    }

    /// What each frame says of a brief.
    fn rows(&self, brief: &str) -> Result<Vec<(usize, BriefRow)>, Damaged> {
        let mut rows = Vec::new();
        for (at, view) in self.views.iter().enumerate() {
            rows.extend(view.brief(brief)?.map(|row| (at, row)));
        }
        Ok(rows)
    }

    /// The changes of every file that a brief ever was in: path, and the frame of each.
    fn records(&self, rows: &[(usize, BriefRow)]) -> Result<Vec<(Box<str>, usize, RecordRow)>, Damaged> {
        let mut paths = BTreeSet::new();
        for (at, row) in rows {
            for path in self.views[*at].rows::<BriefPathRow>(row.paths, row.path_count)? {
                paths.insert(self.views[*at].some_text(path.path)?);
            }
        }
        let mut found = Vec::new();
        for path in paths {
            for (at, view) in self.views.iter().enumerate() {
                let Some(row) = view.path(&path)? else { continue };
                let records = view.rows::<RecordRow>(row.records, row.record_count)?;
                let visible = records.into_iter().filter(|record| record.commit < view.limit);
                found.extend(visible.map(|record| (path.clone(), at, record)));
            }
        }
        Ok(found)
    }

    /// The commits that are told of, by their places in the whole history; with their landings, and the parents of all.
    fn needed(
        &self,
        rows: &[(usize, BriefRow)],
        records: &[(Box<str>, usize, RecordRow)],
        also: &[ObjectId],
    ) -> Result<BTreeSet<u32>, Damaged> {
        let mut places: BTreeSet<u32> = records.iter().map(|(_, _, record)| record.commit).collect();
        for id in also {
            places.extend(self.place(*id)?.map(|known| known.0));
        }
        for (at, row) in rows {
            let view = &self.views[*at];
            let events = view.rows::<EventRow>(row.events, row.event_count)?;
            let visible = events.iter().filter(|event| event.landing < view.limit);
            places.extend(visible.flat_map(|event| [event.commit, event.landing]));
        }
        for place in places.clone() {
            places.insert(self.landing(place)?);
        }
        for place in places.clone() {
            let view = self.view_of(place)?;
            let commit = view.commit(place)?;
            let parents = view.rows::<ParentRow>(commit.parents, commit.parent_count)?;
            places.extend(parents.iter().map(|parent| parent.commit));
        }
        Ok(places)
    }
}

/// A table of a long history is taken over piece by piece, so that it is not in memory twice.
const ROWS_AT_ONCE: u32 = 8_192;

struct Teller<'l> {
    ledger: &'l Ledger,
    told: Told,
    /// Places in `told` of the commits that are there; `None`: all of them are.
    places: Option<HashMap<u32, CommitIndex>>,
    authors: HashMap<(Box<str>, Box<str>), AuthorIndex>,
    paths: HashMap<Box<str>, PathIndex>,
    versions: HashMap<(usize, u32), VersionIndex>,
}

fn moment(seconds: i64) -> Moment {
    Moment::from_timestamp(seconds, 0).unwrap_or_default()
}

impl<'l> Teller<'l> {
    fn new(ledger: &'l Ledger) -> Self {
        Self {
            ledger,
            told: Told::default(),
            places: None,
            authors: HashMap::new(),
            paths: HashMap::new(),
            versions: HashMap::new(),
        }
    }

    /// Takes over all commits of a frame.
    fn whole(&mut self, view: &View) -> Result<(), Damaged> {
        let authors = view.all::<AuthorRow>()?;
        let authors: Result<Vec<AuthorIndex>, Damaged> = authors.iter().map(|row| self.author(view, row)).collect();
        let (authors, parents) = (authors?, view.all::<ParentRow>()?);
        let count = view.limit - view.base;
        self.told.history.commits.reserve_exact(count as usize);
        for start in (0..count).step_by(ROWS_AT_ONCE as usize) {
            for row in view.rows::<CommitRow>(start, ROWS_AT_ONCE.min(count - start))? {
                let first = row.parents as usize;
                let of_commit = parents.get(first..).ok_or(Damaged)?;
                let of_commit = of_commit.get(..row.parent_count as usize).ok_or(Damaged)?;
                self.told.history.commits.push(Commit {
                    id: row.id,
                    parents: of_commit.iter().map(|parent| CommitIndex(parent.commit)).collect(),
                    committed: moment(row.committed),
                    author: *authors.get(row.author as usize).ok_or(Damaged)?,
                });
            }
        }
        self.told
            .history
            .changes
            .resize(self.told.history.commits.len(), Few::default());
        Ok(())
    }

    /// Takes over single commits.
    fn some(&mut self, places: &BTreeSet<u32>) -> Result<(), Damaged> {
        let indices: HashMap<u32, CommitIndex> = places.iter().copied().zip((0..).map(CommitIndex)).collect();
        for place in places {
            let view = self.ledger.view_of(*place)?;
            let row = view.commit(*place)?;
            let parents = view.rows::<ParentRow>(row.parents, row.parent_count)?;
            let author = self.author(view, &view.row::<AuthorRow>(row.author)?)?;
            self.told.history.commits.push(Commit {
                id: row.id,
                parents: parents
                    .iter()
                    .filter_map(|parent| indices.get(&parent.commit).copied())
                    .collect(),
                committed: moment(row.committed),
                author,
            });
        }
        self.told.history.changes.resize(indices.len(), Few::default());
        self.places = Some(indices);
        Ok(())
    }

    /// The landing of each of these commits; of parents alone it may be a commit that nothing is told of, and they are their own.
    fn landings(&self, places: &BTreeSet<u32>) -> Result<Landings, Damaged> {
        let mut landings = Landings::default();
        for place in places {
            let (commit, landing) = (self.commit(*place)?, self.ledger.landing(*place)?);
            landings.add(commit, self.commit(landing).unwrap_or(commit));
        }
        Ok(landings)
    }

    fn author(&mut self, view: &View, row: &AuthorRow) -> Result<AuthorIndex, Damaged> {
        let key = (view.some_text(row.name)?, view.some_text(row.email)?);
        let authors = &mut self.told.history.authors;
        let next = AuthorIndex(authors.len() as u32);
        let author = *self.authors.entry(key.clone()).or_insert(next);
        if author == next {
            let (name, email) = key;
            authors.push(Author { name, email });
        }
        Ok(author)
    }

    fn commit(&self, place: u32) -> Result<CommitIndex, Damaged> {
        let found = match &self.places {
            Some(places) => places.get(&place).copied(),
            None => Some(CommitIndex(place)).filter(|at| (at.0 as usize) < self.told.history.commits.len()),
        };
        found.ok_or(Damaged)
    }

    fn version(&mut self, view: usize, at: u32) -> Result<Option<VersionIndex>, Damaged> {
        if at == NONE {
            return Ok(None);
        }
        if let Some(known) = self.versions.get(&(view, at)) {
            return Ok(Some(*known));
        }
        let (blob, version) = self.ledger.views[view].version(at)?;
        let history = &mut self.told.history;
        let index = VersionIndex(history.versions.len() as u32);
        history.versions.push(version);
        history.blobs.push(blob);
        self.versions.insert((view, at), index);
        Ok(Some(index))
    }

    fn path(&mut self, path: Box<str>) -> PathIndex {
        let paths = &mut self.told.history.paths;
        let next = PathIndex(paths.len() as u32);
        let index = *self.paths.entry(path.clone()).or_insert(next);
        if index == next {
            paths.push(path);
        }
        index
    }

    /// Adds a brief, unless all of it came later.
    fn brief(&mut self, id: BriefId, rows: &[(usize, BriefRow)]) -> Result<(), Damaged> {
        let (mut events, mut superseded, mut last) = (Vec::new(), Vec::new(), None);
        let mut is_there = false;
        for (at, row) in rows {
            let view = &self.ledger.views[*at];
            is_there |= row.first < view.limit;
            for event in view.rows::<EventRow>(row.events, row.event_count)? {
                if event.landing < view.limit {
                    let list = if event.counts == 0 {
                        &mut superseded
                    } else {
                        &mut events
                    };
                    list.push(self.event(*at, &event)?);
                }
            }
            let standing = view.rows::<StandingRow>(row.standing, row.standing_count)?;
            let then = standing.iter().rev().find(|standing| standing.commit < view.limit);
            last = then.map_or(last, |then| Some((*at, then.version)));
        }
        if is_there {
            let last = match last {
                Some((at, version)) => self.version(at, version)?,
                None => None,
            };
            self.told.events.briefs.push(BriefEvents {
                brief: id,
                events,
                superseded,
                last,
            });
        }
        Ok(())
    }

    fn event(&mut self, at: usize, row: &EventRow) -> Result<Event, Damaged> {
        let view = &self.ledger.views[at];
        let (commit, landing) = (self.commit(row.commit)?, self.commit(row.landing)?);
        Ok(Event {
            from: view.stage(row.from)?,
            to: view.stage(row.to)?,
            commit,
            landing,
            made: self.told.history.commit(commit).committed,
            landed: self.told.history.commit(landing).committed,
            time: moment(row.time),
            version: self.version(at, row.version)?,
            order: row.order,
        })
    }

    fn changes(&mut self, records: Vec<(Box<str>, usize, RecordRow)>) -> Result<(), Damaged> {
        for (path, at, record) in records {
            let commit = self.commit(record.commit)?;
            let change = FileChange {
                path: self.path(path),
                after: self.version(at, record.version)?,
            };
            self.told.history.changes[commit.0 as usize].push(change);
        }
        Ok(())
    }

    /// Versions that cannot be read and clocks that are wrong, of the commits that are told of.
    fn faults(&mut self, wanted: impl Fn(Option<&BriefId>) -> bool) -> Result<(), Damaged> {
        for (at, view) in self.ledger.views.iter().enumerate() {
            for row in view.all::<UnreadableRow>()? {
                let brief = view.text(row.brief, BriefId::new)?.flatten();
                if row.commit < view.limit && wanted(brief.as_ref()) {
                    let unreadable = Unreadable {
                        commit: self.commit(row.commit)?,
                        path: self.path(view.some_text(row.path)?),
                        version: self.version(at, row.version)?.ok_or(Damaged)?,
                        brief,
                    };
                    self.told.events.unreadable.push(unreadable);
                }
            }
            for row in view.all::<SkewedRow>()? {
                if row.commit < view.limit
                    && let Ok(commit) = self.commit(row.commit)
                {
                    self.told.events.skewed.push(commit);
                }
            }
        }
        Ok(())
    }
}
