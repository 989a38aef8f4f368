//! Answers: are the pictures of the pages what crops draws?
//! Invariant: each is made from a studio of `examples` or `tests/studios`. `CROPS_UPDATE_DOCS=1 cargo test --test it pictures::` draws them again.
#![expect(clippy::disallowed_methods, reason = "one switch that rewrites the pictures")]

use crate::sandbox::Sandbox;
use std::fs;
use std::path::Path;

/// A picture of `docs/pictures`, the studio and day it is made from, and the command.
const PICTURES: [(&str, &str, &str, &[&str]); 8] = [
    (
        "kit-pain.svg",
        "product-launch",
        "2026-11-20",
        &["plan", "kit-pain", "--lang", "en"],
    ),
    (
        "kit-pain.fr.svg",
        "product-launch",
        "2026-11-20",
        &["plan", "kit-pain", "--lang", "fr"],
    ),
    (
        "kit-pain-late.svg",
        "product-launch",
        "2027-02-24",
        &["plan", "kit-pain", "--lang", "en"],
    ),
    (
        "kit-pain-late.fr.svg",
        "product-launch",
        "2027-02-24",
        &["plan", "kit-pain", "--lang", "fr"],
    ),
    (
        "people.svg",
        "product-launch",
        "2027-02-10",
        &["plan", "kit-pain", "--people", "--lang", "en"],
    ),
    (
        "people.fr.svg",
        "product-launch",
        "2027-02-10",
        &["plan", "kit-pain", "--people", "--lang", "fr"],
    ),
    (
        "sprint.svg",
        "printemps",
        "2026-12-08",
        &["sprint", "3", "--campaign", "spring-launch", "--lang", "en"],
    ),
    (
        "sprint.fr.svg",
        "printemps",
        "2026-12-08",
        &["sprint", "3", "--campaign", "spring-launch", "--lang", "fr"],
    ),
];

#[test]
fn the_pictures_of_the_pages_are_what_crops_draws() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    let update = std::env::var_os("CROPS_UPDATE_DOCS").is_some();
    let mut kept: Vec<String> = fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    for (name, studio, today, command) in PICTURES {
        let sandbox = Sandbox::studio(studio).today(today);
        let drawn = sandbox.run(&[command, &["--format", "svg"]].concat()).fine();
        if update {
            fs::write(folder.join(name), &drawn).expect("a picture");
        }
        let shown = fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(shown == drawn, "docs/pictures/{name} is not what crops draws now");
        kept.retain(|known| known != name);
    }
    let drawn_of_history = |what: &str| ["en", "fr"].map(|lang| of_history(what, lang));
    for (name, drawn) in ["slip", "trail", "flow"].into_iter().flat_map(drawn_of_history) {
        if update {
            fs::write(folder.join(&name), &drawn).expect("a picture");
        }
        let shown = fs::read_to_string(folder.join(&name)).unwrap_or_default();
        assert!(shown == drawn, "docs/pictures/{name} is not what crops draws now");
        kept.retain(|known| *known != name);
    }
    assert!(kept.is_empty(), "pictures that nothing draws: {kept:?}");
}

/// A picture of the history of the sample studio, by its file name.
fn of_history(what: &str, lang: &str) -> (String, String) {
    let sandbox = Sandbox::new().today("2026-11-20");
    sandbox.run(&["demo", "demo", "--lang", lang]).fine();
    let campaign = if lang == "en" {
        "discovery-box"
    } else {
        "coffret-decouverte"
    };
    let command: &[&str] = match what {
        "slip" => &["plan", campaign, "--slip"],
        "trail" => &["trail", "pmmdqs"],
        "flow" => &["report", "flow"],
        _ => panic!("{what}"),
    };
    let all = [&["-C", "demo"], command, &["--format", "svg", "--lang", lang]].concat();
    let ending = if lang == "en" { "svg" } else { "fr.svg" };
    (format!("{what}.{ending}"), sandbox.run(&all).fine())
}
