//! The eight words: shown once, then two asked back.

use maud::{Markup, html};

use super::{
    fields::{Field, hidden},
    frame::{Fault, Frame, fault_of},
};

/// The words and the language of their list.
#[derive(Clone, Copy)]
pub(crate) struct Shown<'a> {
    /// All eight, one space between.
    pub words: &'a str,
    /// Tag of the list's language.
    pub language: &'a str,
}

impl Frame<'_> {
    /// The words, to be noted.
    #[must_use]
    pub(crate) fn words(&self, shown: Shown<'_>) -> Markup {
        let say = self.say;
        let content = html! {
            h1 { (say.t("plain-words-title")) }
            p class="lead" { (say.t("plain-words-lead")) }
            ol class="words" lang=(shown.language) translate="no" { @for word in shown.words.split(' ') { li { (word) } } }
            div class="note warn" {
                ul {
                    li { (say.t("plain-words-paper")) }
                    li { (say.t("plain-words-anybody")) }
                    li { (say.t("plain-words-never-again")) }
                }
            }
            form method="post" action="/plain/words" {
                (hidden(&[("step", "ask"), ("words", shown.words), ("language", shown.language)]))
                div class="actions" { button class="button" { (say.t("plain-words-noted")) } }
            }
        };
        self.page(&say.t("plain-words-title"), &[], &content)
    }

    /// Two of the words asked back; `places` counts from 1.
    #[must_use]
    pub(crate) fn words_back(&self, shown: Shown<'_>, places: [usize; 2], typed: [&str; 2], faults: &[Fault]) -> Markup {
        let say = self.say;
        let carried = [("words", shown.words), ("language", shown.language)];
        let content = html! {
            h1 { (say.t("plain-back-title")) }
            p { (say.t("plain-back-lead")) }
            form method="post" action="/plain/words" {
                (hidden(&[("step", "check")]))
                (hidden(&carried))
                @for ((place, value), id) in places.into_iter().zip(typed).zip(["first", "second"]) {
                    (hidden(&[(if id == "first" { "place-first" } else { "place-second" }, &place.to_string())]))
                    (Field {
                        id,
                        label: &say.with("plain-back-word", &[("n", &place.to_string())]),
                        fault: fault_of(faults, id),
                        ..Field::default()
                    }.secret_line(value, Some(shown.language)))
                }
                div class="actions" { button class="button" { (say.t("plain-back-continue")) } }
            }
            form method="post" action="/plain/words" {
                (hidden(&[("step", "show")]))
                (hidden(&carried))
                p { button class="link" { (say.t("plain-back-show")) } }
            }
        };
        self.page(&say.t("plain-back-title"), faults, &content)
    }
}
