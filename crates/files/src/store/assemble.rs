//! Answers: which studio do these records make, and which ids were taken twice?
//! Invariant: records come in path order; of two with one id the first is kept and the other is a finding.

use super::read::{Outcome, Record, default_settings, disguise_of};
use crate::model::brief::Brief;
use crate::model::finding::{Finding, Severity};
use crate::model::id::{BriefId, PersonId};
use crate::model::other::RecordType;
use crate::model::place::{Place, Placed, StudioPath};
use crate::model::problem::{Disguise, Problem};
use crate::model::similar::{looks_like, nearest};
use crate::model::studio::Studio;
use rayon::slice::ParallelSliceMut;
use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Puts the records of all files together. `files` are in path order.
pub fn assemble(settings_file: &StudioPath, files: Vec<(StudioPath, Outcome)>) -> (Studio, Vec<Finding>) {
    let mut building = Building::new(settings_file);
    let (mut briefs, mut others) = (Vec::with_capacity(files.len()), Vec::with_capacity(files.len()));
    for (file, outcome) in files {
        match (outcome.record, outcome.id) {
            (Some(Record::Brief(brief)), Some((RecordType::Brief, id))) => {
                building.findings.extend(outcome.findings);
                briefs.push((brief, Place::at(&file, id.span)));
            }
            (record, id) => {
                building.findings.extend(outcome.findings);
                others.extend(record.map(|record| (file, record, id)));
            }
        }
    }
    building.taken.reserve(others.len());
    let ((mut briefs, twice), ()) = rayon::join(|| in_order(briefs), || building.add_all(others));
    building.studio.briefs.append(&mut briefs);
    building.findings.extend(twice);
    building.finish()
}

/// Briefs by id, the first of each, and a finding of every other. One after the other they go to the end of the map,
/// where nothing has to make room.
fn in_order(mut briefs: Vec<(Box<Brief>, Place)>) -> (BTreeMap<BriefId, Brief>, Vec<Finding>) {
    briefs.par_sort_by(|(one, _), (other, _)| one.id.cmp(&other.id));
    let (mut placed, mut findings) = (BTreeMap::new(), Vec::new());
    let mut last: Option<(BriefId, Place)> = None;
    for (brief, place) in briefs {
        match &last {
            Some((id, first)) if *id == brief.id => {
                findings.push(taken_twice((RecordType::Brief, id.as_str()), first, place));
            }
            _ => {
                last = Some((brief.id.clone(), place));
                placed.insert(brief.id.clone(), *brief);
            }
        }
    }
    (placed, findings)
}

fn taken_twice((record, id): (RecordType, &str), first: &Place, place: Place) -> Finding {
    let problem = Problem::DuplicateId {
        id: id.to_owned(),
        record,
        first: first.clone(),
    };
    Finding::error(place, problem)
}

/// Puts a record in its place in the studio, where it takes the place of one with its id.
pub(super) fn put(studio: &mut Studio, file: &StudioPath, record: Record) {
    match record {
        Record::Settings(settings) => studio.settings = *settings,
        Record::Person(person) => drop(studio.people.insert(person.id.clone(), *person)),
        Record::Party(party) => drop(studio.parties.insert(party.id.clone(), *party)),
        Record::Calendar(calendar) => drop(studio.calendars.insert(calendar.id.clone(), *calendar)),
        Record::Workflow(workflow) => drop(studio.workflows.insert(workflow.id.clone(), workflow)),
        Record::Kind(kind) => drop(studio.kinds.insert(kind.id.clone(), *kind)),
        Record::Campaign(campaign) => drop(studio.campaigns.insert(campaign.id.clone(), *campaign)),
        Record::Brief(brief) => drop(studio.briefs.insert(brief.id.clone(), *brief)),
        Record::Targets(targets) => {
            studio.targets = targets;
            studio.targets_file = Some(file.clone());
        }
        Record::Taxonomy(taxonomy) => studio.taxonomy = Some(taxonomy),
        Record::Other(other) => studio.others.push(other),
    }
}

