//! What the documents name exists: tests, paths, links. And the threat model names a test, or says what is missing, in every row.
//!
//! A test is named as `path/file.rs::name` or `path/file.test.ts › title`.

use std::path::Path;

use crate::rooms;

/// First cells of the threat model's two tables.
const TABLES: [&str; 2] = ["adversary", "how it happened"];
/// What a row says that has no test.
const MISSING: [&str; 2] = ["Not built", "Not shown"];

/// Everything between backticks, outside of fenced blocks.
fn quoted(page: &str) -> Vec<&str> {
    let mut fenced = false;
    let mut found = Vec::new();
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            found.extend(line.split('`').skip(1).step_by(2));
        }
    }
    found
}

/// File and name of a test, where the text has the form of one.
fn test_named(text: &str) -> Option<(&str, &str)> {
    text.split_once(" › ").or_else(|| text.split_once(".rs::").map(|(file, name)| (text.get(..file.len() + 3).unwrap_or(text), name)))
}

/// What is wrong with a named test, if anything.
fn fault(root: &Path, file: &str, name: &str) -> Option<String> {
    let Ok(source) = std::fs::read_to_string(root.join(file)) else { return Some(format!("{file}: there is no such file")) };
    let runs = if file.ends_with(".rs") { runs_in_rust(&source, name) } else { runs_in_script(&source, name) };
    (!runs).then(|| format!("{file}: no test {name:?} that runs"))
}

/// A function with a test attribute and without `#[ignore]`, or a story that `on_both!` lists.
fn runs_in_rust(source: &str, name: &str) -> bool {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let Some(at) = lines.iter().position(|line| is_function(line, name)) else { return false };
    let attributes: Vec<&&str> = lines.get(..at).unwrap_or_default().iter().rev().take_while(|line| line.starts_with("#[")).collect();
    let marked = attributes.iter().any(|line| line.starts_with("#[test]") || line.contains("::test"));
    let ignored = attributes.iter().any(|line| line.starts_with("#[ignore"));
    let listed = source.split("on_both!(").skip(1).filter_map(|list| list.split(')').next());
    let told = listed.flat_map(|list| list.split(',')).any(|story| story.trim() == name);
    !ignored && (marked || told)
}

fn is_function(line: &str, name: &str) -> bool {
    let rest = line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ").and_then(|rest| rest.strip_prefix(name));
    rest.is_some_and(|rest| rest.starts_with(['(', '<']))
}

/// `test("title", …)` whose options do not skip it.
fn runs_in_script(source: &str, title: &str) -> bool {
    ['"', '\'', '`'].iter().any(|quote| {
        let call = format!("{quote}{title}{quote}");
        source.match_indices(&call).any(|(at, _)| {
            let before = source.get(..at).unwrap_or_default().trim_end();
            let after = source.get(at + call.len()..).unwrap_or_default().split("=>").next().unwrap_or_default();
            before.ends_with("test(") && !after.contains("skip") && !after.contains("todo")
        })
    })
}

/// A path of the repository, as the documents write one: no gaps and no patterns in it.
fn is_path(text: &str) -> bool {
    let tops = ["crates/", "tests/", "docs/", "deploy/"];
    tops.iter().any(|top| text.starts_with(top)) && text.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c))
}

/// Targets of Markdown links that stay in the repository.
fn links(page: &str) -> Vec<&str> {
    let targets = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.contains("://") && !target.starts_with('#')).collect()
}

fn pages() -> Vec<std::path::PathBuf> {
    rooms::files(&rooms::root(), &[".md"])
}

