//! Answers: which files did the sample studio begin with, and how is one of its campaigns written down?
//! Invariant: a text is one file in both languages: `⟦English|français⟧`; `{day}` stands for what depends on today.

use super::campaigns::{CampaignPlan, Item, Tick};
use super::piece::Tongue;
use super::story::first_of_series;
use super::timeline::Timeline;
use super::{Ask, FOUNDED, HUGO_AWAY};
use crate::change::{Change, FileEdit, KeyEdit, Message, Operation, Segment, YamlValue};
use crate::model::Day;
use crate::model::place::StudioPath;
use crate::plan::worktime::WorkTime;
use chrono::{Datelike, Duration, NaiveDateTime, Weekday};
use std::fmt::Write;

macro_rules! template {
    ($($path:literal),+ $(,)?) => { &[$(($path, include_str!(concat!("studio/", $path)))),+] };
}

const TEMPLATES: &[(&str, &str)] = template![
    "assets/botanical-plates.yml",
    "assets/logo-verveine.yml",
    "crops.yml",
    "calendars/paris.yml",
    "kinds/landing-page.yml",
    "kinds/newsletter.yml",
    "kinds/social.yml",
    "kinds/video.yml",
    "kinds/visual.yml",
    "parties/maison-verveine.yml",
    "parties/metro-ecrans.yml",
    "targets.yml",
    "taxonomy.yml",
    "team/hugo.yml",
    "team/lea.yml",
    "team/mila.yml",
    "team/nadia.yml",
    "team/sofia.yml",
    "team/yann.yml",
    "workflows/regulated.yml",
    "workflows/social.yml",
    "workflows/standard.yml",
];

/// Open days from today on which the freelance is booked: from, to.
const BOOKINGS: [(i32, i32); 4] = [(-110, -75), (-58, -44), (-29, 12), (20, 35)];

/// The first change of the studio, when it is made and by whom. `None` only where the calendar has no days in reach.
pub fn founding(ask: Ask) -> Option<(NaiveDateTime, &'static str, Change)> {
    let timeline = rough_timeline(ask.today);
    let mut days: Vec<(String, String)> = vec![
        ("studio".into(), studio_id(ask)),
        ("closed".into(), closures(ask)),
        ("half".into(), half_days(ask.today)),
    ];
    let mut period = |name: &str, (from, to): (i32, i32)| {
        days.push((format!("{name}_from"), timeline.day(from)?.to_string()));
        days.push((format!("{name}_to"), timeline.day(to)?.to_string()));
        Some(())
    };
    period("hugo_off", HUGO_AWAY)?;
    for (number, booking) in BOOKINGS.into_iter().enumerate() {
        period(&format!("mila_{}", number + 1), booking)?;
    }
    let files = TEMPLATES.iter().filter_map(|(path, text)| {
        Some(FileEdit::Create {
            path: StudioPath::new(path)?,
            text: filled(&in_tongue(text, ask.tongue), &days),
        })
    });
    let change = Change {
        message: message("init: Studio Mirabelle"),
        files: files.collect(),
    };
    Some((timeline.at(FOUNDED)?, "nadia", change))
}

/// The days that the founding files speak of are worked out before there is a calendar file to read.
fn rough_timeline(today: Day) -> Timeline {
    let holidays = crate::model::holidays::Zone::of_rule("FR");
    let years = today.year() - 1..=today.year() + 1;
    let days = years
        .clone()
        .flat_map(|year| holidays.iter().flat_map(move |zone| zone.holidays(year)));
    let closed: Vec<(Day, Day)> = days
        .map(|(day, _)| (day, day))
        .chain(years.clone().filter_map(summer))
        .chain(years.filter_map(winter))
        .collect();
    let week = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
    Timeline::new(&WorkTime::of_week(&week, &closed), today)
}

fn studio_id(ask: Ask) -> String {
    let letters = crate::model::id::CROCKFORD;
    let number = ask.dice().number(u64::MAX);
    (0..12)
        .map(|place| char::from(letters[(number >> (place * 5)) as usize % 32]))
        .collect()
}

/// The two weeks around 15 August.
fn summer(year: i32) -> Option<(Day, Day)> {
    let mut monday = Day::from_ymd_opt(year, 8, 8)?;
    while monday.weekday() != Weekday::Mon {
        monday += Duration::days(1);
    }
    Some((monday, monday + Duration::days(11)))
}

/// From 26 December to the end of the year.
fn winter(year: i32) -> Option<(Day, Day)> {
    Some((Day::from_ymd_opt(year, 12, 26)?, Day::from_ymd_opt(year, 12, 31)?))
}

fn closures(ask: Ask) -> String {
    let mut text = String::new();
    for year in ask.today.year() - 1..=ask.today.year() + 1 {
        let why = match ask.tongue {
            Tongue::English => ["summer closure", "end of the year"],
            Tongue::French => ["fermeture d'été", "fin d'année"],
        };
        for (period, why) in [summer(year), winter(year)].into_iter().zip(why) {
            if let Some((from, to)) = period {
                let _ = writeln!(text, "  - {{from: {from}, to: {to}, why: {why}}}");
            }
        }
    }
    text.trim_end().to_owned()
}

