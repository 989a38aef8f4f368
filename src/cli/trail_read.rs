//! Answers: what did each version of a record say, and which verdicts and remarks lie beside it?
//! Invariant: contents come from commits, each read once; a merge that has what a parent has says nothing of its own.
//! Source: `docs/trail.md`, "Versions".

use super::official::OfficialState;
use super::proved::proofs_on;
use crate::git::revision::{self, Lookup, RevisionContent};
use crate::model::approval::Approval;
use crate::model::brief::Brief;
use crate::model::difference::{FieldChange, differences};
use crate::model::digest::{Tree, changed_keys, digest};
use crate::model::history::{CommitIndex, History, HistoryProblem, Moment, ObjectId};
use crate::model::merged::{self, taken_back};
use crate::model::other::RecordType;
use crate::model::place::StudioPath;
use crate::model::workflow::Covers;
use crate::plan::calendars::Calendars;
use crate::report::changes::ChangeLine;
use crate::report::trail::{Holds, Named, VerdictLine};
use crate::report::trail_build::{RecordRead, RecordWhat, VersionRead, VersionWhat};
use crate::store::feedback::{feedback, values, verdict_words};
use crate::store::handoff::handoff;
use crate::store::verdicts::{approval, hash_in};
use crate::trail::proof::Proved;
use crate::trail::touch::Touch;
use std::collections::HashMap;
use std::rc::Rc;

/// More verdicts and remarks of one brief are not read.
const MOST_RECORDS: usize = 1_000;

/// Reads contents as commits had them.
pub struct TrailRead<'s> {
    state: &'s OfficialState,
    history: &'s History,
    /// The record's id.
    id: &'s str,
    /// From the top of the repository.
    paths: Vec<String>,
    covers: Vec<&'s Covers>,
    calendars: Calendars<'s>,
    lookup: Lookup<'s>,
    parsed: HashMap<ObjectId, Rc<Option<Tree>>>,
    /// Every version that could be read, the newest last.
    trees: Vec<Rc<Option<Tree>>>,
}

/// The record's file in one commit.
#[derive(Clone)]
struct Version {
    path: String,
    blob: ObjectId,
    /// `None`: it cannot be read.
    tree: Rc<Option<Tree>>,
}

impl<'s> TrailRead<'s> {
    /// `paths`: where the record was at any time, from the top of the repository.
    ///
    /// # Errors
    /// When the repository cannot be read.
    pub fn new(
        state: &'s OfficialState,
        history: &'s History,
        id: &'s str,
        paths: Vec<String>,
        covers: Vec<&'s Covers>,
    ) -> Result<Self, HistoryProblem> {
        Ok(Self {
            lookup: Lookup::new(&state.repository)?,
            calendars: Calendars::of(&state.studio),
            paths,
            state,
            history,
            id,
            covers,
            parsed: HashMap::new(),
            trees: Vec::new(),
        })
    }

    /// What each of these commits changed; first appearances and deletions are told by the events.
    ///
    /// # Errors
    /// When an object is missing or broken.
    pub fn versions(&mut self, touches: &[Touch]) -> Result<Vec<VersionRead>, HistoryProblem> {
        let mut found = Vec::new();
        let mut last = None;
        for landed in touches.chunk_by(|one, other| one.landing == other.landing) {
            let mut told = Vec::new();
            for touch in landed {
                self.version_of(*touch, (&mut told, &mut last), &mut found)?;
            }
            // a merge that kept all that was there is no touch, and may take back what its sides said
            let landing = landed[0].landing;
            let is_told = landed.iter().any(|touch| touch.commit == landing);
            if !is_told {
                let merge = Touch {
                    commit: landing,
                    landing,
                };
                self.version_of(merge, (&mut told, &mut last), &mut found)?;
            }
        }
        Ok(found)
    }

    /// What one commit says that its parents do not; `told` grows by it.
    fn version_of(
        &mut self,
        touch: Touch,
        (told, last): (&mut Vec<FieldChange>, &mut Option<Rc<Option<Tree>>>),
        found: &mut Vec<VersionRead>,
    ) -> Result<(), HistoryProblem> {
        let Some(after) = self.version(touch.commit)? else {
            return Ok(());
        };
        let mut parents = Vec::new();
        let history = self.history;
        for parent in &history.commit(touch.commit).parents {
            parents.extend(self.version(*parent)?);
        }
        let is_new = parents
            .iter()
            .all(|there| there.blob != after.blob || there.path != after.path);
        let mut push = |what| found.push(VersionRead { touch, what });
        let Some(tree) = &*after.tree else {
            if is_new {
                push(VersionWhat::Unreadable { path: after.path });
            }
            return Ok(());
        };
        if let Some(before) = parents.first()
            && parents.iter().all(|there| there.path != after.path)
        {
            let (from, to) = (before.path.clone(), after.path.clone());
            push(VersionWhat::Relocated { from, to });
        }
        let of_parents = of_parents(&parents, last.as_ref(), tree);
        let mut changes = merged::own(&of_parents);
        if let [first, sides @ ..] = of_parents.as_slice() {
            changes.extend(sides.iter().flat_map(|side| taken_back(side, first, told)));
        }
        let lines = self.lines(&changes);
        told.extend(changes);
        if !lines.is_empty() {
            push(VersionWhat::Fields(lines));
        }
        if is_new {
            *last = Some(Rc::clone(&after.tree));
            self.trees.push(after.tree);
        }
        Ok(())
    }

