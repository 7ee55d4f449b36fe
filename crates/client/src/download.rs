//! Fetches an attachment, opens it while it arrives, and checks it against what its item says of it.
//! Holds a chunk or two in memory. What was written before an error is not the file: the caller throws it away.

use std::io::{self, BufReader, Write};

use sealing::attachment::{Attachment, CHUNK, Opener};
use sealing::derive::Token;
use sealing::hybrid::Identity;
use sealing::{AttachmentId, CaseId, seal};

use crate::chunks::Joiner;
use crate::connection::Connection;
use crate::error::{Error, Lie, Result};
use crate::pages;
use crate::wire::ChunkRequest;

/// Bytes of every question for a chunk.
const QUESTION: usize = 4 * 1024;

/// Where an attachment lies.
#[derive(Clone, Copy)]
pub(crate) enum At<'a> {
    /// In the mailbox of a token.
    Mailbox(&'a Token, AttachmentId),
    /// In a case.
    Case(CaseId, AttachmentId),
}

impl At<'_> {
    /// Chunk `n`. At a delivery what waited gets another id: what is not there any more is looked for by its hash, once.
    async fn chunk(&mut self, connection: &Connection, described: &Attachment, n: u64) -> Result<bytes::Bytes> {
        match self.ask(connection, n).await {
            Err(Error::Problem { status: 404, .. }) if self.moved(connection, described).await? => self.ask(connection, n).await,
            answer => answer,
        }
    }

    async fn moved(&mut self, connection: &Connection, described: &Attachment) -> Result<bool> {
        let Self::Mailbox(token, id) = self else { return Ok(false) };
        let document = pages::document(connection, token).await?;
        let now = document.iter().flat_map(|document| &document.attachments).find(|stored| stored.sha256 == described.sha256);
        let Some(now) = now.map(|stored| stored.id).filter(|now| now != id) else { return Ok(false) };
        *id = now;
        Ok(true)
    }

    async fn ask(self, connection: &Connection, n: u64) -> Result<bytes::Bytes> {
        match self {
            Self::Mailbox(token, attachment) => {
                let asked = ChunkRequest { token: &token.to_hex(), attachment, n };
                connection.post_octets("api/v1/intake/mailbox/attachments", &asked, QUESTION).await
            }
            Self::Case(case, id) => connection.get_octets(&format!("api/v1/casework/cases/{case}/attachments/{id}/{n}")).await,
        }
    }
}

/// Fetches and opens the described attachment with the first of these identities that fits; writes its true bytes.
pub(crate) async fn save(
    connection: &Connection,
    mut at: At<'_>,
    described: &Attachment,
    identities: &[&Identity],
    mut to: impl Write + Send + 'static,
) -> Result<()> {
    let first = at.chunk(connection, described, 0).await?;
    let identity = identities.iter().find(|identity| seal::open_reader(first.as_ref(), identity).is_ok());
    let identity: Identity = (*identity.ok_or_else(|| lie(described, "nobody here can open it"))?).clone();
    let (sender, joiner) = Joiner::new();
    let said = described.clone();
    let opening = tokio::task::spawn_blocking(move || {
        let mut opener = Opener::begin(BufReader::new(joiner), &said, &identity).map_err(io::Error::other)?;
        io::copy(&mut opener, &mut to)?;
        to.flush()
    });
    let chunks = described.sealed.div_ceil(u64::try_from(CHUNK).unwrap_or(u64::MAX));
    let mut next = Ok(first);
    for n in 1..=chunks {
        let broken = next.is_err();
        // The opener has ended when nobody receives any more; what it says comes below.
        if sender.send(next.map_err(io::Error::other)).await.is_err() || broken {
            break;
        }
        next = if n < chunks { at.chunk(connection, described, n).await } else { Ok(bytes::Bytes::new()) };
    }
    drop(sender);
    let opened = opening.await.map_err(|error| Error::Input(error.to_string()))?;
    opened.map_err(|error| match error.downcast::<Error>() {
        Ok(broken) => broken,
        Err(error) => lie(described, &error.to_string()),
    })
}

fn lie(described: &Attachment, why: &str) -> Error {
    Lie::Attachment(format!("{} ({why})", described.name)).into()
}
