//! What can go wrong between a person and the server, in words a person understands.
//! Keeps no secret and no content: only what the server said and which check failed.

/// Everything that ends a call of this crate without a result.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address or the proxy cannot be used.
    #[error("this is no usable address: {0}")]
    Address(String),
    /// Nobody answers, or the line broke.
    #[error("the server cannot be reached: {0}")]
    Unreachable(#[source] reqwest::Error),
    /// TLS cannot be set up here.
    #[error("a secure connection cannot be set up: {0}")]
    Setup(String),
    /// The server refused, and said why (RFC 9457).
    #[error("the server refused: {title} ({status}){}", detail_of(detail))]
    Problem {
        /// The HTTP status.
        status: u16,
        /// The problem's type.
        kind: String,
        /// What is wrong, in a few words.
        title: String,
        /// More about it; may be empty.
        detail: String,
    },
    /// What came is not what this interface answers.
    #[error("the server's answer makes no sense: {0}")]
    Answer(String),
    /// A check failed that an honest server passes.
    #[error("do not trust this server: {0}")]
    Lie(Lie),
    /// The protocol refused something.
    #[error("{0}")]
    Sealing(#[from] sealing::Error),
    /// A file of the person cannot be read.
    #[error("{name} cannot be read: {source}")]
    File {
        /// Which file.
        name: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// No mailbox has these words here.
    #[error("there is no mailbox for these words here")]
    NoMailbox,
    /// Nobody has been named yet who can read.
    #[error("this place is not open for reports yet")]
    NotOpen,
    /// What the person gave cannot be sent.
    #[error("{0}")]
    Input(String),
    /// Everybody was left out.
    #[error("nobody is left who could read this report; nothing was sent")]
    NobodyLeft,
    /// The words had a mailbox already, for which somebody was not left out who is left out now.
    #[error(
        "these words belong to an earlier report, from which you did not leave out everybody whom you leave out now; nothing of this was \
         passed on. Send it with new words"
    )]
    LeftOutNow,
    /// The list of readers was renewed since the place was looked at. Nothing was stored.
    #[error("the list of people who can read reports changed in the meantime; nothing was sent")]
    ReadersChanged,
    /// Another member was faster.
    #[error("somebody else changed this case in the meantime; open it again")]
    MovedOn,
}

/// A check that an honest server passes. Each names what was found and what it means.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Lie {
    /// Another organisation or installation.
    #[error("its organisation or installation is another than the one you were given")]
    Installation,
    /// The list of readers does not hold.
    #[error("its list of readers is not signed by the organisation's key, or is too old: {0}")]
    Roster(String),
    /// The list of readers went back.
    #[error("its list of readers is older than one you have already seen here")]
    RosterOlder,
    /// The questions went wrong.
    #[error("its questions are not the ones it names")]
    Questionnaire,
    /// The conversation does not fit together.
    #[error("this conversation does not fit together: {0}")]
    Conversation(String),
    /// A case cannot be believed.
    #[error("this case cannot be believed: {0}")]
    Case(String),
    /// The mailbox state does not hold.
    #[error("what your mailbox remembers was exchanged for something older or forged: {0}")]
    State(String),
    /// An attachment does not hold.
    #[error("an attachment is not the one that was sent: {0}")]
    Attachment(String),
    /// The receipt does not hold.
    #[error("its receipt is not signed by its log key")]
    Receipt,
    /// The log does not fit together.
    #[error("its log does not fit together: {0}")]
    Log(String),
    /// The log's past was changed.
    #[error("its log was rewritten: it did not grow out of the one with {0} deliveries that you kept")]
    LogRewritten(u64),
    /// A filing is missing in the log.
    #[error("its log lacks this filing, although it promised to carry it")]
    LogLacks,
    /// A list of readers is missing in the log.
    #[error("its log lacks the list of readers that it shows")]
    LogLacksList,
    /// A record of the staff does not stand where it says.
    #[error("line {0} of that file is no record of this log: it was changed, moved or put in")]
    Record(u64),
    /// Records of the staff are numbered, and one is not there.
    #[error("record {0} of what the staff did is missing, or is another than it was")]
    RecordMissing(u64),
    /// The witness did not cosign.
    #[error("the witness you named has not cosigned this checkpoint")]
    Unwitnessed,
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
