//! Answers: is a plan called optimal only when that is proven?

use crate::sandbox::{Said, Sandbox};
use std::fs;
use std::path::{Path, PathBuf};

const STUDIO: [(&str, &str); 4] = [
    (
        "crops.yml",
        "crops: studio/v1\nid: 7h2kq9vd3mxa\ntitle: Atelier\ntimezone: Europe/Paris\ncalendar: paris\nmargin: 0d\n",
    ),
    (
        "calendars/paris.yml",
        "crops: calendar/v1\nid: paris\nweek: [mon, tue, wed, thu, fri]\nwindow: {from: \"09:00\", to: \"18:00\", lunch: 1h}\n",
    ),
    (
        "team/lea.yml",
        "crops: person/v1\nid: lea\nname: Léa\nroles: [designer]\nhours: {mon: 7h, tue: 7h, wed: 7h, thu: 7h, fri: 7h}\n",
    ),
    (
        "campaigns/c.yml",
        "crops: campaign/v1\nid: c\ntitle: C\nlaunch: 2027-03-15\ntasks:\n  - {id: shoot, duration: 3d, owner: lea}\n  - {id: edit, duration: 2d, owner: lea}\n",
    ),
];

fn planned(arguments: &[&str]) -> Said {
    let sandbox = Sandbox::new().today("2027-02-01");
    for (path, text) in STUDIO {
        sandbox.write(path, text);
    }
    sandbox.run(&[&["plan", "c", "--people", "--prove"], arguments].concat())
}

#[cfg(not(feature = "prove"))]
#[test]
fn without_the_solver_a_proof_is_refused_with_the_way_to_get_it() {
    for (lang, said) in [
        (
            "en",
            "error: this crops was built without the solver that `--prove` needs\n",
        ),
        (
            "fr",
            "erreur\u{a0}: ce crops a été compilé sans le solveur dont `--prove` a besoin\n",
        ),
    ] {
        let refused = planned(&["--lang", lang]);
        assert_eq!((refused.code, refused.stdout.as_str()), (2, ""));
        assert!(refused.stderr.starts_with(said), "{}", refused.stderr);
        assert!(
            refused
                .stderr
                .contains("cargo install --locked --features prove --path ."),
            "{}",
            refused.stderr
        );
    }
}

#[cfg(feature = "prove")]
#[test]
fn a_plan_is_called_optimal_when_nothing_later_is_left() {
    for (lang, said) in [
        (
            "en",
            "Proven optimal: with these people and all days kept, the work cannot begin later than Mon 8 Mar; those who can do it have no more hours.\n",
        ),
        (
            "fr",
            "Optimal, c’est prouvé\u{a0}: avec cette équipe et toutes les dates tenues, le travail ne peut pas commencer après le lun. 8 mars\u{202f}; les personnes concernées n’ont pas plus d’heures.\n",
        ),
    ] {
        let text = planned(&["--lang", lang]).fine();
        assert!(text.contains(said), "{text}");
    }
    let answer: serde_json::Value = serde_json::from_str(&planned(&["--format", "json"]).fine()).expect("JSON");
    assert_eq!(
        answer["data"]["people"]["proof"],
        serde_json::json!({
            "status": "proven", "of": "latestStart", "day": "2027-03-08", "by": "hours", "because": null,
            "limit": 50_000, "improved": false
        })
    );
}

#[cfg(feature = "prove")]
#[test]
fn a_plan_that_keeps_no_day_is_not_tried_and_not_called_optimal() {
    let late = planned(&["--today", "2027-03-12", "--lang", "en"]).fine();
    assert!(
        late.contains("No proof was tried") || late.contains("Nothing to prove"),
        "{late}"
    );
    assert!(!late.contains("ptimal"), "{late}");
}

#[cfg(feature = "prove")]
#[test]
fn every_sample_campaign_gets_a_verdict_within_few_steps() {
    for (studio, campaign) in [("product-launch", "kit-pain"), ("agency", "winter-cure")] {
        let sandbox = Sandbox::files_of(studio);
        let asked = [
            "plan",
            campaign,
            "--people",
            "--prove=500",
            "--effort",
            "quick",
            "--lang",
            "en",
        ];
        let text = sandbox.run(&asked).fine();
        let json = sandbox.run(&[&asked[..], &["--format", "json"]].concat()).fine();
        let answer: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let proof = &answer["data"]["people"]["proof"];
        assert_eq!(proof["limit"], 500);
        let is_proven = proof["status"] == "proven";
        assert_eq!(text.contains("ptimal"), is_proven, "{studio} {proof}\n{text}");
    }
}

#[test]
fn the_word_optimal_stands_where_proofs_are_spoken_of_and_nowhere_else() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let allowed = [
        "crates/answers/src/render/catalogue/en/proof.rs",
        "crates/answers/src/render/catalogue/fr/proof.rs",
        "docs/planning.md",
        "docs/fr/planning.md",
        "docs/decisions/0023-optional-proof.md",
    ];
    let mut found = Vec::new();
    for folder in ["crates/answers/src/render", "docs", "README.md", "README.fr.md"] {
        files(&root.join(folder), &mut found);
    }
    assert!(found.len() > 100, "{} files", found.len());
    for file in found {
        let name = file.strip_prefix(root).expect("below").display().to_string();
        let text = String::from_utf8_lossy(&fs::read(&file).expect("read")).to_lowercase();
        let is_said = ["optimal", "optimaux"].iter().any(|word| text.contains(word));
        assert!(
            !is_said || allowed.contains(&name.as_str()),
            "{name} calls something optimal"
        );
    }
    for page in ["docs/planning.md", "docs/fr/planning.md"] {
        let text = fs::read_to_string(root.join(page)).expect("read").to_lowercase();
        for paragraph in text.split("\n\n").filter(|part| part.contains("optimal")) {
            assert!(
                paragraph.contains("prov") || paragraph.contains("prouv"),
                "{page}: {paragraph}"
            );
        }
    }
}

fn files(path: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(path) else {
        return found.push(path.to_owned());
    };
    for entry in entries {
        files(&entry.expect("an entry").path(), found);
    }
}
