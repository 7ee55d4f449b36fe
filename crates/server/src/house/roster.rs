//! Making a roster of everybody who has enrolled, and putting it in force.

use anyhow::{Context, bail};
use domain::{
    Day, Role, RosterHash, SigningPublic, StaffId, Store,
    acts::By,
    documents::{Listed, StoredRoster},
    staff::Account,
};
use ledger::{SigningKey, VerifyingKey};
use sealing::{
    channel::Channel,
    hybrid::Recipient,
    roster::{Content, LONGEST_DAYS, Person, Role as Duty, Roster, UnverifiedRoster},
};

/// Stanzas of every keyring: places for members, a sleeper, and some who may be granted a case later.
pub(super) const STANZAS: usize = 8;

/// A person of the roster from an account; `None` for those who never receive a key.
///
/// # Errors
/// When the account's keys make no sense.
pub(crate) fn person(account: &Account) -> anyhow::Result<Option<Person>> {
    let roles: Vec<Duty> = account.roles.iter().filter_map(duty).collect();
    if roles.is_empty() {
        return Ok(None);
    }
    Ok(Some(Person {
        id: sealing::StaffId::from_bytes(*account.person.as_bytes()),
        roles,
        groups: account.groups.clone(),
        name: account.name.clone(),
        recipient: account.keys.recipient.parse::<Recipient>().context("an account's recipient makes no sense")?,
        signing: VerifyingKey::from_bytes(account.keys.signing.as_bytes()).context("an account's signing key makes no sense")?,
    }))
}

fn duty(role: Role) -> Option<Duty> {
    match role {
        Role::Handler => Some(Duty::Handler),
        Role::Fallback => Some(Duty::Fallback),
        Role::Governing => Some(Duty::Governing),
        Role::Custodian => Some(Duty::Custodian),
        Role::Officer => Some(Duty::Officer),
        Role::Manager | Role::Auditor | Role::Administrator => None,
    }
}

/// The roster in force, checked against the organisation's keys. `None`: there is none yet.
///
/// # Errors
/// When the store cannot be asked, or what it holds is not signed by the organisation.
pub(crate) async fn in_force(store: &dyn Store, channel: &Channel) -> anyhow::Result<Option<Roster>> {
    let Some(stored) = store.roster().await? else { return Ok(None) };
    let last_good_day = stored.valid_until;
    let roster = UnverifiedRoster::new(stored.note).verify(&channel.organisation_keys, channel.installation, last_good_day, 0);
    Ok(Some(roster.context("the roster in force is not one that the organisation signed")?))
}

/// Signs a roster of these people, one version up, valid for the longest time there is, and puts it in force.
///
/// # Errors
/// When the key is not the organisation's, nobody in it could receive a report, or it cannot be stored.
pub(crate) async fn sign(
    store: &dyn Store,
    channel: &Channel,
    jurisdiction: &str,
    mut people: Vec<Person>,
    key: &SigningKey,
    today: Day,
) -> anyhow::Result<Roster> {
    if !channel.organisation_keys.contains(&key.verifying_key()) {
        bail!("this is not the organisation's key of this installation");
    }
    if !people.iter().any(|person| person.is(Duty::Handler)) {
        bail!("there is no handler, so nobody could receive a report");
    }
    people.sort_by_key(|person| person.id);
    let version = in_force(store, channel).await?.map_or(1, |roster| roster.version().saturating_add(1));
    let content = Content {
        organisation: channel.organisation.clone(),
        installation: channel.installation,
        version,
        valid_from: today,
        valid_until: today.add_days(LONGEST_DAYS),
        stanza_count: STANZAS,
        jurisdiction: jurisdiction.to_owned(),
        signed: None,
        people,
    };
    let note = content.sign(key)?;
    let roster = UnverifiedRoster::new(note.clone()).verify(&channel.organisation_keys, channel.installation, today, version)?;
    let hash = RosterHash::of(note.as_bytes());
    let stored = StoredRoster { hash, note, version, valid_from: today, valid_until: roster.content().valid_until };
    store.put_roster(stored, listed(roster.content()), By::machine(today)).await?;
    Ok(roster)
}

/// Everybody a list names, with the keys it names.
pub(super) fn listed(content: &Content) -> Vec<Listed> {
    let listed = |person: &Person| Listed {
        person: StaffId::new(*person.id.as_bytes()),
        recipient: person.recipient.to_string(),
        signing: SigningPublic::new(*person.signing.as_bytes()),
    };
    content.people.iter().map(listed).collect()
}
