//! Answers of the plain pages: HTML, padded to a multiple of 64 KiB, so that who counts octets learns next to nothing.

use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody, http::StatusCode};
use maud::Markup;
use web::{language::Language, padding::pad, problem::Problem};

use super::say::Say;

/// The size of every answer, unless what was typed needs more: then a multiple of it.
pub(super) const BUCKET: usize = 64 * 1024;

/// A page on its way to the person.
pub(super) struct Page {
    status: StatusCode,
    html: String,
}

impl Page {
    /// A page that says what was asked for.
    #[must_use]
    pub(super) fn shown(markup: Markup) -> Self {
        Self { status: StatusCode::OK, html: markup.into_string() }
    }

    /// A form shown again because of a problem of this kind.
    #[must_use]
    pub(super) fn again(problem: &Problem, markup: Markup) -> Self {
        Self { status: problem.kind().status(), html: markup.into_string() }
    }
}

impl Responder for Page {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::build(self.status).content_type("text/html; charset=utf-8").body(pad(self.html.into_bytes(), BUCKET))
    }
}

/// A problem as a page of its own, for what could not even be read. The browser's way back still has what was typed.
pub(crate) fn problem(problem: &Problem, language: Language) -> String {
    let say = Say::in_language(language);
    let markup = maud::html! {
        (maud::DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (problem.kind().title(language)) }
                link rel="stylesheet" href="/kit.css";
            }
            body {
                main class="main" id="main" {
                    h1 { (problem.kind().title(language)) }
                    p class="lead" { (problem.kind().detail(language)) }
                    p { (say.t("plain-problem-back")) }
                    div class="actions" {
                        a class="button" href="/plain" { (say.t("plain-return-new")) }
                        a class="button second" href="/plain/return" { (say.t("plain-start-return")) }
                    }
                }
            }
        }
    };
    String::from_utf8(pad(markup.into_string().into_bytes(), BUCKET)).unwrap_or_default()
}
