//! The questions put to reporters, read from a file and checked at start.
//!
//! It keeps the exact octets, because a report names their hash. It never keeps an answer.

use std::collections::{BTreeMap, HashSet};

use serde::Deserialize;
use sha2::{Digest as _, Sha256};

/// The version of the file's form.
const VERSION: u32 = 1;

/// Why a questionnaire cannot be used. The texts are for whoever wrote the file.
#[derive(Debug, thiserror::Error)]
pub enum QuestionnaireRefused {
    /// Not JSON of this form.
    #[error("the questionnaire cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// Another version.
    #[error("the questionnaire has version {0}; this server reads version {VERSION}")]
    Version(u32),
    /// An id twice, empty, or with other letters than a–z, 0–9 and hyphens.
    #[error("question “{0}”: every id must be given once, in the letters a to z, digits and hyphens")]
    Id(String),
    /// Options where none belong, or none or the same twice where some do.
    #[error("question “{0}”: questions of the kinds one and several need options with different values, others none")]
    Options(String),
    /// A condition on something that was not asked before with that option.
    #[error("question “{0}”: its condition must name an earlier question and options that it has")]
    Condition(String),
    /// No text in English, the language every other falls back to.
    #[error("question “{0}”: a title in English (en) is missing")]
    Title(String),
    /// Not exactly one question of the kind people.
    #[error("there must be exactly one question of the kind people: it decides who can read a report")]
    People,
    /// Not exactly one question that must be answered, or another than an unconditional text.
    #[error("exactly one question must be required, of the kind text and without a condition")]
    Required,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Many lines.
    Text,
    /// One line.
    Line,
    /// One option.
    One,
    /// Any number of options.
    Several,
    /// People who must not receive the report.
    People,
    /// Nothing to answer: something to think about.
    Hint,
}

/// A text in several languages, by their tags.
pub type Wording = BTreeMap<String, String>;

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub title: Wording,
    /// Help.
    #[serde(default)]
    pub hint: Wording,
}

/// When a question is put: an earlier one was answered with any of these.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Id of the earlier question.
    pub question: String,
    /// Values of its options.
    pub any: Vec<String>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id, sent with the answer.
    pub id: String,
    /// How it is answered.
    pub kind: Kind,
    /// Whether it must be answered.
    #[serde(default)]
    pub required: bool,
    /// What is asked.
    pub title: Wording,
    /// Help.
    #[serde(default)]
    pub hint: Wording,
    /// What can be chosen, for the kinds one and several.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// All must hold for the question to be put.
    #[serde(default)]
    pub when: Vec<Condition>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    questions: Vec<Question>,
}

/// A checked questionnaire.
#[derive(Debug, Clone)]
pub struct Questionnaire {
    json: String,
    hash: [u8; 32],
    questions: Vec<Question>,
}

impl Questionnaire {
    /// Reads and checks a questionnaire.
    ///
    /// # Errors
    /// [`QuestionnaireRefused`], with a text for its author.
    pub fn parse(json: String) -> Result<Self, QuestionnaireRefused> {
        let document: Document = serde_json::from_str(&json)?;
        if document.version != VERSION {
            return Err(QuestionnaireRefused::Version(document.version));
        }
        check(&document.questions)?;
        let hash = Sha256::digest(json.as_bytes()).into();
        Ok(Self { json, hash, questions: document.questions })
    }

    /// The exact text that was parsed.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.json
    }

    /// SHA-256 of [`Self::json`].
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        self.hash
    }

    /// The questions in their order.
    #[must_use]
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }
}

impl Question {
    /// The option with this value.
    #[must_use]
    pub fn option(&self, value: &str) -> Option<&Choice> {
        self.options.iter().find(|option| option.value == value)
    }

    /// Whether this question is answered with options.
    #[must_use]
    pub fn is_choice(&self) -> bool {
        matches!(self.kind, Kind::One | Kind::Several)
    }
}

/// The words of a wording in the first of these languages that has some, else in English.
#[must_use]
pub fn in_language<'a>(wording: &'a Wording, language: &str) -> &'a str {
    let primary = language.split('-').next().unwrap_or(language);
    let found = wording.get(language).or_else(|| wording.get(primary)).or_else(|| wording.get("en"));
    found.map(String::as_str).unwrap_or_default()
}

