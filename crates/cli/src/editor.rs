//! A text from the person's own editor. The file lies in memory where the system has such a place,
//! is readable by nobody else, and is overwritten and removed afterwards.

use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use zeroize::Zeroizing;

/// Where a file never reaches a disk.
fn in_memory() -> Option<PathBuf> {
    let own = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    own.into_iter().chain([PathBuf::from("/dev/shm")]).find(|folder| folder.is_dir())
}

/// Opens `$VISUAL` or `$EDITOR` on `hint` (lines that begin with `#` are dropped) and gives back what was written.
pub(crate) fn write(hint: &str) -> Result<Zeroizing<String>> {
    let Some(editor) = std::env::var("VISUAL").ok().or_else(|| std::env::var("EDITOR").ok()).filter(|name| !name.trim().is_empty()) else {
        bail!("no editor is set; give the text with --text FILE, or set EDITOR");
    };
    let folder = in_memory().unwrap_or_else(std::env::temp_dir);
    let mut file = tempfile::Builder::new().prefix(".note-").suffix(".txt").tempfile_in(folder).context("a place for the text")?;
    for line in hint.lines() {
        writeln!(file, "# {line}")?;
    }
    let path = file.path().to_path_buf();
    let status = open(&editor, &path)?;
    let text = std::fs::read_to_string(&path).map(Zeroizing::new).context("the text could not be read back");
    overwrite(&path)?;
    if !status.success() {
        bail!("the editor ended with an error; nothing was sent");
    }
    let kept: Vec<&str> = text.as_ref().map(|text| text.lines().filter(|line| !line.starts_with("# ")).collect()).unwrap_or_default();
    let kept = Zeroizing::new(kept.join("\n").trim().to_owned());
    text.map(|_| kept)
}

fn open(editor: &str, path: &Path) -> Result<std::process::ExitStatus> {
    let mut parts = editor.split_whitespace();
    let program = parts.next().context("no editor is set")?;
    Command::new(program).args(parts).arg(path).status().with_context(|| format!("{program} could not be started"))
}

/// An editor may have replaced the file; what lies there now is overwritten.
fn overwrite(path: &Path) -> Result<()> {
    let mut file = std::fs::File::options().write(true).open(path)?;
    let length = file.metadata()?.len();
    file.rewind()?;
    std::io::copy(&mut std::io::Read::take(std::io::repeat(0), length), &mut file)?;
    file.sync_all().context("the text's place")
}
