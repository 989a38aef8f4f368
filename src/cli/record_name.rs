//! Answers: which record of any type did somebody mean?
//! Invariant: a whole id wins; an id that several types have is answered with the types, never with a guess.
//! Source: design, "Ids".

use crate::model::other::RecordType;
use crate::model::place::StudioPath;
use crate::model::resolve::{self, Candidate, Unresolved};
use crate::model::studio::Studio;

/// A record, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordName {
    pub record: RecordType,
    pub id: String,
    pub title: String,
    pub file: StudioPath,
}

/// Every record that has a name; settings, targets and taxonomy are called by their types.
pub fn all(studio: &Studio, code: &str) -> Vec<RecordName> {
    let name = |record: RecordType, id: &str, title: &str, file: &StudioPath| RecordName {
        record,
        id: id.to_owned(),
        title: title.to_owned(),
        file: file.clone(),
    };
    let settings = &studio.settings;
    let mut found = vec![name(RecordType::Studio, "studio", &settings.title, &settings.file)];
    let file = studio.targets_file.as_ref();
    found.extend(file.map(|file| name(RecordType::Targets, "targets", "targets", file)));
    for brief in studio.briefs.values() {
        found.push(name(RecordType::Brief, brief.id.as_str(), &brief.title, &brief.file));
    }
    for campaign in studio.campaigns.values() {
        found.push(name(
            RecordType::Campaign,
            campaign.id.as_str(),
            &campaign.title,
            &campaign.file,
        ));
    }
    for workflow in studio.workflows.values() {
        let title = workflow.title.in_language(code);
        found.push(name(RecordType::Workflow, workflow.id.as_str(), title, &workflow.file));
    }
    for kind in studio.kinds.values() {
        let title = kind.title.in_language(code);
        found.push(name(RecordType::Kind, kind.id.as_str(), title, &kind.file));
    }
    for person in studio.people.values() {
        found.push(name(RecordType::Person, person.id.as_str(), &person.name, &person.file));
    }
    for party in studio.parties.values() {
        found.push(name(RecordType::Party, party.id.as_str(), &party.name, &party.file));
    }
    for calendar in studio.calendars.values() {
        found.push(name(
            RecordType::Calendar,
            calendar.id.as_str(),
            calendar.id.as_str(),
            &calendar.file,
        ));
    }
    let named = studio.others.iter();
    found.extend(named.map(|other| name(other.record, &other.id, &other.id, &other.file)));
    found
}

/// The record that is meant, of this type when one is given.
///
/// # Errors
/// When none or several fit.
pub fn find(studio: &Studio, typed: &str, record: Option<RecordType>, code: &str) -> Result<RecordName, Unresolved> {
    let known: Vec<RecordName> = all(studio, code)
        .into_iter()
        .filter(|name| record.is_none_or(|record| name.record == record))
        .collect();
    let wanted = typed.trim();
    let same: Vec<&RecordName> = known.iter().filter(|name| name.id == wanted).collect();
    match same.as_slice() {
        [one] => return Ok((*one).clone()),
        [] => {}
        several => {
            let candidate = |name: &&RecordName| Candidate {
                id: format!("{} --type {}", name.id, name.record.word()),
                title: name.title.clone(),
            };
            return Err(Unresolved::Ambiguous {
                typed: typed.to_owned(),
                candidates: several.iter().map(candidate).collect(),
                total: several.len(),
            });
        }
    }
    let of = |record: RecordType, id: &str| {
        known
            .iter()
            .find(|name| name.record == record && name.id == id)
            .cloned()
    };
    let may_be = |wanted: RecordType| record.is_none_or(|record| record == wanted);
    if may_be(RecordType::Brief) {
        match resolve::brief(studio, typed) {
            Ok(brief) => return of(RecordType::Brief, brief.id.as_str()).ok_or_else(|| unknown(typed, &known)),
            Err(why @ Unresolved::Ambiguous { .. }) => return Err(why),
            Err(Unresolved::Unknown { .. }) => {}
        }
    }
    if may_be(RecordType::Campaign)
        && let Ok(campaign) = resolve::campaign(studio, typed)
        && let Some(found) = of(RecordType::Campaign, campaign.id.as_str())
    {
        return Ok(found);
    }
    Err(unknown(typed, &known))
}

fn unknown(typed: &str, known: &[RecordName]) -> Unresolved {
    resolve::unknown(typed, known.iter().map(|name| name.id.as_str()))
}
