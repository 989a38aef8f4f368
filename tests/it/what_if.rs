//! Answers: does `--set` try a change as if the file said it, and write nothing?
//! Invariant: every day expected here was worked out by hand on the calendar.

use crate::sandbox::Sandbox;
use serde_json::Value;
use std::collections::BTreeSet;

fn plan(sandbox: &Sandbox, set: &[&str]) -> Value {
    let mut arguments = vec!["plan", "spring-launch", "--format", "json"];
    for expression in set {
        arguments.extend(["--set", expression]);
    }
    serde_json::from_str(&sandbox.run(&arguments).fine()).expect("JSON")
}

fn task<'a>(answer: &'a Value, name: &str) -> &'a Value {
    let tasks = answer["data"]["tasks"].as_array().expect("tasks");
    tasks.iter().find(|task| task["name"] == name).expect("the task")
}

/// Expression, task, field of its JSON, what it was, what it becomes.
const TRIED: &str = r#"
hero-film.production.duration=12d | hero-film.production | /durationWorkingDays | 8.0 | 12.0
kinds/visual.production.duration=1d | banners.production | /durationWorkingDays | 8.0 | 1.0
visual.production.duration=1d | banners.production | /durationWorkingDays | 8.0 | 1.0
media-plan.done= | media-plan | /state | "done" | "ahead"
airtime.duration=3w | airtime | /early/end | "2026-12-17" | "2026-12-24"
teaser.needs= | teaser.making | /early/start | "2027-01-25" | "2026-11-20"
teaser.needs=hero-film.production:SS | teaser.making | /early/start | "2027-01-25" | "2027-01-11"
launch=2027-03-22 | banners.delivery | /late/end | "2027-03-02" | "2027-03-09"
tv=2027-03-21 | hero-film.delivery | /late/end | "2027-03-02" | "2027-03-09"
margin=0d | hero-film.delivery | /late/end | "2027-03-02" | "2027-03-05"
parties/regie-tv.handover=0d | hero-film.delivery | /late/end | "2027-03-02" | "2027-03-09"
hero-film.review.who=lea,marc | hero-film.review | /people | ["marc"] | ["lea","marc"]
k3x9qa.stage=delivered | hero-film.production | /state | "ahead" | "done"
k3x9qa.production.duration=12d | hero-film.production | /durationWorkingDays | 8.0 | 12.0
spring-launch/hero-film.production.fixed= | hero-film.production | /early/start | "2027-01-11" | "2026-11-25"
"#;

#[test]
fn a_change_is_tried_in_every_form_that_a_record_has() {
    let sandbox = Sandbox::files_of("printemps");
    for row in TRIED.trim().lines() {
        let cells: Vec<&str> = row.split(" | ").collect();
        let [expression, name, field, was, is] = cells[..] else {
            panic!("{row}")
        };
        let at = |answer: &Value| task(answer, name).pointer(field).expect("a field").to_string();
        assert_eq!(
            (at(&plan(&sandbox, &[])), at(&plan(&sandbox, &[expression]))),
            (was.into(), is.into()),
            "{expression}"
        );
    }
}

/// A plan with people of the studio, with these changes.
fn staffed(sandbox: &Sandbox, set: &[&str]) -> Value {
    let mut arguments = vec![
        "plan",
        "spring-launch",
        "--people",
        "--effort",
        "quick",
        "--format",
        "json",
    ];
    for expression in set {
        arguments.extend(["--set", expression]);
    }
    serde_json::from_str(&sandbox.run(&arguments).fine()).expect("JSON")
}

#[test]
fn a_need_may_name_the_stage_that_waits() {
    let sandbox = Sandbox::files_of("printemps");
    let late = "hero-film.needs=airtime:FS+60d>review";
    let started = |set: &[&str], name: &str| task(&plan(&sandbox, set), name)["early"]["start"].clone();
    assert!(
        started(&[late], "hero-film.review").as_str() > Some("2027-03-01"),
        "{}",
        started(&[late], "hero-film.review")
    );
    assert_eq!(
        started(&[late], "hero-film.production"),
        started(&[], "hero-film.production"),
        "only the stage that is named waits"
    );
    let refused = sandbox.run(&[
        "plan",
        "spring-launch",
        "--set",
        "hero-film.needs=airtime>",
        "--lang",
        "en",
    ]);
    assert!(refused.stderr.contains("is no link"), "{}", refused.stderr);
}

