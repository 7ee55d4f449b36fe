//! How soon the server is ready, and how much memory it holds when nothing happens.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Result;
use stories::house::{House, binaries};

use crate::table;

pub(crate) async fn measure() -> Result<()> {
    let house = House::open(&[]).await?;
    let doors = [house.reporters.clone(), house.staff.clone()].map(|door| door.trim_start_matches("http://").to_owned());
    let left = house.cut()?;
    let (mut ready, mut held) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        let begun = Instant::now();
        let mut server = Command::new(binaries()?.join("sottovoce"))
            .arg("up")
            .env("SOTTOVOCE_DATA", left.folder().join("data"))
            .env("SOTTOVOCE_REPORTERS__LISTEN", &doors[0])
            .env("SOTTOVOCE_STAFF__LISTEN", &doors[1])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        while !doors.iter().all(|door| answers(door)) && begun.elapsed() < Duration::from_secs(30) {
            std::thread::sleep(Duration::from_millis(1));
        }
        ready.push(begun.elapsed().as_secs_f64() * 1000.0);
        tokio::time::sleep(Duration::from_secs(2)).await;
        held.push(table::memory(server.id(), "VmRSS:")?);
        server.kill()?;
        server.wait()?;
    }
    table::row("from start to both doors open", format!("{:.0} ms", table::median(ready)), "< 100 ms")?;
    table::row("memory of the idle server", format!("{:.1} MiB", table::median(held)), "< 25 MiB")?;
    Ok(())
}

/// Whether a door answers a request; its port is taken a little earlier.
fn answers(door: &str) -> bool {
    let ask = || {
        let mut connection = TcpStream::connect(door)?;
        connection.write_all(b"GET /channel.json HTTP/1.1\r\nhost: door\r\nconnection: close\r\n\r\n")?;
        connection.read_exact(&mut [0; 12])
    };
    ask().is_ok()
}
