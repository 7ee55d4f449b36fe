//! Compares the crates' arrows in `docs/architecture.md` with what Cargo says.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, MetadataCommand};

use crate::rooms;

type Arrows = BTreeMap<String, BTreeSet<String>>;

/// What the page allows: crate → crates it may use.
fn allowed() -> Arrows {
    let page = std::fs::read_to_string(rooms::root().join("docs/architecture.md")).expect("docs/architecture.md");
    let mut arrows = Arrows::new();
    for row in rooms::table(&page, "crate") {
        let [name, uses, ..] = row.as_slice() else { panic!("a row needs two cells: {row:?}") };
        let uses = uses.split(',').map(str::trim).filter(|name| !name.is_empty() && *name != "–").map(String::from).collect();
        assert!(arrows.insert(name.clone(), uses).is_none(), "{name} stands twice in the table");
    }
    arrows
}

/// What Cargo knows: crate → crates of the house it uses, in its code or in its tests.
fn real() -> Arrows {
    let metadata = MetadataCommand::new().manifest_path(rooms::root().join("Cargo.toml")).no_deps().exec().expect("cargo metadata");
    let names: BTreeSet<String> = metadata.packages.iter().map(|package| package.name.to_string()).collect();
    let uses = |package: &cargo_metadata::Package| {
        let ours = package.dependencies.iter().filter(|used| used.kind != DependencyKind::Unknown && names.contains(&used.name));
        ours.map(|used| used.name.clone()).collect()
    };
    metadata.packages.iter().map(|package| (package.name.to_string(), uses(package))).collect()
}

#[test]
fn every_crate_uses_only_what_the_architecture_allows() {
    let (allowed, real) = (allowed(), real());
    assert_eq!(
        allowed.keys().collect::<Vec<_>>(),
        real.keys().collect::<Vec<_>>(),
        "the table in docs/architecture.md and the workspace have different crates"
    );
    for (name, uses) in &real {
        let forbidden: Vec<_> = uses.difference(&allowed[name]).collect();
        assert!(forbidden.is_empty(), "{name} may not use {forbidden:?}; a new arrow is decided in docs/architecture.md first");
    }
}

#[test]
fn the_pure_crates_know_no_network_no_database_and_no_clock() {
    let metadata = MetadataCommand::new().manifest_path(rooms::root().join("Cargo.toml")).no_deps().exec().expect("cargo metadata");
    let outside = ["actix-web", "object_store", "reqwest", "sqlx", "tokio"];
    for name in ["calendar", "ledger", "sealing", "domain"] {
        let package = metadata.packages.iter().find(|package| package.name.as_str() == name).unwrap_or_else(|| panic!("no crate {name}"));
        let normal = package.dependencies.iter().filter(|used| used.kind == DependencyKind::Normal);
        let found: Vec<_> = normal.filter(|used| outside.contains(&used.name.as_str())).map(|used| &used.name).collect();
        assert!(found.is_empty(), "{name} is pure and may not use {found:?}");
    }
}
