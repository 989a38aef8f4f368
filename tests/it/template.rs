//! Answers: are records made from templates as their own commands make them, and do the studio's own win?

use crate::sandbox::Sandbox;
use serde_json::Value;

/// A new studio as `crops init` makes it.
fn new_studio() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .run(&[
            "init",
            "--timezone",
            "Europe/Paris",
            "--title",
            "Atelier",
            "--lang",
            "fr",
        ])
        .fine();
    sandbox
}

fn json(said: &str) -> Value {
    serde_json::from_str(said).expect("JSON")
}

#[test]
fn every_campaign_of_the_program_is_sound_in_a_new_studio_and_can_be_planned() {
    let sandbox = new_studio();
    for name in [
        "product-launch",
        "event",
        "social-calendar",
        "campaign-360",
        "project",
        "task-list",
    ] {
        let title = format!("title=Essai {name}");
        let make = ["template", "use", name, "--set", &title, "--set", "launch=2027-09-15"];
        sandbox.run(&make).fine();
        sandbox
            .run(&["plan", &format!("essai-{name}"), "--today", "2026-11-20"])
            .fine();
    }
    let said = sandbox.run(&["check", "--strict"]);
    assert_eq!(said.code, 0, "{}", said.all());
    let text = sandbox.read("campaigns/essai-product-launch.yml");
    assert!(
        text.contains("deliverables:\n  - {id: key-visual, title: Visuel clé, kind: visual, live: J-21}\n"),
        "{text}"
    );
    assert_eq!(
        sandbox.git(&["log", "-1", "--format=%s%n%b"]).trim_end(),
        "campaign: essai-task-list\nTemplate: task-list"
    );
}

#[test]
fn a_brief_and_the_checks_of_its_proof_are_made_as_well() {
    let sandbox = new_studio();
    let said = |words: &[&str]| {
        let arguments = [&["template", "use"], words, &["--format", "json"]].concat();
        json(&sandbox.run(&arguments).fine())["data"]["done"].clone()
    };
    let done = said(&["film-brief", "--set", "title=Film", "--set", "message=Bonjour"]);
    assert_eq!(done["kind"], "video");
    let text = sandbox.read(done["path"].as_str().expect("a path"));
    let notes = "notes: |-\n  Durées et formats\u{a0}:\n";
    assert!(text.contains("message: Bonjour\n") && text.contains(notes), "{text}");
    let id = format!("brief={}", done["id"].as_str().unwrap_or_default());
    let people = sandbox.git(&["ls-files", "team"]);
    let person = people.trim().trim_start_matches("team/").trim_end_matches(".yml");
    let by = format!("by={person}");
    let remarks = said(&["proof-check", "--set", &id, "--set", &by])["remarks"].clone();
    assert_eq!(remarks.as_array().map(Vec::len), Some(6));
    assert_eq!(
        sandbox.run(&["check", "--strict"]).code,
        0,
        "{}",
        sandbox.run(&["check"]).all()
    );
}

#[test]
fn approval_workflows_are_made_and_other_commands_take_templates() {
    let sandbox = new_studio();
    let two = ["template", "use", "two-approvals", "--set", "id=client-approval"];
    sandbox.run(&two).fine();
    sandbox.run(&["template", "use", "one-approval"]).fine();
    assert_eq!(
        sandbox.run(&["check", "--strict"]).code,
        0,
        "{}",
        sandbox.run(&["check"]).all()
    );
    let request = ["request", "new", "--template", "visual-brief", "--title", "Affiche"];
    sandbox.run(&request).fine();
    let campaign = [
        "campaign",
        "new",
        "--template",
        "event",
        "--title",
        "Salon",
        "--launch",
        "2027-10-04",
    ];
    sandbox.run(&campaign).fine();
    assert!(sandbox.read("campaigns/salon.yml").contains("save-the-date"));
}

#[test]
fn the_studios_own_template_wins_and_what_is_wrong_in_it_is_said() {
    let sandbox = new_studio();
    let own = "crops: template/v1\nid: event\nfor: campaign\ntitle: Notre salon\nask: [title, launch]\nfill:\n  owner: nobody\n  # always the same\n  tasks:\n    - {id: stand, duration: 3d}\n";
    sandbox.write("templates/event.yml", own);
    let listed = sandbox.run(&["template", "list", "--format", "json"]).fine();
    let listed = json(&listed)["data"]["templates"].clone();
    let event = listed
        .as_array()
        .expect("rows")
        .iter()
        .find(|row| row["id"] == "event")
        .expect("event")
        .clone();
    assert_eq!(
        (event["title"].as_str(), event["file"].as_str()),
        (Some("Notre salon"), Some("templates/event.yml"))
    );
    let make = [
        "template",
        "use",
        "event",
        "--set",
        "title=Salon",
        "--set",
        "launch=2027-10-04",
    ];
    let refused = sandbox.run(&make);
    assert!(
        refused.code == 3 && refused.stderr.contains("nobody"),
        "{}",
        refused.all()
    );
    sandbox.write("templates/event.yml", &own.replace("  owner: nobody\n", ""));
    sandbox.run(&make).fine();
    assert!(
        sandbox
            .read("campaigns/salon.yml")
            .ends_with("# always the same\ntasks:\n  - {id: stand, duration: 3d}\n"),
        "{}",
        sandbox.read("campaigns/salon.yml")
    );
    sandbox.write(
        "templates/event.yml",
        &own.replace("owner: nobody", "deliverables: [{id: x, kind: sculpture}]"),
    );
    let refused = sandbox.run(&[
        "template",
        "use",
        "event",
        "--set",
        "title=Autre",
        "--set",
        "launch=2027-10-04",
    ]);
    assert!(
        refused.code == 3 && refused.stderr.contains("sculpture"),
        "{}",
        refused.all()
    );
}

#[test]
fn a_name_or_an_answer_that_is_not_there_suggests_one_that_is() {
    let sandbox = new_studio();
    for (arguments, hint) in [
        (&["template", "use", "product-lunch"][..], "product-launch"),
        (
            &[
                "template",
                "use",
                "event",
                "--set",
                "titel=Salon",
                "--set",
                "launch=2027-10-04",
            ],
            "title",
        ),
        (
            &["template", "use", "event", "--set", "title=Salon"],
            "`--set launch=2027-03-15`",
        ),
        (
            &["template", "use", "event"],
            "`--set title=\"…\" --set launch=2027-03-15`",
        ),
        (&["template", "use", "proof-check"], "brief"),
        (
            &[
                "campaign",
                "new",
                "--template",
                "film-brief",
                "--title",
                "a",
                "--launch",
                "2027-10-04",
            ],
            "film-brief",
        ),
    ] {
        let said = sandbox.run(arguments);
        assert!(matches!(said.code, 2 | 3), "{arguments:?} {}", said.all());
        assert!(said.stderr.contains(hint), "{arguments:?} {}", said.stderr);
    }
    let preview = sandbox
        .run(&[
            "template",
            "use",
            "event",
            "--set",
            "title=Salon",
            "--set",
            "launch=2027-10-04",
            "--dry-run",
        ])
        .fine();
    assert!(preview.contains("+  - {id: save-the-date"), "{preview}");
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}
