//! What the binary says to the person at the console. Not the log: answers to what they asked.

use std::io::{self, BufRead, Write};

/// Says a text and a line's end.
///
/// # Errors
/// When the console is gone.
pub(crate) fn line(text: impl std::fmt::Display) -> io::Result<()> {
    let mut console = io::stdout().lock();
    writeln!(console, "{text}")?;
    console.flush()
}

/// Asks for a line.
///
/// # Errors
/// When there is none to be had.
pub(crate) fn ask(question: impl std::fmt::Display) -> io::Result<zeroize::Zeroizing<String>> {
    let mut console = io::stdout().lock();
    write!(console, "{question} ")?;
    console.flush()?;
    let mut answer = zeroize::Zeroizing::new(String::with_capacity(256));
    match io::stdin().lock().read_line(&mut answer)? {
        0 => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "nothing was typed")),
        _ => Ok(answer),
    }
}
