//! Answers: does `crops plan diff` say what moved, by how much, and who moved it?
//! Invariant: every studio has a history of its own making, with known days and people.

use crate::sandbox::{Said, Sandbox};
use serde_json::Value;
use std::collections::BTreeMap;

const FILM: &str = "campaigns/spring-launch.yml";

/// The studio, committed in the evening of 10 November.
fn studio() -> Sandbox {
    let sandbox = Sandbox::files_of("printemps").variable("GIT_COMMITTER_DATE", "2026-11-10T18:00:00+01:00");
    sandbox.git(&["init", "--quiet", "--initial-branch=main"]);
    sandbox.git(&["add", "--all"]);
    sandbox.git(&["commit", "--quiet", "--message=The studio"]);
    sandbox
}

/// A commit of Léa's that writes one thing in the place of another in a file.
fn commit(sandbox: Sandbox, day: &str, message: &str, path: &str, (was, is): (&str, &str)) -> Sandbox {
    let text = sandbox.read(path);
    assert!(text.contains(was), "{was}");
    sandbox.write(path, &text.replacen(was, is, 1));
    let sandbox = sandbox
        .variable("GIT_COMMITTER_DATE", &format!("{day}T12:00:00+01:00"))
        .variable("GIT_AUTHOR_EMAIL", "lea@lumen.example");
    sandbox.git(&["commit", "--quiet", "--all", &format!("--message={message}")]);
    sandbox
}

fn diff(sandbox: &Sandbox, arguments: &[&str]) -> Value {
    let all = [&["plan", "diff"], arguments, &["--format", "json"]].concat();
    let answer: Value = serde_json::from_str(&sandbox.run(&all).fine()).expect("JSON");
    is_valid(&answer);
    adds_up(&answer);
    answer
}

fn is_valid(answer: &Value) {
    let published = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/docs/schemas/crops.plan-diff.v1.json"
    ));
    let schema: Value = serde_json::from_str(&published.expect("a schema")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    assert!(validator.is_valid(&answer["data"]));
}

fn number(value: &Value, key: &str) -> f64 {
    value[key].as_f64().expect("a number")
}

/// What the causes did is what happened.
fn adds_up(answer: &Value) {
    for moved in answer["data"]["plans"]
        .as_array()
        .expect("plans")
        .iter()
        .flat_map(|plan| list(&plan["moved"]))
    {
        for key in ["forecastMovedWorkingDays", "latestMovedWorkingDays"] {
            let parts: f64 = list(&moved["causes"]).iter().map(|cause| number(cause, key)).sum();
            assert_eq!(parts, number(&moved, key), "{}", moved["task"]);
        }
    }
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().expect("a list").clone()
}

/// Task, and what each cause did to its latest day: `{"hero-film.review": ["-3 Longer shoot lea"]}`.
fn causes(answer: &Value, key: &str) -> BTreeMap<String, Vec<String>> {
    let moved = list(&answer["data"]["plans"][0]["moved"]);
    let of = |task: &Value| {
        let all = list(&task["causes"]);
        let told = all.iter().filter(|cause| number(cause, key) != 0.0).map(|cause| {
            let who = [&cause["subject"], &cause["author"], &cause["kind"]];
            let who: Vec<&str> = who.iter().filter_map(|value| value.as_str()).collect();
            format!("{} {}", number(cause, key), who.join(" "))
        });
        (task["task"].as_str().expect("a name").to_owned(), told.collect())
    };
    moved
        .iter()
        .map(of)
        .filter(|(_, causes): &(_, Vec<_>)| !causes.is_empty())
        .collect()
}

#[test]
fn a_revision_against_itself_has_no_move() {
    let sandbox = studio();
    let answer = diff(&sandbox, &["HEAD", "--same-day"]);
    for plan in list(&answer["data"]["plans"]) {
        assert_eq!((list(&plan["moved"]).len(), list(&plan["launchMoves"]).len()), (0, 0));
    }
    let said = sandbox
        .run(&["plan", "diff", "HEAD", "--same-day", "--lang", "en"])
        .fine();
    assert!(
        said.ends_with(" on nothing moved.\n") && said.starts_with("From "),
        "{said}"
    );
}

