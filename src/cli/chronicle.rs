//! Answers: what does the history up to a commit say about briefs, with as little reading as what was kept allows?
//! Invariant: what was kept is never needed: without it, with it and with a part of it the answers are the same.
//! Source: `docs/decisions/0025-index-of-the-history.md`.

use crate::git::history::{self, Met, Scope};
use crate::git::repository::Repository;
use crate::git::revision::Lookup;
use crate::model::history::{CommitIndex, HistoryProblem, ObjectId};
use crate::model::other::RecordType;
use crate::store::brief_head;
use crate::store::find::{Expected, expected_at};
use crate::store::paged::{Paged, Stretch};
use crate::store::source::MOST_BYTES;
use crate::trail::ledger::{Brought, Damaged, Ledger, Pages, Told, Written};
use crate::trail::touch::{Landings, Touch};
use sha2::{Digest, Sha256};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Raised when briefs are read in another way or the frames of a ledger change.
const FORMAT: &str = "crops trail 2";

/// With fewer new commits, reading them again is as fast as keeping them, unless they hold as many new versions of briefs.
const LEAST_COMMITS: usize = 64;
const LEAST_VERSIONS: usize = 500;

/// From so many bytes on, a frame that was kept is not held in memory too.
const LARGE: u64 = 1 << 20;

/// With more frames than this, all of them become one.
const MOST_FRAMES: usize = 16;

/// What is asked about, and where the answers to come may be kept.
pub struct Chronicle<'r> {
    pub repository: &'r Repository,
    /// Of the studio, from the top of the repository; empty or with a `/` at its end.
    pub folder: &'r str,
    /// Where the studio lay before, written likewise.
    pub was: &'r [Box<str>],
    /// The `id:` of the studio.
    pub studio: &'r str,
    pub tip: ObjectId,
    /// `None`: nothing is kept and nothing looked for.
    pub index: Option<PathBuf>,
    /// Whether what was kept of commits that do not lead to `tip` is given up for it.
    pub line: Line,
    /// As many commits are worth keeping.
    pub least: usize,
    /// Where the next question about one brief finds what this one found.
    pub found: Option<&'r Found>,
}

/// What was known up to a tip when one brief was asked about.
pub type Found = RefCell<Option<(ObjectId, Ledger)>>;

/// A file that is there now, and may have been elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedFile {
    /// From the top of the repository, the present place first.
    pub places: Vec<String>,
    /// What it must hold to be it; `None`: whatever it held.
    pub content: Option<ObjectId>,
}

/// One brief among the commits that tell of it.
#[derive(Clone, Debug)]
pub struct Story {
    pub told: Told,
    pub landings: Landings,
    /// What brought each of the files asked for; `None`: it is not there.
    pub brought: Vec<Option<Touch>>,
    /// The newest commit of the line that a revision had; `None`: none, or it was not asked for.
    pub known: Option<CommitIndex>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The branch that counts.
    Official,
    /// What is checked out, or was asked for.
    Other,
}

impl<'r> Chronicle<'r> {
    pub fn new(repository: &'r Repository, folder: &'r str, studio: &'r str, tip: ObjectId) -> Self {
        Self {
            repository,
            folder,
            was: &[],
            studio,
            tip,
            index: None,
            line: Line::Other,
            least: LEAST_COMMITS,
            found: None,
        }
    }

    /// A studio that lay in these folders before.
    pub fn moved_from(mut self, was: &'r [Box<str>]) -> Self {
        self.was = was;
        self
    }

    /// In the folder given, else in the git directory that all work trees share.
    pub fn kept_in(mut self, folder: Option<PathBuf>) -> Self {
        self.index = Some(folder.unwrap_or_else(|| self.repository.common_dir().join("crops")));
        self
    }

    pub fn line(self, line: Line) -> Self {
        Self { line, ..self }
    }

    pub fn sharing(self, found: &'r Found) -> Self {
        Self {
            found: Some(found),
            ..self
        }
    }

    /// All events of all briefs.
    ///
    /// # Errors
    /// When an object is missing or broken.
    pub fn told(&self) -> Result<Told, HistoryProblem> {
        self.answer(&Ledger::told)
    }

    /// The events of one brief.
    ///
    /// # Errors
    /// When an object is missing or broken.
    pub fn told_of(&self, brief: &str) -> Result<Told, HistoryProblem> {
        self.answer_again(&|ledger| ledger.told_of(brief))
    }

