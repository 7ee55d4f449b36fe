//! What the binary says to the person at the console. Not the log: answers to what they asked.

use std::io::{self, BufRead, IsTerminal, Write};

use zeroize::Zeroizing;

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
pub(crate) fn ask(question: impl std::fmt::Display) -> io::Result<Zeroizing<String>> {
    let mut console = io::stdout().lock();
    write!(console, "{question} ")?;
    console.flush()?;
    let mut answer = Zeroizing::new(String::with_capacity(256));
    match io::stdin().lock().read_line(&mut answer)? {
        0 => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "nothing was typed")),
        _ => Ok(answer),
    }
}

/// Asks for a line that is not shown while it is typed. Where something is piped in, its next line is taken.
///
/// # Errors
/// When there is none to be had.
pub(crate) fn ask_hidden(question: impl std::fmt::Display) -> io::Result<Zeroizing<String>> {
    if !io::stdin().is_terminal() {
        return ask(question);
    }
    let mut console = io::stdout().lock();
    write!(console, "{question} ")?;
    console.flush()?;
    rpassword::read_password().map(Zeroizing::new)
}
