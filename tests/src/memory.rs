//! Searches the memory of another process, all of it that can be read, while the process stands still.

use std::collections::BTreeSet;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

use crate::markers::Search;

/// Bytes looked at together.
const PAGE: usize = 4096;
/// Regions that the kernel shows and lends to nobody.
const KERNELS: [&str; 3] = ["[vvar]", "[vvar_vclock]", "[vsyscall]"];
/// How often memory is searched until it is empty: who has an answer may be a moment faster than the server's tidying up.
const TRIES: u32 = 40;
/// What to do where the kernel refuses.
const CLOSED: &str = "the server's memory cannot be looked at. The server closes itself to its own user, so this takes root, \
or a user namespace around test and server: unshare --map-root-user cargo test -p stories";

/// Keeps a process still.
struct Still(Pid);

impl Still {
    fn of(id: u32) -> Result<Self> {
        let pid = Pid::from_raw(i32::try_from(id)?).context("a process")?;
        kill_process(pid, Signal::STOP)?;
        let still = Self(pid);
        for _ in 0..2_000 {
            let stat = std::fs::read_to_string(format!("/proc/{id}/stat"))?;
            if stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('T')) {
                return Ok(still);
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        bail!("the process does not stand still")
    }
}

impl Drop for Still {
    fn drop(&mut self) {
        // It may have been ended meanwhile.
        let _gone = kill_process(self.0, Signal::CONT);
    }
}

/// What of the markers stands in the memory of a process at this moment, and in what kind of memory.
///
/// # Errors
/// When any of it cannot be read: nothing is passed over.
pub fn found(id: u32, search: &Search) -> Result<BTreeSet<String>> {
    let _still = Still::of(id)?;
    let memory = File::open(format!("/proc/{id}/mem")).context(CLOSED)?;
    let maps = std::fs::read_to_string(format!("/proc/{id}/maps")).context(CLOSED)?;
    let (mut found, mut seen) = (BTreeSet::new(), 0);
    for line in maps.lines() {
        let (range, rest) = line.split_once(' ').context("a line of maps")?;
        let name = rest.split_whitespace().nth(4).unwrap_or("nameless");
        // What comes from a file and cannot be written holds what the file holds.
        let fixed = name.starts_with('/') && rest.as_bytes().get(1) == Some(&b'-');
        if !rest.starts_with('r') || KERNELS.contains(&name) || fixed {
            continue;
        }
        let (from, to) = range.split_once('-').context("a range")?;
        let (from, to) = (u64::from_str_radix(from, 16)?, u64::from_str_radix(to, 16)?);
        let mut bytes = vec![0; usize::try_from(to - from)?];
        memory.read_exact_at(&mut bytes, from).with_context(|| format!("{line}: {CLOSED}"))?;
        seen += bytes.len();
        // Most of it was never touched, or was wiped: pages without anything on them need no search.
        let pages: Vec<&[u8]> = bytes.chunks(PAGE).collect();
        for filled in pages.split(|page| page.iter().all(|byte| *byte == 0)).filter(|pages| !pages.is_empty()) {
            found.extend(search.found_in(&filled.concat()).into_iter().map(|what| format!("{what} in {name}")));
        }
    }
    if seen < 1 << 20 {
        bail!("only {seen} bytes of memory were seen. {CLOSED}");
    }
    Ok(found)
}

/// Waits until nothing of the markers is left, and gives back what stays.
///
/// # Errors
/// As [`found`].
pub fn stays(id: u32, search: &Search) -> Result<BTreeSet<String>> {
    for _ in 1..TRIES {
        if found(id, search)?.is_empty() {
            return Ok(BTreeSet::new());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    found(id, search)
}
