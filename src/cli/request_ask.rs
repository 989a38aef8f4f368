//! Answers: what does somebody at a terminal say about the work they ask for?
//! Invariant: asks only for what no flag said, and nothing when kind and title are said; leaving writes nothing.

use super::context::Context;
use super::open::Opened;
use super::prompt::{Answering, Choice, Console, Prompt};
use crate::change::YamlValue;
use crate::change::request::{Answers, Needed, needed_for_live};
use crate::model::Day;
use crate::plan::calendars::Calendars;
use crate::render::catalogue::{self, Lang, Question};
use crate::report::failure::Failure;

/// Fields that have a question or a flag of their own.
const ASKED_APART: [&str; 6] = ["title", "campaign", "deliverable", "due", "live", "kind"];

/// Fields whose answer is several values, separated by commas.
const LISTS: [&str; 3] = ["channels", "markets", "tags"];

/// Fills what is missing; `live` is the day it goes live, as typed.
pub fn fill(
    console: &mut dyn Console,
    answers: &mut Answers,
    live: &mut Option<String>,
    opened: &Opened,
    context: &Context,
) -> Result<(), Failure> {
    let is_said = answers.kind.is_some() && answers.title.is_some();
    if is_said || !context.can_ask() {
        return Ok(());
    }
    let mut prompt = Prompt::at(console, context.lang).within(context);
    kind(&mut prompt, answers, opened, context.lang)?;
    if answers.title.is_none() {
        let question = catalogue::question(context.lang, Question::Title);
        answers.title = Some(prompt.text(&question, Answering::Needed)?);
    }
    campaign(&mut prompt, answers, opened, context.lang)?;
    day(&mut prompt, answers, live, opened, context.lang)?;
    fields(&mut prompt, answers, opened, context.lang)
}

fn kind(prompt: &mut Prompt<'_>, answers: &mut Answers, opened: &Opened, lang: Lang) -> Result<(), Failure> {
    // A deliverable says its own kind.
    if answers.kind.is_some() || answers.link.deliverable.is_some() || opened.studio.kinds.is_empty() {
        return Ok(());
    }
    let choice = |(id, kind): (_, &crate::model::kind::Kind)| Choice {
        id: ToString::to_string(id),
        title: kind.title.in_language(lang.code()).to_owned(),
    };
    let choices: Vec<Choice> = opened.studio.kinds.iter().map(choice).collect();
    let question = catalogue::question(lang, Question::Kind);
    let chosen = loop {
        if let Some(place) = prompt.choice(&question, &choices, Answering::Needed)? {
            break place;
        }
    };
    answers.kind = Some(choices[chosen].id.clone());
    Ok(())
}

/// Campaigns whose launch is still to come.
fn campaign(prompt: &mut Prompt<'_>, answers: &mut Answers, opened: &Opened, lang: Lang) -> Result<(), Failure> {
    let link = &answers.link;
    let coming = opened
        .studio
        .campaigns
        .values()
        .filter(|campaign| campaign.launch.is_none_or(|launch| launch.value >= opened.today));
    let choices: Vec<Choice> = coming
        .map(|campaign| Choice {
            id: campaign.id.to_string(),
            title: campaign.title.to_string(),
        })
        .collect();
    if link.campaign.is_some() || link.deliverable.is_some() || choices.is_empty() {
        return Ok(());
    }
    let question = catalogue::question(lang, Question::Campaign);
    let chosen = prompt.choice(&question, &choices, Answering::Optional)?;
    answers.link.campaign = chosen.map(|place| choices[place].id.clone());
    Ok(())
}

fn day(
    prompt: &mut Prompt<'_>,
    answers: &mut Answers,
    live: &mut Option<String>,
    opened: &Opened,
    lang: Lang,
) -> Result<(), Failure> {
    let is_said = live.is_some() || answers.link.deliverable.is_some() || !matches!(answers.needed, Needed::NotSaid);
    if is_said {
        return Ok(());
    }
    if answers.link.campaign.is_some() {
        let calendars = Calendars::of(&opened.studio);
        let read = |line: &str| {
            let known = needed_for_live(&opened.studio, &calendars, answers, line);
            known
                .map(|_| line.to_owned())
                .map_err(|refusal| catalogue::failure(lang, &refusal.into()).text)
        };
        *live = prompt.value(&catalogue::question(lang, Question::Live), Answering::Optional, read)?;
        return Ok(());
    }
    let wrong = catalogue::question(lang, Question::NotADay);
    let read = |line: &str| line.parse::<Day>().map(|_| line.to_owned()).map_err(|_| wrong.clone());
    let due = prompt.value(&catalogue::question(lang, Question::Due), Answering::Optional, read)?;
    answers.needed = due.map_or(Needed::NotSaid, Needed::ReadyBy);
    Ok(())
}

/// What the kind wants to know before work starts; each may stay open for now.
fn fields(prompt: &mut Prompt<'_>, answers: &mut Answers, opened: &Opened, lang: Lang) -> Result<(), Failure> {
    let kind = answers
        .kind
        .as_ref()
        .and_then(|kind| opened.studio.kinds.get(kind.as_str()));
    let wanted = kind.map(|kind| kind.intake.as_slice()).unwrap_or_default();
    for field in wanted {
        let key: &str = &field.value;
        let is_said = answers.fields.iter().any(|(known, _)| known == key) || ASKED_APART.contains(&key);
        if is_said {
            continue;
        }
        let question = catalogue::question(lang, Question::Field(key));
        let line = prompt.text(&question, Answering::Optional)?;
        if !line.is_empty() {
            answers.fields.push((key.to_owned(), value_of(key, &line)));
        }
    }
    Ok(())
}

fn value_of(key: &str, line: &str) -> YamlValue {
    if !LISTS.contains(&key) {
        return YamlValue::Text(line.to_owned());
    }
    let items = line.split(',').map(str::trim).filter(|item| !item.is_empty());
    YamlValue::List(items.map(|item| YamlValue::Text(item.to_owned())).collect())
}
