//! Draws the inputs of `exact` and writes one whole case with the real code. All secrets are drawn for this alone.

use ledger::receipt::Receipt;
use rand::{Rng, RngCore, rngs::StdRng};
use sealing::attachment::{self, Attachment};
use sealing::casework::Written;
use sealing::derive::{MailboxKeys, StaffKeys};
use sealing::filing::{Choice, Content, Filing};
use sealing::hybrid::Identity;
use sealing::item::{Answer, Stage};
use sealing::staff::Secrets;
use sealing::words::{LANGUAGES, Language, Words};
use sealing::{CaseId, Hash, InstallationId, Sealed, SigningKey, SubmissionId};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::shape::*;
use crate::organisation::{INSTALLATION, Organisation, Server, Story, TODAY, message, people, rng};

const NO_HASH: Hash = Hash::from_bytes([0; 32]);

fn hex_of(length: usize, rng: &mut StdRng) -> String {
    let mut bytes = vec![0; length];
    rng.fill_bytes(&mut bytes);
    hex::encode(bytes)
}

/// The inputs; what is computed from them is left blank.
pub(super) fn inputs() -> Exact {
    let rng = &mut rng(12);
    let lengths = [0, 1, 4096, 4097, 16_384, 16_385, 65_536, 65_537, 262_144, 262_145, 524_289, 1_000_000, 2_097_152];
    let files = [
        0,
        1,
        65_536,
        65_537,
        70_000,
        100_000,
        131_072,
        131_073,
        1 << 20,
        (1 << 20) + 1,
        20_000_000,
        (1 << 31) + 1,
        1 << 40,
        (1 << 48) - 1,
    ];
    Exact {
        words: LANGUAGES.iter().flat_map(|language| [*language; 2]).map(|language| words(language, rng)).collect(),
        readings: readings(rng),
        mailbox: (0..3).map(|_| mailbox(rng)).collect(),
        staff: [(" Ａna\u{a0}Ünal ", "six  words\tof a passphrase "), ("İPEK", "ﬁne caf\u{65}\u{301}")].map(|one| staff(one, rng)).into(),
        padding: Padding {
            item: lengths.map(|length| (length, 0)).into(),
            attachment: files.map(|length| (length, 0)).into(),
            sealed: vec![(1, 0, 0), (1, 16_384, 0), (2, 4096, 0), (2, 65_536, 0), (2, 65_537, 0), (8, 4096, 0), (64, 1 << 30, 0)],
        },
        fingerprints: fingerprints(rng),
        notes: vec![note("sottovoce-log", "origin\n7\n", rng), note("clé", "two\n\nparts — ✓\n", rng)],
        signatures: signatures(),
        enrolment: vec![Enrolment {
            token: hex_of(32, rng),
            recipient: Identity::generate(rng).to_recipient(),
            seed: hex_of(32, rng),
            proof: sealing::Signature::from_bytes([0; 64]),
        }],
        work: [(32, 0, 12), (32, 68_752, 9), (7, 1 << 40, 1), (0, 0, 0)].map(|one| work(one, rng)).into(),
        receipts: [0, 1 << 40].map(|tick| receipt(tick, rng)).into(),
        signed: [("item", "{\"a\":1}", ""), ("keyring", "", "{}"), ("mailbox-state", "é", "\u{1f512}")].map(|one| signed(one, rng)).into(),
        trees: [0, 1, 2, 3, 6, 7, 256].map(|count| Tree { leaves: (0..count).map(|_| hex_of(32, rng)).collect(), root: NO_HASH }).into(),
    }
}

fn words(language: Language, rng: &mut StdRng) -> OneWords {
    OneWords { language, entropy: hex_of(10, rng), words: String::new() }
}

