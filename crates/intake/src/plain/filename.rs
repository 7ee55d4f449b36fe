//! File names as strangers send them, made harmless: a name, never a path, never something that changes how it is read.
//!
//! It keeps the ending, so that the reader's system knows what it is, and never more than 120 letters.

use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// The longest name kept, in characters.
const LONGEST: usize = 120;
/// The longest ending kept, in characters, dot included.
const LONGEST_ENDING: usize = 12;

/// What is left of a file name: no folders, no control or direction marks, no quotes, not hidden, not empty.
#[must_use]
pub(crate) fn harmless(sent: &str) -> Zeroizing<String> {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: Zeroizing<String> = Zeroizing::new(last.nfc().map(|letter| if is_hostile(letter) { '_' } else { letter }).collect());
    let trimmed = kept.trim_matches(|letter: char| letter.is_whitespace() || letter == '.');
    if trimmed.is_empty() {
        return Zeroizing::new("file".to_owned());
    }
    let guard = if is_reserved(trimmed) { "_" } else { "" };
    Zeroizing::new(format!("{guard}{}", *shortened(trimmed)))
}

fn is_hostile(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\'' | '`' | '%' | ';')
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{061c}')
        || matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}')
}

/// Names that some systems take for devices, whatever the ending.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim().to_ascii_uppercase();
    let device =
        |prefix: &str| stem.strip_prefix(prefix).is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|octet| octet.is_ascii_digit()));
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || device("COM") || device("LPT")
}

fn shortened(name: &str) -> Zeroizing<String> {
    let count = name.chars().count();
    if count <= LONGEST {
        return Zeroizing::new(name.to_owned());
    }
    let ending = name.rfind('.').and_then(|dot| name.get(dot..)).filter(|ending| ending.chars().count() <= LONGEST_ENDING);
    let ending = ending.unwrap_or_default();
    let stem = name.chars().take(LONGEST - ending.chars().count());
    Zeroizing::new(stem.chain(ending.chars()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ordinary_names_stay_as_they_are() {
        for name in ["photo.jpg", "Résumé (3).pdf", "отчёт.docx", "写真.png", "no ending"] {
            assert_eq!(*harmless(name), name);
        }
    }

    #[test]
    fn hostile_names_lose_what_makes_them_hostile() {
        for (sent, kept) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\me\\secret.txt", "secret.txt"),
            ("..", "file"),
            ("", "file"),
            (".htaccess", "htaccess"),
            ("a\r\nSet-Cookie: x", "a__Set-Cookie_ x"),
            ("photo\u{202e}gpj.exe", "photo_gpj.exe"),
            ("<img src=x>.svg", "_img src=x_.svg"),
            ("con.txt", "_con.txt"),
            ("LPT1", "_LPT1"),
            ("name. . ", "name"),
            ("nul\0byte.pdf", "nul_byte.pdf"),
            ("\"; filename=\"evil.exe", "__ filename=_evil.exe"),
        ] {
            assert_eq!(*harmless(sent), kept, "{sent:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let kept = harmless(&format!("{}.tar.gz", "a".repeat(5_000)));
        assert_eq!(kept.chars().count(), LONGEST);
        assert!(kept.ends_with(".gz"));
    }

    proptest! {
        #[test]
        fn no_name_is_a_path_or_empty_and_twice_is_once(sent in any::<String>()) {
            let kept = harmless(&sent);
            prop_assert!(!kept.is_empty() && kept.chars().count() <= LONGEST + 1);
            prop_assert!(!kept.contains(['/', '\\', '\0', '\n', '\r', '"']));
            prop_assert!(!kept.starts_with('.'));
        }
    }
}
