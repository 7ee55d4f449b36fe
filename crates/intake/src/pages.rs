//! Mailbox pages: one document cut into answers of exactly 65 536 octets (docs/api.md).
//!
//! An empty mailbox, a full one and none at all look the same from outside. It never opens what it cuts.

use sha2::{Digest as _, Sha256};

/// Length of every answer, in octets.
pub const PAGE: usize = 65_536;
const HEAD: usize = 4 + 4 + 8;
/// Octets of the document that fit into one page.
pub const PIECE: usize = PAGE - HEAD;

/// Page `number` of `document`: `u32 pages ‖ u32 length ‖ 8 octets tag ‖ piece ‖ zeros`. A page behind the last one
/// has the length nought.
#[must_use]
pub fn page(document: &[u8], number: u32) -> Vec<u8> {
    let pages = document.len().div_ceil(PIECE).max(1);
    let start = usize::try_from(number).unwrap_or(usize::MAX).saturating_mul(PIECE).min(document.len());
    let piece = document.get(start..document.len().min(start.saturating_add(PIECE))).unwrap_or_default();
    let mut octets = Vec::with_capacity(PAGE);
    octets.extend_from_slice(&u32::try_from(pages).unwrap_or(u32::MAX).to_le_bytes());
    octets.extend_from_slice(&u32::try_from(piece.len()).unwrap_or(u32::MAX).to_le_bytes());
    octets.extend(Sha256::digest(document).iter().take(8));
    octets.extend_from_slice(piece);
    octets.resize(PAGE, 0);
    octets
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(octets: &[u8]) -> (u32, usize, &[u8]) {
        assert_eq!(octets.len(), PAGE);
        let number = |at: usize| u32::from_le_bytes(octets[at..at + 4].try_into().unwrap());
        let length = usize::try_from(number(4)).unwrap();
        assert!(octets[HEAD + length..].iter().all(|octet| *octet == 0));
        (number(0), length, &octets[HEAD..HEAD + length])
    }

    #[test]
    fn a_page_behind_the_last_is_empty_and_of_the_same_size() {
        let octets = page(b"{}", 7);
        assert_eq!(read(&octets), (1, 0, &b""[..]));
        assert_eq!(page(b"{}", 0)[8..16], octets[8..16]);
    }

    #[test]
    fn another_document_has_another_tag() {
        assert_ne!(page(b"a", 0)[8..16], page(b"b", 0)[8..16]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn the_pieces_make_the_document_again(document in proptest::collection::vec(any::<u8>(), 0..4 * PAGE)) {
            let (pages, _, first) = { let octets = page(&document, 0); let (p, l, f) = read(&octets); (p, l, f.to_vec()) };
            let mut whole = first;
            for number in 1..pages {
                whole.extend_from_slice(read(&page(&document, number)).2);
            }
            prop_assert_eq!(whole, document);
        }
    }
}
