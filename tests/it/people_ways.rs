//! Answers: what helps a plan with people that does not fit, and does each thing win what is said of it?
//! Invariant: in each studio the right answer is plain to a person; each way is pasted as it is printed and planned again.

use crate::people::{HEAD, TEAM};
use crate::sandbox::Sandbox;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The answer to a plan with people that is asked for in haste, with changes.
fn planned(sandbox: &Sandbox, campaign: &str, set: &[String]) -> Value {
    let mut arguments = vec!["plan"];
    arguments.extend((!campaign.is_empty()).then_some(campaign));
    arguments.extend(["--people", "--effort", "quick", "--format", "json"]);
    arguments.extend(set.iter().flat_map(|expression| ["--set", expression.as_str()]));
    let said: Value = serde_json::from_str(&sandbox.run(&arguments).fine()).expect("JSON");
    said["data"].clone()
}

/// Working days by which the worst goal is short, and hours nobody has time for, as the JSON says them.
fn lacking(plan: &Value) -> (f64, f64) {
    let numbers = |list: &Value, key: &str| -> Vec<f64> {
        let items = list.as_array().expect("a list").iter();
        items.map(|item| number(item, key)).collect()
    };
    let short = numbers(&plan["goals"], "shortWorkingDays");
    let hours = numbers(&plan["people"]["shortages"], "neededHours");
    (short.into_iter().fold(0.0, f64::max), hours.iter().sum())
}

fn number(item: &Value, key: &str) -> f64 {
    item[key].as_f64().expect("a number")
}

fn ways(plan: &Value) -> &[Value] {
    plan["waysOut"].as_array().expect("a list")
}

fn set_of(way: &Value) -> Vec<String> {
    serde_json::from_value(way["set"].clone()).expect("texts")
}

/// What trying ways out has shown.
#[derive(Default)]
struct Tried {
    ways: usize,
    kinds: BTreeSet<String>,
}

/// Tries each way out of a plan with people: it must win what it says.
fn try_each(sandbox: &Sandbox, campaign: &str, tried: &mut Tried) -> Value {
    let before = planned(sandbox, campaign, &[]);
    for way in ways(&before) {
        let set = set_of(way);
        assert!(!set.is_empty(), "each way can be tried: {way}");
        let kind = way["kind"].as_str().expect("a kind").to_owned();
        let after = lacking(&planned(sandbox, campaign, &set));
        if kind == "moveLaunch" {
            assert_eq!(after, (number(way, "stillShortWorkingDays"), 0.0), "{way}");
            continue;
        }
        tried.kinds.insert(kind);
        tried.ways += 1;
        let (days, hours) = lacking(&before);
        assert!((hours - after.1 - number(way, "freesHours")).abs() < 0.1, "{way}");
        if hours == after.1 {
            assert!(
                days - after.0 >= number(way, "winsWorkingDays") - 0.1,
                "{way}: {after:?}"
            );
        }
        assert!(
            after.0 <= number(way, "stillShortWorkingDays") + 0.1,
            "{way}: {after:?}"
        );
    }
    try_together(sandbox, campaign, &before);
    before
}

/// The first so many are enough together, and one fewer are not.
fn try_together(sandbox: &Sandbox, campaign: &str, before: &Value) {
    let Some(enough) = before["waysEnough"].as_u64() else {
        return;
    };
    let first = |count: u64| -> Vec<String> { ways(before).iter().take(count as usize).flat_map(set_of).collect() };
    let after = |count: u64| lacking(&planned(sandbox, campaign, &first(count)));
    assert_eq!(after(enough), (0.0, 0.0), "{:?}", first(enough));
    assert_ne!(after(enough - 1), (0.0, 0.0), "{:?}", first(enough - 1));
}

