//! Answers: how is one value written in text, and how in a machine format?
//! Invariant: text follows the reader, machine formats never do: ISO dates, points, no unit, English words.

use super::catalogue::numbers::{self, DayForm};
use super::catalogue::{self, Reader};
use super::escape;
use crate::model::duration::Length;
use crate::model::money::Money;
use crate::report::table::{Cell, TaskName};
use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands for nothing in text.
pub const NOTHING: &str = "–";

/// In the reader's language, escaped for a terminal. Bars are drawn elsewhere.
pub fn text(cell: &Cell, reader: Reader) -> String {
    let lang = reader.lang;
    match cell {
        Cell::Empty => NOTHING.into(),
        Cell::Text(text) | Cell::Id(text) | Cell::BriefId(text) => escape::terminal(text).into_owned(),
        Cell::Task(task) => task_name(task, 0),
        Cell::Day(day) => reader.day_as(*day, DayForm::Short),
        Cell::NearDay(day) => numbers::day_without_year(lang, *day, DayForm::Short),
        Cell::Weekday(day) => numbers::day_without_year(lang, *day, DayForm::InWeek),
        Cell::WorkingDays(days) => numbers::days_number(lang, *days),
        Cell::Length(length) => numbers::length(lang, *length),
        Cell::Hours(minutes) => numbers::hours(lang, *minutes),
        Cell::Count(count) => numbers::count(lang, *count),
        Cell::Number(number, decimals) => numbers::number(lang, *number, *decimals),
        Cell::Percent(share) => numbers::percent(lang, *share),
        Cell::Money(money) => numbers::money(lang, money),
        Cell::Mark(mark) => catalogue::mark(*mark).into(),
        Cell::Bar(_) => String::new(),
        Cell::Trend(values) => trend(values),
    }
}

/// The same in every language, not escaped: each machine format escapes for itself.
pub fn machine(cell: &Cell) -> String {
    match cell {
        Cell::Empty | Cell::Bar(_) => String::new(),
        Cell::Text(text) | Cell::Id(text) | Cell::BriefId(text) => text.clone(),
        Cell::Task(task) => task.name.clone(),
        Cell::Day(day) | Cell::NearDay(day) | Cell::Weekday(day) => day.to_string(),
        Cell::WorkingDays(days) => days.as_days().to_string(),
        Cell::Length(Length::Working(days)) => format!("{}d", days.as_days()),
        Cell::Length(Length::ElapsedDays(days)) => format!("{days}ed"),
        Cell::Hours(minutes) => rounded(minutes.as_hours(), 2),
        Cell::Count(count) => count.to_string(),
        Cell::Number(number, decimals) if number.is_finite() => format!("{number:.*}", usize::from(*decimals)),
        Cell::Number(..) => String::new(),
        Cell::Percent(share) => rounded(*share, 4),
        Cell::Money(money) => amount(money),
        Cell::Mark(mark) => mark.code().into(),
        Cell::Trend(values) => {
            let values: Vec<_> = values
                .iter()
                .map(|value| value.map_or(String::new(), |value| rounded(value, 4)))
                .collect();
            values.join(" ")
        }
    }
}

/// Whether a spreadsheet could take it for a formula.
pub const fn is_free_text(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(_) | Cell::Id(_) | Cell::BriefId(_) | Cell::Task(_))
}

/// A name and its note, and what is said aside where all of it fits.
pub fn task_name(task: &TaskName, width: usize) -> String {
    let [name, note, aside] = [&task.name, &task.note, &task.aside].map(|text| escape::terminal(text));
    let gap = if note.is_empty() { "" } else { " " };
    let said = format!("{name}{gap}{note}");
    let more = format!("{said}, {aside}");
    if !aside.is_empty() && more.width() <= width {
        more
    } else {
        said
    }
}

/// The same in at most so many columns: of a longer name the middle is left out, and it can be typed like that.
pub fn short_task_name(task: &TaskName, width: usize) -> String {
    let said = task_name(task, width);
    if said.width() <= width {
        return said;
    }
    let [name, note] = [&task.name, &task.note].map(|text| escape::terminal(text));
    let gap = if note.is_empty() { "" } else { " " };
    let room = width.saturating_sub(note.width() + gap.len());
    format!("{}{gap}{note}", shortened(&name, room))
}

