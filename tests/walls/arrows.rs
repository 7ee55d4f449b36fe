//! Compares the crates' arrows in `docs/architecture.md` with what Cargo says.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, MetadataCommand};

use crate::rooms;

type Arrows = BTreeMap<String, BTreeSet<String>>;

/// What the page allows in a crate's code, or in its tests: crate → crates it may use.
fn allowed(tests: bool) -> Arrows {
    let page = std::fs::read_to_string(rooms::root().join("docs/architecture.md")).expect("docs/architecture.md");
    let mut arrows = Arrows::new();
    for row in rooms::table(&page, "crate") {
        let [name, uses, tests_also, ..] = row.as_slice() else { panic!("a row needs three cells: {row:?}") };
        let more = if tests { tests_also.as_str() } else { "" };
        let uses = uses.split(',').chain(more.split(',')).map(str::trim).filter(|name| !name.is_empty() && *name != "–");
        assert!(arrows.insert(name.clone(), uses.map(String::from).collect()).is_none(), "{name} stands twice in the table");
    }
    arrows
}

/// What Cargo knows of the code, or of the tests: crate → crates of the house it uses.
fn real(tests: bool) -> Arrows {
    let metadata = MetadataCommand::new().manifest_path(rooms::root().join("Cargo.toml")).no_deps().exec().expect("cargo metadata");
    let names: BTreeSet<String> = metadata.packages.iter().map(|package| package.name.to_string()).collect();
    let uses = |package: &cargo_metadata::Package| {
        let ours = package.dependencies.iter().filter(|used| names.contains(&used.name));
        ours.filter(|used| (used.kind == DependencyKind::Development) == tests).map(|used| used.name.clone()).collect()
    };
    metadata.packages.iter().map(|package| (package.name.to_string(), uses(package))).collect()
}

#[test]
fn every_crate_uses_only_what_the_architecture_allows() {
    for tests in [false, true] {
        let (allowed, real) = (allowed(tests), real(tests));
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
