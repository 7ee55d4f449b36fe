//! What refusals mean at this door.

use domain::StoreError;
use web::problem::{Kind, Problem};

use crate::desk::Refusal;

/// A refusal of the store.
pub(crate) fn store(error: StoreError) -> Problem {
    Problem::from_store(&error)
}

/// A signed list that is not put in force.
pub(crate) fn list(refusal: Refusal) -> Problem {
    Problem::new(Kind::ListRefused).with("reason", refusal.to_string())
}
