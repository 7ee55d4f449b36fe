//! The reporters' door: its API, and the pages without JavaScript.

pub mod plain;
pub mod work;
