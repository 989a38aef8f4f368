//! Answers: in which form is the answer wanted?
//! Invariant: every format has one name and its file endings; the names are an interface and never change.

/// A form an answer can take. Not every answer has every form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    #[default]
    Text,
    Json,
    Csv,
    Tsv,
    Markdown,
    Html,
    Svg,
    Ics,
    /// A workbook.
    Xlsx,
    Mermaid,
    /// The XML of Microsoft Project.
    Mspdi,
    Sarif,
    /// Workflow commands of a forge's CI (`::error file=…`).
    Github,
    /// One JSON object a line.
    Ndjson,
    /// Tables by column.
    Parquet,
}

/// Every format, in the order of the help.
pub const FORMATS: [Format; 15] = [
    Format::Text,
    Format::Json,
    Format::Csv,
    Format::Tsv,
    Format::Markdown,
    Format::Html,
    Format::Svg,
    Format::Ics,
    Format::Xlsx,
    Format::Mermaid,
    Format::Mspdi,
    Format::Sarif,
    Format::Github,
    Format::Ndjson,
    Format::Parquet,
];

impl Format {
    /// Its name after `--format`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Svg => "svg",
            Self::Ics => "ics",
            Self::Xlsx => "xlsx",
            Self::Mermaid => "mermaid",
            Self::Mspdi => "mspdi",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Ndjson => "ndjson",
            Self::Parquet => "parquet",
        }
    }

    /// The endings of file names that mean it, without the dot; none for a form that is not kept in files.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt"],
            Self::Json => &["json"],
            Self::Csv => &["csv"],
            Self::Tsv => &["tsv"],
            Self::Markdown => &["md", "markdown"],
            Self::Html => &["html", "htm"],
            Self::Svg => &["svg"],
            Self::Ics => &["ics"],
            Self::Xlsx => &["xlsx"],
            Self::Mermaid => &["mmd", "mermaid"],
            Self::Mspdi => &["xml"],
            Self::Sarif => &["sarif"],
            Self::Github => &[],
            Self::Ndjson => &["ndjson", "jsonl"],
            Self::Parquet => &["parquet"],
        }
    }

    /// The format that a file's ending asks for, in any case of letters.
    pub fn of_ending(ending: &str) -> Option<Self> {
        FORMATS
            .into_iter()
            .find(|format| format.endings().iter().any(|known| known.eq_ignore_ascii_case(ending)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_picks_the_format() {
        for (ending, format) in [
            ("json", Some(Format::Json)),
            ("MD", Some(Format::Markdown)),
            ("jsonl", Some(Format::Ndjson)),
            ("docx", None),
            ("", None),
        ] {
            assert_eq!(Format::of_ending(ending), format, "{ending}");
        }
    }
}
