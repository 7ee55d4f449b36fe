//! An attachment of 1 GiB from the real client to the disk, against writing and syncing the same file.

use std::io::Write;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::Result;
use client::File;
use stories::house::House;
use stories::people::{Reporter, handler};

use crate::table;

const MEBIBYTES: usize = 1024;

pub(crate) async fn measure() -> Result<()> {
    let house = House::open(&[]).await?;
    drop(handler(&house, "anna").await?);
    let piece = vec![0x5a; 1 << 20];
    let path = house.folder().join("video.mp4");
    let begun = Instant::now();
    let mut file = std::fs::File::create(&path)?;
    for _ in 0..MEBIBYTES {
        file.write_all(&piece)?;
    }
    file.sync_all()?;
    let writing = begun.elapsed();
    let mut reporter = Reporter::at(&house.reporters, 1).await?;
    reporter.files("Before the large one.", Vec::new()).await?;
    let before = table::memory(house.pid(), "VmRSS:")?;
    let watch = Watch::begin(house.pid());
    let mut reporter = Reporter::at(&house.reporters, 2).await?;
    let begun = Instant::now();
    reporter.files("With a large one.", vec![File::at(&path)]).await?;
    let share = 100.0 * writing.as_secs_f64() / begun.elapsed().as_secs_f64();
    let growth = watch.most()? - before;
    table::row("1 GiB sealed, sent, wrapped, durable: of writing + syncing it", format!("{share:.0} %"), "≥ 80 %")?;
    table::row("growth of the server's memory meanwhile", format!("{growth:.1} MiB"), "< 16 MiB")?;
    Ok(())
}

/// Looks at a process's memory fifty times a second. Its own high-water mark would not do: making a house stretches a passphrase, which
/// takes more for a moment than all that comes after.
struct Watch {
    over: Sender<()>,
    most: JoinHandle<std::io::Result<f64>>,
}

impl Watch {
    fn begin(pid: u32) -> Self {
        let (over, told) = mpsc::channel();
        let look = move || {
            let mut most = 0.0_f64;
            while told.recv_timeout(Duration::from_millis(20)) == Err(RecvTimeoutError::Timeout) {
                most = most.max(table::memory(pid, "VmRSS:")?);
            }
            Ok(most)
        };
        Self { over, most: std::thread::spawn(look) }
    }

    /// The most that was seen, in MiB.
    fn most(self) -> Result<f64> {
        drop(self.over);
        Ok(self.most.join().map_err(|_| anyhow::anyhow!("the watch fell asleep"))??)
    }
}
