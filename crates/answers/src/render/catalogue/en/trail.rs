//! Answers: how is the story of a brief told in English?
//! Invariant: what happened first, then how long it took; a verdict that nobody verified is a claim.

use super::feedback::severity as severity_word;
use super::numbers::counted;
use super::refusal::proved;
use super::verdict::said;
use crate::model::Day;
use crate::model::feedback::{Remark, RemarkState};
use crate::model::workflow::StageClass;
use crate::render::catalogue::trail::{TrailWord, days, hours, length};
use crate::render::catalogue::{Lang, Reader};
use crate::report::trail::{
    Beyond, Holds, MayOverride, Named, SlaState, Standing, Stay, Then, Told, TrailReport, VerdictLine,
};
use crate::report::trail_campaign::CampaignTrail;
use crate::trail::gate::{Proof, Unproved};
use crate::trail::visit::Observed;

const LANG: Lang = Lang::En;

pub fn headline(reader: Reader, report: &TrailReport) -> String {
    let name = report.name();
    let day = |day: Day| reader.day_in_sentence(day);
    let said = match &report.now {
        Standing::In {
            stage,
            since,
            working_days,
            sla,
        } => {
            let sla = match sla {
                None => String::new(),
                Some(SlaState::Kept) => ", within its SLA".into(),
                Some(SlaState::Over(over)) => format!(", {} past its SLA", hours(LANG, *over)),
            };
            let stage = &stage.title;
            format!(
                "{name} is in {stage} since {}, {}{sla}",
                day(*since),
                days(LANG, *working_days)
            )
        }
        Standing::OnHold {
            stage,
            since,
            working_days,
        } => format!(
            "{name} is on hold since {}, {}; it was in {}",
            day(*since),
            days(LANG, *working_days),
            stage.title
        ),
        Standing::Closed {
            class: StageClass::Dropped,
            since,
            ..
        } => format!("{name} was dropped on {}", day(*since)),
        Standing::Closed { since, .. } => format!(
            "{name} was delivered on {}, {} after the request",
            day(*since),
            days(LANG, report.totals.working_days)
        ),
        Standing::Deleted { since } => format!("{name} was deleted on {}", day(*since)),
    };
    match &report.then {
        Some(then) => format!("On {}: {said}.", reader.day_in_sentence(then.day)),
        None => format!("{said}."),
    }
}

pub fn facts(reader: Reader, report: &TrailReport) -> String {
    let totals = report.totals;
    let mut parts = vec![report.brief.clone()];
    parts.extend(report.kind.clone());
    parts.extend(report.campaign.clone());
    parts.extend(report.due.map(|due| format!("due {}", reader.day(due))));
    parts.push(counted(totals.versions, "version", "versions"));
    parts.push(counted(totals.rounds, "round", "rounds"));
    let held = if totals.on_hold > 0.0 {
        format!(", {} of them on hold", days(LANG, totals.on_hold))
    } else {
        String::new()
    };
    parts.push(format!("{} in all{held}", days(LANG, totals.working_days)));
    parts.join(" · ")
}

pub fn told(told: &Told) -> String {
    match told {
        Told::Written => "written".into(),
        Told::Created { stage } if stage.class == Some(StageClass::Queue) => "requested".into(),
        Told::Created { stage } => format!("began in {}", stage.title),
        Told::Restored { stage } => format!("restored, in {}", stage.title),
        Told::Deleted { ended } => format!("deleted{}", after(ended)),
        Told::Moved { from, to, ended, round } => moved(from, to, ended, *round),
        Told::Held { from } => format!("put on hold, out of {}", from.title),
        Told::Resumed { to, after } => format!("back from hold in {}, after {}", to.title, days(LANG, *after)),
        Told::Renamed { from, to } => format!("{} became {}", from.title, to.title),
        Told::Superseded { from, to } => format!("overridden by a merge: {} → {}", title(from), title(to)),
        Told::Changed(lines) => counted(lines.len(), "field changed", "fields changed"),
        Told::Relocated { from, to } => format!("file moved from {from} to {to}"),
        Told::Unreadable { path } => format!("{path} cannot be read: the version before counts"),
        Told::Verdict(line) => verdict(line),
        Told::Feedback { stage, remarks } => feedback(stage, remarks),
        Told::Handoff { stage, ticked, beyond } => handoff(&stage.title, ticked, beyond.as_ref()),
        Told::Ignored { path } => format!("{path} is not understood and counts for nothing"),
    }
}

fn title(stage: &Option<Named>) -> &str {
    stage.as_ref().map_or("nothing", |stage| &stage.title)
}

fn moved(from: &Named, to: &Named, ended: &[Stay], round: Option<usize>) -> String {
    let passed: Vec<String> = ended
        .iter()
        .skip(1)
        .map(|stay| format!("; passed {} ({})", stay.stage.title, spent(stay)))
        .collect();
    let round = round.map_or_else(String::new, |round| format!("; changes required, round {round}"));
    format!(
        "{} → {}{}{}{round}",
        from.title,
        to.title,
        after(ended),
        passed.concat()
    )
}

fn after(ended: &[Stay]) -> String {
    match ended.first() {
        Some(stay) if stay.observed == Observed::No => ", under a minute later: not observed".into(),
        Some(stay) if stay.on_hold > 0.0 => {
            format!(
                ", after {} and {} on hold",
                length(LANG, stay),
                days(LANG, stay.on_hold)
            )
        }
        Some(stay) => format!(", after {}", length(LANG, stay)),
        None => String::new(),
    }
}

