//! `doctor`: what is missing or risky, each with what to do. Small as yet.

use sealing::{
    readers::Odds,
    roster::{Role, Roster},
};

use crate::{
    cli::Place,
    config::Settings,
    demo,
    house::{organisation, roster},
    place, say,
};

/// Warn so many days before the list of readers expires.
const WARN_DAYS: i32 = 30;

/// The command. Ends with an error where something was found, so that it can stand in a schedule.
///
/// # Errors
/// When there is no installation, or something was found.
pub(crate) async fn run(asked: &Place) -> anyhow::Result<()> {
    let (opened, installation) = place::open_existing(place::settings(asked)?, place::For::ACommand).await?;
    let in_force = roster::in_force(&*opened.store, &installation.channel).await?;
    let mut found = about_settings(&opened.settings);
    if demo::is_in(&opened.folder)? {
        found.push("This is a demo: its passphrases were printed, and nothing real belongs here.".to_owned());
    }
    if opened.folder.path(organisation::FILE).exists() {
        found.push(format!(
            "Trial: the organisation's key lies on this machine, so an administrator who learns its passphrase could add a reader. Move {} away.",
            opened.folder.path(organisation::FILE).display()
        ));
    }
    match &in_force {
        None => found.push("No list of readers is signed, so the reporters' door is not open: sottovoce roster sign".to_owned()),
        Some(roster) => {
            for line in odds_of(roster) {
                say::line(line)?;
            }
            found.extend(about_roster(roster, opened.today()));
        }
    }
    if found.is_empty() {
        say::line("Nothing found.")?;
        return Ok(());
    }
    for line in &found {
        say::line(format_args!("- {line}"))?;
    }
    anyhow::bail!("{} found", found.len())
}

fn about_settings(settings: &Settings) -> Vec<String> {
    let mut found = Vec::new();
    if settings.reporters.onion.is_none() {
        found.push(
            "The reporters' door has no onion address, so the network a reporter is in can see that it is visited (deploy/torrc)."
                .to_owned(),
        );
    }
    if !settings.staff.listen.is_private() {
        found.push("The handlers' door can be reached from other machines; make sure only your handlers' network can.".to_owned());
    }
    if settings.schedule.every() < 3600 {
        found.push(format!(
            "Reports come out every {} seconds: good for a trial, but it tells when somebody reported.",
            settings.schedule.every()
        ));
    }
    found
}

/// What it tells whoever sees the database that somebody does not read a report. No fault: a number that everybody should know.
fn odds_of(roster: &Roster) -> Vec<String> {
    let of = Odds::of(roster).into_iter().zip(["handlers", "people in the fallback group"]).filter(|(odds, _)| odds.people > 0);
    let line = |(odds, who): (Odds, &str)| match odds.factor() {
        Some(factor) => format!(
            "Of {} {who} {} are drawn for a report: that somebody was not makes it at most {factor:.2} times likelier that the reporter left them out. Several reports about one person add up.",
            odds.people, odds.drawn
        ),
        None => format!("Of {} {who} all are drawn for a report: who is not there was left out by the reporter.", odds.people),
    };
    of.map(line).collect()
}

fn about_roster(roster: &Roster, today: domain::Day) -> Vec<String> {
    let mut found = Vec::new();
    let until = roster.content().valid_until;
    if today > until {
        found.push(format!("The list of readers expired on {until}: sottovoce roster sign"));
    } else if today.add_days(WARN_DAYS) > until {
        found.push(format!("The list of readers expires on {until}: sottovoce roster sign"));
    }
    if !roster.signed_offline() {
        found.push(format!(
            "Trial: list {} was not signed offline, so the organisation's key was in a page or machine of this server: sotto roster sign",
            roster.version()
        ));
    }
    let count = |role| roster.with_role(role).count();
    let (handlers, fallback) = (count(Role::Handler), count(Role::Fallback));
    if handlers == 1 {
        found.push("There is one handler: if that person's passphrase is lost, the reports are lost.".to_owned());
    }
    if handlers < 4 {
        found.push(format!("There are {handlers} handlers; with fewer than 4, who receives a report says much about who was left out."));
    }
    if fallback < 2 {
        found.push(format!(
            "There are {fallback} people in the fallback group; with fewer than 2, nobody steps in, or it is plain who does."
        ));
    }
    if count(Role::Officer) == 1 {
        found.push("There is one compliance officer; a report about that person reaches no other.".to_owned());
    }
    if count(Role::Governing) == 0 {
        found.push("Nobody of the governing body is listed: a report about everybody else would reach nobody.".to_owned());
    }
    found
}

