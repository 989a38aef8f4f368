//! Answers: how is a figure said in English?
//! Invariant: every figure carries its unit; no catch-all arm.

use super::numbers::{counted, month_name};
use crate::metrics::goal::Side;
use crate::metrics::kpi::{KpiId, Unit};
use crate::metrics::period::PeriodName;
use crate::metrics::sample::{Absence, Facet, Reason, Remark};
use crate::render::catalogue::kpi::{Behind, Compared, KpiHeadline, KpiNote, KpiWord, Progress};
use crate::render::catalogue::numbers::{percent, short_number, shown, signed};
use crate::render::catalogue::{Lang, Reader, Sentence};
use crate::trail::visit::Source;

const LANG: Lang = Lang::En;

pub fn word(reader: Reader, word: KpiWord<'_>) -> String {
    match word {
        KpiWord::Name(id) => name(id).into(),
        KpiWord::Value(unit, value) => self::value(unit, value),
        KpiWord::WithP85(main, p85) => format!("{main} (P85 {p85})"),
        KpiWord::NoData => "no data".into(),
        KpiWord::Behind(word) => behind(reader, word),
        KpiWord::Compared(word) => compared(reader, word),
        KpiWord::LeftOut(reason, count) => left_out(reason, count),
        KpiWord::Facet(facet) => facet_name(facet),
        KpiWord::Headline(facts) => headline(reader, &facts),
        KpiWord::Period(name) => period(reader, name),
        KpiWord::Bound(Side::AtMost, bound) => format!("≤ {bound}"),
        KpiWord::Bound(Side::AtLeast, bound) => format!("≥ {bound}"),
        KpiWord::Lower(share, since) => format!("−{}{}", percent(LANG, share), since_words(since)),
        KpiWord::Higher(share, since) => format!("+{}{}", percent(LANG, share), since_words(since)),
        KpiWord::Points(points) => format!("{} pt", signed(LANG, points, 0)),
        KpiWord::PointsApart(points) => format!("{} pt", short_number(LANG, points.round(), 0)),
        KpiWord::Missed {
            name,
            value,
            bound,
            gap,
        } => format!("{name}: {value}, {gap} off the target of {bound}"),
        KpiWord::AboveTarget => "above target".into(),
        KpiWord::ShareAbove(share) => format!("Briefs above it: {}", percent(LANG, share)),
        KpiWord::Heaviest(briefs) => format!("Heaviest: {briefs}"),
        KpiWord::Bottleneck(stage, share) => format!("most of it in {stage} ({})", percent(LANG, share)),
        KpiWord::Waiting {
            count,
            brief,
            stage,
            age,
        } => waiting(count, brief, stage, age),
        KpiWord::PastSla(count) => format!(
            "{} past the SLA already",
            counted(count, "open visit is", "open visits are")
        ),
        KpiWord::Unreadable(count) => format!(
            "{} could not be read: the stage before counts",
            counted(count, "version", "versions")
        ),
        KpiWord::Skewed(count) => skewed(count),
        KpiWord::ReadFrom(reference, commit) => format!("Read from {reference} at {commit}."),
        KpiWord::Fetched(day) => format!("Last fetch: {day}."),
        KpiWord::Legend => {
            "n: briefs or visits counted · wd working days · h open hours · P85: 85 % took no longer".into()
        }
        KpiWord::Source(Source::Commit) => "commit".into(),
        KpiWord::Source(Source::Landing) => "merge".into(),
        KpiWord::Source(Source::Forge) => "review".into(),
        KpiWord::Labelled(label, text) => format!("{label}: {text}"),
        KpiWord::Explained(id, rows) => {
            format!(
                "{}: {} behind the figure.",
                name(id),
                counted(rows, "observation", "observations")
            )
        }
    }
}

fn behind(reader: Reader, word: Behind<'_>) -> String {
    match word {
        Behind::Absent(absence) => format!("no data: {}", absent(absence)),
        Behind::Late(days) => late(days),
        Behind::EachBrief(count) => format!("{} a brief", short_number(LANG, count, 1)),
        Behind::Remark(said) => remark(reader, said),
        Behind::Part => "part of it".into(),
        Behind::Counted => "counted".into(),
        Behind::Open => "still open".into(),
    }
}

