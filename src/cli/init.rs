//! Answers: `crops init`: how does a new studio begin?
//! Invariant: a working process in the user's language, in one commit; an older studio is never touched.

use super::answer::Answer;
use super::context::Context;
use super::talk::Weight;
use super::writing::{Place, WriteArgs, identity, write_at};
use crate::change::attributes::{ATTRIBUTES, attributes};
use crate::change::init::{NewPerson, NewStudio, Tongue, new_studio};
use crate::change::outcome::Written;
use crate::git::found::{first_branch, identity_here};
use crate::git::identity::{IdentityHints, Person};
use crate::git::state::{Target, find};
use crate::model::id::slug_of;
use crate::model::other::RecordType;
use crate::model::place::StudioPath;
use crate::render::catalogue::Lang;
use crate::render::schema;
use crate::report::deed::{Deed, Done, Founded};
use crate::report::failure::{Failure, Usage};
use crate::report::schema::SchemaReport;
use crate::store::disk::Disk;
use crate::store::found::{Ground, NewRepository, machine_zone, studio_around};
use crate::store::mark::AsRead;
use crate::store::save::WriteMode;
use crate::store::source::{self, Content};
use chrono_tz::Tz;
use clap::Args;
use std::path::Path;

/// Start a studio: settings, calendar, workflows, kinds and you
///
/// In a new or an existing folder, also inside a repository. Makes a repository where there is none, and one commit.
#[derive(Clone, Debug, Args)]
pub struct InitArgs {
    /// Where; the current folder when left out
    #[arg(value_name = "DIR")]
    pub folder: Option<std::path::PathBuf>,

    /// What the studio is called; the folder's name when left out
    #[arg(long)]
    pub title: Option<String>,

    /// Its time zone (`Europe/Paris`); this machine's when left out
    #[arg(long, value_name = "ZONE")]
    pub timezone: Option<Tz>,

    #[command(flatten)]
    pub write: WriteArgs,
}

/// Types of record whose files get a line that tells editors their schema.
const SCHEMAS: [RecordType; 9] = [
    RecordType::Studio,
    RecordType::Calendar,
    RecordType::Workflow,
    RecordType::Kind,
    RecordType::Person,
    RecordType::Targets,
    RecordType::Taxonomy,
    RecordType::Campaign,
    RecordType::Brief,
];

pub fn run(args: &InitArgs, context: &Context) -> Result<Answer, Failure> {
    let folder = match &args.folder {
        Some(folder) => context.directory.join(folder),
        None => context.directory.clone(),
    };
    if let Some(studio) = studio_around(&folder) {
        return Err(Failure::Usage(Usage::StudioThere {
            path: studio.display().to_string(),
        }));
    }
    let hints = identity(context);
    let around = folder.ancestors().find(|place| place.is_dir());
    let target = around.map(find).transpose()?.flatten();
    let who = author(target.as_ref(), &hints)?;
    let zone = zone(args.timezone, own_zone(context), country(context));
    let studio = facts(args, context, &folder, (target.as_ref(), zone), &who)?;
    let (written, repository) = begin(args, context, &folder, zone, &studio)?;
    Ok(told(context, zone, (&folder, &studio), written, repository))
}

/// Who founds the studio is its first person.
fn author(target: Option<&Target>, hints: &IdentityHints) -> Result<Person, Failure> {
    let identity = match target {
        Some(target) => target.identity(hints)?,
        None => identity_here(hints)?,
    };
    Ok(identity.author)
}

fn facts(
    args: &InitArgs,
    context: &Context,
    folder: &Path,
    (target, zone): (Option<&Target>, Tz),
    who: &Person,
) -> Result<NewStudio, Failure> {
    let named = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let title = args.title.clone().or(named).filter(|title| !title.trim().is_empty());
    let official = match target {
        Some(target) => target.tip()?.branch_name().to_string(),
        None => first_branch(),
    };
    let first_name = who.name.split_whitespace().next().unwrap_or_default();
    let slug = slug_of(first_name, 30);
    Ok(NewStudio {
        id: context.random().crockford(12)?,
        title: title.unwrap_or_else(|| "Studio".to_string()),
        tongue: match context.lang {
            Lang::En => Tongue::English,
            Lang::Fr => Tongue::French,
        },
        timezone: zone.name().to_string(),
        holidays: holiday_rule(zone, country(context)).map(str::to_string),
        official,
        person: NewPerson {
            id: if slug.is_empty() { "me".to_string() } else { slug },
            name: who.name.clone(),
            email: Some(who.email.clone()),
        },
        schemas: SCHEMAS.iter().map(|record| schema(*record)).collect(),
        attributes: attributes_in(folder),
    })
}

/// What git is told of the folder already; `None` where there is no such file, or no text.
fn attributes_in(folder: &Path) -> Option<String> {
    match source::read(folder, &StudioPath::new(ATTRIBUTES)?) {
        Content::Bytes(bytes) => String::from_utf8(bytes.into_owned()).ok(),
        Content::Not(_) | Content::TooLarge { .. } => None,
    }
}

fn schema(record: RecordType) -> (String, String) {
    (record.word().to_string(), schema::text(SchemaReport { record }))
}

/// Whether the person seems to work in France.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Country {
    /// The locale says so.
    France,
    /// French is spoken, and no country is named.
    PerhapsFrance,
    Elsewhere,
}

fn country(context: &Context) -> Country {
    match (context.lang, context.world.french_country()) {
        (Lang::Fr, Some("FR")) => Country::France,
        (Lang::Fr, None) => Country::PerhapsFrance,
        (Lang::Fr, Some(_)) | (Lang::En, _) => Country::Elsewhere,
    }
}

