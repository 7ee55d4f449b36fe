//! Checked settings. Each mistake is said in a sentence that names the key and what to write; all of them at once.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use domain::{Profile, ZoneOffset, limits::Limits, questionnaire::Questionnaire, ticks::Schedule};

use super::{Written, WrittenDoor};

/// One mistake: what the key is, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// The key, such as `reporters.listen`.
    pub(crate) key: String,
    /// A sentence.
    pub(crate) says: String,
}

/// Where a door listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Listen {
    /// An address of the network.
    Net(SocketAddr),
    /// A socket in the file system, mode 0660.
    Unix(PathBuf),
}

/// Files for TLS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TlsFiles {
    /// The certificate chain.
    pub(crate) certificate: PathBuf,
    /// Its key.
    pub(crate) key: PathBuf,
}

/// One door, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DoorSettings {
    /// Where it listens.
    pub(crate) listen: Listen,
    /// The address people type, without a slash at its end; `None`: the one it listens at.
    pub(crate) address: Option<String>,
    /// Its onion address.
    pub(crate) onion: Option<String>,
    /// TLS, if it ends here.
    pub(crate) tls: Option<TlsFiles>,
    /// Nobody wrote down where it listens, so where that place is in use the next free one will do.
    pub(crate) roams: bool,
}

/// Everything, checked.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// The organisation's name.
    pub(crate) organisation: String,
    /// The data folder.
    pub(crate) data: PathBuf,
    /// Address of the database.
    pub(crate) database: String,
    /// Address of the storage keys' database.
    pub(crate) storage_keys: String,
    /// Its jurisdiction, as the roster says it.
    pub(crate) jurisdiction: String,
    /// The deadlines of that jurisdiction.
    pub(crate) profile: Profile,
    /// The questions, as they stand in their file: they were read and make sense.
    pub(crate) questionnaire: String,
    /// What is said on the console.
    pub(crate) log: tracing::Level,
    /// The reporters' door.
    pub(crate) reporters: DoorSettings,
    /// The staff's door.
    pub(crate) staff: DoorSettings,
    /// When ticks are.
    pub(crate) schedule: Schedule,
    /// How much may come in.
    pub(crate) limits: Limits,
}

impl Settings {
    /// Checks what was written.
    ///
    /// # Errors
    /// Every mistake there is.
    pub(crate) fn check(written: &Written) -> Result<Self, Vec<Wrong>> {
        let mut wrong = Mistakes::default();
        let organisation = written.organisation.trim().to_owned();
        if organisation.is_empty() || organisation.chars().count() > 120 || organisation.contains(char::is_control) {
            wrong.note("organisation", "write a name of 1 to 120 characters on one line");
        }
        if written.data.is_empty() {
            wrong.note("data", "name a folder");
        }
        let written_twice = !written.database.is_empty() && written.database == written.storage_keys;
        if written_twice {
            wrong.note("storage_keys", "name another database than the first: erased cases come back with backups of both");
        }
        for (key, database) in [("database", &written.database), ("storage_keys", &written.storage_keys)] {
            if !database.is_empty() && !["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| database.starts_with(scheme)) {
                wrong.note(key, "write sqlite:/path/file or postgres://…");
            }
        }
        let profile = wrong.take(Profile::named(&written.jurisdiction), "jurisdiction", "write one of eu, de, fr, it, es, none");
        let questionnaire = questionnaire(&written.questionnaire).map_err(|says| wrong.note("questionnaire", &says)).ok();
        let log = wrong.take(written.log.parse().ok(), "log", "write one of error, warn, info, debug");
        let zone = wrong.take(ZoneOffset::from_minutes(written.zone_minutes), "zone_minutes", "write minutes between -1080 and 1080");
        let at = wrong.take(time_of_day(&written.ticks.at), "ticks.at", "write a time such as 18:00");
        let schedule = zone.zip(at).and_then(|(zone, at)| {
            let schedule = Schedule::new(written.ticks.seconds, at, zone);
            wrong.take(schedule, "ticks.seconds", "write a number that divides a day, such as 86400, 3600 or 10")
        });
        let reporters = door(&written.reporters, "reporters", &mut wrong);
        let staff = door(&written.staff, "staff", &mut wrong);
        if written.reporters.listen == written.staff.listen && !written.staff.listen.ends_with(":0") {
            wrong.note("staff.listen", "the two doors need two places to listen at");
        }
        let limits = limits(written, &mut wrong);
        match (profile, questionnaire, log, schedule, reporters, staff, limits) {
            (Some(profile), Some(questionnaire), Some(log), Some(schedule), Some(reporters), Some(staff), Some(limits))
                if wrong.0.is_empty() =>
            {
                Ok(Self {
                    organisation,
                    data: PathBuf::from(&written.data),
                    database: address(&written.database, &written.data, "sottovoce.db"),
                    storage_keys: address(&written.storage_keys, &written.data, "storage-keys.db"),
                    jurisdiction: written.jurisdiction.clone(),
                    profile,
                    questionnaire,
                    log,
                    reporters,
                    staff,
                    schedule,
                    limits,
                })
            }
            _ => Err(wrong.0),
        }
    }
}

