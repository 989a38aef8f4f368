//! Answers: how is a plan said in English?
//! Invariant: the verdict first, then what holds it; nothing scolds.

use crate::model::duration::HalfDays;
use crate::model::holidays::Holiday;
use crate::plan::calendars::DayOff;
use crate::render::catalogue::numbers::{days_number, working_days, working_days_in_words};
use crate::render::catalogue::plan::subject as name;
use crate::render::catalogue::{Lang, Reader, Sentence};
use crate::report::failure::PlanRefused;
use crate::report::plan::{Direction, Headline, MissedKind, MissedLine, PastLaunch, Possible, Subject, Summary, Way};
use crate::report::plan_why::{Because, WhyReport};

const LANG: Lang = Lang::En;

pub const WAYS: &str = "What would win the time back, in working days";

pub fn open_briefs(count: usize) -> String {
    super::numbers::counted(count, "open brief", "open briefs")
}

pub fn headline(reader: Reader, subject: &Subject, headline: &Headline) -> String {
    let title = name(reader, subject);
    match headline {
        Headline::Nothing => format!("{title}: there is nothing to plan yet."),
        Headline::Done => format!("{title}: all of it is done."),
        Headline::NobodyFree { tasks, hours } => super::people::nobody_free(&title, *tasks, *hours),
        Headline::Undated => format!(
            "{title}: no deliverable has a day to be ready by: each task has its own limits, or its earliest dates alone."
        ),
        Headline::Fits { spare, start_by } => {
            format!("{title}: it {}.{}", fits(*spare), start(reader, *start_by))
        }
        Headline::MarginUsed { used, of, start_by } => {
            format!("{title}: it {}.{}", holds(*used, *of), start(reader, *start_by))
        }
        Headline::Short { by, possible } => {
            let short = working_days_in_words(LANG, *by);
            format!("{title}: {short} short. {}", possible_day(reader, possible))
        }
        Headline::Earliest {
            launch,
            without_margin,
            wanted,
        } => match launch {
            None => format!("{title}: nothing in it depends on a launch; these are its earliest dates."),
            Some(launch) => {
                let mut said = format!(
                    "{title}: it can be live on {} at the earliest",
                    reader.day_in_sentence(*launch)
                );
                if let Some(day) = without_margin.filter(|day| day != launch) {
                    said += &format!(", {} without any margin", reader.day_in_sentence(day));
                }
                if let Some(wanted) = wanted {
                    said += &format!("; the launch is set for {}", reader.day_in_sentence(*wanted));
                }
                said + "."
            }
        },
    }
}

/// The launch is over and there is work left: how much, and which day would do.
pub fn past(reader: Reader, subject: &Subject, past: &PastLaunch, headline: &Headline) -> String {
    let open = super::numbers::counted(past.open, "task is", "tasks are");
    let work = match past.work.0 {
        ..=0 => String::new(),
        1.. => format!(" ({} of work)", working_days_in_words(LANG, past.work)),
    };
    let over = past.over.map_or_else(String::new, |day| {
        format!(" All of it can be done by {}.", reader.day_in_sentence(day))
    });
    let then = match headline {
        Headline::Nothing | Headline::Done | Headline::Undated | Headline::NobodyFree { .. } => over,
        Headline::Fits { spare, start_by } => {
            format!("{over} What is due later {}.{}", fits(*spare), start(reader, *start_by))
        }
        Headline::MarginUsed { used, of, start_by } => {
            format!(
                "{over} What is due later {}.{}",
                holds(*used, *of),
                start(reader, *start_by)
            )
        }
        Headline::Short { possible, .. } => format!(" {}", possible_day(reader, &possible.without_launch())),
        Headline::Earliest { launch: None, .. } => over,
        Headline::Earliest { launch: Some(can), .. } => {
            format!(" It can be live on {} at the earliest.", reader.day_in_sentence(*can))
        }
    };
    let title = name(reader, subject);
    let launch = reader.day_in_sentence(past.launch);
    format!("{title}: the launch day, {launch}, is past and {open} still open{work}.{then}")
}

fn fits(spare: HalfDays) -> String {
    match spare.0 {
        0 => "fits, with nothing to spare".to_owned(),
        ..0 | 1.. => format!("fits, with {} to spare", working_days_in_words(LANG, spare)),
    }
}

