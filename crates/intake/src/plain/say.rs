//! The texts of the plain pages in one person's language.

use web::{language::Language, texts::Texts};

/// Says texts in a language.
#[derive(Debug, Clone, Copy)]
pub struct Say {
    language: Language,
}

impl Say {
    /// In this language.
    #[must_use]
    pub fn in_language(language: Language) -> Self {
        Self { language }
    }

    /// The language's tag.
    #[must_use]
    pub fn language(&self) -> &'static str {
        self.language.tag()
    }

    /// A text.
    #[must_use]
    pub fn t(&self, id: &str) -> String {
        Texts::get(self.language, id, &[])
    }

    /// A text with its arguments, none of which is anything a reporter wrote.
    #[must_use]
    pub fn with(&self, id: &str, arguments: &[(&str, &str)]) -> String {
        let arguments: Vec<_> = arguments.iter().map(|(name, value)| (*name, (*value).into())).collect();
        Texts::get(self.language, id, &arguments)
    }

    /// A size in words, rounded.
    #[must_use]
    pub fn size(&self, bytes: u64) -> String {
        let (id, n) = match bytes {
            0..1_024 => ("plain-size-bytes", bytes),
            1_024..1_048_576 => ("plain-size-kib", bytes.div_ceil(1_024)),
            _ => ("plain-size-mib", bytes.div_ceil(1_048_576)),
        };
        self.with(id, &[("n", &n.to_string())])
    }
}
