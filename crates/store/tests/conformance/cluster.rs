//! A PostgreSQL cluster of the tests' own: in a folder that vanishes, behind a unix socket only, gone when the tests' process is gone.
//! It fails, never skips, where PostgreSQL is not installed.

use std::{
    io::{BufRead, BufReader},
    os::unix::{fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
};

/// An address of a server on which databases can be made, with `{}` where the database's name goes.
pub(crate) fn address() -> &'static str {
    static ADDRESS: OnceLock<(String, Option<Child>)> = OnceLock::new();
    &ADDRESS
        .get_or_init(|| match std::env::var("SOTTOVOCE_TEST_PG") {
            Ok(address) => (with_placeholder(&address), None),
            Err(_) => {
                let (address, cluster) = start();
                (address, Some(cluster))
            }
        })
        .0
}

/// `postgres://user@host/name?x` with `{}` in the name's place.
fn with_placeholder(address: &str) -> String {
    let (before, query) = address.split_once('?').map_or((address, String::new()), |(before, query)| (before, format!("?{query}")));
    let (server, _) = before.rsplit_once('/').expect("SOTTOVOCE_TEST_PG names a database");
    format!("{server}/{{}}{query}")
}

/// The shell waits on its standard input, which closes when this process ends, however it ends.
const SCRIPT: &str = r#"
set -e
"$1/initdb" -D "$2/data" -U sottovoce -A trust -E UTF8 --locale=C --no-sync >"$2/log" 2>&1
"$1/pg_ctl" -D "$2/data" -w -t 120 -l "$2/log" \
    -o "-c listen_addresses= -c unix_socket_directories=$2 -c fsync=off -c max_connections=400" start >/dev/null
echo ready
cat >/dev/null
"$1/pg_ctl" -D "$2/data" -m immediate stop >/dev/null || true
rm -rf "$2"
"#;

fn start() -> (String, Child) {
    let folder = tempfile::Builder::new().prefix("sotto-pg-").tempdir().unwrap().keep();
    let mut shell = Command::new("sh");
    shell.args(["-c", SCRIPT, "sh"]).arg(programs()).arg(&folder).stdin(Stdio::piped()).stdout(Stdio::piped()).current_dir(&folder);
    if let Some((uid, gid)) = somebody_else() {
        chown(&folder, Some(uid), Some(gid)).unwrap();
        shell.uid(uid).gid(gid);
    }
    let mut cluster = shell.spawn().unwrap();
    let mut told = String::new();
    BufReader::new(cluster.stdout.take().unwrap()).read_line(&mut told).unwrap();
    assert_eq!(told.trim(), "ready", "PostgreSQL did not start: {}", std::fs::read_to_string(folder.join("log")).unwrap_or_default());
    (format!("postgres://sottovoce@localhost/{{}}?host={}", folder.display()), cluster)
}

/// The newest installed version's programs.
fn programs() -> PathBuf {
    let versions =
        std::fs::read_dir("/usr/lib/postgresql").map(|found| found.filter_map(|entry| Some(entry.ok()?.path())).collect::<Vec<_>>());
    let number = |path: &Path| path.file_name().and_then(|name| name.to_str()).and_then(|name| name.parse::<u32>().ok());
    let newest = versions.unwrap_or_default().into_iter().filter(|path| path.join("bin/initdb").exists()).max_by_key(|path| number(path));
    newest.expect("PostgreSQL is not installed (Debian's package postgresql), and SOTTOVOCE_TEST_PG is not set").join("bin")
}

/// PostgreSQL refuses to run as root: then as `postgres`, or `nobody`.
fn somebody_else() -> Option<(u32, u32)> {
    if std::fs::metadata("/proc/self").map(|own| std::os::unix::fs::MetadataExt::uid(&own)).unwrap() != 0 {
        return None;
    }
    let people = std::fs::read_to_string("/etc/passwd").unwrap();
    let find = |name: &str| {
        let fields: Vec<_> = people.lines().map(|line| line.split(':').collect::<Vec<_>>()).find(|fields| fields[0] == name)?;
        Some((fields[2].parse().ok()?, fields[3].parse().ok()?))
    };
    Some(find("postgres").or_else(|| find("nobody")).expect("neither `postgres` nor `nobody` is a user here"))
}
