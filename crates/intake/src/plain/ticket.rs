//! The random ticket that a form carries, so that pressing the button twice sends once, while a text that was changed
//! after going back in the browser is a new one and is not lost.

use std::fmt;

use domain::SubmissionId;
use sealing::Hash;

use super::form::Form;
use crate::intake::Generator;

/// Drawn with a form, hidden in it, stored nowhere: without it nobody can tell a submission's id from its content.
#[derive(Clone, Copy)]
pub(super) struct Ticket(SubmissionId);

impl Ticket {
    /// A new one.
    pub(super) fn drawn(mut rng: Box<dyn Generator>) -> Self {
        Self(SubmissionId::random(&mut rng))
    }

    /// The one that came back with a form, or a new one.
    pub(super) fn of(form: &Form, rng: Box<dyn Generator>) -> Self {
        let carried = form.value("submission").and_then(|id| id.parse().ok());
        carried.map_or_else(|| Self::drawn(rng), Self)
    }

    /// The submission's id for this content.
    pub(super) fn submission<'c>(self, content: impl IntoIterator<Item = &'c str>) -> SubmissionId {
        let mut parts: Vec<[u8; 32]> = vec![*Hash::of(&[b"sottovoce/v1/plain-submission", self.0.as_bytes()]).as_bytes()];
        parts.extend(content.into_iter().map(|part| *Hash::of(&[part.as_bytes()]).as_bytes()));
        let hash = Hash::of(&[parts.as_flattened()]);
        SubmissionId::new(hash.as_bytes().first_chunk().copied().unwrap_or_default())
    }
}

impl fmt::Display for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_content_is_the_same_submission_and_any_other_is_another() {
        let (ticket, other) = (Ticket(SubmissionId::new([1; 16])), Ticket(SubmissionId::new([2; 16])));
        assert_eq!(ticket.submission(["a", "b"]), ticket.submission(["a", "b"]));
        let different = [ticket.submission(["ab"]), ticket.submission(["a"]), ticket.submission(["b", "a"]), other.submission(["a", "b"])];
        assert!(different.iter().all(|id| *id != ticket.submission(["a", "b"])));
    }
}
