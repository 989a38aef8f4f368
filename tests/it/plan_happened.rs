//! Answers: does a plan say what has happened, what it costs and by when it can be mended?
//! Invariant: every day expected here was worked out by hand on the calendar.

use crate::sandbox::Sandbox;
use crops::store::load::load;
use crops::store::verdicts::{approvals, digest_of};
use serde_json::{Value, json};

fn plan(sandbox: &Sandbox, arguments: &[&str]) -> Value {
    let all = [&["plan"], arguments, &["--format", "json"]].concat();
    serde_json::from_str(&sandbox.run(&all).fine()).expect("JSON")
}

/// Its key visual has been with the client since the evening of Tuesday 10 November; three days were planned.
fn waiting() -> Sandbox {
    let sandbox = Sandbox::files_of("printemps").variable("GIT_COMMITTER_DATE", "2026-11-10T18:00:00+01:00");
    sandbox.git(&["init", "--quiet", "--initial-branch=main"]);
    sandbox.git(&["add", "--all"]);
    sandbox.git(&["commit", "--quiet", "--message=The studio"]);
    sandbox.today("2026-11-20")
}

#[test]
fn an_overdue_gate_says_the_last_day_for_an_answer() {
    let sandbox = waiting();
    let slips = plan(&sandbox, &["spring-launch"])["data"]["slips"].clone();
    // six days are spent (the 11th is a holiday) and a day and a half is left; the film is booked for Monday 11 January, and
    // Christmas Eve and New Year's Eve are half days
    let gate = json!({
        "task": "key-visual.approval", "since": "2026-11-10", "overWorkingDays": 4.5, "totalFloatWorkingDays": 31.5,
        "answerBy": "2027-01-08", "answerTooLate": false,
    });
    let found = slips
        .as_array()
        .expect("slips")
        .iter()
        .find(|slip| slip["task"] == gate["task"]);
    assert_eq!(found, Some(&gate));
    for (lang, said) in [
        (
            "en",
            "key-visual.approval is under way since Tue 10 Nov, 4.5 working days longer than planned: it needs an answer by Fri 8 Jan 2027, or the launch moves.",
        ),
        (
            "fr",
            "key-visual.approval est en cours depuis le mar. 10 nov., 4,5 jours ouvrés de plus que prévu : il faut une réponse au plus tard le ven. 8 janv. 2027, sinon le lancement glisse.",
        ),
    ] {
        let text = sandbox
            .run(&["plan", "spring-launch", "--lang", lang])
            .fine()
            .replace('\u{a0}', " ");
        assert!(text.contains(said), "{text}");
    }
    let late = plan(&sandbox.today("2027-01-11"), &["spring-launch"])["data"]["slips"].clone();
    let late = late
        .as_array()
        .expect("slips")
        .iter()
        .find(|slip| slip["task"] == gate["task"])
        .cloned();
    let late = late.expect("the gate");
    assert_eq!(
        (&late["answerBy"], &late["answerTooLate"]),
        (&json!("2027-01-08"), &json!(true))
    );
}

#[test]
fn without_margin_the_last_day_is_no_later_than_the_margin_allows() {
    // nothing but the launch pulls the banners: three days of margin lie between its late end and the last answer
    let sandbox = Sandbox::files_of("printemps").today("2027-03-01");
    let brief = "crops: brief/v1\nid: banners-9fw2hd\ntitle: Bannières\nkind: visual\ndeliverable: spring-launch/banners\nstage: approval\nrequester: claire-vero\n";
    sandbox.write("briefs/2026-11/banners-9fw2hd/brief.yml", brief);
    let sandbox = sandbox.variable("GIT_COMMITTER_DATE", "2027-02-22T09:00:00+01:00");
    sandbox.git(&["init", "--quiet", "--initial-branch=main"]);
    sandbox.git(&["add", "--all"]);
    sandbox.git(&["commit", "--quiet", "--message=The studio"]);
    let answer = plan(&sandbox, &["spring-launch"]);
    let slips = answer["data"]["slips"].as_array().expect("slips").clone();
    let gate = slips
        .iter()
        .find(|slip| slip["task"] == "banners.approval")
        .expect("the gate");
    let tasks = answer["data"]["tasks"].as_array().expect("tasks").clone();
    let task = tasks
        .iter()
        .find(|task| task["name"] == "banners.approval")
        .expect("the task");
    assert_eq!(task["late"]["end"], "2027-03-01");
    assert_eq!(gate["answerBy"], "2027-03-04");
}

