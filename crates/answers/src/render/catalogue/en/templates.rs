//! Answers: what is said of templates, in English?
//! Invariant: each says what it makes.

use super::numbers::counted;
use crate::change::template::Makes;
use crate::report::deed::WorkflowMade;
use crate::report::templates::TemplateList;

pub fn headline(list: &TemplateList) -> String {
    let own = list.rows.iter().filter(|row| row.file.is_some()).count();
    format!(
        "{}, {own} of the studio.",
        counted(list.rows.len(), "template", "templates")
    )
}

pub const fn makes(makes: Makes) -> &'static str {
    match makes {
        Makes::Campaign => "campaign",
        Makes::Brief => "brief",
        Makes::Feedback => "feedback",
        Makes::Workflow => "approval workflow",
    }
}

pub fn workflow(one: &WorkflowMade) -> String {
    format!(
        "{}: a workflow in `{}`, from the template {}",
        one.id, one.path, one.template
    )
}
