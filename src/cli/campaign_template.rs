//! Answers: what does a template add to a new campaign?
//! Invariant: what flags say wins; the campaign that comes out is sound, and its kinds are kinds of the studio.

use super::open::Opened;
use crate::change::FileEdit;
use crate::change::campaign::{CampaignAnswers, Founded};
use crate::change::refusal::{Named, Refusal};
use crate::change::template::Template;
use crate::model::finding::Severity;
use crate::model::other::RecordType;
use crate::model::resolve;
use crate::report::bad_record::BadRecord;
use crate::report::failure::Failure;
use crate::store::find::Expected;
use crate::store::read::{Defaults, Record, read_file};

/// Keys that flags say, or that are made.
const SAID: [&str; 8] = ["crops", "id", "title", "ref", "client", "owner", "launch", "dates"];

/// Answers that the template gives where no flag does.
pub fn defaults(answers: &mut CampaignAnswers, template: &Template) {
    for (key, place) in [
        ("title", &mut answers.title),
        ("ref", &mut answers.reference),
        ("client", &mut answers.client),
        ("owner", &mut answers.owner),
        ("launch", &mut answers.launch),
    ] {
        if place.is_none() {
            *place = template.filled(key).map(str::to_owned);
        }
    }
}

/// Adds the template's lines to the campaign's file.
///
/// # Errors
/// When the campaign would not be sound, or names a kind that the studio does not have.
pub fn fill(opened: &Opened, founded: &mut Founded, template: &Template) -> Result<(), Failure> {
    let lines = template.lines_without(&SAID);
    let Some(FileEdit::Create { path, text }) = founded.change.files.first_mut() else {
        return Ok(());
    };
    text.push_str(&lines);
    founded.change.message.body.push(format!("Template: {}", template.id));
    let defaults = Defaults {
        currency: opened.studio.settings.currency,
    };
    let expected = Expected::Record(RecordType::Campaign);
    let outcome = read_file(path, text.as_bytes(), expected, defaults);
    let errors = outcome
        .findings
        .into_iter()
        .filter(|one| one.severity == Severity::Error);
    let errors: Vec<_> = errors.collect();
    if !errors.is_empty() {
        return Err(BadRecord::of_findings(errors, path.as_str(), text.as_bytes()).into());
    }
    let Some(Record::Campaign(campaign)) = outcome.record else {
        return Ok(());
    };
    let kinds = campaign.deliverables.iter().map(|line| &line.kind);
    for kind in kinds.chain(campaign.series.iter().map(|line| &line.kind)) {
        if !opened.studio.kinds.contains_key(&kind.value) {
            let known = opened.studio.kinds.keys().map(|id| id.as_str());
            let why = resolve::unknown(kind.as_str(), known);
            return Err(Refusal::unresolved(Named::Kind, why).into());
        }
    }
    Ok(())
}
