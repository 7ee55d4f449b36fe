//! What a reporter finds in the mailbox: one JSON document, cut into pages of one size, so that nobody who watches sees how much there
//! is, or whether there is anything at all (docs/api.md, "Mailbox pages").

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use calendar::Day;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{AttachmentId, CaseId, ContentHash, ItemId, cases::Attachment};

/// Bytes of every page.
pub const PAGE: usize = 65_536;
const HEAD: usize = 16;
pub(crate) const PIECE: usize = PAGE - HEAD;

/// All that stands in a mailbox. Without `Debug`, so that it cannot be logged.
#[derive(Clone)]
pub struct MailboxDocument {
    /// The case.
    pub case: CaseId,
    /// The day by which somebody must confirm; `None` while the report waits for its tick.
    pub ack_due: Option<Day>,
    /// Whether it was marked acknowledged.
    pub acknowledged: bool,
    /// The mailbox state, sealed.
    pub state: Bytes,
    /// Its version.
    pub state_version: u32,
    /// The conversation, own waiting posts too, in the order of the random ids.
    pub items: Vec<(ItemId, Bytes)>,
    /// Attachments of the conversation, in the order of their ids.
    pub attachments: Vec<Attachment>,
}

impl MailboxDocument {
    /// The document as JSON. `expected` is the day to confirm by if it went out with the next tick; it is used while it waits.
    ///
    /// # Errors
    /// What serde says; it has no reason to.
    pub fn json(&self, expected: Day) -> Result<Zeroizing<Vec<u8>>, serde_json::Error> {
        let document = Found {
            found: true,
            case: self.case,
            delivered: self.ack_due.is_some(),
            confirm_by: self.ack_due.unwrap_or(expected),
            acknowledged: self.acknowledged,
            state: Sealed(&self.state),
            state_version: self.state_version,
            items: self.items.iter().map(|(id, sealed)| FoundItem { id: *id, sealed: Sealed(sealed) }).collect(),
            attachments: self.attachments.iter().map(|a| FoundAttachment { id: a.id, sha256: a.sha256, bytes: a.bytes }).collect(),
        };
        serde_json::to_vec(&document).map(Zeroizing::new)
    }
}

/// The document of a mailbox that does not exist.
pub const UNKNOWN: &[u8] = br#"{"found":false}"#;

/// Page `n` of a document, exactly [`PAGE`] bytes: `u32 pages ‖ u32 length ‖ 8 bytes tag ‖ piece ‖ zeros`, little-endian. A page
/// beyond the last has the same head and no piece.
pub fn page(document: &[u8], n: u32) -> Zeroizing<Vec<u8>> {
    let piece = usize::try_from(n).ok().and_then(|n| document.chunks(PIECE).nth(n)).unwrap_or_default();
    filled(document.len(), Sha256::digest(document).into(), piece)
}

pub(crate) fn filled(document: usize, tag: [u8; 32], piece: &[u8]) -> Zeroizing<Vec<u8>> {
    let pages = u32::try_from(document.div_ceil(PIECE)).unwrap_or(u32::MAX);
    let length = u32::try_from(piece.len()).unwrap_or_default();
    let mut page = Zeroizing::new(Vec::with_capacity(PAGE));
    page.extend_from_slice(&pages.to_le_bytes());
    page.extend_from_slice(&length.to_le_bytes());
    page.extend(tag.iter().take(8));
    page.extend_from_slice(piece);
    page.resize(PAGE, 0);
    page
}

struct Sealed<'a>(&'a [u8]);

impl Serialize for Sealed<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

#[derive(Serialize)]
struct Found<'a> {
    found: bool,
    case: CaseId,
    delivered: bool,
    confirm_by: Day,
    acknowledged: bool,
    state: Sealed<'a>,
    state_version: u32,
    items: Vec<FoundItem<'a>>,
    attachments: Vec<FoundAttachment>,
}

#[derive(Serialize)]
struct FoundItem<'a> {
    id: ItemId,
    sealed: Sealed<'a>,
}

#[derive(Serialize)]
struct FoundAttachment {
    id: AttachmentId,
    sha256: ContentHash,
    bytes: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mailbox_page::Outline;

