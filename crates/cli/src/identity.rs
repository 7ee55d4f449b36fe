//! A reporter's name: read from a file, and the staff's part in it, asking, answering, reading. Nothing of it is kept on this machine.

use std::path::Path;

use anyhow::{Context, Result, bail};
use sealing::identity::Particulars;
use zeroize::Zeroizing;

use crate::report::read_text;

/// Name and contact from a file: the name on the first line and the contact below, or JSON with both.
pub(crate) fn particulars(from: &Path) -> Result<Particulars> {
    let text = read_text(from)?;
    let read = parse(&text)?;
    if read.check().is_err() {
        bail!("a name is one line of at most 100 characters, and how to reach you has at most 300");
    }
    Ok(read)
}

fn parse(text: &str) -> Result<Particulars> {
    if text.trim_start().starts_with('{') {
        return sealing::json::read(text.trim().as_bytes()).ok().context("the JSON of a name is { \"name\": \"…\", \"contact\": \"…\" }");
    }
    let text = Zeroizing::new(text.replace('\r', ""));
    let (name, contact) = text.trim().split_once('\n').unwrap_or((text.trim(), ""));
    Ok(Particulars { name: name.trim().to_owned(), contact: contact.trim().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_on_its_first_line_or_in_json() {
        let of = |name: &str, contact: &str| Particulars { name: name.to_owned(), contact: contact.to_owned() };
        assert_eq!(parse("Zoë\r\nat home\r\nafter six\n").unwrap(), of("Zoë", "at home\nafter six"));
        assert_eq!(parse(" Zoë \n").unwrap(), of("Zoë", ""));
        assert_eq!(parse("{\"name\":\"Zoë\",\"contact\":\"\"}\n").unwrap(), of("Zoë", ""));
        assert!(parse("{\"name\":\"Zoë\"}").is_err());
    }
}
