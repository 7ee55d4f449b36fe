//! The binary `sottovoce`.
fn main() {}
