//! The protocol over HTTP, a SOCKS proxy or a unix socket: files a report, comes back to it, and does a handler's part.
//!
//! An independent pair of hands: it shares the crates `sealing` and `ledger` with the server and no other code, and it
//! trusts nothing that a server says before it was checked. Keeps nothing on disk.

mod chunks;
mod connection;
mod error;
mod filing;
mod pages;
mod place;
pub mod questions;
mod route;
mod staff;
mod upload;
mod wire;
mod work;

pub use connection::Connection;
pub use error::{Error, Lie, Result};
pub use filing::Filing;
pub use place::Place;
pub use route::Route;
pub use staff::{CaseRow, Desk, Enrolled, Invitation, Invited, enrol};
pub use upload::File;
pub use wire::Door;
