//! Answers: does more time ever make a launch worse?
//! Invariant: by the calendars never; with people, never more than `docs/people.md` says.

use crate::dice::Dice;
use crate::people::{HEAD, TEAM, day, example, studio};
use crops::model::Day;
use crops::model::calendar::Period;
use crops::model::campaign::Campaign;
use crops::model::duration::{HalfDays, Length};
use crops::model::id::PersonId;
use crops::model::person::Person;
use crops::model::place::{Placed, Span};
use crops::model::studio::Studio;
use crops::plan::answer::{MarginUse, Plan, Verdict, earliest_launch, solve};
use crops::plan::calendars::Calendars;
use crops::plan::expand::{Question, Scope};
use crops::plan::level::problem::Effort;
use crops::plan::openhours::OpenHours;
use crops::plan::people::launches::first_launch;
use crops::plan::people::short::{missing, shortages};
use crops::plan::people::{Options, with_people};
use crops::plan::reality::Reality;
use std::collections::BTreeMap;

/// Minutes nobody has time for, then half days by which the worst goal is short.
type Lack = (i32, i32);

/// How a campaign fares in a studio, and what else `told` makes of it.
fn asked<T>(studio: &Studio, campaign: &Campaign, today: Day, told: impl FnOnce(&Question<'_>) -> T) -> T {
    let (calendars, reality) = (Calendars::of(studio), Reality::new());
    let hours = studio.calendar().map_or_else(OpenHours::weekdays, OpenHours::of);
    told(&Question {
        studio,
        calendars: &calendars,
        hours: &hours,
        reality: &reality,
        today,
        scope: Scope::Campaign(campaign),
    })
}

fn short(plan: &Plan<'_>) -> i32 {
    match plan.verdict {
        Verdict::Short { by, .. } => by.0,
        _ => 0,
    }
}

fn by_calendars(studio: &Studio, campaign: &Campaign, today: Day) -> i32 {
    asked(studio, campaign, today, |question| {
        short(&solve(question).expect("no ring"))
    })
}

fn options(effort: Effort) -> Options {
    Options {
        effort,
        ..Options::default()
    }
}

fn by_people(studio: &Studio, campaign: &Campaign, today: Day, effort: Effort) -> Lack {
    asked(studio, campaign, today, |question| {
        let plan = with_people(question, options(effort)).expect("no ring");
        (missing(&shortages(&plan)).0, short(&plan.plan))
    })
}

fn with_launch(campaign: &Campaign, launch: Day) -> Campaign {
    Campaign {
        launch: Some(Placed::new(launch, Span::WHOLE_FILE)),
        ..campaign.clone()
    }
}

/// A campaign of deliverables and tasks for a few people, some after others, too much for its launch more often than not.
fn made_up(number: u64) -> Studio {
    let mut dice = Dice(number);
    let mut lines = String::from("deliverables:\n");
    for at in 0..2 + dice.below(4) {
        let owner = ["lea", "marc", "ines"][dice.below(3) as usize];
        let needs = match (at, dice.below(2)) {
            (1.., 1) => format!(", needs: [d{}]", dice.below(at)),
            _ => String::new(),
        };
        lines.push_str(&format!("  - {{id: d{at}, kind: k, owner: {owner}{needs}}}\n"));
    }
    lines.push_str("tasks:\n");
    for at in 0..1 + dice.below(4) {
        let who = ["owner: lea", "owner: marc", "role: designer"][dice.below(3) as usize];
        lines.push_str(&format!("  - {{id: t{at}, duration: {}d, {who}}}\n", 1 + dice.below(4)));
    }
    let campaign = format!("{HEAD}{lines}");
    let files = TEAM.iter().copied().chain([("campaigns/c.yml", campaign.as_str())]);
    studio(&files.collect::<Vec<_>>())
}

fn only(studio: &Studio) -> &Campaign {
    studio.campaigns.values().next().expect("a campaign")
}

const TODAY: &str = "2027-02-22";

#[test]
fn by_the_calendars_more_time_never_makes_a_launch_worse() {
    let mut tried = 0;
    for (name, today) in [
        ("product-launch", "2027-02-24"),
        ("agency", "2027-02-10"),
        ("social-calendar", "2027-01-11"),
    ] {
        let studio = example(name);
        for campaign in studio.campaigns.values().filter(|campaign| campaign.launch.is_some()) {
            let today = day(today);
            let now = by_calendars(&studio, campaign, today);
            let launch = campaign.launch.as_ref().map(|launch| launch.value).expect("a launch");
            let mut before = now;
            for later in launch.iter_days().skip(1).take(20) {
                let then = by_calendars(&studio, &with_launch(campaign, later), today);
                assert!(then <= before, "{name} {} {later}: {then} after {before}", campaign.id);
                (before, tried) = (then, tried + 1);
            }
            let earlier = today.pred_opt().expect("a day");
            assert!(by_calendars(&studio, campaign, earlier) <= now, "a day earlier");
            for line in 0..campaign.deliverables.len() {
                let mut fewer = campaign.clone();
                fewer.deliverables[line].needs.clear();
                assert!(by_calendars(&studio, &fewer, today) <= now, "a need less");
            }
            for kind in studio.kinds.keys() {
                let mut shorter = studio.clone();
                let works = shorter
                    .kinds
                    .get_mut(kind)
                    .into_iter()
                    .flat_map(|kind| &mut kind.stages);
                for work in works {
                    if let Some(Length::Working(halves)) = &mut work.duration {
                        *halves = HalfDays((halves.0 - 2).max(1));
                    }
                }
                let then = by_calendars(&shorter, campaign, today);
                assert!(then <= now, "{name} {} shorter {kind}: {then} after {now}", campaign.id);
                tried += 1;
            }
        }
    }
    assert!(tried > 60, "{tried}");
}

#[test]
fn the_launch_that_a_plan_with_people_names_holds_and_so_do_later_ones() {
    for effort in [Effort::Quick, Effort::Normal] {
        let mut named = 0;
        for number in 0..4 {
            let studio = made_up(number);
            let (campaign, today) = (only(&studio), day(TODAY));
            let found = asked(&studio, campaign, today, |question| {
                let plan = with_people(question, options(effort)).expect("no ring");
                first_launch(question, &plan, MarginUse::UsedUp).expect("no ring")
            });
            let Some(first) = found else { continue };
            named += 1;
            let bare = asked(&studio, campaign, today, |question| {
                earliest_launch(question, MarginUse::UsedUp)
            });
            assert!(bare <= Some(first), "{number}: people win no day over the calendars");
            for launch in first.iter_days().take(3) {
                let moved = with_launch(campaign, launch);
                let then = by_people(&studio, &moved, today, effort);
                assert_eq!(then, (0, 0), "{number} {effort:?}: {first} was named, and {launch}");
            }
        }
        assert!(named >= 3, "{named}");
    }
}

#[test]
fn a_later_launch_and_more_effort_leave_less_short() {
    let mut worst: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut late = 0;
    for number in 0..5 {
        let studio = made_up(number);
        let (campaign, today) = (only(&studio), day(TODAY));
        let mut before: Option<[Lack; 2]> = None;
        for launch in day("2027-03-05").iter_days().step_by(3).take(5) {
            let moved = with_launch(campaign, launch);
            let now = [Effort::Quick, Effort::Normal].map(|effort| by_people(&studio, &moved, today, effort));
            late += usize::from(now[0].1 > 0);
            if now[1] > now[0] {
                worst
                    .entry("effort")
                    .or_default()
                    .push(format!("{number} {launch} {now:?}"));
            }
            if before.is_some_and(|before| now[0] > before[0] || now[1] > before[1]) {
                worst
                    .entry("launch")
                    .or_default()
                    .push(format!("{number} {launch} {now:?} {before:?}"));
            }
            before = Some(now);
        }
    }
    assert!(late >= 8, "{late} plans are short");
    assert!(worst.is_empty(), "{worst:#?}");
}

/// Somebody more, nobody away, a task that takes a day less.
fn eased(studio: &Studio) -> Vec<(String, Studio)> {
    let mut found = Vec::new();
    let mut more = studio.clone();
    let like = more.people.values().next().cloned().expect("somebody");
    let id = PersonId::new("nour").expect("an id");
    more.people.insert(id.clone(), Person { id, ..like });
    found.push(("somebody more".to_owned(), more));
    let mut there = studio.clone();
    for person in there.people.values_mut() {
        person.off.clear();
    }
    found.push(("nobody away".to_owned(), there));
    for at in 0..only(studio).tasks.len().min(2) {
        let mut shorter = studio.clone();
        let tasks = shorter.campaigns.values_mut().flat_map(|campaign| &mut campaign.tasks);
        if let Some(Length::Working(halves)) = tasks.map(|task| &mut task.duration).nth(at) {
            *halves = HalfDays((halves.0 - 2).max(1));
        }
        found.push((format!("t{at} shorter"), shorter));
    }
    found
}

#[test]
fn more_hands_and_less_to_do_leave_no_more_short() {
    for number in 0..3 {
        let mut studio = made_up(number);
        let week = Period {
            from: day("2027-02-24"),
            to: day("2027-03-02"),
            why: None,
            span: Span::WHOLE_FILE,
        };
        studio.people.values_mut().next().expect("somebody").off.push(week);
        for effort in [Effort::Quick, Effort::Normal] {
            let now = by_people(&studio, only(&studio), day(TODAY), effort);
            for (what, eased) in eased(&studio) {
                let then = by_people(&eased, only(&eased), day(TODAY), effort);
                assert!(then <= now, "{number} {effort:?} {what}: {then:?} after {now:?}");
            }
        }
    }
}
