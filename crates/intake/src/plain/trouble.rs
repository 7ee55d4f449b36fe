//! What stops a post: things to mend, or a problem of ours. Either way the form comes back with everything typed.

use web::problem::{Kind, Problem};

use super::{
    say::Say,
    view::frame::{Fault, SENDING},
};

/// Why a post was not stored.
pub(super) enum Trouble {
    /// Something to mend in what was typed.
    Mend(Vec<Fault>),
    /// Something that is not the person's.
    Ours(Problem),
}

impl Trouble {
    /// One thing to mend.
    pub(super) fn mend(field: impl Into<String>, text: String) -> Self {
        Self::Mend(vec![Fault::new(field, text)])
    }

    /// What is said on top of the form.
    pub(super) fn faults(self, say: &Say) -> (Option<Problem>, Vec<Fault>) {
        match self {
            Self::Mend(faults) => (None, faults),
            Self::Ours(problem) => {
                let text = match problem.kind() {
                    Kind::Full => "plain-fault-full",
                    Kind::Busy => "plain-fault-busy",
                    Kind::ConversationFull => "plain-fault-conversation-full",
                    Kind::StateMoved => "plain-fault-moved",
                    _ => "plain-fault-broken",
                };
                (Some(problem), vec![Fault::new(SENDING, say.t(text))])
            }
        }
    }
}

impl From<Problem> for Trouble {
    fn from(problem: Problem) -> Self {
        Self::Ours(problem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_conversation_is_said_to_be_full_and_what_to_do() {
        let say = Say::in_language(web::language::Language::default());
        let (problem, faults) = Trouble::Ours(Problem::new(Kind::ConversationFull)).faults(&say);
        assert_eq!(problem.map(|problem| problem.kind()), Some(Kind::ConversationFull));
        assert!(faults.iter().all(|fault| fault.text.contains("file a new report")), "{:?}", faults.len());
    }
}
