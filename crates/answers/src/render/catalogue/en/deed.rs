//! Answers: what did a command write, in English?
//! Invariant: the title first, then the id that the next command needs.

use super::numbers::counted;
use super::{assets, feedback, templates, verdict};
use crate::change::outcome::Outcome;
use crate::render::catalogue::numbers::working_days_in_words;
use crate::render::catalogue::work::DeedWord;
use crate::render::catalogue::{Lang, Reader};
use crate::report::deed::{Done, Founded, Left, Requested};
use crate::report::table::Tone;

pub fn done(done: &Done, outcome: &Outcome) -> String {
    let sign = match outcome {
        Outcome::Preview => "▸",
        Outcome::Committed { .. } | Outcome::FilesOnly | Outcome::NoRepository | Outcome::Unchanged => "✓",
    };
    let text = match done {
        Done::Requested(one) => requested(one),
        Done::Accepted(one) => {
            let owner = one
                .owner
                .as_deref()
                .map(|owner| format!(", with {owner}"))
                .unwrap_or_default();
            format!("{}  {}: accepted, now in {}{owner}", one.id, one.title, one.to_title)
        }
        Done::Declined(one) => format!("{}  {}: declined, now in {}", one.id, one.title, one.to_title),
        Done::Moved(one) => format!("{}  {}: from {} to {}", one.id, one.title, one.from_title, one.to_title),
        Done::Edited(one) if one.keys.is_empty() => format!("{}  {}: edited", one.id, one.title),
        Done::Edited(one) => format!("{}  {}: {} edited", one.id, one.title, one.keys.join(", ")),
        Done::Assigned(one) => {
            let people = one.people.join(", ");
            match &one.stage {
                Some(stage) => format!("{}  {}: {stage} goes to {people}", one.id, one.title),
                None => format!("{}  {}: goes to {people}", one.id, one.title),
            }
        }
        Done::CampaignMade(one) => format!("{}  {}", one.id, one.title),
        Done::LineAdded(one) => format!("{}/{} added to its {}", one.campaign, one.id, one.list),
        Done::Opened(one) => format!(
            "{}  {}: {} opened",
            one.campaign,
            one.title,
            counted(one.briefs.len(), "brief", "briefs")
        ),
        Done::Founded(one) => format!("{}: a studio in `{}`", one.title, one.folder),
        Done::Recorded(one) => super::forge::recorded(one),
        Done::Adopted(all) => super::workflow::adopted(all),
        Done::Undone(one) => format!("taken back: {} ({})", one.subject, short(&one.commit)),
        Done::WorkflowMade(one) => templates::workflow(one),
        Done::AssetAdded(one) => assets::added(one),
        Done::FeedbackAdded(one) => feedback::added(one),
        Done::Judged(one) => verdict::judged(one),
        Done::FeedbackResolved(one) => feedback::resolved(one),
        Done::FeedbackConfirmed(one) => feedback::confirmed(one),
    };
    format!("{sign} {text}")
}

fn requested(one: &Requested) -> String {
    let by = one
        .requester
        .as_deref()
        .map(|id| format!(", requested by {id}"))
        .unwrap_or_default();
    let short = one.notice.as_ref().filter(|notice| notice.is_short()).map(|notice| {
        let missing = working_days_in_words(Lang::En, notice.missing());
        format!(" (short notice: {missing} missing)")
    });
    format!("{}  {}{by}{}", one.id, one.title, short.unwrap_or_default())
}

