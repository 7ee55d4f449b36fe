//! How `sotto` ends when it could not do what was asked: one sentence, and a number for scripts.

use std::io::Write;
use std::process::ExitCode;

use client::Error;

/// The number for an error, as the help lists them.
fn code(error: &anyhow::Error) -> u8 {
    match error.downcast_ref::<Error>() {
        Some(Error::Address(_) | Error::Input(_)) => 2,
        Some(Error::Unreachable(_) | Error::Setup(_)) => 3,
        Some(Error::Problem { .. } | Error::Answer(_)) => 4,
        Some(Error::NoMailbox) => 5,
        Some(Error::Lie(_)) => 6,
        Some(Error::NotOpen) => 7,
        _ => 1,
    }
}

/// Says it on standard error, with every cause, and gives the exit code.
pub(crate) fn tell(error: &anyhow::Error, json: bool) -> ExitCode {
    let code = code(error);
    let said = format!("{error:#}");
    let line = if json { serde_json::json!({ "error": said, "code": code }).to_string() } else { format!("sotto: {said}") };
    // Nobody is left to tell when standard error is closed.
    let _closed = writeln!(std::io::stderr(), "{line}");
    ExitCode::from(code)
}
