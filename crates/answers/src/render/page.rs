//! Answers: what does an answer say to a person, in order, before it is laid out?
//! Invariant: texts are kept as they are: the writer of each format escapes them.

use super::catalogue::{self, Lang, Reader};
use super::look::Look;
use crate::report::table::{Table, Tone};

/// Sentences and tables, in the reader's language.
#[derive(Clone, Debug)]
pub struct Page {
    pub look: Look,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// The answer in one sentence; the first block as a rule.
    Headline(String),
    /// A sentence; spaces at its beginning stay.
    Line(String, Tone),
    Table(Table),
    /// A table whose rows stand under headings: the place of the first row of each, in rising order, and its words.
    Grouped(Table, Vec<(usize, String)>),
    /// A footer: what marks and units mean.
    Note(String),
    /// Commands to try next.
    Next(Vec<String>),
    /// A sentence about something that has an address; where a page can hold links, it leads there.
    Linked(String, Address),
    /// Lines whose spaces matter: an excerpt of a file, a diff.
    Verbatim(Vec<(String, Tone)>),
    Blank,
}

/// An address that a page may lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    uri: String,
    pub is: Preview,
}

/// What lies there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preview {
    /// Can be shown in the page.
    Picture,
    Link,
}

impl Address {
    /// `None`: not `https`, or with a character that could end a link.
    pub fn new(uri: &str, is: Preview) -> Option<Self> {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&*+,;=%".contains(c);
        let sound = uri.starts_with("https://") && uri.len() > "https://".len() && uri.chars().all(plain);
        sound.then(|| Self {
            uri: uri.to_owned(),
            is,
        })
    }

    pub fn uri(&self) -> &str {
        &self.uri
    }
}

impl Page {
    pub const fn new(look: Look) -> Self {
        Self {
            look,
            blocks: Vec::new(),
        }
    }

    pub const fn lang(&self) -> Lang {
        self.look.reader.lang
    }

    pub const fn reader(&self) -> Reader {
        self.look.reader
    }

    pub fn headline(&mut self, sentence: impl Into<String>) {
        self.blocks.push(Block::Headline(one_stop(sentence.into())));
    }

    pub fn line(&mut self, sentence: impl Into<String>) {
        self.toned(Tone::Plain, sentence);
    }

    pub fn toned(&mut self, tone: Tone, sentence: impl Into<String>) {
        self.blocks.push(Block::Line(one_stop(sentence.into()), tone));
    }

    pub fn table(&mut self, table: Table) {
        self.blocks.push(Block::Table(table));
    }

    /// Rows under headings; see [`Block::Grouped`].
    pub fn grouped(&mut self, table: Table, heads: Vec<(usize, String)>) {
        self.blocks.push(Block::Grouped(table, heads));
    }

    pub fn note(&mut self, sentence: impl Into<String>) {
        self.blocks.push(Block::Note(sentence.into()));
    }

    /// Commands to try next; none says nothing. What is to be filled in (`PERSON`) is named in the reader's language.
    pub fn next(&mut self, commands: impl IntoIterator<Item = impl Into<String>>) {
        let lang = self.lang();
        let commands = commands.into_iter().map(Into::into);
        let commands: Vec<String> = commands.map(|command| to_fill_in(lang, command)).collect();
        if !commands.is_empty() {
            self.blocks.push(Block::Next(commands));
        }
    }

    pub fn verbatim(&mut self, lines: impl IntoIterator<Item = (String, Tone)>) {
        self.blocks.push(Block::Verbatim(lines.into_iter().collect()));
    }

    /// See [`Block::Linked`]; an address that cannot be led to is left out.
    pub fn linked(&mut self, sentence: impl Into<String>, address: Option<Address>) {
        match address {
            Some(address) => self.blocks.push(Block::Linked(sentence.into(), address)),
            None => self.line(sentence),
        }
    }

    pub fn blank(&mut self) {
        self.blocks.push(Block::Blank);
    }
}

/// Only what stands for a value is written in capitals: ids are not.
fn to_fill_in(lang: Lang, command: String) -> String {
    let mut words = command
        .split(' ')
        .map(|word| catalogue::value_name(lang, word).unwrap_or(word));
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |said, word| said + " " + word)
}

/// The stop of an abbreviation (`23 nov.`) ends the sentence as well.
pub(super) fn one_stop(sentence: String) -> String {
    let doubled = |text: &str| text.ends_with("..") && !text.ends_with("...");
    if doubled(&sentence) {
        return sentence[..sentence.len() - 1].to_owned();
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_be_filled_in_is_named_in_the_language() {
        for (lang, command) in [
            (Lang::En, "crops request accept ID --owner PERSON"),
            (Lang::Fr, "crops request accept ID --owner PERSONNE"),
        ] {
            let typed = "crops request accept ID --owner PERSON";
            assert_eq!(to_fill_in(lang, typed.to_owned()), command);
        }
    }

    #[test]
    fn an_abbreviation_at_the_end_takes_no_second_stop() {
        for (sentence, written) in [
            ("le lun. 23 nov..", "le lun. 23 nov."),
            ("later...", "later..."),
            ("a.", "a."),
        ] {
            assert_eq!(one_stop(sentence.into()), written);
        }
    }
}
