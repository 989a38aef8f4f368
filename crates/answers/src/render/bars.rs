//! Answers: how does a stretch of days look on a line of characters?
//! Invariant: every bar has at least one character, inside the axis; later days are never further left.

use super::catalogue::{Lang, en, fr};
use crate::model::Day;
use crate::report::table::{Axis, Bar, BarPart, Ground, Shape};
use chrono::{Datelike, Days};
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr;

/// Column, from 0, of a day on an axis drawn `width` characters wide; days outside are put at its ends.
fn column(axis: Axis, day: Day, width: usize) -> usize {
    let days = days_between(axis.first, axis.last) + 1;
    let offset = days_between(axis.first, day).clamp(0, days - 1);
    ((offset * width as i64) / days).clamp(0, width.saturating_sub(1) as i64) as usize
}

fn days_between(first: Day, last: Day) -> i64 {
    last.signed_duration_since(first).num_days().max(0)
}

/// What lies under the bars of a column: closed days where whole characters of them are, today and the target.
pub fn ground(axis: Axis, ground: &Ground, width: usize) -> Vec<char> {
    let mut line = vec![' '; width];
    if !ground.closed.is_empty() {
        let mut open = vec![false; width];
        // Where a character is more than a day, weekends would come and go.
        let least = if days_between(axis.first, axis.last) < width as i64 {
            1
        } else {
            4
        };
        let runs = ground.closed.chunk_by(|day, next| day.succ_opt() == Some(*next));
        let closed: BTreeSet<Day> = runs.filter(|run| run.len() >= least).flatten().copied().collect();
        for day in days(axis).filter(|day| !closed.contains(day)) {
            open[columns(axis, day, day, width)].fill(true);
        }
        for (place, _) in line.iter_mut().zip(open).filter(|(_, open)| !open) {
            *place = '∙';
        }
    }
    for (day, sign) in [(ground.today, '┊'), (axis.target, '│')] {
        if let Some(day) = day.filter(|day| axis.first <= *day && *day <= axis.last) {
            line[column(axis, day, width)] = sign;
        }
    }
    line
}

fn days(axis: Axis) -> impl Iterator<Item = Day> {
    let steps = days_between(axis.first, axis.last) + 1;
    axis.first.iter_days().take(usize::try_from(steps).unwrap_or(0))
}

/// The characters of some days; at least one.
fn columns(axis: Axis, from: Day, to: Day, width: usize) -> std::ops::Range<usize> {
    let start = column(axis, from, width);
    let after = to.checked_add_days(Days::new(1)).unwrap_or(to);
    // The day after the last one is where it has ended.
    let end = if after > axis.last {
        width
    } else {
        column(axis, after, width)
    };
    start..end.max(start + 1).min(width)
}

/// One row of bars over the ground.
pub fn draw(axis: Axis, bar: &Bar, ground: &[char]) -> String {
    let (mut line, width) = (ground.to_vec(), ground.len());
    let is_inside = |part: &&BarPart| part.to >= axis.first && part.from <= axis.last && width > 0;
    for part in bar.parts.iter().filter(is_inside) {
        let sign = match part.shape {
            Shape::Work => '▒',
            Shape::Weighty => '█',
            Shape::Done => '░',
            Shape::Float => '┄',
            Shape::Margin => '≈',
            Shape::Point => {
                line[column(axis, part.to, width)] = '◆';
                continue;
            }
        };
        line[columns(axis, part.from, part.to, width)].fill(sign);
    }
    line.into_iter().collect::<String>().trim_end().to_owned()
}

/// Two lines over the bars: months, and the Mondays that have room; the target is `▼`.
pub fn scale(axis: Axis, width: usize, lang: Lang) -> [String; 2] {
    let mut months = vec![' '; width];
    let mut days = vec!['·'; width];
    let mut free_month = 0;
    let mut free_day = 0;
    let steps = days_between(axis.first, axis.last) + 1;
    for day in axis.first.iter_days().take(usize::try_from(steps).unwrap_or(0)) {
        let at = column(axis, day, width);
        if (day.day() == 1 || (day == axis.first && !is_crowded(axis, width, lang))) && at >= free_month {
            free_month = put(&mut months, at, month(lang, day)).max(free_month);
        }
        if day.weekday() == chrono::Weekday::Mon && at >= free_day {
            free_day = put(&mut days, at, &format!("{:02}", day.day())).max(free_day);
        }
    }
    if let Some(target) = axis
        .target
        .filter(|target| *target >= axis.first && *target <= axis.last)
    {
        put(&mut days, column(axis, target, width), "▼");
    }
    [months, days].map(|line| line.into_iter().collect::<String>().trim_end().to_owned())
}

