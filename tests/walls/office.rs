//! The office cannot reach a case: its sources name nothing by which one could be.

use crate::rooms;

/// Names of the house that lead to a case, and ways to take names without saying which.
const FORBIDDEN: [&str; 10] = ["CaseGrant", "Cases", "CaseId", "Member", "cases", "Store", "Filings", "Uploads", "retention", "mailbox"];
const WHOLESALE: [&str; 4] = ["domain::*", "use domain as", "gate::*", "web::*"];

/// Every forbidden name in a source, comments aside.
fn named(source: &str) -> Vec<&'static str> {
    let code: Vec<&str> = source.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    let code = code.join("\n");
    let words: std::collections::BTreeSet<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let found = FORBIDDEN.into_iter().filter(|name| words.contains(name));
    found.chain(WHOLESALE.into_iter().filter(|name| code.contains(name))).collect()
}

#[test]
fn the_office_names_nothing_that_leads_to_a_case() {
    let sources = rooms::files(&rooms::root().join("crates/office"), &[".rs"]);
    assert!(sources.len() > 4, "does this test look in the right place?");
    for path in sources {
        let source = std::fs::read_to_string(&path).expect("a source");
        assert_eq!(named(&source), [""; 0], "{}", rooms::shown(&path));
    }
}

#[test]
fn a_name_that_leads_to_a_case_is_seen() {
    assert_eq!(named("use domain::{CaseGrant, Day};"), ["CaseGrant"]);
    assert_eq!(named("use web::gate::{May, Member};"), ["Member"]);
    assert_eq!(named("let all: &dyn domain::Store = x;"), ["Store"]);
    assert_eq!(named("use domain::*;"), ["domain::*"]);
    assert_eq!(named("/// Never a CaseGrant.\nuse domain::{StoreError, documents::StoredRoster};"), [""; 0]);
}