fn check(questions: &[Question]) -> Result<(), QuestionnaireRefused> {
    let mut ids = HashSet::new();
    for (place, question) in questions.iter().enumerate() {
        let id = || question.id.clone();
        if !is_plain_id(&question.id) || !ids.insert(question.id.as_str()) {
            return Err(QuestionnaireRefused::Id(id()));
        }
        if !question.title.contains_key("en") || question.options.iter().any(|option| !option.title.contains_key("en")) {
            return Err(QuestionnaireRefused::Title(id()));
        }
        let values: HashSet<&str> = question.options.iter().map(|option| option.value.as_str()).collect();
        let plain = values.iter().all(|value| is_plain_id(value));
        if values.len() != question.options.len() || values.is_empty() == question.is_choice() || !plain {
            return Err(QuestionnaireRefused::Options(id()));
        }
        let before = questions.get(..place).unwrap_or_default();
        if !question.when.iter().all(|condition| holds_water(condition, before)) {
            return Err(QuestionnaireRefused::Condition(id()));
        }
    }
    let people: Vec<&Question> = questions.iter().filter(|question| question.kind == Kind::People).collect();
    if !matches!(people.as_slice(), [only] if only.when.is_empty()) {
        return Err(QuestionnaireRefused::People);
    }
    let required: Vec<&Question> = questions.iter().filter(|question| question.required).collect();
    match required.as_slice() {
        [only] if only.kind == Kind::Text && only.when.is_empty() => Ok(()),
        _ => Err(QuestionnaireRefused::Required),
    }
}

fn holds_water(condition: &Condition, before: &[Question]) -> bool {
    let earlier = before.iter().find(|question| question.id == condition.question);
    let Some(earlier) = earlier else { return false };
    !condition.any.is_empty() && condition.any.iter().all(|value| earlier.option(value).is_some())
}

fn is_plain_id(id: &str) -> bool {
    let plain = |octet: u8| octet.is_ascii_lowercase() || octet.is_ascii_digit() || octet == b'-';
    !id.is_empty() && id.len() <= 40 && id.bytes().all(plain)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// A small questionnaire with every kind.
    pub(crate) fn small() -> Value {
        json!({ "version": 1, "questions": [
            { "id": "what", "kind": "text", "required": true, "title": { "en": "What happened?" } },
            { "id": "urgent", "kind": "one", "title": { "en": "Urgent?" },
              "options": [{ "value": "yes", "title": { "en": "Yes" } }, { "value": "no", "title": { "en": "No", "de": "Nein" } }] },
            { "id": "how", "kind": "line", "title": { "en": "How?" }, "when": [{ "question": "urgent", "any": ["yes"] }] },
            { "id": "who", "kind": "people", "title": { "en": "Who is involved?" } },
        ] })
    }

    fn refused(change: impl Fn(&mut Value)) -> String {
        let mut value = small();
        change(&mut value);
        Questionnaire::parse(value.to_string()).unwrap_err().to_string()
    }

    #[test]
    fn a_sound_questionnaire_keeps_its_octets_and_their_hash() {
        let text = small().to_string();
        let parsed = Questionnaire::parse(text.clone()).unwrap();
        assert_eq!(parsed.json(), text);
        assert_eq!(parsed.hash(), <[u8; 32]>::from(Sha256::digest(text)));
        assert_eq!(parsed.questions().len(), 4);
    }

    #[test]
    fn each_mistake_is_named() {
        assert!(refused(|v| v["version"] = json!(2)).contains("version 2"));
        assert!(refused(|v| v["questions"][1]["id"] = json!("what")).contains("“what”"));
        assert!(refused(|v| v["questions"][1]["id"] = json!("a b")).contains("“a b”"));
        assert!(refused(|v| v["questions"][1]["options"] = json!([])).contains("“urgent”: questions of the kinds"));
        assert!(refused(|v| v["questions"][1]["options"][1]["value"] = json!("yes")).contains("different values"));
        assert!(refused(|v| v["questions"][2]["when"][0]["any"] = json!(["maybe"])).contains("“how”: its condition"));
        assert!(refused(|v| v["questions"][1]["when"] = json!([{ "question": "how", "any": ["x"] }])).contains("earlier question"));
        assert!(refused(|v| v["questions"][0]["title"] = json!({ "de": "Was?" })).contains("(en) is missing"));
        assert!(refused(|v| v["questions"][3]["kind"] = json!("hint")).contains("exactly one question of the kind people"));
        assert!(refused(|v| v["questions"][0]["required"] = json!(false)).contains("must be required"));
        assert!(refused(|v| v["questions"][0]["colour"] = json!(1)).contains("unknown field"));
    }

    #[test]
    fn a_wording_falls_back_to_its_main_language_and_to_english() {
        let parsed = Questionnaire::parse(small().to_string()).unwrap();
        let no = &parsed.questions()[1].options[1].title;
        assert_eq!(in_language(no, "de-AT"), "Nein");
        assert_eq!(in_language(no, "fr"), "No");
    }
}
