//! The operator at the console: starts again, signs the list of readers, listens on sockets.

use std::fs::File;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use client::{Connection, Invitation, Route};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, tcgetattr};
use secrecy::SecretString;
use stories::house::{House, binaries};
use stories::people::{chance, handler, now};

/// The six words under "It was put under this passphrase".
fn passphrase(said: &str) -> Option<String> {
    let after = said.split_once("under this passphrase:")?.1;
    after.lines().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned)
}

/// Runs a command of the server on a house's folder, with this piped in.
fn command(house: &House, arguments: &[&str], piped: &str) -> Result<String> {
    let mut child = Command::new(binaries()?.join("sottovoce"))
        .args(arguments)
        .env("SOTTOVOCE_DATA", house.folder().join("data"))
        .env("SOTTOVOCE_STAFF__LISTEN", house.staff.trim_start_matches("http://"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    child.stdin.take().context("its input")?.write_all(piped.as_bytes())?;
    let output = child.wait_with_output()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    if output.status.success() { Ok(said) } else { bail!("{arguments:?}:\n{said}") }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_house_started_again_serves_on_and_says_no_secret_twice() -> Result<()> {
    let house = House::open(&[]).await?;
    let first = house.enrolment().await?;
    let secret = passphrase(&house.said()).context("a passphrase at the first start")?;
    assert_eq!(secret.split(' ').count(), 6);

    let again = House::reopen(house.cut()?, &[]).await?;
    let fresh = again.enrolment().await?;
    assert_ne!(first, fresh, "nobody has enrolled, so there is another link");
    assert!(!again.said().contains(&secret) && passphrase(&again.said()).is_none(), "{}", again.said());
    let connection = Connection::open(&Route::to(&again.staff))?;
    let channel = client::channel(&connection).await?;
    let words = SecretString::from("correct horse battery staple and two more");
    client::enrol(&connection, &channel, &Invitation::parse(&fresh)?, "anna", &words, now(), &mut chance(1)).await?;
    command(&again, &["roster", "sign"], &format!("{}\n{secret}\n", fingerprint(&again, "NOT in the list")?))?;

    let third = House::reopen(again.cut()?, &[]).await?;
    let said = third.says("Reports leave for their readers").await?;
    client::Place::look(&Connection::open(&Route::to(&third.reporters))?, None, stories::people::today()).await?;
    assert!(!third.said().contains("/enrol") && passphrase(&said).is_none(), "somebody has enrolled: {}", third.said());
    Ok(())
}

/// The six words of the one line of `roster show` that begins so.
fn fingerprint(house: &House, begins: &str) -> Result<String> {
    let shown = command(house, &["roster", "show"], "")?;
    let line = shown.lines().find(|line| line.starts_with(begins)).with_context(|| shown.clone())?;
    Ok(line.rsplit_once(": ").context("words")?.1.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_beside_a_running_server_clears_nothing_away_and_the_server_does_so_at_its_start() -> Result<()> {
    let house = House::open(&[]).await?;
    let name = "5a".repeat(16);
    let written = |folder: &std::path::Path| folder.join("data/blobs/5a").join(&name);
    std::fs::write(written(house.folder()), b"a chunk whose row is about to follow")?;
    command(&house, &["roster", "show"], "")?;
    assert!(written(house.folder()).exists(), "a command took the file of somebody who was sending it");
    let again = House::reopen(house.cut()?, &[]).await?;
    assert!(!written(again.folder()).exists(), "nobody names it, and nobody else is here: what a crash left is cleared away");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_organisations_passphrase_is_not_shown_while_it_is_typed() -> Result<()> {
    let house = House::open(&[]).await?;
    let secret = house.says("/enrol").await.map(|said| passphrase(&said))?.context("a passphrase")?;
    handler(&house, "anna").await?;
    let invited = command(&house, &["invite", "--name", "Second", "--role", "fallback"], "")?;
    let link = invited.split_whitespace().find(|word| word.contains("/enrol")).context("a link")?;
    let connection = Connection::open(&Route::to(&house.staff))?;
    let channel = client::channel(&connection).await?;
    client::enrol(
        &connection,
        &channel,
        &Invitation::parse(link)?,
        "berta",
        &SecretString::from("one two three four five six seven"),
        now(),
        &mut chance(5),
    )
    .await?;
    let aloud = fingerprint(&house, "NOT in the list")?;

    let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY)?;
    grantpt(&ours)?;
    unlockpt(&ours)?;
    let path = ptsname(&ours, Vec::new())?.into_string()?;
    let theirs = || File::options().read(true).write(true).open(&path);
    let mut child = Command::new("setsid")
        .args(["--ctty", "--wait"])
        .arg(binaries()?.join("sottovoce"))
        .args(["roster", "sign"])
        .env("SOTTOVOCE_DATA", house.folder().join("data"))
        .stdin(theirs()?)
        .stdout(theirs()?)
        .stderr(theirs()?)
        .spawn()?;
    let mut terminal = File::from(ours);
    let mut seen = String::new();
    read_until(&mut terminal, &mut seen, "leave them out:")?;
    writeln!(terminal, "{aloud}")?;
    read_until(&mut terminal, &mut seen, "(not shown):")?;
    for _ in 0..600 {
        if !tcgetattr(&terminal)?.local_modes.contains(LocalModes::ECHO) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    writeln!(terminal, "{secret}")?;
    read_until(&mut terminal, &mut seen, "is in force until")?;
    assert!(child.wait()?.success(), "{seen}");
    assert!(seen.contains(&aloud), "what may be seen while it is typed is seen: {seen}");
    assert!(!seen.contains(&secret), "{seen}");
    assert!(seen.contains("List 2 with 2 people"), "{seen}");
    assert!(command(&house, &["roster", "sign"], &format!("{secret}\n"))?.contains("List 3"), "and it can be piped in");
    Ok(())
}

fn read_until(terminal: &mut File, seen: &mut String, what: &str) -> Result<()> {
    let mut piece = [0; 1024];
    while !seen.contains(what) {
        let read = terminal.read(&mut piece).with_context(|| format!("{what:?} never came:\n{seen}"))?;
        seen.push_str(&String::from_utf8_lossy(piece.get(..read).unwrap_or_default()));
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_door_at_a_socket_says_what_is_missing_and_gives_no_link_that_leads_nowhere() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let at = |name: &str| folder.path().join(name).display().to_string();
    let doors = format!("[reporters]\nlisten = \"unix:{}\"\n[staff]\nlisten = \"unix:{}\"\n", at("reporters.sock"), at("staff.sock"));
    let onion = "onion = \"http://abc.onion\"\n";
    for (more, missing) in [("", true), (onion, false)] {
        std::fs::write(folder.path().join("s.toml"), format!("data = \"{}\"\n{doors}{more}", at("data")))?;
        let said = File::create(folder.path().join("said"))?;
        let mut child = Command::new(binaries()?.join("sottovoce"))
            .args(["up", "--config"])
            .arg(folder.path().join("s.toml"))
            .stdin(Stdio::null())
            .stdout(said)
            .spawn()?;
        let mut text = String::new();
        for _ in 0..600 {
            text = std::fs::read_to_string(folder.path().join("said"))?;
            if text.contains("sign the list of readers") || text.contains("list of readers is signed and the door opens") {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        child.kill()?;
        child.wait()?;
        assert_eq!(text.contains("write staff.address or staff.onion and start again"), missing, "{text}");
        assert_eq!(text.contains("http://abc.onion/enrol#token="), !missing, "{text}");
        assert!(!text.contains(".sock/enrol"), "{text}");
    }
    Ok(())
}