#[test]
fn an_empty_item_is_left_out_with_its_open_briefs() {
    let sandbox = Sandbox::files_of("printemps");
    let names = |answer: &Value| -> Vec<String> {
        let tasks = answer["data"]["tasks"].as_array().expect("tasks").iter();
        tasks
            .map(|task| task["name"].as_str().expect("a name").to_owned())
            .collect()
    };
    let all = names(&plan(&sandbox, &[]));
    for (item, left) in [
        ("banners", 1),
        ("teaser", 1),
        ("countdown", 1),
        ("spring-launch/banners", 1),
        ("media-booked", 1),
    ] {
        let gone = format!("{item}=");
        let name = item.rsplit('/').next().expect("a name");
        let now = names(&plan(&sandbox, &[&gone]));
        let kept: BTreeSet<&String> = all.iter().filter(|known| !is_of(known, name)).collect();
        assert_eq!(now.iter().collect::<BTreeSet<_>>(), kept, "{item}");
        assert!(all.len() - now.len() >= left, "{item}");
    }
    // A brief of what is left out is not planned as a loose one.
    let open = sandbox.run(&[
        "plan",
        "--format",
        "json",
        "--set",
        "spring-launch/teaser.needs=",
        "--set",
        "spring-launch/hero-film=",
    ]);
    let open: Value = serde_json::from_str(&open.fine()).expect("JSON");
    assert!(
        !names(&open).iter().any(|name| name.starts_with("k3x9qa")),
        "{:?}",
        names(&open)
    );
    let needed = sandbox.run(&["plan", "spring-launch", "--set", "key-visual=", "--lang", "en"]);
    assert_eq!(needed.code, 2, "{}", needed.stdout);
    assert!(needed.stderr.contains("key-visual"), "{}", needed.stderr);
}

fn is_of(task: &str, item: &str) -> bool {
    let rest = task.strip_prefix(item);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '@']))
}

#[test]
fn somebody_more_with_a_role_works_on_the_days_given_and_no_others() {
    let sandbox = Sandbox::files_of("printemps");
    let days = |set: &[&str]| -> Vec<String> {
        let found = staffed(&sandbox, set);
        let own = found["data"]["people"]["load"].as_array().expect("a list").iter();
        own.map(ToString::to_string)
            .filter(|load| load.contains("freelance-designer"))
            .collect()
    };
    assert!(days(&[]).is_empty());
    let off = "lea.off=2026-11-20..2027-12-31";
    let once = days(&[off, "freelance/designer=2027-01-04..2027-01-08"]);
    assert_eq!(once.len(), 1, "one week: {once:?}");
    assert!(once[0].contains("2027-01-04") || once[0].contains("W01"), "{once:?}");
    let twice = days(&[
        off,
        "freelance/designer=2027-01-04..2027-01-08",
        "freelance/designer=2027-01-11..2027-01-15",
    ]);
    assert_eq!(twice.len(), 2, "more days of the same person: {twice:?}");
    for (expression, said) in [
        (
            "freelance/desinger=2027-01-04",
            "did you mean `--set 'freelance/designer=2027-01-04'`?",
        ),
        (
            "freelance/designer=soon",
            "`soon` is neither a day nor a stretch of days",
        ),
        ("freelance/designer=", "is neither a day nor a stretch of days"),
    ] {
        let refused = sandbox.run(&["plan", "spring-launch", "--people", "--lang", "en", "--set", expression]);
        assert_eq!(refused.code, 2, "{}", refused.stdout);
        assert!(refused.stderr.contains(said), "{expression}: {}", refused.stderr);
    }
    assert_eq!(
        sandbox
            .run(&["plan", "spring-launch", "--set", "freelance/designer=2027-01-04"])
            .code,
        0
    );
}

