//! Answers: do the example studios hold what their pages promise, without a finding?

use crops::check::{self, CheckInput, Official};
use crops::store::load::load;
use std::path::PathBuf;

fn example(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)
}

#[test]
fn every_example_loads_without_a_finding() {
    for (name, people, campaigns, briefs) in [
        ("product-launch", 5, 1, 2),
        ("social-calendar", 3, 1, 3),
        ("agency", 5, 3, 3),
    ] {
        let (studio, loaded) = load(&example(name)).expect("a studio");
        let findings = check::run(&CheckInput {
            studio: &studio,
            loaded: &loaded,
            official: Official::Unknown,
        });
        assert_eq!(findings, [], "{name}");
        assert_eq!(studio.people.len(), people, "{name}");
        assert_eq!(studio.campaigns.len(), campaigns, "{name}");
        assert_eq!(studio.briefs.len(), briefs, "{name}");
    }
}

#[test]
fn every_folder_of_examples_is_tested() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples");
    let folders = std::fs::read_dir(folder).expect("examples").flatten();
    let mut names: Vec<String> = folders
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    assert_eq!(names, ["agency", "product-launch", "social-calendar"]);
}
