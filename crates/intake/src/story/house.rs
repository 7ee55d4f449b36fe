//! The house of a story: store, people, door, and a browser without scripts that posts forms to it.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use actix_web::{
    http::{StatusCode, header::HeaderMap},
    test::{TestRequest, init_service, read_body},
    web::Data,
};
use domain::{
    Day, Leaf, Moment, Profile, Store, ZoneOffset, acts::By, clock::SetClock, documents::StoredRoster, limits::Limits,
    log::CheckpointSigner, questionnaire::Questionnaire, ticks::Schedule,
};
use ledger::{Hash, SigningKey, checkpoint::Checkpoint, note::KeyName, receipt::Receipt};
use rand::{SeedableRng as _, rngs::StdRng};
use sealing::{
    InstallationId, StaffId,
    channel::Channel,
    hybrid::Identity,
    roster::{Content, Person, Role, UnverifiedRoster},
};
use store::{Config, Room, Space};
use tempfile::TempDir;
use web::{
    door::Door,
    headers::Headers,
    lanes::{LaneName, Lanes, Size},
};

use crate::{Difficulty, Intake, Parts, ReceiptSigner, Signs};

/// The day on which stories begin, and its noon.
pub(super) const DAY: i32 = 20_778;
const NOON: i64 = 20_778 * 86_400 + 12 * 3600;
pub(super) const INSTALLATION: InstallationId = InstallationId::from_bytes([7; 16]);
/// So many files come or go at the same time without scripts.
pub(super) const FILES_AT_ONCE: usize = 6;
/// What every story's questions are.
const QUESTIONS: &str = include_str!("../../../web/texts/questionnaire.json");

/// Somebody of the staff, with the secrets.
pub(super) struct Staff {
    pub(super) id: StaffId,
    pub(super) role: Role,
    pub(super) identity: Identity,
    pub(super) signing: SigningKey,
}

/// A disk whose free share a story sets.
#[derive(Clone)]
pub(super) struct SetRoom(Arc<AtomicU64>);

impl Space for SetRoom {
    fn room(&self) -> std::io::Result<Room> {
        Ok(Room { free: self.0.load(Ordering::Relaxed) << 28, total: 100 << 28 })
    }
}

struct LogKey(SigningKey);

impl ReceiptSigner for LogKey {
    fn sign(&self, leaf: Leaf, tick: u64) -> [u8; 64] {
        *Receipt::issue(Hash::from_bytes(*leaf.as_bytes()), tick, &self.0).to_sent().signature.as_bytes()
    }
}

impl CheckpointSigner for LogKey {
    fn sign(&self, size: u64, root: [u8; 32]) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
        let origin = KeyName::parse(&format!("sottovoce-log-{INSTALLATION}")).unwrap();
        Checkpoint { origin, size, root: Hash::from_bytes(root) }.sign(&self.0).map_err(Into::into)
    }
}

/// One answer of the door.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// The page, without its padding.
    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap().trim_end()
    }

    /// The JSON document.
    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    /// The slug of the problem it is.
    pub(super) fn problem(&self) -> String {
        self.json()["type"].as_str().unwrap_or_default().trim_start_matches("/problems/").to_owned()
    }
}

/// The house.
pub(super) struct House {
    pub(super) intake: Data<Intake>,
    pub(super) people: Vec<Staff>,
    pub(super) clock: Arc<SetClock>,
    pub(super) log: SigningKey,
    pub(super) roster: sealing::roster::Roster,
    pub(super) door: Door,
    room: SetRoom,
    seeds: Arc<AtomicU64>,
    _folder: TempDir,
}

impl House {
    /// A house with a roster in force.
    pub(super) async fn open() -> Self {
        let house = Self::not_open_yet(Limits::default()).await;
        house.put_roster().await;
        house
    }

