//! Answers: how much can each person work on each day, and is no plan ever above it?
//! Invariant: what a person has is worked out here a second time, day by day from the records alone.

use chrono::Datelike;
use crops::model::Day;
use crops::model::calendar::Calendar;
use crops::model::duration::HalfDays;
use crops::model::holidays::Zone;
use crops::model::id::CampaignId;
use crops::model::person::{Contract, Firmness, Person};
use crops::model::place::StudioPath;
use crops::model::studio::Studio;
use crops::plan::availability::{Bookings, Team};
use crops::plan::calendars::Calendars;
use crops::plan::demands::{Crew, Lack, Seat, crews};
use crops::plan::expand::{Question, Scope, expand_pool};
use crops::plan::level::problem::{Levelled, Outcome};
use crops::plan::openhours::OpenHours;
use crops::plan::people::{Options, PeoplePlan, PlacedAs, with_people};
use crops::plan::reality::Reality;
use crops::plan::task::PlanTask;
use crops::store::load::load_revision;
use crops::store::source::Content;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

/// Minutes of a person on a day, from the records alone and without a compiled calendar. Options do not count.
pub fn minutes_on(studio: &Studio, person: &Person, day: Day) -> i32 {
    if person.until.is_some_and(|last| last < day) || person.off.iter().any(|off| off.from <= day && day <= off.to) {
        return 0;
    }
    let booked = person
        .bookings
        .iter()
        .any(|booking| booking.firm == Firmness::Firm && booking.from <= day && day <= booking.to);
    if person.contract == Contract::Freelance && !booked {
        return 0;
    }
    let named = person
        .calendar
        .as_ref()
        .map(|id| &id.value)
        .or(studio.settings.calendar.as_ref().map(|id| &id.value));
    let calendar = named.and_then(|id| studio.calendars.get(id));
    let window = calendar.map_or(480, |calendar| {
        i32::from(calendar.window.to) - i32::from(calendar.window.from) - calendar.window.lunch.0
    });
    let weekday = day.weekday();
    let mut minutes = match (&person.hours, calendar) {
        (Some(hours), _) => hours[weekday.num_days_from_monday() as usize].0,
        (None, Some(calendar)) if calendar.week.contains(&weekday) || is_listed(&calendar.worked, day) => window,
        (None, None) if weekday.num_days_from_monday() < 5 => window,
        (None, _) => 0,
    };
    let Some(calendar) = calendar else { return minutes };
    if is_closed(calendar, day) {
        return 0;
    }
    for reduced in calendar
        .reduced
        .iter()
        .filter(|reduced| reduced.from <= day && day <= reduced.to)
    {
        minutes = minutes.min(reduced.hours.0);
    }
    if is_listed(&calendar.half, day) {
        let lunch = i32::from(calendar.window.lunch_at) - i32::from(calendar.window.from);
        minutes = if minutes * 2 <= window {
            minutes
        } else {
            minutes.min(lunch)
        };
    }
    minutes
}

fn is_listed(days: &[crops::model::place::Placed<Day>], day: Day) -> bool {
    days.iter().any(|listed| listed.value == day)
}

fn is_closed(calendar: &Calendar, day: Day) -> bool {
    if calendar
        .closed
        .iter()
        .any(|closed| closed.from <= day && day <= closed.to)
    {
        return true;
    }
    if is_listed(&calendar.worked, day) {
        return false;
    }
    let zone = calendar.holidays.as_ref().and_then(|rule| Zone::of_rule(rule));
    is_listed(&calendar.bridges, day) || zone.is_some_and(|zone| zone.holiday_on(day).is_some())
}

/// Every file of a studio of `examples`.
pub fn example(name: &str) -> Studio {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "yml") {
                let inside = path.strip_prefix(&root).expect("inside").to_str().expect("text");
                let bytes = std::fs::read(&path).expect("a file");
                files.push((
                    StudioPath::new(inside).expect("a path"),
                    Content::Bytes(Cow::Owned(bytes)),
                ));
            }
        }
    }
    load_revision(files).expect("a studio").0
}

