//! Answers: what do new commits say, standing on a ledger?
//! Invariant: the events of the whole history, cut at the ledger's last commit, and these are the events of the whole history.
//! Source: `docs/decisions/0025-index-of-the-history.md`: what a known commit holds is found along its first parents.

use super::frame::{Counts, Frame, FrameBrief, FrameCommit, FrameEvent, FrameUnreadable, NOT_A_BRIEF, UNREADABLE};
use super::rows::{BriefPathRow, EventRow, NONE, RecordRow, UnreadableRow, VersionRow};
use super::{Damaged, Ledger};
use crate::model::history::{
    BriefVersion, CommitIndex, FileChange, Growth, History, Moment, ObjectId, PathIndex, VersionIndex,
};
use crate::model::id::BriefId;
use crate::trail::event::{Event, Events, events_after};
use crate::trail::state::{self, BriefIndex, States};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The frame of new commits. Without known ones, the history must be whole.
pub fn frame(ledger: &Ledger, growth: Growth) -> Result<Frame, Damaged> {
    let Growth { mut history, known } = growth;
    if !known.is_empty() {
        Standing::new(ledger, &history).tell(&mut history, &known)?;
    }
    let states = state::states(&history);
    let events = events_after(&history, &states, known.len(), &|brief| latest(ledger, brief))?;
    let places = Places {
        known: &known,
        base: ledger.count(),
    };
    let mut frame = Frame {
        base: places.base,
        authors: std::mem::take(&mut history.authors),
        skewed: events.skewed.iter().map(|commit| places.of(*commit)).collect(),
        unreadable: unreadable(ledger, &history, &events, &places)?,
        ..Frame::default()
    };
    // each goes once it was taken over: together they are several times as large as the frame
    let mut briefs = Briefs::new(&states);
    places.put_events(events, &mut briefs);
    places.put_standing(&states, &mut briefs);
    places.put_commits(&history, &states, &mut frame);
    places.put_changes(&history, (&mut frame, &mut briefs));
    frame.briefs = briefs.finish();
    drop(states);
    history.commits = Vec::new();
    history.changes = Vec::new();
    (frame.versions, frame.blobs) = (history.versions, history.blobs);
    Ok(frame)
}

/// What new commits say of each brief, by its number: a number is found faster than a name.
struct Briefs<'s> {
    states: &'s States,
    numbers: HashMap<&'s str, BriefIndex>,
    list: Vec<FrameBrief>,
}

impl<'s> Briefs<'s> {
    fn new(states: &'s States) -> Self {
        let names = states.briefs.iter().map(BriefId::as_str);
        Self {
            states,
            numbers: names.zip((0..).map(BriefIndex)).collect(),
            list: vec![FrameBrief::default(); states.briefs.len()],
        }
    }

    fn at(&mut self, brief: BriefIndex) -> Option<&mut FrameBrief> {
        self.list.get_mut(brief.0 as usize)
    }

    fn named(&mut self, id: &str) -> Option<&mut FrameBrief> {
        self.at(*self.numbers.get(id)?)
    }

    /// Those of which something is said.
    fn finish(self) -> BTreeMap<Box<str>, FrameBrief> {
        let names = self.states.briefs.iter().map(|brief| Box::from(brief.as_str()));
        let said = names
            .zip(self.list)
            .filter(|(_, brief)| *brief != FrameBrief::default());
        said.collect()
    }
}

/// When the brief's last event was, as far as the ledger goes.
fn latest(ledger: &Ledger, brief: &BriefId) -> Result<Option<Moment>, Damaged> {
    for view in ledger.views.iter().rev() {
        let Some(row) = view.brief(brief.as_str())? else {
            continue;
        };
        let events = view.rows::<EventRow>(row.events, row.event_count)?;
        let visible = |event: &&EventRow| event.counts != 0 && event.landing < view.limit;
        if let Some(event) = events.iter().rev().find(visible) {
            return Ok(Moment::from_timestamp(event.time, 0));
        }
    }
    Ok(None)
}

/// Those that no older commit had.
fn unreadable(
    ledger: &Ledger,
    history: &History,
    events: &Events,
    places: &Places<'_>,
) -> Result<Vec<FrameUnreadable>, Damaged> {
    let mut listed: HashSet<(Box<str>, ObjectId)> = HashSet::new();
    for view in &ledger.views {
        for row in view.all::<UnreadableRow>()? {
            if row.commit < view.limit {
                listed.insert((view.some_text(row.path)?, view.row::<VersionRow>(row.version)?.blob));
            }
        }
    }
    let new = events.unreadable.iter().filter_map(|one| {
        let path = &history.paths[one.path.0 as usize];
        let blob = *history.blobs.get(one.version.0 as usize)?;
        (!listed.contains(&(path.clone(), blob))).then(|| FrameUnreadable {
            commit: places.of(one.commit),
            path: path.clone(),
            brief: one.brief.as_ref().map(|brief| brief.as_str().into()),
            version: one.version.0,
        })
    });
    Ok(new.collect())
}

