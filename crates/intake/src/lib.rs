//! The reporters' door: its API, and the pages without JavaScript.

pub mod plain;
pub mod questionnaire;
pub mod work;
