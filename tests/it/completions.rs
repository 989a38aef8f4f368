//! Answers: do the completion scripts offer commands, flags and the studio's own ids, and is there a manual page for each command?

use crate::sandbox::Sandbox;

/// What is offered for the last of these words.
fn offered(sandbox: Sandbox, words: &[&str]) -> Vec<String> {
    let index = (words.len() - 1).to_string();
    let sandbox = sandbox
        .variable("COMPLETE", "bash")
        .variable("_CLAP_COMPLETE_INDEX", &index);
    let arguments = [&["--"][..], words].concat();
    sandbox.run(&arguments).fine().lines().map(String::from).collect()
}

#[test]
fn every_shell_has_a_script_that_asks_the_program() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = Sandbox::new().run(&["completions", shell]).fine();
        assert!(
            script.contains("COMPLETE") && script.contains("crops"),
            "{shell}: {script}"
        );
    }
}

#[test]
fn commands_and_flags_are_offered_without_a_studio() {
    assert!(offered(Sandbox::new(), &["crops", "exp"]).contains(&"export".to_owned()));
    assert!(offered(Sandbox::new(), &["crops", "man", "--la"]).contains(&"--lang".to_owned()));
    assert_eq!(offered(Sandbox::new(), &["crops", "--lang", ""]), ["en", "fr"]);
}

#[test]
fn the_studios_own_names_are_offered() {
    let of = |words: &[&str]| offered(Sandbox::studio("product-launch"), words);
    assert_eq!(of(&["crops", "calendar", "--channel", ""]), ["ooh", "social", "web"]);
    assert!(of(&["crops", "calendar", "ki"]).contains(&"kit-pain".to_owned()));
}

#[test]
fn every_command_has_a_manual_page_in_a_folder() {
    let sandbox = Sandbox::new();
    let written = sandbox.run(&["man", "--all", "pages"]).fine();
    assert!(written.lines().any(|name| name == "crops-export-events.1"), "{written}");
    for name in written.lines() {
        assert!(sandbox.read(&format!("pages/{name}")).contains(".SH NAME"), "{name}");
    }
    let wrong = sandbox.run(&["man", "exprot"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("hint: crops export"), "{}", wrong.stderr);
}
