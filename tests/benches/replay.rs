//! Requests made by the real client beforehand and sent later, so that only the server's part is timed.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use stories::people::Reporter;
use stories::relay::Relay;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Bytes of text in each report.
const TEXT: usize = 4096;

/// Makes so many filings for the door at `door`, work done and all, without sending them.
pub(crate) async fn filings(door: &str, number: u64) -> Result<Vec<Vec<u8>>> {
    let relay = Relay::before(door).await?;
    relay.holds("POST /api/v1/intake/reports");
    let address = relay.address.clone();
    let makers: Vec<_> = (0..2)
        .map(|half| {
            let address = address.clone();
            tokio::spawn(async move {
                for seed in (0..number).filter(|seed| seed % 2 == half) {
                    let mut reporter = Reporter::at(&address, 1_000_000 + seed).await?;
                    // It is refused: the relay keeps the request back.
                    let _held = reporter.files(&"t".repeat(TEXT), Vec::new()).await;
                }
                anyhow::Ok(())
            })
        })
        .collect();
    for maker in makers {
        maker.await??;
    }
    let held = relay.take_held();
    ensure!(u64::try_from(held.len())? == number, "{} of {number} filings were made", held.len());
    Ok(held)
}

/// Sends one request on a connection that stays open, and reads the answer.
pub(crate) async fn send(connection: &mut TcpStream, request: &[u8]) -> Result<Duration> {
    let begun = Instant::now();
    connection.write_all(request).await?;
    let mut answer = Vec::with_capacity(16 * 1024);
    let end = loop {
        if let Some(at) = answer.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
        ensure!(connection.read_buf(&mut answer).await? > 0, "the server ended the connection");
    };
    let head = std::str::from_utf8(answer.get(..end).unwrap_or_default())?.to_ascii_lowercase();
    ensure!(head.starts_with("http/1.1 20"), "{head}");
    let length = head.split("\r\n").find_map(|line| line.strip_prefix("content-length: ")).context("an answer without a length")?;
    let whole = end + length.trim().parse::<usize>()?;
    while answer.len() < whole {
        ensure!(connection.read_buf(&mut answer).await? > 0, "the answer broke off");
    }
    Ok(begun.elapsed())
}

/// Sends everything over so many connections at once.
pub(crate) async fn all(door: &str, requests: Vec<Vec<u8>>, clients: usize) -> Result<Duration> {
    let address = door.trim_start_matches("http://").to_owned();
    let share = requests.len().div_ceil(clients).max(1);
    let begun = Instant::now();
    let sending: Vec<_> = requests
        .chunks(share)
        .map(|part| {
            let (address, part) = (address.clone(), part.to_vec());
            tokio::spawn(async move {
                let mut connection = TcpStream::connect(address).await?;
                for request in &part {
                    send(&mut connection, request).await?;
                }
                anyhow::Ok(())
            })
        })
        .collect();
    for one in sending {
        one.await??;
    }
    Ok(begun.elapsed())
}
