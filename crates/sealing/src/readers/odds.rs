//! What it tells that somebody does not read a report: printed, so that nobody has to believe that it tells nothing.

use super::{Role, Roster, first_members};

/// The odds of one draw: so many people, so many of them drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Odds {
    /// How many could be drawn.
    pub people: usize,
    /// How many are.
    pub drawn: usize,
}

impl Odds {
    /// Of the first members among the handlers, and of the sleeper among the fallback.
    #[must_use]
    pub fn of(roster: &Roster) -> [Self; 2] {
        let (handlers, fallback) = (roster.with_role(Role::Handler).count(), roster.with_role(Role::Fallback).count());
        [Self { people: handlers, drawn: first_members(handlers).min(handlers) }, Self { people: fallback, drawn: fallback.min(1) }]
    }

    /// By what factor whoever sees that somebody was not drawn may hold it likelier than before that they were left out: n/(n−k). `None`:
    /// everybody is drawn, so who is not there was left out.
    #[must_use]
    pub fn factor(self) -> Option<f64> {
        let (people, rest) = (u32::try_from(self.people).ok()?, u32::try_from(self.people.checked_sub(self.drawn)?).ok()?);
        (rest > 0).then(|| f64::from(people) / f64::from(rest))
    }
}
