//! Days and deadlines, pure: what day it is for the organisation, and when something is due.
//!
//! It never asks a clock; days are passed in.

mod day;
pub mod deadlines;

pub use day::{Day, DayError};
