//! A vault: an identity sealed to a key that nobody has, and that key in shares, one for each keeper (docs/protocol.md 13).
//! Never seals a share to somebody who was left out, or reads the case: a file that opens for nobody stands in their place.

use calendar::Day;
use ledger::{Hash, SigningKey};
use rand::{CryptoRng, RngCore};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::particulars::{Named, Particulars, SignedKnown, UnverifiedKnown};
use super::shamir::{Share, Split};
use crate::hybrid::{Identity, Recipient};
use crate::item::People;
use crate::readers::may_keep;
use crate::roster::{Person, Role, Roster};
use crate::signed::Unverified;
use crate::{CaseId, Error, Sealed, padding, seal};

/// Bytes in a share: case, hash of the vault, index, value.
const SHARE: usize = 16 + 32 + 1 + 32;
/// Shares that are needed.
const NEEDED: usize = 2;
/// Shares at most: an index is one byte and never 0.
const MOST: usize = 255;

/// A sealed name and the shares of its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vault {
    /// The identity, sealed to the recipient of what is shared.
    pub sealed: Sealed,
    /// One for each keeper of the roster, sorted by id.
    pub shares: Vec<Sealed>,
}

/// The keepers of a roster, sorted by id: the place of one, from 1, is the index of their share.
pub fn keepers_of(roster: &Roster) -> impl Iterator<Item = &Person> {
    roster.with_role(Role::Custodian)
}

/// Whether a name can be left at all: two keepers of the list were not left out, and do not read the case.
///
/// # Errors
/// [`Error::FewKeepers`].
pub fn enough_keepers(roster: &Roster, left_out: &People, readers: &People) -> Result<(), Error> {
    let all = keepers_of(roster).count();
    let keep = keepers_of(roster).filter(|person| may_keep(person.id, roster, left_out).is_ok() && !readers.contains(&person.id)).count();
    if keep < NEEDED || all > MOST { Err(Error::FewKeepers) } else { Ok(()) }
}

impl Vault {
    /// Seals a name for the keepers of a roster.
    ///
    /// # Errors
    /// [`Error::FewKeepers`] if fewer than two remain who were not left out; [`Error::Rule`] and [`Error::TooLarge`] for the name;
    /// [`Error::Sealing`].
    pub fn seal(
        particulars: Particulars,
        place: &Place<'_>,
        signing: &SigningKey,
        rng: &mut (impl CryptoRng + RngCore),
    ) -> Result<Self, Error> {
        enough_keepers(place.roster, place.left_out, place.readers)?;
        let keep = |person: &Person| {
            // Whoever reads the case has the vault already: with a share they would need one other keeper only.
            let keeper = may_keep(person.id, place.roster, place.left_out).ok().filter(|_| !place.readers.contains(&person.id))?;
            Some(keeper.person().recipient.clone())
        };
        let recipients: Vec<Option<Recipient>> = keepers_of(place.roster).map(keep).collect();
        let header = Named { case: place.case, roster: place.roster.hash(), day: place.day };
        let identity = SignedKnown::sign(header, particulars, signing)?;
        let split = Split::draw(rng);
        let sealed = seal::seal(&[Identity::from_seed(split.secret()).to_recipient()], &identity.padded()?)?;
        let hash = Hash::of(&[sealed.as_bytes()]);
        let mut shares = Vec::with_capacity(recipients.len());
        for (index, recipient) in (1..=u8::MAX).zip(recipients) {
            shares.push(match (recipient, split.share(index)) {
                (Some(recipient), Some(share)) => seal::seal(&[recipient], &written(place.case, hash, &share))?,
                _ => seal::seal(&[Recipient::thrown_away(rng)], &filling(rng))?,
            });
        }
        Ok(Self { sealed, shares })
    }

    /// By which requests and shares name it.
    pub fn hash(&self) -> Hash {
        Hash::of(&[self.sealed.as_bytes()])
    }

    /// Opens it with what two shares came to.
    ///
    /// # Errors
    /// Those of [`seal::open`], and of [`Unverified::parse`].
    pub fn open(&self, secret: &[u8; 32]) -> Result<UnverifiedKnown, Error> {
        Unverified::parse(&seal::open(&self.sealed, &Identity::from_seed(secret), 1)?)
    }

    /// Whether all of it has its size, which tells nothing of who was left out.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let right = |sealed: &Sealed, plaintext: usize| {
            let length = u64::try_from(plaintext).ok().and_then(|plaintext| seal::sealed_length(1, plaintext));
            u64::try_from(sealed.as_bytes().len()).ok() == length
        };
        let count = (NEEDED..=MOST).contains(&self.shares.len());
        if count && right(&self.sealed, padding::IDENTITY) && self.shares.iter().all(|share| right(share, SHARE)) {
            Ok(())
        } else {
            Err(Error::Rule("a vault and its shares have one size each, and there are at least two shares"))
        }
    }
}

/// Where a name is left.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Which case.
    pub case: CaseId,
    /// The roster that the item names.
    pub roster: &'a Roster,
    /// Who was left out.
    pub left_out: &'a People,
    /// Who reads the case, or could be woken.
    pub readers: &'a People,
    /// The day.
    pub day: Day,
}

fn written(case: CaseId, vault: Hash, share: &Share) -> Zeroizing<Vec<u8>> {
    let mut plaintext = Zeroizing::new(Vec::with_capacity(SHARE));
    plaintext.extend_from_slice(case.as_bytes());
    plaintext.extend_from_slice(vault.as_bytes());
    plaintext.push(share.index);
    plaintext.extend_from_slice(share.value.as_slice());
    plaintext
}

fn filling(rng: &mut (impl CryptoRng + RngCore)) -> [u8; SHARE] {
    let mut filling = [0; SHARE];
    rng.fill_bytes(&mut filling);
    filling
}

/// A keeper's share as it was opened, with what it says it belongs to.
pub struct OpenedShare {
    /// Of which case.
    pub case: CaseId,
    /// Of which vault.
    pub vault: Hash,
    /// The share.
    pub share: Share,
}

/// Opens a keeper's own share.
///
/// # Errors
/// Those of [`seal::open`]; [`Error::Framing`] for another length or index 0.
pub fn open_share(sealed: &Sealed, keeper: &Identity) -> Result<OpenedShare, Error> {
    let plaintext = seal::open(sealed, keeper, 1)?;
    let (case, rest) = plaintext.split_first_chunk::<16>().ok_or(Error::Framing)?;
    let (vault, rest) = rest.split_first_chunk::<32>().ok_or(Error::Framing)?;
    let (index, value) = rest.split_first().filter(|(index, _)| **index > 0).ok_or(Error::Framing)?;
    let value: &[u8; 32] = value.try_into().map_err(|_| Error::Framing)?;
    let share = Share { index: *index, value: Zeroizing::new(*value) };
    Ok(OpenedShare { case: CaseId::from_bytes(*case), vault: Hash::from_bytes(*vault), share })
}
