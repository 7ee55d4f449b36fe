//! The command line. Its help is meant to be read by somebody who runs this for the first time.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// A place to report wrongs without being known.
#[derive(Debug, Parser)]
#[command(
    name = "sottovoce",
    version,
    about,
    long_about = "A place to report wrongs without being known.\n\n\
Reports are sealed in the reporter's browser to the people who may read them. This program keeps sealed bytes, ids and days; it \
schedules, and only people read.\n\nTo try it:          sottovoce up\nTo run it for real: sottovoce config sample > sottovoce.toml, then edit it,\n\
                    sottovoce up --config sottovoce.toml once at a terminal, and from then on\n                    \
sottovoce serve --config sottovoce.toml (see deploy/ for systemd and Tor)."
)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Set up if nothing is there, then serve: the way to try it, and the first start of a real one
    #[command(
        long_about = "Sets up if nothing is there, then serves.\n\nThe first start draws the organisation's key, keeps it in an age file \
under a passphrase of six words, and prints that passphrase once. Write it on paper. Then it prints a link by which the first handler \
enrols. When that is done, the list of readers is signed and the reporters' door opens.\n\nWithout --config it listens on this machine \
only and lets reports out every ten seconds, so that you see something happen. The data folder can be thrown away.\n\nWith --demo it \
brings an invented organisation with people and reports to look at, in the folder demo/, and prints how to sign in as each of them."
    )]
    Up(Up),
    /// Serve an installation that was set up before; nothing secret is printed
    Serve {
        /// The configuration file; see `sottovoce config sample`
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
    /// Look at configurations
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Print a one-time link by which somebody enrols
    #[command(
        long_about = "Prints a one-time link by which somebody enrols: their browser makes their keys. Give it to that person by a way \
you trust; whoever opens it first takes the place. Enrolled people receive nothing until the list of readers is signed anew \
(sottovoce roster sign)."
    )]
    Invite(Invite),
    /// Look at or sign the list of readers
    #[command(subcommand)]
    Roster(RosterCommand),
    /// Say what is missing or risky about this installation
    Doctor(Place),
}

/// Where an installation lies.
#[derive(Debug, Args)]
pub(crate) struct Place {
    /// The configuration file. Without it: what `up` uses
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The data folder, whatever the configuration says
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
}

/// `up`.
#[derive(Debug, Args)]
pub(crate) struct Up {
    /// Where it lies
    #[command(flatten)]
    pub(crate) place: Place,
    /// Bring an invented organisation with people and reports to look at. Never for anything real
    #[arg(long, conflicts_with = "config")]
    pub(crate) demo: bool,
}

/// `config`.
#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Print a configuration with every key, its default and what it means
    Sample,
    /// Say everything that is wrong with a configuration
    Check {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// `invite`.
#[derive(Debug, Args)]
pub(crate) struct Invite {
    /// Where the installation lies
    #[command(flatten)]
    pub(crate) place: Place,
    /// The name reporters see: a function such as "Internal audit, Lisbon"
    #[arg(long)]
    pub(crate) name: String,
    /// What they will do; may be given more than once
    #[arg(long = "role", value_name = "ROLE", default_value = "handler",
          value_parser = ["handler", "fallback", "governing", "custodian", "officer", "manager", "auditor", "administrator"])]
    pub(crate) roles: Vec<String>,
    /// A group of handlers they belong to; may be given more than once
    #[arg(long = "group", value_name = "GROUP")]
    pub(crate) groups: Vec<String>,
    /// The address of the staff's door, if the configuration does not say it
    #[arg(long, value_name = "URL")]
    pub(crate) address: Option<String>,
}

/// `roster`.
#[derive(Debug, Subcommand)]
pub(crate) enum RosterCommand {
    /// Say who stands in the list in force, and who has enrolled since
    Show(Place),
    /// Sign a new list of everybody who has enrolled
    #[command(
        long_about = "Signs a new list of readers: those in the list in force, and each person who has enrolled since and whose six words \
you type. Have them read to you by voice, by somebody whose voice you know: the words stand for the keys that person's browser made, and \
typing them is what keeps others out. It asks for the passphrase of the organisation's key last."
    )]
    Sign {
        /// Where the installation lies
        #[command(flatten)]
        place: Place,
        /// The organisation's key, if it does not lie in the data folder any more
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_makes_sense() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_and_argument_is_explained() {
        fn look(command: &clap::Command) {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command.get_arguments().filter(|argument| !["help", "version"].contains(&argument.get_id().as_str())) {
                assert!(argument.get_help().is_some(), "{} {}", command.get_name(), argument.get_id());
            }
            command.get_subcommands().filter(|inner| inner.get_name() != "help").for_each(look);
        }
        look(&Cli::command());
    }
}
