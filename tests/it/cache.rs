//! A studio read with a cache is the studio read without one, whatever happened to the cache or the files.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure that is reported")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crops::model::finding::Finding;
use crops::model::money::Currency;
use crops::model::place::StudioPath;
use crops::model::problem::Problem;
use crops::store::cache::records::Sought;
use crops::store::cache::{Cache, CachePlace};
use crops::store::find::expected_at;
use crops::store::load::{load_cached, load_marked};
use crops::store::read::Defaults;

/// Records that lie beside a brief: type, id, and what they say.
const BESIDE: [(&str, &str, &str); 5] = [
    (
        "approval",
        "c4t1zq8e",
        "studio: 7h2kq9vd3mxa\nverdict: approve\ndigest: v1:sha256:00\ncovers: [title]\nevidence: {kind: claim}\n",
    ),
    (
        "approval",
        "c4t1zq8f",
        "studio: 7h2kq9vd3mxa\nverdict: reject\ndigest: v1:sha256:00\ncovers: [title]\nrequested: 2026-11-18T16:44:00.25Z\n\
         evidence: {kind: forge, forge: github, repository: 1, pull: 42, review: 7, account: 5, commit: 1f3c9ab0d6e2f4a8b1c3d5e7f9a0b2c4d6e8f0a1}\n",
    ),
    (
        "approval",
        "c4t1zq8g",
        "studio: 7h2kq9vd3mxa\nverdict: maybe\ndigest: v1:sha256:00\ncovers: [title]\nevidence: {kind: claim}\n",
    ),
    (
        "feedback",
        "c4t1zq8h",
        "items:\n  - {id: f1, text: Too dark, severity: major, place: {at: '00:00:12:05', x: 0.25, y: 1}, resolved: {by: lea, how: cut}}\n  \
         - {id: f2, text: Été, place: top left}\n",
    ),
    (
        "handoff",
        "c4t1zq8j",
        "round: 2\nticked: [One, Two]\nbeyond_rounds: The client asked\n",
    ),
];

struct Studio {
    folder: tempfile::TempDir,
    place: CachePlace,
}

impl Studio {
    /// Eighty briefs, some with findings, and files that are no records.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = CachePlace {
            folder: folder.path().join("git/crops"),
            now: later(),
            settled: Duration::ZERO,
            ask_git_from: 1,
        };
        let studio = Self { folder, place };
        studio.write(
            "crops.yml",
            "crops: studio/v1\nid: 7h2kq9vd3mxa\ntitle: Étude\ncurrency: CHF\n",
        );
        for number in 0..80 {
            let extra = match number {
                3 => "colour: red\n",
                4 => "stage: twice\n",
                5 => "budget: {a: [~, 'x', {}]}\n",
                6 => "due: soon\n",
                7 => "budget: 100\n",
                8 => {
                    "campaign: spring\nwho: {brief: lea, design: [lea, omar]}\npriority: high\ndue: J-10d\nref: PO 4\n\
                     rush: {reason: 'late', agreed_by: lea}\nimported: 2026-11-02\nproofs: [{asset: logo}]\n\
                     channels: [tv, print]\nx-list: [{a: 1}, {b: 2}]\n"
                }
                9 => "deliverable: spring/film@2027-02-02\ndue: 2027-02-02\nbudget: -12.5 EUR\nowner: lea\n",
                _ => "notes: |\n  one\n  two\n",
            };
            let id = format!("visual-{number:06}");
            let text = format!("crops: brief/v1\nid: {id}\ntitle: Nº {number}\nkind: visual\nstage: brief\n{extra}");
            studio.write(&format!("briefs/2026-11/{id}/brief.yml"), &text);
        }
        studio.write("briefs/2026-11/visual-000001/notes.yml", "just: notes\n");
        for number in 0..3 {
            for (part, id, rest) in BESIDE {
                let text = format!(
                    "crops: {part}/v1\nid: {id}\nsubject: visual-{number:06}\nstage: design\nby: lea\nat: 2026-11-19T16:44:00+01:00\n{rest}"
                );
                studio.write(&beside(number, part, id), &text);
            }
        }
        studio.write(
            "team/lea.yml",
            "\u{feff}crops: person/v1\r\nid: lea\r\nname: Léa\r\nroles: [designer]\r\n",
        );
        studio
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("studio")
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.root().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    /// A part of the cache, by the beginning of its name.
    fn part(&self, name: &str) -> Option<PathBuf> {
        let entries = fs::read_dir(&self.place.folder).ok()?;
        let mut files = entries.map(|entry| entry.unwrap().path());
        files.find(|file| file.file_name().unwrap().to_str().unwrap().starts_with(name))
    }

    /// Reads it both ways; both say the same.
    #[track_caller]
    fn assert_same(&self) {
        let without = load_marked(&self.root()).unwrap();
        let with = load_cached(&self.root(), Some(&self.place)).unwrap();
        assert_eq!(with.0, without.0);
        assert_eq!(with.1, without.1);
        assert_eq!(with.2, without.2);
    }

    /// Whether a file need not be read.
    fn knows(&self, path: &str) -> bool {
        let path = &StudioPath::new(path).unwrap();
        let cache = Cache::open(&self.place, &self.root()).unwrap();
        let Some(blob) = cache.places.sight(path).unwrap().told.blob() else {
            return false;
        };
        let sought = Sought {
            blob,
            size: None,
            path,
            expected: expected_at(path.as_str()).unwrap(),
        };
        let currency = Currency::new("CHF").unwrap();
        cache.records.recall(sought, Defaults { currency }).is_some()
    }
}

