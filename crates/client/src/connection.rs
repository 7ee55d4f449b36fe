//! One connection to one door: sends bodies of a fixed size, reads answers of a bounded size,
//! and tries again where trying again is safe. Keeps a staff session's cookie and nothing else.

use std::time::Duration;

use reqwest::{Method, StatusCode, Url};
use serde::{Serialize, de::DeserializeOwned};
use zeroize::Zeroizing;

use crate::error::{Error, Result};
use crate::route::Route;

/// The largest JSON answer that is read, in bytes.
const LONGEST_ANSWER: usize = 64 << 20;
/// How often a call is sent in all, when the line breaks or the server is busy.
const TRIES: u32 = 6;
/// The cookie of a staff session.
const SESSION: &str = "__Host-session";
/// The cookie between passphrase and second factor.
const HALFWAY: &str = "__Host-halfway";

/// A door that can be spoken to.
pub struct Connection {
    base: Url,
    http: reqwest::Client,
    /// Name and value of the one cookie that is sent.
    session: Option<Cookie>,
}

type Cookie = (&'static str, Zeroizing<String>);

/// One call, before it is sent. Bodies are kept so that they can be sent again.
struct Call<'a> {
    method: Method,
    path: &'a str,
    body: Option<(&'static str, bytes::Bytes)>,
}

/// An answer with a status below 400.
struct Answer {
    cookie: Option<Cookie>,
    body: bytes::Bytes,
}

impl Connection {
    /// Prepares the way; nothing is sent yet.
    pub fn open(route: &Route) -> Result<Self> {
        Ok(Self { base: route.base()?, http: route.http()?, session: None })
    }

    /// GETs JSON.
    pub(crate) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        let answer = self.call(Call { method: Method::GET, path, body: None }).await?;
        parse(&answer.body)
    }

    /// GETs octets.
    pub(crate) async fn get_octets(&self, path: &str) -> Result<bytes::Bytes> {
        Ok(self.call(Call { method: Method::GET, path, body: None }).await?.body)
    }

    /// POSTs JSON, filled up with spaces to `padded` bytes, and reads JSON.
    pub(crate) async fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize, padded: usize) -> Result<T> {
        parse(&self.post_octets(path, body, padded).await?)
    }

    /// POSTs JSON, filled up with spaces to `padded` bytes, and reads octets.
    pub(crate) async fn post_octets(&self, path: &str, body: &impl Serialize, padded: usize) -> Result<bytes::Bytes> {
        let body = Some(("application/json", padded_json(body, padded)?));
        Ok(self.call(Call { method: Method::POST, path, body }).await?.body)
    }

    /// POSTs JSON where the same again would count twice: sent once, whatever happens.
    pub(crate) async fn post_once<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T> {
        let body = Some(("application/json", padded_json(body, 0)?));
        parse(&self.send(&Call { method: Method::POST, path, body }).await?.body)
    }

    /// POSTs JSON once; the answer has no body.
    pub(crate) async fn tell_once(&self, path: &str, body: &impl Serialize) -> Result<()> {
        let body = Some(("application/json", padded_json(body, 0)?));
        self.send(&Call { method: Method::POST, path, body }).await.map(|_| ())
    }

    /// POSTs nothing; the answer has no body.
    pub(crate) async fn post_nothing(&self, path: &str) -> Result<()> {
        self.call(Call { method: Method::POST, path, body: None }).await.map(|_| ())
    }

    /// Takes something away; the answer has no body.
    pub(crate) async fn delete(&self, path: &str) -> Result<()> {
        self.call(Call { method: Method::DELETE, path, body: None }).await.map(|_| ())
    }

    /// POSTs nothing, once, and reads JSON.
    pub(crate) async fn post_bare<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        parse(&self.send(&Call { method: Method::POST, path, body: None }).await?.body)
    }

    /// PUTs octets; the answer has no body.
    pub(crate) async fn put(&self, path: &str, octets: bytes::Bytes) -> Result<()> {
        let body = Some(("application/octet-stream", octets));
        self.call(Call { method: Method::PUT, path, body }).await.map(|_| ())
    }

    /// POSTs JSON once and keeps the cookie that comes back: of half a session, then of a whole one.
    pub(crate) async fn sign_in<T: DeserializeOwned>(&mut self, path: &str, body: &impl Serialize) -> Result<T> {
        let body = Some(("application/json", padded_json(body, 0)?));
        let answer = self.send(&Call { method: Method::POST, path, body }).await?;
        self.session = Some(answer.cookie.ok_or_else(|| Error::Answer("a sign-in without a session".into()))?);
        parse(&answer.body)
    }

    /// Ends the session, here and there.
    pub(crate) async fn sign_out(&mut self, path: &str) -> Result<()> {
        let ended = self.call(Call { method: Method::DELETE, path, body: None }).await;
        self.session = None;
        ended.map(|_| ())
    }

    /// Sends a call until it is answered. What comes here may be repeated: submissions and chunks carry their own
    /// ids, and the server answers a repeated one as it did the first.
    async fn call(&self, call: Call<'_>) -> Result<Answer> {
        let mut wait = Duration::from_millis(250);
        let mut tries = 1;
        loop {
            match self.send(&call).await {
                Err(error) if tries < TRIES && worth_another_try(&error) => {
                    tokio::time::sleep(wait).await;
                    tries += 1;
                    wait *= 2;
                }
                done => return done,
            }
        }
    }

    async fn send(&self, call: &Call<'_>) -> Result<Answer> {
        let url = self.base.join(call.path).map_err(|error| Error::Address(error.to_string()))?;
        let mut request = self.http.request(call.method.clone(), url);
        if let Some((kind, octets)) = &call.body {
            request = request.header("content-type", *kind).body(octets.clone());
        }
        if let Some((name, value)) = &self.session {
            let cookie = Zeroizing::new(format!("{name}={}", value.as_str()));
            request = request.header("cookie", cookie.as_str());
        }
        if call.method != Method::GET {
            request = request.header("origin", self.base.origin().ascii_serialization());
        }
        let answer = request.send().await.map_err(Error::Unreachable)?;
        let status = answer.status();
        let cookie = session_of(answer.headers());
        let body = bounded(answer).await?;
        if status.is_success() { Ok(Answer { cookie, body }) } else { Err(problem(status, &body)) }
    }
}

