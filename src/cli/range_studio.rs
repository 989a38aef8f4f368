//! Answers: what do the base and the result of a range say of policy and of the briefs that change?
//! Invariant: as little is read as cannot hide a finding; where a change may touch any record, all are read.

use super::context::Context;
use super::open::{Opened, Wanted, cache_place, studio_at, zone_of};
use super::range_files::Range;
use crate::check::range::FileKind;
use crate::model::digest::Tree;
use crate::model::history::{HistoryProblem, ObjectId};
use crate::model::other::RecordType;
use crate::report::envelope::AsOfView;
use crate::report::failure::Failure;
use crate::store::find::{Expected, expected_at};
use crate::store::mark::AsRead;
use crate::store::verdicts::tree_of;
use std::collections::BTreeSet;
use std::mem::ManuallyDrop;

/// How much of a studio is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Policy, campaigns, the briefs that change with what lies beside them, and the proofs they name.
    Changed,
    All,
}

/// Versions of one proof that are looked for, one behind the other.
const MOST_VERSIONS: usize = 100;

/// What the range changes, in folders and ids.
pub struct Touched {
    /// Of briefs, without a `/` at the end.
    folders: BTreeSet<String>,
    /// Every folder above those, with a `/` at its end.
    above: BTreeSet<String>,
    assets: BTreeSet<String>,
}

impl Touched {
    pub fn by(range: &Range<'_>) -> Self {
        let mut touched = Self {
            folders: BTreeSet::new(),
            above: BTreeSet::new(),
            assets: BTreeSet::new(),
        };
        for file in &range.files {
            if let Some(folder) = brief_folder(file.path.as_str()) {
                let ends = folder.match_indices('/').map(|(at, _)| folder[..=at].to_owned());
                touched.above.extend(ends);
                touched.folders.insert(folder.to_owned());
            }
        }
        let mut named: Vec<String> = touched.named(range);
        while let Some(asset) = named.pop() {
            if touched.assets.len() < MOST_VERSIONS * (touched.folders.len() + 1) && !touched.assets.contains(&asset) {
                named.extend(replaced(range, &asset));
                touched.assets.insert(asset);
            }
        }
        touched
    }

    /// Assets that the changed files name: proofs of briefs, and what feedback looked at.
    fn named(&self, range: &Range<'_>) -> Vec<String> {
        let mut named = Vec::new();
        let contents = range
            .files
            .iter()
            .filter(|file| brief_folder(file.path.as_str()).is_some());
        for kind in contents.flat_map(|file| [file.was, file.is]).flatten() {
            let FileKind::File(blob) = kind else { continue };
            if let Some(Tree::Map(entries)) = range.content(blob).and_then(|bytes| tree_of(&bytes)) {
                named.extend(entries.iter().flat_map(|(key, value)| assets_in(key, value)));
            }
        }
        named
    }

    fn wants_file(&self, path: &str) -> bool {
        let Some(expected) = expected_at(path) else {
            return false;
        };
        if expected == Expected::Record(RecordType::Asset) {
            let name = path.rsplit('/').next().unwrap_or_default();
            return name.strip_suffix(".yml").is_some_and(|id| self.assets.contains(id));
        }
        !path.starts_with("briefs/") || brief_folder(path).is_some_and(|folder| self.folders.contains(folder))
    }

    fn wants_folder(&self, below: &str) -> bool {
        if !below.starts_with("briefs/") || self.above.contains(below) {
            return true;
        }
        let inside = |at: usize| self.folders.contains(&below[..at]);
        below.match_indices('/').any(|(at, _)| inside(at))
    }
}

/// The folder of the brief that a file is of, or lies beside.
fn brief_folder(path: &str) -> Option<&str> {
    let below = path.strip_prefix("briefs/")?;
    let (folder, _) = below.rsplit_once('/')?;
    let own = ["approvals", "feedback"].iter().find_map(|part| {
        let at = folder.find(&format!("/{part}")).filter(|at| {
            let after = &folder[at + 1 + part.len()..];
            after.is_empty() || after.starts_with('/')
        })?;
        Some(&folder[..at])
    });
    let length = "briefs/".len() + own.unwrap_or(folder).len();
    Some(&path[..length])
}

