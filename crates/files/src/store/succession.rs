//! Answers: what did the studio hold at one commit after another, and what did each change touch?
//! Invariant: each content is read once, here or by an earlier command; only what a plan depends on is read.

use super::assemble::{assemble, put, take_out};
use super::cache::CachePlace;
use super::cache::records::Records;
use super::find::{Expected, SETTINGS, expected_at};
use super::load::settings_file;
use super::read::{Defaults, Outcome, Record};
use super::revision::{InRevision, read, recall};
use crate::model::brief::{Brief, Link};
use crate::model::history::ObjectId;
use crate::model::id::{BriefId, CampaignId};
use crate::model::other::RecordType;
use crate::model::place::StudioPath;
use crate::model::studio::Studio;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A studio that follows the commits of a line.
pub struct Succession {
    defaults: Defaults,
    records: Option<Records>,
    known: HashMap<(ObjectId, StudioPath), Arc<Outcome>>,
    files: BTreeMap<StudioPath, Arc<Outcome>>,
    /// How many files have each id.
    ids: HashMap<Id, u32>,
    studio: Studio,
}

type Id = (RecordType, Box<str>);

/// What a change of files may change in plans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// A record that every plan depends on, or there is no telling.
    pub everything: bool,
    /// Campaigns of which the record or a brief changed.
    pub campaigns: BTreeSet<CampaignId>,
    /// A brief of no campaign changed.
    pub loose: bool,
    pub briefs: BTreeSet<BriefId>,
}

/// Whether a plan depends on the file at a path.
pub fn is_planned(path: &str) -> bool {
    matches!(
        expected_at(path),
        Some(Expected::Record(
            RecordType::Studio
                | RecordType::Person
                | RecordType::Party
                | RecordType::Calendar
                | RecordType::Workflow
                | RecordType::Kind
                | RecordType::Campaign
                | RecordType::Brief
        ))
    )
}

impl Succession {
    /// Without a file yet. `today`: the studio whose currency amounts without one have.
    pub fn new(cache: Option<&CachePlace>, today: &Studio) -> Self {
        Self {
            defaults: Defaults {
                currency: today.settings.currency,
            },
            records: cache.map(Records::open),
            known: HashMap::new(),
            files: BTreeMap::new(),
            ids: HashMap::new(),
            studio: nothing(),
        }
    }

