//! Answers: which remarks of a request become feedback on which brief, one file a reviewer and round?
//! Invariant: a remark is written once, whatever later answers of the forge hold besides.

use super::{Recorded, RecordedFeedback, Recording, file, id_of};
use crate::change::yaml_text::{Entry, document};
use crate::change::{FileEdit, YamlValue};
use crate::model::id::{PersonId, is_slug};
use crate::model::review::{Meaning, Review, ReviewRemark};
use crate::trail::review_verdicts::{ReviewQuestion, may_speak};
use crate::trail::reviews::{Accounts, Voice, instant, said_at};
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;

/// A longer text is no remark.
const LONGEST: usize = 20_000;

/// What somebody remarked, once.
struct Item<'r> {
    id: String,
    at: DateTime<FixedOffset>,
    path: Option<&'r str>,
    line: Option<u64>,
    text: &'r str,
}

/// Of one brief, one person and one round of theirs.
type Rounds<'r> = BTreeMap<(usize, PersonId, usize), Vec<Item<'r>>>;

pub fn of_request(
    question: ReviewQuestion<'_>,
    accounts: &Accounts,
    voices: &[Voice<'_>],
    gates: &[Recording<'_>],
    recorded: &mut Recorded,
    files: &mut Vec<FileEdit>,
) {
    let mut rounds = Rounds::new();
    let mut nowhere = 0;
    for (account, item) in items(question, accounts) {
        let Some((person, number)) = account else { continue };
        match place_of(question, gates, &person, item.path) {
            Some(gate) => {
                let round = round_of(voices, &number, item.at);
                rounds.entry((gate, person, round)).or_default().push(item);
            }
            None => nowhere += 1,
        }
    }
    for ((gate, person, _), items) in rounds {
        write(question, &gates[gate], &person, items, recorded, files);
    }
    if nowhere > 0 {
        let remarks = nowhere;
        recorded
            .warnings
            .push(crate::trail::reviews::ReviewWarning::RemarksNowhere { remarks });
    }
}

/// Whose it is; `None`: nobody known.
type Whose = Option<(PersonId, Box<str>)>;

fn items<'r>(question: ReviewQuestion<'r>, accounts: &Accounts) -> Vec<(Whose, Item<'r>)> {
    let whose = |account: &Option<crate::model::review::ForgeAccount>| -> Whose {
        let account = account.as_ref()?;
        Some((accounts.person_of(account)?.clone(), account.number.clone()?))
    };
    let remarks = question.reviews.remarks.iter();
    let said = remarks.filter_map(|one| Some((whose(&one.reviewer), of_remark(one)?)));
    let comments = question
        .reviews
        .reviews
        .iter()
        .filter(|one| one.meaning == Meaning::Comment);
    let said_in_comments = comments.filter_map(|one| Some((whose(&one.reviewer), of_comment(one)?)));
    said.chain(said_in_comments).collect()
}

fn of_remark(remark: &ReviewRemark) -> Option<Item<'_>> {
    Some(Item {
        id: item_id("c", remark.id.as_deref(), &remark.text),
        at: remark.at.as_deref().and_then(instant)?,
        path: remark.path.as_deref(),
        line: remark.line,
        text: worth_keeping(&remark.text)?,
    })
}

fn of_comment(review: &Review) -> Option<Item<'_>> {
    let text = worth_keeping(review.text.as_deref()?)?;
    Some(Item {
        id: item_id("r", review.id.as_deref(), text),
        at: said_at(review)?,
        path: None,
        line: None,
        text,
    })
}

fn worth_keeping(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty() && text.len() <= LONGEST).then_some(text)
}

fn item_id(before: &str, id: Option<&str>, text: &str) -> String {
    match id.filter(|id| is_slug(id) && id.len() < 40) {
        Some(id) => format!("{before}{id}"),
        None => format!("{before}{}", id_of(&[text])),
    }
}

