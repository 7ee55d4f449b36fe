//! What the stories share: looking at the running house from outside, as an operator or an adversary would.

pub mod house;
pub mod people;
pub mod relay;
pub mod trace;