    /// Takes over what changed; `None`: the file is gone. Of contents that were never read, `fetch` gives the bytes.
    ///
    /// # Errors
    /// As `fetch`; nothing is taken over then.
    pub fn take<E>(
        &mut self,
        changed: Vec<(StudioPath, Option<InRevision<'static>>)>,
        mut fetch: impl FnMut(ObjectId) -> Result<InRevision<'static>, E>,
    ) -> Result<Touched, E> {
        let mut read_now = Vec::new();
        let mut todo = Vec::new();
        for (path, at) in changed {
            let blob = at.as_ref().and_then(InRevision::blob);
            let known = blob.and_then(|blob| self.known.get(&(blob, path.clone())).cloned());
            match (at, known) {
                (None, _) => read_now.push((path, None)),
                (_, Some(known)) => read_now.push((path, Some(known))),
                (Some(at), None) => todo.push((path, at)),
            }
        }
        for (path, outcome, blob) in self.read(todo, &mut fetch)? {
            let outcome = Arc::new(outcome);
            if let Some(blob) = blob {
                self.known.insert((blob, path.clone()), Arc::clone(&outcome));
            }
            read_now.push((path, Some(outcome)));
        }
        Ok(self.put_in_place(read_now))
    }

    fn read<E>(
        &self,
        todo: Vec<(StudioPath, InRevision<'static>)>,
        fetch: &mut impl FnMut(ObjectId) -> Result<InRevision<'static>, E>,
    ) -> Result<Vec<(StudioPath, Outcome, Option<ObjectId>)>, E> {
        let recalled = todo.into_par_iter().map(|(path, at)| {
            let known = match (&self.records, at.blob()) {
                (Some(records), Some(blob)) => recall(records, &path, blob, self.defaults),
                _ => None,
            };
            (path, at, known)
        });
        let mut recalled: Vec<_> = recalled.collect();
        let mut blobs = Vec::with_capacity(recalled.len());
        for (_, at, known) in &mut recalled {
            let blob = at.blob();
            if let (Some(blob), None) = (blob, &known) {
                *at = fetch(blob)?;
            }
            blobs.push(blob);
        }
        let read = recalled.into_par_iter().zip(blobs).map(|((path, at, known), blob)| {
            let outcome = known.unwrap_or_else(|| read(self.records.as_ref(), &path, (&at, blob), self.defaults));
            (path, outcome, blob)
        });
        Ok(read.collect())
    }

    /// In path order, so that of two files with one id the first is always the same.
    fn put_in_place(&mut self, mut read: Vec<(StudioPath, Option<Arc<Outcome>>)>) -> Touched {
        read.sort_by(|one, other| one.0.cmp(&other.0));
        let mut touched = Touched::default();
        let mut swaps = Vec::with_capacity(read.len());
        let mut is_simple = !self.files.is_empty();
        for (path, after) in read {
            let before = match &after {
                Some(outcome) => self.files.insert(path.clone(), Arc::clone(outcome)),
                None => self.files.remove(&path),
            };
            for outcome in before.iter().chain(&after) {
                touched.add(outcome);
            }
            is_simple &= self.count(before.as_deref(), after.as_deref());
            swaps.push((path, before, after));
        }
        if !is_simple {
            self.assemble_anew();
            touched.everything = true;
            return touched;
        }
        for record in swaps
            .iter()
            .filter_map(|(_, before, _)| before.as_ref()?.record.as_ref())
        {
            take_out(&mut self.studio, record);
        }
        for (path, _, after) in swaps {
            if let Some(record) = after.and_then(|after| after.record.clone()) {
                put(&mut self.studio, &path, record);
            }
        }
        touched
    }

    /// Counts ids on; whether each of them is, and was, in one file alone.
    fn count(&mut self, before: Option<&Outcome>, after: Option<&Outcome>) -> bool {
        let id = |outcome: Option<&Outcome>| {
            let (kind, id) = outcome?.id.as_ref()?;
            Some((*kind, id.value.clone()))
        };
        let mut is_alone = true;
        if let Some(id) = id(before) {
            let count = self.ids.entry(id).or_default();
            is_alone &= *count <= 1;
            *count = count.saturating_sub(1);
        }
        if let Some(id) = id(after) {
            let count = self.ids.entry(id).or_default();
            *count += 1;
            is_alone &= *count <= 1;
        }
        is_alone
    }

    fn assemble_anew(&mut self) {
        let files = self
            .files
            .iter()
            .map(|(path, outcome)| (path.clone(), (**outcome).clone()));
        self.studio = assemble(&settings_file(), files.collect()).0;
    }

    /// The studio of the files as they are now; `None` without a `crops.yml`.
    pub fn studio(&self) -> Option<&Studio> {
        let settings = StudioPath::new(SETTINGS)?;
        self.files.contains_key(&settings).then_some(&self.studio)
    }

    /// Keeps what was read for the next command.
    pub fn save(self) {
        if let Some(records) = self.records {
            records.save(self.known.into_keys().map(|(blob, _)| blob));
        }
    }
}

fn nothing() -> Studio {
    assemble(&settings_file(), Vec::new()).0
}

impl Touched {
    /// Nothing is known of what came before.
    pub fn all() -> Self {
        Self {
            everything: true,
            ..Self::default()
        }
    }

    fn add(&mut self, outcome: &Outcome) {
        match &outcome.record {
            Some(Record::Brief(brief)) => self.add_brief(brief),
            Some(Record::Campaign(campaign)) => drop(self.campaigns.insert(campaign.id.clone())),
            _ => self.everything = true,
        }
    }

    /// A brief, and what it is a part of.
    pub fn add_brief(&mut self, brief: &Brief) {
        self.briefs.insert(brief.id.clone());
        match &brief.link {
            Link::Deliverable(link) => drop(self.campaigns.insert(link.value.campaign.clone())),
            Link::Campaign(id) => drop(self.campaigns.insert(id.value.clone())),
            Link::None => self.loose = true,
        }
    }
}
