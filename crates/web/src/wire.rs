//! Values that both doors read and write in JSON.

use std::{borrow::Cow, fmt};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use domain::{ContentHash, UploadId, filing::NamedUpload};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use zeroize::Zeroizing;

use crate::shape;

/// Sealed bytes, or others that are no text, in JSON base64url without padding. Nothing here can open them.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedBytes(pub Bytes);

impl SealedBytes {
    /// The bytes, if there are at most `limit` of them.
    #[must_use]
    pub fn within(self, limit: usize) -> Option<Bytes> {
        (!self.0.is_empty() && self.0.len() <= limit).then_some(self.0)
    }
}

impl fmt::Debug for SealedBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealedBytes({})", self.0.len())
    }
}

impl Serialize for SealedBytes {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&URL_SAFE_NO_PAD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for SealedBytes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <Cow<'de, str>>::deserialize(from)?;
        URL_SAFE_NO_PAD.decode(text.as_bytes()).map(|bytes| Self(bytes.into())).map_err(|_| D::Error::custom("not base64url"))
    }
}

impl JsonSchema for SealedBytes {
    fn schema_name() -> Cow<'static, str> {
        shape::Sealed::schema_name()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        shape::Sealed::json_schema(generator)
    }
}

/// Bytes of a fixed number, in JSON lower-case hex, wiped when dropped: tokens, secrets, signatures.
#[derive(Clone)]
pub struct HexBytes<const N: usize>(Zeroizing<[u8; N]>);

impl<const N: usize> HexBytes<N> {
    /// These bytes.
    #[must_use]
    pub fn new(bytes: [u8; N]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; N] {
        &self.0
    }
}

impl<const N: usize> fmt::Debug for HexBytes<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HexBytes({N})")
    }
}

impl<const N: usize> Serialize for HexBytes<N> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&Zeroizing::new(hex::encode(*self.0)))
    }
}

impl<'de, const N: usize> Deserialize<'de> for HexBytes<N> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <Cow<'de, str>>::deserialize(from)?;
        let mut bytes = Zeroizing::new([0; N]);
        let lower = !text.bytes().any(|byte| byte.is_ascii_uppercase());
        let decoded = lower && hex::decode_to_slice(text.as_bytes(), &mut *bytes).is_ok();
        if decoded { Ok(Self(bytes)) } else { Err(D::Error::custom("not lower-case hex of the right length")) }
    }
}

impl<const N: usize> JsonSchema for HexBytes<N> {
    fn schema_name() -> Cow<'static, str> {
        format!("Hex{N}").into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": format!("^[0-9a-f]{{{}}}$", 2 * N), "description": format!("{N} bytes, lower-case hex") })
    }
}

/// An upload that a report or post names.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "NamedUpload")]
pub struct WrittenUpload {
    /// The upload.
    #[schemars(with = "shape::Hex16")]
    pub upload: UploadId,
    /// SHA-256 of its ciphertext.
    #[schemars(with = "shape::Hex32")]
    pub sha256: ContentHash,
    /// Bytes of ciphertext.
    pub bytes: u64,
}

impl From<WrittenUpload> for NamedUpload {
    fn from(written: WrittenUpload) -> Self {
        Self { upload: written.upload, sha256: written.sha256, bytes: written.bytes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_bytes_have_one_spelling() {
        let bytes = SealedBytes(Bytes::from_static(&[0xfb, 0xff, 0x01]));
        assert_eq!(serde_json::to_string(&bytes).unwrap(), "\"-_8B\"");
        assert_eq!(serde_json::from_str::<SealedBytes>("\"-_8B\"").unwrap(), bytes);
        for other in ["\"+/8B\"", "\"-_8B=\"", "\"-_8\\n\"", "\"-_9\"", "1"] {
            assert!(serde_json::from_str::<SealedBytes>(other).is_err(), "{other}");
        }
        assert_eq!(bytes.clone().within(2), None);
        assert!(bytes.within(3).is_some());
        assert_eq!(SealedBytes(Bytes::new()).within(3), None);
    }

    #[test]
    fn hex_has_one_spelling_and_one_length() {
        let read = |text: &str| serde_json::from_str::<HexBytes<2>>(text).map(|bytes| *bytes.as_bytes());
        assert_eq!(read("\"00ff\"").unwrap(), [0, 255]);
        for other in ["\"00FF\"", "\"00f\"", "\"00ff00\"", "\"00fg\"", "255"] {
            assert!(read(other).is_err(), "{other}");
        }
        assert_eq!(serde_json::to_string(&HexBytes::new([0, 255])).unwrap(), "\"00ff\"");
    }
}