    /// Where it moved is an event of its own.
    fn lines(&self, changes: &[FieldChange]) -> Vec<ChangeLine> {
        let said = changes.iter().filter(|change| change.key() != "stage");
        said.map(|change| ChangeLine::of(change, &self.covers, self.calendars.studio()))
            .collect()
    }

    /// The record's file in a commit: the first of its paths at which it is.
    fn version(&mut self, commit: CommitIndex) -> Result<Option<Version>, HistoryProblem> {
        let mut broken = None;
        for path in self.paths.clone() {
            let Some(blob) = self.content(commit, &path)? else {
                continue;
            };
            let tree = self.tree(blob)?;
            let version = Version {
                path: path.strip_prefix(self.state.folder()).unwrap_or(&path).to_owned(),
                blob,
                tree: Rc::clone(&tree),
            };
            match &*tree {
                None => broken = broken.or(Some(version)),
                Some(tree) if says(tree, "id") == Some(self.id) => return Ok(Some(version)),
                Some(_) => {}
            }
        }
        Ok(broken)
    }

    /// What a commit has at a path: of a record that never moved, the history knows where the commit changed it.
    fn content(&mut self, commit: CommitIndex, path: &str) -> Result<Option<ObjectId>, HistoryProblem> {
        let history = self.history;
        if let ([_], [change]) = (self.paths.as_slice(), &*history.changes[commit.0 as usize]) {
            return Ok(change.after.map(|version| history.blobs[version.0 as usize]));
        }
        self.lookup.file(history.commit(commit).id, path)
    }

    fn tree(&mut self, blob: ObjectId) -> Result<Rc<Option<Tree>>, HistoryProblem> {
        if let Some(known) = self.parsed.get(&blob) {
            return Ok(Rc::clone(known));
        }
        let tree = Rc::new(values(&self.lookup.bytes(blob)?));
        self.parsed.insert(blob, Rc::clone(&tree));
        Ok(tree)
    }

    /// The verdicts, remarks and handoffs beside the brief, each with what brought its file.
    ///
    /// # Errors
    /// When an object is missing or broken.
    pub fn records(
        &mut self,
        brief: &Brief,
        files: impl Iterator<Item = (RecordFile, Option<Touch>)>,
    ) -> Result<Vec<RecordRead>, HistoryProblem> {
        let assets = self.asset_hashes(brief)?;
        let mut brought = Vec::new();
        for (file, touch) in files {
            let Some(touch) = touch else { continue };
            brought.push((self.lookup.bytes(file.blob)?, file, touch));
        }
        let verdict = |bytes: &[u8], file: &RecordFile| {
            let verdict = Some(file).filter(|file| file.kind == RecordKind::Verdict);
            verdict.and_then(|file| approval(&file.path, bytes))
        };
        let verdicts: Vec<Approval> = brought
            .iter()
            .filter_map(|(bytes, file, _)| verdict(bytes, file))
            .collect();
        let state = self.state;
        let proofs = proofs_on(state, &verdicts, &|path| state.content(path), state.today);
        let mut verdicts = verdicts.iter().zip(proofs).peekable();
        let mut found = Vec::new();
        for (bytes, RecordFile { path, kind, .. }, touch) in brought {
            let read = match kind {
                RecordKind::Verdict => verdicts
                    .next_if(|(one, _)| one.file == path)
                    .map(|(one, proved)| self.verdict((one, proved), &bytes, touch, &assets)),
                RecordKind::Handoff => handoff(&path, &bytes).map(|one| RecordRead {
                    touch,
                    at: None,
                    requested: None,
                    by: Some(one.by.to_string()),
                    what: RecordWhat::Handoff(Box::new(one)),
                }),
                RecordKind::Feedback => feedback(&path, &bytes).map(|one| RecordRead {
                    touch,
                    at: instant(&one.at),
                    requested: None,
                    by: Some(one.by.to_string()),
                    what: RecordWhat::Feedback {
                        stage: one.stage.to_string(),
                        remarks: one.remarks,
                    },
                }),
            };
            found.push(read.unwrap_or_else(|| RecordRead {
                touch,
                at: None,
                requested: None,
                by: None,
                what: RecordWhat::Ignored { path: path.to_string() },
            }));
        }
        Ok(found)
    }

