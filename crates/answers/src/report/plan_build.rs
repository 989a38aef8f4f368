//! Answers: which report does a plan make?
//! Invariant: nothing is computed here that the plan does not say; the report owns all it holds.

use super::plan::{
    BoundKind, BoundLine, Direction, GoalLine, Headline, Held, InChain, LinkLine, MissedKind, MissedLine, Occurrences,
    Origin, PastLaunch, PlanReport, Possible, Span, State, Subject, Summary, TaskLine, TaskWhy, VariantsLine, Way,
    WayLine, Who, WorkKind,
};
use super::plan_happened::Happened;
use super::plan_why::first_steps;
use crate::model::duration::{HalfDays, Minutes};
use crate::plan::answer::{BackwardPlan, ForwardPlan, GoalState, Missed, Plan, Verdict};
use crate::plan::calendars::Calendars;
use crate::plan::expand::{Question, Scope};
use crate::plan::network::{Actual, Instant, Placement, TaskIndex, TaskLink};
use crate::plan::reasons::Step;
use crate::plan::task::{Doer, Goal, Group, GroupKind, Limit, LimitKind, Part, PlanTask, TaskState, Work};
use crate::plan::ways::Change;
use std::collections::BTreeMap;

impl PlanReport {
    pub fn backward(question: &Question<'_>, answer: &BackwardPlan<'_>) -> Self {
        let plan = &answer.plan;
        let start_by = answer.start_by.map(|(_, start)| start.day_after());
        // What should have begun already is told as late, not as a day to begin by.
        let start_by = start_by.filter(|day| *day >= question.today);
        let headline = match plan.verdict {
            Verdict::Nothing => Headline::Nothing,
            Verdict::Done => Headline::Done,
            Verdict::Undated => Headline::Undated,
            Verdict::Fits { spare } => Headline::Fits { spare, start_by },
            Verdict::MarginUsed { used, of } => Headline::MarginUsed { used, of, start_by },
            Verdict::Short { by, goal } => Headline::Short {
                by,
                possible: possible(question, answer, goal),
            },
        };
        let name = |task: TaskIndex| plan.out.tasks[task.0 as usize].name.clone();
        let way = |change: Change| match change {
            Change::OneRoundLess { review } => Way::OneRoundLess { review: name(review) },
            Change::Overlap { waiting, with, .. } => Way::Overlap {
                waiting: name(waiting),
                with: name(with),
            },
            Change::TwoPeople { task } => Way::TwoPeople { task: name(task) },
            Change::ShorterHandover { goal, by } => Way::ShorterHandover {
                item: plan.out.groups[plan.out.goals[goal].group].name.clone(),
                by,
            },
        };
        let ways = answer.ways.ways.iter().map(|found| WayLine {
            way: way(found.change),
            wins: found.wins,
            still: None,
            frees: Minutes(0),
            set: Vec::new(),
        });
        let mut report = Self::of(question, plan, Direction::Backward, headline);
        report.happen(question, plan);
        report.ways = ways.collect();
        report.enough = answer.ways.enough;
        report
    }

    pub fn forward(question: &Question<'_>, answer: &ForwardPlan<'_>) -> Self {
        let headline = match answer.plan.verdict {
            Verdict::Nothing => Headline::Nothing,
            Verdict::Done => Headline::Done,
            _ => Headline::Earliest {
                launch: answer.earliest_launch,
                without_margin: answer.without_margin,
                wanted: answer.launch,
            },
        };
        let mut report = Self::of(question, &answer.plan, Direction::Forward, headline);
        report.happen(question, &answer.plan);
        report
    }

    pub(super) fn of(question: &Question<'_>, plan: &Plan<'_>, direction: Direction, headline: Headline) -> Self {
        let mut report = Self {
            studio: question.studio.settings.id.to_string(),
            subject: subject(question, plan),
            direction,
            today: question.today,
            headline,
            past: past(question, plan),
            summary: summary(question, plan),
            tasks: tasks(plan, direction),
            goals: goals(plan),
            missed: missed(plan),
            chain: chain(plan),
            chain_length: chain_length(question, plan),
            ways: Vec::new(),
            enough: None,
            links: links(plan),
            happened: Happened::default(),
            people: None,
            closed: Vec::new(),
            days_off: Vec::new(),
            occurrences: Occurrences::default(),
            schedule: None,
            anchors: anchors(question),
        };
        let axis = report.axis();
        let time = question.calendars.studio();
        let source = question.calendars.source(Calendars::STUDIO);
        let weeks = axis.whole_weeks();
        let days = weeks.first.iter_days().take(MOST_DRAWN_DAYS);
        for day in days.take_while(|day| *day <= weeks.last) {
            if time.halves_of(day) == 0 {
                report.closed.push(day);
            }
            report.days_off.extend(source.day_off(day).map(|off| (day, off)));
        }
        report
    }

