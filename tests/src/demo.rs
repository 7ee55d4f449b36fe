//! What a demonstration prints, as a visitor reads it.

use anyhow::{Context, Result};
use client::{Authenticator, Connection, Desk, Route, SecondFactor};
use sealing::totp::Seed;
use secrecy::SecretString;

use crate::house::House;
use crate::people::{code, has, keeps};

/// What stands behind `name` on a line of its own.
///
/// # Errors
/// When there is no such line.
pub fn printed<'a>(said: &'a str, name: &str) -> Result<&'a str> {
    let found = said.lines().find_map(|line| line.strip_prefix("    ")?.strip_prefix(name)?.strip_prefix(' '));
    Ok(found.with_context(|| format!("no {name} in:\n{said}"))?.trim())
}

/// What stands behind `label` in the lines under somebody's passphrase.
fn beneath<'a>(said: &'a str, name: &str, label: &str) -> Result<&'a str> {
    let (_, after) = said.split_once(printed(said, name)?).with_context(|| format!("no {name}"))?;
    let found = after.lines().skip(1).take_while(|line| !line.is_empty()).find_map(|line| line.trim().strip_prefix(label));
    Ok(found.with_context(|| format!("no {label} for {name} in:\n{said}"))?.trim())
}

/// Signs somebody in with what was printed: the passphrase, and the letters in an authenticator app.
///
/// # Errors
/// Those of the client; when it was not printed.
pub async fn sign_in(house: &House, said: &str, name: &str) -> Result<Desk> {
    let connection = Connection::open(&Route::to(&house.staff))?;
    let channel = client::channel(&connection).await?;
    if !has(house, name) {
        keeps(house, name, Authenticator::new(Seed::from_base32(beneath(said, name, "authenticator app:")?)?));
    }
    let code = code(house, name).await?;
    Ok(Desk::sign_in(connection, channel, name, &SecretString::from(printed(said, name)?), SecondFactor::Code(&code)).await?)
}

/// Signs somebody in with one of the recovery codes that were printed.
///
/// # Errors
/// Those of the client; when it was not printed, or was used.
pub async fn sign_in_by_recovery(house: &House, said: &str, name: &str, number: usize) -> Result<Desk> {
    let connection = Connection::open(&Route::to(&house.staff))?;
    let channel = client::channel(&connection).await?;
    let code = beneath(said, name, "or, each once:")?.split_whitespace().nth(number).context("a recovery code")?;
    Ok(Desk::sign_in(connection, channel, name, &SecretString::from(printed(said, name)?), SecondFactor::Recovery(code)).await?)
}
