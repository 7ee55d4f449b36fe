//! The six lists of BIP-39 and how a word is found in one. Keeps the lists folded once; never shows a folded word to anybody.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use zeroize::Zeroizing;

use crate::Error;

/// A language whose list the words can come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    En,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Italian.
    It,
    /// Portuguese.
    Pt,
    /// Czech.
    Cs,
}

/// All languages, in the order of the protocol.
pub const LANGUAGES: [Language; 6] = [Language::En, Language::Fr, Language::Es, Language::It, Language::Pt, Language::Cs];

static FOLDED: LazyLock<[Vec<String>; 6]> =
    LazyLock::new(|| LANGUAGES.map(|language| language.raw().iter().map(|word| fold(word).to_string()).collect()));

impl Language {
    /// Its short name, as in `en`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::Es => "es",
            Self::It => "it",
            Self::Pt => "pt",
            Self::Cs => "cs",
        }
    }

    fn raw(self) -> &'static [&'static str; 2048] {
        match self {
            Self::En => bip39::Language::English,
            Self::Fr => bip39::Language::French,
            Self::Es => bip39::Language::Spanish,
            Self::It => bip39::Language::Italian,
            Self::Pt => bip39::Language::Portuguese,
            Self::Cs => bip39::Language::Czech,
        }
        .word_list()
    }

    fn folded(self) -> &'static [String] {
        let [en, fr, es, it, pt, cs] = &*FOLDED;
        match self {
            Self::En => en,
            Self::Fr => fr,
            Self::Es => es,
            Self::It => it,
            Self::Pt => pt,
            Self::Cs => cs,
        }
    }

    /// The word at a place below 2048, in NFC as it is shown; empty outside.
    pub(crate) fn word(self, index: u16) -> String {
        self.raw().get(usize::from(index)).map(|word| word.nfc().collect()).unwrap_or_default()
    }

    /// The place of a folded word: equal to a word, or at least four letters and the beginning of exactly one.
    pub(crate) fn find(self, folded: &str) -> Option<u16> {
        let list = self.folded();
        let exact = list.iter().position(|word| word == folded);
        let place = exact.or_else(|| {
            let mut begun = list.iter().enumerate().filter(|(_, word)| word.starts_with(folded));
            match (begun.next(), begun.next()) {
                (Some((place, _)), None) if folded.chars().count() >= 4 => Some(place),
                _ => None,
            }
        });
        place.and_then(|place| u16::try_from(place).ok())
    }

    /// Up to three words at most two slips away, nearest first, then in the list's order.
    pub(crate) fn near(self, folded: &str) -> Vec<String> {
        let distances = self.folded().iter().map(|word| distance(folded, word));
        let mut close: Vec<_> = distances.zip(0u16..).filter(|(distance, _)| *distance <= 2).collect();
        close.sort_unstable();
        close.into_iter().take(3).map(|(_, index)| self.word(index)).collect()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = Error;

    fn from_str(code: &str) -> Result<Self, Error> {
        LANGUAGES.into_iter().find(|language| language.code() == code).ok_or(Error::Json)
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// NFKD without marks, lower case, ligatures apart: what stays of a word when accents and capitals do not matter.
pub(crate) fn fold(text: &str) -> Zeroizing<String> {
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let mut folded = Zeroizing::new(String::with_capacity(text.len().saturating_mul(3)));
    for c in plain {
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            c => folded.push(c),
        }
    }
    folded
}

/// Slips between two words: letters put in, left out, changed, or two neighbours swapped (optimal string alignment).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut two_back: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    let mut before = None;
    for (row, a) in left.chars().enumerate() {
        let mut line = vec![row + 1];
        for (column, b) in right.iter().enumerate() {
            let at = |line: &[usize], place: usize| line.get(place).copied().unwrap_or(usize::MAX / 2);
            let swap = match (before, column.checked_sub(1)) {
                (Some(earlier), Some(left_of)) if earlier == *b && right.get(left_of) == Some(&a) => at(&two_back, left_of) + 1,
                _ => usize::MAX / 2,
            };
            let change = at(&last, column) + usize::from(a != *b);
            let best = change.min(at(&last, column + 1) + 1).min(at(&line, column) + 1).min(swap);
            line.push(best);
        }
        two_back = std::mem::replace(&mut last, line);
        before = Some(a);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_and_four_letters_lose_no_word_of_any_list() {
        for language in LANGUAGES {
            for (index, word) in (0u16..).zip(language.raw()) {
                let folded = fold(word);
                assert_eq!(language.find(&folded), Some(index), "{word}");
                let beginning: String = folded.chars().take(4).collect();
                assert_eq!(language.find(&beginning), Some(index), "{beginning} for {word}");
                assert!(folded.chars().all(|c| c.is_ascii_lowercase()), "{word}");
            }
        }
    }

    #[test]
    fn slips_are_counted_as_people_make_them() {
        for (left, right, slips) in
            [("abandon", "abandon", 0), ("abadnon", "abandon", 1), ("", "ab", 2), ("ca", "abc", 3), ("kitten", "sitting", 3)]
        {
            assert_eq!(distance(left, right), slips, "{left} {right}");
        }
    }
}