#[test]
fn each_move_has_the_commit_and_the_person_that_made_it() {
    let shoot = ("duration: 8d", "duration: 11d");
    let sandbox = commit(studio(), "2026-11-12", "Longer shoot", FILM, shoot);
    let rounds = ("rounds: {planned: 2, rework: 2d}", "rounds: {planned: 2, rework: 1d}");
    let sandbox = commit(sandbox, "2026-11-13", "A shorter rework", "kinds/video.yml", rounds);
    let sandbox = commit(
        sandbox,
        "2026-11-13",
        "A note",
        "crops.yml",
        ("Atelier Lumen", "Atelier"),
    );
    let answer = diff(&sandbox, &["HEAD~3", "spring-launch", "--same-day"]);
    let found = causes(&answer, "forecastMovedWorkingDays");
    let both = |days: &str| vec!["3 Longer shoot lea commit".to_owned(), days.to_owned()];
    assert_eq!(found["hero-film.production"], ["3 Longer shoot lea commit"]);
    assert_eq!(found["hero-film.delivery"], both("-1 A shorter rework lea commit"));
    assert_eq!(found.get("airtime"), None);
    let late = causes(&answer, "latestMovedWorkingDays");
    // what must be ready for the booked shoot stays where it is
    assert_eq!(late.get("hero-film.brief"), None);
    assert_eq!(late["hero-film.review"], ["1 A shorter rework lea commit"]);
}

/// So many commits in a row, two days apart, each with a note; some say more.
fn long_history(commits: u64, says: impl Fn(u64, &mut String) -> Option<(&'static str, &'static str)>) -> Sandbox {
    use std::fmt::Write;
    let sandbox = studio();
    let (mut text, mut stream) = (sandbox.read(FILM), String::new());
    for number in 0..commits {
        writeln!(text, "# note {number}").expect("a text");
        let (subject, who) = says(number, &mut text).unwrap_or(("A note", "omar"));
        let from = if number == 0 { "from refs/heads/main^0\n" } else { "" };
        let time = 1_794_400_000 + number * 3_600;
        let head = format!("commit refs/heads/main\ncommitter X <{who}@lumen.example> {time} +0100\n");
        let message = format!("data {}\n{subject}\n{from}", subject.len());
        let file = format!("M 100644 inline {FILM}\ndata {}\n{text}\n", text.len());
        stream += &[head, message, file].concat();
    }
    sandbox.write("history", &stream);
    sandbox.git(&["-c", "alias.import=!git fast-import --quiet <history", "import"]);
    sandbox.git(&["reset", "--quiet", "--hard"]);
    sandbox
}

#[test]
fn over_a_long_history_too_each_move_has_its_own_commit() {
    let change = |text: &mut String, was: &str, is: &str| {
        assert!(text.contains(was));
        *text = text.replacen(was, is, 1);
    };
    let sandbox = long_history(430, |number, text| match number {
        101 => {
            change(text, "duration: 8d", "duration: 11d");
            Some(("Longer shoot", "lea"))
        }
        102 => {
            change(text, "duration: 11d", "duration: 10d");
            Some(("Not that long", "omar"))
        }
        _ => None,
    });
    let answer = diff(&sandbox, &["HEAD~430", "spring-launch", "--same-day"]);
    let found = causes(&answer, "forecastMovedWorkingDays");
    assert_eq!(
        found["hero-film.production"],
        ["3 Longer shoot lea commit", "-1 Not that long omar commit"]
    );
    let told: usize = list(&answer["data"]["plans"][0]["moved"])
        .iter()
        .map(|moved| list(&moved["causes"]).len())
        .sum();
    assert!(told > 0);
}

