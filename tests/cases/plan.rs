//! KIND `plan plan.json [--effort quick|normal|thorough] [--seed N] [--no-people]`: the days of each task of a portfolio.

use chrono::{NaiveDate, Weekday};
use crops::model::campaign::LinkType;
use crops::model::duration::{HalfDays, Length};
use crops::plan::level::level;
use crops::plan::level::problem::{Ask, Demand, Effort, Group, GroupIndex, Problem, Resource, ResourceIndex, Work};
use crops::plan::network::{CalendarIndex, Deadline, Grain, Instant, Network, Placement, Task, TaskIndex, TaskLink};
use crops::plan::passes::schedule;
use crops::plan::worktime::WorkTime;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

/// Minutes of a half day; any number does, as people here work whole days.
const HALF: u16 = 210;

#[derive(Deserialize)]
struct File<'a> {
    calendar: Week,
    project_start: NaiveDate,
    #[serde(borrow)]
    tasks: Vec<TaskLine<'a>>,
    links: Vec<LinkLine<'a>>,
}

#[derive(Deserialize)]
struct Week {
    weekend: Vec<u8>,
    holidays: Vec<NaiveDate>,
}

#[derive(Deserialize)]
struct TaskLine<'a> {
    id: &'a str,
    duration: i32,
    assignee: Option<&'a str>,
    finish_before: Option<NaiveDate>,
}

#[derive(Deserialize)]
struct LinkLine<'a> {
    from: &'a str,
    to: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    lag: i32,
}

enum People {
    Levelled,
    Ignored,
}

pub fn run(arguments: &[String]) -> Result<String, String> {
    let mut ask = Ask::default();
    let mut people = People::Levelled;
    let mut path = None;
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--no-people" => people = People::Ignored,
            "--effort" => ask.effort = effort(rest.next())?,
            "--seed" => ask.seed = number(rest.next())?,
            other => path = Some(other),
        }
    }
    let path = path.ok_or("which plan.json?")?;
    let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    let file: File<'_> = serde_json::from_str(&text).map_err(|e| format!("{path}: {e}"))?;
    let network = file.network()?;
    let places = match people {
        People::Ignored => late(&network)?,
        People::Levelled => {
            let levelled = level(&file.problem(&network), ask).map_err(|_| "tasks wait for each other")?;
            levelled.tasks.into_iter().map(|task| task.place).collect()
        }
    };
    answer(&file, &places)
}

fn late(network: &Network) -> Result<Vec<Option<Placement>>, String> {
    let dates = schedule(network).map_err(|_| "tasks wait for each other")?;
    Ok(dates.tasks.into_iter().map(|task| task.late).collect())
}

fn number(text: Option<&String>) -> Result<u64, String> {
    text.and_then(|text| text.parse().ok())
        .ok_or_else(|| "a number is missing".to_owned())
}

fn effort(text: Option<&String>) -> Result<Effort, String> {
    match text.map(String::as_str) {
        Some("quick") => Ok(Effort::Quick),
        Some("normal") => Ok(Effort::Normal),
        Some("thorough") => Ok(Effort::Thorough),
        _ => Err("--effort is quick, normal or thorough".to_owned()),
    }
}

/// Days inclusive.
fn answer(file: &File<'_>, places: &[Option<Placement>]) -> Result<String, String> {
    let mut text = String::from("{\"tasks\":{");
    for (task, place) in file.tasks.iter().zip(places) {
        let place = place.ok_or_else(|| format!("{}: nothing pulls it", task.id))?;
        let comma = if text.ends_with('{') { "" } else { "," };
        let (start, finish) = (place.start.day_after(), place.end.day_before());
        let id = serde_json::Value::from(task.id);
        write!(text, "{comma}{id}:{{\"start\":\"{start}\",\"finish\":\"{finish}\"}}").map_err(|e| e.to_string())?;
    }
    text += "}}\n";
    Ok(text)
}

