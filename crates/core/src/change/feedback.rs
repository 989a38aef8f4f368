//! Answers: what do new remarks on a brief write, and what settles one?
//! Invariant: remarks of one reviewer and round share a file; a remark is never deleted, and only who settled it is added.
//! Source: design, "Gates and approvals".

use super::record_id::free_id;
use super::refusal::{Named, Refusal};
use super::yaml_text::{Entry, document, one_plain_line};
use super::{Change, FileEdit, KeyEdit, Message, Operation, Segment, YamlValue};
use crate::model::Day;
use crate::model::brief::Brief;
use crate::model::feedback::{Feedback, Remark, RemarkState};
use crate::model::id::{PersonId, StageId};
use crate::model::place::StudioPath;
use crate::model::remark_place::RemarkPlace;
use crate::model::resolve::{Candidate, MOST_CANDIDATES, Unresolved};
use crate::model::similar::nearest;

/// What somebody says of a brief. The ids of the remarks are made here.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    pub stage: StageId,
    pub by: PersonId,
    /// ISO 8601, with its offset.
    pub at: String,
    /// The asset that was looked at.
    pub asset: Option<String>,
    pub remarks: Vec<Remark>,
}

/// New remarks as they would be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Added {
    pub change: Change,
    /// The file's id.
    pub file: String,
    /// With their ids.
    pub remarks: Vec<Remark>,
}

/// Adds remarks to the reviewer's file of this round, or begins one. `files` are those of the brief, `seed` makes an id.
pub fn add(brief: &Brief, files: &[&Feedback], said: &Said, seed: u64) -> Result<Added, Refusal> {
    let open = files.iter().find(|file| is_of_this_round(file, said));
    let taken = open.map_or(&[][..], |file| &file.remarks);
    let remarks = numbered(&said.remarks, taken);
    let (edit, file) = match open {
        Some(file) => (appended(file, &remarks), file.id.to_string()),
        None => {
            let id = free_id(seed, |id| files.iter().any(|file| *file.id == *id));
            (created(brief, &id, said, &remarks)?, id)
        }
    };
    let line = |remark: &Remark| {
        let severity = remark.severity.map(|severity| format!(" ({})", severity.word()));
        format!(
            "{file}/{}{}: {}",
            remark.id,
            severity.unwrap_or_default(),
            one_plain_line(&remark.text)
        )
    };
    let message = Message {
        subject: format!("feedback: {} at {} by {}", brief.id, said.stage, said.by),
        body: remarks.iter().map(line).collect(),
    };
    let change = Change {
        message,
        files: vec![edit],
    };
    Ok(Added { change, file, remarks })
}

/// Once a remark is settled, a new one belongs to another round.
fn is_of_this_round(file: &Feedback, said: &Said) -> bool {
    let is_open = |remark: &Remark| remark.state() == RemarkState::Open;
    *file.stage == *said.stage.as_str()
        && *file.by == *said.by.as_str()
        && file.asset.as_deref() == said.asset.as_deref()
        && file.remarks.iter().all(is_open)
}

/// `f1`, `f2` and so on, after the highest that is taken.
fn numbered(remarks: &[Remark], taken: &[Remark]) -> Vec<Remark> {
    let number = |remark: &Remark| remark.id.strip_prefix('f')?.parse::<u32>().ok();
    let last = taken.iter().filter_map(number).max().unwrap_or(0);
    let all = (last.saturating_add(1)..).zip(remarks);
    all.map(|(number, remark)| Remark {
        id: format!("f{number}").into(),
        ..remark.clone()
    })
    .collect()
}

fn appended(file: &Feedback, remarks: &[Remark]) -> FileEdit {
    let append = |remark: &Remark| KeyEdit {
        at: vec![Segment::Key("items".into())],
        operation: Operation::Append(item(remark)),
    };
    FileEdit::Edit {
        path: file.file.clone(),
        edits: remarks.iter().map(append).collect(),
    }
}

fn created(brief: &Brief, id: &str, said: &Said, remarks: &[Remark]) -> Result<FileEdit, Refusal> {
    let folder = brief.file.as_str().strip_suffix("brief.yml").unwrap_or_default();
    let path = format!("{folder}feedback/{}.{}.{id}.yml", said.stage, said.by);
    let path = StudioPath::new(&path).ok_or_else(|| Refusal::BadId {
        id: path.clone(),
        suggestion: String::new(),
    })?;
    let version = said.asset.as_ref().map(|asset| {
        let asset = ("asset".to_owned(), YamlValue::Plain(asset.clone()));
        Entry::new("version", YamlValue::Map(vec![asset]))
    });
    let mut entries = vec![
        Entry::plain("crops", "feedback/v1"),
        Entry::text("id", id),
        Entry::plain("subject", &brief.id),
        Entry::plain("stage", &said.stage),
        Entry::plain("by", &said.by),
        Entry::plain("at", &said.at),
    ];
    entries.extend(version);
    let mut text = document(&entries);
    text.push_str("items:\n");
    for remark in remarks {
        text.push_str(&format!(
            "  - {}\n",
            super::yaml_text::one_line(&item(remark), super::yaml_text::Flow::Outside)
        ));
    }
    Ok(FileEdit::Create { path, text })
}

