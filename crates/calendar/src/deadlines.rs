//! When a report must be confirmed and answered: EU Directive 2019/1937, Article 9. Days only, never times.
//!
//! The day of receipt is day nought. A report waits for its tick before it counts as received, so every clock starts one day
//! early: waiting never costs the reporter anything.

use crate::Day;

/// Whose law sets the days. Others (`de`, `fr`, …) come with their holidays and retention clocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// The Directive itself: 7 calendar days, then three months.
    #[default]
    Eu,
}

impl Profile {
    /// The profile of this name, as the roster's `jurisdiction` gives it; `None` for one that is not known here.
    pub fn named(name: &str) -> Option<Self> {
        (name == "eu").then_some(Self::Eu)
    }

    /// The last day on which a report that came out on `received_on` may be acknowledged.
    pub fn ack_due(self, received_on: Day) -> Day {
        match self {
            Self::Eu => received_on.add_days(-1 + 7),
        }
    }

    /// The last day for feedback: three months after the acknowledgement, or after the day it was due. Acknowledging late gains
    /// no time.
    pub fn feedback_due(self, ack_due: Day, acknowledged_on: Option<Day>) -> Day {
        match self {
            Self::Eu => acknowledged_on.map_or(ack_due, |day| day.min(ack_due)).add_months(3),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_report_is_confirmed_within_seven_days_of_the_day_before_its_tick() {
        assert_eq!(Profile::Eu.ack_due(day("2026-11-21")), day("2026-11-27"));
    }

    #[test]
    fn feedback_is_due_three_months_after_the_confirmation() {
        assert_eq!(Profile::Eu.feedback_due(day("2026-11-27"), Some(day("2026-11-23"))), day("2027-02-23"));
    }

    #[test]
    fn without_a_confirmation_feedback_counts_from_the_day_it_was_due() {
        assert_eq!(Profile::Eu.feedback_due(day("2026-11-30"), None), day("2027-02-28"));
    }

    #[test]
    fn a_late_confirmation_gains_no_time() {
        assert_eq!(Profile::Eu.feedback_due(day("2026-11-27"), Some(day("2027-01-15"))), day("2027-02-27"));
    }

    #[test]
    fn only_a_known_profile_is_named() {
        assert_eq!(Profile::named("eu"), Some(Profile::Eu));
        assert_eq!(Profile::named("xx"), None);
    }
}
