//! Answers: how are days, numbers and units written for this reader?
//! Invariant: dates are never split and units never stand without their number; machine formats do not use this.
//! Source: Unicode CLDR for separators; French typography: no-break spaces before `%` and units, `1er`, 0 is singular.

use super::{Lang, Reader, en, fr};
use crate::metrics::kpi::Unit;
use crate::model::Day;
use crate::model::duration::{HalfDays, Length, Minutes, Sla};
use crate::model::money::Money;
use chrono::Datelike;

/// The sign before negative numbers: as wide as a digit, unlike a hyphen.
const MINUS: char = '\u{2212}';

/// How much of a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayForm {
    /// `Mon 15 Mar`, `lun. 15 mars`.
    Weekday,
    /// `15 Mar`, `15 mars`: for tables.
    Short,
    /// `Mon 15 Mar`, `lundi 15 mars`: inside a sentence.
    Sentence,
    /// `Mon 15`, `lun. 15`: under a heading that tells its week.
    InWeek,
}

impl Reader {
    /// `Mon 15 Mar`, with the year when it is not this one.
    pub fn day(self, day: Day) -> String {
        self.day_as(day, DayForm::Weekday)
    }

    /// `15 Mar`, with the year when it is not this one.
    pub fn short_day(self, day: Day) -> String {
        self.day_as(day, DayForm::Short)
    }

    /// `Mon 15 Mar`, `lundi 15 mars`, with the year when it is not this one.
    pub fn day_in_sentence(self, day: Day) -> String {
        self.day_as(day, DayForm::Sentence)
    }

    pub fn day_as(self, day: Day, form: DayForm) -> String {
        let mut text = day_without_year(self.lang, day, form);
        if day.year() != self.today.year() {
            text.push_str(&format!(" {}", day.year()));
        }
        text
    }

    /// `today`, `tomorrow`, `in 16 weeks`, `3 days ago`: calendar days up to 13, then weeks, then months.
    pub fn relative(self, day: Day) -> String {
        let distance = distance(day.signed_duration_since(self.today).num_days());
        match self.lang {
            Lang::En => en::numbers::relative(distance),
            Lang::Fr => fr::numbers::relative(distance),
        }
    }
}

/// A date with its year, for readers whose day is not known.
pub fn full_day(lang: Lang, day: Day) -> String {
    format!("{} {}", day_without_year(lang, day, DayForm::Weekday), day.year())
}

/// A date whose year goes without saying.
pub fn day_without_year(lang: Lang, day: Day, form: DayForm) -> String {
    match lang {
        Lang::En => en::numbers::day(day, form),
        Lang::Fr => fr::numbers::day(day, form),
    }
}

/// How far a day is, in the largest unit that stays exact enough to plan by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    Today,
    Tomorrow,
    Yesterday,
    InDays(i64),
    DaysAgo(i64),
    InWeeks(i64),
    WeeksAgo(i64),
    InMonths(i64),
    MonthsAgo(i64),
}

fn distance(days: i64) -> Distance {
    // Half a year and more is said in months of 30.44 days.
    let weeks = |days: i64| (days + 3) / 7;
    let months = |days: i64| (days * 100 + 1522) / 3044;
    match days {
        0 => Distance::Today,
        1 => Distance::Tomorrow,
        -1 => Distance::Yesterday,
        2..=13 => Distance::InDays(days),
        -13..=-2 => Distance::DaysAgo(-days),
        14..=182 => Distance::InWeeks(weeks(days)),
        -182..=-14 => Distance::WeeksAgo(weeks(-days)),
        183.. => Distance::InMonths(months(days)),
        ..=-183 => Distance::MonthsAgo(months(-days)),
    }
}

/// `1,234.5` / `1 234,5`, with exactly so many decimals.
pub fn number(lang: Lang, value: f64, decimals: u8) -> String {
    if !value.is_finite() {
        return "–".into();
    }
    let text = format!("{:.*}", usize::from(decimals), value.abs());
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let (thousands, point) = separators(lang);
    let mut written = String::new();
    if value < 0.0 && text.bytes().any(|b| matches!(b, b'1'..=b'9')) {
        written.push(MINUS);
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            written.push(thousands);
        }
        written.push(digit);
    }
    if !part.is_empty() {
        written.push(point);
        written.push_str(part);
    }
    written
}

const fn separators(lang: Lang) -> (char, char) {
    match lang {
        Lang::En => (',', '.'),
        Lang::Fr => ('\u{202f}', ','),
    }
}

/// With as few decimals as say it, at most `most`: `3`, `0.5`, `9,5`.
pub fn short_number(lang: Lang, value: f64, most: u8) -> String {
    let rounds_to = |decimals: u8| {
        let scale = 10f64.powi(i32::from(decimals));
        ((value * scale).round() / scale - value).abs() < 0.5 / 10f64.powi(i32::from(most) + 1)
    };
    let decimals = (0..most).find(|decimals| rounds_to(*decimals)).unwrap_or(most);
    number(lang, value, decimals)
}