    /// A house in which nobody has enrolled.
    pub(super) async fn not_open_yet(limits: Limits) -> Self {
        let folder = TempDir::new().unwrap();
        let seeds = Arc::new(AtomicU64::new(1));
        let (room, clock) = (SetRoom(Arc::new(AtomicU64::new(90))), Arc::new(SetClock::at(Moment::from_seconds(NOON))));
        let config = Config {
            database: format!("sqlite:{}", folder.path().join("main.db").display()),
            storage_keys: format!("sqlite:{}", folder.path().join("keys.db").display()),
            blobs: folder.path().join("blobs"),
            limits,
            sole: true,
        };
        let store = store::open(config, Box::new(StdRng::seed_from_u64(0)), Some(Box::new(room.clone()))).await.unwrap();
        let (organisation, log) = (SigningKey::from_seed(&[1; 32]), SigningKey::from_seed(&[2; 32]));
        let people = people();
        let roster = roster(&people, &organisation);
        let lanes = Lanes::new(sizes, &mut StdRng::seed_from_u64(0));
        let drawn = seeds.clone();
        let intake = Data::new(Intake::new(Parts {
            store,
            clock: clock.clone(),
            randomness: Arc::new(move || Box::new(StdRng::seed_from_u64(drawn.fetch_add(1, Ordering::Relaxed)))),
            schedule: Schedule::new(86_400, 6 * 3600, ZoneOffset::default()).unwrap(),
            profile: Profile::Eu,
            limits,
            questionnaire: Questionnaire::parse(QUESTIONS).unwrap(),
            channel: Channel {
                organisation: "Example & Sons".to_owned(),
                installation: INSTALLATION,
                organisation_keys: vec![organisation.verifying_key()],
                log_key: log.verifying_key(),
            },
            receipts: Arc::new(LogKey(log.clone())),
            lanes: lanes.clone(),
            difficulty: Difficulty::between(4, 6),
            signs: Signs::default(),
        }));
        let found = intake.clone();
        let door = Door {
            endpoints: Arc::new(crate::endpoints()),
            lanes,
            furnish: Arc::new(move |config| {
                config.app_data(found.clone());
            }),
            headers: Headers::for_reporters(),
            origins: None,
        };
        Self { intake, people, clock, log, roster, door, room, seeds, _folder: folder }
    }

    pub(super) fn store(&self) -> &dyn Store {
        &*self.intake.parts.store
    }

    /// Puts the roster in force, as whoever enrolled would.
    pub(super) async fn put_roster(&self) {
        self.put_roster_of(1, &self.people).await;
    }

    /// Puts a roster of these people in force.
    pub(super) async fn put_roster_of(&self, version: u32, people: &[Staff]) {
        let note = roster_note(version, people, &SigningKey::from_seed(&[1; 32]));
        let stored = StoredRoster {
            hash: domain::RosterHash::of(note.as_bytes()),
            note,
            version,
            valid_from: Day::from_number(DAY - 1),
            valid_until: Day::from_number(DAY + 80),
        };
        self.store().put_roster(stored, Vec::new(), By::machine(Day::from_number(DAY))).await.unwrap();
    }

    /// Sets the free share of the disk, in hundredths.
    pub(super) fn set_room(&self, free: u64) {
        self.room.0.store(free, Ordering::Relaxed);
    }

    pub(super) fn rng(&self) -> StdRng {
        StdRng::seed_from_u64(self.seeds.fetch_add(1, Ordering::Relaxed))
    }

    /// Lets out what waits, at the next tick's time.
    pub(super) async fn tick(&self) {
        self.clock.advance(86_400);
        let signer = Arc::new(LogKey(self.log.clone()));
        self.store().tick(domain::Clock::now(&*self.clock), self.intake.today(), Profile::Eu, signer).await.unwrap();
    }

    /// How often words were stretched since the house was opened.
    pub(super) fn stretched(&self) -> usize {
        self.intake.stretched.load(Ordering::Relaxed)
    }

    /// Sends a request. Whatever it is: no cookie comes back, and nothing may be kept.
    pub(super) async fn send(&self, request: TestRequest) -> Answer {
        let app = init_service(self.door.app()).await;
        let answer = actix_web::test::call_service(&app, request.to_request()).await;
        let (status, headers) = (answer.status(), answer.headers().clone());
        assert!(!headers.contains_key("set-cookie"));
        assert_eq!(headers.get("cache-control").unwrap(), "no-store");
        Answer { status, headers, body: read_body(answer).await.to_vec() }
    }

