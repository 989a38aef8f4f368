//! Answers: which sentence says this of a plan, in the language of the reader?
//! Invariant: one function a fact, the same in both languages; lists are of typed facts, never of words.

use super::{Lang, Reader, en, fr};
use crate::model::Day;
use crate::model::duration::HalfDays;
use crate::model::holidays::Holiday;
use crate::plan::calendars::DayOff;
use crate::report::plan::{Direction, Headline, MissedLine, PlanReport, Subject, Summary, Way};
use crate::report::plan_why::{WhyReport, WhyStep};

/// The answer in one sentence.
pub fn headline(reader: Reader, report: &PlanReport) -> String {
    if let Some(past) = &report.past {
        return match reader.lang {
            Lang::En => en::plan::past(reader, &report.subject, past, &report.headline),
            Lang::Fr => fr::plan::past(reader, &report.subject, past, &report.headline),
        };
    }
    match reader.lang {
        Lang::En => en::plan::headline(reader, &report.subject, &report.headline),
        Lang::Fr => fr::plan::headline(reader, &report.subject, &report.headline),
    }
}

/// What was planned: the campaign's title, or how many open briefs.
pub fn subject(reader: Reader, subject: &Subject) -> String {
    match (subject, reader.lang) {
        (Subject::Campaign { title, .. }, _) => title.clone(),
        (Subject::OpenBriefs { count }, Lang::En) => en::plan::open_briefs(*count),
        (Subject::OpenBriefs { count }, Lang::Fr) => fr::plan::open_briefs(*count),
        (Subject::Studio { campaigns }, Lang::En) => en::people::studio(*campaigns),
        (Subject::Studio { campaigns }, Lang::Fr) => fr::people::studio(*campaigns),
    }
}

/// Launch, tasks, margin and calendar on one line.
pub fn summary(reader: Reader, summary: &Summary) -> String {
    let parts = match reader.lang {
        Lang::En => en::plan::summary(reader, summary),
        Lang::Fr => fr::plan::summary(reader, summary),
    };
    parts.join(" · ")
}

pub fn missed(reader: Reader, line: &MissedLine) -> String {
    let said = match reader.lang {
        Lang::En => en::plan::missed(reader, line),
        Lang::Fr => fr::plan::missed(reader, line),
    };
    match &line.place {
        Some(place) => format!("{said}  {}:{}", place.file, place.span.line),
        None => said,
    }
}

pub fn chain(reader: Reader, names: &[String], length: HalfDays) -> String {
    let names = names.join(" → ");
    match reader.lang {
        Lang::En => en::plan::chain(&names, length),
        Lang::Fr => fr::plan::chain(&names, length),
    }
}

pub fn ways_title(reader: Reader) -> &'static str {
    match reader.lang {
        Lang::En => en::plan::WAYS,
        Lang::Fr => fr::plan::WAYS,
    }
}

pub fn way(reader: Reader, way: &Way) -> String {
    match reader.lang {
        Lang::En => en::plan::way(reader, way),
        Lang::Fr => fr::plan::way(reader, way),
    }
}

/// How many of the first ways are enough; `None`: not even all.
pub fn enough(reader: Reader, count: Option<usize>, of: usize) -> String {
    match reader.lang {
        Lang::En => en::plan::enough(count, of),
        Lang::Fr => fr::plan::enough(count, of),
    }
}

/// What the marks and units of the table mean.
pub fn legend(reader: Reader, direction: Direction) -> &'static str {
    match reader.lang {
        Lang::En => en::plan::legend(direction),
        Lang::Fr => fr::plan::legend(direction),
    }
}

/// What the bars of the table mean.
pub fn bars_legend(reader: Reader) -> &'static str {
    match reader.lang {
        Lang::En => en::plan::BARS,
        Lang::Fr => fr::plan::BARS,
    }
}

pub fn holiday(reader: Reader, holiday: Holiday) -> &'static str {
    match reader.lang {
        Lang::En => en::plan::holiday(holiday),
        Lang::Fr => fr::plan::holiday(holiday),
    }
}

/// `Thu 6 May: Ascension Day`
pub fn day_off(reader: Reader, day: Day, off: &DayOff) -> String {
    let reason = match reader.lang {
        Lang::En => en::plan::day_off(off),
        Lang::Fr => fr::plan::day_off(off),
    };
    format!("{} ({reason})", reader.day(day))
}

/// The first sentence of a `--why`.
pub fn why_early(reader: Reader, report: &WhyReport) -> String {
    match reader.lang {
        Lang::En => en::plan::why_early(reader, report),
        Lang::Fr => fr::plan::why_early(reader, report),
    }
}

/// The sentence over the late chain of a `--why`.
pub fn why_late(reader: Reader, report: &WhyReport) -> String {
    match reader.lang {
        Lang::En => en::plan::why_late(reader, report),
        Lang::Fr => fr::plan::why_late(reader, report),
    }
}

/// One step back in time.
pub fn early_step(reader: Reader, step: &WhyStep) -> String {
    match reader.lang {
        Lang::En => en::plan_why::early_step(reader, step),
        Lang::Fr => fr::plan_why::early_step(reader, step),
    }
}

/// One step on in time.
pub fn late_step(reader: Reader, step: &WhyStep) -> String {
    match reader.lang {
        Lang::En => en::plan_why::late_step(reader, step),
        Lang::Fr => fr::plan_why::late_step(reader, step),
    }
}

/// The days off along a step.
pub fn days_off(reader: Reader, step: &WhyStep) -> Option<String> {
    let days: Vec<String> = step.off.iter().map(|(day, off)| day_off(reader, *day, off)).collect();
    let list = days.join(", ");
    (!days.is_empty()).then(|| match reader.lang {
        Lang::En => en::plan_why::off(&list),
        Lang::Fr => fr::plan_why::off(&list),
    })
}

/// The question whether something is said at all has no language.
pub const fn is_late(headline: &Headline) -> bool {
    matches!(headline, Headline::Short { .. })
}