/// A studio with every way of being away.
pub const AWAY: &[(&str, &str)] = &[
    (
        "crops.yml",
        "crops: studio/v1\nid: 7h2kq9vd3mxa\ntitle: Atelier\ntimezone: Europe/Paris\ncalendar: paris\n",
    ),
    (
        "calendars/paris.yml",
        "crops: calendar/v1\nid: paris\nweek: [mon, tue, wed, thu, fri]\nwindow: {from: \"09:00\", to: \"18:00\", lunch: 1h}\n\
         holidays: FR\nbridges: [2027-05-07]\nworked: [2027-05-17]\nclosed: [{from: 2027-08-09, to: 2027-08-20, why: summer}]\n\
         half: [2026-12-24, 2026-12-31]\nreduced: [{from: 2027-07-05, to: 2027-07-30, hours: 6h}, {from: 2027-07-12, to: 2027-07-16, hours: 4h}]\n",
    ),
    (
        "calendars/alsace.yml",
        "crops: calendar/v1\nid: alsace\nweek: [mon, tue, thu, sat]\nwindow: {from: \"08:00\", to: \"16:00\", lunch: 2h}\n\
         holidays: FR-Alsace-Moselle\nhalf: [2027-01-02]\n",
    ),
    (
        "team/anna.yml",
        "crops: person/v1\nid: anna\nname: Anna\nroles: [designer]\n",
    ),
    (
        "team/bo.yml",
        "crops: person/v1\nid: bo\nname: Bo\nroles: [designer]\nhours: {mon: 7h, tue: 3.5h, thu: 4h, fri: 5h, sat: 2h}\n\
         off: [{from: 2027-02-01, to: 2027-02-05, why: ski}]\nuntil: 2027-09-30\n",
    ),
    (
        "team/cleo.yml",
        "crops: person/v1\nid: cleo\nname: Cléo\nroles: [designer]\ncontract: freelance\nhours: {mon: 7h, tue: 7h, wed: 7h, thu: 7h, fri: 7h}\n\
         bookings: [{from: 2026-12-21, to: 2027-01-08, status: firm}, {from: 2027-07-01, to: 2027-07-20, status: firm}, {from: 2027-03-01, to: 2027-03-05, status: option}]\n",
    ),
    (
        "team/dan.yml",
        "crops: person/v1\nid: dan\nname: Dan\nroles: [designer]\ncalendar: alsace\n",
    ),
    (
        "team/eve.yml",
        "crops: person/v1\nid: eve\nname: Eve\nroles: [designer]\ncalendar: alsace\nhours: {wed: 6h, sat: 8h}\n",
    ),
];

pub fn studio(files: &[(&str, &str)]) -> Studio {
    let content = |(path, text): &(&str, &str)| {
        let path = StudioPath::new(path).expect("a path");
        (path, Content::Bytes(Cow::Owned(text.as_bytes().to_vec())))
    };
    let (studio, findings) = load_revision(files.iter().map(content).collect()).expect("a studio");
    assert!(findings.is_empty(), "{findings:?}");
    studio
}

pub fn day(text: &str) -> Day {
    text.parse().expect("a date")
}

#[test]
fn availability_is_what_the_records_say_on_every_day_of_four_years() {
    let studios = [
        example("agency"),
        example("product-launch"),
        example("social-calendar"),
        studio(AWAY),
    ];
    let mut worked = 0;
    for studio in &studios {
        let calendars = Calendars::of(studio);
        let team = Team::of(studio, &calendars, day("2026-11-20"), Bookings::Firm);
        assert_eq!(team.people.len(), studio.people.len());
        for person in &team.people {
            for day in day("2025-06-01").iter_days().take(1_461) {
                let expected = minutes_on(studio, person.person, day);
                assert_eq!(person.minutes_of(day), expected, "{} on {day}", person.person.id);
                worked += i32::from(expected > 0);
                let away = person.away(day);
                assert!(
                    expected > 0 || away.is_some(),
                    "{} on {day} for no reason",
                    person.person.id
                );
            }
        }
    }
    assert!(worked > 10_000, "{worked} days");
}

/// What every staffed task of a campaign `c` asks for: `film.making lea|marc 240 ≤240 Role`.
fn asked(files: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<(&str, &str)> = TEAM.iter().chain(files).copied().collect();
    let studio = studio(&files);
    let (calendars, reality) = (Calendars::of(&studio), Reality::new());
    let hours = studio.calendar().map_or_else(OpenHours::weekdays, OpenHours::of);
    let campaign = studio.campaigns.values().next().expect("a campaign");
    let question = Question {
        studio: &studio,
        calendars: &calendars,
        hours: &hours,
        reality: &reality,
        today: day("2027-01-04"),
        scope: Scope::Campaign(campaign),
    };
    let out = expand_pool(&question).expect("no ring");
    let team = Team::of(&studio, &calendars, question.today, Bookings::Firm);
    let crews = crews(&question, &out, &team);
    let seat = |seat: &Seat<'_>| {
        let ids: Vec<&str> = seat
            .any_of
            .iter()
            .map(|at| team.people[*at].person.id.as_str())
            .collect();
        let by = format!("{:?}", seat.by);
        let by = by.split('(').next().unwrap_or_default();
        format!("{} {} ≤{} {by}", ids.join("|"), seat.amount, seat.most_per_day)
    };
    let line = |(task, crew): (&PlanTask<'_>, &Crew<'_>)| match (&crew.lack, crew.party) {
        (Lack::Nothing, None) => format!(
            "{} {}",
            task.name,
            crew.seats.iter().map(seat).collect::<Vec<_>>().join(" + ")
        ),
        (Lack::Nothing, Some(party)) => format!("{} party {}", task.name, party.id),
        (lack, _) => format!("{} {lack:?}", task.name),
    };
    out.tasks.iter().zip(&crews).map(line).collect()
}