    pub(super) async fn get(&self, path: &str) -> Answer {
        self.send(TestRequest::get().uri(path)).await
    }

    /// Posts JSON as it is given.
    pub(super) async fn post_raw(&self, path: &str, body: impl Into<Vec<u8>>) -> Answer {
        let request = TestRequest::post().uri(path).insert_header(("content-type", "application/json"));
        self.send(request.set_payload(body.into())).await
    }

    pub(super) async fn post(&self, path: &str, body: &serde_json::Value) -> Answer {
        self.post_raw(path, body.to_string()).await
    }

    /// Posts a form, as a browser without scripts does.
    pub(super) async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let coded = |text: &str| text.bytes().map(|octet| format!("%{octet:02X}")).collect::<String>();
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", coded(name), coded(value))).collect();
        self.form_raw(path, body.join("&").into_bytes()).await
    }

    /// Posts a form's body as it is given.
    pub(super) async fn form_raw(&self, path: &str, body: Vec<u8>) -> Answer {
        let request = TestRequest::post().uri(path).insert_header(("content-type", "application/x-www-form-urlencoded"));
        self.send(request.set_payload(body)).await
    }

    /// Posts a file, as a browser without scripts does.
    pub(super) async fn file(&self, words: &str, name: &str, content: &[u8]) -> Answer {
        let body = file_body(words, name, content);
        let length = body.len();
        self.file_raw(body, length).await
    }

    /// Posts a file form's body, declared as so long.
    pub(super) async fn file_raw(&self, body: Vec<u8>, declared: usize) -> Answer {
        let request = TestRequest::post().uri("/plain/files").insert_header(("content-type", "multipart/form-data; boundary=X"));
        self.send(request.set_payload(body).insert_header(("content-length", declared.to_string()))).await
    }
}

/// Lanes as on four cores, but with few places for files without scripts.
fn sizes(name: LaneName) -> Size {
    match name {
        LaneName::UploadingPlain => Size { receiving: FILES_AT_ONCE, working: 1, waiting: 1 << 20 },
        other => Lanes::for_cores(4)(other),
    }
}

/// A form with words and a file, as browsers write it.
pub(super) fn file_body(words: &str, name: &str, content: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, value) in [("words", words), ("language", "en")] {
        body.extend_from_slice(format!("--X\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").as_bytes());
    }
    let head = format!("--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n");
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n--X--\r\n");
    body
}

/// Five handlers, two who step in, a governing body and two keepers of names.
pub(super) fn people() -> Vec<Staff> {
    let roles = [[Role::Handler; 5].as_slice(), &[Role::Fallback; 2], &[Role::Governing, Role::Custodian, Role::Custodian]].concat();
    (1..).zip(roles).map(|(n, role)| person(n, role)).collect()
}

/// Somebody with this number.
pub(super) fn person(n: u8, role: Role) -> Staff {
    Staff {
        id: StaffId::from_bytes([n; 16]),
        role,
        identity: Identity::from_seed(&[n; 32]),
        signing: SigningKey::from_seed(&[100 + n; 32]),
    }
}

fn roster_note(version: u32, people: &[Staff], organisation: &SigningKey) -> String {
    let person = |staff: &Staff| Person {
        id: staff.id,
        roles: vec![staff.role],
        groups: Vec::new(),
        name: format!("Function {}", staff.id.as_bytes()[0]),
        recipient: staff.identity.to_recipient(),
        signing: staff.signing.verifying_key(),
    };
    let content = Content {
        organisation: "Example & Sons".to_owned(),
        installation: INSTALLATION,
        version,
        valid_from: Day::from_number(DAY - 1),
        valid_until: Day::from_number(DAY + 80),
        stanza_count: 8,
        jurisdiction: "eu".to_owned(),
        signed: None,
        people: people.iter().map(person).collect(),
    };
    content.sign(organisation).unwrap()
}

fn roster(people: &[Staff], organisation: &SigningKey) -> sealing::roster::Roster {
    let note = UnverifiedRoster::new(roster_note(1, people, organisation));
    note.verify(&[organisation.verifying_key()], INSTALLATION, Day::from_number(DAY), 0).unwrap()
}