#[test]
fn each_way_out_wins_what_it_says_when_it_is_tried() {
    let (mut of_one, mut of_all) = (Tried::default(), Tried::default());
    for (studio, campaign, today) in [
        ("product-launch", "kit-pain", "2026-11-20"),
        ("product-launch", "kit-pain", "2027-02-10"),
        ("product-launch", "kit-pain", "2027-02-24"),
        ("agency", "winter-cure", "2027-01-04"),
        ("agency", "new-routes", "2027-02-01"),
        ("agency", "", "2027-02-10"),
        ("product-launch", "", "2027-02-24"),
    ] {
        let sandbox = Sandbox::files_of(studio).today(today);
        let tried = if campaign.is_empty() { &mut of_all } else { &mut of_one };
        try_each(&sandbox, campaign, tried);
    }
    assert!(
        of_all.ways >= 2,
        "{} ways for all campaigns and briefs at once",
        of_all.ways
    );
    assert!(of_one.ways >= 6, "{} ways", of_one.ways);
    let kinds = &of_one.kinds | &of_all.kinds;
    assert!(kinds.contains("freelance") && kinds.contains("drop"), "{kinds:?}");
}

#[test]
fn options_that_are_taken_up_win_what_they_say_and_only_from_the_notice_on() {
    let otto = "crops: person/v1\nid: otto\nname: Otto\nroles: [grader]\ncontract: freelance\nnotice: 2d\n\
                bookings:\n  - {from: 2027-02-24, to: 2027-03-05, status: option}\n  - {from: 2027-03-08, to: 2027-03-09, status: option}\n";
    let campaign = format!("{HEAD}tasks:\n  - {{id: grade, duration: 4d, effort: 20h, role: grader}}\n");
    let sandbox = studio(&[("team/otto.yml", otto), ("campaigns/c.yml", &campaign)]).today("2027-02-24");
    let mut tried = Tried::default();
    try_each(&sandbox, "c", &mut tried);
    assert!(tried.kinds.contains("takeOptions"), "{:?}", tried.kinds);
    let said = sandbox.run(&["plan", "c", "--people", "--lang", "en"]).fine();
    let pasted = "--set 'team/otto.bookings=2027-02-26..2027-03-05' --set 'team/otto.bookings=2027-03-08..2027-03-09'";
    assert!(said.contains(pasted), "{said}");
}

const WORKFLOW: &str = "crops: workflow/v1\nid: short\nstages:\n  - {id: making, class: work, role: designer}\n  - {id: review, class: gate, role: creative-lead, gate: {needs: [{role: creative-lead}], on_reject: making}}\n  - {id: finishing, class: work, role: designer}\n  - {id: delivered, class: done}\n";

/// Monday of the week before the launch of [`HEAD`], Monday 15 March: with no handover and no margin everything is over by
/// Friday 12, and there are five working days.
const TODAY: &str = "2027-03-08";

/// The studio of the team, with files of its own.
fn studio(files: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::new().today(TODAY);
    let own = [("workflows/short.yml", WORKFLOW)];
    for (path, text) in TEAM.iter().chain(&own).chain(files) {
        sandbox.write(path, text);
    }
    sandbox
}

/// One studio, and the way that is plain in it.
struct Case {
    what: &'static str,
    /// Beside the team, or instead of its files.
    files: &'static [(&'static str, &'static str)],
    /// Of the kind `one`.
    stages: &'static str,
    /// After the head of the campaign.
    campaign: &'static str,
    kind: &'static str,
    wins: f64,
    still: f64,
    set: &'static [&'static str],
    says: &'static str,
}

