//! An administrator's part: who has enrolled, as a file for signing offline; taking somebody out; agreeing that somebody enrols anew;
//! putting a signed list in force. Hangs on no case, and learns of none.

use sealing::hybrid::Recipient;
use sealing::roster::draft::DraftFile;
use sealing::roster::{Person, Role};
use sealing::{Day, StaffId, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::staff::{Desk, Invitation};

#[derive(Deserialize)]
struct People {
    enrolled: Vec<Enrolled>,
}

#[derive(Deserialize)]
struct Enrolled {
    person: StaffId,
    name: String,
    roles: Vec<String>,
    groups: Vec<String>,
    recipient: Recipient,
    signing: VerifyingKey,
}

#[derive(Deserialize)]
struct Readers {
    roster: Option<String>,
    next: Next,
}

#[derive(Deserialize)]
struct Next {
    stanza_count: usize,
    jurisdiction: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Agreed {
    token: Option<String>,
    #[serde(rename = "until")]
    _until: Day,
}

#[derive(Serialize)]
struct Signed<'a> {
    roster: &'a str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InForce {
    version: u32,
    #[serde(rename = "valid_until")]
    _until: Day,
}

impl Desk {
    /// What the next list would be made from, for signing it offline. Nothing in it is believed before the signer heard the words.
    ///
    /// # Errors
    /// When this person may not, and those of the connection.
    pub async fn draft(&self) -> Result<DraftFile> {
        let people: People = self.connection.get("api/v1/office/people").await?;
        let Readers { roster, next } = self.connection.get("api/v1/office/roster").await?;
        let enrolled = people.enrolled.into_iter().filter_map(|one| {
            let roles: Vec<Role> = one.roles.iter().filter_map(|role| duty(role)).collect();
            let Enrolled { person: id, name, groups, recipient, signing, .. } = one;
            (!roles.is_empty()).then_some(Person { id, roles, groups, name, recipient, signing })
        });
        Ok(DraftFile {
            organisation: self.channel.organisation.clone(),
            installation: self.channel.installation,
            roster,
            stanza_count: next.stanza_count,
            jurisdiction: next.jurisdiction,
            enrolled: enrolled.collect(),
        })
    }

    /// Puts a signed list in force; answers its number.
    ///
    /// # Errors
    /// [`Error::Problem`] `list-refused`, and those of the connection.
    pub async fn put_list(&self, note: &str) -> Result<u32> {
        let put: InForce = self.connection.post_once("api/v1/office/roster", &Signed { roster: note }).await?;
        Ok(put.version)
    }

    /// Takes somebody out of the place: they cannot sign in, and read no case any more.
    ///
    /// # Errors
    /// [`Error::Problem`] for oneself and for the last handler, and those of the connection.
    pub async fn take_person_out(&self, person: StaffId) -> Result<()> {
        self.connection.post_nothing(&format!("api/v1/office/people/{person}/departure")).await
    }

    /// Agrees that somebody who lost their keys enrols anew. Answers the link's token if this was the second who agreed.
    ///
    /// # Errors
    /// [`Error::Problem`] for oneself, and those of the connection.
    pub async fn agree_to_new_keys(&self, person: StaffId) -> Result<Option<Invitation>> {
        let agreed: Agreed = self.connection.post_bare(&format!("api/v1/office/people/{person}/renewal")).await?;
        agreed.token.map(|token| Invitation::parse(&format!("#token={token}"))).transpose().map_err(|_| Error::Answer("a token".into()))
    }
}

fn duty(role: &str) -> Option<Role> {
    match role {
        "handler" => Some(Role::Handler),
        "fallback" => Some(Role::Fallback),
        "governing" => Some(Role::Governing),
        "custodian" => Some(Role::Custodian),
        "officer" => Some(Role::Officer),
        _ => None,
    }
}
