//! A house for one story: a store in a folder of its own, and people who file, handle and look.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
};

use bytes::Bytes;
use domain::{
    Actor, AttachmentId, CaseGrant, CaseId, ContentHash, Day, Grant, Leaf, Moment, Permission, Profile, Role, RosterHash, SessionHash,
    StaffId, Store, SubmissionId, TokenHash, UploadId,
    acts::By,
    documents::StoredRoster,
    filing::{MailboxPost, NamedUpload, NewFiling},
    limits::Limits,
    log::CheckpointSigner,
    sessions::Recently,
    ticks::Ticked,
};
use rand::{Rng, RngCore, SeedableRng, rngs::StdRng};
use store::{Config, OpenError, Room, Space};
use tempfile::TempDir;

use crate::{cluster, raw::Raw};

pub(crate) const TODAY: Day = Day::from_number(20_778);
pub(crate) const NOW: Moment = Moment::from_seconds(20_778 * 86_400 + 3600);

pub(crate) struct House {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) config: Config,
    pub(crate) room: Arc<AtomicU64>,
    pub(crate) signed: Arc<Signer>,
    /// The version of the list in force.
    list: AtomicU32,
    rng: Mutex<StdRng>,
    folder: TempDir,
}

/// How full the disk is said to be: bytes free of 10 000 MiB.
struct Said(Arc<AtomicU64>);

const TOTAL: u64 = 10_000 << 20;

impl Space for Said {
    fn room(&self) -> std::io::Result<Room> {
        Ok(Room { free: self.0.load(Ordering::SeqCst), total: TOTAL })
    }
}

/// Writes down what it was asked to sign.
#[derive(Default)]
pub(crate) struct Signer {
    pub(crate) seen: Mutex<Vec<(u64, [u8; 32])>>,
    pub(crate) refuses: std::sync::atomic::AtomicBool,
}

impl CheckpointSigner for Signer {
    fn sign(&self, size: u64, root: [u8; 32]) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
        if self.refuses.load(Ordering::SeqCst) {
            return Err("the pen is dry".into());
        }
        self.seen.lock().unwrap().push((size, root));
        Ok(format!("checkpoint {size}"))
    }
}

/// A list of readers, as far as the store knows one.
pub(crate) fn list(version: u32) -> StoredRoster {
    let note = format!("list {version}");
    let hash = RosterHash::of(note.as_bytes());
    StoredRoster { hash, note, version, valid_from: TODAY, valid_until: TODAY.add_days(90) }
}