fn half_days(today: Day) -> String {
    let eves = (today.year() - 1..=today.year() + 1).filter_map(|year| Day::from_ymd_opt(year, 12, 24));
    eves.map(|day| day.to_string()).collect::<Vec<_>>().join(", ")
}

/// A campaign as the project manager writes it. `None` when its days are out of reach.
pub(super) fn campaign(plan: &CampaignPlan, timeline: &Timeline, tongue: Tongue) -> Option<Change> {
    let launch = timeline.day(plan.launch)?;
    let id = plan.id.in_tongue(tongue);
    let mut text = format!(
        "crops: campaign/v1\nid: {id}\ntitle: {}\nref: {}\nclient: maison-verveine\nowner: nadia\n\
         launch: {launch}              # {}\ndeliverables:\n",
        plan.title.in_tongue(tongue),
        plan.reference,
        match tongue {
            Tongue::English => "J: the day it goes live",
            Tongue::French => "J : le jour de la mise en ligne",
        },
    );
    plan.items.iter().for_each(|item| write_item(&mut text, item, tongue));
    write_series(&mut text, plan, timeline, tongue);
    text.push_str(&in_tongue(plan.rest, tongue));
    Some(Change {
        message: message(&format!("campaign: {id}")),
        files: vec![FileEdit::Create {
            path: StudioPath::new(&format!("campaigns/{id}.yml"))?,
            text,
        }],
    })
}

/// A task or milestone is ticked off. `None` when its day is out of reach.
pub(super) fn ticked(plan: &CampaignPlan, tick: &Tick, timeline: &Timeline, tongue: Tongue) -> Option<Change> {
    let id = plan.id.in_tongue(tongue);
    let day = timeline.at(tick.at)?.date();
    Some(Change {
        message: message(&format!("edit: {id} {} done", tick.id)),
        files: vec![FileEdit::Edit {
            path: StudioPath::new(&format!("campaigns/{id}.yml"))?,
            edits: vec![KeyEdit {
                at: vec![Segment::Key(tick.list.into()), Segment::Item(tick.item)],
                operation: Operation::Put {
                    key: "done".into(),
                    value: YamlValue::Plain(day.to_string()),
                },
            }],
        }],
    })
}

fn write_item(text: &mut String, item: &Item, tongue: Tongue) {
    let id = item.id.in_tongue(tongue);
    let title = item.title.in_tongue(tongue);
    let facts = in_tongue(item.facts, tongue);
    let _ = writeln!(text, "  - {{id: {id}, title: {title}, kind: {}, {facts}}}", item.kind);
}

fn write_series(text: &mut String, plan: &CampaignPlan, timeline: &Timeline, tongue: Tongue) {
    let (Some(series), Some(from)) = (plan.series, first_of_series(plan, timeline)) else {
        return;
    };
    let to = from + Duration::days(7 * (series.count as i64 - 1));
    let every = from.weekday().to_string().to_lowercase();
    let id = series.id.in_tongue(tongue);
    let title = series.title.in_tongue(tongue);
    let _ = writeln!(
        text,
        "series:\n  - {{id: {id}, title: {title}, kind: social, every: {every}, from: {from}, to: {to}}}"
    );
}

fn message(subject: &str) -> Message {
    Message {
        subject: subject.to_owned(),
        body: Vec::new(),
    }
}

/// One side of each `⟦English|français⟧`.
fn in_tongue(text: &str, tongue: Tongue) -> String {
    let mut parts = text.split('⟦');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (both, rest) = part.split_once('⟧').unwrap_or((part, ""));
        let (english, french) = both.split_once('|').unwrap_or((both, both));
        out.push_str(match tongue {
            Tongue::English => english,
            Tongue::French => french,
        });
        out.push_str(rest);
    }
    out
}

fn filled(text: &str, values: &[(String, String)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::anchor::parse_day;

    fn ask(today: &str, tongue: Tongue) -> Ask {
        let today = parse_day(today).expect("a day");
        Ask { today, tongue, seed: 1 }
    }

    #[test]
    fn nothing_of_a_template_is_left_in_a_file() {
        for today in ["2026-11-21", "2026-01-01", "2027-08-15", "2028-02-29"] {
            for tongue in [Tongue::English, Tongue::French] {
                let (_, _, change) = founding(ask(today, tongue)).expect("in reach");
                assert_eq!(change.files.len(), TEMPLATES.len());
                for file in &change.files {
                    let FileEdit::Create { path, text } = file else {
                        panic!("an edit")
                    };
                    let left = ["⟦", "⟧", "_from}", "_to}", "{closed}", "{half}", "{studio}"];
                    assert!(left.iter().all(|mark| !text.contains(mark)), "{path}: {text}");
                }
            }
        }
    }

    #[test]
    fn a_side_is_taken_of_each_pair() {
        assert_eq!(in_tongue("a ⟦b|c⟧ d ⟦e|f⟧", Tongue::English), "a b d e");
        assert_eq!(in_tongue("a ⟦b|c⟧ d ⟦e|f⟧", Tongue::French), "a c d f");
        assert_eq!(in_tongue("no mark", Tongue::French), "no mark");
    }
}
