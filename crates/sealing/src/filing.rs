//! Filing a report: draws readers, ids and keys, signs and seals everything that is sent (docs/protocol.md 4 to 6, 8, 9).
//! Sends nothing. Attachments are sealed between [`Filing::begin`] and [`Filing::compose`], to the recipients it names.

use calendar::Day;
use ledger::Hash;
use rand::{CryptoRng, RngCore};
use serde::Serialize;

use crate::attachment::Attachment;
use crate::derive::MailboxKeys;
use crate::hybrid::Recipient;
use crate::identity::{Particulars, Place, Vault, enough_keepers};
use crate::item::{self, Answer, Audience, Author, Body, Kind, MailboxAddress, People, Report, STANZAS, SignedItem, seal_item};
use crate::keyring::{self, Generation, Generations, SignedKeyring, seal_keyring};
use crate::readers::{Readers, draw_readers};
use crate::roster::Roster;
use crate::state::{self, NoticeMet, OwnHead, RosterMet, SignedState, seal_state};
use crate::{CaseId, Error, Sealed, StaffId, SubmissionId};

/// What the reporter chose before anything is drawn.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Everybody involved: they never receive a key.
    pub left_out: People,
    /// Whether the words open the own messages again.
    pub read_back: bool,
}

/// What was answered.
#[derive(Debug, Clone)]
pub struct Content {
    /// Hash of the questionnaire.
    pub questionnaire: Hash,
    /// The answers.
    pub answers: Vec<Answer>,
    /// The attachments, already sealed to [`Filing::recipients`].
    pub attachments: Vec<Attachment>,
    /// Name and contact for the keepers, if they are left with the report.
    pub identity: Option<Particulars>,
}

/// A report in the making: everything is drawn, nothing is sealed.
pub struct Filing<'a> {
    roster: &'a Roster,
    keys: &'a MailboxKeys,
    case: CaseId,
    submission: SubmissionId,
    readers: Readers,
    left_out: People,
    generation: Generation,
    mailbox: Recipient,
    recipients: [Recipient; STANZAS],
}

/// The body of `POST /api/v1/intake/reports`, but for uploads and work.
#[derive(Debug, Clone, Serialize)]
pub struct ComposedReport {
    /// Sent again with the same, the answer is the same.
    pub submission: SubmissionId,
    /// The case.
    pub case: CaseId,
    /// The server finds the mailbox by it.
    pub token_hash: Hash,
    /// The list of readers it is sealed by; the server takes it only while that one is in force.
    pub roster: Hash,
    /// The first members.
    pub members: People,
    /// Who could be woken.
    pub sleeper: Option<StaffId>,
    /// Keyring 1.
    pub keyring: Sealed,
    /// Item 0.
    pub item: Sealed,
    /// Mailbox state 1.
    pub state: Sealed,
    /// For the log.
    pub leaf: Hash,
}

impl<'a> Filing<'a> {
    /// Draws readers, ids and the case's keys. Ask [`Roster::freshness`] before.
    ///
    /// # Errors
    /// [`Error::NobodyLeft`] if nobody remains who could read it: then nothing is sent.
    pub fn begin(keys: &'a MailboxKeys, roster: &'a Roster, choice: Choice, rng: &mut (impl CryptoRng + RngCore)) -> Result<Self, Error> {
        let readers = draw_readers(roster, &choice.left_out, rng)?;
        let generation = Generation::draw(rng);
        let mailbox = keys.identity.to_recipient();
        let own = if choice.read_back { mailbox.clone() } else { Recipient::thrown_away(rng) };
        let recipients = [generation.conversation.to_recipient(), own];
        let (case, submission) = (CaseId::draw(rng), SubmissionId::draw(rng));
        Ok(Self { roster, keys, case, submission, readers, left_out: choice.left_out, generation, mailbox, recipients })
    }

    /// The case's id.
    pub fn case(&self) -> CaseId {
        self.case
    }

    /// The submission's id, which work and uploads hang on.
    pub fn submission(&self) -> SubmissionId {
        self.submission
    }

