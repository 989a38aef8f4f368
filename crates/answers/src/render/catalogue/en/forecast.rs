//! Answers: how is a forecast said in English?
//! Invariant: the chance first; a guess is called a guess.

use super::numbers::counted;
use crate::plan::forecast::Ground;
use crate::plan::forecast::calibrate::{Decile, Reliability};
use crate::plan::forecast::past::{Basis, FEW};
use crate::plan::forecast::spread::GUESS;
use crate::plan::task::Turn;
use crate::render::catalogue::forecast::{ForecastWord, chance, whole_percent};
use crate::render::catalogue::numbers::percent;
use crate::render::catalogue::plan::subject as name;
use crate::render::catalogue::{Lang, Reader};
use crate::report::forecast::{BacktestReport, Drawn, ForecastReport, Headline, TargetKind};

const LANG: Lang = Lang::En;

pub const LAUNCH: &str = "launch";

pub fn word(word: ForecastWord) -> &'static str {
    match word {
        ForecastWord::Legend => {
            "Chance: share of the runs that reach the day · P50, P80, P95: the day by which half, 80 %, 95 % of the runs have it · ! less likely than 80 %"
        }
        ForecastWord::Drivers => "What drives the risk",
        ForecastWord::Grounds => "What it rests on: how long stays in a stage took, against the plan (100\u{a0}%)",
        ForecastWord::BacktestLegend => {
            "Given: the chance that was given then · Held: how many of those forecasts came true · the same launch is forecast at each point, so many forecasts are few witnesses"
        }
        ForecastWord::NothingInCommon => {
            "Work of one month had nothing in common in this past: drawn apart, the forecasts are the same."
        }
        ForecastWord::ComparedLegend => {
            "Share: of those given about 80\u{a0}%, how many held · Brier: mean square of what all of them were off, 0 is perfect, 0.25 a coin"
        }
    }
}

pub fn headline(reader: Reader, report: &ForecastReport) -> String {
    let title = name(reader, &report.subject);
    match &report.headline {
        Headline::Nothing => format!("{title}: there is nothing to forecast yet."),
        Headline::Done => format!("{title}: all of it is done."),
        Headline::Undated => {
            format!("{title}: no deliverable has a day to be ready by, so there is no chance to tell.")
        }
        Headline::Launch {
            day,
            chance: share,
            sure,
        } => {
            let (day, share) = (reader.day_in_sentence(*day), in_so_many(reader, *share));
            let sure = sure.map(|sure| reader.day_in_sentence(sure));
            let sure = sure.map(|sure| format!(" A launch on {sure} would hold in 80\u{a0}% of the runs."));
            format!(
                "{title}: the launch on {day} holds in {share} of the runs.{}",
                sure.unwrap_or_default()
            )
        }
        Headline::Days { likely, of } => {
            format!(
                "{title}: {likely} of {} likely to hold (80\u{a0}% or more).",
                counted(*of, "day is", "days are")
            )
        }
    }
}

fn in_so_many(reader: Reader, share: f64) -> String {
    if share < 0.01 {
        "less than 1\u{a0}%".to_owned()
    } else if share > 0.99 {
        "more than 99\u{a0}%".to_owned()
    } else {
        chance(reader, share)
    }
}

pub fn summary(report: &ForecastReport) -> String {
    let stays = counted(report.stays, "past stay", "past stays");
    let mut said = format!(
        "{}, seed {} · {stays} in stages",
        counted(report.runs as usize, "run", "runs"),
        report.seed
    );
    said += super::plan_diff::with_people(report.counted);
    let (guessed, of) = (report.guessed(), report.grounds.len());
    if guessed > 0 {
        said += &format!(
            " · {guessed} of {} guessed (under {FEW} past stays)",
            counted(of, "stage", "stages")
        );
    }
    if report.common >= 0.01 {
        said += &format!(
            " · {:.0}\u{a0}% of what varies is common to a month",
            report.common * 100.0
        );
    }
    said
}

pub fn plural(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Launch => "launches",
        TargetKind::Anchor => "anchors",
        TargetKind::Milestone => "milestones",
        TargetKind::Deliverable => "deliverables",
    }
}

pub fn stage(ground: &Ground) -> String {
    match ground.turn {
        Turn::First => ground.stage.to_string(),
        Turn::Again => format!("{} (again)", ground.stage),
    }
}

pub fn basis(ground: &Ground) -> String {
    let stays = counted(ground.drawn_from, "stay", "stays");
    match ground.basis {
        Basis::Own => "its own past".to_owned(),
        Basis::SameStage => format!("a guess: all kinds ({stays})"),
        Basis::Planned => {
            let [least, _, most] = GUESS.map(|multiple| percent(LANG, multiple));
            format!("a guess: {least} to {most}")
        }
    }
}

pub fn calibration(report: &BacktestReport) -> String {
    match (around(&report.launches), around(&report.deliverables)) {
        (Some(found), _) => format!("Of the launches that were given about 80\u{a0}%, {}.", held(found)),
        (None, Some(found)) => format!(
            "Too few past launches to say how well forecasts hold. Of the deliverables that were given about 80\u{a0}%, {}.",
            held(found)
        ),
        (None, None) => "Too few past launches and deliverables to say how well forecasts hold.".to_owned(),
    }
}

/// Those around 80 %, when there are enough of them.
fn around(found: &Reliability) -> Option<&Decile> {
    Some(&found.around_80).filter(|decile| decile.is_enough())
}

fn held(found: &Decile) -> String {
    let share = percent(LANG, whole_percent(found.share().unwrap_or_default()));
    let given = percent(LANG, whole_percent(found.given));
    format!(
        "{share} held (given {given} on average, {} forecasts of {})",
        found.forecasts, found.things
    )
}

pub fn compared(reader: Reader, common: f64) -> String {
    format!(
        "What a month's shared luck brings (on average {} of what varies is common to a month)",
        chance(reader, common)
    )
}

pub const fn drawn(drawn: Drawn) -> &'static str {
    match drawn {
        Drawn::Together => "with a month's luck",
        Drawn::Apart => "each stage apart",
    }
}

pub fn calibration_of(reader: Reader, report: &BacktestReport) -> String {
    let points = report.points.first().zip(report.points.last()).map(|(first, last)| {
        let points = counted(report.points.len(), "point", "points");
        format!("{} from {} to {}", points, reader.day(*first), reader.day(*last))
    });
    let points = points.unwrap_or_else(|| "no point in the past to look at".to_owned());
    let launches = counted(report.launches.forecasts, "forecast", "forecasts");
    let deliverables = counted(report.deliverables.forecasts, "forecast", "forecasts");
    format!(
        "{points} · {launches} of {} · {deliverables} of {} · {} not decided yet",
        counted(report.launches.things, "launch", "launches"),
        counted(report.deliverables.things, "deliverable", "deliverables"),
        report.undecided
    )
}