fn address(written: &str, data: &str, name: &str) -> String {
    if written.is_empty() { format!("sqlite:{data}/{name}") } else { written.to_owned() }
}

/// The questions that come with the program.
const QUESTIONS: &str = include_str!("../../../web/texts/questionnaire.json");

/// The text of the file with the questions, or what is wrong with it.
fn questionnaire(path: &str) -> Result<String, String> {
    if path.is_empty() {
        return Ok(QUESTIONS.to_owned());
    }
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path} cannot be read: {error}"))?;
    Questionnaire::parse(&text).map_err(|error| format!("{path}: {error}"))?;
    Ok(text)
}

fn limits(written: &Written, wrong: &mut Mistakes) -> Option<Limits> {
    let limits = &written.limits;
    let in_range = |ok: bool, key: &str, says: &str, wrong: &mut Mistakes| {
        if !ok {
            wrong.note(key, says);
        }
    };
    in_range((1_000..=1_000_000).contains(&limits.max_text), "limits.max_text", "write between 1000 and 1000000 bytes", wrong);
    let most = 64 << 30;
    in_range((65_536..=most).contains(&limits.max_attachment), "limits.max_attachment", "write between 65536 bytes and 64 GiB", wrong);
    in_range((1..=100).contains(&limits.max_attachments), "limits.max_attachments", "write between 1 and 100", wrong);
    let checked = Limits {
        max_text: limits.max_text,
        max_attachment: limits.max_attachment,
        max_attachments: limits.max_attachments,
        unfinished_uploads: limits.unfinished_uploads,
    };
    let room = limits.unfinished_uploads >= checked.max_upload();
    in_range(room, "limits.unfinished_uploads", "it must have room for one file of the largest size, and a little more", wrong);
    Some(checked)
}

fn door(written: &WrittenDoor, name: &str, wrong: &mut Mistakes) -> Option<DoorSettings> {
    let key = |part: &str| format!("{name}.{part}");
    let listen =
        wrong.take(Listen::parse(&written.listen), &key("listen"), "write an address such as 127.0.0.1:8480 or unix:/run/name.sock")?;
    let tls = match (written.certificate.as_str(), written.key.as_str()) {
        ("", "") => None,
        ("", _) | (_, "") => {
            wrong.note(&key("certificate"), "certificate and key belong together: write both or neither");
            None
        }
        (certificate, private) => Some(TlsFiles { certificate: certificate.into(), key: private.into() }),
    };
    if tls.is_none() && written.certificate.is_empty() && !listen.is_private() {
        wrong.note(
            &key("listen"),
            "plain HTTP is only served on this machine's own addresses (127.0.0.1, ::1) and on unix sockets, since everybody on the way \
             could read along; name certificate and key, or listen there",
        );
    }
    for (part, value, schemes) in
        [("address", &written.address, &["https://", "http://"][..]), ("onion", &written.onion, &["http://", "https://"][..])]
    {
        if !value.is_empty() && !is_origin(value, schemes) {
            wrong.note(&key(part), "write scheme and host and nothing after them, such as https://pages.example.org");
        }
    }
    let some = |value: &String| (!value.is_empty()).then(|| value.clone());
    Some(DoorSettings { listen, address: some(&written.address), onion: some(&written.onion), tls, roams: false })
}

fn is_origin(value: &str, schemes: &[&str]) -> bool {
    let Some(host) = schemes.iter().find_map(|scheme| value.strip_prefix(scheme)) else { return false };
    !host.is_empty() && host.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-:[]".contains(c))
}