#[test]
fn on_slip_says_where_late_work_is_put() {
    let modes = ["hold", "consume", "shift"].map(|mode| {
        let sandbox = Sandbox::files_of("product-launch").today("2027-02-24");
        let settings = sandbox.read("crops.yml");
        let others: Vec<&str> = settings.lines().filter(|line| !line.starts_with("on_slip:")).collect();
        sandbox.write("crops.yml", &format!("{}\non_slip: {mode}\n", others.join("\n")));
        let answer = plan(&sandbox, &["kit-pain"]);
        assert_eq!(answer["data"]["onSlip"], mode);
        let text = sandbox.run(&["plan", "kit-pain", "--lang", "en"]).fine();
        assert!(text.contains(&format!("`on_slip: {mode}`")), "{text}");
        answer["data"]["tasks"].as_array().expect("tasks").clone()
    });
    let end = |task: &Value, key: &str| task[key]["end"].as_str().map(str::to_owned);
    let (mut late, mut shifted) = (0, 0);
    for ((hold, consume), shift) in modes[0].iter().zip(&modes[1]).zip(&modes[2]) {
        let same = [&consume["name"], &shift["name"]]
            .iter()
            .all(|name| **name == hold["name"]);
        assert!(same, "the same tasks in the same order");
        assert_eq!(end(hold, "placed"), end(hold, "late"), "held: {}", hold["name"]);
        assert_eq!(
            end(consume, "placed"),
            end(consume, "late").max(end(consume, "early").filter(|_| consume["late"] != Value::Null)),
            "{}",
            hold["name"]
        );
        assert!(end(shift, "placed") >= end(consume, "placed"), "{}", hold["name"]);
        late += usize::from(end(consume, "placed") != end(hold, "placed"));
        shifted += usize::from(end(shift, "placed") > end(consume, "placed"));
    }
    assert!(late > 0 && shifted > 0, "{late} late, {shifted} shifted further");
}

/// Its key visual passed review with the content that it has; and the path of its brief.
fn approved() -> (Sandbox, String) {
    let sandbox = Sandbox::files_of("printemps").today("2026-11-20");
    let (studio, _) = load(&sandbox.root()).expect("a studio");
    let brief = studio
        .briefs
        .values()
        .find(|brief| brief.id.as_str() == "key-visual-p7m2dn")
        .expect("the brief");
    let approved = approvals(&sandbox.root(), brief);
    let approved = approved
        .iter()
        .find(|one| &*one.id == "c4t1zq8e")
        .expect("the approval");
    let digest = digest_of(&sandbox.root(), &studio, brief, &approved.covers).expect("a digest");
    let file = approved.file.as_str();
    sandbox.write(file, &sandbox.read(file).replace(&*approved.digest, &digest));
    let path = brief.file.as_str().to_owned();
    (sandbox, path)
}

