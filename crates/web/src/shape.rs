//! Shapes of values on the wire, for the OpenAPI document. A field whose type belongs to another crate names its shape:
//! `#[schemars(with = "web::shape::Hex16")]`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

macro_rules! strings {
    ($($(#[$doc:meta])* $name:ident: $pattern:literal, $says:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $name {}

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": $pattern, "description": $says })
            }
        }
    )*};
}

strings! {
    /// An id.
    Hex16: "^[0-9a-f]{32}$", "16 bytes, lower-case hex: an id";
    /// A hash or a public key.
    Hex32: "^[0-9a-f]{64}$", "32 bytes, lower-case hex: a hash, a token or a public key";
    /// A signature.
    Hex64: "^[0-9a-f]{128}$", "64 bytes, lower-case hex: an Ed25519 signature";
    /// A nonce of work.
    Hex8: "^[0-9a-f]{16}$", "8 bytes, lower-case hex, big-endian";
    /// Bytes that are no secret.
    Octets: "^[A-Za-z0-9_-]*$", "bytes, base64url without padding";
    /// Sealed bytes.
    Sealed: "^[A-Za-z0-9_-]*$", "sealed bytes, base64url without padding";
}

/// A day.
#[derive(Debug)]
pub enum DayNumber {}

impl JsonSchema for DayNumber {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": 0, "description": "days since 1970-01-01 in the organisation's time zone" })
    }
}
