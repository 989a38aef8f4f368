//! Answers: which sentence says what was done to requests, briefs and campaigns, in the language of the reader?
//! Invariant: one line a fact that chooses the language; the words are in `en/deed` and `fr/deed`.

use super::{Lang, Reader, Sentence, en, fr};
use crate::change::outcome::{Outcome, OwnEdit, WriteNote};
use crate::change::refusal::Answer;
use crate::report::deed::{Done, Requested};
use crate::report::table::Tone;
use crate::trail::gate::GateLack;

/// Words around what a command wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeedWord {
    /// Before the message of the commit to be.
    CommitMessage,
    /// Nobody in the studio has the e-mail address of whoever asks.
    UnknownAsker,
    UnknownAskerHint,
    /// A record that was given as a request had an id or a stage.
    IdNotTaken,
}

pub fn deed_word(lang: Lang, word: DeedWord) -> &'static str {
    match lang {
        Lang::En => en::deed::word(word),
        Lang::Fr => fr::deed::word(word),
    }
}

/// The flag that gives an answer, with an example.
pub fn answer_flag(lang: Lang, answer: Answer) -> &'static str {
    match lang {
        Lang::En => en::refusal::flag(answer),
        Lang::Fr => fr::refusal::flag(answer),
    }
}

/// What a command wrote, in one line.
pub fn done(reader: Reader, done: &Done, outcome: &Outcome) -> String {
    match reader.lang {
        Lang::En => en::deed::done(done, outcome),
        Lang::Fr => fr::deed::done(done, outcome),
    }
}

/// What that means, a sentence each.
pub fn done_details(reader: Reader, done: &Done) -> Vec<(String, Tone)> {
    match reader.lang {
        Lang::En => en::deed::details(reader, done),
        Lang::Fr => fr::deed::details(reader, done),
    }
}

/// That a due day leaves less than the kind's lead time; `None` when it does not.
pub fn short_notice(reader: Reader, request: &Requested) -> Option<String> {
    match reader.lang {
        Lang::En => en::deed::short_notice(reader, request),
        Lang::Fr => fr::deed::short_notice(reader, request),
    }
}

/// What a gate waits for, as a part of a sentence.
pub fn gate_lack(lang: Lang, lack: &GateLack) -> String {
    match lang {
        Lang::En => en::refusal::lack(lack),
        Lang::Fr => fr::refusal::lack(lack),
    }
}

/// What became of a write.
pub fn write_outcome(lang: Lang, outcome: &Outcome) -> String {
    match lang {
        Lang::En => en::write::outcome(outcome),
        Lang::Fr => fr::write::outcome(outcome),
    }
}

/// Edits of the user that became part of a commit.
pub fn taken_along(lang: Lang, edit: &OwnEdit) -> String {
    match lang {
        Lang::En => en::write::taken_along(edit),
        Lang::Fr => fr::write::taken_along(edit),
    }
}

/// What went well enough but should be known about a write.
pub fn write_note(lang: Lang, note: &WriteNote) -> Sentence {
    match lang {
        Lang::En => en::write::note(note),
        Lang::Fr => fr::write::note(note),
    }
}
