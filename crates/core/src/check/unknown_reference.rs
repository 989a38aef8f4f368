//! Answers: does a record name a person, party, kind, campaign, item or asset that does not exist?
//! Invariant: one finding a name, at the name.
//! Source: `docs/checks.md`, `unknown-reference`.

use super::{CheckInput, FoundBy, Rule};
use crate::model::brief::{Brief, Link};
use crate::model::campaign::{Campaign, Need};
use crate::model::finding::{Finding, Severity};
use crate::model::need_target::{self, NeedFault};
use crate::model::other::RecordType;
use crate::model::place::{Place, Placed, Span, StudioPath};
use crate::model::problem::Problem;
use crate::model::similar::nearest;
use crate::model::studio::Studio;
use std::collections::{BTreeMap, BTreeSet, HashSet};

pub const RULE: Rule = Rule {
    id: "unknown-reference",
    severity: Severity::Error,
    found_by: FoundBy::Checking(find),
};

fn find(input: &CheckInput<'_>) -> Vec<Finding> {
    let mut search = Search::new(input.studio);
    search.settings();
    search.people();
    search.process();
    for campaign in input.studio.campaigns.values() {
        search.campaign(campaign);
    }
    for brief in input.studio.briefs.values() {
        search.brief(brief);
    }
    search.others();
    search.findings
}

struct Search<'a> {
    studio: &'a Studio,
    /// Ids of the types that were named so far, of people with approvers of parties.
    names: BTreeMap<RecordType, HashSet<&'a str>>,
    findings: Vec<Finding>,
}

impl<'a> Search<'a> {
    fn new(studio: &'a Studio) -> Self {
        Self {
            studio,
            names: BTreeMap::new(),
            findings: Vec::new(),
        }
    }

    fn name<T: AsRef<str>>(&mut self, file: &StudioPath, to: RecordType, name: &Placed<T>) {
        let text = name.value.as_ref();
        let studio = self.studio;
        let known = self.names.entry(to).or_insert_with(|| ids_of(studio, to));
        if known.contains(text) {
            return;
        }
        // of names that are as near the first in their order is said
        let ordered: BTreeSet<&str> = known.iter().copied().collect();
        let near = nearest(text, ordered);
        let problem = Problem::UnknownReference {
            to,
            name: text.to_owned(),
            near: near.map(str::to_owned),
        };
        self.report(file, name.span, problem);
    }

    fn report(&mut self, file: &StudioPath, span: Span, problem: Problem) {
        self.findings.push(Finding::error(Place::at(file, span), problem));
    }

    fn names<'n, T: AsRef<str> + 'n>(
        &mut self,
        file: &StudioPath,
        to: RecordType,
        names: impl IntoIterator<Item = &'n Placed<T>>,
    ) {
        for name in names {
            self.name(file, to, name);
        }
    }

    fn settings(&mut self) {
        let studio = self.studio;
        self.names(&studio.settings.file, RecordType::Calendar, &studio.settings.calendar);
        let Some(file) = &studio.targets_file else { return };
        for (group, name) in studio.targets.iter().filter_map(|target| target.by.as_ref()) {
            match &**group {
                "kind" => self.name(file, RecordType::Kind, name),
                "campaign" => self.name(file, RecordType::Campaign, name),
                _ => {}
            }
        }
    }

    fn people(&mut self) {
        let studio = self.studio;
        for person in studio.people.values() {
            self.names(&person.file, RecordType::Calendar, &person.calendar);
            let delegates = person.delegates.iter().map(|delegate| &delegate.person);
            self.names(&person.file, RecordType::Person, delegates);
        }
        for party in studio.parties.values() {
            self.names(&party.file, RecordType::Calendar, &party.calendar);
        }
    }

    fn process(&mut self) {
        let studio = self.studio;
        for workflow in studio.workflows.values() {
            let gates = workflow.stages.iter().filter_map(|stage| stage.gate.as_ref());
            let people = gates
                .flat_map(|gate| &gate.needs)
                .filter_map(|need| need.person.as_ref());
            self.names(&workflow.file, RecordType::Person, people);
        }
        for kind in studio.kinds.values() {
            self.name(&kind.file, RecordType::Workflow, &kind.workflow);
        }
    }

