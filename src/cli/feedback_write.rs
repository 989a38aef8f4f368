//! Answers: what do `crops feedback add`, `resolve` and `confirm` write?
//! Invariant: who says it is named; remarks go to the version that was looked at, never to another one.

use super::answer::Answer;
use super::context::Context;
use super::feedback::severity;
use super::feedback_source::{Handed, of_template, read};
use super::open::Opened;
use super::request::short_id;
use super::template;
use super::writing::{WriteArgs, answer, open_to_write, refused, seed, whoever_asks, write};
use crate::change::feedback::{Said, Settling, add as add_remarks, settle};
use crate::change::refusal::{Answer as Wish, Named, Refusal};
use crate::change::template::Makes;
use crate::model::asset::Assets;
use crate::model::brief::Brief;
use crate::model::feedback::{Feedback, Remark};
use crate::model::id::{PersonId, StageId};
use crate::model::other::Detail;
use crate::model::problem::Wanted;
use crate::model::remark_place::{PartOfWhole, Point, RemarkPlace, TimeCode};
use crate::model::resolve::{self, brief as brief_named};
use crate::model::shape::accepts;
use crate::report::deed::{Deed, Done, RemarkDone, RemarksDone};
use crate::report::failure::Failure;
use clap::Args;
use std::path::PathBuf;

/// Say what should change on a brief, or on a proof of it
///
/// `--severity` and `--place` are given once for all remarks, or once for each in their order.
#[derive(Clone, Debug, Args)]
pub struct AddArgs {
    /// The brief: its id, a part of it, or its `ref`
    pub id: String,

    /// The remark; several at once, each in quotes
    #[arg(value_name = "TEXT", required_unless_present_any = ["from", "template"])]
    pub texts: Vec<String>,

    /// How much it weighs: blocking, major, minor or idea
    #[arg(long, value_name = "SEVERITY")]
    pub severity: Vec<String>,

    /// Where: `x=0.71,y=0.12`, `page=3`, `at=00:00:12:05`, `field=message`, or several with commas
    #[arg(long, value_name = "PLACE")]
    pub place: Vec<String>,

    /// The proof that was looked at; the brief's, when it has one
    #[arg(long, value_name = "ASSET")]
    pub asset: Option<String>,

    /// The stage it is said at, when it is not the one the brief is in
    #[arg(long, value_name = "STAGE")]
    pub at_stage: Option<String>,

    /// Who says it, when it is not you
    #[arg(long, value_name = "PERSON")]
    pub by: Option<String>,

    /// Take remarks from a YAML file: a list of them, or a record of feedback; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,

    /// Take the remarks of this template
    #[arg(long, value_name = "TEMPLATE", conflicts_with = "from")]
    pub template: Option<String>,

    #[command(flatten)]
    pub write: WriteArgs,
}

/// Say that remarks are done, and how
#[derive(Clone, Debug, Args)]
pub struct ResolveArgs {
    /// The brief: its id, a part of it, or its `ref`
    pub id: String,

    /// The remarks: `2t8wq4zc/f1`, `f1` where that is clear, or `2t8wq4zc` for all of a file
    #[arg(value_name = "REMARK", required = true)]
    pub remarks: Vec<String>,

    /// What was done
    #[arg(long, value_name = "TEXT")]
    pub how: Option<String>,

    /// Who did it, when it is not you
    #[arg(long, value_name = "PERSON")]
    pub by: Option<String>,

    #[command(flatten)]
    pub write: WriteArgs,
}

/// Say that remarks were seen to be done
#[derive(Clone, Debug, Args)]
pub struct ConfirmArgs {
    /// The brief: its id, a part of it, or its `ref`
    pub id: String,

    /// The remarks: `2t8wq4zc/f1`, `f1` where that is clear, or `2t8wq4zc` for all of a file
    #[arg(value_name = "REMARK", required = true)]
    pub remarks: Vec<String>,

    /// Who saw it, when it is not you
    #[arg(long, value_name = "PERSON")]
    pub by: Option<String>,

    #[command(flatten)]
    pub write: WriteArgs,
}

