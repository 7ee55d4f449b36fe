//! The files for running it for real are read by the programs they are for.

use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Context, Result, ensure};
use stories::house::root;

fn shipped(name: &str, changes: &[(&str, &str)]) -> Result<String> {
    let text = std::fs::read_to_string(root().join("deploy").join(name))?;
    Ok(changes.iter().fold(text, |text, (from, to)| text.replace(from, to)))
}

/// Lets tor read a configuration, and nothing else.
fn tor_reads(folder: &Path, text: &str) -> Result<Output> {
    let (torrc, nothing) = (folder.join("torrc"), folder.join("nothing"));
    std::fs::write(&torrc, text)?;
    std::fs::write(&nothing, "")?;
    let tor = if Path::new("/usr/sbin/tor").exists() { "/usr/sbin/tor" } else { "tor" };
    let mut command = Command::new(tor);
    command.args(["--verify-config", "--defaults-torrc"]).arg(nothing).arg("-f").arg(torrc).arg("--DataDirectory").arg(folder.join("tor"));
    command.output().context("tor is not installed")
}

#[test]
fn tor_takes_the_shipped_configuration() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let here = folder.path().display().to_string();
    let text = shipped("torrc", &[("/var/lib/tor/sottovoce", &format!("{here}/service")), ("/run/sottovoce", &here)])?;
    let read = tor_reads(folder.path(), &text)?;
    ensure!(read.status.success(), "{}", String::from_utf8_lossy(&read.stdout));
    let misspelt = tor_reads(folder.path(), &text.replace("HiddenServicePoWQueueRate", "HiddenServicePoWQueRate"))?;
    ensure!(!misspelt.status.success(), "tor takes what it does not know");
    Ok(())
}

#[test]
fn systemd_takes_the_shipped_unit() -> Result<()> {
    if Command::new("systemd-analyze").arg("--version").output().is_err() {
        eprintln!("systemd is not installed here: the unit was not looked at");
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let unit = shipped("sottovoce.service", &[("/usr/local/bin/sottovoce", "/bin/true")])?;
    let said = |name: &str, text: &str| -> Result<String> {
        let file = folder.path().join(name);
        std::fs::write(&file, text)?;
        let read = Command::new("systemd-analyze").args(["verify", "--man=no"]).arg(file).output()?;
        Ok(String::from_utf8_lossy(&read.stderr).lines().filter(|line| line.contains(name)).collect::<Vec<_>>().join("\n"))
    };
    let warned = said("sottovoce.service", &unit)?;
    ensure!(warned.is_empty(), "{warned}");
    ensure!(
        !said("misspelt.service", &unit.replace("ProtectSystem=", "ProtectSistem="))?.is_empty(),
        "nothing is said of what is misspelt"
    );
    Ok(())
}
