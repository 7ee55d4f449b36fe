//! One line of a client: what it does until the flood ends.

use std::io::Result;
use std::sync::Arc;
use std::time::Duration;

use sealing::SubmissionId;
use sealing::attachment::sealed_length;
use sealing::work::Puzzle;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use super::requests::Bodies;
use super::{Kind, Tally};
use crate::people::chance;

/// Between one byte and the next of what comes slowly.
const SLOWLY: Duration = Duration::from_secs(1);
/// Before a line that ended begins again. Nobody here waits as long as a busy door asks.
const PAUSE: Duration = Duration::from_millis(100);
/// The longest that an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(120);
/// The length of the files whose uploads are left unfinished.
const FILE: u64 = 3_000_000;

/// Does what this kind of client does, over and over.
pub(super) async fn run(kind: Kind, number: usize, bodies: Arc<Bodies>, tally: Arc<Tally>) {
    let mut rng = chance(u64::try_from(number).unwrap_or_default() + 7_000_000);
    for turn in number.. {
        let done = match kind {
            Kind::Slow => slowly(&bodies.door, &bodies.slow(number)).await,
            Kind::Heads => slowly(&bodies.door, &bodies.endless()).await,
            Kind::Whole => status(&bodies.door, bodies.whole(turn)).await,
            Kind::Uploads => half_open(&bodies, &tally, SubmissionId::draw(&mut rng)).await,
            Kind::WrongWords => status(&bodies.door, &bodies.wrong_words(turn, &mut rng)).await,
            Kind::PlainFiles => status(&bodies.door, &bodies.plain_file(&mut rng)).await,
            Kind::Tokens => status(&bodies.door, &bodies.token(&mut rng)).await,
            Kind::Reports => status(&bodies.door, &bodies.report(&mut rng)).await,
        };
        tally.count(done.ok());
        sleep(PAUSE).await;
    }
}

/// Sends what begins a request, then a byte a second until the other side answers or is gone.
async fn slowly(door: &str, beginning: &[u8]) -> Result<u16> {
    let mut line = TcpStream::connect(door).await?;
    line.write_all(beginning).await?;
    let (mut reads, mut writes) = line.split();
    let answer = async {
        let mut answer = Vec::new();
        reads.read_to_end(&mut answer).await.map(|_| answer)
    };
    let send = async {
        loop {
            sleep(SLOWLY).await;
            writes.write_all(b"a").await?;
        }
    };
    tokio::select! {
        answer = answer => status_of(&answer?),
        broken = send => broken,
    }
}

/// Sends a whole request and reads its answer.
async fn answer(door: &str, request: &[u8]) -> Result<Vec<u8>> {
    let whole = async {
        let mut line = TcpStream::connect(door).await?;
        line.write_all(request).await?;
        let mut answer = Vec::new();
        line.read_to_end(&mut answer).await?;
        Ok(answer)
    };
    timeout(PATIENCE, whole).await?
}

async fn status(door: &str, request: &[u8]) -> Result<u16> {
    status_of(&answer(door, request).await?)
}

/// Pays for an upload, opens it, sends a chunk, and begins the next one that never ends.
async fn half_open(bodies: &Bodies, tally: &Tally, submission: SubmissionId) -> Result<u16> {
    let challenge = text(answer(&bodies.door, &bodies.challenge()).await?)?;
    let (octets, bits) = (hex::decode(field(&challenge, "challenge")?).map_err(odd)?, field(&challenge, "bits")?.parse().map_err(odd)?);
    let bytes = sealed_length(FILE).map_err(odd)?;
    let puzzle = Puzzle::new(&octets, submission, bytes, bits).map_err(odd)?;
    let nonce = tokio::task::spawn_blocking(move || puzzle.solve()).await.map_err(odd)?;
    let nonce = nonce.ok_or_else(|| odd("nothing solves it"))?;
    let work = format!("{{\"challenge\":\"{}\",\"nonce\":\"{nonce}\"}}", hex::encode(octets));
    let open = format!("{{\"submission\":\"{submission}\",\"bytes\":{bytes},\"work\":{work}}}");
    let opened = answer(&bodies.door, &bodies.json("/api/v1/intake/uploads", &open)).await?;
    let status = status_of(&opened)?;
    if status != 200 {
        return Ok(status);
    }
    tally.count(Some(status));
    let opened = text(opened)?;
    let upload = field(&opened, "upload")?;
    answer(&bodies.door, &bodies.chunk(upload, 0, false)).await?;
    slowly(&bodies.door, &bodies.chunk(upload, 1, true)).await
}

fn text(answer: Vec<u8>) -> Result<String> {
    String::from_utf8(answer).map_err(odd)
}

/// A field of a JSON answer, which is all that is read of it.
fn field<'a>(answer: &'a str, name: &str) -> Result<&'a str> {
    let value = answer.split_once(&format!("\"{name}\":")).map(|(_, rest)| rest.trim_start_matches('"'));
    value.and_then(|rest| rest.split(['"', ',', '}']).next()).ok_or_else(|| odd("a field is not there"))
}

fn status_of(answer: &[u8]) -> Result<u16> {
    let status = std::str::from_utf8(answer.get(9..12).unwrap_or_default()).unwrap_or_default();
    status.parse().map_err(odd)
}

fn odd(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> std::io::Error {
    std::io::Error::other(error)
}