    fn number(bytes: &[u8]) -> usize {
        usize::try_from(u32::from_le_bytes(bytes.try_into().unwrap())).unwrap()
    }

    #[test]
    fn every_page_has_one_size_and_the_pieces_make_the_document() {
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE] {
            let document: Vec<u8> = (0..=u8::MAX).cycle().take(length).collect();
            let first = page(&document, 0);
            let pages = number(&first[0..4]);
            let mut whole = Vec::new();
            for n in 0..pages {
                let page = page(&document, u32::try_from(n).unwrap());
                assert_eq!((page.len(), &page[..4], &page[8..16]), (PAGE, &first[..4], &first[8..16]));
                whole.extend_from_slice(&page[HEAD..HEAD + number(&page[4..8])]);
                assert!(page[HEAD + number(&page[4..8])..].iter().all(|byte| *byte == 0));
            }
            assert_eq!(whole, document);
        }
    }

    #[test]
    fn a_page_that_is_not_there_looks_like_one_that_is() {
        for n in [1, u32::MAX] {
            let page = page(UNKNOWN, n);
            assert_eq!((page.len(), number(&page[0..4]), number(&page[4..8])), (PAGE, 1, 0));
        }
    }

    #[test]
    fn the_document_is_the_one_of_the_interface() {
        let mut document = MailboxDocument {
            case: CaseId::new([1; 16]),
            ack_due: None,
            acknowledged: false,
            state: Bytes::from_static(&[0xff, 0xfe]),
            state_version: 1,
            items: vec![(ItemId::new([2; 16]), Bytes::from_static(b"i"))],
            attachments: vec![],
        };
        let expected = |delivered, day| {
            format!(
                r#"{{"found":true,"case":"{}","delivered":{delivered},"confirm_by":{day},"acknowledged":false,"state":"__4","state_version":1,"items":[{{"id":"{}","sealed":"aQ"}}],"attachments":[]}}"#,
                "01".repeat(16),
                "02".repeat(16)
            )
        };
        let json = |document: &MailboxDocument| String::from_utf8(document.json(Day::from_number(9)).unwrap().to_vec()).unwrap();
        assert_eq!(json(&document), expected(false, 9));
        document.ack_due = Some(Day::from_number(7));
        assert_eq!(json(&document), expected(true, 7));
    }

    #[test]
    fn pages_cut_from_lengths_are_pages_of_the_whole_document() {
        for lengths in [vec![], vec![0], vec![1, 2, 3], vec![200_000, 5, 90_000], vec![4500; 40]] {
            let mut document = MailboxDocument {
                case: CaseId::new([1; 16]),
                ack_due: None,
                acknowledged: true,
                state: Bytes::from(vec![3; 17_000]),
                state_version: 7,
                items: vec![],
                attachments: vec![],
            };
            let id = |n: usize| ItemId::new([u8::try_from(n).unwrap(); 16]);
            let items: Vec<_> = lengths.iter().enumerate().map(|(n, length)| (id(n), Bytes::from(vec![9; *length]))).collect();
            let outline =
                Outline { empty: document.clone(), items: lengths.iter().enumerate().map(|(n, length)| (id(n), *length)).collect() };
            document.items = items.clone();
            let whole = document.json(Day::from_number(9)).unwrap();
            let tag = outline_page(&outline, 0, &items).unwrap()[8..16].to_vec();
            for n in 0..u32::try_from(whole.len().div_ceil(PIECE) + 1).unwrap() {
                let mut expected = page(&whole, n).to_vec();
                expected[8..16].copy_from_slice(&tag);
                assert!(outline_page(&outline, n, &items).unwrap().to_vec() == expected, "{lengths:?}, page {n}");
            }
        }
    }

    /// As a store makes it: with those items alone that the page asks for.
    fn outline_page(outline: &Outline, n: u32, items: &[(ItemId, Bytes)]) -> Option<Zeroizing<Vec<u8>>> {
        let cut = outline.cut(n, Day::from_number(9)).unwrap();
        let range = cut.range();
        let asked: Vec<_> =
            items.iter().filter(|(id, _)| range.is_some_and(|(first, last)| first <= *id && *id <= last)).cloned().collect();
        cut.page(&asked)
    }
}
