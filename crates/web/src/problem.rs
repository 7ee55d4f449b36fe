//! Problems by RFC 9457, made here and nowhere else. A problem says what went wrong in words a person understands, in the language the
//! caller asks for, and never what the machine was doing. Doors map their own errors to a [`Kind`].

use std::fmt;

use actix_web::{
    Error, HttpResponse, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{StatusCode, header},
    middleware::Next,
};
use domain::StoreError;
use serde_json::{Map, Value, json};

use crate::{
    language::Language,
    padding::{SMALL, pad},
    texts::Texts,
};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $slug:literal, $status:literal;)*) => {
        /// The list of problem types. `type` is `/problems/` and the slug; title and detail stand in the texts as `http-<slug>-title`
        /// and `http-<slug>`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind { $($(#[$doc])* $name,)* }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Stable last part of the type's URI.
            #[must_use]
            pub fn slug(self) -> &'static str {
                match self { $(Self::$name => $slug,)* }
            }

            fn code(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }
        }
    };
}

kinds! {
    /// The body is not what the endpoint asks for.
    Malformed = "malformed", 400;
    /// The body ended before it was complete.
    CutOff = "cut-off", 400;
    /// The bytes are not UTF-8.
    NotUtf8 = "not-utf8", 400;
    /// Work is missing, wrong or too old.
    WorkRefused = "work-refused", 400;
    /// Nobody is signed in.
    SignedOut = "signed-out", 401;
    /// Sign-in refused, whatever was wrong.
    SignInRefused = "sign-in-refused", 401;
    /// Signed in, but without this permission.
    NotAllowed = "not-allowed", 403;
    /// The second factor is wrong, or was used before.
    CodeRefused = "code-refused", 403;
    /// The passkey's answer does not fit.
    PasskeyRefused = "passkey-refused", 403;
    /// This asks for a second factor once more.
    AskAgain = "ask-again", 403;
    /// A request that another site caused.
    ForeignOrigin = "foreign-origin", 403;
    /// Nothing here, or nothing for this caller.
    NotFound = "not-found", 404;
    /// Another method than the path knows.
    WrongMethod = "wrong-method", 405;
    /// Somebody else changed the keys of the case in the meantime.
    KeyringMoved = "keyring-moved", 409;
    /// Somebody left the case, and its keys were not replaced since.
    CaseStale = "case-stale", 409;
    /// The last reader of a case cannot leave it.
    LastReader = "last-reader", 409;
    /// Nobody does this to themselves.
    NotOneself = "not-oneself", 409;
    /// Nobody would be left who handles reports.
    LastHandler = "last-handler", 409;
    /// Nobody is without a second factor.
    LastFactor = "last-factor", 409;
    /// The mailbox was changed from elsewhere in the meantime.
    StateMoved = "state-moved", 409;
    /// Somebody's own list of cases was kept from elsewhere in the meantime.
    BookMoved = "book-moved", 409;
    /// The report names readers by another list than the one in force.
    RosterMoved = "roster-moved", 409;
    /// The signed list of readers is not one that can come into force.
    ListRefused = "list-refused", 409;
    /// The conversation has reached its bounds.
    ConversationFull = "conversation-full", 409;
    /// The same submission came before, with other content.
    SubmissionDiffers = "submission-differs", 409;
    /// The report names an upload that is not there or not complete.
    UploadMissing = "upload-missing", 409;
    /// As many letters wait for that person as may.
    LettersFull = "letters-full", 409;
    /// That name is taken.
    NameTaken = "name-taken", 409;
    /// The link was used, or is too old.
    LinkUsed = "link-used", 410;
    /// Larger than the endpoint takes.
    TooLarge = "too-large", 413;
    /// The text is longer than a report may be.
    TextTooLong = "text-too-long", 413;
    /// Another kind of content.
    WrongContent = "wrong-content", 415;
    /// Too many codes were wrong; the next one is not looked at yet.
    CodeWait = "code-wait", 429;
    /// Something inside went wrong.
    Internal = "internal", 500;
    /// Too many at once; come again.
    Busy = "busy", 503;
    /// The reporters' door is not open yet.
    NotOpen = "not-open", 503;
    /// The database is away; nothing was confirmed.
    Away = "away", 503;
    /// The disk is full; nothing was confirmed.
    Full = "full", 507;
}

