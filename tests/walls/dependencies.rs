//! Every direct dependency has its line in `docs/dependencies.md`, and every line there has its dependency.

use std::collections::BTreeSet;
use std::path::Path;

use cargo_metadata::MetadataCommand;

use crate::rooms;

/// Names in the first column of the page's tables.
fn explained() -> BTreeSet<String> {
    let page = std::fs::read_to_string(rooms::root().join("docs/dependencies.md")).expect("docs/dependencies.md");
    let rows = rooms::table(&page, "dependency");
    for row in &rows {
        assert!(
            row.len() >= 3 && row.iter().take(3).all(|cell| !cell.is_empty()),
            "a line needs what for and what else was looked at: {row:?}"
        );
    }
    rows.iter().flat_map(|row| row[0].split(',').map(|name| name.trim().to_string()).collect::<Vec<_>>()).collect()
}

fn crates() -> BTreeSet<String> {
    let metadata = MetadataCommand::new().manifest_path(rooms::root().join("Cargo.toml")).no_deps().exec().expect("cargo metadata");
    let ours: BTreeSet<_> = metadata.packages.iter().map(|package| package.name.to_string()).collect();
    let used = metadata.packages.iter().flat_map(|package| package.dependencies.iter().map(|used| used.name.clone()));
    used.filter(|name| !ours.contains(name)).collect()
}

fn packages(folder: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(folder.join("package.json")).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let package: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let of = |kind: &str| package[kind].as_object().into_iter().flat_map(|names| names.keys().cloned()).collect::<Vec<_>>();
    ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"].iter().flat_map(|kind| of(kind)).collect()
}

#[test]
fn every_direct_dependency_is_explained_and_nothing_else_is() {
    let root = rooms::root();
    let mut used = crates();
    used.extend(packages(&root.join("crates/browser/ui")));
    used.extend(packages(&root.join("tests/browser")));
    let explained = explained();
    let silent: Vec<_> = used.difference(&explained).collect();
    let gone: Vec<_> = explained.difference(&used).collect();
    assert!(silent.is_empty(), "without a line in docs/dependencies.md: {silent:?}");
    assert!(gone.is_empty(), "explained in docs/dependencies.md but not used: {gone:?}");
}