    /// The events of one brief; with the commits that brought some files, each at the first of its places where it is,
    /// and how much of the line a revision had.
    ///
    /// # Errors
    /// When an object is missing or broken.
    pub fn story(&self, brief: &str, files: &[WantedFile], since: Option<ObjectId>) -> Result<Story, HistoryProblem> {
        let lookup = RefCell::new(Lookup::new(self.repository)?);
        let problem = Cell::new(None);
        let ask = |ledger: &Ledger| {
            let brought: Result<Vec<Option<Brought>>, Damaged> = files
                .iter()
                .map(|file| {
                    let is_it = |found: ObjectId| file.content.is_none_or(|content| content == found);
                    ledger.brought(&mut |commit| {
                        let mut lookup = lookup.borrow_mut();
                        let mut found = file.places.iter().map(|path| lookup.file(commit, path));
                        found.any(|found| match found {
                            Ok(found) => found.is_some_and(is_it),
                            Err(why) => {
                                problem.set(Some(why));
                                false
                            }
                        })
                    })
                })
                .collect();
            let known = since.map(|since| ledger.newest_on_line(since)).transpose()?.flatten();
            story(ledger, brief, &brought?, known)
        };
        let story = self.answer_again(&ask)?;
        match problem.into_inner() {
            Some(problem) => Err(problem),
            None => Ok(story),
        }
    }

    /// The newest commit of the line that a revision had; `None`: none.
    ///
    /// # Errors
    /// When an object is missing or broken.
    pub fn newest_on_line(&self, revision: ObjectId) -> Result<Option<ObjectId>, HistoryProblem> {
        self.answer_again(&|ledger| ledger.newest_on_line(revision))
    }

    /// As [`Self::answer`], from what the question before has found, and for the one that follows.
    fn answer_again<T>(&self, ask: &dyn Fn(&Ledger) -> Result<T, Damaged>) -> Result<T, HistoryProblem> {
        let Some(found) = self.found else {
            return self.answer(ask);
        };
        let known = found.borrow().clone().filter(|(tip, _)| *tip == self.tip);
        if let Some(Ok(answer)) = known.map(|(_, ledger)| ask(&ledger)) {
            return Ok(answer);
        }
        self.answer(&|ledger| {
            let answer = ask(ledger)?;
            found.replace(Some((self.tip, ledger.clone())));
            Ok(answer)
        })
    }

    /// What was kept, and what came since; without what was kept where that is damaged.
    fn answer<T>(&self, ask: &dyn Fn(&Ledger) -> Result<T, Damaged>) -> Result<T, HistoryProblem> {
        let file = self.index.as_deref().map(|folder| self.file(folder));
        let known = file.as_ref().map_or_else(|| Ok(Ledger::default()), ledger_of);
        let asked = known.and_then(|known| {
            let read = self.read(&known)?;
            Ok(read.map(|read| ask(&self.kept(file.as_ref(), &known, read))))
        });
        match asked {
            Ok(Ok(Ok(answer))) => Ok(answer),
            Ok(Err(problem)) => Err(problem),
            Ok(Ok(Err(Damaged))) | Err(Damaged) => self.answer_anew(ask, file.as_ref()),
        }
    }

    /// What is known, kept before it is asked, so that a large frame is not in memory and in what is made of it.
    fn kept(&self, file: Option<&Paged>, known: &Ledger, read: Read) -> Ledger {
        let Some(file) = file else { return read.ledger };
        self.keep(file, known, &read);
        if read.fresh.is_none_or(|written| written.length() < LARGE) {
            return read.ledger;
        }
        let again = ledger_of(&file.again()).and_then(|kept| kept.up_to(self.tip));
        again.ok().flatten().unwrap_or(read.ledger)
    }

    fn answer_anew<T>(
        &self,
        ask: &dyn Fn(&Ledger) -> Result<T, Damaged>,
        file: Option<&Paged>,
    ) -> Result<T, HistoryProblem> {
        let lost = |Damaged| HistoryProblem::Broken {
            detail: "the history does not fit together".to_string(),
        };
        let read = self.read(&Ledger::default()).map_err(lost)??;
        if let (Some(file), Some(written)) = (file, &read.fresh) {
            drop(file.replace(&written.parts()));
        }
        ask(&read.ledger).map_err(lost)
    }

    /// Its name says which studio it is about, its key under which conditions.
    fn file(&self, folder: &Path) -> Paged {
        let name = Sha256::digest([self.studio.as_bytes(), &[0], self.folder.as_bytes()].concat());
        let name: String = name.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let mut key = Sha256::new();
        for part in [FORMAT, env!("CARGO_PKG_VERSION"), self.studio, self.folder] {
            key.update(part.as_bytes());
            key.update([0]);
        }
        for folder in self.was {
            key.update(folder.as_bytes());
            key.update([1]);
        }
        key.update(self.repository.overrides());
        Paged::open(&folder.join(format!("trail-{name}.index")), key.finalize().into())
    }

