//! Answers: by which day must a brief be ready, and where does that day come from?
//! Invariant: anchor arithmetic alone, never the network; a day of its own wins, and the difference stays visible.
//! Source: design, "One link, one due day".

use super::anchors::{day_of, last_open_day, occurs_on, work_day_of};
use super::calendars::Calendars;
use super::network::Instant;
use super::worktime::WorkTime;
use crate::model::Day;
use crate::model::brief::{Brief, DeliverableRef, Link};
use crate::model::campaign::Campaign;
use crate::model::duration::HalfDays;
use crate::model::id::{KindId, PartyId};
use crate::model::studio::Studio;

/// By when a brief must be ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The last day of work.
    pub day: Day,
    /// Whether the brief names the day itself.
    pub named: Named,
    /// What its deliverable gives, whoever wins.
    pub from_live: Option<FromLive>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    ByBrief,
    ByDeliverable,
}

/// A due day that comes from the day something goes live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FromLive {
    pub day: Day,
    pub live: Day,
    pub handover: Handover,
}

/// Working days the receiver wants between the end of work and the live day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handover {
    pub length: HalfDays,
    /// The party that wants it; `None`: the kind's.
    pub party: Option<PartyId>,
}

/// The due day of a brief; `None` when neither it nor a deliverable dates it.
pub fn due(studio: &Studio, calendars: &Calendars<'_>, brief: &Brief) -> Option<Due> {
    let campaign = brief.link.campaign().and_then(|id| studio.campaigns.get(id));
    let from_live = match &brief.link {
        Link::Deliverable(link) => due_of_deliverable(studio, calendars, link),
        Link::Campaign(_) | Link::None => None,
    };
    chosen(calendars, Some(brief), campaign, from_live)
}

/// The brief's own day when it has one, else its deliverable's.
pub(super) fn chosen(
    calendars: &Calendars<'_>,
    brief: Option<&Brief>,
    campaign: Option<&Campaign>,
    from_live: Option<FromLive>,
) -> Option<Due> {
    let own = brief.and_then(|brief| brief.due.as_ref());
    let own = own.and_then(|day| work_day_of(&day.value, campaign, calendars.studio()));
    let (day, named) = match (own, &from_live) {
        (Some(day), _) => (day, Named::ByBrief),
        (None, Some(live)) => (live.day, Named::ByDeliverable),
        (None, None) => return None,
    };
    Some(Due { day, named, from_live })
}

/// What a campaign's line, or one date of its series, asks for; `None` when it does not exist or has no live day.
pub fn due_of_deliverable(studio: &Studio, calendars: &Calendars<'_>, link: &DeliverableRef) -> Option<FromLive> {
    due_of_line(studio, calendars, studio.campaigns.get(&link.campaign)?, link)
}

/// The same for a campaign that may differ from the studio's, to ask what if.
pub(super) fn due_of_line(
    studio: &Studio,
    calendars: &Calendars<'_>,
    campaign: &Campaign,
    link: &DeliverableRef,
) -> Option<FromLive> {
    let live = live_day(campaign, link, calendars.studio())?;
    let (kind, party) = match link.occurrence {
        None => campaign
            .deliverable(link.item.as_str())
            .map(|line| (&line.kind, &line.party)),
        Some(_) => campaign
            .one_series(link.item.as_str())
            .map(|series| (&series.kind, &series.party)),
    }?;
    let handover = handover(studio, &kind.value, party.as_ref().map(|party| &party.value));
    let day = ready_day(live, &handover, calendars)?;
    Some(FromLive { day, live, handover })
}

/// The day a line of a campaign, or one date of its series, goes live.
pub fn live_day(campaign: &Campaign, link: &DeliverableRef, studio: &WorkTime) -> Option<Day> {
    let Some(date) = link.occurrence else {
        let line = campaign.deliverable(link.item.as_str())?;
        return match &line.live {
            Some(live) => day_of(&live.value, Some(campaign), studio),
            None => campaign.launch.as_ref().map(|launch| launch.value),
        };
    };
    let series = campaign.one_series(link.item.as_str())?;
    occurs_on(series, campaign, studio, date).then_some(date)
}

/// What must be over before the launch ends on the last open day before it; `None`: no day is open.
pub(super) fn due_by_launch(launch: Day, calendars: &Calendars<'_>) -> Option<Due> {
    let handover = Handover::default();
    let day = ready_day(launch, &handover, calendars)?;
    Some(Due {
        day,
        named: Named::ByDeliverable,
        from_live: Some(FromLive {
            day,
            live: launch,
            handover,
        }),
    })
}

