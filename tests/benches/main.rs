//! The house's targets, measured with the real programs: `cargo bench -p stories`, or by name, such as
//! `cargo bench -p stories -- filing attachments`. What came out is kept in docs/performance.md.

#![expect(clippy::disallowed_methods, reason = "only benchmarks measure")]

mod attachments;
mod filing;
mod lists;
mod million;
mod plain;
mod process;
mod replay;
mod sealing_speed;
mod table;

use anyhow::Result;

#[tokio::main]
async fn main() -> Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let asked = |name: &str| wanted.is_empty() || wanted.iter().any(|other| other == name);
    if asked("process") {
        process::measure().await?;
    }
    if asked("sealing") {
        sealing_speed::measure()?;
    }
    if asked("filing") {
        filing::measure().await?;
    }
    if asked("plain") {
        plain::measure().await?;
    }
    if asked("attachments") {
        attachments::measure().await?;
    }
    if asked("lists") {
        lists::measure().await?;
    }
    if asked("million") {
        million::measure().await?;
    }
    Ok(())
}
