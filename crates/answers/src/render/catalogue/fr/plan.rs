//! Answers: how is a plan said in French?
//! Invariant: the trade's own words: rétroplanning, marge for float, réserve for margin, remise for handover.

use crate::model::duration::HalfDays;
use crate::model::holidays::Holiday;
use crate::plan::calendars::DayOff;
use crate::render::catalogue::numbers::{days_number, working_days, working_days_in_words};
use crate::render::catalogue::plan::subject as name;
use crate::render::catalogue::{Lang, Reader, Sentence};
use crate::report::failure::PlanRefused;
use crate::report::plan::{Direction, Headline, MissedKind, MissedLine, PastLaunch, Possible, Subject, Summary, Way};
use crate::report::plan_why::{Because, WhyReport};

const LANG: Lang = Lang::Fr;

pub const WAYS: &str = "Pour regagner du temps, en jours ouvrés";

pub fn open_briefs(count: usize) -> String {
    super::numbers::counted(count, "brief ouvert", "briefs ouverts")
}

pub fn headline(reader: Reader, subject: &Subject, headline: &Headline) -> String {
    let title = name(reader, subject);
    match headline {
        Headline::Nothing => format!("{title}\u{a0}: il n’y a encore rien à planifier."),
        Headline::Done => format!("{title}\u{a0}: tout est fait."),
        Headline::NobodyFree { tasks, hours } => super::people::nobody_free(&title, *tasks, *hours),
        Headline::Undated => {
            format!(
                "{title}\u{a0}: aucun livrable n’a d’échéance\u{a0}: chaque tâche a ses propres limites, ou ses seules dates au plus tôt."
            )
        }
        Headline::Fits { spare, start_by } => {
            format!("{title}\u{a0}: ça {}.{}", fits(*spare), start(reader, *start_by))
        }
        Headline::MarginUsed { used, of, start_by } => {
            format!("{title}\u{a0}: ça {}.{}", holds(*used, *of), start(reader, *start_by))
        }
        Headline::Short { by, possible } => {
            let short = working_days_in_words(LANG, *by);
            format!("{title}\u{a0}: il manque {short}. {}", possible_day(reader, possible))
        }
        Headline::Earliest {
            launch,
            without_margin,
            wanted,
        } => match launch {
            None => format!("{title}\u{a0}: rien n’y dépend d’un lancement\u{202f}; voici ses dates au plus tôt."),
            Some(launch) => {
                let day = reader.day_in_sentence(*launch);
                let mut said = format!("{title}\u{a0}: mise en ligne possible au plus tôt le {day}");
                if let Some(day) = without_margin.filter(|day| day != launch) {
                    said += &format!(", le {} sans aucune réserve", reader.day_in_sentence(day));
                }
                if let Some(wanted) = wanted {
                    said += &format!("\u{202f}; le lancement est fixé au {}", reader.day_in_sentence(*wanted));
                }
                said + "."
            }
        },
    }
}

/// The launch is over and there is work left: how much, and which day would do.
pub fn past(reader: Reader, subject: &Subject, past: &PastLaunch, headline: &Headline) -> String {
    let open = super::numbers::counted(past.open, "tâche ouverte", "tâches ouvertes");
    let work = match past.work.0 {
        ..=0 => String::new(),
        1.. => format!(" ({} de travail)", working_days_in_words(LANG, past.work)),
    };
    let over = past.over.map_or_else(String::new, |day| {
        format!(" Tout peut être fini le {}.", reader.day_in_sentence(day))
    });
    let then = match headline {
        Headline::Nothing | Headline::Done | Headline::Undated | Headline::NobodyFree { .. } => over,
        Headline::Fits { spare, start_by } => {
            format!(
                "{over} Ce qui est attendu plus tard {}.{}",
                fits(*spare),
                start(reader, *start_by)
            )
        }
        Headline::MarginUsed { used, of, start_by } => {
            format!(
                "{over} Ce qui est attendu plus tard {}.{}",
                holds(*used, *of),
                start(reader, *start_by)
            )
        }
        Headline::Short { possible, .. } => format!(" {}", possible_day(reader, &possible.without_launch())),
        Headline::Earliest { launch: None, .. } => over,
        Headline::Earliest { launch: Some(can), .. } => {
            let can = reader.day_in_sentence(*can);
            format!(" La mise en ligne est possible au plus tôt le {can}.")
        }
    };
    let title = name(reader, subject);
    let launch = reader.day_in_sentence(past.launch);
    format!("{title}\u{a0}: la date de lancement, le {launch}, est passée et il reste {open}{work}.{then}")
}

fn fits(spare: HalfDays) -> String {
    match spare.0 {
        0 => "passe, sans aucune marge".to_owned(),
        ..0 | 1.. => format!("passe, avec {} de marge", working_days_in_words(LANG, spare)),
    }
}

fn holds(used: HalfDays, of: HalfDays) -> String {
    format!(
        "tient, en prenant {} sur les {} de réserve",
        days_number(LANG, used),
        working_days_in_words(LANG, of)
    )
}