/// Léa works 7 h a day, Marc and Inès 8 h.
const CASES: &[Case] = &[
    Case {
        // 56 h are eight days of Léa: until Wed 17, three days after Fri 12. Two people have 28 h each, four days: until Thu 11.
        what: "one stage that two can share",
        files: &[],
        stages: "making: {duration: 8d, effort: 56h}",
        campaign: "deliverables:\n  - {id: film, kind: one, owner: lea}\n",
        kind: "split",
        wins: 3.0,
        still: 0.0,
        set: &["film.making.who=lea,marc", "film.making.duration=4d"],
        says: "+3  film.making shared by lea and marc",
    },
    Case {
        // Eight days end on Wed 17. Three quarters are six days, of 4 h each: until Mon 15, one day after Fri 12.
        what: "one stage of few hours a day, for one person alone",
        files: &[],
        stages: "making: {duration: 8d, effort: 24h}",
        campaign: "deliverables:\n  - {id: film, kind: one, stages: {making: {who: [lea]}}}\n",
        kind: "shorten",
        wins: 2.0,
        still: 1.0,
        set: &["film.making.duration=6d"],
        says: "+2  film.making in 6 working days",
    },
    Case {
        // 48 h are more than the 42 h that Léa has in six days: in seven she has 49 h. Until Tue 16, two days after Fri 12.
        what: "one stage that its hours leave little room",
        files: &[],
        stages: "making: {duration: 8d, effort: 48h}",
        campaign: "deliverables:\n  - {id: film, kind: one, stages: {making: {who: [lea]}}}\n",
        kind: "shorten",
        wins: 1.0,
        still: 2.0,
        set: &["film.making.duration=7d"],
        says: "+1  film.making in 7 working days",
    },
    Case {
        // Two posters of 35 h, five days each: Léa has time for one until Fri 12, and Marc is of no use. Abel takes the other.
        what: "a freelance of the team without bookings",
        files: &[(
            "team/marc.yml",
            "crops: person/v1\nid: marc\nname: Marc\nroles: [traffic]\n",
        )],
        stages: "making: {duration: 5d, effort: 35h}",
        campaign: "deliverables:\n  - {id: film, kind: one}\n  - {id: poster, kind: one}\n",
        kind: "book",
        wins: 5.0,
        still: 0.0,
        set: &["team/abel.bookings=2027-03-08..2027-03-12"],
        says: "+5  abel booked for 5 more days, between Mon 8 Mar and Fri 12 Mar",
    },
    Case {
        // As above, but Abel wants two working days of warning, Mon and Tue: he has time from Wed 10 to Tue 16, two days late.
        what: "a freelance who wants notice",
        files: &[
            (
                "team/marc.yml",
                "crops: person/v1\nid: marc\nname: Marc\nroles: [traffic]\n",
            ),
            (
                "team/abel.yml",
                "crops: person/v1\nid: abel\nname: Abel\nroles: [designer]\ncontract: freelance\nnotice: 2d\n",
            ),
        ],
        stages: "making: {duration: 5d, effort: 35h}",
        campaign: "deliverables:\n  - {id: film, kind: one}\n  - {id: poster, kind: one}\n",
        kind: "book",
        wins: 3.0,
        still: 2.0,
        set: &["team/abel.bookings=2027-03-10..2027-03-16"],
        says: "+3  abel booked for 5 more days, between Wed 10 Mar and Tue 16 Mar",
    },
    Case {
        // The fair, of priority 5, has Léa from Mon 8 to Wed 10; her three days for the film end on Mon 15, one late.
        what: "somebody who is busy with a campaign of higher priority",
        files: &[(
            "campaigns/d.yml",
            "crops: campaign/v1\nid: d\ntitle: D\nlaunch: 2027-03-15\nclient: vero\npriority: 5\ntasks:\n  - {id: fair, duration: 3d, owner: lea}\n",
        )],
        stages: "making: {duration: 3d, effort: 21h}",
        campaign: "deliverables:\n  - {id: film, kind: one, stages: {making: {who: [lea]}}}\n",
        kind: "priority",
        wins: 1.0,
        still: 0.0,
        set: &["priority=6"],
        says: "+1  let the campaign go before the others (priority 6)",
    },
    Case {
        // Four days and then four of somebody else: until Wed 17, three late. At the same time: until Thu 11.
        what: "a need of a deliverable",
        files: &[],
        stages: "making: {duration: 4d, effort: 28h}",
        campaign: "deliverables:\n  - {id: film, kind: one, stages: {making: {who: [lea]}}}\n  - {id: poster, kind: one, stages: {making: {who: [marc]}}, needs: [film]}\n",
        kind: "overlap",
        wins: 3.0,
        still: 0.0,
        set: &["poster.needs=film:SS"],
        says: "+3  overlap poster.making with film.making (start when it starts)",
    },
    Case {
        // As above; what waits is one stage, and what it waits for a task of 32 h.
        what: "a need of a stage",
        files: &[],
        stages: "making: {duration: 4d, effort: 28h}",
        campaign: "tasks:\n  - {id: shoot, duration: 4d, owner: marc}\ndeliverables:\n  - {id: film, kind: one, stages: {making: {who: [lea], needs: [shoot]}}}\n",
        kind: "overlap",
        wins: 3.0,
        still: 0.0,
        set: &["film.making.needs=shoot:SS"],
        says: "+3  overlap film.making with shoot (start when it starts)",
    },
    Case {
        // As above; what waits is the one date of a series, on Mon 15.
        what: "a need of a series",
        files: &[],
        stages: "making: {duration: 4d, effort: 28h}",
        campaign: "deliverables:\n  - {id: film, kind: one, owner: lea}\nseries:\n  - {id: posts, kind: one, owner: marc, every: mon, from: 2027-03-15, to: 2027-03-15, needs: [film]}\n",
        kind: "overlap",
        wins: 3.0,
        still: 0.0,
        set: &["posts.needs=film:SS"],
        says: "+3  overlap posts@2027-03-15.making with film.making (start when it starts)",
    },
    Case {
        // Two days, three reviews and two reworks of one day each are seven: until Tue 16, two late. A round is a review and a rework.
        what: "three reviews",
        files: &[],
        stages: "making: {duration: 2d, effort: 4h}, review: {duration: 1d, effort: 2h, rounds: {planned: 3, rework: 1d}}",
        campaign: "deliverables:\n  - {id: film, kind: one, owner: lea}\n",
        kind: "oneRoundLess",
        wins: 2.0,
        still: 0.0,
        set: &["film.review.rounds=2"],
        says: "+2  one review round less: without film.review.3",
    },
];

