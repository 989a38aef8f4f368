//! Answers: how do two versions of a file differ, for a reader?
//! Invariant: the text is a patch that `git apply` takes.
//! Source: git-diff(1), "Generating patch text with -p".

use std::path::Path;

use super::object::refusal;
use crate::change::outcome::WriteRefused;

/// A unified diff with its header. `None` stands for a file that is not there; equal versions give an empty text.
pub fn unified(path: &str, before: Option<&[u8]>, after: Option<&[u8]>) -> Result<String, WriteRefused> {
    if before == after {
        return Ok(String::new());
    }
    let mut options = git2::DiffOptions::new();
    options.context_lines(3);
    let there = Path::new(path);
    let mut patch = git2::Patch::from_buffers(
        before.unwrap_or_default(),
        Some(there),
        after.unwrap_or_default(),
        Some(there),
        Some(&mut options),
    )
    .map_err(|error| refusal(&error))?;
    let text = patch.to_buf().map_err(|error| refusal(&error))?;
    let text = String::from_utf8_lossy(&text).into_owned();
    Ok(match (before, after) {
        (None, _) => text
            .replacen("index e69de29..", "new file mode 100644\nindex 0000000..", 1)
            .replacen(&format!("--- a/{path}"), "--- /dev/null", 1),
        (_, None) => text
            .replacen("\nindex ", "\ndeleted file mode 100644\nindex ", 1)
            .replacen("..e69de29", "..0000000", 1)
            .replacen(&format!("+++ b/{path}"), "+++ /dev/null", 1),
        _ => text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_line_is_shown_with_three_lines_around_it() {
        let before = "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\n";
        let after = "a: 1\nb: 2\nc: 3\nd: 4\ne: 6\n";
        let text = unified("x.yml", Some(before.as_bytes()), Some(after.as_bytes())).unwrap();
        assert!(text.contains("--- a/x.yml\n+++ b/x.yml\n@@ -2,4 +2,4 @@"), "{text}");
        assert!(text.ends_with(" b: 2\n c: 3\n d: 4\n-e: 5\n+e: 6\n"), "{text}");
    }

    #[test]
    fn a_new_file_comes_from_nowhere_and_an_old_one_goes_there() {
        let text = unified("x.yml", None, Some(b"a: 1\n")).unwrap();
        assert!(text.contains("new file mode 100644\nindex 0000000.."), "{text}");
        assert!(
            text.contains("--- /dev/null\n+++ b/x.yml\n@@ -0,0 +1 @@\n+a: 1\n"),
            "{text}"
        );
        let text = unified("x.yml", Some(b"a: 1\n"), None).unwrap();
        assert!(text.contains("--- a/x.yml\n+++ /dev/null\n"), "{text}");
    }

    #[test]
    fn equal_versions_show_nothing() {
        assert_eq!(unified("x.yml", Some(b"a"), Some(b"a")).unwrap(), "");
    }
}