fn spent(stay: &Stay) -> String {
    match stay.observed {
        Observed::Yes => length(LANG, stay),
        Observed::No => "not observed".into(),
    }
}

fn verdict(line: &VerdictLine) -> String {
    let said = said(line.verdict);
    let origin = line.origin.as_deref();
    let evidence = match (line.proof, line.key.as_deref()) {
        (Proof::Forge, Some(key)) => format!("{}, recorded by {key}", origin.unwrap_or("on the forge")),
        (Proof::Forge, None) => origin.unwrap_or("on the forge").to_owned(),
        (Proof::Signature, Some(key)) => format!("signed, with {key}"),
        (Proof::Signature, None) => "signed".into(),
        (Proof::Relayed, _) => origin.map_or_else(|| "relayed".into(), |origin| format!("relayed, by {origin}")),
        (Proof::Claimed(Unproved::Said), _) => {
            origin.map_or_else(|| "claimed".into(), |origin| format!("claimed, by {origin}"))
        }
        (proof @ Proof::Claimed(_), _) => {
            let origin = origin.map_or_else(String::new, |origin| format!(", by {origin}"));
            format!("claimed{origin}: it {}", proved(proof))
        }
    };
    let took = line.open_hours.map_or_else(String::new, |open| {
        format!(", {} after it was asked for", hours(LANG, open))
    });
    let note = line
        .note
        .as_ref()
        .map_or_else(String::new, |note| format!(", “{note}”"));
    let holds = match &line.holds {
        Holds::Yes => String::new(),
        Holds::Stale(fields) => format!("; stale since {} changed", fields.join(", ")),
        Holds::UnknownVersion => "; of a version that is not in the history".into(),
    };
    format!("{}: {said}{took}{note} ({evidence}){holds}", line.stage.title)
}

/// What was ticked of a stage's checklist, and a round too many that was let pass.
pub fn handoff(stage: &str, ticked: &[String], beyond: Option<&Beyond>) -> String {
    let quoted: Vec<String> = ticked.iter().map(|item| format!("“{item}”")).collect();
    let list = (!quoted.is_empty()).then(|| format!("checklist ticked: {}", quoted.join(", ")));
    let round = beyond.map(|one| {
        let said = format!(
            "one more round than the gate allows: “{}”",
            one.reason.replace('\n', " ")
        );
        match one.may {
            MayOverride::Yes => said,
            MayOverride::No => format!("{said}, by somebody who may not: it counts for nothing"),
        }
    });
    let said: Vec<String> = list.into_iter().chain(round).collect();
    format!("{stage}: {}", said.join("; "))
}

fn feedback(stage: &Named, remarks: &[Remark]) -> String {
    let one = |remark: &Remark| {
        let severity = remark
            .severity
            .map_or_else(String::new, |severity| format!(", {}", severity_word(severity)));
        let state = match remark.state() {
            RemarkState::Open => "open",
            RemarkState::Resolved => "resolved",
            RemarkState::Confirmed => "confirmed",
        };
        format!("“{}” ({state}{severity})", remark.text)
    };
    let all: Vec<String> = remarks.iter().map(one).collect();
    let count = counted(remarks.len(), "remark", "remarks");
    format!("{}: {count}: {}", stage.title, all.join("; "))
}

pub fn campaign(reader: Reader, report: &CampaignTrail) -> String {
    let name = &report.title;
    let goes = report.launch.map_or_else(String::new, |day| {
        format!(" goes live on {}", reader.day_in_sentence(day))
    });
    let briefs = report.briefs.len();
    if briefs == 0 {
        return format!("{name}{goes}: no brief yet.");
    }
    format!(
        "{name}{goes}: {} of {} delivered.",
        report.delivered(),
        counted(briefs, "brief", "briefs")
    )
}

pub fn campaign_facts(report: &CampaignTrail) -> String {
    [
        report.campaign.clone(),
        counted(report.versions, "version", "versions"),
        counted(report.moves(), "move of its briefs", "moves of its briefs"),
    ]
    .join(" · ")
}

pub fn landed(reader: Reader, day: Day) -> String {
    format!("landed on {}", reader.day(day))
}

pub fn version_then(then: &Then) -> String {
    let short = then.commit.get(..7).unwrap_or(&then.commit);
    let owner = then
        .owner
        .as_deref()
        .map_or_else(|| "nobody's".to_owned(), |owner| format!("with {owner}"));
    format!("Version {}, of commit {short}, {owner}.", then.version)
}

pub fn left_out(before: usize) -> String {
    format!("{} before that left out.", counted(before, "line", "lines"))
}

pub const fn word(word: TrailWord) -> &'static str {
    match word {
        TrailWord::TimeInStages => "Time in each stage",
        TrailWord::Versions => "Versions",
        TrailWord::Verdicts => "Verdicts",
        TrailWord::OnHold => "On hold",
        TrailWord::Today => "today",
        TrailWord::Due => "due",
        TrailWord::Legend => {
            "wd: working days, net of hold · h: open hours · covered: an approval of what it said before no longer holds"
        }
        TrailWord::PictureLegend => {
            "bar: in the stage · outlined: a gate · hatched: on hold · ◆ version · ✓ approved · ✗ changes required"
        }
        TrailWord::WhereBriefsAre => "Where its briefs are",
        TrailWord::Deleted => "deleted",
        TrailWord::Open => "now",
    }
}
