//! Answers: does a campaign expand, fall into place and explain itself as its files say?
//! Invariant: every day expected here was worked out by hand on the calendar.

use crate::sandbox::Sandbox;
use crops::model::Day;
use crops::model::duration::HalfDays;
use crops::model::id::{BriefId, CampaignId, StageId};
use crops::model::place::StudioPath;
use crops::model::studio::Studio;
use crops::plan::answer::{BackwardPlan, MarginUse, Verdict, backward, earliest_launch};
use crops::plan::calendars::Calendars;
use crops::plan::expand::{NamedCycle, Question, Scope};
use crops::plan::network::{Instant, Placement};
use crops::plan::openhours::OpenHours;
use crops::plan::reality::{Left, Reality, StageVisit};
use crops::plan::ways::Change;
use crops::render::catalogue::plan::headline;
use crops::render::catalogue::{Lang, Reader};
use crops::render::look::{Bars, Look};
use crops::render::show::{Surroundings, write};
use crops::report::envelope::AsOfView;
use crops::report::format::Format;
use crops::report::plan::PlanReport;
use crops::report::plan_view::PlanView;
use crops::report::plan_why_view::WhyView;
use crops::store::load::load_revision;
use crops::store::source::Content;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;

const HEAD: &str = "crops: campaign/v1\nid: c\ntitle: C\nlaunch: 2027-03-15\n";

const STUDIO: &[(&str, &str)] = &[
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
        "crops: person/v1\nid: lea\nname: Léa\nroles: [designer, creative-lead]\n",
    ),
    (
        "parties/tv.yml",
        "crops: party/v1\nid: tv\nname: TV\ntype: media\ncalendar: paris\nhandover: 2d\nnotice: 3d\nclosed: [{from: 2027-03-11, to: 2027-03-11}]\n",
    ),
    (
        "workflows/w.yml",
        "crops: workflow/v1\nid: w\nstages:\n  - {id: intake, class: queue}\n  - {id: making, class: work, role: designer}\n  - {id: review, class: gate, gate: {needs: [{role: creative-lead}], on_reject: making}}\n  - {id: delivery, class: work}\n  - {id: delivered, class: done}\n  - {id: on-hold, class: hold}\n  - {id: cancelled, class: dropped}\n",
    ),
    (
        "kinds/k.yml",
        "crops: kind/v1\nid: k\nworkflow: w\nstarts_from: making\nready_at: review\nstages: {making: {duration: 2d}, review: {duration: 1d}}\nintake: [message]\n",
    ),
];

fn studio(files: &[(&str, String)]) -> Studio {
    let mut all: BTreeMap<&str, String> = STUDIO.iter().map(|(path, text)| (*path, (*text).to_owned())).collect();
    all.extend(files.iter().cloned());
    let content = |(path, text): (&str, String)| {
        let path = StudioPath::new(path).expect("a path");
        (path, Content::Bytes(Cow::Owned(text.into_bytes())))
    };
    let (studio, findings) = load_revision(all.into_iter().map(content).collect()).expect("a studio");
    assert!(findings.is_empty(), "{findings:?}");
    studio
}

fn day(text: &str) -> Day {
    text.parse().expect("a date")
}

/// A studio with one campaign `c`, and what its history shows.
struct Asked {
    studio: Studio,
    reality: Reality,
    today: Day,
}

impl Asked {
    fn of(campaign: &str, today: &str) -> Self {
        Self::with(&[("campaigns/c.yml", format!("{HEAD}{campaign}"))], today)
    }

    fn with(files: &[(&str, String)], today: &str) -> Self {
        Self {
            studio: studio(files),
            reality: Reality::new(),
            today: day(today),
        }
    }

