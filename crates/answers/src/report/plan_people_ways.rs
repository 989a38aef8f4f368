//! Answers: what would help a plan with people, in names, and which `--set` tries it?
//! Invariant: an expression stands only where it says the whole change; each is tried by a test.

use super::plan::{Headline, PlanReport, Possible, Way, WayLine};
use crate::model::Day;
use crate::model::campaign::{LinkType, Need};
use crate::model::duration::{HalfDays, Length, Minutes};
use crate::model::id::StageId;
use crate::model::workflow::StageClass;
use crate::plan::network::TaskIndex;
use crate::plan::people::PeoplePlan;
use crate::plan::people::ways::{Change, PeopleWays};
use crate::plan::task::{Anchored, Group, GroupKind, LinkSource, Work};

/// A change that only a plan with people can offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeopleChange {
    Split {
        task: String,
        people: Vec<String>,
    },
    Shorten {
        task: String,
        to: HalfDays,
    },
    /// A freelance of the team for so many more days, within these.
    Book {
        person: String,
        days: usize,
        from: Day,
        to: Day,
    },
    /// Somebody new with that role, for so many days within these.
    Freelance {
        role: String,
        days: usize,
        from: Day,
        to: Day,
    },
    TakeOptions,
    Drop {
        item: String,
    },
    Priority {
        to: i32,
    },
    MoveLaunch {
        to: Day,
    },
}

impl PlanReport {
    /// With what would help; a launch that would do comes last.
    pub fn with_ways(mut self, answer: &PeoplePlan<'_>, found: &PeopleWays) -> Self {
        let namer = Namer { answer };
        self.ways = found
            .ways
            .iter()
            .map(|way| WayLine {
                way: namer.way(&way.change),
                wins: way.wins,
                still: Some(way.still),
                frees: way.frees,
                set: namer.set(&way.change),
            })
            .collect();
        self.enough = found.enough;
        if let Headline::Short {
            by,
            possible: Possible::Launch { can, .. },
        } = self.headline
        {
            let still = short_whatever_launch(answer);
            self.ways.push(WayLine {
                way: Way::People(PeopleChange::MoveLaunch { to: can }),
                wins: HalfDays(by.0 - still.0),
                still: Some(still),
                frees: Minutes(0),
                set: vec![format!("launch={can}")],
            });
        }
        self
    }
}

/// By which the worst goal is short whose day does not move with the launch.
fn short_whatever_launch(answer: &PeoplePlan<'_>) -> HalfDays {
    let goals = answer.plan.goals.iter().zip(&answer.plan.out.goals);
    let fixed = goals.filter(|(_, goal)| goal.anchored != Anchored::ToLaunch && answer.is_asked(goal.group));
    HalfDays(fixed.map(|(state, _)| state.short.0).max().unwrap_or_default())
}

struct Namer<'p, 'a> {
    answer: &'p PeoplePlan<'a>,
}

impl Namer<'_, '_> {
    fn task(&self, task: TaskIndex) -> String {
        self.answer.plan.out.tasks[task.0 as usize].name.clone()
    }

    fn person(&self, person: usize) -> String {
        self.answer.pool.team.people[person].person.id.to_string()
    }

    fn way(&self, change: &Change) -> Way {
        Way::People(match change {
            Change::OneRoundLess { task, .. } => {
                return Way::OneRoundLess {
                    review: self.task(*task),
                };
            }
            Change::Overlap { waiting, with, .. } => {
                return Way::Overlap {
                    waiting: self.task(*waiting),
                    with: self.task(*with),
                };
            }
            Change::Split { task, people, .. } => PeopleChange::Split {
                task: self.task(*task),
                people: people.iter().map(|person| self.person(*person)).collect(),
            },
            Change::Shorten { task, to } => PeopleChange::Shorten {
                task: self.task(*task),
                to: *to,
            },
            Change::Book { person, from, to, days } => PeopleChange::Book {
                person: self.person(*person),
                days: *days,
                from: *from,
                to: *to,
            },
            Change::Freelance { role, from, to, days } => PeopleChange::Freelance {
                role: role.to_string(),
                days: *days,
                from: *from,
                to: *to,
            },
            Change::TakeOptions => PeopleChange::TakeOptions,
            Change::Drop { group } => PeopleChange::Drop {
                item: self.answer.plan.out.groups[*group].name.clone(),
            },
            Change::Priority { to } => PeopleChange::Priority { to: *to },
        })
    }

    /// The expressions that try it; none where no file could say it so.
    fn set(&self, change: &Change) -> Vec<String> {
        match change {
            Change::OneRoundLess { task, left } => vec![format!("{}.rounds={left}", self.stage(*task))],
            Change::Shorten { task, to } => vec![self.lasting(*task, *to)],
            Change::Split { task, people, to } => {
                let who: Vec<String> = people.iter().map(|person| self.person(*person)).collect();
                vec![
                    format!("{}.who={}", self.stage(*task), who.join(",")),
                    self.lasting(*task, *to),
                ]
            }
            Change::Book { person, from, to, .. } => {
                vec![format!("team/{}.bookings={from}..{to}", self.person(*person))]
            }
            Change::Priority { to } => vec![format!("priority={to}")],
            Change::Overlap { waiting, link, .. } => self.needs(*waiting, *link).into_iter().collect(),
            Change::Freelance { role, from, to, .. } => vec![format!("freelance/{role}={from}..{to}")],
            Change::Drop { group } => self.dropped(*group).into_iter().collect(),
            Change::TakeOptions => {
                let people = self.answer.pool.team.people.iter();
                let days = people.flat_map(|one| one.options().map(|days| (&one.person.id, days)));
                days.map(|(person, (from, to))| format!("team/{person}.bookings={from}..{to}"))
                    .collect()
            }
        }
    }

