//! Which challenges were used, and for which submission, until they expire by themselves.
//!
//! A challenge serves one submission: sent again with the same one it counts again (a lost answer is asked for once
//! more), with another one it is refused. It keeps random ids only, in memory only, for half an hour at most.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

/// The octets of a challenge, as the key of the list.
type Octets = [u8; super::challenge::LENGTH];

/// What a spent challenge bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spending<T> {
    /// Never seen before.
    First,
    /// Seen with this very submission; what it bought then, if that is known.
    Again(Option<T>),
    /// Seen with another submission.
    Elsewhere,
}

struct Entry<T> {
    submission: [u8; 16],
    until: u64,
    bought: Option<T>,
}

struct Book<T> {
    entries: HashMap<Octets, Entry<T>>,
    oldest: VecDeque<Octets>,
}

/// The list of spent challenges. It is bounded: beyond `room` the oldest entry goes, which cost its owner the work.
pub struct Spent<T> {
    room: usize,
    book: Mutex<Book<T>>,
}

impl<T: Copy> Spent<T> {
    /// A list for at most `room` challenges.
    #[must_use]
    pub fn with_room(room: usize) -> Self {
        Self { room: room.max(1), book: Mutex::new(Book { entries: HashMap::new(), oldest: VecDeque::new() }) }
    }

    /// Spends a challenge for `submission` at Unix second `now`.
    pub fn spend(&self, challenge: &super::Challenge, submission: [u8; 16], now: u64) -> Spending<T> {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        book.forget_expired(now);
        if let Some(entry) = book.entries.get(&challenge.octets) {
            return if entry.submission == submission { Spending::Again(entry.bought) } else { Spending::Elsewhere };
        }
        if book.entries.len() >= self.room {
            book.forget_oldest();
        }
        book.oldest.push_back(challenge.octets);
        book.entries.insert(challenge.octets, Entry { submission, until: challenge.until, bought: None });
        Spending::First
    }

    /// Notes what a challenge bought, so that the same request sent again gets the same answer.
    pub fn note(&self, challenge: &super::Challenge, bought: T) {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = book.entries.get_mut(&challenge.octets) {
            entry.bought = Some(bought);
        }
    }
}

impl<T> Book<T> {
    fn forget_expired(&mut self, now: u64) {
        while let Some(first) = self.oldest.front() {
            if self.entries.get(first).is_some_and(|entry| entry.until >= now) {
                break;
            }
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        if let Some(first) = self.oldest.pop_front() {
            self.entries.remove(&first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Challenge, Challenges, VALID_SECONDS};
    use super::*;
    use rand::{SeedableRng, rngs::StdRng};
    use zeroize::Zeroizing;

    fn draw(seed: u64) -> Challenge {
        Challenges::new(Zeroizing::new([7; 32])).draw(1_000, 1, &mut StdRng::seed_from_u64(seed))
    }

    #[test]
    fn a_challenge_serves_one_submission_and_that_one_again() {
        let spent = Spent::<u32>::with_room(10);
        let challenge = draw(1);
        assert_eq!(spent.spend(&challenge, [1; 16], 1_000), Spending::First);
        assert_eq!(spent.spend(&challenge, [1; 16], 1_001), Spending::Again(None));
        spent.note(&challenge, 5);
        assert_eq!(spent.spend(&challenge, [1; 16], 1_002), Spending::Again(Some(5)));
        assert_eq!(spent.spend(&challenge, [2; 16], 1_003), Spending::Elsewhere);
    }

    #[test]
    fn the_list_forgets_what_has_expired_and_stays_within_its_room() {
        let spent = Spent::<u32>::with_room(3);
        for seed in 0..9 {
            spent.spend(&draw(seed), [1; 16], 1_000);
        }
        assert_eq!(spent.book.lock().unwrap().entries.len(), 3);
        spent.spend(&draw(99), [1; 16], 1_001 + VALID_SECONDS);
        let book = spent.book.lock().unwrap();
        assert_eq!((book.entries.len(), book.oldest.len()), (1, 1));
    }
}
