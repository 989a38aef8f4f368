//! Answers: what does a file of `campaigns/` say?
//! Invariant: an item without its id (or its kind, or its duration) is left out: it could not be planned.

use super::fields::{Fields, text_of};
use super::process::stage_work;
use crate::model::anchor::parse_day;
use crate::model::campaign::{
    Axis, BudgetLine, Campaign, Decision, Deliverable, Every, FreeTask, LinkType, Milestone, Need, Series,
    SprintRhythm, StageOverride,
};
use crate::model::duration::{HalfDays, Length};
use crate::model::id::{CampaignId, ItemId, is_slug};
use crate::model::place::{Placed, StudioPath};
use crate::store::yaml::tree::{Entry, Value};
use std::collections::HashSet;

/// Lists whose items share one set of ids, in the order in which the first of two equal ones is kept.
pub const ITEM_LISTS: [&str; 4] = ["deliverables", "series", "tasks", "milestones"];

pub fn campaign(fields: &Fields<'_>, file: &StudioPath) -> Option<Campaign> {
    let id = fields.id::<CampaignId>("id")?.value;
    let mut campaign = Campaign {
        file: file.clone(),
        title: fields.boxed("title").unwrap_or_else(|| id.as_str().into()),
        reference: fields.placed_text("ref"),
        client: fields.id("client"),
        owner: fields.id("owner"),
        launch: fields.day("launch"),
        dates: fields.entries_of("dates").iter().filter_map(anchor).collect(),
        margin: fields.working_days("margin"),
        priority: fields.parsed("priority", |text| text.parse().ok()).unwrap_or(0),
        sprint: fields.map("sprint").and_then(|one| sprint(&one)),
        deliverables: fields
            .maps("deliverables")
            .filter_map(|one| deliverable(&one))
            .collect(),
        series: fields.maps("series").filter_map(|one| series(&one)).collect(),
        tasks: fields.maps("tasks").filter_map(|one| task(&one)).collect(),
        milestones: fields.maps("milestones").filter_map(|one| milestone(&one)).collect(),
        budget: match fields.map("budget") {
            Some(budget) => budget.maps("lines").filter_map(|one| budget_line(&one)).collect(),
            None => Vec::new(),
        },
        decisions: fields.maps("decisions").filter_map(|one| decision(&one)).collect(),
        id,
    };
    keep_first_ids(&mut campaign);
    Some(campaign)
}

fn keep_first_ids(campaign: &mut Campaign) {
    let mut seen: HashSet<ItemId> = HashSet::new();
    let mut is_new = |id: &ItemId| seen.insert(id.clone());
    campaign.deliverables.retain(|item| is_new(&item.id));
    campaign.series.retain(|item| is_new(&item.id));
    campaign.tasks.retain(|item| is_new(&item.id));
    campaign.milestones.retain(|item| is_new(&item.id));
}

fn anchor(entry: &Entry) -> Option<(Box<str>, Placed<crate::model::Day>)> {
    let day = parse_day(text_of(&entry.value)?)?;
    is_slug(&entry.key).then(|| (entry.key.clone(), Placed::new(day, entry.value.span)))
}

pub fn sprint(fields: &Fields<'_>) -> Option<SprintRhythm> {
    Some(SprintRhythm {
        length: fields.length("length")?,
        anchor: fields.day("anchor")?.value,
    })
}

fn deliverable(fields: &Fields<'_>) -> Option<Deliverable> {
    Some(Deliverable {
        id: fields.id("id")?,
        title: fields.boxed("title"),
        kind: fields.id("kind")?,
        live: fields.day_or_anchor("live"),
        party: fields.id("party"),
        owner: fields.id("owner"),
        channels: fields.ids("channels"),
        needs: needs(fields),
        stages: fields
            .named_maps("stages")
            .filter_map(|(entry, one)| stage_override(entry, &one))
            .collect(),
        variants: fields.entries_of("variants").iter().map(axis).collect(),
        effort_each: fields.hours("effort_each"),
        not_before: fields.day_or_anchor("not_before"),
        must_end_by: fields.day_or_anchor("must_end_by"),
        span: fields.span,
    })
}

