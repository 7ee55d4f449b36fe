//! The reporters' door: its API, and the pages without JavaScript.
//!
//! Everybody may come and nobody is asked who they are: one gate, no cookies, nothing about callers kept or written down.
//! What comes sealed stays sealed. What comes through the plain pages is sealed here, in memory that is wiped.

pub mod intake;
pub mod plain;
pub mod receipt;
mod sizes;
pub mod work;

pub use intake::{Generator, Intake, Parts, Randomness, ReceiptSigner, Signs};

