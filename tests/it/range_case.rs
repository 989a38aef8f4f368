//! Answers: what does a pull request look like in which a brief goes through its gate?
//! Invariant: real git, one branch beside `main`, reviews as the forge tells them; the gate accepts what the forge says alone.

use crate::sandbox::{Said, Sandbox};
use serde_json::{Value, json};

pub const BRIEF: &str = "briefs/2026-11/hero-film-k3x9qa/brief.yml";
pub const FOLDER: &str = "briefs/2026-11/hero-film-k3x9qa";
pub const RANGE: &str = "main..HEAD";

/// A studio on a forge whose `main` has the film at its gate, with a branch checked out beside it.
pub struct Case {
    pub sandbox: Sandbox,
}

impl Case {
    pub fn new() -> Self {
        Self::with(&|_| {})
    }

    /// After something more was done to `main`.
    pub fn with(prepare: &dyn Fn(&Sandbox)) -> Self {
        let sandbox = Sandbox::studio("lumen");
        let settings = sandbox.read("crops.yml") + "forge: {kind: github, repository: 55, name: lumen/studio}\n";
        sandbox.write("crops.yml", &settings);
        for (person, number) in [("ines", 5), ("lea", 7), ("omar", 8), ("nadia", 9)] {
            let file = format!("team/{person}.yml");
            let account = format!("accounts: [{{forge: github, id: {number}}}]\n");
            sandbox.write(&file, &(sandbox.read(&file).trim_end().to_owned() + "\n" + &account));
        }
        let workflow = sandbox.read("workflows/standard.yml");
        sandbox.write(
            "workflows/standard.yml",
            &workflow.replace("accepts: [claim]", "accepts: [forge]"),
        );
        prepare(&sandbox);
        let case = Self { sandbox };
        case.commit("The forge");
        case.sandbox
            .git(&["switch", "--quiet", "--create", "crops/k3x9qa/review"]);
        case
    }

    /// With the film led through its gate, in one commit.
    pub fn through() -> (Self, String) {
        let case = Self::new();
        let head = case.lead_through();
        (case, head)
    }

    pub fn lead_through(&self) -> String {
        self.edit(BRIEF, "stage: review", "stage: delivered");
        self.commit("Through the gate")
    }

    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.sandbox.read(path);
        assert!(text.contains(from), "{path} has no `{from}`:\n{text}");
        self.sandbox.write(path, &text.replacen(from, to, 1));
    }

    pub fn commit(&self, message: &str) -> String {
        self.sandbox.git(&["add", "--all"]);
        self.sandbox
            .git(&["commit", "--quiet", "--allow-empty", &format!("--message={message}")]);
        self.head()
    }

    pub fn commit_as(&self, author: &str, message: &str) -> String {
        self.sandbox.git(&["add", "--all"]);
        let (author, message) = (format!("--author={author}"), format!("--message={message}"));
        self.sandbox
            .git(&["commit", "--quiet", "--allow-empty", &author, &message]);
        self.head()
    }

    pub fn head(&self) -> String {
        self.sandbox.git(&["rev-parse", "HEAD"]).trim().to_owned()
    }

    /// What others land meanwhile.
    pub fn on_main(&self, change: &dyn Fn(&Self)) {
        self.sandbox.git(&["switch", "--quiet", "main"]);
        change(self);
        self.commit("Landed meanwhile");
        self.sandbox.git(&["switch", "--quiet", "crops/k3x9qa/review"]);
    }

    pub fn reviews(&self, reviews: &[Value]) {
        self.sandbox
            .write("../reviews.json", &Value::from(reviews.to_vec()).to_string());
    }

    /// `check --range main..HEAD`, with the reviews where there are any.
    pub fn run(&self, more: &[&str]) -> Said {
        let mut words = vec!["check", "--range", RANGE];
        if self.sandbox.root().join("../reviews.json").is_file() {
            words.extend(["--reviews", "../reviews.json", "--request", "42"]);
        }
        words.extend(more);
        self.sandbox.run(&words)
    }

    pub fn judged(&self) -> Judged {
        let said = self.run(&["--format", "json"]);
        assert!(said.code < 2, "{said:?}");
        let json: Value = serde_json::from_str(&said.stdout).unwrap_or_else(|error| panic!("{error}: {said:?}"));
        Judged { code: said.code, json }
    }
}

/// One review as the forge tells it.
pub fn review(id: u64, user: u64, state: &str, commit: &str, at: &str) -> Value {
    json!({
        "id": id, "node_id": "n", "user": {"login": "somebody", "id": user, "type": "User"}, "state": state, "commit_id": commit,
        "submitted_at": at, "body": "", "pull_request_url": "https://api.github.com/repos/lumen/studio/pulls/42",
    })
}

pub fn approved(commit: &str) -> Value {
    review(1, 5, "APPROVED", commit, "2026-11-19T15:44:00Z")
}

/// What was said, as values.
pub struct Judged {
    pub code: i32,
    pub json: Value,
}

impl Judged {
    /// The rules that are broken, in their order.
    pub fn rules(&self) -> Vec<&str> {
        let findings = self.json["findings"].as_array().expect("findings");
        findings
            .iter()
            .map(|one| one["rule"].as_str().expect("a rule"))
            .collect()
    }

    pub fn message(&self) -> String {
        let findings = self.json["findings"].as_array().expect("findings");
        let all: Vec<&str> = findings
            .iter()
            .map(|one| one["message"].as_str().expect("words"))
            .collect();
        all.join("\n")
    }

    pub fn assert(&self, rules: &[&str], about: &str) {
        assert_eq!(self.rules(), rules, "{about}: {}", self.message());
        assert_eq!(self.code, i32::from(!rules.is_empty()), "{about}");
    }
}
