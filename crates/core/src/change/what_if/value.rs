//! Answers: how is a value of an expression written in a file?
//! Invariant: only the form is made here; whether the value can be is judged by the reader of the file.

use super::{How, Step, WhatIfFault};
use crate::change::YamlValue;
use crate::model::anchor::parse_day;
use crate::model::duration::{HalfDays, Length};
use crate::model::person::Person;
use crate::model::problem::Wanted;
use crate::model::shape::{MapShape, ValueShape};

/// What the value depends on beside its text.
#[derive(Clone, Copy)]
pub(super) struct Current<'a> {
    pub person: Option<&'a Person>,
}

const WEEK: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The value of a text for a key of this shape. Empty: nothing.
pub(super) fn of(
    shape: &ValueShape,
    last: Option<&Step>,
    text: &str,
    current: Current<'_>,
) -> Result<(YamlValue, How), WhatIfFault> {
    let replace = |value| Ok((value, How::Replace));
    let is_needs = matches!(last, Some(Step::Key(key)) if key == "needs");
    match shape {
        ValueShape::List(ValueShape::Map(map)) if !text.is_empty() => Ok((period(map, text)?, How::Append)),
        ValueShape::List(_) | ValueShape::OneOrMany(_) => {
            let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
            let item = |part: &str| {
                if is_needs {
                    need(part)
                } else {
                    Ok(YamlValue::Text(part.into()))
                }
            };
            replace(YamlValue::List(parts.map(item).collect::<Result<_, _>>()?))
        }
        _ if text.is_empty() => replace(YamlValue::Plain("~".into())),
        ValueShape::MapOf(Wanted::Weekday, _) => replace(every_day(current.person, text)),
        _ => replace(YamlValue::Text(text.into())),
    }
}

/// The same hours on every day that is worked now; none said: Monday to Friday.
fn every_day(person: Option<&Person>, text: &str) -> YamlValue {
    let hours = person.and_then(|person| person.hours);
    let works = |at: usize| hours.map_or(at < 5, |hours| hours[at].0 > 0);
    let days = WEEK.iter().enumerate().filter(|(at, _)| works(*at));
    YamlValue::Map(
        days.map(|(_, day)| ((*day).to_owned(), YamlValue::Text(text.into())))
            .collect(),
    )
}

/// `FROM..TO`, or one day, booked firm.
pub(super) fn firm_days(text: &str) -> Result<YamlValue, WhatIfFault> {
    let mut keys = days(text)?;
    keys.push(("status".to_owned(), YamlValue::Text("firm".into())));
    Ok(YamlValue::Map(keys))
}

/// `FROM..TO`, or one day.
fn period(map: &MapShape, text: &str) -> Result<YamlValue, WhatIfFault> {
    if map.key("from").is_none() {
        return Err(WhatIfFault::NotAPeriod { typed: text.to_owned() });
    }
    match map.key("status") {
        Some(_) => firm_days(text),
        None => Ok(YamlValue::Map(days(text)?)),
    }
}

fn days(text: &str) -> Result<Vec<(String, YamlValue)>, WhatIfFault> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let (from, to) = (from.trim(), to.trim());
    if parse_day(from).is_none() || parse_day(to).is_none() {
        return Err(WhatIfFault::NotAPeriod { typed: text.to_owned() });
    }
    Ok(vec![
        ("from".to_owned(), YamlValue::Text(from.into())),
        ("to".to_owned(), YamlValue::Text(to.into())),
    ])
}

/// `key-visual`, `key-visual.production`, `key-visual:SS+2d`, `key-visual:+2d`, `key-visual>production`.
fn need(text: &str) -> Result<YamlValue, WhatIfFault> {
    let wrong = || WhatIfFault::NotALink { typed: text.to_owned() };
    let (said, to) = match text.rsplit_once('>') {
        Some((_, "")) => return Err(wrong()),
        Some((said, to)) => (said, Some(to.trim())),
        None => (text, None),
    };
    let (after, link) = said.split_once(':').unwrap_or((said, ""));
    if after.is_empty() {
        return Err(wrong());
    }
    if link.is_empty() && to.is_none() {
        return Ok(YamlValue::Text(after.into()));
    }
    let sign = link.find(['+', '-']).unwrap_or(link.len());
    let (kind, lag) = link.split_at(sign);
    let kind = if kind.is_empty() {
        "FS".to_owned()
    } else {
        kind.to_uppercase()
    };
    let lag = lag.strip_prefix('+').unwrap_or(lag);
    if !["FS", "SS", "FF", "SF"].contains(&kind.as_str()) || !(lag.is_empty() || Length::parse(lag).is_some()) {
        return Err(wrong());
    }
    let mut keys = vec![
        ("after".to_owned(), YamlValue::Text(after.into())),
        ("type".to_owned(), YamlValue::Text(kind)),
    ];
    if !lag.is_empty() {
        keys.push(("lag".to_owned(), YamlValue::Text(lag.into())));
    }
    if let Some(to) = to {
        keys.push(("to".to_owned(), YamlValue::Text(to.into())));
    }
    Ok(YamlValue::Map(keys))
}

/// As a file says it.
pub(super) fn length(length: Length) -> String {
    match length {
        Length::Working(HalfDays(halves)) if halves % 2 == 0 => format!("{}d", halves / 2),
        Length::Working(halves) => format!("{}d", halves.as_days()),
        Length::ElapsedDays(days) => format!("{days}ed"),
    }
}
