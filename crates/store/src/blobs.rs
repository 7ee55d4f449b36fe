//! Chunks of attachments as files in a folder, named by random ids and synced, file and folder, before anything is confirmed. They are
//! written before the row that names them and deleted after it; what no row names is swept.

use std::{
    collections::BTreeSet,
    io::{self, Read},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path as FilePath, PathBuf},
    time::SystemTime,
};

use bytes::Bytes;
use domain::StoreError;
use object_store::{ObjectStoreExt, local::LocalFileSystem, path::Path};
use rustix::fs::OFlags;

use crate::{
    error::{OpenError, from_disk, unavailable},
    wrap::ObjectId,
};

/// A file beside the folders of blobs.
const PAIR: &str = "house";

pub(crate) struct Blobs {
    system: LocalFileSystem,
    folder: PathBuf,
}

impl Blobs {
    /// The blobs in this folder, which is made if it is not there.
    pub(crate) fn open(folder: &FilePath) -> Result<Self, OpenError> {
        make_shelves(folder).map_err(|error| OpenError::Folder(error.into()))?;
        let system = LocalFileSystem::new_with_prefix(folder).map_err(|error| OpenError::Folder(error.into()))?;
        Ok(Self { system: system.with_fsync(true), folder: folder.to_owned() })
    }

    /// Writes a blob; on return it is durable under its name.
    pub(crate) async fn put(&self, id: &ObjectId, bytes: Vec<u8>) -> Result<(), StoreError> {
        let path = path(id);
        self.system.put(&path, bytes.into()).await.map_err(from_disk)?;
        self.forget_time(&path).await
    }

    /// A blob; `None` if there is none.
    pub(crate) async fn get(&self, id: &ObjectId) -> Result<Option<Bytes>, StoreError> {
        let file = self.folder.join(name(id));
        match tokio::task::spawn_blocking(move || read_unnoticed(&file)).await.map_err(unavailable)? {
            Ok(bytes) => Ok(Some(bytes.into())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(from_disk(error)),
        }
    }

    /// Deletes a blob; that it is gone already is fine.
    pub(crate) async fn delete(&self, id: &ObjectId) -> Result<(), StoreError> {
        self.delete_path(&path(id)).await
    }

    /// What tells to which main database this folder belongs, if it was written already.
    pub(crate) async fn pair(&self) -> Result<Option<Vec<u8>>, StoreError> {
        match self.system.get(&Path::from(PAIR)).await {
            Ok(found) => found.bytes().await.map(|bytes| hex::decode(bytes).ok()).map_err(from_disk),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(from_disk(error)),
        }
    }

    /// Writes that.
    pub(crate) async fn put_pair(&self, pair: &[u8]) -> Result<(), StoreError> {
        self.system.put(&Path::from(PAIR), hex::encode(pair).into_bytes().into()).await.map(|_| ()).map_err(from_disk)
    }

    /// All names in the folder, those of unfinished writes too.
    pub(crate) async fn names(&self) -> Result<BTreeSet<String>, StoreError> {
        let folder = self.folder.clone();
        tokio::task::spawn_blocking(move || walk(&folder)).await.map_err(unavailable)?.map_err(from_disk)
    }

    /// Deletes what is under this name, as [`Blobs::names`] gave it.
    pub(crate) async fn delete_named(&self, name: &str) -> Result<(), StoreError> {
        match tokio::fs::remove_file(self.folder.join(name)).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(from_disk(error)),
            _ => Ok(()),
        }
    }

    async fn delete_path(&self, path: &Path) -> Result<(), StoreError> {
        match self.system.delete(path).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(from_disk(error)),
        }
    }

    /// Sets the file's own times to nought: they would tell when a chunk came.
    async fn forget_time(&self, path: &Path) -> Result<(), StoreError> {
        let file = self.system.path_to_filesystem(path).map_err(from_disk)?;
        let times = std::fs::FileTimes::new().set_accessed(SystemTime::UNIX_EPOCH).set_modified(SystemTime::UNIX_EPOCH);
        let set = move || std::fs::File::options().write(true).open(file)?.set_times(times);
        tokio::task::spawn_blocking(set).await.map_err(unavailable)?.map_err(from_disk)
    }
}

/// Where a blob lies under the folder; the first byte is a folder of its own, so that none grows too large.
pub(crate) fn name(id: &ObjectId) -> String {
    let name = hex::encode(id);
    let (first, _) = name.split_at_checked(2).unwrap_or_default();
    format!("{first}/{name}")
}

fn path(id: &ObjectId) -> Path {
    Path::from(name(id))
}

/// Reads a file so that the file system does not note when: that would be a read receipt. Where it may not be asked for (somebody else's
/// file) it is read all the same.
fn read_unnoticed(path: &FilePath) -> io::Result<Vec<u8>> {
    let open = |flags: OFlags| std::fs::File::options().read(true).custom_flags(flags.bits().cast_signed()).open(path);
    let mut file = match open(OFlags::NOATIME) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => open(OFlags::empty()),
        opened => opened,
    }?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Makes all folders at once, before anybody comes: one that is made when it is needed tells when that was.
fn make_shelves(folder: &FilePath) -> io::Result<()> {
    make_private(folder)?;
    for first in 0..=u8::MAX {
        make_private(&folder.join(hex::encode([first])))?;
    }
    std::fs::File::open(folder)?.sync_all()
}

fn make_private(folder: &FilePath) -> io::Result<()> {
    let mut maker = std::fs::DirBuilder::new();
    maker.recursive(true);
    maker.mode(0o700);
    maker.create(folder)
}

fn walk(folder: &FilePath) -> std::io::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for shelf in std::fs::read_dir(folder)? {
        let shelf = shelf?;
        if !shelf.file_type()?.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(shelf.path())? {
            names.insert(format!("{}/{}", shelf.file_name().display(), entry?.file_name().display()));
        }
    }
    Ok(names)
}
