//! The domain's traits on SQLite and PostgreSQL, sealed blobs in a folder.
