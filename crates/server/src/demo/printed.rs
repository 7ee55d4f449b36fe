//! What is printed of a demonstration, once: how to sign in as everybody, and how to come back as each reporter.

use domain::Role;
use secrecy::ExposeSecret;

use super::{DEMO, Made, people::Login};
use crate::{house::folder::Folder, say, serve::Addresses};

/// So many recovery codes are enough to look around.
const SHOWN: usize = 3;

/// Says all of it.
///
/// # Errors
/// When the console is gone.
pub(super) fn all(made: &Made, addresses: &Addresses, folder: &Folder) -> std::io::Result<()> {
    say::line("All this is printed once, and whoever reads it can sign in as everybody.\n")?;
    say::line(format_args!(
        "{DEMO}: to look as one of the staff, sign in at {} with name and passphrase,\n\
         then with a code of an authenticator app that was given the letters, or with one of the codes that work once:\n",
        addresses.staff
    ))?;
    for person in &made.people {
        say::line(format_args!("    {:<10}{}", person.name, person.passphrase.shown()))?;
        say::line(format_args!("              {}", duty(person)))?;
        say::line(format_args!("              authenticator app: {}", person.authenticator.borrow().seed().to_base32().as_str()))?;
        say::line(format_args!("              or, each once: {}\n", person.recovery_codes.get(..SHOWN).unwrap_or_default().join(" ")))?;
    }
    say::line(format_args!("{DEMO}: to look as a reporter, come back at {} with eight words:\n", addresses.reporters))?;
    for (number, told) in (1..).zip(&made.reports) {
        let phrase = told.words.phrase();
        say::line(format_args!("    report {number}  {}", phrase.expose_secret()))?;
        say::line(format_args!("              {}\n", told.about))?;
    }
    say::line(format_args!("{DEMO}: the office and sottovoce roster sign --data {} ask for this passphrase:\n", folder.shown()))?;
    say::line(format_args!("    {}\n", made.passphrase.shown()))
}

fn duty(person: &Login) -> String {
    let numbers: Vec<String> = person.reads.iter().map(ToString::to_string).collect();
    let reads = match numbers.as_slice() {
        [] => "reads no report".to_owned(),
        [one] => format!("reads report {one}"),
        [all @ .., last] => format!("reads reports {} and {last}", all.join(", ")),
    };
    let duty = match person.role {
        Role::Administrator => return format!("{}, administrator: invites people and signs the list, and reads nothing", person.shown),
        Role::Custodian => "identity keeper",
        Role::Handler => "handler",
        _ => "stand-in",
    };
    format!("{}, {duty}, {reads}", person.shown)
}
