//! Answers: which days are public holidays under a rule such as `FR` or `FR-Alsace-Moselle`, and what are they called?
//! Invariant: each zone is complete in itself; days are computed, never listed.
//! Source: Code du travail L3133-1, L3134-13, L3422-2; Easter by the Gregorian computus (Meeus, Jones and Butcher).

use super::Day;

/// A public holiday; its name in each language is in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holiday {
    NewYear,
    GoodFriday,
    EasterMonday,
    AbolitionOfSlavery,
    LabourDay,
    Victory1945,
    Ascension,
    WhitMonday,
    BastilleDay,
    Assumption,
    AllSaints,
    Armistice1918,
    Christmas,
    SaintStephen,
}

/// Where a holiday rule applies. Days off by custom alone are not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    Metropole,
    /// Good Friday is given for the whole of it, though the law ties it to some communes.
    AlsaceMoselle,
    Guadeloupe,
    Martinique,
    Guyane,
    Reunion,
    Mayotte,
}

impl Zone {
    pub const ALL: [Self; 7] = [
        Self::Metropole,
        Self::AlsaceMoselle,
        Self::Guadeloupe,
        Self::Martinique,
        Self::Guyane,
        Self::Reunion,
        Self::Mayotte,
    ];

    /// The rule as a calendar names it, in full.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Metropole => "FR-Metropole",
            Self::AlsaceMoselle => "FR-Alsace-Moselle",
            Self::Guadeloupe => "FR-Guadeloupe",
            Self::Martinique => "FR-Martinique",
            Self::Guyane => "FR-Guyane",
            Self::Reunion => "FR-Reunion",
            Self::Mayotte => "FR-Mayotte",
        }
    }

    /// The zone of a rule; `FR` is the mainland. `None` for a rule this program does not know.
    pub fn of_rule(rule: &str) -> Option<Self> {
        if rule == "FR" {
            return Some(Self::Metropole);
        }
        Self::ALL.into_iter().find(|zone| zone.rule() == rule)
    }

    /// The holidays of a year in order of date, as the law stands today. Two may share a day (Ascension on 22 May in Martinique).
    /// Empty for a year that chrono cannot hold.
    pub fn holidays(self, year: i32) -> Vec<(Day, Holiday)> {
        let mut days: Vec<_> = COMMON
            .iter()
            .chain(self.abolition())
            .filter_map(|(month, day, holiday)| Some((Day::from_ymd_opt(year, *month, *day)?, *holiday)))
            .collect();
        let moving: &[(i64, Holiday)] = &[
            (1, Holiday::EasterMonday),
            (39, Holiday::Ascension),
            (50, Holiday::WhitMonday),
        ];
        let local: &[(i64, Holiday)] = match self {
            Self::AlsaceMoselle => &[(-2, Holiday::GoodFriday)],
            _ => &[],
        };
        if let Some(easter) = easter_sunday(year) {
            let after_easter =
                |(offset, holiday): &(i64, Holiday)| (easter + chrono::Duration::days(*offset), *holiday);
            days.extend(moving.iter().chain(local).map(after_easter));
        }
        days.sort_unstable();
        days
    }

    /// What is celebrated on `day`; `None` on an ordinary day. Of two on one day, the first of the list.
    pub fn holiday_on(self, day: Day) -> Option<Holiday> {
        use chrono::Datelike;
        let days = self.holidays(day.year());
        days.into_iter().find(|(d, _)| *d == day).map(|(_, holiday)| holiday)
    }

    fn abolition(self) -> &'static [(u32, u32, Holiday)] {
        match self {
            Self::Metropole => &[],
            Self::AlsaceMoselle => &[(12, 26, Holiday::SaintStephen)],
            Self::Guadeloupe => &[(5, 27, Holiday::AbolitionOfSlavery)],
            Self::Martinique => &[(5, 22, Holiday::AbolitionOfSlavery)],
            Self::Guyane => &[(6, 10, Holiday::AbolitionOfSlavery)],
            Self::Reunion => &[(12, 20, Holiday::AbolitionOfSlavery)],
            Self::Mayotte => &[(4, 27, Holiday::AbolitionOfSlavery)],
        }
    }
}

const COMMON: [(u32, u32, Holiday); 8] = [
    (1, 1, Holiday::NewYear),
    (5, 1, Holiday::LabourDay),
    (5, 8, Holiday::Victory1945),
    (7, 14, Holiday::BastilleDay),
    (8, 15, Holiday::Assumption),
    (11, 1, Holiday::AllSaints),
    (11, 11, Holiday::Armistice1918),
    (12, 25, Holiday::Christmas),
];

/// Easter Sunday of the Gregorian calendar. `None` for a year that chrono cannot hold.
pub fn easter_sunday(year: i32) -> Option<Day> {
    let golden = year.rem_euclid(19);
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let moon_drift = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let epact = (19 * golden + century - century.div_euclid(4) - moon_drift + 15).rem_euclid(30);
    let to_sunday = (32 + 2 * century.rem_euclid(4) + 2 * (of_century / 4) - epact - of_century % 4).rem_euclid(7);
    let late_moon = (golden + 11 * epact + 22 * to_sunday) / 451;
    let from_march = epact + to_sunday - 7 * late_moon + 114;
    Day::from_ymd_opt(
        year,
        (from_march / 31).unsigned_abs(),
        (from_march % 31 + 1).unsigned_abs(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        super::super::anchor::parse_day(text).expect("a date")
    }

    #[test]
    fn easter_is_where_the_almanac_puts_it() {
        for (year, sunday) in [
            (1900, "1900-04-15"),
            (1961, "1961-04-02"),
            (2008, "2008-03-23"),
            (2026, "2026-04-05"),
            (2038, "2038-04-25"),
            (2049, "2049-04-18"),
            (2199, "2199-04-14"),
        ] {
            assert_eq!(easter_sunday(year), Some(day(sunday)), "{year}");
        }
    }

    #[test]
    fn a_zone_has_the_eleven_days_and_its_own() {
        for zone in Zone::ALL {
            let own = match zone {
                Zone::Metropole => 0,
                Zone::AlsaceMoselle => 2,
                _ => 1,
            };
            assert_eq!(zone.holidays(2027).len(), 11 + own, "{}", zone.rule());
        }
    }

    #[test]
    fn a_holiday_is_known_by_its_day() {
        for (zone, date, holiday) in [
            (Zone::Metropole, "2027-05-06", Some(Holiday::Ascension)),
            (Zone::Metropole, "2026-12-26", None),
            (Zone::AlsaceMoselle, "2026-12-26", Some(Holiday::SaintStephen)),
            (Zone::AlsaceMoselle, "2026-04-03", Some(Holiday::GoodFriday)),
            (Zone::Martinique, "2031-05-22", Some(Holiday::AbolitionOfSlavery)),
            (Zone::Mayotte, "2027-04-27", Some(Holiday::AbolitionOfSlavery)),
        ] {
            assert_eq!(zone.holiday_on(day(date)), holiday, "{date}");
        }
    }

    #[test]
    fn a_rule_is_known_by_its_full_name_and_fr_is_the_mainland() {
        assert_eq!(Zone::of_rule("FR"), Some(Zone::Metropole));
        assert_eq!(Zone::of_rule("FR-Reunion"), Some(Zone::Reunion));
        assert_eq!(Zone::of_rule("fr"), None);
        assert_eq!(Zone::of_rule("DE"), None);
    }
}