fn compared(reader: Reader, word: Compared<'_>) -> String {
    match word {
        Compared::Period(name) => format!("Beside {}.", period(reader, name)),
        Compared::State {
            asked,
            commit,
            day,
            period: name,
        } => format!(
            "Beside {} as it stood at {asked} (commit {commit}, {}).",
            period(reader, name),
            reader.short_day(day)
        ),
        Compared::AsItIs => "Beside the figures as they are.".into(),
        Compared::Worse { asked, by } => format!("Worse than at {asked}, by {by}"),
        Compared::NoneWorse(asked) => format!("No target is missed by more than at {asked}."),
        Compared::Kind => "KPIs".into(),
    }
}

const fn absent(absence: Absence) -> &'static str {
    match absence {
        Absence::NoDeliverables => "no campaign has deliverables",
        Absence::NoLeadTimes => "no kind has a lead time",
        Absence::NoIntakeFields => "no kind asks for anything at intake",
        Absence::NoPeople => "nobody in the team",
        Absence::NoEffort => "no stage has a duration or an effort",
        Absence::NoAssetRecords => "no asset records",
        Absence::NoAssetUses => "no brief says what it uses",
        Absence::NoBudget => "no budget lines",
    }
}

fn late(days: f64) -> String {
    let shown = short_number(LANG, shown(Unit::WorkingDays, days.abs()), 1);
    if days >= 0.05 {
        format!("{shown} wd late")
    } else if days <= -0.05 {
        format!("{shown} wd early")
    } else {
        "to the day".into()
    }
}

fn remark(reader: Reader, remark: &Remark) -> String {
    match remark {
        Remark::Due(day) => format!("due {}", reader.short_day(*day)),
        Remark::Live(day) => format!("live {}", reader.short_day(*day)),
        Remark::AgreedBy(person) => format!("agreed by {person}"),
        Remark::AgreedByNobody => "nobody is named who agreed".into(),
        Remark::Missing(key) => format!("{key} empty"),
        Remark::Changed(key) => format!("{key} changed"),
    }
}

fn skewed(count: usize) -> String {
    let commits = counted(count, "commit is", "commits are");
    format!("{commits} older than a parent: a clock was wrong; the order of commits counts")
}

fn waiting(count: usize, brief: &str, stage: &str, age: &str) -> String {
    let waits = counted(count, "brief waits", "briefs wait");
    format!("{waits} for a verdict; the oldest is {brief} in {stage}, {age} so far")
}

pub fn note(note: &KpiNote) -> Sentence {
    match note {
        KpiNote::NeverFetched { branch } => {
            Sentence::new(format!("the remote was never fetched: figures come from `{branch}`")).command("git fetch")
        }
        KpiNote::Pending { commits } => Sentence::new(format!(
            "{} not on the official branch yet and in no figure",
            counted(*commits, "commit is", "commits are")
        )),
        KpiNote::Replaced => Sentence::new(
            "`git replace` or a grafts file shows another history here; figures are read from the commits as they were made",
        )
        .command("git replace --list"),
        KpiNote::UnknownSince { text } => Sentence::new(format!(
            "`since: {text}` of a target is no period, day or revision: that target cannot be judged"
        ))
        .command("git fetch --tags"),
    }
}

const fn name(id: KpiId) -> &'static str {
    match id {
        KpiId::Turnaround => "turnaround",
        KpiId::ApprovalTime => "approval time",
        KpiId::RevisionRounds => "revision rounds",
        KpiId::FirstTimeRight => "first time right",
        KpiId::OnTimeDelivery => "on-time delivery",
        KpiId::CampaignDelivery => "campaign delivery",
        KpiId::StageTime => "stage time",
        KpiId::SlaCompliance => "SLA compliance",
        KpiId::Throughput => "throughput",
        KpiId::Wip => "work in progress",
        KpiId::Age => "age of the open",
        KpiId::FlowEfficiency => "flow efficiency",
        KpiId::RushShare => "rush share",
        KpiId::BriefQuality => "brief quality",
        KpiId::ForecastAccuracy => "forecast accuracy",
        KpiId::WorkloadBalance => "workload balance",
        KpiId::Utilisation => "utilisation",
        KpiId::AssetReuse => "asset reuse",
        KpiId::BudgetVariance => "budget variance",
    }
}

