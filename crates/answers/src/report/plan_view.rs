//! Answers: what is the JSON of a plan?
//! Invariant: version 1 is frozen: keys are added, never renamed or removed; days are ISO, durations say their unit.
//! Source: `docs/schemas/crops.plan.v1.json`.

use super::plan::{
    Direction, Half, Headline, Held, InChain, MissedKind, Origin, PastLaunch, PlanReport, Possible, Span, State,
    Subject, Way, WayLine, Who, WorkKind,
};
use super::plan_happened::{ReopenedView, SlipView, on_slip_code};
use super::plan_people_view::{MemberView, PeopleView, PeopleWayView, member, way_code};
use super::plan_people_ways::PeopleChange;
use crate::model::Day;
use crate::model::campaign::LinkType;
use crate::model::duration::{HalfDays, Length, Minutes};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PlanView {
    /// `campaign`, `openBriefs` or, with people, `studio`.
    scope: &'static str,
    /// The campaign's id and title; null for open briefs.
    campaign: Option<CampaignView>,
    /// `backward` or `forward`.
    direction: &'static str,
    verdict: VerdictView,
    /// Null unless the launch is before today and work is left.
    past_launch: Option<PastLaunchView>,
    /// The first late start of what has not begun.
    start_by: Option<Day>,
    margin_working_days: Option<f64>,
    margin_used_working_days: f64,
    tasks: Vec<TaskView>,
    links: Vec<LinkView>,
    goals: Vec<GoalView>,
    missed: Vec<MissedView>,
    chain: Vec<String>,
    chain_working_days: f64,
    ways_out: Vec<WayView>,
    /// How many of the first ways out are enough together; null when not even all are.
    ways_enough: Option<usize>,
    /// `consume`, `shift` or `hold`: where what is late already is put in a backward plan.
    on_slip: &'static str,
    /// Tasks under way that take longer than planned.
    slips: Vec<SlipView>,
    /// What the approval of an older content reopens.
    reopened: Vec<ReopenedView>,
    /// Null without `--people`.
    people: Option<PeopleView>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct CampaignView {
    id: String,
    title: String,
    launch: Option<Day>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct VerdictView {
    /// `fits`, `marginUsed`, `short`, `nobodyFree`, `undated`, `done`, `nothing`, or `earliest` for a forward plan.
    kind: &'static str,
    /// To spare, of margin used, or short; null where nothing is measured.
    working_days: Option<f64>,
    /// The first launch that would do.
    earliest_launch: Option<Day>,
    /// The same at the cost of the whole margin.
    earliest_launch_without_margin: Option<Day>,
    /// What is short when it does not move with the launch, and its first live or ready day.
    item: Option<String>,
    earliest_live: Option<Day>,
    earliest_ready: Option<Day>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct PastLaunchView {
    launch: Day,
    open_tasks: usize,
    /// What is left of them.
    open_working_days: f64,
    /// The last day of all of it; null when a calendar never opens.
    earliest_end: Option<Day>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct TaskView {
    name: String,
    item: String,
    title: Option<String>,
    /// `stage`, `rework`, `variants`, `task` or `milestone`.
    work: &'static str,
    stage: Option<String>,
    people: Vec<String>,
    /// Who was chosen with `--people`, and why; empty without.
    crew: Vec<MemberView>,
    /// What is left of its effort, for all of them together; null without `--people`.
    effort_hours: Option<f64>,
    role: Option<String>,
    party: Option<String>,
    /// `ahead`, `underWay` or `done`.
    state: &'static str,
    /// What is left of it.
    duration_working_days: f64,
    early: Option<SpanView>,
    late: Option<SpanView>,
    /// Where a backward plan puts it: late, unless that is too late already.
    placed: Option<SpanView>,
    real: Option<SpanView>,
    since: Option<Day>,
    total_float_working_days: Option<f64>,
    free_float_working_days: Option<f64>,
    /// No float, or less than none.
    critical: bool,
    /// Part of what holds the plan.
    in_chain: bool,
    /// The series it is a date of.
    series: Option<String>,
    /// How many variants it makes.
    variants: Option<u64>,
    variant_effort_hours: Option<f64>,
}

/// First and last day of work.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct SpanView {
    start: Day,
    end: Day,
    /// Begins at noon of the first day.
    starts_at_noon: bool,
    /// Ends at noon of the last day.
    ends_at_noon: bool,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct LinkView {
    from: String,
    to: String,
    /// `FS`, `SS`, `FF` or `SF`.
    r#type: &'static str,
    lag_working_days: Option<f64>,
    lag_elapsed_days: Option<i32>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct GoalView {
    item: String,
    live: Option<Day>,
    due: Day,
    handover_working_days: f64,
    margin_working_days: f64,
    margin_used_working_days: f64,
    /// To the limit that keeps the margin.
    slack_working_days: f64,
    short_working_days: f64,
    earliest_ready: Option<Day>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct MissedView {
    task: String,
    /// `booked`, `mustEndBy` or `launch`.
    kind: &'static str,
    limit: Day,
    late_working_days: f64,
    file: Option<String>,
    line: Option<u32>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct WayView {
    /// `oneRoundLess`, `overlap`, `twoPeople` or `shorterHandover`; with people also `split`, `shorten`, `book`, `freelance`,
    /// `takeOptions`, `drop`, `priority` and `moveLaunch`.
    kind: &'static str,
    task: Option<String>,
    with: Option<String>,
    item: Option<String>,
    by_working_days: Option<f64>,
    wins_working_days: f64,
    #[serde(flatten)]
    people: PeopleWayView,
}

impl PlanView {
    pub fn of(report: &PlanReport) -> Self {
        let (scope, campaign) = match &report.subject {
            Subject::OpenBriefs { .. } => ("openBriefs", None),
            Subject::Studio { .. } => ("studio", None),
            Subject::Campaign { id, title } => {
                let launch = report.summary.launch;
                let (id, title) = (id.clone(), title.clone());
                ("campaign", Some(CampaignView { id, title, launch }))
            }
        };
        Self {
            scope,
            campaign,
            direction: match report.direction {
                Direction::Backward => "backward",
                Direction::Forward => "forward",
            },
            verdict: verdict(&report.headline),
            past_launch: report.past.as_ref().map(past),
            start_by: start_by(&report.headline),
            margin_working_days: report.summary.margin.map(HalfDays::as_days),
            margin_used_working_days: report.summary.margin_used.as_days(),
            tasks: report.tasks.iter().map(task).collect(),
            links: report.links.iter().map(link).collect(),
            goals: report.goals.iter().map(goal).collect(),
            missed: report.missed.iter().map(missed).collect(),
            chain: report.chain.clone(),
            chain_working_days: report.chain_length.as_days(),
            ways_out: report.ways.iter().map(way).collect(),
            ways_enough: report.enough,
            on_slip: on_slip_code(report.happened.on_slip),
            slips: report.happened.slips.iter().map(SlipView::of).collect(),
            reopened: report.happened.reopened.iter().map(ReopenedView::of).collect(),
            people: report.people.as_ref().map(PeopleView::of),
        }
    }
}

fn past(past: &PastLaunch) -> PastLaunchView {
    PastLaunchView {
        launch: past.launch,
        open_tasks: past.open,
        open_working_days: past.work.as_days(),
        earliest_end: past.over,
    }
}

fn start_by(headline: &Headline) -> Option<Day> {
    match headline {
        Headline::Fits { start_by, .. } | Headline::MarginUsed { start_by, .. } => *start_by,
        Headline::Nothing
        | Headline::Done
        | Headline::Undated
        | Headline::NobodyFree { .. }
        | Headline::Short { .. }
        | Headline::Earliest { .. } => None,
    }
}

fn verdict(headline: &Headline) -> VerdictView {
    let bare = |kind: &'static str, days: Option<HalfDays>| VerdictView {
        kind,
        working_days: days.map(HalfDays::as_days),
        earliest_launch: None,
        earliest_launch_without_margin: None,
        item: None,
        earliest_live: None,
        earliest_ready: None,
    };
    match headline {
        Headline::Nothing => bare("nothing", None),
        Headline::Done => bare("done", None),
        Headline::Undated => bare("undated", None),
        Headline::NobodyFree { .. } => bare("nobodyFree", None),
        Headline::Fits { spare, .. } => bare("fits", Some(*spare)),
        Headline::MarginUsed { used, .. } => bare("marginUsed", Some(*used)),
        Headline::Earliest {
            launch, without_margin, ..
        } => VerdictView {
            earliest_launch: *launch,
            earliest_launch_without_margin: *without_margin,
            ..bare("earliest", None)
        },
        Headline::Short { by, possible } => {
            let short = bare("short", Some(*by));
            match possible {
                Possible::Launch { can, .. } => VerdictView {
                    earliest_launch_without_margin: Some(*can),
                    ..short
                },
                Possible::Live { what, can, .. } => VerdictView {
                    item: Some(what.clone()),
                    earliest_live: Some(*can),
                    ..short
                },
                Possible::Ready { what, can, .. } => VerdictView {
                    item: Some(what.clone()),
                    earliest_ready: Some(*can),
                    ..short
                },
            }
        }
    }
}

fn span(span: Span) -> SpanView {
    SpanView {
        start: span.from,
        end: span.to,
        starts_at_noon: span.begins == Half::Afternoon,
        ends_at_noon: span.ends == Half::Morning,
    }
}

fn task(line: &super::plan::TaskLine) -> TaskView {
    let (people, role, party) = match &line.who {
        Who::Nobody => (Vec::new(), None, None),
        Who::People(people) => (people.clone(), None, None),
        Who::Role(role) => (Vec::new(), Some(role.clone()), None),
        Who::Party { id, .. } => (Vec::new(), None, Some(id.clone())),
    };
    TaskView {
        name: line.name.clone(),
        item: line.item.clone(),
        title: line.title.clone(),
        work: match line.work {
            WorkKind::Stage => "stage",
            WorkKind::Rework => "rework",
            WorkKind::Variants => "variants",
            WorkKind::Task => "task",
            WorkKind::Milestone => "milestone",
        },
        stage: line.stage_id.clone(),
        people,
        crew: line.crew.iter().map(member).collect(),
        effort_hours: line.effort.map(Minutes::as_hours),
        role,
        party,
        state: match line.state {
            State::Ahead => "ahead",
            State::UnderWay => "underWay",
            State::Done => "done",
        },
        duration_working_days: line.duration.as_days(),
        early: line.early.map(span),
        late: line.late.map(span),
        placed: line.placed.map(span),
        real: line.real.map(span),
        since: line.since,
        total_float_working_days: line.total_float.map(HalfDays::as_days),
        free_float_working_days: line.free_float.map(HalfDays::as_days),
        critical: line.held != Held::Free,
        in_chain: line.chain == InChain::Yes,
        series: match &line.origin {
            Origin::Occurrence { series, .. } => Some(series.clone()),
            Origin::Deliverable | Origin::LooseBrief | Origin::Task | Origin::Milestone => None,
        },
        variants: line.variants.map(|variants| variants.count),
        variant_effort_hours: line
            .variants
            .and_then(|variants| variants.effort_each)
            .map(Minutes::as_hours),
    }
}

fn link(line: &super::plan::LinkLine) -> LinkView {
    let (working, elapsed) = match line.lag {
        Length::Working(halves) => (Some(halves.as_days()), None),
        Length::ElapsedDays(days) => (None, Some(days)),
    };
    LinkView {
        from: line.from.clone(),
        to: line.to.clone(),
        r#type: link_code(line.link),
        lag_working_days: working,
        lag_elapsed_days: elapsed,
    }
}

/// The stable word of a link type.
pub const fn link_code(link: LinkType) -> &'static str {
    match link {
        LinkType::FinishToStart => "FS",
        LinkType::StartToStart => "SS",
        LinkType::FinishToFinish => "FF",
        LinkType::StartToFinish => "SF",
    }
}

fn goal(line: &super::plan::GoalLine) -> GoalView {
    GoalView {
        item: line.item.clone(),
        live: line.live,
        due: line.due,
        handover_working_days: line.handover.as_days(),
        margin_working_days: line.margin.as_days(),
        margin_used_working_days: line.margin_used.as_days(),
        slack_working_days: line.slack.as_days(),
        short_working_days: line.short.as_days(),
        earliest_ready: line.early_end,
    }
}

fn missed(line: &super::plan::MissedLine) -> MissedView {
    MissedView {
        task: line.task.clone(),
        kind: match line.kind {
            MissedKind::Booked => "booked",
            MissedKind::MustEndBy => "mustEndBy",
            MissedKind::Launch => "launch",
        },
        limit: line.limit,
        late_working_days: line.by.as_days(),
        file: line.place.as_ref().map(|place| place.file.to_string()),
        line: line.place.as_ref().map(|place| place.span.line),
    }
}

fn way(line: &WayLine) -> WayView {
    let bare = |kind: &'static str| WayView {
        kind,
        task: None,
        with: None,
        item: None,
        by_working_days: None,
        wins_working_days: line.wins.as_days(),
        people: PeopleWayView::of(line),
    };
    match &line.way {
        Way::People(change) => WayView {
            task: match change {
                PeopleChange::Split { task, .. } | PeopleChange::Shorten { task, .. } => Some(task.clone()),
                _ => None,
            },
            item: match change {
                PeopleChange::Drop { item } => Some(item.clone()),
                _ => None,
            },
            ..bare(way_code(change))
        },
        Way::OneRoundLess { review } => WayView {
            task: Some(review.clone()),
            ..bare("oneRoundLess")
        },
        Way::Overlap { waiting, with } => WayView {
            task: Some(waiting.clone()),
            with: Some(with.clone()),
            ..bare("overlap")
        },
        Way::TwoPeople { task } => WayView {
            task: Some(task.clone()),
            ..bare("twoPeople")
        },
        Way::ShorterHandover { item, by } => WayView {
            item: Some(item.clone()),
            by_working_days: Some(by.as_days()),
            ..bare("shorterHandover")
        },
    }
}
