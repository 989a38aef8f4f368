//! Answers: what is this record called in the reader's language?
//! Invariant: a label always has at least one text; the reader's language wins, then the other, then the first given.

/// A title that may be given once or per language (`{en: Video, fr: Vidéo}`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    Plain(Box<str>),
    /// Language code and text, in the order of the file; never empty.
    PerLanguage(Vec<(Box<str>, Box<str>)>),
}

impl Label {
    pub fn plain(text: &str) -> Self {
        Self::Plain(text.into())
    }

    /// The text for a language code such as `fr`.
    pub fn in_language(&self, code: &str) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::PerLanguage(texts) => [code, "en", "fr"]
                .iter()
                .find_map(|wanted| texts.iter().find(|(c, _)| &**c == *wanted))
                .or(texts.first())
                .map_or("", |(_, text)| text),
        }
    }
}