/// Tells what stood in the commits that new ones stand on.
struct Standing<'l> {
    ledger: &'l Ledger,
    paths: HashMap<Box<str>, PathIndex>,
    versions: HashMap<ObjectId, VersionIndex>,
}

/// A change of a file: its frame, its place in the preorder there and its end, and the version.
struct Record {
    view: usize,
    span: (u32, u32),
    version: u32,
}

impl<'l> Standing<'l> {
    fn new(ledger: &'l Ledger, history: &History) -> Self {
        Self {
            ledger,
            paths: history.paths.iter().cloned().zip((0..).map(PathIndex)).collect(),
            versions: history.blobs.iter().copied().zip((0..).map(VersionIndex)).collect(),
        }
    }

    fn tell(mut self, history: &mut History, known: &[CommitIndex]) -> Result<(), Damaged> {
        let paths = self.concerned(history)?;
        let lines: Result<Vec<_>, Damaged> = known.iter().map(|commit| self.line(commit.0)).collect();
        let lines = lines?;
        for path in paths {
            let records = self.records(&path)?;
            if records.is_empty() {
                continue;
            }
            for (at, line) in lines.iter().enumerate() {
                let found = in_force(&records, line).filter(|record| record.version != NONE);
                if let Some(record) = found {
                    let change = FileChange {
                        path: self.path(history, &path),
                        after: Some(self.version(history, record)?),
                    };
                    history.changes[at].push(change);
                }
            }
        }
        Ok(())
    }

    /// The files that changed, every other file of the briefs in them, and so on.
    fn concerned(&self, history: &History) -> Result<BTreeSet<Box<str>>, Damaged> {
        let mut briefs: BTreeSet<Box<str>> = BTreeSet::new();
        let mut todo: Vec<Box<str>> = Vec::new();
        for version in &history.versions {
            if let BriefVersion::Brief(head) = version
                && briefs.insert(head.id.as_str().into())
            {
                todo.extend(self.paths_of(head.id.as_str())?);
            }
        }
        todo.extend(history.paths.iter().cloned());
        let mut paths = BTreeSet::new();
        while let Some(path) = todo.pop() {
            if !paths.insert(path.clone()) {
                continue;
            }
            for id in self.briefs_at(&path)? {
                if briefs.insert(id.clone()) {
                    todo.extend(self.paths_of(&id)?);
                }
            }
        }
        Ok(paths)
    }

    fn paths_of(&self, brief: &str) -> Result<Vec<Box<str>>, Damaged> {
        let mut paths = Vec::new();
        for view in &self.ledger.views {
            let Some(row) = view.brief(brief)? else { continue };
            for path in view.rows::<BriefPathRow>(row.paths, row.path_count)? {
                paths.push(view.some_text(path.path)?);
            }
        }
        Ok(paths)
    }

    fn briefs_at(&self, path: &str) -> Result<BTreeSet<Box<str>>, Damaged> {
        let mut briefs = BTreeSet::new();
        for view in &self.ledger.views {
            let Some(row) = view.path(path)? else { continue };
            for record in view.rows::<RecordRow>(row.records, row.record_count)? {
                if record.version != NONE {
                    let id = view.row::<VersionRow>(record.version)?.id;
                    briefs.extend(view.text(id, |id| Box::<str>::from(id))?);
                }
            }
        }
        Ok(briefs)
    }

    /// Every change of a file that can be read.
    fn records(&self, path: &str) -> Result<Vec<Record>, Damaged> {
        let mut found = Vec::new();
        for (at, view) in self.ledger.views.iter().enumerate() {
            let Some(row) = view.path(path)? else { continue };
            for record in view.rows::<RecordRow>(row.records, row.record_count)? {
                if record.commit >= view.limit {
                    continue;
                }
                let form = match record.version {
                    NONE => NOT_A_BRIEF,
                    version => view.row::<VersionRow>(version)?.form,
                };
                if form != UNREADABLE {
                    let commit = view.commit(record.commit)?;
                    found.push(Record {
                        view: at,
                        span: (commit.order, commit.end),
                        version: if form == NOT_A_BRIEF { NONE } else { record.version },
                    });
                }
            }
        }
        Ok(found)
    }

    /// Where a commit stands in its frame, and where the commit stands that its first parents lead to in an older one.
    fn line(&self, commit: u32) -> Result<Vec<(usize, u32)>, Damaged> {
        let (mut line, mut next) = (Vec::new(), commit);
        while next != NONE {
            let views = &self.ledger.views;
            let at = views.iter().rposition(|view| view.base <= next).ok_or(Damaged)?;
            let row = views[at].commit(next)?;
            if row.root != NONE && row.root >= views[at].base {
                return Err(Damaged);
            }
            line.push((at, row.order));
            next = row.root;
        }
        Ok(line)
    }

