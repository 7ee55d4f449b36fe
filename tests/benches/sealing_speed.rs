//! Sealing 1 GiB, against the age library's own stream with a classical recipient.

use std::io::{Write, sink};
use std::time::Instant;

use anyhow::{Context, Result};
use sealing::attachment::Sealer;
use sealing::hybrid::Identity;
use stories::people::chance;

use crate::table;

const PIECE: usize = 64 * 1024;
const PIECES: u32 = 16 * 1024;

pub(crate) fn measure() -> Result<()> {
    let piece = vec![0x5a; PIECE];
    let mut ratios = Vec::new();
    for _ in 0..3 {
        let plain = age_alone(&piece)?;
        let whole = sealer(&piece)?;
        ratios.push(100.0 * plain / whole);
    }
    let most = table::memory(std::process::id(), "VmHWM:")?;
    table::row("sealing 1 GiB with its hash, speed of age's own stream", format!("{:.0} %", table::median(ratios)), "≥ 90 %")?;
    table::row("memory of that process at most", format!("{most:.1} MiB"), "< 32 MiB")?;
    Ok(())
}

fn age_alone(piece: &[u8]) -> Result<f64> {
    let recipients: Vec<age::x25519::Recipient> = (0..2).map(|_| age::x25519::Identity::generate().to_public()).collect();
    let begun = Instant::now();
    let encryptor = age::Encryptor::with_recipients(recipients.iter().map(|recipient| -> &dyn age::Recipient { recipient }))?;
    let mut stream = encryptor.wrap_output(sink())?;
    for _ in 0..PIECES {
        stream.write_all(piece)?;
    }
    stream.finish()?;
    Ok(begun.elapsed().as_secs_f64())
}

fn sealer(piece: &[u8]) -> Result<f64> {
    let mut rng = chance(1);
    let recipients = [(); 2].map(|()| Identity::generate(&mut rng).to_recipient());
    let begun = Instant::now();
    let mut sealer = Sealer::begin(&recipients)?;
    for _ in 0..PIECES {
        sealer.push(piece)?;
    }
    let mut padding = sealer.end()?;
    while padding.more()?.is_some() {}
    padding.finish("video.mp4", "video/mp4").context("the end")?;
    Ok(begun.elapsed().as_secs_f64())
}
