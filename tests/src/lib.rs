//! What the stories share: looking at the running house from outside, as an operator or an adversary would.

pub mod demo;
pub mod flood;
pub mod house;
pub mod markers;
pub mod memory;
pub mod people;
pub mod plain;
pub mod relay;
pub mod secrets;
pub mod trace;
