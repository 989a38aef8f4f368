//! How long loading a studio takes, by number of briefs, beside what merely reading and parsing its files takes.
//!
//! `cargo bench --bench load_ratio -- 1000 20000`
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "measures time, and prints what it measured"
)]

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const RUNS: usize = 5;

fn main() -> std::io::Result<()> {
    let asked: Vec<usize> = std::env::args().filter_map(|text| text.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![1_000, 20_000] } else { asked };
    println!("briefs   load    check   plain   ratio   peak memory");
    for briefs in sizes {
        let folder = tempfile::tempdir()?;
        let files = write_studio(folder.path(), briefs)?;
        let load = best(|| crops::store::load::load(folder.path()).map(|(studio, _)| studio.briefs.len()));
        let peak = peak_memory();
        let (studio, loaded) = crops::store::load::load(folder.path()).map_err(std::io::Error::other)?;
        let check = best(|| {
            let input = crops::check::CheckInput {
                studio: &studio,
                loaded: &loaded,
                official: crops::check::Official::Unknown,
            };
            crops::check::run(&input).len()
        });
        let plain = best(|| read_plainly(&files));
        println!(
            "{briefs:>6}  {:>4} ms  {:>4} ms  {:>4} ms   {:>4.2}   {peak}",
            load.as_millis(),
            check.as_millis(),
            plain.as_millis(),
            load.as_secs_f64() / plain.as_secs_f64(),
        );
    }
    Ok(())
}

fn best<T>(mut run: impl FnMut() -> T) -> Duration {
    let timed = (0..RUNS).map(|_| {
        let start = Instant::now();
        std::hint::black_box(run());
        start.elapsed()
    });
    timed.min().unwrap_or_default()
}

/// The most memory this process has held so far, as the system tells it.
fn peak_memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |line| line.trim().to_owned())
}

/// Every key of a brief as text, by the ordinary road of a typed reader, on one thread.
#[derive(Deserialize)]
struct PlainBrief {
    id: String,
    title: String,
    kind: String,
    stage: String,
    owner: String,
    due: String,
    objective: String,
    message: String,
    channels: Vec<String>,
    proofs: Vec<BTreeMap<String, String>>,
}

fn read_plainly(files: &[PathBuf]) -> usize {
    let mut size = 0;
    for file in files {
        let text = fs::read_to_string(file).unwrap_or_default();
        if let Ok(brief) = serde_yaml::from_str::<PlainBrief>(&text) {
            size += brief.id.len() + brief.title.len() + brief.kind.len() + brief.stage.len() + brief.owner.len();
            size += brief.due.len() + brief.objective.len() + brief.message.len() + brief.channels.len();
            size += brief.proofs.len();
        }
    }
    size
}

/// Writes a studio and names its briefs.
fn write_studio(root: &Path, briefs: usize) -> std::io::Result<Vec<PathBuf>> {
    let write = |path: &str, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap_or(root))?;
        fs::write(path, text)
    };
    write(
        "crops.yml",
        "crops: studio/v1\nid: bench\ntitle: Bench\ncalendar: paris\n",
    )?;
    write("calendars/paris.yml", "crops: calendar/v1\nid: paris\nholidays: FR\n")?;
    write(
        "team/lea.yml",
        "crops: person/v1\nid: lea\nname: Léa\nroles: [designer]\n",
    )?;
    write(
        "workflows/standard.yml",
        "crops: workflow/v1\nid: standard\nstages: [{id: intake, class: queue}, {id: making, class: work}, {id: done, class: done}]\n",
    )?;
    write(
        "kinds/video.yml",
        "crops: kind/v1\nid: video\nworkflow: standard\nintake: [message]\n",
    )?;
    write(
        "assets/kv.yml",
        &format!("crops: asset/v1\nid: kv\nrole: proof\nsha256: {}\n", "a".repeat(64)),
    )?;
    let mut files = Vec::with_capacity(briefs);
    for number in 0..briefs {
        let id = format!("brief-{number:06}");
        let month = format!("20{:02}-{:02}", 10 + number / 2400 % 90, 1 + number / 200 % 12);
        let path = format!("briefs/{month}/{id}/brief.yml");
        write(&path, &brief(&id, number))?;
        files.push(root.join(path));
    }
    Ok(files)
}

fn brief(id: &str, number: usize) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        "crops: brief/v1\nid: {id}\ntitle: Film {number}\nkind: video\nstage: making\nrequester: lea\nowner: lea\nwho: {{making: [lea]}}\npriority: normal\ndue: 2027-03-15\nobjective: >\n  To make the spring range known in shops and on the screens of those who never\n  enter one, before the others do.\naudience: City people of 25 to 34\nmessage: Spring begins here         # three words at most\nchannels: [tv, social]\nbudget: 18000 EUR\nx-revision: {number}\nnotes:\n  - the bottle stands on the left\n  - no red\nproofs:\n  - {{asset: kv}}\n"
    );
    text
}