fn start(reader: Reader, day: Option<crate::model::Day>) -> String {
    day.map_or_else(String::new, |day| {
        format!(" Commencer au plus tard le {}.", reader.day_in_sentence(day))
    })
}

fn possible_day(reader: Reader, possible: &Possible) -> String {
    match possible {
        Possible::Launch { can, wanted } => {
            let instead = wanted.map(|wanted| format!(", pas le {}", reader.day_in_sentence(wanted)));
            let instead = instead.unwrap_or_default();
            let can = reader.day_in_sentence(*can);
            format!("En l’état, la mise en ligne est possible le {can}{instead}.")
        }
        Possible::Live { what, can, wanted } => format!(
            "En l’état, {what} peut être en ligne le {}, pas le {}.",
            reader.day_in_sentence(*can),
            reader.day_in_sentence(*wanted)
        ),
        Possible::Ready { what, can, due } => format!(
            "En l’état, {what} peut être prêt le {}, pas le {}.",
            reader.day_in_sentence(*can),
            reader.day_in_sentence(*due)
        ),
    }
}

pub fn summary(reader: Reader, summary: &Summary) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(launch) = summary.launch {
        parts.push(format!("lancement {}", reader.day(launch)));
    }
    parts.push(super::numbers::counted(summary.tasks, "tâche", "tâches"));
    if summary.done > 0 {
        parts.push(super::numbers::counted(summary.done, "faite", "faites"));
    }
    if let Some(margin) = summary.margin {
        let used = match summary.margin_used.0 {
            0 => "intacte".to_owned(),
            ..0 | 1.. => format!("{} pris", days_number(LANG, summary.margin_used)),
        };
        parts.push(format!("réserve {}, {used}", working_days(LANG, margin)));
    }
    if let Some(calendar) = &summary.calendar {
        parts.push(format!("calendrier {calendar}"));
    }
    parts
}

pub fn missed(reader: Reader, line: &MissedLine) -> String {
    let (task, day) = (&line.task, reader.day_in_sentence(line.limit));
    let by = working_days_in_words(LANG, line.by);
    match line.kind {
        MissedKind::Booked => format!("{task} est réservé jusqu’au {day} et finirait {by} plus tard"),
        MissedKind::MustEndBy => format!("{task} doit finir le {day} et finirait {by} plus tard"),
        MissedKind::Launch => {
            format!("{task} devrait être terminé le {day}, avant le lancement, et finirait {by} plus tard")
        }
    }
}

pub fn chain(names: &str, length: HalfDays) -> String {
    format!(
        "Ce qui tient le planning\u{a0}: {names}, {}.",
        working_days_in_words(LANG, length)
    )
}

pub fn way(reader: Reader, way: &Way) -> String {
    match way {
        Way::People(change) => super::people::way(reader, change),
        Way::OneRoundLess { review } => format!("un aller-retour de moins\u{a0}: sans {review}"),
        Way::Overlap { waiting, with } => {
            format!("faire chevaucher {waiting} et {with} (commencer en même temps)")
        }
        Way::TwoPeople { task } => format!("{task} à deux personnes"),
        Way::ShorterHandover { item, by } => {
            format!(
                "remettre {item} {} plus tard que convenu",
                working_days_in_words(LANG, *by)
            )
        }
    }
}

pub fn enough(count: Option<usize>, of: usize) -> String {
    match count {
        None => "Même toutes ensemble, elles ne suffisent pas.".into(),
        Some(1) => "La première suffit à elle seule.".into(),
        Some(all) if all == of => "Toutes ensemble, elles suffisent.".into(),
        Some(count) => format!("Ensemble, les {count} premières suffisent."),
    }
}

pub fn legend(direction: Direction) -> &'static str {
    match direction {
        Direction::Backward => {
            "Début, Fin\u{a0}: au plus tard · au plus tôt\u{a0}: dès aujourd’hui · j.\u{a0}o.\u{a0}: jours ouvrés · marge\u{a0}: glissement possible avant de toucher à la réserve · !\u{a0}sans marge · ▸\u{a0}en cours · ✓\u{a0}fait"
        }
        Direction::Forward => {
            "Début, Fin\u{a0}: au plus tôt · j.\u{a0}o.\u{a0}: jours ouvrés · marge\u{a0}: glissement possible avant de toucher à la réserve · !\u{a0}sans marge · ▸\u{a0}en cours · ✓\u{a0}fait"
        }
    }
}

pub const BARS: &str = "█\u{a0}tient le planning ou n’a pas de marge · ▒\u{a0}autre travail · ░\u{a0}fait · ┄\u{a0}marge · ≈\u{a0}réserve · ┊\u{a0}aujourd’hui · │\u{a0}lancement · ∙\u{a0}fermé";

