//! Answers: how does a command that writes turn its change into files and a commit?
//! Invariant: every writing command has the same flags and goes through here; the studio was read once, before.

use super::answer::Answer;
use super::context::{Context, Talk};
use super::open::{Opened, is_bare, open};
use super::own_fault::OwnFault;
use super::share::after_write;
use super::talk::Weight;
use crate::change::outcome::{WriteNote, WriteRefused, Written};
use crate::change::refusal::Refusal;
use crate::change::{self, Change};
use crate::git::identity::{IdentityHints, Moment};
use crate::git::state::find;
use crate::model::id::PersonId;
use crate::model::resolve;
use crate::render::catalogue::{Sentence, work};
use crate::report::deed::Deed;
use crate::report::failure::{Failure, Usage};
use crate::store::disk::Disk;
use crate::store::load;
use crate::store::mark::AsRead;
use crate::store::save::{OwnEdits, PATIENCE, WriteMode, WriteOptions, commit_change};
use chrono::Offset;
use chrono_tz::Tz;
use clap::Args;
use std::path::Path;

/// Flags of every command that writes.
#[derive(Clone, Copy, Debug, Default, Args)]
#[command(next_help_heading = "Writing")]
pub struct WriteArgs {
    /// Show what would be written, and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,

    /// Write the files and leave the commit to you
    #[arg(long, conflicts_with = "dry_run")]
    pub no_commit: bool,

    /// Take your own uncommitted edits of the same files along
    #[arg(long)]
    pub include: bool,
}

impl WriteArgs {
    pub const fn mode(self) -> WriteMode {
        match (self.dry_run, self.no_commit) {
            (true, _) => WriteMode::Preview,
            (false, true) => WriteMode::FilesOnly,
            (false, false) => WriteMode::Commit,
        }
    }
}

/// The studio as it is on disk: what was is not changed any more.
///
/// # Errors
/// As [`open`], with `--as-of`, and in a bare repository.
pub fn open_to_write(context: &Context) -> Result<Opened, Failure> {
    match &context.as_of {
        Some(_) => Err(Failure::Usage(Usage::PastIsPast)),
        None if load::root_of(&context.directory).is_err() && is_bare(&context.directory) => {
            Err(Failure::Write(Box::new(WriteRefused::BareRepository)))
        }
        None => open(context),
    }
}

/// Where a change is written.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub root: &'a Path,
    pub zone: Tz,
    /// The files that the change was decided on.
    pub as_read: &'a AsRead,
}

/// Writes a change, as the flags say.
///
/// # Errors
/// When nothing could be written; files and history are then as before.
pub fn write(context: &Context, opened: &Opened, change: &Change, args: WriteArgs) -> Result<Written, Failure> {
    let place = Place {
        root: &opened.root,
        zone: opened.zone,
        as_read: &opened.as_read,
    };
    write_at(context, place, change, args)
}

/// Writes a change where no studio is open.
///
/// # Errors
/// As [`write()`].
pub fn write_at(context: &Context, place: Place<'_>, change: &Change, args: WriteArgs) -> Result<Written, Failure> {
    let identity = identity(context);
    let faults = OwnFault::of(&context.world);
    let made = context.commit_time(place.zone);
    let options = WriteOptions {
        mode: args.mode(),
        own_edits: if args.include {
            OwnEdits::Include
        } else {
            OwnEdits::Refuse
        },
        identity: &identity,
        now: Moment {
            seconds: made.timestamp(),
            offset_minutes: made.offset().fix().local_minus_utc() / 60,
        },
        patience: PATIENCE,
        basis: place.as_read,
        disk: Disk::with(&faults),
    };
    Ok(commit_change(place.root, change, &options)?)
}

/// Why there is no change. What is missing is named by its flags where nobody can be asked.
pub fn refused(refusal: Refusal, context: &Context) -> Failure {
    match refusal {
        Refusal::Unsaid { answers } if !context.can_ask() => {
            let flag = |answer: &change::refusal::Answer| work::answer_flag(context.lang, *answer);
            let flags: Vec<_> = answers.iter().map(flag).collect();
            let flag = flags.join(" ").replace('`', "");
            Failure::Usage(Usage::NoTerminal { flag })
        }
        refusal => refusal.into(),
    }
}

/// What should be known about a write; what git would have run besides only for those who ask.
pub fn notes(context: &Context, written: &Written) -> Vec<Sentence> {
    let told = |note: &&WriteNote| match note {
        WriteNote::HooksNotRun { .. } | WriteNote::NotSigned => context.talk == Talk::Verbose,
        WriteNote::IndexNotUpdated { .. } | WriteNote::NotTidied { .. } | WriteNote::Recovered(_) => true,
    };
    let notes = written.notes.iter().filter(told);
    notes.map(|note| work::write_note(context.lang, note)).collect()
}

/// The answer of a command that wrote, with what should be known about it.
pub fn answer(opened: &Opened, deed: Deed, context: &Context) -> Answer {
    let mut notes = notes(context, &deed.written);
    notes.extend(after_write(context, opened, &deed.written));
    let answer = opened.answer(deed);
    notes
        .into_iter()
        .fold(answer, |answer, note| answer.note(Weight::Note, note))
}

/// Who the environment says commits.
pub fn identity(context: &Context) -> IdentityHints {
    let told = |name: &str| context.world.variable(name).map(str::to_owned);
    IdentityHints {
        author_name: told("GIT_AUTHOR_NAME"),
        author_email: told("GIT_AUTHOR_EMAIL"),
        committer_name: told("GIT_COMMITTER_NAME"),
        committer_email: told("GIT_COMMITTER_EMAIL"),
        email: told("EMAIL"),
    }
}

/// The e-mail that a commit made now would have; `None` when nobody says.
pub fn email_at_hand(context: &Context, opened: &Opened) -> Option<String> {
    let hints = identity(context);
    let of_git = || {
        let target = find(&opened.root).ok().flatten()?;
        Some(target.identity(&hints).ok()?.author.email)
    };
    hints.author_email.clone().or_else(of_git)
}

/// Whoever runs the command, as the studio knows them by e-mail; `None` when it does not.
pub fn whoever_asks(context: &Context, opened: &Opened) -> Option<PersonId> {
    resolve::by_email(&opened.studio, &email_at_hand(context, opened)?)
}

/// Thirty random bits and more, for ids.
///
/// # Errors
/// When the system has no randomness.
pub fn seed(context: &Context) -> Result<u64, Failure> {
    let characters = context.random().crockford(12)?;
    let digit = |c: u8| {
        crate::model::id::CROCKFORD
            .iter()
            .position(|known| *known == c)
            .unwrap_or(0) as u64
    };
    Ok(characters.bytes().fold(0, |seed, c| seed << 5 | digit(c)))
}
