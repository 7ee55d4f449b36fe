//! Opens and checks what stands under `case`, whoever sealed it.

use std::io::Read;

use sealing::attachment::Opener;
use sealing::casework::{self, OpenedCase, SealedCase};
use sealing::derive::{MailboxKeys, StaffKeys};
use sealing::finding::StoredAttachment;
use sealing::hybrid::Identity;
use sealing::item::{Audience, Author, Body, SignedItem};
use sealing::mailbox::{Document, Fields, Mailbox, OpenedMailbox, StoredItem};
use sealing::roster::{Freshness, Rosters, UnverifiedRoster};
use sealing::staff::Secrets;
use sealing::words::Words;
use sealing::{AttachmentId, Error, ItemId, Sealed, StaffId};
use secrecy::{ExposeSecret, SecretString};

use super::exact::bytes;
use super::shape::*;

pub(super) fn check(case: &Case) {
    let roster = UnverifiedRoster::new(case.roster.clone());
    let roster = roster.verify(&[case.organisation_key], case.installation, case.day, 0).unwrap();
    assert_eq!((roster.hash(), roster.freshness(case.day)), (case.roster_hash, Freshness::InForce));
    for person in &case.people {
        let entry = roster.person(person.id).unwrap();
        assert_eq!(entry.recipient, identity(person).to_recipient());
        assert_eq!(entry.signing, sealing::SigningKey::from_seed(&bytes(&person.signing_seed)).verifying_key());
    }
    let mut rosters = Rosters::default();
    rosters.add(roster);
    let words = Words::from_entropy(&bytes(&case.entropy), case.language);
    let keys = MailboxKeys::derive(&words, case.installation).unwrap();
    assert_eq!((keys.token.hash(), keys.leaf(case.filing.case)), (case.filing.token_hash, case.filing.leaf));
    case.receipt.clone().verify(&case.filing.leaf, &case.log_key).unwrap();
    check_reporter(case, &keys, &rosters);
    check_readers(case, &keys, &rosters);
    check_secrets(case);
}

fn identity(person: &CasePerson) -> Identity {
    Identity::from_secret_string(&person.identity).unwrap()
}

fn ids() -> impl Iterator<Item = ItemId> {
    (1u8..).map(|number| ItemId::from_bytes([number; 16]))
}

fn attachments(case: &Case) -> Vec<StoredAttachment> {
    let described = &case.attachment.description;
    vec![StoredAttachment { id: AttachmentId::from_bytes([9; 16]), sha256: described.sha256, bytes: described.sealed }]
}

fn conversation(case: &Case) -> [&Sealed; 5] {
    [&case.filing.item, &case.rotation.notice, &case.reply.sealed, &case.stage.sealed, &case.post.item]
}

fn mailbox<'a>(
    case: &Case,
    items: &[&Sealed],
    state: &Sealed,
    state_version: u32,
    keys: &'a MailboxKeys,
    rosters: &Rosters,
) -> Mailbox<'a> {
    let items = ids().zip(items).map(|(id, sealed)| StoredItem { id, sealed: (*sealed).clone() });
    let document = Document::new(Fields {
        case: case.filing.case,
        delivered: true,
        confirm_by: case.day.add_days(7),
        acknowledged: false,
        state: state.clone(),
        state_version,
        items: items.collect(),
        attachments: attachments(case),
    });
    OpenedMailbox::open(document, keys).unwrap().check(rosters)
}

fn texts(items: &[&SignedItem]) -> Vec<String> {
    let text = |item: &&SignedItem| match item.body() {
        Body::Message(message) | Body::Note(message) => Some(message.text.clone()),
        _ => None,
    };
    items.iter().filter_map(text).collect()
}

