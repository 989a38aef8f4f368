//! Answers: which templates are there, and what does a record look like that is made from one?
//! Invariant: the studio's own win over those of the program; what a template fills in is copied as it is written.
//! Source: `docs/templates.md`.

use super::init::{Tongue, in_tongue};
use super::refusal::Refusal;
use super::yaml_text::{Entry, document, one_plain_line};
use super::{Change, FileEdit, Message, YamlValue};
use crate::model::id::is_slug;
use crate::model::label::Label;
use crate::model::place::StudioPath;
use crate::model::studio::Studio;

macro_rules! templates {
    ($($name:literal),+ $(,)?) => { &[$(($name, include_str!(concat!("templates/", $name, ".yml")))),+] };
}

const BUILT_IN: &[(&str, &str)] = templates![
    "campaign-360",
    "event",
    "film-brief",
    "one-approval",
    "product-launch",
    "project",
    "proof-check",
    "social-calendar",
    "task-list",
    "two-approvals",
    "visual-brief",
];

/// Those of the program in one language: id and text.
pub fn built_in(tongue: Tongue) -> impl Iterator<Item = (&'static str, String)> {
    BUILT_IN.iter().map(move |(id, text)| (*id, in_tongue(text, tongue)))
}

#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    pub id: String,
    pub makes: Makes,
    pub title: Option<Label>,
    /// What it asks for, by key.
    pub ask: Vec<String>,
    /// What it fills in, in the order of the file.
    pub fill: Vec<(String, YamlValue)>,
    /// The same as it is written, at the left edge; `None` where it is written on one line.
    pub text: Option<String>,
    /// `None`: of the program.
    pub file: Option<StudioPath>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Makes {
    Campaign,
    Brief,
    Feedback,
    Workflow,
}

impl Makes {
    pub const ALL: [Self; 4] = [Self::Campaign, Self::Brief, Self::Feedback, Self::Workflow];
    pub const WORDS: [&'static str; 4] = ["campaign", "brief", "feedback", "workflow"];

    /// The word in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Campaign => "campaign",
            Self::Brief => "brief",
            Self::Feedback => "feedback",
            Self::Workflow => "workflow",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|makes| makes.word() == word)
    }
}

impl Template {
    /// What it fills in under a key, as one text.
    pub fn filled(&self, key: &str) -> Option<&str> {
        self.fill.iter().find_map(|(known, value)| match value {
            YamlValue::Text(text) | YamlValue::Plain(text) if known == key => Some(text.as_str()),
            _ => None,
        })
    }

    /// The lines it fills in, without keys that are said in another way.
    pub fn lines_without(&self, said: &[&str]) -> String {
        let is_said = |key: &str| said.contains(&key);
        match &self.text {
            Some(text) if !self.fill.iter().any(|(key, _)| is_said(key)) => text.clone(),
            _ => {
                let rest = self.fill.iter().filter(|(key, _)| !is_said(key));
                let entries: Vec<Entry> = rest.map(|(key, value)| Entry::new(key, value.clone())).collect();
                document(&entries)
            }
        }
    }
}

/// A workflow that a template made.
#[derive(Clone, Debug, PartialEq)]
pub struct NewWorkflow {
    pub change: Change,
    pub id: String,
    pub path: StudioPath,
}

/// A workflow of its own, under an id that is free.
pub fn workflow(studio: &Studio, template: &Template, id: Option<&str>) -> Result<NewWorkflow, Refusal> {
    let id = id.map_or(template.id.as_str(), str::trim);
    let taken = |id: &str| studio.workflows.contains_key(id);
    if !is_slug(id) {
        return Err(Refusal::BadId {
            id: id.into(),
            suggestion: crate::model::id::slug_of(id, 60),
        });
    }
    if taken(id) {
        let free = (2..).map(|n| format!("{id}-{n}")).find(|name| !taken(name));
        return Err(Refusal::IdTaken {
            id: id.into(),
            free: free.unwrap_or_default(),
        });
    }
    let path = StudioPath::new(&format!("workflows/{id}.yml")).ok_or(Refusal::EmptyTitle)?;
    let head = document(&[Entry::plain("crops", "workflow/v1"), Entry::plain("id", id)]);
    let text = head + &template.lines_without(&["crops", "id"]);
    let subject = format!("workflow: {} from {}", one_plain_line(id), one_plain_line(&template.id));
    Ok(NewWorkflow {
        change: Change {
            message: Message {
                subject,
                body: Vec::new(),
            },
            files: vec![FileEdit::Create {
                path: path.clone(),
                text,
            }],
        },
        id: id.to_owned(),
        path,
    })
}
