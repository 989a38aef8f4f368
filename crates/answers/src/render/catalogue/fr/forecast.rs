//! Answers: how is a forecast said in French?
//! Invariant: the chance first; a guess is called a guess; the trade's own words.

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

const LANG: Lang = Lang::Fr;

pub const LAUNCH: &str = "lancement";

pub fn word(word: ForecastWord) -> &'static str {
    match word {
        ForecastWord::Legend => {
            "Chances\u{a0}: part des tirages qui tiennent la date · P50, P80, P95\u{a0}: la date tenue dans la moitié, 80\u{a0}%, 95\u{a0}% des tirages · ! moins de 80\u{a0}% de chances"
        }
        ForecastWord::Drivers => "Ce qui fait le risque",
        ForecastWord::Grounds => {
            "Sur quoi cela repose\u{a0}: le temps passé dans chaque étape, par rapport au prévu (100\u{a0}%)"
        }
        ForecastWord::BacktestLegend => {
            "Annoncé\u{a0}: les chances données à l’époque · Tenus\u{a0}: combien de ces prévisions se sont réalisées · un même lancement est prévu à chaque date\u{a0}: beaucoup de prévisions, peu de témoins"
        }
        ForecastWord::NothingInCommon => {
            "Dans ce passé, le travail d’un même mois n’a rien eu en commun\u{a0}: tirées indépendamment, les prévisions sont les mêmes."
        }
        ForecastWord::ComparedLegend => {
            "Part\u{a0}: de ce qui était annoncé à 80\u{a0}% environ, ce qui a tenu · Brier\u{a0}: carré moyen de l’écart de toutes les prévisions, 0 est parfait, 0,25 vaut pile ou face"
        }
    }
}

pub fn headline(reader: Reader, report: &ForecastReport) -> String {
    let title = name(reader, &report.subject);
    match &report.headline {
        Headline::Nothing => format!("{title}\u{a0}: il n’y a encore rien à prévoir."),
        Headline::Done => format!("{title}\u{a0}: tout est fait."),
        Headline::Undated => {
            format!("{title}\u{a0}: aucun livrable n’a d’échéance, il n’y a donc pas de chances à donner.")
        }
        Headline::Launch {
            day,
            chance: share,
            sure,
        } => {
            let (day, share) = (reader.day_in_sentence(*day), in_so_many(reader, *share));
            let sure = sure.map(|sure| reader.day_in_sentence(sure));
            let sure = sure.map(|sure| format!(" Un lancement le {sure} tiendrait dans 80\u{a0}% des tirages."));
            format!(
                "{title}\u{a0}: le lancement du {day} tient dans {share} des tirages.{}",
                sure.unwrap_or_default()
            )
        }
        Headline::Days { likely, of } => {
            format!(
                "{title}\u{a0}: {likely} sur {} ont de bonnes chances de tenir (80\u{a0}% ou plus).",
                counted(*of, "date", "dates")
            )
        }
    }
}

fn in_so_many(reader: Reader, share: f64) -> String {
    if share < 0.01 {
        "moins de 1\u{a0}%".to_owned()
    } else if share > 0.99 {
        "plus de 99\u{a0}%".to_owned()
    } else {
        chance(reader, share)
    }
}

pub fn summary(report: &ForecastReport) -> String {
    let stays = counted(report.stays, "passage connu", "passages connus");
    let mut said = format!(
        "{}, graine {} · {stays} dans les étapes",
        counted(report.runs as usize, "tirage", "tirages"),
        report.seed
    );
    said += super::plan_diff::with_people(report.counted);
    let (guessed, of) = (report.guessed(), report.grounds.len());
    if guessed > 0 {
        said += &format!(
            " · {guessed} sur {} au jugé (moins de {FEW} passages)",
            counted(of, "étape", "étapes")
        );
    }
    if report.common >= 0.01 {
        said += &format!(
            " · {:.0}\u{a0}% des écarts communs à tout un mois",
            report.common * 100.0
        );
    }
    said
}

pub fn plural(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Launch => "lancements",
        TargetKind::Anchor => "dates clés",
        TargetKind::Milestone => "jalons",
        TargetKind::Deliverable => "livrables",
    }
}

pub fn stage(ground: &Ground) -> String {
    match ground.turn {
        Turn::First => ground.stage.to_string(),
        Turn::Again => format!("{} (reprise)", ground.stage),
    }
}

pub fn basis(ground: &Ground) -> String {
    let stays = counted(ground.drawn_from, "passage", "passages");
    match ground.basis {
        Basis::Own => "son propre passé".to_owned(),
        Basis::SameStage => format!("au jugé\u{a0}: tous types ({stays})"),
        Basis::Planned => {
            let [least, _, most] = GUESS.map(|multiple| percent(LANG, multiple));
            format!("au jugé\u{a0}: de {least} à {most}")
        }
    }
}

pub fn calibration(report: &BacktestReport) -> String {
    match (around(&report.launches), around(&report.deliverables)) {
        (Some(found), _) => format!("Des lancements annoncés à 80\u{a0}% environ, {}.", held(found)),
        (None, Some(found)) => format!(
            "Trop peu de lancements passés pour dire si les prévisions tiennent. Des livrables annoncés à 80\u{a0}% environ, {}.",
            held(found)
        ),
        (None, None) => {
            "Trop peu de lancements et de livrables passés pour dire si les prévisions tiennent.".to_owned()
        }
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
        "{share} ont tenu ({given} annoncés en moyenne, {} prévisions de {})",
        found.forecasts, found.things
    )
}

pub fn compared(reader: Reader, common: f64) -> String {
    format!(
        "Ce qu’apporte la chance partagée d’un mois (en moyenne, {} des écarts sont communs à tout un mois)",
        chance(reader, common)
    )
}

pub const fn drawn(drawn: Drawn) -> &'static str {
    match drawn {
        Drawn::Together => "avec la chance du mois",
        Drawn::Apart => "chaque étape à part",
    }
}

pub fn calibration_of(reader: Reader, report: &BacktestReport) -> String {
    let points = report.points.first().zip(report.points.last()).map(|(first, last)| {
        let points = counted(report.points.len(), "date", "dates");
        format!("{} du {} au {}", points, reader.day(*first), reader.day(*last))
    });
    let points = points.unwrap_or_else(|| "aucune date passée à examiner".to_owned());
    let launches = counted(report.launches.forecasts, "prévision", "prévisions");
    let deliverables = counted(report.deliverables.forecasts, "prévision", "prévisions");
    format!(
        "{points} · {launches} de {} · {deliverables} de {} · {} pas encore tranchées",
        counted(report.launches.things, "lancement", "lancements"),
        counted(report.deliverables.things, "livrable", "livrables"),
        report.undecided
    )
}
