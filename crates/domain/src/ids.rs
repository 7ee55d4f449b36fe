//! Names of things: random bytes, never counted, never ordered by time. In JSON and text lower-case hex; `Debug` shows none of it,
//! so that no id of a report slips into a log.

use std::{fmt, str::FromStr};

use rand::{CryptoRng, RngCore};
use sha2::{Digest, Sha256};

/// Text that is not an id: wrong length, or not lower-case hex.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct IdError;

macro_rules! ids {
    ($length:literal: $($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $length]);

        impl $name {
            /// Length in bytes.
            pub const LENGTH: usize = $length;

            /// These bytes as such an id.
            pub const fn new(bytes: [u8; $length]) -> Self {
                Self(bytes)
            }

            /// The bytes.
            pub const fn as_bytes(&self) -> &[u8; $length] {
                &self.0
            }

            /// These bytes as such an id, if they are of the right number.
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }

            /// A new one, drawn uniformly.
            pub fn random(rng: &mut (impl CryptoRng + RngCore + ?Sized)) -> Self {
                let mut bytes = [0; $length];
                rng.fill_bytes(&mut bytes);
                Self(bytes)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                if text.len() != 2 * $length || text.bytes().any(|byte| byte.is_ascii_uppercase()) {
                    return Err(IdError);
                }
                let mut bytes = [0; $length];
                hex::decode_to_slice(text, &mut bytes).map_err(|_| IdError)?;
                Ok(Self(bytes))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(&hex::encode(self.0))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}

macro_rules! hashes {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        ids!(32: $($(#[$doc])* $name),+);
        $(impl $name {
            /// SHA-256 of these bytes.
            pub fn of(bytes: &[u8]) -> Self {
                Self(Sha256::digest(bytes).into())
            }
        })+
    };
}

ids! { 16:
    /// A case. Drawn by the reporter's client; it stands in everything that is signed in the case.
    CaseId,
    /// An item on the server. The tick gives every waiting item another one.
    ItemId,
    /// An upload that is under way.
    UploadId,
    /// An attachment on the server. The tick gives every waiting attachment another one.
    AttachmentId,
    /// One attempt to send something, drawn by the client, so that trying again is the same attempt.
    SubmissionId,
    /// A person of the staff, as in the roster.
    StaffId,
    /// The installation.
    InstallationId,
    /// A letter that waits for its receiver.
    LetterId,
    /// One of a person's own sessions, in the list that its owner sees. It opens nothing.
    SessionId,
    /// One of a person's own passkeys, in the list that its owner sees. It opens nothing.
    PasskeyId,
}

hashes! {
    /// SHA-256 of a mailbox token: all the server keeps of the eight words.
    TokenHash,
    /// SHA-256 of a session's token.
    SessionHash,
    /// SHA-256 over a recovery code and its person (see [`crate::second_factor::RecoveryCode`]).
    RecoveryHash,
    /// SHA-256 of a one-time enrolment token.
    EnrolmentHash,
    /// SHA-256 of what a person's browser sends in place of the passphrase. Compare with [`crate::sign_in::same_login`].
    LoginHash,
    /// SHA-256 of a signed roster, the whole note.
    RosterHash,
    /// SHA-256 of a questionnaire's exact JSON.
    QuestionnaireHash,
    /// SHA-256 of an attachment's ciphertext.
    ContentHash,
    /// SHA-256 of a sealed book.
    BookHash,
}

ids! { 32:
    /// An inner leaf of the log.
    Leaf,
    /// An Ed25519 public key.
    SigningPublic,
}

impl SessionId {
    /// The name of a session in its owner's list: made of what is kept, so that no column is needed for it.
    pub fn of(session: &SessionHash) -> Self {
        let hash: [u8; 32] = Sha256::new().chain_update(b"sottovoce/v1/session-id").chain_update(session.as_bytes()).finalize().into();
        let [id @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = hash;
        Self(id)
    }
}

impl PasskeyId {
    /// The name of a passkey in its owner's list: made of the id that its authenticator drew.
    pub fn of(credential: &[u8]) -> Self {
        let hash: [u8; 32] = Sha256::new().chain_update(b"sottovoce/v1/passkey-id").chain_update(credential).finalize().into();
        let [id @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = hash;
        Self(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_lower_case_hex_and_nothing_else() {
        let id = CaseId::new([0xab; 16]);
        assert_eq!(id.to_string(), "ab".repeat(16));
        assert_eq!("ab".repeat(16).parse(), Ok(id));
        assert_eq!(serde_json::to_string(&id).unwrap(), format!("\"{}\"", "ab".repeat(16)));
        assert_eq!(serde_json::from_str::<CaseId>(&format!("\"{}\"", "ab".repeat(16))).unwrap(), id);
        for text in ["AB".repeat(16), "ab".repeat(15), "ab".repeat(17), "zz".repeat(16), String::new(), "é".repeat(16)] {
            assert_eq!(text.parse::<CaseId>(), Err(IdError), "{text}");
        }
    }

    #[test]
    fn an_id_does_not_show_in_debug_output() {
        assert_eq!(format!("{:?}", TokenHash::of(b"x")), "TokenHash(..)");
    }
}
