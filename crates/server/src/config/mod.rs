//! The configuration: one file and the environment, unknown keys refused. [`Written`] is what a person writes; [`Settings`] is what
//! came out of checking it, and everything else takes that.

mod read;
pub(crate) mod sample;
mod settings;

pub(crate) use read::{read, sets};
pub(crate) use settings::{DoorSettings, Listen, Settings, TlsFiles};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// As a person writes it. The sample is made from this struct: its values from the defaults, its sentences from these comments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Written {
    /// The organisation's name, as people know it. It is shown on every page.
    pub(crate) organisation: String,
    /// Folder for everything that is kept. Only this program's user may read it.
    pub(crate) data: String,
    /// The database: "sqlite:/path/file" or "postgres://…". Empty: SQLite in the data folder.
    pub(crate) database: String,
    /// The database of the storage keys, whose backups must live a few days only. Never the same as the other. Empty: SQLite in the
    /// data folder.
    pub(crate) storage_keys: String,
    /// Which deadlines count: "eu", "de", "fr", "it", "es" or "none".
    pub(crate) jurisdiction: String,
    /// Where the organisation's day begins: minutes east of Greenwich, such as 60 for Paris in winter. Only days are ever kept.
    pub(crate) zone_minutes: i32,
    /// File with the questions (JSON; docs/api.md shows its form). Empty: the questions that come with the program.
    pub(crate) questionnaire: String,
    /// What is said on the console: "error", "warn", "info" or "debug". Never anything about reporters.
    pub(crate) log: String,
    /// The reporters' door.
    pub(crate) reporters: WrittenDoor,
    /// The door of handlers. Do not make it reachable from the Internet unless your handlers need it.
    pub(crate) staff: WrittenDoor,
    /// When reports come out to their readers.
    pub(crate) ticks: WrittenTicks,
    /// How much may come in.
    pub(crate) limits: WrittenLimits,
}

impl Written {
    /// What `up` starts from where nothing else is written: a folder beside the program, and ticks every ten seconds to try it out.
    #[must_use]
    pub(crate) fn to_try() -> Self {
        let ticks = WrittenTicks { seconds: 10, at: "00:00".to_owned() };
        Self { organisation: "Our organisation".to_owned(), data: "data".to_owned(), ticks, ..Self::default() }
    }

    /// What `up --demo` starts from: the same in a folder of its own.
    #[must_use]
    pub(crate) fn to_show() -> Self {
        Self { organisation: "Example Harbour".to_owned(), data: "demo".to_owned(), ..Self::to_try() }
    }
}

/// One door as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenDoor {
    /// Where to listen, each door at a place of its own: an address such as "127.0.0.1:8480" or "[::]:443", or a socket such as
    /// "unix:/run/sottovoce/reporters.sock" for an onion service.
    pub(crate) listen: String,
    /// The address people type, such as "https://pages.example.org". Empty: made from `listen`.
    #[serde(default)]
    pub(crate) address: String,
    /// The onion address of this door, such as "http://….onion", which Tor Browser then offers. Empty: none.
    #[serde(default)]
    pub(crate) onion: String,
    /// File with the certificate chain (PEM). Empty: plain HTTP, allowed on this machine's own addresses and unix sockets only.
    #[serde(default)]
    pub(crate) certificate: String,
    /// File with the certificate's private key (PEM).
    #[serde(default)]
    pub(crate) key: String,
}

/// Ticks as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct WrittenTicks {
    /// Seconds from one to the next: 86400 is once a day, 3600 every hour for large organisations. It must divide a day.
    pub(crate) seconds: u32,
    /// Time of the day of one of them, "HH:MM" in the organisation's zone.
    pub(crate) at: String,
}

/// Limits as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct WrittenLimits {
    /// Longest text of one report or message, in bytes.
    pub(crate) max_text: u32,
    /// Largest file, in bytes.
    pub(crate) max_attachment: u64,
    /// Most files of one report or message.
    pub(crate) max_attachments: u32,
    /// Bytes that all unfinished uploads may take together; then the oldest goes.
    pub(crate) unfinished_uploads: u64,
}

impl Default for Written {
    fn default() -> Self {
        Self {
            organisation: "Example Ltd".to_owned(),
            data: "/var/lib/sottovoce".to_owned(),
            database: String::new(),
            storage_keys: String::new(),
            jurisdiction: "eu".to_owned(),
            zone_minutes: 0,
            questionnaire: String::new(),
            log: "info".to_owned(),
            reporters: WrittenDoor::at("127.0.0.1:8480"),
            staff: WrittenDoor::at("127.0.0.1:8481"),
            ticks: WrittenTicks::default(),
            limits: WrittenLimits::default(),
        }
    }
}

impl WrittenDoor {
    /// A plain door at an address.
    #[must_use]
    pub(crate) fn at(listen: &str) -> Self {
        Self { listen: listen.to_owned(), address: String::new(), onion: String::new(), certificate: String::new(), key: String::new() }
    }
}

impl Default for WrittenTicks {
    fn default() -> Self {
        Self { seconds: 86_400, at: "18:00".to_owned() }
    }
}

impl Default for WrittenLimits {
    fn default() -> Self {
        let limits = domain::limits::Limits::default();
        Self {
            max_text: limits.max_text,
            max_attachment: limits.max_attachment,
            max_attachments: limits.max_attachments,
            unfinished_uploads: limits.unfinished_uploads,
        }
    }
}
