//! Answers: `crops request new`: what is asked for, by when, and is there time for it?
//! Invariant: asks only on a terminal; what is written reads back as a brief without an error.

use super::answer::Answer;
use super::context::Context;
use super::open::Opened;
use super::prompt::RealConsole;
use super::request_ask;
use super::request_record::{self, Given, LeftOut};
use super::request_source::Source;
use super::talk::Weight;
use super::template;
use super::usage::key_value;
use super::writing::{WriteArgs, open_to_write, seed, whoever_asks, write};
use crate::change::FileEdit;
use crate::change::YamlValue;
use crate::change::outcome::Outcome;
use crate::change::refusal::Refusal;
use crate::change::request::{self, Answers, Needed, RushAnswer, needed_for_live};
use crate::change::template::Makes;
use crate::model::finding::{Finding, Severity};
use crate::model::other::RecordType;
use crate::plan::calendars::Calendars;
use crate::plan::due;
use crate::plan::notice::{Notice, notice};
use crate::render::catalogue::work::{self, DeedWord};
use crate::render::catalogue::{Reader, Sentence};
use crate::report::bad_record::BadRecord;
use crate::report::deed::{Deed, Done, Requested};
use crate::report::failure::Failure;
use crate::store::find::Expected;
use crate::store::read::{Defaults, read_file};
use clap::Args;
use std::path::PathBuf;

/// Ask for a piece of creative work
///
/// On a terminal it asks for what is not said by flags. The answer tells at once whether the due day leaves the
/// lead time of the kind, and which day would.
#[derive(Clone, Debug, Default, Args)]
pub struct RequestNewArgs {
    /// Kind of deliverable, such as `video`
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,

    /// What it is called
    #[arg(long, allow_hyphen_values = true)]
    pub title: Option<String>,

    /// The campaign it is for
    #[arg(long, value_name = "ID")]
    pub campaign: Option<String>,

    /// The line of the campaign it makes (`spring-launch/hero-film`), or a day of a series (`c/countdown@2027-02-02`)
    #[arg(long, value_name = "CAMPAIGN/ITEM")]
    pub deliverable: Option<String>,

    /// The day it goes live: a date or an anchor (`J-14`)
    #[arg(long, value_name = "DAY")]
    pub live: Option<String>,

    /// The day by which the work is ready: a date or an anchor
    #[arg(long, value_name = "DAY", conflicts_with = "live")]
    pub due: Option<String>,

    /// Who asks, when it is not you
    #[arg(long, value_name = "PERSON")]
    pub requester: Option<String>,

    /// Who will have it
    #[arg(long, value_name = "PERSON")]
    pub owner: Option<String>,

    /// low, normal, high or urgent
    #[arg(long)]
    pub priority: Option<String>,

    /// The client's or the accounts department's job number
    #[arg(long = "ref", value_name = "NUMBER")]
    pub reference: Option<String>,

    /// An amount such as `18000 EUR`
    #[arg(long, value_name = "AMOUNT")]
    pub budget: Option<String>,

    /// Why short notice is taken all the same
    #[arg(long, value_name = "REASON", allow_hyphen_values = true)]
    pub rush: Option<String>,

    /// Who agreed to the short notice
    #[arg(long, value_name = "PERSON", requires = "rush")]
    pub agreed_by: Option<String>,

    /// What it should achieve
    #[arg(long, allow_hyphen_values = true)]
    pub objective: Option<String>,

    /// Whom it speaks to
    #[arg(long, allow_hyphen_values = true)]
    pub audience: Option<String>,

    /// What it says
    #[arg(long, allow_hyphen_values = true)]
    pub message: Option<String>,

    /// Where it appears, separated by commas
    #[arg(long, value_name = "CHANNELS", value_delimiter = ',')]
    pub channels: Vec<String>,

    /// Any other field, as `key=value`
    #[arg(long = "field", value_name = "KEY=VALUE", value_parser = key_value)]
    pub fields: Vec<(String, String)>,

    /// The readable part of the id, instead of the title's words
    #[arg(long)]
    pub slug: Option<String>,

    /// Read a brief, whole or partial, from a file or from standard input (`-`); flags win over it
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,

    /// Begin with what this template fills in; flags win over it
    #[arg(long, value_name = "TEMPLATE", conflicts_with = "from")]
    pub template: Option<String>,

