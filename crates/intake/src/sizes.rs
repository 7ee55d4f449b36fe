//! Which lengths sealed things can have (protocol.md 1, 3, 4): a length that no padded size gives is refused unread.

use domain::limits::Limits;
use sealing::padding;

/// Octets of an age header before its stanzas and after them, and of each stanza.
const HEADER: u64 = 70;
const STANZA: u64 = 1557;
/// The payload's nonce, and the tag of each begun 64 KiB.
const NONCE: u64 = 16;
const TAG: u64 = 16;
const PIECE: u64 = 64 * 1024;
/// What may stand in an item besides texts and attachments.
const BESIDES: usize = 64 * 1024;
/// Largest first keyring, padded: sixty-four readers and their keys need less than the smallest size.
const FIRST_KEYRING: usize = 16 * 1024;

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

/// Whether an item can be so long where texts have at most `max_text` octets: twice that, since JSON may write two for one, and room for
/// what stands beside the text.
#[must_use]
pub(crate) fn is_item(length: usize, limits: &Limits) -> bool {
    let asked = |number: u32, octets: usize| usize::try_from(number).unwrap_or(usize::MAX).saturating_mul(octets);
    let most = asked(limits.max_text, 2).saturating_add(asked(limits.max_attachments, 1024)).saturating_add(BESIDES);
    is_padded(2, length, padding::item(most).unwrap_or(padding::MOST_ITEM))
}

/// Whether the first keyring of a case can be so long: it holds one generation of keys and its readers' ids.
#[must_use]
pub(crate) fn is_first_keyring(stanzas: u64, length: usize) -> bool {
    is_padded(stanzas, length, FIRST_KEYRING)
}

fn is_padded(recipients: u64, length: usize, most: usize) -> bool {
    let plaintext = u64::try_from(length).ok().and_then(|length| inside(recipients, length));
    let plaintext = plaintext.and_then(|inside| usize::try_from(inside).ok());
    plaintext.is_some_and(|plaintext| plaintext <= most && padding::item(plaintext) == Ok(plaintext))
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
        let most = Limits { max_text: 1_000_000, ..Limits::default() };
        let length = |recipients: u64, kib: u64| usize::try_from(sealed(recipients, kib * 1024)).unwrap();
        for kib in [4, 16, 64, 256, 512, 2048] {
            let (right, three) = (length(2, kib), length(3, kib));
            assert!(is_item(right, &most), "{kib} KiB");
            assert!(!is_item(right + 1, &most) && !is_item(right - 1, &most) && !is_item(three, &most), "{kib} KiB");
        }
        for kib in [0, 1, 8, 128, 300, 2304] {
            assert!(!is_item(length(2, kib), &most), "{kib} KiB");
        }
        let usual = Limits::default();
        assert!(is_item(length(2, 512), &usual) && !is_item(length(2, 768), &usual), "no larger than the longest text needs");
        assert!(is_first_keyring(8, length(8, 4)) && is_first_keyring(8, length(8, 16)));
        assert!(!is_first_keyring(8, length(8, 64)) && !is_first_keyring(7, length(8, 4)));
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
