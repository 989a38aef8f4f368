//! Answers: where do time and rework go, which briefs cost most, and what grows old?
//! Invariant: every finding carries its figures and how many visits they rest on, and opens to these visits and their commits.
//! Source: `docs/json.md`, `docs/flow.md`.

use super::events::instant;
use super::kpi::SourceView;
use super::stage_titles::StageTitles;
use crate::metrics::bottlenecks::{Ageing, Bottlenecks, Costly, FEW, ReworkCell, StageCell, VisitRef};
use crate::metrics::period::Period;
use crate::metrics::scorecard::Dimension;
use crate::metrics::subject::Facts;
use crate::model::Day;
use crate::model::workflow::StageClass;
use crate::trail::visit::{End, Source};

/// The answer of `report bottlenecks`.
#[derive(Clone, Debug)]
pub struct BottlenecksReport {
    pub period: Period,
    pub today: Day,
    pub by: Dimension,
    pub found: Bottlenecks,
    pub stages: StageTitles,
    pub costly: Vec<CostlyBrief>,
    pub ageing: Vec<AgeingBrief>,
    pub findings: Vec<Finding>,
    /// One finding was asked for: the visits behind it.
    pub explained: Option<(FindingId, Vec<VisitRow>)>,
    pub source: SourceView,
}

/// What a conclusion is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingId {
    MostTime,
    Waiting,
    Rework,
    Hold,
    Costly,
    Ageing,
}

impl FindingId {
    pub const ALL: [Self; 6] = [
        Self::MostTime,
        Self::Waiting,
        Self::Rework,
        Self::Hold,
        Self::Costly,
        Self::Ageing,
    ];

    /// As it is typed after `--explain`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MostTime => "most-time",
            Self::Waiting => "waiting",
            Self::Rework => "rework",
            Self::Hold => "hold",
            Self::Costly => "costly",
            Self::Ageing => "ageing",
        }
    }
}

/// One conclusion, as facts.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub what: Conclusion,
    /// Visits or briefs that it rests on.
    pub count: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Conclusion {
    MostTime {
        stage: String,
        group: String,
        days: f64,
        share: f64,
        median: f64,
        p85: f64,
    },
    Waiting {
        waiting: f64,
        working: f64,
        share: f64,
    },
    Rework {
        stage: String,
        group: String,
        rejects: usize,
        visits: usize,
        days: f64,
        share: f64,
    },
    Hold {
        days: f64,
        briefs: usize,
    },
    Costly {
        briefs: usize,
        of: usize,
        share: f64,
    },
    Ageing {
        over: usize,
        open: usize,
        oldest: String,
        kind: Option<String>,
        stage: String,
        days: f64,
        usual: f64,
    },
}

impl Finding {
    pub fn id(&self) -> FindingId {
        match self.what {
            Conclusion::MostTime { .. } => FindingId::MostTime,
            Conclusion::Waiting { .. } => FindingId::Waiting,
            Conclusion::Rework { .. } => FindingId::Rework,
            Conclusion::Hold { .. } => FindingId::Hold,
            Conclusion::Costly { .. } => FindingId::Costly,
            Conclusion::Ageing { .. } => FindingId::Ageing,
        }
    }

