//! Which lengths sealed things can have (protocol.md 1, 3, 4): a length that no padded size gives is refused unread.

use sealing::padding;

/// Octets of an age header before its stanzas and after them, and of each stanza.
const HEADER: u64 = 70;
const STANZA: u64 = 1557;
/// The payload's nonce, and the tag of each begun 64 KiB.
const NONCE: u64 = 16;
const TAG: u64 = 16;
const PIECE: u64 = 64 * 1024;

/// Length of an age file to `recipients` with `plaintext` octets inside.
#[must_use]
pub(crate) fn sealed(recipients: u64, plaintext: u64) -> u64 {
    let pieces = plaintext.div_ceil(PIECE).max(1);
    HEADER.saturating_add(STANZA.saturating_mul(recipients)).saturating_add(NONCE + plaintext).saturating_add(TAG.saturating_mul(pieces))
}

/// Octets inside an age file of this length to `recipients`; `None` if there is no such file.
fn inside(recipients: u64, length: u64) -> Option<u64> {
    let payload = length.checked_sub(sealed(recipients, 0) - TAG)?;
    let plaintext = payload.checked_sub(TAG.checked_mul(payload.div_ceil(PIECE + TAG))?)?;
    (sealed(recipients, plaintext) == length).then_some(plaintext)
}

/// Whether an item or a keyring can be so long.
#[must_use]
pub(crate) fn is_item(recipients: u64, length: usize) -> bool {
    let plaintext =
        u64::try_from(length).ok().and_then(|length| inside(recipients, length)).and_then(|inside| usize::try_from(inside).ok());
    plaintext.is_some_and(|plaintext| padding::item(plaintext) == Ok(plaintext))
}

/// Whether a mailbox state can be so long: there is one length only.
#[must_use]
pub(crate) fn is_state(length: usize) -> bool {
    u64::try_from(padding::STATE).is_ok_and(|state| u64::try_from(length) == Ok(sealed(1, state)))
}

/// Whether an attachment can be so long.
#[must_use]
pub(crate) fn is_attachment(length: u64) -> bool {
    inside(2, length).is_some_and(|plaintext| padding::attachment(plaintext) == Ok(plaintext))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_padded_sizes_are_taken() {
        for kib in [4u64, 16, 64, 256, 512, 2048] {
            let length = usize::try_from(sealed(2, kib * 1024)).unwrap();
            assert!(is_item(2, length), "{kib} KiB");
            assert!(!is_item(2, length + 1) && !is_item(2, length - 1) && !is_item(3, length), "{kib} KiB");
        }
        for kib in [0u64, 1, 8, 128, 300, 2304] {
            assert!(!is_item(2, usize::try_from(sealed(2, kib * 1024)).unwrap()), "{kib} KiB");
        }
        let state = usize::try_from(sealed(1, 16 * 1024)).unwrap();
        assert!(is_state(state) && !is_state(state + 1) && !is_state(0));
        assert!(is_attachment(sealed(2, 65_536)) && !is_attachment(sealed(2, 65_537)) && !is_attachment(0) && !is_attachment(u64::MAX));
    }

    proptest! {
        #[test]
        fn what_is_inside_is_found_again(recipients in 0u64..70, plaintext in 0u64..1 << 48) {
            prop_assert_eq!(inside(recipients, sealed(recipients, plaintext)), Some(plaintext));
        }

        #[test]
        fn every_padded_attachment_is_taken(length in 0u64..1 << 45) {
            let padded = padding::attachment(length).unwrap();
            prop_assert!(is_attachment(sealed(2, padded)));
        }
    }
}