    #[command(flatten)]
    pub write: WriteArgs,
}

pub fn run(args: &RequestNewArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open_to_write(context)?;
    let calendars = Calendars::of(&opened.studio);
    let Given {
        mut answers,
        mut live,
        left_out,
        source,
    } = gathered(args, &opened, context)?;
    let currency = opened.studio.settings.currency;
    if let Some(faults) = source.as_ref().and_then(|source| source.faults(currency)) {
        return Err(faults.into());
    }
    request_ask::fill(&mut RealConsole, &mut answers, &mut live, &opened, context)?;
    let asker = whoever_asks(context, &opened);
    let is_known = asker.is_some() || answers.requester.is_some();
    answers.requester = answers.requester.or(asker.map(|id| id.to_string()));
    if let Some(live) = live {
        answers.needed = needed_for_live(&opened.studio, &calendars, &answers, &live)
            .map_err(|refusal| refused(refusal, source.as_ref(), context))?;
    }
    let made = request::new(&opened.studio, &answers, opened.today, seed(context)?)
        .map_err(|refusal| refused(refusal, source.as_ref(), context))?;
    check(&made.change.files, source.as_ref())?;
    let facts = facts(&opened, &calendars, &answers, &made, context);
    let written = write(context, &opened, &made.change, args.write)?;
    let reader = Reader {
        lang: context.lang,
        today: opened.today,
    };
    let short = work::short_notice(reader, &facts);
    let next = match written.outcome {
        // Its id is made anew when it is written.
        Outcome::Preview => Vec::new(),
        _ => next(&facts, &answers),
    };
    let deed = Deed {
        what: Done::Requested(facts),
        written,
        next,
    };
    let mut answer = super::writing::answer(&opened, deed, context);
    if let Some(short) = short {
        answer = answer.note(Weight::Warning, Sentence::new(short));
    }
    if !is_known {
        let hint = work::deed_word(context.lang, DeedWord::UnknownAskerHint);
        let sentence = Sentence::new(work::deed_word(context.lang, DeedWord::UnknownAsker)).hint(hint);
        answer = answer.note(Weight::Note, sentence);
    }
    if left_out == LeftOut::IdOrStage {
        let sentence = Sentence::new(work::deed_word(context.lang, DeedWord::IdNotTaken));
        answer = answer.note(Weight::Note, sentence);
    }
    Ok(answer)
}

/// What the record and the flags say together; flags win.
fn gathered(args: &RequestNewArgs, opened: &Opened, context: &Context) -> Result<Given, Failure> {
    let mut given = match (&args.from, &args.template) {
        (Some(path), _) => request_record::read(path, context)?,
        (None, Some(name)) => request_record::of_template(&template::named(opened, name, Some(Makes::Brief))?),
        (None, None) => Given::default(),
    };
    let mut overruled: Vec<String> = Vec::new();
    let answers = &mut given.answers;
    for (key, place, flag) in [
        ("kind", &mut answers.kind, &args.kind),
        ("title", &mut answers.title, &args.title),
        ("slug", &mut answers.slug, &args.slug),
        ("campaign", &mut answers.link.campaign, &args.campaign),
        ("deliverable", &mut answers.link.deliverable, &args.deliverable),
        ("requester", &mut answers.requester, &args.requester),
        ("owner", &mut answers.owner, &args.owner),
        ("priority", &mut answers.priority, &args.priority),
        ("ref", &mut answers.reference, &args.reference),
        ("budget", &mut answers.budget, &args.budget),
        ("live", &mut given.live, &args.live),
    ] {
        if flag.is_some() {
            place.clone_from(flag);
            overruled.push(key.to_owned());
        }
    }
    if let Some(due) = &args.due {
        answers.needed = Needed::ReadyBy(due.clone());
        given.live = None;
        overruled.push("due".to_owned());
    }
    if let Some(reason) = &args.rush {
        answers.rush = Some(RushAnswer {
            reason: reason.clone(),
            agreed_by: args.agreed_by.clone(),
        });
        overruled.push("rush".to_owned());
    }
    for (key, value) in said_fields(args) {
        answers.fields.retain(|(known, _)| *known != key);
        overruled.push(key.clone());
        answers.fields.push((key, value));
    }
    if let Some(source) = &mut given.source {
        source.overruled = overruled;
    }
    Ok(given)
}

