//! The published test vectors of the age format (npm package `cctv-age`), all that concern the hybrid kind.

use std::io::Read;
use std::path::PathBuf;

use age::Decryptor;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sealing::hybrid::Identity;
use sealing::{Hash, Sealed, seal};

/// What a vector says of itself, and its age file.
struct Vector {
    name: String,
    expect: String,
    payload: Option<String>,
    identities: Vec<String>,
    file: Vec<u8>,
}

/// Where the format would succeed and this house refuses: one kind only, no grease, binary only.
const STRICTER: [&str; 3] = ["armor_hybrid", "hybrid_and_x25519", "hybrid_grease"];

fn package() -> String {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../browser/ui/node_modules/cctv-age");
    let folder = std::env::var_os("CCTV_AGE").map_or(here, PathBuf::from);
    std::fs::read_to_string(folder.join("index.js")).unwrap_or_else(|error| {
        panic!("the published age vectors are not in {}: {error}. `./check` installs them, or set CCTV_AGE to the unpacked npm package cctv-age", folder.display())
    })
}

fn vectors() -> Vec<Vector> {
    let package = package();
    let entries = package.split("\nvar ").filter_map(|entry| entry.split_once("_default = __toBinary(\""));
    let vectors = entries.map(|(name, rest)| read(name, &BASE64_STANDARD.decode(rest.split('"').next().unwrap()).unwrap()));
    vectors.filter(|vector| vector.name.contains("hybrid")).collect()
}

fn read(name: &str, bytes: &[u8]) -> Vector {
    let end = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap();
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let all = |key: &str| -> Vec<String> {
        head.lines().filter_map(|line| line.strip_prefix(key)?.strip_prefix(": ")).map(str::to_owned).collect()
    };
    let rest = &bytes[end + 2..];
    let inflate = |rest: &[u8]| miniz_oxide::inflate::decompress_to_vec_zlib(rest).unwrap();
    let file = if all("compressed").is_empty() { rest.to_vec() } else { inflate(rest) };
    Vector { name: name.to_owned(), expect: all("expect").remove(0), payload: all("payload").pop(), identities: all("identity"), file }
}

/// The format as the age library reads it with our identities.
fn decrypt(vector: &Vector) -> Result<Vec<u8>, age::DecryptError> {
    let identities: Vec<Box<dyn age::Identity>> = vector.identities.iter().map(|text| identity(text)).collect();
    let file = unarmored(&vector.file);
    let mut plaintext = Vec::new();
    Decryptor::new_buffered(file.as_slice())?.decrypt(identities.iter().map(AsRef::as_ref))?.read_to_end(&mut plaintext)?;
    Ok(plaintext)
}

fn identity(text: &str) -> Box<dyn age::Identity> {
    match Identity::from_secret_string(text) {
        Ok(identity) => Box::new(identity),
        Err(_) => Box::new(text.parse::<age::x25519::Identity>().unwrap()),
    }
}

fn unarmored(file: &[u8]) -> Vec<u8> {
    let Some(text) = std::str::from_utf8(file).ok().filter(|text| text.starts_with("-----BEGIN")) else { return file.to_vec() };
    let base64: String = text.lines().filter(|line| !line.starts_with('-')).collect();
    BASE64_STANDARD.decode(base64).unwrap()
}

#[test]
fn every_published_hybrid_vector_does_what_it_says() {
    let vectors = vectors();
    assert_eq!(vectors.len(), 19);
    for vector in &vectors {
        let result = decrypt(vector);
        let right = match vector.expect.as_str() {
            "success" => result.as_ref().is_ok_and(|plaintext| Some(Hash::of(&[plaintext]).to_string()) == vector.payload),
            "no match" => matches!(result, Err(age::DecryptError::NoMatchingKeys)),
            // The library says "unknown format" of a header that it cannot take apart.
            "header failure" => matches!(result, Err(age::DecryptError::InvalidHeader | age::DecryptError::UnknownFormat)),
            other => panic!("{} expects {other}", vector.name),
        };
        assert!(right, "{} expects {}, gave {:?}", vector.name, vector.expect, result.map(|plaintext| plaintext.len()));
    }
}

#[test]
fn the_house_opens_what_is_of_its_kind_and_refuses_the_rest() {
    for vector in vectors() {
        let own = vector.identities.iter().find_map(|text| Identity::from_secret_string(text).ok()).unwrap();
        let opened = seal::open_counted(&Sealed::from_bytes(vector.file.clone()), &own);
        let expected = vector.expect == "success" && !STRICTER.contains(&vector.name.as_str());
        assert_eq!(opened.is_ok(), expected, "{}", vector.name);
    }
}
