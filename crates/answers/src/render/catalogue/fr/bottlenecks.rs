//! Answers: how is it said in French where time and rework go?
//! Invariant: the conclusion, then the evidence; few visits are said to be few.

use super::numbers::counted;
use crate::render::catalogue::Lang;
use crate::render::catalogue::bottlenecks::BottleneckWord;
use crate::render::catalogue::numbers::percent;
use crate::render::catalogue::trail::days;
use crate::report::bottlenecks::{BottlenecksReport, Conclusion, Finding};

const LANG: Lang = Lang::Fr;

pub fn headline(period: &str, report: &BottlenecksReport) -> String {
    let so_far = if report.is_running() { " à ce jour" } else { "" };
    let split = &report.found.split;
    let most = report.findings.iter().find_map(|finding| {
        let Conclusion::MostTime {
            stage, group, share, ..
        } = &finding.what
        else {
            return None;
        };
        let stage = of(report.stage(group, stage), group);
        Some(format!(
            "le plus de temps passe à l’étape {} ({})",
            stage,
            percent(LANG, *share)
        ))
    });
    match most {
        None => format!("{period}{so_far}\u{a0}: aucun passage ne s’est terminé, il n’y a rien à mesurer."),
        Some(most) => {
            let waiting = percent(
                LANG,
                if split.net() > 0.0 {
                    split.waiting / split.net()
                } else {
                    0.0
                },
            );
            format!("{period}{so_far}\u{a0}: {most}\u{202f}; {waiting} du temps est de l’attente.")
        }
    }
}

fn of(stage: &str, group: &str) -> String {
    if group.is_empty() {
        stage.to_owned()
    } else {
        format!("{stage} ({group})")
    }
}

pub fn finding(report: &BottlenecksReport, finding: &Finding) -> String {
    let few = if finding.is_of_few() {
        "\u{a0}: peu, cela peut être le hasard"
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
        Conclusion::MostTime { .. } | Conclusion::Waiting { .. } | Conclusion::Hold { .. } => ("passage", "passages"),
        Conclusion::Rework { .. } => ("passage en validation", "passages en validation"),
        Conclusion::Costly { .. } => ("brief", "briefs"),
        Conclusion::Ageing { .. } => ("passage d’avant", "passages d’avant"),
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
            "{} prend {} du temps\u{a0}: {}, la moitié des passages en {} au plus, 85\u{a0}% en {} au plus",
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
            "{} du temps est de l’attente, en file ou en validation\u{a0}: {} contre {} de travail",
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
            "{} renvoie {rejects} fois sur {visits}\u{a0}: refaire a pris {}, {} du temps",
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
            "{} passés en pause, dans {}",
            days(LANG, *sum),
            counted(*briefs, "brief", "briefs")
        ),
        Conclusion::Costly { briefs, of, share } => {
            format!("{briefs} briefs sur {of} ont pris {} du temps", percent(LANG, *share))
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
            "{over} des {open} briefs en cours sont à leur étape depuis plus longtemps que d’habitude ici\u{a0}: {oldest} est à l’étape {} depuis {}, où 85\u{a0}% ont pris {} au plus",
            report.stage_of(kind.as_deref(), stage),
            days(LANG, *age),
            days(LANG, *usual)
        ),
    }
}

pub fn more(count: usize) -> String {
    format!("… et {} avec moins.", counted(count, "autre ligne", "autres lignes"))
}

pub fn not_observed(count: usize) -> String {
    format!(
        "Laissé de côté\u{a0}: {} que personne n’a observé.",
        counted(count, "passage de moins d’une minute", "passages de moins d’une minute")
    )
}

pub const fn word(word: BottleneckWord) -> &'static str {
    match word {
        BottleneckWord::ByStage => "Temps par étape",
        BottleneckWord::Rework => "Reprises",
        BottleneckWord::Costly => "Les briefs les plus coûteux",
        BottleneckWord::Ageing => "Le travail en cours, comparé à l’habitude",
        BottleneckWord::Waiting => "attente",
        BottleneckWord::Working => "travail",
        BottleneckWord::OnHold => "en pause",
        BottleneckWord::Older => "plus vieux que d’habitude",
        BottleneckWord::Usual => "comme d’habitude",
        BottleneckWord::TooFew => "trop peu pour le dire",
        BottleneckWord::Nothing => "Aucun.",
        BottleneckWord::Legend => {
            "j. o.\u{a0}: jours ouvrés, pause déduite · P85\u{a0}: 85\u{a0}% n’ont pas pris plus · habitude\u{a0}: P85 de tous les passages d’avant à cette étape pour le même type, à partir de dix\u{202f}; sinon de l’étape"
        }
        BottleneckWord::Picture => "Jours ouvrés par étape\u{202f}; l’attente est hachurée.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_evidence_is_counted_in_words() {
        let hold = Conclusion::Hold { days: 1.0, briefs: 1 };
        for (count, wanted) in [(1, "1 passage"), (2, "2 passages")] {
            assert_eq!(evidence(&hold, count), wanted);
        }
    }
}
