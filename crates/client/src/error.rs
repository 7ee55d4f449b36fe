//! What can go wrong between a person and the server, in words a person understands.
//! Keeps no secret and no content: only what the server said and which check failed.

/// Everything that ends a call of this crate without a result.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("this is no usable address: {0}")]
    Address(String),
    #[error("the server cannot be reached: {0}")]
    Unreachable(#[source] reqwest::Error),
    #[error("a secure connection cannot be set up: {0}")]
    Setup(String),
    #[error("the server refused: {title} ({status}){}", detail_of(detail))]
    Problem { status: u16, kind: String, title: String, detail: String },
    #[error("the server's answer makes no sense: {0}")]
    Answer(String),
    #[error("do not trust this server: {0}")]
    Lie(Lie),
    #[error("{0}")]
    Sealing(#[from] sealing::Error),
    #[error("{name} cannot be read: {source}")]
    File { name: String, source: std::io::Error },
    #[error("there is no mailbox for these words here")]
    NoMailbox,
    #[error("this place is not open for reports yet")]
    NotOpen,
    #[error("{0}")]
    Input(String),
    #[error("nobody is left who could read this report; nothing was sent")]
    NobodyLeft,
    #[error("somebody else changed this case in the meantime; open it again")]
    MovedOn,
}

/// A check that an honest server passes. Each names what was found and what it means.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Lie {
    #[error("its organisation or installation is another than the one you were given")]
    Installation,
    #[error("its list of readers is not signed by the organisation's key, or is too old: {0}")]
    Roster(String),
    #[error("its list of readers is older than one you have already seen here")]
    RosterOlder,
    #[error("its questions are not the ones it names")]
    Questionnaire,
    #[error("a message was forged or changed: {0}")]
    Item(String),
    #[error("a message is missing or was reordered: {0}")]
    Order(String),
    #[error("the list of people who can read this report was changed by somebody who may not: {0}")]
    Notice(String),
    #[error("the keys of this report were exchanged: {0}")]
    Keyring(String),
    #[error("what your mailbox remembers was exchanged for something older or forged: {0}")]
    State(String),
    #[error("an attachment is not the one that was sent: {0}")]
    Attachment(String),
    #[error("its receipt is not signed by its log key")]
    Receipt,
}

impl From<Lie> for Error {
    fn from(lie: Lie) -> Self {
        Self::Lie(lie)
    }
}

fn detail_of(detail: &str) -> String {
    if detail.is_empty() { String::new() } else { format!(": {detail}") }
}

/// The result of this crate.
pub type Result<T> = std::result::Result<T, Error>;
