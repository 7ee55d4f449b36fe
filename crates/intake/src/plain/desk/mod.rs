//! Where the server does in memory what a reporter's own client would do: stretch the words, seal, open, check.
//!
//! Everything secret lives for one request, in memory that is wiped. Nothing of it is logged or kept.

mod download;
mod filing;
mod seen;
mod upload;

use std::sync::Arc;

use domain::{RosterHash, StoreError, SubmissionId, TokenHash, filing::MailboxPost, filing::NamedUpload};
use sealing::{
    Day, Hash, Sealed,
    attachment::Attachment,
    derive::MailboxKeys,
    item::Message,
    mailbox::{ComposedPost, Document, Fields, Mailbox, OpenedMailbox, StoredItem},
    roster::{Rosters, UnverifiedRoster},
    words::{Language, Words},
};
use web::{
    lanes::Lane,
    problem::{Kind, Problem},
    scrub,
};

use super::{trouble::Trouble, visit::Visit};
use crate::{intake::Intake, readers::Readers};

pub(super) use download::download;
pub(super) use filing::file;
pub(super) use seen::Seen;
pub(super) use upload::Upload;

/// How often a post is tried again when another one came between.
const TRIES: usize = 3;

/// An opened mailbox: keys, what is stored, and the rosters that it names.
pub(super) struct Desk {
    intake: Arc<Intake>,
    keys: Arc<MailboxKeys>,
    document: Arc<Document>,
    rosters: Arc<Rosters>,
}

/// A file that was stored and waits to be named by a post.
pub(super) struct Stored {
    pub(super) attachment: Attachment,
    pub(super) upload: NamedUpload,
}

/// Stretches words in the blocking pool. Whoever calls this holds a working place, so that the lane's cores are its bound.
///
/// # Errors
/// [`Kind::Internal`] when there is no memory for it.
pub(super) async fn stretch(intake: &Intake, words: Words) -> Result<MailboxKeys, Problem> {
    let installation = intake.parts.channel.installation;
    #[cfg(test)]
    intake.stretched.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    blocking(move || MailboxKeys::derive(&words, installation)).await?.map_err(|error| broken(&error))
}

/// Does the work of stretching for words that could not be read, so that they cost the same.
///
/// # Errors
/// As [`stretch`].
pub(super) async fn stretch_nobody(intake: &Intake) -> Result<(), Problem> {
    let words = Words::draw(Language::En, &mut intake.generator());
    stretch(intake, words).await.map(drop)
}

/// The mailbox's address on the server.
pub(super) fn address(keys: &MailboxKeys) -> TokenHash {
    TokenHash::new(*keys.token.hash().as_bytes())
}

/// Runs something that takes long or much computing outside the workers that serve others, and wipes the stack it used there.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let work = Box::new(work);
    let done = actix_web::web::block(move || scrub::below(work)).await;
    done.map(|done| *done).map_err(|_| Problem::new(Kind::Internal))
}

/// A failure of sealing that nobody can mend. Its text says which rule, never what was sealed.
fn broken(error: &sealing::Error) -> Problem {
    tracing::error!(%error, "sealing");
    Problem::new(Kind::Internal)
}

impl Desk {
    /// Opens the mailbox of these words, holding a working place of `lane` meanwhile. `None`: there is none.
    ///
    /// # Errors
    /// [`Kind::Busy`], what the store says, [`Kind::Internal`] when the mailbox cannot be opened.
    pub(super) async fn open(visit: &Visit, words: Words, lane: &Lane, bytes: usize) -> Result<Option<Self>, Problem> {
        let _place = lane.work(bytes).await?;
        let keys = stretch(&visit.intake, words).await?;
        Self::of(visit.intake.clone().into_inner(), Arc::new(keys)).await
    }

    /// Opens the mailbox of these keys.
    ///
    /// # Errors
    /// As [`Desk::open`].
    async fn of(intake: Arc<Intake>, keys: Arc<MailboxKeys>) -> Result<Option<Self>, Problem> {
        let Some(document) = document(&intake, &keys).await? else { return Ok(None) };
        let document = Arc::new(document);
        let (held, named) = (keys.clone(), document.clone());
        let named = blocking(move || OpenedMailbox::open((*named).clone(), &held).map(|opened| opened.rosters_named())).await?;
        let mut rosters = Rosters::default();
        for hash in named.map_err(|error| broken(&error))? {
            add_roster(&intake, &mut rosters, hash).await?;
        }
        Ok(Some(Self { intake, keys, document, rosters: Arc::new(rosters) }))
    }

