//! Answers: how did a campaign or a workflow stand when something began?
//! Invariant: each content is read once; what cannot be read there is as it is now.
//! Source: design, "As of".

use super::official::OfficialState;
use crate::git::revision::Lookup;
use crate::metrics::subject::Past;
use crate::model::brief::BriefText;
use crate::model::history::{CommitIndex, History, ObjectId};
use crate::model::id::{BriefId, CampaignId, WorkflowId};
use crate::model::place::StudioPath;
use crate::model::studio::Studio;
use crate::model::workflow::Workflow;
use crate::store::brief_text;
use crate::store::find::SETTINGS;
use crate::store::load;
use crate::store::source::Content;
use chrono::Months;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// A brief lies in the folder of the month in which it was made; it is looked for that far back.
const MONTHS_BACK: u32 = 3;

/// Records of other days, read when they are asked for.
pub struct PastRecords<'s> {
    history: &'s History,
    folder: &'s str,
    studio: &'s Studio,
    /// The settings as they are now: a record is read in a studio.
    settings: Vec<u8>,
    lookup: RefCell<Lookup<'s>>,
    campaigns: RefCell<HashMap<ObjectId, Option<Rc<Studio>>>>,
    workflows: RefCell<HashMap<ObjectId, Option<Rc<Workflow>>>>,
    briefs: RefCell<HashMap<ObjectId, Option<Rc<BriefText>>>>,
}

impl std::fmt::Debug for PastRecords<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PastRecords")
    }
}

impl<'s> PastRecords<'s> {
    /// # Errors
    /// When the repository cannot be read.
    pub fn new(state: &'s OfficialState, history: &'s History) -> Result<Self, crate::model::history::HistoryProblem> {
        let mut lookup = Lookup::new(&state.repository)?;
        let folder = state.folder();
        let settings = match lookup.file(state.tip, &format!("{folder}{SETTINGS}"))? {
            Some(id) => lookup.bytes(id)?,
            None => Vec::new(),
        };
        Ok(Self {
            history,
            folder,
            studio: &state.studio,
            settings,
            lookup: RefCell::new(lookup),
            campaigns: RefCell::default(),
            workflows: RefCell::default(),
            briefs: RefCell::default(),
        })
    }

    /// Where a brief may lie in a commit: where it lies now, else in the folder of its month.
    fn places(&self, commit: CommitIndex, brief: &BriefId) -> Vec<StudioPath> {
        let now = self.studio.briefs.get(brief).map(|brief| brief.file.clone());
        let month = self.history.commit(commit).committed.date_naive();
        let months = (0..MONTHS_BACK).filter_map(|back| month.checked_sub_months(Months::new(back)));
        let by_month =
            months.filter_map(|month| StudioPath::new(&format!("briefs/{}/{brief}/brief.yml", month.format("%Y-%m"))));
        now.into_iter().chain(by_month).collect()
    }

    fn read_brief(&self, file: &StudioPath, id: ObjectId) -> Option<Rc<BriefText>> {
        if let Some(known) = self.briefs.borrow().get(&id) {
            return known.clone();
        }
        let bytes = self.lookup.borrow().bytes(id).ok();
        let read = bytes.and_then(|bytes| brief_text::read(file, &bytes, self.studio.settings.currency));
        let read = read.map(Rc::new);
        self.briefs.borrow_mut().insert(id, read.clone());
        read
    }

    /// The content of a file as it was in a commit, unless it is what it is now or cannot be had.
    fn content(&self, commit: CommitIndex, path: &StudioPath) -> Option<ObjectId> {
        let path = format!("{}{path}", self.folder);
        let commit = self.history.commit(commit).id;
        self.lookup.borrow_mut().file(commit, &path).ok().flatten()
    }

    /// A studio of the settings and one more file.
    fn studio_of(&self, path: &StudioPath, id: ObjectId) -> Option<Studio> {
        let bytes = self.lookup.borrow().bytes(id).ok()?;
        let files = vec![
            (
                StudioPath::new(SETTINGS)?,
                Content::Bytes(Cow::Borrowed(&self.settings[..])),
            ),
            (path.clone(), Content::Bytes(Cow::Owned(bytes))),
        ];
        load::load_revision(files).map(|(studio, _)| studio)
    }
}

impl Past for PastRecords<'_> {
    fn studio_with_campaign(&self, commit: CommitIndex, campaign: &CampaignId) -> Option<Rc<Studio>> {
        let path = &self.studio.campaigns.get(campaign)?.file;
        let id = self.content(commit, path)?;
        if let Some(known) = self.campaigns.borrow().get(&id) {
            return known.clone();
        }
        let then = self
            .studio_of(path, id)
            .and_then(|mut read| read.campaigns.remove(campaign));
        let studio = then.map(|then| {
            Rc::new(Studio {
                briefs: BTreeMap::new(),
                people: BTreeMap::new(),
                campaigns: BTreeMap::from([(campaign.clone(), then)]),
                targets: Vec::new(),
                others: Vec::new(),
                settings: self.studio.settings.clone(),
                parties: self.studio.parties.clone(),
                calendars: self.studio.calendars.clone(),
                workflows: BTreeMap::new(),
                kinds: self.studio.kinds.clone(),
                targets_file: None,
                taxonomy: None,
            })
        });
        self.campaigns.borrow_mut().insert(id, studio.clone());
        studio
    }

    fn workflow(&self, commit: CommitIndex, workflow: &WorkflowId) -> Option<Rc<Workflow>> {
        let path = &self.studio.workflows.get(workflow)?.file;
        let id = self.content(commit, path)?;
        if let Some(known) = self.workflows.borrow().get(&id) {
            return known.clone();
        }
        let then = self
            .studio_of(path, id)
            .and_then(|mut read| read.workflows.remove(workflow));
        let then = then.map(Rc::new);
        self.workflows.borrow_mut().insert(id, then.clone());
        then
    }

    fn brief(&self, commit: CommitIndex, brief: &BriefId) -> Option<Rc<BriefText>> {
        let places = self.places(commit, brief);
        let mut found = places
            .iter()
            .filter_map(|file| Some((file, self.content(commit, file)?)));
        let (file, id) = found.next()?;
        self.read_brief(file, id).filter(|read| read.brief.id == *brief)
    }

    fn was_there_before(&self, commit: CommitIndex, file: &StudioPath) -> bool {
        let before = self.history.commit(commit).parents.first();
        before.is_some_and(|before| self.content(*before, file).is_some())
    }
}
