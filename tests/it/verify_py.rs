//! Answers: does the verifier that needs no crops say of digests and verdicts what crops says?

use crate::reference::case;
use crate::sandbox::{Said, Sandbox};

const FOLDER: &str = "briefs/2026-11/hero-film-k3x9qa";

/// `None`, with a note, where there is no Python.
#[expect(clippy::disallowed_macros, reason = "what is skipped is said")]
fn verify(sandbox: &Sandbox, words: &str) -> Option<Said> {
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/verify.py");
    let said = sandbox.shell(&format!(
        "command -v python3 > /dev/null || exit 127\npython3 '{program}' {words}"
    ));
    if said.code == 127 {
        println!("note: no python3 on this machine, so the verifier is not run");
        return None;
    }
    Some(said)
}

#[test]
fn the_verifier_gives_every_vector_its_digest() {
    let Some(vectors) = case("digest/vectors.json") else {
        return;
    };
    let Some(said) = verify(&Sandbox::new(), &format!("--check '{}'", vectors.display())) else {
        return;
    };
    assert!(said.code == 0 && said.stdout.contains(" 0 wrong"), "{}", said.all());
}

#[test]
fn the_verifier_tells_which_verdicts_are_about_what_a_brief_says_now() {
    let sandbox = Sandbox::studio("lumen");
    sandbox.run(&["approve", "k3x9qa", "--by", "ines", "--stay"]).fine();
    let Some(said) = verify(&sandbox, FOLDER) else { return };
    assert!(
        said.stdout
            .contains("approve by ines, of what the brief says now, unsigned"),
        "{}",
        said.all()
    );
    assert_eq!(said.code, 0);
    let brief = format!("{FOLDER}/brief.yml");
    sandbox.write(&brief, &sandbox.read(&brief).replace("printemps", "été"));
    let said = verify(&sandbox, FOLDER).expect("Python");
    assert!(said.stdout.contains("of something else"), "{}", said.all());
    assert_eq!(said.code, 1);
}
