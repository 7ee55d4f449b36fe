//! The log from outside: fetches all of it, holds it against its signature, against what was kept before and against what somebody else
//! saw, and looks whether a filing or a list of readers stands in it. Asks for whole ticks, so that nobody learns which leaf was looked for.

use ledger::checkpoint::Checkpoint;
use ledger::cosignature::{Witness, cosigned_at};
use ledger::entry::roster_leaf;
use ledger::history::History;
use ledger::note::KeyName;
use ledger::receipt::UnverifiedReceipt;
use ledger::tick::InnerTree;
use sealing::Hash;
use sealing::channel::Channel;

use crate::connection::Connection;
use crate::error::{Error, Lie, Result};
use crate::kept::{Kept, Told, Unverified, still_told};
use crate::wire::{LeavesAnswer, RosterAnswer, RostersAnswer};

/// A whole log, checked.
pub struct Log {
    channel: Channel,
    note: String,
    history: History,
    told: Vec<Told>,
}

/// Whether something stands in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// It does.
    Yes,
    /// Its turn has not come.
    NotYet,
}

/// The list of readers in force, and at which tick the server says that it stands. To be fetched before the log itself.
pub struct PlacedList {
    list: Hash,
    tick: Option<u64>,
}

impl PlacedList {
    /// Asks where the list with this hash is placed: for one that was shown, which a server could exchange when asked for it again.
    ///
    /// # Errors
    /// Those of the connection.
    pub async fn of(connection: &Connection, list: Hash) -> Result<Self> {
        let placed: RostersAnswer = connection.get("api/v1/log/rosters").await?;
        let tick = placed.rosters.iter().find(|placed| placed.roster == list).map(|placed| placed.tick);
        Ok(Self { list, tick })
    }

    /// Fetches it; `None` while there is no list.
    ///
    /// # Errors
    /// Those of the connection.
    pub async fn fetch(connection: &Connection) -> Result<Option<Self>> {
        let list = match connection.get::<RosterAnswer>("api/v1/intake/roster").await {
            Ok(answer) => Hash::of(&[answer.roster.as_bytes()]),
            Err(Error::NotOpen | Error::Problem { status: 404 | 503, .. }) => return Ok(None),
            Err(other) => return Err(other),
        };
        Self::of(connection, list).await.map(Some)
    }
}

impl Log {
    /// Fetches a log and checks it.
    ///
    /// # Errors
    /// [`Lie::Log`] where the leaves are not those that were signed; a server without a log yet answers 404.
    pub async fn fetch(connection: &Connection, channel: &Channel) -> Result<Self> {
        let note = connection.get_octets("api/v1/log/checkpoint").await?;
        let note = String::from_utf8(note.to_vec()).map_err(|_| Error::Answer("a checkpoint that is no text".into()))?;
        let size = signed(channel, &note)?.size;
        let mut leaves: Vec<Hash> = Vec::new();
        while count(leaves.len()) < size {
            let page: LeavesAnswer = connection.get(&format!("api/v1/log/leaves/{}", leaves.len())).await?;
            if page.leaves.is_empty() {
                return Err(Lie::Log("it has fewer entries than it signed".into()).into());
            }
            leaves.extend(page.leaves);
        }
        // It may have grown since the checkpoint.
        leaves.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        Self::of(channel, note, leaves)
    }

    /// Takes a log from a file: one that [`Log::to_kept`] wrote, or what an auditor saved, records of the staff with it.
    ///
    /// # Errors
    /// [`Error::Input`] if it is none; [`Lie::Log`] as above; [`Lie::Record`] and [`Lie::RecordMissing`] where the records do not hold.
    pub fn kept(channel: &Channel, file: &[u8]) -> Result<Self> {
        let read = Unverified::read(file).ok_or_else(|| Error::Input("this is no log that was saved".into()))?;
        let log = Self::of(channel, read.kept.checkpoint.clone(), read.kept.leaves.clone())?;
        Ok(Self { told: read.records(&log.history)?, ..log })
    }

    fn of(channel: &Channel, note: String, leaves: Vec<Hash>) -> Result<Self> {
        let newest = signed(channel, &note)?;
        let history = History::check(newest, leaves).map_err(|_| Lie::Log("its entries are not the ones it signed".into()))?;
        Ok(Self { channel: channel.clone(), note, history, told: Vec::new() })
    }

    /// For a file, without records of the staff. Only public things are in it.
    ///
    /// # Errors
    /// None in practice.
    pub fn to_kept(&self) -> Result<Vec<u8>> {
        let kept = Kept { checkpoint: self.note.clone(), leaves: self.history.leaves().to_vec() };
        serde_json::to_vec(&kept).map_err(|error| Error::Answer(error.to_string()))
    }

