//! What the stories share: looking at the running house from outside, as an operator or an adversary would.

pub mod house;
pub mod trace;