#[test]
fn rounds_are_said_of_a_stage_or_of_all_that_have_them() {
    let sandbox = Sandbox::files_of("printemps");
    let reviews = |set: &[&str]| {
        let answer = plan(&sandbox, set);
        let tasks = answer["data"]["tasks"].as_array().expect("tasks").clone();
        let of = tasks.iter().filter(|task| {
            task["name"]
                .as_str()
                .is_some_and(|name| name.starts_with("hero-film.review"))
        });
        of.map(|task| {
            format!(
                "{} {}",
                task["name"].as_str().unwrap_or_default(),
                task["durationWorkingDays"]
            )
        })
        .collect::<Vec<_>>()
    };
    let two = [
        "hero-film.review 1.0",
        "hero-film.review.rework 2.0",
        "hero-film.review.2 1.0",
    ];
    assert_eq!(reviews(&[]), two);
    assert_eq!(reviews(&["hero-film.rounds=1"]), ["hero-film.review 1.0"]);
    assert_eq!(reviews(&["hero-film.review.rounds=2"]), two, "the rework stays");
    assert_eq!(
        reviews(&["hero-film.review.rework=4d"]),
        [
            "hero-film.review 1.0",
            "hero-film.review.rework 4.0",
            "hero-film.review.2 1.0"
        ]
    );
    assert_eq!(reviews(&["video.rounds=1"]), ["hero-film.review 1.0"]);
}

#[test]
fn several_changes_are_tried_together_and_said() {
    let sandbox = Sandbox::studio("printemps");
    let set = [
        "launch=2027-03-22",
        "lea.off=2027-01-04..2027-01-08",
        "lea.hours=5h",
        "marc.booked=2027-02-01",
    ];
    let answer = plan(&sandbox, &set);
    assert_eq!(answer["whatIf"], serde_json::json!(set));
    assert_eq!(answer["data"]["campaign"]["launch"], "2027-03-22");
    assert_eq!(plan(&sandbox, &[]).get("whatIf"), None);
    let said = sandbox
        .run(&[
            "plan",
            "spring-launch",
            "--set",
            set[0],
            "--set",
            "margin=1d",
            "--lang",
            "en",
        ])
        .fine();
    assert_eq!(
        said.lines().nth(1),
        Some("With launch=2027-03-22, margin=1d, not written.")
    );
    let csv = sandbox.run(&[
        "plan",
        "spring-launch",
        "--set",
        set[0],
        "--format",
        "csv",
        "--lang",
        "fr",
    ]);
    assert_eq!(csv.stderr, "Avec launch=2027-03-22, sans rien écrire.\n");
    let why = sandbox.run(&[
        "plan",
        "spring-launch",
        "--why",
        "hero-film.delivery",
        "--set",
        set[0],
        "--lang",
        "en",
    ]);
    assert!(why.fine().contains("With launch=2027-03-22, not written."));
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "", "nothing is written");
}

#[test]
fn what_is_only_tried_is_marked_in_every_format() {
    let sandbox = Sandbox::studio("printemps");
    let set = "launch=2027-03-22";
    for (lang, word) in [("en", "What if"), ("fr", "Essai")] {
        for (format, with_word) in [
            ("html", true),
            ("svg", true),
            ("ics", true),
            ("mermaid", true),
            ("mspdi", true),
            ("csv", false),
            ("tsv", false),
            ("markdown", false),
            ("json", false),
            ("text", false),
        ] {
            let base = ["plan", "spring-launch", "--lang", lang, "--format", format];
            let plain = sandbox.run(&base).fine();
            let tried = sandbox.run(&[&base[..], &["--set", set]].concat()).fine();
            assert!(tried.contains(set) && !plain.contains(set), "{format}: {tried}");
            assert!(
                !with_word || tried.contains(word) && !plain.contains(word),
                "{format}: {tried}"
            );
        }
        let plan = ["plan", "spring-launch", "--set", set, "--lang", lang, "--format"];
        let csv = sandbox.run(&[&plan[..], &["csv"]].concat()).fine();
        assert!(
            csv.lines().next().is_some_and(|head| head.ends_with(",what_if")),
            "{csv}"
        );
        assert!(csv.lines().skip(1).all(|row| row.ends_with(set)), "each row: {csv}");
        let ics = sandbox.run(&[&plan[..], &["ics"]].concat()).fine();
        let count = |start: &str| ics.lines().filter(|line| line.starts_with(start)).count();
        assert_eq!(
            count("UID:what-if/"),
            count("UID:"),
            "an import takes no place of the plan"
        );
    }
}