/// The zone that `TZ` names, else the machine's.
fn own_zone(context: &Context) -> Option<Tz> {
    let named = context
        .world
        .variable("TZ")
        .and_then(|name| name.trim_start_matches(':').parse().ok());
    named.or_else(machine_zone)
}

/// What was asked for, then the machine's; a machine that runs on universal time says nothing of where people are.
fn zone(asked: Option<Tz>, machine: Option<Tz>, country: Country) -> Tz {
    let guess = match country {
        Country::France | Country::PerhapsFrance => {
            (machine.filter(|zone| !is_universal(*zone))).unwrap_or(Tz::Europe__Paris)
        }
        Country::Elsewhere => machine.unwrap_or(Tz::UTC),
    };
    asked.unwrap_or(guess)
}

fn is_universal(zone: Tz) -> bool {
    let name = zone.name();
    name.starts_with("Etc/") || ["UTC", "UCT", "GMT", "GMT0", "Universal", "Zulu"].contains(&name)
}

/// The holidays of the place that a zone is named after, where they are known; else those of the country.
fn holiday_rule(zone: Tz, country: Country) -> Option<&'static str> {
    Some(match zone {
        Tz::Europe__Paris => "FR",
        Tz::Indian__Reunion => "FR-Reunion",
        Tz::Indian__Mayotte => "FR-Mayotte",
        Tz::America__Guadeloupe => "FR-Guadeloupe",
        Tz::America__Martinique => "FR-Martinique",
        Tz::America__Cayenne => "FR-Guyane",
        _ if country == Country::France => "FR",
        _ if country == Country::PerhapsFrance && is_universal(zone) => "FR",
        _ => return None,
    })
}

/// Writes the files; makes folder and repository where they are needed, and takes them away when the files cannot be written.
fn begin(
    args: &InitArgs,
    context: &Context,
    folder: &Path,
    zone: Tz,
    studio: &NewStudio,
) -> Result<(Written, NewRepository), Failure> {
    let change = new_studio(studio);
    let basis = AsRead::new();
    let place = Place {
        root: folder,
        zone,
        as_read: &basis,
    };
    if args.write.mode() == WriteMode::Preview {
        return Ok((write_at(context, place, &change, args.write)?, NewRepository::Not));
    }
    let disk = Disk::real();
    let mut ground = Ground::prepare(folder, disk)?;
    let repository = match args.write.mode() {
        WriteMode::Commit => ground.in_repository(&studio.official),
        WriteMode::FilesOnly | WriteMode::Preview => Ok(NewRepository::Not),
    };
    let written = repository
        .map_err(Failure::from)
        .and_then(|repository| Ok((write_at(context, place, &change, args.write)?, repository)));
    if written.is_err() {
        ground.give_back(disk);
    }
    written
}

fn told(
    context: &Context,
    zone: Tz,
    (folder, studio): (&Path, &NewStudio),
    written: Written,
    repository: NewRepository,
) -> Answer {
    let here = folder.canonicalize().ok() == context.world.directory.canonicalize().ok();
    let shown = folder.strip_prefix(&context.world.directory).unwrap_or(folder);
    let prefix = match here {
        true => "crops".to_string(),
        false => format!("crops -C {}", shown.display()),
    };
    let notes = super::writing::notes(context, &written);
    let deed = Deed {
        what: Done::Founded(Founded {
            title: studio.title.clone(),
            folder: if here {
                ".".to_string()
            } else {
                shown.display().to_string()
            },
            person: studio.person.id.clone(),
            timezone: studio.timezone.clone(),
            new_repository: repository == NewRepository::Made,
            attributes_added: attributes(studio.attributes.as_deref(), studio.tongue).added,
        }),
        written,
        next: ["request new", "check", "campaign new"]
            .map(|words| format!("{prefix} {words}"))
            .to_vec(),
    };
    let answer = Answer::new(deed, context.today(zone));
    notes
        .into_iter()
        .fold(answer, |answer, note| answer.note(Weight::Note, note))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn universal_time_does_not_hide_that_a_studio_is_french() {
        use Country::{Elsewhere, France, PerhapsFrance};
        let montreal = Tz::America__Montreal;
        for (asked, machine, country, found, holidays) in [
            (None, Some(Tz::Etc__UTC), France, Tz::Europe__Paris, Some("FR")),
            (None, Some(Tz::UTC), PerhapsFrance, Tz::Europe__Paris, Some("FR")),
            (None, None, PerhapsFrance, Tz::Europe__Paris, Some("FR")),
            (Some(Tz::UTC), None, PerhapsFrance, Tz::UTC, Some("FR")),
            (
                None,
                Some(Tz::Europe__Brussels),
                France,
                Tz::Europe__Brussels,
                Some("FR"),
            ),
            (None, Some(montreal), PerhapsFrance, montreal, None),
            (
                None,
                Some(Tz::Indian__Reunion),
                France,
                Tz::Indian__Reunion,
                Some("FR-Reunion"),
            ),
            (None, Some(Tz::Etc__UTC), Elsewhere, Tz::Etc__UTC, None),
            (None, None, Elsewhere, Tz::UTC, None),
            (None, Some(Tz::Europe__Paris), Elsewhere, Tz::Europe__Paris, Some("FR")),
        ] {
            let zone = zone(asked, machine, country);
            assert_eq!(zone, found, "{asked:?} {machine:?} {country:?}");
            assert_eq!(holiday_rule(zone, country), holidays, "{zone} {country:?}");
        }
    }
}