    /// Looks at the checked mailbox.
    ///
    /// # Errors
    /// [`Kind::Internal`] when it cannot be opened.
    pub(super) async fn look<T: Send + 'static>(&self, look: impl FnOnce(&Mailbox<'_>) -> T + Send + 'static) -> Result<T, Problem> {
        let (keys, document, rosters) = (self.keys.clone(), self.document.clone(), self.rosters.clone());
        let looked = blocking(move || OpenedMailbox::open((*document).clone(), &keys).map(|opened| look(&opened.check(&rosters)))).await?;
        looked.map_err(|error| broken(&error))
    }

    /// All that is to be shown.
    ///
    /// # Errors
    /// As [`Desk::look`].
    pub(super) async fn seen(&self) -> Result<Seen, Problem> {
        let rosters = self.rosters.clone();
        self.look(move |mailbox| Seen::of(mailbox, rosters)).await
    }

    /// Adds to the conversation.
    ///
    /// # Errors
    /// [`Trouble`]: nothing was stored.
    pub(super) async fn post(&mut self, submission: SubmissionId, text: &str, stored: Vec<Stored>) -> Result<(), Trouble> {
        let roster = Readers::in_force(&self.intake).await?.roster().clone();
        let (attachments, uploads): (Vec<Attachment>, Vec<NamedUpload>) =
            stored.into_iter().map(|stored| (stored.attachment, stored.upload)).unzip();
        for _ in 0..TRIES {
            let message = Message { text: text.to_owned(), attachments: attachments.clone() };
            let (roster, day, mut rng) = (roster.clone(), self.today(), self.intake.generator());
            let composed = self.look(move |mailbox| {
                let read_back = mailbox.own_unreadable() == 0;
                mailbox.begin_post(read_back, &mut rng).compose(message, &roster, day, &mut rng)
            });
            let composed = composed.await?.map_err(|error| Trouble::Ours(broken(&error)))?;
            match self.store(submission, composed, uploads.clone()).await {
                Err(StoreError::Conflict) => self.again().await?,
                Err(error) => return Err(Problem::from_store(&error).into()),
                Ok(None) => return Err(Problem::new(Kind::NotFound).into()),
                Ok(Some(())) => return self.again().await.map_err(Into::into),
            }
        }
        Err(Problem::new(Kind::StateMoved).into())
    }

    async fn store(&self, submission: SubmissionId, post: ComposedPost, uploads: Vec<NamedUpload>) -> Result<Option<()>, StoreError> {
        let post = MailboxPost {
            mailbox: address(&self.keys),
            submission,
            item: post.item.into_bytes().into(),
            state: post.state.into_bytes().into(),
            state_version: post.state_version,
            uploads,
        };
        self.intake.parts.store.post(post, self.intake.today()).await
    }

    /// Fetches the mailbox anew.
    async fn again(&mut self) -> Result<(), Problem> {
        let anew = Self::of(self.intake.clone(), self.keys.clone()).await?;
        *self = anew.ok_or_else(|| Problem::new(Kind::NotFound))?;
        Ok(())
    }

    fn today(&self) -> Day {
        self.intake.today()
    }
}

/// What the store keeps for these keys, in the form the sealing side reads.
async fn document(intake: &Intake, keys: &MailboxKeys) -> Result<Option<Document>, Problem> {
    let found = intake.parts.store.mailbox(address(keys)).await.map_err(|error| Problem::from_store(&error))?;
    let Some(found) = found else { return Ok(None) };
    let id = |octets: &[u8; 16]| sealing::ItemId::from_bytes(*octets);
    let stored = |attachment: &domain::cases::Attachment| sealing::finding::StoredAttachment {
        id: sealing::AttachmentId::from_bytes(*attachment.id.as_bytes()),
        sha256: Hash::from_bytes(*attachment.sha256.as_bytes()),
        bytes: attachment.bytes,
    };
    Ok(Some(Document::new(Fields {
        case: sealing::CaseId::from_bytes(*found.case.as_bytes()),
        delivered: found.ack_due.is_some(),
        confirm_by: found.ack_due.unwrap_or_else(|| intake.confirm_by(intake.leaves_at())),
        acknowledged: found.acknowledged,
        state: Sealed::from_bytes(found.state.to_vec()),
        state_version: found.state_version,
        items: found
            .items
            .iter()
            .map(|(item, sealed)| StoredItem { id: id(item.as_bytes()), sealed: Sealed::from_bytes(sealed.to_vec()) })
            .collect(),
        attachments: found.attachments.iter().map(stored).collect(),
    })))
}

/// Adds the roster of this hash, if it is there and signed: what names another one becomes a finding.
async fn add_roster(intake: &Intake, rosters: &mut Rosters, hash: Hash) -> Result<(), Problem> {
    let stored = intake.parts.store.roster_by_hash(RosterHash::new(*hash.as_bytes())).await;
    let Some(stored) = stored.map_err(|error| Problem::from_store(&error))? else { return Ok(()) };
    let channel = &intake.parts.channel;
    if let Ok(roster) = UnverifiedRoster::new(stored.note).verify_past(&channel.organisation_keys, channel.installation) {
        rosters.add(roster);
    }
    Ok(())
}
