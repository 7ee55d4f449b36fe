//! The office's door: who is invited, who has enrolled, who goes, the list of readers, and what the log keeps of all that. It runs the
//! place and never learns of a case: a test reads these sources for every name by which one could be reached.

mod announcements;
mod departures;
mod desk;
mod invitations;
mod log;
mod people;
mod readers;
mod refused;

use std::sync::Arc;

use actix_web::web::Data;
use web::{door::Furnish, endpoint::Endpoint};

pub use desk::{Desk, Draft, Judged, Notary, Refusal, Tokens};

/// The whole list of this door.
#[must_use]
pub fn endpoints() -> Vec<Endpoint> {
    let who = [people::endpoints(), invitations::endpoints(), departures::endpoints()].concat();
    [who, readers::endpoints(), announcements::endpoints(), log::endpoints()].concat()
}

/// Puts the desk among the services. Who is signed in, the gates learn from the doorman of the door it is served at.
pub fn furnish(desk: Arc<Desk>) -> Furnish {
    let desk = Data::from(desk);
    Arc::new(move |config| {
        config.app_data(desk.clone());
    })
}
