//! Answers: how did a campaign or a workflow stand when something began?
//! Invariant: each content is read once; what cannot be read there is as it is now.
//! Source: design, "As of".

use super::official::OfficialState;
use crate::git::revision::Lookup;
use crate::metrics::subject::Past;
use crate::model::brief::BriefText;
use crate::model::history::{CommitIndex, History, ObjectId, VersionIndex};
use crate::model::id::{CampaignId, WorkflowId};
use crate::model::place::StudioPath;
use crate::model::studio::Studio;
use crate::model::workflow::Workflow;
use crate::store::brief_text;
use crate::store::find::SETTINGS;
use crate::store::load;
use crate::store::source::Content;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// Where a brief of another day is read from: nobody is told what is wrong in it, so its place is of no matter.
const BRIEF: &str = "briefs/brief.yml";

/// Records of other days, read when they are asked for.
pub struct PastRecords<'s> {
    history: &'s History,
    state: &'s OfficialState,
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
            state,
            studio: &state.studio,
            settings,
            lookup: RefCell::new(lookup),
            campaigns: RefCell::default(),
            workflows: RefCell::default(),
            briefs: RefCell::default(),
        })
    }

    /// The content of a file as it was in a commit, unless it is what it is now or cannot be had.
    fn content(&self, commit: CommitIndex, path: &StudioPath) -> Option<ObjectId> {
        let commit = self.history.commit(commit).id;
        let mut lookup = self.lookup.borrow_mut();
        let places = self.state.places(path.as_str());
        places.iter().find_map(|path| lookup.file(commit, path).ok().flatten())
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

    fn brief(&self, version: VersionIndex) -> Option<Rc<BriefText>> {
        let id = *self.history.blobs.get(version.0 as usize)?;
        if let Some(known) = self.briefs.borrow().get(&id) {
            return known.clone();
        }
        let bytes = self.lookup.borrow().bytes(id).ok();
        let file = StudioPath::new(BRIEF)?;
        let read = bytes.and_then(|bytes| brief_text::read(&file, &bytes, self.studio.settings.currency));
        let read = read.map(Rc::new);
        self.briefs.borrow_mut().insert(id, read.clone());
        read
    }

    fn was_there_before(&self, commit: CommitIndex, file: &StudioPath) -> bool {
        let before = self.history.commit(commit).parents.first();
        before.is_some_and(|before| self.content(*before, file).is_some())
    }
}
