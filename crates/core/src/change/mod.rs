//! Answers: what would a command write, before anything is written?
//! Invariant: a change is a value: edits and a commit message; nothing here touches a disk.
//! Source: design, "The command line", writing commands.

pub mod adopt;
pub mod asset;
pub mod attributes;
pub mod brief;
mod brief_items;
pub mod campaign;
pub mod campaign_open;
pub mod demo;
pub mod edit_refused;
pub mod feedback;
pub mod forge_record;
pub mod forge_rules;
pub mod handoff;
pub mod init;
pub mod link;
pub mod move_stage;
pub mod outcome;
pub mod propose;
mod record_id;
pub mod refusal;
pub mod rehearsal;
pub mod request;
pub mod request_answer;
mod request_text;
pub mod share;
pub mod template;
mod typed;
pub mod verdict;
pub mod what_if;
pub mod yaml_text;

use crate::model::place::StudioPath;

/// One commit to be: edits and its message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub message: Message,
    /// At most one entry per path.
    pub files: Vec<FileEdit>,
}

/// An English commit message of a fixed shape; shown, never believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// `move: hero-film-k3x9qa from brief to production`
    pub subject: String,
    /// Lines below a blank one.
    pub body: Vec<String>,
}

impl Message {
    /// As git stores it.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n", self.subject);
        if !self.body.is_empty() {
            text.push('\n');
            for line in &self.body {
                text.push_str(line);
                text.push('\n');
            }
        }
        text
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileEdit {
    /// A new file; refused when something is there.
    Create { path: StudioPath, text: String },
    /// Edits inside a file, applied in order; all else stays to the byte.
    Edit { path: StudioPath, edits: Vec<KeyEdit> },
    /// A file that a person wrote anew in an editor; refused when it no longer holds `was`.
    Replace {
        path: StudioPath,
        was: String,
        text: String,
    },
    /// Other bytes for a whole file, which may be missing: what an undo puts back.
    Restore { path: StudioPath, bytes: Vec<u8> },
    /// Takes a file away; refused when it is not there.
    Remove { path: StudioPath },
}

impl FileEdit {
    pub fn path(&self) -> &StudioPath {
        match self {
            Self::Create { path, .. }
            | Self::Edit { path, .. }
            | Self::Replace { path, .. }
            | Self::Restore { path, .. }
            | Self::Remove { path } => path,
        }
    }
}

/// One edit of one value, key or item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyEdit {
    /// From the top of the document; empty for the document itself.
    pub at: Vec<Segment>,
    pub operation: Operation,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    Key(String),
    /// Counted from 0.
    Item(usize),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Replaces the value at the path.
    Set(YamlValue),
    /// Adds a key to the mapping at the path; refused when it is there.
    Add { key: String, value: YamlValue },
    /// Sets a key of the mapping at the path, or adds it.
    Put { key: String, value: YamlValue },
    /// Adds an item to the list at the path.
    Append(YamlValue),
    /// Removes the key or item at the path.
    Remove,
    /// Gives the key at the path another name.
    Rename(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum YamlValue {
    /// A text that must be read back as this text, quoted where needed.
    Text(String),
    /// Written as it is: a number, a date, a duration.
    Plain(String),
    List(Vec<YamlValue>),
    Map(Vec<(String, YamlValue)>),
}
