//! Letters between people of the staff, all of one size. Never says outside what it is about, or by whom it is.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::answer::{SignedAnswer, UnverifiedAnswer};
use super::request::{SignedRequest, UnverifiedRequest};
use crate::hybrid::Identity;
use crate::roster::Person;
use crate::signed::Unverified;
use crate::{Error, Sealed, StaffId, json, padding, seal};

/// Bytes of every letter as it is sent.
pub const LETTER: usize = 70 + 1557 + 16 + padding::LETTER + 16;

/// A letter as it is sent.
#[derive(Debug, Clone, Serialize)]
pub struct ComposedLetter {
    /// To whom.
    pub to: StaffId,
    /// The age file.
    pub sealed: Sealed,
}

/// A request as it came, with the keeper's share.
pub struct LetterRequest {
    /// What is asked.
    pub request: UnverifiedRequest,
    /// The keeper's share, sealed to them.
    pub share: Sealed,
}

/// An answer as it came.
pub struct LetterAnswer {
    /// What is answered.
    pub answer: UnverifiedAnswer,
}

/// What can stand in a letter.
pub enum Letter {
    /// Somebody asks a keeper.
    Request(Box<LetterRequest>),
    /// A keeper answers.
    Answer(Box<LetterAnswer>),
}

/// In JSON; `request` is the signed bytes, which take the same form there as sealed ones.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RequestText {
    request: Sealed,
    share: Sealed,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerText {
    answer: Sealed,
}

impl ComposedLetter {
    pub(super) fn with_request(to: &Person, request: &SignedRequest, share: &Sealed) -> Result<Self, Error> {
        let request = Sealed::from_bytes(request.padded()?.to_vec());
        Self::seal(to, json::write(&RequestText { request, share: share.clone() })?)
    }

    pub(super) fn with_answer(to: &Person, answer: &SignedAnswer) -> Result<Self, Error> {
        Self::seal(to, json::write(&AnswerText { answer: Sealed::from_bytes(answer.padded()?.to_vec()) })?)
    }

    fn seal(to: &Person, text: Vec<u8>) -> Result<Self, Error> {
        let text = Zeroizing::new(text);
        if text.len() > padding::LETTER {
            return Err(Error::TooLarge);
        }
        let mut plaintext = Zeroizing::new(Vec::with_capacity(padding::LETTER));
        plaintext.extend_from_slice(&text);
        plaintext.resize(padding::LETTER, 0);
        Ok(Self { to: to.id, sealed: seal::seal(std::slice::from_ref(&to.recipient), &plaintext)? })
    }
}

/// Opens a letter of one's own. Nothing in it is checked yet.
///
/// # Errors
/// Those of [`seal::open`]; [`Error::Framing`] for another size, [`Error::Json`] for anything that is neither a request nor an answer.
pub fn open_letter(sealed: &Sealed, own: &Identity) -> Result<Letter, Error> {
    let plaintext = seal::open(sealed, own, 1)?;
    if plaintext.len() != padding::LETTER {
        return Err(Error::Framing);
    }
    let length = plaintext.iter().rposition(|byte| *byte != 0).and_then(|last| last.checked_add(1)).ok_or(Error::Framing)?;
    let text = plaintext.get(..length).ok_or(Error::Framing)?;
    if let Ok(RequestText { request, share }) = json::read(text) {
        let request = Unverified::parse(request.as_bytes())?;
        return Ok(Letter::Request(Box::new(LetterRequest { request, share })));
    }
    let AnswerText { answer } = json::read(text)?;
    let answer = Unverified::parse(&Zeroizing::new(answer.into_bytes()))?;
    Ok(Letter::Answer(Box::new(LetterAnswer { answer })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_has_the_one_size() {
        let length = seal::sealed_length(1, u64::try_from(padding::LETTER).unwrap()).unwrap();
        assert_eq!(u64::try_from(LETTER).unwrap(), length);
    }
}
