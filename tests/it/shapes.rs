//! Answers: do the description of the records, their reader, their JSON Schema and their page say the same?

use crops::model::other::RecordType;
use crops::model::place::StudioPath;
use crops::model::problem::Wanted;
use crops::model::shape::{self, MapShape, Need, ValueShape};
use crops::render::catalogue::formats::key_meaning;
use crops::report::schema::SchemaReport;
use crops::store::find::Expected;
use crops::store::read::{Defaults, Outcome, read_file};
use serde_json::{Map, Value, json};

/// A record with every key that is described; where a value has several forms, the one with this number.
fn sample(record: RecordType, form: usize) -> Value {
    let mut whole = mapping(shape::of(record), form);
    whole["crops"] = json!(format!("{}/v1", record.word()));
    whole
}

fn mapping(shape: &MapShape, form: usize) -> Value {
    let entries = shape
        .keys
        .iter()
        .map(|known| (known.key.to_owned(), value(&known.value, form)));
    Value::Object(entries.collect::<Map<_, _>>())
}

fn value(shape: &ValueShape, form: usize) -> Value {
    match shape {
        ValueShape::Text => json!("some text"),
        ValueShape::Scalar(wanted) => scalar(*wanted),
        ValueShape::Ref(_) => json!("some-name"),
        ValueShape::Label if form == 0 => json!("A title"),
        ValueShape::Label => json!({"en": "A title", "fr": "Un titre"}),
        ValueShape::OneOrMany(of) if form == 0 => value(of, form),
        ValueShape::List(of) | ValueShape::OneOrMany(of) => json!([value(of, form)]),
        ValueShape::Map(shape) => mapping(shape, form),
        ValueShape::MapOf(Wanted::Weekday, of) => json!({"mon": value(of, form)}),
        ValueShape::MapOf(_, of) => json!({"one": value(of, form)}),
        ValueShape::Either(all) => value(&all[form % all.len()], form),
        ValueShape::Anything => json!({"any": ["thing"]}),
    }
}

fn scalar(wanted: Wanted) -> Value {
    match wanted {
        Wanted::Number { least, .. } => json!(least.max(1)),
        Wanted::Decimal => json!(0.31),
        Wanted::YesOrNo => json!(true),
        Wanted::OneOf(words) => json!(words[0]),
        Wanted::Id => json!("some-name"),
        Wanted::Day | Wanted::DayOrAnchor => json!("2027-03-15"),
        Wanted::WorkingDays | Wanted::Length | Wanted::Lag | Wanted::Sla => json!("3d"),
        Wanted::Hours => json!("3.5h"),
        Wanted::Money => json!("18000 EUR"),
        Wanted::Currency => json!("EUR"),
        Wanted::Percent | Wanted::Amount => json!("20 %"),
        Wanted::ClockTime => json!("09:00"),
        Wanted::Weekday | Wanted::Rhythm => json!("tue"),
        Wanted::Email => json!("lea@lumen.example"),
        Wanted::Sha256 => json!("a".repeat(64)),
        Wanted::DeliverableLink => json!("campaign/item"),
        Wanted::Instant => json!("2026-11-17T15:02:00+01:00"),
        Wanted::Language => json!("fr"),
        Wanted::TimeCode => json!("00:00:12:05"),
        Wanted::PartOfWhole => json!(0.71),
        Wanted::BriefKey => json!("message"),
        Wanted::File => json!("proofs/mail.eml"),
    }
}

/// JSON is YAML, so one text serves both readers.
fn read(record: RecordType, whole: &Value) -> Outcome {
    let file = StudioPath::new("some-name.yml").expect("a path");
    read_file(
        &file,
        whole.to_string().as_bytes(),
        Expected::Record(record),
        Defaults::default(),
    )
}

/// Rules that a sound record of the wrong place or with one name everywhere breaks all the same.
fn faults(outcome: &Outcome) -> Vec<String> {
    let rules = outcome.findings.iter().filter(|finding| {
        let about_names = matches!(
            finding.rule(),
            "id-unlike-path" | "duplicate-id" | "calendar-never-open"
        );
        !about_names
    });
    rules
        .map(|finding| format!("{} {:?}", finding.rule(), finding.problem))
        .collect()
}

#[test]
fn every_described_key_is_read_and_fits_the_schema() {
    for record in RecordType::ALL {
        let schema = SchemaReport { record }.schema(&|path| key_meaning(record, path));
        let validator = jsonschema::validator_for(&schema).expect("a sound schema");
        for form in 0..2 {
            let whole = sample(record, form);
            let outcome = read(record, &whole);
            assert_eq!(faults(&outcome), Vec::<String>::new(), "{whole:#}");
            assert!(outcome.record.is_some(), "{whole:#}");
            let wrong: Vec<String> = validator.iter_errors(&whole).map(|error| error.to_string()).collect();
            assert_eq!(wrong, Vec::<String>::new(), "{whole:#}");
        }
    }
}

