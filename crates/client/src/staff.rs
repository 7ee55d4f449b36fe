//! A handler's session: enrol by a one-time link, sign in, unlock the own keys, list cases.
//! The passphrase never leaves this process; what is sent is derived from it and opens nothing.

use sealing::channel::Channel;
use sealing::derive::{StaffKeys, Token};
use sealing::hybrid::Recipient;
use sealing::staff::Secrets;
use sealing::totp::Seed;
use sealing::{CaseId, Day, Sealed, Signature, StaffId, VerifyingKey};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::authenticator::{Authenticator, SecondFactor};
use crate::connection::Connection;
use crate::error::{Error, Result};

/// The one-time token of an enrolment link.
pub struct Invitation(Token);

/// What the server says of an invitation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invited {
    /// Whether it can still be used.
    pub open: bool,
    /// The name shown.
    pub name: String,
    /// What the person will do here.
    pub roles: Vec<String>,
}

/// Who somebody became by enrolling.
#[derive(Debug)]
pub struct Enrolled {
    /// The id under which the roster will name them.
    pub person: StaffId,
    /// Whether the roster in force names them already.
    pub in_roster: bool,
    /// Their one-time codes from now on.
    pub authenticator: Authenticator,
    /// Ten codes for when those are lost, each good once.
    pub recovery_codes: Vec<String>,
}

/// A handler at work: signed in, keys unlocked.
pub struct Desk {
    pub(crate) connection: Connection,
    pub(crate) keys: Secrets,
    pub(crate) channel: Channel,
    /// Who this is.
    pub person: StaffId,
    /// The name shown.
    pub name: String,
}

/// One line of the list of cases.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseRow {
    /// Which case.
    pub case: CaseId,
    /// The day of the delivery with which it came.
    pub received_on: Day,
    /// Until when it must be confirmed.
    pub ack_due: Day,
    /// Until when feedback must be given.
    pub feedback_due: Day,
    /// Whether it was confirmed.
    pub acknowledged: bool,
    /// Whether it is closed.
    pub closed: bool,
    /// Version of the keyring in force.
    pub keyring_version: u32,
    /// How many items there are.
    pub items: u32,
}

#[derive(Serialize)]
struct Look<'a> {
    token: &'a str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShownSeed {
    seed: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EnrolledAnswer {
    person: StaffId,
    in_roster: bool,
    recovery_codes: Vec<String>,
}

#[derive(Serialize)]
struct Enrolment<'a> {
    token: &'a str,
    sign_in_name: &'a str,
    login: &'a str,
    recipient: &'a Recipient,
    signing: VerifyingKey,
    secrets: Sealed,
    proof: Signature,
    factor: SecondFactor<'a>,
}

