//! A whole house for one story: the real binary in a folder of its own, on ports of its own. Ended when dropped.

use std::net::{Ipv4Addr, SocketAddr};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
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

/// Two ports that are this story's alone: bound and never listened at, so that the kernel gives them to nobody who asks for any port,
/// while a server that is told to listen there can, as often as it is started.
#[derive(Debug)]
struct Ports {
    reporters: (SocketAddr, OwnedFd),
    staff: (SocketAddr, OwnedFd),
}

impl Ports {
    fn hold() -> Result<Self> {
        Ok(Self { reporters: hold_one()?, staff: hold_one()? })
    }
}

fn hold_one() -> Result<(SocketAddr, OwnedFd)> {
    use rustix::net::{AddressFamily, SocketFlags, SocketType, bind, getsockname, socket_with, sockopt::set_socket_reuseaddr};
    let socket = socket_with(AddressFamily::INET, SocketType::STREAM, SocketFlags::CLOEXEC, None)?;
    set_socket_reuseaddr(&socket, true)?;
    bind(&socket, &SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
    Ok((getsockname(&socket)?.try_into()?, socket))
}

/// What a house leaves behind: its folder and its ports.
#[derive(Debug)]
pub struct Left {
    folder: TempDir,
    ports: Ports,
}

impl Left {
    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// A running server and its folder.
pub struct House {
    left: Option<Left>,
    child: Child,
    traced: bool,
    /// Length of `said` before this start.
    from: usize,
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
        Self::start(Left { folder: TempDir::new_in(roomy())?, ports: Ports::hold()? }, arguments, None).await
    }

    /// The same under `strace`, whose record goes to `trace`. Ticks are a day apart: what they write is not what a request waits for.
    ///
    /// # Errors
    /// When it does not open within a minute.
    pub async fn open_traced(arguments: &[&str], trace: &Path) -> Result<Self> {
        Self::start(Left { folder: TempDir::new_in(roomy())?, ports: Ports::hold()? }, arguments, Some(trace)).await
    }

    /// Starts it again where another one ended: the same folder, the same ports.
    ///
    /// # Errors
    /// When it does not open within a minute.
    pub async fn reopen(left: Left, arguments: &[&str]) -> Result<Self> {
        Self::start(left, arguments, None).await
    }

    async fn start(left: Left, arguments: &[&str], trace: Option<&Path>) -> Result<Self> {
        let server = binaries()?.join("sottovoce");
        let mut command = match trace {
            Some(record) => {
                let mut strace = Command::new("strace");
                strace.args(crate::trace::STRACE).arg(record).arg(server);
                strace
            }
            None => {
                // As many files as a service manager gives unasked: what the server needs beyond it must ask for itself.
                let mut shell = Command::new("sh");
                shell.args(["-c", "ulimit -Sn 1024 && exec \"$0\" \"$@\""]).arg(server);
                shell
            }
        };
        let said = std::fs::File::options().create(true).append(true).open(left.folder.path().join("said"))?;
        let from = usize::try_from(said.metadata()?.len())?;
        command
            .arg("up")
            .args(arguments)
            .env("SOTTOVOCE_DATA", left.folder.path().join("data"))
            .env("SOTTOVOCE_REPORTERS__LISTEN", left.ports.reporters.0.to_string())
            .env("SOTTOVOCE_STAFF__LISTEN", left.ports.staff.0.to_string())
            .stdin(Stdio::null())
            .stdout(said.try_clone()?)
            .stderr(said);
        if trace.is_some() {
            command.env("SOTTOVOCE_TICKS__SECONDS", "86400");
        }
        let asked = [left.ports.reporters.0, left.ports.staff.0].map(|place| format!("http://{place}"));
        let child = command.spawn().context("the server does not start")?;
        let mut house = Self { left: Some(left), child, traced: trace.is_some(), from, reporters: String::new(), staff: String::new() };
        house.reporters = house.waits_for_line("Reporters:").await?;
        house.staff = house.waits_for_line("Handlers:").await?;
        if [&house.reporters, &house.staff] != [&asked[0], &asked[1]] {
            bail!("it was told to listen at {asked:?} and says:\n{}", house.said());
        }
        house.answers().await?;
        Ok(house)
    }

    /// The rest of the line that begins with `name`, once it was said.
    async fn waits_for_line(&mut self, name: &str) -> Result<String> {
        for _ in 0..PATIENCE {
            let said = self.said();
            if let Some((line, _)) = said.split_once(name).and_then(|(_, rest)| rest.split_once('\n')) {
                return Ok(line.trim().to_owned());
            }
            self.still_runs()?;
            tokio::time::sleep(STEP).await;
        }
        bail!("it never says {name}\n{}", self.said())
    }

    /// Waits until both doors answer.
    async fn answers(&mut self) -> Result<()> {
        for door in [self.reporters.clone(), self.staff.clone()] {
            let connection = client::Connection::open(&client::Route::to(&door))?;
            let mut tries = 0..PATIENCE;
            while client::channel(&connection).await.is_err() {
                self.still_runs()?;
                tries.next().with_context(|| format!("nobody answers at {door}:\n{}", self.said()))?;
                tokio::time::sleep(STEP).await;
            }
        }
        Ok(())
    }

    fn still_runs(&mut self) -> Result<()> {
        match self.child.try_wait()? {
            Some(status) => bail!("the server ended with {status}:\n{}", self.said()),
            None => Ok(()),
        }
    }

    /// The server's process.
    pub fn pid(&self) -> u32 {
        let started = self.child.id();
        let children = std::fs::read_to_string(format!("/proc/{started}/task/{started}/children")).unwrap_or_default();
        match children.split_whitespace().next().filter(|_| self.traced) {
            Some(traced) => traced.parse().unwrap_or(started),
            None => started,
        }
    }

    /// Everything it said since it was started.
    pub fn said(&self) -> String {
        let all = std::fs::read(self.folder().join("said")).unwrap_or_default();
        String::from_utf8_lossy(all.get(self.from..).unwrap_or_default()).into_owned()
    }

    /// The folder in which everything it keeps lies.
    pub fn folder(&self) -> &Path {
        self.left.as_ref().map_or(Path::new("."), |left| left.folder.path())
    }

    /// Asks it to end, as a service manager does, and waits; gives back how it ended, and what it leaves.
    ///
    /// # Errors
    /// When it does not end within a minute.
    pub async fn stop(mut self) -> Result<(ExitStatus, Left)> {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM)?;
        for _ in 0..PATIENCE {
            if let Some(status) = self.child.try_wait()? {
                return Ok((status, self.left.take().context("a house has a folder")?));
            }
            tokio::time::sleep(STEP).await;
        }
        bail!("asked to end, it goes on:\n{}", self.said())
    }

    /// The one-time link for the first handler.
    ///
    /// # Errors
    /// When none is printed.
    pub async fn enrolment(&self) -> Result<String> {
        let said = self.says("/enrol#").await?;
        let link = said.split_whitespace().find(|word| word.starts_with("http") && word.contains("/enrol#"));
        link.map(str::to_owned).context("a link for enrolling")
    }

    /// Waits until it says something, and gives back everything it said so far.
    ///
    /// # Errors
    /// When it never does.
    pub async fn says(&self, what: &str) -> Result<String> {
        for _ in 0..PATIENCE {
            let said = self.said();
            if said.contains(what) {
                return Ok(said);
            }
            tokio::time::sleep(STEP).await;
        }
        bail!("{what:?} was never said:\n{}", self.said())
    }

    /// Ends it at once, as a power cut would end the process, and gives back what it leaves.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub fn cut(mut self) -> Result<Left> {
        self.child.kill()?;
        self.child.wait()?;
        self.left.take().context("a house has a folder")
    }
}

impl Drop for House {
    fn drop(&mut self) {
        // strace lets no signal disturb it and ends, its record written, when what it traces has ended; killed, it would leave the server.
        let own = i32::try_from(self.pid()).ok().filter(|_| self.traced && self.pid() != self.child.id());
        let ended =
            own.and_then(rustix::process::Pid::from_raw).map(|own| rustix::process::kill_process(own, rustix::process::Signal::KILL));
        if !matches!(ended, Some(Ok(()))) {
            // It may have ended already, which is all that is wanted here.
            let _ended = self.child.kill();
        }
        let _waited = self.child.wait();
    }
}
