//! How long reading one record takes, by size.

use crops::store::yaml::parse;

fn main() {
    divan::main();
}

const BRIEF: &str = "\
crops: brief/v1
id: key-visual-p7m2dn
title: Visuel clé printemps
kind: visual
deliverable: spring-launch/key-visual      # the one link; its due day comes from the plan
stage: approval
requester: claire-vero
owner: lea
who: {production: [lea]}
priority: normal
objective: Reconnaître la gamme en rayon
audience: Urbains 25–34 ans
message: Le printemps commence ici         # three words at most on the packshot
channels: [ooh, social]
budget: 18000 EUR
notes: |
  The client wants the bottle on the left.
  No red.
proofs:
  - {asset: kv-printemps-v2}
";

/// A brief of twenty lines.
#[divan::bench]
fn brief() -> bool {
    parse(divan::black_box(BRIEF.as_bytes())).is_ok()
}

/// A campaign-like list of maps, by its number of lines.
#[divan::bench(args = [100, 1_000])]
fn long_list(bencher: divan::Bencher, lines: usize) {
    let items: String = (0..lines)
        .map(|n| {
            format!(
                "  - {{id: task-{n}, kind: video, needs: [task-{}]}}\n",
                n.saturating_sub(1)
            )
        })
        .collect();
    let text = format!("crops: campaign/v1\ndeliverables:\n{items}");
    bencher.bench(|| parse(divan::black_box(text.as_bytes())).is_ok());
}