fn value(unit: Unit, value: f64) -> String {
    let value = shown(unit, value);
    match unit {
        Unit::WorkingDays => format!("{} wd", short_number(LANG, value, 1)),
        Unit::OpenHours => format!("{} h", short_number(LANG, value, 1)),
        Unit::Rounds | Unit::Briefs => short_number(LANG, value, 1),
        Unit::Share => percent(LANG, value),
        Unit::Index => short_number(LANG, value, 2),
        Unit::BriefsPerWeek => format!("{} a week", short_number(LANG, value, 1)),
    }
}

fn left_out(reason: Reason, count: usize) -> String {
    let why = match reason {
        Reason::Imported => "imported without history",
        Reason::BornBeyondQueue => "first seen beyond the queue",
        Reason::NotObserved => "not observed",
        Reason::Negative => "ending before they begin",
        Reason::NoDueDay => "without a due day",
        Reason::UnknownStage => "in a stage that no workflow has",
        Reason::Withdrawn => "withdrawn before a verdict",
        Reason::NoWorkingTime => "without working time between their ends",
        Reason::NoLeadTime => "of a kind without a lead time",
        Reason::NoIntake => "of a kind that asks for nothing at intake",
        Reason::NotReadable => "that could not be read as they were",
        Reason::NothingPlanned => "without a planned amount",
        Reason::OtherCurrency => "in another currency",
    };
    format!("{count} {why}")
}

fn facet_name(facet: &Facet) -> String {
    match facet {
        Facet::NetOfHold => "net of hold".into(),
        Facet::WorkingDays => "in working days".into(),
        Facet::Approved => "approved".into(),
        Facet::ChangesRequired => "changes required".into(),
        Facet::Internal => "internal".into(),
        Facet::Client => "client".into(),
        Facet::DueNow => "by the due day now".into(),
        Facet::OnHold => "on hold".into(),
        Facet::Stage(stage) => stage.to_string(),
        Facet::Late => "on average".into(),
        Facet::Agreed => "agreed to".into(),
        Facet::ChangedAfter => "changed after".into(),
        Facet::PlannedHours => "planned".into(),
        Facet::AvailableHours => "available".into(),
        Facet::Planned(currency) => format!("planned, {}", currency.code()),
        Facet::Committed(currency) => format!("ordered, {}", currency.code()),
        Facet::Spent(currency) => format!("paid, {}", currency.code()),
    }
}

fn period(reader: Reader, name: PeriodName) -> String {
    match name {
        PeriodName::Year(year) => year.to_string(),
        PeriodName::Quarter(year, quarter) => format!("Q{quarter} {year}"),
        PeriodName::Month(year, month) => format!("{} {year}", month_name(month)),
        PeriodName::Week(year, week) => format!("week {week} of {year}"),
        PeriodName::Days(from, to) => format!("{} – {}", reader.short_day(from), reader.short_day(to)),
    }
}

fn since_words(since: Option<&str>) -> String {
    since.map_or_else(String::new, |since| format!(" since {since}"))
}

fn headline(reader: Reader, facts: &KpiHeadline) -> String {
    let so_far = match facts.progress {
        Progress::SoFar => " so far",
        Progress::Over => "",
    };
    let verdict = match (facts.targets, facts.delivered) {
        (Some((met, all)), _) => format!("{met} of {} met", counted(all, "target", "targets")),
        (None, Some(briefs)) => format!("{} delivered", counted(briefs, "brief", "briefs")),
        (None, None) => return format!("{}{so_far}", period(reader, facts.period)),
    };
    format!("{}{so_far}: {verdict}.", period(reader, facts.period))
}
