//! What follows a report: that it was stored, when it leaves, and one file after the other.

use maud::{Markup, html};

use super::{
    fields::{Field, hidden},
    frame::{Fault, Frame, fault_of},
    words::Shown,
};

/// What is said once a report is stored.
pub(crate) struct Sent<'a> {
    /// When it leaves for its readers, in words.
    pub leaves_at: &'a str,
    /// The day by which they must confirm, in words.
    pub confirm_by: &'a str,
    /// The receipt, as one line that can be kept.
    pub receipt: &'a str,
}

/// The form for one file.
pub(crate) struct FileForm<'a> {
    /// The words, hidden.
    pub shown: Shown<'a>,
    /// Name of the file that was just stored.
    pub stored: Option<&'a str>,
    /// The largest file taken, in words.
    pub largest: &'a str,
}

impl Frame<'_> {
    /// The report is stored; files can follow.
    #[must_use]
    pub(crate) fn sent(&self, sent: &Sent<'_>, form: &FileForm<'_>) -> Markup {
        let say = self.say;
        let content = html! {
            h1 { (say.t("plain-sent-title")) }
            div class="note good" {
                p { (say.with("plain-sent-leaves", &[("at", sent.leaves_at)])) }
                p { (say.with("plain-sent-confirm", &[("day", sent.confirm_by)])) }
                p { (say.t("plain-sent-nobody-told")) }
            }
            (self.file_form(form, &[]))
            h2 { (say.t("plain-sent-then")) }
            p { (say.t("plain-sent-return")) }
            details {
                summary { (say.t("plain-sent-receipt")) }
                p { (say.t("plain-sent-receipt-text")) }
                p class="mono" { (sent.receipt) }
            }
        };
        self.page(&say.t("plain-sent-title"), &[], &content)
    }

    /// The form for one file, after a file was stored or refused.
    #[must_use]
    pub(crate) fn files(&self, form: &FileForm<'_>, faults: &[Fault]) -> Markup {
        let say = self.say;
        let content = html! {
            h1 { (say.t("plain-files-title")) }
            @if let Some(name) = form.stored {
                div class="note good" { p { (say.t("plain-files-stored")) " " strong { bdi { (name) } } } }
            }
            (self.file_form(form, faults))
            (self.mailbox_button(form.shown))
        };
        self.page(&say.t("plain-files-title"), faults, &content)
    }

    /// Heading, advice and the form itself.
    pub(super) fn file_form(&self, form: &FileForm<'_>, faults: &[Fault]) -> Markup {
        let say = self.say;
        let label = say.t("plain-files-label");
        let hint = say.with("plain-files-hint", &[("largest", form.largest)]);
        html! {
            h2 id="attach" { (say.t("plain-files-heading")) }
            div class="note warn" {
                p { (say.t("plain-files-metadata")) }
                p { (say.t("plain-files-few")) }
            }
            // The words stand before the file, so that the file can be locked away while it arrives.
            form method="post" action="/plain/files" enctype="multipart/form-data" {
                (hidden(&[("words", form.shown.words), ("language", form.shown.language)]))
                (Field { id: "file", label: &label, hint: &hint, fault: fault_of(faults, "file"), ..Field::default() }.file())
                div class="actions" { button class="button second" { (say.t("plain-files-attach")) } }
            }
        }
    }

    /// A button that opens the mailbox.
    pub(super) fn mailbox_button(&self, shown: Shown<'_>) -> Markup {
        html! {
            form method="post" action="/plain/mailbox" {
                (hidden(&[("words", shown.words), ("language", shown.language)]))
                div class="actions" { button class="button" { (self.say.t("plain-files-done")) } }
            }
        }
    }
}
