//! Everything that runs in a browser: built from `ui/` into `dist/`, embedded here, listed by hash.
//!
//! Keeps the bytes that every installation serves alike, and says under which path and content type. Never keeps data of any
//! kind, never changes a byte, never reads a file at run time.

use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};

static DIST: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/dist");

static REPORTER: LazyLock<Vec<File>> = LazyLock::new(|| files(Door::Reporter));
static CONSOLE: LazyLock<Vec<File>> = LazyLock::new(|| files(Door::Console));

/// One static file as it is served: the same bytes for everybody, always.
#[derive(Debug, Clone)]
pub struct File {
    /// The path in the address, with its leading slash. The document of a door stands under `/`.
    pub path: String,
    /// The whole value of the `Content-Type` header.
    pub content_type: &'static str,
    /// The body.
    pub bytes: &'static [u8],
    /// SHA-256 of the body, lower-case hex.
    pub sha256: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Door {
    Reporter,
    Console,
}

/// What the reporters' door serves: `/`, `/kit.css`, the client, its worker and the word lists. Sorted by path.
#[must_use]
pub fn reporter_files() -> &'static [File] {
    &REPORTER
}

/// What the staff's door serves: `/` and `/enrol` (one document) with the console and its worker, `/office` with the office and its own,
/// `/kit.css`. Sorted by path.
#[must_use]
pub fn console_files() -> &'static [File] {
    &CONSOLE
}

fn files(door: Door) -> Vec<File> {
    let mut files: Vec<File> = DIST
        .files()
        .filter_map(|file| Some((file.path().to_str()?, file.contents())))
        .filter(|(name, _)| belongs(name, door))
        .flat_map(|(name, bytes)| paths(name).into_iter().map(move |path| (path, name, bytes)))
        .map(|(path, name, bytes)| File { path, content_type: content_type(name), bytes, sha256: hex::encode(Sha256::digest(bytes)) })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// Files named for a door are that door's; everything else is shared, but for the reporters' word lists.
fn belongs(name: &str, door: Door) -> bool {
    match name.split(['.', '-']).next() {
        Some("casework" | "office") => door == Door::Console,
        Some("reporter" | "words") => door == Door::Reporter,
        _ => true,
    }
}

fn paths(name: &str) -> Vec<String> {
    match name {
        "reporter.html" => vec!["/".to_owned()],
        "casework.html" => vec!["/".to_owned(), "/enrol".to_owned()],
        "office.html" => vec!["/office".to_owned()],
        other => vec![format!("/{other}")],
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths_of(files: &[File]) -> Vec<&str> {
        files.iter().map(|file| file.path.as_str()).collect()
    }

    #[test]
    fn the_reporters_door_serves_its_document_and_the_style_sheet() {
        let paths = paths_of(reporter_files());
        assert!(paths.contains(&"/"));
        assert!(paths.contains(&"/kit.css"));
    }

    #[test]
    fn neither_door_serves_files_of_the_other() {
        assert!(paths_of(reporter_files()).iter().all(|path| !path.contains("casework") && !path.contains("office")));
        let console = paths_of(console_files());
        assert!(console.iter().all(|path| !path.contains("reporter") && !path.contains("words")));
    }

    #[test]
    fn whatever_a_document_loads_is_served_at_its_own_door() {
        for files in [reporter_files(), console_files()] {
            let paths = paths_of(files);
            for document in files.iter().filter(|file| file.content_type.starts_with("text/html")) {
                let text = std::str::from_utf8(document.bytes).unwrap();
                let loaded = text.split("<script").chain(text.split("<link")).skip(1).filter_map(|tag| {
                    let tag = tag.split('>').next()?;
                    let address = tag.split("src=\"").nth(1).or_else(|| tag.split("href=\"").nth(1))?;
                    address.split('"').next()
                });
                for path in loaded.filter(|path| path.starts_with('/')) {
                    assert!(paths.contains(&path), "{path} of {}", document.path);
                }
                assert!(text.contains("<link") && text.contains("<script"));
            }
        }
    }

    #[test]
    fn no_path_is_served_twice_and_none_has_an_unknown_kind() {
        for files in [reporter_files(), console_files()] {
            let mut paths = paths_of(files);
            paths.dedup();
            assert_eq!(paths.len(), files.len());
            assert!(files.iter().all(|file| file.content_type != "application/octet-stream"));
        }
    }

    #[test]
    fn the_hash_is_that_of_the_bytes() {
        for file in reporter_files() {
            assert_eq!(file.sha256, hex::encode(Sha256::digest(file.bytes)));
            assert!(!file.bytes.is_empty());
        }
    }
}
