//! Answers: what does an answer say to a person, in order, before it is laid out?
//! Invariant: texts are kept as they are: the writer of each format escapes them.

use super::catalogue::{Lang, Reader};
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
    /// A footer: what marks and units mean.
    Note(String),
    /// Commands to try next.
    Next(Vec<String>),
    /// Lines whose spaces matter: an excerpt of a file, a diff.
    Verbatim(Vec<(String, Tone)>),
    Blank,
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
        self.blocks.push(Block::Headline(sentence.into()));
    }

    pub fn line(&mut self, sentence: impl Into<String>) {
        self.toned(Tone::Plain, sentence);
    }

    pub fn toned(&mut self, tone: Tone, sentence: impl Into<String>) {
        self.blocks.push(Block::Line(sentence.into(), tone));
    }

    pub fn table(&mut self, table: Table) {
        self.blocks.push(Block::Table(table));
    }

    pub fn note(&mut self, sentence: impl Into<String>) {
        self.blocks.push(Block::Note(sentence.into()));
    }

    /// Commands to try next; none says nothing.
    pub fn next(&mut self, commands: impl IntoIterator<Item = impl Into<String>>) {
        let commands: Vec<String> = commands.into_iter().map(Into::into).collect();
        if !commands.is_empty() {
            self.blocks.push(Block::Next(commands));
        }
    }

    pub fn verbatim(&mut self, lines: impl IntoIterator<Item = (String, Tone)>) {
        self.blocks.push(Block::Verbatim(lines.into_iter().collect()));
    }

    pub fn blank(&mut self) {
        self.blocks.push(Block::Blank);
    }
}
