//! The pages without JavaScript.
//!
//! What people write passes through memory that is wiped; the words travel in bodies of POSTs only.

pub mod answers;
mod begin;
mod body;
pub mod filename;
pub mod form;
mod misread;
pub mod multipart;
mod page;
pub mod say;
pub mod view;
mod visit;
