//! Answers: how is a table of facts written as Parquet?
//! Invariant: the columns and types of the other forms, each value as it is; the same rows give the same bytes.
//! Source: Apache Parquet format, logical types.

use crate::model::Day;
use crate::report::fact_columns::{FactTable, FactType};
use crate::report::facts::{FactRow, FactValue};
use parquet::basic::{Compression, GzipLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use std::sync::Arc;

/// Rows that a reader takes at once.
const GROUP: usize = 250_000;

/// One table, whole; no row: a file with columns and nothing in them.
///
/// # Errors
/// When a value is not what its column holds, which no table of facts has.
pub fn table(table: FactTable, rows: &[FactRow]) -> Result<Vec<u8>> {
    let schema = Arc::new(parse_message_type(&message(table))?);
    let properties = WriterProperties::builder()
        .set_created_by("crops".to_owned())
        .set_compression(Compression::GZIP(GzipLevel::default()))
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
    for rows in rows.chunks(GROUP) {
        let mut group = writer.next_row_group()?;
        for (place, column) in table.columns().iter().enumerate() {
            let Some(mut chunk) = group.next_column()? else { break };
            let cells = rows.iter().map(|row| row.get(place).unwrap_or(&FactValue::Null));
            write(&mut chunk, column.holds(), cells)?;
            chunk.close()?;
        }
        group.close()?;
    }
    writer.into_inner()
}

/// Instants are UTC and, as in `sql/schema.sql`, without a zone: no reader shifts them to its own.
fn message(table: FactTable) -> String {
    let mut message = format!("message {} {{\n", table.name());
    for column in table.columns() {
        let (stored, meant) = match column.holds() {
            FactType::Text => ("BYTE_ARRAY", " (STRING)"),
            FactType::Count => ("INT64", ""),
            FactType::Number => ("DOUBLE", ""),
            FactType::Truth => ("BOOLEAN", ""),
            FactType::Day => ("INT32", " (DATE)"),
            FactType::Instant => ("INT64", " (TIMESTAMP(MILLIS,false))"),
        };
        message += &format!("  OPTIONAL {stored} {}{meant};\n", column.name());
    }
    message + "}"
}

type Chunk<'w> = SerializedColumnWriter<'w>;

fn write<'v>(chunk: &mut Chunk<'_>, holds: FactType, cells: impl Iterator<Item = &'v FactValue>) -> Result<()> {
    use FactValue as V;
    match holds {
        FactType::Text => fill::<ByteArrayType>(chunk, cells, |value| match value {
            V::Text(text) => Some(ByteArray::from(text.as_str())),
            _ => None,
        }),
        FactType::Count => fill::<Int64Type>(chunk, cells, |value| match value {
            V::Count(count) => Some(*count),
            _ => None,
        }),
        FactType::Number => fill::<DoubleType>(chunk, cells, |value| match value {
            V::Number(number) => Some(*number),
            _ => None,
        }),
        FactType::Truth => fill::<BoolType>(chunk, cells, |value| match value {
            V::Truth(truth) => Some(*truth),
            _ => None,
        }),
        FactType::Day => fill::<Int32Type>(chunk, cells, |value| match value {
            V::Day(day) => i32::try_from(day.signed_duration_since(Day::default()).num_days()).ok(),
            _ => None,
        }),
        FactType::Instant => fill::<Int64Type>(chunk, cells, |value| match value {
            V::Instant(moment) => Some(moment.timestamp_millis()),
            _ => None,
        }),
    }
}

/// Values stand apart from where there are some.
fn fill<'v, T: DataType>(
    chunk: &mut Chunk<'_>,
    cells: impl Iterator<Item = &'v FactValue>,
    read: impl Fn(&FactValue) -> Option<T::T>,
) -> Result<()> {
    let (mut values, mut there) = (Vec::new(), Vec::new());
    for cell in cells {
        if *cell == FactValue::Null {
            there.push(0);
            continue;
        }
        let value = read(cell).ok_or_else(|| ParquetError::General(format!("{cell:?} in a column of another type")))?;
        values.push(value);
        there.push(1);
    }
    chunk.typed::<T>().write_batch(&values, Some(&there), None)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};

    fn row(hold: FactValue, from: FactValue, days: f64) -> FactRow {
        let text = |text: &str| FactValue::Text(text.to_owned());
        vec![
            text("lumen"),
            text("=1+1 \u{202e}é"),
            hold,
            from,
            FactValue::Null,
            FactValue::Number(days),
        ]
    }

    /// Each row as the library shows it.
    fn read_back(bytes: Vec<u8>) -> Vec<String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let reader = SerializedFileReader::new(file.reopen().unwrap()).unwrap();
        let rows = reader.get_row_iter(None).unwrap();
        rows.map(|row| row.unwrap().to_string()).collect()
    }

    #[test]
    fn every_value_is_read_back_as_it_was() {
        let before_1970 = FactValue::Instant("1969-12-31T23:59:59Z".parse().unwrap());
        let rows = [
            row(FactValue::Count(i64::MIN), before_1970, 0.1 + 0.2),
            row(FactValue::Null, FactValue::Null, -0.0),
        ];
        let told = read_back(table(FactTable::Holds, &rows).unwrap());
        assert_eq!(told.len(), 2);
        for words in [
            "=1+1 \u{202e}é",
            "-9223372036854775808",
            "1969-12-31 23:59:59",
            "0.30000000000000004",
        ] {
            assert!(told[0].contains(words), "{words}: {told:?}");
        }
        assert!(told[1].contains("held_from: null"), "{told:?}");
    }

    #[test]
    fn a_table_without_rows_has_its_columns() {
        for known in FactTable::ALL {
            let bytes = table(known, &[]).unwrap();
            assert_eq!(read_back(bytes).len(), 0, "{}", known.name());
        }
    }

    #[test]
    fn a_value_of_another_type_is_refused_and_the_same_rows_give_the_same_bytes() {
        let wrong = row(FactValue::Truth(true), FactValue::Null, 1.0);
        assert!(table(FactTable::Holds, &[wrong]).is_err());
        let right = [row(FactValue::Count(1), FactValue::Null, 1.0)];
        assert_eq!(
            table(FactTable::Holds, &right).unwrap(),
            table(FactTable::Holds, &right).unwrap()
        );
    }
}
