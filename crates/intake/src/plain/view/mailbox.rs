//! The mailbox: where things stand, the conversation newest first, and what can be done.
//!
//! A conversation of any length is cut into pages of one size, so that its length shows in nobody's byte counter.

use maud::{Markup, PreEscaped, html};

use super::{
    fields::{Field, hidden},
    files::FileForm,
    frame::{Fault, Frame, fault_of},
    words::Shown,
};

/// The most octets of HTML that one part of the conversation may take: a longer text goes on in the next part.
pub(crate) const PART: usize = 12 * 1024;

/// A file that was sent with a text.
pub(crate) struct Enclosed<'a> {
    /// Its name, made harmless.
    pub name: &'a str,
    /// Its size, in words.
    pub size: &'a str,
    /// Id under which the server keeps it, hex; `None` if it is not there (any more).
    pub id: Option<&'a str>,
}

/// One thing in the conversation.
pub(crate) enum Line<'a> {
    /// Somebody wrote.
    Said {
        /// Whether the reporter did.
        mine: bool,
        /// Who, in words.
        who: &'a str,
        /// The day, in words.
        day: &'a str,
        /// Whether it still waits to leave.
        waits: bool,
        /// Pairs of a heading (may be empty) and a text.
        texts: &'a [(&'a str, &'a str)],
        /// What came with it.
        files: &'a [Enclosed<'a>],
    },
    /// Something happened, in words.
    Event {
        /// What.
        text: &'a str,
        /// The day, in words.
        day: &'a str,
    },
}

/// The mailbox as it is shown.
pub(crate) struct Opened<'a> {
    /// The stage, in the reporter's words.
    pub stage: &'a str,
    /// What follows from it, in words.
    pub next: &'a str,
    /// Things the reporter must know: what could not be opened or does not fit.
    pub warnings: &'a [String],
    /// The parts of this page, newest first, as [`Frame::parts`] made them.
    pub parts: &'a [String],
    /// This page and how many there are, from 1.
    pub page: (usize, usize),
    /// The form for a file, and the words.
    pub form: FileForm<'a>,
    /// The ticket of the form for an answer, hex.
    pub submission: &'a str,
    /// What was typed as an answer.
    pub reply: &'a str,
    /// What was just done, in words.
    pub done: Option<&'a str>,
}

