//! Ids: 16 random bytes each, a type for each thing. Never ordered by time, never counted.

use std::fmt;
use std::str::FromStr;

use ledger::hash::lower_hex;
use rand::{CryptoRng, RngCore};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::Error;

macro_rules! id {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// Draws a new id.
            pub fn draw(rng: &mut (impl CryptoRng + RngCore)) -> Self {
                let mut bytes = [0; 16];
                rng.fill_bytes(&mut bytes);
                Self(bytes)
            }

            /// Takes 16 bytes as they are.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The 16 bytes.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self, Error> {
                lower_hex(text).map(Self).map_err(|_| Error::Id)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    };
}

id!(
    /// One installation, drawn once, public.
    InstallationId
);
id!(
    /// One case.
    CaseId
);
id!(
    /// One task in a case, drawn by whoever set it.
    TaskId
);
id!(
    /// One person of the staff.
    StaffId
);
id!(
    /// One submission of a report or post: the same again gets the same answer.
    SubmissionId
);
id!(
    /// One upload of an attachment.
    UploadId
);
id!(
    /// One stored item, as the server knows it.
    ItemId
);
id!(
    /// One letter, as the server knows it.
    LetterId
);
id!(
    /// One stored attachment, as the server knows it.
    AttachmentId
);
