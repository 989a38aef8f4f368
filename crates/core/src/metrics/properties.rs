//! Answers: do all KPIs keep their promises on histories that nobody thought of?
//! Invariant: groups divide the samples; a divided period divides them too; no sample is no figure; later commits and the order of briefs change nothing.

use super::kpi::{KPIS, Kpi, KpiId, Unit};
use super::period::Period;
use super::scorecard::{Dimension, Line, Question, scorecard};
use super::subject::{Facts, Past};
use crate::model::Day;
use crate::model::brief::BriefText;
use crate::model::duration::{HalfDays, Length, Minutes, Sla};
use crate::model::history::{
    Author, AuthorIndex, BriefHead, BriefVersion, Commit, CommitIndex, FileChange, History, Imported, Moment, ObjectId,
    PathIndex, VersionIndex,
};
use crate::model::id::{BriefId, CampaignId, KindId, PersonId, StageId, WorkflowId};
use crate::model::kind::StageWork;
use crate::model::place::StudioPath;
use crate::model::sample;
use crate::model::studio::Studio;
use crate::model::workflow::Workflow;
use crate::trail::event::events;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, proptest};
use std::rc::Rc;

/// A past of which nothing is known: definitions of today count.
#[derive(Debug)]
struct NoPast;

impl Past for NoPast {
    fn studio_with_campaign(&self, _: CommitIndex, _: &CampaignId) -> Option<Rc<Studio>> {
        None
    }

    fn workflow(&self, _: CommitIndex, _: &WorkflowId) -> Option<Rc<Workflow>> {
        None
    }

    fn brief(&self, version: VersionIndex) -> Option<Rc<BriefText>> {
        let brief = sample::filled(sample::brief("any-000001", "brief"), &["objective"]);
        let tree = crate::model::digest::Tree::Map(Vec::new());
        (!version.0.is_multiple_of(3)).then(|| Rc::new(BriefText { brief, tree }))
    }

    fn was_there_before(&self, commit: CommitIndex, _: &StudioPath) -> bool {
        commit.0.is_multiple_of(2)
    }
}

const STAGES: [&str; 9] = [
    "intake",
    "brief",
    "production",
    "review",
    "approval",
    "delivery",
    "delivered",
    "on-hold",
    "cancelled",
];
const BRIEFS: usize = 5;

/// Which brief goes where, so many minutes after the move before.
#[derive(Clone, Debug)]
struct Move {
    brief: usize,
    stage: usize,
    minutes: i64,
}

/// Mostly onward, at times anywhere.
fn moves() -> impl Strategy<Value = Vec<Move>> {
    let step = (0..BRIEFS, any::<u8>(), 1..3_000_i64);
    proptest::collection::vec(step, 0..60).prop_map(|steps| {
        let mut at = [0_usize; BRIEFS];
        let mut begun = [false; BRIEFS];
        let go = |(brief, dice, minutes): (usize, u8, i64)| {
            at[brief] = match dice {
                _ if !begun[brief] => usize::from(dice % 16 == 0),
                0..180 => (at[brief] + 1).min(6),
                _ => usize::from(dice) % STAGES.len(),
            };
            begun[brief] = true;
            Move {
                brief,
                stage: at[brief],
                minutes,
            }
        };
        steps.into_iter().map(go).collect()
    })
}

/// Ids in the order of the briefs, or in the opposite one.
#[derive(Clone, Copy, Debug)]
enum Order {
    Rising,
    Falling,
}

fn id_of(brief: usize, order: Order) -> BriefId {
    let number = match order {
        Order::Rising => brief,
        Order::Falling => BRIEFS - 1 - brief,
    };
    BriefId::new(&format!("brief-00000{number}")).expect("an id")
}

fn studio(order: Order) -> Studio {
    let mut studio = sample::with_briefs((0..BRIEFS).map(|brief| {
        let id = id_of(brief, order);
        let mut made = sample::brief(id.as_str(), "intake");
        made.owner = Some(sample::placed(
            PersonId::new(["lea", "marc"][brief % 2]).expect("a person"),
        ));
        made
    }));
    let work = StageWork {
        stage: sample::placed(StageId::new("production").expect("a stage")),
        duration: Some(Length::Working(HalfDays::days(2))),
        effort: Some(Minutes(480)),
        role: None,
        rounds: None,
        stretch: None,
    };
    for kind in studio.kinds.values_mut() {
        kind.stages = vec![work.clone()];
    }
    for stage in studio.workflows.values_mut().flat_map(|workflow| &mut workflow.stages) {
        stage.sla = Some(Sla::WorkingDays(HalfDays::days(1)));
    }
    studio
}

