//! The pages without JavaScript.
//!
//! What people write passes through memory that is wiped; the words travel in bodies of POSTs only.

pub mod answers;
pub mod filename;
pub mod form;
pub mod multipart;
pub mod say;
pub mod view;
