//! The plain pages' HTML: what is shown, from what was already decided. Nothing here reads a request, opens or stores
//! anything.
//!
//! Every page is complete without script or inline style, works from 320 px, and is dressed by the one style sheet
//! (`kit.css` names the classes).

pub mod fields;
pub mod files;
pub mod frame;
pub mod mailbox;
pub mod questions;
pub mod start;
pub mod words;

#[cfg(test)]
mod view_test;
