//! Draws a vault, and requests and answers that hold or break one rule each, as a lying reader or keeper would write them.

use std::collections::BTreeSet;

use sealing::identity::{
    AtKeeper, Header, LetterRequest, Particulars, Place, SaidAnswer, SaidRequest, Share, SignedAnswer, SignedRequest, Split, Vault,
    keepers_of, open_share,
};
use sealing::item::{Change, IdentityAsked, People};
use sealing::roster::{Role, Roster};
use sealing::signed::{Purpose, Signed, Unverified};
use sealing::{CaseId, Hash, Sealed, SigningKey, StaffId, json};

use super::{Answer, Case, CasePerson, Line, OneLetter, Opened, Request, Vectors};
use crate::organisation::{INSTALLATION, Organisation, TODAY, people, rng, staff};

const CASE: CaseId = CaseId::from_bytes([0xca; 16]);

fn line(seed: u8) -> Line {
    let bytes = |from: u8| Hash::of(&[&[seed, from]]);
    let (secret, slope) = (bytes(1), bytes(2));
    let split = Split::of(secret.as_bytes(), slope.as_bytes());
    let values = [1, 2, 3, 255].into_iter().map(|index| split.share(index).unwrap()).collect();
    Line { secret: secret.to_string(), slope: slope.to_string(), values }
}

/// An organisation in which 1 and 2 read, 4 handles too, 21 governs, and 30 to 35 keep names: 31 was left out, 32 woke in this case
/// once, and 4 is a keeper too.
struct House {
    organisation: Organisation,
    roster: Roster,
    mailbox: SigningKey,
    left_out: People,
    members: People,
}

impl House {
    fn new() -> Self {
        let keepers = (30..=35).map(|number| (number, Role::Custodian));
        let roles: Vec<_> =
            [(1, Role::Handler), (2, Role::Handler), (4, Role::Handler), (11, Role::Fallback), (21, Role::Governing), (22, Role::Officer)]
                .into_iter()
                .chain(keepers)
                .collect();
        let mut organisation = Organisation::of(&roles);
        organisation.content.people.iter_mut().find(|person| person.id == staff(4)).unwrap().roles.push(Role::Custodian);
        let roster = organisation.roster();
        let mailbox = SigningKey::from_seed(&[0x3a; 32]);
        Self { organisation, roster, mailbox, left_out: people(&[31]), members: people(&[1, 2, 32]) }
    }

    fn header(&self, author: u8, day: i32) -> Header {
        Header { author: staff(author), roster: self.roster.hash(), day: TODAY.add_days(day) }
    }

    fn vault(&self, case: CaseId, signing: &SigningKey) -> Vault {
        let place = Place { case, roster: &self.roster, left_out: &self.left_out, readers: &People::new(), day: TODAY };
        Vault::seal(particulars(), &place, signing, &mut rng(9)).unwrap()
    }

    /// Each keeper's place, from 1.
    fn index(&self, keeper: u8) -> u8 {
        let place = keepers_of(&self.roster).position(|person| person.id == staff(keeper)).unwrap();
        u8::try_from(place + 1).unwrap()
    }

    fn sealed_share<'a>(&self, vault: &'a Vault, keeper: u8) -> &'a Sealed {
        &vault.shares[usize::from(self.index(keeper)) - 1]
    }

    fn share(&self, vault: &Vault, keeper: u8) -> Share {
        open_share(self.sealed_share(vault, keeper), self.organisation.identity(staff(keeper))).unwrap().share
    }
}

fn particulars() -> Particulars {
    Particulars { name: "Zoë Example-Ünal".to_owned(), contact: "at home, after six\n+00 000 \"42\"".to_owned() }
}

fn bytes_of<P: Purpose>(signed: &Signed<P>) -> Sealed {
    Sealed::from_bytes(signed.padded().unwrap().to_vec())
}

fn said(vault: &Vault, to: &[u8]) -> SaidRequest {
    let reason = "A court asks who saw it.\nWithout the name the case ends.".to_owned();
    SaidRequest { case: CASE, vault: vault.hash(), reason, withheld: None, to: people(to) }
}

/// What the reader of the vectors asked. A lying one may name anybody, so that each rule on the other side is met by itself.
struct Asked {
    first: SignedRequest,
    to_member: SignedRequest,
    to_left_out: SignedRequest,
    second: SignedRequest,
    earlier: SignedRequest,
}

fn told(request: &SignedRequest) -> Change {
    let SaidRequest { vault, reason, withheld, to, .. } = request.body().clone();
    Change::IdentityAsked(IdentityAsked { request: request.hash(), vault, to, reason, withheld })
}