pub fn add(args: &AddArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open_to_write(context)?;
    let brief = brief_named(&opened.studio, &args.id).map_err(|why| Refusal::unresolved(Named::Brief, why))?;
    let handed = match (&args.from, &args.template) {
        (Some(path), _) => read(path, &opened, context)?,
        (None, Some(name)) => of_template(&template::named(&opened, name, Some(Makes::Feedback))?, &opened)?,
        (None, None) => Handed::default(),
    };
    let mut remarks = typed(args)?;
    remarks.extend(handed.remarks);
    let files = feedback_of(&opened, brief);
    let said = Said {
        stage: stage_of(&opened, brief, args.at_stage.as_deref().or(handed.stage.as_deref()))?,
        by: person(&opened, context, args.by.as_deref().or(handed.by.as_deref()))?,
        at: context
            .commit_time(opened.zone)
            .format("%Y-%m-%dT%H:%M:%S%:z")
            .to_string(),
        asset: asset_of(&opened, brief, args.asset.as_deref().or(handed.asset.as_deref()))?,
        remarks,
    };
    let added = add_remarks(brief, &files, &said, seed(context)?)?;
    let written = write(context, &opened, &added.change, args.write)?;
    let new: Vec<RemarkDone> = added.remarks.iter().map(|remark| told(&added.file, remark)).collect();
    let blocking = added.remarks.iter().filter(|remark| remark.is_open_blocking()).count();
    let first = new.first().map(|remark| remark.name.clone()).unwrap_or_default();
    let done = done(&opened, brief, &said.stage, &said.by, new);
    let next = vec![
        format!("crops feedback list {}", short_id(brief)),
        format!("crops feedback resolve {} {first} --how …", short_id(brief)),
    ];
    let deed = Deed {
        what: Done::FeedbackAdded(RemarksDone {
            open_blocking: blocking + open_blocking(&files),
            ..done
        }),
        written,
        next,
    };
    Ok(answer(&opened, deed, context))
}

pub fn resolve(args: &ResolveArgs, context: &Context) -> Result<Answer, Failure> {
    let how = args.how.as_deref();
    let asked = Asked {
        id: &args.id,
        remarks: &args.remarks,
        by: args.by.as_deref(),
        write: args.write,
    };
    settled(asked, Settling::Resolve { how }, context)
}

pub fn confirm(args: &ConfirmArgs, context: &Context) -> Result<Answer, Failure> {
    let asked = Asked {
        id: &args.id,
        remarks: &args.remarks,
        by: args.by.as_deref(),
        write: args.write,
    };
    settled(asked, Settling::Confirm, context)
}

struct Asked<'a> {
    id: &'a str,
    remarks: &'a [String],
    by: Option<&'a str>,
    write: WriteArgs,
}

fn settled(asked: Asked<'_>, settling: Settling<'_>, context: &Context) -> Result<Answer, Failure> {
    let opened = open_to_write(context)?;
    let brief = brief_named(&opened.studio, asked.id).map_err(|why| Refusal::unresolved(Named::Brief, why))?;
    let by = person(&opened, context, asked.by)?;
    let files = feedback_of(&opened, brief);
    let settled = settle(brief, &files, asked.remarks, settling, &by, opened.today)?;
    let written = write(context, &opened, &settled.change, asked.write)?;
    let remarks: Vec<RemarkDone> = settled
        .remarks
        .iter()
        .map(|(file, remark)| told(file, remark))
        .collect();
    let closed = settled
        .remarks
        .iter()
        .filter(|(_, remark)| remark.is_open_blocking())
        .count();
    let first = remarks.first().map(|remark| remark.name.clone()).unwrap_or_default();
    let done = RemarksDone {
        open_blocking: open_blocking(&files) - closed,
        ..done(&opened, brief, &brief.stage.value, &by, remarks)
    };
    let list = format!("crops feedback list {}", short_id(brief));
    let (what, next) = match settling {
        Settling::Resolve { .. } => {
            let confirm = format!("crops feedback confirm {} {first}", short_id(brief));
            (Done::FeedbackResolved(done), vec![list, confirm])
        }
        Settling::Confirm => (Done::FeedbackConfirmed(done), vec![list]),
    };
    Ok(answer(&opened, Deed { what, written, next }, context))
}

fn done(opened: &Opened, brief: &Brief, stage: &StageId, by: &PersonId, remarks: Vec<RemarkDone>) -> RemarksDone {
    let workflow = opened.studio.workflow_of(brief);
    let known = workflow.and_then(|workflow| workflow.stage_once_called(stage.as_str()));
    let title = known.map(|stage| stage.title.in_language(opened.lang.code()).to_owned());
    RemarksDone {
        id: brief.id.to_string(),
        title: brief.title.to_string(),
        stage: stage.to_string(),
        stage_title: title.unwrap_or_else(|| stage.to_string()),
        by: by.to_string(),
        remarks,
        open_blocking: 0,
    }
}

fn told(file: &str, remark: &Remark) -> RemarkDone {
    RemarkDone {
        name: format!("{file}/{}", remark.id),
        severity: remark.severity,
        text: remark.text.to_string(),
    }
}

fn open_blocking(files: &[&Feedback]) -> usize {
    files.iter().map(|file| file.open_blocking().count()).sum()
}

/// The files of a brief that can be read, in the order of their paths.
pub fn feedback_of<'o>(opened: &'o Opened, brief: &Brief) -> Vec<&'o Feedback> {
    let of_brief = |detail: &'o Detail| match detail {
        Detail::Feedback(feedback) if *feedback.subject == *brief.id.as_str() => Some(&**feedback),
        _ => None,
    };
    opened
        .studio
        .others
        .iter()
        .filter_map(|other| of_brief(&other.detail))
        .collect()
}

