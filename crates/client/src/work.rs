//! The small calculation that a server asks for before it takes something: it costs a flood much and one person little.
//! Done on a thread of its own; refused where a server asks for more than any honest one would.

use sealing::SubmissionId;
use sealing::work::Puzzle;

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::wire::{Challenge, Work};

/// More than this takes hours: no honest server asks for it.
const MOST_BITS: u32 = 32;
/// The problem with which a server asks for fresh work.
const REFUSED: &str = "/work-refused";

/// Does work for so many declared bytes and sends what it pays for; once more with fresh work where the server now asks for more.
/// `None`: it was paid before, when its files were sent.
pub(crate) async fn paid<T, F: Future<Output = Result<T>>>(
    connection: &Connection,
    submission: SubmissionId,
    bytes: Option<u64>,
    send: impl Fn(Option<Work>) -> F,
) -> Result<T> {
    let Some(bytes) = bytes else { return send(None).await };
    match send(Some(done(connection, submission, bytes).await?)).await {
        Err(Error::Problem { kind, .. }) if kind.ends_with(REFUSED) => send(Some(done(connection, submission, bytes).await?)).await,
        answer => answer,
    }
}

/// Fetches a challenge and does its work for one submission and so many declared bytes.
async fn done(connection: &Connection, submission: SubmissionId, bytes: u64) -> Result<Work> {
    let Challenge { challenge, bits, .. } = connection.get("api/v1/intake/challenge").await?;
    let octets = hex::decode(&challenge).map_err(|_| Error::Answer("a challenge that is no hex".into()))?;
    if bits > MOST_BITS {
        return Err(Error::Answer(format!("it asks for {bits} bits of work, which nobody could do")));
    }
    let puzzle = Puzzle::new(&octets, submission, bytes, bits)?;
    let nonce = tokio::task::spawn_blocking(move || puzzle.solve()).await.ok().flatten();
    let nonce = nonce.ok_or_else(|| Error::Answer("work that nothing solves".into()))?;
    Ok(Work { challenge, nonce: nonce.to_string() })
}
