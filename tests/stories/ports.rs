//! Where the doors are: what was written down is kept or refused, and what is printed is true.

use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use stories::house::{House, binaries};

/// Runs `sottovoce up` in an empty folder; it is expected to end by itself.
fn up(folder: &std::path::Path, listen: [&str; 2]) -> Result<Output> {
    let mut child = Command::new(binaries()?.join("sottovoce"))
        .arg("up")
        .env("SOTTOVOCE_DATA", folder.join("data"))
        .env("SOTTOVOCE_REPORTERS__LISTEN", listen[0])
        .env("SOTTOVOCE_STAFF__LISTEN", listen[1])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    #[expect(clippy::disallowed_methods, reason = "a bound on waiting for another process")]
    let begun = Instant::now();
    while child.try_wait()?.is_none() {
        if begun.elapsed() > Duration::from_secs(30) {
            child.kill()?;
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(child.wait_with_output()?)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_that_was_written_down_and_is_taken_ends_the_server_before_anything_is_set_up() -> Result<()> {
    let house = House::open(&[]).await?;
    let taken = house.reporters.trim_start_matches("http://");
    for listen in [[taken, "127.0.0.1:0"], ["127.0.0.1:0", taken]] {
        let folder = tempfile::tempdir()?;
        let ended = up(folder.path(), listen)?;
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        ensure!(ended.status.code() == Some(1), "it went on: {said}");
        ensure!(said.contains(&format!("cannot listen at {taken}: another program is there")), "{said}");
        ensure!(ended.stdout.is_empty() && !folder.path().join("data").exists(), "a key was drawn that nobody was told the words of");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_one_server_serves_from_is_served_from_by_no_other() -> Result<()> {
    let house = House::open(&[]).await?;
    let second = up(house.folder(), ["127.0.0.1:0", "127.0.0.1:0"])?;
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    ensure!(second.status.code() == Some(1), "two servers sweep and tick in one folder: {said}");
    ensure!(said.contains("another sottovoce serves from"), "{said}");
    let connection = client::Connection::open(&client::Route::to(&house.reporters))?;
    client::channel(&connection).await.context("the first one serves on")?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_enrolment_link_names_the_door_that_is_open() -> Result<()> {
    let house = House::open(&[]).await?;
    let link = house.enrolment().await?;
    ensure!(link.starts_with(&format!("{}/enrol#token=", house.staff)), "{link}");
    Ok(())
}
