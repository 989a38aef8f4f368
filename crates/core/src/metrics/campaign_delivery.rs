//! Answers: were whole campaigns ready for the days on which they went live?
//! Invariant: one sample a campaign; one line that was late, or that nobody made, makes all of it late.
//! Source: `docs/kpis.md`, "campaign-delivery".

use super::clock::Whose;
use super::kpi::{Better, Kpi, KpiId, Shape, Unit};
use super::period::Period;
use super::sample::{Absence, Item, Measured, Reason, Remark, Sample};
use super::subject::{Facts, Subject};
use crate::metrics::clock::end_of_day;
use crate::model::Day;
use crate::model::brief::{DeliverableRef, Link};
use crate::model::campaign::Campaign;
use crate::model::workflow::StageClass;
use crate::plan::anchors::occurrences;
use crate::plan::due::live_day;
use std::collections::BTreeMap;

pub const KPI: Kpi = Kpi {
    id: KpiId::CampaignDelivery,
    version: 1,
    unit: Unit::Share,
    shape: Shape::Mean,
    better: Better::Higher,
    measure,
};

fn measure(facts: &Facts<'_>, period: &Period) -> Measured {
    let campaigns = facts.studio.campaigns.values();
    let has_lines = |campaign: &Campaign| !campaign.deliverables.is_empty() || !campaign.series.is_empty();
    if !campaigns.clone().any(has_lines) {
        return Measured::absent(Absence::NoDeliverables);
    }
    let briefs = briefs_by_line(facts);
    let mut found = Measured::default();
    for campaign in campaigns.filter(|campaign| has_lines(campaign)) {
        if !facts.includes(&Item::Campaign(campaign.id.clone())) {
            continue;
        }
        let lines = lines(facts, campaign);
        let Some(last) = lines.iter().map(|line| line.live).max() else {
            continue;
        };
        // before its last live day has passed nobody can say
        if period.contains(last) && last <= facts.today {
            judge(facts, (campaign, last), &lines, &briefs, &mut found);
        }
    }
    found
}

/// A line of a campaign, one date of a series, and the day it goes live.
struct LiveLine {
    link: DeliverableRef,
    live: Day,
}

fn lines(facts: &Facts<'_>, campaign: &Campaign) -> Vec<LiveLine> {
    let time = facts.calendars.studio();
    let links = campaign.deliverables.iter().map(|line| DeliverableRef {
        campaign: campaign.id.clone(),
        item: line.id.value.clone(),
        occurrence: None,
    });
    let dates = campaign.series.iter().flat_map(|series| {
        let days = occurrences(series, campaign, time);
        days.into_iter().map(|day| DeliverableRef {
            campaign: campaign.id.clone(),
            item: series.id.value.clone(),
            occurrence: Some(day),
        })
    });
    let live = |link: DeliverableRef| Some((live_day(campaign, &link, time)?, link));
    links
        .chain(dates)
        .filter_map(live)
        .map(|(live, link)| LiveLine { link, live })
        .collect()
}

/// The briefs of each line, those that were dropped too.
fn briefs_by_line(facts: &Facts<'_>) -> BTreeMap<DeliverableRef, Vec<usize>> {
    let mut briefs: BTreeMap<DeliverableRef, Vec<usize>> = BTreeMap::new();
    for (at, subject) in facts.all.iter().enumerate() {
        if let Some(Link::Deliverable(link)) = subject.brief.map(|brief| &brief.link) {
            briefs.entry(link.value.clone()).or_default().push(at);
        }
    }
    briefs
}

fn judge(
    facts: &Facts<'_>,
    (campaign, last): (&Campaign, Day),
    lines: &[LiveLine],
    briefs: &BTreeMap<DeliverableRef, Vec<usize>>,
    found: &mut Measured,
) {
    if lines.iter().all(|line| !briefs.contains_key(&line.link)) {
        return found.leave_out_item(Item::Campaign(campaign.id.clone()), Reason::NotObserved);
    }
    let (mut late, mut heaviest) = (0.0_f64, None);
    for line in lines {
        let begun = briefs.get(&line.link).map_or(&[][..], Vec::as_slice);
        let made = begun.iter().copied().filter(|at| !is_dropped(&facts.all[*at]));
        // of two live briefs on one line the later one counts
        let by = made.max_by_key(|at| facts.all[*at].ready.map_or(i64::MAX, |ready| ready.time.timestamp()));
        if by.is_none() && !begun.is_empty() {
            // cancelled: what waited for it is satisfied
            found.leave_out_item(item_of(&line.link), Reason::Withdrawn);
            continue;
        }
        let days = days_late(facts, by.map(|at| &facts.all[at]), line.live);
        if days > late {
            (late, heaviest) = (days, by);
        }
        found.basis.push(Sample {
            subject: by,
            item: Some(item_of(&line.link)),
            weight: days,
            remarks: vec![Remark::Live(line.live)],
            ..Sample::new(line.live, f64::from(u8::from(days == 0.0)))
        });
    }
    found.samples.push(Sample {
        subject: heaviest,
        item: Some(Item::Campaign(campaign.id.clone())),
        weight: late,
        ..Sample::new(last, f64::from(u8::from(late == 0.0)))
    });
}

fn is_dropped(subject: &Subject<'_>) -> bool {
    let current = subject.visits.current();
    current.is_none_or(|visit| visit.class == Some(StageClass::Dropped))
}

/// Working days between the eve of the live day and ready, at least one for what was late; 0: ready in time.
fn days_late(facts: &Facts<'_>, subject: Option<&Subject<'_>>, live: Day) -> f64 {
    let eve = end_of_day(live.pred_opt().unwrap_or(live), facts.clock.zone());
    let ready = subject.and_then(|subject| subject.ready).map(|ready| ready.time);
    if ready.is_some_and(|ready| facts.clock.day(ready) <= live) {
        return 0.0;
    }
    let until = ready.unwrap_or_else(|| facts.clock.now());
    facts.clock.working_days(Whose::Studio, eve, until).max(0.5)
}

fn item_of(link: &DeliverableRef) -> Item {
    Item::Deliverable(link.campaign.clone(), link.item.clone(), link.occurrence)
}
