//! A person without scripts, over a socket of their own: every byte that is sent stands here, and how the connection
//! ends is seen.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddrV4, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use rustix::net::{AddressFamily, SocketType, bind, connect, socket};

/// Longer than any page takes, and a bound.
const PATIENCE: Duration = Duration::from_secs(60);
/// Parts the parts of a form with a file.
const BOUNDARY: &str = "----f8a1c0";

/// Where the person comes from: an address of this machine that nothing else has.
pub const FROM: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 77);

/// A way to the reporters' door.
pub struct Plain {
    /// Host and port.
    pub address: String,
    /// Sent as the browser's name.
    pub agent: String,
}

/// An answer, read until the server closed.
pub struct Answer {
    /// Status and headers.
    pub head: String,
    /// What follows.
    pub body: String,
}

impl Answer {
    /// The status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
    }

    /// The value of a hidden field.
    ///
    /// # Errors
    /// When the page has none of this name.
    pub fn hidden(&self, name: &str) -> Result<String> {
        let field = format!("name=\"{name}\" value=\"");
        let value = self.body.split_once(&field).and_then(|(_, rest)| rest.split('"').next());
        value.map(str::to_owned).with_context(|| format!("no {name} in {}", self.body.trim_end()))
    }

    /// Demands a text on the page.
    ///
    /// # Errors
    /// When it is not there.
    pub fn shows(self, text: &str) -> Result<Self> {
        ensure!(self.body.contains(text), "{}\n{} does not show {text:?}", self.head, self.body.trim_end());
        Ok(self)
    }
}

impl Plain {
    /// To a door (`http://host:port`).
    #[must_use]
    pub fn to(door: &str, agent: &str) -> Self {
        Self { address: door.trim_start_matches("http://").to_owned(), agent: agent.to_owned() }
    }

    /// Begins a request and leaves it there.
    ///
    /// # Errors
    /// When nobody listens.
    pub fn begin(&self, bytes: &[u8]) -> Result<TcpStream> {
        let door: SocketAddrV4 = self.address.parse()?;
        let line = socket(AddressFamily::INET, SocketType::STREAM, None)?;
        bind(&line, &SocketAddrV4::new(FROM, 0))?;
        connect(&line, &door)?;
        let mut line = TcpStream::from(line);
        line.set_read_timeout(Some(PATIENCE))?;
        line.write_all(bytes)?;
        Ok(line)
    }

    /// Sends these bytes and reads until the server closes.
    ///
    /// # Errors
    /// When it does not close.
    pub fn send(&self, bytes: &[u8]) -> Result<Answer> {
        end(self.begin(bytes)?)
    }

    /// The bytes of a request with a body.
    #[must_use]
    pub fn request(&self, path: &str, kind: &str, body: &[u8]) -> Vec<u8> {
        let (address, agent, length) = (&self.address, &self.agent, body.len());
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nUser-Agent: {agent}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
        );
        [head.as_bytes(), body].concat()
    }

    /// Asks for a page.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub fn get(&self, path: &str) -> Result<Answer> {
        let (address, agent) = (&self.address, &self.agent);
        self.send(format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nUser-Agent: {agent}\r\n\r\n").as_bytes())
    }

    /// Posts a form as browsers code it.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub fn form(&self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        self.send(&self.form_request(path, fields))
    }

    /// The bytes of such a form.
    #[must_use]
    pub fn form_request(&self, path: &str, fields: &[(&str, &str)]) -> Vec<u8> {
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", coded(value))).collect();
        self.request(path, "application/x-www-form-urlencoded", body.join("&").as_bytes())
    }

    /// The bytes of a form with a file.
    #[must_use]
    pub fn file_request(&self, words: &str, name: &str, content: &[u8]) -> Vec<u8> {
        let mut body = Vec::new();
        for (field, value) in [("words", words), ("language", "en")] {
            let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let disposition = format!("Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"");
        body.extend_from_slice(format!("--{BOUNDARY}\r\n{disposition}\r\nContent-Type: image/png\r\n\r\n").as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        self.request("/plain/files", &format!("multipart/form-data; boundary={BOUNDARY}"), &body)
    }

    /// Draws words, notes them, and gives two back: the words, and the page with the questions.
    ///
    /// # Errors
    /// When a page is not the one that should come.
    pub fn words(&self) -> Result<(String, Answer)> {
        let words = self.form("/plain/words", &[("language", "en")])?.hidden("words")?;
        let carried = [("words", words.as_str()), ("language", "en")];
        let asked = self.form("/plain/words", &[&[("step", "ask")], carried.as_slice()].concat())?;
        let places = [asked.hidden("place-first")?, asked.hidden("place-second")?];
        let listed: Vec<&str> = words.split(' ').collect();
        let typed = places.each_ref().map(|place| place.parse().ok().and_then(|n: usize| listed.get(n.checked_sub(1)?).copied()));
        let [Some(first), Some(second)] = typed else { anyhow::bail!("places {places:?}") };
        let back = [("step", "check"), ("place-first", &places[0]), ("place-second", &places[1]), ("first", first), ("second", second)];
        let questions = self.form("/plain/words", &[back.as_slice(), &carried].concat())?.shows("name=\"q-what\"")?;
        Ok((words, questions))
    }

    /// Files a report.
    ///
    /// # Errors
    /// When it is not confirmed.
    pub fn files(&self, words: &str, submission: &str, answers: &[(&str, &str)]) -> Result<Answer> {
        let carried = [("words", words), ("language", "en"), ("submission", submission)];
        self.form("/plain/report", &[carried.as_slice(), answers].concat())?.shows("Your report is stored")
    }
}

/// Reads an answer until the server closes.
///
/// # Errors
/// When it does not close in time, or says no HTTP.
pub fn end(mut line: TcpStream) -> Result<Answer> {
    let mut answer = Vec::new();
    line.read_to_end(&mut answer).context("the server did not close")?;
    // The other side has gone already, perhaps.
    let _closed = line.shutdown(Shutdown::Both);
    let text = String::from_utf8(answer)?;
    let (head, body) = text.split_once("\r\n\r\n").with_context(|| format!("no answer: {text:?}"))?;
    Ok(Answer { head: head.to_owned(), body: body.to_owned() })
}

/// As browsers code a value of a form.
fn coded(value: &str) -> String {
    let octet = |octet: u8| match octet {
        b' ' => "+".to_owned(),
        b'*' | b'-' | b'.' | b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => char::from(octet).to_string(),
        other => format!("%{other:02X}"),
    };
    value.bytes().map(octet).collect()
}
