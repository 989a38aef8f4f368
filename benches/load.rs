//! How long it takes to read a whole studio, by its number of briefs.
#![expect(
    clippy::unwrap_used,
    reason = "a bench that cannot make its studio has nothing to measure"
)]

use std::fs;
use std::time::Duration;

use crops::store::cache::CachePlace;
use crops::store::{load, source};

fn main() {
    divan::main();
}

const BRIEF: &str = "\
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
proofs:
  - {asset: kv-printemps-v2}
";

/// A studio with this many briefs in a temporary directory, and beside it what every studio has.
fn studio(briefs: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::write(
        root.join("crops.yml"),
        "crops: studio/v1\nid: 7h2kq9vd3mxa\ntitle: Bench\n",
    )
    .unwrap();
    for number in 0..briefs {
        let id = format!("visual-{}", random_part(number));
        let home = root.join(format!("briefs/2026-{:02}/{id}", 1 + number % 12));
        fs::create_dir_all(&home).unwrap();
        fs::write(home.join("brief.yml"), format!("crops: brief/v1\nid: {id}\n{BRIEF}")).unwrap();
    }
    folder
}

/// Six characters of the ids' alphabet.
fn random_part(number: usize) -> String {
    const ALPHABET: &[u8] = b"0123456789abcdefghjkmnpqrstvwxyz";
    (0..6)
        .map(|place| char::from(ALPHABET[(number >> (5 * place)) & 31]))
        .collect()
}

#[divan::bench(args = [1_000, 20_000], sample_count = 5)]
fn list(bencher: divan::Bencher, briefs: usize) {
    let folder = studio(briefs);
    bencher.bench_local(|| source::list(folder.path(), None).unwrap().files.len());
}

/// The directory as it is, without a cache.
#[divan::bench(args = [1_000, 20_000], sample_count = 5)]
fn cold(bencher: divan::Bencher, briefs: usize) {
    let folder = studio(briefs);
    bencher.bench_local(|| load::load(folder.path()).unwrap().0.briefs.len());
}

/// With a cache of all its files.
#[divan::bench(args = [1_000, 20_000], sample_count = 5)]
fn cached(bencher: divan::Bencher, briefs: usize) {
    let folder = studio(briefs);
    let cache = tempfile::tempdir().unwrap();
    let place = CachePlace {
        folder: cache.path().to_path_buf(),
        now: std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 36),
        settled: Duration::ZERO,
        ask_git_from: usize::MAX,
    };
    load::load_cached(folder.path(), Some(&place)).unwrap();
    bencher.bench_local(|| load::load_cached(folder.path(), Some(&place)).unwrap().0.briefs.len());
}

/// The first time, when the cache is written.
#[divan::bench(args = [1_000, 20_000], sample_count = 5)]
fn cold_and_cache(bencher: divan::Bencher, briefs: usize) {
    let folder = studio(briefs);
    bencher
        .with_inputs(|| tempfile::tempdir().unwrap())
        .bench_local_values(|cache| {
            let place = CachePlace {
                folder: cache.path().to_path_buf(),
                now: std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 36),
                settled: Duration::ZERO,
                ask_git_from: usize::MAX,
            };
            load::load_cached(folder.path(), Some(&place)).unwrap().0.briefs.len()
        });
}