fn requests(house: &House, vault: &Vault) -> Vec<Request> {
    let other = house.vault(CaseId::from_bytes([0xcb; 16]), &house.mailbox);
    let again = Vault::seal(
        particulars(),
        &Place { case: CASE, roster: &house.roster, left_out: &house.left_out, readers: &People::new(), day: TODAY },
        &house.mailbox,
        &mut rng(10),
    );
    let again = again.unwrap();
    let sign = |author: u8, day: i32, said: SaidRequest, key: u8| {
        let signed = SignedRequest::sign(house.header(author, day), said, house.organisation.signing(key)).unwrap();
        bytes_of(&signed)
    };
    let said = || said(vault, &[30, 33]);
    let honest = || sign(1, 0, said(), 1);
    let own = || house.sealed_share(vault, 30).clone();
    let raw = |body: &str| {
        let header = json::write(&house.header(1, 0)).unwrap();
        let signed = sealing::signed::sign_raw("identity-request", &header, body.as_bytes(), house.organisation.signing(1)).unwrap();
        Sealed::from_bytes(signed.to_vec())
    };
    let body = String::from_utf8(json::write(&said()).unwrap()).unwrap();
    let one = |name: &str, request: Sealed, share: Sealed, refused: Option<&str>| Request {
        name: name.to_owned(),
        keeper: staff(30),
        today: TODAY,
        cases: BTreeSet::from([CaseId::from_bytes([0xcc; 16])]),
        request,
        share,
        refused: refused.map(str::to_owned),
    };
    let stranger = {
        let key = SigningKey::from_seed(&[0x77; 32]);
        bytes_of(&SignedRequest::sign(house.header(0x77, 0), said(), &key).unwrap())
    };
    let withheld = SaidRequest { withheld: Some("They would be warned.".to_owned()), ..said() };
    let not_asked = Request {
        keeper: staff(34),
        ..one("a keeper who is not named", honest(), house.sealed_share(vault, 34).clone(), Some("not-asked"))
    };
    let member = Request { cases: BTreeSet::from([CASE]), ..one("a keeper who reads the case", honest(), own(), Some("member")) };
    let own_request = Request {
        keeper: staff(4),
        ..one(
            "a reader who asks themselves",
            sign(4, 0, SaidRequest { to: people(&[4, 30]), ..said() }, 4),
            house.sealed_share(vault, 4).clone(),
            Some("own"),
        )
    };
    let long = body.replace("A court", &"A".repeat(1000));
    vec![
        one("a request that holds", honest(), own(), None),
        one("one that tells the reporter nothing", sign(2, 0, withheld, 2), own(), None),
        one("a clock that is a day ahead", sign(1, 1, said(), 1), own(), None),
        one("one of 14 days ago", sign(1, -14, said(), 1), own(), None),
        one("somebody who governs", sign(21, 0, said(), 21), own(), None),
        one("somebody who is not listed", stranger, own(), Some("no-reader")),
        one("an officer, who reads nothing", sign(22, 0, said(), 22), own(), Some("no-reader")),
        one("a keeper, who reads nothing", sign(33, 0, said(), 33), own(), Some("no-reader")),
        one("signed by another reader", sign(1, 0, said(), 2), own(), Some("forged")),
        own_request,
        not_asked,
        one("of the day after tomorrow", sign(1, 2, said(), 1), own(), Some("future")),
        one("of 15 days ago", sign(1, -15, said(), 1), own(), Some("old")),
        member,
        one("another keeper's share", honest(), house.sealed_share(vault, 33).clone(), Some("share")),
        one("a share that stands for somebody left out", honest(), house.sealed_share(vault, 31).clone(), Some("share")),
        one("the share of another case", honest(), house.sealed_share(&other, 30).clone(), Some("other-case")),
        one("the share of another name in the same case", honest(), house.sealed_share(&again, 30).clone(), Some("other-vault")),
        one(
            "a request for another case by the same share",
            sign(1, 0, SaidRequest { case: CaseId::from_bytes([0xcd; 16]), ..said() }, 1),
            own(),
            Some("other-case"),
        ),
        one("no reason", raw(&body.replace("A court asks who saw it.\\nWithout the name the case ends.", " ")), own(), Some("form")),
        one("a reason too long", raw(&long), own(), Some("form")),
        one("one keeper only", raw(&body.replace(&format!(",\"{}\"", staff(33)), "")), own(), Some("form")),
        one(
            "keepers not in order",
            raw(&body.replace(&format!("\"{}\",\"{}\"", staff(30), staff(33)), &format!("\"{}\",\"{}\"", staff(33), staff(30)))),
            own(),
            Some("form"),
        ),
        one("more than is known", raw(&body.replace("{\"case\"", "{\"more\":1,\"case\"")), own(), Some("form")),
    ]
}