#[derive(Serialize)]
struct SignIn<'a> {
    name: &'a str,
    login: &'a str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedOn {
    set_up: bool,
    codes: bool,
    #[serde(rename = "passkeys")]
    _passkeys: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignedIn {
    person: StaffId,
    name: String,
    #[serde(rename = "roles")]
    _roles: Vec<String>,
    secrets: Sealed,
    #[serde(rename = "trial")]
    _trial: bool,
    #[serde(rename = "recovery_spent")]
    _recovery_spent: u32,
    #[serde(rename = "wrong_codes")]
    _wrong_codes: u32,
    #[serde(rename = "passkeys_copied")]
    _passkeys_copied: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetUp {
    session: SignedIn,
    recovery_codes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CasePage {
    cases: Vec<CaseRow>,
    next: Option<CaseId>,
}

impl Invitation {
    /// Reads the link as it was printed; the token stands behind `#token=`.
    ///
    /// # Errors
    /// When there is none.
    pub fn parse(link: &str) -> Result<Self> {
        let token =
            link.trim().rsplit_once("#token=").map(|(_, token)| token).ok_or_else(|| Error::Input("this is no enrolment link".into()))?;
        Token::from_hex(token).map(Self).map_err(|_| Error::Input("this is no enrolment link".into()))
    }

    /// Whom the link is for, and whether it can still be used.
    ///
    /// # Errors
    /// Those of the connection.
    pub async fn look(&self, connection: &Connection) -> Result<Invited> {
        connection.post("api/v1/casework/enrolments/look", &Look { token: &self.0.to_hex() }, 0).await
    }
}

/// Makes a person's keys and hands in their public halves. `name` is the one to sign in with; `now` are Unix seconds.
///
/// # Errors
/// When the link was used, the name is taken, or the connection fails.
pub async fn enrol(
    connection: &Connection,
    channel: &Channel,
    invitation: &Invitation,
    name: &str,
    passphrase: &SecretString,
    now: i64,
    rng: &mut (impl rand::CryptoRng + rand::RngCore),
) -> Result<Enrolled> {
    let keys = StaffKeys::derive(name, passphrase, channel.installation)?;
    let own = Secrets::generate(rng);
    let token = invitation.0.to_hex();
    let octets = Zeroizing::new(hex::decode(token.as_str()).map_err(|_| Error::Input("this is no enrolment link".into()))?);
    let shown: ShownSeed = connection.post_once("api/v1/casework/enrolments/seed", &Look { token: &token }).await?;
    let mut authenticator = Authenticator::new(Seed::from_base32(&Zeroizing::new(shown.seed))?);
    let code = authenticator.code(now).ok_or_else(|| Error::Input("there is no code for this moment".into()))?;
    let asked = Enrolment {
        token: &token,
        sign_in_name: name,
        login: &keys.login.to_hex(),
        recipient: &own.identity.to_recipient(),
        signing: own.signing.verifying_key(),
        secrets: own.seal(&keys.wrap)?,
        proof: own.enrolment_proof(&octets),
        factor: SecondFactor::Code(&code),
    };
    let done: EnrolledAnswer = connection.post_once("api/v1/casework/enrolments", &asked).await?;
    Ok(Enrolled { person: done.person, in_roster: done.in_roster, authenticator, recovery_codes: done.recovery_codes })
}

impl Desk {
    /// Signs in and unlocks the keys. `channel` comes from where the organisation's key is known, not from this door.
    ///
    /// # Errors
    /// When name or passphrase are wrong (the server does not say which), when the second factor is, or the connection fails.
    pub async fn sign_in(
        mut connection: Connection,
        channel: Channel,
        name: &str,
        passphrase: &SecretString,
        factor: SecondFactor<'_>,
    ) -> Result<Self> {
        let keys = StaffKeys::derive(name, passphrase, channel.installation)?;
        let asked = SignIn { name, login: &keys.login.to_hex() };
        let half: AskedOn = connection.sign_in("api/v1/casework/session", &asked).await?;
        if half.set_up {
            return Err(Error::Input("there is no second factor yet; it must be set up first".into()));
        }
        if !half.codes && matches!(factor, SecondFactor::Code(_)) {
            let only = "there are no one-time codes, only passkeys, which a terminal cannot show; a recovery code works";
            return Err(Error::Input(only.into()));
        }
        let signed: SignedIn = connection.sign_in("api/v1/casework/session/second-factor", &factor).await?;
        let own = Secrets::open(&signed.secrets, &keys.wrap)?;
        Ok(Self { connection, keys: own, channel, person: signed.person, name: signed.name })
    }

    /// Signs in and sets up one-time codes, for whoever enrolled before there were any; `now` are Unix seconds. Answers their authenticator
    /// and ten recovery codes too.
    ///
    /// # Errors
    /// When name or passphrase are wrong, when there is a second factor already, or the connection fails.
    pub async fn set_up(
        mut connection: Connection,
        channel: Channel,
        name: &str,
        passphrase: &SecretString,
        now: i64,
    ) -> Result<(Self, Authenticator, Vec<String>)> {
        let keys = StaffKeys::derive(name, passphrase, channel.installation)?;
        let asked = SignIn { name, login: &keys.login.to_hex() };
        let AskedOn { .. } = connection.sign_in("api/v1/casework/session", &asked).await?;
        let shown: ShownSeed = connection.post_once("api/v1/casework/session/seed", &()).await?;
        let mut authenticator = Authenticator::new(Seed::from_base32(&Zeroizing::new(shown.seed))?);
        let code = authenticator.code(now).ok_or_else(|| Error::Input("there is no code for this moment".into()))?;
        let done: SetUp = connection.sign_in("api/v1/casework/session/set-up", &SecondFactor::Code(&code)).await?;
        let own = Secrets::open(&done.session.secrets, &keys.wrap)?;
        let desk = Self { connection, keys: own, channel, person: done.session.person, name: done.session.name };
        Ok((desk, authenticator, done.recovery_codes))
    }

    /// Shows the second factor once more, as is asked before other people are let in or out.
    ///
    /// # Errors
    /// When it is wrong, or the connection fails.
    pub async fn prove_again(&self, factor: SecondFactor<'_>) -> Result<()> {
        self.connection.tell_once("api/v1/casework/own/proof", &factor).await
    }

    /// Ends the session.
    ///
    /// # Errors
    /// When the server could not be told.
    pub async fn sign_out(mut self) -> Result<()> {
        self.connection.sign_out("api/v1/casework/session").await
    }

    /// All cases this person is a member of.
    ///
    /// # Errors
    /// Those of the connection.
    pub async fn cases(&self) -> Result<Vec<CaseRow>> {
        let mut all = Vec::new();
        let mut after = None::<CaseId>;
        loop {
            let from = after.map(|case| format!("?after={case}")).unwrap_or_default();
            let page: CasePage = self.connection.get(&format!("api/v1/casework/cases{from}")).await?;
            all.extend(page.cases);
            match page.next {
                Some(next) if after != Some(next) => after = Some(next),
                _ => return Ok(all),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_link_with_its_token_is_an_invitation() {
        let token = "ab".repeat(32);
        assert!(Invitation::parse(&format!(" https://staff.example/enrol#token={token}\n")).is_ok());
        for wrong in
            ["https://staff.example/enrol".to_owned(), format!("https://staff.example/enrol?token={token}"), "#token=abcd".to_owned()]
        {
            assert!(Invitation::parse(&wrong).is_err(), "{wrong}");
        }
    }
}
