//! Answers: how are the definitions of the KPIs written?
//! Invariant: the words are those of `docs/kpis.md`; in JSON and CSV they are English.

use super::catalogue;
use super::catalogue::kpi::{self as words, DefinitionPart, KpiWord};
use super::kpi::word;
use super::page::Page;
use super::show::Show;
use crate::metrics::kpi::Kpi;
use crate::report::kind::Kind;
use crate::report::kpi::{Detail, KpiDefinitions};
use crate::report::kpi_codes::unit_code;
use crate::report::kpi_view::{KpiDefinitionView, KpiDefinitionsView};
use crate::report::table::{Cell, Column, Need, Row, Table};
use crate::report::title::Title;

impl Show for KpiDefinitions {
    fn kind(&self) -> Kind {
        Kind::KpiDefinitions
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        let definition = |kpi: &&'static Kpi| {
            let said = words::definition(catalogue::Lang::En, kpi.id);
            KpiDefinitionView {
                id: kpi.id.as_str(),
                definition_version: kpi.version,
                unit: unit_code(kpi.unit),
                formula: said.formula,
                population: said.population,
                boundary: said.boundary,
                left_out: said.left_out,
            }
        };
        let kpis = self.kpis.iter().map(definition).collect();
        serde_json::to_value(KpiDefinitionsView { kpis })
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        if self.detail == Detail::List {
            let mut table = Table::new(vec![
                Column::new(Title::Kpi),
                Column::new(Title::Meaning),
                Column::new(Title::Unit).need(Need::Extra),
            ]);
            for kpi in &self.kpis {
                let said = words::definition(reader.lang, kpi.id);
                table.push(Row::new(vec![
                    Cell::id(kpi.id.as_str()),
                    Cell::text(word(
                        reader,
                        KpiWord::Labelled(&word(reader, KpiWord::Name(kpi.id)), said.formula),
                    )),
                    Cell::text(said.unit),
                ]));
            }
            page.table(table);
            page.next(["crops kpi explain turnaround", "crops report kpi"]);
            return;
        }
        for kpi in &self.kpis {
            let said = words::definition(reader.lang, kpi.id);
            page.headline(format!("{} · {}", word(reader, KpiWord::Name(kpi.id)), kpi.id.as_str()));
            for (part, text) in [
                (DefinitionPart::Formula, said.formula),
                (DefinitionPart::Unit, said.unit),
                (DefinitionPart::Population, said.population),
                (DefinitionPart::Boundary, said.boundary),
                (DefinitionPart::LeftOut, said.left_out),
            ] {
                let label = words::part(reader.lang, part);
                page.line(word(reader, KpiWord::Labelled(label, text)));
            }
            page.next([format!("crops report kpi --explain {}", kpi.id.as_str())]);
        }
    }

    fn table(&self) -> Option<Table> {
        let columns = [Title::Kpi, Title::Unit, Title::Meaning];
        let mut table = Table::new(columns.map(Column::new).to_vec());
        for kpi in &self.kpis {
            let said = words::definition(catalogue::Lang::En, kpi.id);
            table.push(Row::new(vec![
                Cell::id(kpi.id.as_str()),
                Cell::id(unit_code(kpi.unit)),
                Cell::text(said.formula),
            ]));
        }
        Some(table)
    }
}
