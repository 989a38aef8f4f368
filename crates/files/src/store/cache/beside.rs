//! Answers: how is a record kept that lies beside a brief, and was read without any finding?
//! Invariant: what was encoded is decoded to the same, under the same file name; any other bytes give `None`.

use super::bytes::{Rest, put_bytes, put_number};
use super::kept::{Kept, forms, parts};
use crate::model::approval::{Ruling, Verdict};
use crate::model::feedback::{Feedback, Remark, Settled, Severity};
use crate::model::handoff::Handoff;
use crate::model::other::{Detail, OtherRecord, RecordType, Reference};
use crate::model::place::{Placed, StudioPath};
use crate::model::remark_place::{PartOfWhole, Point, RemarkPlace, TimeCode};
use crate::store::read::{Outcome, Record};

/// Many studios have more of them than of briefs. None holds an amount, so no default is needed to read one.
pub const BESIDE: [RecordType; 3] = [RecordType::Approval, RecordType::Feedback, RecordType::Handoff];

const NO_DETAIL: u8 = 0;
const RULING: u8 = 1;
const FEEDBACK: u8 = 2;
const HANDOFF: u8 = 3;

/// Appends what was read; tells whether it is a sound record of these types.
pub fn put_outcome(out: &mut Vec<u8>, outcome: &Outcome) -> bool {
    let (Some(Record::Other(other)), Some((record, id)), []) =
        (&outcome.record, &outcome.id, outcome.findings.as_slice())
    else {
        return false;
    };
    if !BESIDE.contains(record) || other.record != *record || other.id != *id {
        return false;
    }
    // its stage and its author stand in the name: elsewhere it would have a finding
    put_bytes(out, other.file.file_name().as_bytes());
    record.put(out);
    id.put(out);
    other.references.put(out);
    put_detail(out, &other.detail)
}

pub fn outcome(rest: &mut Rest<'_>, file: &StudioPath) -> Option<Outcome> {
    (rest.text()? == file.file_name()).then_some(())?;
    let record = RecordType::take(rest)?;
    let id: Placed<Box<str>> = Kept::take(rest)?;
    let other = OtherRecord {
        record,
        id: id.clone(),
        file: file.clone(),
        references: Kept::take(rest)?,
        detail: take_detail(rest, file)?,
    };
    Some(Outcome {
        record: Some(Record::Other(other)),
        id: Some((record, id)),
        findings: Vec::new(),
    })
}

fn put_detail(out: &mut Vec<u8>, detail: &Detail) -> bool {
    match detail {
        Detail::None => out.push(NO_DETAIL),
        Detail::Ruling(ruling) => {
            out.push(RULING);
            ruling.put(out);
        }
        Detail::Feedback(feedback) => {
            out.push(FEEDBACK);
            put_feedback(out, feedback);
        }
        Detail::Handoff(handoff) => {
            out.push(HANDOFF);
            put_handoff(out, handoff);
        }
        Detail::Asset(_) => return false,
    }
    true
}

fn take_detail(rest: &mut Rest<'_>, file: &StudioPath) -> Option<Detail> {
    Some(match rest.byte()? {
        NO_DETAIL => Detail::None,
        RULING => Detail::Ruling(Box::new(Kept::take(rest)?)),
        FEEDBACK => Detail::Feedback(Box::new(take_feedback(rest, file)?)),
        HANDOFF => Detail::Handoff(Box::new(take_handoff(rest, file)?)),
        _ => return None,
    })
}

/// Every field is named here, so that a new one cannot be forgotten; its file is known from elsewhere.
fn put_feedback(out: &mut Vec<u8>, feedback: &Feedback) {
    let Feedback {
        id,
        file: _,
        subject,
        stage,
        by,
        at,
        asset,
        remarks,
    } = feedback;
    [id, subject, stage, by, at].into_iter().for_each(|text| text.put(out));
    asset.put(out);
    remarks.put(out);
}

/// In the order of `put_feedback`.
fn take_feedback(rest: &mut Rest<'_>, file: &StudioPath) -> Option<Feedback> {
    Some(Feedback {
        file: file.clone(),
        id: Kept::take(rest)?,
        subject: Kept::take(rest)?,
        stage: Kept::take(rest)?,
        by: Kept::take(rest)?,
        at: Kept::take(rest)?,
        asset: Kept::take(rest)?,
        remarks: Kept::take(rest)?,
    })
}

/// As `put_feedback`.
fn put_handoff(out: &mut Vec<u8>, handoff: &Handoff) {
    let Handoff {
        id,
        file: _,
        subject,
        stage,
        by,
        on,
        round,
        ticked,
        beyond_rounds,
    } = handoff;
    [id, subject, stage, by].into_iter().for_each(|text| text.put(out));
    on.put(out);
    round.put(out);
    ticked.put(out);
    beyond_rounds.put(out);
}

/// In the order of `put_handoff`.
fn take_handoff(rest: &mut Rest<'_>, file: &StudioPath) -> Option<Handoff> {
    Some(Handoff {
        file: file.clone(),
        id: Kept::take(rest)?,
        subject: Kept::take(rest)?,
        stage: Kept::take(rest)?,
        by: Kept::take(rest)?,
        on: Kept::take(rest)?,
        round: Kept::take(rest)?,
        ticked: Kept::take(rest)?,
        beyond_rounds: Kept::take(rest)?,
    })
}

