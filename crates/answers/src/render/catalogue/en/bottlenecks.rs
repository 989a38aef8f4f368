//! Answers: how is it said in English where time and rework go?
//! Invariant: the conclusion, then the evidence; few visits are said to be few.

use super::numbers::counted;
use crate::render::catalogue::Lang;
use crate::render::catalogue::bottlenecks::BottleneckWord;
use crate::render::catalogue::numbers::percent;
use crate::render::catalogue::trail::days;
use crate::report::bottlenecks::{BottlenecksReport, Conclusion, Finding};

const LANG: Lang = Lang::En;

pub fn headline(period: &str, report: &BottlenecksReport) -> String {
    let so_far = if report.is_running() { " so far" } else { "" };
    let split = &report.found.split;
    let most = report.findings.iter().find_map(|finding| {
        let Conclusion::MostTime {
            stage, group, share, ..
        } = &finding.what
        else {
            return None;
        };
        let stage = of(report.stage(group, stage), group);
        Some(format!("most time goes to {} ({})", stage, percent(LANG, *share)))
    });
    match most {
        None => format!("{period}{so_far}: no visit of a stage ended, so there is nothing to measure."),
        Some(most) => {
            let waiting = percent(
                LANG,
                if split.net() > 0.0 {
                    split.waiting / split.net()
                } else {
                    0.0
                },
            );
            format!("{period}{so_far}: {most}; {waiting} of the time is waiting.")
        }
    }
}

fn of(stage: &str, group: &str) -> String {
    if group.is_empty() {
        stage.to_owned()
    } else {
        format!("{stage} of {group}")
    }
}

pub fn finding(report: &BottlenecksReport, finding: &Finding) -> String {
    let few = if finding.is_of_few() {
        ": few, it may be chance"
    } else {
        ""
    };
    let said = of_stages(report, &finding.what);
    let evidence = evidence(&finding.what, finding.count);
    format!("{said} ({evidence}{few}).")
}

/// What the number in brackets counts.
fn evidence(conclusion: &Conclusion, count: usize) -> String {
    let (one, many) = match conclusion {
        Conclusion::MostTime { .. } | Conclusion::Waiting { .. } | Conclusion::Hold { .. } => ("visit", "visits"),
        Conclusion::Rework { .. } => ("visit of the gate", "visits of the gate"),
        Conclusion::Costly { .. } => ("brief", "briefs"),
        Conclusion::Ageing { .. } => ("past visit", "past visits"),
    };
    counted(count, one, many)
}

fn of_stages(report: &BottlenecksReport, conclusion: &Conclusion) -> String {
    match conclusion {
        Conclusion::MostTime {
            stage,
            group,
            days: sum,
            share,
            median,
            p85,
        } => format!(
            "{} takes {} of all time: {}, half of the visits up to {}, 85 % up to {}",
            of(report.stage(group, stage), group),
            percent(LANG, *share),
            days(LANG, *sum),
            days(LANG, *median),
            days(LANG, *p85)
        ),
        Conclusion::Waiting {
            waiting,
            working,
            share,
        } => format!(
            "{} of the time is waiting, in queues and at gates: {} against {} of work",
            percent(LANG, *share),
            days(LANG, *waiting),
            days(LANG, *working)
        ),
        Conclusion::Rework {
            stage,
            group,
            rejects,
            visits,
            days: sum,
            share,
        } => format!(
            "{} sends back {rejects} of {visits}: doing it again took {}, {} of all time",
            of(report.stage(group, stage), group),
            days(LANG, *sum),
            percent(LANG, *share)
        ),
        Conclusion::Hold { .. } | Conclusion::Costly { .. } | Conclusion::Ageing { .. } => {
            of_briefs(report, conclusion)
        }
    }
}

fn of_briefs(report: &BottlenecksReport, conclusion: &Conclusion) -> String {
    match conclusion {
        Conclusion::MostTime { .. } | Conclusion::Waiting { .. } | Conclusion::Rework { .. } => String::new(),
        Conclusion::Hold { days: sum, briefs } => format!(
            "{} were spent on hold, in {}",
            days(LANG, *sum),
            counted(*briefs, "brief", "briefs")
        ),
        Conclusion::Costly { briefs, of, share } => {
            format!("{briefs} of {of} briefs took {} of the time", percent(LANG, *share))
        }
        Conclusion::Ageing {
            over,
            open,
            oldest,
            kind,
            stage,
            days: age,
            usual,
        } => format!(
            "{over} of {open} open briefs are in their stage for longer than is usual here: {oldest} is in {} for {}, where 85 % took no longer than {}",
            report.stage_of(kind.as_deref(), stage),
            days(LANG, *age),
            days(LANG, *usual)
        ),
    }
}

pub fn more(count: usize) -> String {
    format!("… and {} with less.", counted(count, "more line", "more lines"))
}

pub fn not_observed(count: usize) -> String {
    format!(
        "Left out: {} that nobody observed.",
        counted(count, "visit of under a minute", "visits of under a minute")
    )
}

pub const fn word(word: BottleneckWord) -> &'static str {
    match word {
        BottleneckWord::ByStage => "Time by stage",
        BottleneckWord::Rework => "Rework",
        BottleneckWord::Costly => "The briefs that cost most",
        BottleneckWord::Ageing => "Open work beside what is usual",
        BottleneckWord::Waiting => "waiting",
        BottleneckWord::Working => "working",
        BottleneckWord::OnHold => "on hold",
        BottleneckWord::Older => "older than usual",
        BottleneckWord::Usual => "as usual",
        BottleneckWord::TooFew => "too few to say",
        BottleneckWord::Nothing => "None.",
        BottleneckWord::Legend => {
            "wd: working days, net of hold · P85: 85 % took no longer · usual: P85 of all past visits of the stage by the same kind, from ten on; else of the stage"
        }
        BottleneckWord::Picture => "Working days by stage; what is waiting is hatched.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_evidence_is_counted_in_words() {
        let hold = Conclusion::Hold { days: 1.0, briefs: 1 };
        for (count, wanted) in [(1, "1 visit"), (2, "2 visits")] {
            assert_eq!(evidence(&hold, count), wanted);
        }
    }
}
