//! A staff's door, the handlers' endpoints and the office's, in a folder of its own, on SQLite, with a clock that stands where it was set.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU8, Ordering},
    },
};

use actix_web::{
    body::to_bytes,
    dev::{Service, ServiceResponse},
    http::Method,
    test::{TestRequest, init_service},
};
use bytes::Bytes;
use casework::{Desk, Registrar};
use client::Authenticator;
use domain::{
    CaseId, Clock, Day, EnrolmentHash, Leaf, LoginHash, Moment, Profile, Role, RosterHash, SigningPublic, StaffId, Store, SubmissionId,
    TokenHash, ZoneOffset,
    acts::By,
    clock::SetClock,
    documents::{Listed, StoredRoster},
    filing::NewFiling,
    limits::Limits,
    log::CheckpointSigner,
    second_factor::{Enrolment, FirstFactor, OfferedSeed, RecoveryCode, Seed, SeedOwner, Tried},
    staff::{Account, Invitation, NewAccount, SignInName},
};
use rand::{SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use web::{door::Door, headers::Headers, lanes::Lanes, origin::Origins};

/// Where its own pages come from.
pub(crate) const ORIGIN: &str = "http://127.0.0.1:8481";
/// The door's configured address, for which passkeys are made.
pub(crate) const SITE: &str = "https://cases.example.org";
/// Where the second factor is shown.
pub(crate) const SECOND: &str = "/api/v1/casework/session/second-factor";
/// A proof that the registrar of these tests takes for genuine.
pub(crate) const PROOF: [u8; 64] = [1; 64];

pub(crate) struct Place {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<SetClock>,
    pub(crate) door: Door,
    /// Who stands on the list in force: everybody who does not run the place.
    pub(crate) listed: Arc<Mutex<Vec<Listed>>>,
    next: AtomicU8,
    apps: Mutex<BTreeMap<String, Authenticator>>,
    _folder: tempfile::TempDir,
}

struct TakesOneProof;

#[async_trait::async_trait]
impl Registrar for TakesOneProof {
    fn is_genuine(&self, _: &[u8; 32], recipient: &str, _: &SigningPublic, proof: &[u8; 64]) -> bool {
        recipient.starts_with("age1pq1") && *proof == PROOF
    }
    async fn enrolled(&self, _: StaffId) -> bool {
        false
    }
    async fn is_trial(&self) -> bool {
        true
    }
}

/// Takes notes that say "signed"; on the list in force stand these.
struct TakesOneNote(Arc<Mutex<Vec<Listed>>>);

impl office::Notary for TakesOneNote {
    fn draft(&self, in_force: Option<&StoredRoster>, today: Day) -> office::Draft {
        let version = in_force.map_or(1, |held| held.version + 1);
        office::Draft { version, from: today, until: today.add_days(90), stanza_count: 8, jurisdiction: "eu".to_owned() }
    }
    fn judge(&self, note: String, held: Option<&StoredRoster>, _: &[Account], today: Day) -> Result<office::Judged, office::Refusal> {
        if !note.starts_with("signed") {
            return Err(office::Refusal::Signature);
        }
        let office::Draft { version, from, until, .. } = self.draft(held, today);
        let list = StoredRoster { hash: RosterHash::of(note.as_bytes()), note, version, valid_from: from, valid_until: until };
        Ok(office::Judged { list, people: Vec::new() })
    }
    fn listed(&self, _: &StoredRoster, _: Day) -> Vec<Listed> {
        self.0.lock().unwrap().clone()
    }
    fn sealed_key(&self) -> Option<Bytes> {
        Some(Bytes::from_static(b"sealed key"))
    }
}

struct NoLog;

impl CheckpointSigner for NoLog {
    fn sign(&self, _: u64, _: [u8; 32]) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
        Ok("checkpoint".to_owned())
    }
}

/// A disk with room, whatever the one of the machine has.
struct Plenty;

impl store::Space for Plenty {
    fn room(&self) -> std::io::Result<store::Room> {
        Ok(store::Room { free: 1 << 40, total: 1 << 40 })
    }
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// A cookie that it sets, as it is sent back.
    pub(crate) fn cookie(&self, name: &str) -> String {
        let set = self.headers.iter().filter(|(header, _)| header == "set-cookie");
        let pair = set.filter_map(|(_, value)| value.split(';').next()).find(|pair| pair.starts_with(&format!("{name}=")));
        pair.unwrap_or_else(|| panic!("no {name}")).to_owned()
    }

    /// The last part of the problem's type; empty if it is no problem.
    pub(crate) fn problem(&self) -> String {
        self.json()["type"].as_str().unwrap_or_default().trim_start_matches("/problems/").to_owned()
    }
}

