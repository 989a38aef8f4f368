//! Answers: do assets come on record with their hash, their version and their brief, and is what is wrong with them found?

use crate::sandbox::Sandbox;
use serde_json::Value;

const BRIEF: &str = "briefs/2026-11/key-visual-p7m2dn/brief.yml";
/// Of the text `third version`.
const SHA256: &str = "a2f09cb5ebf9cbe16d5c8bb0b1bb07e2fdcec0f6cbfa77c6f11ed9cd4f9f0e66";

fn printemps() -> Sandbox {
    Sandbox::studio("printemps").today("2026-11-20")
}

fn json(said: &str) -> Value {
    serde_json::from_str(said).expect("JSON")
}

fn hash(text: &str) -> String {
    use sha2::Digest;
    data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(text.as_bytes()))
}

#[test]
fn a_new_version_takes_the_place_of_the_proof_before_in_one_commit() {
    let sandbox = printemps();
    sandbox.write("exports/kv v3.png", "third version");
    let add = [
        "asset",
        "add",
        "exports/kv v3.png",
        "--replaces",
        "kv-printemps-v2",
        "--format",
        "json",
    ];
    let done = json(&sandbox.run(&add).fine())["data"]["done"].clone();
    assert_eq!(
        (done["id"].as_str(), done["version"].as_i64()),
        (Some("kv-printemps-v3"), Some(3))
    );
    assert_eq!(
        (done["role"].as_str(), done["attached"].as_str()),
        (Some("proof"), Some("replaced"))
    );
    let record = sandbox.read("assets/kv-printemps-v3.yml");
    for line in [
        "title: Visuel clé printemps, v3",
        "replaces: kv-printemps-v2",
        "path: exports/kv v3.png",
        "media_type: image/png",
        "brief: key-visual-p7m2dn",
        "tags: [printemps, produit, packshot]",
        "rights: {owner: Maison Véro, until: 2028-03-31, markets: [fr, be, ch]}",
    ] {
        assert!(record.contains(line), "{line}\n{record}");
    }
    assert!(record.contains(&hash("third version")), "{record}");
    assert!(
        sandbox.read(BRIEF).ends_with("proofs:\n  - {asset: kv-printemps-v3}\n"),
        "{}",
        sandbox.read(BRIEF)
    );
    let files = sandbox.git(&["show", "--format=", "--name-only"]);
    assert_eq!(files, format!("assets/kv-printemps-v3.yml\n{BRIEF}\n"));
    assert_eq!(sandbox.run(&["check"]).code, 0);
    let again = sandbox.run(&["asset", "add", "exports/kv v3.png", "--role", "final"]);
    assert_eq!(again.code, 3, "{}", again.stderr);
    assert!(again.stderr.contains("kv-printemps-v3"), "{}", again.stderr);
    sandbox.run(&["undo"]).fine();
    assert!(sandbox.read(BRIEF).contains("kv-printemps-v2"));
}

#[test]
fn what_lies_elsewhere_comes_with_its_hash() {
    let sandbox = printemps();
    let address = "https://dam.lumen.example/a/kv-final.tif?v=3";
    let refused = sandbox.run(&["asset", "add", address]);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    assert!(refused.stderr.contains("--sha256"), "{}", refused.stderr);
    let add = [
        "asset", "add", address, "--sha256", SHA256, "--role", "final", "--brief", "p7m2dn", "--title", "KV final",
    ];
    sandbox.run(&add).fine();
    let record = sandbox.read("assets/kv-final.yml");
    assert!(
        record.contains("role: final") && record.contains("media_type: image/tiff"),
        "{record}"
    );
    assert!(!sandbox.read(BRIEF).contains("kv-final"), "only proofs are attached");
    for (arguments, hint) in [
        (&["asset", "add", "nowhere.png"][..], "nowhere.png"),
        (&["asset", "add", "crops.yml", "--sha256", SHA256], "right version"),
        (&["asset", "add", "crops.yml", "--sha256", "12"], "SHA-256"),
        (
            &["asset", "add", "crops.yml", "--id", "kv-printemps-v1"],
            "kv-printemps-v1-2",
        ),
        (&["asset", "add", "crops.yml", "--id", "../x"], "x"),
        (
            &["asset", "add", "crops.yml", "--replaces", "kv-printemps-v9"],
            "kv-printemps-v",
        ),
        (&["asset", "add", "crops.yml", "--rights-until", "soon"], "2027-03-15"),
        (&["asset", "add", "team"], "team"),
    ] {
        let said = sandbox.run(&[arguments, &["--lang", "en"]].concat());
        assert!(matches!(said.code, 2 | 3), "{arguments:?} {}", said.all());
        assert!(said.stderr.contains(hint), "{arguments:?} {}", said.stderr);
    }
}

