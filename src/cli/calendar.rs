//! Answers: what goes live when, on which channels?
//! Invariant: arguments and one short function; the selection is in `plan::editorial`, the words in the catalogue.

use super::answer::Answer;
use super::context::Context;
use super::open::{self, Opened};
use super::reality;
use super::usage::{MOST_WEEKS, whole};
use crate::change::link::named_campaign;
use crate::model::Day;
use crate::model::campaign::Campaign;
use crate::model::similar::nearest;
use crate::plan::calendars::Calendars;
use crate::plan::channels::known_channels;
use crate::plan::editorial::{Question, editorial};
use crate::plan::editorial_forecast::forecasts;
use crate::report::editorial::EditorialReport;
use crate::report::failure::{Failure, Usage};
use chrono::Days;
use clap::Args;

/// Weeks without a campaign, a `--to` or `--weeks`.
const WEEKS: u64 = 8;

/// The editorial calendar: what goes live when, by week and channel
#[derive(Clone, Debug, Default, Args)]
pub struct CalendarArgs {
    /// The campaign; without one, all of them
    pub campaign: Option<String>,

    /// The first day; today unless said
    #[arg(long, value_name = "DATE")]
    pub from: Option<Day>,

    /// The last day
    #[arg(long, value_name = "DATE", conflicts_with = "weeks")]
    pub to: Option<Day>,

    /// So many weeks; else a campaign to its end, and all of them for 8 weeks
    #[arg(long, value_name = "N", value_parser = whole::<u64>(0..=MOST_WEEKS), allow_negative_numbers = true)]
    pub weeks: Option<u64>,

    /// Only what is on this channel; can be given several times
    #[arg(long = "channel", value_name = "CHANNEL")]
    pub channels: Vec<String>,
}

pub fn run(args: &CalendarArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open::open(context)?;
    let studio = &opened.studio;
    let campaign = match &args.campaign {
        Some(typed) => Some(named_campaign(studio, typed)?),
        None => None,
    };
    let channels = channels(args, &opened)?;
    let from = args.from.unwrap_or(opened.today);
    let calendars = Calendars::of(studio);
    let (reality, _) = reality::read(&opened);
    // Another campaign can stand in the way, but only how late the asked ones are is told.
    let is_asked = |one: &Campaign| campaign.is_none_or(|asked| asked.id == one.id);
    let forecasts = forecasts(studio, &calendars, &reality, opened.today, is_asked);
    let question = Question {
        studio,
        calendars: &calendars,
        forecasts: &forecasts,
        today: opened.today,
        campaign,
        from,
        to: last_day(args, from)?,
        channels: &channels,
    };
    let report = EditorialReport::of(&question, &editorial(&question));
    Ok(opened.answer(report))
}

/// `None`: to the end of the campaign.
fn last_day(args: &CalendarArgs, from: Day) -> Result<Option<Day>, Failure> {
    let weeks = |weeks: u64| {
        let end = from.checked_add_days(Days::new(7 * weeks)).unwrap_or(Day::MAX);
        end.pred_opt().unwrap_or(end)
    };
    let to = match (args.weeks, args.to, &args.campaign) {
        (Some(asked), _, _) => weeks(asked),
        (None, Some(to), _) => to,
        (None, None, Some(_)) => return Ok(None),
        (None, None, None) => weeks(WEEKS),
    };
    if to < from {
        return Err(Failure::Usage(Usage::EndBeforeBegin { from, to }));
    }
    Ok(Some(to))
}

/// As the records write them.
fn channels(args: &CalendarArgs, opened: &Opened) -> Result<Vec<String>, Failure> {
    let known = known_channels(&opened.studio);
    let resolved = |typed: &String| {
        let wanted = typed.trim().to_lowercase();
        let found = known.iter().find(|channel| **channel == wanted);
        found
            .map(|channel| (*channel).to_owned())
            .ok_or_else(|| Failure::UnknownChannel {
                typed: typed.clone(),
                near: nearest(&wanted, known.iter().copied()).map(str::to_owned),
                known: known.iter().map(|channel| (*channel).to_owned()).collect(),
            })
    };
    args.channels.iter().map(resolved).collect()
}
