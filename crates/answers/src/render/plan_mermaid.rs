//! Answers: how is a plan written so that a wiki or a forge draws it?
//! Invariant: one line a task with its first day and the day after its last; no name can end its line or be a word of the language.
//! Source: Mermaid, gantt diagrams; its entity codes (`#58;`).

use super::catalogue::picture as words;
use super::catalogue::plan as plan_words;
use super::catalogue::{self, Reader};
use super::gantt::rows::{Block, Item, blocks};
use super::gantt::scale::next;
use crate::render::catalogue::picture::PictureWord;
use crate::report::plan::{Held, InChain, PlanReport, State, TaskLine, WorkKind};
use std::fmt::Write as _;

/// The whole diagram.
pub fn write(report: &PlanReport, reader: Reader, tried: &[String]) -> String {
    let mut text = String::from("gantt\n    dateFormat YYYY-MM-DD\n    axisFormat %Y-%m-%d\n");
    let _ = writeln!(
        text,
        "    title {}",
        escaped(&format!(
            "{}{}",
            catalogue::trial(reader.lang, tried),
            plan_words::subject(reader, &report.subject)
        ))
    );
    let mut number = 0;
    for block in blocks(report) {
        match &block {
            Block::Item(item) => {
                section(
                    &mut text,
                    &words::item_label(reader, item.title, item.name, item.occurrence()),
                );
                for task in &item.tasks {
                    number += 1;
                    line(&mut text, report, task, &words::task_label(reader, task), number);
                }
            }
            Block::Series { id, occurrences } => {
                let title = occurrences.first().and_then(|one| one.title).unwrap_or(id);
                section(&mut text, &words::series_label(title, occurrences.len()));
                for (one, task) in occurrences
                    .iter()
                    .flat_map(|one| one.tasks.iter().map(move |task| (one, task)))
                {
                    number += 1;
                    line(&mut text, report, task, &of_series(reader, one, task), number);
                }
            }
        }
    }
    if let Some(launch) = report.summary.launch {
        let word = words::word(reader, PictureWord::Launch);
        let _ = writeln!(text, "    section {word}\n    {word} :milestone, launch, {launch}, 0d");
    }
    text
}

fn of_series(reader: Reader, one: &Item<'_>, task: &TaskLine) -> String {
    let label = words::task_label(reader, task);
    match one.occurrence() {
        Some(day) => format!("{label} {}", reader.short_day(day)),
        None => label,
    }
}

fn section(text: &mut String, title: &str) {
    let _ = writeln!(text, "    section {}", escaped(title));
}

fn line(text: &mut String, report: &PlanReport, task: &TaskLine, label: &str, number: usize) {
    let Some(shown) = task.shown(report.direction) else {
        return;
    };
    let mut tags = String::new();
    match (task.state, task.held, task.chain) {
        (State::Done, ..) => tags.push_str("done, "),
        (State::UnderWay, ..) => tags.push_str("active, "),
        (State::Ahead, ..) => {}
    }
    if task.state != State::Done && (task.held != Held::Free || task.chain == InChain::Yes) {
        tags.push_str("crit, ");
    }
    let label = escaped(label);
    // A milestone is drawn between its days.
    let _ = match task.work {
        WorkKind::Milestone => writeln!(text, "    {label} :{tags}milestone, t{number}, {}, 0d", shown.to),
        _ => writeln!(text, "    {label} :{tags}t{number}, {}, {}", shown.from, next(shown.to)),
    };
}

/// Signs that mean something to the language become entity codes, and so does the first letter: no name is a keyword.
pub(super) fn escaped(name: &str) -> String {
    let mut safe = String::with_capacity(name.len() + 8);
    for (at, c) in super::escape::terminal(name).chars().enumerate() {
        let is_sign = matches!(
            c,
            ':' | ';' | '#' | '%' | ',' | '<' | '>' | '&' | '"' | '\'' | '`' | '\\' | '{' | '}' | '(' | ')'
        );
        if is_sign || at == 0 && c.is_ascii_alphabetic() && is_like_a_keyword(name) {
            let _ = write!(safe, "#{};", u32::from(c));
        } else {
            safe.push(c);
        }
    }
    if safe.is_empty() { "–".into() } else { safe }
}

/// Words that begin a line of the language.
const KEYWORDS: [&str; 19] = [
    "acc",
    "axisformat",
    "call",
    "click",
    "dateformat",
    "excludes",
    "gantt",
    "href",
    "includes",
    "inclusiveenddates",
    "monday",
    "section",
    "tickinterval",
    "title",
    "todaymarker",
    "topaxis",
    "vert",
    "weekday",
    "weekend",
];

fn is_like_a_keyword(name: &str) -> bool {
    let name = name.to_lowercase();
    KEYWORDS.iter().any(|word| name.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_ends_its_line_or_is_a_word_of_the_language() {
        for (name, safe) in [
            ("Film héros 30 s", "Film héros 30 s"),
            ("a:b;c#d%%e", "a#58;b#59;c#35;d#37;#37;e"),
            ("Title of it", "#84;itle of it"),
            ("section", "#115;ection"),
            ("two\nlines", "two#92;nlines"),
            ("<script>", "#60;script#62;"),
            ("", "–"),
        ] {
            assert_eq!(escaped(name), safe);
        }
    }
}