fn holds(used: HalfDays, of: HalfDays) -> String {
    format!(
        "holds, at the cost of {} of the {} of margin",
        days_number(LANG, used),
        working_days_in_words(LANG, of)
    )
}

fn start(reader: Reader, day: Option<crate::model::Day>) -> String {
    day.map_or_else(String::new, |day| {
        format!(" Start no later than {}.", reader.day_in_sentence(day))
    })
}

fn possible_day(reader: Reader, possible: &Possible) -> String {
    match possible {
        Possible::Launch { can, wanted } => {
            let instead = wanted.map(|wanted| format!(", not {}", reader.day_in_sentence(wanted)));
            let instead = instead.unwrap_or_default();
            format!(
                "As planned it can be live on {}{instead}.",
                reader.day_in_sentence(*can)
            )
        }
        Possible::Live { what, can, wanted } => format!(
            "As planned {what} can be live on {}, not {}.",
            reader.day_in_sentence(*can),
            reader.day_in_sentence(*wanted)
        ),
        Possible::Ready { what, can, due } => format!(
            "As planned {what} can be ready on {}, not {}.",
            reader.day_in_sentence(*can),
            reader.day_in_sentence(*due)
        ),
    }
}

pub fn summary(reader: Reader, summary: &Summary) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(launch) = summary.launch {
        parts.push(format!("launch {}", reader.day(launch)));
    }
    parts.push(super::numbers::counted(summary.tasks, "task", "tasks"));
    if summary.done > 0 {
        parts.push(format!("{} done", summary.done));
    }
    if let Some(margin) = summary.margin {
        let used = match summary.margin_used.0 {
            0 => "none used".to_owned(),
            ..0 | 1.. => format!("{} used", days_number(LANG, summary.margin_used)),
        };
        parts.push(format!("margin {}, {used}", working_days(LANG, margin)));
    }
    if let Some(calendar) = &summary.calendar {
        parts.push(format!("calendar {calendar}"));
    }
    parts
}

pub fn missed(reader: Reader, line: &MissedLine) -> String {
    let (task, day) = (&line.task, reader.day_in_sentence(line.limit));
    let by = working_days_in_words(LANG, line.by);
    match line.kind {
        MissedKind::Booked => format!("{task} is booked to end on {day} and would end {by} later"),
        MissedKind::MustEndBy => format!("{task} must end by {day} and would end {by} later"),
        MissedKind::Launch => format!("{task} should be over by {day}, before the launch, and would end {by} later"),
    }
}

pub fn chain(names: &str, length: HalfDays) -> String {
    format!("Holds the plan: {names}, {}.", working_days_in_words(LANG, length))
}

pub fn way(reader: Reader, way: &Way) -> String {
    match way {
        Way::People(change) => super::people::way(reader, change),
        Way::OneRoundLess { review } => format!("one review round less: without {review}"),
        Way::Overlap { waiting, with } => format!("overlap {waiting} with {with} (start when it starts)"),
        Way::TwoPeople { task } => format!("{task} with two people"),
        Way::ShorterHandover { item, by } => {
            format!(
                "hand {item} over {} later than agreed",
                working_days_in_words(LANG, *by)
            )
        }
    }
}

pub fn enough(count: Option<usize>, of: usize) -> String {
    match count {
        None => "Not even all of them together are enough.".into(),
        Some(1) => "The first alone is enough.".into(),
        Some(all) if all == of => "All of them together are enough.".into(),
        Some(count) => format!("Together the first {count} are enough."),
    }
}

pub fn legend(direction: Direction) -> &'static str {
    match direction {
        Direction::Backward => {
            "Start, End: as late as the days allow · earliest: from today · wd: working days · float: how far it can slip before the margin is touched · !\u{a0}no float · ▸\u{a0}in progress · ✓\u{a0}done"
        }
        Direction::Forward => {
            "Start, End: as early as can be · wd: working days · float: how far it can slip before the margin is touched · !\u{a0}no float · ▸\u{a0}in progress · ✓\u{a0}done"
        }
    }
}

pub const BARS: &str = "█\u{a0}holds the plan or has no float · ▒\u{a0}other work · ░\u{a0}done · ┄\u{a0}float · ≈\u{a0}margin · ┊\u{a0}today · │\u{a0}launch · ∙\u{a0}closed";

