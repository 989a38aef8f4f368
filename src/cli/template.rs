//! Answers: `crops template`: which templates are there, and what is made from one?
//! Invariant: a template is used by the command that makes such a record: same questions, same checks, one commit.

use super::answer::Answer;
use super::context::Context;
use super::feedback_write::{self, AddArgs};
use super::open::{Opened, open, text_of};
use super::usage::key_value;
use super::writing::{WriteArgs, answer, open_to_write, write};
use super::{campaign, request_new};
use crate::change::init::Tongue;
use crate::change::refusal::{Named, Refusal};
use crate::change::template::{Makes, Template, built_in, workflow};
use crate::model::other::RecordType;
use crate::model::place::StudioPath;
use crate::model::resolve;
use crate::model::similar::nearest;
use crate::render::catalogue::Lang;
use crate::report::deed::{Deed, Done, WorkflowMade};
use crate::report::failure::{Failure, Usage};
use crate::report::templates::{TemplateList, TemplateRow};
use crate::store::template::template;
use clap::{Args, Subcommand};

/// Templates of campaigns, briefs, feedback and approval workflows: list them, use one
#[derive(Clone, Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct TemplateArgs {
    #[command(subcommand)]
    pub command: TemplateCommand,
}

#[derive(Clone, Debug, Subcommand)]
pub enum TemplateCommand {
    /// List the templates of the studio and of the program
    List,
    Use(UseArgs),
}

/// Make a record from a template
#[derive(Clone, Debug, Args)]
pub struct UseArgs {
    /// The template, such as `product-launch`
    #[arg(value_name = "TEMPLATE")]
    pub name: String,

    /// An answer to what it asks, such as `title=Autumn`; repeated
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = key_value, allow_hyphen_values = true)]
    pub set: Vec<(String, String)>,

    #[command(flatten)]
    pub write: WriteArgs,
}

pub fn run(args: &TemplateArgs, context: &Context) -> Result<Answer, Failure> {
    match &args.command {
        TemplateCommand::List => list(context),
        TemplateCommand::Use(args) => use_it(args, context),
    }
}

fn list(context: &Context) -> Result<Answer, Failure> {
    let opened = open(context)?;
    let code = context.lang.code();
    let row = |template: Template| TemplateRow {
        title: template.title.as_ref().map(|title| title.in_language(code).to_owned()),
        id: template.id,
        makes: template.makes,
        asks: template.ask,
        file: template.file.map(|file| file.to_string()),
    };
    let mut rows: Vec<TemplateRow> = all(&opened).into_iter().map(row).collect();
    rows.sort_by(|one, other| (one.makes, &one.id).cmp(&(other.makes, &other.id)));
    Ok(opened.answer(TemplateList { rows }))
}

/// The studio's own, then those of the program that it has no own of that name for; what cannot be read is a finding already.
fn all(opened: &Opened) -> Vec<Template> {
    let files = opened
        .studio
        .others
        .iter()
        .filter(|other| other.record == RecordType::Template);
    let mut found: Vec<Template> = files
        .filter_map(|other| template(&other.file, &text_of(opened, &other.file)?).ok())
        .collect();
    let tongue = match language(opened) {
        Lang::En => Tongue::English,
        Lang::Fr => Tongue::French,
    };
    for (id, text) in built_in(tongue) {
        let file = StudioPath::shown(&format!("templates/{id}.yml"));
        let is_own = found.iter().any(|known| known.id == id);
        if let (false, Ok(read)) = (is_own, template(&file, text.as_bytes())) {
            found.push(Template { file: None, ..read });
        }
    }
    found
}

/// What is written into a record is in the language of the studio.
fn language(opened: &Opened) -> Lang {
    let said = opened.studio.settings.language.as_ref();
    match said.map(|language| &*language.value) {
        Some("fr") => Lang::Fr,
        Some("en") => Lang::En,
        _ => opened.lang,
    }
}

/// The template of this name, for what it should make when that is given.
///
/// # Errors
/// With the nearest name when there is none.
pub fn named(opened: &Opened, name: &str, makes: Option<Makes>) -> Result<Template, Refusal> {
    let known: Vec<Template> = all(opened)
        .into_iter()
        .filter(|one| makes.is_none_or(|makes| one.makes == makes))
        .collect();
    let wanted = name.trim();
    if let Some(found) = known.iter().find(|template| template.id == wanted) {
        return Ok(found.clone());
    }
    let why = resolve::unknown(name, known.iter().map(|template| template.id.as_str()));
    Err(Refusal::unresolved(Named::Template, why))
}

fn use_it(args: &UseArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open_to_write(context)?;
    let template = named(&opened, &args.name, None)?;
    let mut said = Said {
        set: args.set.clone(),
        known: Vec::new(),
    };
    let made = match template.makes {
        Makes::Campaign => of_campaign(args, &mut said, context),
        Makes::Brief => of_brief(args, &mut said, context),
        Makes::Feedback => of_feedback(args, &template, &mut said, context),
        Makes::Workflow => of_workflow(args, &template, &mut said, &opened, context),
    };
    made.map_err(in_words_of_use)
}

