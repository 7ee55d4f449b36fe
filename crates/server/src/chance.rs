//! Where randomness enters: the operating system's generator. Everything below takes what it is given.

use rand::{CryptoRng, RngCore, SeedableRng, rngs::StdRng};

/// The operating system's generator. It keeps nothing here from which what it drew could be found again.
pub(crate) fn system() -> impl CryptoRng + RngCore + Send + Clone + 'static {
    rand::rngs::OsRng
}

/// A fast generator for draws that are no secrets, such as who gives way in a lane.
pub(crate) fn seeded() -> StdRng {
    let mut seed = [0; 32];
    system().fill_bytes(&mut seed);
    StdRng::from_seed(seed)
}
