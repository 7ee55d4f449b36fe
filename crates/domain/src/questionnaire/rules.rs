//! The rules a questionnaire keeps, each with an error that says where and what.

use std::collections::BTreeSet;

use super::{Choice, Kind, Question, Questionnaire, shape};
use crate::QuestionnaireHash;

/// What is wrong with a questionnaire's file.
#[derive(Debug, thiserror::Error)]
pub enum QuestionnaireError {
    /// Not JSON, or not of this shape.
    #[error("line {line}, column {column}: {what}")]
    Shape {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the parser met.
        what: String,
    },
    /// A rule is broken.
    #[error("line {line}, question `{question}`, key `{key}`: {what}")]
    Question {
        /// Line on which the question's id stands, from 1; 0 if it cannot be told.
        line: usize,
        /// The question's id.
        question: String,
        /// The key.
        key: &'static str,
        /// Which rule.
        what: String,
    },
    /// A rule for the whole is broken.
    #[error("{0}")]
    Whole(&'static str),
}

impl Questionnaire {
    /// Parses and checks a questionnaire.
    ///
    /// # Errors
    /// [`QuestionnaireError`] with the place of the first fault.
    pub fn parse(json: &str) -> Result<Self, QuestionnaireError> {
        let file: shape::File = serde_json::from_str(json).map_err(|error| QuestionnaireError::Shape {
            line: error.line(),
            column: error.column(),
            what: without_place(&error),
        })?;
        if file.version != 1 {
            return Err(QuestionnaireError::Whole("`version` must be 1"));
        }
        for (at, question) in file.questions.iter().enumerate() {
            let earlier = file.questions.get(..at).unwrap_or_default();
            check(question, earlier).map_err(|(key, what)| QuestionnaireError::Question {
                line: line_of(json, at),
                question: question.id.clone(),
                key,
                what,
            })?;
        }
        whole(&file.questions).map_err(QuestionnaireError::Whole)?;
        Ok(Self { hash: QuestionnaireHash::of(json.as_bytes()), json: json.to_owned(), questions: file.questions })
    }
}

type Fault = (&'static str, String);

fn check(question: &Question, earlier: &[Question]) -> Result<(), Fault> {
    if !is_name(&question.id) {
        return Err(("id", "1 to 40 of a–z, 0–9 and -".into()));
    }
    if earlier.iter().any(|other| other.id == question.id) {
        return Err(("id", "another question has this id".into()));
    }
    texts("title", &question.title)?;
    question.hint.iter().try_for_each(|hint| texts("hint", hint))?;
    options(question)?;
    conditions(question, earlier)?;
    if question.required && (question.kind != Kind::Text || !question.when.is_empty()) {
        return Err(("required", "only a question of kind `text` without `when` can be required".into()));
    }
    Ok(())
}

fn options(question: &Question) -> Result<(), Fault> {
    let wanted = matches!(question.kind, Kind::One | Kind::Several);
    match (wanted, question.options.len()) {
        (true, 0 | 1) => return Err(("options", "this kind needs at least two".into())),
        (false, 1..) => return Err(("options", "only `one` and `several` have options".into())),
        _ => {}
    }
    let mut values = BTreeSet::new();
    for Choice { value, title, hint } in &question.options {
        if !is_name(value) {
            return Err(("options", format!("`{value}`: a value is 1 to 40 of a–z, 0–9 and -")));
        }
        if !values.insert(value) {
            return Err(("options", format!("the value `{value}` stands there twice")));
        }
        texts("options", title)?;
        hint.iter().try_for_each(|hint| texts("options", hint))?;
    }
    Ok(())
}

fn conditions(question: &Question, earlier: &[Question]) -> Result<(), Fault> {
    for condition in &question.when {
        let Some(other) = earlier.iter().find(|other| other.id == condition.question) else {
            return Err(("when", format!("there is no earlier question `{}`", condition.question)));
        };
        if condition.any.is_empty() {
            return Err(("when", "`any` needs at least one value".into()));
        }
        if let Some(value) = condition.any.iter().find(|value| !other.options.iter().any(|choice| choice.value == **value)) {
            return Err(("when", format!("`{}` has no option `{value}`", other.id)));
        }
    }
    Ok(())
}

fn texts(key: &'static str, texts: &shape::Texts) -> Result<(), Fault> {
    if !texts.iter().any(|(language, _)| language == "en") {
        return Err((key, "there is no English text (`en`)".into()));
    }
    for (language, text) in texts.iter() {
        if !language.split('-').all(|part| (2..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())) {
            return Err((key, format!("`{language}` is no language")));
        }
        if text.trim().is_empty() {
            return Err((key, format!("the text in `{language}` is empty")));
        }
    }
    Ok(())
}

fn whole(questions: &[Question]) -> Result<(), &'static str> {
    if questions.iter().filter(|question| question.required).count() != 1 {
        return Err("exactly one question must have `required`: true");
    }
    if questions.iter().filter(|question| question.kind == Kind::People).count() != 1 {
        return Err("exactly one question must be of kind `people`: without it nobody involved can be left out");
    }
    Ok(())
}

fn is_name(text: &str) -> bool {
    (1..=40).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The line of the key `"id"` for the n-th time; options have no key of that name, and in texts it would be a language.
fn line_of(json: &str, n: usize) -> usize {
    let Some((at, _)) = json.match_indices("\"id\"").nth(n) else { return 0 };
    json.get(..at).map_or(0, |before| before.matches('\n').count() + 1)
}

fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(what, _)| what.to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const SHIPPED: &str = include_str!("../../../web/texts/questionnaire.json");

    const SMALL: &str = r#"{ "version": 1, "questions": [
        { "id": "what", "kind": "text", "required": true, "title": { "en": "What?" } },
        { "id": "told", "kind": "one", "title": { "en": "Told?" }, "options": [
            { "value": "yes", "title": { "en": "Yes" } }, { "value": "no", "title": { "en": "No" } }] },
        { "id": "whom", "kind": "line", "title": { "en": "Whom?" }, "when": [{ "question": "told", "any": ["yes"] }] },
        { "id": "people", "kind": "people", "title": { "en": "Who?" } }
    ] }"#;

    fn fault(from: &str, to: &str) -> String {
        assert!(SMALL.contains(from), "{from}");
        Questionnaire::parse(&SMALL.replacen(from, to, 1)).unwrap_err().to_string()
    }

    #[test]
    fn the_shipped_questionnaire_keeps_the_rules_and_its_exact_text() {
        let parsed = Questionnaire::parse(SHIPPED).unwrap();
        assert_eq!(parsed.json(), SHIPPED);
        assert_eq!(parsed.hash(), QuestionnaireHash::of(SHIPPED.as_bytes()));
        assert!(parsed.questions().len() > 10);
    }

    #[test]
    fn every_broken_rule_is_named_with_its_place() {
        let faults = [
            (r#""title": { "en": "Whom?" }"#, r#""titel": { "en": "Whom?" }"#, "line 5, column"),
            (r#"{ "en": "Whom?" }"#, r#"{ "en": "Whom?", "en": "Who?" }"#, "stands there twice"),
            (r#""version": 1"#, r#""version": 2"#, "`version` must be 1"),
            (r#""id": "whom""#, r#""id": "told""#, "line 5, question `told`, key `id`: another"),
            (r#""id": "whom""#, r#""id": "Whom""#, "line 5, question `Whom`, key `id`: 1 to 40"),
            (r#"{ "en": "Told?" }"#, r#"{ "fr": "Dit ?" }"#, "line 3, question `told`, key `title`: there is no English"),
            (r#"{ "en": "Whom?" }"#, r#"{ "en": "Whom?", "fr": " " }"#, "the text in `fr` is empty"),
            (r#""kind": "one""#, r#""kind": "text""#, "key `options`: only"),
            (r#""value": "no""#, r#""value": "yes""#, "the value `yes` stands there twice"),
            (r#""any": ["yes"]"#, r#""any": ["maybe"]"#, "`told` has no option `maybe`"),
            (r#""any": ["yes"]"#, r#""any": []"#, "at least one value"),
            (r#""question": "told""#, r#""question": "people""#, "no earlier question `people`"),
            (r#""kind": "line""#, r#""kind": "line", "required": true"#, "key `required`"),
            (r#""required": true, "#, "", "exactly one question must have `required`"),
            (r#""kind": "people""#, r#""kind": "line""#, "kind `people`"),
            (r#""kind": "people""#, r#""kind": "persons""#, "line 6"),
        ];
        for (from, to, expected) in faults {
            let text = fault(from, to);
            assert!(text.contains(expected), "{from} → {to}: {text}");
        }
    }

    #[test]
    fn a_question_is_asked_when_its_conditions_hold() {
        let parsed = Questionnaire::parse(SMALL).unwrap();
        let ids = |chosen: &[(&str, &str)]| {
            let chosen: BTreeMap<_, _> =
                chosen.iter().map(|(question, value)| ((*question).to_owned(), vec![(*value).to_owned()])).collect();
            parsed.asked(&chosen).iter().map(|question| question.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(ids(&[]), ["what", "told", "people"]);
        assert_eq!(ids(&[("told", "no")]), ["what", "told", "people"]);
        assert_eq!(ids(&[("told", "yes")]), ["what", "told", "whom", "people"]);
    }
}
