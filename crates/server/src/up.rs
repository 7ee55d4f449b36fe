//! `up`: sets up if nothing is there, says what a person has to know, then serves.
//! With `--demo` a ready organisation is made first, through the real client.

use std::sync::Arc;

use domain::{Role, Store};
use zeroize::Zeroizing;

use crate::{
    chance,
    cli::Up,
    clock::SystemClock,
    demo,
    door::listen::SOCKET,
    house::{Fresh, Installation, organisation, roster},
    invite, logs,
    place::{self, For, Opened},
    say,
    serve::{Addresses, House, Places},
};

/// The name shown of whoever enrols first.
const FIRST_NAME: &str = "Confidential reports";
/// What they are: whoever is first also invites the others.
const FIRST_ROLES: [Role; 2] = [Role::Handler, Role::Administrator];

/// The command.
///
/// # Errors
/// When something cannot be set up or served.
pub(crate) async fn run(asked: &Up) -> anyhow::Result<()> {
    let settings = if asked.demo { place::settings_to_show(&asked.place)? } else { place::settings(&asked.place)? };
    logs::start(settings.log);
    let places = Places::take(&settings)?;
    let mut opened = place::open(settings, For::Serving).await?;
    let made = if asked.demo { demo::make(&mut opened).await? } else { None };
    let shown = demo::is_in(&opened.folder)?.then(|| opened.folder.clone());
    let (installation, fresh) = match opened.installation.clone() {
        Some(installation) => (installation, None),
        None => {
            let (drawn, fresh) = Installation::draw(&opened.folder, &opened.settings.organisation, &mut chance::system())?;
            (drawn, Some(fresh))
        }
    };
    let (key, passphrase) = fresh.map(|Fresh { key, passphrase }| (key, passphrase)).unzip();
    let holds_key = key.is_some();
    let store = opened.store.clone();
    let today = opened.today();
    let said = Said { data: opened.folder.shown().to_string(), every: opened.settings.schedule.every() };
    let house = house(opened, installation.clone(), key);
    let addresses = &places.addresses;
    if let Some(passphrase) = passphrase {
        introduce(&said, &passphrase)?;
    }
    if let Some(folder) = &shown {
        demo::introduce(made.as_ref(), addresses, folder)?;
    }
    drop(made);
    announce(addresses, &said)?;
    for place in &places.in_use {
        say::line(format_args!("{place} is in use, so the next free port was taken."))?;
    }
    let todo = still_to_do(&*store, &installation, addresses, holds_key, today).await?;
    for line in todo {
        say::line(line.as_str())?;
    }
    places.serve(house, &mut chance::seeded()).await
}

/// `serve`: the same without setting up, and without saying anything secret.
///
/// # Errors
/// When there is no installation, or it cannot be served.
pub(crate) async fn serve(settings: crate::config::Settings) -> anyhow::Result<()> {
    logs::start(settings.log);
    let places = Places::take(&settings)?;
    let (opened, installation) = place::open_existing(settings, For::Serving).await?;
    demo::refuse(&opened.folder)?;
    places.serve(house(opened, installation, None), &mut chance::seeded()).await
}

fn house(opened: Opened, installation: Installation, organisation_key: Option<ledger::SigningKey>) -> House {
    let opened_now = || {
        // the console may be gone; the door is open all the same
        let _ = say::line("\nThe list of readers is signed and the organisation's key is forgotten here. The reporters' door is open.");
    };
    House {
        settings: opened.settings,
        installation,
        store: opened.store,
        serving: opened.serving,
        clock: Arc::new(SystemClock),
        organisation_key,
        opened: Arc::new(opened_now),
    }
}

struct Said {
    data: String,
    every: u32,
}

fn introduce(said: &Said, passphrase: &organisation::Passphrase) -> std::io::Result<()> {
    say::line(format_args!("A new installation was set up in {}.\n", said.data))?;
    say::line("The organisation's key signs the list of people who can read reports. It was put under this passphrase:\n")?;
    say::line(format_args!("    {}\n", passphrase.shown()))?;
    say::line("Write it on paper now; it is not shown again. When this is more than a trial, move the key away from this machine:")?;
    say::line(format_args!("    {}/{}\n", said.data, organisation::FILE))
}

fn announce(addresses: &Addresses, said: &Said) -> std::io::Result<()> {
    say::line(format_args!("Reporters:  {}", addresses.reporters))?;
    say::line(format_args!("Handlers:   {}", addresses.staff))?;
    for (address, key) in [(&addresses.reporters, "reporters"), (&addresses.staff, "staff")] {
        if address.starts_with(SOCKET) {
            say::line(format_args!(
                "Nobody can type the name of a socket: write {key}.address or {key}.onion, as people reach it through Tor or a proxy."
            ))?;
        }
    }
    say::line(format_args!("Reports leave for their readers {} (ticks every {} seconds).", rhythm(said.every), said.every))
}

fn rhythm(every: u32) -> String {
    match every {
        10 => "every ten seconds".to_owned(),
        3600 => "once an hour".to_owned(),
        86_400 => "once a day".to_owned(),
        every => format!("every {every} seconds"),
    }
}

async fn still_to_do(
    store: &dyn Store,
    installation: &Installation,
    addresses: &Addresses,
    holds_key: bool,
    today: domain::Day,
) -> anyhow::Result<Vec<Zeroizing<String>>> {
    let in_force = roster::in_force(store, &installation.channel).await?;
    let accounts = store.accounts().await?;
    let mut lines = Vec::new();
    let mut say = |line: &str| lines.push(Zeroizing::new(line.to_owned()));
    if in_force.is_none() {
        say("\nThe reporters' door says \"not open yet\".");
        let nobody = !accounts.iter().any(|account| account.roles.has(Role::Handler));
        if nobody && addresses.staff.starts_with(SOCKET) {
            say("The first handler needs an address: write staff.address or staff.onion and start again. Then a link is printed here.");
        } else if nobody {
            let link = invite::invite(store, &addresses.staff, FIRST_NAME, FIRST_ROLES.into_iter().collect(), Vec::new(), today).await?;
            say("The first handler enrols here (the link works once, for seven days):\n");
            say(&Zeroizing::new(format!("    {}\n", link.as_str())));
        }
        say(if holds_key {
            "Then the list of readers is signed and the door opens."
        } else {
            "Then sign the list of readers, which opens the door: sottovoce roster sign"
        });
        return Ok(lines);
    }
    let missing = in_force.map_or(0, |roster| {
        let listed = |account: &&domain::staff::Account| roster.person(sealing::StaffId::from_bytes(*account.person.as_bytes())).is_none();
        accounts.iter().filter(listed).filter(|account| matches!(roster::person(account), Ok(Some(_)))).count()
    });
    if missing > 0 {
        say(&format!(
            "\n{missing} enrolled since the list of readers was signed; they receive nothing until an administrator signs the list anew in the office, or: sottovoce roster sign"
        ));
    }
    Ok(lines)
}