/// A moment after all that the tests write.
fn later() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 36)
}

fn brief(number: usize) -> String {
    format!("briefs/2026-11/visual-{number:06}/brief.yml")
}

fn beside(number: usize, part: &str, id: &str) -> String {
    let folder = match part {
        "approval" => "approvals",
        "handoff" => "handoffs",
        _ => part,
    };
    format!("briefs/2026-11/visual-{number:06}/{folder}/design.lea.{id}.yml")
}

#[test]
fn the_second_reading_says_what_the_first_said() {
    let studio = Studio::new();
    studio.assert_same();
    assert!(studio.knows(&brief(0)) && studio.knows("crops.yml") && studio.knows("team/lea.yml"));
    assert!(studio.knows("briefs/2026-11/visual-000001/notes.yml"));
    assert!(!studio.knows(&brief(4)), "a file with faults is read each time");
    for (part, id, _) in BESIDE {
        assert!(studio.knows(&beside(2, part, id)), "{part} {id}");
    }
    studio.assert_same();
    let findings = load_marked(&studio.root()).unwrap().1;
    assert!(findings.len() >= 3, "findings to compare: {findings:?}");
}

#[test]
fn a_changed_new_or_missing_file_is_seen() {
    let studio = Studio::new();
    studio.assert_same();
    studio.write(
        &brief(0),
        "crops: brief/v1\nid: visual-000000\ntitle: N\u{ba} X\nkind: visual\nstage: brief\n",
    );
    studio.write(
        "team/omar.yml",
        "crops: person/v1\nid: omar\nname: Omar\nroles: [copywriter]\n",
    );
    studio.write(
        "crops.yml",
        "crops: studio/v1\nid: 7h2kq9vd3mxa\ntitle: Étude\ncurrency: EUR\n",
    );
    fs::remove_file(studio.root().join(brief(1))).unwrap();
    fs::remove_file(studio.root().join(brief(2))).unwrap();
    fs::create_dir(studio.root().join(brief(2))).unwrap();
    assert!(!studio.knows(&brief(0)));
    studio.assert_same();
    studio.write(
        "briefs/2026-12/visual-000090/brief.yml",
        "crops: brief/v1\nid: visual-000090\nkind: visual\nstage: brief\n",
    );
    fs::create_dir(studio.root().join("briefs/2026-11/.hidden")).unwrap();
    fs::create_dir(studio.root().join("briefs/2026-11/caf\\e")).unwrap();
    studio.assert_same();
    fs::remove_dir_all(studio.root().join("briefs/2026-11")).unwrap();
    studio.assert_same();
}

