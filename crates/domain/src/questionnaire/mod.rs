//! The questions a reporter is asked: one file, checked when the server starts, served as the exact text whose hash a report names
//! (docs/api.md, "Questionnaire"). It never holds an answer.

mod rules;
mod shape;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::QuestionnaireHash;
pub use rules::QuestionnaireError;
pub use shape::Texts;

/// A questionnaire that keeps the rules.
#[derive(Clone, Debug)]
pub struct Questionnaire {
    json: String,
    hash: QuestionnaireHash,
    questions: Vec<Question>,
}

/// One question, one step.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its name in answers and conditions.
    pub id: String,
    /// What can be answered.
    pub kind: Kind,
    /// The question.
    pub title: Texts,
    /// A line under it.
    pub hint: Option<Texts>,
    /// Whether nothing can be sent without an answer. True for exactly one.
    #[serde(default)]
    pub required: bool,
    /// Choices, for `one` and `several`.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// Conditions, all of which must hold for it to be asked.
    #[serde(default)]
    pub when: Vec<Condition>,
}

/// What can be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A long text.
    Text,
    /// A short text.
    Line,
    /// One of the choices.
    One,
    /// Any of the choices.
    Several,
    /// Is anyone who handles reports involved? The answer chooses the keys and is no answer of the report.
    People,
    /// Shown to the reporter alone; asks and sends nothing.
    Hint,
}

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its name in answers and conditions.
    pub value: String,
    /// The choice as read.
    pub title: Texts,
    /// A line under it.
    pub hint: Option<Texts>,
}

/// A condition: an earlier question was asked, and one of the chosen values is among these.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The earlier question.
    pub question: String,
    /// The values.
    pub any: Vec<String>,
}

impl Questionnaire {
    /// The exact text that was parsed.
    pub fn json(&self) -> &str {
        &self.json
    }

    /// SHA-256 of that text.
    pub const fn hash(&self) -> QuestionnaireHash {
        self.hash
    }

    /// The questions, in their order.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The questions that are asked, given the values chosen so far by question.
    pub fn asked<'q>(&'q self, chosen: &BTreeMap<String, Vec<String>>) -> Vec<&'q Question> {
        let mut asked: Vec<&Question> = Vec::new();
        for question in &self.questions {
            let holds = question.when.iter().all(|condition| {
                let values = chosen.get(&condition.question).map(Vec::as_slice).unwrap_or_default();
                asked.iter().any(|earlier| earlier.id == condition.question) && condition.any.iter().any(|value| values.contains(value))
            });
            if holds {
                asked.push(question);
            }
        }
        asked
    }
}
