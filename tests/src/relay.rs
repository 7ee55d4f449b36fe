//! Stands between a client and a door: counts what passes, and can lie in the server's name.
//! Speaks just enough HTTP/1.1 for that: one request a connection, bodies with a length.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// One call that passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// Method and path, without a query.
    pub call: String,
    /// Bytes of head and body on the way to the server, the address of the door left out.
    pub up: usize,
    /// Bytes of head and body on the way back, as the server sent them.
    pub down: usize,
}

/// Changes the body of an answer; gets method and path.
pub type Lie = Arc<dyn Fn(&str, Vec<u8>) -> Vec<u8> + Send + Sync>;

/// Requests that are kept back, and the call that they make.
#[derive(Default)]
struct Held {
    call: Option<String>,
    requests: Vec<Vec<u8>>,
}

impl Held {
    /// Whether this request is one to be kept back; then it is.
    fn keeps(&mut self, call: &str, asked: &Spoken) -> bool {
        let kept = self.call.as_deref() == Some(call);
        if kept {
            self.requests.push(asked.bytes());
        }
        kept
    }
}

/// A relay on a port of its own.
pub struct Relay {
    /// Its address, to be used in place of the door's.
    pub address: String,
    passed: Arc<Mutex<Vec<Passed>>>,
    lie: Arc<Mutex<Option<Lie>>>,
    held: Arc<Mutex<Held>>,
    accepting: tokio::task::JoinHandle<()>,
}

impl Relay {
    /// Puts itself before the door at `door` (`http://host:port`).
    ///
    /// # Errors
    /// When no port is free.
    pub async fn before(door: &str) -> Result<Self> {
        let door = door.strip_prefix("http://").context("a relay stands before plain HTTP")?.to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}", listener.local_addr()?);
        let passed = Arc::new(Mutex::new(Vec::new()));
        let lie: Arc<Mutex<Option<Lie>>> = Arc::new(Mutex::new(None));
        let held: Arc<Mutex<Held>> = Arc::default();
        let (kept, told, back) = (passed.clone(), lie.clone(), held.clone());
        let accepting = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (door, kept, told, back) = (door.clone(), kept.clone(), told.clone(), back.clone());
                tokio::spawn(async move {
                    // A client that goes away in the middle is what some stories are about.
                    let _gone = pass(client, &door, &kept, &told, &back).await;
                });
            }
        });
        Ok(Self { address, passed, lie, held, accepting })
    }

    /// From now on answers go through `lie`.
    pub fn lies(&self, lie: impl Fn(&str, Vec<u8>) -> Vec<u8> + Send + Sync + 'static) {
        *self.lie.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(lie));
    }

    /// From now on everything passes as it is.
    pub fn is_honest(&self) {
        *self.lie.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// From now on requests that make this call (`POST /path`) are kept back, and refused.
    pub fn holds(&self, call: &str) {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).call = Some(call.to_owned());
    }

    /// The requests kept back so far, as they are to be sent to the door itself.
    pub fn take_held(&self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.held.lock().unwrap_or_else(PoisonError::into_inner).requests)
    }

    /// What has passed since this was asked last.
    pub fn take_passed(&self) -> Vec<Passed> {
        std::mem::take(&mut self.passed.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// A request or an answer as it came.
struct Spoken {
    head: String,
    body: Vec<u8>,
}

impl Spoken {
    /// Reads head and body; a body without a length goes on to the end.
    async fn hear(from: &mut TcpStream) -> Result<Self> {
        let mut bytes = Vec::new();
        let end = loop {
            if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                break at + 4;
            }
            if from.read_buf(&mut bytes).await? == 0 {
                anyhow::bail!("nothing more came");
            }
        };
        let mut body = bytes.split_off(end);
        let head = String::from_utf8(bytes)?;
        let asks = ["GET ", "DELETE "].iter().any(|method| head.starts_with(method));
        match header(&head, "content-length").and_then(|length| length.parse().ok()) {
            Some(length) => while body.len() < length && from.read_buf(&mut body).await? > 0 {},
            None if asks || head.starts_with("HTTP/1.1 204") => {}
            None => {
                from.read_to_end(&mut body).await?;
            }
        }
        Ok(Self { head, body })
    }

    fn bytes(&self) -> Vec<u8> {
        [self.head.as_bytes(), &self.body].concat()
    }

    /// The same head with another header in place, or none.
    fn with(mut self, name: &str, value: Option<&str>) -> Self {
        let kept: Vec<&str> = self.head.trim_end().split("\r\n").filter(|line| !named(line, name)).collect();
        let more = value.map(|value| format!("\r\n{name}: {value}")).unwrap_or_default();
        self.head = format!("{}{more}\r\n\r\n", kept.join("\r\n"));
        self
    }

    fn call(&self) -> String {
        let mut words = self.head.split([' ', '?']);
        format!("{} {}", words.next().unwrap_or_default(), words.next().unwrap_or_default())
    }
}

fn named(line: &str, name: &str) -> bool {
    line.split_once(':').is_some_and(|(other, _)| other.eq_ignore_ascii_case(name))
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let line = head.split("\r\n").find(|line| named(line, name))?;
    line.split_once(':').map(|(_, value)| value.trim())
}

async fn pass(mut client: TcpStream, door: &str, passed: &Mutex<Vec<Passed>>, lie: &Mutex<Option<Lie>>, held: &Mutex<Held>) -> Result<()> {
    let asked = Spoken::hear(&mut client).await?;
    let call = asked.call();
    let up = asked.bytes().len() - header(&asked.head, "host").map_or(0, str::len);
    // The server checks where a change comes from; it shall see its own address.
    let origin = header(&asked.head, "origin").map(|_| format!("http://{door}"));
    let asked = asked.with("host", Some(door)).with("origin", origin.as_deref());
    if held.lock().unwrap_or_else(PoisonError::into_inner).keeps(&call, &asked) {
        // Refused, so that the client does not try again.
        client.write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").await?;
        return Ok(client.shutdown().await?);
    }
    let asked = asked.with("connection", Some("close"));
    let mut server = TcpStream::connect(door).await?;
    server.write_all(&asked.bytes()).await?;
    let mut answer = Spoken::hear(&mut server).await?;
    passed.lock().unwrap_or_else(PoisonError::into_inner).push(Passed { call: call.clone(), up, down: answer.bytes().len() });
    let lie = lie.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some(lie) = lie {
        answer.body = lie(&call, answer.body);
    }
    let length = answer.body.len().to_string();
    let bodiless = answer.head.starts_with("HTTP/1.1 204");
    let answer = answer
        .with("content-length", (!bodiless).then_some(length.as_str()))
        .with("transfer-encoding", None)
        .with("connection", Some("close"));
    client.write_all(&answer.bytes()).await?;
    Ok(client.shutdown().await?)
}
