//! The bytes that the clients of a flood send.

use anyhow::Result;
use rand::Rng;
use rand::rngs::StdRng;
use sealing::words::{Language, Words};
use secrecy::ExposeSecret;

use crate::plain::Plain;

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
const OCTETS: &str = "application/octet-stream";
const PARTS: &str = "multipart/form-data; boundary=x";

/// What a slow client begins: every lane is here, and those with twice the places twice. Method, path, content, declared length.
const SLOW: [(&str, &str, &str, usize); 10] = [
    ("POST", "/api/v1/intake/reports", JSON, 4 << 20),
    ("POST", "/api/v1/intake/mailbox/items", JSON, 3 << 20),
    ("PUT", "/api/v1/intake/uploads/00112233445566778899aabbccddeeff/0", OCTETS, 1 << 20),
    ("POST", "/api/v1/intake/mailbox", JSON, 8192),
    ("POST", "/plain/report", FORM, 1 << 20),
    ("POST", "/plain/words", FORM, 1 << 20),
    ("POST", "/plain/reply", FORM, 1 << 20),
    ("POST", "/plain/files", PARTS, 1 << 29),
    ("POST", "/api/v1/intake/reports", JSON, 4 << 20),
    ("POST", "/api/v1/intake/mailbox/items", JSON, 3 << 20),
];

/// What is the same every time.
pub(super) struct Bodies {
    pub(super) door: String,
    plain: Plain,
    whole: Vec<Vec<u8>>,
}

impl Bodies {
    pub(super) fn make(door: &str) -> Result<Self> {
        let plain = Plain::to(door, "a flood");
        let door = plain.address.clone();
        let json = |key: &str, length: usize| format!("{{\"{key}\":\"{}\"}}", "A".repeat(length - key.len() - 7)).into_bytes();
        let form = |name: &str| format!("{name}={}", "a".repeat(1 << 20)).into_bytes();
        let whole = [
            ("POST", "/api/v1/intake/reports", JSON, json("item", 4 << 20)),
            ("POST", "/api/v1/intake/mailbox/items", JSON, json("item", 3 << 20)),
            ("PUT", "/api/v1/intake/uploads/00112233445566778899aabbccddeeff/0", OCTETS, vec![7; 1 << 20]),
            ("POST", "/plain/report", FORM, form("q-what")),
            ("POST", "/plain/mailbox", FORM, form("words")),
            ("POST", "/plain/reply", FORM, form("text")),
        ];
        let whole = whole.iter().map(|(method, path, kind, body)| [&head(&door, method, path, kind, body.len())[..], body].concat());
        let whole = whole.collect();
        Ok(Self { door, plain, whole })
    }

    /// The beginning of a body that will come a byte a second.
    pub(super) fn slow(&self, n: usize) -> Vec<u8> {
        let (method, path, kind, length) = SLOW.iter().cycle().nth(n).copied().unwrap_or(("GET", "/", JSON, 0));
        head(&self.door, method, path, kind, length)
    }

    /// A head that will not end.
    pub(super) fn endless(&self) -> Vec<u8> {
        format!("GET /plain HTTP/1.1\r\nHost: {}\r\nX-More: ", self.door).into_bytes()
    }

    /// A whole large request, one after the other.
    pub(super) fn whole(&self, n: usize) -> &[u8] {
        self.whole.iter().cycle().nth(n % self.whole.len().max(1)).map_or(&[], Vec::as_slice)
    }

    /// A plain form with words that open nothing, or that are none.
    pub(super) fn wrong_words(&self, n: usize, rng: &mut StdRng) -> Vec<u8> {
        let words = words(rng);
        match n % 3 {
            0 => self.plain.form_request("/plain/mailbox", &[("words", &words), ("language", "en")]),
            1 => self.plain.form_request("/plain/reply", &[("words", &words), ("language", "en"), ("text", "Nothing.")]),
            _ => self.plain.form_request("/plain/mailbox", &[("words", "one two three")]),
        }
    }

    /// A plain file with words that open nothing.
    pub(super) fn plain_file(&self, rng: &mut StdRng) -> Vec<u8> {
        self.plain.file_request(&words(rng), "a.png", &vec![7; 1 << 20])
    }

    /// A plain report under new words.
    pub(super) fn report(&self, rng: &mut StdRng) -> Vec<u8> {
        let (words, submission) = (words(rng), hex::encode(rng.r#gen::<[u8; 16]>()));
        let fields = [("words", words.as_str()), ("language", "en"), ("submission", &submission), ("q-what", "Nothing.")];
        self.plain.form_request("/plain/report", &fields)
    }

    /// A mailbox read with a token that opens nothing.
    pub(super) fn token(&self, rng: &mut StdRng) -> Vec<u8> {
        let token = hex::encode(rng.r#gen::<[u8; 32]>());
        self.json("/api/v1/intake/mailbox", &format!("{{\"token\":\"{token}\",\"page\":0}}"))
    }

    /// Asks for a challenge.
    pub(super) fn challenge(&self) -> Vec<u8> {
        format!("GET /api/v1/intake/challenge HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.door).into_bytes()
    }

    /// Posts JSON.
    pub(super) fn json(&self, path: &str, body: &str) -> Vec<u8> {
        [&head(&self.door, "POST", path, JSON, body.len())[..], body.as_bytes()].concat()
    }

    /// A chunk of an upload, whole, or only its first half.
    pub(super) fn chunk(&self, upload: &str, n: usize, half: bool) -> Vec<u8> {
        let length: usize = 1 << 20;
        let sent = if half { length / 2 } else { length };
        [&head(&self.door, "PUT", &format!("/api/v1/intake/uploads/{upload}/{n}"), OCTETS, length)[..], &vec![7; sent]].concat()
    }
}

fn words(rng: &mut StdRng) -> String {
    Words::draw(Language::En, rng).phrase().expose_secret().to_owned()
}

fn head(door: &str, method: &str, path: &str, kind: &str, length: usize) -> Vec<u8> {
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {door}\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
    );
    head.into_bytes()
}
