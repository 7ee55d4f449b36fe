//! The questions an organisation asks, and which of them apply. Pure; keeps no answer longer than a call.
//! It trusts nothing in the file: what an honest server would never serve is refused.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::error::{Error, Result};

/// The questionnaire as docs/api.md describes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questionnaire {
    /// Version of this form.
    pub version: u32,
    /// The questions, in the order in which they are asked.
    pub questions: Vec<Question>,
}

/// One question. `title` and `hint` go by language, `en` is always there.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its name, by which answers and conditions refer to it.
    pub id: String,
    /// How it is answered.
    pub kind: Kind,
    /// What is asked, by language; `en` is always there.
    pub title: BTreeMap<String, String>,
    /// Help, by language.
    #[serde(default)]
    pub hint: BTreeMap<String, String>,
    /// Whether it must be answered.
    #[serde(default)]
    pub required: bool,
    /// The choices, of kinds that have some.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// When it is asked: all of these hold.
    #[serde(default)]
    pub when: Vec<Condition>,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
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
    /// Who is involved; goes into `left_out` and never into the answers.
    People,
    /// Asks and sends nothing.
    Hint,
}

/// One choice of a question.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is asked, by language; `en` is always there.
    pub title: BTreeMap<String, String>,
    /// Help, by language.
    #[serde(default)]
    pub hint: BTreeMap<String, String>,
}

/// Holds when the earlier question was asked and one of its chosen values is in `any`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The earlier question.
    pub question: String,
    /// Values of which one must have been chosen.
    pub any: Vec<String>,
}

/// Answers as they are given: question → value; several choices are joined by newlines.
pub type Answers = BTreeMap<String, String>;

/// The text in `language`, or in English.
pub fn in_language<'a>(texts: &'a BTreeMap<String, String>, language: &str) -> &'a str {
    texts.get(language).or_else(|| texts.get("en")).map(String::as_str).unwrap_or_default()
}

impl Questionnaire {
    /// Reads the exact JSON whose hash the server names.
    pub fn parse(json: &str) -> Result<Self> {
        let questionnaire: Self = serde_json::from_str(json).map_err(|error| Error::Answer(format!("the questions: {error}")))?;
        match questionnaire.flaw() {
            Some(flaw) => Err(Error::Answer(format!("the questions: {flaw}"))),
            None => Ok(questionnaire),
        }
    }

    fn flaw(&self) -> Option<String> {
        let mut earlier = BTreeSet::new();
        for question in &self.questions {
            let choices = matches!(question.kind, Kind::One | Kind::Several);
            if choices == question.options.is_empty() {
                return Some(format!("{}: choices and kind do not fit", question.id));
            }
            if let Some(ahead) = question.when.iter().find(|condition| !earlier.contains(condition.question.as_str())) {
                return Some(format!("{}: hangs on {}, which does not come before it", question.id, ahead.question));
            }
            if !earlier.insert(question.id.as_str()) {
                return Some(format!("{}: asked twice", question.id));
            }
        }
        let main = self.questions.iter().filter(|question| question.required).collect::<Vec<_>>();
        match main.as_slice() {
            [only] if only.kind == Kind::Text && only.when.is_empty() => None,
            _ => Some("exactly one question must be required, a text without conditions".into()),
        }
    }

    /// The one question that must be answered: what happened.
    pub fn main(&self) -> Option<&Question> {
        self.questions.iter().find(|question| question.required)
    }

    /// Whether `question` is asked, given what was answered before it.
    pub fn applies(&self, question: &Question, answers: &Answers) -> bool {
        question.when.iter().all(|condition| {
            let asked = self
                .questions
                .iter()
                .find(|earlier| earlier.id == condition.question)
                .is_some_and(|earlier| self.applies(earlier, answers));
            let chosen = answers.get(&condition.question).map(String::as_str).unwrap_or_default();
            asked && chosen.split('\n').any(|value| condition.any.iter().any(|any| any == value))
        })
    }

