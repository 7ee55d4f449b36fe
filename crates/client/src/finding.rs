//! What is wrong with what a server showed, in sentences for the person who reads it.

use sealing::finding::{Finding, NoticeFault};
use sealing::item::Author;

/// One sentence for one finding; `name` gives the name shown for an author.
pub(crate) fn said(finding: &Finding, name: impl Fn(Author) -> String) -> String {
    match finding {
        Finding::Unreadable { .. } => {
            "One entry cannot be opened: it is damaged, or was sealed with other keys. A second report under the same eight words looks \
             like this; its text then follows as a message."
                .into()
        }
        Finding::OtherCase { .. } => "One entry belongs to another report and was put into this one. It is not shown.".into(),
        Finding::Forged { author, .. } => {
            format!("An entry that claims to be from {} does not bear that person's signature. It is not shown.", name(*author))
        }
        Finding::Stranger { author, .. } => format!("{} wrote here without being one of the readers. It is not shown.", name(*author)),
        Finding::LeftOut { author, .. } => format!("{} wrote here, but was left out of this report. It is not shown.", name(*author)),
        Finding::Repeated { .. } => "One entry was shown twice.".into(),
        Finding::Forked { author, .. } => format!("Two different entries of {} claim the same place. One was put in.", name(*author)),
        Finding::Gap { author, .. } => format!("An entry of {} is missing between others, or was exchanged.", name(*author)),
        Finding::Dropped { author, .. } => format!("An entry of {} that was seen before is held back or was exchanged.", name(*author)),
        Finding::OwnMissing { count: 1 } => "One of your own entries is missing.".into(),
        Finding::OwnMissing { count } => format!("{count} of your own entries are missing."),
        Finding::StateRolledBack => "The server shows an older state of this conversation than there was.".into(),
        Finding::NoticeRefused { why: NoticeFault::LeftOut, doubt: true, .. } => {
            "Somebody who was left out was named as a reader. Do not write anything here.".into()
        }
        Finding::NoticeRefused { why: NoticeFault::Roles, doubt: true, .. } => {
            "Somebody who is not there to read reports was named as a reader. Do not write anything here.".into()
        }
        Finding::NoticeRefused { why: NoticeFault::Rival, doubt: true, .. } => {
            "Two different changes of the readers were announced, and nothing tells which one is true. Do not write anything here.".into()
        }
        Finding::NoticeRefused { author, .. } => {
            format!("{} announced a change of the readers that does not fit the rules. It was not accepted.", name(*author))
        }
        Finding::NoticeDropped { .. } => "The server holds back who the readers are.".into(),
        Finding::OldRoster { author, .. } => {
            format!("An entry of {} was written under a list of readers that was long out of date.", name(*author))
        }
        Finding::AttachmentMissing { .. } => "A file that was sent is not there any more.".into(),
    }
}
