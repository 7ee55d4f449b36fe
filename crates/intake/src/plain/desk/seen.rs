//! What a person sees of the mailbox: taken out of the checked conversation, with all that is wrong with it.

use std::sync::Arc;

use sealing::{
    Day, StaffId,
    attachment::Attachment,
    finding::{Finding, StoredAttachment},
    item::{Author, Body, SignedItem, Stage},
    mailbox::Mailbox,
    roster::Rosters,
};

/// A mailbox, opened and checked.
pub(in crate::plain) struct Seen {
    /// Each after those it answers to.
    pub(in crate::plain) items: Vec<SignedItem>,
    /// Whether own texts were sealed so that the words do not open them.
    pub(in crate::plain) unreadable: bool,
    /// Whether the report has left for its readers.
    pub(in crate::plain) delivered: bool,
    /// Whether they confirmed it.
    pub(in crate::plain) acknowledged: bool,
    /// By when they must.
    pub(in crate::plain) confirm_by: Day,
    /// Texts for what does not fit together.
    pub(in crate::plain) warnings: Vec<&'static str>,
    attachments: Vec<StoredAttachment>,
    rosters: Arc<Rosters>,
}

impl Seen {
    pub(super) fn of(mailbox: &Mailbox<'_>, rosters: Arc<Rosters>) -> Self {
        let document = mailbox.document();
        let mut warnings: Vec<&'static str> = mailbox.findings().iter().filter_map(warning).collect();
        warnings.sort_unstable();
        warnings.dedup();
        Self {
            items: mailbox.conversation().into_iter().cloned().collect(),
            unreadable: mailbox.own_unreadable() > 0,
            delivered: document.delivered,
            acknowledged: document.acknowledged,
            confirm_by: document.confirm_by,
            warnings,
            attachments: document.attachments.clone(),
            rosters,
        }
    }

    /// The newest stage that a reader set.
    pub(in crate::plain) fn stage(&self) -> Option<Stage> {
        let stage = |item: &SignedItem| match item.body() {
            Body::Stage(change) => Some(change.stage),
            _ => None,
        };
        self.items.iter().rev().find_map(stage)
    }

    /// What the author of an item was called when it was written.
    pub(in crate::plain) fn name<'s>(&'s self, item: &'s SignedItem) -> Option<&'s str> {
        match item.header().author {
            Author::Reporter => None,
            Author::Staff(id) => self.called(item, id),
        }
    }

    /// What somebody was called in the roster that an item names.
    pub(in crate::plain) fn called(&self, item: &SignedItem, id: StaffId) -> Option<&str> {
        self.rosters.get(&item.header().roster).and_then(|roster| roster.name(id))
    }

    /// Under which id the server keeps an attachment.
    pub(in crate::plain) fn kept(&self, attachment: &Attachment) -> Option<sealing::AttachmentId> {
        self.attachments.iter().find(|stored| stored.sha256 == attachment.sha256).map(|stored| stored.id)
    }

    /// What is said of the attachment that the server keeps under this id.
    pub(in crate::plain) fn described(&self, id: sealing::AttachmentId) -> Option<&Attachment> {
        let stored = self.attachments.iter().find(|stored| stored.id == id)?;
        self.items.iter().flat_map(|item| item.body().attachments()).find(|described| described.sha256 == stored.sha256)
    }
}

/// The text for a finding. A missing attachment is said where it stands.
fn warning(finding: &Finding) -> Option<&'static str> {
    match finding {
        Finding::AttachmentMissing { .. } => None,
        Finding::OldRoster { .. } => Some("plain-mailbox-warning-roster"),
        Finding::Gap { .. }
        | Finding::Dropped { .. }
        | Finding::OwnMissing { .. }
        | Finding::StateRolledBack
        | Finding::NoticeDropped { .. } => Some("plain-mailbox-warning-missing"),
        _ => Some("plain-mailbox-warning-item"),
    }
}