/// The end of a name tells more than its middle.
fn shortened(name: &str, room: usize) -> Cow<'_, str> {
    if name.width() <= room {
        return Cow::Borrowed(name);
    }
    let of = |c: char| c.width().unwrap_or(0);
    let kept = room.saturating_sub(1);
    let (mut head, mut tail) = (String::new(), Vec::new());
    let mut used = 0;
    for c in name.chars().take_while(|c| {
        used += of(*c);
        used <= kept - kept / 2
    }) {
        head.push(c);
    }
    let mut used = 0;
    for c in name.chars().rev().take_while(|c| {
        used += of(*c);
        used <= kept / 2
    }) {
        tail.push(c);
    }
    head.push('…');
    head.extend(tail.into_iter().rev());
    Cow::Owned(head)
}

fn rounded(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let text = format!("{value:.decimals$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn amount(money: &Money) -> String {
    let sign = if money.cents < 0 { "-" } else { "" };
    let cents = money.cents.unsigned_abs();
    format!("{sign}{}.{:02} {}", cents / 100, cents % 100, money.currency.code())
}

/// One block a value, from the lowest to the highest of them; a gap where there is none.
pub fn trend(values: &[Option<f64>]) -> String {
    const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let known = || values.iter().flatten().copied().filter(|value| value.is_finite());
    let lowest = known().fold(f64::INFINITY, f64::min);
    let highest = known().fold(f64::NEG_INFINITY, f64::max);
    let block = |value: f64| {
        let share = if highest > lowest {
            (value - lowest) / (highest - lowest)
        } else {
            0.5
        };
        BLOCKS[((share * 7.0).round() as usize).min(7)]
    };
    values
        .iter()
        .map(|value| value.filter(|value| value.is_finite()).map_or(' ', block))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Day;
    use crate::model::duration::{HalfDays, Minutes};
    use crate::render::catalogue::Lang;
    use crate::report::table::Mark;

    #[test]
    fn a_value_has_one_form_for_people_and_one_for_machines() {
        let today: Day = "2026-11-20".parse().unwrap();
        let french = Reader { lang: Lang::Fr, today };
        let money = Money::parse("-18000,5 EUR", None).unwrap();
        for (cell, people, machines) in [
            (Cell::Empty, "–", ""),
            (Cell::Day("2027-08-01".parse().unwrap()), "1er août 2027", "2027-08-01"),
            (Cell::WorkingDays(HalfDays(-1)), "\u{2212}0,5", "-0.5"),
            (Cell::Length(Length::ElapsedDays(5)), "5\u{a0}jours", "5ed"),
            (Cell::Hours(Minutes(570)), "9,5\u{a0}h", "9.5"),
            (Cell::Number(1234.5, 1), "1\u{202f}234,5", "1234.5"),
            (Cell::Percent(0.87), "87\u{a0}%", "0.87"),
            (Cell::Money(money), "\u{2212}18\u{202f}000,50\u{a0}€", "-18000.50 EUR"),
            (Cell::Mark(Mark::Met), "✓", "met"),
            (Cell::Text("a\u{1b}".into()), "a\\u{1b}", "a\u{1b}"),
            (Cell::Trend(vec![Some(1.0), None, Some(3.0)]), "▁ █", "1  3"),
        ] {
            assert_eq!(text(&cell, french), people);
            assert_eq!(machine(&cell), machines);
        }
    }

    #[test]
    fn a_long_task_loses_its_middle_and_keeps_its_note() {
        for (name, note, width, shown) in [
            ("film.variants", "×2", 26, "film.variants ×2, 2 h each"),
            ("film.variants", "×2", 25, "film.variants ×2"),
            ("film.production", "", 20, "film.production"),
            ("film.production", "", 11, "film.…ction"),
            ("posts@2027-04-13.making", "×7", 16, "posts@…making ×7"),
            ("日本語日本語", "", 5, "日…語"),
            ("a\u{202e}b", "", 20, "a\\u{202e}b"),
            ("film", "", 0, "…"),
        ] {
            let aside = if note == "×2" { "2 h each" } else { "" };
            let task = TaskName {
                name: name.into(),
                note: note.into(),
                aside: aside.into(),
            };
            assert_eq!(short_task_name(&task, width), shown);
        }
    }

    #[test]
    fn an_even_trend_is_a_flat_line() {
        assert_eq!(trend(&[Some(2.0), Some(2.0)]), "▅▅");
        assert_eq!(trend(&[]), "");
        assert_eq!(trend(&[Some(f64::NAN)]), " ");
    }
}
