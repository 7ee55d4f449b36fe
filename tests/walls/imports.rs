//! Reads the import graph of the browser's code and compares it with the walls between its rooms.

use std::path::{Component, Path, PathBuf};

use crate::rooms;

/// Room → rooms it may import from. A file outside every room (an entry point, a build script) may import any.
const WALLS: [(&str, &[&str]); 6] = [
    ("seal", &[]),
    ("kit", &["seal"]),
    ("reporter", &["seal", "kit"]),
    ("staff", &["seal", "kit"]),
    ("casework", &["seal", "kit", "staff"]),
    ("office", &["seal", "kit", "staff"]),
];

/// What a file names after `from` or inside `import(…)`, `new URL(…, import.meta.url)`.
fn named_by(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    for opener in ["from ", "from\n", "import ", "import(", "new URL(", "@import "] {
        for after in source.split(opener).skip(1) {
            let after = after.trim_start();
            let Some(quote) = after.chars().next().filter(|c| matches!(c, '"' | '\'' | '`')) else { continue };
            if let Some(name) = after[1..].split(quote).next() {
                names.push(name.to_string());
            }
        }
    }
    names
}

/// `a/b/../c` without the detours, by name only.
fn straightened(path: &Path) -> PathBuf {
    let mut straight = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                straight.pop();
            }
            Component::CurDir => {}
            other => straight.push(other),
        }
    }
    straight
}

/// The room of a path below the sources: its first folder, where that is a room.
fn room<'a>(sources: &Path, path: &'a Path) -> Option<&'a str> {
    let first = path.strip_prefix(sources).ok()?.components().next()?.as_os_str().to_str()?;
    WALLS.iter().any(|(name, _)| *name == first).then_some(first)
}

/// What is wrong with one import, if anything.
fn trespass(sources: &Path, file: &Path, name: &str) -> Option<String> {
    let from = room(sources, file)?;
    let target = match name {
        relative if relative.starts_with('.') => straightened(&file.parent()?.join(relative)),
        rooted if rooted.starts_with('/') || rooted.starts_with('$') || rooted.starts_with('@') && rooted.starts_with("@/") => {
            return Some(format!("{}: {rooted:?} hides where it leads; write it relative", rooms::shown(file)));
        }
        _ => return None,
    };
    let to = room(sources, &target);
    let may = WALLS.iter().find(|(name, _)| *name == from).map(|(_, may)| *may)?;
    match to {
        Some(to) if to == from || may.contains(&to) => None,
        Some(to) => Some(format!("{}: {from} may not import {to} ({name})", rooms::shown(file))),
        None => (from == "seal").then(|| format!("{}: seal imports nothing of ours from outside ({name})", rooms::shown(file))),
    }
}

fn sources() -> PathBuf {
    let ui = rooms::root().join("crates/browser/ui");
    if ui.join("src").is_dir() { ui.join("src") } else { ui }
}

#[test]
fn the_rooms_of_the_browser_keep_their_walls() {
    let sources = sources();
    let files = rooms::files(&sources, &[".ts", ".svelte", ".mjs", ".js", ".css"]);
    for (name, _) in WALLS {
        assert!(
            files.iter().any(|file| room(&sources, file) == Some(name)),
            "the room {name} is empty: does this test look in the right place?"
        );
    }
    let tests = |file: &Path| file.to_string_lossy().contains(".test.");
    let found: Vec<_> = files
        .iter()
        .filter(|file| !tests(file))
        .flat_map(|file| {
            let text = std::fs::read_to_string(file).expect("a source");
            named_by(&text).into_iter().filter_map(|name| trespass(&sources, file, &name)).collect::<Vec<_>>()
        })
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_trespass_is_seen_however_it_is_written() {
    let sources = Path::new("/ui");
    let reporter = Path::new("/ui/reporter/rules/send.ts");
    for line in [
        "import { open } from \"../../casework/open\";",
        "import '../../casework/open'",
        "export * from \"../../casework/open\"",
        "await import(`../../casework/open`)",
        "new Worker(new URL(\"../../casework/open\", import.meta.url))",
        "import {\n  open,\n} from '../../casework/open'",
    ] {
        let names = named_by(line);
        assert!(names.iter().any(|name| trespass(sources, reporter, name).is_some()), "{line}");
    }
    assert!(trespass(sources, Path::new("/ui/office/pages/people.tsx"), "../../casework/desk/keys").is_some());
    assert!(trespass(sources, Path::new("/ui/casework/app.tsx"), "../office/app").is_some());
    let kit = Path::new("/ui/kit/page.ts");
    assert!(trespass(sources, kit, "../reporter/page").is_some());
    assert!(trespass(sources, kit, "../seal/words").is_none());
    assert!(trespass(sources, Path::new("/ui/seal/words.ts"), "../kit/page").is_some());
    assert!(trespass(sources, Path::new("/ui/seal/words.ts"), "@noble/hashes/sha2.js").is_none());
}
