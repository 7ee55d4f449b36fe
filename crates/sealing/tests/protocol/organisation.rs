//! An organisation, a reporter and a server for the tests: real keys, real sealing, and a server that can be made to lie.

use std::collections::BTreeMap;

use rand::rngs::StdRng;
use sealing::casework::{Case, ComposedItem, ComposedRotation, OpenedCase, SealedCase, Writer, Written};
use sealing::derive::MailboxKeys;
use sealing::filing::{Choice, ComposedReport, Content, Filing};
use sealing::finding::{Finding, StoredAttachment};
use sealing::hybrid::{Identity, Recipient};
use sealing::item::{Answer, Audience, Author, Body, Header, Message, People, SignedItem, Stage, seal_item};
use sealing::mailbox::{ComposedPost, Document, Fields, Mailbox, OpenedMailbox, StoredItem};
use sealing::readers::Readers;
use sealing::roster::{self, Person, Role, Roster, Rosters, UnverifiedRoster};
use sealing::staff::Secrets;
use sealing::words::{Language, Words};
use sealing::{AttachmentId, CaseId, Day, Error, Hash, InstallationId, ItemId, Sealed, SigningKey, StaffId};

pub(crate) const TODAY: Day = Day::from_number(20_778);
pub(crate) const INSTALLATION: InstallationId = InstallationId::from_bytes([0x5e; 16]);

pub(crate) fn rng(seed: u64) -> StdRng {
    rand::SeedableRng::seed_from_u64(seed)
}

pub(crate) fn staff(number: u8) -> StaffId {
    StaffId::from_bytes([number; 16])
}

pub(crate) fn people(numbers: &[u8]) -> People {
    numbers.iter().map(|number| staff(*number)).collect()
}

/// Staff 1 to 4 are handlers, 11 and 12 fallback, 21 governs, 31 and 32 are custodians.
pub(crate) struct Organisation {
    pub(crate) key: SigningKey,
    pub(crate) secrets: BTreeMap<StaffId, Secrets>,
    pub(crate) content: roster::Content,
}

impl Organisation {
    pub(crate) fn new() -> Self {
        Self::of(&[
            (1, Role::Handler),
            (2, Role::Handler),
            (3, Role::Handler),
            (4, Role::Handler),
            (11, Role::Fallback),
            (12, Role::Fallback),
            (21, Role::Governing),
            (31, Role::Custodian),
            (32, Role::Custodian),
        ])
    }

    pub(crate) fn of(staff_roles: &[(u8, Role)]) -> Self {
        let seeds = |number: u8| Secrets { identity: Identity::from_seed(&[number; 32]), signing: SigningKey::from_seed(&[number; 32]) };
        let secrets: BTreeMap<_, _> = staff_roles.iter().map(|(number, _)| (staff(*number), seeds(*number))).collect();
        let person = |(number, role): &(u8, Role)| Person {
            id: staff(*number),
            roles: vec![*role],
            groups: vec!["Internal audit".to_owned()],
            name: format!("Reader {number}"),
            recipient: secrets[&staff(*number)].identity.to_recipient(),
            signing: secrets[&staff(*number)].signing.verifying_key(),
        };
        let content = roster::Content {
            organisation: "Northwind".to_owned(),
            installation: INSTALLATION,
            version: 7,
            valid_from: TODAY.add_days(-10),
            valid_until: TODAY.add_days(60),
            stanza_count: 8,
            jurisdiction: "eu".to_owned(),
            signed: None,
            people: staff_roles.iter().map(person).collect(),
        };
        Self { key: SigningKey::from_seed(&[0xa1; 32]), secrets, content }
    }

    pub(crate) fn roster(&self) -> Roster {
        verified(&self.content.sign(&self.key).unwrap(), &self.key).unwrap()
    }

    pub(crate) fn signing(&self, number: u8) -> &SigningKey {
        &self.secrets[&staff(number)].signing
    }

    pub(crate) fn identity(&self, id: StaffId) -> &Identity {
        &self.secrets[&id].identity
    }

    /// The rosters a client has fetched: the one in force.
    pub(crate) fn rosters(&self) -> Rosters {
        let mut rosters = Rosters::default();
        rosters.add(self.roster());
        rosters
    }
}

pub(crate) fn verified(note: &str, key: &SigningKey) -> Result<Roster, Error> {
    UnverifiedRoster::new(note.to_owned()).verify(&[key.verifying_key()], INSTALLATION, TODAY, 0)
}

