//! KIND `psplib [--schedules N] [--seed N] FILE.sm…`: a short schedule of each project, one line a file.
#![expect(clippy::disallowed_methods, reason = "the line of a file says how long it took")]

use crops::model::campaign::LinkType;
use crops::model::duration::{HalfDays, Length};
use crops::plan::level::problem::{Ask, Demand, Effort, Group, GroupIndex, Problem, Resource, ResourceIndex, Work};
use crops::plan::level::shorten;
use crops::plan::network::{CalendarIndex, Deadline, Grain, Instant, Network, Task, TaskIndex, TaskLink};
use crops::plan::worktime::WorkTime;
use serde_json::json;
use std::path::Path;

pub fn run(arguments: &[String]) -> Result<String, String> {
    let mut ask = Ask {
        effort: Effort::Schedules(5_000),
        ..Ask::default()
    };
    let mut lines = String::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--schedules" => ask.effort = Effort::Schedules(number(rest.next())?.min(u64::from(u32::MAX)) as u32),
            "--seed" => ask.seed = number(rest.next())?,
            path => lines += &one(path, ask)?,
        }
    }
    Ok(lines)
}

fn one(path: &str, ask: Ask) -> Result<String, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    let project = Project::of(&text).ok_or_else(|| format!("{path}: not as PSPLIB writes projects"))?;
    let begun = std::time::Instant::now();
    let start = project
        .starts(ask)
        .ok_or_else(|| format!("{path}: it cannot be done"))?;
    let file = Path::new(path).file_name().map(|name| name.to_string_lossy());
    let seconds = (begun.elapsed().as_secs_f64() * 1e6).round() / 1e6;
    Ok(format!(
        "{}\n",
        json!({"file": file, "start": start, "seconds": seconds})
    ))
}

/// Jobs with source and sink, as the file numbers them from 0.
struct Project {
    durations: Vec<i32>,
    requests: Vec<Vec<u16>>,
    links: Vec<(u32, u32)>,
    capacities: Vec<u16>,
}

impl Project {
    fn of(text: &str) -> Option<Self> {
        let lines: Vec<&str> = text.lines().collect();
        let after = |title: &str, skip: usize| {
            let at = lines.iter().position(|line| line.starts_with(title))?;
            let body = lines.get(at + skip..)?;
            Some(
                body.iter()
                    .take_while(|line| !line.starts_with('*'))
                    .map(|line| numbers(line)),
            )
        };
        let mut links = Vec::new();
        for job in after("PRECEDENCE", 2)? {
            let from = u32::try_from(*job.first()?).ok()?.checked_sub(1)?;
            for to in job.get(3..)? {
                links.push((from, u32::try_from(*to).ok()?.checked_sub(1)?));
            }
        }
        let (mut durations, mut requests) = (Vec::new(), Vec::new());
        for job in after("REQUESTS", 3)? {
            durations.push(i32::try_from(*job.get(2)?).ok()?);
            requests.push(small(job.get(3..)?)?);
        }
        let capacities = small(&after("RESOURCEAVAIL", 2)?.next()?)?;
        let jobs = durations.len() as u32;
        let sound = links.iter().all(|(from, to)| *from < jobs && *to < jobs)
            && requests.iter().all(|request| request.len() == capacities.len());
        sound.then_some(Self {
            durations,
            requests,
            links,
            capacities,
        })
    }

    /// A period is a day of which only the sum counts.
    fn starts(&self, ask: Ask) -> Option<Vec<i32>> {
        let most: i32 = self.durations.iter().sum();
        let network = self.network(most);
        let halves = |units: &u16| [units - units / 2, units / 2].repeat(most as usize);
        let problem = Problem {
            network: &network,
            from: Instant(0),
            resources: self
                .capacities
                .iter()
                .map(|units| Resource {
                    capacity: halves(units),
                    calendar: CalendarIndex(0),
                })
                .collect(),
            works: (0..self.durations.len()).map(|job| self.work(job)).collect(),
            groups: vec![Group {
                priority: 0,
                goal: Some(Instant(2 * most)),
            }],
        };
        let levelled = shorten(&problem, ask).ok()?;
        let starts = levelled.tasks.iter().map(|task| Some(task.place?.start.0 / 2));
        let starts: Vec<i32> = starts.collect::<Option<_>>()?;
        let first = starts.iter().min().copied().unwrap_or_default();
        Some(starts.into_iter().map(|start| start - first).collect())
    }

    fn network(&self, most: i32) -> Network {
        let task = |duration: &i32| Task::new(duration * 2, CalendarIndex(0));
        let link = |(from, to): &(u32, u32)| TaskLink {
            from: TaskIndex(*from),
            to: TaskIndex(*to),
            link: LinkType::FinishToStart,
            lag: Length::Working(HalfDays(0)),
        };
        Network {
            calendars: vec![WorkTime::always()],
            project_calendar: CalendarIndex(0),
            project_start: Instant(0),
            deadline: Deadline::At(Instant(2 * most)),
            grain: Grain::WholeDays,
            tasks: self.durations.iter().map(task).collect(),
            links: self.links.iter().map(link).collect(),
        }
    }

    fn work(&self, job: usize) -> Work {
        let demand = |(resource, units): (u32, &u16)| Demand {
            any_of: vec![ResourceIndex(resource)],
            amount: u32::from(*units) * self.durations[job].max(0) as u32,
            most_per_day: *units,
        };
        Work {
            demands: (0..).zip(&self.requests[job]).map(demand).collect(),
            stretch: None,
            group: Some(GroupIndex(0)),
            rank: job as u32,
        }
    }
}

fn number(text: Option<&String>) -> Result<u64, String> {
    text.and_then(|text| text.parse().ok())
        .ok_or_else(|| "a number is missing".to_owned())
}

fn numbers(line: &str) -> Vec<i64> {
    line.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

fn small(numbers: &[i64]) -> Option<Vec<u16>> {
    numbers.iter().map(|number| u16::try_from(*number).ok()).collect()
}
