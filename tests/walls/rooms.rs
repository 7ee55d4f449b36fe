//! Where things stand: the root of the house, and every file in it that people wrote.
//! Built, fetched and recorded files are no sources and never come out of here.

use std::path::{Path, PathBuf};

/// Folders that hold what tools made or fetched.
const MADE_BY_TOOLS: [&str; 5] = ["target", "node_modules", "dist", "data", ".git"];

/// The top of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ stands in the repository").to_path_buf()
}

/// Every file under `folder` whose name ends with one of `endings`, made or fetched ones left out.
pub(crate) fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let entry = entry.expect("an entry");
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type().expect("a file type");
            if kind.is_dir() && !MADE_BY_TOOLS.contains(&name.as_str()) {
                open.push(entry.path());
            } else if kind.is_file() && endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    found
}

/// The path as it is named in messages.
pub(crate) fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// Cells of every row of the Markdown tables in `page` whose header's first cell is `first`, code marks removed.
pub(crate) fn table(page: &str, first: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| -> Vec<String> { line.trim().trim_matches('|').split('|').map(|cell| cell.trim().replace('`', "")).collect() };
    let mut rows = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        if !line.trim_start().starts_with('|') {
            inside = false;
        } else if inside {
            rows.push(cells(line));
        } else if cells(line).first().is_some_and(|cell| cell == first) {
            inside = true;
        }
    }
    rows.retain(|row| !row.iter().all(|cell| cell.chars().all(|c| matches!(c, '-' | ':'))));
    rows
}
