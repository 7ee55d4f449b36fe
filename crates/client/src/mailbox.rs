//! Coming back with the words: opens the mailbox, checks all of it, replies, fetches what was attached.
//! Shows what the words and the signatures prove, with a sentence for everything that does not fit.

use rand::{CryptoRng, RngCore};
use sealing::attachment::Attachment;
use sealing::channel::Channel;
use sealing::derive::MailboxKeys;
use sealing::identity::Particulars;
use sealing::item::{Author, Body, Message, People, SignedItem, Stage};
use sealing::mailbox::{ComposedPost, Mailbox as Checked, OpenedMailbox};
use sealing::roster::{Rosters, UnverifiedRoster};
use sealing::words::Words;
use sealing::{Day, Hash};

use crate::connection::Connection;
use crate::download::{self, At};
use crate::error::{Error, Lie, Result};
use crate::place::Place;
use crate::upload::{self, File, Through};
use crate::wire::{PostAnswer, PostRequest, RosterAnswer, Uploaded};
use crate::{finding, pages, work};

/// What the words open. Holds secrets; wiped when dropped.
pub struct Key(pub(crate) MailboxKeys);

impl Key {
    /// Derives it, which takes some memory and some tens of milliseconds.
    ///
    /// # Errors
    /// For want of memory.
    pub fn of(words: &Words, place: &Place) -> Result<Self> {
        Ok(Self(MailboxKeys::derive(words, place.channel.installation)?))
    }
}

/// A mailbox that was opened and checked.
pub struct Mailbox<'a> {
    key: &'a Key,
    checked: Checked<'a>,
    entries: Vec<Entry>,
    warnings: Vec<String>,
    /// Why nothing may be sealed to it.
    stop: Option<String>,
}

/// One thing in the conversation.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Whether the owner of the words wrote it.
    pub own: bool,
    /// The name shown of who wrote it.
    pub from: String,
    /// The day its author wrote it.
    pub day: Day,
    /// What was said.
    pub said: Said,
    /// Whether a name was left with it for the keepers.
    pub name_left: bool,
    /// What was attached.
    pub attachments: Vec<Attachment>,
}

/// What was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// The report: questions and answers.
    Report {
        /// Question and answer, in the order in which they were asked.
        answers: Vec<(String, String)>,
    },
    /// A message.
    Message {
        /// Its text, as it was written: hostile until shown inert.
        text: String,
    },
    /// Where it stands.
    Stage(Stage),
    /// Who can read from now on.
    Readers(Vec<String>),
    /// The owner of the words left their name for the keepers.
    NameLeft,
    /// That name is known to a reader now, and why.
    NameKnown {
        /// Why, as the keepers were told: hostile until shown inert.
        reason: String,
    },
}

impl<'a> Mailbox<'a> {
    /// Fetches, opens and checks.
    ///
    /// # Errors
    /// [`Error::NoMailbox`]; [`Error::Lie`] where nothing can be trusted; those of the connection. What is wrong with
    /// single entries is no error but a warning.
    pub async fn open(connection: &Connection, place: &Place, key: &'a Key) -> Result<Self> {
        let document = pages::document(connection, &key.0.token).await?.ok_or(Error::NoMailbox)?;
        let opened = OpenedMailbox::open(document, &key.0).map_err(|refused| Lie::State(refused.to_string()))?;
        if place.roster.version() < opened.roster_met().version {
            return Err(Lie::RosterOlder.into());
        }
        let mut rosters = Rosters::default();
        rosters.add(place.roster.clone());
        for hash in opened.rosters_named() {
            if rosters.get(&hash).is_none() {
                fetch_roster(connection, &place.channel, "api/v1/intake/rosters", hash, &mut rosters).await?;
            }
        }
        let checked = opened.check(&rosters);
        let name = |author: Author, hash: &Hash| name_of(place, &rosters, author, hash);
        let entries = checked.conversation().into_iter().filter_map(|item| entry(item, place, &rosters)).collect();
        let current = place.roster.hash();
        let said = |finding| finding::said(finding, |author| name(author, &current));
        let warnings = checked.findings().iter().map(said).collect();
        let stop = checked.findings().iter().find(|finding| finding.stops_reporter()).map(said);
        Ok(Self { key, checked, entries, warnings, stop })
    }

