//! Every control still takes its guard out: it applies to the code as it is, and the test it names is there. Whether that test then
//! fails is what `tests/controls/run` shows.

use std::process::Command;

use crate::rooms;

#[test]
fn every_control_applies_and_names_a_test() {
    let root = rooms::root();
    let sources: String = rooms::files(&root, &[".rs"]).iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    let patches = rooms::files(&root.join("tests/controls"), &[".patch"]);
    assert!(patches.len() > 30, "only {} controls: are they read?", patches.len());
    let mut faults = Vec::new();
    for patch in patches {
        let name = rooms::shown(&patch);
        let checked = Command::new("git").args(["apply", "--check"]).arg(&patch).current_dir(&root).output().expect("git");
        if !checked.status.success() {
            faults.push(format!("{name}: {}", String::from_utf8_lossy(&checked.stderr).trim()));
        }
        let text = std::fs::read_to_string(&patch).expect("a patch");
        let test = text.lines().find_map(|line| line.strip_prefix("Test: ")).and_then(|line| line.split_whitespace().last());
        let plain = test.and_then(|test| test.rsplit("::").next()).unwrap_or_default();
        if plain.is_empty() || !sources.contains(&format!("fn {plain}")) {
            faults.push(format!("{name}: there is no test {plain:?}"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}