impl Frame<'_> {
    /// The page.
    #[must_use]
    pub(crate) fn mailbox(&self, opened: &Opened<'_>, faults: &[Fault]) -> Markup {
        let say = self.say;
        let content = html! {
            h1 { (say.t("plain-mailbox-title")) }
            @if let Some(done) = opened.done { div class="note good" { p { (done) } } }
            div class="stage" { p { (say.t("plain-mailbox-stage")) " " strong { (opened.stage) } } p { (opened.next) } }
            @for warning in opened.warnings { div class="note bad" { p { (warning) } } }
            p { a href="#attach" { (say.t("plain-files-heading")) } }
            (self.reply_form(opened.form.shown, opened.submission, opened.reply, faults))
            h2 id="talk" { (say.t("plain-mailbox-talk")) }
            p class="quiet" { (say.t("plain-mailbox-newest")) }
            ol class="talk" { @for part in opened.parts { (PreEscaped(part)) } }
            (self.pages(opened))
            (self.file_form(&opened.form, faults))
            p class="quiet" { (say.t("plain-mailbox-nobody-told")) }
        };
        self.page(&say.t("plain-mailbox-title"), faults, &content)
    }

    /// The answer alone, shown again while the mailbox cannot be opened.
    #[must_use]
    pub(crate) fn reply_kept(&self, shown: Shown<'_>, submission: &str, reply: &str, faults: &[Fault]) -> Markup {
        let content = html! {
            h1 { (self.say.t("plain-mailbox-title")) }
            (self.reply_form(shown, submission, reply, faults))
        };
        self.page(&self.say.t("plain-mailbox-title"), faults, &content)
    }

    fn reply_form(&self, shown: Shown<'_>, submission: &str, reply: &str, faults: &[Fault]) -> Markup {
        let say = self.say;
        let label = say.t("plain-mailbox-reply");
        html! {
            form method="post" action="/plain/reply" {
                (hidden(&[("words", shown.words), ("language", shown.language), ("submission", submission)]))
                (Field { id: "text", label: &label, fault: fault_of(faults, "text"), ..Field::default() }.area(reply))
                div class="actions" {
                    button class="button" id="send" { (say.t("plain-mailbox-send")) }
                }
            }
        }
    }

    fn pages(&self, opened: &Opened<'_>) -> Markup {
        let (page, pages) = opened.page;
        html! {
            @if pages > 1 {
                p { (self.say.with("plain-mailbox-page", &[("n", &page.to_string()), ("all", &pages.to_string())])) }
                div class="actions" {
                    @if page < pages { (self.page_button(opened.form.shown, page + 1, "plain-mailbox-older")) }
                    @if page > 1 { (self.page_button(opened.form.shown, page - 1, "plain-mailbox-newer")) }
                }
            }
        }
    }

    fn page_button(&self, shown: Shown<'_>, page: usize, label: &str) -> Markup {
        html! {
            form method="post" action="/plain/mailbox#talk" {
                (hidden(&[("words", shown.words), ("language", shown.language), ("page", &page.to_string())]))
                button class="button second" { (self.say.t(label)) }
            }
        }
    }

    /// One thing of the conversation as parts of at most about [`PART`] octets.
    #[must_use]
    pub(crate) fn parts(&self, line: &Line<'_>, shown: Shown<'_>) -> Vec<String> {
        match line {
            Line::Event { text, day } => {
                vec![html! { li class="event" { (day) " · " strong { (text) } } }.into_string()]
            }
            Line::Said { mine, who, day, waits, texts, files } => {
                let head = |continued: bool| {
                    html! {
                        p class="said-head" {
                            strong { (who) } " · " (day)
                            @if *waits { " · " (self.say.t("plain-mailbox-waits")) }
                            @if continued { " · " (self.say.t("plain-mailbox-continued")) }
                        }
                    }
                };
                let class = if *mine { "said mine" } else { "said theirs" };
                let mut bodies = pieces(texts);
                if !files.is_empty() {
                    let list = self.enclosed(files, shown).into_string();
                    match bodies.last_mut() {
                        Some(last) if last.len() + list.len() <= PART => last.push_str(&list),
                        _ => bodies.push(list),
                    }
                }
                let part =
                    |(place, body): (usize, &String)| html! { li class=(class) { (head(place > 0)) (PreEscaped(body)) } }.into_string();
                bodies.iter().enumerate().map(part).collect()
            }
        }
    }

    fn enclosed(&self, files: &[Enclosed<'_>], shown: Shown<'_>) -> Markup {
        html! {
            ul class="files" {
                @for file in files {
                    li {
                        span class="file-name" { bdi { (file.name) } }
                        span class="file-size" { (file.size) }
                        @if let Some(id) = file.id {
                            form method="post" action="/plain/attachment" {
                                (hidden(&[("words", shown.words), ("language", shown.language), ("attachment", id)]))
                                button class="link" { (self.say.t("plain-mailbox-save")) span class="unseen" { " " (file.name) } }
                            }
                        } @else { span class="file-size" { (self.say.t("plain-mailbox-missing")) } }
                    }
                }
            }
        }
    }
}

/// Headings and texts as HTML, cut at letters so that no piece is longer than [`PART`].
fn pieces(texts: &[(&str, &str)]) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for (heading, text) in texts {
        let mut rest = *text;
        let mut first = true;
        while first || !rest.is_empty() {
            // Escaping makes at most six octets of one, so this cut is always short enough.
            let (now, later) = rest.split_at(floor_boundary(rest, PART / 8));
            let piece = html! {
                @if first && !heading.is_empty() { p class="said-head" { (heading) } }
                p class="prose" { (now) }
            };
            let piece = piece.into_string();
            match pieces.last_mut() {
                Some(last) if last.len() + piece.len() <= PART => last.push_str(&piece),
                _ => pieces.push(piece),
            }
            (rest, first) = (later, false);
        }
    }
    pieces
}

fn floor_boundary(text: &str, most: usize) -> usize {
    if text.len() <= most { text.len() } else { (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0) }
}