    fn ask<T>(&self, answer: impl FnOnce(&Question<'_>) -> T) -> T {
        let calendars = Calendars::of(&self.studio);
        let hours = self.studio.calendar().map_or_else(OpenHours::weekdays, OpenHours::of);
        let id = CampaignId::new("c").expect("a slug");
        answer(&Question {
            studio: &self.studio,
            calendars: &calendars,
            hours: &hours,
            reality: &self.reality,
            today: self.today,
            scope: self
                .studio
                .campaigns
                .get(&id)
                .map_or(Scope::OpenBriefs, Scope::Campaign),
        })
    }

    fn plan<T>(&self, read: impl FnOnce(&BackwardPlan<'_>) -> T) -> T {
        self.ask(|question| read(&backward(question).expect("no ring")))
    }

    /// `film.making 03-10..03-11`, late days of what is ahead and real days of what is done, in the order of the network.
    fn late(&self) -> Vec<String> {
        self.plan(|answer| lines(answer, Side::Late))
    }

    fn early(&self) -> Vec<String> {
        self.plan(|answer| lines(answer, Side::Early))
    }
}

#[derive(Clone, Copy)]
enum Side {
    Early,
    Late,
}

fn lines(answer: &BackwardPlan<'_>, side: Side) -> Vec<String> {
    let both = answer.plan.out.tasks.iter().zip(&answer.plan.schedule.tasks);
    let place = |dates: &crops::plan::passes::Dates| match side {
        Side::Early => Some(dates.early),
        Side::Late => dates.late,
    };
    both.map(|(task, dates)| format!("{} {}", task.name, shown(place(dates))))
        .collect()
}

fn shown(place: Option<Placement>) -> String {
    let Some(place) = place else { return "-".to_owned() };
    let half = |instant: Instant| if instant.is_noon() { "½" } else { "" };
    let text = |day: Day| day.format("%m-%d").to_string();
    if place.start == place.end {
        return format!("{}{}", text(place.end.day_before()), half(place.end));
    }
    let (from, to) = (text(place.start.day_after()), text(place.end.day_before()));
    format!("{from}{}..{to}{}", half(place.start), half(place.end))
}

/// What, the campaign, the late days of its tasks.
const WRITTEN: &[(&str, &str, &str)] = &[
    (
        "a deliverable",
        "deliverables: [{id: film, kind: k}]\n",
        "film.making 03-10..03-11, film.review 03-12..03-12",
    ),
    (
        "a margin",
        "margin: 1d\ndeliverables: [{id: film, kind: k}]\n",
        "film.making 03-09..03-10, film.review 03-11..03-11",
    ),
    (
        "a party's handover on its own calendar",
        "deliverables: [{id: film, kind: k, party: tv}]\n",
        "film.making 03-05..03-08, film.review 03-09..03-09",
    ),
    (
        "another live day",
        "deliverables: [{id: film, kind: k, live: J-5d}]\n",
        "film.making 03-03..03-04, film.review 03-05..03-05",
    ),
    (
        "a need",
        "deliverables: [{id: film, kind: k}, {id: ad, kind: k, needs: [film]}]\n",
        "film.making 03-05..03-08, film.review 03-09..03-09, ad.making 03-10..03-11, ad.review 03-12..03-12",
    ),
    (
        "a working lag",
        "deliverables: [{id: film, kind: k}, {id: ad, kind: k, needs: [{after: film, lag: 1d}]}]\n",
        "film.making 03-04..03-05, film.review 03-08..03-08, ad.making 03-10..03-11, ad.review 03-12..03-12",
    ),
    (
        "an elapsed lag",
        "deliverables: [{id: film, kind: k}, {id: ad, kind: k, needs: [{after: film, lag: 3ed}]}]\n",
        "film.making 03-03..03-04, film.review 03-05..03-05, ad.making 03-10..03-11, ad.review 03-12..03-12",
    ),
    (
        "start to start",
        "deliverables: [{id: film, kind: k}, {id: ad, kind: k, needs: [{after: film.making, to: making, type: SS, lag: 2d}]}]\n",
        "film.making 03-08..03-09, film.review 03-12..03-12, ad.making 03-10..03-11, ad.review 03-12..03-12",
    ),
    (
        "finish to finish",
        "deliverables: [{id: film, kind: k}, {id: ad, kind: k, needs: [{after: film, to: review, type: FF, lag: 1d}]}]\n",
        "film.making 03-09..03-10, film.review 03-11..03-11, ad.making 03-10..03-11, ad.review 03-12..03-12",
    ),
    (
        "a need of a stage",
        "deliverables: [{id: film, kind: k}, {id: ad, kind: k, stages: {review: {needs: [film.making]}}}]\n",
        "film.making 03-10..03-11, film.review 03-12..03-12, ad.making 03-10..03-11, ad.review 03-12..03-12",
    ),
    (
        "two rounds",
        "deliverables: [{id: film, kind: k, stages: {review: {rounds: {planned: 2, rework: 1d}}}}]\n",
        "film.making 03-08..03-09, film.review 03-10..03-10, film.review.rework 03-11..03-11, film.review.2 03-12..03-12",
    ),
    (
        "a booked stage",
        "deliverables: [{id: film, kind: k, stages: {making: {fixed: 2027-03-03}}}]\n",
        "film.making 03-03..03-04, film.review 03-12..03-12",
    ),
    (
        "a limit that work moves back from a Sunday",
        "deliverables: [{id: film, kind: k, must_end_by: J-8}]\n",
        "film.making 03-03..03-04, film.review 03-05..03-05",
    ),
    ("a free task", "tasks: [{id: t, duration: 1.5d}]\n", "t 03-11½..03-12"),
    (
        "a task that is done",
        "tasks: [{id: t, duration: 1d, done: 2027-02-26}]\n",
        "t 02-26..02-26",
    ),
    (
        "a milestone",
        "tasks: [{id: t, duration: 1d}]\nmilestones: [{id: m, by: J-9, needs: [t]}]\n",
        "t 03-05..03-05, m 03-05",
    ),
    (
        "a series",
        "series: [{id: s, kind: k, every: tue, from: 2027-03-09, to: 2027-03-16}]\n",
        "s@2027-03-09.making 03-04..03-05, s@2027-03-09.review 03-08..03-08, s@2027-03-16.making 03-11..03-12, s@2027-03-16.review 03-15..03-15",
    ),
    (
        "variants after the master's approval",
        "deliverables: [{id: film, kind: k, variants: {market: [fr, be]}, effort_each: 6h}]\n",
        "film.making 03-08½..03-10½, film.review 03-10½..03-11½, film.variants 03-11½..03-12",
    ),
    (
        "a task of a party, whose day off is its own",
        "tasks: [{id: t, duration: 2d, party: tv}]\n",
        "t 03-10..03-12",
    ),
    (
        "elapsed days of work",
        "tasks: [{id: print, duration: 5ed}]\n",
        "print 03-08..03-12",
    ),
];

#[test]
fn every_way_of_writing_a_campaign_falls_on_its_days() {
    for (what, campaign, expected) in WRITTEN {
        assert_eq!(Asked::of(campaign, "2027-02-15").late().join(", "), *expected, "{what}");
    }
}

#[test]
fn early_dates_begin_today_and_wait_for_what_they_must() {
    for (what, campaign, expected) in [
        (
            "today",
            "deliverables: [{id: film, kind: k}]\n",
            "film.making 02-15..02-16, film.review 02-17..02-17",
        ),
        (
            "not before",
            "deliverables: [{id: film, kind: k, not_before: 2027-02-20}]\n",
            "film.making 02-22..02-23, film.review 02-24..02-24",
        ),
        (
            "the notice of a party",
            "tasks: [{id: t, duration: 1d, party: tv}]\n",
            "t 02-18..02-18",
        ),
        (
            "the notice of a party that was told on Thursday",
            "tasks: [{id: t, duration: 1d, party: tv, warned: 2027-02-11}]\n",
            "t 02-16..02-16",
        ),
        (
            "the notice of a party that was told long ago",
            "tasks: [{id: t, duration: 1d, party: tv, warned: 2027-01-11}]\n",
            "t 02-15..02-15",
        ),
        (
            "the notice of a party that will be told next week",
            "tasks: [{id: t, duration: 1d, party: tv, warned: 2027-02-22}]\n",
            "t 02-25..02-25",
        ),
        (
            "a booked day",
            "deliverables: [{id: film, kind: k, stages: {review: {fixed: 2027-03-03}}}]\n",
            "film.making 02-15..02-16, film.review 03-03..03-03",
        ),
        (
            "what has begun",
            "tasks: [{id: t, duration: 4d, started: 2027-02-12}]\n",
            "t 02-15..02-17",
        ),
    ] {
        assert_eq!(Asked::of(campaign, "2027-02-15").early().join(", "), expected, "{what}");
    }
}

#[test]
fn a_plan_tells_what_is_left_and_what_is_short() {
    for (today, verdict, launch) in [
        (
            "2027-03-01",
            Verdict::Fits {
                spare: HalfDays::days(6),
            },
            None,
        ),
        (
            "2027-03-09",
            Verdict::Fits {
                spare: HalfDays::days(0),
            },
            None,
        ),
        (
            "2027-03-10",
            Verdict::MarginUsed {
                used: HalfDays::days(1),
                of: HalfDays::days(1),
            },
            None,
        ),
        (
            "2027-03-12",
            Verdict::Short {
                by: HalfDays::days(2),
                goal: 0,
            },
            Some("2027-03-17"),
        ),
        // The launch is over, and Easter Monday between: the first day that works is told all the same.
        (
            "2027-04-01",
            Verdict::Short {
                by: HalfDays::days(15),
                goal: 0,
            },
            Some("2027-04-06"),
        ),
    ] {
        let asked = Asked::of("margin: 1d\ndeliverables: [{id: film, kind: k}]\n", today);
        asked.plan(|answer| {
            assert_eq!(answer.plan.verdict, verdict, "{today}");
            assert_eq!(answer.earliest_launch, launch.map(day), "{today}");
        });
    }
}

#[test]
fn the_earliest_launch_keeps_the_margin_or_uses_it_up() {
    let asked = Asked::of(
        "margin: 1d\ndeliverables: [{id: film, kind: k, live: J-7}]\n",
        "2027-03-01",
    );
    assert_eq!(
        asked.ask(|question| earliest_launch(question, MarginUse::UsedUp)),
        Some(day("2027-03-11"))
    );
    assert_eq!(
        asked.ask(|question| earliest_launch(question, MarginUse::Kept)),
        Some(day("2027-03-12"))
    );
    let elsewhere = Asked::of("deliverables: [{id: film, kind: k, live: 2027-04-01}]\n", "2027-03-01");
    assert_eq!(
        elsewhere.ask(|question| earliest_launch(question, MarginUse::Kept)),
        None
    );
}

#[test]
fn what_would_win_time_back_is_computed() {
    let asked = Asked::of(
        "deliverables:\n  - {id: film, kind: k, stages: {review: {rounds: {planned: 2, rework: 1d}}}}\n  - {id: ad, kind: k, needs: [film]}\n",
        "2027-03-08",
    );
    asked.plan(|answer| {
        let name = |task: crops::plan::network::TaskIndex| answer.plan.out.tasks[task.0 as usize].name.clone();
        let ways: Vec<String> = answer
            .ways
            .ways
            .iter()
            .map(|way| match way.change {
                Change::OneRoundLess { review } => format!("without {} {}", name(review), way.wins.as_days()),
                Change::Overlap { waiting, with, .. } => {
                    format!("{} with {} {}", name(waiting), name(with), way.wins.as_days())
                }
                Change::TwoPeople { task } => format!("two on {} {}", name(task), way.wins.as_days()),
                Change::ShorterHandover { .. } => "handover".to_owned(),
            })
            .collect();
        assert_eq!(
            ways,
            [
                "without film.review.2 2",
                "two on film.making 1",
                "two on ad.making 1",
                "ad.making with film.review.2 1"
            ]
        );
        assert_eq!(
            answer.plan.verdict,
            Verdict::Short {
                by: HalfDays::days(3),
                goal: 1
            }
        );
        assert_eq!(answer.ways.enough, Some(2));
    });
}

fn visit(stage: &str, from: &str, to: Option<&str>, left: Left) -> StageVisit {
    let at = |text: &str| chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a local time");
    StageVisit {
        stage: StageId::new(stage).expect("a slug"),
        start: at(from),
        end: to.map(at),
        left,
        pauses: Vec::new(),
    }
}

#[test]
fn what_has_happened_counts() {
    let made = || visit("making", "2027-02-22 09:00", Some("2027-02-24 11:00"), Left::Onward);
    for (what, stage, visits, expected) in [
        (
            "nothing yet",
            "intake",
            vec![],
            "film.making 03-01..03-02, film.review 03-03..03-03",
        ),
        (
            "half of the work is done",
            "making",
            vec![visit("making", "2027-02-26 09:00", None, Left::Open)],
            "film.making 03-01..03-01, film.review 03-02..03-02",
        ),
        (
            "it takes longer than planned: half a day is left",
            "making",
            vec![visit("making", "2027-02-15 09:00", None, Left::Open)],
            "film.making 03-01..03-01½, film.review 03-01½..03-02½",
        ),
        (
            "an open gate never ends before the next working day",
            "review",
            vec![made(), visit("review", "2027-02-24 11:00", None, Left::Open)],
            "film.making 02-22..02-24½, film.review 03-01..03-02½",
        ),
        (
            "a rejection without planned rework leaves half the stage",
            "making",
            vec![
                made(),
                visit("review", "2027-02-24 11:00", Some("2027-03-01 08:00"), Left::Rejected),
                visit("making", "2027-03-01 08:00", None, Left::Open),
            ],
            "film.making 03-01..03-01, film.review 03-02..03-02",
        ),
        (
            "another move back starts over",
            "making",
            vec![
                made(),
                visit("review", "2027-02-24 11:00", Some("2027-03-01 08:00"), Left::Back),
                visit("making", "2027-03-01 08:00", None, Left::Open),
            ],
            "film.making 03-01..03-02, film.review 03-03..03-03",
        ),
    ] {
        let campaign = format!("{HEAD}deliverables: [{{id: film, kind: k}}]\n");
        let brief = format!(
            "crops: brief/v1\nid: a-k3x9qa\ntitle: A\nkind: k\nstage: {stage}\ndeliverable: c/film\nowner: lea\nmessage: M\n"
        );
        let files = [
            ("campaigns/c.yml", campaign),
            ("briefs/2027-02/a-k3x9qa/brief.yml", brief),
        ];
        let mut asked = Asked::with(&files, "2027-03-01");
        asked.reality.insert(BriefId::new("a-k3x9qa").expect("an id"), visits);
        assert_eq!(asked.early().join(", "), expected, "{what}");
    }
}

#[test]
fn open_briefs_are_planned_back_from_their_due_days() {
    let brief = |id: &str, due: &str| {
        format!("crops: brief/v1\nid: {id}\ntitle: A\nkind: k\nstage: intake\nowner: lea\nmessage: M\n{due}")
    };
    let files = [
        (
            "briefs/2027-02/a-k3x9qa/brief.yml",
            brief("a-k3x9qa", "due: 2027-03-13\n"),
        ),
        ("briefs/2027-02/b-k3x9qb/brief.yml", brief("b-k3x9qb", "")),
    ];
    let asked = Asked::with(&files, "2027-03-01");
    assert_eq!(
        asked.late(),
        [
            "a-k3x9qa.making 03-10..03-11",
            "a-k3x9qa.review 03-12..03-12",
            "b-k3x9qb.making -",
            "b-k3x9qb.review -"
        ]
    );
}

#[test]
fn a_cancelled_deliverable_holds_nothing_back() {
    let campaign = format!("{HEAD}deliverables: [{{id: film, kind: k}}, {{id: ad, kind: k, needs: [film]}}]\n");
    let brief = "crops: brief/v1\nid: a-k3x9qa\ntitle: A\nkind: k\nstage: cancelled\ndeliverable: c/film\nowner: lea\nmessage: M\n";
    let files = [
        ("campaigns/c.yml", campaign),
        ("briefs/2027-02/a-k3x9qa/brief.yml", brief.to_owned()),
    ];
    let asked = Asked::with(&files, "2027-03-01");
    assert_eq!(asked.early(), ["ad.making 03-01..03-02", "ad.review 03-03..03-03"]);
}

#[test]
fn a_ring_of_needs_is_named() {
    let asked = Asked::of(
        "deliverables: [{id: film, kind: k, needs: [ad]}, {id: ad, kind: k, needs: [film]}]\n",
        "2027-03-01",
    );
    let ring = asked.ask(|question| backward(question).map(|_| ()));
    let chain = ["film.making", "film.review", "ad.making", "ad.review"]
        .map(str::to_owned)
        .to_vec();
    assert_eq!(ring, Err(NamedCycle { chain }));
}

#[test]
fn a_need_of_nothing_is_a_finding_and_the_rest_is_planned() {
    let asked = Asked::of(
        "deliverables: [{id: film, kind: k, needs: [flim, ad.makng, nowhere/x]}, {id: ad, kind: k, live: wave-3}]\n",
        "2027-03-01",
    );
    asked.plan(|answer| {
        let found: Vec<_> = answer.plan.out.findings.iter().map(|finding| finding.rule()).collect();
        assert_eq!(
            found,
            [
                "unknown-anchor",
                "unknown-reference",
                "unknown-stage",
                "unknown-reference"
            ]
        );
        assert_eq!(answer.plan.schedule.tasks.len(), 4);
    });
}

#[test]
fn a_party_that_never_works_is_a_finding_and_gives_no_silent_date() {
    let files = [
        (
            "campaigns/c.yml",
            format!("{HEAD}tasks: [{{id: t, duration: 1d, party: ghost}}]\n"),
        ),
        (
            "calendars/never.yml",
            "crops: calendar/v1\nid: never\nweek: []\n".to_owned(),
        ),
        (
            "parties/ghost.yml",
            "crops: party/v1\nid: ghost\nname: Ghost\ntype: supplier\ncalendar: never\n".to_owned(),
        ),
    ];
    let asked = Asked::with(&files, "2027-03-01");
    asked.plan(|answer| {
        let found: Vec<_> = answer.plan.out.findings.iter().map(|finding| finding.rule()).collect();
        assert_eq!(found, ["calendar-never-open"]);
        assert!(answer.plan.schedule.tasks[0].early.end.is_out_of_range());
    });
}

#[test]
fn a_campaign_of_twenty_thousand_tasks_is_planned() {
    let series =
        |at: u32| format!("  - {{id: s{at}, kind: k, every: day, from: 2027-04-01, to: 2029-12-25, needs: [film]}}\n");
    let all: String = (0..10).map(series).collect();
    let campaign = format!("deliverables: [{{id: film, kind: k}}]\nseries:\n{all}");
    let asked = Asked::of(&campaign, "2026-03-01");
    assert_eq!(asked.late().len(), 20_002);
}

fn json_of(said: &str) -> Value {
    serde_json::from_str(said).expect("JSON")
}

/// The published schemas are what the code writes, and every answer is valid by them.
#[test]
fn the_json_of_a_plan_is_as_published() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/schemas/");
    for (name, schema, arguments) in [
        (
            "crops.plan.v1.json",
            schemars::schema_for!(PlanView),
            &["plan", "kit-pain"][..],
        ),
        (
            "crops.plan.v1.json",
            schemars::schema_for!(PlanView),
            &["plan", "kit-pain", "--forward"],
        ),
        ("crops.plan.v1.json", schemars::schema_for!(PlanView), &["plan"]),
        (
            "crops.plan-why.v1.json",
            schemars::schema_for!(WhyView),
            &["plan", "kit-pain", "--why", "visuel-cle.production"],
        ),
    ] {
        let published = std::fs::read_to_string(format!("{folder}{name}")).unwrap_or_default();
        let now = serde_json::to_string_pretty(&schema).expect("a schema") + "\n";
        assert_eq!(json_of(&published), json_of(&now), "docs/schemas/{name}");
        let mut all = arguments.to_vec();
        all.extend(["--format", "json"]);
        let said = json_of(&Sandbox::files_of("product-launch").run(&all).fine());
        let schema = jsonschema::validator_for(&json_of(&now)).expect("a schema");
        assert!(schema.is_valid(&said["data"]), "{arguments:?}");
    }
}

#[test]
fn a_plan_says_the_verdict_first_in_both_languages() {
    let said = |sandbox: Sandbox, arguments: &[&str]| {
        let text = sandbox.run(arguments).fine();
        text.lines().next().unwrap_or_default().to_owned()
    };
    let launch = || Sandbox::files_of("product-launch").today("2026-11-20");
    for (arguments, english, french) in [
        (
            &["plan", "kit-pain"][..],
            "Lancement du kit pain maison: it fits, with 26 working days to spare. Start no later than Wed 10 Feb 2027.",
            "Lancement du kit pain maison\u{a0}: ça passe, avec 26 jours ouvrés de marge. Commencer au plus tard le mercredi 10 février 2027.",
        ),
        (
            &["plan", "kit-pain", "--forward"],
            "Lancement du kit pain maison: it can be live on Fri 26 Feb 2027 at the earliest, Wed 24 Feb 2027 without any margin; the launch is set for Tue 6 Apr 2027.",
            "Lancement du kit pain maison\u{a0}: mise en ligne possible au plus tôt le vendredi 26 février 2027, le mercredi 24 février 2027 sans aucune réserve\u{202f}; le lancement est fixé au mardi 6 avril 2027.",
        ),
    ] {
        assert_eq!(
            said(
                launch().variable("LANG", "en_GB.UTF-8"),
                &[arguments, &["--lang", "en"]].concat()
            ),
            english
        );
        assert_eq!(said(launch().french(), arguments), french);
    }
}

#[test]
fn eighty_columns_show_bars_before_names_and_earliest_days() {
    for (name, width, shown) in [
        ("film", 80, "Task Who Start End wd float earliest bars"),
        ("hero-film-belgium", 80, "Task Start End wd float bars"),
        ("hero-film-belgium-netherl", 80, "Task Start End wd float bars"),
        ("hero-film-belgium-netherlands-lux", 80, "Task Start End wd float bars"),
        ("film", 59, "Task Who Start End wd float"),
    ] {
        let asked = Asked::of(&format!("deliverables: [{{id: {name}, kind: k}}]\n"), "2027-02-15");
        let text = asked.ask(|question| {
            let report = PlanReport::backward(question, &backward(question).expect("no ring"));
            let look = Look {
                width: Some(width),
                bars: Bars::Shown,
                ..Look::plain(Reader {
                    lang: Lang::En,
                    today: asked.today,
                })
            };
            let around = Surroundings {
                what_if: Vec::new(),
                as_of: AsOfView::default(),
                today: asked.today,
                findings: Vec::new(),
            };
            write(&report, Format::Text, &look, around).expect("text")
        });
        let titles = text.lines().find(|line| line.contains("Task ")).expect("a header");
        let words = titles
            .split_whitespace()
            .filter(|word| word.chars().all(char::is_alphabetic));
        let bars = text.contains('┊').then_some("bars");
        let found: Vec<&str> = words.chain(bars).collect();
        assert_eq!(found.join(" "), shown, "{name} {width}:\n{text}");
        let is_whole = text.contains(&format!("{name}.making"));
        assert!(is_whole || text.contains("hero-film-be…nds.making"), "{text}");
    }
}

#[test]
fn a_launch_that_is_past_is_said_with_the_work_that_is_left() {
    for (what, campaign, english, french) in [
        (
            "work for the launch",
            "deliverables: [{id: film, kind: k}]\n",
            "C: the launch day, Mon 15 Mar, is past and 2 tasks are still open (3 working days of work). As planned it can be live on Tue 6 Apr.",
            "C\u{a0}: la date de lancement, le lundi 15 mars, est passée et il reste 2 tâches ouvertes (3 jours ouvrés de travail). En l’état, la mise en ligne est possible le mardi 6 avril.",
        ),
        (
            "work for a later day",
            "deliverables: [{id: film, kind: k, live: J+30}]\n",
            "C: the launch day, Mon 15 Mar, is past and 2 tasks are still open (3 working days of work). All of it can be done by Mon 5 Apr. What is due later fits, with 6 working days to spare. Start no later than Fri 9 Apr.",
            "C\u{a0}: la date de lancement, le lundi 15 mars, est passée et il reste 2 tâches ouvertes (3 jours ouvrés de travail). Tout peut être fini le lundi 5 avril. Ce qui est attendu plus tard passe, avec 6 jours ouvrés de marge. Commencer au plus tard le vendredi 9 avril.",
        ),
        (
            "a free task beside work for a later day",
            "deliverables: [{id: film, kind: k, live: J+30}]\ntasks: [{id: t, duration: 1d}, {id: u, duration: 1d, done: 2027-03-02}]\n",
            "C: the launch day, Mon 15 Mar, is past and 3 tasks are still open (4 working days of work). All of it can be done by Mon 5 Apr. What is due later fits, with 6 working days to spare.",
            "C\u{a0}: la date de lancement, le lundi 15 mars, est passée et il reste 3 tâches ouvertes (4 jours ouvrés de travail). Tout peut être fini le lundi 5 avril. Ce qui est attendu plus tard passe, avec 6 jours ouvrés de marge.",
        ),
        (
            "a free task alone",
            "tasks: [{id: t, duration: 1d}]\n",
            "C: the launch day, Mon 15 Mar, is past and 1 task is still open (1 working day of work). As planned it can be live on Fri 2 Apr.",
            "C\u{a0}: la date de lancement, le lundi 15 mars, est passée et il reste 1 tâche ouverte (1 jour ouvré de travail). En l’état, la mise en ligne est possible le vendredi 2 avril.",
        ),
        (
            "nothing left",
            "tasks: [{id: t, duration: 1d, done: 2027-03-02}]\n",
            "C: all of it is done.",
            "C\u{a0}: tout est fait.",
        ),
    ] {
        let asked = Asked::of(campaign, "2027-04-01");
        asked.ask(|question| {
            let answer = backward(question).expect("no ring");
            let report = PlanReport::backward(question, &answer);
            for (lang, expected) in [(Lang::En, english), (Lang::Fr, french)] {
                let reader = Reader {
                    lang,
                    today: asked.today,
                };
                assert_eq!(headline(reader, &report).replace('\u{202f}', " "), expected, "{what}");
            }
        });
    }
}

#[test]
fn a_task_that_does_not_exist_is_answered_with_the_nearest() {
    let sandbox = Sandbox::files_of("product-launch");
    let said = sandbox.run(&["plan", "kit-pain", "--why", "visuel-cle.prodution", "--lang", "en"]);
    assert_eq!(said.code, 3);
    assert_eq!(said.stdout, "");
    assert_eq!(
        said.stderr,
        "error: the plan has no task `visuel-cle.prodution`\nhint: did you mean `visuel-cle.production`?\n"
    );
}

#[test]
fn a_long_series_is_one_row_that_can_be_asked_why_and_unfolded() {
    let sandbox = Sandbox::files_of("product-launch");
    let folded = sandbox.run(&["plan", "kit-pain", "--lang", "en"]).fine();
    assert!(
        folded.contains("recette-du-mardi ×7 ") && !folded.contains("recette-du-mardi@"),
        "{folded}"
    );
    assert!(folded.contains("abribus.variants ×2 "), "{folded}");
    let each = sandbox.run(&["plan", "kit-pain", "--occurrences"]).fine();
    assert_eq!(each.matches("recette-du-mardi@").count(), 14, "{each}");
    let csv = sandbox.run(&["plan", "kit-pain", "--format", "csv"]).fine();
    assert_eq!(
        csv.matches("recette-du-mardi@").count(),
        28,
        "task and deliverable of each: {csv}"
    );
    for (typed, found) in [
        ("recette-du-mardi", "recette-du-mardi@2027-04-13.making can start"),
        (
            "recette-du…05-04.review",
            "recette-du-mardi@2027-05-04.review can start",
        ),
        (
            "recette-du...05-04.review",
            "recette-du-mardi@2027-05-04.review can start",
        ),
    ] {
        let said = sandbox
            .run(&["plan", "kit-pain", "--why", typed, "--lang", "en"])
            .fine();
        assert!(said.starts_with(found), "{typed}: {said}");
    }
    let many = sandbox.run(&["plan", "kit-pain", "--why", "recette…review"]);
    assert_eq!(many.code, 3, "seven are meant: {}", many.all());
}

#[test]
fn hostile_titles_are_harmless_in_every_format() {
    let sandbox = Sandbox::files_of("product-launch");
    let path = "campaigns/kit-pain.yml";
    let text = sandbox.read(path);
    let evil = "\"=cmd|' /C calc'!A0 <script>alert(1)</script> \\e[31m \\u202e | x\"";
    let title = text
        .lines()
        .find(|line| line.starts_with("title:"))
        .expect("a title")
        .to_owned();
    sandbox.write(path, &text.replace(&title, &format!("title: {evil}")));
    for format in ["text", "json", "csv", "tsv", "markdown", "html", "svg"] {
        let said = sandbox.run(&["plan", "kit-pain", "--format", format]).fine();
        assert!(!said.contains('\u{1b}') && !said.contains('\u{202e}'), "{format}");
        let is_markup = matches!(format, "markdown" | "html" | "svg");
        assert!(!is_markup || !said.contains("<script>alert"), "{format}");
    }
}

#[test]
fn the_plan_of_open_briefs_fits_a_narrow_terminal_by_their_short_names() {
    let sandbox = Sandbox::studio("lumen").variable("COLUMNS", "50");
    let said = sandbox.run(&["plan"]).fine();
    assert!(said.contains(" k3x9qa.production"), "{said}");
    let table = said.lines().filter(|line| line.contains("k3x9qa."));
    assert!(
        table
            .into_iter()
            .all(|line| line.chars().count() <= 50 || line.contains("crops")),
        "{said}"
    );
    for (short, whole) in [
        ("k3x9qa.production", "hero-film-k3x9qa.production"),
        ("k3x9qa", "hero-film-k3x9qa"),
    ] {
        let [short, whole] = [short, whole].map(|task| sandbox.run(&["plan", "--why", task]).fine());
        assert_eq!(short, whole);
    }
}