/// A figure to the tenth, from 100 on to the unit: more is not known. Shares stay as they are.
pub fn shown(unit: Unit, value: f64) -> f64 {
    match unit {
        Unit::Share | Unit::Index => value,
        _ if value.abs() >= 99.95 => value.round(),
        _ => (value * 10.0).round() / 10.0,
    }
}

pub fn count(lang: Lang, value: i64) -> String {
    number(lang, value as f64, 0)
}

/// A share: 0.87 is `87 %`, with a decimal only under 10 %.
pub fn percent(lang: Lang, share: f64) -> String {
    let hundredths = share * 100.0;
    let decimals = if hundredths.abs() < 9.95 { 1 } else { 0 };
    format!("{}\u{a0}%", short_number(lang, hundredths, decimals))
}

/// A change with its sign: `+6`, `−4`, `0`.
pub fn signed(lang: Lang, value: f64, most: u8) -> String {
    let text = short_number(lang, value, most);
    if value > 0.0 && text.chars().any(|c| matches!(c, '1'..='9')) {
        format!("+{text}")
    } else {
        text
    }
}

/// A bare number of working days: `6`, `0.5`.
pub fn days_number(lang: Lang, days: HalfDays) -> String {
    short_number(lang, days.as_days(), 1)
}

/// `6 wd`, `6 j. o.`
pub fn working_days(lang: Lang, days: HalfDays) -> String {
    let number = days_number(lang, days);
    match lang {
        Lang::En => format!("{number}\u{a0}wd"),
        Lang::Fr => format!("{number}\u{a0}j.\u{a0}o."),
    }
}

/// `6 working days`, `1 jour ouvré`, `0 jour ouvré`.
pub fn working_days_in_words(lang: Lang, days: HalfDays) -> String {
    let number = days_number(lang, days);
    let plural = plural(lang, days.as_days());
    match (lang, plural) {
        (Lang::En, Plural::One) => format!("{number} working day"),
        (Lang::En, Plural::Many) => format!("{number} working days"),
        (Lang::Fr, Plural::One) => format!("{number} jour ouvré"),
        (Lang::Fr, Plural::Many) => format!("{number} jours ouvrés"),
    }
}

/// Working or elapsed days with their unit: `3 wd`, `5 days`, `5 jours`.
pub fn length(lang: Lang, length: Length) -> String {
    let elapsed = match length {
        Length::Working(days) => return working_days(lang, days),
        Length::ElapsedDays(days) => days,
    };
    let number = count(lang, i64::from(elapsed));
    match (lang, plural(lang, f64::from(elapsed))) {
        (Lang::En, Plural::One) => format!("{number}\u{a0}day"),
        (Lang::En, Plural::Many) => format!("{number}\u{a0}days"),
        (Lang::Fr, Plural::One) => format!("{number}\u{a0}jour"),
        (Lang::Fr, Plural::Many) => format!("{number}\u{a0}jours"),
    }
}

/// `9.5 h`, `9,5 h`
pub fn hours(lang: Lang, minutes: Minutes) -> String {
    format!("{}\u{a0}h", short_number(lang, minutes.as_hours(), 1))
}

/// `2 wd`, `4 h`
pub fn sla(lang: Lang, sla: Sla) -> String {
    match sla {
        Sla::WorkingDays(days) => working_days(lang, days),
        Sla::OpenHours(minutes) => hours(lang, minutes),
    }
}

/// `18,000 EUR`, `18 000 €`; cents only when there are some.
pub fn money(lang: Lang, money: &Money) -> String {
    let decimals = if money.cents % 100 == 0 { 0 } else { 2 };
    let amount = number(lang, money.cents as f64 / 100.0, decimals);
    let code = money.currency.code();
    match (lang, code) {
        (Lang::Fr, "EUR") => format!("{amount}\u{a0}€"),
        _ => format!("{amount}\u{a0}{code}"),
    }
}

/// Which form of a noun a number takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plural {
    One,
    Many,
}

