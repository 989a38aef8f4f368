//! Answers: what must git know of a studio's files, so that their bytes are the same on every machine?
//! Invariant: the studio's own folders alone; a file that is there keeps its lines, and what is missing comes after them.
//! Source: gitattributes(5), `text`, `eol`.

use super::FileEdit;
use super::init::Tongue;
use crate::model::place::StudioPath;

/// Beside `crops.yml`.
pub const ATTRIBUTES: &str = ".gitattributes";

/// Where records are, below the studio.
const FOLDERS: [&str; 11] = [
    "assets",
    "briefs",
    "calendars",
    "campaigns",
    "kinds",
    "parties",
    "results",
    "retrospectives",
    "team",
    "templates",
    "workflows",
];

const FILES: [&str; 3] = ["crops.yml", "targets.yml", "taxonomy.yml"];

/// What becomes of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attributes {
    /// `None`: it says all of it already.
    pub edit: Option<FileEdit>,
    /// Lines that come after those that were there; 0 of a new file.
    pub added: usize,
}

/// The lines, the later of which win.
fn lines() -> Vec<String> {
    let files = FILES.iter().map(|file| format!("/{file} text eol=lf"));
    // what was handed over keeps its bytes: verdicts give its hash
    let handed_over = ["/briefs/**/approvals/** -text".to_owned()];
    let folders = FOLDERS.iter().map(|folder| format!("/{folder}/**/*.yml text eol=lf"));
    let signatures = ["/briefs/**/approvals/*.sig text eol=lf".to_owned()];
    files.chain(handed_over).chain(folders).chain(signatures).collect()
}

fn why(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::English => "# Records end their lines with LF everywhere: digests and signatures are of their bytes.",
        Tongue::French => {
            "# Les fiches finissent leurs lignes par LF partout\u{a0}: empreintes et signatures sont celles de leurs octets."
        }
    }
}

/// A new file, or what is missing in the one that is there.
pub fn attributes(there: Option<&str>, tongue: Tongue) -> Attributes {
    let known = |pattern: &str| {
        let words = there.unwrap_or_default().lines().map(str::split_whitespace);
        words.into_iter().any(|mut words| words.next() == Some(pattern))
    };
    let is_missing = |line: &String| !line.split(' ').next().is_some_and(known);
    let missing: Vec<String> = lines().into_iter().filter(is_missing).collect();
    let Some(path) = StudioPath::new(ATTRIBUTES).filter(|_| !missing.is_empty()) else {
        return Attributes { edit: None, added: 0 };
    };
    let text = format!("{}\n{}\n", why(tongue), missing.join("\n"));
    match there {
        None => Attributes {
            edit: Some(FileEdit::Create { path, text }),
            added: 0,
        },
        Some(was) => {
            let end = if was.is_empty() || was.ends_with('\n') {
                ""
            } else {
                "\n"
            };
            Attributes {
                added: missing.len(),
                edit: Some(FileEdit::Replace {
                    path,
                    was: was.to_owned(),
                    text: format!("{was}{end}{text}"),
                }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_keeps_its_lines_and_gets_what_is_missing() {
        let was = "*.psd filter=lfs\n/team/**/*.yml text eol=crlf";
        let made = attributes(Some(was), Tongue::English);
        let Some(FileEdit::Replace { text, .. }) = made.edit else {
            panic!("{made:?}")
        };
        assert!(text.starts_with(&format!("{was}\n#")), "{text}");
        assert_eq!(made.added, lines().len() - 1);
        assert_eq!(text.matches("/team/").count(), 1);
        assert_eq!(
            attributes(Some(&text), Tongue::French),
            Attributes { edit: None, added: 0 }
        );
    }
}
