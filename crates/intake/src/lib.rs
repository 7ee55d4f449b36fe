//! The reporters' door: its API, and the pages without JavaScript.
//!
//! Everybody may come and nobody is asked who they are: one gate, no cookies, nothing about callers kept or written down.
//! What comes sealed stays sealed. What comes through the plain pages is sealed here, in memory that is wiped.

mod api;
mod intake;
mod plain;
mod readers;
mod receipt;
mod sizes;
#[cfg(test)]
mod story;
mod work;

use web::endpoint::Endpoint;

pub use intake::{Generator, Intake, Parts, Randomness, ReceiptSigner, Signs};
pub use work::Difficulty;

/// Every endpoint of this door. The services they need are an [`Intake`] as `actix_web::web::Data`.
#[must_use]
pub fn endpoints() -> Vec<Endpoint> {
    let mut endpoints = api::endpoints();
    endpoints.extend(plain::endpoints());
    endpoints
}
