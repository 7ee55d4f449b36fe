//! The vectors that the crate and the browser's module share (docs/protocol.md 12). Each side writes one file and checks both.

mod case;
mod exact;
mod identities;
mod shape;
mod write;

use std::path::{Path, PathBuf};

use shape::Vectors;

fn rust() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/rust.json")
}

fn typescript() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../browser/ui/seal/vectors/typescript.json")
}

fn load(path: &Path) -> Vectors {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap()
}

#[test]
fn what_rust_computed_is_computed_again() {
    exact::check(&load(&rust()).exact);
}

#[test]
fn what_typescript_computed_is_computed_again() {
    exact::check(&load(&typescript()).exact);
}

#[test]
fn the_case_that_rust_sealed_opens_and_holds() {
    case::check(&load(&rust()).case);
}

#[test]
fn the_case_that_typescript_sealed_opens_and_holds() {
    case::check(&load(&typescript()).case);
}

/// Draws all of `rust.json` anew: `cargo test -p sealing --test protocol -- --ignored regenerate`.
#[test]
#[ignore = "writes the vectors anew"]
fn regenerate() {
    let vectors = Vectors { exact: exact::compute(&write::inputs()), case: write::case() };
    exact::check(&vectors.exact);
    case::check(&vectors.case);
    std::fs::write(rust(), serde_json::to_string_pretty(&vectors).unwrap() + "\n").unwrap();
}
