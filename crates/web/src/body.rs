//! Reading JSON strictly: one content type, a size limit that is checked before anything is read, UTF-8, no key twice, no unknown key,
//! bounded depth. What was sent is never repeated in a problem.

use std::{collections::HashSet, fmt, future::Future, pin::Pin};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header::{self, HeaderMap},
};
use bytes::Bytes;
use futures_util::StreamExt;
use schemars::JsonSchema;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use zeroize::Zeroizing;

use crate::{
    lanes::Passages,
    problem::{Kind, Problem},
};

/// How deep documents may be nested.
const MAX_DEPTH: usize = 8;
/// How long a body may take altogether. A megabyte over a slow circuit takes minutes.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(300);

/// What an endpoint may be asked with. Types carry `#[serde(deny_unknown_fields)]`; [`refuses_unknown_keys`] is there for a test of it.
pub trait Asks: DeserializeOwned + JsonSchema + 'static {
    /// Most bytes the whole body may have.
    const LIMIT: usize;
}

/// A JSON body, read strictly.
#[derive(Debug)]
pub struct Asked<T>(pub T);

impl<T: Asks> FromRequest for Asked<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            if !is_json(request.headers()) {
                return Err(Problem::new(Kind::WrongContent));
            }
            let body = Passages::receive(&request, receive(&request, payload, T::LIMIT)).await??;
            parse(&body).map(Self)
        })
    }
}

/// A body of octets of at most `LIMIT` bytes.
#[derive(Debug)]
pub struct Octets<const LIMIT: usize>(pub Bytes);

impl<const LIMIT: usize> FromRequest for Octets<LIMIT> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let mut body = Passages::receive(&request, receive(&request, payload, LIMIT)).await??;
            Ok(Self(Bytes::from(std::mem::take(&mut *body))))
        })
    }
}

/// Refuses by the declared length before a byte is read.
///
/// # Errors
/// [`Kind::TooLarge`] with the limit.
pub fn check_declared(headers: &HeaderMap, limit: usize) -> Result<Option<usize>, Problem> {
    let Some(declared) = headers.get(header::CONTENT_LENGTH) else { return Ok(None) };
    let declared: u64 = declared.to_str().ok().and_then(|text| text.parse().ok()).ok_or_else(|| Problem::new(Kind::Malformed))?;
    usize::try_from(declared).ok().filter(|length| *length <= limit).map(Some).ok_or_else(|| Problem::too_large(limit))
}

async fn receive(request: &HttpRequest, mut payload: Payload, limit: usize) -> Result<Zeroizing<Vec<u8>>, Problem> {
    let declared = check_declared(request.headers(), limit)?;
    let mut body = Zeroizing::new(Vec::with_capacity(declared.unwrap_or(4096)));
    let all = async {
        while let Some(piece) = payload.next().await {
            let piece = piece.map_err(|_| Problem::new(Kind::CutOff))?;
            if body.len() + piece.len() > limit {
                return Err(Problem::too_large(limit));
            }
            body.extend_from_slice(&piece);
        }
        Ok(())
    };
    tokio::time::timeout(PATIENCE, all).await.map_err(|_| Problem::new(Kind::CutOff))??;
    Ok(body)
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}

/// Parses a document strictly.
///
/// # Errors
/// [`Kind::NotUtf8`] or [`Kind::Malformed`].
pub fn parse<T: DeserializeOwned>(document: &[u8]) -> Result<T, Problem> {
    let document = std::str::from_utf8(document).map_err(|_| Problem::new(Kind::NotUtf8))?;
    let mut reader = serde_json::Deserializer::from_str(document);
    let strict = Strict { depth: MAX_DEPTH }.deserialize(&mut reader).and_then(|()| reader.end());
    strict.map_err(|_| Problem::new(Kind::Malformed))?;
    serde_json::from_str(document).map_err(|_| Problem::new(Kind::Malformed))
}

/// Whether a type refuses a key it does not know, told from one document it accepts. For tests of doors.
#[must_use]
pub fn refuses_unknown_keys<T: DeserializeOwned>(accepted: &serde_json::Value) -> bool {
    let mut more = accepted.clone();
    let Some(object) = more.as_object_mut() else { return false };
    object.insert("no_such_key".to_owned(), serde_json::Value::Null);
    T::deserialize(accepted).is_ok() && T::deserialize(&more).is_err()
}

/// Walks a document and refuses duplicate keys and depth; keeps nothing.
#[derive(Clone, Copy)]
struct Strict {
    depth: usize,
}

impl Strict {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        self.depth.checked_sub(1).map(|depth| Self { depth }).ok_or_else(|| E::custom("too deep"))
    }
}

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let inner = self.deeper()?;
        while seq.next_element_seed(inner)?.is_some() {}
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let inner = self.deeper()?;
        let mut seen = HashSet::new();
        while let Some(key) = map.next_key::<String>()? {
            if !seen.insert(key) {
                return Err(A::Error::custom("a key twice"));
            }
            map.next_value_seed(inner)?;
        }
        Ok(())
    }
}

#[cfg(test)]
#[path = "body_test.rs"]
mod tests;