/// What people type: as shown, in capitals, cut to four letters, without accents, with slips, mixed, too few.
fn readings(rng: &mut StdRng) -> Vec<Reading> {
    let mut typed = vec![String::new(), "abandon".to_owned(), "abandon ability abel about above absent absorb abstract".to_owned()];
    typed.push("crime canal cousin nation badge surprise torch machine".to_owned());
    for language in LANGUAGES {
        let words = Words::draw(language, rng);
        let phrase = words.phrase().expose_secret().to_owned();
        let each = |change: fn(&str) -> String| phrase.split(' ').map(change).collect::<Vec<_>>();
        let place = rng.gen_range(0..8);
        let mut slipped = each(str::to_owned);
        slipped[place].insert(2, 'q');
        let mut swapped = each(str::to_owned);
        swapped.swap(0, 7);
        typed.extend([
            phrase.clone(),
            phrase.to_uppercase(),
            each(|word| word.chars().take(4).collect()).join("-"),
            each(|word| word.chars().take(3).collect()).join(" "),
            format!("1) {}!", phrase.replace(' ', "\n2) ")),
            slipped.join(" "),
            swapped.join(" "),
            format!(
                "{} {}",
                each(str::to_owned)[..4].join(" "),
                Words::draw(Language::Cs, rng).phrase().expose_secret().split(' ').take(4).collect::<Vec<_>>().join(" ")
            ),
        ]);
    }
    typed.push(several(rng));
    typed.into_iter().map(|typed| Reading { typed, outcome: Value::Null }).collect()
}

/// English words that are also French and right in both.
fn several(rng: &mut StdRng) -> String {
    let lists = [Language::En, Language::Fr].map(|language| {
        let words: Vec<String> = (0..2048u16).map(|index| word_at(language, index)).collect();
        words
    });
    let shared: Vec<&String> = lists[0].iter().filter(|word| lists[1].contains(word)).collect();
    loop {
        let typed = (0..8).map(|_| shared[rng.gen_range(0..shared.len())].as_str()).collect::<Vec<_>>().join(" ");
        let found = Words::parse_in(&typed, Language::En).is_ok() && Words::parse_in(&typed, Language::Fr).is_ok();
        if found {
            return typed;
        }
    }
}

/// The word of an index: the first of the words whose entropy begins with it.
fn word_at(language: Language, index: u16) -> String {
    let [high, low] = (index << 5).to_be_bytes();
    Words::from_entropy(&[high, low, 0, 0, 0, 0, 0, 0, 0, 0], language).word(0).to_string()
}

fn mailbox(rng: &mut StdRng) -> Mailbox {
    Mailbox {
        installation: InstallationId::draw(rng),
        entropy: hex_of(10, rng),
        token: String::new(),
        token_hash: NO_HASH,
        identity: String::new(),
        recipient: String::new(),
        signing_seed: String::new(),
        signing: SigningKey::generate(rng).verifying_key(),
        filing: String::new(),
    }
}

fn staff((name, passphrase): (&str, &str), rng: &mut StdRng) -> Staff {
    Staff {
        installation: InstallationId::draw(rng),
        name: name.to_owned(),
        passphrase: passphrase.to_owned(),
        login: String::new(),
        login_hash: NO_HASH,
        identity: String::new(),
        recipient: String::new(),
    }
}

fn fingerprints(rng: &mut StdRng) -> Fingerprints {
    let mut key = || SigningKey::generate(rng).verifying_key();
    let organisation = [key(), key()].map(|key| OrganisationFingerprint { key, words: String::new() }).into();
    let signing = key();
    let recipient = Identity::generate(rng).to_recipient();
    Fingerprints { organisation, person: vec![PersonFingerprint { recipient, signing, words: String::new() }] }
}

fn note(name: &str, text: &str, rng: &mut StdRng) -> Note {
    let key = SigningKey::generate(rng);
    Note { name: name.to_owned(), seed: hex::encode(key.seed()), key: key.verifying_key(), text: text.to_owned(), note: String::new() }
}

/// The edge cases that the log's crate keeps.
fn signatures() -> Vec<SignatureCase> {
    serde_json::from_str(include_str!("../../../../ledger/vectors/ed25519.json")).unwrap()
}

fn work((challenge, bytes, bits): (usize, u64, u32), rng: &mut StdRng) -> Work {
    Work { challenge: hex_of(challenge, rng), submission: SubmissionId::draw(rng), bytes, bits, nonce: String::new() }
}

fn receipt(tick: u64, rng: &mut StdRng) -> ReceiptCase {
    let key = SigningKey::generate(rng);
    ReceiptCase {
        seed: hex::encode(key.seed()),
        key: key.verifying_key(),
        filing: hex_of(32, rng),
        case: CaseId::draw(rng),
        leaf: NO_HASH,
        tick,
        signature: sealing::Signature::from_bytes([0; 64]),
    }
}

fn signed((purpose, header, body): (&str, &str, &str), rng: &mut StdRng) -> SignedCase {
    let [purpose, header, body] = [purpose, header, body].map(str::to_owned);
    SignedCase { purpose, header, body, seed: hex_of(32, rng), signed: String::new(), hash: NO_HASH }
}

