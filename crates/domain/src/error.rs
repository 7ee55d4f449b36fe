//! What can go wrong between the house and its store. "Not there" and "not yours" are no errors: they are `Ok(None)`, alike.

/// Why the store did not do what was asked. Nothing was confirmed when one of these comes back.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else was first: another version, another content, under the same name.
    #[error("it has changed meanwhile")]
    Conflict,
    /// Something with this id or name exists already.
    #[error("it exists already")]
    Duplicate,
    /// A report or post names an upload that is not there, is not complete, or belongs to something else.
    #[error("an upload that was named is not there")]
    MissingUpload,
    /// A chunk whose number or length does not fit its upload, or a request whose parts do not fit together.
    #[error("the parts do not fit together")]
    Misfit,
    /// The disk is too full, or the quota is used up.
    #[error("there is no room")]
    Full,
    /// The conversation has reached its bounds; nothing more can be added to it.
    #[error("the conversation is full")]
    ConversationFull,
    /// Somebody left the case, and its keys were not replaced since.
    #[error("a reader left, and the keys are still those they had")]
    Stale,
    /// A report was sealed by another list of readers than the one in force.
    #[error("another list of readers is in force")]
    ListMoved,
    /// Whoever wants to leave is the last who reads, and nobody stands in.
    #[error("the last reader of a case cannot leave it")]
    LastReader,
    /// It would change who reads, which asks for a second factor shown a short while ago.
    #[error("who reads changes only after a second factor was shown once more")]
    AskAgain,
    /// A stored row makes no sense: `table.column`.
    #[error("a stored row makes no sense: {0}")]
    Corrupt(&'static str),
    /// The database or the folder cannot be reached now; trying again later may help.
    #[error("the store cannot be reached")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}