#[test]
fn a_launch_that_moved_is_told_first() {
    let sandbox = commit(
        studio(),
        "2026-11-12",
        "A week later",
        FILM,
        ("launch: 2027-03-15", "launch: 2027-03-22"),
    );
    let said = |lang: &str| {
        let text = sandbox
            .run(&["plan", "diff", "2026-11-11", "spring-launch", "--lang", lang])
            .fine();
        text.lines()
            .take(2)
            .collect::<Vec<_>>()
            .join("\n")
            .replace(['\u{a0}', '\u{202f}'], " ")
    };
    // the teaser held it with 20.5 days; it moves with the launch, and the film on its own day holds it with 21
    let id = sandbox.git(&["rev-parse", "--short=7", "HEAD"]);
    let id = id.trim();
    assert_eq!(
        said("en"),
        format!(
            "Since Wed 11 Nov the launch of Lancement printemps 2027 moved from Mon 15 Mar 2027 to Mon 22 Mar 2027, and it holds, with 21 working days of float, 0.5 more.\nLaunch moved from Mon 15 Mar 2027 to Mon 22 Mar 2027 (A week later, lea, {id}, Thu 12 Nov)"
        )
    );
    assert_eq!(
        said("fr"),
        format!(
            "Depuis le mer. 11 nov., le lancement de Lancement printemps 2027 est passé du lun. 15 mars 2027 au lun. 22 mars 2027 et tient, avec 21 jours ouvrés de marge, 0,5 de plus.\nLancement passé du lun. 15 mars 2027 au lun. 22 mars 2027 (A week later, lea, {id}, jeu. 12 nov.)"
        )
    );
    let answer = diff(&sandbox, &["2026-11-11", "spring-launch"]);
    assert_eq!(answer["data"]["plans"][0]["launchKept"], false);
}

#[test]
fn what_time_moved_says_for_what_it_waits() {
    let sandbox = studio();
    let answer = diff(&sandbox, &["HEAD", "spring-launch"]);
    let found = causes(&answer, "forecastMovedWorkingDays");
    // three days from the 10th (the 11th is a holiday) end on the 13th; still open on the 20th, it ends at noon of the 23rd
    assert_eq!(found["key-visual.approval"], ["5.5 time"]);
    let moved = list(&answer["data"]["plans"][0]["moved"]);
    let approval = moved
        .iter()
        .find(|task| task["task"] == "key-visual.approval")
        .expect("the task");
    assert_eq!(
        approval["waiting"],
        serde_json::json!({"kind": "underWay", "task": "key-visual.approval", "since": "2026-11-10"})
    );
    let said = sandbox
        .run(&["plan", "diff", "HEAD", "spring-launch", "--lang", "en"])
        .fine();
    assert!(said.contains("waiting since Tue 10 Nov"), "{said}");
    assert!(said.contains("their earliest days went on with the calendar"), "{said}");
    assert_eq!(
        causes(
            &diff(&sandbox, &["HEAD", "spring-launch", "--same-day"]),
            "forecastMovedWorkingDays"
        )
        .len(),
        0
    );
}

#[test]
fn files_that_are_not_committed_are_told_as_such() {
    let sandbox = studio();
    let text = sandbox.read(FILM);
    sandbox.write(FILM, &text.replace("duration: 8d", "duration: 10d"));
    let answer = diff(&sandbox, &["HEAD", "spring-launch", "--same-day"]);
    assert_eq!(
        causes(&answer, "forecastMovedWorkingDays")["hero-film.production"],
        ["2 uncommitted"]
    );
    let answer = diff(&sandbox, &["HEAD", "spring-launch", "--same-day", "--as-of", "HEAD"]);
    assert!(
        causes(&answer, "forecastMovedWorkingDays").is_empty(),
        "as of the commit there is no such change"
    );
}