#[test]
fn content_that_changed_after_its_approval_reopens_the_gate() {
    let (sandbox, path) = approved();
    let path = path.as_str();
    let reopened = |sandbox: &Sandbox| plan(sandbox, &["spring-launch"])["data"]["reopened"].clone();
    assert_eq!(reopened(&sandbox), json!([]), "it approves what the brief says");
    let text = sandbox.read(path);
    sandbox.write(path, &text.replace("owner: lea", "owner: marc"));
    assert_eq!(reopened(&sandbox), json!([]), "the owner is not covered");
    sandbox.write(path, &text.replace("title: Visuel clé printemps", "title: Visuel clé"));
    // Done again is what the plan says of the brief back in that stage.
    let back = plan(&sandbox, &["spring-launch", "--set", "key-visual-p7m2dn.stage=review"]);
    let verdict = &back["data"]["verdict"];
    assert_eq!(verdict["kind"], "fits", "{verdict}");
    let line = json!([{
        "item": "key-visual", "brief": "key-visual-p7m2dn", "stage": "review", "approvedBy": ["ines"], "changed": [],
        "tasks": ["key-visual.review"], "workWorkingDays": 1.0,
        "ifDoneAgain": {"spareWorkingDays": verdict["workingDays"], "marginUsedWorkingDays": 0.0, "shortWorkingDays": 0.0,
            "missingHours": 0.0},
    }]);
    assert_eq!(reopened(&sandbox), line);
    let with_people = plan(&sandbox, &["spring-launch", "--people"])["data"]["reopened"].clone();
    assert_eq!(with_people[0]["tasks"], line[0]["tasks"], "named with people too");
    let back = ["spring-launch", "--people", "--set", "key-visual-p7m2dn.stage=review"];
    let back = plan(&sandbox, &back)["data"]["verdict"].clone();
    let again = &with_people[0]["ifDoneAgain"];
    assert_eq!(
        (&back["kind"], &again["spareWorkingDays"]),
        (&json!("fits"), &back["workingDays"]),
        "{again}"
    );
    for (lang, said) in [
        (
            "en",
            "key-visual: what it says changed after review was passed (approved by ines). That reopens key-visual.review: 1 working day as planned. Done again, it would still fit, with ",
        ),
        (
            "fr",
            "key-visual : le contenu a changé après le passage de review (validé par ines). Cela rouvre key-visual.review : 1 jour ouvré d’après le planning. Si c’est refait, le planning tient, avec ",
        ),
    ] {
        let text = sandbox
            .run(&["plan", "spring-launch", "--lang", lang])
            .fine()
            .replace('\u{a0}', " ");
        assert!(text.contains(said), "{text}");
    }
}

#[test]
fn what_changed_after_an_approval_is_named_with_its_commit_and_author_also_as_of_a_commit() {
    let (sandbox, path) = approved();
    let path = path.as_str();
    let sandbox = sandbox.variable("GIT_COMMITTER_DATE", "2026-11-18T12:00:00+01:00");
    sandbox.git(&["init", "--quiet", "--initial-branch=main"]);
    let commit = |sandbox: &Sandbox, message: &str| {
        sandbox.git(&["add", "--all"]);
        sandbox.git(&["commit", "--quiet", "--message", message]);
    };
    commit(&sandbox, "The studio");
    sandbox.write(path, &sandbox.read(path).replace("owner: lea", "owner: marc"));
    commit(&sandbox, "Another owner");
    let sandbox = sandbox
        .variable("GIT_COMMITTER_DATE", "2026-11-19T12:00:00+01:00")
        .variable("GIT_AUTHOR_EMAIL", "lea@lumen.example");
    let title = ("title: Visuel clé printemps", "title: Visuel clé");
    sandbox.write(path, &sandbox.read(path).replace(title.0, title.1));
    commit(&sandbox, "Another title");
    let id = sandbox.git(&["rev-parse", "HEAD"]).trim().to_owned();
    let line = json!([{"field": "title", "commit": id, "author": "lea", "day": "2026-11-19"}]);
    for arguments in [&["spring-launch"][..], &["spring-launch", "--as-of", "HEAD"]] {
        assert_eq!(
            plan(&sandbox, arguments)["data"]["reopened"][0]["changed"],
            line,
            "{arguments:?}"
        );
    }
    assert_eq!(
        plan(&sandbox, &["spring-launch", "--as-of", "HEAD~1"])["data"]["reopened"],
        json!([])
    );
    for (lang, said) in [
        (
            "en",
            format!(
                "key-visual: title (lea, {}, Thu 19 Nov) changed after review was passed (approved by ines).",
                &id[..7]
            ),
        ),
        (
            "fr",
            format!(
                "key-visual : titre (lea, {}, jeu. 19 nov.) a changé après le passage de review (validé par ines).",
                &id[..7]
            ),
        ),
    ] {
        let text = sandbox
            .run(&["plan", "spring-launch", "--lang", lang])
            .fine()
            .replace('\u{a0}', " ");
        assert!(text.contains(&said), "{text}");
    }
    sandbox.write(path, &sandbox.read(path).replace("Visuel clé\n", "Visuel\n"));
    let text = sandbox.run(&["plan", "spring-launch", "--lang", "en"]).fine();
    assert!(
        text.contains("key-visual: title (not committed yet) changed after review was passed"),
        "{text}"
    );
}
