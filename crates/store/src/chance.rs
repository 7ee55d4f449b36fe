//! Randomness as it was passed in. One generator for the whole store, handed out for a moment at a time.

use std::sync::{Mutex, PoisonError};

use rand::{CryptoRng, RngCore, seq::SliceRandom};

/// A generator fit for keys. The binaries pass the operating system's.
pub trait Randomness: RngCore + CryptoRng + Send {}

impl<R: RngCore + CryptoRng + Send> Randomness for R {}

pub(crate) struct Chance(Mutex<Box<dyn Randomness>>);

impl Chance {
    pub(crate) fn new(rng: Box<dyn Randomness>) -> Self {
        Self(Mutex::new(rng))
    }

    pub(crate) fn with<T>(&self, draw: impl FnOnce(&mut Box<dyn Randomness>) -> T) -> T {
        draw(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.with(|rng| rng.fill_bytes(&mut bytes));
        bytes
    }

    pub(crate) fn shuffle<T>(&self, things: &mut [T]) {
        self.with(|rng| things.shuffle(rng));
    }
}