    /// An item away with its brief; a brief of no deliverable in the stage for what is given up.
    fn dropped(&self, group: usize) -> Option<String> {
        let group = &self.answer.plan.out.groups[group];
        let brief = group.brief.map(|brief| brief.id.to_string());
        match (group.what, group.campaign, brief) {
            (GroupKind::Line(line), Some(campaign), Some(brief)) if brief == group.name => {
                Some(format!("{}/{}=", campaign.id, line.id.value))
            }
            (GroupKind::Line(_), ..) => Some(format!("{}=", group.name)),
            (GroupKind::Loose(brief), ..) => {
                let stages = &group.workflow?.stages;
                let stage = stages.iter().find(|stage| stage.class == StageClass::Dropped)?;
                Some(format!("briefs/{}.stage={}", brief.id, stage.id.value))
            }
            (GroupKind::Occurrence(..) | GroupKind::Free(_) | GroupKind::Milestone(_), ..) => None,
        }
    }

    fn lasting(&self, task: TaskIndex, to: HalfDays) -> String {
        format!("{}.duration={}", self.stage(task), days(to))
    }

    /// `item.stage`; of a free task its name.
    fn stage(&self, task: TaskIndex) -> String {
        let own = &self.answer.plan.out.tasks[task.0 as usize];
        let group = &self.answer.plan.out.groups[own.group].name;
        match own.work {
            Work::Stage(stage, _) => format!("{group}.{}", stage.id.value),
            Work::Variants(_) | Work::Free(_) | Work::Milestone(_) => group.clone(),
        }
    }

    /// All needs of the item, or of its stage, with this one from start to start.
    fn needs(&self, waiting: TaskIndex, link: usize) -> Option<String> {
        let out = &self.answer.plan.out;
        let LinkSource::Need(wanted) = out.links[link] else {
            return None;
        };
        let group = &out.groups[out.tasks[waiting.0 as usize].group];
        let (needs, stage) = needs_with(group.what, wanted)?;
        let item = item(group)?;
        let stage = stage.map(|stage| format!(".{stage}")).unwrap_or_default();
        let one = |need: &Need| match need == wanted {
            true => said(need, LinkType::StartToStart),
            false => said(need, need.link),
        };
        let all: Vec<String> = needs.iter().map(one).collect();
        Some(format!("{item}{stage}.needs={}", all.join(",")))
    }
}

/// The list in which a need stands, and the stage whose list it is.
fn needs_with<'a>(what: GroupKind<'a>, wanted: &Need) -> Option<(&'a [Need], Option<&'a StageId>)> {
    let own: &[Need] = match what {
        GroupKind::Line(line) => &line.needs,
        GroupKind::Free(task) => &task.needs,
        GroupKind::Occurrence(series, _) => &series.needs,
        GroupKind::Loose(_) | GroupKind::Milestone(_) => return None,
    };
    if own.contains(wanted) {
        return Some((own, None));
    }
    let GroupKind::Line(line) = what else { return None };
    let stage = line.stages.iter().find(|stage| stage.needs.contains(wanted))?;
    Some((&stage.needs, Some(&stage.work.stage.value)))
}

/// What an expression calls the item of a group, one name for all dates of a series.
fn item(group: &Group<'_>) -> Option<String> {
    let own = match group.what {
        GroupKind::Line(line) => &line.id.value,
        GroupKind::Occurrence(series, _) => &series.id.value,
        GroupKind::Free(_) | GroupKind::Loose(_) | GroupKind::Milestone(_) => return Some(group.name.clone()),
    };
    let has_brief_name = group.brief.is_some_and(|brief| *group.name == *brief.id.as_str());
    match (has_brief_name, group.name.split_once('@')) {
        (true, _) => Some(format!("{}/{own}", group.campaign?.id)),
        (false, Some((series, _))) => Some(series.to_owned()),
        (false, None) => Some(group.name.clone()),
    }
}

/// `key-visual:SS+2d`
fn said(need: &Need, link: LinkType) -> String {
    let kind = super::plan_view::link_code(link);
    let lag = match need.lag {
        Length::Working(HalfDays(0)) | Length::ElapsedDays(0) => String::new(),
        Length::Working(halves) if halves.0 < 0 => days(halves),
        Length::Working(halves) => format!("+{}", days(halves)),
        Length::ElapsedDays(count) if count < 0 => format!("{count}ed"),
        Length::ElapsedDays(count) => format!("+{count}ed"),
    };
    let link = match (kind, lag.as_str()) {
        ("FS", "") => need.after.to_string(),
        _ => format!("{}:{kind}{lag}", need.after.value),
    };
    match &need.to {
        Some(to) => format!("{link}>{}", to.value),
        None => link,
    }
}

fn days(length: HalfDays) -> String {
    match length.0 % 2 {
        0 => format!("{}d", length.0 / 2),
        _ => format!("{}d", length.as_days()),
    }
}