    /// The conversation, each entry after those it answers to.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What does not fit, a sentence each. Some of it, but not what any single reader can put there, forbids to write.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Own entries that were sealed so that the words cannot open them.
    pub fn own_unreadable(&self) -> usize {
        self.checked.own_unreadable()
    }

    /// Who was left out when it was filed, as the words prove.
    pub(crate) fn left_out(&self) -> &People {
        self.checked.left_out()
    }

    /// Whether it has left for its readers, as the server says.
    pub fn delivered(&self) -> bool {
        self.checked.document().delivered
    }

    /// Whether somebody has confirmed it, as the server says.
    pub fn acknowledged(&self) -> bool {
        self.checked.document().acknowledged
    }

    /// By when somebody must confirm it, as the server says.
    pub fn confirm_by(&self) -> Day {
        self.checked.confirm_by()
    }

    /// The leaf by which this filing stands in the log. The words and the case give it; the server is not asked.
    pub fn leaf(&self) -> Hash {
        self.key.0.leaf(self.checked.case())
    }

    /// The day of its first entry, in days since 1970.
    pub(crate) fn first_day(&self) -> u64 {
        self.entries.iter().map(|entry| entry.day.number()).min().and_then(|day| u64::try_from(day).ok()).unwrap_or(0)
    }

    /// All attachments, in the order of the entries.
    pub fn attachments(&self) -> impl Iterator<Item = &Attachment> {
        self.entries.iter().flat_map(|entry| &entry.attachments)
    }

    /// Fetches an attachment and writes its bytes.
    ///
    /// # Errors
    /// [`Error::Lie`] if it is not the one its entry describes: what was written is then to be thrown away.
    pub async fn save(&self, connection: &Connection, attachment: &Attachment, to: impl std::io::Write + Send + 'static) -> Result<()> {
        let stored = self.checked.document().attachments.iter().find(|stored| stored.sha256 == attachment.sha256);
        let stored = stored.ok_or_else(|| Lie::Attachment(format!("{} is not there", attachment.name)))?;
        let at = At::Mailbox(&self.key.0.token, stored.id);
        download::save(connection, at, attachment, &[self.checked.identity()], to).await
    }

    /// Writes back. Open the mailbox anew afterwards.
    ///
    /// # Errors
    /// [`Error::MovedOn`] if something was written meanwhile; [`Error::Lie`] where it could reach somebody it should not.
    pub async fn reply(
        &self,
        connection: &Connection,
        place: &Place,
        reply: &Reply<'_>,
        today: Day,
        rng: &mut (impl CryptoRng + RngCore),
    ) -> Result<()> {
        if let Some(warning) = &self.stop {
            return Err(Lie::Conversation(warning.clone()).into());
        }
        place.check_text(reply.text.len())?;
        place.check_files(reply.files).await?;
        let post = self.checked.begin_post(reply.readable, rng);
        let (mut uploads, mut attachments) = (Vec::new(), Vec::new());
        for file in reply.files {
            let (uploaded, attachment) = upload::send(connection, &Through::Intake, post.submission(), file, post.recipients()).await?;
            uploads.push(uploaded);
            attachments.push(attachment);
        }
        let message = Message { text: reply.text.to_owned(), attachments };
        let post = post.compose(message, &place.roster, today, rng)?;
        self.send(connection, &post, &uploads).await
    }

