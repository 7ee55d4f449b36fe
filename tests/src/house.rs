//! A whole house for one story: the real binary in a folder of its own, on free ports. Ended when dropped.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

/// How long a house may take to open, in steps of [`STEP`].
const PATIENCE: u32 = 600;
const STEP: Duration = Duration::from_millis(100);

/// The repository's top.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_path_buf()
}

/// Builds both binaries once, so that no story runs against something old, and gives the folder they lie in.
/// `BINARIES` names a folder with others.
///
/// # Errors
/// When they do not build.
pub fn binaries() -> Result<PathBuf> {
    if let Some(folder) = std::env::var_os("BINARIES") {
        return Ok(folder.into());
    }
    // This program's own file lies in <target>/debug/deps, a benchmark's in <target>/release/deps.
    let own = std::env::current_exe()?;
    let folder = own.parent().and_then(Path::parent).map(Path::to_path_buf).context("a test lies in <target>/debug/deps")?;
    static BUILT: OnceLock<bool> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut build = Command::new(cargo);
        build.args(["build", "--locked", "-q", "-p", "server", "-p", "cli"]).current_dir(root());
        if folder.ends_with("release") {
            build.arg("--release");
        }
        build.status().is_ok_and(|status| status.success())
    });
    if !built {
        bail!("the binaries do not build");
    }
    Ok(folder)
}

/// A folder for temporary things on a file system that is not nearly full: the server takes no files there, on purpose.
fn roomy() -> PathBuf {
    let free = |folder: &PathBuf| {
        rustix::fs::statvfs(folder)
            .is_ok_and(|room| room.f_bavail * 10 >= room.f_blocks * 3 && room.f_bavail.saturating_mul(room.f_frsize) > 2 << 30)
    };
    let places = [std::env::temp_dir(), PathBuf::from("/dev/shm")];
    places.iter().find(|folder| free(folder)).cloned().unwrap_or_else(std::env::temp_dir)
}

/// A running server and its folder.
pub struct House {
    folder: TempDir,
    child: Child,
    traced: bool,
    /// Address of the reporters' door.
    pub reporters: String,
    /// Address of the handlers' door.
    pub staff: String,
}

impl House {
    /// Starts `sottovoce up` with these arguments behind, in a new folder.
    ///
    /// # Errors
    /// When it does not open within a minute.
    pub async fn open(arguments: &[&str]) -> Result<Self> {
        Self::open_in(TempDir::new_in(roomy())?, arguments, None).await
    }

    /// The same under `strace`, whose record goes to `trace`.
    ///
    /// # Errors
    /// When it does not open within a minute.
    pub async fn open_traced(arguments: &[&str], trace: &Path) -> Result<Self> {
        Self::open_in(TempDir::new_in(roomy())?, arguments, Some(trace)).await
    }

    /// Starts it again in a folder that another one left.
    ///
    /// # Errors
    /// When it does not open within a minute.
    pub async fn open_in(folder: TempDir, arguments: &[&str], trace: Option<&Path>) -> Result<Self> {
        let server = binaries()?.join("sottovoce");
        let (reporters, staff) = (free_address()?, free_address()?);
        let mut command = match trace {
            Some(record) => {
                let mut strace = Command::new("strace");
                strace.args(crate::trace::STRACE).arg(record).arg(server);
                strace
            }
            None => Command::new(server),
        };
        let said = std::fs::File::options().create(true).append(true).open(folder.path().join("said"))?;
        command
            .arg("up")
            .args(arguments)
            .env("SOTTOVOCE_DATA", folder.path().join("data"))
            .env("SOTTOVOCE_REPORTERS__LISTEN", &reporters)
            .env("SOTTOVOCE_STAFF__LISTEN", &staff)
            .stdin(Stdio::null())
            .stdout(said.try_clone()?)
            .stderr(said);
        let child = command.spawn().context("the server does not start")?;
        let mut house =
            Self { folder, child, traced: trace.is_some(), reporters: format!("http://{reporters}"), staff: format!("http://{staff}") };
        house.wait_for(&reporters).await?;
        house.wait_for(&staff).await?;
        Ok(house)
    }

    async fn wait_for(&mut self, address: &str) -> Result<()> {
        for _ in 0..PATIENCE {
            if std::net::TcpStream::connect(address).is_ok() {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended with {status}:\n{}", self.said());
            }
            tokio::time::sleep(STEP).await;
        }
        bail!("nobody answers at {address}:\n{}", self.said())
    }

    /// The server's process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Everything it said so far.
    pub fn said(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("said")).unwrap_or_default()
    }

    /// The folder in which everything it keeps lies.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The one-time link for the first handler.
    ///
    /// # Errors
    /// When none is printed.
    pub async fn enrolment(&self) -> Result<String> {
        for _ in 0..PATIENCE {
            let said = self.said();
            if let Some(link) = said.split_whitespace().find(|word| word.starts_with("http") && word.contains("/enrol")) {
                return Ok(link.to_owned());
            }
            tokio::time::sleep(STEP).await;
        }
        bail!("no enrolment link:\n{}", self.said())
    }

    /// Ends it at once, as a power cut would end the process, and gives back its folder.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub fn cut(mut self) -> Result<TempDir> {
        self.child.kill()?;
        self.child.wait()?;
        let empty = TempDir::new()?;
        Ok(std::mem::replace(&mut self.folder, empty))
    }
}

impl Drop for House {
    fn drop(&mut self) {
        // strace passes a request to end on to what it traces; killed, it would leave the server behind.
        let asked =
            self.traced && Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().is_ok_and(|status| status.success());
        if !asked {
            // It may have ended already, which is all that is wanted here.
            let _ended = self.child.kill();
        }
        let _waited = self.child.wait();
    }
}

/// An address on this machine that was free a moment ago.
fn free_address() -> Result<String> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}