pub const TEAM: &[(&str, &str)] = &[
    (
        "crops.yml",
        "crops: studio/v1\nid: 7h2kq9vd3mxa\ntitle: Atelier\ntimezone: Europe/Paris\ncalendar: paris\nmargin: 0d\n",
    ),
    (
        "calendars/paris.yml",
        "crops: calendar/v1\nid: paris\nweek: [mon, tue, wed, thu, fri]\nwindow: {from: \"09:00\", to: \"18:00\", lunch: 1h}\nholidays: FR\n",
    ),
    (
        "team/lea.yml",
        "crops: person/v1\nid: lea\nname: Léa\nroles: [designer, creative-lead]\nhours: {mon: 7h, tue: 7h, wed: 7h, thu: 7h, fri: 7h}\n",
    ),
    (
        "team/marc.yml",
        "crops: person/v1\nid: marc\nname: Marc\nroles: [designer]\ncontract: contractor\n",
    ),
    (
        "team/abel.yml",
        "crops: person/v1\nid: abel\nname: Abel\nroles: [designer]\ncontract: freelance\n",
    ),
    (
        "team/ines.yml",
        "crops: person/v1\nid: ines\nname: Inès\nroles: [creative-lead]\n",
    ),
    (
        "team/zoe.yml",
        "crops: person/v1\nid: zoe\nname: Zoé\nroles: [designer]\nuntil: 2026-12-31\n",
    ),
    (
        "parties/vero.yml",
        "crops: party/v1\nid: vero\nname: Véro\ntype: client\napprovers: [{id: claire, name: Claire, roles: [client]}]\n",
    ),
    (
        "workflows/w.yml",
        "crops: workflow/v1\nid: w\nstages:\n  - {id: intake, class: queue, role: traffic}\n  - {id: making, class: work, role: designer}\n  - {id: review, class: gate, role: creative-lead, gate: {needs: [{role: creative-lead}, {role: client}], on_reject: making}}\n  - {id: approval, class: gate, role: client, gate: {needs: [{role: client}]}}\n  - {id: delivery, class: work}\n  - {id: delivered, class: done}\n  - {id: on-hold, class: hold}\n  - {id: cancelled, class: dropped}\n",
    ),
    (
        "kinds/k.yml",
        "crops: kind/v1\nid: k\nworkflow: w\nstages: {intake: {duration: 1d}, making: {duration: 4d, effort: 24h}, review: {duration: 1d, effort: 2h, rounds: {planned: 2, rework: 1d}}, approval: {duration: 2d}, delivery: {duration: 0.5d, effort: 1h}}\n",
    ),
];

pub const HEAD: &str = "crops: campaign/v1\nid: c\ntitle: C\nlaunch: 2027-03-15\nclient: vero\n";

#[test]
fn a_role_is_filled_by_its_owner_first_and_a_verdict_by_nobody_who_made_the_work() {
    let line = "deliverables:\n  - {id: film, kind: k, owner: lea}\n";
    assert_eq!(
        asked(&[("campaigns/c.yml", &format!("{HEAD}{line}"))]),
        [
            "film.intake lea 0 ≤0 OwnerFor",
            "film.making lea|marc|abel 1440 ≤360 OwnedRole",
            "film.review ines 120 ≤120 Role",
            "film.review.rework lea|marc|abel 360 ≤360 OwnedRole",
            "film.review.2 ines 120 ≤120 Role",
            "film.approval party vero",
            "film.delivery lea 60 ≤120 Owner",
        ]
    );
}

#[test]
fn several_people_share_the_effort_of_work_and_each_spend_that_of_a_gate() {
    let line = "deliverables:\n  - id: film\n    kind: k\n    stages: {making: {who: [marc, lea]}, review: {who: [ines, lea], rounds: {planned: 1}}, delivery: {effort: 3h, role: editor}}\n";
    assert_eq!(
        asked(&[("campaigns/c.yml", &format!("{HEAD}{line}"))]),
        [
            "film.intake Role(traffic)",
            "film.making marc 720 ≤180 Name + lea 720 ≤180 Name",
            "film.review ines 120 ≤120 Name + lea 120 ≤120 Name",
            "film.approval party vero",
            "film.delivery Role(editor)",
        ]
    );
}

