//! The binary `sottovoce`: configuration, TLS, wiring, ticks. It has no rules of its own.

mod allocator;
mod chance;
mod cli;
mod clock;
mod config;
mod demo;
mod doctor;
mod door;
mod house;
mod invite;
mod logs;
mod place;
mod process;
mod public;
mod roster_command;
mod say;
mod serve;
mod ticks;
mod up;

use std::process::ExitCode;

use clap::Parser;
use cli::{Cli, Command, ConfigCommand, RosterCommand};

fn main() -> ExitCode {
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            use std::io::Write;
            // the console may be gone, and then nobody can be told
            let _ = writeln!(std::io::stderr(), "sottovoce: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start() -> anyhow::Result<()> {
    process::close_to_onlookers()?;
    process::take_every_line()?;
    let command = Cli::parse().command;
    actix_web::rt::System::new().block_on(run(command))
}

async fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Up(up) => up::run(&up).await,
        Command::Serve { config } => up::serve(place::settings_of(&config)?).await,
        Command::Config(ConfigCommand::Sample) => Ok(say::line(config::sample::text().trim_end())?),
        Command::Config(ConfigCommand::Check { file }) => {
            place::settings_of(&file)?;
            Ok(say::line(format_args!("{} can be used.", file.display()))?)
        }
        Command::Invite(invite) => invite::run(invite).await,
        Command::Roster(RosterCommand::Show(place)) => roster_command::show(&place).await,
        Command::Roster(RosterCommand::Sign { place, key }) => roster_command::sign(&place, key.as_deref()).await,
        Command::Doctor(place) => doctor::run(&place).await,
    }
}