fn said_fields(args: &RequestNewArgs) -> Vec<(String, YamlValue)> {
    let texts = [
        ("objective", &args.objective),
        ("audience", &args.audience),
        ("message", &args.message),
    ];
    let texts = texts
        .into_iter()
        .filter_map(|(key, text)| Some((key.to_owned(), YamlValue::Text(text.clone()?))));
    let list = |items: &[String]| {
        let items = items.iter().map(|item| item.trim()).filter(|item| !item.is_empty());
        YamlValue::List(items.map(|item| YamlValue::Text(item.to_owned())).collect())
    };
    let channels = (!args.channels.is_empty()).then(|| ("channels".to_owned(), list(&args.channels)));
    let others = args.fields.iter().map(|(key, value)| {
        let value = match key.as_str() {
            "markets" | "tags" | "channels" => list(&value.split(',').map(str::to_owned).collect::<Vec<_>>()),
            _ => YamlValue::Text(value.clone()),
        };
        (key.clone(), value)
    });
    texts.chain(channels).chain(others).collect()
}

/// What is wrong in a record is shown there.
fn refused(refusal: Refusal, source: Option<&Source>, context: &Context) -> Failure {
    if let Some(record) = source.and_then(|source| source.refused(&refusal)) {
        return record.into();
    }
    super::writing::refused(refusal, context)
}

/// Reads the new file as a later command will.
fn check(files: &[FileEdit], source: Option<&Source>) -> Result<(), Failure> {
    for file in files {
        let FileEdit::Create { path, text } = file else {
            continue;
        };
        let outcome = read_file(
            path,
            text.as_bytes(),
            Expected::Record(RecordType::Brief),
            Defaults::default(),
        );
        let is_error = |finding: &Finding| finding.severity == Severity::Error;
        let findings: Vec<Finding> = outcome.findings.into_iter().filter(is_error).collect();
        if !findings.is_empty() {
            return Err(match source {
                Some(source) => source.places(findings, text).into(),
                None => BadRecord::of_flags(findings).into(),
            });
        }
    }
    Ok(())
}

fn facts(
    opened: &Opened,
    calendars: &Calendars<'_>,
    answers: &Answers,
    made: &request::Requested,
    context: &Context,
) -> Requested {
    let brief = &made.brief;
    let due = due::due(&opened.studio, calendars, brief);
    let kind = opened.studio.kinds.get(&brief.kind.value);
    let live = match answers.needed {
        Needed::LiveOn { live, .. } => Some(live),
        Needed::NotSaid | Needed::ReadyBy(_) => due.as_ref().and_then(|due| Some(due.from_live.as_ref()?.live)),
    };
    let day = due.as_ref().map(|due| due.day);
    let wanted = kind.and_then(|kind| kind.lead_time);
    let told: Option<Notice> = day
        .zip(wanted)
        .map(|(day, wanted)| notice(calendars.studio(), opened.today, day, wanted));
    let code = context.lang.code();
    Requested {
        id: brief.id.to_string(),
        title: brief.title.to_string(),
        path: brief.file.to_string(),
        stage: brief.stage.to_string(),
        kind: brief.kind.to_string(),
        kind_title: kind.map_or_else(
            || brief.kind.to_string(),
            |kind| kind.title.in_language(code).to_owned(),
        ),
        requester: brief.requester.as_ref().map(|id| id.to_string()),
        due: day,
        live,
        notice: told,
        rush: brief.rush.as_ref().map(|rush| rush.reason.to_string()),
        missing: made.missing.clone(),
    }
}

fn next(facts: &Requested, answers: &Answers) -> Vec<String> {
    let id = facts.id.rsplit('-').next().unwrap_or(&facts.id);
    let first = if facts.missing.is_empty() {
        format!("crops request accept {id}")
    } else {
        format!("crops brief edit {id}")
    };
    let deliverable = answers
        .link
        .deliverable
        .as_deref()
        .and_then(|link| link.split_once('/'));
    let campaign = answers
        .link
        .campaign
        .as_deref()
        .or(deliverable.map(|(campaign, _)| campaign));
    let plan = campaign.map(|campaign| format!("crops plan {campaign} --backward"));
    std::iter::once(first).chain(plan).collect()
}
