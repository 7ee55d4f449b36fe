//! The handlers' door: enrolment, sign-in, and the cases one is a member of. Every handler function names its gate first; what is sealed
//! passes through here and is never opened.

mod attachments;
mod book;
mod cases;
mod desk;
mod documents;
mod enrolment;
mod items;
mod keyring;
mod letters;
mod own;
mod own_passkeys;
mod passkeys;
mod recusal;
mod refused;
mod second_factor;
mod session;
mod webauthn;

use std::sync::Arc;

use actix_web::web::Data;
use domain::Store;
use web::{door::Furnish, endpoint::Endpoint, gate::Doorman};

pub use desk::{Desk, Registrar, Tokens};
pub use webauthn::Site;

/// The whole list of this door.
#[must_use]
pub fn endpoints() -> Vec<Endpoint> {
    [
        enrolment::endpoints(),
        session::endpoints(),
        second_factor::endpoints(),
        own::endpoints(),
        letters::endpoints(),
        own_passkeys::endpoints(),
        documents::endpoints(),
        cases::endpoints(),
        book::endpoints(),
        items::endpoints(),
        keyring::endpoints(),
        recusal::endpoints(),
        attachments::endpoints(),
    ]
    .concat()
}

/// Puts the desk and what gates need among the services.
pub fn furnish(desk: Arc<Desk>) -> Furnish {
    let store: Data<dyn Store> = Data::from(desk.store.clone());
    let doorman: Arc<dyn Doorman> = desk.clone();
    let doorman = Data::from(doorman);
    let desk = Data::from(desk);
    Arc::new(move |config| {
        config.app_data(store.clone()).app_data(doorman.clone()).app_data(desk.clone());
    })
}
