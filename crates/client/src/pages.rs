//! Pages of a mailbox: each answer has one size, whatever there is. Puts the document together again,
//! and starts anew where it changed between two pages.

use sealing::derive::Token;
use sealing::mailbox::Document;

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::wire::PageRequest;

/// Bytes of every answer.
const SIZE: usize = 64 * 1024;
/// Bytes of every question.
const QUESTION: usize = 4 * 1024;
/// Pages of the largest document that is read: 1 GiB.
const MOST: u32 = 1 << 14;
/// How often reading starts anew when the document changes meanwhile.
const TRIES: u32 = 5;

/// One page, taken apart.
struct Page {
    pages: u32,
    tag: [u8; 8],
    piece: Vec<u8>,
}

/// The whole document for a token; `None` where there is no mailbox.
pub(crate) async fn document(connection: &Connection, token: &Token) -> Result<Option<Document>> {
    for _ in 0..TRIES {
        if let Some(bytes) = whole(connection, token).await? {
            return Document::parse(&bytes).map_err(|_| Error::Answer("a mailbox that is none".into()));
        }
    }
    Err(Error::Answer("the mailbox changes faster than it can be read".into()))
}

/// All pages joined; `None` where they are not of one document.
async fn whole(connection: &Connection, token: &Token) -> Result<Option<Vec<u8>>> {
    let first = page(connection, token, 0).await?;
    let mut document = first.piece;
    for n in 1..first.pages {
        let next = page(connection, token, n).await?;
        if next.tag != first.tag || next.pages != first.pages {
            return Ok(None);
        }
        document.extend_from_slice(&next.piece);
    }
    Ok(Some(document))
}

async fn page(connection: &Connection, token: &Token, page: u32) -> Result<Page> {
    let asked = PageRequest { token: &token.to_hex(), page };
    let octets = connection.post_octets("api/v1/intake/mailbox", &asked, QUESTION).await?;
    Page::read(&octets).ok_or_else(|| Error::Answer("a page of a mailbox that is none".into()))
}

impl Page {
    fn read(octets: &[u8]) -> Option<Self> {
        let (pages, rest) = octets.split_first_chunk()?;
        let (length, rest) = rest.split_first_chunk()?;
        let (tag, rest) = rest.split_first_chunk()?;
        let pages = u32::from_le_bytes(*pages);
        let (piece, filling) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
        let fits = octets.len() == SIZE && (1..=MOST).contains(&pages) && filling.iter().all(|byte| *byte == 0);
        fits.then(|| Self { pages, tag: *tag, piece: piece.to_vec() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn octets(pages: u32, length: u32, filling: u8) -> Vec<u8> {
        let mut octets = [pages.to_le_bytes(), length.to_le_bytes()].concat();
        octets.extend_from_slice(b"the tag.");
        octets.resize(16 + usize::try_from(length.min(65_520)).unwrap(), b'x');
        octets.resize(SIZE, filling);
        octets
    }

    #[test]
    fn a_page_is_read_only_in_its_one_form() {
        let page = Page::read(&octets(3, 100, 0)).unwrap();
        assert_eq!((page.pages, &page.tag, page.piece), (3, b"the tag.", vec![b'x'; 100]));
        assert!(Page::read(&octets(1, 65_520, 0)).is_some());
        for wrong in [
            octets(0, 100, 0),
            octets(MOST + 1, 100, 0),
            octets(1, 100, 1),
            octets(1, 65_521, 0),
            octets(1, 100, 0)[1..].to_vec(),
            Vec::new(),
        ] {
            assert!(Page::read(&wrong).is_none());
        }
    }
}
