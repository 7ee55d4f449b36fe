//! Reading words back as people type them, and what to tell them when it does not work. Never keeps what was typed.

use zeroize::Zeroizing;

use super::list::{LANGUAGES, Language, fold};
use super::{COUNT, Words};

/// Why words could not be read back. Places count from 0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misread {
    /// Not eight words.
    #[error("{found} words instead of eight")]
    Count {
        /// How many there were.
        found: usize,
    },
    /// A word that stands in no list.
    #[error("word {place} is in no list")]
    Unknown {
        /// Which one.
        place: usize,
        /// Up to three words that may have been meant.
        near: Vec<String>,
    },
    /// Words of more than one list.
    #[error("word {place} is of another language")]
    Mixed {
        /// The first one that does not fit the others.
        place: usize,
        /// Up to three words of the others' language that may have been meant.
        near: Vec<String>,
    },
    /// All words are known, but together they were never given out.
    #[error("the words do not belong together")]
    Checksum,
    /// Right in several languages: ask which, then use [`Words::parse_in`].
    #[error("the words are right in several languages")]
    Several {
        /// Those languages.
        languages: Vec<Language>,
    },
}

impl Words {
    /// Reads eight words typed by a person: capitals, accents and what stands between do not matter, four letters are enough.
    ///
    /// # Errors
    /// [`Misread`], which says what to tell the person.
    pub fn parse(typed: &str) -> Result<Self, Misread> {
        read(typed, &LANGUAGES)
    }

    /// Reads eight words of one language, when [`Words::parse`] found several possible.
    ///
    /// # Errors
    /// [`Misread`], as if there were no other language.
    pub fn parse_in(typed: &str, language: Language) -> Result<Self, Misread> {
        read(typed, &[language])
    }
}

fn read(typed: &str, languages: &[Language]) -> Result<Words, Misread> {
    let folded = fold(typed);
    let typed: Vec<&str> = folded.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let Ok(typed) = <[&str; COUNT]>::try_from(typed.as_slice()) else {
        return Err(Misread::Count { found: typed.len() });
    };
    let found = languages.iter().map(|language| (*language, Zeroizing::new(typed.map(|word| language.find(word)))));
    let found: Vec<_> = found.collect();
    let whole: Vec<_> = found.iter().filter(|(_, places)| places.iter().all(Option::is_some)).collect();
    if whole.is_empty() {
        return Err(explain(&typed, &found));
    }
    let right = whole.iter().filter_map(|(language, places)| {
        let indices = Zeroizing::new(places.map(Option::unwrap_or_default));
        Words::from_indices(&indices, *language)
    });
    let mut right: Vec<Words> = right.collect();
    match right.pop() {
        None => Err(Misread::Checksum),
        Some(only) if right.is_empty() => Ok(only),
        Some(last) => Err(Misread::Several { languages: right.iter().chain([&last]).map(Words::language).collect() }),
    }
}

/// Why no list has all eight: a word of no list, or words of different ones.
fn explain(typed: &[&str; COUNT], found: &[(Language, Zeroizing<[Option<u16>; COUNT]>)]) -> Misread {
    let count = |places: &[Option<u16>; COUNT]| places.iter().flatten().count();
    let most = found.iter().map(|(_, places)| count(places)).max().unwrap_or(0);
    let Some((likely, places)) = found.iter().find(|(_, places)| count(places) == most) else { return Misread::Checksum };
    let known = |place: usize| found.iter().any(|(_, places)| places.get(place).is_some_and(Option::is_some));
    let near = |place: usize| typed.get(place).map(|word| likely.near(word)).unwrap_or_default();
    match (0..COUNT).find(|place| !known(*place)) {
        Some(place) => Misread::Unknown { place, near: near(place) },
        None => {
            let place = places.iter().position(Option::is_none).unwrap_or(0);
            Misread::Mixed { place, near: near(place) }
        }
    }
}