fn stage_override(entry: &Entry, fields: &Fields<'_>) -> Option<StageOverride> {
    Some(StageOverride {
        work: stage_work(entry, fields)?,
        fixed: fields.day_or_anchor("fixed"),
        not_before: fields.day_or_anchor("not_before"),
        must_end_by: fields.day_or_anchor("must_end_by"),
        needs: needs(fields),
        who: fields.ids("who"),
    })
}

fn axis(entry: &Entry) -> Axis {
    let items = match &entry.value.value {
        Value::List(items) => items.as_slice(),
        _ => &[],
    };
    let values = items
        .iter()
        .filter_map(|node| Some(Placed::new(text_of(node)?.into(), node.span)));
    (entry.key.clone(), values.collect())
}

fn needs(fields: &Fields<'_>) -> Vec<Need> {
    let plain = fields.items("needs").iter().filter_map(|node| {
        let after = Placed::new(text_of(node)?.into(), node.span);
        Some(Need {
            after,
            to: None,
            link: LinkType::FinishToStart,
            lag: Length::Working(HalfDays(0)),
        })
    });
    let full = fields.maps("needs").filter_map(|one| {
        Some(Need {
            after: one.placed_text("after")?,
            to: one.id("to"),
            link: link(one.text("type").unwrap_or("FS"))?,
            lag: one.parsed("lag", Length::parse).unwrap_or(Length::Working(HalfDays(0))),
        })
    });
    let mut needs: Vec<Need> = plain.chain(full).collect();
    needs.sort_by_key(|need| need.after.span.start);
    needs
}

fn link(word: &str) -> Option<LinkType> {
    Some(match word {
        "FS" => LinkType::FinishToStart,
        "SS" => LinkType::StartToStart,
        "FF" => LinkType::FinishToFinish,
        "SF" => LinkType::StartToFinish,
        _ => return None,
    })
}

fn series(fields: &Fields<'_>) -> Option<Series> {
    Some(Series {
        id: fields.id("id")?,
        title: fields.boxed("title"),
        kind: fields.id("kind")?,
        every: fields.parsed("every", Every::parse)?,
        from: fields.day_or_anchor("from")?,
        to: fields.day_or_anchor("to")?,
        owner: fields.id("owner"),
        party: fields.id("party"),
        channels: fields.ids("channels"),
        needs: needs(fields),
        except: fields.list("except", parse_day),
        span: fields.span,
    })
}

fn task(fields: &Fields<'_>) -> Option<FreeTask> {
    Some(FreeTask {
        id: fields.id("id")?,
        title: fields.boxed("title"),
        duration: fields.length("duration")?,
        effort: fields.hours("effort"),
        role: fields.id("role"),
        owner: fields.id("owner"),
        party: fields.id("party"),
        needs: needs(fields),
        fixed: fields.day_or_anchor("fixed"),
        not_before: fields.day_or_anchor("not_before"),
        must_end_by: fields.day_or_anchor("must_end_by"),
        warned: fields.day("warned"),
        started: fields.day("started"),
        done: fields.day("done"),
        span: fields.span,
    })
}

fn milestone(fields: &Fields<'_>) -> Option<Milestone> {
    Some(Milestone {
        id: fields.id("id")?,
        title: fields.boxed("title"),
        by: fields.day_or_anchor("by"),
        needs: needs(fields),
        done: fields.day("done"),
        span: fields.span,
    })
}

fn budget_line(fields: &Fields<'_>) -> Option<BudgetLine> {
    Some(BudgetLine {
        id: fields.boxed("id")?,
        category: fields.boxed("category"),
        planned: fields.money("planned"),
        committed: fields.money("committed"),
        spent: fields.money("spent"),
    })
}

fn decision(fields: &Fields<'_>) -> Option<Decision> {
    Some(Decision {
        id: fields.id("id")?,
        ask: fields.boxed("ask")?,
        owner: fields.id("owner"),
        by: fields.day_or_anchor("by"),
        decided: fields.day("decided"),
    })
}
