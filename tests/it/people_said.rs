//! Answers: what does the program say of a plan with people: why, who is short, and what would help?
//! Invariant: what is promised is tried; what cannot be done is said.

use crate::people::{HEAD, TEAM};
use crate::sandbox::Sandbox;
use serde_json::Value;

/// A made-up studio of one campaign, planned with people by the program itself.
fn said(files: &[(&str, &str)], arguments: &[&str]) -> String {
    let sandbox = Sandbox::new();
    for (path, text) in TEAM.iter().chain(files) {
        sandbox.write(path, text);
    }
    sandbox.run(arguments).fine()
}

#[test]
fn a_plan_says_who_is_busy_with_what_to_the_end_of_the_chain() {
    let tasks = "tasks:\n  - {id: shoot, duration: 3d, owner: lea}\n  - {id: edit, duration: 2d, owner: lea}\n  - {id: poster, duration: 1d, owner: ines}\n";
    let campaign = format!("{HEAD}{tasks}");
    let files = [("campaigns/c.yml", campaign.as_str())];
    let why = said(
        &files,
        &[
            "plan",
            "c",
            "--people",
            "--why",
            "edit",
            "--lang",
            "en",
            "--today",
            "2027-03-08",
        ],
    );
    assert_eq!(
        why,
        "edit can start on Thu 11 Mar at the earliest, because lea is busy with shoot from Mon 8 Mar to Wed 10 Mar.\n\
         lea does 14\u{a0}h of it: they own it\n\
         \x20 shoot takes 3 working days and starts on Mon 8 Mar, because nothing holds it back\n\
         It must start on Thu 11 Mar at the latest, 0 working days of float:\n\
         \x20 edit takes 2 working days and must end on Fri 12 Mar: everything is over before the launch on Mon 15 Mar, margin off: by Fri 12 Mar\n"
    );
}

#[test]
fn of_two_campaigns_in_one_pool_the_one_of_higher_priority_keeps_its_days() {
    let campaign = |id: &str, priority: u32| {
        format!(
            "crops: campaign/v1\nid: {id}\ntitle: {id}\nlaunch: 2027-03-15\nclient: vero\nmargin: 0d\npriority: {priority}\ntasks:\n  - {{id: a, duration: 5d, owner: lea}}\n"
        )
    };
    for (c, d, kept, late) in [(0, 5, "d/a", "c/a"), (5, 0, "c/a", "d/a")] {
        let (c, d) = (campaign("c", c), campaign("d", d));
        let files = [("campaigns/c.yml", c.as_str()), ("campaigns/d.yml", d.as_str())];
        let said = said(&files, &["plan", "--people", "--lang", "en", "--today", "2027-03-08"]);
        let headline = format!("5 working days short. As planned {late} can be ready on Fri 19 Mar, not Fri 12 Mar.");
        assert!(said.contains(&headline), "{said}");
        assert!(said.contains(&format!("{kept}   lea   8 Mar  12 Mar")), "{said}");
    }
}

#[test]
fn a_reason_names_the_holiday_the_closure_the_record_and_what_was_done() {
    let calendar = "crops: calendar/v1\nid: paris\nweek: [mon, tue, wed, thu, fri]\nholidays: FR\nclosed: [{from: 2027-05-10, to: 2027-05-12, why: salon}]\n";
    let campaign = "crops: campaign/v1\nid: c\ntitle: C\nlaunch: 2027-05-20\nclient: vero\nmargin: 0d\ntasks:\n\
        \x20 - {id: a, duration: 5d, owner: lea}\n\
        \x20 - {id: b, duration: 4d, owner: lea, needs: [{after: a, lag: 2d}]}\n\
        \x20 - {id: d, duration: 1d, owner: lea, not_before: 2027-05-14}\n\
        \x20 - {id: f, duration: 2d, done: 2027-04-15}\n";
    let files = [("calendars/paris.yml", calendar), ("campaigns/c.yml", campaign)];
    for (task, expected) in [
        ("a", "b must start on Thu 13 May (finish to start, lag 2 wd)"),
        ("a", "Thu 6 May (Ascension Day), Mon 10 May (salon)"),
        ("b", "Mon 17 May (Whit Monday)"),
        ("b", "because a ends on Fri 23 Apr (finish to start, lag 2 wd)"),
        ("d", "because the campaign says not before  campaigns/c.yml:10"),
        ("f", "f was done from Wed 14 Apr to Thu 15 Apr."),
    ] {
        let why = said(
            &files,
            &["plan", "c", "--why", task, "--lang", "en", "--today", "2027-04-19"],
        );
        assert!(why.replace('\u{a0}', " ").contains(expected), "{task}: {why}");
    }
}