/// English: only 1 is singular. French: everything under 2 is (`0 jour`, `1,9 aller-retour`).
pub fn plural(lang: Lang, value: f64) -> Plural {
    let one = match lang {
        Lang::En => value.abs() == 1.0,
        Lang::Fr => value.abs() < 2.0,
    };
    if one { Plural::One } else { Plural::Many }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn reader(lang: Lang) -> Reader {
        Reader {
            lang,
            today: day("2026-11-20"),
        }
    }

    #[test]
    fn days_are_written_as_people_say_them() {
        for (iso, en, fr, short_en, short_fr, said) in [
            (
                "2026-12-14",
                "Mon 14 Dec",
                "lun. 14 déc.",
                "14 Dec",
                "14 déc.",
                "lundi 14 décembre",
            ),
            (
                "2026-08-01",
                "Sat 1 Aug",
                "sam. 1er août",
                "1 Aug",
                "1er août",
                "samedi 1er août",
            ),
            (
                "2027-03-15",
                "Mon 15 Mar 2027",
                "lun. 15 mars 2027",
                "15 Mar 2027",
                "15 mars 2027",
                "lundi 15 mars 2027",
            ),
            (
                "2026-11-26",
                "Thu 26 Nov",
                "jeu. 26 nov.",
                "26 Nov",
                "26 nov.",
                "jeudi 26 novembre",
            ),
        ] {
            let (english, french) = (reader(Lang::En), reader(Lang::Fr));
            assert_eq!(english.day(day(iso)), en);
            assert_eq!(french.day(day(iso)), fr);
            assert_eq!(english.short_day(day(iso)), short_en);
            assert_eq!(french.short_day(day(iso)), short_fr);
            assert_eq!(english.day_in_sentence(day(iso)), en);
            assert_eq!(french.day_in_sentence(day(iso)), said);
        }
    }

    #[test]
    fn a_day_far_off_is_told_in_larger_units() {
        for (iso, en, fr) in [
            ("2026-11-20", "today", "aujourd’hui"),
            ("2026-11-21", "tomorrow", "demain"),
            ("2026-11-19", "yesterday", "hier"),
            ("2026-11-23", "in 3 days", "dans 3 jours"),
            ("2026-11-08", "12 days ago", "il y a 12 jours"),
            ("2027-03-12", "in 16 weeks", "dans 16 semaines"),
            ("2026-11-05", "2 weeks ago", "il y a 2 semaines"),
            ("2027-11-20", "in 12 months", "dans 12 mois"),
            ("2025-11-20", "12 months ago", "il y a 12 mois"),
        ] {
            assert_eq!(reader(Lang::En).relative(day(iso)), en, "{iso}");
            assert_eq!(reader(Lang::Fr).relative(day(iso)), fr, "{iso}");
        }
    }

    #[test]
    fn numbers_have_the_separators_of_the_language() {
        for (value, decimals, en, fr) in [
            (1.9, 1, "1.9", "1,9"),
            (1_234_567.0, 0, "1,234,567", "1\u{202f}234\u{202f}567"),
            (-1234.5, 1, "\u{2212}1,234.5", "\u{2212}1\u{202f}234,5"),
            (-0.04, 1, "0.0", "0,0"),
            (999.0, 0, "999", "999"),
            (f64::NAN, 1, "–", "–"),
        ] {
            assert_eq!(number(Lang::En, value, decimals), en);
            assert_eq!(number(Lang::Fr, value, decimals), fr);
        }
    }

    #[test]
    fn units_stand_with_their_number() {
        for (written, wanted) in [
            (percent(Lang::En, 0.87), "87\u{a0}%"),
            (percent(Lang::Fr, 0.0451), "4,5\u{a0}%"),
            (percent(Lang::Fr, 1.0), "100\u{a0}%"),
            (percent(Lang::En, 0.0), "0\u{a0}%"),
            (working_days(Lang::En, HalfDays(12)), "6\u{a0}wd"),
            (working_days(Lang::Fr, HalfDays(1)), "0,5\u{a0}j.\u{a0}o."),
            (working_days_in_words(Lang::En, HalfDays(2)), "1 working day"),
            (working_days_in_words(Lang::En, HalfDays(0)), "0 working days"),
            (working_days_in_words(Lang::Fr, HalfDays(0)), "0 jour ouvré"),
            (working_days_in_words(Lang::Fr, HalfDays(3)), "1,5 jour ouvré"),
            (working_days_in_words(Lang::Fr, HalfDays(4)), "2 jours ouvrés"),
            (length(Lang::Fr, Length::ElapsedDays(1)), "1\u{a0}jour"),
            (hours(Lang::Fr, Minutes(570)), "9,5\u{a0}h"),
            (sla(Lang::En, Sla::OpenHours(Minutes(240))), "4\u{a0}h"),
            (signed(Lang::En, -4.0, 0), "\u{2212}4"),
            (signed(Lang::En, 6.0, 0), "+6"),
            (signed(Lang::En, 0.0, 0), "0"),
        ] {
            assert_eq!(written, wanted);
        }
    }

    #[test]
    fn money_carries_its_currency() {
        let amount = |text| Money::parse(text, None).unwrap();
        assert_eq!(money(Lang::En, &amount("18000 EUR")), "18,000\u{a0}EUR");
        assert_eq!(money(Lang::Fr, &amount("18000 EUR")), "18\u{202f}000\u{a0}€");
        assert_eq!(money(Lang::Fr, &amount("0.5 USD")), "0,50\u{a0}USD");
    }
}
