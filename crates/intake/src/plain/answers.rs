//! The answers of the questions' form: read against the questionnaire, or told what to mend.
//!
//! Text keeps the writer's line breaks; nothing that was filled in is dropped, even where the answer it hangs on is missing.

use std::collections::BTreeSet;

use zeroize::Zeroizing;

use super::{
    form::Form,
    say::Say,
    view::{
        frame::Fault,
        questions::{ANYWAY, QUESTION, UNREADABLE},
    },
};
use domain::questionnaire::{Kind, Question};

/// What a reporter answered, checked.
pub(crate) struct Answered {
    /// Question and value, in the questionnaire's order; several options are joined by line breaks.
    pub answers: Vec<(String, Zeroizing<String>)>,
    /// Ids of the people who must not receive the report, hex.
    pub left_out: BTreeSet<String>,
    /// Whether the reporter's own texts are not to be read back.
    pub unreadable: bool,
    /// Whether to send although the list of readers has expired.
    pub anyway: bool,
}

impl Answered {
    /// All that was answered and chosen, as one sequence.
    pub(super) fn content(&self) -> impl Iterator<Item = &str> {
        let answers = self.answers.iter().flat_map(|(question, value)| [question.as_str(), value.as_str()]);
        let chosen = if self.unreadable { "unreadable" } else { "" };
        answers.chain([chosen]).chain(self.left_out.iter().map(String::as_str))
    }
}

/// What the answers are held against.
pub(crate) struct Bounds<'a> {
    /// The questions.
    pub questions: &'a [Question],
    /// Ids of everybody who can be left out.
    pub people: &'a BTreeSet<String>,
    /// The most octets of UTF-8 all texts may have together.
    pub max_text: usize,
}

/// Reads the form.
///
/// # Errors
/// What to mend, in the reporter's language.
pub(crate) fn read(form: &Form, bounds: &Bounds<'_>, say: &Say) -> Result<Answered, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut answers = Vec::new();
    let mut left_out = BTreeSet::new();
    for question in bounds.questions {
        let id = format!("{QUESTION}{}", question.id);
        let read = match question.kind {
            Kind::Hint => continue,
            Kind::People => {
                left_out = form.values(&id).map(str::to_owned).collect();
                if !left_out.is_subset(bounds.people) {
                    faults.push(Fault::new(id, say.t("plain-fault-option")));
                }
                continue;
            }
            Kind::Text | Kind::Line => Some(text(form.value(&id).unwrap_or_default())),
            Kind::One | Kind::Several => chosen(form, question, &id),
        };
        match read {
            None => faults.push(Fault::new(id, say.t("plain-fault-option"))),
            Some(value) if value.is_empty() && question.required => faults.push(Fault::new(id, say.t("plain-fault-empty"))),
            Some(value) if value.is_empty() => {}
            Some(value) => answers.push((question.id.clone(), value)),
        }
    }
    let length: usize = answers.iter().map(|(_, value)| value.len()).sum();
    if length > bounds.max_text {
        let over = (length - bounds.max_text).to_string();
        let longest = answers.iter().max_by_key(|(_, value)| value.len()).map(|(id, _)| id.as_str()).unwrap_or_default();
        faults.push(Fault::new(format!("{QUESTION}{longest}"), say.with("plain-fault-long", &[("n", &over)])));
    }
    let ticked = |name: &str| form.value(name) == Some("yes");
    if faults.is_empty() { Ok(Answered { answers, left_out, unreadable: ticked(UNREADABLE), anyway: ticked(ANYWAY) }) } else { Err(faults) }
}

/// Text as it was meant: browsers send every line break as two octets, and blanks around it mean nothing.
#[must_use]
pub(crate) fn text(typed: &str) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(typed.len()));
    let mut letters = typed.trim().chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '\r' {
            letters.next_if_eq(&'\n');
            text.push('\n');
        } else {
            text.push(letter);
        }
    }
    text
}

fn chosen(form: &Form, question: &Question, id: &str) -> Option<Zeroizing<String>> {
    let values: Vec<&str> = form.values(id).filter(|value| !value.is_empty()).collect();
    let known = values.iter().all(|value| question.options.iter().any(|option| option.value == **value));
    let once = values.iter().collect::<BTreeSet<_>>().len() == values.len();
    let few = question.kind == Kind::Several || values.len() <= 1;
    (known && once && few).then(|| Zeroizing::new(values.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::questionnaire::Questionnaire;

    const SMALL: &str = r#"{ "version": 1, "questions": [
        { "id": "what", "kind": "text", "required": true, "title": { "en": "What happened?" } },
        { "id": "urgent", "kind": "one", "title": { "en": "Urgent?" },
          "options": [{ "value": "yes", "title": { "en": "Yes" } }, { "value": "no", "title": { "en": "No" } }] },
        { "id": "how", "kind": "line", "title": { "en": "How?" }, "when": [{ "question": "urgent", "any": ["yes"] }] },
        { "id": "who", "kind": "people", "title": { "en": "Who is involved?" } } ] }"#;

    fn read_body(body: &str, max_text: usize) -> Result<Answered, Vec<Fault>> {
        let questionnaire = Questionnaire::parse(SMALL).unwrap();
        let people = BTreeSet::from(["aa".to_owned(), "bb".to_owned()]);
        let bounds = Bounds { questions: questionnaire.questions(), people: &people, max_text };
        let form = Form::parse(Zeroizing::new(body.as_bytes().to_vec())).unwrap();
        read(&form, &bounds, &Say::in_language(web::language::Language::default()))
    }

    fn faulty(body: &str, max_text: usize) -> Vec<String> {
        read_body(body, max_text).err().unwrap().into_iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn answers_come_in_the_order_of_the_questions_with_the_writers_line_breaks() {
        let read = read_body("q-urgent=yes&q-what=+a%0D%0Ab%0Dc+&q-how=&q-who=bb&unreadable=yes", 100).unwrap();
        let answers: Vec<(&str, &str)> = read.answers.iter().map(|(id, value)| (id.as_str(), value.as_str())).collect();
        assert_eq!(answers, [("what", "a\nb\nc"), ("urgent", "yes")]);
        assert_eq!(read.left_out, BTreeSet::from(["bb".to_owned()]));
        assert!(read.unreadable && !read.anyway);
    }

    #[test]
    fn what_was_filled_in_without_its_condition_is_kept() {
        let read = read_body("q-what=x&q-how=a+lot", 100).unwrap();
        assert_eq!(read.answers.len(), 2);
    }

    #[test]
    fn each_fault_names_its_field() {
        assert_eq!(faulty("q-what=+%0D%0A+", 100), ["q-what"]);
        assert_eq!(faulty("q-what=x&q-urgent=maybe", 100), ["q-urgent"]);
        assert_eq!(faulty("q-what=x&q-urgent=yes&q-urgent=no", 100), ["q-urgent"]);
        assert_eq!(faulty("q-what=x&q-who=cc", 100), ["q-who"]);
        assert_eq!(faulty("q-what=xxxxxx&q-how=yyyy", 9), ["q-what"]);
        assert!(read_body("q-what=xxxxxx&q-how=yyy", 9).is_ok());
    }
}