fn history(moves: &[Move], order: Order) -> History {
    let mut history = History {
        paths: (0..BRIEFS)
            .map(|brief| format!("2026-03/{brief}/brief.yml").into())
            .collect(),
        authors: vec![Author {
            name: "Léa".into(),
            email: "lea@lumen.example".into(),
        }],
        ..History::default()
    };
    let mut at = Moment::from_timestamp(1_772_438_400, 0).expect("2 March 2026");
    for (index, one) in (0_u32..).zip(moves) {
        at += chrono::Duration::minutes(one.minutes);
        let mut id = [0; 20];
        id[..4].copy_from_slice(&index.to_be_bytes());
        history.commits.push(Commit {
            id: ObjectId(id),
            parents: index.checked_sub(1).map(CommitIndex).into_iter().collect(),
            committed: at,
            author: AuthorIndex(0),
        });
        let change = FileChange {
            path: PathIndex(one.brief as u32),
            after: Some(VersionIndex(index)),
        };
        history.changes.push([change].into_iter().collect());
        history.versions.push(BriefVersion::Brief(Box::new(BriefHead {
            id: id_of(one.brief, order),
            stage: StageId::new(STAGES[one.stage]).expect("a stage"),
            kind: KindId::new(["video", "social"][one.brief % 2]),
            campaign: None,
            deliverable: None,
            due: (one.brief != 0).then(|| "2026-03-20".into()),
            imported: if one.brief == 4 { Imported::Yes } else { Imported::No },
        })));
    }
    history
}

fn period(from: &str, to: &str) -> Period {
    Period::days(sample::day(from), sample::day(to)).expect("a period")
}