fn time_of_day(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |text: &str, below: u32| text.parse::<u32>().ok().filter(|n| *n < below && text.len() == 2);
    Some(number(hours, 24)? * 3600 + number(minutes, 60)? * 60)
}

impl Listen {
    fn parse(text: &str) -> Option<Self> {
        match text.strip_prefix("unix:") {
            Some(path) => path.starts_with('/').then(|| Self::Unix(path.into())),
            None => text.parse().ok().map(Self::Net),
        }
    }

    /// Whether only this machine can reach it.
    #[must_use]
    pub(crate) fn is_private(&self) -> bool {
        match self {
            Self::Unix(_) => true,
            Self::Net(address) => match address.ip() {
                IpAddr::V4(ip) => ip.is_loopback(),
                IpAddr::V6(ip) => ip.is_loopback(),
            },
        }
    }
}

#[derive(Default)]
struct Mistakes(Vec<Wrong>);

impl Mistakes {
    fn note(&mut self, key: &str, says: &str) {
        self.0.push(Wrong { key: key.to_owned(), says: says.to_owned() });
    }

    fn take<T>(&mut self, value: Option<T>, key: &str, says: &str) -> Option<T> {
        if value.is_none() {
            self.note(key, says);
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(change: impl FnOnce(&mut Written)) -> Vec<String> {
        let mut written = Written::default();
        change(&mut written);
        Settings::check(&written).err().unwrap_or_default().into_iter().map(|wrong| wrong.key).collect()
    }

    #[test]
    fn questions_of_ones_own_are_read_and_mistakes_in_them_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("questions.json");
        let mut written = Written { questionnaire: path.display().to_string(), ..Written::default() };
        let says = |written: &Written| Settings::check(written).err().unwrap().pop().unwrap().says;
        assert!(says(&written).contains("cannot be read"));
        std::fs::write(&path, QUESTIONS.replacen("\"what\"", "\"wh at\"", 1)).unwrap();
        let mistake = says(&written);
        assert!(mistake.contains("line ") && mistake.contains("wh at"), "{mistake}");
        let own = QUESTIONS.replacen("What happened?", "What did you see?", 1);
        std::fs::write(&path, &own).unwrap();
        assert_eq!(Settings::check(&written).unwrap().questionnaire, own);
        written.questionnaire.clear();
        assert_eq!(Settings::check(&written).unwrap().questionnaire, QUESTIONS);
    }

    #[test]
    fn the_defaults_are_right() {
        assert!(keys(|_| ()).is_empty());
    }

    #[test]
    fn plain_http_is_refused_wherever_others_could_listen() {
        for open in ["0.0.0.0:8480", "192.168.1.2:80", "[::]:80", "[::ffff:10.0.0.1]:80"] {
            assert_eq!(keys(|w| w.reporters.listen = open.to_owned()), ["reporters.listen"], "{open}");
        }
        for own in ["127.0.0.1:1", "127.8.8.8:1", "[::1]:1", "unix:/run/x.sock"] {
            assert!(keys(|w| w.reporters.listen = own.to_owned()).is_empty(), "{own}");
        }
        let tls = keys(|w| {
            w.staff = WrittenDoor { certificate: "c".into(), key: "k".into(), ..WrittenDoor::at("0.0.0.0:443") };
        });
        assert!(tls.is_empty());
        assert_eq!(keys(|w| w.staff.certificate = "c".into()), ["staff.certificate"]);
    }

    #[test]
    fn every_mistake_is_named_at_once() {
        let all = keys(|w| {
            w.organisation = "\n".into();
            w.jurisdiction = "xx".into();
            w.ticks.at = "25:00".into();
            w.limits.max_text = 3;
            w.staff.listen = "here".into();
            w.reporters.onion = "javascript:alert(1)".into();
        });
        assert_eq!(all, ["organisation", "jurisdiction", "ticks.at", "reporters.onion", "staff.listen", "limits.max_text"]);
    }

    #[test]
    fn ticks_divide_the_day() {
        assert_eq!(keys(|w| w.ticks.seconds = 7000), ["ticks.seconds"]);
        assert!(keys(|w| w.ticks.seconds = 10).is_empty());
        assert_eq!(time_of_day("06:30"), Some(23_400));
        assert_eq!(time_of_day("6:30"), None);
    }

    #[test]
    fn two_doors_do_not_share_a_place() {
        assert_eq!(keys(|w| w.staff.listen = w.reporters.listen.clone()), ["staff.listen"]);
    }
}