    /// Up to the tip, from the newest commit of its line that is known.
    fn read(&self, known: &Ledger) -> Result<Result<Read, HistoryProblem>, Damaged> {
        if let Some(ledger) = known.up_to(self.tip)? {
            return Ok(Ok(Read {
                stood_on: known.count(),
                ledger,
                fresh: None,
                commits: 0,
                versions: 0,
            }));
        }
        let folder = format!("{}briefs", self.folder);
        let is_brief = |path: &str| expected_at(&format!("briefs/{path}")) == Some(Expected::Record(RecordType::Brief));
        let was: Vec<String> = self.was.iter().map(|before| format!("{before}briefs")).collect();
        let scope = Scope {
            folder: &folder,
            was: &was,
            wanted: &is_brief,
            read: &brief_head::read,
            most_bytes: usize::try_from(MOST_BYTES).unwrap_or(usize::MAX),
        };
        let base: OnceCell<Ledger> = OnceCell::new();
        let damaged = Cell::new(false);
        let place = |id, met| {
            // the newest commit of the tip's own line that is known is what the new ones stand on
            let place = match (base.get(), met) {
                (Some(base), _) => base.place(id),
                (None, Met::Elsewhere) => Ok(None),
                (None, Met::OnTheLine) => known.up_to(id).and_then(|up_to| match up_to {
                    Some(up_to) => base.get_or_init(|| up_to).place(id),
                    None => Ok(None),
                }),
            };
            place.unwrap_or_else(|Damaged| {
                damaged.set(true);
                None
            })
        };
        let growth = match history::read_after(self.repository, self.tip, &scope, &place) {
            _ if damaged.get() => return Err(Damaged),
            Err(problem) => return Ok(Err(problem)),
            Ok(growth) => growth,
        };
        let commits = growth.history.commits.len() - growth.known.len();
        let versions = growth.history.versions.len();
        let base = base.into_inner().unwrap_or_default();
        let (ledger, written) = base.grown(growth)?;
        Ok(Ok(Read {
            stood_on: base.count(),
            ledger,
            fresh: Some(written),
            commits,
            versions,
        }))
    }

    /// A disk that refuses is no reason to say so: the answer stands.
    fn keep(&self, file: &Paged, known: &Ledger, read: &Read) {
        let is_worth_it = read.commits >= self.least || read.versions >= LEAST_VERSIONS;
        let Some(written) = read.fresh.as_ref().filter(|_| is_worth_it) else {
            return;
        };
        let extends = read.stood_on == known.count();
        if !extends && self.line == Line::Other {
            return;
        }
        let merged = (read.ledger.frames() > MOST_FRAMES || file.stretches.len() > 2 * MOST_FRAMES)
            .then(|| read.ledger.merged().ok())
            .flatten();
        drop(match merged {
            Some(whole) => file.replace(&whole.parts()),
            None if read.stood_on == 0 || file.stretches.is_empty() => file.replace(&written.parts()),
            None => file.add(&written.parts()),
        });
    }
}

fn story(ledger: &Ledger, brief: &str, brought: &[Option<Brought>], known: Option<ObjectId>) -> Result<Story, Damaged> {
    let of_files = brought.iter().flatten().flat_map(|one| [one.commit, one.landing]);
    let also: Vec<ObjectId> = of_files.chain(known).collect();
    let (told, landings) = ledger.told_with(brief, &also)?;
    let places = (0_u32..).map(CommitIndex).zip(&told.history.commits);
    let places: HashMap<ObjectId, CommitIndex> = places.map(|(at, commit)| (commit.id, at)).collect();
    let touch = |one: &Brought| {
        Some(Touch {
            commit: *places.get(&one.commit)?,
            landing: *places.get(&one.landing)?,
        })
    };
    let brought = brought.iter().map(|one| one.as_ref().and_then(touch)).collect();
    let known = known.and_then(|known| places.get(&known).copied());
    Ok(Story {
        told,
        landings,
        brought,
        known,
    })
}

/// What is known up to the tip.
struct Read {
    ledger: Ledger,
    /// How many commits of it were known before.
    stood_on: u32,
    /// The new ones; `None`: there are none.
    fresh: Option<Rc<Written>>,
    commits: usize,
    versions: usize,
}

fn ledger_of(file: &Paged) -> Result<Ledger, Damaged> {
    let frames = file.stretches.iter();
    Ledger::new(
        frames
            .map(|stretch| Rc::new(Kept(Rc::clone(stretch))) as Rc<dyn Pages>)
            .collect(),
    )
}

struct Kept(Rc<Stretch>);

impl Pages for Kept {
    fn read(&self, start: u64, length: usize) -> Option<Vec<u8>> {
        self.0.read(start, length)
    }

    fn length(&self) -> u64 {
        self.0.length()
    }
}
