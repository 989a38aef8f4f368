//! Answers: what stands in a frame, of the commits that are asked about?
//! Invariant: nothing is read that is not asked for; a place that is nowhere means damage, never a panic.

use super::Damaged;
use super::frame::{BRIEF, HEAD, IMPORTED, NOT_A_BRIEF, UNREADABLE, beginning};
use super::rows::{
    BriefRow, ByIdRow, CommitRow, LineRow, NONE, PathRow, Row, Scalar, TABLES, Table, TextRow, VersionRow,
};
use crate::model::history::{BriefHead, BriefVersion, Imported, ObjectId};
use crate::model::id::{BriefId, KindId, StageId};
use std::cell::{OnceCell, RefCell};
use std::cmp::Ordering;
use std::rc::Rc;
use std::sync::Arc;

/// Where the bytes of a frame are.
pub trait Pages {
    /// `None` where there are no such bytes, or not as they were written.
    fn read(&self, start: u64, length: usize) -> Option<Vec<u8>>;

    fn length(&self) -> u64;
}

/// A frame, up to a commit.
#[derive(Clone)]
pub struct View {
    pages: Rc<dyn Pages>,
    pub base: u32,
    /// Commits from this place on are not there.
    pub limit: u32,
    tables: [(u64, u64); TABLES],
    texts: OnceCell<Rc<Texts>>,
}

/// All texts of a frame.
struct Texts {
    ends: Vec<TextRow>,
    letters: Vec<u8>,
    /// Those that were asked for, each once in memory.
    shared: RefCell<Vec<Option<Arc<str>>>>,
}

/// So many times a place is guessed by how far the id is between two others.
const MOST_GUESSES: u32 = 12;

impl View {
    pub fn new(pages: Rc<dyn Pages>) -> Result<Self, Damaged> {
        let head = pages.read(0, HEAD).ok_or(Damaged)?;
        let mut rest = head.as_slice();
        let base = u32::take(&mut rest).ok_or(Damaged)?;
        let mut tables = [(0, 0); TABLES];
        let mut start = HEAD as u64;
        for table in &mut tables {
            let end = u64::take(&mut rest).filter(|end| *end >= start).ok_or(Damaged)?;
            *table = (start, end);
            start = end;
        }
        if start != pages.length() {
            return Err(Damaged);
        }
        let mut view = Self {
            pages,
            base,
            limit: u32::MAX,
            tables,
            texts: OnceCell::new(),
        };
        let commits = u32::try_from(view.count::<CommitRow>()).map_err(|_| Damaged)?;
        view.limit = base.checked_add(commits).ok_or(Damaged)?;
        Ok(view)
    }

    /// How many rows a table has.
    pub fn count<R: Row>(&self) -> usize {
        let (start, end) = self.tables[R::TABLE as usize];
        usize::try_from(end - start).unwrap_or(usize::MAX) / R::SIZE
    }

    fn bytes(&self, table: Table, start: usize, length: usize) -> Result<Vec<u8>, Damaged> {
        let (first, end) = self.tables[table as usize];
        let start = first.checked_add(start as u64).ok_or(Damaged)?;
        let fits = start.checked_add(length as u64).is_some_and(|last| last <= end);
        let read = fits.then(|| self.pages.read(start, length)).flatten();
        read.ok_or(Damaged)
    }

    pub fn rows<R: Row>(&self, start: u32, count: u32) -> Result<Vec<R>, Damaged> {
        if count == 0 {
            return Ok(Vec::new());
        }
        let bytes = self.bytes(R::TABLE, start as usize * R::SIZE, count as usize * R::SIZE)?;
        let mut rest = bytes.as_slice();
        let rows: Option<Vec<R>> = (0..count).map(|_| R::take(&mut rest)).collect();
        rows.ok_or(Damaged)
    }