/// Further sentences about what was done.
pub fn details(reader: Reader, done: &Done) -> Vec<(String, Tone)> {
    match done {
        Done::Requested(one) => request_details(reader, one),
        Done::Moved(one) | Done::Accepted(one) | Done::Declined(one) => {
            let unsure = (one.left == Left::Unknown).then(|| {
                let text = format!(
                    "Which stage it left is not in the history, so {} was taken as given.",
                    one.to
                );
                (text, Tone::Caution)
            });
            let awaits: Vec<_> = one.awaits.iter().map(super::refusal::lack).collect();
            let gate = (!awaits.is_empty()).then(|| (format!("Waiting for: {}", awaits.join("; ")), Tone::Plain));
            unsure.into_iter().chain(gate).collect()
        }
        Done::CampaignMade(one) => vec![(
            format!("Launch (J): {}.", reader.day_in_sentence(one.launch)),
            Tone::Plain,
        )],
        Done::Founded(one) => founded_details(one),
        Done::Adopted(all) => all
            .iter()
            .map(|one| (format!("{}: {} → {}", one.brief, one.from, one.to), Tone::Plain))
            .collect(),
        Done::Undone(one) => vec![(format!("As before: {}", one.files.join(", ")), Tone::Plain)],
        Done::AssetAdded(one) => assets::added_details(one),
        Done::FeedbackAdded(one) | Done::FeedbackResolved(one) | Done::FeedbackConfirmed(one) => feedback::details(one),
        Done::Judged(one) => verdict::details(one),
        Done::Recorded(one) => super::forge::recorded_details(one),
        Done::Edited(_) | Done::WorkflowMade(_) | Done::Assigned(_) | Done::LineAdded(_) | Done::Opened(_) => {
            Vec::new()
        }
    }
}

fn short(commit: &str) -> &str {
    commit.get(..7).unwrap_or(commit)
}

fn founded_details(one: &Founded) -> Vec<(String, Tone)> {
    let repository = one
        .new_repository
        .then(|| "A git repository was made for its history.".to_string());
    let rest = [
        format!(
            "Time zone {}; you are `{}` and have every role to begin with.",
            one.timezone, one.person
        ),
        "Workflows: standard, social. Kinds: landing-page, newsletter, social, video, visual.".to_string(),
        "Every file says what its lines are for: change them as you work.".to_string(),
    ];
    let attributes = (one.attributes_added > 0).then(|| {
        let lines = counted(one.attributes_added, "line", "lines");
        format!("`.gitattributes` was there and got {lines} more, so that records keep their bytes on every machine.")
    });
    let all = repository.into_iter().chain(rest).chain(attributes);
    all.map(|text| (text, Tone::Plain)).collect()
}

fn request_details(reader: Reader, one: &Requested) -> Vec<(String, Tone)> {
    let mut said = Vec::new();
    if let Some(live) = one.live {
        let ready = one
            .due
            .map(|due| format!(", ready by {}", reader.day_in_sentence(due)))
            .unwrap_or_default();
        said.push((format!("Live on {}{ready}.", reader.day_in_sentence(live)), Tone::Plain));
    } else if let Some(due) = one.due {
        said.push((format!("Ready by {}.", reader.day_in_sentence(due)), Tone::Plain));
    }
    if let Some(notice) = &one.notice {
        let wanted = working_days_in_words(Lang::En, notice.wanted);
        let left = working_days_in_words(Lang::En, notice.left);
        let due = reader.day_in_sentence(notice.due);
        let head = format!("“{}” takes {wanted}; {due} leaves {left}", one.kind_title);
        if !notice.is_short() {
            said.push((format!("{head}: there is room."), Tone::Plain));
        } else if let Some(rush) = &one.rush {
            said.push((format!("{head}. Taken as a rush: {rush}"), Tone::Caution));
        }
    }
    if !one.missing.is_empty() {
        let missing = one.missing.join(", ");
        said.push((
            format!("Still missing before it can leave {}: {missing}", one.stage),
            Tone::Plain,
        ));
    }
    said
}

/// Said before the answer: the due day leaves less than the kind's lead time.
pub fn short_notice(reader: Reader, one: &Requested) -> Option<String> {
    let notice = one
        .notice
        .as_ref()
        .filter(|notice| notice.is_short() && one.rush.is_none())?;
    let left = working_days_in_words(Lang::En, notice.left);
    let wanted = working_days_in_words(Lang::En, notice.wanted);
    let first = notice
        .first
        .map(|day| format!(" The first day that works is {}.", reader.day_in_sentence(day)));
    Some(format!(
        "{} leaves {left}; “{}” takes {wanted}.{}",
        reader.day_in_sentence(notice.due),
        one.kind_title,
        first.unwrap_or_default()
    ))
}

pub fn word(word: DeedWord) -> &'static str {
    match word {
        DeedWord::CommitMessage => "Commit message",
        DeedWord::UnknownAsker => "the studio knows nobody with your e-mail address, so the request names no requester",
        DeedWord::UnknownAskerHint => "--requester ID",
        DeedWord::IdNotTaken => "the `id` and `stage` of the record were left out: a request gets its own",
    }
}
