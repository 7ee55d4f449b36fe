//! Reports through the pages without script, against what the lane's cores can stretch.

use std::time::Instant;

use anyhow::Result;
use sealing::derive::MailboxKeys;
use sealing::words::{Language, Words};
use secrecy::ExposeSecret as _;
use stories::house::House;
use stories::people::{Reporter, chance, handler};

use crate::{replay, table};

const REPORTS: usize = 96;

pub(crate) async fn measure() -> Result<()> {
    let house = House::open(&[]).await?;
    drop(handler(&house, "anna").await?);
    let installation = Reporter::at(&house.reporters, 1).await?.place.channel.installation;
    let mut rng = chance(5);
    let words: Vec<Words> = (0..REPORTS).map(|_| Words::draw(Language::En, &mut rng)).collect();
    let host = house.reporters.trim_start_matches("http://");
    let forms: Vec<Vec<u8>> = words
        .iter()
        .enumerate()
        .map(|(n, words)| {
            let phrase = words.phrase().expose_secret().replace(' ', "+");
            let body = format!("words={phrase}&submission={n:032x}&q-what={}", "t".repeat(4096));
            let head = format!("POST /plain/report HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/x-www-form-urlencoded\r\n");
            format!("{head}content-length: {}\r\n\r\n{body}", body.len()).into_bytes()
        })
        .collect();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let lane = (cores / 2).max(1);
    let begun = Instant::now();
    std::thread::scope(|scope| -> Result<()> {
        let share = words.len().div_ceil(lane).max(1);
        let threads: Vec<_> = words
            .chunks(share)
            .map(|part| scope.spawn(move || part.iter().try_for_each(|words| MailboxKeys::derive(words, installation).map(drop))))
            .collect();
        for thread in threads {
            thread.join().map_err(|_| anyhow::anyhow!("a thread ended early"))??;
        }
        Ok(())
    })?;
    let stretching = begun.elapsed();
    let begun = Instant::now();
    let sending: Vec<_> = forms
        .chunks(REPORTS / 32)
        .map(|part| {
            let (part, address) = (part.to_vec(), host.to_owned());
            tokio::spawn(async move {
                for form in &part {
                    // The server ends each of these connections.
                    replay::send(&mut tokio::net::TcpStream::connect(&address).await?, form).await?;
                }
                anyhow::Ok(())
            })
        })
        .collect();
    for one in sending {
        one.await??;
    }
    let share = 100.0 * stretching.as_secs_f64() / begun.elapsed().as_secs_f64();
    table::row(&format!("reports without script, of what {lane} core(s) can stretch"), format!("{share:.0} %"), "≥ 80 %")?;
    Ok(())
}
