//! The log from outside: fetches all of it, holds it against its signature and against what was kept before, and looks whether a filing
//! stands in it. Asks for whole ticks, so that nobody learns which leaf somebody was looking for.

use ledger::checkpoint::Checkpoint;
use ledger::history::History;
use ledger::note::KeyName;
use ledger::receipt::UnverifiedReceipt;
use ledger::tick::InnerTree;
use sealing::Hash;
use sealing::channel::Channel;
use serde::{Deserialize, Serialize};

use crate::connection::Connection;
use crate::error::{Error, Lie, Result};
use crate::wire::LeavesAnswer;

/// A whole log, checked.
pub struct Log {
    channel: Channel,
    note: String,
    history: History,
}

/// A log as it is kept in a file, to be checked later and by others.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    /// The signed checkpoint.
    checkpoint: String,
    /// One leaf a tick.
    leaves: Vec<Hash>,
}

/// Whether a filing stands in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// It does.
    Yes,
    /// Its turn has not come.
    NotYet,
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

    /// Takes a log from a file that [`Log::to_kept`] wrote.
    ///
    /// # Errors
    /// [`Error::Input`] if it is none, [`Lie::Log`] as above.
    pub fn kept(channel: &Channel, file: &[u8]) -> Result<Self> {
        let kept: Kept = serde_json::from_slice(file).map_err(|_| Error::Input("this is no log that was saved".into()))?;
        Self::of(channel, kept.checkpoint, kept.leaves)
    }

    fn of(channel: &Channel, note: String, leaves: Vec<Hash>) -> Result<Self> {
        let newest = signed(channel, &note)?;
        let history = History::check(newest, leaves).map_err(|_| Lie::Log("its entries are not the ones it signed".into()))?;
        Ok(Self { channel: channel.clone(), note, history })
    }

    /// For a file. Only public things are in it.
    ///
    /// # Errors
    /// None in practice.
    pub fn to_kept(&self) -> Result<Vec<u8>> {
        let kept = Kept { checkpoint: self.note.clone(), leaves: self.history.leaves().to_vec() };
        serde_json::to_vec(&kept).map_err(|error| Error::Answer(error.to_string()))
    }

    /// The signed checkpoint, as others can keep it.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// How many ticks there have been.
    pub fn ticks(&self) -> u64 {
        self.history.newest().size
    }

    /// Checks that it grew out of one that was kept: a saved log, or a checkpoint alone. Gives the older one's ticks.
    ///
    /// # Errors
    /// [`Lie::LogRewritten`] if its past is another, [`Error::Input`] if that file is neither.
    pub fn grew_from(&self, older: &[u8]) -> Result<u64> {
        let note = match serde_json::from_slice::<Kept>(older) {
            Ok(kept) => kept.checkpoint,
            Err(_) => String::from_utf8(older.to_vec()).map_err(|_| Error::Input("this is no saved log and no checkpoint".into()))?,
        };
        let older = Checkpoint::verify(&note, &origin(&self.channel)?, &self.channel.log_key)
            .map_err(|_| Error::Input("the older file is no saved log and no checkpoint of this installation".into()))?;
        self.history.grew_from(&older).map_err(|_| Lie::LogRewritten(older.size))?;
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
        let tick: LeavesAnswer = connection.get(&format!("api/v1/log/ticks/{}", receipt.tick())).await?;
        let tree = InnerTree::from_leaves(tick.leaves).map_err(|_| Lie::LogLacks)?;
        self.history.holds(&leaf, receipt.tick(), &tree).map_err(|_| Lie::LogLacks)?;
        Ok(Stands::Yes)
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
