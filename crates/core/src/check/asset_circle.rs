//! Answers: does an asset replace itself, by way of others?
//! Invariant: each asset of a circle is reported at its `replaces:`.
//! Source: `docs/checks.md`, `asset-circle`.

use super::{CheckInput, FoundBy, Rule};
use crate::model::asset::{Asset, Assets};
use crate::model::finding::{Finding, Severity};
use crate::model::place::Place;
use crate::model::problem::Problem;

pub const RULE: Rule = Rule {
    id: "asset-circle",
    severity: Severity::Error,
    found_by: FoundBy::Checking(find),
};

fn find(input: &CheckInput<'_>) -> Vec<Finding> {
    let assets = Assets::of(input.studio);
    let finding = |asset: &Asset| {
        let span = asset.replaces.as_ref()?.span;
        let before = assets.before(asset);
        let chain = [asset.id.to_string()]
            .into_iter()
            .chain(before.iter().map(|one| one.id.to_string()));
        let problem = Problem::AssetCircle {
            chain: chain.chain([asset.id.to_string()]).collect(),
        };
        assets
            .is_in_circle(asset)
            .then(|| Finding::error(Place::at(&asset.file, span), problem))
    };
    assets.all().filter_map(finding).collect()
}
