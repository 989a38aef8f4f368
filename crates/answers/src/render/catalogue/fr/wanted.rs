//! Answers: what should a value have been, in French?
//! Invariant: each names an example that can be typed.

use crate::model::problem::Wanted;

pub fn wanted(wanted: Wanted) -> String {
    let text = match wanted {
        Wanted::Id => "un identifiant comme `spring-launch`\u{a0}: minuscules, chiffres, traits d’union simples",
        Wanted::Day => "une date comme `2027-03-15`",
        Wanted::DayOrAnchor => "une date comme `2027-03-15`, ou comptée depuis un repère, comme `J-14`",
        Wanted::WorkingDays => "des jours ouvrés comme `3d` ou `0.5d`",
        Wanted::Length => "une durée comme `3d` (jours ouvrés), `5ed` (jours calendaires) ou `2w`",
        Wanted::Lag => "un décalage comme `2d`, `-1d` ou `3ed`",
        Wanted::Hours => "des heures comme `12h`",
        Wanted::Sla => "un délai de réponse comme `2d` ou `4h`",
        Wanted::Money => "un montant comme `18000 EUR`",
        Wanted::Currency => "une devise comme `EUR`",
        Wanted::Number { least, most } => return format!("un nombre de {least} à {most}"),
        Wanted::Decimal => "un nombre comme `1.9`",
        Wanted::Percent => "un pourcentage comme `90%`",
        Wanted::ClockTime => "une heure comme `09:30`",
        Wanted::Weekday => "un jour de la semaine comme `mon`",
        Wanted::Rhythm => "un rythme comme `day`, `tue` ou `2w`",
        Wanted::YesOrNo => "`true` ou `false`",
        Wanted::Email => "une adresse électronique",
        Wanted::Sha256 => "un SHA-256 de 64 chiffres hexadécimaux",
        Wanted::DeliverableLink => "un livrable comme `spring-launch/hero-film`",
        Wanted::Amount => "une valeur comme `3`, `2d`, `4h` ou `90%`",
        Wanted::Instant => "un instant comme `2026-11-17T15:02:00+01:00`",
        Wanted::Language => "une langue comme `en` ou `fr`",
        Wanted::TimeCode => "un moment du film comme `00:00:12:05` ou `12.5s`",
        Wanted::PartOfWhole => "une part de l’image de 0 à 1, comme `0.71`",
        Wanted::BriefKey => "un champ du brief comme `message`",
        Wanted::File => "le chemin d’un fichier du studio",
        Wanted::OneOf(words) => return format!("au choix {}", listed(words)),
    };
    text.into()
}

fn listed(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