    pub fn row<R: Row>(&self, at: u32) -> Result<R, Damaged> {
        let bytes = self.bytes(R::TABLE, at as usize * R::SIZE, R::SIZE)?;
        R::take(&mut bytes.as_slice()).ok_or(Damaged)
    }

    pub fn all<R: Row>(&self) -> Result<Vec<R>, Damaged> {
        self.rows(0, u32::try_from(self.count::<R>()).map_err(|_| Damaged)?)
    }

    /// Reads all texts at once: for whoever asks for most of them.
    pub fn load_texts(&self) -> Result<(), Damaged> {
        if self.texts.get().is_none() {
            let (start, end) = self.tables[Table::Letters as usize];
            let length = usize::try_from(end - start).map_err(|_| Damaged)?;
            let ends = self.all::<TextRow>()?;
            let loaded = Texts {
                letters: self.bytes(Table::Letters, 0, length)?,
                shared: RefCell::new(vec![None; ends.len()]),
                ends,
            };
            drop(self.texts.set(Rc::new(loaded)));
        }
        Ok(())
    }

    /// Gives `read` a text; `None` for no text.
    pub fn text<T>(&self, at: u32, read: impl FnOnce(&str) -> T) -> Result<Option<T>, Damaged> {
        if at == NONE {
            return Ok(None);
        }
        let utf8 = |bytes: &[u8]| std::str::from_utf8(bytes).map(read).map(Some).map_err(|_| Damaged);
        if let Some(texts) = self.texts.get() {
            let Texts { ends, letters, .. } = &**texts;
            let end = ends.get(at as usize).ok_or(Damaged)?.end as usize;
            let start = at.checked_sub(1).map_or(0, |before| ends[before as usize].end as usize);
            return utf8(letters.get(start..end).ok_or(Damaged)?);
        }
        let end = self.row::<TextRow>(at)?.end;
        let start = at
            .checked_sub(1)
            .map_or(Ok(0), |before| Ok(self.row::<TextRow>(before)?.end))?;
        let length = end.checked_sub(start).ok_or(Damaged)?;
        utf8(&self.bytes(Table::Letters, start as usize, length as usize)?)
    }

    /// A text that many rows name: where all texts were loaded, they have the same letters.
    pub fn shared(&self, at: u32) -> Result<Option<Arc<str>>, Damaged> {
        let Some(texts) = self.texts.get() else {
            return self.text(at, |text| Arc::<str>::from(text));
        };
        if let Some(Some(known)) = texts.shared.borrow().get(at as usize) {
            return Ok(Some(Arc::clone(known)));
        }
        let text = self.text(at, |text| Arc::<str>::from(text))?;
        if let Some(place) = texts.shared.borrow_mut().get_mut(at as usize) {
            place.clone_from(&text);
        }
        Ok(text)
    }

    pub fn some_text(&self, at: u32) -> Result<Box<str>, Damaged> {
        self.text(at, |text| text.into())?.ok_or(Damaged)
    }

    pub fn stage(&self, at: u32) -> Result<Option<StageId>, Damaged> {
        self.shared(at)?
            .map(StageId::on)
            .map(|stage| stage.ok_or(Damaged))
            .transpose()
    }

    /// The place of a commit in the whole history.
    pub fn place(&self, id: ObjectId) -> Result<Option<u32>, Damaged> {
        let (mut low, mut high) = (0, u32::try_from(self.count::<ByIdRow>()).map_err(|_| Damaged)?);
        let wanted = beginning(id);
        let (mut least, mut most) = (0, u32::MAX);
        let mut probes = 0;
        while low < high {
            // ids are spread evenly; where they are not, halves are sure to end
            let middle = if probes < MOST_GUESSES {
                let part = u64::from(wanted.saturating_sub(least)) * u64::from(high - low);
                low + (part / (u64::from(most.saturating_sub(least)) + 1)) as u32
            } else {
                low + (high - low) / 2
            };
            let middle = middle.min(high - 1);
            probes += 1;
            let row = self.row::<ByIdRow>(middle)?;
            let order = match row.beginning.cmp(&wanted) {
                Ordering::Equal => self.row::<CommitRow>(row.at)?.id.cmp(&id),
                other => other,
            };
            match order {
                Ordering::Less => (low, least) = (middle + 1, row.beginning),
                Ordering::Greater => (high, most) = (middle, row.beginning),
                Ordering::Equal => {
                    let place = self.base.saturating_add(row.at);
                    return Ok((place < self.limit).then_some(place));
                }
            }
        }
        Ok(None)
    }

