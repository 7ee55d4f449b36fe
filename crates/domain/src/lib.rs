//! What the house is about: cases, who may do what, waiting and ticks, staff and their sessions, and the store traits for them.
//!
//! It schedules; it never opens anything. No HTTP, no SQL, no clock and no randomness of its own.

pub mod acts;
pub mod announcements;
pub mod books;
pub mod cases;
pub mod clock;
pub mod departures;
pub mod documents;
mod error;
pub mod filing;
pub mod ids;
pub mod letters;
pub mod limits;
pub mod log;
pub mod mailbox;
pub mod mailbox_page;
pub mod passkeys;
pub mod permissions;
pub mod questionnaire;
mod recovery_code;
pub mod retention;
pub mod roles;
pub mod second_factor;
pub mod sessions;
pub mod sign_in;
pub mod staff;
pub mod ticks;
pub mod uploads;

pub use calendar::{Day, deadlines::Profile};
pub use clock::{Clock, Moment, ZoneOffset};
pub use error::StoreError;
pub use ids::*;
pub use permissions::{Actor, CaseGrant, Denied, Grant, Permission};
pub use roles::{Role, Roles};

/// Everything a running house asks of its store, as one object.
pub trait Store:
    filing::Filings
    + uploads::Uploads
    + cases::Cases
    + staff::Staff
    + sessions::Sessions
    + second_factor::SecondFactors
    + passkeys::Passkeys
    + departures::Departures
    + announcements::Announcements
    + letters::Letters
    + books::Books
    + documents::Documents
    + ticks::Ticks
    + log::Log
    + retention::Retention
    + Send
    + Sync
{
}

impl<T> Store for T where
    T: filing::Filings
        + uploads::Uploads
        + cases::Cases
        + staff::Staff
        + sessions::Sessions
        + second_factor::SecondFactors
        + passkeys::Passkeys
        + departures::Departures
        + announcements::Announcements
        + letters::Letters
        + books::Books
        + documents::Documents
        + ticks::Ticks
        + log::Log
        + retention::Retention
        + Send
        + Sync
{
}