impl House {
    pub(crate) async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
        let (main, keys) = (address("main.db"), address("keys.db"));
        Self::build(folder, main, keys).await
    }

    pub(crate) async fn on_postgres() -> Self {
        let address = tokio::task::spawn_blocking(cluster::address).await.unwrap();
        let id: u64 = StdRng::from_entropy().r#gen();
        let names = [format!("main_{id:016x}"), format!("keys_{id:016x}")];
        let mut raw = Raw::open(&address.replace("{}", "postgres")).await;
        for name in &names {
            raw.execute(&format!("CREATE DATABASE {name}")).await;
        }
        let [main, keys] = names.map(|name| address.replace("{}", &name));
        Self::build(tempfile::tempdir().unwrap(), main, keys).await
    }

    async fn build(folder: TempDir, database: String, storage_keys: String) -> Self {
        let limits = Limits { unfinished_uploads: 8 << 20, ..Limits::default() };
        let config = Config { database, storage_keys, blobs: folder.path().join("blobs"), limits, sole: true };
        let room = Arc::new(AtomicU64::new(TOTAL));
        let store = open(&config, &room).await.unwrap();
        let rng = Mutex::new(StdRng::from_entropy());
        let house = Self { store, config, room, signed: Arc::default(), list: AtomicU32::new(0), rng, folder };
        // In force since before anything was logged.
        let hash = house.literal(list(0).hash.as_bytes());
        let first =
            format!("INSERT INTO roster (hash, version, note, valid_from, valid_until, tick) VALUES ({hash}, 0, 'list 0', 0, 90000, 0)");
        house.main().await.execute(&first).await;
        house
    }

    /// Bytes as this database writes them.
    pub(crate) fn literal(&self, bytes: &[u8]) -> String {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        if self.config.database.starts_with("sqlite") { format!("x'{hex}'") } else { format!("'\\x{hex}'::bytea") }
    }

    /// Opens the store once more, as after a crash.
    pub(crate) async fn reopen(&mut self) {
        self.store = self.try_open(&self.config).await.unwrap();
    }

    /// Opens the store as a command beside a running server does.
    pub(crate) async fn beside(&self) -> Arc<dyn Store> {
        self.try_open(&Config { sole: false, ..self.config.clone() }).await.unwrap()
    }

    pub(crate) async fn try_open(&self, config: &Config) -> Result<Arc<dyn Store>, OpenError> {
        open(config, &self.room).await
    }

    /// Lets the disk be this full, in per mille.
    pub(crate) fn fill_disk(&self, per_mille: u64) {
        self.room.store(TOTAL / 1000 * (1000 - per_mille), Ordering::SeqCst);
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) async fn main(&self) -> Raw {
        Raw::open(&self.config.database).await
    }

    pub(crate) async fn keys(&self) -> Raw {
        Raw::open(&self.config.storage_keys).await
    }

    /// Names of all blobs on the disk.
    pub(crate) fn blobs(&self) -> Vec<String> {
        let folders = std::fs::read_dir(&self.config.blobs).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
        let files = folders.flat_map(|folder| std::fs::read_dir(folder).unwrap());
        let mut names: Vec<_> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub(crate) fn draw<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.rng.lock().unwrap().fill_bytes(&mut bytes);
        bytes
    }

    pub(crate) fn sealed(&self, length: usize) -> Bytes {
        let mut bytes = vec![0; length];
        self.rng.lock().unwrap().fill_bytes(&mut bytes);
        bytes.into()
    }

    pub(crate) fn person(&self) -> StaffId {
        StaffId::new(self.draw())
    }

    pub(crate) fn filing(&self, members: &[StaffId], sleeper: Option<StaffId>) -> NewFiling {
        NewFiling {
            submission: SubmissionId::new(self.draw()),
            case: CaseId::new(self.draw()),
            mailbox: TokenHash::new(self.draw()),
            roster: list(self.list.load(Ordering::SeqCst)).hash,
            members: members.to_vec(),
            sleeper,
            keyring: self.sealed(5000),
            item: self.sealed(4500),
            state: self.sealed(17_000),
            leaf: Leaf::new(self.draw()),
            uploads: Vec::new(),
        }
    }

    /// A session of somebody, past every door.
    pub(crate) async fn session_of(&self, person: StaffId) -> SessionHash {
        let session = SessionHash::new(self.draw());
        let [row, whose] = [self.literal(session.as_bytes()), self.literal(person.as_bytes())];
        let ends = NOW.plus(3600).seconds();
        let open = format!(
            "INSERT INTO staff_session (session, person, ends_at, idle_ends_at, recent_until) VALUES ({row}, {whose}, {ends}, {ends}, {ends})"
        );
        self.main().await.execute(&open).await;
        session
    }

    /// A report for `members` that has come out.
    pub(crate) async fn delivered(&self, members: &[StaffId], sleeper: Option<StaffId>) -> NewFiling {
        let filing = self.filing(members, sleeper);
        self.store.file(filing.clone(), TODAY).await.unwrap();
        self.tick().await;
        filing
    }

    /// Puts a list of readers in force.
    pub(crate) async fn put_list(&self, version: u32) {
        self.store.put_roster(list(version), Vec::new(), By::machine(TODAY)).await.unwrap();
        self.list.store(version, Ordering::SeqCst);
    }

    pub(crate) fn post(&self, filing: &NewFiling, state_version: u32) -> MailboxPost {
        MailboxPost {
            mailbox: filing.mailbox,
            submission: SubmissionId::new(self.draw()),
            item: self.sealed(4500),
            state: self.sealed(17_000),
            state_version,
            uploads: Vec::new(),
        }
    }

    /// A whole upload for a submission: its content, and what names it.
    pub(crate) async fn upload(&self, submission: SubmissionId, length: usize) -> (Bytes, NamedUpload) {
        let content = self.sealed(length);
        let upload = self.store.open_upload(submission, content.len().try_into().unwrap(), NOW).await.unwrap();
        for (n, chunk) in content.chunks(1 << 20).enumerate() {
            let chunk = Bytes::copy_from_slice(chunk);
            self.store.put_chunk(upload, n.try_into().unwrap(), chunk, NOW).await.unwrap().unwrap();
        }
        let named = named(upload, &content);
        (content, named)
    }

    pub(crate) async fn tick(&self) -> Ticked {
        self.tick_on(TODAY).await
    }

    pub(crate) fn signer(&self) -> Arc<dyn CheckpointSigner> {
        let signed: Arc<Signer> = Arc::clone(&self.signed);
        signed
    }

    pub(crate) async fn tick_on(&self, day: Day) -> Ticked {
        self.store.tick(NOW, day, Profile::Eu, self.signer()).await.unwrap()
    }

    pub(crate) fn grant<P: Permission>(&self, person: StaffId) -> Grant<P> {
        Grant::check(Actor { person, roles: [Role::Handler].into_iter().collect() }).unwrap()
    }

    pub(crate) async fn case_grant<P: Permission>(&self, person: StaffId, case: CaseId) -> Option<CaseGrant<P>> {
        CaseGrant::ask(&*self.store, &self.grant::<P>(person), case).await.unwrap()
    }

    /// Proof that somebody has shown a second factor just now.
    pub(crate) async fn recently(&self) -> Recently {
        let invited = crate::staff::invitation(self);
        self.store.invite(invited.clone(), crate::staff::BY).await.unwrap();
        let account = crate::staff::account(self, &invited.person.to_string());
        crate::staff::enrols(self, invited.token, account, TODAY).await.unwrap().unwrap();
        let session = crate::staff::enters(self, invited.person, TODAY).await.unwrap();
        Recently::ask(&*self.store, session, NOW).await.unwrap().unwrap()
    }

    /// An attachment's content as the reporter gets it.
    pub(crate) async fn fetch(&self, mailbox: TokenHash, attachment: AttachmentId) -> Vec<u8> {
        let mut content = Vec::new();
        for n in 0.. {
            match self.store.mailbox_chunk(mailbox, attachment, n).await.unwrap() {
                Some(chunk) => content.extend_from_slice(&chunk),
                None => break,
            }
        }
        content
    }
}

pub(crate) fn named(upload: UploadId, content: &[u8]) -> NamedUpload {
    NamedUpload { upload, sha256: ContentHash::of(content), bytes: content.len().try_into().unwrap() }
}

async fn open(config: &Config, room: &Arc<AtomicU64>) -> Result<Arc<dyn Store>, OpenError> {
    let space: Box<dyn Space> = Box::new(Said(Arc::clone(room)));
    store::open(config.clone(), Box::new(StdRng::from_entropy()), Some(space)).await
}