/// Whether the name of the first, partial month would hide the name of the next one.
fn is_crowded(axis: Axis, width: usize, lang: Lang) -> bool {
    let next = axis
        .first
        .with_day(1)
        .and_then(|first| first.checked_add_months(chrono::Months::new(1)));
    next.is_some_and(|next| next <= axis.last && column(axis, next, width) <= month(lang, axis.first).width())
}

fn month(lang: Lang, day: Day) -> &'static str {
    match lang {
        Lang::En => en::numbers::month(day.month()),
        Lang::Fr => fr::numbers::month(day.month()),
    }
}

/// Writes `text` at a column when it fits whole; the first column that is free after it and a gap.
fn put(line: &mut [char], at: usize, text: &str) -> usize {
    let length = text.width();
    let Some(room) = line.get_mut(at..at + length) else {
        return 0;
    };
    for (place, c) in room.iter_mut().zip(text.chars()) {
        *place = c;
    }
    at + length + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn axis() -> Axis {
        Axis {
            first: day("2026-11-30"),
            last: day("2027-01-17"),
            target: Some(day("2027-01-15")),
        }
    }

    fn part(from: &str, to: &str, shape: Shape) -> BarPart {
        BarPart {
            from: day(from),
            to: day(to),
            shape,
        }
    }

    #[test]
    fn bars_lie_on_their_days() {
        for (from, to, shape, drawn) in [
            ("2026-11-30", "2026-12-06", Shape::Weighty, "███"),
            ("2026-12-07", "2026-12-07", Shape::Work, "   ▒"),
            ("2026-12-14", "2027-01-17", Shape::Done, "      ░░░░░░░░░░░░░░░"),
            ("2027-01-17", "2027-01-17", Shape::Point, "                    ◆"),
            ("2020-01-01", "2020-01-02", Shape::Work, ""),
            ("2030-01-01", "2030-01-02", Shape::Work, ""),
            ("2020-01-01", "2026-12-01", Shape::Work, "▒"),
        ] {
            let bar = Bar {
                parts: vec![part(from, to, shape)],
            };
            assert_eq!(draw(axis(), &bar, &[' '; 21]), drawn, "{from} {to}");
        }
    }

    #[test]
    fn work_lies_over_float_and_both_over_today_the_launch_and_closed_days() {
        let closed = day("2026-12-21").iter_days().take(14).collect();
        let ground = ground(
            axis(),
            &Ground {
                today: Some(day("2026-12-07")),
                closed,
            },
            49,
        );
        assert_eq!(
            ground.iter().collect::<String>(),
            "       ┊             ∙∙∙∙∙∙∙∙∙∙∙∙∙∙           │  "
        );
        let parts = vec![
            part("2026-12-02", "2026-12-27", Shape::Float),
            part("2026-12-28", "2027-01-06", Shape::Weighty),
            part("2027-01-07", "2027-01-10", Shape::Margin),
        ];
        assert_eq!(
            draw(axis(), &Bar { parts }, &ground),
            "  ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄██████████≈≈≈≈    │"
        );
    }

    #[test]
    fn the_scale_names_months_and_mondays() {
        let [months, days] = scale(axis(), 35, Lang::Fr);
        assert_eq!(months, "déc.                  janv.");
        assert_eq!(days, "30···07···14···21···28···04···11▼··");
    }

    #[test]
    fn an_axis_of_one_day_still_draws() {
        let axis = Axis {
            first: day("2026-11-30"),
            last: day("2026-11-30"),
            target: None,
        };
        let bar = Bar {
            parts: vec![part("2026-11-30", "2026-11-30", Shape::Weighty)],
        };
        assert_eq!(draw(axis, &bar, &[' '; 3]), "███");
        assert_eq!(draw(axis, &bar, &[]), "");
        assert_eq!(ground(axis, &Ground::default(), 0), []);
        assert_eq!(scale(axis, 0, Lang::En), ["", ""]);
    }
}
