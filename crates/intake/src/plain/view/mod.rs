//! The plain pages' HTML: what is shown, from what was already decided. Nothing here reads a request, opens or stores
//! anything.
//!
//! Every page is complete without script or inline style, works from 320 px, and is dressed by the one style sheet
//! (`kit.css` names the classes).

pub(crate) mod fields;
pub(crate) mod files;
pub(crate) mod frame;
pub(crate) mod mailbox;
pub(crate) mod questions;
pub(crate) mod start;
pub(crate) mod words;

#[cfg(test)]
mod view_test;
