//! Answers: `crops brief edit`: which values of a brief change, by flags or in the user's editor?
//! Invariant: what is written reads back without a new error, and names only what there is; id and stage stay.

use super::answer::Answer;
use super::context::Context;
use super::open::Opened;
use super::prompt::{Prompt, RealConsole, YesNo};
use super::request::short_id;
use super::run_program::{TextCopy, editor};
use super::talk;
use super::usage::key_value;
use super::writing::{WriteArgs, answer, open_to_write, write};
use crate::change::brief::{Wish, edit, rewritten};
use crate::change::outcome::Written;
use crate::change::{Change, FileEdit};
use crate::check::{self, CheckInput, Official};
use crate::model::brief::Brief;
use crate::model::finding::{Finding, Severity};
use crate::model::other::RecordType;
use crate::model::resolve;
use crate::model::studio::Studio;
use crate::render::catalogue::{self, Asking};
use crate::report::bad_record::BadRecord;
use crate::report::deed::{Deed, Done, Edited};
use crate::report::failure::{DiskAction, EditorFault, Failure, Usage};
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
    if wishes.is_empty() {
        return by_hand(&opened, brief, args, context);
    }
    let change = edit(&opened.studio, brief, &wishes)?;
    let was = text_of(&opened, brief)?;
    for file in &change.files {
        // The write says with the place why an edit cannot be made.
        if let FileEdit::Edit { edits, .. } = file
            && let Ok(text) = apply(&was, edits)
        {
            let (_, errors) = read(text.as_bytes(), brief);
            refuse(new_errors(&opened, errors), BadRecord::of_flags)?;
        }
    }
    written(&opened, brief, &change, args, context)
}

fn written(
    opened: &Opened,
    brief: &Brief,
    change: &Change,
    args: &EditArgs,
    context: &Context,
) -> Result<Answer, Failure> {
    let written = write(context, opened, change, args.write)?;
    Ok(answer(opened, deed(brief, change, written), context))
}

/// In the user's editor, again until the text can be written or the user leaves; a text that was changed is not lost.
fn by_hand(opened: &Opened, brief: &Brief, args: &EditArgs, context: &Context) -> Result<Answer, Failure> {
    if !context.can_ask() {
        return Err(Failure::Usage(Usage::NoTerminal {
            flag: "--set key=value".into(),
        }));
    }
    let was = text_of(opened, brief)?;
    let copy = TextCopy::new(&was)?;
    loop {
        let failure = match edited(opened, brief, &was, &copy, context) {
            Ok(change) => match written(opened, brief, &change, args, context) {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            },
            Err(failure) => failure,
        };
        if copy.bytes().is_ok_and(|bytes| bytes == was.as_bytes()) {
            return Err(failure);
        }
        talk::failure(&failure, &context.world, context.lang);
        let question = catalogue::asking(context.lang, Asking::EditAgain);
        let again = Prompt::at(&mut RealConsole, context.lang)
            .within(context)
            .yes(&question, YesNo::Yes);
        if !again.is_ok_and(YesNo::is_yes) {
            return Err(Failure::Editor(EditorFault::Kept {
                path: copy.keep(),
                record: brief.file.to_string(),
                exit: failure.exit(),
            }));
        }
    }
}

/// The change that one visit to the editor made.
fn edited(opened: &Opened, brief: &Brief, was: &str, copy: &TextCopy, context: &Context) -> Result<Change, Failure> {
    editor(copy, &context.world)?;
    let bytes = copy.bytes()?;
    let text = String::from_utf8_lossy(&bytes);
    let (after, errors) = read(&bytes, brief);
    let name = copy.path().display().to_string();
    let place = |findings| BadRecord::of_findings(findings, &name, &bytes);
    match after {
        Some(after) => {
            refuse(new_errors(opened, errors), place)?;
            let change = rewritten(brief, &after, was.to_owned(), text.into_owned())?;
            refuse(new_faults(opened, brief, &after), place)?;
            Ok(change)
        }
        None => {
            refuse(errors, place)?;
            Err(Failure::Usage(Usage::Abandoned))
        }
    }
}

/// What `crops check` would say of the new text and not of the old one, such as a name that nobody has.
fn new_faults(opened: &Opened, before: &Brief, after: &Brief) -> Vec<Finding> {
    let mut studio = Studio::clone(&opened.studio);
    let mut errors = |brief: &Brief| {
        studio.briefs.insert(before.id.clone(), brief.clone());
        let input = CheckInput {
            studio: &studio,
            loaded: &[],
            official: Official::Unknown,
        };
        let mut findings = check::run(&input);
        findings.retain(|one| one.severity == Severity::Error && one.place.file == before.file);
        findings
    };
    let (known, found) = (errors(before), errors(after));
    let is_new = |one: &Finding| known.iter().all(|old| old.problem != one.problem);
    found.into_iter().filter(is_new).collect()
}

fn refuse(findings: Vec<Finding>, place: impl FnOnce(Vec<Finding>) -> BadRecord) -> Result<(), Failure> {
    match findings.is_empty() {
        true => Ok(()),
        false => Err(place(findings).into()),
    }
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

/// What a text reads as, and its errors.
fn read(bytes: &[u8], brief: &Brief) -> (Option<Brief>, Vec<Finding>) {
    let expected = Expected::Record(RecordType::Brief);
    let outcome = read_file(&brief.file, bytes, expected, Defaults::default());
    let errors = outcome
        .findings
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error);
    let brief = match outcome.record {
        Some(Record::Brief(brief)) => Some(*brief),
        _ => None,
    };
    (brief, errors.collect())
}

/// Those that the file did not have before.
fn new_errors(opened: &Opened, errors: Vec<Finding>) -> Vec<Finding> {
    let is_known = |finding: &Finding| {
        opened
            .findings
            .iter()
            .any(|old| old.place.file == finding.place.file && old.problem == finding.problem)
    };
    errors.into_iter().filter(|finding| !is_known(finding)).collect()
}
