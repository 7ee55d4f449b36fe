//! What the store's refusals mean at this door.

use domain::StoreError;
use web::problem::{Kind, Problem};

/// Nothing here, or nothing for this person: the same answer.
pub(crate) fn nothing() -> Problem {
    Problem::new(Kind::NotFound)
}

/// A refusal where somebody else may have been first.
pub(crate) fn moved(error: &StoreError) -> Problem {
    match error {
        StoreError::Conflict => Problem::new(Kind::KeyringMoved),
        other => Problem::from_store(other),
    }
}

/// Any other refusal.
pub(crate) fn store(error: StoreError) -> Problem {
    Problem::from_store(&error)
}