/// A branch of two commits, merged.
fn merged() -> Sandbox {
    let sandbox = studio();
    sandbox.git(&["switch", "--quiet", "--create", "shoot"]);
    let sandbox = commit(
        sandbox,
        "2026-11-12",
        "Longer shoot",
        FILM,
        ("duration: 8d", "duration: 11d"),
    );
    let sandbox = commit(
        sandbox,
        "2026-11-13",
        "Shorter after all",
        FILM,
        ("duration: 11d", "duration: 9d"),
    );
    sandbox.git(&["switch", "--quiet", "main"]);
    let sandbox = sandbox.variable("GIT_COMMITTER_DATE", "2026-11-16T12:00:00+01:00");
    sandbox.git(&[
        "merge",
        "--quiet",
        "--no-ff",
        "--message=Merge pull request #4",
        "shoot",
    ]);
    sandbox
}

#[test]
fn a_merge_is_opened_to_the_commits_that_it_brought() {
    let sandbox = merged();
    let answer = diff(&sandbox, &["HEAD~1", "spring-launch", "--same-day"]);
    let found = causes(&answer, "forecastMovedWorkingDays");
    assert_eq!(
        found["hero-film.production"],
        ["3 Longer shoot lea commit", "-2 Shorter after all lea commit"]
    );
}

/// Runs in a clone of the studio that git makes with these flags.
fn in_a_clone(sandbox: &Sandbox, flags: &[&str], run: &[&str]) -> Said {
    let (from, to) = (
        format!("file://{}", sandbox.root().display()),
        sandbox.root().join("clone"),
    );
    let to = to.display().to_string();
    sandbox.git(&[&["clone", "--quiet"], flags, &[&from, &to]].concat());
    sandbox.git(&["-C", &to, "checkout", "--quiet", "--detach"]);
    sandbox.git(&["-C", &to, "branch", "--quiet", "-D", "main"]);
    sandbox.run(&[&["-C", to.as_str()], run].concat())
}

#[test]
fn a_clone_of_ci_has_the_branches_of_its_remote_alone() {
    let sandbox = merged();
    let run = [
        "plan",
        "diff",
        "main~1",
        "spring-launch",
        "--same-day",
        "--format",
        "markdown",
        "--lang",
        "en",
    ];
    let said = in_a_clone(&sandbox, &[], &run).fine();
    assert!(said.contains("| `hero-film.production` | +1 |"), "{said}");
}

#[test]
fn a_shallow_clone_is_told_how_to_get_the_rest() {
    let sandbox = merged();
    let said = in_a_clone(&sandbox, &["--depth", "1"], &["plan", "diff", "HEAD", "--lang", "en"]);
    assert_eq!(said.code, 4);
    assert!(said.stderr.contains("git fetch --unshallow"), "{}", said.stderr);
    let unknown = sandbox.run(&["plan", "diff", "nowhere", "--lang", "en"]);
    assert_eq!(unknown.code, 4, "{}", unknown.stderr);
    let early = sandbox.run(&["plan", "diff", "2020-01-01", "--lang", "en"]);
    assert_eq!(early.code, 4, "{}", early.stderr);
}

#[test]
fn new_and_missing_tasks_are_told_with_their_commit() {
    let line = "  - {id: airtime, title: Réservation d'espace, duration: 10d, party: regie-tv, needs: [media-plan]}\n";
    let sandbox = commit(
        studio(),
        "2026-11-12",
        "No airtime",
        FILM,
        (line, "  - {id: posters, duration: 2d}\n"),
    );
    let sandbox = commit(
        sandbox,
        "2026-11-12",
        "Mend",
        FILM,
        ("needs: [airtime]", "needs: [posters]"),
    );
    let answer = diff(&sandbox, &["HEAD~2", "spring-launch", "--same-day"]);
    for (key, task) in [("added", "posters"), ("removed", "airtime")] {
        let one = &answer["data"]["plans"][0][key][0];
        assert_eq!(
            (&one["task"], &one["cause"]["subject"]),
            (&task.into(), &"No airtime".into())
        );
    }
    let csv = sandbox
        .run(&[
            "plan",
            "diff",
            "HEAD~2",
            "spring-launch",
            "--same-day",
            "--format",
            "csv",
        ])
        .fine();
    assert!(csv.contains("spring-launch,posters,added,"), "{csv}");
    let tsv = sandbox.run(&["plan", "diff", "HEAD~2", "--format", "tsv"]).fine();
    assert!(tsv.lines().all(|line| line.split('\t').count() == 16), "{tsv}");
}