/// Two tasks before a launch, one after the other: five days of work, and two of margin before Monday 15 March.
const ALONE: &str = "margin: 2d\ntasks:\n  - {id: stand, duration: 3d, effort: 9h, owner: lea}\n  \
                     - {id: invite, duration: 2d, effort: 6h, owner: lea, needs: [stand]}\n";

fn alone(arguments: &[&str]) -> String {
    let campaign = format!("{HEAD}{ALONE}");
    let mut all = vec!["plan", "c", "--lang", "en"];
    all.extend(arguments);
    said(&[("campaigns/c.yml", campaign.as_str())], &all)
}

#[test]
fn a_campaign_of_tasks_alone_is_judged_by_its_launch() {
    // The work ends by Wednesday 10 March: five days back from there is Thursday 4 March.
    for people in [&[][..], &["--people"]] {
        let on = |today: &str| alone(&[&["--today", today], people].concat());
        let early = on("2027-03-01");
        assert!(
            early.starts_with("C: it fits, with 3 working days to spare. Start no later than Thu 4 Mar."),
            "{early}"
        );
        let margin = on("2027-03-05");
        assert!(
            margin.starts_with("C: it holds, at the cost of 1 of the 2 working days of margin."),
            "{margin}"
        );
        // From Wednesday 10 March five days end on Tuesday 16.
        let late = on("2027-03-10");
        assert!(
            late.starts_with("C: 2 working days short. As planned it can be live on Wed 17 Mar, not Mon 15 Mar."),
            "{late}"
        );
        assert!(late.contains("overlap invite with stand"), "{late}");
    }
    let forward = alone(&["--forward", "--today", "2027-03-10"]);
    assert!(
        forward.contains("it can be live on Fri 19 Mar at the earliest"),
        "{forward}"
    );
    let why = alone(&["--why", "invite", "--today", "2027-03-01"]);
    assert!(
        why.contains("everything is over before the launch on Mon 15 Mar, margin off: by Wed 10 Mar"),
        "{why}"
    );
}

#[test]
fn a_milestone_alone_keeps_no_margin_and_none_is_said_to_be_left() {
    let campaign = format!("{HEAD}{ALONE}milestones:\n  - {{id: ready, needs: [invite]}}\n");
    for (today, headline) in [("2027-03-01", "C: it fits"), ("2027-03-11", "C: 3 working days short.")] {
        for people in [&[][..], &["--people"]] {
            let asked = [&["plan", "c", "--lang", "en", "--today", today], people].concat();
            let plan = said(&[("campaigns/c.yml", campaign.as_str())], &asked).replace('\u{a0}', " ");
            assert!(plan.starts_with(headline), "{plan}");
            assert!(plan.contains("margin 0 wd"), "{plan}");
        }
    }
}

#[test]
fn a_task_after_the_launch_is_no_reason_to_miss_it() {
    let campaign = format!("{HEAD}{ALONE}  - {{id: teardown, duration: 2d, owner: lea, not_before: J+1wd}}\n");
    let plan = said(
        &[("campaigns/c.yml", campaign.as_str())],
        &["plan", "c", "--lang", "en", "--today", "2027-03-01"],
    );
    assert!(plan.starts_with("C: it fits, with 3 working days to spare."), "{plan}");
}

/// What a plan with people says of a campaign that cannot be staffed, and its exit code.
fn lacks(files: &[(&str, &str)], tasks: &str) -> String {
    let campaign = format!("{HEAD}tasks:\n{tasks}");
    let mut all = vec![("campaigns/c.yml", campaign.as_str())];
    all.extend(files);
    said(
        &all,
        &["plan", "c", "--people", "--lang", "en", "--today", "2027-01-04"],
    )
}

const IDLE: (&str, &str) = (
    "team/ida.yml",
    "crops: person/v1\nid: ida\nname: Ida\nroles: [editor]\nhours: {mon: 0h}\n",
);
const SHUT: (&str, &str) = (
    "parties/shut.yml",
    "crops: party/v1\nid: shut\nname: Shut\ntype: supplier\nclosed: [{from: 1990-01-01, to: 2199-12-31}]\n",
);

type Missing = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static str,
    &'static str,
);

