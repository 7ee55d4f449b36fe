//! Sharing 32 bytes 2 of n over GF(256) (Shamir, "How to Share a Secret", 1979; the field is that of AES, FIPS 197 4).
//! Never looks anything up by a secret and never branches on one.

use std::fmt;

use rand::{CryptoRng, RngCore};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// What is added back when a product leaves the field: x^8 + x^4 + x^3 + x + 1.
const POLYNOMIAL: u8 = 0x1b;

/// One share. Alone it says nothing of what was shared.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// Where the line was read, from 1.
    pub index: u8,
    /// What it was there.
    #[serde(with = "super::hex32")]
    pub value: Zeroizing<[u8; 32]>,
}

impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Share({}, …)", self.index)
    }
}

/// A secret with the random slope that hides it: one line for each byte.
pub struct Split {
    secret: Zeroizing<[u8; 32]>,
    slope: Zeroizing<[u8; 32]>,
}

impl Split {
    /// Draws a secret and its slope.
    pub fn draw(rng: &mut (impl CryptoRng + RngCore)) -> Self {
        let (mut secret, mut slope) = (Zeroizing::new([0; 32]), Zeroizing::new([0; 32]));
        rng.fill_bytes(secret.as_mut_slice());
        rng.fill_bytes(slope.as_mut_slice());
        Self { secret, slope }
    }

    /// Takes both as they are.
    pub fn of(secret: &[u8; 32], slope: &[u8; 32]) -> Self {
        Self { secret: Zeroizing::new(*secret), slope: Zeroizing::new(*slope) }
    }

    /// What is shared.
    pub fn secret(&self) -> &[u8; 32] {
        &self.secret
    }

    /// The share of an index; `None` for 0, which would be the secret itself.
    pub fn share(&self, index: u8) -> Option<Share> {
        let mut value = self.secret.clone();
        for (byte, slope) in value.iter_mut().zip(self.slope.iter()) {
            *byte ^= multiply(*slope, index);
        }
        (index > 0).then_some(Share { index, value })
    }
}

/// What two shares of different indices come to; `None` for the same index, or for 0.
pub fn join(one: &Share, other: &Share) -> Option<Zeroizing<[u8; 32]>> {
    if one.index == other.index || one.index == 0 || other.index == 0 {
        return None;
    }
    let apart = inverse(one.index ^ other.index);
    let mut secret = one.value.clone();
    for (byte, far) in secret.iter_mut().zip(other.value.iter()) {
        let slope = multiply(*byte ^ *far, apart);
        *byte ^= multiply(slope, one.index);
    }
    Some(secret)
}

/// The product, by eight additions, each made or not by a mask.
fn multiply(left: u8, right: u8) -> u8 {
    let (mut left, mut right, mut product) = (left, right, 0);
    for _ in 0..8 {
        product ^= left & mask(right & 1);
        left = (left << 1) ^ (POLYNOMIAL & mask(left >> 7));
        right >>= 1;
    }
    product
}

/// All ones for 1, all zeros for 0.
fn mask(bit: u8) -> u8 {
    0u8.wrapping_sub(bit)
}

/// The inverse, as the power of 254; 0 for 0.
fn inverse(element: u8) -> u8 {
    let mut power = element;
    for _ in 0..6 {
        power = multiply(multiply(power, power), element);
    }
    multiply(power, power)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The textbook's way: the product of polynomials, then the remainder.
    fn slowly(left: u8, right: u8) -> u8 {
        let mut product = 0u16;
        for bit in 0..8 {
            if right & (1 << bit) != 0 {
                product ^= u16::from(left) << bit;
            }
        }
        for bit in (8..16).rev() {
            if product & (1 << bit) != 0 {
                product ^= 0x11b << (bit - 8);
            }
        }
        u8::try_from(product).unwrap()
    }

    #[test]
    fn all_products_and_inverses_are_those_of_the_field() {
        for left in 0..=255 {
            for right in 0..=255 {
                assert_eq!(multiply(left, right), slowly(left, right), "{left} {right}");
            }
            assert_eq!(multiply(left, inverse(left)), u8::from(left != 0), "{left}");
        }
        // FIPS 197 4.2: {57} times {83} is {c1}.
        assert_eq!(multiply(0x57, 0x83), 0xc1);
    }

    #[test]
    fn any_one_share_fits_every_secret() {
        // For each value of a share and each secret there is exactly one slope: so a share says nothing of the secret.
        for index in [1u8, 2, 3, 255] {
            let share = Split::of(&[0x5a; 32], &[0xc3; 32]).share(index).unwrap();
            for secret in 0..=255u8 {
                let slopes = (0..=255u8).filter(|slope| Split::of(&[secret; 32], &[*slope; 32]).share(index).unwrap() == share);
                assert_eq!(slopes.count(), 1, "{index} {secret}");
            }
        }
    }

    #[test]
    fn index_0_is_never_given_and_one_share_twice_joins_to_nothing() {
        let split = Split::of(&[1; 32], &[2; 32]);
        assert!(split.share(0).is_none());
        let share = split.share(1).unwrap();
        assert!(join(&share, &share).is_none());
        assert!(join(&share, &Share { index: 0, ..share.clone() }).is_none());
        assert_eq!(format!("{share:?}"), "Share(1, …)");
    }

    proptest! {
        #[test]
        fn any_two_shares_join_and_others_do_not(secret: [u8; 32], slope: [u8; 32], one in 1u8.., other in 1u8.., wrong in 1u8..) {
            prop_assume!(one != other);
            let split = Split::of(&secret, &slope);
            let (one, mut other) = (split.share(one).unwrap(), split.share(other).unwrap());
            prop_assert_eq!(*join(&one, &other).unwrap(), secret);
            prop_assert_eq!(*join(&other, &one).unwrap(), secret);
            other.value[7] ^= wrong;
            prop_assert_ne!(*join(&one, &other).unwrap(), secret);
        }
    }
}