    /// So few that it may be chance.
    pub fn is_of_few(&self) -> bool {
        self.count < FEW
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct CostlyBrief {
    pub brief: String,
    pub title: Option<String>,
    pub kind: Option<String>,
    pub cost: Costly,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AgeingBrief {
    pub brief: String,
    pub title: Option<String>,
    pub kind: Option<String>,
    pub since: Day,
    pub age: Ageing,
}

/// One visit behind a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct VisitRow {
    pub brief: String,
    pub title: Option<String>,
    pub kind: Option<String>,
    pub stage: String,
    pub from: RowEnd,
    /// `None`: open.
    pub to: Option<RowEnd>,
    /// Net of hold.
    pub days: f64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowEnd {
    pub time: String,
    pub day: Day,
    pub commit: String,
    pub source: Source,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'q> {
    pub period: Period,
    pub by: Dimension,
    pub explain: Option<FindingId>,
    /// The reader's language, for titles of stages.
    pub code: &'q str,
}

impl BottlenecksReport {
    pub fn new(facts: &Facts<'_>, found: Bottlenecks, asked: Asked<'_>, source: SourceView) -> Self {
        let name = |place: usize| {
            let subject = &facts.all[place];
            let title = subject.brief.map(|brief| brief.title.value.to_string());
            (subject.id().to_string(), title)
        };
        let costly = found.costly.iter().map(|cost| {
            let (brief, title) = name(cost.subject);
            CostlyBrief {
                brief,
                title,
                kind: facts.all[cost.subject].kind.as_ref().map(ToString::to_string),
                cost: cost.clone(),
            }
        });
        let ageing = found.ageing.iter().map(|age| {
            let (brief, title) = name(age.at.0);
            let subject = &facts.all[age.at.0];
            AgeingBrief {
                brief,
                title,
                kind: subject.kind.as_ref().map(ToString::to_string),
                since: facts.clock.day(subject.visits.visits[age.at.1].start.time),
                age: age.clone(),
            }
        });
        let (costly, ageing): (Vec<_>, Vec<_>) = (costly.collect(), ageing.collect());
        let findings = findings(&found, &ageing);
        let explained = asked.explain.map(|id| {
            let rows = evidence(&found, id).into_iter().filter_map(|at| row(facts, at));
            (id, rows.collect())
        });
        Self {
            period: asked.period,
            today: facts.today,
            by: asked.by,
            stages: StageTitles::new(facts.studio, asked.code),
            found,
            costly,
            ageing,
            findings,
            explained,
            source,
        }
    }

    /// A stage of a group, as the reader calls it.
    pub fn stage<'r>(&'r self, group: &str, id: &'r str) -> &'r str {
        self.stages.of((self.by == Dimension::Kind).then_some(group), id)
    }

    /// A stage of a brief of a kind, as the reader calls it.
    pub fn stage_of<'r>(&'r self, kind: Option<&str>, id: &'r str) -> &'r str {
        self.stages.of(kind, id)
    }

    /// Those that are older than is usual.
    pub fn over(&self) -> impl Iterator<Item = &AgeingBrief> {
        self.ageing.iter().filter(|brief| brief.age.is_over())
    }

    /// The period is not over yet.
    pub fn is_running(&self) -> bool {
        self.period.contains(self.today) && self.today < self.period.to
    }
}

pub(super) fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// A conclusion for each thing that there is something to say about.
fn findings(found: &Bottlenecks, ageing: &[AgeingBrief]) -> Vec<Finding> {
    let net = found.split.net();
    let mut findings = Vec::new();
    findings.extend(found.cells.first().map(|cell| Finding {
        what: Conclusion::MostTime {
            stage: cell.stage.to_string(),
            group: cell.group.clone(),
            days: cell.figure.sum,
            share: share(cell.figure.sum, net),
            median: cell.figure.median,
            p85: cell.figure.p85,
        },
        count: cell.figure.count,
    }));
    findings.extend((net > 0.0).then_some(Finding {
        what: Conclusion::Waiting {
            waiting: found.split.waiting,
            working: found.split.working,
            share: share(found.split.waiting, net),
        },
        count: found.split.visits,
    }));
    findings.extend(found.rework.first().map(|cell| Finding {
        what: Conclusion::Rework {
            stage: cell.stage.to_string(),
            group: cell.group.clone(),
            rejects: cell.rejects.len(),
            visits: cell.visits,
            days: cell.days,
            share: share(cell.days, net),
        },
        count: cell.visits,
    }));
    findings.extend((found.split.on_hold > 0.0).then(|| Finding {
        what: Conclusion::Hold {
            days: found.split.on_hold,
            briefs: held_briefs(found),
        },
        count: found.split.held.len(),
    }));
    findings.extend(found.costly.first().map(|_| Finding {
        what: Conclusion::Costly {
            briefs: found.costly.len(),
            of: found.briefs,
            share: share(found.costly.iter().map(|cost| cost.days).sum(), net),
        },
        count: found.briefs,
    }));
    findings.extend(aged(ageing));
    findings
}

/// That open briefs are older than is usual, said of the oldest.
fn aged(ageing: &[AgeingBrief]) -> Option<Finding> {
    let over = ageing.iter().filter(|brief| brief.age.is_over()).count();
    let oldest = ageing.first().filter(|_| over > 0)?;
    Some(Finding {
        what: Conclusion::Ageing {
            over,
            open: ageing.len(),
            oldest: oldest.title.clone().unwrap_or_else(|| oldest.brief.clone()),
            kind: oldest.kind.clone(),
            stage: oldest.age.stage.to_string(),
            days: oldest.age.days,
            usual: oldest.age.usual.map_or(0.0, |usual| usual.p85),
        },
        count: oldest.age.usual.map_or(0, |usual| usual.count),
    })
}

fn held_briefs(found: &Bottlenecks) -> usize {
    let mut briefs: Vec<usize> = found.split.held.iter().map(|(brief, _)| *brief).collect();
    briefs.sort_unstable();
    briefs.dedup();
    briefs.len()
}

fn evidence(found: &Bottlenecks, id: FindingId) -> Vec<VisitRef> {
    let waiting = |cell: &&StageCell| matches!(cell.class, StageClass::Queue | StageClass::Gate);
    match id {
        FindingId::MostTime => found.cells.first().map_or_else(Vec::new, |cell| cell.visits.clone()),
        FindingId::Waiting => {
            let cells = found.cells.iter().filter(waiting);
            cells.flat_map(|cell| cell.visits.iter().copied()).collect()
        }
        FindingId::Rework => found.rework.first().map_or_else(Vec::new, |cell: &ReworkCell| {
            cell.rejects.iter().chain(&cell.again).copied().collect()
        }),
        FindingId::Hold => found.split.held.clone(),
        FindingId::Costly => found
            .costly
            .iter()
            .flat_map(|cost| cost.visits.iter().copied())
            .collect(),
        FindingId::Ageing => {
            let over = found.ageing.iter().filter(|age| age.is_over());
            over.map(|age| age.at).collect()
        }
    }
}

fn row(facts: &Facts<'_>, (place, at): VisitRef) -> Option<VisitRow> {
    let subject = facts.all.get(place)?;
    let visit = subject.visits.visits.get(at)?;
    let end = |end: End| RowEnd {
        time: instant(end.time),
        day: facts.clock.day(end.time),
        commit: facts.history.commit(end.commit).id.to_string(),
        source: end.source,
    };
    let until = visit
        .end
        .map_or(facts.clock.now().max(visit.start.time), |end| end.time);
    Some(VisitRow {
        brief: subject.id().to_string(),
        title: subject.brief.map(|brief| brief.title.value.to_string()),
        kind: subject.kind.as_ref().map(ToString::to_string),
        stage: visit.stage.to_string(),
        from: end(visit.start),
        to: visit.end.map(end),
        days: facts.clock.net_working_days(visit.start.time, until, &visit.pauses),
    })
}