/// What is wrong, the files that make it so, the tasks, and what must be said.
const LACKS: &[Missing] = &[
    (
        "no hours",
        &[IDLE],
        "  - {id: a, duration: 2d, effort: 10h, owner: ida}\n",
        "a needs 10\u{a0}h of ida",
    ),
    (
        "a role nobody has",
        &[],
        "  - {id: a, duration: 2d, effort: 4h, role: pilot}\n",
        "a asks for the role pilot, which nobody has",
    ),
    (
        "effort and nobody",
        &[],
        "  - {id: a, duration: 2d, effort: 4h}\n",
        "a has hours of work and nobody to do it",
    ),
    (
        "a freelance without bookings",
        &[],
        "  - {id: a, duration: 2d, effort: 4h, owner: abel}\n",
        "(not booked)",
    ),
    (
        "somebody who left",
        &[],
        "  - {id: a, duration: 2d, effort: 4h, owner: zoe}\n",
        "(has left)",
    ),
    (
        "a party that is always closed",
        &[SHUT],
        "  - {id: a, duration: 2d, party: shut}\n  - {id: b, duration: 1d, owner: lea, needs: [a]}\n",
        "C:",
    ),
    (
        "1,000 days between",
        &[],
        "  - {id: a, duration: 2d, owner: lea}\n  - {id: b, duration: 1d, owner: lea, needs: [{after: a, lag: 1000d}]}\n",
        "b needs 7\u{a0}h of lea on Mon 23 Dec 2030, who has none then",
    ),
    (
        "ten years of work",
        &[],
        "  - {id: a, duration: 2500d, owner: lea}\n",
        "a needs ",
    ),
];

#[test]
fn what_cannot_be_staffed_is_said_and_never_dated_in_silence() {
    for (what, files, tasks, expected) in LACKS {
        let said = lacks(files, tasks);
        assert!(said.contains(*expected), "{what}: {said}");
    }
}

#[test]
fn a_party_with_a_capacity_takes_only_so_many_tasks_at_a_time() {
    let one = (
        "parties/press.yml",
        "crops: party/v1\nid: press\nname: Press\ntype: supplier\ncapacity: 1\n",
    );
    let tasks = "tasks:\n  - {id: a, duration: 2d, party: press}\n  - {id: b, duration: 2d, party: press}\n";
    let campaign = format!("{HEAD}{tasks}");
    let files = [("campaigns/c.yml", campaign.as_str()), one];
    let said = said(
        &files,
        &["plan", "c", "--people", "--format", "csv", "--today", "2027-01-04"],
    );
    let starts: std::collections::BTreeSet<&str> =
        said.lines().skip(1).filter_map(|line| line.split(',').nth(8)).collect();
    assert_eq!(starts.len(), 2, "{said}");
}

const RING: &str = "crops: campaign/v1\nid: d\ntitle: D\nlaunch: 2027-03-20\nclient: vero\ntasks:\n  - {id: x, duration: 1d, owner: lea, needs: [y]}\n  - {id: y, duration: 1d, owner: lea, needs: [x]}\n";

#[test]
fn a_ring_in_another_campaign_leaves_that_one_out_and_names_it() {
    let sandbox = Sandbox::new().today("2027-03-01");
    let campaign = format!("{HEAD}tasks:\n  - {{id: a, duration: 2d, owner: lea}}\n");
    let files = [("campaigns/c.yml", campaign.as_str()), ("campaigns/d.yml", RING)];
    for (path, text) in TEAM.iter().chain(&files) {
        sandbox.write(path, text);
    }
    let forecast = sandbox.run(&["forecast", "c", "--people", "--lang", "en"]).all();
    assert!(forecast.contains("the plan leaves `d` out"), "{forecast}");
    for arguments in [&["plan", "c", "--people"][..], &["plan", "--people"]] {
        for (lang, expected) in [
            ("en", "the plan leaves `d` out, in which tasks wait for each other: "),
            (
                "fr",
                "le plan laisse `d` de côté, où des tâches s’attendent les unes les autres\u{a0}: ",
            ),
        ] {
            let said = sandbox.run(&[arguments, &["--lang", lang]].concat());
            let all = said.all();
            assert!(all.contains(expected), "{all}");
            assert!(said.fine().contains(" lea "), "{all}");
        }
        let said = sandbox.run(&[arguments, &["--format", "json"]].concat()).fine();
        let json: Value = serde_json::from_str(&said).expect("JSON");
        let findings = json["findings"].as_array().expect("a list");
        assert!(
            findings
                .iter()
                .any(|one| one["rule"] == "dependency-cycle" && one["file"] == "campaigns/d.yml"),
            "{findings:?}"
        );
    }
    let refused = sandbox.run(&["plan", "d", "--people", "--lang", "en"]).all();
    assert!(refused.contains("tasks wait for each other: x → y → x"), "{refused}");
}

