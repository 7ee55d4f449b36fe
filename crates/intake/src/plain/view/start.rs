//! The first page and the way back in: what this is, who reads, what to mind, and two doors.

use maud::{Markup, html};

use super::{
    fields::{Choosable, Field},
    frame::{Fault, Frame, fault_of},
};

/// Who can be given the keys of a report: a function and what it does with reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reader {
    /// Staff id, hex.
    pub id: String,
    /// The name shown.
    pub name: String,
    /// What they do with reports, in the reader's language.
    pub task: String,
}

/// What the first page says.
pub(crate) struct Start<'a> {
    /// Everybody who could be given a key.
    pub readers: &'a [Reader],
    /// The languages that words can be drawn in: tag and own name.
    pub languages: &'a [(&'a str, &'a str)],
    /// The language preselected.
    pub language: &'a str,
    /// The service's address for the Tor network, if it has one.
    pub onion: Option<&'a str>,
    /// Bodies outside the organisation that take reports: name and address.
    pub outside: &'a [(String, String)],
    /// Whether one single person handles reports.
    pub alone: bool,
    /// Days left, if the list of readers is near its end or over.
    pub expired: bool,
}

impl Frame<'_> {
    /// `GET /plain`.
    #[must_use]
    pub(crate) fn start(&self, start: &Start<'_>) -> Markup {
        let say = self.say;
        let content = html! {
            h1 { (say.t("plain-start-title")) }
            p class="lead" { (say.with("plain-start-lead", &[("organisation", self.organisation)])) }
            div class="note warn" {
                h2 { (say.t("plain-start-advice")) }
                ul {
                    li { (say.t("plain-start-advice-device")) }
                    li { (say.t("plain-start-advice-accounts")) }
                    @if let Some(onion) = start.onion {
                        li { (say.t("plain-start-advice-onion")) " " span class="mono" { (onion) } }
                    }
                }
            }
            h2 { (say.t("plain-start-how")) }
            ol {
                li { (say.t("plain-start-how-words")) }
                li { (say.t("plain-start-how-questions")) }
                li { (say.t("plain-start-how-return")) }
            }
            form method="post" action="/plain/words" {
                div class="field" {
                    label for="language" { (say.t("plain-start-language")) }
                    select id="language" name="language" class="short" {
                        @for (tag, name) in start.languages {
                            option value=(tag) lang=(tag) selected[*tag == start.language] { (name) }
                        }
                    }
                }
                div class="actions" {
                    button class="button" { (say.t("plain-start-begin")) }
                    a class="button second" href="/plain/return" { (say.t("plain-start-return")) }
                }
            }
            (self.readers(start))
            h2 { (say.t("plain-start-sees")) }
            p { (say.t("plain-start-sees-server")) }
            p { (say.t("plain-start-sees-network")) " " a href="/" { (say.t("plain-start-script")) } }
            p { (say.t("plain-start-sees-name")) }
            h2 { (say.t("plain-start-outside")) }
            p { (say.t("plain-start-outside-text")) }
            @if !start.outside.is_empty() {
                ul { @for (name, address) in start.outside { li { a href=(address) rel="noreferrer" { (name) } } } }
            }
        };
        self.page(&say.t("plain-start-title"), &[], &content)
    }

    fn readers(&self, start: &Start<'_>) -> Markup {
        let say = self.say;
        html! {
            h2 { (say.t("plain-start-readers")) }
            p { (say.t("plain-start-readers-text")) }
            ul { @for reader in start.readers { li { (reader.name) " – " span class="quiet" { (reader.task) } } } }
            @if start.alone { p class="note warn" { (say.t("plain-start-alone")) } }
            @if start.expired { p class="note warn" { (say.t("plain-expired")) } }
        }
    }

    /// The page while nobody can be written to.
    #[must_use]
    pub(crate) fn not_open(&self) -> Markup {
        let say = self.say;
        let content = html! {
            h1 { (say.t("plain-closed-title")) }
            p class="lead" { (say.t("plain-closed-text")) }
        };
        self.page(&say.t("plain-closed-title"), &[], &content)
    }

    /// `GET /plain/return`, and again after words that open nothing. `typed` is what was typed; `languages` is not empty
    /// when the words are good in several languages.
    #[must_use]
    pub(crate) fn come_back(&self, typed: &str, languages: &[(&str, &str)], faults: &[Fault]) -> Markup {
        let say = self.say;
        let (label, hint) = (say.t("plain-return-label"), say.t("plain-return-hint"));
        let field = Field { id: "words", label: &label, hint: &hint, fault: fault_of(faults, "words"), ..Field::default() };
        let content = html! {
            h1 { (say.t("plain-return-title")) }
            form method="post" action="/plain/mailbox" {
                (field.secret_line(typed, None))
                @if !languages.is_empty() { (self.which_language(languages, faults)) }
                p class="quiet" { (say.t("plain-return-lost")) }
                div class="actions" {
                    button class="button" { (say.t("plain-return-open")) }
                    a class="button second" href="/plain" { (say.t("plain-return-new")) }
                }
            }
        };
        self.page(&say.t("plain-return-title"), faults, &content)
    }

    fn which_language(&self, languages: &[(&str, &str)], faults: &[Fault]) -> Markup {
        let label = self.say.t("plain-return-language");
        let field = Field { id: "language", label: &label, fault: fault_of(faults, "language"), ..Field::default() };
        let option = |(value, title): &(&'_ str, &'_ str)| (value.to_string(), title.to_string());
        let owned: Vec<(String, String)> = languages.iter().map(option).collect();
        let options: Vec<Choosable<'_>> = owned.iter().map(|(value, title)| Choosable { value, title, note: "", chosen: false }).collect();
        field.options("radio", &options)
    }
}
