//! Answers: what does each KPI say of the period, and which single observations are behind it?
//! Invariant: the figures are those of `report kpi`; an observation that counts is marked so, and one that does not says why.

use super::facts::{FactRow, FactSources, FactValue, count, some, some_text, text};
use super::kpi_codes::{absence_code, better_code, item_code, item_id, reason_code, unit_code};
use crate::metrics::sample::{Item, LeftOut, Sample};
use crate::metrics::scorecard::Line;

pub(super) fn kpi_rows(sources: &FactSources<'_, '_>) -> Vec<FactRow> {
    let row = |line: &Line<'_>| {
        let figure = line.reading.figure;
        vec![
            sources.studio(),
            text(line.kpi.id.as_str()),
            FactValue::Count(line.kpi.version.into()),
            text(unit_code(line.kpi.unit)),
            text(better_code(line.kpi)),
            some(line.reading.main, FactValue::Number),
            count(line.reading.count()),
            some(figure.map(|figure| figure.median), FactValue::Number),
            some(figure.map(|figure| figure.mean), FactValue::Number),
            some(figure.map(|figure| figure.p85), FactValue::Number),
            some(line.before.main, FactValue::Number),
            count(line.before.count()),
            some(line.measured.absent, |absence| text(absence_code(absence))),
        ]
    };
    sources.lines.iter().map(row).collect()
}

pub(super) fn observation_rows(sources: &FactSources<'_, '_>) -> Vec<FactRow> {
    let mut rows = Vec::new();
    for line in sources.lines {
        let measured = &line.measured;
        let kinds = [
            ("counted", &measured.samples),
            ("open", &measured.open),
            ("basis", &measured.basis),
        ];
        for (counted, samples) in kinds {
            rows.extend(samples.iter().map(|sample| observed(sources, line, counted, sample)));
        }
        rows.extend(measured.left_out.iter().map(|left| left_out(sources, line, left)));
    }
    rows
}

fn observed(sources: &FactSources<'_, '_>, line: &Line<'_>, counted: &str, sample: &Sample) -> FactRow {
    let mut row = about(
        sources,
        line,
        counted,
        (sample.subject, sample.visit, sample.item.as_ref()),
    );
    row.extend([
        some_text(sample.stage.as_ref()),
        FactValue::Day(sample.day),
        FactValue::Number(sample.value),
        FactValue::Number(sample.base),
        FactValue::Number(sample.weight),
        FactValue::Null,
    ]);
    row
}

fn left_out(sources: &FactSources<'_, '_>, line: &Line<'_>, left: &LeftOut) -> FactRow {
    let mut row = about(
        sources,
        line,
        "left-out",
        (left.subject, left.visit, left.item.as_ref()),
    );
    let subject = left.subject.and_then(|at| sources.facts.all.get(at));
    let visit = subject.and_then(|subject| subject.visits.visits.get(left.visit?));
    row.push(some(visit, |visit| text(&visit.stage)));
    row.extend([const { FactValue::Null }; 4]);
    row.push(text(reason_code(left.reason)));
    row
}

fn about(
    sources: &FactSources<'_, '_>,
    line: &Line<'_>,
    counted: &str,
    (subject, visit, item): (Option<usize>, Option<usize>, Option<&Item>),
) -> FactRow {
    let subject = subject.and_then(|at| sources.facts.all.get(at));
    vec![
        sources.studio(),
        text(line.kpi.id.as_str()),
        text(counted),
        some(subject, |subject| text(subject.id())),
        some(visit, |place| count(place + 1)),
        some(item, |item| text(item_code(item))),
        some(item, |item| text(item_id(item))),
    ]
}
