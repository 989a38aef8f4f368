//! Answers: what does a studio with months of work behind it look like?
//! Invariant: the same day and language give the same history; it is written only through changes, and read as any other studio.

use super::answer::Answer;
use super::context::Context;
use super::plan::{self, PlanArgs};
use super::report_kpi::{self, ReportKpiArgs};
use crate::change::Change;
use crate::change::demo::{Act, Ask, Stage, Timeline, Tongue, founding, running_campaign, story};
use crate::change::refusal::Refusal;
use crate::git::identity::{Moment, Person};
use crate::git::series::{Step, new_repository};
use crate::model::Day;
use crate::model::brief::Brief;
use crate::model::workflow::Covers;
use crate::plan::worktime::WorkTime;
use crate::render::catalogue::Lang;
use crate::render::demo::DemoAnswer;
use crate::report::demo::DemoReport;
use crate::report::failure::{DiskAction, Failure, Usage};
use crate::store::draft::{Draft, Misfit};
use crate::store::output::{Room, make_folder, room};
use anyhow::{Context as _, anyhow};
use chrono::{DateTime, FixedOffset, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Europe::Paris;
use clap::Args;
use std::path::{Path, PathBuf};

/// Make a sample studio with six months of history, and show what can be asked of it
///
/// The folder must be new or empty. The same day (`--today`) and language give the same history.
#[derive(Clone, Debug, Args)]
pub struct DemoArgs {
    /// Where to make it
    #[arg(default_value = "crops-demo")]
    pub folder: PathBuf,
}

/// Any number: it picks the ids and the minutes.
const SEED: u64 = 0x6372_6f70_7300_0001;

pub fn run(args: &DemoArgs, context: &Context) -> Result<Answer, Failure> {
    let folder = context.directory.join(&args.folder);
    let disk = |error: std::io::Error| Failure::disk(folder.display(), DiskAction::Write, &error);
    if room(&folder).map_err(disk)? == Room::Taken {
        return Err(Failure::Usage(Usage::NotEmpty {
            path: args.folder.display().to_string(),
        }));
    }
    let ask = Ask {
        today: context.today(Paris),
        tongue: match context.lang {
            Lang::En => Tongue::English,
            Lang::Fr => Tongue::French,
        },
        seed: SEED,
    };
    let told = tell(ask).map_err(|fault| anyhow!("the sample studio for {}: {fault:?}", ask.today))?;
    write(&folder, &told)?;
    let report = report(&args.folder, ask, &told).context("the sample studio has no commit")?;
    shown(report, &folder, context, ask.today)
}

/// The answers of the commands themselves, read from what was written.
fn shown(made: DemoReport, folder: &Path, context: &Context, today: Day) -> Result<Answer, Failure> {
    let there = Context {
        directory: folder.to_path_buf(),
        given_today: Some(today),
        as_of: None,
        ..context.clone()
    };
    let planned = plan::run(
        &PlanArgs {
            campaign: Some(made.campaign.clone()),
            ..PlanArgs::default()
        },
        &there,
    )?;
    let measured = report_kpi::run(
        &ReportKpiArgs {
            period: Some(PERIOD.to_owned()),
            ..ReportKpiArgs::default()
        },
        &there,
    )?;
    let report = DemoAnswer {
        made,
        plan: planned.report,
        kpi: measured.report,
    };
    Ok(Answer::new(report, today))
}

/// Long enough for figures that mean something on any day of a quarter.
const PERIOD: &str = "last-90d";

/// What was written, as far as it can be counted.
fn report(folder: &Path, ask: Ask, told: &Told) -> Option<DemoReport> {
    let studio = &told.draft.studio;
    let day = |step: &Step| Some(instant_of(step.when)?.date_naive());
    let folder = folder.display().to_string();
    let there = quoted(&folder);
    let campaign = running_campaign(ask.tongue);
    Some(DemoReport {
        title: studio.settings.title.to_string(),
        people: studio.people.len(),
        campaigns: studio.campaigns.len(),
        briefs: studio.briefs.len(),
        commits: told.steps.len(),
        from: day(told.steps.first()?)?,
        to: day(told.steps.last()?)?,
        you_are: studio.people.get(OWNER)?.name.to_string(),
        campaign: campaign.to_owned(),
        plan_command: format!("crops -C {there} plan {campaign} --backward"),
        kpi_command: format!("crops -C {there} report kpi --period {PERIOD}"),
        next: vec![
            format!("crops -C {there} plan {campaign} --why film.production"),
            format!("crops -C {there} plan {campaign} --people"),
            format!("crops -C {there} calendar"),
            format!("crops -C {there} report kpi --by kind"),
            format!("crops -C {there} brief list --overdue"),
        ],
        folder,
    })
}

/// As a shell takes it for one word.
fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+:\\".contains(c);
    if path.chars().all(plain) {
        path.to_owned()
    } else {
        format!("'{}'", path.replace('\'', "'\\''"))
    }
}