fn assets_in(key: &str, value: &Tree) -> Vec<String> {
    let text = |value: &Tree| match value {
        Tree::Text(text) => Some(text.to_string()),
        Tree::Null | Tree::List(_) | Tree::Map(_) => None,
    };
    let named = |value: &Tree| match value {
        Tree::Map(entries) => {
            let asset = entries.iter().find(|(key, _)| &**key == "asset");
            asset.and_then(|(_, value)| text(value))
        }
        Tree::Null | Tree::Text(_) | Tree::List(_) => None,
    };
    match (key, value) {
        ("proofs", Tree::List(items)) => items.iter().filter_map(named).collect(),
        ("version", version) => named(version).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// What an asset replaces, in the base or in the result.
fn replaced(range: &Range<'_>, asset: &str) -> Vec<String> {
    if !crate::model::id::is_slug(asset) {
        return Vec::new();
    }
    let path = format!("assets/{asset}.yml");
    let of = |commit| {
        let bytes = range.bytes(commit, &path)?;
        super::reviewed::word_of(&bytes, "replaces")
    };
    [range.base, range.merged.commit].into_iter().filter_map(of).collect()
}

/// Whether a change of these files can make a finding in a file that does not change.
pub fn extent(range: &Range<'_>) -> Extent {
    let is_apart = |path: &str| path.split('/').any(|part| part.starts_with('.')) || expected_at(path).is_none();
    let reaches = |file: &crate::check::range::FileStep| {
        let path = file.path.as_str();
        let is_asset = expected_at(path) == Some(Expected::Record(RecordType::Asset));
        let is_brief = expected_at(path) == Some(Expected::Record(RecordType::Brief));
        match path {
            _ if is_apart(path) => false,
            _ if is_asset => file.was.is_some(),
            _ if is_brief => file.is.is_none(),
            _ => !path.starts_with("briefs/"),
        }
    };
    match range.files.iter().any(reaches) {
        true => Extent::All,
        false => Extent::Changed,
    }
}

/// The studio at one end of the range.
///
/// # Errors
/// When an object is missing or broken, or there is no studio.
pub fn opened(
    range: &Range<'_>,
    touched: &Touched,
    (commit, extent): (ObjectId, Extent),
    context: &Context,
) -> Result<Opened, Failure> {
    let (studio, findings) = studio(range, touched, (commit, extent), context)?;
    let zone = zone_of(&studio);
    Ok(Opened {
        root: context.directory.clone(),
        zone,
        today: context.today(zone),
        studio: ManuallyDrop::new(studio),
        as_read: AsRead::new(),
        findings,
        commit: Some(commit),
        as_of: AsOfView::default(),
        what_if: Vec::new(),
        format: context.format,
        index: context.index_directory(),
        lang: context.lang,
    })
}

fn studio(
    range: &Range<'_>,
    touched: &Touched,
    (commit, extent): (ObjectId, Extent),
    context: &Context,
) -> Result<(crate::model::studio::Studio, Vec<crate::model::finding::Finding>), HistoryProblem> {
    let home = range.home;
    let folder = home.folder.trim_end_matches('/');
    match extent {
        Extent::Changed => {
            let wanted = Wanted {
                file: &|path| touched.wants_file(path),
                folder: &|below| touched.wants_folder(below),
            };
            // to open what is kept of all briefs would cost more than to read a few
            studio_at((&home.repository, commit), folder, &wanted, None)
        }
        Extent::All => {
            let wanted = Wanted {
                file: &|path| expected_at(path).is_some(),
                folder: &|_| true,
            };
            let cache = cache_place(context, &home.repository);
            studio_at((&home.repository, commit), folder, &wanted, Some(&cache))
        }
    }
}
