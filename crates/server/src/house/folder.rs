//! The data folder: only this program's user may look inside; files appear whole or not at all.

use std::{
    fs::{DirBuilder, File, OpenOptions, TryLockError},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use zeroize::Zeroizing;

/// The folder.
#[derive(Clone, Debug)]
pub(crate) struct Folder(PathBuf);

/// A folder that one server serves from. Given up when dropped, and by the system when the process ends in any other way.
#[derive(Debug)]
pub(crate) struct Lock(#[expect(dead_code, reason = "it is held, not used")] File);

impl Folder {
    /// Opens the folder, making it if it is not there.
    ///
    /// # Errors
    /// When others may look inside, or it cannot be made.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        if !path.exists() {
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(path)
                .with_context(|| format!("cannot make the folder {}", path.display()))?;
        }
        let found = std::fs::metadata(path).with_context(|| format!("cannot look at {}", path.display()))?;
        if found.permissions().mode() & 0o007 != 0 {
            bail!("everybody on this machine may look into {}; do: chmod 700 {0}", path.display());
        }
        Ok(Self(std::fs::canonicalize(path).with_context(|| format!("cannot look at {}", path.display()))?))
    }

    /// Makes this process the only one that serves from the folder.
    ///
    /// # Errors
    /// When another one does.
    pub(crate) fn lock(&self) -> anyhow::Result<Lock> {
        let path = self.path("serving");
        let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&path);
        let file = file.with_context(|| format!("cannot write {}", path.display()))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock(file)),
            Err(TryLockError::WouldBlock) => {
                bail!("another sottovoce serves from {} already; end it first, or name another folder", self.shown())
            }
            Err(TryLockError::Error(error)) => Err(error).with_context(|| format!("cannot lock {}", path.display())),
        }
    }

    /// Where something in it lies.
    #[must_use]
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// For messages.
    pub(crate) fn shown(&self) -> impl std::fmt::Display + '_ {
        self.0.display()
    }

    /// Reads a file; `None` if it is not there.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn read(&self, name: &str) -> anyhow::Result<Option<Zeroizing<Vec<u8>>>> {
        match std::fs::read(self.path(name)) {
            Ok(bytes) => Ok(Some(Zeroizing::new(bytes))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", self.path(name).display())),
        }
    }

    /// Writes a file that only this program's user may read, and syncs it and the folder.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let unfinished = self.path(&format!(".{name}.unfinished"));
        let write = || -> io::Result<()> {
            let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            std::fs::rename(&unfinished, self.path(name))?;
            File::open(&self.0)?.sync_all()
        };
        write().with_context(|| format!("cannot write {}", self.path(name).display()))
    }
}

/// 32 bytes written as hex.
///
/// # Errors
/// When they are not.
pub(crate) fn seed(text: &[u8]) -> anyhow::Result<Zeroizing<[u8; 32]>> {
    let mut seed = Zeroizing::new([0; 32]);
    hex::decode_to_slice(text.trim_ascii(), &mut *seed)?;
    Ok(seed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_server_serves_from_a_folder_at_a_time() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(&place.path().join("data")).unwrap();
        let first = folder.lock().unwrap();
        assert!(folder.lock().unwrap_err().to_string().contains("another sottovoce serves from"));
        drop(first);
        folder.lock().unwrap();
    }

    #[test]
    fn only_the_owner_may_read_what_is_kept() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(&place.path().join("data")).unwrap();
        folder.write("key", b"secret").unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder.path("")), mode(&folder.path("key"))), (0o700, 0o600));
        assert_eq!(folder.read("key").unwrap().unwrap().as_slice(), b"secret");
        assert!(folder.read("nothing").unwrap().is_none());
    }

    #[test]
    fn a_folder_open_to_everybody_is_refused() {
        let place = tempfile::tempdir().unwrap();
        std::fs::set_permissions(place.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        assert!(Folder::open(place.path()).unwrap_err().to_string().contains("chmod 700"));
    }
}
