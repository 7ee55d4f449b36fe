//! Time as a value. Reporter-related times are [`Day`]s; moments are for ticks and staff sessions only.

use std::sync::atomic::{AtomicI64, Ordering};

use calendar::Day;

/// A moment: seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// The moment with this many Unix seconds.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Unix seconds.
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// So many seconds later (earlier if negative).
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// The day it is at this moment where the clocks stand `zone` off UTC.
    pub fn day(self, zone: ZoneOffset) -> Day {
        let days = self.0.saturating_add(i64::from(zone.0)).div_euclid(86_400);
        let end = if days < 0 { i32::MIN } else { i32::MAX };
        Day::from_number(i32::try_from(days).unwrap_or(end))
    }
}

/// How far the organisation's clocks stand from UTC: seconds, positive to the east.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ZoneOffset(i32);

impl ZoneOffset {
    /// This many minutes east of UTC; `None` beyond 18 hours.
    pub fn from_minutes(minutes: i32) -> Option<Self> {
        (-18 * 60..=18 * 60).contains(&minutes).then_some(Self(minutes * 60))
    }

    /// Seconds east of UTC.
    pub const fn seconds(self) -> i32 {
        self.0
    }
}

/// Where the time comes from. The binaries have the real one.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Moment;
}

/// A clock that stands where it was set: for tests, and for a demonstration's past.
#[derive(Debug)]
pub struct SetClock(AtomicI64);

impl SetClock {
    /// A clock that stands at this moment.
    pub const fn at(moment: Moment) -> Self {
        Self(AtomicI64::new(moment.0))
    }

    /// Moves it so many seconds on.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::Relaxed);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_the_organisations_own() {
        let east = ZoneOffset::from_minutes(120).unwrap();
        let late = Moment::from_seconds(20_778 * 86_400 - 1);
        assert_eq!(late.day(ZoneOffset::default()), Day::from_number(20_777));
        assert_eq!(late.day(east), Day::from_number(20_778));
        assert_eq!(Moment::from_seconds(-1).day(ZoneOffset::default()), Day::from_number(-1));
        assert_eq!(ZoneOffset::from_minutes(19 * 60), None);
    }
}
