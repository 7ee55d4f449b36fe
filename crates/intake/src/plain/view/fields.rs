//! Controls of the forms: label, help, fault, control, in this order, tied together for screen readers.

use maud::{Markup, html};

/// A control and what is said about it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Field<'a> {
    /// `id` and, unless told otherwise, `name`.
    pub id: &'a str,
    /// What is asked.
    pub label: &'a str,
    /// Help; may be empty.
    pub hint: &'a str,
    /// When this is asked at all; may be empty.
    pub condition: &'a str,
    /// What is wrong.
    pub fault: Option<&'a str>,
}

impl Field<'_> {
    fn described_by(&self) -> Option<String> {
        let parts = [
            (!self.condition.is_empty()).then(|| format!("{}-if", self.id)),
            (!self.hint.is_empty()).then(|| format!("{}-hint", self.id)),
            self.fault.map(|_| format!("{}-fault", self.id)),
        ];
        let joined = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        (!joined.is_empty()).then_some(joined)
    }

    fn around(&self) -> &'static str {
        if self.fault.is_some() { "field wrong" } else { "field" }
    }

    fn said(&self) -> Markup {
        html! {
            @if !self.condition.is_empty() { span class="hint" id={ (self.id) "-if" } { (self.condition) } }
            @if !self.hint.is_empty() { span class="hint" id={ (self.id) "-hint" } { (self.hint) } }
            @if let Some(fault) = self.fault { span class="fault" id={ (self.id) "-fault" } { (fault) } }
        }
    }

    /// Many lines.
    #[must_use]
    pub(crate) fn area(&self, value: &str) -> Markup {
        // A line break straight after the start tag is dropped by browsers, so one stands there that may be.
        html! {
            div class=(self.around()) {
                label for=(self.id) { (self.label) }
                (self.said())
                textarea id=(self.id) name=(self.id) rows="8" autocomplete="off" aria-describedby=[self.described_by()]
                    aria-invalid=[self.fault.map(|_| "true")] { "\n" (value) }
            }
        }
    }

    /// One line.
    #[must_use]
    pub(crate) fn line(&self, value: &str) -> Markup {
        html! {
            div class=(self.around()) {
                label for=(self.id) { (self.label) }
                (self.said())
                input type="text" id=(self.id) name=(self.id) value=(value) autocomplete="off"
                    aria-describedby=[self.described_by()] aria-invalid=[self.fault.map(|_| "true")];
            }
        }
    }

    /// One line for words of the eight: nothing remembers, corrects or capitalises them.
    #[must_use]
    pub(crate) fn secret_line(&self, value: &str, language: Option<&str>) -> Markup {
        html! {
            div class=(self.around()) {
                label for=(self.id) { (self.label) }
                (self.said())
                input type="text" id=(self.id) name=(self.id) value=(value) autocomplete="off" autocapitalize="none"
                    autocorrect="off" spellcheck="false" lang=[language]
                    aria-describedby=[self.described_by()] aria-invalid=[self.fault.map(|_| "true")];
            }
        }
    }

    /// A file.
    #[must_use]
    pub(crate) fn file(&self) -> Markup {
        html! {
            div class=(self.around()) {
                label for=(self.id) { (self.label) }
                (self.said())
                input type="file" id=(self.id) name=(self.id) aria-describedby=[self.described_by()]
                    aria-invalid=[self.fault.map(|_| "true")];
            }
        }
    }

    /// A group of options; `kind` is `radio` or `checkbox`. Faults link to the first option.
    #[must_use]
    pub(crate) fn options(&self, kind: &str, options: &[Choosable<'_>]) -> Markup {
        html! {
            fieldset class={ "choices" @if self.fault.is_some() { " wrong" } } aria-describedby=[self.described_by()] {
                legend { (self.label) }
                (self.said())
                @for (place, option) in options.iter().enumerate() {
                    label class="choice" {
                        input type=(kind) name=(self.id) value=(option.value) checked[option.chosen]
                            id=[(place == 0).then_some(self.id)];
                        span { (option.title) @if !option.note.is_empty() { " " span class="hint" { (option.note) } } }
                    }
                }
            }
        }
    }
}

/// One option of a group.
#[derive(Clone, Copy)]
pub(crate) struct Choosable<'a> {
    /// What is sent.
    pub value: &'a str,
    /// What is shown.
    pub title: &'a str,
    /// Help; may be empty.
    pub note: &'a str,
    /// Whether it was chosen.
    pub chosen: bool,
}

/// Fields that travel unseen from page to page, in bodies of POSTs only.
#[must_use]
pub(crate) fn hidden(fields: &[(&str, &str)]) -> Markup {
    html! { @for (name, value) in fields { input type="hidden" name=(name) value=(value); } }
}