/// As a remark stands in a file.
fn item(remark: &Remark) -> YamlValue {
    let text = |key: &str, value: &str| (key.to_owned(), YamlValue::Text(value.to_owned()));
    let mut entries = vec![("id".to_owned(), YamlValue::Plain(remark.id.to_string()))];
    entries.extend(
        remark
            .place
            .as_ref()
            .map(|place| ("place".to_owned(), place_value(place))),
    );
    entries.push(text("text", &remark.text));
    let severity = remark.severity.map(|severity| severity.word().to_owned());
    entries.extend(severity.map(|word| ("severity".to_owned(), YamlValue::Plain(word))));
    YamlValue::Map(entries)
}

fn place_value(place: &RemarkPlace) -> YamlValue {
    if let Some(words) = &place.words {
        return YamlValue::Text(words.to_string());
    }
    let text = |key: &str, value: &str| (key.to_owned(), YamlValue::Text(value.to_owned()));
    let plain = |key: &str, value: String| (key.to_owned(), YamlValue::Plain(value));
    let parts = [
        place.at.as_ref().map(|at| text("at", at.text())),
        place.page.map(|page| plain("page", page.to_string())),
        place.point.map(|point| plain("x", point.x.text())),
        place.point.map(|point| plain("y", point.y.text())),
        place.field.as_ref().map(|field| text("field", field)),
    ];
    YamlValue::Map(parts.into_iter().flatten().collect())
}

/// What is done to remarks that are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settling<'a> {
    /// Says that it is done, and how.
    Resolve { how: Option<&'a str> },
    /// Says that it was seen to be done.
    Confirm,
}

/// Remarks that change, and the commit to be.
#[derive(Clone, Debug, PartialEq)]
pub struct SettledRemarks {
    pub change: Change,
    /// File and remark, in the order of the files.
    pub remarks: Vec<(String, Remark)>,
}

/// Settles the remarks that `names` mean: `2t8wq4zc/f1`, `f1` where one file has it, `2t8wq4zc` for all of a file.
pub fn settle(
    brief: &Brief,
    files: &[&Feedback],
    names: &[String],
    settling: Settling<'_>,
    by: &PersonId,
    today: Day,
) -> Result<SettledRemarks, Refusal> {
    let mut meant: Vec<(usize, usize)> = Vec::new();
    for name in names {
        meant.extend(named(files, name)?);
    }
    meant.sort_unstable();
    meant.dedup();
    meant.retain(|(file, at)| {
        files[*file]
            .remarks
            .get(*at)
            .is_some_and(|remark| is_left(remark, settling))
    });
    if meant.is_empty() {
        return Err(Refusal::NothingToChange);
    }
    let mut edits: Vec<FileEdit> = Vec::new();
    let mut remarks = Vec::new();
    for (file, at) in meant {
        let Some((file, remark)) = files.get(file).and_then(|file| Some((file, file.remarks.get(at)?))) else {
            continue;
        };
        remarks.push((file.id.to_string(), remark.clone()));
        let edit = settling_edit(at, settling, by, today);
        match edits.last_mut() {
            Some(FileEdit::Edit { path, edits }) if *path == file.file => edits.push(edit),
            _ => edits.push(FileEdit::Edit {
                path: file.file.clone(),
                edits: vec![edit],
            }),
        }
    }
    let change = Change {
        message: message(brief, &remarks, settling, by),
        files: edits,
    };
    Ok(SettledRemarks { change, remarks })
}

fn is_left(remark: &Remark, settling: Settling<'_>) -> bool {
    match settling {
        Settling::Resolve { .. } => remark.state() == RemarkState::Open,
        Settling::Confirm => remark.state() != RemarkState::Confirmed,
    }
}

