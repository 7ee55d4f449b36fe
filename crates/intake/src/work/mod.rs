//! Proof of work at the reporters' door: who files pays with a little counting, and nobody pays with an address.
//!
//! It keeps which challenges were spent, for as long as they are valid, in memory. It never keeps who asked.

mod challenge;
mod difficulty;
mod spent;

pub(crate) use challenge::{Challenge, Challenges, VALID_SECONDS};
pub use difficulty::Difficulty;
pub(crate) use spent::{Spending, Spent};
