//! Answers: what is said of templates, in French?
//! Invariant: each says what it makes.

use super::numbers::counted;
use crate::change::template::Makes;
use crate::report::deed::WorkflowMade;
use crate::report::templates::TemplateList;

pub fn headline(list: &TemplateList) -> String {
    let own = list.rows.iter().filter(|row| row.file.is_some()).count();
    format!(
        "{}, dont {own} du studio.",
        counted(list.rows.len(), "modèle", "modèles")
    )
}

pub const fn makes(makes: Makes) -> &'static str {
    match makes {
        Makes::Campaign => "campagne",
        Makes::Brief => "brief",
        Makes::Feedback => "retours",
        Makes::Workflow => "circuit de validation",
    }
}

pub fn workflow(one: &WorkflowMade) -> String {
    format!(
        "{}\u{a0}: un circuit dans `{}`, d’après le modèle {}",
        one.id, one.path, one.template
    )
}
