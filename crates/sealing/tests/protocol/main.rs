//! The protocol as a whole: honest stories, servers that lie, published and shared vectors.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop at once")]

mod age_vectors;
mod identity;
mod lying;
mod lying_about_readers;
mod odds;
mod one_member;
mod organisation;
mod story;
mod vectors;