    fn campaign(&mut self, campaign: &'a Campaign) {
        let file = &campaign.file;
        self.names(file, RecordType::Party, &campaign.client);
        self.names(file, RecordType::Person, &campaign.owner);
        let decided = campaign.decisions.iter().filter_map(|decision| decision.owner.as_ref());
        self.names(file, RecordType::Person, decided);
        for item in campaign.items() {
            self.names(file, RecordType::Kind, item.kind());
            self.needs(campaign, item.needs());
        }
        for item in &campaign.deliverables {
            self.names(file, RecordType::Party, &item.party);
            self.names(file, RecordType::Person, &item.owner);
            for stage in &item.stages {
                self.names(file, RecordType::Person, &stage.who);
                self.needs(campaign, &stage.needs);
            }
        }
        for item in &campaign.series {
            self.names(file, RecordType::Party, &item.party);
            self.names(file, RecordType::Person, &item.owner);
        }
        for item in &campaign.tasks {
            self.names(file, RecordType::Party, &item.party);
            self.names(file, RecordType::Person, &item.owner);
        }
    }

    fn needs(&mut self, campaign: &'a Campaign, needs: &'a [Need]) {
        for need in needs {
            let span = need.after.span;
            match need_target::target(self.studio, campaign, need) {
                Ok(_) => {}
                Err(NeedFault::NoCampaign(name)) => {
                    self.name(&campaign.file, RecordType::Campaign, &Placed::new(name, span));
                }
                Err(NeedFault::NoItem { campaign: of, item }) => self.unknown_item(&campaign.file, span, of, item),
            }
        }
    }

    fn unknown_item(&mut self, file: &StudioPath, span: Span, campaign: &str, item: &str) {
        let known = self.studio.campaigns.get(campaign);
        let near = known.and_then(|known| nearest(item, known.items().map(|item| item.id())));
        let problem = Problem::UnknownItem {
            campaign: campaign.to_owned(),
            name: item.to_owned(),
            near: near.map(str::to_owned),
        };
        self.report(file, span, problem);
    }

    fn brief(&mut self, brief: &Brief) {
        let file = &brief.file;
        self.name(file, RecordType::Kind, &brief.kind);
        self.names(file, RecordType::Person, &brief.requester);
        self.names(file, RecordType::Person, &brief.owner);
        self.names(
            file,
            RecordType::Person,
            brief.who.iter().flat_map(|(_, people)| people),
        );
        let agreed = brief.rush.as_ref().and_then(|rush| rush.agreed_by.as_ref());
        self.names(file, RecordType::Person, agreed);
        self.names(file, RecordType::Asset, &brief.proofs);
        match &brief.link {
            Link::None => {}
            Link::Campaign(id) => self.name(file, RecordType::Campaign, id),
            Link::Deliverable(link) => match self.studio.campaigns.get(&link.campaign) {
                None => self.name(file, RecordType::Campaign, &link.clone().map(|link| link.campaign)),
                Some(campaign) => {
                    let item = link.item.as_str();
                    if campaign.deliverable(item).is_none() && campaign.one_series(item).is_none() {
                        self.unknown_item(file, link.span, campaign.id.as_str(), item);
                    }
                }
            },
        }
    }

    fn others(&mut self) {
        for other in &self.studio.others {
            for reference in &other.references {
                self.name(&other.file, reference.to, &reference.name);
            }
        }
    }
}

fn ids_of(studio: &Studio, record: RecordType) -> HashSet<&str> {
    match record {
        RecordType::Person => {
            let approvers = studio.parties.values().flat_map(|party| &party.approvers);
            let people = studio.people.keys().map(AsRef::as_ref);
            people.chain(approvers.map(|approver| approver.id.as_str())).collect()
        }
        RecordType::Party => ids(&studio.parties),
        RecordType::Calendar => ids(&studio.calendars),
        RecordType::Workflow => ids(&studio.workflows),
        RecordType::Kind => ids(&studio.kinds),
        RecordType::Campaign => ids(&studio.campaigns),
        RecordType::Brief => ids(&studio.briefs),
        only_read => {
            let others = studio.others.iter().filter(|other| other.record == only_read);
            others.map(|other| &*other.id.value).collect()
        }
    }
}

fn ids<K: AsRef<str>, V>(map: &BTreeMap<K, V>) -> HashSet<&str> {
    map.keys().map(AsRef::as_ref).collect()
}
