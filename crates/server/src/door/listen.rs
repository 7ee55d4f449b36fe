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

/// A place that was taken.
#[derive(Debug)]
pub(crate) enum Bound {
    /// A port, with TLS or (on this machine's own addresses) without.
    Net(TcpListener, Option<Box<ServerConfig>>),
    /// A socket in the file system.
    Unix(UnixListener),
}

/// Takes the place a door was set to. With `roam`, the next free port is taken where the one asked for is in use.
///
/// # Errors
/// When it cannot be had, or the files for TLS are wrong.
pub(crate) fn bind(settings: &DoorSettings, roam: bool) -> anyhow::Result<(Bound, String)> {
    match &settings.listen {
        Listen::Unix(path) => {
            let listener = unix(path).with_context(|| format!("cannot listen at {}", path.display()))?;
            Ok((Bound::Unix(listener), settings.address.clone().unwrap_or_else(|| format!("unix:{}", path.display()))))
        }
        Listen::Net(asked) => {
            let listener = net(*asked, roam).with_context(|| format!("cannot listen at {asked}"))?;
            let taken = listener.local_addr()?;
            let tls = settings.tls.as_ref().map(tls::read).transpose()?.map(Box::new);
            let scheme = if tls.is_some() { "https" } else { "http" };
            Ok((Bound::Net(listener, tls), settings.address.clone().unwrap_or_else(|| format!("{scheme}://{taken}"))))
        }
    }
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

    fn door(listen: Listen) -> DoorSettings {
        DoorSettings { listen, address: None, onion: None, tls: None }
    }

    #[test]
    fn the_next_free_port_is_taken_only_when_roaming() {
        let (first, _) = bind(&door(Listen::Net("127.0.0.1:0".parse().unwrap())), false).unwrap();
        let Bound::Net(first, _) = first else { panic!("a port") };
        let taken = door(Listen::Net(first.local_addr().unwrap()));
        assert!(bind(&taken, false).is_err());
        let (_second, address) = bind(&taken, true).unwrap();
        assert!(address.starts_with("http://127.0.0.1:"));
    }

    #[test]
    fn a_socket_left_over_is_taken_away_and_one_in_use_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("door.sock");
        let settings = door(Listen::Unix(path.clone()));
        let (first, address) = bind(&settings, false).unwrap();
        assert_eq!(address, format!("unix:{}", path.display()));
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o660);
        assert!(bind(&settings, false).is_err(), "in use");
        drop(first);
        assert!(path.exists() && bind(&settings, false).is_ok(), "left over");
    }
}
