//! Answers: what should a value have been, in English?
//! Invariant: each names an example that can be typed.

use crate::model::problem::Wanted;

pub fn wanted(wanted: Wanted) -> String {
    let text = match wanted {
        Wanted::Id => "an id such as `spring-launch`: lower-case letters, digits, single hyphens",
        Wanted::Day => "a day such as `2027-03-15`",
        Wanted::DayOrAnchor => "a day such as `2027-03-15`, or one counted from an anchor, such as `J-14`",
        Wanted::WorkingDays => "working days such as `3d` or `0.5d`",
        Wanted::Length => "a length such as `3d` (working days), `5ed` (days) or `2w`",
        Wanted::Lag => "a length such as `2d`, `-1d` or `3ed`",
        Wanted::Hours => "hours such as `12h`",
        Wanted::Sla => "an SLA such as `2d` or `4h`",
        Wanted::Money => "an amount such as `18000 EUR`",
        Wanted::Currency => "a currency such as `EUR`",
        Wanted::Number { least, most } => return format!("a number from {least} to {most}"),
        Wanted::Decimal => "a number such as `1.9`",
        Wanted::Percent => "a percentage such as `90%`",
        Wanted::ClockTime => "a time such as `09:30`",
        Wanted::Weekday => "a weekday such as `mon`",
        Wanted::Rhythm => "a rhythm such as `day`, `tue` or `2w`",
        Wanted::YesOrNo => "`true` or `false`",
        Wanted::Email => "an e-mail address",
        Wanted::Sha256 => "a SHA-256 of 64 hexadecimal digits",
        Wanted::DeliverableLink => "a deliverable such as `spring-launch/hero-film`",
        Wanted::Amount => "an amount such as `3`, `2d`, `4h` or `90%`",
        Wanted::Instant => "an instant such as `2026-11-17T15:02:00+01:00`",
        Wanted::Language => "a language such as `en` or `fr`",
        Wanted::TimeCode => "a moment of the film such as `00:00:12:05` or `12.5s`",
        Wanted::PartOfWhole => "a part of the picture from 0 to 1, such as `0.71`",
        Wanted::BriefKey => "a field of the brief such as `message`",
        Wanted::File => "the path of a file below the studio",
        Wanted::OneOf(words) => return format!("one of {}", listed(words)),
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