fn instant_of(moment: Moment) -> Option<DateTime<FixedOffset>> {
    let zone = FixedOffset::east_opt(moment.offset_minutes * 60)?;
    DateTime::from_timestamp(moment.seconds, 0).map(|at| at.with_timezone(&zone))
}

/// The history as commits to make, and the studio at its end.
#[derive(Debug)]
pub struct Told {
    pub steps: Vec<Step>,
    pub draft: Draft,
}

/// Why the story cannot be told: always a fault of the story.
#[derive(Debug)]
pub enum Untold {
    /// The calendar has no open day where one is needed.
    OutOfReach,
    Refused(Box<Act>, Box<Refusal>),
    Misfit(Misfit),
}

/// Makes each change of the story on what the ones before left.
///
/// # Errors
/// When an act is refused or does not fit the files.
pub fn tell(ask: Ask) -> Result<Told, Untold> {
    let mut draft = Draft::default();
    let mut steps = Vec::new();
    let (at, by, change) = founding(ask).ok_or(Untold::OutOfReach)?;
    steps.push(step(&mut draft, (at, by), &change)?);
    let calendar = draft.studio.calendar().ok_or(Untold::OutOfReach)?;
    let timeline = Timeline::new(&WorkTime::of(calendar), ask.today);
    let moment = |at: NaiveDateTime| instant(at).map(|at| at.to_rfc3339());
    let mut stage = Stage::new(ask, &timeline, &moment);
    for act in story(&timeline, ask) {
        let digest = |brief: &Brief, covers: &Covers| draft.digest(brief, covers);
        let change = stage
            .perform(&draft.studio, &act, &digest)
            .ok_or(Untold::OutOfReach)?
            .map_err(|refusal| Untold::Refused(Box::new(act.clone()), Box::new(refusal)))?;
        steps.push(step(&mut draft, (act.at, act.by), &change)?);
    }
    Ok(Told { steps, draft })
}

fn step(draft: &mut Draft, (at, by): (NaiveDateTime, &str), change: &Change) -> Result<Step, Untold> {
    let files = draft.apply(change).map_err(Untold::Misfit)?;
    let when = instant(at).ok_or(Untold::OutOfReach)?;
    Ok(Step {
        who: author(draft, by).ok_or(Untold::OutOfReach)?,
        when: Moment {
            seconds: when.timestamp(),
            offset_minutes: when.offset().local_minus_utc() / 60,
        },
        message: change.message.text(),
        files,
    })
}

/// A time of the sample's clocks; `None` in the hour that summer time leaves out.
fn instant(at: NaiveDateTime) -> Option<DateTime<FixedOffset>> {
    let local = Paris.from_local_datetime(&at).earliest()?;
    Some(local.with_timezone(&local.offset().fix()))
}

fn author(draft: &Draft, id: &str) -> Option<Person> {
    let person = draft.studio.people.get(id)?;
    Some(Person {
        name: person.name.to_string(),
        email: person.emails.first()?.to_string(),
    })
}

/// Who works in the sample from then on.
const OWNER: &str = "nadia";

fn write(folder: &Path, told: &Told) -> Result<(), Failure> {
    let disk = |error: std::io::Error| Failure::disk(folder.display(), DiskAction::Write, &error);
    make_folder(folder).map_err(disk)?;
    let owner = author(&told.draft, OWNER).with_context(|| format!("the sample studio lacks {OWNER}"))?;
    new_repository(folder, "main", &owner, &told.steps).map_err(Failure::from)
}
