//! What a member writes: a new keyring with its notice, replies, stages, notes (docs/protocol.md 4, 5).
//! Before every seal to a person stands [`crate::readers::may_receive`].

use calendar::Day;
use rand::{CryptoRng, RngCore};
use serde::Serialize;

use super::Case;
use crate::hybrid::Recipient;
use crate::item::{
    Audience, Author, Body, Change, Disclosed, Header, Message, Notice, People, STANZAS, SignedItem, Stage, StageChange, seal_item,
};
use crate::keyring::{self, Generation, SignedKeyring, seal_keyring};
use crate::readers::Readers;
use crate::roster::Roster;
use crate::state::NoticeMet;
use crate::{Error, Sealed, SigningKey, StaffId};

/// Who writes, and under which roster and day.
#[derive(Debug, Clone, Copy)]
pub struct Writer<'a> {
    /// The person.
    pub person: StaffId,
    /// Their signing key.
    pub signing: &'a SigningKey,
    /// The roster in force.
    pub roster: &'a Roster,
    /// The day.
    pub day: Day,
}

/// The body of `POST …/keyring`.
#[derive(Debug, Clone, Serialize)]
pub struct ComposedRotation {
    /// The version it replaces; refused if another one came between.
    pub previous_version: u32,
    /// The new keyring.
    pub keyring: Sealed,
    /// The notice for the reporter.
    pub notice: Sealed,
    /// Who can read.
    pub members: People,
    /// Who could be woken.
    pub sleeper: Option<StaffId>,
}

/// One entry of `items` in `POST …/items`.
#[derive(Debug, Clone, Serialize)]
pub struct ComposedItem {
    /// For whom.
    pub audience: Audience,
    /// The age file.
    pub sealed: Sealed,
}

/// What a member writes; notices come from [`Case::rotate`] only.
#[derive(Debug, Clone)]
pub enum Written {
    /// To the reporter.
    Message(Message),
    /// A new stage, for the reporter.
    Stage(Stage),
    /// For the reporter: their name is known now.
    Disclosed(Disclosed),
    /// Among members.
    Note(Message),
    /// A change to what members keep about the case.
    Change(Change),
}

impl Written {
    fn into_body(self) -> Body {
        match self {
            Self::Message(message) => Body::Message(message),
            Self::Stage(stage) => Body::Stage(StageChange { stage }),
            Self::Disclosed(disclosed) => Body::Disclosed(disclosed),
            Self::Note(message) => Body::Note(message),
            Self::Change(change) => Body::Change(Box::new(change)),
        }
    }
}

impl Case {
    /// Replaces the case's keys and names who reads from now on. What it gives is to be sent; the case goes on as if it were
    /// stored, so it must be opened anew if the server refuses.
    ///
    /// # Errors
    /// [`Error::Rule`] if the writer is no reader; [`Error::MayNotReceive`] with the reason; [`Error::NobodyLeft`];
    /// [`Error::TooLarge`]; [`Error::Sealing`].
    pub fn rotate(
        &mut self,
        readers: &Readers,
        writer: Writer<'_>,
        rng: &mut (impl CryptoRng + RngCore),
    ) -> Result<ComposedRotation, Error> {
        self.check_writer(writer)?;
        let receivers = readers.receivers(writer.roster, &self.report.left_out)?;
        let generation = Generation::draw(rng);
        let conversation = generation.conversation.to_recipient();
        let keyring = self.next_keyring(readers, generation, writer)?;
        let previous_version = self.keyring.header().version;
        let notice = Notice {
            version: keyring.header().version,
            members: readers.members.clone(),
            sleeper: readers.sleeper,
            conversation: conversation.clone(),
            keyring: keyring.hash(),
            previous: self.notice.hash,
        };
        let item = self.next_item(Body::Notice(Box::new(notice)), writer)?;
        let composed = ComposedRotation {
            previous_version,
            keyring: seal_keyring(&keyring, &receivers, writer.roster.content().stanza_count, rng)?,
            notice: seal_item(&item, &[conversation, self.report.mailbox.recipient.clone()], rng)?,
            members: readers.members.clone(),
            sleeper: readers.sleeper,
        };
        let (version, hash) = (keyring.header().version, Some(item.hash()));
        self.notice = NoticeMet { version, hash, members: readers.members.clone(), sleeper: readers.sleeper };
        self.keyring = keyring;
        self.conversation.add(item);
        Ok(composed)
    }

    fn next_keyring(&self, readers: &Readers, generation: Generation, writer: Writer<'_>) -> Result<SignedKeyring, Error> {
        let header = keyring::Header {
            case: self.case,
            version: self.keyring.header().version.checked_add(1).ok_or(Error::TooLarge)?,
            previous: Some(self.keyring.hash()),
            author: Author::Staff(writer.person),
            roster: writer.roster.hash(),
            day: writer.day,
            members: readers.members.clone(),
            sleeper: readers.sleeper,
        };
        SignedKeyring::sign(header, self.keyring.body().followed_by(generation), writer.signing)
    }

    /// Signs and seals what a member writes. The case goes on as if it were stored, so that several can be written in one go;
    /// it must be opened anew if the server refuses.
    ///
    /// # Errors
    /// [`Error::Rule`] if the writer is no reader, or before the reporter's keys were replaced; [`Error::TooLarge`];
    /// [`Error::Sealing`].
    pub fn write(&mut self, written: Written, writer: Writer<'_>, rng: &mut (impl CryptoRng + RngCore)) -> Result<ComposedItem, Error> {
        self.check_writer(writer)?;
        if self.first_opening() {
            return Err(Error::Rule("the reporter's keys are to be replaced first"));
        }
        let item = self.next_item(written.into_body(), writer)?;
        let audience = item.header().audience;
        let sealed = seal_item(&item, &self.recipients(audience, rng)?, rng)?;
        self.chains_mut(audience).add(item);
        Ok(ComposedItem { audience, sealed })
    }

    /// To whom the next thing in an audience goes, and the attachments that it names.
    ///
    /// # Errors
    /// None in practice.
    pub fn recipients(&self, audience: Audience, rng: &mut (impl CryptoRng + RngCore)) -> Result<[Recipient; STANZAS], Error> {
        let newest = self.keyring.body().newest()?;
        Ok(match audience {
            Audience::Conversation => [newest.conversation.to_recipient(), self.report.mailbox.recipient.clone()],
            Audience::Members => [newest.members.to_recipient(), Recipient::thrown_away(rng)],
        })
    }

    fn check_writer(&self, writer: Writer<'_>) -> Result<(), Error> {
        if self.notice.readers().names(writer.person) { Ok(()) } else { Err(Error::Rule("the writer is no reader of this case")) }
    }

    fn next_item(&self, body: Body, writer: Writer<'_>) -> Result<SignedItem, Error> {
        let author = Author::Staff(writer.person);
        let audience = body.kind().audience();
        let chains = match audience {
            Audience::Conversation => &self.conversation,
            Audience::Members => &self.notes,
        };
        let last = chains.last(author);
        let header = Header {
            case: self.case,
            audience,
            kind: body.kind(),
            author,
            seq: last.map_or(Some(0), |item| item.header().seq.checked_add(1)).ok_or(Error::TooLarge)?,
            previous: last.map(SignedItem::hash),
            heads: chains.heads(author, &[]),
            roster: writer.roster.hash(),
            day: writer.day,
        };
        SignedItem::sign(header, body, writer.signing)
    }

    fn chains_mut(&mut self, audience: Audience) -> &mut crate::chains::Chains {
        match audience {
            Audience::Conversation => &mut self.conversation,
            Audience::Members => &mut self.notes,
        }
    }
}
