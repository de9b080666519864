//! The shape of the code, held by a test: who may use whom, who writes which table, how long a file may be.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Longer files are two things.
const LINES_AT_MOST: usize = 600;

/// Floors of this crate, the lowest first. A file uses lower floors and its own.
const FLOORS: [&[&str]; 6] = [
    &["error", "clock", "ids", "keys", "slug", "story", "db"],
    &[
        "ctx",
        "edition",
        "hearing",
        "jobs",
        "ledger",
        "migrate",
        "orders",
        "outside",
        "passkeys",
        "reading",
        "segments",
        "till",
        "timetable",
    ],
    &[
        "allowances",
        "casting",
        "lexicon",
        "listeners",
        "mails",
        "marks",
        "narrations",
        "newsletter",
        "pictures",
        "products",
        "progress",
        "publications",
        "search",
        "spots",
        "staff",
        "subscribers",
    ],
    &["articles"],
    &[
        "adding",
        "backup",
        "bookkeeping",
        "earning",
        "held",
        "importing",
        "leaving",
        "listening",
        "live",
        "mailing",
        "programmes",
        "rates",
        "redeeming",
        "sweeping",
        "topics",
        "voicing",
    ],
    &["work"],
];

/// Which module writes a table. `narrations` also moves the one pointer from an article to its narration: pointing and
/// becoming ready are one transaction and one thought.
const WRITERS: &[(&str, &[&str])] = &[
    ("listening", &["progress"]),
    ("listening_device", &["progress"]),
    ("progress", &["progress"]),
    ("mark", &["marks"]),
    ("indexed", &["search"]),
    ("indexed_text", &["search"]),
    ("indexed_sum", &["search"]),
    ("term", &["search"]),
    ("listened", &["hearing"]),
    ("topic", &["topics"]),
    ("topic_name", &["topics"]),
    ("topic_story", &["topics"]),
    ("listener", &["listeners"]),
    ("listener_session", &["listeners"]),
    ("sign_in_link", &["listeners"]),
    ("passkey", &["passkeys"]),
    ("ceremony", &["passkeys"]),
    ("mail", &["mails"]),
    ("subscriber", &["subscribers"]),
    ("subscriber_link", &["subscribers"]),
    ("newsletter_issue", &["newsletter"]),
    ("newsletter_story", &["newsletter"]),
    ("newsletter_copy", &["newsletter"]),
    ("timetable", &["timetable"]),
    ("audit", &["ledger"]),
    ("expiry_warning", &["bookkeeping"]),
    ("product", &["products"]),
    ("appeal", &["held"]),
    ("spot", &["spots"]),
    ("campaign", &["spots"]),
    ("spot_day", &["spots"]),
    ("spot_ticket", &["spots"]),
    ("shelf", &["orders"]),
    ("shop_order", &["orders"]),
    ("voucher", &["orders"]),
    ("disclosure", &["orders"]),
    ("rate_sheet", &["hearing"]),
    ("earner", &["hearing"]),
    ("heard", &["hearing"]),
    ("listen_session", &["hearing"]),
    ("device_listener", &["hearing"]),
    ("pool_day", &["hearing"]),
    ("account", &["ledger"]),
    ("transfer", &["ledger"]),
    ("lot", &["ledger"]),
    ("lot_move", &["ledger"]),
    ("block", &["ledger"]),
    ("checkpoint", &["ledger"]),
    ("ledger_head", &["ledger", "backup"]),
    ("allowance", &["allowances"]),
    ("publication", &["publications"]),
    ("lexicon_entry", &["lexicon"]),
    ("casting", &["casting"]),
    ("section", &["publications", "backup"]),
    ("tag", &["articles"]),
    ("picture", &["pictures"]),
    ("article", &["articles", "narrations"]),
    ("revision", &["articles"]),
    ("correction", &["articles"]),
    ("article_tag", &["articles"]),
    ("narration", &["narrations"]),
    ("job", &["jobs"]),
    ("staff_member", &["staff"]),
    ("staff_role", &["staff"]),
    ("staff_deed", &["staff"]),
    ("staff_link", &["staff"]),
    ("staff_session", &["staff"]),
    ("edition", &["edition", "backup"]),
    ("migration", &["migrate"]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && !matches!(name.as_str(), "target" | "node_modules" | "dist" | ".git") {
                folders.push(path);
            } else if name.ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The first name under `src`: `articles/views.rs` belongs to `articles`.
fn module(path: &Path, src: &Path) -> String {
    let inside = path.strip_prefix(src).unwrap();
    inside.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_string()
}

/// The code of a file, without its comments and its tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_file_says_what_it_is_and_is_no_longer_than_one_thing() {
    let mut wrong = Vec::new();
    for path in files(&root().join("crates"), ".rs") {
        let text = fs::read_to_string(&path).unwrap();
        if !text.starts_with("//!") {
            wrong.push(format!("{} does not begin with //!", path.display()));
        }
        if text.lines().count() > LINES_AT_MOST {
            wrong.push(format!("{} has more than {LINES_AT_MOST} lines", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_floor_uses_only_what_lies_under_it() {
    let src = root().join("crates/newsroom/src");
    let floor: BTreeMap<&str, usize> =
        FLOORS.iter().enumerate().flat_map(|(at, names)| names.iter().map(move |name| (*name, at))).collect();
    let mut wrong = Vec::new();
    for path in files(&src, ".rs") {
        let own = module(&path, &src);
        if own == "lib" {
            continue;
        }
        let Some(&at) = floor.get(own.as_str()) else {
            wrong.push(format!("{own} stands on no floor: add it to FLOORS"));
            continue;
        };
        let text = code(&fs::read_to_string(&path).unwrap());
        for used in text.split("crate::").skip(1) {
            // `crate::{a, b::c}` and `crate::a::b` alike.
            let group = used.strip_prefix('{').map(|rest| rest.split('}').next().unwrap_or_default());
            let names: Vec<&str> = match group {
                Some(group) => {
                    group.split(',').map(|part| part.trim().split("::").next().unwrap_or_default()).collect()
                }
                None => vec![used.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()],
            };
            for name in names {
                let upwards = floor.get(name).is_some_and(|&other| other > at);
                if upwards {
                    wrong.push(format!("{} uses {name}, which lies above it", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_table_has_one_writer() {
    let src = root().join("crates/newsroom/src");
    let mut wrong = Vec::new();
    for path in files(&src, ".rs") {
        let own = module(&path, &src);
        let text = code(&fs::read_to_string(&path).unwrap());
        for verb in ["INSERT INTO ", "UPDATE ", "DELETE FROM "] {
            for after in text.split(verb).skip(1) {
                let table: String = after.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                let Some((_, writers)) = WRITERS.iter().find(|(name, _)| *name == table) else { continue };
                if !writers.contains(&own.as_str()) {
                    wrong.push(format!("{} writes {table}, which belongs to {}", path.display(), writers.join(", ")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn two_places_reach_out_the_guarded_fetch_and_the_servers_that_an_operator_wrote_down() {
    let src = root().join("crates/newsroom/src");
    let clients = ["outside/fetch.rs", "outside/fetch/", "outside/voices/server.rs", "outside/voices/server/"];
    for path in files(&src, ".rs") {
        let inside = path.strip_prefix(&src).unwrap().to_string_lossy().into_owned();
        let names = code(&fs::read_to_string(&path).unwrap()).contains("reqwest");
        assert!(!names || clients.iter().any(|client| inside.starts_with(client)), "{inside} names reqwest");
    }
}

#[test]
fn only_the_newsroom_names_a_database_and_only_the_web_names_axum() {
    for (name, home) in [("sqlx", "newsroom"), ("axum", "web"), ("libloading", "voice"), ("object_store", "newsroom")] {
        for krate in ["crier", "web", "newsroom", "speech", "voice"] {
            let manifest = fs::read_to_string(root().join(format!("crates/{krate}/Cargo.toml"))).unwrap();
            let names = manifest
                .lines()
                .any(|line| line.starts_with(&format!("{name}.")) || line.starts_with(&format!("{name} ")));
            assert_eq!(names, krate == home, "{krate}/Cargo.toml and {name}");
        }
    }
    let speech = fs::read_to_string(root().join("crates/speech/Cargo.toml")).unwrap();
    let own = speech.split("[dev-dependencies]").next().unwrap();
    for impure in ["tokio", "sqlx", "reqwest"] {
        assert!(!own.contains(&format!("\n{impure}.")), "speech is pure, and names {impure}");
    }
}
