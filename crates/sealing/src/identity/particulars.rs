//! Name and contact of a reporter, signed by the mailbox so that nobody can put another's name in its place.
//! Never shown by `Debug`, wiped when dropped.

use std::fmt;

use calendar::Day;
use ledger::Hash;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::is_text;
use crate::signed::{Purpose, Signed, Unverified};
use crate::{CaseId, Error, json, padding};

/// Characters of a name at most.
const NAME: usize = 100;
/// Characters of a contact at most.
const CONTACT: usize = 300;

/// Who somebody is, and how they are reached.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Particulars {
    /// In one line; never empty.
    pub name: String,
    /// As they wrote it; may be empty.
    pub contact: String,
}

impl Particulars {
    /// Whether both have their form.
    ///
    /// # Errors
    /// [`Error::Rule`].
    pub fn check(&self) -> Result<(), Error> {
        let name = !self.name.trim().is_empty() && is_text(&self.name, NAME) && !self.name.contains('\n');
        if name && is_text(&self.contact, CONTACT) {
            Ok(())
        } else {
            Err(Error::Rule("a name is one line of 1 to 100 characters, a contact has at most 300"))
        }
    }
}

impl fmt::Debug for Particulars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Particulars(…)")
    }
}

/// For which case a name was left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Which case.
    pub case: CaseId,
    /// Hash of the roster in force.
    pub roster: Hash,
    /// The day.
    pub day: Day,
}

/// Signing identities.
#[derive(Debug, Clone, Copy)]
pub enum Known {}

impl Purpose for Known {
    const NAME: &'static str = "identity";
    type Header = Named;
    type Body = Particulars;

    fn padded(length: usize) -> Result<usize, Error> {
        if length > padding::IDENTITY { Err(Error::TooLarge) } else { Ok(padding::IDENTITY) }
    }

    fn check(_: &Named) -> Result<(), Error> {
        Ok(())
    }

    fn read(_: &Named, body: &[u8]) -> Result<Particulars, Error> {
        let read: Particulars = json::read(body)?;
        read.check()?;
        Ok(read)
    }

    fn write(body: &Particulars) -> Result<Zeroizing<Vec<u8>>, Error> {
        json::write(body).map(Zeroizing::new)
    }
}

/// An identity with the signature it should have.
pub type SignedKnown = Signed<Known>;
/// An identity that was opened and not checked.
pub type UnverifiedKnown = Unverified<Known>;

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, contact: &str) -> Particulars {
        Particulars { name: name.to_owned(), contact: contact.to_owned() }
    }

    #[test]
    fn a_name_is_a_line_and_a_contact_is_text() {
        for right in [of("Ana Ünal", ""), of(&"é".repeat(100), &"\u{10ffff}".repeat(300)), of("A", "line\nline")] {
            right.check().unwrap();
        }
        let wrong = [
            of("", ""),
            of(" \u{a0}", "x"),
            of(&"a".repeat(101), ""),
            of("a\nb", ""),
            of("a", &"a".repeat(301)),
            of("a", "\t"),
            of("\u{7f}a", ""),
        ];
        for wrong in wrong {
            assert!(wrong.check().is_err(), "{:?}", wrong.name);
        }
    }

    #[test]
    fn the_longest_fits_into_its_size() {
        let key = crate::SigningKey::from_seed(&[1; 32]);
        let header = Named { case: CaseId::from_bytes([1; 16]), roster: Hash::of(&[]), day: Day::from_number(99_999) };
        let longest = of(&"\u{10ffff}".repeat(100), &"\u{10ffff}".repeat(300));
        let signed = SignedKnown::sign(header, longest, &key).unwrap();
        assert_eq!(signed.padded().unwrap().len(), 2048);
    }

    #[test]
    fn nothing_of_it_is_shown_in_passing() {
        assert_eq!(format!("{:?}", of("Ana", "at home")), "Particulars(…)");
    }
}