    fn verdict(
        &self,
        (one, proved): (&Approval, Proved),
        bytes: &[u8],
        touch: Touch,
        assets: &HashMap<String, String>,
    ) -> RecordRead {
        let words = verdict_words(bytes);
        let origin = match (&words.forge, &words.pull, &words.via) {
            (Some(forge), Some(pull), _) => Some(format!("{forge} #{pull}")),
            (forge, _, via) => forge.clone().or_else(|| via.clone()),
        };
        RecordRead {
            touch,
            at: instant(&one.at),
            requested: words.requested.as_deref().and_then(instant),
            by: Some(one.by.to_string()),
            what: RecordWhat::Verdict(Box::new(VerdictLine {
                verdict: one.verdict,
                stage: Named {
                    id: one.stage.to_string(),
                    title: one.stage.to_string(),
                    class: None,
                },
                evidence: one.evidence.kind,
                proof: proved.proof,
                key: proved.key.map(Into::into),
                origin,
                note: words.note,
                open_hours: None,
                holds: self.holds(one, assets),
            })),
        }
    }

    /// Whether what was judged is what the brief says last.
    fn holds(&self, one: &Approval, assets: &HashMap<String, String>) -> Holds {
        let hash = |asset: &str| assets.get(asset).cloned();
        let is_judged = |tree: &&Tree| digest(tree, &one.covers, &hash).is_ok_and(|digest| *digest == *one.digest);
        let read = || self.trees.iter().filter_map(|tree| tree.as_ref().as_ref());
        let Some(last) = read().next_back() else {
            return Holds::UnknownVersion;
        };
        if is_judged(&last) {
            return Holds::Yes;
        }
        match read().rev().find(is_judged) {
            Some(then) => {
                Holds::Stale(changed_keys((then, &one.covers), (last, &one.covers), &hash).unwrap_or_default())
            }
            None => Holds::UnknownVersion,
        }
    }

    /// The hashes that the records of its proofs give now.
    fn asset_hashes(&mut self, brief: &Brief) -> Result<HashMap<String, String>, HistoryProblem> {
        let mut found = HashMap::new();
        let assets = self
            .state
            .studio
            .others
            .iter()
            .filter(|other| other.record == RecordType::Asset);
        for asset in assets.filter(|asset| brief.proofs.iter().any(|proof| proof.as_str() == &**asset.id)) {
            let path = format!("{}{}", self.state.folder(), asset.file);
            if let Some(blob) = self.lookup.file(self.state.tip, &path)?
                && let Some(hash) = hash_in(&self.lookup.bytes(blob)?)
            {
                found.insert(asset.id.to_string(), hash);
            }
        }
        Ok(found)
    }
}

/// A file of a verdict, of remarks or of a handoff beside a brief.
pub struct RecordFile {
    pub path: StudioPath,
    blob: ObjectId,
    kind: RecordKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RecordKind {
    Verdict,
    Feedback,
    Handoff,
}

/// The files of verdicts, remarks and handoffs beside a brief, in the order of their paths.
///
/// # Errors
/// When an object is missing or broken.
pub fn record_files(state: &OfficialState, brief: &Brief) -> Result<Vec<RecordFile>, HistoryProblem> {
    let Some(folder) = brief.file.as_str().strip_suffix("/brief.yml") else {
        return Ok(Vec::new());
    };
    let kind_of = |path: &str| {
        let (folder, name) = path.split_once('/')?;
        let kind = match folder {
            "approvals" => RecordKind::Verdict,
            "feedback" => RecordKind::Feedback,
            "handoffs" => RecordKind::Handoff,
            _ => return None,
        };
        (name.ends_with(".yml") && !name.contains('/')).then_some(kind)
    };
    let from_top = format!("{}{folder}", state.folder());
    let is_record = |path: &str| kind_of(path).is_some();
    let files = revision::files(&state.repository, state.tip, &from_top, &is_record)?;
    let records = files.into_iter().take(MOST_RECORDS).filter_map(|file| {
        let RevisionContent::Blob(blob) = file.content else {
            return None;
        };
        let path = StudioPath::new(&format!("{folder}/{}", file.path))?;
        let kind = kind_of(&file.path)?;
        Some(RecordFile { path, blob, kind })
    });
    Ok(records.collect())
}

/// What differs from each parent that can be read; of a single one that cannot, from what could be read last.
fn of_parents(parents: &[Version], last: Option<&Rc<Option<Tree>>>, after: &Tree) -> Vec<Vec<FieldChange>> {
    let readable = parents.iter().filter_map(|there| there.tree.as_ref().as_ref());
    let found: Vec<_> = readable.map(|before| differences(before, after)).collect();
    match last.and_then(|last| last.as_ref().as_ref()) {
        Some(last) if found.is_empty() && !parents.is_empty() => vec![differences(last, after)],
        _ => found,
    }
}

fn says<'t>(tree: &'t Tree, wanted: &str) -> Option<&'t str> {
    let Tree::Map(entries) = tree else { return None };
    entries.iter().find_map(|(key, value)| match value {
        Tree::Text(text) if &**key == wanted => Some(&**text),
        _ => None,
    })
}

fn instant(text: &str) -> Option<Moment> {
    let read = chrono::DateTime::parse_from_rfc3339(text).ok()?;
    Some(read.to_utc())
}
