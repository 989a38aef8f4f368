//! Answers: which day does `J-14`, `J-10d`, `tv-5d` or `2027-03-15` mean in a campaign?
//! Invariant: a bare offset is elapsed days, `d` working days, `ed`/`w` elapsed; the longest anchor name wins.
//! Source: design, "Time", anchors.

use super::Day;
use super::duration::{HalfDays, Length};

/// A day as it is written in a record: a date, or an offset from an anchor of the campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayExpr {
    Day(Day),
    /// Kept as text until the campaign's anchors are known (`wave-2-5d` needs the name `wave-2`).
    Relative(Box<str>),
}

/// A day expression split by the anchors of one campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offset<'a> {
    /// `J` or the name of a date of the campaign.
    pub anchor: &'a str,
    pub from: Day,
    pub by: Length,
}

impl DayExpr {
    /// Reads a date or something that may be an anchor with an offset. `None` when it can be neither.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(day) = parse_day(text) {
            return Some(Self::Day(day));
        }
        let first = text.chars().next()?;
        let sound = first.is_ascii_alphabetic()
            && text.len() <= super::id::LONGEST_ID
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.' | b','));
        sound.then(|| Self::Relative(text.into()))
    }

    /// The anchor and the offset, with `anchors` as (name, day) pairs; the launch is named `J`.
    /// `None` when no anchor fits or what follows it is no offset.
    pub fn split<'a>(&self, anchors: &[(&'a str, Day)]) -> Option<Offset<'a>> {
        let Self::Relative(text) = self else { return None };
        anchors
            .iter()
            .filter_map(|(name, day)| {
                let by = offset(text.strip_prefix(name)?)?;
                Some(Offset {
                    anchor: name,
                    from: *day,
                    by,
                })
            })
            .max_by_key(|found| found.anchor.len())
    }
}

/// An ISO date with a four-digit year from 1900 to 2199, so that loops over days stay bounded.
pub fn parse_day(text: &str) -> Option<Day> {
    use chrono::Datelike;
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| {
            if matches!(i, 4 | 7) {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        });
    let day = shape.then(|| Day::parse_from_str(text, "%Y-%m-%d").ok()).flatten()?;
    (1900..2200).contains(&day.year()).then_some(day)
}

fn offset(text: &str) -> Option<Length> {
    if text.is_empty() {
        return Some(Length::Working(HalfDays(0)));
    }
    let number = text
        .strip_prefix('+')
        .or_else(|| text.starts_with('-').then_some(text))?;
    Length::parse(number).or_else(|| Length::parse(&format!("{number}ed")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_anchor_wins() {
        let day = |text: &str| parse_day(text).expect("a date");
        let anchors = [
            ("J", day("2027-03-15")),
            ("wave", day("2027-01-01")),
            ("wave-2", day("2027-04-12")),
        ];
        for (text, found) in [
            ("J-14", Some(("J", Length::ElapsedDays(-14)))),
            ("J-10d", Some(("J", Length::Working(HalfDays(-20))))),
            ("J+30", Some(("J", Length::ElapsedDays(30)))),
            ("J", Some(("J", Length::Working(HalfDays(0))))),
            ("wave-2-5d", Some(("wave-2", Length::Working(HalfDays(-10))))),
            ("wave-2", Some(("wave-2", Length::Working(HalfDays(0))))),
            ("wave-3", Some(("wave", Length::ElapsedDays(-3)))),
            ("tv-5d", None),
            ("J14", None),
            ("J--2", None),
        ] {
            let split = DayExpr::parse(text).and_then(|e| e.split(&anchors).map(|o| (o.anchor, o.by)));
            assert_eq!(split, found, "{text}");
        }
    }

    #[test]
    fn days_are_iso_and_bounded() {
        for (text, sound) in [
            ("2027-03-15", true),
            ("2027-02-30", false),
            ("27-03-15", false),
            ("+027-03-15", false),
            ("9999-01-01", false),
        ] {
            assert_eq!(parse_day(text).is_some(), sound, "{text}");
        }
    }
}