    /// Whether a name can go with this report, whose readers are drawn: ask before anything is sent.
    ///
    /// # Errors
    /// [`Error::FewKeepers`].
    pub fn can_take_name(&self) -> Result<(), Error> {
        enough_keepers(self.roster, &self.left_out, &self.readers.everybody().collect())
    }

    /// To whom attachments of the report are sealed.
    pub fn recipients(&self) -> &[Recipient; STANZAS] {
        &self.recipients
    }

    /// Seals keyring 1, item 0 and the first mailbox state.
    ///
    /// # Errors
    /// [`Error::TooLarge`] if the answers are, [`Error::FewKeepers`] if a name is left and nobody could keep it, [`Error::Rule`],
    /// [`Error::Sealing`].
    pub fn compose(self, content: Content, day: Day, rng: &mut (impl CryptoRng + RngCore)) -> Result<ComposedReport, Error> {
        let keyring = self.keyring(day)?;
        let item = self.item(content, keyring.hash(), day, rng)?;
        let state = self.state(item.hash(), day)?;
        let receivers = self.readers.receivers(self.roster, &self.left_out)?;
        Ok(ComposedReport {
            keyring: seal_keyring(&keyring, &receivers, self.roster.content().stanza_count, rng)?,
            item: seal_item(&item, &self.recipients, rng)?,
            state: seal_state(&state, &self.mailbox)?,
            submission: self.submission,
            case: self.case,
            token_hash: self.keys.token.hash(),
            roster: self.roster.hash(),
            leaf: self.keys.leaf(self.case),
            members: self.readers.members,
            sleeper: self.readers.sleeper,
        })
    }

    fn keyring(&self, day: Day) -> Result<SignedKeyring, Error> {
        let header = keyring::Header {
            case: self.case,
            version: 1,
            previous: None,
            author: Author::Reporter,
            roster: self.roster.hash(),
            day,
            members: self.readers.members.clone(),
            sleeper: self.readers.sleeper,
        };
        SignedKeyring::sign(header, Generations::first(self.generation.clone()), &self.keys.signing)
    }

    fn item(&self, content: Content, keyring: Hash, day: Day, rng: &mut (impl CryptoRng + RngCore)) -> Result<SignedItem, Error> {
        let readers = self.readers.everybody().collect();
        let place = Place { case: self.case, roster: self.roster, left_out: &self.left_out, readers: &readers, day };
        let vault = content.identity.map(|identity| Vault::seal(identity, &place, &self.keys.signing, rng)).transpose()?;
        let [conversation, _] = &self.recipients;
        let report = Report {
            questionnaire: content.questionnaire,
            answers: content.answers,
            attachments: content.attachments,
            mailbox: MailboxAddress { recipient: self.mailbox.clone(), signing: self.keys.signing.verifying_key() },
            conversation: conversation.clone(),
            vault,
            left_out: self.left_out.clone(),
            members: self.readers.members.clone(),
            sleeper: self.readers.sleeper,
            keyring,
        };
        let header = item::Header {
            case: self.case,
            audience: Audience::Conversation,
            kind: Kind::Report,
            author: Author::Reporter,
            seq: 0,
            previous: None,
            heads: Vec::new(),
            roster: self.roster.hash(),
            day,
        };
        SignedItem::sign(header, Body::Report(Box::new(report)), &self.keys.signing)
    }

    fn state(&self, item: Hash, day: Day) -> Result<SignedState, Error> {
        let [conversation, own] = &self.recipients;
        let unread = u32::from(*own != self.mailbox);
        let body = state::Body {
            roster: RosterMet { version: self.roster.version(), hash: self.roster.hash() },
            left_out: self.left_out.clone(),
            own: OwnHead { seq: 0, hash: item, unread },
            seen: Vec::new(),
            conversation: conversation.clone(),
            notice: NoticeMet { version: 1, hash: None, members: self.readers.members.clone(), sleeper: self.readers.sleeper },
        };
        SignedState::sign(state::Header { case: self.case, version: 1, day }, body, &self.keys.signing)
    }
}
