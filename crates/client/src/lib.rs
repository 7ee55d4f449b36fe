//! The protocol over HTTP, a SOCKS proxy or a unix socket: files a report, comes back to it, and does a handler's part.
//!
//! An independent pair of hands: it shares the crates `sealing` and `ledger` with the server and no other code, and it
//! trusts nothing that a server says before it was checked. Keeps nothing on disk.

mod again;
mod authenticator;
mod case;
mod chunks;
mod connection;
mod download;
mod error;
mod filing;
mod finding;
mod identity;
mod kept;
mod log;
mod mailbox;
mod members;
mod office;
mod pages;
mod place;
pub mod questions;
mod route;
mod staff;
mod upload;
mod wire;
mod work;
mod writing;

pub use again::{Again, receipt_again};
pub use authenticator::{Authenticator, SecondFactor};
pub use case::Case;
pub use connection::Connection;
pub use error::{Error, Lie, Result};
pub use filing::{Filed, Filing, file, say_again};
pub use identity::{Asked, Heard};
pub use kept::Told;
pub use ledger::cosignature::{Witness, cosign};
pub use ledger::note::KeyName;
pub use ledger::receipt::UnverifiedReceipt as Receipt;
pub use log::{Log, PlacedList, Stands};
pub use mailbox::{Entry, Key, Mailbox, Reply, Said};
pub use place::{Place, channel};
pub use route::Route;
pub use staff::{CaseRow, Desk, Enrolled, Invitation, Invited, enrol};
pub use upload::File;
pub use wire::Door;
pub use writing::Writing;
