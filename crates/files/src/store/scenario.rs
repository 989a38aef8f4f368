//! Answers: which rehearsal does a scenario file ask for?
//! Invariant: a key that nobody knows, or a word that means nothing, is a fault with its line; nothing is guessed.
//! Source: `docs/workflows.md`, rehearsals.

use super::find::Expected;
use super::read::{Defaults, Record, read_file};
use super::yaml::parse;
use super::yaml::tree::{Entry as Node, Node as Value, Value as Is};
use crate::change::YamlValue;
use crate::change::handoff::{Passing, Ticks};
use crate::change::rehearsal::{Doing, Proof, proof_named};
use crate::change::yaml_text::{Entry, document};
use crate::model::approval::Verdict;
use crate::model::brief::Brief;
use crate::model::digest::Tree;
use crate::model::other::RecordType;
use crate::model::place::StudioPath;
use crate::model::similar::nearest;

/// What a file asks to be rehearsed.
#[derive(Clone, Debug)]
pub struct Scenario {
    pub title: Option<String>,
    pub workflow: String,
    pub brief: Vec<(String, YamlValue)>,
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub struct Step {
    pub line: u32,
    pub by: Option<String>,
    pub act: Act,
    /// The stage after it, or `refused`.
    pub expect: Option<String>,
    /// Who is to be asked after it.
    pub awaits: Option<Vec<String>>,
}

#[derive(Clone, Debug)]
pub enum Act {
    Doing(Doing),
    /// With the best proof that the gate accepts.
    Say(Verdict),
}

/// Where a file is wrong, and by which word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub line: u32,
    pub what: FaultKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    NotYaml,
    Missing { key: &'static str },
    Unknown { word: String, near: Option<String> },
}

const TOP: [&str; 4] = ["title", "workflow", "brief", "steps"];
const STEP: [&str; 9] = [
    "do", "by", "to", "tick", "override", "evidence", "set", "expect", "awaits",
];
const DEEDS: [&str; 7] = ["move", "submit", "approve", "reject", "revoke", "abstain", "edit"];

/// Reads a scenario.
///
/// # Errors
/// With the first thing that is wrong in it.
pub fn scenario(bytes: &[u8]) -> Result<Scenario, Fault> {
    let node = parse(bytes).map_err(|_| fault(1, FaultKind::NotYaml))?;
    let entries = map(&node).ok_or_else(|| fault(1, FaultKind::NotYaml))?;
    known(entries, &TOP)?;
    let missing = |key| fault(1, FaultKind::Missing { key });
    let brief = value(entries, "brief").and_then(map).unwrap_or_default();
    let steps = match value(entries, "steps").map(|node| &node.value) {
        Some(Is::List(steps)) if !steps.is_empty() => steps.iter().map(step).collect::<Result<_, _>>()?,
        _ => return Err(missing("steps")),
    };
    Ok(Scenario {
        title: value(entries, "title").and_then(text).map(str::to_owned),
        workflow: value(entries, "workflow")
            .and_then(text)
            .ok_or_else(|| missing("workflow"))?
            .to_owned(),
        brief: brief
            .iter()
            .map(|entry| (entry.key.to_string(), yaml(&entry.value)))
            .collect(),
        steps,
    })
}

/// The brief of a rehearsal, and its values; `None` when the facts that the scenario gives cannot be read.
pub fn brief(facts: &[(String, YamlValue)], kind: &str, stage: &str) -> Option<(Brief, Tree)> {
    let own = ["crops", "id", "kind", "stage"];
    let mut entries = vec![
        Entry::plain("crops", "brief/v1"),
        Entry::plain("id", "rehearsal-000000"),
        Entry::plain("kind", kind),
        Entry::plain("stage", stage),
    ];
    let given = facts.iter().filter(|(key, _)| !own.contains(&key.as_str()));
    entries.extend(given.map(|(key, value)| Entry::new(key, value.clone())));
    if !facts.iter().any(|(key, _)| key == "title") {
        entries.push(Entry::plain("title", "Rehearsal"));
    }
    let text = document(&entries);
    let path = StudioPath::new("briefs/2000-01/rehearsal-000000/brief.yml")?;
    let expected = Expected::Record(RecordType::Brief);
    let tree = parse(text.as_bytes()).ok()?.to_tree();
    match read_file(&path, text.as_bytes(), expected, Defaults::default()).record? {
        Record::Brief(brief) => Some((*brief, tree)),
        _ => None,
    }
}

fn step(node: &Value) -> Result<Step, Fault> {
    let line = node.span.line;
    let entries = map(node).ok_or_else(|| fault(line, FaultKind::Missing { key: "do" }))?;
    known(entries, &STEP)?;
    let of = |key: &str| value(entries, key);
    let word = |key: &str| of(key).and_then(text).map(str::to_owned);
    let deed = word("do").ok_or_else(|| fault(line, FaultKind::Missing { key: "do" }))?;
    let passing = || Passing {
        ticks: match of("tick") {
            None => Ticks::None,
            Some(node) if text(node) == Some("all") => Ticks::All,
            Some(node) => Ticks::Items(texts(node)),
        },
        beyond_rounds: word("override"),
    };
    let proof = match of("evidence") {
        None => None,
        Some(node) => {
            let word = text(node).unwrap_or_default();
            let known = ["forge", "signature", "relayed", "claim"];
            Some(proof_named(word).ok_or_else(|| unknown(node.span.line, word, &known))?)
        }
    };
    let say = |verdict| said(verdict, proof);
    let act = match deed.as_str() {
        "move" => Act::Doing(Doing::Move {
            to: word("to").ok_or_else(|| fault(line, FaultKind::Missing { key: "to" }))?,
            passing: passing(),
        }),
        "submit" => Act::Doing(Doing::Submit { passing: passing() }),
        "approve" => say(Verdict::Approve),
        "reject" => say(Verdict::Reject),
        "revoke" => say(Verdict::Revoke),
        "abstain" => say(Verdict::Abstain),
        "edit" => edit(of("set"), line)?,
        other => return Err(unknown(line, other, &DEEDS)),
    };
    Ok(Step {
        line,
        by: word("by"),
        act,
        expect: word("expect"),
        awaits: of("awaits").map(texts),
    })
}

fn said(verdict: Verdict, proof: Option<Proof>) -> Act {
    match proof {
        Some(proof) => Act::Doing(Doing::Say { verdict, proof }),
        None => Act::Say(verdict),
    }
}

fn edit(set: Option<&Value>, line: u32) -> Result<Act, Fault> {
    let first = set.and_then(map).and_then(|entries| entries.first());
    let pair = first.and_then(|entry| Some((entry.key.to_string(), text(&entry.value)?.to_owned())));
    let (key, value) = pair.ok_or_else(|| fault(line, FaultKind::Missing { key: "set" }))?;
    Ok(Act::Doing(Doing::Edit { key, value }))
}

fn known(entries: &[Node], words: &[&str]) -> Result<(), Fault> {
    let stranger = entries.iter().find(|entry| !words.contains(&&*entry.key));
    stranger.map_or(Ok(()), |entry| Err(unknown(entry.key_span.line, &entry.key, words)))
}

fn unknown(line: u32, word: &str, known: &[&str]) -> Fault {
    let near = nearest(word, known.iter().copied()).map(str::to_owned);
    fault(
        line,
        FaultKind::Unknown {
            word: word.to_owned(),
            near,
        },
    )
}

const fn fault(line: u32, what: FaultKind) -> Fault {
    Fault { line, what }
}

fn map(node: &Value) -> Option<&[Node]> {
    match &node.value {
        Is::Map(entries) => Some(entries),
        Is::Null | Is::Text(_) | Is::List(_) => None,
    }
}

fn value<'n>(entries: &'n [Node], key: &str) -> Option<&'n Value> {
    entries
        .iter()
        .find(|entry| &*entry.key == key)
        .map(|entry| &entry.value)
}

fn text(node: &Value) -> Option<&str> {
    match &node.value {
        Is::Text(text) => Some(text),
        Is::Null | Is::List(_) | Is::Map(_) => None,
    }
}

/// One text, or a list of them.
fn texts(node: &Value) -> Vec<String> {
    match &node.value {
        Is::Text(text) => vec![text.to_string()],
        Is::List(items) => items.iter().filter_map(text).map(str::to_owned).collect(),
        Is::Null | Is::Map(_) => Vec::new(),
    }
}

fn yaml(node: &Value) -> YamlValue {
    match &node.value {
        Is::Null => YamlValue::Plain(String::new()),
        Is::Text(text) => YamlValue::Text(text.to_string()),
        Is::List(items) => YamlValue::List(items.iter().map(yaml).collect()),
        Is::Map(entries) => {
            let pair = |entry: &Node| (entry.key.to_string(), yaml(&entry.value));
            YamlValue::Map(entries.iter().map(pair).collect())
        }
    }
}