parts!(Ruling: subject, stage, verdict, digest, requested, at);
parts!(Reference: to, name);
parts!(Remark: id, text, severity, place, resolved, confirmed);
parts!(RemarkPlace: at, page, point, field, words);
parts!(Point: x, y);
parts!(Settled: by, on, how);

forms!(Severity: 0 = Blocking, 1 = Major, 2 = Minor, 3 = Idea);

impl Kept for Verdict {
    fn put(&self, out: &mut Vec<u8>) {
        put_bytes(out, self.word().as_bytes());
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        Self::from_word(rest.text()?)
    }
}

impl Kept for RecordType {
    fn put(&self, out: &mut Vec<u8>) {
        let place = Self::ALL.iter().position(|record| record == self);
        put_number(out, place.map_or(u64::MAX, |place| place as u64));
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        Self::ALL.get(rest.length()?).copied()
    }
}

impl Kept for TimeCode {
    fn put(&self, out: &mut Vec<u8>) {
        put_bytes(out, self.text().as_bytes());
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        Self::parse(rest.text()?)
    }
}

impl Kept for PartOfWhole {
    fn put(&self, out: &mut Vec<u8>) {
        put_bytes(out, self.text().as_bytes());
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        Self::parse(rest.text()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::place::Span;
    use crate::store::find::expected_at;
    use crate::store::read::{Defaults, read_file};

    const FOLDER: &str = "briefs/2026-11/a-k3x9qa";

    fn read(path: &str, text: &str) -> Outcome {
        let file = StudioPath::shown(path);
        let expected = expected_at(path).expect("a record");
        read_file(&file, text.as_bytes(), expected, Defaults::default())
    }

    fn sound() -> Vec<(String, String)> {
        let verdict = "crops: approval/v1\nid: c4t1zq8e\nstudio: 7h2kq9vd3mxa\nsubject: a-k3x9qa\nstage: review\nverdict: approve\n\
            digest: v1:sha256:00\ncovers: [title]\nby: ines\nat: 2026-11-19T16:44:00.5+01:00\nrequested: 2026-11-18T16:44:00Z\n";
        let forge = "evidence: {kind: forge, forge: github, pull: 42, review: 7, account: 5}\n";
        let feedback = "crops: feedback/v1\nid: c4t1zq8f\nsubject: a-k3x9qa\nstage: review\nby: ines\nat: 2026-11-19T16:44:00+01:00\n\
            items:\n  - {id: f1, text: Too dark, severity: major, place: {at: '00:00:12:05', page: 2, x: 0.25, y: 1}, resolved: done}\n  \
            - {id: f2, text: Été, place: top left, resolved: {by: lea, on: 2026-11-20, how: cut}, confirmed: {by: ines}}\n  \
            - {id: f3, text: None, resolved: no}\n";
        let handoff = "crops: handoff/v1\nid: c4t1zq8g\nsubject: a-k3x9qa\nstage: review\nby: ines\nat: 2026-11-19T16:44:00+01:00\n\
            round: 2\nticked: [One, Two]\nbeyond_rounds: The client asked\n";
        [
            (
                "approvals/review.ines.c4t1zq8e.yml",
                format!("{verdict}evidence: {{kind: claim}}\n"),
            ),
            ("approvals/review.ines.c4t1zq8e.yaml", format!("{verdict}{forge}")),
            ("feedback/review.ines.c4t1zq8f.yml", feedback.into()),
            ("handoffs/review.ines.c4t1zq8g.yml", handoff.into()),
        ]
        .map(|(name, text)| (format!("{FOLDER}/{name}"), text))
        .into()
    }

    #[test]
    fn a_kept_record_is_the_record_and_a_cut_one_or_another_name_is_none() {
        for (path, text) in sound() {
            let before = read(&path, &text);
            let mut bytes = Vec::new();
            assert!(put_outcome(&mut bytes, &before), "{path}: {before:?}");
            let mut rest = Rest(&bytes);
            assert_eq!(outcome(&mut rest, &StudioPath::shown(&path)), Some(before.clone()));
            assert!(rest.0.is_empty());
            for cut in 0..bytes.len() {
                assert_eq!(
                    outcome(&mut Rest(&bytes[..cut]), &StudioPath::shown(&path)),
                    None,
                    "{cut}"
                );
            }
            let moved = path.replace("2026-11", "2026-12");
            let there = outcome(&mut Rest(&bytes), &StudioPath::shown(&moved));
            assert_eq!(there, Some(read(&moved, &text)), "elsewhere");
            let renamed = StudioPath::shown(&path.replace("ines", "omar"));
            assert_eq!(outcome(&mut Rest(&bytes), &renamed), None, "another name");
        }
    }

    #[test]
    fn a_record_with_a_finding_is_not_kept_whole() {
        for (path, text) in sound() {
            for (path, text) in [
                (path.clone(), format!("{text}odd: key\n")),
                (path.replace("ines", "omar"), text.clone()),
            ] {
                let outcome = read(&path, &text);
                assert!(!outcome.findings.is_empty(), "{path}");
                assert!(!put_outcome(&mut Vec::new(), &outcome), "{path}");
            }
        }
        let asset = "crops: asset/v1\nid: a\n";
        assert!(!put_outcome(&mut Vec::new(), &read("assets/a.yml", asset)));
    }

    #[test]
    fn every_type_of_record_has_a_number() {
        for record in RecordType::ALL {
            let mut bytes = Vec::new();
            Placed::new(record, Span::WHOLE_FILE).put(&mut bytes);
            assert_eq!(Placed::take(&mut Rest(&bytes)).map(|kept| kept.value), Some(record));
        }
    }
}
