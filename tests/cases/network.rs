//! KIND `network FILE.ndjson` and `textbook FILE.json…`: the dates and floats of each network, one line a case.

use chrono::{Datelike, NaiveDate, Weekday};
use crops::model::campaign::LinkType;
use crops::model::duration::{HalfDays, Length};
use crops::plan::network::{CalendarIndex, Deadline, Grain, Instant, Network, Task, TaskIndex, TaskLink};
use crops::plan::passes::{Dates, Schedule, schedule};
use crops::plan::worktime::WorkTime;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

pub fn run(arguments: &[String]) -> Result<String, String> {
    let mut lines = String::new();
    for path in arguments {
        for line in read(path)?.lines().filter(|line| !line.trim().is_empty()) {
            let case: Value = serde_json::from_str(line).map_err(|e| format!("{path}: {e}"))?;
            let answer = match Case::of(&case["input"])?.solve() {
                Ok(solved) => json!({"seed": case["seed"], "tasks": solved.tasks()}),
                Err(status) => json!({"seed": case["seed"], "status": status, "tasks": {}}),
            };
            lines += &format!("{answer}\n");
        }
    }
    Ok(lines)
}

pub fn run_textbook(arguments: &[String]) -> Result<String, String> {
    let mut lines = String::new();
    for path in arguments {
        let file: Value = serde_json::from_str(&read(path)?).map_err(|e| format!("{path}: {e}"))?;
        let solved = Case::of(&file)?.solve()?;
        lines += &format!("{}\n", solved.textbook(path, &file));
    }
    Ok(lines)
}

fn read(path: &str) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))
}

struct Case {
    ids: Vec<String>,
    network: Network,
    start: NaiveDate,
}

struct Solved {
    case: Case,
    schedule: Schedule,
}

impl Case {
    fn of(input: &Value) -> Result<Self, String> {
        let start = day(&input["project_start"])?;
        let mut calendars = vec![worktime(&input["calendar"])?];
        let mut names = BTreeMap::new();
        for (name, calendar) in input["calendars"].as_object().into_iter().flatten() {
            names.insert(name.clone(), CalendarIndex(calendars.len() as u32));
            calendars.push(worktime(calendar)?);
        }
        let listed = list(&input["tasks"]);
        let ids: Vec<String> = listed.iter().map(|task| text(&task["id"])).collect();
        let tasks = listed.iter().map(|task| one_task(task, &names));
        let tasks: Vec<Task> = tasks.collect::<Result<_, _>>()?;
        let links = list(&input["links"]).iter().map(|link| one_link(link, &ids));
        let deadline = match &input["deadline"] {
            Value::Null if tasks.iter().any(|task| task.end_by.is_some()) => Deadline::LimitsAlone,
            Value::Null => Deadline::EarliestFinish,
            last => Deadline::At(Instant::end_of(day(last)?)),
        };
        let network = Network {
            calendars,
            project_calendar: CalendarIndex(0),
            project_start: Instant::start_of(start),
            deadline,
            grain: Grain::WholeDays,
            links: links.collect::<Result<_, _>>()?,
            tasks,
        };
        Ok(Self { ids, network, start })
    }

    fn solve(self) -> Result<Solved, String> {
        let schedule = schedule(&self.network).map_err(|cycle| format!("cycle of {} tasks", cycle.tasks.len()))?;
        Ok(Solved { case: self, schedule })
    }
}

fn one_task(task: &Value, names: &BTreeMap<String, CalendarIndex>) -> Result<Task, String> {
    let calendar = match task["calendar"].as_str() {
        None => CalendarIndex(0),
        Some(name) => *names.get(name).ok_or_else(|| format!("no calendar {name}"))?,
    };
    let limit = |key: &str| task.get(key).map(|text| day(text).map(Instant::start_of)).transpose();
    let by = limit("finish_by")?.map(|last| Instant(last.0 + 2));
    let before = limit("finish_before")?;
    Ok(Task {
        not_before: limit("not_before")?,
        end_by: by.into_iter().chain(before).min(),
        ..Task::new(number(&task["duration"]) * 2, calendar)
    })
}

