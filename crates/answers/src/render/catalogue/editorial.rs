//! Answers: which sentence says this of the editorial calendar, in the language of the reader?
//! Invariant: one function a fact, the same in both languages.

use super::{Lang, Reader, en, fr};
use crate::model::Day;
use crate::plan::editorial::{LiveState, Named};
use crate::report::editorial::{Channel, ChannelGroup, Clash, EditorialReport, EntryKind, EntryLine};

/// How many things go live in which range.
pub fn headline(reader: Reader, report: &EditorialReport) -> String {
    let said = live_and_late(reader, report);
    match (&report.campaign, reader.lang) {
        (Some((_, title)), Lang::En) => format!("{title}: {said}"),
        (Some((_, title)), Lang::Fr) => format!("{title}\u{a0}: {said}"),
        (None, _) => capital(&said),
    }
}

/// The same under the title of the campaign.
pub fn verdict(reader: Reader, report: &EditorialReport) -> String {
    capital(&live_and_late(reader, report))
}

fn live_and_late(reader: Reader, report: &EditorialReport) -> String {
    let (live, late) = (report.live(), report.late());
    let code = reader.lang.code();
    let on: Vec<&str> = report.asked.iter().map(|channel| channel.title(code)).collect();
    let on = on.join(", ");
    match reader.lang {
        Lang::En => en::editorial::headline(reader, report, live, late, &on),
        Lang::Fr => fr::editorial::headline(reader, report, live, late, &on),
    }
}

/// As the beginning of a sentence.
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What such a page is called.
pub const fn kind(reader: Reader) -> &'static str {
    match reader.lang {
        Lang::En => en::editorial::NAME,
        Lang::Fr => fr::editorial::NAME,
    }
}

pub const fn all_campaigns(reader: Reader) -> &'static str {
    match reader.lang {
        Lang::En => en::editorial::ALL_CAMPAIGNS,
        Lang::Fr => fr::editorial::ALL_CAMPAIGNS,
    }
}

/// The head of the column of weeks.
pub const fn week_column(reader: Reader) -> &'static str {
    match reader.lang {
        Lang::En => en::editorial::WEEK,
        Lang::Fr => fr::editorial::WEEK,
    }
}

/// What a file of it is called.
pub fn name(reader: Reader, report: &EditorialReport) -> String {
    let name = kind(reader);
    match &report.campaign {
        Some((_, title)) => format!("{title} · {name}"),
        None => name.to_owned(),
    }
}

/// `Week of Mon 1 Mar`
pub fn week(reader: Reader, monday: Day) -> String {
    match reader.lang {
        Lang::En => en::editorial::week(reader, monday),
        Lang::Fr => fr::editorial::week(reader, monday),
    }
}

pub fn channel(reader: Reader, channel: &Channel) -> String {
    channel.title(reader.lang.code()).to_owned()
}

/// All channels of an entry; what it stands under when it has none.
pub fn channels(reader: Reader, entry: &EntryLine) -> String {
    match entry.group {
        ChannelGroup::Campaign | ChannelGroup::NoChannel => group(reader, entry.group).to_owned(),
        ChannelGroup::Channel(_) => {
            let titles: Vec<String> = entry.channels.iter().map(|one| channel(reader, one)).collect();
            titles.join(", ")
        }
    }
}

/// The heading of what is on no channel.
pub const fn group(reader: Reader, group: ChannelGroup) -> &'static str {
    match (group, reader.lang) {
        (ChannelGroup::Campaign, Lang::En) => en::editorial::CAMPAIGN,
        (ChannelGroup::Campaign, Lang::Fr) => fr::editorial::CAMPAIGN,
        (ChannelGroup::NoChannel, Lang::En) => en::editorial::NO_CHANNEL,
        (ChannelGroup::NoChannel, Lang::Fr) => fr::editorial::NO_CHANNEL,
        (ChannelGroup::Channel(_), _) => "",
    }
}