    pub fn is_on_line(&self, commit: u32) -> Result<bool, Damaged> {
        Ok(self.line_at(self.on_line_before(commit)?)? == Some(commit))
    }

    /// How many commits of the line have a lower place.
    pub fn on_line_before(&self, place: u32) -> Result<u32, Damaged> {
        let (mut low, mut high) = (0, u32::try_from(self.count::<LineRow>()).map_err(|_| Damaged)?);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.row::<LineRow>(middle)?.commit < place {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(low)
    }

    /// A commit of the line, counted from the first one in this frame; `None`: the line ends before it.
    pub fn line_at(&self, at: u32) -> Result<Option<u32>, Damaged> {
        if at as usize >= self.count::<LineRow>() {
            return Ok(None);
        }
        Ok(Some(self.row::<LineRow>(at)?.commit).filter(|commit| *commit < self.limit))
    }

    /// A commit of this frame, by its place in the whole history.
    pub fn commit(&self, place: u32) -> Result<CommitRow, Damaged> {
        self.row(place.checked_sub(self.base).ok_or(Damaged)?)
    }

    pub fn path(&self, path: &str) -> Result<Option<PathRow>, Damaged> {
        self.search(self.count::<PathRow>(), |at| {
            let row = self.row::<PathRow>(at)?;
            let order = self.text(row.path, |known| known.cmp(path))?;
            Ok((order.ok_or(Damaged)?, row))
        })
    }

    pub fn brief(&self, id: &str) -> Result<Option<BriefRow>, Damaged> {
        self.search(self.count::<BriefRow>(), |at| {
            let row = self.row::<BriefRow>(at)?;
            let order = self.text(row.id, |known| known.cmp(id))?;
            Ok((order.ok_or(Damaged)?, row))
        })
    }

    fn search<T>(
        &self,
        count: usize,
        probe: impl Fn(u32) -> Result<(Ordering, T), Damaged>,
    ) -> Result<Option<T>, Damaged> {
        let (mut low, mut high) = (0, u32::try_from(count).map_err(|_| Damaged)?);
        while low < high {
            let middle = low + (high - low) / 2;
            match probe(middle)? {
                (Ordering::Less, _) => low = middle + 1,
                (Ordering::Greater, _) => high = middle,
                (Ordering::Equal, found) => return Ok(Some(found)),
            }
        }
        Ok(None)
    }

    pub fn version(&self, at: u32) -> Result<(ObjectId, BriefVersion), Damaged> {
        let row = self.row::<VersionRow>(at)?;
        let version = match row.form {
            NOT_A_BRIEF => BriefVersion::NotABrief,
            UNREADABLE => BriefVersion::Unreadable,
            BRIEF | IMPORTED => BriefVersion::Brief(Box::new(BriefHead {
                id: self.shared(row.id)?.and_then(BriefId::on).ok_or(Damaged)?,
                stage: self.stage(row.stage)?.ok_or(Damaged)?,
                kind: self.shared(row.kind)?.and_then(KindId::on),
                campaign: self.shared(row.campaign)?,
                deliverable: self.shared(row.deliverable)?,
                due: self.shared(row.due)?,
                imported: if row.form == IMPORTED {
                    Imported::Yes
                } else {
                    Imported::No
                },
            })),
            _ => return Err(Damaged),
        };
        Ok((row.blob, version))
    }
}
