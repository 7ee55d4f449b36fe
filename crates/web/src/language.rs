//! Which language the caller asks for: `?lang=` first, then `Accept-Language`, else English. It is read from the request and kept nowhere.

use std::{convert::Infallible, future::Ready, future::ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};

use crate::texts::Texts;

/// One of the languages there are texts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Language(&'static str);

impl Default for Language {
    fn default() -> Self {
        Self("en")
    }
}

impl Language {
    /// Every language there are texts for.
    pub fn all() -> impl Iterator<Item = Self> {
        Texts::languages().map(Self)
    }

    /// The tag, such as `en`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        self.0
    }

    /// Finds a language by its tag or by the first part of it (`fr-CA` is `fr`).
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Texts::languages().find(|known| known.eq_ignore_ascii_case(tag) || known.eq_ignore_ascii_case(primary)).map(Self)
    }

    /// Chooses by the request.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Self {
        let asked = request.query_string().split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(Self::parse);
        let accepted = || request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).and_then(Self::accepted);
        asked.or_else(accepted).unwrap_or_default()
    }

    /// The best of an `Accept-Language` value (RFC 9110, 12.5.4).
    fn accepted(value: &str) -> Option<Self> {
        let mut best: Option<(u16, Self)> = None;
        for range in value.split(',').take(32) {
            let mut parts = range.split(';');
            let tag = parts.next().unwrap_or_default().trim();
            let weight = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(Some(1000), thousandths);
            if let (Some(language), Some(weight)) = (Self::parse(tag), weight)
                && weight > best.map_or(0, |(most, _)| most)
            {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

/// A quality value such as `0.8` in thousandths.
fn thousandths(quality: &str) -> Option<u16> {
    let (whole, fraction) = quality.trim().split_once('.').unwrap_or((quality.trim(), ""));
    let fraction: u16 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    let whole: u16 = whole.parse().ok()?;
    whole.checked_mul(1000)?.checked_add(fraction).filter(|all| *all <= 1000)
}

impl FromRequest for Language {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn chosen(uri: &str, accept: &str) -> &'static str {
        Language::of(&TestRequest::with_uri(uri).insert_header((header::ACCEPT_LANGUAGE, accept)).to_http_request()).tag()
    }

    #[test]
    fn the_query_goes_before_the_header_and_unknown_languages_fall_back_to_english() {
        assert_eq!(chosen("/?lang=en", "de"), "en");
        assert_eq!(chosen("/?x=1&lang=xx", "en-GB;q=0.3"), "en");
        assert_eq!(chosen("/", "xx, yy;q=0.5"), "en");
        assert_eq!(chosen("/", ""), "en");
    }

    #[test]
    fn weights_are_read_as_the_standard_says() {
        assert_eq!(thousandths("1"), Some(1000));
        assert_eq!(thousandths("0.8"), Some(800));
        assert_eq!(thousandths("0.123"), Some(123));
        assert_eq!(thousandths("1.5"), None);
        assert_eq!(thousandths("x"), None);
        assert_eq!(thousandths("-1"), None);
    }
}