impl Place {
    pub(crate) async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
        let limits = Limits { max_attachment: 1 << 20, ..Limits::default() };
        let config =
            store::Config { database: at("a.db"), storage_keys: at("b.db"), blobs: folder.path().join("blobs"), limits, sole: true };
        let store = store::open(config, Box::new(StdRng::from_seed([1; 32])), Some(Box::new(Plenty))).await.unwrap();
        let clock = Arc::new(SetClock::at(Moment::from_seconds(20_000 * 86_400 + 40_000)));
        let mut rng = StdRng::from_seed([2; 32]);
        let time = (ZoneOffset::default(), Profile::named("eu").unwrap(), limits);
        let drawn = std::sync::Mutex::new(StdRng::from_seed([3; 32]));
        let tokens = Box::new(move || rand::Rng::r#gen(&mut *drawn.lock().unwrap()));
        let desk = Desk::new(store.clone(), clock.clone(), Arc::new(TakesOneProof), b"{}".to_vec(), time, tokens)
            .with_passkeys(casework::Site::at(SITE));
        let drawn = std::sync::Mutex::new(StdRng::from_seed([4; 32]));
        let listed = Arc::new(Mutex::default());
        let office = office::Desk {
            staff: store.clone(),
            departures: store.clone(),
            announcements: store.clone(),
            reporters: vec!["https://report.example".to_owned()],
            documents: store.clone(),
            log: store.clone(),
            clock: clock.clone(),
            zone: ZoneOffset::default(),
            notary: Arc::new(TakesOneNote(listed.clone())),
            tokens: Box::new(move || rand::Rng::r#gen(&mut *drawn.lock().unwrap())),
        };
        let (handlers, office) = (casework::furnish(Arc::new(desk)), office::furnish(Arc::new(office)));
        let door = Door {
            endpoints: Arc::new([casework::endpoints(), office::endpoints()].concat()),
            lanes: Lanes::new(Lanes::for_cores(2), &mut rng),
            furnish: Arc::new(move |config| {
                handlers(config);
                office(config);
            }),
            headers: Headers::for_staff(),
            origins: Some(Origins::new([ORIGIN.to_owned()])),
        };
        Self { store, clock, door, listed, next: AtomicU8::new(1), apps: Mutex::default(), _folder: folder }
    }

    fn number(&self) -> u8 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// Invites somebody; gives the token of the link.
    pub(crate) async fn invite(&self, roles: &[Role]) -> ([u8; 32], StaffId) {
        let n = self.number();
        let (token, person) = ([n; 32], StaffId::new([n; 16]));
        let today = self.clock.now().day(ZoneOffset::default());
        let until = today.add_days(7);
        let roles = roles.iter().copied().collect();
        let invitation =
            Invitation { token: EnrolmentHash::of(&token), person, name: format!("Person {n}"), roles, groups: Vec::new(), until };
        self.store.invite(invitation, By::machine(today)).await.unwrap();
        (token, person)
    }

    /// Somebody who has enrolled under this name and signs in with a login of nines.
    pub(crate) async fn person(&self, name: &str, roles: &[Role]) -> StaffId {
        let (token, person) = self.invite(roles).await;
        let account = NewAccount {
            sign_in_name: SignInName::parse(name).unwrap(),
            login: LoginHash::of(&[9; 32]),
            recipient: "age1pq1".to_owned(),
            signing: SigningPublic::new([token[0]; 32]),
            secrets: Bytes::from_static(b"sealed"),
        };
        let today = self.clock.now().day(ZoneOffset::default());
        let seed = || Seed::from_slice(&[token[0]; 20]).unwrap();
        let recovery = vec![recovery_code(token[0]).hash(person)];
        let (link, now) = (EnrolmentHash::of(&token), self.clock.now());
        self.store.offer_seed(SeedOwner::Link(link), seed(), now).await.unwrap();
        let OfferedSeed { seed: offered, tag } = self.store.offered_seed(SeedOwner::Link(link), now).await.unwrap().unwrap();
        let factor = FirstFactor { tried: Tried::Codes { seed: offered, offer: tag, step: 0 }, recovery };
        assert_eq!(self.store.enrol(link, account, factor, today).await.unwrap(), Enrolment::Done(person));
        self.keeps(name, Authenticator::new(seed()));
        if !roles.contains(&Role::Administrator) {
            let signing = SigningPublic::new([token[0]; 32]);
            self.listed.lock().unwrap().push(Listed { person, recipient: "age1pq1".to_owned(), signing });
        }
        person
    }

    /// Puts a seed into somebody's authenticator app.
    pub(crate) fn keeps(&self, name: &str, app: Authenticator) {
        self.apps.lock().unwrap().insert(name.to_owned(), app);
    }

    /// A code that was not used yet; the clock goes on for it if need be.
    pub(crate) fn code(&self, name: &str) -> String {
        loop {
            if let Some(code) = self.apps.lock().unwrap().get_mut(name).unwrap().code(self.clock.now().seconds()) {
                return code.to_string();
            }
            self.clock.advance(30);
        }
    }

    /// Shows a passphrase; gives the cookie of half a session.
    pub(crate) async fn half(&self, name: &str) -> String {
        let answer = self.ask(Method::POST, "/api/v1/casework/session", None, Some(sign_in(name, [9; 32]))).await;
        assert_eq!(answer.status, 200, "{:?}", answer.json());
        answer.cookie("__Host-halfway")
    }

    /// Signs somebody in; gives the cookie.
    pub(crate) async fn cookie(&self, name: &str) -> String {
        let half = self.half(name).await;
        let answer = self.ask(Method::POST, SECOND, Some(&half), Some(json!({ "code": self.code(name) }))).await;
        assert_eq!(answer.status, 200, "{:?}", answer.json());
        answer.cookie("__Host-session")
    }

    /// One tick.
    pub(crate) async fn tick(&self) {
        let today = self.clock.now().day(ZoneOffset::default());
        self.store.tick(domain::Moment::from_seconds(0), today, Profile::named("eu").unwrap(), Arc::new(NoLog)).await.unwrap();
    }

    /// Reports are taken by a list of readers: puts one in force if there is none.
    pub(crate) async fn has_a_list(&self) {
        let today = self.clock.now().day(ZoneOffset::default());
        if self.store.roster().await.unwrap().is_none() {
            let note = "signed before anything".to_owned();
            let hash = RosterHash::of(note.as_bytes());
            let first = StoredRoster { hash, note, version: 1, valid_from: today, valid_until: today.add_days(90) };
            self.store.put_roster(first, Vec::new(), By::machine(today)).await.unwrap();
        }
    }

    /// A case that has come out to its members.
    pub(crate) async fn case(&self, members: &[StaffId], sleeper: Option<StaffId>) -> CaseId {
        let n = 0xa0 + self.number();
        let today = self.clock.now().day(ZoneOffset::default());
        self.has_a_list().await;
        let filing = NewFiling {
            submission: SubmissionId::new([n; 16]),
            case: CaseId::new([n; 16]),
            mailbox: TokenHash::new([n; 32]),
            roster: self.store.roster().await.unwrap().unwrap().hash,
            members: members.to_vec(),
            sleeper,
            keyring: Bytes::from_static(b"keyring 1"),
            item: Bytes::from_static(b"item 0"),
            state: Bytes::from_static(b"state 1"),
            leaf: Leaf::new([n; 32]),
            uploads: Vec::new(),
        };
        self.store.file(filing, today).await.unwrap();
        self.tick().await;
        CaseId::new([n; 16])
    }

    /// Asks with JSON or nothing, from our own pages.
    pub(crate) async fn ask(&self, method: Method, path: &str, cookie: Option<&str>, body: Option<Value>) -> Answer {
        let mut request = TestRequest::default().method(method).uri(path).insert_header(("origin", ORIGIN));
        if let Some(body) = body {
            request = request.set_json(body);
        }
        self.send(request, cookie).await
    }

    /// Sends a request as it is.
    pub(crate) async fn send(&self, mut request: TestRequest, cookie: Option<&str>) -> Answer {
        if let Some(cookie) = cookie {
            request = request.insert_header(("cookie", cookie));
        }
        let app = init_service(self.door.app()).await;
        read(app.call(request.to_request()).await.unwrap()).await
    }
}

async fn read(answer: ServiceResponse<impl actix_web::body::MessageBody>) -> Answer {
    let status = answer.status().as_u16();
    let text = |value: &actix_web::http::header::HeaderValue| value.to_str().unwrap().to_owned();
    let mut headers: Vec<_> = answer.headers().iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
    headers.sort();
    let body = to_bytes(answer.into_body()).await.map_err(|_| "a body").unwrap();
    Answer { status, headers, body }
}

pub(crate) fn sign_in(name: &str, login: [u8; 32]) -> Value {
    json!({ "name": name, "login": hex::encode(login) })
}

/// The one recovery code of the person of this number.
pub(crate) fn recovery_code(number: u8) -> RecoveryCode {
    RecoveryCode::new([number; 10])
}