fn person(opened: &Opened, context: &Context, named: Option<&str>) -> Result<PersonId, Failure> {
    if let Some(name) = named {
        let found = resolve::person(&opened.studio, name);
        return found.map_err(|why| Refusal::unresolved(Named::Person, why).into());
    }
    let unsaid = || Refusal::Unsaid {
        answers: vec![Wish::By],
    };
    whoever_asks(context, opened).ok_or_else(|| refused(unsaid(), context))
}

fn stage_of(opened: &Opened, brief: &Brief, named: Option<&str>) -> Result<StageId, Refusal> {
    let Some(name) = named else {
        return Ok(brief.stage.value.clone());
    };
    let (workflow, _) = crate::change::request::stage_of(&opened.studio, brief)?;
    let stage = workflow.stage_once_called(name.trim());
    let stage =
        stage.ok_or_else(|| Refusal::no_such_stage(name, workflow.stages.iter().map(|stage| stage.id.as_str())));
    Ok(stage?.id.value.clone())
}

/// The asset that is named, else the one proof of the brief.
fn asset_of(opened: &Opened, brief: &Brief, named: Option<&str>) -> Result<Option<String>, Refusal> {
    match (named, brief.proofs.as_slice()) {
        (Some(name), _) => {
            let assets = Assets::of(&opened.studio);
            let found = resolve::asset(&assets, name).map_err(|why| Refusal::unresolved(Named::Asset, why))?;
            Ok(Some(found.id.to_string()))
        }
        (None, [proof]) => Ok(Some(proof.to_string())),
        (None, _) => Ok(None),
    }
}

/// The remarks of the command line.
fn typed(args: &AddArgs) -> Result<Vec<Remark>, Refusal> {
    let severities: Vec<_> = args
        .severity
        .iter()
        .map(|word| severity(word))
        .collect::<Result<_, _>>()?;
    let places: Vec<_> = args.place.iter().map(|text| place(text)).collect::<Result<_, _>>()?;
    let count = args.texts.len();
    check_count("severity", &args.severity, count)?;
    check_count("place", &args.place, count)?;
    let of = |at: usize, given: usize| if given == 1 { 0 } else { at };
    let remark = |(at, text): (usize, &String)| {
        let text = text.trim();
        if text.is_empty() {
            return Err(Refusal::Unsaid {
                answers: vec![Wish::Text],
            });
        }
        Ok(Remark {
            id: "".into(),
            text: text.into(),
            severity: severities.get(of(at, severities.len())).copied(),
            place: places.get(of(at, places.len())).cloned(),
            resolved: None,
            confirmed: None,
        })
    };
    args.texts.iter().enumerate().map(remark).collect()
}

/// One for all, or one for each.
fn check_count(key: &str, given: &[String], remarks: usize) -> Result<(), Refusal> {
    if given.len() <= 1 || given.len() == remarks {
        return Ok(());
    }
    Err(Refusal::NotOnePerRemark {
        flag: format!("--{key}"),
        given: given.len(),
        remarks,
    })
}

/// `x=0.71,y=0.12`, `page=3`, `at=00:00:12:05`, `field=message`.
fn place(text: &str) -> Result<RemarkPlace, Refusal> {
    let bad = |key: &str, value: &str, wanted: Wanted| Refusal::BadValue {
        key: key.into(),
        value: value.into(),
        wanted,
    };
    let no_place = || Refusal::BadPlace { text: text.into() };
    let (mut place, mut x, mut y) = (RemarkPlace::default(), None, None);
    for part in text.split(',') {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        let (key, value) = (key.trim(), value.trim());
        let share = || PartOfWhole::parse(value).ok_or_else(|| bad(key, value, Wanted::PartOfWhole));
        match key {
            "x" => x = Some(share()?),
            "y" => y = Some(share()?),
            "at" => place.at = Some(TimeCode::parse(value).ok_or_else(|| bad(key, value, Wanted::TimeCode))?),
            "page" => {
                let page = value.parse().ok().filter(|page| (1..=100_000).contains(page));
                place.page = Some(page.ok_or_else(|| {
                    bad(
                        key,
                        value,
                        Wanted::Number {
                            least: 1,
                            most: 100_000,
                        },
                    )
                })?);
            }
            "field" if accepts(Wanted::BriefKey, value, crate::model::money::Currency::EURO) => {
                place.field = Some(value.into());
            }
            "field" => return Err(bad(key, value, Wanted::BriefKey)),
            _ => return Err(no_place()),
        }
    }
    match (x, y) {
        (Some(x), Some(y)) => place.point = Some(Point { x, y }),
        (None, None) => {}
        (Some(_), None) | (None, Some(_)) => return Err(no_place()),
    }
    Ok(place)
}