pub(crate) fn message(text: &str) -> Message {
    Message { text: text.to_owned(), attachments: Vec::new() }
}

/// What a server keeps of one case.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) case: CaseId,
    pub(crate) keyring: Sealed,
    pub(crate) items: Vec<(ItemId, Audience, Sealed)>,
    pub(crate) state: Sealed,
    pub(crate) state_version: u32,
    pub(crate) attachments: Vec<StoredAttachment>,
}

impl Server {
    pub(crate) fn with(report: &ComposedReport) -> Self {
        let mut server = Self {
            case: report.case,
            keyring: report.keyring.clone(),
            items: Vec::new(),
            state: report.state.clone(),
            state_version: 1,
            attachments: Vec::new(),
        };
        server.add(Audience::Conversation, &report.item);
        server
    }

    pub(crate) fn add(&mut self, audience: Audience, sealed: &Sealed) {
        let number = u64::try_from(self.items.len()).unwrap();
        self.items.push((ItemId::draw(&mut rng(number + 1)), audience, sealed.clone()));
    }

    pub(crate) fn post(&mut self, post: &ComposedPost) {
        self.add(Audience::Conversation, &post.item);
        self.state = post.state.clone();
        self.state_version = post.state_version;
    }

    pub(crate) fn rotate(&mut self, rotation: &ComposedRotation) {
        self.keyring = rotation.keyring.clone();
        self.add(Audience::Conversation, &rotation.notice);
    }

    pub(crate) fn item(&mut self, item: &ComposedItem) {
        self.add(item.audience, &item.sealed);
    }

    pub(crate) fn store_attachment(&mut self, sha256: Hash, bytes: u64) {
        self.attachments.push(StoredAttachment { id: AttachmentId::from_bytes([9; 16]), sha256, bytes });
    }

    pub(crate) fn document(&self) -> Document {
        let shown = self.items.iter().filter(|(_, audience, _)| *audience == Audience::Conversation);
        let bytes = Document::new(Fields {
            case: self.case,
            delivered: true,
            confirm_by: TODAY.add_days(7),
            acknowledged: false,
            state: self.state.clone(),
            state_version: self.state_version,
            items: shown.map(|(id, _, sealed)| StoredItem { id: *id, sealed: sealed.clone() }).collect(),
            attachments: self.attachments.clone(),
        });
        Document::parse(&bytes.to_bytes().unwrap()).unwrap().unwrap()
    }

    pub(crate) fn sealed_case(&self) -> SealedCase {
        let items = self.items.iter().map(|(id, audience, sealed)| sealing::casework::StoredItem {
            id: *id,
            audience: *audience,
            sealed: sealed.clone(),
        });
        SealedCase { case: self.case, keyring: self.keyring.clone(), items: items.collect(), attachments: self.attachments.clone() }
    }
}

/// A report that was filed and may have been answered.
pub(crate) struct Story {
    pub(crate) organisation: Organisation,
    pub(crate) roster: Roster,
    pub(crate) keys: MailboxKeys,
    pub(crate) server: Server,
    pub(crate) report: ComposedReport,
    pub(crate) rng: StdRng,
}

impl Story {
    /// Staff 3 and 31 are left out.
    pub(crate) fn filed() -> Self {
        Self::filed_with(Organisation::new(), true)
    }

    pub(crate) fn filed_with(organisation: Organisation, read_back: bool) -> Self {
        Self::filed_saying(organisation, read_back, content())
    }

    pub(crate) fn filed_saying(organisation: Organisation, read_back: bool, content: Content) -> Self {
        let mut rng = rng(42);
        let roster = organisation.roster();
        let words = Words::from_entropy(b"0123456789", Language::En);
        let keys = MailboxKeys::derive(&words, INSTALLATION).unwrap();
        let filing = Filing::begin(&keys, &roster, Choice { left_out: people(&[3, 31]), read_back }, &mut rng).unwrap();
        let report = filing.compose(content, TODAY, &mut rng).unwrap();
        let server = Server::with(&report);
        Self { organisation, roster, keys, server, report, rng }
    }

    /// The first member has replaced the keys and written a reply.
    pub(crate) fn answered() -> Self {
        let mut story = Self::filed();
        story.rotate();
        story.reply("Where was it?");
        story
    }