/// What is asked of a history, with the lines that come out.
fn asked<T>(
    moves: &[Move],
    order: Order,
    (period, today): (Period, Day),
    by: Option<Dimension>,
    then: impl FnOnce(&[Line<'_>]) -> T,
) -> T {
    let (studio, history) = (studio(order), history(moves, order));
    let found = events(&history);
    let facts = Facts::new(&studio, &history, &found, &NoPast, today);
    let kpis: Vec<&'static Kpi> = KPIS.iter().collect();
    let question = Question {
        period,
        by,
        kpis: &kpis,
        targets: &[],
    };
    then(&scorecard(&facts, &question))
}

/// Those with one sample for each brief or visit that something happened to in the period.
fn counts_once(id: KpiId) -> bool {
    !matches!(
        id,
        KpiId::Wip | KpiId::Age | KpiId::WorkloadBalance | KpiId::Utilisation
    )
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-6 * one.abs().max(other.abs()).max(1.0)
}

const LAST: &str = "2026-06-30";

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(40))]

    #[test]
    fn no_sample_is_no_figure_and_a_share_is_between_none_and_all(moves in moves()) {
        let when = (period("2026-03-02", "2026-04-30"), sample::day(LAST));
        let lines = asked(&moves, Order::Rising, when, Some(Dimension::Kind), |lines| {
            lines.iter().map(|line| (line.kpi, line.reading.clone(), line.measured.samples.len())).collect::<Vec<_>>()
        });
        for (kpi, reading, samples) in lines {
            prop_assert_eq!(reading.count(), samples);
            prop_assert_eq!(reading.main.is_none(), samples == 0, "{}", kpi.id.as_str());
            if matches!(kpi.unit, Unit::Share | Unit::Index) && kpi.id != KpiId::Utilisation {
                prop_assert!(reading.main.is_none_or(|main| (0.0..=1.0).contains(&main)), "{}", kpi.id.as_str());
            }
            prop_assert!(reading.main.is_none_or(|main| main.is_finite() && main >= 0.0), "{}", kpi.id.as_str());
        }
    }

    #[test]
    fn groups_divide_the_samples(moves in moves(), by in proptest::sample::select(vec![Dimension::Kind, Dimension::Person])) {
        let when = (period("2026-03-02", "2026-04-30"), sample::day(LAST));
        let lines = asked(&moves, Order::Rising, when, Some(by), |lines| {
            let row = |line: &Line<'_>| {
                let sum = line.reading.figure.map_or(0.0, |figure| figure.sum);
                (line.kpi.id, line.group.is_some(), line.reading.count(), sum, line.measured.left_out.len())
            };
            lines.iter().map(row).collect::<Vec<_>>()
        });
        for kpi in KPIS.iter().filter(|kpi| counts_once(kpi.id) || kpi.id == KpiId::Age) {
            let of = |group: bool| lines.iter().filter(move |row| row.0 == kpi.id && row.1 == group);
            let count = |group| of(group).map(|row| row.2).sum::<usize>();
            let sum = |group| of(group).map(|row| row.3).sum::<f64>();
            prop_assert_eq!(count(false), count(true), "{}", kpi.id.as_str());
            prop_assert!(near(sum(false), sum(true)), "{}", kpi.id.as_str());
        }
    }

    #[test]
    fn a_divided_period_divides_the_samples(moves in moves(), days in 0_u64..59) {
        let (from, to) = (sample::day("2026-03-02"), sample::day("2026-04-30"));
        let middle = from + chrono::Days::new(days);
        let counts = |from: Day, to: Day| {
            let period = Period::days(from, to).expect("a period");
            asked(&moves, Order::Rising, (period, sample::day(LAST)), None, |lines| {
                lines
                    .iter()
                    .filter(|line| counts_once(line.kpi.id))
                    .map(|line| (line.reading.count(), line.measured.left_out.len()))
                    .collect::<Vec<_>>()
            })
        };
        let (whole, first, rest) = (counts(from, to), counts(from, middle), counts(middle.succ_opt().expect("a day"), to));
        for (at, kpi) in KPIS.iter().filter(|kpi| counts_once(kpi.id)).enumerate() {
            prop_assert_eq!(whole[at].0, first[at].0 + rest[at].0, "{}", kpi.id.as_str());
            prop_assert_eq!(whole[at].1, first[at].1 + rest[at].1, "left out of {}", kpi.id.as_str());
        }
    }

    #[test]
    fn what_ended_stays_what_it_was_whatever_is_committed_later(moves in moves(), cut in 0_usize..60) {
        let cut = cut.min(moves.len());
        let history = history(&moves, Order::Rising);
        let Some(last) = cut.checked_sub(1).and_then(|last| history.commits.get(last)) else { return Ok(()) };
        // whole days of the studio's zone that are over by the cut
        let day = last.committed.date_naive().pred_opt().expect("a day").pred_opt().expect("a day");
        let Some(period) = Period::days(sample::day("2026-02-01"), day) else { return Ok(()) };
        let ended = |moves: &[Move], today: Day| {
            asked(moves, Order::Rising, (period, today), None, |lines| {
                lines
                    .iter()
                    .filter(|line| matches!(line.kpi.id, KpiId::ApprovalTime | KpiId::StageTime | KpiId::SlaCompliance))
                    .map(|line| (line.kpi.id.as_str(), line.measured.samples.len(), line.reading.figure))
                    .collect::<Vec<_>>()
            })
        };
        let early: Vec<_> = ended(&moves[..cut], sample::day(LAST));
        let late = ended(&moves, sample::day(LAST));
        prop_assert_eq!(early, late);
    }

    #[test]
    fn the_order_of_the_briefs_changes_no_figure((moves, order) in (moves(), Just(Order::Falling))) {
        let when = (period("2026-03-02", "2026-04-30"), sample::day(LAST));
        let figures = |order| asked(&moves, order, when, None, |lines| {
            lines.iter().map(|line| (line.kpi.id, line.reading.count(), line.reading.main)).collect::<Vec<_>>()
        });
        for (one, other) in figures(Order::Rising).into_iter().zip(figures(order)) {
            prop_assert_eq!(one.1, other.1, "{}", one.0.as_str());
            let same = match (one.2, other.2) {
                (Some(one), Some(other)) => near(one, other),
                (one, other) => one == other,
            };
            prop_assert!(same, "{}: {one:?} {other:?}", one.0.as_str());
        }
    }
}
