//! Finds out whether something that was planted lies about, in whatever coding: each thing sought is cut into two
//! halves, and half of it, in any of the codings, is enough to be found.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use rand::Rng;

/// Bytes read at once.
const STEP: usize = 1 << 20;

/// A marker: 32 letters that stand nowhere by chance.
pub fn letters(rng: &mut impl Rng) -> String {
    (0..32).map(|_| char::from(if rng.r#gen() { rng.gen_range(b'a'..=b'z') } else { rng.gen_range(b'A'..=b'Z') })).collect()
}

/// Everything that is sought.
#[derive(Default)]
pub struct Markers(BTreeMap<Vec<u8>, String>);

/// The search for it, made ready.
pub struct Search {
    names: Vec<String>,
    finder: AhoCorasick,
    longest: usize,
}

impl Markers {
    /// Seeks a text in every coding.
    pub fn text(&mut self, name: &str, text: &str) {
        let (first, second) = text.split_at(text.floor_char_boundary(text.len() / 2));
        for half in [first, second] {
            self.one_text(name, half);
        }
    }

    /// Seeks a secret of bytes: both halves of it, or all of one that is short.
    pub fn secret(&mut self, name: &str, secret: &[u8]) {
        let (first, second) = secret.split_at(if secret.len() < 32 { secret.len() } else { secret.len() / 2 });
        for half in [first, second].into_iter().filter(|half| !half.is_empty()) {
            self.bytes(name, half);
        }
    }

    /// Seeks words: any two that stand beside each other, since one alone stands in every list.
    pub fn words(&mut self, name: &str, phrase: &str) {
        let words: Vec<&str> = phrase.split(' ').collect();
        for pair in words.windows(2) {
            self.one_text(name, &pair.join(" "));
            for between in ["+", "%20", "\n", ", ", "</li><li>"] {
                self.one(name, "as it is", pair.join(between).into_bytes());
            }
        }
    }

    fn one_text(&mut self, name: &str, text: &str) {
        self.bytes(name, text.as_bytes());
        let units: Vec<u16> = text.encode_utf16().collect();
        self.one(name, "UTF-16 LE", units.iter().flat_map(|unit| unit.to_le_bytes()).collect());
        self.one(name, "UTF-16 BE", units.iter().flat_map(|unit| unit.to_be_bytes()).collect());
    }

    fn bytes(&mut self, name: &str, bytes: &[u8]) {
        self.one(name, "as it is", bytes.to_vec());
        self.one(name, "hex", hex::encode(bytes).into_bytes());
        self.one(name, "HEX", hex::encode_upper(bytes).into_bytes());
        self.one(name, "percent", bytes.iter().flat_map(|byte| format!("%{byte:02x}").into_bytes()).collect());
        self.one(name, "PERCENT", bytes.iter().flat_map(|byte| format!("%{byte:02X}").into_bytes()).collect());
        for before in [&b""[..], b"\0", b"\0\0"] {
            let shifted = [before, bytes].concat();
            // Characters that hold bits of what stands before or behind are left out.
            let (from, to) = ((before.len() * 8).div_ceil(6), shifted.len() * 8 / 6);
            for coded in [STANDARD_NO_PAD.encode(&shifted), URL_SAFE_NO_PAD.encode(&shifted)] {
                self.one(name, "base64", coded.as_bytes().get(from..to).unwrap_or_default().to_vec());
            }
        }
    }

    fn one(&mut self, name: &str, coding: &str, bytes: Vec<u8>) {
        self.0.entry(bytes).or_insert_with(|| format!("{name}, {coding}"));
    }

    /// Makes the search ready: one pass finds all of it.
    ///
    /// # Errors
    /// When there is more than can be sought at once.
    pub fn search(&self) -> Result<Search> {
        let finder = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(self.0.keys())?;
        Ok(Search { names: self.0.values().cloned().collect(), finder, longest: self.0.keys().map(Vec::len).max().unwrap_or(0) })
    }
}

impl Search {
    /// What of it stands in these bytes.
    #[must_use]
    pub fn found_in(&self, bytes: &[u8]) -> BTreeSet<String> {
        let matches = self.finder.find_overlapping_iter(bytes);
        matches.filter_map(|found| self.names.get(found.pattern().as_usize()).cloned()).collect()
    }

    /// What of it comes out of a source, wherever the edges of the reads fall.
    ///
    /// # Errors
    /// When the source cannot be read to its end.
    pub fn found_by_reading(&self, source: &mut impl Read) -> io::Result<BTreeSet<String>> {
        let (mut held, mut found) = (Vec::new(), BTreeSet::new());
        loop {
            let kept = held.len();
            source.take(u64::try_from(STEP).unwrap_or(u64::MAX)).read_to_end(&mut held)?;
            if held.len() == kept {
                return Ok(found);
            }
            found.extend(self.found_in(&held));
            held.drain(..held.len().saturating_sub(self.longest));
        }
    }

    /// What of it lies in a folder: in files, and in the names of files, each with its place.
    ///
    /// # Errors
    /// When something in it cannot be read.
    pub fn found_in_folder(&self, folder: &Path) -> io::Result<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        for entry in std::fs::read_dir(folder)? {
            let (path, kind) = entry.and_then(|entry| Ok((entry.path(), entry.file_type()?)))?;
            let name = path.file_name().map(|name| name.as_encoded_bytes().to_vec()).unwrap_or_default();
            let mut here = self.found_in(&name);
            if kind.is_dir() {
                found.extend(self.found_in_folder(&path)?);
            } else if kind.is_file() {
                here.extend(self.found_by_reading(&mut File::open(&path)?)?);
            }
            found.extend(here.into_iter().map(|what| format!("{what} in {}", path.display())));
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::chance;

    fn all_codings(text: &str) -> Vec<(&'static str, Vec<u8>)> {
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let mut codings = vec![
            ("as it is", text.as_bytes().to_vec()),
            ("UTF-16 LE", utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect()),
            ("UTF-16 BE", utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect()),
            ("hex", hex::encode(text).into_bytes()),
            ("HEX", hex::encode_upper(text).into_bytes()),
            ("percent", text.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>().into_bytes()),
            ("PERCENT", text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>().into_bytes()),
        ];
        for before in ["", "?", "~~"] {
            codings.push(("base64", STANDARD_NO_PAD.encode(format!("{before}{text}>?>")).into_bytes()));
            codings.push(("base64", URL_SAFE_NO_PAD.encode(format!("{before}{text}>?>")).into_bytes()));
        }
        codings
    }

    #[test]
    fn every_coding_is_found_wherever_a_read_ends() {
        let text = letters(&mut chance(5));
        let mut markers = Markers::default();
        markers.text("m", &text);
        let markers = markers.search().unwrap();
        for (coding, bytes) in all_codings(&text) {
            for at in [0, 1, STEP - bytes.len(), STEP - bytes.len() / 2, STEP - 1, STEP, 2 * STEP - 7] {
                let mut whole = vec![0xa5; 2 * STEP + 4096];
                whole[at..at + bytes.len()].copy_from_slice(&bytes);
                let found = markers.found_by_reading(&mut whole.as_slice()).unwrap();
                assert!(found.contains(&format!("m, {coding}")), "{coding} at {at}: {found:?}");
            }
        }
    }

    #[test]
    fn half_of_it_is_enough_and_nothing_is_found_where_nothing_is() {
        let text = letters(&mut chance(6));
        let mut markers = Markers::default();
        markers.text("m", &text);
        markers.secret("s", &[0xfb; 32]);
        let markers = markers.search().unwrap();
        assert_eq!(markers.found_in(&text.as_bytes()[16..]).len(), 1);
        assert_eq!(markers.found_in(&text.as_bytes()[..16]).len(), 1);
        assert!(markers.found_in(&[0xfb; 16]).contains("s, as it is"));
        assert!(markers.found_in(STANDARD_NO_PAD.encode([0xfb; 32]).as_bytes()).contains("s, base64"));
        assert!(markers.found_in(URL_SAFE_NO_PAD.encode([0xfb; 32]).as_bytes()).contains("s, base64"));
        assert!(markers.found_in(letters(&mut chance(7)).repeat(100).as_bytes()).is_empty());
        assert!(markers.found_in(&text.as_bytes()[1..16]).is_empty());
    }

    #[test]
    fn words_are_found_two_by_two_and_files_by_their_names_too() {
        let mut markers = Markers::default();
        markers.words("w", "legal winner thank year wave sausage worth useful");
        let markers = markers.search().unwrap();
        assert!(!markers.found_in(b"x wave+sausage y").is_empty());
        assert!(markers.found_in(b"legal thank wave worth").is_empty());
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("below")).unwrap();
        std::fs::write(folder.path().join("below/winner thank"), b"").unwrap();
        std::fs::write(folder.path().join("below/kept"), b"worth%20useful").unwrap();
        assert_eq!(markers.found_in_folder(folder.path()).unwrap().len(), 2);
    }
}
