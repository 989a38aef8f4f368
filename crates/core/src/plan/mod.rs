//! Answers: when must each piece of work start and end to make the launch, and what holds it there?
//! Invariant: pure and in half working days; same studio, same day, same plan.
//! Source: Kelley & Walker (1959), critical path method; `docs/planning.md`.

pub mod anchors;
pub mod answer;
pub mod availability;
pub mod calendars;
pub mod channels;
pub mod compare;
pub mod demands;
pub mod due;
pub mod editorial;
pub mod editorial_forecast;
pub mod expand;
pub mod forecast;
mod free_tasks;
pub mod level;
mod limits;
mod needs;
pub mod network;
pub mod notice;
pub mod openhours;
pub mod order;
pub mod passes;
pub mod people;
mod pieces;
pub mod reality;
pub mod reasons;
pub mod replan;
pub mod rings;
pub mod slips;
pub mod sprints;
mod stages;
pub mod task;
pub mod ways;
pub mod worktime;