#[test]
fn work_that_should_be_over_is_said_to_be_overdue_with_its_hours_and_since_when() {
    let campaign = format!("{HEAD}deliverables:\n  - {{id: film, kind: k, owner: lea}}\n");
    let files = [("campaigns/c.yml", campaign.as_str())];
    for (lang, expected) in [
        ("en", "h overdue, to be done since "),
        ("fr", "h en retard, à faire depuis le "),
    ] {
        let said = said(
            &files,
            &["plan", "c", "--people", "--lang", lang, "--today", "2027-03-08"],
        );
        let line = said.lines().find(|line| line.contains(expected));
        assert!(line.is_some_and(|line| line.contains("film.making")), "{said}");
    }
}

/// What cannot be planned as it is written, and what the program says of it: never a date in silence.
const REFUSED: &[(&str, &str, &str)] = &[
    (
        "a launch in the past",
        "crops: campaign/v1\nid: c\ntitle: C\nlaunch: 2026-12-01\nclient: vero\ntasks:\n  - {id: a, duration: 2d, owner: lea}\n",
        "C: the launch day, Tue 1 Dec 2026, is past and 1 task is still open",
    ),
    (
        "constraints that contradict each other",
        "crops: campaign/v1\nid: c\ntitle: C\nlaunch: 2027-03-15\nclient: vero\ntasks:\n  - {id: a, duration: 2d, owner: lea, not_before: 2027-03-01, must_end_by: 2027-02-01}\n",
        "a must end by Mon 1 Feb",
    ),
    (
        "a ring",
        "crops: campaign/v1\nid: c\ntitle: C\nlaunch: 2027-03-15\nclient: vero\ntasks:\n  - {id: a, duration: 2d, owner: lea, needs: [a]}\n",
        "tasks wait for each other: a → a",
    ),
];

#[test]
fn what_cannot_be_planned_is_said_with_what_is_in_its_way() {
    for (what, campaign, expected) in REFUSED {
        let sandbox = Sandbox::new().today("2027-01-04");
        for (path, text) in TEAM.iter().chain(&[("campaigns/c.yml", *campaign)]) {
            sandbox.write(path, text);
        }
        let said = sandbox.run(&["plan", "c", "--people", "--lang", "en"]).all();
        assert!(said.contains(expected), "{what}: {said}");
    }
}

#[test]
fn a_studio_that_is_never_open_is_refused_with_its_calendar() {
    let sandbox = Sandbox::new().today("2027-01-04");
    let campaign = format!("{HEAD}tasks:\n  - {{id: a, duration: 2d, owner: lea}}\n");
    let shut = "crops: calendar/v1\nid: paris\nweek: []\n";
    let files = [("campaigns/c.yml", campaign.as_str()), ("calendars/paris.yml", shut)];
    for (path, text) in TEAM.iter().chain(&files) {
        sandbox.write(path, text);
    }
    let said = sandbox.run(&["plan", "c", "--people", "--lang", "en"]).all();
    assert!(said.contains("paris"), "{said}");
}

/// Seven tasks to a deliverable, twenty people, and each fourth deliverable waiting for another.
#[test]
fn a_campaign_of_thousands_of_tasks_has_its_answer() {
    const LINES: usize = 430;
    let sandbox = Sandbox::new().today("2027-01-04");
    for (path, text) in TEAM {
        sandbox.write(path, text);
    }
    for number in 0..20 {
        let person = format!("crops: person/v1\nid: p{number:02}\nname: P\nroles: [designer, creative-lead]\n");
        sandbox.write(&format!("team/p{number:02}.yml"), &person);
    }
    let line = |at: usize| match at % 4 {
        3 => format!(
            "  - {{id: d{at}, kind: k, owner: p{:02}, needs: [d{}]}}\n",
            at % 20,
            at - 3
        ),
        _ => format!("  - {{id: d{at}, kind: k, owner: p{:02}}}\n", at % 20),
    };
    let lines: String = (0..LINES).map(line).collect();
    let launch = "crops: campaign/v1\nid: c\ntitle: C\nlaunch: 2028-03-15\nclient: vero\ndeliverables:\n";
    sandbox.write("campaigns/c.yml", &format!("{launch}{lines}"));
    let plan = ["plan", "c", "--people", "--effort", "quick", "--format", "json"];
    let said: Value = serde_json::from_str(&sandbox.run(&plan).fine()).expect("JSON");
    let tasks = said["data"]["tasks"].as_array().expect("tasks");
    assert!(tasks.len() > 3_000, "{}", tasks.len());
    assert!(tasks.iter().all(|task| task["late"].is_object()), "each has its day");
    assert_eq!(said["data"]["people"]["shortages"], serde_json::json!([]));
}
