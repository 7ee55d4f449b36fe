//! Taking a place to listen at.

use std::{
    io,
    net::{SocketAddr, TcpListener},
    os::unix::{
        fs::{FileTypeExt, PermissionsExt},
        net::{UnixListener, UnixStream},
    },
    path::Path,
};

use anyhow::Context;
use rustls::ServerConfig;

use super::tls;
use crate::config::{DoorSettings, Listen};

/// What the name of a socket begins with that has no address which people could type.
pub(crate) const SOCKET: &str = "unix:";

/// A place that was taken.
#[derive(Debug)]
pub(crate) enum Bound {
    /// A port, with TLS or (on this machine's own addresses) without.
    Net(TcpListener, Option<Box<ServerConfig>>),
    /// A socket in the file system.
    Unix(UnixListener),
}

/// A place and how it is called.
#[derive(Debug)]
pub(crate) struct Taken {
    /// The place.
    pub(crate) bound: Bound,
    /// What people type to get there.
    pub(crate) address: String,
    /// The usual place, if it was in use and this one was taken instead.
    pub(crate) instead_of: Option<SocketAddr>,
}

/// Takes the place a door was set to, or, if the door roams, the next free port where that one is in use.
///
/// # Errors
/// When it cannot be had, or the files for TLS are wrong.
pub(crate) fn bind(settings: &DoorSettings) -> anyhow::Result<Taken> {
    match &settings.listen {
        Listen::Unix(path) => {
            let listener = unix(path).with_context(|| format!("cannot listen at {}", path.display()))?;
            let address =
                settings.address.clone().or_else(|| settings.onion.clone()).unwrap_or_else(|| format!("{SOCKET}{}", path.display()));
            Ok(Taken { bound: Bound::Unix(listener), address, instead_of: None })
        }
        Listen::Net(asked) => {
            let listener = net(*asked, settings.roams).map_err(|error| refusal(*asked, error))?;
            let taken = listener.local_addr()?;
            let tls = settings.tls.as_ref().map(tls::read).transpose()?.map(Box::new);
            let scheme = if tls.is_some() { "https" } else { "http" };
            let address = settings.address.clone().unwrap_or_else(|| format!("{scheme}://{taken}"));
            let instead_of = (asked.port() != 0 && asked.port() != taken.port()).then_some(*asked);
            Ok(Taken { bound: Bound::Net(listener, tls), address, instead_of })
        }
    }
}

fn refusal(asked: SocketAddr, error: io::Error) -> anyhow::Error {
    let hint = match error.kind() {
        io::ErrorKind::AddrInUse => ": another program is there; end it, or write another place under `listen`",
        _ => "",
    };
    anyhow::Error::new(error).context(format!("cannot listen at {asked}{hint}"))
}

fn net(asked: SocketAddr, roam: bool) -> io::Result<TcpListener> {
    let mut place = asked;
    loop {
        match TcpListener::bind(place) {
            Ok(listener) => {
                listener.set_nonblocking(true)?;
                return Ok(listener);
            }
            Err(error) if roam && error.kind() == io::ErrorKind::AddrInUse && place.port() < asked.port().saturating_add(100) => {
                place.set_port(place.port() + 1);
            }
            Err(error) => return Err(error),
        }
    }
}

/// A socket left over from a process that ended is taken away; one that answers is not.
fn unix(path: &Path) -> io::Result<UnixListener> {
    if std::fs::symlink_metadata(path).is_ok_and(|found| found.file_type().is_socket()) && UnixStream::connect(path).is_err() {
        std::fs::remove_file(path)?;
    }
    let listener = UnixListener::bind(path)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o660))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn door(listen: Listen, roams: bool) -> DoorSettings {
        DoorSettings { listen, address: None, onion: None, tls: None, roams }
    }

    #[test]
    fn the_next_free_port_is_taken_only_when_roaming() {
        let first = bind(&door(Listen::Net("127.0.0.1:0".parse().unwrap()), false)).unwrap();
        let Bound::Net(listener, _) = &first.bound else { panic!("a port") };
        let taken = listener.local_addr().unwrap();
        assert_eq!(first.address, format!("http://{taken}"), "the port that was taken is said, not the nought that was asked for");
        assert_eq!(first.instead_of, None);
        let refused = bind(&door(Listen::Net(taken), false)).unwrap_err();
        assert!(format!("{refused:#}").contains(&format!("{taken}: another program is there")), "{refused:#}");
        let second = bind(&door(Listen::Net(taken), true)).unwrap();
        assert!(second.address.starts_with("http://127.0.0.1:") && second.address != first.address);
        assert_eq!(second.instead_of, Some(taken));
    }

    #[test]
    fn a_socket_left_over_is_taken_away_and_one_in_use_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("door.sock");
        let settings = door(Listen::Unix(path.clone()), false);
        let first = bind(&settings).unwrap();
        assert_eq!(first.address, format!("unix:{}", path.display()));
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o660);
        assert!(bind(&settings).is_err(), "in use");
        drop(first);
        assert!(path.exists() && bind(&settings).is_ok(), "left over");
    }
}
