//! Answers: is this text a value of the wanted form?
//! Invariant: it says yes exactly where the reader of that form finds a value.

use crate::model::anchor::{DayExpr, parse_day};
use crate::model::brief::DeliverableRef;
use crate::model::campaign::Every;
use crate::model::duration::{HalfDays, Length, Minutes, Sla};
use crate::model::id::is_slug;
use crate::model::money::{Currency, Money};
use crate::model::place::StudioPath;
use crate::model::problem::Wanted;
use crate::model::remark_place::{PartOfWhole, TimeCode};
use crate::model::similar::nearest;
use crate::model::target::Amount;

/// `default` is the currency of a bare amount.
pub fn accepts(wanted: Wanted, text: &str, default: Currency) -> bool {
    match wanted {
        Wanted::Id => is_slug(text),
        Wanted::Day => parse_day(text).is_some(),
        Wanted::DayOrAnchor => DayExpr::parse(text).is_some(),
        Wanted::WorkingDays => HalfDays::parse(text).is_some_and(|halves| halves.0 >= 0),
        Wanted::Length => Length::parse(text).is_some_and(Length::is_forward),
        Wanted::Lag => Length::parse(text).is_some(),
        Wanted::Hours => Minutes::parse(text).is_some(),
        Wanted::Sla => Sla::parse(text).is_some(),
        Wanted::Money => Money::parse(text, Some(default)).is_some(),
        Wanted::Currency => Currency::new(text).is_some(),
        Wanted::Number { least, most } => parse_number(text).is_some_and(|n| (least..=most).contains(&n)),
        Wanted::Decimal => parse_decimal(text).is_some(),
        Wanted::Percent => parse_percent(text).is_some(),
        Wanted::ClockTime => parse_clock(text).is_some(),
        Wanted::Weekday => parse_weekday(text).is_some(),
        Wanted::Rhythm => Every::parse(text).is_some(),
        Wanted::YesOrNo => parse_yes(text).is_some(),
        Wanted::Email => is_email(text),
        Wanted::Sha256 => text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit()),
        Wanted::DeliverableLink => DeliverableRef::parse(text).is_some(),
        Wanted::Amount => Amount::parse(text).is_some(),
        Wanted::Instant => chrono::DateTime::parse_from_rfc3339(text).is_ok(),
        Wanted::Language => text.len() == 2 && text.bytes().all(|b| b.is_ascii_lowercase()),
        Wanted::TimeCode => TimeCode::parse(text).is_some(),
        Wanted::PartOfWhole => PartOfWhole::parse(text).is_some(),
        Wanted::BriefKey => is_brief_key(text),
        Wanted::File => StudioPath::new(text).is_some(),
        Wanted::OneOf(words) => words.contains(&text),
    }
}

/// A whole number as people type it: digits with an optional minus.
pub fn parse_number(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let sound = !digits.is_empty() && digits.len() <= 19 && digits.bytes().all(|b| b.is_ascii_digit());
    sound.then(|| text.parse().ok()).flatten()
}

/// `0.31`, `-4`, `12,5`: no exponent, no sign of infinity.
pub fn parse_decimal(text: &str) -> Option<f64> {
    let plain = text.replacen(',', ".", 1);
    let digits = plain.strip_prefix('-').unwrap_or(&plain);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let sound = |t: &str| !t.is_empty() && t.len() <= 15 && t.bytes().all(|b| b.is_ascii_digit());
    (sound(whole) && sound(part)).then(|| plain.parse().ok()).flatten()
}

/// 20 for `20 %`; spaces of any kind may stand before the sign.
pub fn parse_percent(text: &str) -> Option<f64> {
    parse_decimal(text.strip_suffix('%')?.trim_end_matches([' ', '\u{a0}', '\u{202f}']))
}

/// Minutes after midnight of `09:00`; `24:00` ends a day.
pub fn parse_clock(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let two = |t: &str| (t.len() == 2 && t.bytes().all(|b| b.is_ascii_digit())).then(|| t.parse::<u16>().ok());
    let (hour, minute) = (two(hour)??, two(minute)??);
    let minutes = hour * 60 + minute;
    (minute < 60 && minutes <= 24 * 60).then_some(minutes)
}

/// `mon` to `sun`.
pub fn parse_weekday(text: &str) -> Option<chrono::Weekday> {
    use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    Some(match text {
        "mon" => Mon,
        "tue" => Tue,
        "wed" => Wed,
        "thu" => Thu,
        "fri" => Fri,
        "sat" => Sat,
        "sun" => Sun,
        _ => return None,
    })
}

pub fn parse_yes(text: &str) -> Option<bool> {
    match text {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// A known key of a brief; one that crops does not know stands unless it was meant to be a known one.
fn is_brief_key(text: &str) -> bool {
    let known = || super::work::BRIEF.keys.iter().map(|known| known.key);
    let own = text.starts_with("x-") || nearest(text, known()).is_none();
    known().any(|key| key == text) || (own && !text.is_empty() && text.len() <= 80)
}

fn is_email(text: &str) -> bool {
    text.len() <= 254
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
        && text
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
}
