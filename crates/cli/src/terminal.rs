//! The person at the terminal: asks, shows, and reads secrets without an echo.
//! Speaks to `/dev/tty`, so that texts and words can come through standard input at the same time.

use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal, Read, Write};

use anyhow::{Context, Result, bail};
use zeroize::Zeroizing;

/// A terminal that somebody sits at.
pub(crate) struct Terminal {
    from: BufReader<File>,
    to: File,
}

impl Terminal {
    /// Opens it; `otherwise` says which flags do without one.
    pub(crate) fn open(otherwise: &str) -> Result<Self> {
        let tty = || File::options().read(true).write(true).open("/dev/tty");
        let (from, to) = (tty(), tty());
        match (from, to) {
            (Ok(from), Ok(to)) if to.is_terminal() => Ok(Self { from: BufReader::new(from), to }),
            _ => bail!("there is no terminal to ask at; {otherwise}"),
        }
    }

    /// Shows lines.
    pub(crate) fn show(&mut self, text: &str) -> Result<()> {
        writeln!(self.to, "{text}").context("the terminal")
    }

    /// Asks for one line; shows what is typed.
    pub(crate) fn ask(&mut self, question: &str) -> Result<Zeroizing<String>> {
        write!(self.to, "{question} ")?;
        self.to.flush()?;
        let mut line = Zeroizing::new(String::new());
        if self.from.read_line(&mut line)? == 0 {
            bail!("nothing more comes from the terminal; nothing was sent");
        }
        Ok(Zeroizing::new(line.trim().to_owned()))
    }

    /// Asks for one line that is not shown.
    pub(crate) fn ask_hidden(&mut self, question: &str) -> Result<Zeroizing<String>> {
        write!(self.to, "{question} ")?;
        self.to.flush()?;
        rpassword::read_password().map(Zeroizing::new).context("the terminal")
    }

    /// Asks until yes or no is answered.
    pub(crate) fn agrees(&mut self, question: &str) -> Result<bool> {
        loop {
            match self.ask(&format!("{question} [yes/no]"))?.to_lowercase().as_str() {
                "y" | "yes" => return Ok(true),
                "n" | "no" => return Ok(false),
                _ => self.show("Please answer yes or no.")?,
            }
        }
    }

    /// Clears the screen and what can be scrolled back to, as far as the terminal obeys.
    pub(crate) fn forget(&mut self) -> Result<()> {
        write!(self.to, "\x1b[3J\x1b[2J\x1b[H")?;
        self.to.flush().context("the terminal")
    }
}

/// Whether something is piped into this program.
pub(crate) fn piped() -> bool {
    !std::io::stdin().is_terminal()
}

/// The first line of standard input, the rest left unread.
pub(crate) fn first_line() -> Result<Zeroizing<String>> {
    let mut line = Zeroizing::new(Vec::new());
    let mut byte = [0];
    let mut input = std::io::stdin().lock();
    while input.read(&mut byte)? == 1 && byte != *b"\n" {
        line.extend_from_slice(&byte);
    }
    text_of(&line)
}

/// All the rest of standard input.
pub(crate) fn rest() -> Result<Zeroizing<String>> {
    let mut all = Zeroizing::new(Vec::new());
    std::io::stdin().lock().read_to_end(&mut all)?;
    text_of(&all)
}

fn text_of(bytes: &[u8]) -> Result<Zeroizing<String>> {
    let text = std::str::from_utf8(bytes).context("this is no UTF-8 text")?;
    Ok(Zeroizing::new(text.to_owned()))
}

/// Writes one line to standard output.
pub(crate) fn print(line: &str) -> Result<()> {
    writeln!(std::io::stdout(), "{line}").context("standard output")
}

/// What others wrote must not steer this terminal: control characters are shown, not obeyed.
pub(crate) fn harmless(text: &str) -> String {
    let hidden = |c: char| c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if hidden(c) && c != '\t' { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_wrote_does_not_steer_the_terminal() {
        assert_eq!(harmless("a\x1b[2Jb\u{202e}c\rd\te"), "a\u{fffd}[2Jb\u{fffd}c\u{fffd}d\te");
    }
}
