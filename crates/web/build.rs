//! Tells cargo that the embedded texts are part of this crate.
fn main() -> std::io::Result<()> {
    use std::io::Write;
    writeln!(std::io::stdout(), "cargo:rerun-if-changed=texts")
}