fn one_link(link: &Value, ids: &[String]) -> Result<TaskLink, String> {
    let task = |key: &str| {
        let at = ids.iter().position(|id| Some(&**id) == link[key].as_str());
        at.map(|at| TaskIndex(at as u32))
            .ok_or_else(|| format!("no task {}", link[key]))
    };
    let lag = number(&link["lag"]);
    Ok(TaskLink {
        from: task("from")?,
        to: task("to")?,
        link: match link["type"].as_str() {
            None | Some("FS") => LinkType::FinishToStart,
            Some("SS") => LinkType::StartToStart,
            Some("FF") => LinkType::FinishToFinish,
            Some("SF") => LinkType::StartToFinish,
            Some(other) => return Err(format!("no link type {other}")),
        },
        lag: match link["unit"].as_str() {
            Some("elapsed") => Length::ElapsedDays(lag),
            _ => Length::Working(HalfDays(lag * 2)),
        },
    })
}

fn worktime(calendar: &Value) -> Result<WorkTime, String> {
    if calendar.is_null() {
        return Ok(WorkTime::always());
    }
    let weekend: Vec<i32> = list(&calendar["weekend"]).iter().map(number).collect();
    let week = (0..7_u8).filter(|day| !weekend.contains(&i32::from(*day)));
    let week: Vec<Weekday> = week.filter_map(|day| Weekday::try_from(day).ok()).collect();
    let single = list(&calendar["holidays"]).iter().map(|one| Ok((day(one)?, day(one)?)));
    let periods = list(&calendar["off"])
        .iter()
        .map(|two| Ok((day(&two[0])?, day(&two[1])?)));
    let closed: Vec<_> = single.chain(periods).collect::<Result<_, String>>()?;
    Ok(WorkTime::of_week(&week, &closed))
}

impl Solved {
    fn tasks(&self) -> Map<String, Value> {
        let tasks = self.case.ids.iter().zip(&self.schedule.tasks);
        tasks.map(|(id, dates)| (id.clone(), self.one(dates))).collect()
    }

    fn one(&self, dates: &Dates) -> Value {
        let late = dates.late.as_ref();
        json!({
            "early_start": dates.early.start.day_after(),
            "early_finish": dates.early.end.day_before(),
            "late_start": late.map(|late| late.start.day_after()),
            "late_finish": late.map(|late| late.end.day_before()),
            "es": self.number(dates.early.start),
            "ef": self.number(dates.early.end),
            "ls": late.map(|late| self.number(late.start)),
            "lf": late.map(|late| self.number(late.end)),
            "total_float": days(dates.total_float),
            "free_float": days(dates.free_float),
        })
    }

    /// Calendar days since the start of the project.
    fn number(&self, instant: Instant) -> Value {
        plain(f64::from(instant.0 - Instant::start_of(self.case.start).0) / 2.0)
    }

    /// The keys of the file's `expected`, in its scale.
    fn textbook(&self, path: &str, file: &Value) -> Value {
        let scale = file["scale"].as_f64().unwrap_or(1.0);
        let expected = &file["expected"];
        let mut tasks = Map::new();
        for (id, dates) in self.case.ids.iter().zip(&self.schedule.tasks) {
            let mut all = self.one(dates);
            all["tf"] = all["total_float"].clone();
            all["ff"] = all["free_float"].clone();
            let wanted = expected["tasks"][id].as_object().into_iter().flatten();
            let one = wanted.map(|(key, _)| (key.clone(), scaled(&all[key], scale)));
            tasks.insert(id.clone(), Value::Object(one.collect()));
        }
        let length = f64::from(self.schedule.finish.0 - Instant::start_of(self.case.start).0) / 2.0 / scale;
        let critical = |dates: &Dates| dates.total_float.is_some_and(|float| float.0 <= 0);
        let ids = self.case.ids.iter().zip(&self.schedule.tasks);
        let critical: Vec<_> = ids.filter(|(_, dates)| critical(dates)).map(|(id, _)| id).collect();
        json!({"file": path, "project_duration": plain(length), "critical": critical, "tasks": tasks})
    }
}

fn scaled(value: &Value, scale: f64) -> Value {
    match value.as_f64() {
        Some(number) if scale != 1.0 => plain((number / scale * 100.0).round() / 100.0),
        _ => value.clone(),
    }
}

fn days(float: Option<HalfDays>) -> Value {
    float.map_or(Value::Null, |halves| plain(halves.as_days()))
}

/// A whole number without its `.0`.
fn plain(number: f64) -> Value {
    if number.fract() == 0.0 {
        json!(number as i64)
    } else {
        json!(number)
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn number(value: &Value) -> i32 {
    value.as_i64().and_then(|n| i32::try_from(n).ok()).unwrap_or_default()
}

fn day(value: &Value) -> Result<NaiveDate, String> {
    let read = value.as_str().and_then(|text| text.parse::<NaiveDate>().ok());
    read.filter(|day| (1900..2200).contains(&day.year()))
        .ok_or_else(|| format!("{value} is no day"))
}
