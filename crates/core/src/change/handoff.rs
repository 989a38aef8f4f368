//! Answers: what does ticking a checklist, or letting a round too many pass, write?
//! Invariant: one new file an act, in the commit of the move that needed it.
//! Source: `docs/workflows.md`.

use super::FileEdit;
use super::record_id::free_id;
use super::refusal::{Named, Refusal};
use super::yaml_text::{Entry, document, one_plain_line};
use super::{Change, YamlValue};
use crate::model::Day;
use crate::model::brief::Brief;
use crate::model::handoff::Handoff;
use crate::model::id::PersonId;
use crate::model::place::StudioPath;
use crate::model::resolve;
use crate::model::studio::Studio;
use crate::model::workflow::Stage;
use crate::trail::leaving::{SentBack, may_override, open_items};

/// What somebody ticks and lets pass with a move.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passing {
    pub ticks: Ticks,
    /// Why one more round than the gate allows is fine.
    pub beyond_rounds: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Ticks {
    #[default]
    None,
    /// As typed: an item, or its number from 1.
    Items(Vec<String>),
    All,
}

impl Passing {
    pub fn is_nothing(&self) -> bool {
        self.ticks == Ticks::None && self.beyond_rounds.is_none()
    }
}

/// Who does it, and what is known.
#[derive(Clone, Copy)]
pub struct Act<'a> {
    pub studio: &'a Studio,
    pub brief: &'a Brief,
    pub by: &'a PersonId,
    pub today: Day,
    pub handoffs: &'a [&'a Handoff],
    pub past: &'a SentBack,
    pub seed: u64,
}

/// The records of a move out of `from` to `to`; none when there is nothing to record.
///
/// # Errors
/// When an item is not on the list, or whoever asks may not let the round pass.
pub fn records(act: Act<'_>, from: &Stage, to: &Stage, passing: &Passing) -> Result<Vec<Handoff>, Refusal> {
    let ticked = ticked(act, from, &passing.ticks)?;
    let mut made = Vec::new();
    if !ticked.is_empty() {
        made.push(record(act, from, 0, ticked, None)?);
    }
    if let Some(reason) = &passing.beyond_rounds {
        if !may_override(act.studio, to, act.by, act.today) {
            return Err(Refusal::MayNotOverride {
                person: act.by.to_string(),
                stage: to.id.to_string(),
                roles: to.gate.iter().flat_map(overriders).collect(),
            });
        }
        made.push(record(act, to, 1, Vec::new(), Some(reason))?);
    }
    Ok(made)
}

fn overriders(gate: &crate::model::workflow::Gate) -> Vec<String> {
    let named: Vec<String> = gate.overridden_by.iter().map(|role| role.to_string()).collect();
    let asked = || gate.needs.iter().filter_map(|need| need.role.as_ref());
    match named.is_empty() {
        true => asked().map(|role| role.to_string()).collect(),
        false => named,
    }
}

fn ticked(act: Act<'_>, stage: &Stage, ticks: &Ticks) -> Result<Vec<Box<str>>, Refusal> {
    match ticks {
        Ticks::None => Ok(Vec::new()),
        Ticks::All => {
            let open = open_items(act.brief, stage, act.handoffs, act.past);
            Ok(open.into_iter().map(Into::into).collect())
        }
        Ticks::Items(typed) => typed.iter().map(|item| item_of(stage, item)).collect(),
    }
}

/// The item that was typed in any case of letters, or by its number.
fn item_of(stage: &Stage, typed: &str) -> Result<Box<str>, Refusal> {
    let wanted = typed.trim();
    let number = wanted.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let by_number = number.and_then(|at| stage.handoff.get(at));
    let same = |item: &str| item.trim().to_lowercase() == wanted.to_lowercase();
    let found = stage.handoff.iter().find(|item| same(item)).or(by_number);
    found.cloned().ok_or_else(|| {
        let known = stage.handoff.iter().map(|item| &**item);
        Refusal::unresolved(Named::HandoffItem, resolve::unknown(wanted, known))
    })
}

fn record(
    act: Act<'_>,
    stage: &Stage,
    step: u64,
    ticked: Vec<Box<str>>,
    reason: Option<&str>,
) -> Result<Handoff, Refusal> {
    let id = free_id(act.seed.wrapping_add(step), |id| {
        act.handoffs.iter().any(|one| *one.id == *id)
    });
    let folder = act.brief.file.as_str().strip_suffix("brief.yml").unwrap_or_default();
    let path = format!("{folder}handoffs/{}.{}.{id}.yml", *stage.id, act.by);
    Ok(Handoff {
        file: StudioPath::new(&path).ok_or_else(|| Refusal::BadId {
            id: path.clone(),
            suggestion: String::new(),
        })?,
        id: id.into(),
        subject: act.brief.id.as_str().into(),
        stage: stage.id.as_str().into(),
        by: act.by.as_str().into(),
        on: Some(act.today),
        round: act.past.round(),
        ticked,
        beyond_rounds: reason.map(|reason| reason.trim().into()),
    })
}

/// The move with its records in the same commit.
pub fn with_records(mut change: Change, records: &[Handoff], at: &str) -> Change {
    for one in records {
        let ticked = one
            .ticked
            .iter()
            .map(|item| format!("Ticked: {}", one_plain_line(item)));
        change.message.body.extend(ticked);
        let reason = one.beyond_rounds.as_deref();
        let let_pass = reason.map(|why| format!("Override: {} by {}: {}", one.stage, one.by, one_plain_line(why)));
        change.message.body.extend(let_pass);
        change.files.push(FileEdit::Create {
            path: one.file.clone(),
            text: text(one, at),
        });
    }
    change
}

fn text(one: &Handoff, at: &str) -> String {
    let mut entries = vec![
        Entry::plain("crops", "handoff/v1"),
        Entry::text("id", &one.id),
        Entry::plain("subject", &one.subject),
        Entry::plain("stage", &one.stage),
        Entry::plain("by", &one.by),
        Entry::plain("at", at),
        Entry::plain("round", one.round),
    ];
    if !one.ticked.is_empty() {
        let items = one.ticked.iter().map(|item| YamlValue::Text(item.to_string()));
        entries.push(Entry::new("ticked", YamlValue::List(items.collect())));
    }
    let reason = one.beyond_rounds.as_deref();
    entries.extend(reason.map(|reason| Entry::text("beyond_rounds", reason)));
    document(&entries)
}