    /// The same log under a note that says the same with more signatures.
    ///
    /// # Errors
    /// [`Lie::Log`] if it says anything else.
    pub fn under(self, note: String) -> Result<Self> {
        let Self { channel, history, told, .. } = self;
        if signed(&channel, &note)? != *history.newest() {
            return Err(Lie::Log("that is another checkpoint".into()).into());
        }
        Ok(Self { channel, note, history, told })
    }

    /// The signed checkpoint, as others can keep it.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// How many ticks there have been.
    pub fn ticks(&self) -> u64 {
        self.history.newest().size
    }

    /// The records of the staff that came with it, from the first on.
    pub fn told(&self) -> &[Told] {
        &self.told
    }

    /// When a witness cosigned this checkpoint, in Unix seconds.
    ///
    /// # Errors
    /// [`Lie::Unwitnessed`] if it did not, or the line does not hold.
    pub fn cosigned(&self, witness: &Witness) -> Result<u64> {
        cosigned_at(&self.note, witness).map_err(|_| Lie::Unwitnessed.into())
    }

    /// Checks that it grew out of one that was kept: a saved log, or a checkpoint alone; with `witness`, one that the witness cosigned.
    /// Gives the older one's ticks. Where both hold records of the staff, the older ones must be told still.
    ///
    /// # Errors
    /// [`Lie::LogRewritten`] if its past is another, [`Lie::RecordMissing`], [`Lie::Unwitnessed`], [`Error::Input`] if that file is neither.
    pub fn grew_from(&self, older: &[u8], witness: Option<&Witness>) -> Result<u64> {
        let stranger = || Error::Input("the older file is no saved log and no checkpoint of this installation".into());
        let (note, told) = match Unverified::read(older) {
            Some(read) => (read.kept.checkpoint, Self::kept(&self.channel, older)?.told),
            None => (String::from_utf8(older.to_vec()).map_err(|_| stranger())?, Vec::new()),
        };
        let older = signed(&self.channel, &note).map_err(|_| stranger())?;
        if let Some(witness) = witness {
            cosigned_at(&note, witness).map_err(|_| Lie::Unwitnessed)?;
        }
        self.history.grew_from(&older).map_err(|_| Lie::LogRewritten(older.size))?;
        if !self.told.is_empty() {
            still_told(&told, &self.told)?;
        }
        Ok(older.size)
    }

    /// Whether the filing of a receipt stands in the log.
    ///
    /// # Errors
    /// [`Lie::Receipt`] if the log key did not sign it, [`Lie::LogLacks`] if its tick was, and lacks it.
    pub async fn stands(&self, connection: &Connection, receipt: UnverifiedReceipt) -> Result<Stands> {
        let leaf = receipt.leaf;
        let receipt = receipt.verify(&leaf, &self.channel.log_key).map_err(|_| Lie::Receipt)?;
        if receipt.tick() >= self.ticks() {
            return Ok(Stands::NotYet);
        }
        let tree = self.tick(connection, receipt.tick()).await?.ok_or(Lie::LogLacks)?;
        if tree.leaves().contains(&leaf) { Ok(Stands::Yes) } else { Err(Lie::LogLacks.into()) }
    }

    /// Whether the list of readers in force, placed before this log was fetched, stands in it. A new one must come with the next tick.
    ///
    /// # Errors
    /// [`Lie::LogLacksList`] if it does not, or is to come later than that.
    pub async fn holds_list(&self, connection: &Connection, placed: &PlacedList) -> Result<Stands> {
        let tick = placed.tick.ok_or(Lie::LogLacksList)?;
        if tick == self.ticks() {
            return Ok(Stands::NotYet);
        }
        let tree = self.tick(connection, tick).await?.ok_or(Lie::LogLacksList)?;
        if tree.leaves().contains(&roster_leaf(&placed.list)) { Ok(Stands::Yes) } else { Err(Lie::LogLacksList.into()) }
    }

    /// The 256 leaves of a tick, if they are those under its public leaf.
    pub(crate) async fn tick(&self, connection: &Connection, tick: u64) -> Result<Option<InnerTree>> {
        let Some(public) = usize::try_from(tick).ok().and_then(|place| self.history.leaves().get(place)) else { return Ok(None) };
        let answer: LeavesAnswer = connection.get(&format!("api/v1/log/ticks/{tick}")).await?;
        let tree = InnerTree::from_leaves(answer.leaves).ok();
        Ok(tree.filter(|tree| tree.root() == *public))
    }
}

fn origin(channel: &Channel) -> Result<KeyName> {
    KeyName::parse(&format!("sottovoce-log-{}", channel.installation)).map_err(|error| Error::Answer(error.to_string()))
}

fn signed(channel: &Channel, note: &str) -> Result<Checkpoint> {
    Checkpoint::verify(note, &origin(channel)?, &channel.log_key)
        .map_err(|_| Lie::Log("it is not signed by the log key you were given".into()).into())
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
