//! Answers: `--set`: what would the studio hold with these values, none of them written?
//! Invariant: the file is changed in memory and read and checked like one on disk; nothing is written.

use super::open::{Opened, text_of};
use crate::change::link::named_campaign;
use crate::change::what_if::{self, How, WhatIfFault};
use crate::check::{self, CheckInput, Official};
use crate::model::finding::{Finding, Severity};
use crate::model::place::StudioPath;
use crate::model::problem::{NotAFile, Problem};
use crate::model::studio::Studio;
use crate::report::failure::{Failure, WhatIfRefused};
use crate::store::what_if::apply;
use clap::Args;
use std::collections::BTreeMap;

/// Changes that are tried and not written.
#[derive(Clone, Debug, Default, Args)]
pub struct TrialArgs {
    /// Try a change without writing it (`hero-film.production.duration=12d`, `launch=2027-03-22`); may be repeated
    #[arg(long, value_name = "WHAT=VALUE", allow_hyphen_values = true)]
    pub set: Vec<String>,
}

/// The studio with the changes made; names are those of `campaign` where it is given.
///
/// # Errors
/// When an expression names nothing, or the record cannot say that.
pub fn tried(mut opened: Opened, campaign: Option<&str>, args: &TrialArgs) -> Result<Opened, Failure> {
    if args.set.is_empty() {
        return Ok(opened);
    }
    let before = (*opened.studio).clone();
    let mut texts: BTreeMap<StudioPath, String> = BTreeMap::new();
    for expression in &args.set {
        let refused = |why| {
            let expression = expression.clone();
            Failure::WhatIf(Box::new(WhatIfRefused { expression, why }))
        };
        let scope = match campaign {
            Some(typed) => Some(named_campaign(&opened.studio, typed)?.clone()),
            None => None,
        };
        for assignment in what_if::read(&opened.studio, scope.as_ref(), expression).map_err(refused)? {
            let path = assignment.file.clone();
            let text = texts.get(&path).cloned().or_else(|| match assignment.how {
                How::NewPerson => Some(String::new()),
                How::Replace | How::Append | How::Remove => read(&opened, &path),
            });
            let text = text.ok_or_else(|| {
                let what = NotAFile::Unreadable;
                refused(WhatIfFault::Problem(Box::new(Problem::NotAFile { what })))
            })?;
            let text = apply(&mut opened.studio, &text, &assignment).map_err(refused)?;
            if let Some(error) = new_error(&before, &opened.studio, &path) {
                return Err(refused(WhatIfFault::Problem(Box::new(error.problem))));
            }
            texts.insert(path, text);
        }
    }
    opened.what_if.clone_from(&args.set);
    Ok(opened)
}

fn read(opened: &Opened, path: &StudioPath) -> Option<String> {
    String::from_utf8(text_of(opened, path)?).ok()
}

/// What the file says now that does not fit the rest of the studio, and did before.
pub(super) fn new_error(before: &Studio, after: &Studio, path: &StudioPath) -> Option<Finding> {
    let errors = |studio: &Studio| {
        let input = CheckInput {
            studio,
            loaded: &[],
            official: Official::Unknown,
        };
        let mut found = check::run(&input);
        // A ring is told by the plan, with all who wait in it.
        found.retain(|found| {
            found.severity == Severity::Error
                && found.place.file == *path
                && !matches!(found.problem, Problem::DependencyCycle { .. })
        });
        found
    };
    let known = errors(before);
    let is_new = |found: &Finding| !known.iter().any(|known| known.problem == found.problem);
    errors(after).into_iter().find(is_new)
}