fn settling_edit(at: usize, settling: Settling<'_>, by: &PersonId, today: Day) -> KeyEdit {
    let mut facts = vec![
        ("by".to_owned(), YamlValue::Plain(by.to_string())),
        ("on".to_owned(), YamlValue::Plain(today.to_string())),
    ];
    let key = match settling {
        Settling::Resolve { how } => {
            facts.extend(how.map(|how| ("how".to_owned(), YamlValue::Text(how.trim().to_owned()))));
            "resolved"
        }
        Settling::Confirm => "confirmed",
    };
    KeyEdit {
        at: vec![Segment::Key("items".into()), Segment::Item(at)],
        operation: Operation::Put {
            key: key.to_owned(),
            value: YamlValue::Map(facts),
        },
    }
}

fn message(brief: &Brief, remarks: &[(String, Remark)], settling: Settling<'_>, by: &PersonId) -> Message {
    let names: Vec<String> = remarks
        .iter()
        .map(|(file, remark)| format!("{file}/{}", remark.id))
        .collect();
    let (verb, how) = match settling {
        Settling::Resolve { how } => ("resolve", how),
        Settling::Confirm => ("confirm", None),
    };
    Message {
        subject: format!("{verb}: {} {} by {by}", brief.id, names.join(", ")),
        body: how
            .map(|how| format!("How: {}", one_plain_line(how)))
            .into_iter()
            .collect(),
    }
}

/// The places of what a name means.
fn named(files: &[&Feedback], name: &str) -> Result<Vec<(usize, usize)>, Refusal> {
    let typed = name.trim();
    let (of_file, item) = match typed.split_once('/') {
        Some((file, item)) => (Some(file), Some(item)),
        None => (None, None),
    };
    let begins = |file: &Feedback, start: &str| !start.is_empty() && file.id.starts_with(&*start.to_lowercase());
    let all = || {
        files
            .iter()
            .enumerate()
            .flat_map(|(at, file)| (0..file.remarks.len()).map(move |item| (at, item)))
    };
    let is = |(file, at): (usize, usize), wanted: &str| *files[file].remarks[at].id == *wanted;
    let found: Vec<(usize, usize)> = match (of_file, item) {
        (Some(start), Some(item)) => all()
            .filter(|place| begins(files[place.0], start) && is(*place, item))
            .collect(),
        _ => {
            let whole: Vec<usize> = (0..files.len()).filter(|at| begins(files[*at], typed)).collect();
            let items: Vec<_> = all().filter(|place| is(*place, typed)).collect();
            match (items.as_slice(), whole.as_slice()) {
                ([], [file]) => return Ok(all().filter(|place| place.0 == *file).collect()),
                ([], []) => Vec::new(),
                ([], several) => several.iter().map(|file| (*file, 0)).collect(),
                _ => items,
            }
        }
    };
    match found.as_slice() {
        [one] => Ok(vec![*one]),
        [] => Err(unknown(files, name)),
        several => Err(ambiguous(files, name, several)),
    }
}

fn unknown(files: &[&Feedback], typed: &str) -> Refusal {
    let names: Vec<String> = files
        .iter()
        .flat_map(|file| file.remarks.iter().map(|one| file.name_of(one)))
        .collect();
    let why = Unresolved::Unknown {
        typed: typed.to_owned(),
        near: nearest(typed.trim(), names.iter().map(String::as_str)).map(str::to_owned),
    };
    Refusal::unresolved(Named::Remark, why)
}

