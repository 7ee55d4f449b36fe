//! What every plain request has at hand: the door's works, and how to speak.

use actix_web::{
    HttpRequest,
    web::{Data, Payload},
};
use sealing::words::{Misread, Words};
use secrecy::{ExposeSecret as _, SecretString};
use web::{lanes::LaneName, language::Language, problem::Problem};

use super::{
    body,
    form::Form,
    misread,
    page::Page,
    say::Say,
    view::{
        frame::{Fault, Frame},
        words::Shown,
    },
};
use crate::intake::Intake;

/// One request to a plain page.
pub(super) struct Visit {
    pub(super) intake: Data<Intake>,
    pub(super) say: Say,
}

impl Visit {
    pub(super) fn new(intake: Data<Intake>, language: Language) -> Self {
        Self { intake, say: Say::in_language(language) }
    }

    pub(super) fn frame(&self) -> Frame<'_> {
        Frame {
            say: &self.say,
            organisation: &self.intake.parts.channel.organisation,
            fingerprint: &self.intake.fingerprint,
            exit: &self.intake.parts.signs.exit,
        }
    }

    /// Reads the form of this request in its lane.
    pub(super) async fn form(&self, request: &HttpRequest, payload: Payload, lane: LaneName) -> Result<Form, Problem> {
        let limit = body::longest(self.intake.parts.limits.max_text);
        body::form(request, payload, limit, &self.intake.lane(lane)).await
    }

    /// The page for coming back, with what was wrong with the words that came.
    pub(super) fn words_again(&self, typed: &str, misread: &Misread) -> Page {
        let languages = match misread {
            Misread::Several { languages } => misread::named(languages),
            _ => Vec::new(),
        };
        Page::shown(self.frame().come_back(typed, &languages, &[misread::fault(misread, &self.say)]))
    }

    /// The page for coming back, since the words that a page carried were changed on the way.
    pub(super) fn carried_wrongly(&self) -> Page {
        let fault = Fault::new("words", self.say.t("plain-wrong-carried"));
        Page::shown(self.frame().come_back("", &[], &[fault]))
    }
}

/// The words of a form: in the language it names, if it names one.
///
/// # Errors
/// What is wrong with them.
pub(super) fn words_of(form: &Form) -> Result<Words, Misread> {
    words_in(form.value("words").unwrap_or_default(), form.value("language").unwrap_or_default())
}

/// Words as typed, in the language of this code if there is one.
///
/// # Errors
/// What is wrong with them.
pub(super) fn words_in(typed: &str, language: &str) -> Result<Words, Misread> {
    match misread::language(language) {
        Some(language) => Words::parse_in(typed, language),
        None => Words::parse(typed),
    }
}

/// Words on their way into a hidden field.
pub(super) struct Carried {
    phrase: SecretString,
    language: &'static str,
}

impl Carried {
    pub(super) fn of(words: &Words) -> Self {
        Self { phrase: words.phrase(), language: words.language().code() }
    }

    pub(super) fn shown(&self) -> Shown<'_> {
        Shown { words: self.phrase.expose_secret(), language: self.language }
    }
}
