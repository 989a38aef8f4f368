//! Answers: which templates are there, and what does each make and ask?
//! Invariant: facts; the words are in `render::catalogue`; JSON shapes are those of version 1.

use crate::change::template::Makes;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

/// By what they make, then by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateList {
    pub rows: Vec<TemplateRow>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateRow {
    pub id: String,
    pub makes: Makes,
    /// In the reader's language.
    pub title: Option<String>,
    pub asks: Vec<String>,
    /// `None`: of the program.
    pub file: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TemplateListView {
    pub templates: Vec<TemplateView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TemplateView {
    pub id: String,
    /// `campaign`, `brief`, `feedback` or `workflow`.
    pub makes: &'static str,
    pub title: Option<String>,
    /// Keys for `--set`.
    pub asks: Vec<String>,
    /// The studio's own file; null for one of the program.
    pub file: Option<String>,
}

impl TemplateList {
    pub fn view(&self) -> TemplateListView {
        let row = |row: &TemplateRow| TemplateView {
            id: row.id.clone(),
            makes: row.makes.word(),
            title: row.title.clone(),
            asks: row.asks.clone(),
            file: row.file.clone(),
        };
        TemplateListView {
            templates: self.rows.iter().map(row).collect(),
        }
    }
}
