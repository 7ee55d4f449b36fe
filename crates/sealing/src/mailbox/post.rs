//! What the reporter adds to a conversation. Comes from a mailbox that was checked, so that it hangs on what was really there.

use calendar::Day;
use rand::{CryptoRng, RngCore};
use serde::Serialize;

use super::Mailbox;
use crate::hybrid::Recipient;
use crate::identity::{Particulars, Place, Vault};
use crate::item::{Audience, Author, Body, Header, Message, STANZAS, SignedItem, seal_item};
use crate::roster::Roster;
use crate::state::{self, OwnHead, RosterMet, SignedState, seal_state};
use crate::{Error, Sealed, SubmissionId};

/// A post in the making; its attachments are sealed to its recipients.
pub struct Post<'a, 'b> {
    mailbox: &'b Mailbox<'a>,
    submission: SubmissionId,
    recipients: [Recipient; STANZAS],
}

/// The body of `POST /api/v1/intake/mailbox/items`, but for token, uploads and work.
#[derive(Debug, Clone, Serialize)]
pub struct ComposedPost {
    /// Sent again with the same, the answer is the same.
    pub submission: SubmissionId,
    /// The message.
    pub item: Sealed,
    /// The next mailbox state.
    pub state: Sealed,
    /// Its version; refused if another one came between.
    pub state_version: u32,
}

impl<'a> Mailbox<'a> {
    /// Begins to add to the conversation. Without `read_back` not even the words open the post again.
    pub fn begin_post<'b>(&'b self, read_back: bool, rng: &mut (impl CryptoRng + RngCore)) -> Post<'a, 'b> {
        let own = if read_back { self.keys.identity.to_recipient() } else { Recipient::thrown_away(rng) };
        Post { mailbox: self, submission: SubmissionId::draw(rng), recipients: [self.conversation.clone(), own] }
    }
}

impl Post<'_, '_> {
    /// The submission's id, which work and uploads hang on.
    pub fn submission(&self) -> SubmissionId {
        self.submission
    }

    /// To whom attachments are sealed.
    pub fn recipients(&self) -> &[Recipient; STANZAS] {
        &self.recipients
    }

    /// Seals the message and the next mailbox state. `roster` is the one in force.
    ///
    /// # Errors
    /// [`Error::OlderRoster`] if the roster is older than one met, [`Error::TooLarge`], [`Error::Sealing`].
    pub fn compose(self, message: Message, roster: &Roster, day: Day, rng: &mut (impl CryptoRng + RngCore)) -> Result<ComposedPost, Error> {
        self.compose_body(Body::Message(message), roster, day, rng)
    }

    /// Seals name and contact for the keepers of the roster in force, and the next mailbox state. Not even the words open the name.
    ///
    /// # Errors
    /// [`Error::FewKeepers`]; those of [`Post::compose`].
    pub fn compose_identity(
        self,
        identity: Particulars,
        roster: &Roster,
        day: Day,
        rng: &mut (impl CryptoRng + RngCore),
    ) -> Result<ComposedPost, Error> {
        let Mailbox { keys, state, .. } = self.mailbox;
        let readers = self.mailbox.readers().everybody().collect();
        let place = Place { case: state.header().case, roster, left_out: &state.body().left_out, readers: &readers, day };
        let vault = Vault::seal(identity, &place, &keys.signing, rng)?;
        self.compose_body(Body::Identity(Box::new(vault)), roster, day, rng)
    }

    fn compose_body(self, body: Body, roster: &Roster, day: Day, rng: &mut (impl CryptoRng + RngCore)) -> Result<ComposedPost, Error> {
        let Mailbox { keys, state, conversation, notice, roster: met, .. } = self.mailbox;
        if roster.version() < met.version {
            return Err(Error::OlderRoster);
        }
        let (case, own, heads) = (state.header().case, state.body().own, self.mailbox.heads());
        let seq = own.seq.checked_add(1).ok_or(Error::TooLarge)?;
        let header = Header {
            case,
            audience: Audience::Conversation,
            kind: body.kind(),
            author: Author::Reporter,
            seq,
            previous: Some(own.hash),
            heads: heads.clone(),
            roster: roster.hash(),
            day,
        };
        let item = SignedItem::sign(header, body, &keys.signing)?;
        let [_, reader] = &self.recipients;
        let unread = own.unread.saturating_add(u32::from(*reader != keys.identity.to_recipient()));
        let body = state::Body {
            roster: RosterMet { version: roster.version(), hash: roster.hash() },
            left_out: state.body().left_out.clone(),
            own: OwnHead { seq, hash: item.hash(), unread },
            seen: heads,
            conversation: conversation.clone(),
            notice: notice.clone(),
        };
        let version = state.header().version.checked_add(1).ok_or(Error::TooLarge)?;
        let next = SignedState::sign(state::Header { case, version, day }, body, &keys.signing)?;
        Ok(ComposedPost {
            submission: self.submission,
            item: seal_item(&item, &self.recipients, rng)?,
            state: seal_state(&next, &keys.identity.to_recipient())?,
            state_version: version,
        })
    }
}