    fn path(&mut self, history: &mut History, path: &str) -> PathIndex {
        if let Some(known) = self.paths.get(path) {
            return *known;
        }
        let index = PathIndex(history.paths.len() as u32);
        history.paths.push(path.into());
        self.paths.insert(path.into(), index);
        index
    }

    fn version(&mut self, history: &mut History, record: &Record) -> Result<VersionIndex, Damaged> {
        let (blob, version) = self.ledger.views[record.view].version(record.version)?;
        let next = VersionIndex(history.versions.len() as u32);
        let index = *self.versions.entry(blob).or_insert(next);
        if index == next {
            history.versions.push(version);
            history.blobs.push(blob);
        }
        Ok(index)
    }
}

/// The last of the changes that lie on a line of first parents.
fn in_force<'r>(records: &'r [Record], line: &[(usize, u32)]) -> Option<&'r Record> {
    line.iter().find_map(|(view, order)| {
        let on_line = |record: &&Record| record.view == *view && (record.span.0..record.span.1).contains(order);
        records.iter().filter(on_line).max_by_key(|record| record.span.0)
    })
}

/// From places among the new commits to places in the whole history.
struct Places<'g> {
    known: &'g [CommitIndex],
    base: u32,
}

impl Places<'_> {
    fn of(&self, commit: CommitIndex) -> u32 {
        match self.known.get(commit.0 as usize) {
            Some(known) => known.0,
            None => self.base + commit.0 - self.known.len() as u32,
        }
    }

    fn is_new(&self, commit: CommitIndex) -> bool {
        commit.0 as usize >= self.known.len()
    }

    fn put_commits(&self, history: &History, states: &States, frame: &mut Frame) {
        frame.commits.reserve_exact(history.commits.len() - self.known.len());
        let mut roots: Vec<Option<u32>> = self.known.iter().map(|known| Some(known.0)).collect();
        for (at, commit) in (0..).map(CommitIndex).zip(&history.commits).skip(self.known.len()) {
            let root = commit.parents.first().and_then(|first| roots[first.0 as usize]);
            roots.push(root);
            frame.commits.push(FrameCommit {
                id: commit.id,
                committed: commit.committed,
                author: commit.author.0,
                parents: commit.parents.iter().map(|parent| self.of(*parent)).collect(),
                span: states.span(at),
                root,
            });
        }
        let mut next = history.tip();
        while let Some(commit) = next.filter(|commit| self.is_new(*commit)) {
            frame.line.push(self.of(commit));
            next = history.commit(commit).parents.first().copied();
        }
        frame.line.reverse();
    }

    fn put_changes(&self, history: &History, (frame, briefs): (&mut Frame, &mut Briefs<'_>)) {
        let mut records: Vec<Vec<(u32, Option<u32>)>> = vec![Vec::new(); history.paths.len()];
        for (commit, changes) in (0..).map(CommitIndex).zip(&history.changes).skip(self.known.len()) {
            let place = self.of(commit);
            for change in changes {
                records[change.path.0 as usize].push((place, change.after.map(|version| version.0)));
                let head = change.after.and_then(|version| history.head(version));
                if let Some(brief) = head.and_then(|head| briefs.named(head.id.as_str())) {
                    brief.first.get_or_insert(place);
                    let path = &history.paths[change.path.0 as usize];
                    if !brief.paths.contains(path) {
                        brief.paths.push(path.clone());
                    }
                }
            }
        }
        let changed = history.paths.iter().cloned().zip(records);
        frame.paths = changed.filter(|(_, records)| !records.is_empty()).collect();
    }

    fn put_events(&self, events: Events, briefs: &mut Briefs<'_>) {
        for trail in events.briefs {
            let counted = trail.events.iter().map(|event| self.event(event, Counts::Yes));
            let dropped = trail
                .superseded
                .iter()
                .map(|event| self.event(event, Counts::Superseded));
            if let Some(brief) = briefs.named(trail.brief.as_str()) {
                brief.events = counted.chain(dropped).collect();
            }
        }
    }

    fn put_standing(&self, states: &States, briefs: &mut Briefs<'_>) {
        for standing in states.standing.iter().filter(|standing| self.is_new(standing.commit)) {
            let row = (self.of(standing.commit), standing.version.map(|version| version.0));
            if let Some(brief) = briefs.at(standing.brief) {
                brief.standing.push(row);
            }
        }
    }

    fn event(&self, event: &Event, counts: Counts) -> FrameEvent {
        FrameEvent {
            counts,
            from: event.from.clone(),
            to: event.to.clone(),
            commit: self.of(event.commit),
            landing: self.of(event.landing),
            order: event.order,
            time: event.time,
            version: event.version.map(|version| version.0),
        }
    }
}
