//! Answers: do questions work at a real terminal, and does leaving them write nothing?
#![expect(
    clippy::disallowed_macros,
    reason = "a skipped part must be seen in the test's output"
)]

use crate::sandbox::Sandbox;

fn at_a_terminal(sandbox: &Sandbox, arguments: &[&str], typed: &str) -> Option<String> {
    let said = sandbox.at_a_terminal(arguments, typed);
    if said.is_none() {
        println!("skipped: `script` cannot make a terminal here, so no question was asked");
    }
    said.map(|said| said.stdout)
}

#[test]
fn a_request_is_asked_for_line_by_line() {
    let sandbox = Sandbox::studio("product-launch").variable("NO_COLOR", "1");
    let typed = "1\nTeaser d’été\n\n\n\n\n\n\n\n\n\n";
    let Some(said) = at_a_terminal(&sandbox, &["request", "new", "--lang", "en"], typed) else {
        return;
    };
    assert!(said.contains("What is it?") && said.contains("Title:"), "{said}");
    assert!(said.contains("teaser-d-ete-"), "{said}");
    assert_eq!(sandbox.git(&["rev-list", "--count", "HEAD"]), "2\n", "{said}");
}

#[test]
fn leaving_a_question_writes_nothing() {
    let sandbox = Sandbox::studio("product-launch");
    let Some(said) = at_a_terminal(&sandbox, &["request", "new", "--lang", "fr"], "1\n\u{4}") else {
        return;
    };
    assert!(said.contains("De quoi s’agit-il"), "{said}");
    assert!(said.contains("rien n’a été écrit"), "{said}");
    assert_eq!(sandbox.git(&["rev-list", "--count", "HEAD"]), "1\n");
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

#[test]
fn without_a_terminal_the_flags_are_named() {
    let said = Sandbox::studio("product-launch").run(&["request", "new"]);
    assert_eq!((said.code, said.stdout.as_str()), (2, ""));
    assert!(said.stderr.contains("--kind"), "{}", said.stderr);
}

#[test]
fn a_chart_fits_eighty_columns_and_a_terminal_without_unicode() {
    for (language, lang) in [("C.UTF-8", "fr"), ("C.UTF-8", "en"), ("C", "en")] {
        let sandbox = Sandbox::studio("product-launch")
            .variable("NO_COLOR", "1")
            .variable("PAGER", "cat")
            .variable("LANG", language);
        let Some(said) = at_a_terminal(&sandbox, &["plan", "kit-pain", "--lang", lang], "") else {
            return;
        };
        let widest = said.lines().map(unicode_width::UnicodeWidthStr::width).max();
        assert!(widest.is_some_and(|widest| widest <= 80), "{widest:?}: {said}");
        let signs = if language == "C" {
            ['#', '=', '.', '|', ':']
        } else {
            ['█', '▒', '┄', '│', '┊']
        };
        let bars: Vec<&str> = said.lines().filter(|line| line.contains("film-recette.")).collect();
        assert!(
            signs.iter().all(|sign| said.contains(*sign)) && !bars.is_empty(),
            "{said}"
        );
        assert!(language != "C" || said.is_ascii(), "{said}");
    }
}
