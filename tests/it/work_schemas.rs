//! Answers: is the JSON of requests, briefs, campaigns and moves what `docs/schemas/` publishes?
#![expect(
    clippy::disallowed_methods,
    reason = "one switch that rewrites the published schemas"
)]

use crate::sandbox::Sandbox;
use crops::report::briefs::{BriefCardView, BriefListView, RequestListView};
use crops::report::campaigns::{CampaignCardView, CampaignListView};
use crops::report::deed::{
    AssignedView, CampaignMadeView, DeedView, EditedView, LineAddedView, MovedView, OpenedView, RequestedView,
};
use schemars::schema_for;
use serde_json::Value;
use std::path::Path;

/// Each kind with the schema of its `data`.
fn schemas() -> Vec<(&'static str, Value)> {
    [
        ("crops.request.new", schema_for!(DeedView<RequestedView>)),
        ("crops.request.list", schema_for!(RequestListView)),
        ("crops.request.accept", schema_for!(DeedView<MovedView>)),
        ("crops.request.decline", schema_for!(DeedView<MovedView>)),
        ("crops.move", schema_for!(DeedView<MovedView>)),
        ("crops.brief.list", schema_for!(BriefListView)),
        ("crops.brief.show", schema_for!(BriefCardView)),
        ("crops.brief.edit", schema_for!(DeedView<EditedView>)),
        ("crops.brief.assign", schema_for!(DeedView<AssignedView>)),
        ("crops.campaign.new", schema_for!(DeedView<CampaignMadeView>)),
        ("crops.campaign.add", schema_for!(DeedView<LineAddedView>)),
        ("crops.campaign.open", schema_for!(DeedView<OpenedView>)),
        ("crops.campaign.list", schema_for!(CampaignListView)),
        ("crops.campaign.show", schema_for!(CampaignCardView)),
    ]
    .map(|(kind, schema)| (kind, schema.to_value()))
    .into()
}

#[test]
fn the_published_schemas_are_those_of_the_views() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas");
    for (kind, schema) in schemas() {
        let path = folder.join(format!("{kind}.v1.json"));
        let now = serde_json::to_string_pretty(&schema).expect("JSON") + "\n";
        if std::env::var_os("CROPS_UPDATE_SCHEMAS").is_some() {
            std::fs::write(&path, &now).expect("written");
        }
        assert_eq!(
            std::fs::read_to_string(&path).expect("a published schema"),
            now,
            "{kind}"
        );
    }
}

#[test]
fn what_the_commands_print_is_valid() {
    let sandbox = Sandbox::studio("lumen").today("2027-01-20");
    for (words, kind) in [
        ("brief list", "crops.brief.list"),
        ("brief show k3x9qa", "crops.brief.show"),
        ("request list", "crops.request.list"),
        ("campaign list", "crops.campaign.list"),
        ("campaign show spring-launch", "crops.campaign.show"),
        (
            "request new --kind social --title Post --due 2027-01-21",
            "crops.request.new",
        ),
        ("brief edit 9fw2hd --set message=Bientôt", "crops.brief.edit"),
        ("brief assign 9fw2hd lea", "crops.brief.assign"),
        ("request accept 9fw2hd", "crops.request.accept"),
        ("move 9fw2hd production", "crops.move"),
        ("request decline post --reason no", "crops.request.decline"),
        ("campaign new --title Gamme --launch 2027-09-15", "crops.campaign.new"),
        ("campaign add task gamme plan --duration 4d", "crops.campaign.add"),
        ("campaign open spring-launch", "crops.campaign.open"),
    ] {
        let arguments: Vec<&str> = words.split_whitespace().chain(["--format", "json"]).collect();
        let answer: Value = serde_json::from_str(&sandbox.run(&arguments).fine()).expect("JSON");
        assert_eq!(answer["kind"], kind, "{words}");
        let known = schemas();
        let (_, schema) = known.iter().find(|(known, _)| *known == kind).expect("a schema");
        let validator = jsonschema::validator_for(schema).expect("a schema");
        let faults: Vec<String> = validator
            .iter_errors(&answer["data"])
            .map(|fault| fault.to_string())
            .collect();
        assert_eq!(faults, Vec::<String>::new(), "{words}");
    }
}