impl Case {
    fn sandbox(&self) -> Sandbox {
        let sandbox = studio(self.files);
        let kind = format!(
            "crops: kind/v1\nid: one\nworkflow: short\nstages: {{{}}}\n",
            self.stages
        );
        sandbox.write("kinds/one.yml", &kind);
        sandbox.write("campaigns/c.yml", &format!("{HEAD}{}", self.campaign));
        sandbox
    }
}

#[test]
fn each_kind_of_way_out_is_found_where_it_is_the_plain_answer() {
    for case in CASES {
        let sandbox = case.sandbox();
        let plan = try_each(&sandbox, "c", &mut Tried::default());
        let found: Vec<&Value> = ways(&plan).iter().filter(|way| way["kind"] == case.kind).collect();
        let [way] = found[..] else {
            panic!("{}: {:#}", case.what, plan["waysOut"]);
        };
        assert_eq!(way["set"], json!(case.set), "{}", case.what);
        assert_eq!(number(way, "winsWorkingDays"), case.wins, "{}: {way}", case.what);
        assert_eq!(number(way, "stillShortWorkingDays"), case.still, "{}: {way}", case.what);
        assert_eq!(number(way, "freesHours"), 0.0, "{}: {way}", case.what);
        let said = sandbox.run(&["plan", "c", "--people", "--lang", "en"]).fine();
        assert!(said.contains(case.says), "{}: {said}", case.what);
    }
}

/// The campaign's priority, and its launch, are of the campaign alone.
#[test]
fn each_kind_of_way_out_is_found_for_the_whole_studio_too() {
    for case in CASES.iter().filter(|case| case.kind != "priority") {
        let plan = try_each(&case.sandbox(), "", &mut Tried::default());
        let way = ways(&plan).iter().find(|way| way["kind"] == case.kind);
        let way = way.unwrap_or_else(|| panic!("{}: {:#}", case.what, plan["waysOut"]));
        assert_eq!(number(way, "winsWorkingDays"), case.wins, "{}: {way}", case.what);
    }
}

#[test]
fn a_stage_whose_hours_fill_its_days_is_not_said_to_fit_in_fewer() {
    // 56 h are eight days of Léa, and of her alone.
    let case = Case {
        what: "no room",
        stages: "making: {duration: 8d, effort: 56h}",
        ..CASES[1]
    };
    let plan = try_each(&case.sandbox(), "c", &mut Tried::default());
    let kinds: Vec<&Value> = ways(&plan).iter().map(|way| &way["kind"]).collect();
    assert_eq!(kinds, ["moveLaunch"], "{:#}", plan["waysOut"]);
}

