//! Answers: `crops brief edit`: which values of a brief change, by flags or in the user's editor?
//! Invariant: what is written reads back without a new error; id and stage stay.

use super::answer::Answer;
use super::context::Context;
use super::open::Opened;
use super::request::short_id;
use super::run_program::{Edited as Editing, editor};
use super::usage::key_value;
use super::writing::{WriteArgs, answer, open_to_write, write};
use crate::change::brief::{Wish, edit, rewritten};
use crate::change::outcome::Written;
use crate::change::{Change, FileEdit};
use crate::model::brief::Brief;
use crate::model::finding::{Finding, Severity};
use crate::model::other::RecordType;
use crate::model::resolve;
use crate::report::deed::{Deed, Done, Edited};
use crate::report::failure::{DiskAction, Failure, Usage};
use crate::store::find::Expected;
use crate::store::input::read_given;
use crate::store::read::{Defaults, Record, read_file};
use crate::store::yaml::edit::apply;
use clap::Args;

/// Change values of a brief; without a flag, in your editor
#[derive(Clone, Debug, Args)]
pub struct EditArgs {
    /// The brief: its id, a part of it, or its `ref`
    pub id: String,

    /// Set a field; the values of a list are separated by commas
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_value, allow_hyphen_values = true)]
    pub set: Vec<(String, String)>,

    /// Take a field away
    #[arg(long, value_name = "KEY")]
    pub unset: Vec<String>,

    /// Add one value to a list
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_value)]
    pub add: Vec<(String, String)>,

    /// Take one value out of a list
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_value)]
    pub remove: Vec<(String, String)>,

    #[command(flatten)]
    pub write: WriteArgs,
}

impl EditArgs {
    fn wishes(&self) -> Vec<Wish> {
        let pair = |(key, value): &(String, String)| (key.clone(), value.clone());
        let set = self.set.iter().map(pair).map(|(key, value)| Wish::Set { key, value });
        let unset = self.unset.iter().map(|key| Wish::Unset { key: key.clone() });
        let remove = self
            .remove
            .iter()
            .map(pair)
            .map(|(key, value)| Wish::Remove { key, value });
        let add = self.add.iter().map(pair).map(|(key, value)| Wish::Add { key, value });
        set.chain(unset).chain(remove).chain(add).collect()
    }
}

pub fn run(args: &EditArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open_to_write(context)?;
    let brief = resolve::brief(&opened.studio, &args.id)?;
    let wishes = args.wishes();
    let change = if wishes.is_empty() {
        in_editor(&opened, brief, context)?
    } else {
        edit(&opened.studio, brief, &wishes)?
    };
    check(&opened, &change)?;
    let written = write(context, &opened, &change, args.write)?;
    Ok(answer(&opened, deed(brief, &change, written), context))
}

fn deed(brief: &Brief, change: &Change, written: Written) -> Deed {
    // `edit: hero-film-k3x9qa message, channels`
    let keys = change
        .message
        .subject
        .rsplit_once(&format!("{} ", brief.id))
        .map(|(_, keys)| keys);
    Deed {
        what: Done::Edited(Edited {
            id: brief.id.to_string(),
            title: brief.title.to_string(),
            keys: keys
                .map(|keys| keys.split(", ").map(str::to_owned).collect())
                .unwrap_or_default(),
        }),
        written,
        next: vec![format!("crops brief show {}", short_id(brief))],
    }
}

fn text_of(opened: &Opened, brief: &Brief) -> Result<String, Failure> {
    let path = opened.root.join(brief.file.as_str());
    let bytes = read_given(&path).map_err(|error| Failure::disk(path.display(), DiskAction::Read, &error))?;
    String::from_utf8(bytes).map_err(|error| Failure::System {
        detail: error.to_string(),
    })
}

fn in_editor(opened: &Opened, brief: &Brief, context: &Context) -> Result<Change, Failure> {
    if !context.can_ask() {
        return Err(Failure::Usage(Usage::NoTerminal {
            flag: "--set key=value".into(),
        }));
    }
    let was = text_of(opened, brief)?;
    let text = match editor(&was, &context.world)? {
        Editing::Saved(text) => text,
        Editing::Left => return Err(Failure::Usage(Usage::Abandoned)),
    };
    let (after, _) = read(&text, brief)?;
    let after = after.ok_or(Failure::Usage(Usage::Abandoned))?;
    Ok(rewritten(brief, &after, was, text)?)
}

/// What a text reads as, and what is wrong in it.
fn read(text: &str, brief: &Brief) -> Result<(Option<Brief>, Vec<Finding>), Failure> {
    let expected = Expected::Record(RecordType::Brief);
    let outcome = read_file(&brief.file, text.as_bytes(), expected, Defaults::default());
    let errors = outcome
        .findings
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error);
    let errors: Vec<Finding> = errors.collect();
    match outcome.record {
        Some(Record::Brief(brief)) => Ok((Some(*brief), errors)),
        _ if errors.is_empty() => Ok((None, errors)),
        _ => Err(Failure::BadRecord { findings: errors }),
    }
}

/// Refuses an edit after which the file has an error it did not have.
fn check(opened: &Opened, change: &Change) -> Result<(), Failure> {
    for file in &change.files {
        let path = file.path();
        let Some(brief) = opened.studio.briefs.values().find(|brief| brief.file == *path) else {
            continue;
        };
        let was = text_of(opened, brief)?;
        let text = match file {
            FileEdit::Edit { edits, .. } => match apply(&was, edits) {
                Ok(text) => text,
                // The write says why, with the place.
                Err(_) => continue,
            },
            FileEdit::Replace { text, .. } => text.clone(),
            FileEdit::Create { .. } | FileEdit::Remove { .. } | FileEdit::Restore { .. } => continue,
        };
        let known = |finding: &Finding| {
            opened
                .findings
                .iter()
                .any(|old| old.place.file == finding.place.file && old.problem == finding.problem)
        };
        let (_, errors) = read(&text, brief)?;
        let findings: Vec<Finding> = errors.into_iter().filter(|finding| !known(finding)).collect();
        if !findings.is_empty() {
            return Err(Failure::BadRecord { findings });
        }
    }
    Ok(())
}