fn answers(house: &House, vault: &Vault, asked: &Asked) -> Vec<Answer> {
    let Asked { first, to_member, to_left_out, second, earlier } = asked;
    let sign_as = |author: u8, said: SaidAnswer, key: u8| {
        bytes_of(&SignedAnswer::sign(house.header(author, 0), said, house.organisation.signing(key)).unwrap())
    };
    let asks = said;
    let said =
        |request: &SignedRequest, share: Option<Share>| SaidAnswer { request: request.hash(), reason: "It must be.".to_owned(), share };
    let agrees = |keeper: u8, request: &SignedRequest| said(request, Some(house.share(vault, keeper)));
    let one = |name: &str, answer: Sealed, refused: Option<&str>, agrees: bool| Answer {
        name: name.to_owned(),
        answer,
        refused: refused.map(str::to_owned),
        agrees,
    };
    let wrong = |keeper: u8| {
        let mut share = house.share(vault, keeper);
        share.value[31] ^= 1;
        said(first, Some(share))
    };
    let index_of_another = Share { index: house.index(33), ..house.share(vault, 30) };
    let unknown = SignedRequest::sign(
        house.header(1, 0),
        SaidRequest { reason: "Never told.".into(), ..asks(vault, &[30, 33]) },
        house.organisation.signing(1),
    )
    .unwrap();
    let of_another_reader = SignedRequest::sign(house.header(2, 0), asks(vault, &[30, 33]), house.organisation.signing(2)).unwrap();
    let stranger = bytes_of(&SignedAnswer::sign(house.header(0x77, 0), said(first, None), &SigningKey::from_seed(&[0x77; 32])).unwrap());
    let raw = |body: &str| {
        let header = json::write(&house.header(30, 0)).unwrap();
        Sealed::from_bytes(
            sealing::signed::sign_raw("identity-answer", &header, body.as_bytes(), house.organisation.signing(30)).unwrap().to_vec(),
        )
    };
    let body = String::from_utf8(json::write(&agrees(30, first)).unwrap()).unwrap();
    let left_out = said(to_left_out, Some(Share { index: house.index(31), value: house.share(vault, 30).value }));
    vec![
        one("30 agrees", sign_as(30, agrees(30, first), 30), None, true),
        one("33 agrees", sign_as(33, agrees(33, first), 33), None, true),
        one("33 says no", sign_as(33, said(first, None), 33), None, false),
        one("34 agrees to a second request", sign_as(34, agrees(34, second), 34), None, true),
        one("33 gives a wrong value", sign_as(33, wrong(33), 33), None, true),
        one("34 gives a wrong value", sign_as(34, SaidAnswer { request: second.hash(), ..wrong(34) }, 34), None, true),
        one("somebody who is not listed", stranger, Some("not-keeper"), false),
        one("a reader who keeps no names", sign_as(2, said(first, None), 2), Some("not-keeper"), false),
        one("signed by another keeper", sign_as(30, agrees(30, first), 33), Some("forged"), false),
        one("a request that nobody was told of", sign_as(30, agrees(30, &unknown), 30), Some("not-told"), false),
        one("a request of another reader", sign_as(30, agrees(30, &of_another_reader), 30), Some("not-told"), false),
        one("a request about a name that was left before", sign_as(30, agrees(30, earlier), 30), Some("other-vault"), false),
        one("a keeper who was not asked", sign_as(34, agrees(34, first), 34), Some("not-asked"), false),
        one("a keeper who read the case once", sign_as(32, agrees(32, to_member), 32), Some("member"), false),
        one("a keeper who was left out", sign_as(31, left_out, 31), Some("left-out"), false),
        one("the index of another keeper", sign_as(30, said(first, Some(index_of_another)), 30), Some("share"), false),
        one("index 0", raw(&body.replace(&format!("\"index\":{}", house.index(30)), "\"index\":0")), Some("form"), false),
        one("no reason", raw(&body.replace("It must be.", "")), Some("form"), false),
    ]
}