pub fn title(reader: Reader, entry: &EntryLine) -> String {
    match (entry.kind, reader.lang) {
        (EntryKind::Launch, Lang::En) => en::editorial::launch(&entry.title),
        (EntryKind::Launch, Lang::Fr) => fr::editorial::launch(&entry.title),
        (EntryKind::Brief, Lang::En) => en::editorial::to_be_ready(&entry.title),
        (EntryKind::Brief, Lang::Fr) => fr::editorial::to_be_ready(&entry.title),
        (EntryKind::Date | EntryKind::Milestone | EntryKind::Deliverable | EntryKind::Occurrence, _) => {
            entry.title.clone()
        }
    }
}

/// Its stage, or what else is known of it. `None` for a day that is no work.
pub fn stage(reader: Reader, entry: &EntryLine) -> Option<String> {
    let stage = entry
        .stage
        .as_ref()
        .map(|(_, title)| title.in_language(reader.lang.code()).to_owned());
    let word = match reader.lang {
        Lang::En => en::editorial::state,
        Lang::Fr => fr::editorial::state,
    };
    match entry.state {
        LiveState::Date => None,
        LiveState::Open | LiveState::Held | LiveState::Done if stage.is_some() => stage,
        _ if entry.kind == EntryKind::Milestone && entry.state == LiveState::Open => None,
        state => Some(word(state, entry.kind).to_owned()),
    }
}

/// The same, and how late it is.
pub fn state(reader: Reader, entry: &EntryLine) -> Option<String> {
    let said = stage(reader, entry);
    let late = entry.is_late().then(|| match reader.lang {
        Lang::En => en::editorial::late(entry.late),
        Lang::Fr => fr::editorial::late(entry.late),
    });
    let forecast = entry.late_by_forecast(reader.today).map(|day| match reader.lang {
        Lang::En => en::editorial::forecast(reader, day),
        Lang::Fr => fr::editorial::forecast(reader, day),
    });
    let parts: Vec<String> = said.into_iter().chain(late).chain(forecast).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Several things on one channel and day, or on a day off.
pub fn clash(reader: Reader, clash: &Clash) -> String {
    let titles = |items: &[Named]| {
        let titles: Vec<&str> = items.iter().map(|item| &*item.title).collect();
        titles.join(", ")
    };
    match clash {
        Clash::SameDay {
            day,
            channel: on,
            items,
        } => {
            let (on, titles) = (channel(reader, on), titles(items));
            match reader.lang {
                Lang::En => en::editorial::same_day(reader, *day, &on, items.len(), &titles),
                Lang::Fr => fr::editorial::same_day(reader, *day, &on, items.len(), &titles),
            }
        }
        Clash::DayOff { day, items, off } => match reader.lang {
            Lang::En => en::editorial::day_off(reader, *day, &en::plan::day_off(off), items.len(), &titles(items)),
            Lang::Fr => fr::editorial::day_off(reader, *day, &fr::plan::day_off(off), &titles(items)),
        },
    }
}

/// So many more are not told.
pub fn more_clashes(reader: Reader, count: usize) -> String {
    match reader.lang {
        Lang::En => en::editorial::more_clashes(count),
        Lang::Fr => fr::editorial::more_clashes(count),
    }
}

/// What the marks and numbers mean.
pub const fn legend(reader: Reader) -> &'static str {
    match reader.lang {
        Lang::En => en::editorial::LEGEND,
        Lang::Fr => fr::editorial::LEGEND,
    }
}

/// What the records do not say.
pub fn notes(reader: Reader, report: &EditorialReport) -> Vec<String> {
    let (without, undated) = (report.without_channel(), report.undated);
    let mut said = Vec::new();
    if without > 0 {
        said.push(match reader.lang {
            Lang::En => en::editorial::without_channel(without),
            Lang::Fr => fr::editorial::without_channel(without),
        });
    }
    if undated > 0 {
        said.push(match reader.lang {
            Lang::En => en::editorial::undated(undated),
            Lang::Fr => fr::editorial::undated(undated),
        });
    }
    said
}