const GRADING: &str = "crops: workflow/v1\nid: grading\nstages:\n  - {id: grade, class: work, role: grader}\n  - {id: delivered, class: done}\n";

/// Otto alone can grade: 20 h in four days. His option begins on Mon 22 March: until Thu 25, nine days after Fri 12.
#[test]
fn options_that_come_too_late_are_neither_enough_nor_the_best() {
    let otto = "crops: person/v1\nid: otto\nname: Otto\nroles: [grader]\ncontract: freelance\nbookings:\n  - {from: 2027-03-22, to: 2027-03-26, status: option}\n";
    let kind = "crops: kind/v1\nid: one\nworkflow: grading\nstages: {grade: {duration: 4d, effort: 20h}}\n";
    let campaign = format!("{HEAD}deliverables:\n  - {{id: film, kind: one}}\n");
    let sandbox = studio(&[
        ("workflows/grading.yml", GRADING),
        ("kinds/one.yml", kind),
        ("team/otto.yml", otto),
        ("campaigns/c.yml", &campaign),
    ]);
    let plan = try_each(&sandbox, "c", &mut Tried::default());
    let found: Vec<(&str, f64, f64)> = ways(&plan)
        .iter()
        .map(|way| {
            let kind = way["kind"].as_str().expect("a kind");
            (kind, number(way, "freesHours"), number(way, "stillShortWorkingDays"))
        })
        .collect();
    assert_eq!(
        found,
        [
            ("book", 20.0, 0.0),
            ("freelance", 20.0, 0.0),
            ("takeOptions", 20.0, 9.0)
        ]
    );
    assert_eq!(plan["waysEnough"], 1);
    for (lang, expected) in [
        (
            "en",
            "20\u{a0}h  take up the options of freelances (`--options`); still 9 working days short   --set",
        ),
        ("fr", "; il manquera encore 9 jours ouvrés   --set"),
    ] {
        let said = sandbox.run(&["plan", "c", "--people", "--lang", lang]).fine();
        assert!(said.contains(expected), "{said}");
    }
}

/// Four days of Léa, then four of Marc: until Wed 17, and the launch of Tue 16 wants Mon 15. Each stage in three days wins one.
#[test]
fn two_ways_that_are_enough_together_are_said_to_be_in_both_languages() {
    let who = "stages: {making: {who: [lea]}, finishing: {who: [marc]}}";
    let head = HEAD.replace("2027-03-15", "2027-03-16");
    let campaign = format!("{head}deliverables:\n  - {{id: film, kind: one, {who}}}\n");
    let kind = "crops: kind/v1\nid: one\nworkflow: short\nstages: {making: {duration: 4d, effort: 20h}, finishing: {duration: 4d, effort: 20h}}\n";
    let sandbox = studio(&[("kinds/one.yml", kind), ("campaigns/c.yml", &campaign)]);
    let plan = try_each(&sandbox, "c", &mut Tried::default());
    assert_eq!(plan["waysEnough"], 2);
    let sets: Vec<Vec<String>> = ways(&plan).iter().map(set_of).collect();
    let expected = [
        ["film.making.duration=3d"],
        ["film.finishing.duration=3d"],
        ["launch=2027-03-18"],
    ];
    assert_eq!(sets, expected);
    for (lang, expected) in [("en", TOGETHER_EN), ("fr", TOGETHER_FR)] {
        let said = sandbox.run(&["plan", "c", "--people", "--lang", lang]).fine();
        assert!(said.replace('\u{a0}', " ").contains(expected), "{said}");
    }
}

const TOGETHER_EN: &str = "
What would win the time back, in working days
    +1  film.making in 3 working days   --set 'film.making.duration=3d'
    +1  film.finishing in 3 working days   --set 'film.finishing.duration=3d'
    +2  move the launch to Thu 18 Mar   --set 'launch=2027-03-18'
