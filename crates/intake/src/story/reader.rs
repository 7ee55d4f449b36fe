//! What the readers of a report see: the sealing crate's handler side over the same store.

use domain::{
    Actor, CaseGrant, Grant, Roles,
    cases::Audience,
    permissions::{ListCases, ReadCase, WriteCase},
};
use sealing::{
    Hash, Sealed,
    attachment::{Attachment, Opener},
    casework::{Case, OpenedCase, SealedCase, StoredItem, Writer, Written},
    finding::{Finding, StoredAttachment},
    item::Body,
    roster::Rosters,
};
use std::io::Read as _;

use super::{House, house::Staff};

/// A case as one of its members reads it.
pub(super) struct Opened<'h> {
    pub(super) member: &'h Staff,
    pub(super) case: Case,
    /// Items that no reader can open; anything else that is wrong fails the story.
    pub(super) unreadable: usize,
    house: &'h House,
}

/// Opens every case that anybody is a member of, each once.
pub(super) async fn all_cases(house: &House) -> Vec<Opened<'_>> {
    let mut opened: Vec<Opened<'_>> = Vec::new();
    for member in &house.people {
        let list: Grant<ListCases> = match Grant::check(actor(member)) {
            Ok(grant) => grant,
            Err(_) => continue,
        };
        for row in house.store().list(&list, None, 100).await.unwrap().cases {
            let id = sealing::CaseId::from_bytes(*row.case.as_bytes());
            if opened.iter().all(|other| other.case.case() != id) {
                opened.push(open(house, member, row.case).await);
            }
        }
    }
    opened
}

/// Opens the only case there is.
pub(super) async fn the_case(house: &House) -> Opened<'_> {
    let mut all = all_cases(house).await;
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn actor(staff: &Staff) -> Actor {
    let roles: Roles = [match staff.role {
        sealing::roster::Role::Handler => domain::Role::Handler,
        sealing::roster::Role::Fallback => domain::Role::Fallback,
        sealing::roster::Role::Governing => domain::Role::Governing,
        sealing::roster::Role::Custodian => domain::Role::Custodian,
        sealing::roster::Role::Officer => domain::Role::Officer,
    }]
    .into_iter()
    .collect();
    Actor { person: domain::StaffId::new(*staff.id.as_bytes()), roles }
}

async fn open<'h>(house: &'h House, member: &'h Staff, case: domain::CaseId) -> Opened<'h> {
    let grant: Grant<ReadCase> = Grant::check(actor(member)).unwrap();
    let by = CaseGrant::ask(house.store(), &grant, case).await.unwrap().unwrap();
    let file = house.store().case(&by).await.unwrap().unwrap();
    let items = house.store().items(&by, None, 1_000).await.unwrap().unwrap().items;
    let stored = |item: domain::cases::Item| StoredItem {
        id: sealing::ItemId::from_bytes(*item.id.as_bytes()),
        audience: match item.audience {
            Audience::Conversation => sealing::item::Audience::Conversation,
            Audience::Members => sealing::item::Audience::Members,
        },
        sealed: Sealed::from_bytes(item.sealed.to_vec()),
    };
    let attachment = |attachment: &domain::cases::Attachment| StoredAttachment {
        id: sealing::AttachmentId::from_bytes(*attachment.id.as_bytes()),
        sha256: Hash::from_bytes(*attachment.sha256.as_bytes()),
        bytes: attachment.bytes,
    };
    let sealed = SealedCase {
        case: sealing::CaseId::from_bytes(*case.as_bytes()),
        keyring: Sealed::from_bytes(file.keyring.to_vec()),
        items: items.into_iter().map(stored).collect(),
        attachments: file.attachments.iter().map(attachment).collect(),
    };
    let mut rosters = Rosters::default();
    rosters.add(house.roster.clone());
    let case = OpenedCase::open(&sealed, &member.identity).unwrap().check(&rosters, 1).unwrap();
    let only_unreadable = case.findings().iter().all(|finding| matches!(finding, Finding::Unreadable { .. }));
    assert!(only_unreadable, "a reader finds something wrong: {:?}", case.findings());
    Opened { member, unreadable: case.findings().len(), case, house }
}