pub(super) fn vectors() -> Vectors {
    let house = House::new();
    let vault = house.vault(CASE, &house.mailbox);
    let sign = |said: SaidRequest| SignedRequest::sign(house.header(1, 0), said, house.organisation.signing(1)).unwrap();
    let asked = Asked {
        first: sign(said(&vault, &[30, 33])),
        to_member: sign(said(&vault, &[30, 32])),
        to_left_out: sign(said(&vault, &[30, 31])),
        second: sign(SaidRequest { withheld: Some("They would be warned.".into()), ..said(&vault, &[30, 34]) }),
        earlier: sign(SaidRequest { vault: Hash::of(&[b"an earlier one"]), ..said(&vault, &[30, 33]) }),
    };
    let share = house.sealed_share(&vault, 30);
    let keeper = open_request(&asked.first, share);
    let at_keeper = AtKeeper {
        person: staff(30),
        identity: house.organisation.identity(staff(30)),
        cases: &BTreeSet::new(),
        roster: &house.roster,
        today: TODAY,
    };
    let judged = at_keeper.judge(&keeper).unwrap();
    let writer =
        sealing::casework::Writer { person: staff(30), signing: house.organisation.signing(30), roster: &house.roster, day: TODAY };
    let reader_letter = judged.answer(true, "Both reasons are good.", writer).unwrap();
    let answers = answers(&house, &vault, &asked);
    let forged = house.vault(CASE, &SigningKey::from_seed(&[0x3b; 32]));
    let other = house.vault(CaseId::from_bytes([0xcb; 16]), &house.mailbox);
    let opened = |name: &str, answers: &[&str], refused: Option<&str>, vault: Option<Vault>| Opened {
        name: name.into(),
        answers: answers.iter().map(|one| (*one).to_owned()).collect(),
        refused: refused.map(str::to_owned),
        vault,
    };
    // Whoever seals draws the same secret from the same generator, so the same shares open what a liar sealed.
    let opened = vec![
        opened("two who agree", &["30 agrees", "33 agrees"], None, None),
        opened("one who agrees to each of two requests", &["34 agrees to a second request", "30 agrees"], None, None),
        opened("a wrong one among three", &["33 gives a wrong value", "30 agrees", "34 agrees to a second request"], None, None),
        opened("one alone", &["30 agrees"], Some("too-few"), None),
        opened("one, twice", &["30 agrees", "30 agrees"], Some("too-few"), None),
        opened("one who agrees and one who does not", &["30 agrees", "33 says no"], Some("too-few"), None),
        opened("a wrong value", &["30 agrees", "33 gives a wrong value"], Some("wrong"), None),
        opened("a name that the reporter did not sign", &["30 agrees", "33 agrees"], Some("forged-identity"), Some(forged)),
        opened("a name that was left for another case", &["30 agrees", "33 agrees"], Some("other-case"), Some(other)),
    ];
    let Particulars { ref name, ref contact } = particulars();
    let person = |(id, secrets): (&StaffId, &sealing::staff::Secrets)| CasePerson {
        id: *id,
        identity: secrecy::ExposeSecret::expose_secret(&secrets.identity.to_secret_string()).to_owned(),
        signing_seed: hex::encode(secrets.signing.seed()),
    };
    Vectors {
        shamir: (0..3).map(line).collect(),
        requests: requests(&house, &vault),
        answers,
        opened,
        case: Case {
            installation: INSTALLATION,
            day: TODAY,
            organisation_key: house.organisation.key.verifying_key(),
            roster: house.organisation.content.sign(&house.organisation.key).unwrap(),
            people: house.organisation.secrets.iter().map(person).collect(),
            case: CASE,
            mailbox_signing: house.mailbox.verifying_key(),
            left_out: house.left_out.clone(),
            members: house.members.clone(),
            name: name.clone(),
            contact: contact.clone(),
            vault_hash: vault.hash(),
            vault: vault.clone(),
            reader: staff(1),
            told: [&asked.first, &asked.to_member, &asked.to_left_out, &asked.second, &asked.earlier].map(told).into(),
            keeper_letter: letter(&house, staff(30), &bytes_of(&asked.first), share),
            reader_letter: OneLetter { to: reader_letter.to, sealed: reader_letter.sealed },
        },
    }
}

fn open_request(request: &SignedRequest, share: &Sealed) -> LetterRequest {
    LetterRequest { request: Unverified::parse(bytes_of(request).as_bytes()).unwrap(), share: share.clone() }
}

/// A letter as `Case::ask` seals it, which the stories show; here one whose request stands in the vectors too.
fn letter(house: &House, to: StaffId, request: &Sealed, share: &Sealed) -> OneLetter {
    let mut text = serde_json::to_vec(&serde_json::json!({ "request": request, "share": share })).unwrap();
    text.resize(16 * 1024, 0);
    let recipient = house.roster.person(to).unwrap().recipient.clone();
    OneLetter { to, sealed: sealing::seal::seal(&[recipient], &text).unwrap() }
}