/// The commands that make records name their own flags; here the same answers are given with `--set`.
fn in_words_of_use(failure: Failure) -> Failure {
    match failure {
        Failure::Usage(Usage::NoTerminal { flag }) => Failure::Usage(Usage::NoTerminal {
            flag: set_instead(&flag),
        }),
        failure => failure,
    }
}

/// `--title "…" --launch 2027-03-15` as `--set title="…" --set launch=2027-03-15`.
fn set_instead(flags: &str) -> String {
    let set = |word: &str| match word.split_once(' ') {
        Some((key, value)) if key != "set" => format!("--set {key}={value}"),
        _ => format!("--{word}"),
    };
    let words = flags.split("--").map(str::trim).filter(|word| !word.is_empty());
    words.map(set).collect::<Vec<_>>().join(" ")
}

fn of_campaign(args: &UseArgs, said: &mut Said, context: &Context) -> Result<Answer, Failure> {
    let new = campaign::NewArgs {
        title: said.take("title"),
        launch: said.take("launch"),
        id: said.take("id"),
        client: said.take("client"),
        owner: said.take("owner"),
        reference: said.take("ref"),
        dates: said.take_below("dates."),
        template: Some(args.name.clone()),
        write: args.write,
    };
    said.check()?;
    campaign::new(&new, context)
}

fn of_brief(args: &UseArgs, said: &mut Said, context: &Context) -> Result<Answer, Failure> {
    let new = request_new::RequestNewArgs {
        title: said.take("title"),
        kind: said.take("kind"),
        campaign: said.take("campaign"),
        deliverable: said.take("deliverable"),
        due: said.take("due"),
        live: said.take("live"),
        requester: said.take("requester"),
        owner: said.take("owner"),
        priority: said.take("priority"),
        reference: said.take("ref"),
        budget: said.take("budget"),
        fields: std::mem::take(&mut said.set),
        template: Some(args.name.clone()),
        write: args.write,
        ..request_new::RequestNewArgs::default()
    };
    request_new::run(&new, context)
}

fn of_feedback(args: &UseArgs, template: &Template, said: &mut Said, context: &Context) -> Result<Answer, Failure> {
    let add = AddArgs {
        id: said.take("brief").ok_or_else(|| Refusal::NotAnswered {
            template: template.id.clone(),
            key: "brief".into(),
        })?,
        texts: Vec::new(),
        severity: Vec::new(),
        place: Vec::new(),
        asset: said.take("asset"),
        at_stage: said.take("stage"),
        by: said.take("by"),
        from: None,
        template: Some(args.name.clone()),
        write: args.write,
    };
    said.check()?;
    feedback_write::add(&add, context)
}

fn of_workflow(
    args: &UseArgs,
    template: &Template,
    said: &mut Said,
    opened: &Opened,
    context: &Context,
) -> Result<Answer, Failure> {
    let id = said.take("id");
    said.check()?;
    let made = workflow(&opened.studio, template, id.as_deref())?;
    let written = write(context, opened, &made.change, args.write)?;
    let deed = Deed {
        what: Done::WorkflowMade(WorkflowMade {
            id: made.id.clone(),
            path: made.path.to_string(),
            template: template.id.clone(),
        }),
        written,
        next: vec!["crops check".to_owned()],
    };
    Ok(answer(opened, deed, context))
}

/// What was said with `--set`, and which keys could have been.
struct Said {
    set: Vec<(String, String)>,
    known: Vec<&'static str>,
}

impl Said {
    /// Of a key that is there twice, the last.
    fn take(&mut self, key: &'static str) -> Option<String> {
        self.known.push(key);
        let found = self
            .set
            .iter()
            .rev()
            .find(|(known, _)| known == key)
            .map(|(_, value)| value.clone());
        self.set.retain(|(known, _)| known != key);
        found
    }

    /// `dates.tv=2027-03-14` as `tv` and its day.
    fn take_below(&mut self, start: &str) -> Vec<(String, String)> {
        let below = |(key, value): &(String, String)| Some((key.strip_prefix(start)?.to_owned(), value.clone()));
        let found = self.set.iter().filter_map(below).collect();
        self.set.retain(|(key, _)| !key.starts_with(start));
        found
    }

    fn check(&self) -> Result<(), Refusal> {
        match self.set.first() {
            None => Ok(()),
            Some((key, _)) => Err(Refusal::NotAsked {
                key: key.clone(),
                near: nearest(key, self.known.iter().copied()).map(str::to_owned),
                known: self.known.iter().map(|key| (*key).to_owned()).collect(),
            }),
        }
    }
}