#[test]
fn a_free_task_without_effort_is_full_time_and_elapsed_days_are_a_wait() {
    let tasks = "tasks:\n  - {id: shoot, duration: 3d, owner: lea}\n  - {id: casting, duration: 2d, role: designer}\n  - {id: drying, duration: 7ed, owner: lea}\n  - {id: edit, duration: 7ed, effort: 10h, owner: marc}\n  - {id: idea, duration: 1d, effort: 4h}\n  - {id: wait, duration: 1d}\n  - {id: print, duration: 2d, party: vero}\n";
    assert_eq!(
        asked(&[("campaigns/c.yml", &format!("{HEAD}{tasks}"))]),
        [
            "shoot lea 1260 ≤420 Owner",
            "casting lea|marc|abel 840 ≤420 Role",
            "drying lea 0 ≤0 Owner",
            "edit marc 600 ≤120 Owner",
            "idea Anybody",
            "wait ",
            "print party vero",
        ]
    );
}

/// Plans a studio with people and checks it: nobody over their minutes on any day, all that was asked is done, links hold.
fn checked(studio: &Studio, campaign: Option<&str>, today: &str) {
    let (calendars, reality) = (Calendars::of(studio), Reality::new());
    let hours = studio.calendar().map_or_else(OpenHours::weekdays, OpenHours::of);
    let id = campaign.and_then(CampaignId::new);
    let question = Question {
        studio,
        calendars: &calendars,
        hours: &hours,
        reality: &reality,
        today: day(today),
        scope: id
            .and_then(|id| studio.campaigns.get(&id))
            .map_or(Scope::OpenBriefs, Scope::Campaign),
    };
    let found = with_people(&question, Options::default()).expect("no ring");
    // A retroplan stays one, whatever cannot be kept.
    assert_ne!(found.placed, PlacedAs::Early);
    for dates in &found.plan.schedule.tasks {
        let (free, total) = (dates.free_float, dates.total_float);
        assert!(free.is_none_or(|free| free >= HalfDays(0)), "{dates:?}");
        assert!(
            free.zip(total)
                .is_none_or(|(free, total)| free <= total.max(HalfDays(0))),
            "{dates:?}"
        );
    }
    for levelled in [&found.shown, &found.early] {
        nobody_is_overloaded(studio, &found, levelled);
        everything_placed_is_done(&found, levelled);
    }
}

fn nobody_is_overloaded(studio: &Studio, found: &PeoplePlan<'_>, levelled: &Levelled) {
    let team = &found.pool.team.people;
    let mut days: BTreeMap<(usize, Day), i32> = BTreeMap::new();
    for load in &levelled.loads {
        let person = load.resource.0 as usize;
        if person < team.len() {
            *days.entry((person, load.slot.day_after())).or_default() += i32::from(load.amount);
        }
    }
    for ((person, day), minutes) in days {
        let person = team[person].person;
        let most = minutes_on(studio, person, day);
        assert!(
            minutes <= most,
            "{} has {minutes} of {most} minutes on {day}",
            person.id
        );
    }
}

fn everything_placed_is_done(found: &PeoplePlan<'_>, levelled: &Levelled) {
    let mut done: BTreeMap<(u32, u16), u32> = BTreeMap::new();
    for load in &levelled.loads {
        *done.entry((load.task.0, load.demand)).or_default() += u32::from(load.amount);
        let place = levelled.tasks[load.task.0 as usize].place.expect("a place");
        assert!(
            place.start <= load.slot && load.slot < place.end,
            "{load:?} outside {place:?}"
        );
    }
    for (at, task) in levelled.tasks.iter().enumerate() {
        for (demand, wanted) in found.pool.works[at].demands.iter().enumerate() {
            let name = &found.pool.out.tasks[at].name;
            let got = done.get(&(at as u32, demand as u16)).copied().unwrap_or_default();
            let expected = if task.outcome == Outcome::Placed {
                wanted.amount
            } else {
                0
            };
            assert_eq!(got, expected, "{name} {:?}", task.outcome);
        }
    }
}

#[test]
fn nobody_ever_has_more_than_their_day_holds() {
    for (name, days) in [
        ("product-launch", ["2026-11-20", "2027-02-10", "2027-02-24"]),
        ("agency", ["2026-11-20", "2027-01-11", "2027-02-24"]),
        ("social-calendar", ["2026-11-20", "2027-01-11", "2027-02-15"]),
    ] {
        let studio = example(name);
        for today in days {
            for campaign in studio.campaigns.keys() {
                checked(&studio, Some(campaign.as_str()), today);
            }
            checked(&studio, None, today);
        }
    }
}
