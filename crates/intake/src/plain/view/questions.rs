//! All questions in one form: what depends on another answer says so in words, since nothing here can hide or show it.

use maud::{Markup, html};

use super::{
    fields::{Choosable, Field, hidden},
    frame::{Fault, Frame, fault_of},
    start::Reader,
    words::Shown,
};
use crate::plain::form::Form;
use domain::questionnaire::{Choice, Condition, Kind, Question, Texts};

/// Prefix of the questions' field names, so that no id of a questionnaire meets a field of ours.
pub(crate) const QUESTION: &str = "q-";
/// The checkbox for sending although the list of readers has expired.
pub(crate) const ANYWAY: &str = "anyway";
/// The checkbox for posts that the words alone do not open again.
pub(crate) const UNREADABLE: &str = "unreadable";

/// What the form shows.
pub(crate) struct Asked<'a> {
    /// The questions.
    pub questions: &'a [Question],
    /// Everybody who could be given a key.
    pub readers: &'a [Reader],
    /// The words, hidden.
    pub shown: Shown<'a>,
    /// The submission's id, hex, drawn with the form: pressing the button twice sends once.
    pub submission: &'a str,
    /// Hash of the list of readers that is shown, hex.
    pub roster: &'a str,
    /// What was typed before, if the form is shown again.
    pub typed: Option<&'a Form>,
    /// Whether the list of readers has expired and this must be said yes to.
    pub expired: bool,
}

impl Asked<'_> {
    fn typed(&self, name: &str) -> &str {
        self.typed.and_then(|form| form.value(name)).unwrap_or_default()
    }

    fn chosen(&self, name: &str, value: &str) -> bool {
        self.typed.is_some_and(|form| form.values(name).any(|chosen| chosen == value))
    }
}

impl Frame<'_> {
    /// The questions, empty or with everything that was typed.
    #[must_use]
    pub(crate) fn questions(&self, asked: &Asked<'_>, faults: &[Fault]) -> Markup {
        let say = self.say;
        let content = html! {
            h1 { (say.t("plain-questions-title")) }
            p class="lead" { (say.t("plain-questions-lead")) }
            p class="quiet" { (say.t("plain-questions-mind")) }
            form method="post" action="/plain/report" {
                (hidden(&[("words", asked.shown.words), ("language", asked.shown.language)]))
                (hidden(&[("submission", asked.submission), ("roster", asked.roster)]))
                @for question in asked.questions { (self.question(question, asked, faults)) }
                (self.tick_box(UNREADABLE, "plain-questions-unreadable", "plain-questions-unreadable-hint", asked, faults))
                @if asked.expired { (self.tick_box(ANYWAY, "plain-questions-anyway", "plain-expired", asked, faults)) }
                div class="note" { p { (say.t("plain-questions-next")) } }
                div class="actions" { button class="button" id="send" { (say.t("plain-questions-send")) } }
            }
        };
        self.page(&say.t("plain-questions-title"), faults, &content)
    }

    fn question(&self, question: &Question, asked: &Asked<'_>, faults: &[Fault]) -> Markup {
        let id = format!("{QUESTION}{}", question.id);
        let tag = self.say.language();
        let title = question.title.in_language(tag);
        let label = if question.required { title.to_owned() } else { format!("{title} {}", self.say.t("plain-questions-optional")) };
        let condition = self.condition(question, asked.questions);
        let field = Field {
            id: &id,
            label: &label,
            hint: hint_of(question.hint.as_ref(), tag),
            condition: &condition,
            fault: fault_of(faults, &id),
        };
        match question.kind {
            Kind::Text => field.area(asked.typed(&id)),
            Kind::Line => field.line(asked.typed(&id)),
            Kind::One => field.options("radio", &options(question, &id, asked, tag)),
            Kind::Several => field.options("checkbox", &options(question, &id, asked, tag)),
            Kind::People => self.people(&Field { label: title, ..field }, asked),
            Kind::Hint => html! {
                div class="note" { h2 { (title) } p { (hint_of(question.hint.as_ref(), tag)) } }
            },
        }
    }

    fn people(&self, field: &Field<'_>, asked: &Asked<'_>) -> Markup {
        let option = |reader: &'_ Reader| asked.chosen(field.id, &reader.id);
        let options: Vec<Choosable<'_>> = asked
            .readers
            .iter()
            .map(|reader| Choosable { value: &reader.id, title: &reader.name, note: &reader.task, chosen: option(reader) })
            .collect();
        field.options("checkbox", &options)
    }

    /// The conditions in words: "Only if you chose “Yes” at “Could someone be hurt?”".
    fn condition(&self, question: &Question, questions: &[Question]) -> String {
        let tag = self.say.language();
        let one = |condition: &Condition| {
            let earlier = questions.iter().find(|other| other.id == condition.question)?;
            let titles = condition
                .any
                .iter()
                .filter_map(|value| earlier.options.iter().find(|option| option.value == *value))
                .map(|option| option.title.in_language(tag));
            let or = self.say.t("plain-questions-or");
            let chosen = titles.map(|title| format!("“{title}”")).collect::<Vec<_>>().join(&format!(" {or} "));
            let earlier = format!("“{}”", earlier.title.in_language(tag));
            Some(self.say.with("plain-questions-only-if", &[("chosen", &chosen), ("question", &earlier)]))
        };
        question.when.iter().filter_map(one).collect::<Vec<_>>().join(" ")
    }

    fn tick_box(&self, id: &str, label: &str, hint: &str, asked: &Asked<'_>, faults: &[Fault]) -> Markup {
        let fault = fault_of(faults, id);
        html! {
            div class={ "field" @if fault.is_some() { " wrong" } } {
                @if let Some(fault) = fault { span class="fault" id={ (id) "-fault" } { (fault) } }
                label class="choice" {
                    input type="checkbox" id=(id) name=(id) value="yes" checked[asked.chosen(id, "yes")]
                        aria-describedby=[fault.map(|_| format!("{id}-fault"))];
                    span { (self.say.t(label)) " " span class="hint" { (self.say.t(hint)) } }
                }
            }
        }
    }
}

fn options<'a>(question: &'a Question, id: &str, asked: &Asked<'_>, tag: &str) -> Vec<Choosable<'a>> {
    let option = |choice: &'a Choice| Choosable {
        value: &choice.value,
        title: choice.title.in_language(tag),
        note: hint_of(choice.hint.as_ref(), tag),
        chosen: asked.chosen(id, &choice.value),
    };
    question.options.iter().map(option).collect()
}

fn hint_of<'a>(hint: Option<&'a Texts>, tag: &str) -> &'a str {
    hint.map(|hint| hint.in_language(tag)).unwrap_or_default()
}