/// A problem as RFC 9457 writes it; what else it carries is not read.
#[derive(serde::Deserialize)]
struct Problem {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    detail: String,
}

fn problem(status: StatusCode, body: &[u8]) -> Error {
    let told = serde_json::from_slice(body).unwrap_or(Problem { kind: String::new(), title: String::new(), detail: String::new() });
    let title = if told.title.is_empty() { status.canonical_reason().unwrap_or("no reason given").to_owned() } else { told.title };
    Error::Problem { status: status.as_u16(), kind: told.kind, title, detail: told.detail }
}

/// A broken line, and a server that is busy or restarting. Never a refusal.
fn worth_another_try(error: &Error) -> bool {
    match error {
        Error::Unreachable(cause) => !cause.is_builder(),
        Error::Problem { status, .. } => matches!(status, 429 | 502 | 503 | 504),
        _ => false,
    }
}

/// The cookie that an answer sets; one that it takes away is empty.
fn session_of(headers: &reqwest::header::HeaderMap) -> Option<Cookie> {
    let cookies = headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.filter_map(|cookie| cookie.split(';').next()?.split_once('=')).filter(|(_, value)| !value.is_empty());
    pairs.find_map(|(name, value)| {
        let name = [SESSION, HALFWAY].into_iter().find(|ours| *ours == name.trim())?;
        Some((name, Zeroizing::new(value.trim().to_owned())))
    })
}

async fn bounded(mut answer: reqwest::Response) -> Result<bytes::Bytes> {
    let mut body = bytes::BytesMut::new();
    while let Some(piece) = answer.chunk().await.map_err(Error::Unreachable)? {
        if body.len().saturating_add(piece.len()) > LONGEST_ANSWER {
            return Err(Error::Answer("it does not end".into()));
        }
        body.extend_from_slice(&piece);
    }
    Ok(body.freeze())
}

/// JSON with spaces behind, at least `padded` bytes.
fn padded_json(body: &impl Serialize, padded: usize) -> Result<bytes::Bytes> {
    let mut text = serde_json::to_vec(body).map_err(|error| Error::Input(error.to_string()))?;
    if text.len() < padded {
        text.resize(padded, b' ');
    }
    Ok(text.into())
}

/// JSON of an answer; unknown and duplicate keys are refused by the types themselves.
pub(crate) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    serde_json::from_slice(body).map_err(|error| Error::Answer(error.to_string()))
}