    /// With what binds each task, for answers that show it.
    pub fn explained(mut self, question: &Question<'_>, plan: &Plan<'_>, bindings: Vec<(Step, Step)>) -> Self {
        let mut told: BTreeMap<String, TaskWhy> = first_steps(question, plan, bindings);
        for task in &mut self.tasks {
            task.why = told.remove(&task.name);
        }
        self
    }
}

fn anchors(question: &Question<'_>) -> Vec<(String, crate::model::Day)> {
    match question.scope {
        Scope::Campaign(campaign) => campaign
            .dates
            .iter()
            .map(|(name, day)| (name.to_string(), day.value))
            .collect(),
        Scope::OpenBriefs => Vec::new(),
    }
}

/// Drawings show no more days than this; twenty years.
const MOST_DRAWN_DAYS: usize = 7_306;

fn subject(question: &Question<'_>, plan: &Plan<'_>) -> Subject {
    match question.scope {
        Scope::Campaign(campaign) => Subject::Campaign {
            id: campaign.id.to_string(),
            title: campaign.title.to_string(),
        },
        Scope::OpenBriefs => Subject::OpenBriefs {
            count: plan.out.groups.iter().filter(|group| group.brief.is_some()).count(),
        },
    }
}

fn possible(question: &Question<'_>, answer: &BackwardPlan<'_>, goal: usize) -> Possible {
    let plan = &answer.plan;
    let wanted = match question.scope {
        Scope::Campaign(campaign) => campaign.launch.as_ref().map(|launch| launch.value),
        Scope::OpenBriefs => None,
    };
    let (own, state) = (&plan.out.goals[goal], plan.goals[goal]);
    let what = plan.out.groups[own.group].name.clone();
    let live = own.from_live.as_ref().map(|from| from.live);
    match (answer.earliest_launch, answer.earliest_live, live) {
        (Some(can), _, _) => Possible::Launch { can, wanted },
        (None, Some(can), Some(wanted)) => Possible::Live { what, can, wanted },
        _ => Possible::Ready {
            what,
            can: state.early_end.day_before(),
            due: own.due,
        },
    }
}

fn past(question: &Question<'_>, plan: &Plan<'_>) -> Option<PastLaunch> {
    let Scope::Campaign(campaign) = question.scope else {
        return None;
    };
    let launch = campaign.launch.as_ref()?.value;
    let tasks = &plan.out.network.tasks;
    let is_open = |at: &usize| !matches!(tasks[*at].actual, Actual::Done(_));
    let open: Vec<usize> = (0..tasks.len()).filter(is_open).collect();
    let over = open.iter().map(|at| plan.schedule.tasks[*at].early.end).max()?;
    (launch < question.today).then(|| PastLaunch {
        launch,
        open: open.len(),
        work: HalfDays(open.iter().map(|at| tasks[*at].duration).fold(0, i32::saturating_add)),
        over: (!over.is_out_of_range()).then(|| over.day_before()),
    })
}

fn summary(question: &Question<'_>, plan: &Plan<'_>) -> Summary {
    let settings = &question.studio.settings;
    let campaign = match question.scope {
        Scope::Campaign(campaign) => Some(campaign),
        Scope::OpenBriefs => None,
    };
    let done = |task: &&PlanTask<'_>| matches!(task.state, TaskState::Done(_));
    let used = plan.goals.iter().map(|goal| goal.margin_used).max();
    // Milestones keep none: where nothing else is a goal, there is none to be used.
    let own = |group: usize| {
        let of = plan.out.groups[group].campaign.map(|of| &of.id);
        campaign.is_none_or(|asked| of == Some(&asked.id))
    };
    let goals = plan.out.goals.iter().filter(|goal| own(goal.group));
    let kept = goals.map(|goal| goal.margin).max();
    Summary {
        launch: campaign
            .and_then(|campaign| campaign.launch.as_ref())
            .map(|launch| launch.value),
        tasks: plan.out.tasks.len(),
        done: plan.out.tasks.iter().filter(done).count(),
        margin: match campaign {
            Some(_) => kept,
            None => (!plan.goals.is_empty()).then_some(settings.margin),
        },
        margin_used: used.unwrap_or_default(),
        calendar: question.studio.calendar().map(|calendar| calendar.id.to_string()),
    }
}

