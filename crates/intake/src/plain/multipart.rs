//! Forms with a file (`multipart/form-data`, RFC 7578), read piece by piece in constant memory.
//!
//! Own code and not a library's for two reasons: the file's exact length must be known before its first octet is
//! sealed (it decides the padded size), and every buffer that held a part must be ours to wipe.

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use zeroize::Zeroizing;

/// The most octets the head of a part may have.
const MAX_HEAD: usize = 8 * 1024;
/// The longest boundary (RFC 2046, 5.1.1).
const MAX_BOUNDARY: usize = 70;

/// Why a body is no such form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum MultipartRefused {
    /// The header names no boundary, or no such content.
    #[error("the form has no boundary")]
    Boundary,
    /// The connection broke before the end.
    #[error("the form was cut off")]
    Cut,
    /// The head of a part cannot be read.
    #[error("the head of a part cannot be read")]
    Head,
    /// A field that should be short is not.
    #[error("a field is too long")]
    Long,
    /// Octets that are no UTF-8 where text belongs.
    #[error("the form holds octets that are no text")]
    Text,
}

/// What stands before a part.
pub(crate) struct Head {
    /// Name of the field.
    pub name: String,
    /// Name of the file as it was sent, if it is a file.
    pub file: Option<Zeroizing<String>>,
    /// Its type as it was sent, if that is a type.
    pub content: Option<Zeroizing<String>>,
}

/// A form as it comes in.
pub(crate) struct Multipart<S> {
    source: S,
    buffer: Zeroizing<Vec<u8>>,
    delimiter: Vec<u8>,
    /// Octets of the body that were handed out or skipped.
    passed: u64,
    length: u64,
    ended: bool,
}

impl<S, E> Multipart<S>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    /// A form of `length` octets (`Content-Length`) with the boundary in `content_type`.
    ///
    /// # Errors
    /// [`MultipartRefused::Boundary`].
    pub(crate) fn new(source: S, content_type: &str, length: u64) -> Result<Self, MultipartRefused> {
        let delimiter = [b"\r\n--", boundary(content_type).ok_or(MultipartRefused::Boundary)?.as_bytes()].concat();
        // The first delimiter has no line break before it; with this one all are alike. It is not counted in `passed`.
        let buffer = Zeroizing::new(b"\r\n".to_vec());
        Ok(Self { source, buffer, delimiter, passed: 0, length: length.saturating_add(2), ended: false })
    }

    /// Skips what is left of the current part and reads the head of the next; `None` at the end.
    ///
    /// # Errors
    /// [`MultipartRefused`].
    pub(crate) async fn next(&mut self) -> Result<Option<Head>, MultipartRefused> {
        while self.piece().await?.is_some() {}
        if self.ended {
            return Ok(None);
        }
        self.skip(self.delimiter.len());
        while self.buffer.len() < 2 {
            self.fill().await?;
        }
        if self.buffer.starts_with(b"--") {
            self.ended = true;
            return Ok(None);
        }
        let end = loop {
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                break end;
            }
            if self.buffer.len() > MAX_HEAD {
                return Err(MultipartRefused::Head);
            }
            self.fill().await?;
        };
        let head = Head::read(self.buffer.get(..end).unwrap_or_default())?;
        self.skip(end + 4);
        Ok(Some(head))
    }

    /// How long the current part is, if it is the last one and the form ends as browsers end it. Ask before its first
    /// piece; believe it only after the last.
    #[must_use]
    pub(crate) fn length_if_last(&self) -> Option<u64> {
        let tail = u64::try_from(self.delimiter.len()).ok()? + 4;
        self.length.checked_sub(self.passed)?.checked_sub(tail)
    }

    /// The next octets of the current part; `None` when it is over.
    ///
    /// # Errors
    /// [`MultipartRefused::Cut`].
    pub(crate) async fn piece(&mut self) -> Result<Option<Zeroizing<Vec<u8>>>, MultipartRefused> {
        if self.ended {
            return Ok(None);
        }
        loop {
            let ready = match find(&self.buffer, &self.delimiter) {
                Some(0) => return Ok(None),
                Some(at) => at,
                // The end of the buffer may be the beginning of the delimiter.
                None => (self.buffer.len() + 1).saturating_sub(self.delimiter.len()),
            };
            if ready > 0 {
                let rest = Zeroizing::new(self.buffer.split_off(ready));
                self.passed += u64::try_from(ready).unwrap_or(u64::MAX);
                return Ok(Some(std::mem::replace(&mut self.buffer, rest)));
            }
            self.fill().await?;
        }
    }

    /// The whole current part as text of at most `most` octets.
    ///
    /// # Errors
    /// [`MultipartRefused`].
    pub(crate) async fn text(&mut self, most: usize) -> Result<Zeroizing<String>, MultipartRefused> {
        let mut octets = Zeroizing::new(Vec::with_capacity(most.min(1024)));
        while let Some(piece) = self.piece().await? {
            if octets.len() + piece.len() > most {
                return Err(MultipartRefused::Long);
            }
            octets.extend_from_slice(&piece);
        }
        let text = std::str::from_utf8(&octets).map_err(|_| MultipartRefused::Text)?;
        Ok(Zeroizing::new(text.to_owned()))
    }

    fn skip(&mut self, count: usize) {
        let count = count.min(self.buffer.len());
        let rest = Zeroizing::new(self.buffer.split_off(count));
        self.buffer = rest;
        self.passed += u64::try_from(count).unwrap_or(u64::MAX);
    }

    async fn fill(&mut self) -> Result<(), MultipartRefused> {
        let more = self.source.next().await.and_then(Result::ok).ok_or(MultipartRefused::Cut)?;
        self.buffer.extend_from_slice(&more);
        Ok(())
    }
}

