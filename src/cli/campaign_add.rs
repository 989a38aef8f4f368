//! Answers: `crops campaign add`: which line does a campaign get?
//! Invariant: each type of line has its own flags; one that does not fit is refused, never left unread.

use super::answer::Answer;
use super::context::Context;
use super::writing::{WriteArgs, answer, open_to_write, write};
use crate::change::campaign::{self, LineAnswers, LineKind};
use crate::change::link::named_campaign;
use crate::report::deed::{Deed, Done, LineAdded};
use crate::report::failure::Failure;
use clap::{Args, Subcommand};

/// Add a line to a campaign
#[derive(Clone, Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct AddArgs {
    #[command(subcommand)]
    pub line: AddCommand,
}

#[derive(Clone, Debug, Subcommand)]
pub enum AddCommand {
    Deliverable(DeliverableArgs),
    Series(SeriesArgs),
    Task(TaskArgs),
    Milestone(MilestoneArgs),
}

/// What every line has.
#[derive(Clone, Debug, Args)]
pub struct LineArgs {
    /// The campaign
    pub campaign: String,

    /// The id of the new line
    pub id: String,

    /// What it is called
    #[arg(long, allow_hyphen_values = true)]
    pub title: Option<String>,

    /// What must be ready first, separated by commas
    #[arg(long, value_name = "ITEMS", value_delimiter = ',')]
    pub needs: Vec<String>,

    #[command(flatten)]
    pub write: WriteArgs,
}

/// What every line has that goes live.
#[derive(Clone, Debug, Args)]
pub struct MadeArgs {
    /// Kind of deliverable
    #[arg(long)]
    pub kind: Option<String>,

    /// Who has it
    #[arg(long, value_name = "PERSON")]
    pub owner: Option<String>,

    /// The party that receives it
    #[arg(long)]
    pub party: Option<String>,

    /// Where it appears until its brief says, separated by commas; else its kind says
    #[arg(long, value_name = "CHANNEL", value_delimiter = ',')]
    pub channels: Vec<String>,
}

impl MadeArgs {
    fn answers(&self, said: LineAnswers) -> LineAnswers {
        LineAnswers {
            kind: self.kind.clone(),
            owner: self.owner.clone(),
            party: self.party.clone(),
            channels: self.channels.clone(),
            ..said
        }
    }
}

/// Something that goes live
#[derive(Clone, Debug, Args)]
pub struct DeliverableArgs {
    /// The day it goes live: a date or an anchor
    #[arg(long, value_name = "DAY")]
    pub live: Option<String>,

    #[command(flatten)]
    pub made: MadeArgs,

    // last: what follows would stand under the heading of writing in the help
    #[command(flatten)]
    pub line: LineArgs,
}

/// The same deliverable again and again
#[derive(Clone, Debug, Args)]
pub struct SeriesArgs {
    /// How often it comes out: `tue`, `day`, `2w`
    #[arg(long)]
    pub every: Option<String>,

    /// Its first day: a date or an anchor
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,

    /// Its last day: a date or an anchor
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,

    #[command(flatten)]
    pub made: MadeArgs,

    // last: what follows would stand under the heading of writing in the help
    #[command(flatten)]
    pub line: LineArgs,
}

/// Work that is no deliverable
#[derive(Clone, Debug, Args)]
pub struct TaskArgs {
    /// How long it takes, such as `4d`
    #[arg(long, value_name = "LENGTH")]
    pub duration: Option<String>,

    /// The role that does it
    #[arg(long)]
    pub role: Option<String>,

    /// Who has it
    #[arg(long, value_name = "PERSON")]
    pub owner: Option<String>,

    /// The party that does it
    #[arg(long)]
    pub party: Option<String>,

    // last: what follows would stand under the heading of writing in the help
    #[command(flatten)]
    pub line: LineArgs,
}

/// A day by which something must be reached
#[derive(Clone, Debug, Args)]
pub struct MilestoneArgs {
    /// The day by which it is reached: a date or an anchor
    #[arg(long, value_name = "DAY")]
    pub by: Option<String>,

    // last: what follows would stand under the heading of writing in the help
    #[command(flatten)]
    pub line: LineArgs,
}

impl AddCommand {
    const fn line(&self) -> &LineArgs {
        match self {
            Self::Deliverable(args) => &args.line,
            Self::Series(args) => &args.line,
            Self::Task(args) => &args.line,
            Self::Milestone(args) => &args.line,
        }
    }

    fn answers(&self) -> (LineKind, LineAnswers) {
        let line = self.line();
        let said = LineAnswers {
            id: line.id.clone(),
            title: line.title.clone(),
            needs: line.needs.clone(),
            ..LineAnswers::default()
        };
        match self {
            Self::Deliverable(args) => {
                let day = args.live.clone();
                (LineKind::Deliverable, args.made.answers(LineAnswers { day, ..said }))
            }
            Self::Series(args) => {
                let said = LineAnswers {
                    every: args.every.clone(),
                    from: args.from.clone(),
                    to: args.to.clone(),
                    ..said
                };
                (LineKind::Series, args.made.answers(said))
            }
            Self::Task(args) => {
                let said = LineAnswers {
                    duration: args.duration.clone(),
                    role: args.role.clone(),
                    owner: args.owner.clone(),
                    party: args.party.clone(),
                    ..said
                };
                (LineKind::Task, said)
            }
            Self::Milestone(args) => {
                let day = args.by.clone();
                (LineKind::Milestone, LineAnswers { day, ..said })
            }
        }
    }
}

pub fn run(args: &AddArgs, context: &Context) -> Result<Answer, Failure> {
    let command = &args.line;
    let args = command.line();
    let (kind, line) = command.answers();
    let opened = open_to_write(context)?;
    let campaign = named_campaign(&opened.studio, &args.campaign)?;
    let change = campaign::add(&opened.studio, campaign, kind, &line)?;
    let written = write(context, &opened, &change, args.write)?;
    let deed = Deed {
        what: Done::LineAdded(LineAdded {
            campaign: campaign.id.to_string(),
            list: kind.list(),
            id: args.id.clone(),
        }),
        written,
        next: vec![
            format!("crops plan {} --backward", campaign.id),
            format!("crops campaign open {}", campaign.id),
        ],
    };
    Ok(answer(&opened, deed, context))
}