    /// The answers in the order of the file, those not asked or empty left out. Refuses unknown
    /// questions and choices, and a missing main answer.
    pub fn ordered(&self, answers: &Answers) -> Result<Vec<(String, String)>> {
        if let Some(stranger) = answers.keys().find(|id| !self.questions.iter().any(|question| question.id == **id && question.answered()))
        {
            return Err(Error::Input(format!("there is no question {stranger:?} here")));
        }
        let mut ordered = Vec::new();
        for question in &self.questions {
            let value = answers.get(&question.id).map(|value| value.trim()).unwrap_or_default();
            if question.required && value.is_empty() {
                return Err(Error::Input(format!("one answer is needed: {}", in_language(&question.title, "en"))));
            }
            if value.is_empty() || !self.applies(question, answers) {
                continue;
            }
            question.check(value)?;
            ordered.push((question.id.clone(), value.to_owned()));
        }
        Ok(ordered)
    }
}

impl Question {
    /// Whether its answer is sent among the answers.
    pub fn answered(&self) -> bool {
        !matches!(self.kind, Kind::People | Kind::Hint)
    }

    /// Refuses a value that is none of the choices, more than one where one is asked, and a break in a line.
    pub fn check(&self, value: &str) -> Result<()> {
        let known = |chosen: &str| self.options.iter().any(|option| option.value == chosen);
        let fits = match self.kind {
            Kind::One => known(value),
            Kind::Several => value.split('\n').all(known),
            Kind::Line => !value.contains('\n'),
            Kind::Text | Kind::People | Kind::Hint => true,
        };
        if fits { Ok(()) } else { Err(Error::Input(format!("{:?} is no answer to {}", value, self.id))) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../web/texts/questionnaire.json");

    fn answers(given: &[(&str, &str)]) -> Answers {
        given.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn the_shipped_questions_are_understood() {
        assert_eq!(Questionnaire::parse(SHIPPED).unwrap().main().unwrap().id, "what");
    }

    #[test]
    fn an_answer_to_a_question_that_was_not_asked_is_left_out() {
        let questions = Questionnaire::parse(SHIPPED).unwrap();
        let calm = questions.ordered(&answers(&[("what", "a"), ("urgent", "no"), ("urgent-how", "b")])).unwrap();
        assert_eq!(calm.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["what", "urgent"]);
        let urgent = questions.ordered(&answers(&[("urgent-how", "b"), ("urgent", "yes"), ("what", "a")])).unwrap();
        assert_eq!(urgent.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["what", "urgent", "urgent-how"]);
    }

    #[test]
    fn what_cannot_be_an_answer_is_refused() {
        let questions = Questionnaire::parse(SHIPPED).unwrap();
        for wrong in [
            &[("what", " \n ")][..],
            &[("what", "a"), ("nothing", "b")],
            &[("what", "a"), ("ongoing", "perhaps")],
            &[("what", "a"), ("ongoing", "yes\nno")],
            &[("what", "a"), ("when", "one\ntwo")],
            &[("what", "a"), ("conflict", "everybody")],
        ] {
            assert!(questions.ordered(&answers(wrong)).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn questions_no_honest_server_serves_are_refused() {
        let text = r#"{"id":"what","kind":"text","required":true,"title":{"en":"?"}}"#;
        for questions in [
            String::new(),
            format!("{text},{text}"),
            r#"{"id":"what","kind":"line","required":true,"title":{"en":"?"}}"#.into(),
            format!(r#"{text},{{"id":"b","kind":"one","title":{{"en":"?"}}}}"#),
            format!(r#"{{"id":"b","kind":"line","title":{{"en":"?"}},"when":[{{"question":"what","any":["x"]}}]}},{text}"#),
            format!(r#"{text},{{"id":"b","kind":"line","title":{{"en":"?"}},"secret":1}}"#),
        ] {
            assert!(Questionnaire::parse(&format!(r#"{{"version":1,"questions":[{questions}]}}"#)).is_err(), "{questions}");
        }
    }
}
