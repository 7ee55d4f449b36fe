//! The domain's traits on SQLite and PostgreSQL, sealed blobs in a folder.
//!
//! One text of SQL ([`sql`]) and one text of row code (`rows`, compiled once for each driver). An answer goes out only after what it
//! confirms is durable. It keeps ids, days and sealed bytes; it never opens anything, and storage keys stand in a database of their own.

#![expect(clippy::duplicate_mod, reason = "the row code is one text, compiled once for each driver (docs/decisions)")]

mod blobs;
mod chance;
mod error;
mod keys;
mod open;
mod postgres;
mod space;
pub mod sql;
mod sqlite;
mod wrap;

pub use chance::Randomness;
pub use error::OpenError;
pub use open::{Config, open};
pub use space::{Disk, Room, Space};