impl Opened<'_> {
    /// The answer to a question of the report.
    pub(super) fn answer(&self, question: &str) -> Option<&str> {
        self.case.report().answers.iter().find(|answer| answer.question == question).map(|answer| answer.value.as_str())
    }

    /// Texts of the messages, in their order.
    pub(super) fn messages(&self) -> Vec<String> {
        let text = |item: &&sealing::item::SignedItem| match item.body() {
            Body::Message(message) => Some(message.text.clone()),
            _ => None,
        };
        self.case.conversation().iter().filter_map(text).collect()
    }

    /// Everything that messages enclose.
    pub(super) fn attachments(&self) -> Vec<Attachment> {
        self.case.conversation().iter().flat_map(|item| item.body().attachments().to_vec()).collect()
    }

    /// Opens an attachment.
    pub(super) async fn content(&self, described: &Attachment) -> Vec<u8> {
        let grant: Grant<ReadCase> = Grant::check(actor(self.member)).unwrap();
        let case = domain::CaseId::new(*self.case.case().as_bytes());
        let by = CaseGrant::ask(self.house.store(), &grant, case).await.unwrap().unwrap();
        let file = self.house.store().case(&by).await.unwrap().unwrap();
        let stored = file.attachments.iter().find(|stored| *stored.sha256.as_bytes() == *described.sha256.as_bytes()).unwrap();
        let mut sealed = Vec::new();
        for n in 0..domain::uploads::chunks(stored.bytes).unwrap() {
            sealed.extend_from_slice(&self.house.store().chunk(&by, stored.id, n).await.unwrap().unwrap());
        }
        let mut identities = self.case.identities(sealing::item::Audience::Conversation);
        let mut opener = identities.find_map(|identity| Opener::begin(sealed.as_slice(), described, identity).ok()).unwrap();
        let mut content = Vec::new();
        opener.read_to_end(&mut content).unwrap();
        content
    }

    /// Replaces the reporter's keys, as the first opening does, then writes to the reporter.
    pub(super) async fn say(mut self, written: Vec<Written>) {
        let (house, day) = (self.house, self.house.intake.today());
        let mut rng = house.rng();
        let writer = Writer { person: self.member.id, signing: &self.member.signing, roster: &house.roster, day };
        let grant: Grant<WriteCase> = Grant::check(actor(self.member)).unwrap();
        let case = domain::CaseId::new(*self.case.case().as_bytes());
        let by = CaseGrant::ask(house.store(), &grant, case).await.unwrap().unwrap();
        if self.case.first_opening() {
            let readers = self.case.readers();
            let rotation = self.case.rotate(&readers, writer, &mut rng).unwrap();
            let id = |id: sealing::StaffId| domain::StaffId::new(*id.as_bytes());
            let rotation = domain::cases::Rotation {
                previous_version: rotation.previous_version,
                left_since: 0,
                keyring: rotation.keyring.into_bytes().into(),
                notice: rotation.notice.into_bytes().into(),
                members: rotation.members.into_iter().map(id).collect(),
                sleeper: rotation.sleeper.map(id),
            };
            house.store().rotate(&by, rotation).await.unwrap().unwrap();
        }
        let items = written.into_iter().map(|written| {
            let composed = self.case.write(written, writer, &mut rng).unwrap();
            domain::cases::NewItem { audience: Audience::Conversation, sealed: composed.sealed.into_bytes().into() }
        });
        let post = domain::cases::StaffPost {
            keyring_version: 2,
            seen: None,
            items: items.collect(),
            uploads: Vec::new(),
            marks: domain::cases::Marks::default(),
        };
        house.store().write(&by, post, day, domain::Profile::Eu).await.unwrap().unwrap();
    }
}