#[cfg(test)]
mod tests {
    use ledger::SigningKey;
    use sealing::{
        Day, InstallationId, StaffId,
        hybrid::Identity,
        roster::{Content, Person, SignedWhere, UnverifiedRoster},
    };

    use super::*;

    fn roster(roles: &[Role], until: i32) -> Roster {
        signed(roles, until, Some(SignedWhere::Offline))
    }

    fn signed(roles: &[Role], until: i32, signed: Option<SignedWhere>) -> Roster {
        let people = roles.iter().zip(1_u8..).map(|(role, n)| Person {
            id: StaffId::from_bytes([n; 16]),
            roles: vec![*role],
            groups: Vec::new(),
            name: format!("{n}"),
            recipient: Identity::from_seed(&[n; 32]).to_recipient(),
            signing: SigningKey::from_seed(&[n; 32]).verifying_key(),
        });
        let installation = InstallationId::from_bytes([1; 16]);
        let content = Content {
            organisation: "Example".to_owned(),
            installation,
            version: 1,
            valid_from: Day::from_number(until - 90),
            valid_until: Day::from_number(until),
            stanza_count: 8,
            jurisdiction: "eu".to_owned(),
            signed,
            people: people.collect(),
        };
        let key = SigningKey::from_seed(&[9; 32]);
        let note = content.sign(&key).unwrap();
        UnverifiedRoster::new(note).verify(&[key.verifying_key()], installation, Day::from_number(until), 0).unwrap()
    }

    fn says(roles: &[Role], until: i32, today: i32, what: &str) -> bool {
        about_roster(&roster(roles, until), Day::from_number(today)).iter().any(|line| line.contains(what))
    }

    #[test]
    fn few_people_are_named_as_a_risk_and_enough_are_not() {
        use Role::{Fallback, Governing, Handler, Officer};
        assert!(says(&[Handler], 20_000, 19_950, "one handler"));
        assert!(says(&[Handler, Handler, Handler], 20_000, 19_950, "fewer than 4"));
        assert!(says(&[Handler, Fallback], 20_000, 19_950, "fallback"));
        assert!(says(&[Handler, Officer], 20_000, 19_950, "one compliance officer"));
        let enough = [Handler, Handler, Handler, Handler, Fallback, Fallback, Governing, Officer, Officer];
        assert_eq!(about_roster(&roster(&enough, 20_000), Day::from_number(19_950)), Vec::<String>::new());
    }

    #[test]
    fn the_odds_are_printed_also_where_they_are_bad() {
        use Role::{Fallback, Handler};
        let of = |roles: &[Role]| odds_of(&roster(roles, 20_000)).join("\n");
        let many = of(&[Handler, Handler, Handler, Handler, Fallback, Fallback, Fallback]);
        assert!(many.contains("Of 4 handlers 2 are drawn") && many.contains("2.00 times") && many.contains("1.50 times"), "{many}");
        let few = of(&[Handler, Fallback]);
        assert_eq!(few.matches("who is not there was left out").count(), 2, "{few}");
    }

    #[test]
    fn a_list_that_was_not_signed_offline_is_a_trial() {
        let online = about_roster(&signed(&[Role::Handler], 20_000, None), Day::from_number(19_950));
        assert!(online.iter().any(|line| line.starts_with("Trial: list 1")));
        assert!(!says(&[Role::Handler], 20_000, 19_950, "Trial"));
    }

    #[test]
    fn the_end_of_the_list_is_said_thirty_days_before() {
        assert!(!says(&[Role::Handler], 20_000, 19_970, "expire"));
        assert!(says(&[Role::Handler], 20_000, 19_971, "expires on"));
        assert!(says(&[Role::Handler], 20_000, 20_001, "expired on"));
    }
}
