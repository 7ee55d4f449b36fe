//! The filing receipt once more, from the eight words. The words give the leaf; the ticks around the day of the report are fetched whole
//! until one holds it, and then the log key's words for all leaves of that tick. The server sees about when somebody filed, and never which
//! of the 256 leaves was looked for.

use ledger::receipt::{Receipt, UnverifiedReceipt};

use crate::connection::Connection;
use crate::error::{Error, Lie, Result};
use crate::log::Log;
use crate::mailbox::Mailbox;
use crate::place::Place;
use crate::wire::SignaturesAnswer;

const DAY: u64 = 86_400;

/// What was found of a filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Again {
    /// It stands in the log: the receipt, as it was given after sending.
    Receipt(Receipt),
    /// It waits for its tick.
    NotYet,
}

/// Makes the receipt of a mailbox's report again, and checks it against the log.
///
/// # Errors
/// [`Lie::LogLacks`] if it has left for its readers and no tick holds it; [`Lie::Log`] where ticks are not those that were signed;
/// [`Lie::Receipt`]; those of the connection.
pub async fn receipt_again(connection: &Connection, place: &Place, mailbox: &Mailbox<'_>) -> Result<Again> {
    let leaf = mailbox.leaf();
    let log = match Log::fetch(connection, &place.channel).await {
        Err(Error::Problem { status: 404, .. }) if !mailbox.delivered() => return Ok(Again::NotYet),
        other => other?,
    };
    let since = place.door.next_tick.saturating_sub(mailbox.first_day().saturating_mul(DAY));
    let begin = log.ticks().saturating_sub(since / place.door.tick_seconds.max(1));
    for tick in outwards(begin, log.ticks()) {
        let tree =
            log.tick(connection, tick).await?.ok_or_else(|| Lie::Log(format!("the entries of delivery {tick} are not those it signed")))?;
        let Some(at) = tree.leaves().iter().position(|own| *own == leaf) else { continue };
        let all: SignaturesAnswer = connection.get(&format!("api/v1/log/ticks/{tick}/receipts")).await?;
        let signature = *all.signatures.get(at).ok_or(Lie::Receipt)?;
        let sent = UnverifiedReceipt { leaf, tick, signature };
        return Ok(Again::Receipt(sent.verify(&leaf, &place.channel.log_key).map_err(|_| Lie::Receipt)?));
    }
    if mailbox.delivered() { Err(Lie::LogLacks.into()) } else { Ok(Again::NotYet) }
}

/// All ticks below `end`, those around `begin` first.
fn outwards(begin: u64, end: u64) -> impl Iterator<Item = u64> {
    let above = (begin..end).map(Some).chain(std::iter::repeat(None));
    let below = (0..begin.min(end)).rev().map(Some).chain(std::iter::repeat(None));
    let pairs = above.zip(below).take_while(|pair| *pair != (None, None));
    pairs.flat_map(|(up, down)| up.into_iter().chain(down))
}

#[cfg(test)]
mod tests {
    use super::outwards;

    #[test]
    fn every_tick_is_looked_at_once_and_the_likely_ones_first() {
        assert_eq!(outwards(3, 6).collect::<Vec<_>>(), [3, 2, 4, 1, 5, 0]);
        assert_eq!(outwards(0, 3).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(outwards(9, 3).collect::<Vec<_>>(), [2, 1, 0]);
        assert_eq!(outwards(0, 0).count(), 0);
    }
}