#[test]
fn hostile_commits_are_harmless_in_every_format() {
    let evil = "\u{1b}[31m <script>x</script> | `a` \u{202e}";
    let sandbox = studio().variable("GIT_AUTHOR_NAME", evil);
    let sandbox = commit(sandbox, "2026-11-12", evil, FILM, ("duration: 8d", "duration: 11d"))
        .variable("GIT_AUTHOR_EMAIL", "nobody@lumen.example");
    for format in ["text", "json", "csv", "tsv", "markdown"] {
        let said = sandbox
            .run(&["plan", "diff", "HEAD~1", "spring-launch", "--format", format])
            .fine();
        assert!(!said.contains(['\u{1b}', '\u{202e}']), "{format}");
        assert!(format != "markdown" || !said.contains("<script>"), "{said}");
    }
}

#[test]
fn with_people_the_plans_are_those_that_people_can_do_and_the_parts_add_up() {
    let off = ("notice: 5d", "notice: 5d\nuntil: 2026-12-01");
    let sandbox = commit(studio(), "2026-11-12", "Marc leaves", "team/marc.yml", off);
    let hours = ("contract: employee", "contract: employee\nhours: {mon: 2h, tue: 2h}");
    let sandbox = commit(sandbox, "2026-11-13", "Omar part time", "team/omar.yml", hours);
    let sandbox = sandbox.today("2026-11-20");
    let alone = diff(&sandbox, &["HEAD~2", "spring-launch", "--same-day"]);
    assert_eq!(alone["data"]["withPeople"], false);
    assert!(
        list(&alone["data"]["plans"][0]["moved"]).is_empty(),
        "hours move no day of a calendar"
    );
    for more in [&[][..], &["--effort", "quick"], &["--seed", "7"]] {
        let asked = [&["HEAD~2", "spring-launch", "--same-day", "--people"], more].concat();
        let found = diff(&sandbox, &asked);
        assert_eq!(found["data"]["withPeople"], true);
        let causes = [
            causes(&found, "forecastMovedWorkingDays"),
            causes(&found, "latestMovedWorkingDays"),
        ];
        let told: Vec<&String> = causes.iter().flat_map(BTreeMap::values).flatten().collect();
        assert!(
            told.iter().any(|cause| cause.contains("Marc leaves lea commit")),
            "{told:?}"
        );
        assert!(told.iter().all(|cause| !cause.contains("time")), "one day: {told:?}");
        // The end of the comparison is the plan itself.
        let plan = [&["plan", "spring-launch", "--people", "--format", "json"], more].concat();
        let plan: Value = serde_json::from_str(&sandbox.run(&plan).fine()).expect("JSON");
        for moved in list(&found["data"]["plans"][0]["moved"]) {
            let tasks = list(&plan["data"]["tasks"]);
            let task = tasks
                .iter()
                .find(|task| task["name"] == moved["task"])
                .expect("the task");
            assert_eq!(task["early"]["end"], moved["forecastAfter"], "{more:?} {moved}");
            assert_eq!(task["late"]["end"], moved["latestAfter"], "{more:?} {moved}");
        }
    }
    let said = sandbox
        .run(&["plan", "diff", "HEAD~2", "spring-launch", "--people", "--lang", "en"])
        .fine();
    assert!(said.contains("with the hours people have"), "{said}");
    assert!(said.contains("crops plan spring-launch --people --why "), "{said}");
}
