//! Answers: how do the facts of some commits become bytes?
//! Invariant: the same facts give the same bytes; places of commits are those in the whole history, all others those in the frame.

use super::rows::{
    AuthorRow, BriefPathRow, BriefRow, ByIdRow, CommitRow, EventRow, LineRow, NONE, ParentRow, PathRow, RecordRow, Row,
    Scalar, SkewedRow, StandingRow, TABLES, Table, TextRow, UnreadableRow, VersionRow,
};
use super::view::Pages;
use crate::model::few::Few;
use crate::model::history::{Author, BriefVersion, Imported, Moment, ObjectId};
use crate::model::id::StageId;
use std::collections::{BTreeMap, HashMap};

/// Commits that follow each other in the history, and everything that they say about briefs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// How many commits stand before those of this frame.
    pub base: u32,
    pub commits: Vec<FrameCommit>,
    pub line: Vec<u32>,
    pub authors: Vec<Author>,
    /// By path: which commits changed it, and to which version.
    pub paths: BTreeMap<Box<str>, Vec<(u32, Option<u32>)>>,
    pub briefs: BTreeMap<Box<str>, FrameBrief>,
    pub versions: Vec<BriefVersion>,
    /// The content of each version.
    pub blobs: Vec<ObjectId>,
    pub unreadable: Vec<FrameUnreadable>,
    pub skewed: Vec<u32>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FrameCommit {
    pub id: ObjectId,
    pub committed: Moment,
    pub author: u32,
    pub parents: Few<u32>,
    pub span: (u32, u32),
    pub root: Option<u32>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrameBrief {
    /// `None`: no version of it is in the frame.
    pub first: Option<u32>,
    pub paths: Vec<Box<str>>,
    pub events: Vec<FrameEvent>,
    pub standing: Vec<(u32, Option<u32>)>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FrameEvent {
    pub counts: Counts,
    pub from: Option<StageId>,
    pub to: Option<StageId>,
    pub commit: u32,
    pub landing: u32,
    pub order: u32,
    pub time: Moment,
    pub version: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    Yes,
    Superseded,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FrameUnreadable {
    pub commit: u32,
    pub path: Box<str>,
    pub brief: Option<Box<str>>,
    pub version: u32,
}

/// The bytes of a frame: what stands before the tables, and each table. In one piece they would be there twice for a while.
pub struct Written {
    parts: Vec<Vec<u8>>,
}

impl Written {
    /// One after the other.
    pub fn parts(&self) -> Vec<&[u8]> {
        self.parts.iter().map(Vec::as_slice).collect()
    }
}

impl Pages for Written {
    fn read(&self, start: u64, length: usize) -> Option<Vec<u8>> {
        let end = start.checked_add(length as u64)?;
        (end <= self.length()).then_some(())?;
        let (mut skip, mut read) = (usize::try_from(start).ok()?, Vec::with_capacity(length));
        for part in &self.parts {
            let from = skip.min(part.len());
            let to = part.len().min(from + length - read.len());
            read.extend_from_slice(&part[from..to]);
            skip -= from;
        }
        Some(read)
    }

    fn length(&self) -> u64 {
        self.parts.iter().map(|part| part.len() as u64).sum()
    }
}

/// What a version is, as a number.
pub const BRIEF: u32 = 0;
pub const IMPORTED: u32 = 1;
pub const NOT_A_BRIEF: u32 = 2;
pub const UNREADABLE: u32 = 3;

/// Bytes before the tables: the base, then where each table ends.
pub const HEAD: usize = u32::SIZE + TABLES * u64::SIZE;

/// The first bytes of an id as a number: in the order of the ids.
pub fn beginning(id: ObjectId) -> u32 {
    id.0.first_chunk().map_or(0, |first| u32::from_be_bytes(*first))
}

#[derive(Default)]
struct Texts {
    known: HashMap<Box<str>, u32>,
    ends: Vec<u8>,
    letters: Vec<u8>,
}

impl Texts {
    fn place(&mut self, text: &str) -> u32 {
        if let Some(known) = self.known.get(text) {
            return *known;
        }
        let place = self.known.len() as u32;
        self.known.insert(text.into(), place);
        self.letters.extend_from_slice(text.as_bytes());
        let end = self.letters.len() as u32;
        TextRow { end }.put(&mut self.ends);
        place
    }

    fn maybe(&mut self, text: Option<&str>) -> u32 {
        text.map_or(NONE, |text| self.place(text))
    }
}

#[derive(Default)]
struct Tables {
    bytes: [Vec<u8>; TABLES],
}

impl Tables {
    fn add<R: Row>(&mut self, row: &R) {
        row.put(&mut self.bytes[R::TABLE as usize]);
    }

    /// Room for so many rows.
    fn expect<R: Row>(&mut self, count: usize) {
        self.bytes[R::TABLE as usize].reserve_exact(count * R::SIZE);
    }

    fn count<R: Row>(&self) -> u32 {
        (self.bytes[R::TABLE as usize].len() / R::SIZE) as u32
    }
}

impl Frame {
    /// Uses the frame up: it is several times as large as its bytes.
    pub fn written(self) -> Written {
        let base = self.base;
        let tables = self.tables();
        let mut head = Vec::with_capacity(HEAD);
        base.put(&mut head);
        let mut end = HEAD as u64;
        for table in &tables {
            end += table.len() as u64;
            end.put(&mut head);
        }
        let parts = std::iter::once(head).chain(tables).collect();
        Written { parts }
    }

    /// What became a row is given up.
    fn tables(self) -> [Vec<u8>; TABLES] {
        let (mut tables, mut texts) = (Tables::default(), Texts::default());
        put_order(&self.commits, &mut tables);
        put_commits(self.commits, &mut tables);
        for commit in self.line {
            tables.add(&LineRow { commit });
        }
        for author in self.authors {
            let (name, email) = (texts.place(&author.name), texts.place(&author.email));
            tables.add(&AuthorRow { name, email });
        }
        put_paths(self.paths, &mut tables, &mut texts);
        put_briefs(self.briefs, &mut tables, &mut texts);
        tables.expect::<VersionRow>(self.versions.len());
        for (blob, version) in self.blobs.into_iter().zip(self.versions) {
            tables.add(&version_row(blob, &version, &mut texts));
        }
        for one in self.unreadable {
            tables.add(&UnreadableRow {
                commit: one.commit,
                path: texts.place(&one.path),
                brief: texts.maybe(one.brief.as_deref()),
                version: one.version,
            });
        }
        for commit in self.skewed {
            tables.add(&SkewedRow { commit });
        }
        tables.bytes[Table::Texts as usize] = texts.ends;
        tables.bytes[Table::Letters as usize] = texts.letters;
        tables.bytes
    }
}

fn put_order(commits: &[FrameCommit], tables: &mut Tables) {
    let mut by_id: Vec<u32> = (0..commits.len() as u32).collect();
    by_id.sort_unstable_by_key(|at| commits[*at as usize].id);
    tables.expect::<ByIdRow>(by_id.len());
    for at in by_id {
        let beginning = beginning(commits[at as usize].id);
        tables.add(&ByIdRow { beginning, at });
    }
}

fn put_commits(commits: Vec<FrameCommit>, tables: &mut Tables) {
    tables.expect::<CommitRow>(commits.len());
    for commit in commits {
        tables.add(&CommitRow {
            id: commit.id,
            committed: commit.committed.timestamp(),
            author: commit.author,
            parents: tables.count::<ParentRow>(),
            parent_count: commit.parents.len() as u32,
            order: commit.span.0,
            end: commit.span.1,
            root: commit.root.unwrap_or(NONE),
        });
        for parent in &commit.parents {
            tables.add(&ParentRow { commit: *parent });
        }
    }
}

fn put_paths(paths: BTreeMap<Box<str>, Vec<(u32, Option<u32>)>>, tables: &mut Tables, texts: &mut Texts) {
    for (path, records) in paths {
        tables.add(&PathRow {
            path: texts.place(&path),
            records: tables.count::<RecordRow>(),
            record_count: records.len() as u32,
        });
        for (commit, version) in records {
            let version = version.unwrap_or(NONE);
            tables.add(&RecordRow { commit, version });
        }
    }
}

fn put_briefs(briefs: BTreeMap<Box<str>, FrameBrief>, tables: &mut Tables, texts: &mut Texts) {
    for (id, brief) in briefs {
        tables.add(&BriefRow {
            id: texts.place(&id),
            first: brief.first.unwrap_or(NONE),
            paths: tables.count::<BriefPathRow>(),
            path_count: brief.paths.len() as u32,
            events: tables.count::<EventRow>(),
            event_count: brief.events.len() as u32,
            standing: tables.count::<StandingRow>(),
            standing_count: brief.standing.len() as u32,
        });
        for path in &brief.paths {
            let path = texts.place(path);
            tables.add(&BriefPathRow { path });
        }
        for event in &brief.events {
            tables.add(&EventRow {
                counts: u32::from(event.counts == Counts::Yes),
                from: texts.maybe(event.from.as_ref().map(StageId::as_str)),
                to: texts.maybe(event.to.as_ref().map(StageId::as_str)),
                commit: event.commit,
                landing: event.landing,
                order: event.order,
                time: event.time.timestamp(),
                version: event.version.unwrap_or(NONE),
            });
        }
        for (commit, version) in &brief.standing {
            let (commit, version) = (*commit, version.unwrap_or(NONE));
            tables.add(&StandingRow { commit, version });
        }
    }
}

fn version_row(blob: ObjectId, version: &BriefVersion, texts: &mut Texts) -> VersionRow {
    let mut row = VersionRow {
        blob,
        form: NOT_A_BRIEF,
        id: NONE,
        stage: NONE,
        kind: NONE,
        campaign: NONE,
        deliverable: NONE,
        due: NONE,
    };
    match version {
        BriefVersion::NotABrief => {}
        BriefVersion::Unreadable => row.form = UNREADABLE,
        BriefVersion::Brief(head) => {
            row.form = match head.imported {
                Imported::No => BRIEF,
                Imported::Yes => IMPORTED,
            };
            row.id = texts.place(head.id.as_str());
            row.stage = texts.place(head.stage.as_str());
            row.kind = texts.maybe(head.kind.as_ref().map(AsRef::as_ref));
            row.campaign = texts.maybe(head.campaign.as_deref());
            row.deliverable = texts.maybe(head.deliverable.as_deref());
            row.due = texts.maybe(head.due.as_deref());
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_in_parts_read_as_if_they_were_in_one_piece() {
        let whole: Vec<u8> = (0..20).collect();
        let parts = [0..4, 4..4, 4..5, 5..20, 20..20].map(|part| whole[part].to_vec());
        let written = Written { parts: parts.to_vec() };
        assert_eq!((written.length(), written.parts().concat()), (20, whole.clone()));
        for start in 0..=21 {
            for length in 0..=21 {
                let expected = whole.get(start..start + length).map(<[u8]>::to_vec);
                assert_eq!(written.read(start as u64, length), expected, "{start} {length}");
            }
        }
        assert_eq!(written.read(u64::MAX, 1), None);
    }
}