    pub(crate) fn member(&self) -> StaffId {
        *self.report.members.first().unwrap()
    }

    pub(crate) fn readers(&self) -> Readers {
        Readers { members: self.report.members.clone(), sleeper: self.report.sleeper }
    }

    /// Somebody who was drawn neither as member nor as sleeper, and was not left out.
    pub(crate) fn stranger(&self) -> StaffId {
        *people(&[1, 2, 4]).iter().find(|id| !self.readers().names(**id)).unwrap()
    }

    pub(crate) fn writer(&self, person: StaffId) -> Writer<'_> {
        Writer { person, signing: &self.organisation.secrets[&person].signing, roster: &self.roster, day: TODAY }
    }

    pub(crate) fn case(&self) -> Result<Case, Error> {
        self.case_of(self.member())
    }

    pub(crate) fn case_of(&self, person: StaffId) -> Result<Case, Error> {
        let opened = OpenedCase::open(&self.server.sealed_case(), self.organisation.identity(person))?;
        assert!(opened.rosters_named().contains(&self.roster.hash()));
        opened.check(&self.organisation.rosters(), 0)
    }

    pub(crate) fn mailbox(&self) -> Result<Mailbox<'_>, Error> {
        Ok(OpenedMailbox::open(self.server.document(), &self.keys)?.check(&self.organisation.rosters()))
    }

    pub(crate) fn findings(&self) -> Vec<Finding> {
        self.mailbox().unwrap().findings().to_vec()
    }

    pub(crate) fn rotate(&mut self) -> ComposedRotation {
        let (mut case, mut rng) = (self.case().unwrap(), self.rng.clone());
        let rotation = case.rotate(&self.readers(), self.writer(self.member()), &mut rng).unwrap();
        self.rng = rng;
        self.server.rotate(&rotation);
        rotation
    }

    pub(crate) fn write(&mut self, written: Written) -> ComposedItem {
        let (mut case, mut rng) = (self.case().unwrap(), self.rng.clone());
        let item = case.write(written, self.writer(self.member()), &mut rng).unwrap();
        self.rng = rng;
        self.server.item(&item);
        item
    }

    pub(crate) fn reply(&mut self, text: &str) -> ComposedItem {
        self.write(Written::Message(message(text)))
    }

    pub(crate) fn stage(&mut self, stage: Stage) -> ComposedItem {
        self.write(Written::Stage(stage))
    }

    pub(crate) fn post(&mut self, text: &str) -> ComposedPost {
        let mut rng = self.rng.clone();
        let post = self.mailbox().unwrap().begin_post(true, &mut rng).compose(message(text), &self.roster, TODAY, &mut rng).unwrap();
        self.rng = rng;
        self.server.post(&post);
        post
    }

    /// The recipients of something new in the conversation, as a member knows them.
    pub(crate) fn conversation_recipients(&self) -> [Recipient; 2] {
        self.case().unwrap().recipients(Audience::Conversation, &mut self.rng.clone()).unwrap()
    }

    /// Puts an item on the server that the honest code would not write.
    pub(crate) fn lie(&mut self, header: Header, body: Body, key: &SigningKey) -> Hash {
        let item = SignedItem::sign(header, body, key).unwrap();
        let recipients = self.conversation_recipients();
        let sealed = seal_item(&item, &recipients, &mut self.rng).unwrap();
        self.server.add(item.header().audience, &sealed);
        item.hash()
    }

    /// The header of an author's next message, which lies then bend.
    pub(crate) fn next_header(&self, person: StaffId) -> Header {
        let case = self.case().unwrap();
        let author = Author::Staff(person);
        let own: Vec<_> = case.conversation().into_iter().filter(|item| item.header().author == author).collect();
        let last = own.last();
        Header {
            case: self.server.case,
            audience: Audience::Conversation,
            kind: sealing::item::Kind::Message,
            author,
            seq: u32::try_from(own.len()).unwrap(),
            previous: last.map(|item| item.hash()),
            heads: Vec::new(),
            roster: self.roster.hash(),
            day: TODAY,
        }
    }
}

pub(crate) fn content() -> Content {
    Content {
        questionnaire: Hash::of(&[b"questions"]),
        answers: vec![Answer { question: "what".to_owned(), value: "The badge reader is propped open.\nEvery night.".to_owned() }],
        attachments: Vec::new(),
        identity: None,
    }
}