#[test]
fn the_present_value_changes_nothing() {
    let sandbox = Sandbox::files_of("printemps");
    let now = plan(&sandbox, &[]);
    for expression in [
        "launch=2027-03-15",
        "margin=3d",
        "priority=0",
        "wave-2=2027-04-12",
        "hero-film.production.duration=8d",
        "hero-film.production.fixed=2027-01-11",
        "hero-film.live=tv",
        "hero-film.rounds=2",
        "hero-film.review.rework=2d",
        "hero-film.needs=key-visual",
        "teaser.needs=hero-film.production:FS+2d",
        "countdown.every=tue",
        "airtime.needs=media-plan",
        "media-booked.by=J-30",
        "video.brief.duration=3d",
        "maison-vero.name=x",
    ] {
        assert_eq!(plan(&sandbox, &[expression])["data"], now["data"], "{expression}");
    }
}

const REFUSED: [(&str, &str); 9] = [
    (
        "hero-film",
        "`hero-film` says no value\nhint: write it as `hero-film.production.duration=12d` or `launch=2027-03-22`",
    ),
    (
        "hero-fillm.production.duration=12d",
        "nothing here is called `hero-fillm`\nhint: did you mean `--set 'hero-film.production.duration=12d'`?",
    ),
    (
        "hero-film.prodution.duration=12d",
        "`hero-film` has no `prodution`\nhint: did you mean `--set 'hero-film.production.duration=12d'`?",
    ),
    (
        "hero-film.production.durration=12d",
        "`hero-film.production` has no `durration`\nhint: did you mean `--set 'hero-film.production.duration=12d'`?",
    ),
    (
        "luanch=2027-03-22",
        "nothing here is called `luanch`\nhint: did you mean `--set 'launch=2027-03-22'`?",
    ),
    (
        "countdown.production.duration=2d",
        "`countdown` has no `production`\nhint: did you mean `--set 'kinds/social.production.duration=2d'`?",
    ),
    (
        "hero-film.production=12d",
        "`hero-film.production` is no value by itself\nhint: say which: duration, effort, role, rounds, stretch, fixed, not_before, must_end_by, needs, who",
    ),
    (
        "lea.off=christmas",
        "`christmas` is neither a day nor a stretch of days\nhint: write it as `2026-12-24..2026-12-31`",
    ),
    (
        "teaser.needs=key-visual:XX",
        "`key-visual:XX` is no link\nhint: write it as `key-visual.production` or `key-visual:SS+2d`",
    ),
];

#[test]
fn a_wrong_expression_is_told_with_what_was_meant() {
    let sandbox = Sandbox::files_of("printemps");
    for (expression, said) in REFUSED {
        let said_now = sandbox.run(&["plan", "spring-launch", "--lang", "en", "--set", expression]);
        assert_eq!(
            (said_now.code, said_now.stderr.as_str()),
            (2, format!("error: {said}\n").as_str()),
            "{expression}"
        );
        assert_eq!(said_now.stdout, "");
    }
    for (expression, part) in [
        ("hero-film.production.duration=12", "cannot be tried:"),
        ("launch=soon", "cannot be tried:"),
        ("teaser.needs=hero-fillm", "hero-film"),
        ("hero-film.kind=vidéo", "cannot be tried:"),
        ("lea.hours=-3h", "cannot be tried:"),
        ("hero-film.review.rounds=99", "cannot be tried:"),
    ] {
        let said = sandbox.run(&["plan", "spring-launch", "--lang", "en", "--set", expression]);
        assert_eq!(said.code, 2, "{expression}: {}", said.stderr);
        assert!(said.stderr.contains(part), "{expression}: {}", said.stderr);
    }
    let ring = sandbox.run(&[
        "plan",
        "spring-launch",
        "--set",
        "key-visual.needs=hero-film",
        "--lang",
        "en",
    ]);
    assert_eq!(ring.code, 3, "{}", ring.stderr);
    let elsewhere = sandbox.run(&["plan", "--set", "launch=2027-03-22", "--lang", "en"]);
    assert!(
        elsewhere.stderr.contains("--set 'spring-launch"),
        "{}",
        elsewhere.stderr
    );
}