pub fn holiday(holiday: Holiday) -> &'static str {
    match holiday {
        Holiday::NewYear => "New Year's Day",
        Holiday::GoodFriday => "Good Friday",
        Holiday::EasterMonday => "Easter Monday",
        Holiday::AbolitionOfSlavery => "Abolition of Slavery Day",
        Holiday::LabourDay => "Labour Day",
        Holiday::Victory1945 => "Victory Day 1945",
        Holiday::Ascension => "Ascension Day",
        Holiday::WhitMonday => "Whit Monday",
        Holiday::BastilleDay => "Bastille Day",
        Holiday::Assumption => "Assumption Day",
        Holiday::AllSaints => "All Saints' Day",
        Holiday::Armistice1918 => "Armistice Day 1918",
        Holiday::Christmas => "Christmas Day",
        Holiday::SaintStephen => "Saint Stephen's Day",
    }
}

pub fn day_off(off: &DayOff) -> String {
    match off {
        DayOff::Holiday(day) => holiday(*day).into(),
        DayOff::Bridge => "bridge day".into(),
        DayOff::Closed(Some(why)) => why.to_string(),
        DayOff::Closed(None) => "closed".into(),
        DayOff::Short => "short day".into(),
    }
}

pub fn why_early(reader: Reader, report: &WhyReport) -> String {
    let task = &report.task;
    let Some(step) = report.early_steps.first() else {
        return format!("{task} has no dates.");
    };
    let because = super::plan_why::because_early(reader, &step.because);
    match (&step.because, report.early) {
        (Because::Done(_) | Because::UnderWay(_), _) => format!("{task} {because}."),
        (_, Some(early)) if report.duration.0 == 0 => {
            format!(
                "{task} can be reached on {} at the earliest, {because}.",
                reader.day_in_sentence(early.to)
            )
        }
        (_, Some(early)) => {
            format!(
                "{task} can start on {} at the earliest, {because}.",
                reader.day_in_sentence(early.from)
            )
        }
        (_, None) => format!("{task} has no earliest day: its calendar never opens."),
    }
}

pub fn why_late(reader: Reader, report: &WhyReport) -> String {
    let Some(late) = report.late else {
        return "Nothing pulls it: it has no latest day.".into();
    };
    let day = reader.day_in_sentence(if report.duration.0 == 0 { late.to } else { late.from });
    let verb = if report.duration.0 == 0 { "be reached" } else { "start" };
    match report.float {
        Some(float) if float.0 < 0 => {
            format!(
                "It would have to {verb} on {day} at the latest; it is {} late for that:",
                working_days_in_words(LANG, -float)
            )
        }
        Some(float) => {
            format!(
                "It must {verb} on {day} at the latest, {} of float:",
                working_days_in_words(LANG, float)
            )
        }
        None => format!("It must {verb} on {day} at the latest:"),
    }
}

pub fn left_out(campaign: &str, chain: &[String]) -> Sentence {
    Sentence::new(format!(
        "the plan leaves `{campaign}` out, in which tasks wait for each other: {}",
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
            Sentence::new(format!("tasks wait for each other: {}", ring.join(" → ")))
                .hint("take one `needs:` of this ring out of the campaign")
        }
        PlanRefused::UnknownTask { typed, near } => {
            let said = Sentence::new(format!("the plan has no task `{typed}`"));
            match near {
                Some(near) => said.hint(format!("did you mean `{near}`?")),
                None => said.hint("`crops plan` lists the tasks"),
            }
        }
        PlanRefused::NoSprints { file } => Sentence::new("nothing says how long a sprint is")
            .hint(format!("add to {file}: sprint: {{length: 2w, anchor: 2026-12-07}}")),
        PlanRefused::NobodyFree { hours, command } => {
            let hours = crate::render::catalogue::numbers::hours(LANG, *hours);
            Sentence::new(format!(
                "nobody has the time for {} of work, so there is no chance to tell",
                hours
            ))
            .command(command)
        }
        PlanRefused::NeverOpen { calendar } => Sentence::new(format!(
            "the calendar `{calendar}` has no open day, so nothing can be dated"
        ))
        .hint(format!(
            "give calendars/{calendar}.yml a week: week: [mon, tue, wed, thu, fri]"
        )),
    }
}
