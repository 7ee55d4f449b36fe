//! A software authenticator with the browser in front of it: it makes passkeys and answers challenges with real signatures, by WebAuthn
//! level 3, written here from the standard and not from the library that the door reads them with. Each part can be told to lie.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as B64};
use ed25519_dalek::Signer as _;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::place::SITE;

/// User present.
const PRESENT: u8 = 0x01;
/// User verified.
const VERIFIED: u8 = 0x04;
/// A credential is attached.
const ATTACHED: u8 = 0x40;

enum Key {
    Es256(p256::ecdsa::SigningKey),
    Ed25519(ed25519_dalek::SigningKey),
}

/// What is told otherwise than it is.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) origin: String,
    pub(crate) rp: Option<String>,
    pub(crate) kind: Option<&'static str>,
    pub(crate) challenge: Option<String>,
    pub(crate) flags: u8,
    pub(crate) user: Option<String>,
    pub(crate) cross_origin: bool,
    pub(crate) spoilt: bool,
}

impl Default for Told {
    fn default() -> Self {
        Self {
            origin: SITE.to_owned(),
            rp: None,
            kind: None,
            challenge: None,
            flags: PRESENT | VERIFIED,
            user: None,
            cross_origin: false,
            spoilt: false,
        }
    }
}

/// One passkey.
pub(crate) struct Authenticator {
    key: Key,
    credential: Vec<u8>,
    /// Stays at zero where the authenticator counts nothing.
    pub(crate) count: u32,
}

impl Authenticator {
    pub(crate) fn es256(number: u8) -> Self {
        let key = p256::ecdsa::SigningKey::from_slice(&[number; 32]).unwrap();
        Self { key: Key::Es256(key), credential: vec![number; 24], count: 0 }
    }

    pub(crate) fn ed25519(number: u8) -> Self {
        Self { key: Key::Ed25519(ed25519_dalek::SigningKey::from_bytes(&[number; 32])), credential: vec![number; 32], count: 0 }
    }

    /// The same key elsewhere.
    pub(crate) fn copy(&self) -> Self {
        let key = match &self.key {
            Key::Es256(key) => Key::Es256(key.clone()),
            Key::Ed25519(key) => Key::Ed25519(key.clone()),
        };
        Self { key, credential: self.credential.clone(), count: self.count }
    }

    pub(crate) fn credential(&self) -> String {
        B64.encode(&self.credential)
    }

    /// Makes the passkey for what was asked.
    pub(crate) fn make(&self, asked: &Value, name: &str, told: &Told) -> Value {
        let mut data = self.data(asked, told, ATTACHED);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.credential.len()).unwrap().to_be_bytes());
        data.extend(&self.credential);
        data.extend(self.cose());
        // { "fmt": "none", "attStmt": {}, "authData": data }
        let mut object = vec![0xa3, 0x63];
        object.extend(b"fmt\x64none\x67attStmt\xa0\x68authData\x58");
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        json!({ "name": name, "client_data": B64.encode(client_data("webauthn.create", asked, told)), "attestation": B64.encode(object) })
    }

    /// Answers a challenge.
    pub(crate) fn answer(&mut self, asked: &Value, told: &Told) -> Value {
        let (data, client_data) = (self.data(asked, told, 0), client_data("webauthn.get", asked, told));
        let signed = [data.as_slice(), &Sha256::digest(&client_data)].concat();
        let mut signature = match &self.key {
            Key::Es256(key) => {
                let signature: p256::ecdsa::Signature = key.sign(&signed);
                signature.to_der().as_bytes().to_vec()
            }
            Key::Ed25519(key) => key.sign(&signed).to_bytes().to_vec(),
        };
        if told.spoilt {
            *signature.last_mut().unwrap() ^= 1;
        }
        json!({
            "credential": self.credential(), "client_data": B64.encode(client_data), "authenticator_data": B64.encode(data),
            "signature": B64.encode(signature), "user": told.user,
        })
    }

    /// Counts, if it counts at all.
    pub(crate) fn counts(&mut self) {
        self.count += 1;
    }

    fn data(&self, asked: &Value, told: &Told, more: u8) -> Vec<u8> {
        let rp = told.rp.clone().unwrap_or_else(|| asked["rp"].as_str().unwrap().to_owned());
        let mut data = Sha256::digest(rp.as_bytes()).to_vec();
        data.push(told.flags | more);
        data.extend(self.count.to_be_bytes());
        data
    }

    /// The public key as COSE writes it (RFC 9053).
    fn cose(&self) -> Vec<u8> {
        match &self.key {
            Key::Es256(key) => {
                let point = key.verifying_key().to_encoded_point(false);
                let mut cose = vec![0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
                cose.extend(point.x().unwrap());
                cose.extend([0x22, 0x58, 0x20]);
                cose.extend(point.y().unwrap());
                cose
            }
            Key::Ed25519(key) => {
                let mut cose = vec![0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20];
                cose.extend(key.verifying_key().to_bytes());
                cose
            }
        }
    }
}

fn client_data(kind: &str, asked: &Value, told: &Told) -> Vec<u8> {
    let challenge = told.challenge.clone().unwrap_or_else(|| asked["challenge"].as_str().unwrap().to_owned());
    let (kind, origin, cross) = (told.kind.unwrap_or(kind), &told.origin, told.cross_origin);
    format!(r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{origin}","crossOrigin":{cross}}}"#).into_bytes()
}