Together the first 2 are enough.
";

const TOGETHER_FR: &str = "
Pour regagner du temps, en jours ouvrés
    +1  film.making en 3 jours ouvrés   --set 'film.making.duration=3d'
    +1  film.finishing en 3 jours ouvrés   --set 'film.finishing.duration=3d'
    +2  déplacer le lancement au jeu. 18 mars   --set 'launch=2027-03-18'
Ensemble, les 2 premières suffisent.
";

/// Léa is the only designer and may review as well, but not what she made. Inès is back on Thu 18, when Léa's eight days are just
/// over: until then nobody can review, and Léa's six days until Mon 15 win nothing of the two days after Tue 16.
#[test]
fn nobody_decides_on_their_own_work_to_win_time() {
    let kind = "crops: kind/v1\nid: one\nworkflow: short\nstages: {making: {duration: 8d, effort: 24h}, review: {duration: 1d, effort: 2h, rounds: {planned: 1}}}\n";
    let marc = "crops: person/v1\nid: marc\nname: Marc\nroles: [traffic]\n";
    let ines =
        "crops: person/v1\nid: ines\nname: Inès\nroles: [creative-lead]\noff: [{from: 2027-03-08, to: 2027-03-17}]\n";
    let head = HEAD.replace("2027-03-15", "2027-03-17");
    let campaign = format!("{head}deliverables:\n  - {{id: film, kind: one}}\n");
    let sandbox = studio(&[
        ("kinds/one.yml", kind),
        ("team/marc.yml", marc),
        ("team/ines.yml", ines),
        ("campaigns/c.yml", &campaign),
    ]);
    let plan = try_each(&sandbox, "c", &mut Tried::default());
    let sets: Vec<Vec<String>> = ways(&plan).iter().map(set_of).collect();
    assert_eq!(sets, [["launch=2027-03-19"]]);
}

/// Eight days end on Wed 17, and the launch wants Fri 12: no reason says that the one is because of the other.
#[test]
fn a_reason_says_that_a_day_cannot_be_kept() {
    let sandbox = CASES[0].sandbox();
    for (lang, expected) in [
        (
            "en",
            "film.making takes 8 working days and cannot end before Wed 17 Mar, later than it should: film is live on Mon 15 Mar: ready by Fri 12 Mar",
        ),
        (
            "fr",
            "film.making prend 8 jours ouvrés et ne peut pas finir avant le mer. 17 mars, plus tard qu’il ne faudrait : film est en ligne le lun. 15 mars : prêt le ven. 12 mars",
        ),
    ] {
        let why = sandbox
            .run(&["plan", "c", "--people", "--why", "film.making", "--lang", lang])
            .fine();
        assert!(why.replace('\u{a0}', " ").contains(expected), "{why}");
    }
}

/// The film is three days late for Fri 12. The post of Tue 9 wants Mon 8 and takes until Tue 9, one late, whatever the launch.
#[test]
fn another_launch_does_not_win_what_does_not_move_with_it() {
    let kind = "crops: kind/v1\nid: one\nworkflow: short\nstages: {making: {duration: 8d, effort: 24h}}\n";
    let post = "crops: kind/v1\nid: post\nworkflow: short\nstages: {making: {duration: 2d, effort: 4h}}\n";
    let film = "deliverables:\n  - {id: film, kind: one, stages: {making: {who: [lea]}}}\n";
    let posts = "series:\n  - {id: posts, kind: post, owner: marc, every: tue, from: 2027-03-09, to: 2027-03-09}\n";
    let sandbox = studio(&[
        ("kinds/one.yml", kind),
        ("kinds/post.yml", post),
        ("campaigns/c.yml", &format!("{HEAD}{film}{posts}")),
    ]);
    let plan = try_each(&sandbox, "c", &mut Tried::default());
    let way = ways(&plan).last().expect("a way");
    assert_eq!(way["set"], json!(["launch=2027-03-18"]));
    assert_eq!(
        (number(way, "winsWorkingDays"), number(way, "stillShortWorkingDays")),
        (2.0, 1.0)
    );
}
