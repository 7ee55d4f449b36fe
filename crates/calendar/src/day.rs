//! A day of the calendar as one number. It keeps no time of day and no zone: whoever makes a `Day` has decided whose day it is.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use time::{Date, Month};

/// The Julian day of 1970-01-01.
const EPOCH: i32 = 2_440_588;

/// Days since 1970-01-01 (negative before it), in the organisation's time zone. In JSON a plain integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(i32);

/// What is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// The text is not `YYYY-MM-DD`.
    #[error("a day is written YYYY-MM-DD")]
    Format,
    /// There is no such day, or it lies outside the years -9999 to 9999.
    #[error("there is no such day")]
    NoSuchDay,
}

impl Day {
    /// The day with this number: days since 1970-01-01.
    pub const fn from_number(days: i32) -> Self {
        Self(days)
    }

    /// Days since 1970-01-01.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The day with this number if it is one that can be written down; for numbers that come from outside (a database, a body).
    ///
    /// # Errors
    /// [`DayError::NoSuchDay`] outside the years -9999 to 9999.
    pub fn checked(days: i64) -> Result<Self, DayError> {
        let days = i32::try_from(days).map_err(|_| DayError::NoSuchDay)?;
        Self(days).date().map(|_| Self(days)).ok_or(DayError::NoSuchDay)
    }

    /// The day of the proleptic Gregorian calendar, month and day counted from 1.
    ///
    /// # Errors
    /// [`DayError::NoSuchDay`], as for 2027-02-29.
    pub fn from_civil(year: i32, month: u8, day: u8) -> Result<Self, DayError> {
        let month = Month::try_from(month).map_err(|_| DayError::NoSuchDay)?;
        let date = Date::from_calendar_date(year, month, day).map_err(|_| DayError::NoSuchDay)?;
        Ok(Self(date.to_julian_day() - EPOCH))
    }

    /// Year, month and day of the month, the last two counted from 1; `None` outside the years -9999 to 9999.
    pub fn civil(self) -> Option<(i32, u8, u8)> {
        self.date().map(|date| (date.year(), u8::from(date.month()), date.day()))
    }

    /// The day `days` later (earlier if negative); stops at the ends of what an `i32` can count.
    #[must_use]
    pub const fn add_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The same day of the month `months` later, or the last day of that month where it is shorter: 30 November and three
    /// months is 28 or 29 February. A day outside the years -9999 to 9999 stays as it is.
    #[must_use]
    pub fn add_months(self, months: u16) -> Self {
        let Some((year, month, day)) = self.civil() else { return self };
        let index = i32::from(month) - 1 + i32::from(months);
        let year = year + index.div_euclid(12);
        let Ok(month) = u8::try_from(index.rem_euclid(12) + 1) else { return self };
        let Ok(month_name) = Month::try_from(month) else { return self };
        Self::from_civil(year, month, day.min(month_name.length(year))).unwrap_or(self)
    }

    fn date(self) -> Option<Date> {
        self.0.checked_add(EPOCH).and_then(|julian| Date::from_julian_day(julian).ok())
    }
}

impl fmt::Display for Day {
    /// `YYYY-MM-DD`; a day outside the years -9999 to 9999 as its number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.civil() {
            Some((year, month, day)) => write!(f, "{year:04}-{month:02}-{day:02}"),
            None => write!(f, "day {}", self.0),
        }
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, DayError> {
        let shaped = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
        let (Some(year), Some(month), Some(day), true) = (text.get(0..4), text.get(5..7), text.get(8..10), shaped) else {
            return Err(DayError::Format);
        };
        let number = |part: &str| part.parse::<u16>().map_err(|_| DayError::Format);
        let small = |part: &str| part.parse::<u8>().map_err(|_| DayError::Format);
        Self::from_civil(i32::from(number(year)?), small(month)?, small(day)?)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn the_epoch_is_day_nought_and_known_days_have_their_numbers() {
        assert_eq!(day("1970-01-01").number(), 0);
        assert_eq!(day("2000-03-01").number(), 11_017);
        assert_eq!(day("2026-11-21").number(), 20_778);
        assert_eq!(Day::from_number(-1).to_string(), "1969-12-31");
    }

    #[test]
    fn months_are_added_to_the_same_day_or_the_last_one() {
        assert_eq!(day("2026-11-30").add_months(3), day("2027-02-28"));
        assert_eq!(day("2027-11-30").add_months(3), day("2028-02-29"));
        assert_eq!(day("2026-01-31").add_months(1), day("2026-02-28"));
        assert_eq!(day("2026-12-01").add_months(3), day("2027-03-01"));
        assert_eq!(day("2026-10-31").add_months(14), day("2027-12-31"));
    }

    #[test]
    fn what_is_not_a_day_is_refused() {
        for text in [
            "",
            "2026-1-01",
            "2026-02-30",
            "2027-02-29",
            "2026-13-01",
            "2026-00-10",
            "+026-01-01",
            "2026/01/01",
            "2026-01-01 ",
            "২026-01-0",
        ] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
        assert_eq!(Day::checked(i64::from(i32::MAX)), Err(DayError::NoSuchDay));
        assert_eq!(Day::checked(i64::MAX), Err(DayError::NoSuchDay));
        assert_eq!(Day::checked(20_778), Ok(Day::from_number(20_778)));
    }

    #[test]
    fn json_is_a_plain_integer() {
        assert_eq!(serde_json::to_string(&Day::from_number(7)).unwrap(), "7");
        assert!(serde_json::from_str::<Day>("7.0").is_err());
    }

    proptest! {
        #[test]
        fn every_day_reads_back_as_itself(number in -719_528_i32..=2_932_896) {
            let day = Day::from_number(number);
            prop_assert_eq!(day.to_string().parse::<Day>().unwrap(), day);
        }

        #[test]
        fn adding_months_never_runs_past_the_month(number in 0_i32..100_000, months in 0_u16..240) {
            let before = Day::from_number(number).civil().unwrap();
            let after = Day::from_number(number).add_months(months).civil().unwrap();
            let index = before.0 * 12 + i32::from(before.1) - 1 + i32::from(months);
            prop_assert_eq!(after.0 * 12 + i32::from(after.1) - 1, index);
            prop_assert!(after.2 <= before.2);
        }
    }
}
