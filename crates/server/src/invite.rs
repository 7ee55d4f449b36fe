//! One-time links for enrolling. The token stands in the fragment, which browsers never send; the server keeps its hash.

use anyhow::Context;
use domain::{
    Day, EnrolmentHash, Roles, StaffId, Store,
    acts::By,
    staff::{INVITATION_DAYS, Invitation},
};
use rand::RngCore;
use zeroize::Zeroizing;

use crate::{chance, cli::Invite, config::Listen, place, say};

/// Invites somebody; gives the link.
///
/// # Errors
/// What the store says.
pub(crate) async fn invite(
    store: &dyn Store,
    address: &str,
    name: &str,
    roles: Roles,
    groups: Vec<String>,
    today: Day,
) -> anyhow::Result<Zeroizing<String>> {
    let mut token = Zeroizing::new([0; 32]);
    chance::system().fill_bytes(&mut *token);
    let invitation = Invitation {
        token: EnrolmentHash::of(&*token),
        person: StaffId::random(&mut chance::system()),
        name: name.to_owned(),
        roles,
        groups,
        until: today.add_days(INVITATION_DAYS),
    };
    store.invite(invitation, By::machine(today)).await?;
    Ok(Zeroizing::new(format!("{}/enrol#token={}", address.trim_end_matches('/'), hex::encode(*token))))
}

/// The command.
///
/// # Errors
/// When there is no installation, or it cannot be written.
pub(crate) async fn run(asked: Invite) -> anyhow::Result<()> {
    let (opened, _) = place::open_existing(place::settings(&asked.place)?, place::For::ACommand).await?;
    let staff = &opened.settings.staff;
    let own = || match &staff.listen {
        Listen::Net(place) if place.port() == 0 => None,
        Listen::Net(place) => Some(format!("{}://{place}", if staff.tls.is_some() { "https" } else { "http" })),
        Listen::Unix(_) => None,
    };
    let address = asked.address.clone().or_else(|| staff.address.clone()).or_else(|| staff.onion.clone()).or_else(own);
    let address = address.context("where is the staff's door? Say it with --address, or as staff.address in the configuration")?;
    let roles = asked.roles.join(" ").parse::<Roles>()?;
    anyhow::ensure!(roles.fit_together(), "one person is either a handler or steps in for handlers; say one of the two");
    let link = invite(&*opened.store, &address, &asked.name, roles, asked.groups, opened.today()).await?;
    say::line(link.as_str())?;
    say::line(format_args!(
        "It can be used once, within {INVITATION_DAYS} days. After that, sign the list of readers: sottovoce roster sign"
    ))?;
    Ok(())
}