/// A party's handover, else the kind's, else none.
pub fn handover(studio: &Studio, kind: &KindId, party: Option<&PartyId>) -> Handover {
    let of_party = party.and_then(|id| Some((studio.parties.get(id)?.handover?, id)));
    match of_party {
        Some((length, id)) => Handover {
            length,
            party: Some(id.clone()),
        },
        None => Handover {
            length: studio
                .kinds
                .get(kind)
                .and_then(|kind| kind.handover)
                .unwrap_or_default(),
            party: None,
        },
    }
}

/// The last open day that leaves the handover in full before `live`; at the latest the day before it.
/// A party's working days are those of its own calendar. `None` when no day is open.
pub fn ready_day(live: Day, handover: &Handover, calendars: &Calendars<'_>) -> Option<Day> {
    let receiver = handover
        .party
        .as_ref()
        .map_or(calendars.studio(), |party| calendars.party(party));
    let end = receiver.shift(Instant::start_of(live), -handover.length.0.max(0));
    if end.is_out_of_range() {
        return None;
    }
    // A day counts as work until its evening: at noon the day before is the last whole one.
    let whole = Instant(end.0 - i32::from(end.is_noon()));
    last_open_day(whole.day_before(), calendars.studio())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::anchor::DayExpr;
    use crate::model::sample;

    fn studio() -> Studio {
        let mut studio = sample::studio();
        for kind in studio.kinds.values_mut() {
            kind.handover = (kind.id.as_str() == "video").then_some(HalfDays::days(5));
        }
        studio
    }

    #[test]
    fn a_due_day_leaves_the_handover_in_full_before_the_live_day() {
        for (live, days, day) in [
            ("2027-03-01", 5, "2027-02-19"),
            ("2027-03-14", 5, "2027-03-05"),
            ("2027-03-15", 0, "2027-03-12"),
            ("2027-03-16", 0, "2027-03-15"),
            ("2027-03-16", 1, "2027-03-12"),
        ] {
            let studio = studio();
            let handover = Handover {
                length: HalfDays::days(days),
                party: None,
            };
            let found = ready_day(sample::day(live), &handover, &Calendars::of(&studio));
            assert_eq!(found, Some(sample::day(day)), "{live} less {days}");
        }
    }

    #[test]
    fn a_brief_is_due_when_its_deliverable_says_unless_it_says_so_itself() {
        let studio = studio();
        let calendars = Calendars::of(&studio);
        let linked = sample::linked(sample::brief("hero-film-k3x9qa", "brief"), "spring-launch/hero-film");
        let derived = due(&studio, &calendars, &linked).expect("a due day");
        assert_eq!(
            (derived.day, derived.named),
            (sample::day("2027-03-05"), Named::ByDeliverable)
        );

        let mut own = linked.clone();
        own.due = Some(sample::placed(DayExpr::parse("J-14").expect("a day")));
        let own = due(&studio, &calendars, &own).expect("a due day");
        assert_eq!((own.day, own.named), (sample::day("2027-03-01"), Named::ByBrief));
        assert_eq!(own.from_live, derived.from_live);
    }

    #[test]
    fn an_occurrence_is_dated_by_its_series_and_a_date_that_is_not_in_it_by_nothing() {
        let studio = studio();
        let calendars = Calendars::of(&studio);
        for (link, day) in [
            ("spring-launch/countdown@2027-02-09", Some("2027-02-08")),
            ("spring-launch/countdown@2027-02-16", None),
            ("spring-launch/countdown@2027-02-10", None),
            ("spring-launch/nothing", None),
        ] {
            let brief = sample::linked(sample::brief("countdown-9fw2hd", "intake"), link);
            let found = due(&studio, &calendars, &brief).map(|due| due.day);
            assert_eq!(found, day.map(sample::day), "{link}");
        }
    }

    #[test]
    fn a_party_wants_its_own_handover() {
        let mut studio = studio();
        let party = studio.parties.values_mut().next().expect("a party");
        party.handover = Some(HalfDays::days(2));
        party.closed = vec![crate::model::calendar::Period {
            from: sample::day("2027-03-08"),
            to: sample::day("2027-03-12"),
            why: None,
            span: Default::default(),
        }];
        let id = party.id.clone();
        let wanted = handover(&studio, &studio.kinds.values().next().expect("a kind").id, Some(&id));
        assert_eq!(wanted.length, HalfDays::days(2));
        let found = ready_day(sample::day("2027-03-14"), &wanted, &Calendars::of(&studio));
        assert_eq!(
            found,
            Some(sample::day("2027-03-03")),
            "it does not work the week before"
        );
    }
}