impl Kind {
    /// HTTP status.
    #[must_use]
    pub fn status(self) -> StatusCode {
        StatusCode::from_u16(self.code()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Stable URI reference of the type.
    #[must_use]
    pub fn uri(self) -> String {
        format!("/problems/{}", self.slug())
    }

    /// Title in a language.
    #[must_use]
    pub fn title(self, language: Language) -> String {
        Texts::get(language, &format!("http-{}-title", self.slug()), &[])
    }

    /// Detail in a language.
    #[must_use]
    pub fn detail(self, language: Language) -> String {
        Texts::get(language, &format!("http-{}", self.slug()), &[])
    }

    /// Seconds after which to come again, where that helps.
    #[must_use]
    pub fn retry_after(self) -> Option<u32> {
        match self {
            Self::Busy => Some(2),
            Self::Away => Some(10),
            Self::NotOpen => Some(60),
            _ => None,
        }
    }
}

/// A problem on its way to the caller.
#[derive(Clone)]
pub struct Problem {
    kind: Kind,
    more: Map<String, Value>,
}

impl Problem {
    /// A problem without additions.
    #[must_use]
    pub fn new(kind: Kind) -> Self {
        Self { kind, more: Map::new() }
    }

    /// Adds a member, such as a limit in bytes. Never put in what the caller sent.
    #[must_use]
    pub fn with(mut self, member: &'static str, value: impl Into<Value>) -> Self {
        self.more.insert(member.to_owned(), value.into());
        self
    }

    /// Too large, with the limit in bytes.
    #[must_use]
    pub fn too_large(limit: usize) -> Self {
        Self::new(Kind::TooLarge).with("limit", limit)
    }

    /// The problem that a failure of the store is, wherever its meaning does not hang on what was asked. Doors map the others first.
    #[must_use]
    pub fn from_store(error: &StoreError) -> Self {
        Self::new(match error {
            StoreError::Full => Kind::Full,
            StoreError::Unavailable(_) => Kind::Away,
            StoreError::MissingUpload => Kind::UploadMissing,
            StoreError::ConversationFull => Kind::ConversationFull,
            StoreError::Stale => Kind::CaseStale,
            StoreError::LastReader => Kind::LastReader,
            StoreError::ListMoved => Kind::RosterMoved,
            StoreError::AskAgain => Kind::AskAgain,
            StoreError::Misfit => Kind::Malformed,
            StoreError::Conflict | StoreError::Duplicate => Kind::SubmissionDiffers,
            StoreError::Corrupt(_) => {
                tracing::error!(%error, "the store");
                Kind::Internal
            }
        })
    }

    /// What kind it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The JSON document, padded to 1 KiB.
    #[must_use]
    pub fn document(&self, language: Language) -> Vec<u8> {
        let mut document = Map::new();
        document.insert("type".to_owned(), json!(self.kind.uri()));
        document.insert("title".to_owned(), json!(self.kind.title(language)));
        document.insert("status".to_owned(), json!(self.kind.code()));
        document.insert("detail".to_owned(), json!(self.kind.detail(language)));
        document.extend(self.more.clone());
        pad(Value::Object(document).to_string().into_bytes(), SMALL)
    }

    fn answer(&self, language: Language, page: Option<Page>) -> HttpResponse {
        let mut answer = HttpResponse::build(self.kind.status());
        answer.insert_header((header::CONTENT_LANGUAGE, language.tag()));
        if let Some(seconds) = self.kind.retry_after() {
            answer.insert_header((header::RETRY_AFTER, seconds.to_string()));
        }
        match page {
            Some(page) => answer.content_type("text/html; charset=utf-8").body(page(self, language)),
            None => answer.content_type("application/problem+json").body(self.document(language)),
        }
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Problem({})", self.kind.slug())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.slug())
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.kind.status()
    }

    fn error_response(&self) -> HttpResponse {
        self.answer(Language::default(), None)
    }
}

/// Makes an HTML page of a problem, for paths that people see without script.
pub type Page = fn(&Problem, Language) -> String;

/// Middleware: says problems in the caller's language, as JSON or as a page, and turns the HTTP library's own refusals into problems.
///
/// # Errors
/// Only what services behind it raise instead of answering, which none of ours does.
pub async fn speak<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
    page: Option<Page>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let language = Language::of(request.request());
    let answer = next.call(request).await?.map_into_boxed_body();
    let Some(problem) = problem_of(&answer) else { return Ok(answer) };
    let (http, _) = answer.into_parts();
    Ok(ServiceResponse::new(http, problem.answer(language, page)))
}

/// The problem an answer stands for, if it was not said yet.
fn problem_of(answer: &ServiceResponse<BoxBody>) -> Option<Problem> {
    let status = answer.status();
    if !status.is_client_error() && !status.is_server_error() {
        return None;
    }
    if let Some(error) = answer.response().error() {
        return Some(error.as_error::<Problem>().cloned().unwrap_or_else(|| Problem::from_status(status)));
    }
    let said = answer.headers().contains_key(header::CONTENT_TYPE);
    (!said).then(|| Problem::from_status(status))
}

impl Problem {
    fn from_status(status: StatusCode) -> Self {
        Self::new(match status.as_u16() {
            404 => Kind::NotFound,
            405 => Kind::WrongMethod,
            413 => Kind::TooLarge,
            415 => Kind::WrongContent,
            401 => Kind::SignedOut,
            403 => Kind::NotAllowed,
            400..=499 => Kind::Malformed,
            _ => Kind::Internal,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_said_in_plain_words_in_every_language() {
        for language in Language::all() {
            for kind in Kind::ALL {
                let (title, detail) = (kind.title(language), kind.detail(language));
                for text in [&title, &detail] {
                    assert!(!text.is_empty() && !text.contains("http-"), "{} in {}: {text}", kind.slug(), language.tag());
                }
                let document = Problem::new(*kind).document(language);
                assert_eq!(document.len() % SMALL, 0);
                let value: Value = serde_json::from_slice(&document).unwrap();
                assert_eq!(value["type"], kind.uri());
                assert_eq!(value["status"], kind.code());
            }
        }
    }

    #[test]
    fn problems_of_one_language_have_one_size() {
        for language in Language::all() {
            let sizes: std::collections::BTreeSet<usize> = Kind::ALL.iter().map(|k| Problem::new(*k).document(language).len()).collect();
            assert_eq!(sizes.into_iter().collect::<Vec<_>>(), [SMALL]);
        }
    }
}
