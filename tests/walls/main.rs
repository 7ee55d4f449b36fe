//! The walls of the house, read from the house itself: which crate may use which, which folder of the
//! browser's code may import which, what a source file must look like, which dependencies are explained,
//! whether what the documents name exists, and whether every requirement of OWASP ASVS has an answer.
//! Reads files and `cargo metadata`; never builds or runs anything.

#[cfg(test)]
mod arrows;
#[cfg(test)]
mod asvs;
#[cfg(test)]
mod controls;
#[cfg(test)]
mod dependencies;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod office;
#[cfg(test)]
mod rooms;
#[cfg(test)]
mod sources;