/// Takes a record out of its place; what other files say stays.
pub(super) fn take_out(studio: &mut Studio, record: &Record) {
    match record {
        // another one comes with the file
        Record::Settings(_) => {}
        Record::Person(person) => drop(studio.people.remove(&person.id)),
        Record::Party(party) => drop(studio.parties.remove(&party.id)),
        Record::Calendar(calendar) => drop(studio.calendars.remove(&calendar.id)),
        Record::Workflow(workflow) => drop(studio.workflows.remove(&workflow.id)),
        Record::Kind(kind) => drop(studio.kinds.remove(&kind.id)),
        Record::Campaign(campaign) => drop(studio.campaigns.remove(&campaign.id)),
        Record::Brief(brief) => drop(studio.briefs.remove(&brief.id)),
        Record::Targets(_) => {
            studio.targets.clear();
            studio.targets_file = None;
        }
        Record::Taxonomy(_) => studio.taxonomy = None,
        Record::Other(other) => studio.others.retain(|known| known.file != other.file),
    }
}

type RecordId = Option<(RecordType, Placed<Box<str>>)>;

struct Building {
    studio: Studio,
    findings: Vec<Finding>,
    /// The ids of all records but briefs.
    taken: HashMap<(RecordType, Box<str>), Place>,
}

impl Building {
    fn new(settings_file: &StudioPath) -> Self {
        let studio = Studio {
            settings: default_settings(settings_file),
            people: BTreeMap::new(),
            parties: BTreeMap::new(),
            calendars: BTreeMap::new(),
            workflows: BTreeMap::new(),
            kinds: BTreeMap::new(),
            campaigns: BTreeMap::new(),
            briefs: BTreeMap::new(),
            targets: Vec::new(),
            targets_file: None,
            taxonomy: None,
            others: Vec::new(),
        };
        Self {
            studio,
            findings: Vec::new(),
            taken: HashMap::new(),
        }
    }

    fn add_all(&mut self, records: Vec<(StudioPath, Record, RecordId)>) {
        for (file, record, id) in records {
            if id.is_none_or(|(kind, id)| self.take(kind, id, &file)) {
                put(&mut self.studio, &file, record);
            }
        }
    }

    /// Whether the id was free among its type.
    fn take(&mut self, record: RecordType, id: Placed<Box<str>>, file: &StudioPath) -> bool {
        let place = Place::at(file, id.span);
        match self.taken.entry((record, id.value)) {
            Occupied(taken) => {
                self.findings
                    .push(taken_twice((record, &taken.key().1), taken.get(), place));
                false
            }
            Vacant(free) => {
                free.insert(place);
                true
            }
        }
    }

    fn finish(mut self) -> (Studio, Vec<Finding>) {
        self.separate_approvers();
        self.accept_intake_keys();
        self.findings.sort_by(|one, other| one.place.cmp(&other.place));
        (self.studio, self.findings)
    }

    /// Approvers of parties and people of the team are named in the same places: an id is one or the other.
    fn separate_approvers(&mut self) {
        let mut seen: HashMap<PersonId, Place> = HashMap::new();
        for party in self.studio.parties.values() {
            for approver in &party.approvers {
                let place = Place::at(&party.file, approver.id.span);
                let person = self.studio.people.get(&approver.id.value);
                let first = person
                    .map(|person| self.taken.get(&(RecordType::Person, person.id.as_str().into())))
                    .unwrap_or_else(|| seen.get(&approver.id.value));
                if let Some(first) = first {
                    let problem = Problem::DuplicateId {
                        id: approver.id.to_string(),
                        record: RecordType::Person,
                        first: first.clone(),
                    };
                    self.findings.push(Finding::error(place, problem));
                } else {
                    seen.insert(approver.id.value.clone(), place);
                }
            }
        }
    }

    /// What a kind asks at intake is a key of a brief, and one that a typo may be near to.
    fn accept_intake_keys(&mut self) {
        let asked: BTreeSet<&str> = self
            .studio
            .kinds
            .values()
            .flat_map(|kind| kind.intake.iter().map(|key| &*key.value))
            .collect();
        self.findings.retain_mut(|finding| {
            let Problem::UnknownKey {
                key,
                within,
                near,
                disguised,
            } = &mut finding.problem
            else {
                return true;
            };
            if *within != RecordType::Brief.word() {
                return true;
            }
            if asked.contains(key.as_str()) {
                return false;
            }
            if near.is_none() {
                let twin = asked.iter().find(|known| looks_like(key, known)).copied();
                let found = twin.or_else(|| nearest(key, asked.iter().copied()));
                if let Some(found) = found {
                    *near = Some(found.to_owned());
                    *disguised = twin.map_or(Disguise::None, |_| disguise_of(key));
                    finding.severity = Severity::Error;
                }
            }
            true
        });
    }
}
