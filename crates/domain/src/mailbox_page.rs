//! A page of a mailbox's document, made from the lengths of its items: only those are needed whole that stand on it. However long a
//! conversation is, a page costs no more memory than the items it shows.

use std::ops::Range;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use calendar::Day;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{
    ItemId,
    mailbox::{MailboxDocument, PIECE, filled},
};

/// Where items stand in the document.
const ITEMS: &[u8] = b"\"items\":[";

/// All of a mailbox but what its items hold. Without `Debug`, so that it cannot be logged.
pub struct Outline {
    /// The document without its items.
    pub empty: MailboxDocument,
    /// The items, in the order of their ids, and how long each is.
    pub items: Vec<(ItemId, usize)>,
}

/// A page that waits for its items.
pub struct Cut {
    head: Zeroizing<Vec<u8>>,
    tail: (usize, Zeroizing<Vec<u8>>),
    items: Vec<(ItemId, usize, usize)>,
    wanted: Range<usize>,
    length: usize,
    tag: [u8; 32],
}

impl Outline {
    /// Page `n`. `expected` as in [`MailboxDocument::json`].
    ///
    /// # Errors
    /// As [`MailboxDocument::json`].
    pub fn cut(&self, n: u32, expected: Day) -> Result<Cut, serde_json::Error> {
        let mut head = self.empty.json(expected)?;
        let mut tag = Sha256::new_with_prefix(&*head);
        let at = head.windows(ITEMS.len()).position(|window| window == ITEMS).map_or(head.len(), |at| at + ITEMS.len());
        let tail = Zeroizing::new(head.split_off(at));
        let first = usize::try_from(n).unwrap_or(usize::MAX).saturating_mul(PIECE);
        let wanted = first..first.saturating_add(PIECE);
        let (mut end, mut items) = (head.len(), Vec::new());
        for (place, (id, length)) in self.items.iter().enumerate() {
            tag.update(id.as_bytes());
            tag.update(u64::try_from(*length).unwrap_or(u64::MAX).to_le_bytes());
            let start = end;
            end += opening(*id, place).len() + (length * 4).div_ceil(3) + CLOSING.len();
            if start < wanted.end && wanted.start < end {
                items.push((*id, place, start));
            }
        }
        Ok(Cut { head, length: end + tail.len(), tail: (end, tail), items, wanted, tag: tag.finalize().into() })
    }
}

impl Cut {
    /// The first and the last item that it needs; all between them too.
    pub fn range(&self) -> Option<(ItemId, ItemId)> {
        Some((self.items.first()?.0, self.items.last()?.0))
    }

    /// The page, as [`crate::mailbox::page`] would cut it from the whole document, but for the tag. `None`: these are not its items.
    pub fn page(&self, items: &[(ItemId, Bytes)]) -> Option<Zeroizing<Vec<u8>>> {
        let mut piece = Zeroizing::new(Vec::with_capacity(PIECE));
        self.add(&mut piece, 0, &self.head);
        if items.len() != self.items.len() {
            return None;
        }
        for ((id, place, start), (given, sealed)) in self.items.iter().zip(items) {
            if id != given {
                return None;
            }
            let mut text = Zeroizing::new(opening(*id, *place));
            URL_SAFE_NO_PAD.encode_string(sealed, &mut text);
            text.push_str(CLOSING);
            self.add(&mut piece, *start, text.as_bytes());
        }
        self.add(&mut piece, self.tail.0, &self.tail.1);
        Some(filled(self.length, self.tag, &piece))
    }

    /// Adds what of this text, which begins at `start` in the document, stands on the page.
    fn add(&self, piece: &mut Vec<u8>, start: usize, text: &[u8]) {
        let from = self.wanted.start.saturating_sub(start).min(text.len());
        let to = self.wanted.end.saturating_sub(start).min(text.len());
        piece.extend_from_slice(text.get(from..to).unwrap_or_default());
    }
}

const CLOSING: &str = "\"}";

/// What stands before an item's bytes.
fn opening(id: ItemId, place: usize) -> String {
    let comma = if place == 0 { "" } else { "," };
    format!("{comma}{{\"id\":\"{id}\",\"sealed\":\"")
}
