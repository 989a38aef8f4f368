//! Answers: is the JSON of every kind of answer what `docs/schemas/` publishes?
#![expect(
    clippy::disallowed_methods,
    reason = "one switch that rewrites the published schemas"
)]

use crate::sandbox::Sandbox;
use crops::report::assets::{AssetCardView, AssetListView};
use crops::report::bottlenecks_view::BottlenecksView;
use crops::report::briefs::{BriefCardView, BriefListView, RequestListView};
use crops::report::campaigns::{CampaignCardView, CampaignListView};
use crops::report::check::CheckView;
use crops::report::deed::{
    AssignedView, CampaignMadeView, DeedView, EditedView, Founded, LineAddedView, MovedView, OpenedView, RequestedView,
    Undone, WorkflowMade,
};
use crops::report::deed_asset::AssetAddedView;
use crops::report::deed_feedback::RemarksDoneView;
use crops::report::deed_verdict::JudgedView;
use crops::report::demo::DemoView;
use crops::report::due::DueView;
use crops::report::editorial_view::EditorialView;
use crops::report::envelope::Envelope;
use crops::report::events::EventsView;
use crops::report::explain::ExplainView;
use crops::report::facts::FactsView;
use crops::report::feedback::FeedbackListView;
use crops::report::flow::FlowView;
use crops::report::forecast_view::{BacktestView, ForecastView};
use crops::report::forge_record::ForgeRecorded;
use crops::report::forge_rules::{ForgeRulesView, ForgeVerifiedView};
use crops::report::kind::Kind;
use crops::report::kpi_studios::KpiStudiosView;
use crops::report::kpi_view::KpiDefinitionsView;
use crops::report::plan_diff_view::PlanDiffView;
use crops::report::plan_slip_view::PlanSlipView;
use crops::report::plan_view::PlanView;
use crops::report::plan_why_view::WhyView;
use crops::report::propose::ProposeView;
use crops::report::range::RangeView;
use crops::report::record_diff::RecordDiffView;
use crops::report::rehearsal::RehearsalView;
use crops::report::resolved::ResolvedView;
use crops::report::script::ScriptView;
use crops::report::sprints::SprintsView;
use crops::report::sync::SyncView;
use crops::report::templates::TemplateListView;
use crops::report::trail_campaign::CampaignTrailView;
use crops::report::trail_view::TrailView;
use crops::report::workflow::{AdoptedView, WorkflowsView};
use schemars::schema_for;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The schema of what stands under `data`; `None` where it is written by hand.
fn schema_of(kind: Kind) -> Option<Value> {
    let schema = match kind {
        Kind::AssetAdd => schema_for!(DeedView<AssetAddedView>),
        Kind::AssetList => schema_for!(AssetListView),
        Kind::AssetShow => schema_for!(AssetCardView),
        Kind::Bottlenecks => schema_for!(BottlenecksView),
        Kind::BriefAssign => schema_for!(DeedView<AssignedView>),
        Kind::BriefEdit => schema_for!(DeedView<EditedView>),
        Kind::BriefList => schema_for!(BriefListView),
        Kind::BriefShow => schema_for!(BriefCardView),
        Kind::Calendar => schema_for!(EditorialView),
        Kind::CampaignAdd => schema_for!(DeedView<LineAddedView>),
        Kind::CampaignList => schema_for!(CampaignListView),
        Kind::CampaignNew => schema_for!(DeedView<CampaignMadeView>),
        Kind::CampaignOpen => schema_for!(DeedView<OpenedView>),
        Kind::CampaignShow => schema_for!(CampaignCardView),
        Kind::Check => schema_for!(CheckView<'_>),
        Kind::CheckRange => schema_for!(RangeView<'_>),
        Kind::Completions | Kind::Man => schema_for!(ScriptView<'_>),
        Kind::Demo => schema_for!(DemoView<'_>),
        Kind::Diff => schema_for!(RecordDiffView),
        Kind::Due => schema_for!(DueView),
        Kind::Events => schema_for!(EventsView<'_>),
        Kind::Explain => schema_for!(ExplainView),
        Kind::Facts => schema_for!(FactsView<'_>),
        Kind::FeedbackAdd | Kind::FeedbackConfirm | Kind::FeedbackResolve => schema_for!(DeedView<RemarksDoneView>),
        Kind::FeedbackList => schema_for!(FeedbackListView),
        Kind::Verdict => schema_for!(DeedView<JudgedView>),
        Kind::Flow => schema_for!(FlowView),
        Kind::Forecast => schema_for!(ForecastView),
        Kind::ForecastBacktest => schema_for!(BacktestView),
        Kind::ForgeRecord => schema_for!(DeedView<ForgeRecorded>),
        Kind::ForgeRules => schema_for!(ForgeRulesView),
        Kind::ForgeVerify => schema_for!(ForgeVerifiedView),
        Kind::Init => schema_for!(DeedView<Founded>),
        Kind::Kpi => return None,
        Kind::KpiDefinitions => schema_for!(KpiDefinitionsView),
        Kind::KpiStudios => schema_for!(KpiStudiosView<'_>),
        Kind::Move | Kind::RequestAccept | Kind::RequestDecline => schema_for!(DeedView<MovedView>),
        Kind::Plan => schema_for!(PlanView),
        Kind::PlanDiff => schema_for!(PlanDiffView),
        Kind::PlanSlip => schema_for!(PlanSlipView),
        Kind::PlanWhy => schema_for!(WhyView),
        Kind::Propose => schema_for!(ProposeView),
        Kind::RequestList => schema_for!(RequestListView),
        Kind::RequestNew => schema_for!(DeedView<RequestedView>),
        Kind::Schema => return Some(schema_of_schemas()),
        Kind::Sprints => schema_for!(SprintsView),
        Kind::Resolve => schema_for!(ResolvedView),
        Kind::Sync => schema_for!(SyncView),
        Kind::TemplateList => schema_for!(TemplateListView),
        Kind::TemplateUse => schema_for!(DeedView<WorkflowMade>),
        Kind::Trail => schema_for!(TrailView),
        Kind::TrailCampaign => schema_for!(CampaignTrailView),
        Kind::WorkflowAdopt => schema_for!(DeedView<AdoptedView>),
        Kind::WorkflowShow => schema_for!(WorkflowsView),
        Kind::WorkflowTest => schema_for!(RehearsalView),
        Kind::Undo => schema_for!(DeedView<Undone>),
    };
    Some(schema.to_value())
}

/// The answer is a schema itself, without an envelope.
fn schema_of_schemas() -> Value {
    let draft = "https://json-schema.org/draft/2020-12/schema";
    json!({ "$schema": draft, "title": "SchemaReport", "$ref": draft })
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas")
}

fn file_of(kind: &str) -> String {
    format!("{kind}.v1.json")
}

fn published(kind: Kind) -> jsonschema::Validator {
    let path = folder().join(file_of(kind.name()));
    let text = std::fs::read_to_string(path).expect("a published schema");
    jsonschema::validator_for(&serde_json::from_str(&text).expect("JSON")).expect("a schema")
}

fn faults(validator: &jsonschema::Validator, value: &Value) -> Vec<String> {
    let fault = |fault: jsonschema::ValidationError<'_>| format!("{fault} at {}", fault.instance_path());
    validator.iter_errors(value).map(fault).collect()
}

#[test]
fn the_published_schemas_are_those_of_the_views() {
    let envelope = ("crops.answer", Some(schema_for!(Envelope).to_value()));
    let kinds = Kind::ALL.iter().map(|kind| (kind.name(), schema_of(*kind)));
    for (name, schema) in kinds.chain([envelope]) {
        let Some(schema) = schema else { continue };
        let path = folder().join(file_of(name));
        let told = || -> Value {
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            serde_json::from_str(&text).unwrap_or_default()
        };
        if std::env::var_os("CROPS_UPDATE_SCHEMAS").is_some() && schema != told() {
            let text = serde_json::to_string_pretty(&schema).expect("JSON") + "\n";
            std::fs::write(&path, text).expect("written");
        }
        assert_eq!(told(), schema, "docs/schemas/{}", file_of(name));
    }
}

#[test]
fn each_kind_of_answer_has_one_published_schema_and_a_line_in_the_docs() {
    let there: BTreeSet<String> = std::fs::read_dir(folder())
        .expect("the schemas")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    let names = Kind::ALL.iter().map(|kind| kind.name());
    let wanted: BTreeSet<String> = names.clone().chain(["crops.answer"]).map(file_of).collect();
    assert_eq!(there, wanted);
    let page = std::fs::read_to_string(folder().join("../json.md")).expect("the page");
    for name in names {
        assert!(page.contains(&format!("\n| `{name}` |")), "docs/json.md lists `{name}`");
    }
}

/// Of a branch where every rule is kept.
const PROTECTION: &str = r#"{"required_status_checks": {"strict": true, "contexts": ["crops"]}, "enforce_admins": {"enabled": true},
    "required_pull_request_reviews": {"require_code_owner_reviews": true}, "allow_force_pushes": {"enabled": false},
    "allow_deletions": {"enabled": false}}"#;

/// Tried one after the other in the same studio; at least one of each kind that stands in an envelope.
const COMMANDS: &[(&str, Kind)] = &[
    ("brief list", Kind::BriefList),
    ("brief show k3x9qa", Kind::BriefShow),
    ("request list", Kind::RequestList),
    ("campaign list", Kind::CampaignList),
    ("campaign show spring-launch", Kind::CampaignShow),
    ("check", Kind::Check),
    ("completions bash", Kind::Completions),
    ("man plan", Kind::Man),
    ("explain", Kind::Explain),
    ("explain unknown-key", Kind::Explain),
    ("kpi list", Kind::KpiDefinitions),
    ("kpi explain turnaround", Kind::KpiDefinitions),
    ("trail k3x9qa", Kind::Trail),
    ("trail spring-launch", Kind::TrailCampaign),
    ("report bottlenecks", Kind::Bottlenecks),
    ("report bottlenecks --explain waiting", Kind::Bottlenecks),
    ("report flow", Kind::Flow),
    ("diff HEAD k3x9qa", Kind::Diff),
    ("diff HEAD spring-launch", Kind::Diff),
    ("due", Kind::Due),
    ("workflow show", Kind::WorkflowShow),
    ("calendar", Kind::Calendar),
    ("calendar spring-launch", Kind::Calendar),
    ("plan spring-launch", Kind::Plan),
    ("plan spring-launch --forward", Kind::Plan),
    ("plan spring-launch --set launch=2027-03-22", Kind::Plan),
    ("plan diff HEAD", Kind::PlanDiff),
    ("plan spring-launch --sprints", Kind::Sprints),
    ("sprint next --campaign spring-launch", Kind::Sprints),
    ("plan spring-launch --slip", Kind::PlanSlip),
    ("plan spring-launch --why hero-film.production", Kind::PlanWhy),
    ("forecast spring-launch --runs 200", Kind::Forecast),
    ("forecast --runs 200", Kind::Forecast),
    ("forecast --backtest --runs 50", Kind::ForecastBacktest),
    (
        "request new --kind social --title Post --due 2027-01-21",
        Kind::RequestNew,
    ),
    ("brief edit 9fw2hd --set message=Bientôt", Kind::BriefEdit),
    ("undo", Kind::Undo),
    ("brief edit 9fw2hd --set message=Demain --dry-run", Kind::BriefEdit),
    ("brief edit 9fw2hd --set message=Demain", Kind::BriefEdit),
    ("brief assign 9fw2hd lea", Kind::BriefAssign),
    ("request accept 9fw2hd", Kind::RequestAccept),
    ("move 9fw2hd production", Kind::Move),
    ("check --range HEAD~1..HEAD", Kind::CheckRange),
    ("request decline post --reason no", Kind::RequestDecline),
    ("campaign new --title Gamme --launch 2027-09-15", Kind::CampaignNew),
    ("campaign add task gamme plan --duration 4d", Kind::CampaignAdd),
    ("campaign open spring-launch", Kind::CampaignOpen),
    ("export events", Kind::Events),
    ("export events --all", Kind::Events),
    ("export facts", Kind::Facts),
    ("report kpi", Kind::Kpi),
    ("report kpi --explain wip", Kind::Kpi),
    ("-C . -C . report kpi", Kind::KpiStudios),
    ("forge record --reviews ../reviews.json --request 42", Kind::ForgeRecord),
    ("forge rules", Kind::ForgeRules),
    ("forge verify ../protection.json", Kind::ForgeVerify),
    ("init ../other --title Other", Kind::Init),
    ("demo ../demo", Kind::Demo),
    (
        "feedback add k3x9qa plus-clair --by ines --severity blocking --place page=2,x=0.5,y=1",
        Kind::FeedbackAdd,
    ),
    ("feedback resolve k3x9qa f1 --by lea --how fait", Kind::FeedbackResolve),
    ("feedback list", Kind::FeedbackList),
    ("feedback confirm k3x9qa f1 --by ines", Kind::FeedbackConfirm),
    (
        "asset add crops.yml --brief k3x9qa --id reglages --rights-until 2027-12-31 --tags a,b",
        Kind::AssetAdd,
    ),
    ("asset list", Kind::AssetList),
    ("asset show reglages", Kind::AssetShow),
    ("reject k3x9qa --by ines --stay", Kind::Verdict),
    ("approve k3x9qa --by ines", Kind::Verdict),
    ("template list", Kind::TemplateList),
    ("template use one-approval", Kind::TemplateUse),
    ("resolve", Kind::Resolve),
    ("workflow test ../scenario.yml", Kind::WorkflowTest),
    ("workflow adopt --from gone=production", Kind::WorkflowAdopt),
    ("sync", Kind::Sync),
    ("brief edit 9fw2hd --set message=Ensuite", Kind::BriefEdit),
    ("propose", Kind::Propose),
];

#[test]
fn what_the_commands_print_is_valid() {
    let sandbox = Sandbox::studio("lumen").today("2027-01-20");
    let settings = sandbox.read("crops.yml") + "forge: {kind: github, name: lumen/studio}\n";
    sandbox.write("crops.yml", &settings);
    sandbox.git(&["commit", "--quiet", "--all", "--message=The forge"]);
    sandbox.write("../reviews.json", "[]");
    sandbox.write("../protection.json", PROTECTION);
    sandbox.write(
        "../scenario.yml",
        "workflow: standard\nsteps:\n  - {do: move, to: on-hold}\n",
    );
    let envelope = jsonschema::validator_for(&schema_for!(Envelope).to_value()).expect("a schema");
    let mut seen = BTreeSet::new();
    for (words, kind) in COMMANDS.iter().copied() {
        if kind == Kind::WorkflowAdopt {
            let poster = "briefs/2026-11/poster-b2c3d4/brief.yml";
            let stranded = sandbox.read(poster).replace("stage: production", "stage: gone");
            sandbox.write(poster, &stranded);
            sandbox.git(&["commit", "--quiet", "--all", "--message=A stage is gone"]);
        }
        if kind == Kind::Sync {
            sandbox.git(&["init", "--quiet", "--bare", "../remote.git"]);
            sandbox.git(&["remote", "add", "origin", "../remote.git"]);
        }
        let arguments: Vec<&str> = words.split_whitespace().chain(["--format", "json"]).collect();
        let answer: Value = serde_json::from_str(&sandbox.run(&arguments).fine()).expect("JSON");
        assert_eq!(answer["kind"], kind.name(), "{words}");
        assert_eq!(faults(&envelope, &answer), Vec::<String>::new(), "{words}");
        assert_eq!(
            faults(&published(kind), &answer["data"]),
            Vec::<String>::new(),
            "{words}"
        );
        if kind == Kind::Demo {
            for (key, kind) in [("plan", Kind::Plan), ("kpi", Kind::Kpi)] {
                let part = &answer["data"][key];
                assert_eq!(faults(&published(kind), part), Vec::<String>::new(), "{words}: {key}");
            }
        }
        seen.insert(kind);
    }
    let schema = sandbox.run(&["schema", "brief", "--format", "json"]).fine();
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    assert_eq!(faults(&published(Kind::Schema), &schema), Vec::<String>::new());
    seen.insert(Kind::Schema);
    let unseen: Vec<_> = Kind::ALL.iter().filter(|kind| !seen.contains(kind)).collect();
    assert!(unseen.is_empty(), "a command that prints {unseen:?} is tried here");
}

#[test]
fn a_published_schema_refuses_what_is_not_its_answer() {
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Schema) {
        assert!(!published(*kind).is_valid(&json!({})), "{kind:?}");
    }
}