pub fn holiday(holiday: Holiday) -> &'static str {
    match holiday {
        Holiday::NewYear => "1er janvier",
        Holiday::GoodFriday => "Vendredi saint",
        Holiday::EasterMonday => "lundi de Pâques",
        Holiday::AbolitionOfSlavery => "abolition de l’esclavage",
        Holiday::LabourDay => "1er mai",
        Holiday::Victory1945 => "8 mai",
        Holiday::Ascension => "Ascension",
        Holiday::WhitMonday => "lundi de Pentecôte",
        Holiday::BastilleDay => "14 juillet",
        Holiday::Assumption => "Assomption",
        Holiday::AllSaints => "Toussaint",
        Holiday::Armistice1918 => "11 novembre",
        Holiday::Christmas => "Noël",
        Holiday::SaintStephen => "Saint-Étienne",
    }
}

pub fn day_off(off: &DayOff) -> String {
    match off {
        DayOff::Holiday(day) => holiday(*day).into(),
        DayOff::Bridge => "pont".into(),
        DayOff::Closed(Some(why)) => why.to_string(),
        DayOff::Closed(None) => "fermé".into(),
        DayOff::Short => "journée courte".into(),
    }
}

pub fn why_early(reader: Reader, report: &WhyReport) -> String {
    let task = &report.task;
    let Some(step) = report.early_steps.first() else {
        return format!("{task} n’a pas de dates.");
    };
    let because = super::plan_why::because_early(reader, &step.because);
    match (&step.because, report.early) {
        (Because::Done(_) | Because::UnderWay(_), _) => format!("{task} {because}."),
        (_, Some(early)) if report.duration.0 == 0 => {
            format!(
                "{task} peut être atteint au plus tôt le {}, {because}.",
                reader.day_in_sentence(early.to)
            )
        }
        (_, Some(early)) => {
            format!(
                "{task} peut commencer au plus tôt le {}, {because}.",
                reader.day_in_sentence(early.from)
            )
        }
        (_, None) => format!("{task} n’a pas de date au plus tôt\u{a0}: son calendrier n’ouvre jamais."),
    }
}

pub fn why_late(reader: Reader, report: &WhyReport) -> String {
    let Some(late) = report.late else {
        return "Rien ne le tire\u{a0}: il n’a pas de date au plus tard.".into();
    };
    let day = reader.day_in_sentence(if report.duration.0 == 0 { late.to } else { late.from });
    let verb = if report.duration.0 == 0 {
        "être atteint"
    } else {
        "commencer"
    };
    match report.float {
        Some(float) if float.0 < 0 => format!(
            "Il faudrait {verb} au plus tard le {day}, il manque {}\u{a0}:",
            working_days_in_words(LANG, -float)
        ),
        Some(float) => format!(
            "Il faut {verb} au plus tard le {day}, {} de marge\u{a0}:",
            working_days_in_words(LANG, float)
        ),
        None => format!("Il faut {verb} au plus tard le {day}\u{a0}:"),
    }
}

pub fn left_out(campaign: &str, chain: &[String]) -> Sentence {
    Sentence::new(format!(
        "le plan laisse `{campaign}` de côté, où des tâches s’attendent les unes les autres\u{a0}: {}",
        ring(chain)
    ))
    .hint(format!("crops plan {campaign}"))
}

fn ring(chain: &[String]) -> String {
    let ring: Vec<&str> = chain.iter().chain(chain.first()).map(String::as_str).collect();
    ring.join(" → ")
}

pub fn refused(refused: &PlanRefused) -> Sentence {
    match refused {
        PlanRefused::Ring { chain } => {
            let ring = chain.iter().chain(chain.first()).map(String::as_str);
            let ring: Vec<_> = ring.collect();
            Sentence::new(format!(
                "des tâches s’attendent les unes les autres\u{a0}: {}",
                ring.join(" → ")
            ))
            .hint("retirer de la campagne un `needs:` de cette boucle")
        }
        PlanRefused::UnknownTask { typed, near } => {
            let said = Sentence::new(format!("le planning n’a pas de tâche `{typed}`"));
            match near {
                Some(near) => said.hint(format!("vouliez-vous dire `{near}`\u{202f}?")),
                None => said.hint("`crops plan` liste les tâches"),
            }
        }
        PlanRefused::NoSprints { file } => Sentence::new("rien ne dit combien dure un sprint").hint(format!(
            "ajoutez à {file}\u{a0}: sprint: {{length: 2w, anchor: 2026-12-07}}"
        )),
        PlanRefused::NobodyFree { hours, command } => {
            let hours = crate::render::catalogue::numbers::hours(LANG, *hours);
            Sentence::new(format!(
                "personne n’a le temps pour {} de travail\u{a0}: il n’y a pas de chance à dire",
                hours
            ))
            .command(command)
        }
        PlanRefused::NeverOpen { calendar } => Sentence::new(format!(
            "le calendrier `{calendar}` n’a aucun jour ouvré, rien ne peut donc être daté"
        ))
        .hint(format!(
            "donner une semaine à calendars/{calendar}.yml : week: [mon, tue, wed, thu, fri]"
        )),
    }
}
