//! From what drivers and disks say to what the domain understands. Nothing of a row's content gets into a message.

use std::error::Error;

use domain::StoreError;

/// Why a store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address of a database is not understood.
    #[error("a database's address begins with `sqlite:` or `postgres:`; this one does not: {0}")]
    Address(String),
    /// The schema was made by another version of the house, or by somebody else.
    #[error("the database's schema is not one that this version knows")]
    Schema(#[source] sqlx::migrate::MigrateError),
    /// The database cannot be reached or opened.
    #[error("the database cannot be opened")]
    Database(#[from] sqlx::Error),
    /// The folder for blobs cannot be used.
    #[error("the folder for attachments cannot be used")]
    Folder(#[source] Box<dyn Error + Send + Sync>),
    /// Main database, storage keys and folder do not belong together. Going on would sweep away what the others need.
    #[error("main database, storage keys and folder for attachments do not belong together")]
    Mixed,
    /// Something found on the way in makes no sense, or cannot be cleared away.
    #[error("what is stored cannot be used")]
    Store(#[from] StoreError),
}

/// SQLite's SQLITE_FULL and PostgreSQL's disk_full.
const FULL: [&str; 2] = ["13", "53100"];

pub(crate) fn from_sql(error: sqlx::Error) -> StoreError {
    match &error {
        sqlx::Error::Database(told) if told.is_unique_violation() => StoreError::Duplicate,
        sqlx::Error::Database(told) if told.code().is_some_and(|code| FULL.contains(&code.as_ref())) => StoreError::Full,
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => StoreError::Corrupt("a column's type"),
        _ => unavailable(error),
    }
}

pub(crate) fn unavailable(error: impl Into<Box<dyn Error + Send + Sync>>) -> StoreError {
    StoreError::Unavailable(error.into())
}

pub(crate) fn from_disk(error: impl Error + Send + Sync + 'static) -> StoreError {
    let mut cause: Option<&(dyn Error + 'static)> = Some(&error);
    while let Some(inner) = cause {
        let kind = inner.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        if matches!(kind, Some(std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded)) {
            return StoreError::Full;
        }
        cause = inner.source();
    }
    unavailable(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_from_a_broken_one_however_deep_it_lies() {
        let full = object_store::Error::Generic { store: "x", source: Box::new(std::io::Error::from(std::io::ErrorKind::StorageFull)) };
        assert!(matches!(from_disk(full), StoreError::Full));
        assert!(matches!(from_disk(std::io::Error::from(std::io::ErrorKind::PermissionDenied)), StoreError::Unavailable(_)));
    }
}
