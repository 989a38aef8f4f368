//! Answers: which sentence says this of the people of a plan, in the language of the reader?
//! Invariant: one function a fact, the same in both languages.

use super::{Lang, Reader, en, fr};
use crate::model::duration::HalfDays;
use crate::plan::level::proof::Proof;
use crate::plan::people::PlacedAs;
use crate::report::plan_people::{ConflictLine, Member, OverdueLine, OverloadLine, ShortageLine, UnstaffedLine};

pub fn legend(reader: Reader, placed: PlacedAs) -> &'static str {
    match reader.lang {
        Lang::En => en::people::legend(placed),
        Lang::Fr => fr::people::legend(placed),
    }
}

pub fn proof(reader: Reader, proof: &Proof) -> String {
    match reader.lang {
        Lang::En => en::proof::said(reader, proof),
        Lang::Fr => fr::proof::said(reader, proof),
    }
}

pub fn still(reader: Reader, short: HalfDays) -> String {
    match reader.lang {
        Lang::En => en::people::still(short),
        Lang::Fr => fr::people::still(short),
    }
}

pub fn load_title(reader: Reader) -> &'static str {
    match reader.lang {
        Lang::En => en::people::LOAD,
        Lang::Fr => fr::people::LOAD,
    }
}

pub fn overloads_title(reader: Reader) -> &'static str {
    match reader.lang {
        Lang::En => en::people::OVERLOADS,
        Lang::Fr => fr::people::OVERLOADS,
    }
}

pub fn conflicts_title(reader: Reader) -> &'static str {
    match reader.lang {
        Lang::En => en::people::CONFLICTS,
        Lang::Fr => fr::people::CONFLICTS,
    }
}

pub fn shortage(reader: Reader, line: &ShortageLine) -> String {
    match reader.lang {
        Lang::En => en::people::shortage(reader, line),
        Lang::Fr => fr::people::shortage(reader, line),
    }
}

pub fn unstaffed(reader: Reader, line: &UnstaffedLine) -> String {
    match reader.lang {
        Lang::En => en::people::unstaffed(line),
        Lang::Fr => fr::people::unstaffed(line),
    }
}

pub fn overdue(reader: Reader, line: &OverdueLine) -> String {
    match reader.lang {
        Lang::En => en::people::overdue(reader, line),
        Lang::Fr => fr::people::overdue(reader, line),
    }
}

pub fn overload(reader: Reader, line: &OverloadLine) -> String {
    match reader.lang {
        Lang::En => en::people::overload(reader, line),
        Lang::Fr => fr::people::overload(reader, line),
    }
}

pub fn conflict(reader: Reader, line: &ConflictLine) -> String {
    match reader.lang {
        Lang::En => en::people::conflict(reader, line),
        Lang::Fr => fr::people::conflict(reader, line),
    }
}

/// Who does it, how much, and why they.
pub fn member(reader: Reader, member: &Member) -> String {
    match reader.lang {
        Lang::En => en::people::member(member),
        Lang::Fr => fr::people::member(member),
    }
}
