//! Names of reporters, sealed so that two keepers and one reader must agree before anybody reads one (docs/protocol.md 13).
//!
//! Never gives a keeper more than a share, and never a name to whoever has not composed what tells of it.

mod answer;
mod found;
mod letter;
mod particulars;
mod request;
mod shamir;
mod vault;

use calendar::Day;
use ledger::Hash;
use serde::{Deserialize, Serialize};

use crate::StaffId;

pub use answer::{Answer, AnswerRefused, Answered, AtReader, SaidAnswer, SignedAnswer, UnverifiedAnswer};
pub use found::{Found, NotOpened, find};
pub use letter::{ComposedLetter, LETTER, Letter, LetterAnswer, LetterRequest, open_letter};
pub use particulars::{Known, Named, Particulars, SignedKnown, UnverifiedKnown};
pub(crate) use request::{ASKED, letter_to};
pub use request::{AtKeeper, Judged, Request, RequestRefused, SaidRequest, SignedRequest, UnverifiedRequest};
pub use shamir::{Share, Split, join};
pub use vault::{OpenedShare, Place, Vault, enough_keepers, keepers_of, open_share};

/// What stands in front of a request and of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Who writes.
    pub author: StaffId,
    /// Hash of the roster in force.
    pub roster: Hash,
    /// The day, as the author's clock had it.
    pub day: Day,
}

/// Most bytes of a request or an answer, so that a letter holds it.
const MOST_SIGNED: usize = 10 * 1024;

/// Requests and answers are sealed inside letters, which have one size: by themselves they are not filled up.
fn unpadded(length: usize) -> Result<usize, crate::Error> {
    if length > MOST_SIGNED { Err(crate::Error::TooLarge) } else { Ok(length) }
}

/// Characters of a reason at most.
const REASON: usize = 1000;

/// What people write to each other about an identity: something, not too long, and nothing but lines of text.
pub(crate) fn is_reason(text: &str) -> bool {
    !text.trim().is_empty() && is_text(text, REASON)
}

/// At most so many characters, none of them a control character but line feeds.
fn is_text(text: &str, most: usize) -> bool {
    text.chars().count() <= most && !text.chars().any(|one| one.is_control() && one != '\n')
}

/// Bytes in JSON as lower-case hex, wiped when dropped.
mod hex32 {
    use ledger::hash::lower_hex;
    use serde::{Deserialize, Deserializer, Serializer, de::Error as _};
    use zeroize::Zeroizing;

    pub(super) fn serialize<S: Serializer>(value: &Zeroizing<[u8; 32]>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&Zeroizing::new(hex::encode(value.as_slice())))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Zeroizing<[u8; 32]>, D::Error> {
        let text = Zeroizing::new(String::deserialize(deserializer)?);
        lower_hex(&text).map(Zeroizing::new).map_err(D::Error::custom)
    }
}
