//! The people of the demonstration: four handlers, two stand-ins, three identity keepers and an administrator, each enrolled by a link as everybody is.

use std::cell::RefCell;

use client::{Authenticator, Connection, Invitation};
use domain::{Role, Roles};
use secrecy::SecretString;

use super::stage::Stage;
use crate::{
    chance,
    house::{Installation, organisation, roster},
    invite,
    place::Opened,
};

/// Name to sign in with, name shown to reporters, duty.
const CAST: [(&str, &str, Role); 10] = [
    ("audit", "Internal audit", Role::Handler),
    ("security", "Security office", Role::Handler),
    ("legal", "Legal department", Role::Handler),
    ("people", "People and culture", Role::Handler),
    ("council", "Works council", Role::Fallback),
    ("counsel", "Outside counsel", Role::Fallback),
    ("ombuds", "Ombudsperson", Role::Custodian),
    ("health", "Occupational health", Role::Custodian),
    ("records", "Records office", Role::Custodian),
    ("office", "Office", Role::Administrator),
];

/// Somebody who can sign in.
pub(super) struct Login {
    /// The name to sign in with.
    pub(super) name: &'static str,
    /// The name reporters see.
    pub(super) shown: &'static str,
    /// What they do.
    pub(super) role: Role,
    /// Under which the list of readers names them.
    pub(super) id: sealing::StaffId,
    /// Six words.
    pub(super) passphrase: organisation::Passphrase,
    /// Their one-time codes.
    pub(super) authenticator: RefCell<Authenticator>,
    /// For a visitor who has no authenticator app at hand.
    pub(super) recovery_codes: Vec<String>,
    /// Numbers of the reports they can read, counted from 1.
    pub(super) reads: Vec<usize>,
}

impl Login {
    /// The passphrase as the client takes it.
    pub(super) fn secret(&self) -> SecretString {
        SecretString::from(self.passphrase.shown())
    }
}

/// Enrols everybody, then signs the list of readers.
///
/// # Errors
/// Those of the doors and the store.
pub(super) async fn enrol(
    stage: &Stage,
    opened: &Opened,
    installation: &Installation,
    key: &ledger::SigningKey,
) -> anyhow::Result<Vec<Login>> {
    stage.days_ago(40);
    let connection = Connection::open(&stage.staff())?;
    let channel = client::channel(&connection).await?;
    let mut people = Vec::new();
    for (name, shown, role) in CAST {
        stage.progress(&format!("{shown} enrols"));
        let roles: Roles = [role].into_iter().collect();
        let link = invite::invite(&*opened.store, &stage.staff().server, shown, roles, Vec::new(), stage.today()).await?;
        let passphrase = organisation::Passphrase::draw(&mut chance::system());
        let secret = SecretString::from(passphrase.shown());
        let enrolled =
            client::enrol(&connection, &channel, &Invitation::parse(&link)?, name, &secret, stage.seconds(), &mut chance::system()).await?;
        let client::Enrolled { person: id, authenticator, recovery_codes, .. } = enrolled;
        people.push(Login { name, shown, role, id, passphrase, authenticator: authenticator.into(), recovery_codes, reads: Vec::new() });
    }
    stage.progress("the list of readers is signed");
    let mut listed = Vec::new();
    for account in opened.store.accounts().await? {
        listed.extend(roster::person(&account)?);
    }
    roster::sign(&*opened.store, &installation.channel, &opened.settings.jurisdiction, listed, key, stage.today()).await?;
    Ok(people)
}