#[test]
fn what_is_missing_or_unknown_is_refused_by_both() {
    for record in RecordType::ALL {
        let shape = shape::of(record);
        let schema = SchemaReport { record }.schema(&|path| key_meaning(record, path));
        let validator = jsonschema::validator_for(&schema).expect("a sound schema");
        for known in shape.keys {
            let mut less = sample(record, 1);
            less.as_object_mut().expect("a mapping").remove(known.key);
            let is_needed = known.need == Need::Required;
            let about = format!("{} without {}", shape.name, known.key);
            assert_eq!(validator.is_valid(&less), !is_needed, "{about}");
            assert_eq!(faults(&read(record, &less)).is_empty(), !is_needed, "{about}");
        }
        let mut more = sample(record, 1);
        more["mascot"] = json!("fox");
        assert_eq!(faults(&read(record, &more)).len(), 1, "{}", shape.name);
        assert_eq!(validator.is_valid(&more), record == RecordType::Brief, "{}", shape.name);
        more["x-mascot"] = json!({"fox": [1]});
        more.as_object_mut().expect("a mapping").remove("mascot");
        assert!(
            faults(&read(record, &more)).is_empty() && validator.is_valid(&more),
            "{}",
            shape.name
        );
    }
}

/// `path`, form and need of each key, as the page of formats writes them.
fn rows(shape: &MapShape, before: &str, found: &mut Vec<String>) {
    for known in shape.keys {
        let path = format!("{before}{}", known.key);
        let need = match known.need {
            Need::Required => "yes",
            Need::Optional => "",
        };
        found.push(format!("| `{path}` | {} | {need} |", form_of(&known.value)));
        below(&known.value, &path, found);
    }
}

fn below(value: &ValueShape, path: &str, found: &mut Vec<String>) {
    match value {
        ValueShape::Map(shape) => rows(shape, &format!("{path}."), found),
        ValueShape::List(of) | ValueShape::OneOrMany(of) => below(of, &format!("{path}[]"), found),
        ValueShape::MapOf(_, of) => below(of, &format!("{path}.*"), found),
        ValueShape::Either(all) => all.iter().for_each(|one| below(one, path, found)),
        _ => {}
    }
}

fn form_of(value: &ValueShape) -> String {
    match value {
        ValueShape::Text => "text".into(),
        ValueShape::Scalar(wanted) => scalar_form(*wanted),
        ValueShape::Ref(record) => format!("id of a {}", record.word()),
        ValueShape::Label => "text, or one per language".into(),
        ValueShape::List(of) => format!("list of: {}", form_of(of)),
        ValueShape::OneOrMany(of) => format!("one or a list of: {}", form_of(of)),
        ValueShape::Map(_) => "mapping".into(),
        ValueShape::MapOf(name, of) => format!("{} → {}", scalar_form(*name), form_of(of)),
        ValueShape::Either(all) => all.iter().map(form_of).collect::<Vec<_>>().join(", or "),
        ValueShape::Anything => "anything".into(),
    }
}

fn scalar_form(wanted: Wanted) -> String {
    let form = match wanted {
        Wanted::Id => "id",
        Wanted::Day => "date",
        Wanted::DayOrAnchor => "date or anchor",
        Wanted::WorkingDays => "working days",
        Wanted::Length => "duration",
        Wanted::Lag => "duration, may be negative",
        Wanted::Hours => "hours",
        Wanted::Sla => "working days or hours",
        Wanted::Money => "amount",
        Wanted::Currency => "currency",
        Wanted::Number { most: i64::MAX, .. } => "whole number",
        Wanted::Number { least, most } => return format!("whole number, {least} to {most}"),
        Wanted::Decimal => "number",
        Wanted::Percent => "percentage",
        Wanted::ClockTime => "time of day",
        Wanted::Weekday => "weekday",
        Wanted::Rhythm => "rhythm",
        Wanted::YesOrNo => "true or false",
        Wanted::Email => "e-mail address",
        Wanted::Sha256 => "SHA-256",
        Wanted::DeliverableLink => "deliverable",
        Wanted::Amount => "duration, hours, percentage or number",
        Wanted::Instant => "date, time and zone",
        Wanted::Language => "language",
        Wanted::TimeCode => "time code",
        Wanted::PartOfWhole => "0 to 1",
        Wanted::BriefKey => "field of a brief",
        Wanted::File => "path below the studio",
        Wanted::OneOf(words) => {
            return words
                .iter()
                .map(|word| format!("`{word}`"))
                .collect::<Vec<_>>()
                .join(" ");
        }
    };
    form.into()
}

#[test]
fn the_page_of_formats_lists_every_key_and_no_other() {
    let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/file-formats.md");
    let page = std::fs::read_to_string(page).expect("the page of formats");
    for record in RecordType::ALL {
        let heading = format!("\n## {}\n", record.word());
        let (_, section) = page.split_once(&heading).expect(&heading);
        let section = section.split("\n## ").next().expect("a section");
        let documented: Vec<String> = section
            .lines()
            .filter(|line| line.starts_with("| `"))
            .map(|line| {
                line.rsplitn(3, '|')
                    .nth(2)
                    .map(|row| format!("{row}|"))
                    .expect("a row of four cells")
            })
            .collect();
        let mut expected = Vec::new();
        rows(shape::of(record), "", &mut expected);
        assert_eq!(documented, expected, "{}:\n{}", record.word(), expected.join("\n"));
        let silent = section
            .lines()
            .filter(|line| line.starts_with("| `") && line.ends_with("|  |"));
        assert_eq!(silent.count(), 0, "{}: every key says what it means", record.word());
    }
}
