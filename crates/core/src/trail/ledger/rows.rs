//! Answers: which numbers stand in which table of a frame?
//! Invariant: every row of a table has one size, little end first; what was put is taken as it was.

use crate::model::history::ObjectId;

/// Stands for "none" where a place is told.
pub const NONE: u32 = u32::MAX;

/// A number of a row.
pub trait Scalar: Sized {
    const SIZE: usize;
    fn put(&self, out: &mut Vec<u8>);
    fn take(bytes: &mut &[u8]) -> Option<Self>;
}

macro_rules! numbers {
    ($($type:ty),+) => {$(
        impl Scalar for $type {
            const SIZE: usize = size_of::<$type>();

            fn put(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }

            fn take(bytes: &mut &[u8]) -> Option<Self> {
                let (number, rest) = bytes.split_first_chunk()?;
                *bytes = rest;
                Some(Self::from_le_bytes(*number))
            }
        }
    )+};
}

numbers!(u32, u64, i64);

impl Scalar for ObjectId {
    const SIZE: usize = 20;

    fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.0);
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        let (id, rest) = bytes.split_first_chunk()?;
        *bytes = rest;
        Some(Self(*id))
    }
}

/// A row of a table, and which table it is in.
pub trait Row: Sized {
    const TABLE: Table;
    const SIZE: usize;
    fn put(&self, out: &mut Vec<u8>);
    fn take(bytes: &mut &[u8]) -> Option<Self>;
}

/// In the order in which they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    Commits,
    Parents,
    ById,
    Line,
    Authors,
    Paths,
    Records,
    Briefs,
    BriefPaths,
    Events,
    Standing,
    Versions,
    Unreadable,
    Skewed,
    Texts,
    Letters,
}

pub const TABLES: usize = Table::Letters as usize + 1;

macro_rules! rows {
    ($($(#[$doc:meta])* $name:ident in $table:ident { $($field:ident: $type:ty),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name {
            $(pub $field: $type),+
        }

        impl Row for $name {
            const TABLE: Table = Table::$table;
            const SIZE: usize = 0 $(+ <$type as Scalar>::SIZE)+;

            fn put(&self, out: &mut Vec<u8>) {
                $(self.$field.put(out);)+
            }

            fn take(bytes: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: Scalar::take(bytes)?),+ })
            }
        }
    )+};
}

rows! {
    /// `order` and `end` are the span of the commit in the preorder of the frame's first parents;
    /// `root` is the older commit that its first parents lead to.
    CommitRow in Commits {
        id: ObjectId, committed: i64, author: u32, parents: u32, parent_count: u32, order: u32, end: u32, root: u32,
    }
    /// A place in the whole history.
    ParentRow in Parents { commit: u32 }
    /// A place in the frame, and the first bytes of the commit's id; sorted by the ids.
    ByIdRow in ById { beginning: u32, at: u32 }
    /// Commits of the official line, the oldest first.
    LineRow in Line { commit: u32 }
    AuthorRow in Authors { name: u32, email: u32 }
    /// Sorted by path.
    PathRow in Paths { path: u32, records: u32, record_count: u32 }
    /// A commit changed the file at a path; `version` is `NONE` when it is gone.
    RecordRow in Records { commit: u32, version: u32 }
    /// Sorted by id. `first`: the first commit of the frame with a version of it.
    BriefRow in Briefs {
        id: u32, first: u32, paths: u32, path_count: u32, events: u32, event_count: u32, standing: u32, standing_count: u32,
    }
    BriefPathRow in BriefPaths { path: u32 }
    /// `counts` is 0 for what a merge overrode.
    EventRow in Events {
        counts: u32, from: u32, to: u32, commit: u32, landing: u32, order: u32, time: i64, version: u32,
    }
    StandingRow in Standing { commit: u32, version: u32 }
    /// `form` says which kind of version; the texts are those of a brief.
    VersionRow in Versions {
        blob: ObjectId, form: u32, id: u32, stage: u32, kind: u32, campaign: u32, deliverable: u32, due: u32,
    }
    UnreadableRow in Unreadable { commit: u32, path: u32, brief: u32, version: u32 }
    SkewedRow in Skewed { commit: u32 }
    /// Where a text ends in the letters; it begins where the one before ends.
    TextRow in Texts { end: u32 }
}
