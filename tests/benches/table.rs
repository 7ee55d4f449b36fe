//! One line for each thing that was measured.

use std::fmt::Display;
use std::io::Write;

/// Writes what was measured, what came out, and what was aimed at.
pub(crate) fn row(what: &str, found: impl Display, aim: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout(), "{what:<62} {found:<28} {aim}")
}

/// The middle one.
pub(crate) fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

/// A figure of a process out of its status file, in MiB.
pub(crate) fn memory(pid: u32, figure: &str) -> std::io::Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find(|line| line.starts_with(figure)).unwrap_or_default();
    let kibibytes: f64 = line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(f64::NAN);
    Ok(kibibytes / 1024.0)
}
