//! Answers: which colours do pages and pictures have, by day and by night?
//! Invariant: text on its ground keeps a contrast of 4.5 to 1, marks one of 3 to 1; no colour is the only carrier of a meaning.
//! Source: WCAG 2.2, success criteria 1.4.3 and 1.4.11.

use std::fmt::Write as _;

/// Name, on a light ground, on a dark one.
const COLOURS: [(&str, &str, &str); 26] = [
    ("paper", "#fff", "#12171d"),
    ("raised", "#f6f8fa", "#1a2129"),
    ("ink", "#1b2530", "#e7ecf2"),
    ("soft", "#566372", "#a3b0be"),
    ("rule", "#dfe5ec", "#2c3641"),
    ("closed", "#eef1f5", "#1c242d"),
    ("link", "#1f5fae", "#8ab8f5"),
    ("good", "#1a6b3c", "#7fd6a0"),
    ("goodback", "#e7f5ec", "#15301f"),
    ("warn", "#8a4b00", "#f2bd6b"),
    ("warnback", "#fdf2e0", "#362711"),
    ("bad", "#a8201a", "#ff9c94"),
    ("badback", "#fdecea", "#3b1a18"),
    ("free", "#3f74b8", "#6fa3e3"),
    ("done", "#aebccb", "#4b5c6e"),
    ("doneedge", "#6e8196", "#8195a9"),
    ("critical", "#c05a0a", "#f0a050"),
    ("late", "#b3231c", "#ff857c"),
    ("stripe", "#ffffff80", "#12171d80"),
    ("chain", "#14202c", "#f4f7fa"),
    ("float", "#74879b", "#8496a8"),
    ("margin", "#a36b00", "#e3ad45"),
    ("handover", "#6b4fa8", "#b39ce6"),
    ("today", "#0b6b74", "#5fd0da"),
    ("launch", "#a3195b", "#ff8fc0"),
    ("stone", "#1b2530", "#e7ecf2"),
];

/// As variables of a style sheet.
pub fn variables() -> String {
    let all = |of: fn(&(&str, &str, &str)) -> String| COLOURS.iter().map(of).collect::<String>();
    let light = all(|(name, light, _)| format!("--{name}:{light};"));
    let dark = all(|(name, _, dark)| format!("--{name}:{dark};"));
    format!(":root{{color-scheme:light dark;{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}")
}

/// A style sheet with each variable replaced, for viewers of pictures that know none.
pub fn without_variables(style: &str) -> String {
    let (mut light, mut dark) = (style.to_owned(), style.to_owned());
    for (name, by_day, by_night) in COLOURS {
        let variable = format!("var(--{name})");
        light = light.replace(&variable, by_day);
        dark = dark.replace(&variable, by_night);
    }
    let mut both = light;
    let _ = write!(both, "@media (prefers-color-scheme:dark){{{dark}}}");
    both
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance of `#rrggbb`.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let digits = if colour.len() == 4 {
                colour[at..=at].repeat(2)
            } else {
                colour[at * 2 - 1..=at * 2].to_owned()
            };
            let value = f64::from(u8::from_str_radix(&digits, 16).unwrap()) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(1) + 0.7152 * channel(2) + 0.0722 * channel(3)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn texts_and_marks_stand_out_from_their_ground_by_day_and_by_night() {
        let of = |name: &str| COLOURS.iter().find(|(known, ..)| *known == name).unwrap();
        for (ink, ground, least) in [
            ("ink", "paper", 7.0),
            ("soft", "paper", 4.5),
            ("soft", "raised", 4.5),
            ("link", "paper", 4.5),
            ("warn", "paper", 4.5),
            ("bad", "paper", 4.5),
            ("ink", "goodback", 7.0),
            ("ink", "warnback", 7.0),
            ("ink", "badback", 7.0),
            ("today", "paper", 4.5),
            ("launch", "paper", 4.5),
            ("free", "closed", 3.0),
            ("doneedge", "closed", 3.0),
            ("critical", "closed", 3.0),
            ("late", "closed", 3.0),
            ("float", "closed", 3.0),
            ("margin", "closed", 3.0),
            ("handover", "closed", 3.0),
            ("chain", "closed", 3.0),
            ("stone", "closed", 3.0),
        ] {
            let (ink, ground) = (of(ink), of(ground));
            let (by_day, by_night) = (contrast(ink.1, ground.1), contrast(ink.2, ground.2));
            assert!(
                by_day >= least && by_night >= least,
                "{} on {}: {by_day:.2}, {by_night:.2}",
                ink.0,
                ground.0
            );
        }
    }

    #[test]
    fn every_variable_of_a_picture_is_replaced() {
        let style = without_variables(concat!(include_str!("gantt/chart.css"), include_str!("gantt/svg.css")));
        assert!(!style.contains("var("), "{style}");
    }
}