#[test]
fn a_list_tells_which_rights_end_and_a_card_what_replaced_what() {
    let sandbox = printemps();
    let ids = |arguments: &[&str]| {
        let all = [&["asset", "list", "--format", "json"], arguments].concat();
        let answer = json(&sandbox.run(&all).fine());
        let rows = answer["data"]["assets"].as_array().expect("rows").clone();
        rows.iter()
            .map(|row| row["id"].as_str().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&[]), ["film-15s-2026", "kv-printemps-v2"]);
    assert_eq!(ids(&["--all"]).len(), 3);
    assert_eq!(ids(&["--brief", "p7m2dn"]), ["kv-printemps-v2"]);
    assert_eq!(ids(&["--campaign", "spring-launch", "--all"]).len(), 2);
    assert_eq!(ids(&["--role", "final"]), ["film-15s-2026"]);
    assert_eq!(ids(&["--expiring", "406"]), ["film-15s-2026"]);
    assert_eq!(ids(&["--expiring", "405"]), Vec::<String>::new());
    let card = sandbox
        .run(&["asset", "show", "kv-printemps-v1", "--lang", "en"])
        .fine();
    for said in [
        "version 1 of 2, the latest is kv-printemps-v2",
        "Proof of Visuel clé printemps",
        "for fr, be, ch",
    ] {
        assert!(card.contains(said), "{said}\n{card}");
    }
    let card = json(
        &sandbox
            .run(&["asset", "show", "kv-printemps-v2", "--format", "json"])
            .fine(),
    );
    assert_eq!(card["data"]["versions"][0]["openRemarks"], 2);
    assert_eq!(card["data"]["uses"][0]["asset"], "kv-printemps-v2");
    assert!(
        sandbox
            .run(&["asset", "list", "--format", "csv"])
            .fine()
            .starts_with("id,title,role,version,latest,")
    );
}

#[test]
fn a_circle_of_versions_and_rights_that_end_too_early_are_found() {
    let sandbox = printemps();
    let first = sandbox.read("assets/kv-printemps-v1.yml");
    sandbox.write(
        "assets/kv-printemps-v1.yml",
        &first.replace("sha256:", "replaces: kv-printemps-v2\nsha256:"),
    );
    let second = sandbox
        .read("assets/kv-printemps-v2.yml")
        .replace("2028-03-31", "2027-01-31");
    sandbox.write("assets/kv-printemps-v2.yml", &second);
    let said = sandbox.run(&["check", "--lang", "en"]);
    assert_eq!(said.code, 1);
    for finding in [
        "error[asset-circle]: the asset replaces itself: kv-printemps-v1 → kv-printemps-v2 → kv-printemps-v1",
        "warning[rights-too-short]: the rights of `kv-printemps-v2` end on Sun 31 Jan 2027",
    ] {
        assert!(said.stdout.contains(finding), "{finding}\n{}", said.stdout);
    }
    sandbox.run(&["asset", "show", "kv-printemps-v1"]).fine();
    sandbox.run(&["asset", "list", "--all"]).fine();
}