    /// Leaves name and contact for the keepers of names. Not even the words open it; the one that was left last counts.
    ///
    /// # Errors
    /// [`Error::Input`] where too few keepers remain, or for a name that is none; those of [`Mailbox::reply`].
    pub async fn leave_name(
        &self,
        connection: &Connection,
        place: &Place,
        identity: &Particulars,
        today: Day,
        rng: &mut (impl CryptoRng + RngCore),
    ) -> Result<()> {
        if let Some(warning) = &self.stop {
            return Err(Lie::Conversation(warning.clone()).into());
        }
        place.check_identity(identity, self.checked.left_out(), &self.checked.readers().everybody().collect())?;
        let post = self.checked.begin_post(self.own_unreadable() == 0, rng);
        let post = post.compose_identity(identity.clone(), &place.roster, today, rng)?;
        self.send(connection, &post, &[]).await
    }

    async fn send(&self, connection: &Connection, post: &ComposedPost, uploads: &[Uploaded]) -> Result<()> {
        let (toll, token) = (uploads.is_empty().then_some(0), self.key.0.token.to_hex());
        let (what, named, token) = (post, uploads, &token);
        let send = |work| async move {
            let request = PostRequest { token, post: what, uploads: named, work };
            connection.post("api/v1/intake/mailbox/items", &request, request.padded()).await
        };
        let answer: Result<PostAnswer> = work::paid(connection, post.submission, toll, send).await;
        match answer {
            Ok(PostAnswer { stored: true }) => Ok(()),
            Ok(PostAnswer { stored: false }) => Err(Error::NoMailbox),
            Err(Error::Problem { kind, .. }) if kind.ends_with("/state-moved") => Err(Error::MovedOn),
            Err(other) => Err(other),
        }
    }
}

/// What a person writes back.
#[derive(Debug, Clone, Copy)]
pub struct Reply<'a> {
    /// The text.
    pub text: &'a str,
    /// Files to go with it.
    pub files: &'a [File],
    /// Whether the words open it again.
    pub readable: bool,
}

/// Adds a roster that an item names. One that is not there or does not hold is left out: the item then counts as forged.
pub(crate) async fn fetch_roster(connection: &Connection, channel: &Channel, path: &str, hash: Hash, rosters: &mut Rosters) -> Result<()> {
    let answer: Result<RosterAnswer> = connection.get(&format!("{path}/{hash}")).await;
    let note = match answer {
        Ok(answer) => answer.roster,
        Err(Error::Problem { status: 404, .. }) => return Ok(()),
        Err(other) => return Err(other),
    };
    if let Ok(past) = UnverifiedRoster::new(note).verify_past(&channel.organisation_keys, channel.installation) {
        rosters.add(past);
    }
    Ok(())
}

fn name_of(place: &Place, rosters: &Rosters, author: Author, roster: &Hash) -> String {
    match author {
        Author::Reporter => "You".to_owned(),
        Author::Staff(id) => rosters.get(roster).and_then(|roster| roster.name(id)).map_or_else(|| place.name_of(id), str::to_owned),
    }
}

fn entry(item: &SignedItem, place: &Place, rosters: &Rosters) -> Option<Entry> {
    let header = item.header();
    let said = match item.body() {
        Body::Report(report) => {
            Said::Report { answers: report.answers.iter().map(|one| (one.question.clone(), one.value.clone())).collect() }
        }
        Body::Message(message) => Said::Message { text: message.text.clone() },
        Body::Identity(_) => Said::NameLeft,
        Body::Disclosed(told) => Said::NameKnown { reason: told.reason.clone() },
        Body::Stage(change) => Said::Stage(change.stage),
        Body::Notice(notice) => {
            Said::Readers(notice.members.iter().map(|id| name_of(place, rosters, Author::Staff(*id), &header.roster)).collect())
        }
        // Both are sealed to members, and stand in no conversation.
        Body::Note(_) | Body::Change(_) => return None,
    };
    Some(Entry {
        own: header.author == Author::Reporter,
        from: name_of(place, rosters, header.author, &header.roster),
        day: header.day,
        said,
        name_left: matches!(item.body(), Body::Identity(_)) || matches!(item.body(), Body::Report(report) if report.vault.is_some()),
        attachments: item.body().attachments().to_vec(),
    })
}