#[test]
fn every_test_that_a_document_names_exists_and_runs() {
    let root = rooms::root();
    let (mut named, mut faults) = (0, Vec::new());
    for page in pages() {
        let text = std::fs::read_to_string(&page).expect("a page");
        for (file, name) in quoted(&text).into_iter().filter_map(test_named) {
            named += 1;
            faults.extend(fault(&root, file, name).map(|fault| format!("{}: {fault}", rooms::shown(&page))));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(named > 60, "only {named} tests are named: are they read?");
}

#[test]
fn every_row_of_the_threat_model_names_a_test_or_says_what_is_missing() {
    let page = std::fs::read_to_string(rooms::root().join("docs/threat-model.md")).expect("docs/threat-model.md");
    for (table, least) in TABLES.into_iter().zip([14, 12]) {
        let rows: Vec<&str> = page
            .lines()
            .skip_while(|line| !line.starts_with(&format!("| {table} |")))
            .take_while(|line| line.starts_with('|'))
            .skip(2)
            .collect();
        assert!(rows.len() >= least, "{table}: {} rows", rows.len());
        let silent: Vec<_> = rows
            .iter()
            .filter(|row| !quoted(row).into_iter().any(|text| test_named(text).is_some()))
            .filter(|row| !MISSING.iter().any(|word| row.contains(word)))
            .collect();
        assert!(silent.is_empty(), "neither a test nor what is missing: {silent:#?}");
    }
}

#[test]
fn every_path_and_link_in_a_document_leads_somewhere() {
    let root = rooms::root();
    let mut lost = Vec::new();
    for page in pages() {
        let text = std::fs::read_to_string(&page).expect("a page");
        let folder = page.parent().expect("a folder");
        let paths = quoted(&text).into_iter().filter(|text| is_path(text)).map(|path| (path, root.join(path)));
        let links = links(&text).into_iter().map(|link| (link, folder.join(link.split('#').next().unwrap_or(link))));
        lost.extend(paths.chain(links).filter(|(_, path)| !path.exists()).map(|(name, _)| format!("{}: {name}", rooms::shown(&page))));
    }
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn decisions_are_numbered_without_a_hole_or_their_list_says_so() {
    let folder = rooms::root().join("docs/decisions");
    let list = std::fs::read_to_string(folder.join("README.md")).expect("docs/decisions/README.md");
    let rows: Vec<Vec<String>> = rooms::table(&list, "number");
    let taken = rooms::files(&folder, &[".md"]).into_iter().filter(|path| !path.ends_with("README.md")).map(|path| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let title = std::fs::read_to_string(&path).expect("a decision");
        let number = name.split('-').next().expect("a number").to_owned();
        assert!(title.starts_with(&format!("# {number} · ")), "{name}: its title has another number");
        (number.parse::<usize>().unwrap_or_else(|_| panic!("{name}: no number")), name)
    });
    let files: Vec<(usize, String)> = taken.collect();
    let taken: std::collections::BTreeMap<usize, String> = files.iter().cloned().collect();
    assert_eq!(taken.len(), files.len(), "two decisions have one number: {files:?}");
    assert_eq!(rows.len(), taken.keys().next_back().copied().unwrap_or_default(), "one row for each number");
    for (number, row) in (1..).zip(&rows) {
        assert_eq!(row[0], number.to_string());
        let said = taken.get(&number).map_or(row[1].starts_with("never given"), |name| row[1].contains(name.as_str()));
        assert!(said, "{row:?}");
    }
}

#[test]
fn a_misspelt_an_ignored_and_a_missing_test_are_found() {
    let root = rooms::root();
    let here = "tests/walls/documents.rs";
    let own = "a_misspelt_an_ignored_and_a_missing_test_are_found";
    assert_eq!(fault(&root, here, own), None);
    assert!(fault(&root, here, &own.replace("ignored", "ignord")).is_some());
    assert!(fault(&root, here, "runs_in_rust").is_some(), "a function that is no test");
    assert!(fault(&root, "tests/walls/nowhere.rs", own).is_some());
    assert!(runs_in_rust("#[test]\nfn holds() {}", "holds") && !runs_in_rust("#[test]\n#[ignore = \"slow\"]\nfn holds() {}", "holds"));
    assert!(runs_in_rust("on_both!(\n    holds,\n    more,\n);\nasync fn holds(house: House) {}", "holds"));
    assert!(!runs_in_rust("on_both!(more);\nasync fn holds(house: House) {}", "holds"), "a story that is told on no database");
    assert!(runs_in_script("test(\"it holds\", () => {", "it holds") && !runs_in_script("// it holds", "it holds"));
    assert!(
        !runs_in_script("test(\"it holds\", { skip: true }, () => {", "it holds") && !runs_in_script("test.skip(\"it holds\"", "it holds")
    );
    assert_eq!(test_named("a/b.rs::c"), Some(("a/b.rs", "c")));
    assert_eq!(test_named("a/b.test.ts › it holds"), Some(("a/b.test.ts", "it holds")));
    assert_eq!(test_named("crates/web"), None);
}