fn check_reporter(case: &Case, keys: &MailboxKeys, rosters: &Rosters) {
    let first = mailbox(case, &[&case.filing.item], &case.filing.state, 1, keys, rosters);
    assert_eq!(first.findings(), []);
    let last = mailbox(case, &conversation(case), &case.post.state, case.post.state_version, keys, rosters);
    assert_eq!((last.findings(), case.post.state_version), (&[][..], 2));
    assert_eq!(last.left_out(), &case.left_out);
    assert_eq!((last.readers().members, last.readers().sleeper), (case.rotation.members.clone(), case.rotation.sleeper));
    let items = last.conversation();
    assert_eq!(items.len(), 5);
    let Body::Report(report) = items[0].body() else { panic!("the report comes first") };
    assert_eq!((&report.answers, &report.questionnaire), (&case.answers, &case.questionnaire));
    assert_eq!(report.attachments, std::slice::from_ref(&case.attachment.description));
    assert_eq!((&report.members, report.sleeper), (&case.filing.members, case.filing.sleeper));
    assert_eq!(texts(&items), [case.reply.text.clone(), case.post.text.clone()]);
    assert!(items.iter().any(|item| matches!(item.body(), Body::Stage(change) if change.stage == case.stage.stage)));
    check_attachment(case, &keys.identity);
}

fn check_readers(case: &Case, keys: &MailboxKeys, rosters: &Rosters) {
    let talk: Vec<_> = conversation(case).map(|sealed| (Audience::Conversation, sealed)).into();
    let all: Vec<_> = talk.iter().copied().chain([(Audience::Members, &case.note.sealed)]).collect();
    let named = |members: &sealing::item::People, sleeper: Option<StaffId>, id| members.contains(&id) || sleeper == Some(id);
    for person in &case.people {
        let first = open(case, &case.filing.keyring, &all[..1], person, rosters);
        if named(&case.filing.members, case.filing.sleeper, person.id) {
            let first = first.unwrap();
            assert!(first.findings().is_empty() && first.first_opening());
        } else {
            assert_eq!(first.err(), Some(Error::NotForUs));
        }
        let second = open(case, &case.rotation.keyring, &all, person, rosters);
        if !named(&case.rotation.members, case.rotation.sleeper, person.id) {
            assert_eq!(second.err(), Some(Error::NotForUs));
            continue;
        }
        let second = second.unwrap();
        assert_eq!((second.findings(), second.keyring().header().version), (&[][..], 2));
        assert_eq!(second.keyring().header().author, Author::Staff(case.rotation.author));
        assert_eq!(second.report().mailbox.signing, keys.signing.verifying_key());
        assert_eq!(texts(&second.conversation()), [case.reply.text.clone(), case.post.text.clone()]);
        assert_eq!(texts(&second.notes()), std::slice::from_ref(&case.note.text));
        assert_eq!(second.notes()[0].header().author, Author::Staff(case.note.author));
        check_attachment(case, second.identities(Audience::Conversation).last().unwrap());
    }
}

fn open(
    case: &Case,
    keyring: &Sealed,
    items: &[(Audience, &Sealed)],
    person: &CasePerson,
    rosters: &Rosters,
) -> Result<casework::Case, Error> {
    let stored =
        ids().zip(items).map(|(id, (audience, sealed))| casework::StoredItem { id, audience: *audience, sealed: (*sealed).clone() });
    let sealed = SealedCase { case: case.filing.case, keyring: keyring.clone(), items: stored.collect(), attachments: attachments(case) };
    OpenedCase::open(&sealed, &identity(person))?.check(rosters, 0)
}

fn check_attachment(case: &Case, identity: &Identity) {
    let CaseAttachment { description, content, sealed } = &case.attachment;
    let mut opened = Vec::new();
    Opener::begin(sealed.as_bytes(), description, identity).unwrap().read_to_end(&mut opened).unwrap();
    assert_eq!(opened, content.as_bytes());
}

fn check_secrets(case: &Case) {
    let CaseSecrets { name, passphrase, identity, signing_seed, sealed } = &case.secrets;
    let keys = StaffKeys::derive(name, &SecretString::from(passphrase.as_str()), case.installation).unwrap();
    let secrets = Secrets::open(sealed, &keys.wrap).unwrap();
    assert_eq!(secrets.identity.to_secret_string().expose_secret(), identity);
    assert_eq!(hex::encode(secrets.signing.seed()), *signing_seed);
}
