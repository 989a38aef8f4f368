//! Answers: what can follow on a half-typed command line?
//! Invariant: what a value is called in the help (`BRIEF`, `STAGE`) decides which ids are offered; a studio that cannot be read offers none.

use super::args;
use super::completions::VARIABLE;
use super::context::World;
use crate::change::init::Tongue;
use crate::change::template::built_in;
use crate::model::asset::Assets;
use crate::model::other::{OtherRecord, RecordType};
use crate::model::studio::Studio;
use crate::plan::channels::known_channels;
use crate::render::catalogue::Lang;
use crate::render::escape;
use crate::report::exit::Exit;
use crate::store::load;
use clap::{Arg, Command};
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};
use clap_complete::env::Shells;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Answers a completion script; `None` when none asks.
pub fn answer(arguments: &[OsString], world: &World) -> Option<Exit> {
    let shell = world.variable(VARIABLE).filter(|shell| *shell != "0")?;
    // The script puts the words of the command line after `--`.
    let words: Vec<OsString> = arguments
        .iter()
        .skip_while(|word| *word != "--")
        .skip(1)
        .cloned()
        .collect();
    let shells = Shells::builtins();
    let shell = shells.completer(shell)?;
    let mut said = Vec::new();
    let mut command = offering(args::command(Lang::En), &start_of(&words, world));
    let done = if words.is_empty() {
        shell.write_registration(VARIABLE, "crops", "crops", "crops", &mut said)
    } else {
        shell.write_complete(&mut command, words, Some(&world.directory), &mut said)
    };
    // A shell that is completing has no use for a message.
    let _ = done.and_then(|()| std::io::stdout().write_all(&said));
    Some(Exit::Fine)
}

/// Where the half-typed command would look for its studio.
fn start_of(words: &[OsString], world: &World) -> PathBuf {
    let flag = words.iter().position(|word| word == "-C" || word == "--directory");
    match flag.and_then(|place| words.get(place + 1)) {
        Some(directory) => world.directory.join(directory),
        None => world.directory.clone(),
    }
}

/// The grammar, with ids of the studio where values are ids.
fn offering(command: Command, start: &Path) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut command = command.mut_args(|arg| with_ids(arg, start));
    for name in names {
        command = command.mut_subcommand(name, |sub| offering(sub, start));
    }
    command
}

fn with_ids(arg: Arg, start: &Path) -> Arg {
    let Some(ids) = arg.get_value_names().and_then(|names| Ids::called(names.first()?)) else {
        return arg;
    };
    let start = start.to_path_buf();
    arg.add(ArgValueCandidates::new(move || candidates(ids, &start)))
}

/// What the ids of an argument name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ids {
    Briefs,
    Campaigns,
    Channels,
    Deliverables,
    Kinds,
    People,
    Roles,
    Stages,
    Assets,
    Templates,
}

impl Ids {
    /// By the name of the value in the English help.
    fn called(name: &str) -> Option<Self> {
        match name {
            "BRIEF" | "BRIEFS" | "ID" => Some(Self::Briefs),
            "CAMPAIGN" => Some(Self::Campaigns),
            "CHANNEL" => Some(Self::Channels),
            "DELIVERABLE" | "CAMPAIGN/ITEM" => Some(Self::Deliverables),
            "KIND" => Some(Self::Kinds),
            "PERSON" | "OWNER" => Some(Self::People),
            "ROLE" => Some(Self::Roles),
            "STAGE" => Some(Self::Stages),
            "ASSET" => Some(Self::Assets),
            "TEMPLATE" => Some(Self::Templates),
            _ => None,
        }
    }
}

fn candidates(ids: Ids, start: &Path) -> Vec<CompletionCandidate> {
    let studio = load::root_of(start).and_then(|root| load::load(&root));
    let Ok((studio, _)) = studio else {
        return Vec::new();
    };
    let candidate = |(id, title): (String, String)| {
        let help = (!title.is_empty()).then(|| escape::terminal(&title).into_owned().into());
        CompletionCandidate::new(id).help(help)
    };
    named(ids, &studio).into_iter().map(candidate).collect()
}

/// Those of the studio and of the program.
fn templates(studio: &Studio) -> impl Iterator<Item = String> {
    let is_template = |other: &&OtherRecord| other.record == RecordType::Template;
    let own = studio
        .others
        .iter()
        .filter(is_template)
        .map(|other| other.id.to_string());
    own.chain(built_in(Tongue::English).map(|(id, _)| id.to_owned()))
}

/// Ids and titles, each once, in order.
fn named(ids: Ids, studio: &Studio) -> BTreeSet<(String, String)> {
    let code = studio
        .settings
        .language
        .as_ref()
        .map_or("en", |language| &language.value);
    let plain = |id: &str| (id.to_owned(), String::new());
    match ids {
        Ids::Briefs => studio
            .briefs
            .values()
            .filter(|brief| studio.is_open(brief))
            .map(|brief| (brief.id.to_string(), brief.title.value.to_string()))
            .collect(),
        Ids::Campaigns => studio
            .campaigns
            .values()
            .map(|campaign| (campaign.id.to_string(), campaign.title.to_string()))
            .collect(),
        Ids::Channels => known_channels(studio).into_iter().map(plain).collect(),
        Ids::Deliverables => studio
            .campaigns
            .values()
            .flat_map(|campaign| {
                let items = campaign.deliverables.iter().map(|deliverable| &deliverable.id);
                items.map(move |item| plain(&format!("{}/{}", campaign.id, item.value)))
            })
            .collect(),
        Ids::Kinds => studio
            .kinds
            .values()
            .map(|kind| (kind.id.to_string(), kind.title.in_language(code).to_owned()))
            .collect(),
        Ids::People => studio
            .people
            .values()
            .map(|person| (person.id.to_string(), person.name.to_string()))
            .collect(),
        Ids::Roles => studio
            .people
            .values()
            .flat_map(|person| person.roles.iter().map(|role| plain(role.as_str())))
            .collect(),
        Ids::Assets => Assets::of(studio)
            .all()
            .map(|asset| {
                (
                    asset.id.to_string(),
                    asset.title.as_deref().unwrap_or_default().to_owned(),
                )
            })
            .collect(),
        Ids::Templates => templates(studio).map(|id| plain(&id)).collect(),
        Ids::Stages => studio
            .workflows
            .values()
            .flat_map(|workflow| &workflow.stages)
            .map(|stage| (stage.id.to_string(), stage.title.in_language(code).to_owned()))
            .collect(),
    }
}