impl Head {
    fn read(octets: &[u8]) -> Result<Self, MultipartRefused> {
        let text = std::str::from_utf8(octets).map_err(|_| MultipartRefused::Text)?;
        let line = |name: &str| {
            text.split("\r\n").find_map(|line| {
                let (key, value) = line.split_once(':')?;
                key.trim().eq_ignore_ascii_case(name).then(|| value.trim())
            })
        };
        let disposition = line("content-disposition").ok_or(MultipartRefused::Head)?;
        let name = parameter(disposition, "name").ok_or(MultipartRefused::Head)?;
        let file = parameter(disposition, "filename");
        let content = line("content-type").filter(|value| is_type(value)).map(|value| Zeroizing::new(value.to_ascii_lowercase()));
        Ok(Self { name: name.to_string(), file, content })
    }
}

/// The boundary named in a content type, if that is `multipart/form-data`.
fn boundary(content_type: &str) -> Option<&str> {
    let (kind, parameters) = content_type.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let named = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("boundary").then(|| value.trim().trim_matches('"'))
    })?;
    (!named.is_empty() && named.len() <= MAX_BOUNDARY && named.is_ascii()).then_some(named)
}

/// A parameter of a disposition as browsers write it (HTML, 4.10.21.8: quotes and line breaks are percent-coded), or
/// with backslashes as older programs do.
fn parameter(disposition: &str, wanted: &str) -> Option<Zeroizing<String>> {
    let mut rest = disposition.split_once(';')?.1;
    loop {
        let (name, after) = rest.split_once('=')?;
        let (value, next) = match after.strip_prefix('"') {
            Some(quoted) => unquoted(quoted)?,
            None => {
                let (value, next) = after.split_once(';').unwrap_or((after, ""));
                (Zeroizing::new(value.trim().to_owned()), next)
            }
        };
        if name.trim().eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = next.trim_start().strip_prefix(';').unwrap_or(next);
    }
}

/// What stands before the closing quote, and what after it.
fn unquoted(quoted: &str) -> Option<(Zeroizing<String>, &str)> {
    let mut value = Zeroizing::new(String::with_capacity(quoted.len()));
    let mut letters = quoted.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => {
                let value = Zeroizing::new(value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"));
                return Some((value, quoted.get(at + 1..).unwrap_or_default()));
            }
            // Some browsers send paths with backslashes: only quotes and backslashes are ever escaped.
            '\\' => match letters.clone().next() {
                Some((_, next @ ('"' | '\\'))) => {
                    letters.next();
                    value.push(next);
                }
                _ => value.push('\\'),
            },
            other => value.push(other),
        }
    }
    None
}

/// Whether this is a media type and nothing more.
fn is_type(value: &str) -> bool {
    let token = |part: &str| {
        !part.is_empty() && part.bytes().all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.' | b'+' | b'_'))
    };
    value.len() <= 100 && value.split_once('/').is_some_and(|(kind, sub)| token(kind) && token(sub))
}

fn find(octets: &[u8], wanted: &[u8]) -> Option<usize> {
    memchr::memmem::find(octets, wanted)
}

#[cfg(test)]
#[path = "multipart_test.rs"]
mod tests;