#[test]
fn what_is_known_of_a_folder_outlives_a_change_in_it() {
    let studio = Studio::new();
    studio.assert_same();
    // enough of them for the cache to be written
    for number in 0..70 {
        let text = format!("crops: brief/v1\nid: visual-{number:06}\ntitle: Anew\nkind: visual\nstage: brief\n");
        studio.write(&brief(number), &text);
    }
    studio.write("briefs/2026-11/visual-000001/more.yml", "just: notes\n");
    assert!(!studio.knows(&brief(1)));
    studio.assert_same();
    for path in ["notes.yml", "brief.yml", "more.yml"] {
        let path = format!("briefs/2026-11/visual-000001/{path}");
        assert!(studio.knows(&path), "{path}");
    }
    for (part, id, _) in BESIDE {
        assert!(studio.knows(&beside(1, part, id)), "{part} {id}");
    }
    assert!(studio.knows(&brief(79)), "nothing changed there");
    fs::remove_file(studio.root().join("briefs/2026-11/visual-000001/notes.yml")).unwrap();
    studio.assert_same();
}

#[test]
fn a_brief_that_is_known_follows_the_kinds_and_the_currency() {
    let studio = Studio::new();
    studio.assert_same();
    let unknown_keys = || {
        let (_, findings, _) = load_cached(&studio.root(), Some(&studio.place)).unwrap();
        let of_key = |finding: &Finding| matches!(&finding.problem, Problem::UnknownKey { key, .. } if key == "colour");
        findings.iter().filter(|finding| of_key(finding)).count()
    };
    assert_eq!(unknown_keys(), 1);
    let kind = "crops: kind/v1\nid: visual\ntitle: Visual\nworkflow: visual\n";
    studio.write("kinds/visual.yml", &format!("{kind}intake: [colour]\n"));
    studio.assert_same();
    assert_eq!(unknown_keys(), 0);
    studio.write("kinds/visual.yml", kind);
    studio.assert_same();
    assert_eq!(unknown_keys(), 1);
    for currency in ["EUR", "SEK", "CHF"] {
        let settings = format!("crops: studio/v1\nid: 7h2kq9vd3mxa\ntitle: Étude\ncurrency: {currency}\n");
        studio.write("crops.yml", &settings);
        studio.assert_same();
        let (read, _, _) = load_cached(&studio.root(), Some(&studio.place)).unwrap();
        let budgets = read.briefs.values().filter_map(|brief| brief.budget.as_ref());
        let codes: Vec<_> = budgets.map(|money| money.currency.code().to_owned()).collect();
        assert_eq!(codes, [currency, "EUR"]);
    }
}

#[test]
fn a_damaged_cache_is_as_good_as_none() {
    let studio = Studio::new();
    studio.assert_same();
    for part in ["places", "records"] {
        let file = studio.part(part).unwrap();
        let whole = fs::read(&file).unwrap();
        let cut = [0, 1, 40, whole.len() / 3, whole.len() - 1];
        let cut = cut.map(|length| whole[..length].to_vec());
        let flipped = (0..whole.len()).step_by(whole.len() / 20).map(|at| {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x55;
            bytes
        });
        for bytes in cut.into_iter().chain(flipped) {
            fs::write(&file, bytes).unwrap();
            studio.assert_same();
        }
        fs::remove_file(&file).unwrap();
        fs::create_dir(&file).unwrap();
        studio.assert_same();
        fs::remove_dir(&file).unwrap();
        studio.assert_same();
    }
}

#[test]
fn the_cache_of_another_studio_is_not_used() {
    let (one, other) = (Studio::new(), Studio::new());
    other.write(
        &brief(0),
        "crops: brief/v1\nid: visual-000000\ntitle: Other\nkind: visual\nstage: brief\n",
    );
    one.assert_same();
    other.assert_same();
    fs::copy(one.part("places").unwrap(), other.part("places").unwrap()).unwrap();
    assert!(!other.knows(&brief(0)));
    other.assert_same();
}

