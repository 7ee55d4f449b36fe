//! What is said of words that could not be read back: which one, and what may have been meant.

use sealing::words::{Language, Misread};

use super::{say::Say, view::frame::Fault};

/// Names of the languages of words, in themselves.
pub(super) const LANGUAGES: [(Language, &str); 6] = [
    (Language::En, "English"),
    (Language::Fr, "Français"),
    (Language::Es, "Español"),
    (Language::It, "Italiano"),
    (Language::Pt, "Português"),
    (Language::Cs, "Čeština"),
];

/// The language of words with this code.
#[must_use]
pub(super) fn language(code: &str) -> Option<Language> {
    LANGUAGES.into_iter().map(|(language, _)| language).find(|language| language.code() == code)
}

/// Codes and names of these languages.
#[must_use]
pub(super) fn named(languages: &[Language]) -> Vec<(&'static str, &'static str)> {
    LANGUAGES.into_iter().filter(|(language, _)| languages.contains(language)).map(|(language, name)| (language.code(), name)).collect()
}

/// The fault of the field with the words.
#[must_use]
pub(super) fn fault(misread: &Misread, say: &Say) -> Fault {
    let nth = |place: usize| (place + 1).to_string();
    let nearby = |said: String, near: &[String]| {
        if near.is_empty() { said } else { format!("{said} {}", say.with("plain-wrong-near", &[("near", &near.join(", "))])) }
    };
    let text = match misread {
        Misread::Count { found } => say.with("plain-wrong-count", &[("n", &found.to_string())]),
        Misread::Unknown { place, near } => nearby(say.with("plain-wrong-word", &[("n", &nth(*place))]), near),
        Misread::Mixed { place, near } => nearby(say.with("plain-wrong-mixed", &[("n", &nth(*place))]), near),
        Misread::Checksum => say.t("plain-wrong-checksum"),
        Misread::Several { .. } => return Fault::new("language", say.t("plain-wrong-language")),
    };
    Fault::new("words", text)
}
