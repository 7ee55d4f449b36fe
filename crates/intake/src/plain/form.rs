//! Forms as browsers post them (`application/x-www-form-urlencoded`, WHATWG URL 5.1), decoded in the buffer they came in.
//!
//! What people wrote stands in one buffer that is wiped when it is dropped. Nothing here copies it out, logs it or
//! puts it into an error.

use std::ops::Range;
use zeroize::Zeroizing;

/// The most fields a form may have; ours have fewer than a hundred.
const MAX_FIELDS: usize = 400;

/// Why a body is no form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FormRefused {
    /// A percent sign that no two hex digits follow.
    #[error("the form is coded wrongly")]
    Coding,
    /// Octets that are no UTF-8.
    #[error("the form holds octets that are no text")]
    Text,
    /// More than [`MAX_FIELDS`] fields.
    #[error("the form has too many fields")]
    Fields,
}

/// A decoded form.
pub(crate) struct Form {
    buffer: Zeroizing<Vec<u8>>,
    fields: Vec<(Range<usize>, Range<usize>)>,
}

impl Form {
    /// Decodes `body` in place.
    ///
    /// # Errors
    /// [`FormRefused`] when it is no form of ours.
    pub(crate) fn parse(mut body: Zeroizing<Vec<u8>>) -> Result<Self, FormRefused> {
        let mut fields = Vec::new();
        let mut write = Written::default();
        let mut read = 0;
        while let Some(&octet) = body.get(read) {
            read += 1;
            let decoded = match octet {
                b'&' => {
                    write.end_field(&mut fields)?;
                    continue;
                }
                b'=' if write.name_end.is_none() => {
                    write.name_end = Some(write.at);
                    continue;
                }
                b'+' => b' ',
                b'%' => {
                    let pair = (body.get(read).and_then(hex_digit), body.get(read + 1).and_then(hex_digit));
                    let (Some(high), Some(low)) = pair else { return Err(FormRefused::Coding) };
                    read += 2;
                    high * 16 + low
                }
                other => other,
            };
            if let Some(place) = body.get_mut(write.at) {
                *place = decoded;
                write.at += 1;
            }
        }
        write.end_field(&mut fields)?;
        let form = Self { buffer: body, fields };
        form.check_text()?;
        Ok(form)
    }

    /// How much it holds.
    #[must_use]
    pub(crate) fn octets(&self) -> usize {
        self.buffer.capacity()
    }

    /// The value of the first field of this name, if there is one.
    #[must_use]
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.values(name).next()
    }

    /// The values of all fields of this name, in their order.
    pub(crate) fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(move |(key, _)| self.text(key) == name).map(|(_, value)| self.text(value))
    }

    fn text(&self, range: &Range<usize>) -> &str {
        self.buffer.get(range.clone()).and_then(|octets| std::str::from_utf8(octets).ok()).unwrap_or_default()
    }

    fn check_text(&self) -> Result<(), FormRefused> {
        for range in self.fields.iter().flat_map(|(key, value)| [key, value]) {
            let octets = self.buffer.get(range.clone()).unwrap_or_default();
            std::str::from_utf8(octets).map_err(|_| FormRefused::Text)?;
        }
        Ok(())
    }
}

/// Where the decoded octets have got to.
#[derive(Default)]
struct Written {
    start: usize,
    name_end: Option<usize>,
    at: usize,
}

impl Written {
    fn end_field(&mut self, fields: &mut Vec<(Range<usize>, Range<usize>)>) -> Result<(), FormRefused> {
        if self.at > self.start || self.name_end.is_some() {
            if fields.len() >= MAX_FIELDS {
                return Err(FormRefused::Fields);
            }
            let name_end = self.name_end.unwrap_or(self.at);
            fields.push((self.start..name_end, name_end..self.at));
        }
        *self = Self { start: self.at, name_end: None, at: self.at };
        Ok(())
    }
}

fn hex_digit(octet: &u8) -> Option<u8> {
    match octet {
        b'0'..=b'9' => Some(octet - b'0'),
        b'a'..=b'f' => Some(octet - b'a' + 10),
        b'A'..=b'F' => Some(octet - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(body: &[u8]) -> Result<Form, FormRefused> {
        Form::parse(Zeroizing::new(body.to_vec()))
    }

    #[test]
    fn fields_are_decoded_and_repeated_ones_kept() {
        let form = parse(b"text=a+b%20%C3%A9%0D%0A&who=1&who=2&empty=&bare&x=1=2").unwrap();
        assert_eq!(form.value("text"), Some("a b é\r\n"));
        assert_eq!(form.values("who").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(form.value("empty"), Some(""));
        assert_eq!(form.value("bare"), Some(""));
        assert_eq!(form.value("x"), Some("1=2"));
        assert_eq!(form.value("none"), None);
    }

    #[test]
    fn octets_that_are_no_text_are_refused() {
        assert_eq!(parse(b"text=%ff").err(), Some(FormRefused::Text));
        assert_eq!(parse(b"text=\xc3").err(), Some(FormRefused::Text));
        // two halves of one letter in name and value are not text either, though together they are
        assert_eq!(parse(b"%c3=%a9").err(), Some(FormRefused::Text));
    }

    #[test]
    fn half_a_percent_code_is_refused() {
        for body in [&b"a=%"[..], b"a=%4", b"a=%zz", b"a=%4&b=1"] {
            assert_eq!(parse(body).err(), Some(FormRefused::Coding));
        }
    }

    #[test]
    fn a_form_of_a_million_fields_is_refused() {
        assert_eq!(parse(&b"a&".repeat(1_000_000)).err(), Some(FormRefused::Fields));
    }

    fn coded(text: &str) -> String {
        text.bytes().map(|octet| format!("%{octet:02x}")).collect()
    }

    proptest! {
        #[test]
        fn any_text_comes_through(name in "[a-z]{1,8}", value in any::<String>()) {
            let form = parse(format!("{}={}", coded(&name), coded(&value)).as_bytes()).unwrap();
            prop_assert_eq!(form.value(&name), Some(value.as_str()));
        }

        #[test]
        fn any_octets_are_parsed_or_refused_without_a_panic(body in any::<Vec<u8>>()) {
            let _ = parse(&body);
        }
    }
}
