//! How much room the disk has. Uploads stop early, so that a report's text still finds a place.

use std::{io, path::PathBuf};

use domain::StoreError;

/// How much must stay free: a share of the disk, in per cent, or so many bytes, whichever is less. A share alone would refuse files on a
/// large disk that has room for years.
#[derive(Clone, Copy)]
struct Reserve {
    percent: u64,
    bytes: u64,
}

const FOR_UPLOADS: Reserve = Reserve { percent: 20, bytes: 16 << 30 };
const FOR_TEXT: Reserve = Reserve { percent: 5, bytes: 2 << 30 };

/// Room on a disk, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// What can still be written.
    pub free: u64,
    /// What is written and what can still be: the whole less what the system keeps for itself.
    pub total: u64,
}

/// Who knows how much room there is.
pub trait Space: Send + Sync {
    /// The room now.
    ///
    /// # Errors
    /// What the system says.
    fn room(&self) -> io::Result<Room>;
}

/// The disk a folder lies on.
#[derive(Debug)]
pub struct Disk(PathBuf);

impl Disk {
    /// The disk of this folder.
    pub const fn of(folder: PathBuf) -> Self {
        Self(folder)
    }
}

impl Space for Disk {
    fn room(&self) -> io::Result<Room> {
        let told = rustix::fs::statvfs(&self.0)?;
        let usable = told.f_blocks.saturating_sub(told.f_bfree).saturating_add(told.f_bavail);
        Ok(Room { free: told.f_bavail.saturating_mul(told.f_frsize), total: usable.saturating_mul(told.f_frsize) })
    }
}

pub(crate) fn for_upload(space: &dyn Space, bytes: u64) -> Result<(), StoreError> {
    enough(space, bytes, FOR_UPLOADS)
}

pub(crate) fn for_text(space: &dyn Space) -> Result<(), StoreError> {
    enough(space, 0, FOR_TEXT)
}

fn enough(space: &dyn Space, bytes: u64, reserve: Reserve) -> Result<(), StoreError> {
    let room = space.room().map_err(crate::error::from_disk)?;
    let left = room.free.saturating_sub(bytes);
    let share = u128::from(left) * 100 >= u128::from(room.total) * u128::from(reserve.percent);
    if share || left >= reserve.bytes { Ok(()) } else { Err(StoreError::Full) }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Left(u64);

    impl Space for Left {
        fn room(&self) -> io::Result<Room> {
            Ok(Room { free: self.0, total: 1000 })
        }
    }

    #[test]
    fn uploads_stop_while_texts_still_go_through() {
        assert!(for_upload(&Left(200), 0).is_ok());
        assert!(for_upload(&Left(200), 1).is_err());
        assert!(for_text(&Left(50)).is_ok());
        assert!(for_text(&Left(49)).is_err());
    }

    #[test]
    fn a_large_disk_need_not_keep_a_share_free() {
        struct Large(u64);
        impl Space for Large {
            fn room(&self) -> io::Result<Room> {
                Ok(Room { free: self.0, total: 4 << 40 })
            }
        }
        assert!(for_upload(&Large(17 << 30), 1 << 30).is_ok());
        assert!(for_upload(&Large(17 << 30), (1 << 30) + 1).is_err());
        assert!(for_text(&Large(2 << 30)).is_ok());
        assert!(for_text(&Large((2 << 30) - 1)).is_err());
    }

    #[test]
    fn a_real_disk_has_room_and_more_in_all_than_free() {
        let room = Disk::of(std::env::temp_dir()).room().unwrap();
        assert!(room.free > 0 && room.total >= room.free);
    }
}
