//! What stands around every plain page: name, quick exit, foot; and the error summary.

use maud::{DOCTYPE, Markup, html};

use crate::plain::say::Say;

/// Something to mend: the id of the field it belongs to, and what to do, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// `id` of the control.
    pub field: String,
    /// What is wrong and what helps.
    pub text: String,
}

impl Fault {
    /// A fault of the control with this id.
    pub(crate) fn new(field: impl Into<String>, text: String) -> Self {
        Self { field: field.into(), text }
    }
}

/// The field of faults that belong to no control but to sending itself: the button.
pub(crate) const SENDING: &str = "send";

/// The fault of one control, if it has one.
#[must_use]
pub(crate) fn fault_of<'a>(faults: &'a [Fault], field: &str) -> Option<&'a str> {
    faults.iter().find(|fault| fault.field == field).map(|fault| fault.text.as_str())
}

/// What every page of an installation shares.
#[derive(Clone, Copy)]
pub(crate) struct Frame<'a> {
    /// The texts, in the reader's language.
    pub say: &'a Say,
    /// Name of the organisation.
    pub organisation: &'a str,
    /// Six words over the organisation's key, as printed on its posters.
    pub fingerprint: &'a str,
    /// Where the quick exit leads.
    pub exit: &'a str,
}

impl Frame<'_> {
    /// A whole document. `faults` go on top, linked to their fields.
    #[must_use]
    pub(crate) fn page(&self, title: &str, faults: &[Fault], content: &Markup) -> Markup {
        let say = self.say;
        html! {
            (DOCTYPE)
            html lang=(say.language()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="no-referrer";
                    meta name="robots" content="noindex";
                    title { @if !faults.is_empty() { (say.t("plain-title-error")) " " } (title) " – " (self.organisation) }
                    link rel="icon" href="/mark.svg" type="image/svg+xml";
                    link rel="stylesheet" href="/kit.css";
                }
                body {
                    a class="skip" href="#main" { (say.t("plain-skip")) }
                    header class="top" {
                        a class="name" href="/plain" { (self.organisation) small { (say.t("plain-service")) } }
                        a class="leave" href=(self.exit) rel="noreferrer" { (say.t("plain-leave")) }
                    }
                    main class="main" id="main" { (self.faults(faults)) (content) }
                    footer class="foot" {
                        p { (say.t("plain-foot-leave")) }
                        p { (say.t("plain-foot-words")) " " strong { (self.fingerprint) } }
                    }
                }
            }
        }
    }

    fn faults(&self, faults: &[Fault]) -> Markup {
        html! {
            @if !faults.is_empty() {
                div class="faults" role="alert" tabindex="-1" {
                    h2 { (self.say.t("plain-faults")) }
                    ul { @for fault in faults { li { a href={ "#" (fault.field) } { (fault.text) } } } }
                }
            }
        }
    }
}