fn tasks(plan: &Plan<'_>, direction: Direction) -> Vec<TaskLine> {
    let mut lines: Vec<TaskLine> = (0..plan.out.tasks.len()).map(|task| line(plan, task)).collect();
    for step in &plan.chain {
        lines[step.task.0 as usize].chain = InChain::Yes;
    }
    let mut lines: Vec<Option<TaskLine>> = lines.into_iter().map(Some).collect();
    let mut taken = |task: usize| lines.get_mut(task).and_then(Option::take);
    let mut groups: Vec<Vec<TaskLine>> = plan
        .out
        .groups
        .iter()
        .map(|group| group.tasks().filter_map(&mut taken).collect())
        .collect();
    groups.sort_by_cached_key(|lines: &Vec<TaskLine>| {
        let first = lines
            .iter()
            .filter_map(|line| line.shown(direction))
            .map(|span| span.from)
            .min();
        (first.is_none(), first, lines.first().map(|line| line.name.clone()))
    });
    groups.into_iter().flatten().collect()
}

fn line(plan: &Plan<'_>, at: usize) -> TaskLine {
    let (task, dates) = (&plan.out.tasks[at], &plan.schedule.tasks[at]);
    let group = &plan.out.groups[task.group];
    let (state, real, since) = match task.state {
        TaskState::Ahead => (State::Ahead, None, None),
        TaskState::UnderWay(since) => (State::UnderWay, None, since.map(Instant::day_after)),
        TaskState::Done(place) => (State::Done, place.and_then(Span::of), None),
    };
    let (work, stage) = match task.work {
        Work::Stage(stage, Part::Rework(_)) => (WorkKind::Rework, Some(stage)),
        Work::Stage(stage, _) => (WorkKind::Stage, Some(stage)),
        Work::Variants(_) => (WorkKind::Variants, None),
        Work::Free(_) => (WorkKind::Task, None),
        Work::Milestone(_) => (WorkKind::Milestone, None),
    };
    let held = match dates.total_float {
        Some(float) if float.0 < 0 => Held::Late,
        Some(HalfDays(0)) => Held::Critical,
        _ => Held::Free,
    };
    let done = state == State::Done;
    TaskLine {
        name: task.name.clone(),
        whole_name: whole_name(group, task),
        item: group.name.clone(),
        title: group.title().map(str::to_owned),
        work,
        stage: stage.map(|stage| stage.title.clone()),
        stage_id: stage.map(|stage| stage.id.to_string()),
        who: who(&task.doer),
        crew: Vec::new(),
        effort: None,
        state,
        duration: HalfDays(plan.out.network.tasks[at].duration),
        early: Span::of(dates.early).filter(|_| !done),
        late: dates.late.and_then(Span::of).filter(|_| !done),
        placed: None,
        real,
        since,
        total_float: dates.total_float,
        free_float: dates.free_float,
        held,
        origin: origin(group),
        chain: InChain::No,
        variants: variants(task, group),
        bounds: task.limits.iter().filter_map(bound).collect(),
        why: None,
    }
}

fn whole_name(group: &Group<'_>, task: &PlanTask<'_>) -> String {
    let item = match group.what {
        GroupKind::Line(line) => line.id.to_string(),
        GroupKind::Occurrence(series, day) => format!("{}@{day}", series.id.value),
        GroupKind::Free(free) => free.id.to_string(),
        GroupKind::Milestone(milestone) => milestone.id.to_string(),
        GroupKind::Loose(_) => return task.name.clone(),
    };
    let part = task.name.strip_prefix(&group.name).unwrap_or_default();
    match group.campaign {
        Some(campaign) => format!("{}/{item}{part}", campaign.id),
        None => format!("{item}{part}"),
    }
}

fn origin(group: &Group<'_>) -> Origin {
    match group.what {
        GroupKind::Line(_) => Origin::Deliverable,
        GroupKind::Occurrence(series, day) => Origin::Occurrence {
            series: series.id.to_string(),
            day,
        },
        GroupKind::Loose(_) => Origin::LooseBrief,
        GroupKind::Free(_) => Origin::Task,
        GroupKind::Milestone(_) => Origin::Milestone,
    }
}

