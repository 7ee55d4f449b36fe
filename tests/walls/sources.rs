//! What a source file must look like: a head that says what it keeps, a bounded length, a telling name.

use crate::rooms;

/// Lines a file may have at most (around 200 is the aim).
const LONGEST: usize = 400;
/// Names that say a thing has not been understood.
const EMPTY_NAMES: [&str; 10] = ["utils", "util", "common", "helpers", "helper", "misc", "types", "shared", "stuff", "lib2"];
const SOURCES: [&str; 9] = [".rs", ".ts", ".svelte", ".mjs", ".js", ".css", ".sql", ".py", ".sh"];
/// The whole top level; a new entry is a decision.
const TOP: [&str; 14] = [
    ".ci",
    ".clippy.toml",
    ".git",
    ".gitignore",
    ".rustfmt.toml",
    "Cargo.lock",
    "Cargo.toml",
    "README.md",
    "check",
    "crates",
    "deny.toml",
    "deploy",
    "docs",
    "tests",
];
/// Entries that appear at the top by working there.
const TOP_BY_WORK: [&str; 4] = ["data", "demo", "rust-toolchain.toml", "target"];

#[test]
fn every_rust_file_begins_with_what_it_keeps() {
    let bare: Vec<_> = rooms::files(&rooms::root(), &[".rs"])
        .into_iter()
        .filter(|path| !std::fs::read_to_string(path).expect("a source").starts_with("//! "))
        .map(|path| rooms::shown(&path))
        .collect();
    assert!(bare.is_empty(), "without a `//!` head: {bare:#?}");
}

#[test]
fn no_source_file_is_longer_than_a_person_reads_at_once() {
    let long: Vec<_> = rooms::files(&rooms::root(), &SOURCES)
        .into_iter()
        .map(|path| (std::fs::read_to_string(&path).expect("a source").lines().count(), rooms::shown(&path)))
        .filter(|(lines, _)| *lines > LONGEST)
        .collect();
    assert!(long.is_empty(), "longer than {LONGEST} lines: {long:#?}");
}

#[test]
fn no_file_or_folder_has_an_empty_name() {
    let empty: Vec<_> = rooms::files(&rooms::root(), &SOURCES)
        .into_iter()
        .map(|path| rooms::shown(&path))
        .filter(|path| path.split(['/', '.']).any(|part| EMPTY_NAMES.contains(&part)))
        .collect();
    assert!(empty.is_empty(), "split by noun instead: {empty:#?}");
}

#[test]
fn the_top_level_has_only_what_was_decided() {
    let strangers: Vec<_> = std::fs::read_dir(rooms::root())
        .expect("the top level")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| !TOP.contains(&name.as_str()) && !TOP_BY_WORK.contains(&name.as_str()))
        .collect();
    assert!(strangers.is_empty(), "at the top level: {strangers:?}");
}

/// Where randomness may be taken from the operating system: the binaries, and the one trait of the age library that passes no generator.
const SOURCES_OF_CHANCE: [&str; 3] = ["crates/cli/src/main.rs", "crates/sealing/src/hybrid/mod.rs", "crates/server/src/chance.rs"];

/// Whether a line of a source takes randomness from nowhere.
fn draws_from_nowhere(line: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    ["OsRng", "ThreadRng", "thread_rng", "rand::random", "StdRng::from_entropy", "getrandom::"].iter().any(|name| code.contains(name))
}

#[test]
fn randomness_enters_at_three_places() {
    let found: Vec<_> = rooms::files(&rooms::root().join("crates"), &[".rs"])
        .into_iter()
        .filter(|path| path.components().all(|part| part.as_os_str() != "tests") && !path.to_string_lossy().ends_with("_test.rs"))
        .filter(|path| std::fs::read_to_string(path).expect("a source").lines().any(draws_from_nowhere))
        .map(|path| rooms::shown(&path))
        .collect();
    assert_eq!(found, SOURCES_OF_CHANCE, "pass a generator instead");
}