#[test]
fn the_contents_of_another_studio_say_the_same_here() {
    let (one, other) = (Studio::new(), Studio::new());
    one.assert_same();
    fs::create_dir_all(&other.place.folder).unwrap();
    let records = one.part("records").unwrap();
    fs::copy(&records, other.place.folder.join(records.file_name().unwrap())).unwrap();
    other.assert_same();
    assert!(other.knows(&brief(0)));
}

#[test]
fn a_content_in_a_folder_of_another_name_is_judged_there() {
    let studio = Studio::new();
    studio.assert_same();
    let text = fs::read_to_string(studio.root().join(brief(0))).unwrap();
    studio.write("briefs/2026-12/visual-000099/brief.yml", &text);
    studio.write("briefs/2026-12/visual-000000/notes.yml", &text);
    fs::remove_file(studio.root().join(brief(0))).unwrap();
    studio.assert_same();
    let findings = load_cached(&studio.root(), Some(&studio.place)).unwrap().1;
    let named = |finding: &&Finding| matches!(finding.problem, Problem::IdUnlikePath { .. });
    assert_eq!(findings.iter().filter(named).count(), 1);
}

#[test]
fn a_known_record_beside_a_brief_is_judged_under_the_name_it_has() {
    for (part, id, _) in BESIDE {
        let studio = Studio::new();
        studio.assert_same();
        let file = beside(2, part, id);
        let text = fs::read_to_string(studio.root().join(&file)).unwrap();
        for (path, is_misnamed) in [
            (file.replace("000002", "000007"), false),
            (file.replace("design.lea", "design.omar"), true),
            (file.replace(".yml", ".yaml"), false),
            (file.replace(&format!("design.lea.{id}"), "brief"), true),
        ] {
            fs::remove_file(studio.root().join(&file)).ok();
            studio.write(&path, &text);
            studio.assert_same();
            let findings = load_cached(&studio.root(), Some(&studio.place)).unwrap().1;
            let misnames = |finding: &Finding| {
                matches!(finding.problem, Problem::IdUnlikePath { .. }) && finding.place.file.as_str() == path
            };
            assert_eq!(findings.iter().any(misnames), is_misnamed, "{path}");
            fs::remove_file(studio.root().join(&path)).unwrap();
        }
        studio.assert_same();
    }
}

#[test]
fn other_words_of_the_same_length_and_time_are_seen() {
    let studio = Studio::new();
    studio.assert_same();
    let file = studio.root().join(brief(0));
    let then = fs::metadata(&file).unwrap().modified().unwrap();
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("one", "ten")).unwrap();
    let open = fs::File::options().write(true).open(&file).unwrap();
    open.set_modified(then).unwrap();
    assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), then);
    assert!(!studio.knows(&brief(0)));
    studio.assert_same();
}

#[test]
fn a_folder_that_cannot_be_written_changes_nothing() {
    let studio = Studio::new();
    let blocked = Studio {
        place: CachePlace::new(studio.root().join("crops.yml"), later()),
        ..studio
    };
    blocked.assert_same();
    blocked.assert_same();
}

#[test]
fn a_file_touched_a_moment_ago_is_not_kept() {
    let studio = Studio::new();
    let careful = Studio {
        place: CachePlace {
            settled: Duration::from_secs(1 << 40),
            ..studio.place.clone()
        },
        ..studio
    };
    careful.assert_same();
    assert_eq!(careful.part("places"), None);
    assert!(!careful.knows(&brief(0)));
    careful.assert_same();
}

#[test]
fn nothing_is_left_behind_beside_the_cache() {
    let studio = Studio::new();
    studio.assert_same();
    studio.write(&brief(0), "crops: brief/v1\n");
    studio.assert_same();
    assert_eq!(list(&studio.place.folder), 2);
}

fn list(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}