fn variants(task: &PlanTask<'_>, group: &Group<'_>) -> Option<VariantsLine> {
    let Work::Variants(count) = task.work else { return None };
    let effort_each = match group.what {
        GroupKind::Line(line) => line.effort_each,
        _ => None,
    };
    Some(VariantsLine { count, effort_each })
}

fn bound(limit: &Limit) -> Option<BoundLine> {
    let (kind, day) = match limit.kind {
        LimitKind::NotBefore(_) => (BoundKind::NotBefore, limit.at.day_after()),
        LimitKind::FixedStart(_) => (BoundKind::Booked, limit.at.day_after()),
        LimitKind::MustEndBy(_) => (BoundKind::MustEndBy, limit.at.day_before()),
        LimitKind::FixedEnd(_) | LimitKind::Notice(_) | LimitKind::Goal(_) | LimitKind::Launch => return None,
    };
    Some(BoundLine { kind, day })
}

fn who(doer: &Doer<'_>) -> Who {
    match doer {
        Doer::Nobody => Who::Nobody,
        Doer::People(people) => Who::People(people.iter().map(ToString::to_string).collect()),
        Doer::Role(role) => Who::Role(role.to_string()),
        Doer::Party(party) => Who::Party {
            id: party.id.to_string(),
            name: party.name.to_string(),
        },
    }
}

fn goals(plan: &Plan<'_>) -> Vec<GoalLine> {
    let one = |(goal, state): (&Goal, &GoalState)| GoalLine {
        item: plan.out.groups[goal.group].name.clone(),
        live: goal.from_live.as_ref().map(|from| from.live),
        due: goal.due,
        by: goal.limit.day_before(),
        handover: goal
            .from_live
            .as_ref()
            .map(|from| from.handover.length)
            .unwrap_or_default(),
        margin: goal.margin,
        margin_used: state.margin_used,
        slack: state.slack,
        short: state.short,
        early_end: (!state.early_end.is_out_of_range()).then(|| state.early_end.day_before()),
    };
    plan.out.goals.iter().zip(&plan.goals).map(one).collect()
}

fn missed(plan: &Plan<'_>) -> Vec<MissedLine> {
    let one = |missed: &Missed| {
        let task = &plan.out.tasks[missed.task.0 as usize];
        let limit = task.limits.get(missed.limit)?;
        let (kind, place) = match &limit.kind {
            LimitKind::FixedEnd(place) | LimitKind::FixedStart(place) => (MissedKind::Booked, Some(place)),
            LimitKind::MustEndBy(place) | LimitKind::NotBefore(place) => (MissedKind::MustEndBy, Some(place)),
            LimitKind::Goal(_) | LimitKind::Launch | LimitKind::Notice(_) => (MissedKind::Launch, None),
        };
        Some(MissedLine {
            task: task.name.clone(),
            by: missed.by,
            limit: limit.at.day_before(),
            kind,
            place: place.cloned(),
        })
    };
    plan.missed.iter().filter_map(one).collect()
}

/// The groups along what holds the plan, each once.
fn chain(plan: &Plan<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for step in &plan.chain {
        let group = &plan.out.groups[plan.out.tasks[step.task.0 as usize].group];
        if names.last() != Some(&group.name) && !matches!(group.what, GroupKind::Milestone(_)) {
            names.push(group.name.clone());
        }
    }
    names
}

/// Working days from the first early start of what is left of the chain to its last early end.
fn chain_length(question: &Question<'_>, plan: &Plan<'_>) -> HalfDays {
    let left = plan
        .chain
        .iter()
        .filter(|step| !matches!(plan.out.network.task(step.task).actual, Actual::Done(_)));
    let places: Vec<Placement> = left
        .map(|step| plan.schedule.tasks[step.task.0 as usize].early)
        .collect();
    let (first, last) = (
        places.iter().map(|place| place.start).min(),
        places.iter().map(|place| place.end).max(),
    );
    match (first, last) {
        (Some(first), Some(last)) => HalfDays(question.calendars.studio().count(first, last)),
        _ => HalfDays(0),
    }
}

fn links(plan: &Plan<'_>) -> Vec<LinkLine> {
    let name = |task: TaskIndex| plan.out.tasks[task.0 as usize].name.clone();
    let one = |link: &TaskLink| LinkLine {
        from: name(link.from),
        to: name(link.to),
        link: link.link,
        lag: link.lag,
    };
    plan.out.network.links.iter().map(one).collect()
}