impl File<'_> {
    fn network(&self) -> Result<Network, String> {
        let ids: HashMap<&str, u32> = self.tasks.iter().map(|task| task.id).zip(0..).collect();
        let week = (0..7_u8).filter(|day| !self.calendar.weekend.contains(day));
        let week: Vec<Weekday> = week.filter_map(|day| Weekday::try_from(day).ok()).collect();
        let closed: Vec<_> = self.calendar.holidays.iter().map(|day| (*day, *day)).collect();
        let task = |line: &TaskLine<'_>| Task {
            end_by: line.finish_before.map(Instant::start_of),
            ..Task::new(line.duration * 2, CalendarIndex(0))
        };
        let index = |id: &str| {
            ids.get(id)
                .copied()
                .map(TaskIndex)
                .ok_or_else(|| format!("no task {id}"))
        };
        let link = |line: &LinkLine<'_>| {
            Ok(TaskLink {
                from: index(line.from)?,
                to: index(line.to)?,
                link: link_type(line.kind)?,
                lag: Length::Working(HalfDays(line.lag * 2)),
            })
        };
        Ok(Network {
            calendars: vec![WorkTime::of_week(&week, &closed)],
            project_calendar: CalendarIndex(0),
            project_start: Instant::start_of(self.project_start),
            deadline: Deadline::LimitsAlone,
            grain: Grain::WholeDays,
            tasks: self.tasks.iter().map(task).collect(),
            links: self.links.iter().map(link).collect::<Result<_, String>>()?,
        })
    }

    /// One person a task, working whole days; a campaign is what stands before the dot of an id.
    fn problem<'n>(&self, network: &'n Network) -> Problem<'n> {
        let people = numbered(self.tasks.iter().filter_map(|task| task.assignee));
        let campaigns = numbered(self.tasks.iter().map(|task| campaign(task.id)));
        let mut ids: Vec<(&str, usize)> = self.tasks.iter().map(|task| task.id).zip(0..).collect();
        ids.sort_unstable();
        let mut works = vec![Work::default(); self.tasks.len()];
        let mut goals = vec![None; campaigns.len()];
        for (rank, (_, at)) in ids.into_iter().enumerate() {
            let (line, own) = (&self.tasks[at], &network.tasks[at]);
            let group = campaigns[campaign(line.id)];
            goals[group as usize] = goals[group as usize].max(own.end_by);
            let demand = |person: &str| Demand {
                any_of: vec![ResourceIndex(people[person])],
                amount: u32::from(HALF) * own.duration.max(0) as u32,
                most_per_day: 2 * HALF,
            };
            works[at] = Work {
                demands: line.assignee.map(demand).into_iter().collect(),
                stretch: None,
                group: Some(GroupIndex(group)),
                rank: rank as u32,
            };
        }
        // Two years before the start: a plan that comes too late is shown there.
        let from = Instant(network.project_start.0 - 1_460);
        let last = goals.iter().flatten().max().map_or(from.0, |goal| goal.0);
        let time = &network.calendars[0];
        let half = |at: i32| if time.is_open(Instant(at)) { HALF } else { 0 };
        let capacity: Vec<u16> = (from.0..last).map(half).collect();
        let person = Resource {
            capacity,
            calendar: CalendarIndex(0),
        };
        Problem {
            network,
            from,
            resources: vec![person; people.len()],
            works,
            groups: goals.into_iter().map(|goal| Group { priority: 0, goal }).collect(),
        }
    }
}

fn campaign(id: &str) -> &str {
    id.split_once('.').map_or("", |(campaign, _)| campaign)
}

/// The different names, numbered in their order.
fn numbered<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, u32> {
    let mut numbers: BTreeMap<&str, u32> = names.map(|name| (name, 0)).collect();
    for (number, name) in (0..).zip(numbers.values_mut()) {
        *name = number;
    }
    numbers
}

fn link_type(kind: &str) -> Result<LinkType, String> {
    match kind {
        "FS" => Ok(LinkType::FinishToStart),
        "SS" => Ok(LinkType::StartToStart),
        "FF" => Ok(LinkType::FinishToFinish),
        "SF" => Ok(LinkType::StartToFinish),
        other => Err(format!("no link type {other}")),
    }
}