/// One case from filing to answer.
pub(super) fn case() -> Case {
    let rng = &mut rng(13);
    let (log, organisation) = (SigningKey::generate(rng), Organisation::new());
    let roster = organisation.roster();
    let words = Words::draw(Language::Pt, rng);
    let keys = MailboxKeys::derive(&words, INSTALLATION).unwrap();
    let left_out = people(&[3, 31]);
    let filing = Filing::begin(&keys, &roster, Choice { left_out: left_out.clone(), read_back: true }, rng).unwrap();
    let mut bytes = vec![0; 3000];
    rng.fill_bytes(&mut bytes);
    let (sealed, description) = seal_attachment(&bytes, filing.recipients());
    let answers = [("what", "O leitor de crachás está aberto. — ✓"), ("where", "office\nelsewhere")];
    let answers: Vec<_> = answers.map(|(question, value)| Answer { question: question.to_owned(), value: value.to_owned() }).into();
    let questionnaire = Hash::of(&[b"questionnaire"]);
    let content = Content { questionnaire, answers: answers.clone(), attachments: vec![description.clone()], identity: None };
    let report = filing.compose(content, TODAY, rng).unwrap();
    let mut server = Server::with(&report);
    server.store_attachment(description.sha256, description.sealed);
    let note = organisation.content.sign(&organisation.key).unwrap();
    let mut story = Story { organisation, roster, keys, server, report, rng: rng.clone() };
    let rotation = story.rotate();
    let author = story.member();
    let reply = story.reply("Which door is it?").sealed;
    let stage = story.stage(Stage::Question).sealed;
    let among = story.write(Written::Note(message("Ask facilities first."))).sealed;
    let post = story.post("The one at the back.");
    let Story { organisation, roster, report, .. } = story;
    Case {
        installation: INSTALLATION,
        day: TODAY,
        questionnaire,
        organisation_key: organisation.key.verifying_key(),
        log_key: log.verifying_key(),
        roster: note,
        roster_hash: roster.hash(),
        people: organisation.secrets.iter().map(|(id, secrets)| case_person(*id, secrets)).collect(),
        entropy: hex::encode(words.entropy()),
        language: words.language(),
        left_out,
        answers,
        attachment: CaseAttachment { description, content: Sealed::from_bytes(bytes), sealed },
        receipt: Receipt::issue(report.leaf, 41, &log).to_sent(),
        filing: CaseFiling {
            submission: report.submission,
            case: report.case,
            token_hash: report.token_hash,
            members: report.members,
            sleeper: report.sleeper,
            keyring: report.keyring,
            item: report.item,
            state: report.state,
            leaf: report.leaf,
        },
        rotation: Rotation {
            author,
            keyring: rotation.keyring,
            notice: rotation.notice,
            members: rotation.members,
            sleeper: rotation.sleeper,
        },
        reply: Text { author, text: "Which door is it?".to_owned(), sealed: reply },
        stage: CaseStage { author, stage: Stage::Question, sealed: stage },
        note: Text { author, text: "Ask facilities first.".to_owned(), sealed: among },
        post: Post { text: "The one at the back.".to_owned(), item: post.item, state: post.state, state_version: post.state_version },
        secrets: case_secrets(rng),
    }
}

fn seal_attachment(bytes: &[u8], recipients: &[sealing::hybrid::Recipient; 2]) -> (Sealed, Attachment) {
    let mut sealed = Vec::new();
    let description = attachment::seal_stream(recipients, &mut &*bytes, &mut sealed, "porta.jpg", "image/jpeg").unwrap();
    (Sealed::from_bytes(sealed), description)
}

fn secret(identity: &Identity) -> String {
    identity.to_secret_string().expose_secret().to_owned()
}

fn case_person(id: sealing::StaffId, secrets: &Secrets) -> CasePerson {
    CasePerson { id, identity: secret(&secrets.identity), signing_seed: hex::encode(secrets.signing.seed()) }
}

fn case_secrets(rng: &mut StdRng) -> CaseSecrets {
    let (name, passphrase, secrets) = ("ana", "six plain words in a row", Secrets::generate(rng));
    let wrap = StaffKeys::derive(name, &SecretString::from(passphrase), INSTALLATION).unwrap().wrap;
    CaseSecrets {
        name: name.to_owned(),
        passphrase: passphrase.to_owned(),
        identity: secret(&secrets.identity),
        signing_seed: hex::encode(secrets.signing.seed()),
        sealed: secrets.seal(&wrap).unwrap(),
    }
}
