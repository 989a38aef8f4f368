//! Answers: which briefs does a campaign still lack, and what makes them?
//! Invariant: all in one commit; a deliverable that ever had a brief gets no second one.
//! Source: design, "One link, one due day".

use super::campaign::message;
use super::link::LinkAnswer;
use super::refusal::Refusal;
use super::request::{Answers, Made, make, random_parts};
use super::{Change, FileEdit};
use crate::model::Day;
use crate::model::brief::{Brief, DeliverableRef, Link};
use crate::model::campaign::Campaign;
use crate::model::id::ItemId;
use crate::model::studio::Studio;
use crate::plan::anchors::occurrences;
use crate::plan::calendars::Calendars;
use std::collections::BTreeSet;

/// The briefs that a campaign lacked, in one commit.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    pub change: Change,
    pub briefs: Vec<Brief>,
}

/// Which occurrences of a series are opened now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub today: Day,
    /// The last day an occurrence may go live to get its brief now.
    pub until: Day,
}

/// Makes a brief for each deliverable and each occurrence in the window that never had one.
pub fn open(
    studio: &Studio,
    calendars: &Calendars<'_>,
    campaign: &Campaign,
    window: Window,
    seed: u64,
) -> Result<Opened, Refusal> {
    let lacking = lacking(studio, calendars, campaign, window);
    if lacking.is_empty() {
        return Err(Refusal::NothingToChange);
    }
    let mut taken = random_parts(studio);
    let made: Vec<Made> = (0_u64..)
        .zip(&lacking)
        .map(|(at, line)| {
            let seed = seed.wrapping_add(at.wrapping_mul(0x9e37_79b9_7f4a_7c15));
            make(studio, line, window.today, seed, &mut taken)
        })
        .collect::<Result<_, _>>()?;
    let mut message = message(format!("open: {}", campaign.id));
    message.body = made.iter().map(|made| made.brief.id.to_string()).collect();
    let (files, briefs) = made
        .into_iter()
        .map(|made| {
            let path = made.brief.file.clone();
            (FileEdit::Create { path, text: made.text }, made.brief)
        })
        .unzip();
    Ok(Opened {
        change: Change { message, files },
        briefs,
    })
}

fn lacking(studio: &Studio, calendars: &Calendars<'_>, campaign: &Campaign, window: Window) -> Vec<Answers> {
    let had: BTreeSet<&DeliverableRef> = studio
        .briefs
        .values()
        .filter_map(|brief| match &brief.link {
            Link::Deliverable(link) => Some(&link.value),
            Link::None | Link::Campaign(_) => None,
        })
        .collect();
    let single = campaign.deliverables.iter().map(|line| {
        let owner = line.owner.as_ref().or(campaign.owner.as_ref());
        (&line.id.value, line.title.as_deref(), owner, None)
    });
    let repeated = campaign.series.iter().flat_map(|series| {
        let owner = series.owner.as_ref().or(campaign.owner.as_ref());
        let days = occurrences(series, campaign, calendars.studio()).into_iter();
        days.filter(move |day| (window.today..=window.until).contains(day))
            .map(move |day| (&series.id.value, series.title.as_deref(), owner, Some(day)))
    });
    single
        .chain(repeated)
        .filter_map(|(item, title, owner, occurrence)| {
            let link = DeliverableRef {
                campaign: campaign.id.clone(),
                item: item.clone(),
                occurrence,
            };
            let title = title.map_or_else(|| title_of(item), str::to_owned);
            (!had.contains(&link)).then(|| Answers {
                title: Some(occurrence.map_or(title.clone(), |day| format!("{title} {day}"))),
                slug: Some(item.to_string()),
                link: LinkAnswer {
                    campaign: None,
                    deliverable: Some(link.to_string()),
                },
                owner: owner.map(|id| id.to_string()),
                ..Answers::default()
            })
        })
        .collect()
}

/// `hero-film` as `Hero film`.
fn title_of(item: &ItemId) -> String {
    let words = item.as_str().replace('-', " ");
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    #[test]
    fn opening_makes_the_briefs_that_never_were() {
        let brief = sample::linked(
            sample::brief("hero-film-k3x9qa", "cancelled"),
            "spring-launch/hero-film",
        );
        let studio = sample::with_briefs([brief]);
        let window = Window {
            today: sample::day("2027-01-20"),
            until: sample::day("2027-02-20"),
        };
        let calendars = Calendars::of(&studio);
        let opened = open(&studio, &calendars, &studio.campaigns["spring-launch"], window, 1).expect("briefs");
        let links: Vec<String> = opened
            .briefs
            .iter()
            .map(|brief| match &brief.link {
                Link::Deliverable(link) => link.to_string(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(
            links,
            [
                "spring-launch/teaser",
                "spring-launch/countdown@2027-02-02",
                "spring-launch/countdown@2027-02-09"
            ]
        );
        assert_eq!(&*opened.briefs[1].title.value, "Countdown 2027-02-02");
        let parts: BTreeSet<_> = opened
            .briefs
            .iter()
            .filter_map(|brief| brief.id.random_part())
            .collect();
        assert_eq!(parts.len(), 3);
        assert_eq!(opened.change.files.len(), 3);
    }
}
