//! Ticks: the only moments at which what reporters caused comes out. Everything that waits is written anew under random ids in random
//! order, so that nothing tells what came when.

use std::sync::Arc;

use async_trait::async_trait;
use calendar::{Day, deadlines::Profile};

use crate::{Moment, StoreError, ZoneOffset, log::CheckpointSigner};

/// When ticks are: every so many seconds, counted from a time of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    every: u32,
    at: u32,
    zone: ZoneOffset,
}

impl Schedule {
    /// A tick every `every` seconds, one of them `at` seconds after midnight in `zone`. `None` unless `every` divides a day and `at`
    /// lies within one.
    pub fn new(every: u32, at: u32, zone: ZoneOffset) -> Option<Self> {
        (every > 0 && 86_400 % every == 0 && at < 86_400).then_some(Self { every, at, zone })
    }

    /// Seconds from one tick to the next.
    pub const fn every(&self) -> u32 {
        self.every
    }

    /// The organisation's zone.
    pub const fn zone(&self) -> ZoneOffset {
        self.zone
    }

    /// The last tick at `now` or before.
    pub fn latest(&self, now: Moment) -> Moment {
        self.next_after(now).plus(-i64::from(self.every))
    }

    /// The first tick after `now`.
    pub fn next_after(&self, now: Moment) -> Moment {
        let every = i64::from(self.every);
        let phase = i64::from(self.at) - i64::from(self.zone.seconds());
        now.plus(every - (now.seconds().saturating_sub(phase)).rem_euclid(every))
    }
}

/// What a tick did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticked {
    /// Its number, counted from 0.
    pub tick: u64,
    /// Leaves of the log after it; one more than `tick`.
    pub size: u64,
    /// Cases of which something could not come out, because it is missing or does not unwrap. It waits where it is.
    pub held: u64,
}

/// The store's side of time.
#[async_trait]
pub trait Ticks: Send + Sync {
    /// The number the next tick will have.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn next_tick(&self) -> Result<u64, StoreError>;

    /// Lets out all that waits and is whole, in one step; a new case comes out whole or not at all: `received_on` becomes `today`, due days by `profile`; the log gets its one leaf, signed by
    /// `signer`; sleepers of cases whose confirmation is overdue are woken. That this tick was due at `due` is remembered with it.
    ///
    /// # Errors
    /// `Conflict` when another process was faster; `Full`, `Corrupt`, `Unavailable`. Nothing came out then, and the next try starts afresh.
    async fn tick(&self, due: Moment, today: Day, profile: Profile, signer: Arc<dyn CheckpointSigner>) -> Result<Ticked, StoreError>;

    /// When the last tick was due; `None` before the first.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn last_due(&self) -> Result<Option<Moment>, StoreError>;

    /// Clears away what nobody needs: ended sessions, unused invitations, submission ids after their days, uploads untouched for two
    /// days, and bytes and keys that no row has named for an hour or more. To be called now and then.
    ///
    /// # Errors
    /// `Unavailable`.
    async fn sweep(&self, now: Moment, today: Day) -> Result<(), StoreError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_daily_tick_comes_at_its_time_of_the_organisations_day() {
        let zone = ZoneOffset::from_minutes(60).unwrap();
        let daily = Schedule::new(86_400, 6 * 3600, zone).unwrap();
        let six = Moment::from_seconds(20_778 * 86_400 + 5 * 3600);
        assert_eq!(daily.next_after(six.plus(-1)), six);
        assert_eq!(daily.next_after(six), six.plus(86_400));
        assert_eq!((daily.latest(six), daily.latest(six.plus(-1))), (six, six.plus(-86_400)));
    }

    #[test]
    fn ticks_every_ten_seconds_are_never_now_and_never_far() {
        let quick = Schedule::new(10, 0, ZoneOffset::default()).unwrap();
        for second in 0..30 {
            let now = Moment::from_seconds(1_000_000 + second);
            let next = quick.next_after(now);
            assert!(next > now && next <= now.plus(10) && next.seconds() % 10 == 0);
        }
        assert_eq!(Schedule::new(7_000, 0, ZoneOffset::default()), None);
        assert_eq!(Schedule::new(0, 0, ZoneOffset::default()), None);
    }
}