fn ambiguous(files: &[&Feedback], typed: &str, found: &[(usize, usize)]) -> Refusal {
    let candidate = |(file, at): &(usize, usize)| {
        let file = files.get(*file)?;
        let remark = file.remarks.get(*at)?;
        Some(Candidate {
            id: file.name_of(remark),
            title: remark.text.to_string(),
        })
    };
    let why = Unresolved::Ambiguous {
        typed: typed.to_owned(),
        total: found.len(),
        candidates: found.iter().filter_map(candidate).take(MOST_CANDIDATES).collect(),
    };
    Refusal::unresolved(Named::Remark, why)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::feedback::{Settled, Severity};
    use crate::model::sample;

    fn remark(id: &str, text: &str) -> Remark {
        Remark {
            id: id.into(),
            text: text.into(),
            severity: None,
            place: None,
            resolved: None,
            confirmed: None,
        }
    }

    fn file(id: &str, remarks: Vec<Remark>) -> Feedback {
        Feedback {
            id: id.into(),
            file: StudioPath::new(&format!("briefs/2026-11/film-000001/feedback/review.ines.{id}.yml"))
                .expect("a path"),
            subject: "film-000001".into(),
            stage: "review".into(),
            by: "ines".into(),
            at: "2026-11-17T15:02:00+01:00".into(),
            asset: None,
            remarks,
        }
    }

    fn said(texts: &[&str]) -> Said {
        Said {
            stage: StageId::new("review").expect("a slug"),
            by: PersonId::new("ines").expect("a slug"),
            at: "2026-11-20T10:00:00+01:00".into(),
            asset: None,
            remarks: texts.iter().map(|text| remark("", text)).collect(),
        }
    }

    #[test]
    fn a_first_remark_makes_a_file_of_its_own() {
        let brief = sample::brief("film-000001", "review");
        let mut said = said(&["le logo: trop petit", "plus clair"]);
        said.remarks[0].severity = Some(Severity::Blocking);
        let added = add(&brief, &[], &said, 7).expect("added");
        let FileEdit::Create { path, text } = &added.change.files[0] else {
            panic!("no new file")
        };
        assert!(
            path.as_str()
                .ends_with(&format!("feedback/review.ines.{}.yml", added.file)),
            "{path}"
        );
        let items =
            "items:\n  - {id: f1, text: \"le logo: trop petit\", severity: blocking}\n  - {id: f2, text: plus clair}\n";
        assert!(text.ends_with(items), "{text}");
        assert_eq!(added.change.message.subject, "feedback: film-000001 at review by ines");
    }

    #[test]
    fn remarks_of_a_round_go_to_its_file_and_a_settled_one_ends_the_round() {
        let brief = sample::brief("film-000001", "review");
        let open = file("2t8wq4zc", vec![remark("f1", "a"), remark("f7", "b")]);
        let added = add(&brief, &[&open], &said(&["c"]), 7).expect("added");
        assert_eq!((&*added.file, &*added.remarks[0].id), ("2t8wq4zc", "f8"));
        assert!(matches!(added.change.files[0], FileEdit::Edit { .. }));
        let mut over = open;
        over.remarks[0].resolved = Some(Settled::default());
        let added = add(&brief, &[&over], &said(&["c"]), 7).expect("added");
        assert!(matches!(added.change.files[0], FileEdit::Create { .. }));
    }

    #[test]
    fn a_remark_is_named_by_file_and_item_or_as_far_as_it_is_clear() {
        let (one, two) = (
            file("2t8wq4zc", vec![remark("f1", "a"), remark("f2", "b")]),
            file("9v3kd0rm", vec![remark("f1", "c")]),
        );
        let files = [&one, &two];
        let brief = sample::brief("film-000001", "review");
        let by = PersonId::new("lea").expect("a slug");
        let settle = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            let done = settle(
                &brief,
                &files,
                &names,
                Settling::Resolve { how: None },
                &by,
                sample::day("2026-11-21"),
            );
            done.map(|done| {
                done.remarks
                    .iter()
                    .map(|(file, one)| format!("{file}/{}", one.id))
                    .collect::<Vec<_>>()
            })
        };
        for (names, meant) in [
            (&["2t8wq4zc/f1"][..], &["2t8wq4zc/f1"][..]),
            (&["9/f1"], &["9v3kd0rm/f1"]),
            (&["f2"], &["2t8wq4zc/f2"]),
            (&["2t8w"], &["2t8wq4zc/f1", "2t8wq4zc/f2"]),
            (&["f2", "2t8w/f2"], &["2t8wq4zc/f2"]),
        ] {
            assert_eq!(settle(names).expect("settled"), meant, "{names:?}");
        }
        assert!(matches!(
            settle(&["f1"]),
            Err(Refusal::Unresolved {
                why: Unresolved::Ambiguous { total: 2, .. },
                ..
            })
        ));
        let Err(Refusal::Unresolved {
            why: Unresolved::Unknown { near, .. },
            ..
        }) = settle(&["2t8wq4zc/f3"])
        else {
            panic!("it was found")
        };
        assert_eq!(near.as_deref(), Some("2t8wq4zc/f1"));
    }

    #[test]
    fn what_is_settled_already_is_left_alone() {
        let mut one = file("2t8wq4zc", vec![remark("f1", "a")]);
        one.remarks[0].resolved = Some(Settled::default());
        let brief = sample::brief("film-000001", "review");
        let by = PersonId::new("ines").expect("a slug");
        let names = ["f1".to_owned()];
        let settle = |settling| settle(&brief, &[&one], &names, settling, &by, sample::day("2026-11-21"));
        assert_eq!(settle(Settling::Resolve { how: None }), Err(Refusal::NothingToChange));
        let confirmed = settle(Settling::Confirm).expect("confirmed");
        assert_eq!(
            confirmed.change.message.subject,
            "confirm: film-000001 2t8wq4zc/f1 by ines"
        );
    }
}
