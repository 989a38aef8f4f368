//! Answers: which sentence says this of a forecast, in the language of the reader?
//! Invariant: a chance is never said to be nought or certain: runs are only so many.

use super::numbers::percent;
use super::{Lang, Reader, en, fr};
use crate::plan::forecast::Ground;
use crate::report::forecast::{BacktestReport, Drawn, ForecastReport, TargetKind, TargetLine};

/// Sentences without figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForecastWord {
    /// Under the table of days.
    Legend,
    /// Over what drives the risk.
    Drivers,
    /// Over what it rests on.
    Grounds,
    BacktestLegend,
    /// Instead of the table of what months have in common.
    NothingInCommon,
    ComparedLegend,
}

pub fn say(reader: Reader, word: ForecastWord) -> &'static str {
    match reader.lang {
        Lang::En => en::forecast::word(word),
        Lang::Fr => fr::forecast::word(word),
    }
}

/// The answer in one sentence or two.
pub fn headline(reader: Reader, report: &ForecastReport) -> String {
    match reader.lang {
        Lang::En => en::forecast::headline(reader, report),
        Lang::Fr => fr::forecast::headline(reader, report),
    }
}

/// Runs, seed, past stays and how much is guessed.
pub fn summary(reader: Reader, report: &ForecastReport) -> String {
    match reader.lang {
        Lang::En => en::forecast::summary(report),
        Lang::Fr => fr::forecast::summary(report),
    }
}

/// To the whole percent; a run more or less would change what is finer.
pub fn chance(reader: Reader, chance: f64) -> String {
    let said = |share: f64| percent(reader.lang, share);
    if chance < 0.01 {
        format!("<\u{a0}{}", said(0.01))
    } else if chance > 0.99 {
        format!(">\u{a0}{}", said(0.99))
    } else {
        said(whole_percent(chance))
    }
}

pub(super) fn whole_percent(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}

/// What a row of the table is about.
pub fn target(reader: Reader, target: &TargetLine) -> String {
    match (target.kind, reader.lang) {
        (TargetKind::Launch, Lang::En) => en::forecast::LAUNCH.to_owned(),
        (TargetKind::Launch, Lang::Fr) => fr::forecast::LAUNCH.to_owned(),
        (TargetKind::Anchor | TargetKind::Milestone | TargetKind::Deliverable, _) => target.name.clone(),
    }
}

/// Launches, deliverables.
pub fn plural(reader: Reader, kind: TargetKind) -> &'static str {
    match reader.lang {
        Lang::En => en::forecast::plural(kind),
        Lang::Fr => fr::forecast::plural(kind),
    }
}

/// A stage, and whether it is a further turn in it.
pub fn stage(reader: Reader, ground: &Ground) -> String {
    match reader.lang {
        Lang::En => en::forecast::stage(ground),
        Lang::Fr => fr::forecast::stage(ground),
    }
}

/// What durations were drawn from; a guess says so.
pub fn basis(reader: Reader, ground: &Ground) -> String {
    match reader.lang {
        Lang::En => en::forecast::basis(ground),
        Lang::Fr => fr::forecast::basis(ground),
    }
}

/// `70–80 %`
pub fn decile(reader: Reader, number: usize) -> String {
    let to = percent(reader.lang, (number + 1) as f64 / 10.0);
    format!("{}\u{2013}{to}", number * 10)
}

/// How well past forecasts held, in one sentence.
pub fn calibration(reader: Reader, report: &BacktestReport) -> String {
    match reader.lang {
        Lang::En => en::forecast::calibration(report),
        Lang::Fr => fr::forecast::calibration(report),
    }
}

/// What was looked at.
pub fn calibration_of(reader: Reader, report: &BacktestReport) -> String {
    match reader.lang {
        Lang::En => en::forecast::calibration_of(reader, report),
        Lang::Fr => fr::forecast::calibration_of(reader, report),
    }
}

/// Over the forecasts drawn with and without what a month has in common.
pub fn compared(reader: Reader, common: f64) -> String {
    match reader.lang {
        Lang::En => en::forecast::compared(reader, common),
        Lang::Fr => fr::forecast::compared(reader, common),
    }
}

/// How durations were drawn.
pub fn drawn(reader: Reader, drawn: Drawn) -> &'static str {
    match reader.lang {
        Lang::En => en::forecast::drawn(drawn),
        Lang::Fr => fr::forecast::drawn(drawn),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_chance_is_said_to_be_nought_or_certain() {
        let today = "2026-11-21".parse().expect("a day");
        for (share, lang, said) in [
            (0.0, Lang::En, "<\u{a0}1\u{a0}%"),
            (0.634, Lang::En, "63\u{a0}%"),
            (0.05, Lang::Fr, "5\u{a0}%"),
            (1.0, Lang::Fr, ">\u{a0}99\u{a0}%"),
        ] {
            assert_eq!(chance(Reader { lang, today }, share), said);
        }
        let reader = Reader { lang: Lang::En, today };
        assert_eq!(decile(reader, 7), "70\u{2013}80\u{a0}%");
    }
}