/// The brief whose folder the remark is in, else the only one there is; at a gate where the person is asked, before others.
fn place_of(
    question: ReviewQuestion<'_>,
    gates: &[Recording<'_>],
    person: &PersonId,
    path: Option<&str>,
) -> Option<usize> {
    let is_in = |gate: &Recording<'_>, path: &str| {
        let folder = format!("{}/", gate.brief.file.folder());
        path.starts_with(&folder) || path.contains(&format!("/{folder}"))
    };
    let named: Vec<usize> = match path {
        Some(path) => (0..gates.len()).filter(|at| is_in(&gates[*at], path)).collect(),
        None => Vec::new(),
    };
    let only = || {
        let first = gates.first()?;
        let is_alone = gates.iter().all(|gate| gate.brief.id == first.brief.id);
        is_alone.then(|| (0..gates.len()).collect::<Vec<_>>())
    };
    let candidates = if named.is_empty() { only()? } else { named };
    let asked = |at: &&usize| {
        let gate = gates[**at].stage.gate.as_ref();
        gate.is_some_and(|gate| may_speak(question, gate, person))
    };
    candidates.iter().find(asked).or(candidates.first()).copied()
}

/// A round ends with a verdict; what follows the last one is a round of its own.
fn round_of(voices: &[Voice<'_>], account: &str, at: DateTime<FixedOffset>) -> usize {
    let voice = voices.iter().find(|voice| *voice.account == *account);
    let verdicts = voice.map_or(&[][..], |voice| &voice.said);
    verdicts
        .iter()
        .position(|one| said_at(one).is_some_and(|said| at <= said))
        .unwrap_or(verdicts.len())
}

fn write(
    question: ReviewQuestion<'_>,
    gate: &Recording<'_>,
    person: &PersonId,
    mut items: Vec<Item<'_>>,
    recorded: &mut Recorded,
    files: &mut Vec<FileEdit>,
) {
    let is_known = |item: &Item<'_>| {
        let own = gate.feedback.iter().filter(|one| *one.by == *person.as_str());
        own.flat_map(|one| &one.remarks).any(|remark| *remark.id == *item.id)
    };
    items.retain(|item| !is_known(item));
    items.sort_by(|one, other| (one.at, &one.id).cmp(&(other.at, &other.id)));
    items.dedup_by(|one, other| one.id == other.id);
    let Some(last) = items.last() else { return };
    let stage = gate.stage.id.as_str();
    let mut words = vec![
        question.home.kind.word(),
        question.pull,
        gate.brief.id.as_str(),
        stage,
        person.as_str(),
    ];
    words.extend(items.iter().map(|item| item.id.as_str()));
    let id = id_of(&words);
    let entries = vec![
        Entry::plain("crops", "feedback/v1"),
        Entry::text("id", &id),
        Entry::plain("subject", &gate.brief.id),
        Entry::plain("stage", stage),
        Entry::plain("by", person),
        Entry::plain("at", last.at.to_rfc3339()),
        Entry::new("items", YamlValue::List(items.iter().map(item_map).collect())),
    ];
    let name = format!("{stage}.{person}.{id}");
    let Some((edit, path)) = file(gate.brief, "feedback", &name, document(&entries)) else {
        return;
    };
    files.push(edit);
    recorded.feedback.push(RecordedFeedback {
        brief: gate.brief.id.to_string(),
        stage: stage.to_owned(),
        person: person.to_string(),
        remarks: items.len(),
        path,
    });
}

fn item_map(item: &Item<'_>) -> YamlValue {
    let mut map = vec![("id".to_owned(), YamlValue::Text(item.id.clone()))];
    let place = match (item.path, item.line) {
        (Some(path), Some(line)) => Some(format!("{path}:{line}")),
        (Some(path), None) => Some(path.to_owned()),
        (None, _) => None,
    };
    map.extend(place.map(|place| ("place".to_owned(), YamlValue::Text(place))));
    // the forge knows no severity, so none is made up: such a remark keeps no gate shut by itself
    map.push(("text".to_owned(), YamlValue::Text(item.text.into())));
    YamlValue::Map(map)
}
