//! A place where reports are taken, looked at and checked before anything is written: who it is, who can read,
//! what is asked, what fits in. Nothing of it is trusted that is not signed by a key the person was given.

use std::collections::BTreeSet;

use sealing::channel::Channel;
use sealing::fingerprint::Fingerprint;
use sealing::identity::{Particulars, enough_keepers};
use sealing::item::People;
use sealing::roster::{Freshness, Person, Roster, UnverifiedRoster};
use sealing::{Day, Error as Refused, Hash, StaffId};

use crate::connection::Connection;
use crate::error::{Error, Lie, Result};
use crate::filing::Filing;
use crate::questions::Questionnaire;
use crate::wire::{Door, QuestionnaireAnswer, RosterAnswer};

/// A checked place.
pub struct Place {
    /// The installation's own file.
    pub channel: Channel,
    /// What it takes, and when reports leave for their readers.
    pub door: Door,
    /// The questions.
    pub questionnaire: Questionnaire,
    pub(crate) questionnaire_hash: Hash,
    pub(crate) roster: Roster,
    /// Everybody of this list and of those it replaced: who was left out stays left out.
    met: BTreeSet<StaffId>,
    expired: bool,
}

/// What a door says of its installation. Good for pinning and for comparing; a person compares its six words.
///
/// # Errors
/// When it is no such file, and those of the connection.
pub async fn channel(connection: &Connection) -> Result<Channel> {
    Channel::parse(&connection.get_octets("channel.json").await?).map_err(|_| Error::Answer("a channel file that is none".into()))
}

impl Place {
    /// Fetches and checks everything. With `pinned`, the server's own file must say the same as that one.
    ///
    /// # Errors
    /// [`Error::Lie`] where something is not what it should be, and those of the connection.
    pub async fn look(connection: &Connection, pinned: Option<&Channel>, today: Day) -> Result<Self> {
        let channel = channel(connection).await?;
        if pinned.is_some_and(|pinned| *pinned != channel) {
            return Err(Lie::Installation.into());
        }
        let door: Door = connection.get("api/v1/intake/door").await?;
        if !door.open {
            return Err(Error::NotOpen);
        }
        let roster = in_force(connection, &channel, today).await?;
        let asked: QuestionnaireAnswer = connection.get("api/v1/intake/questionnaire").await?;
        if Hash::of(&[asked.questionnaire.as_bytes()]) != asked.hash {
            return Err(Lie::Questionnaire.into());
        }
        let questionnaire = Questionnaire::parse(&asked.questionnaire)?;
        let expired = matches!(roster.freshness(today), Freshness::Expired { .. });
        let met = roster.content().people.iter().map(|person| person.id).collect();
        Ok(Self { channel, door, questionnaire, questionnaire_hash: asked.hash, roster, met, expired })
    }

    /// Fetches the list of readers again, after [`Error::ReadersChanged`]. What was written holds; who can read is to be shown anew.
    ///
    /// # Errors
    /// [`Error::Lie`] for a list that does not hold or is older than the one before, and those of the connection.
    pub async fn renew_readers(&mut self, connection: &Connection, today: Day) -> Result<()> {
        let roster = in_force(connection, &self.channel, today).await?;
        if roster.version() < self.roster.version() {
            return Err(Lie::RosterOlder.into());
        }
        self.expired = matches!(roster.freshness(today), Freshness::Expired { .. });
        self.met.extend(roster.content().people.iter().map(|person| person.id));
        self.roster = roster;
        Ok(())
    }

    /// Whether the list of readers was not renewed in time. It can still be used for some days, at the person's choice.
    pub fn expired(&self) -> bool {
        self.expired
    }

    /// The last day of the list of readers.
    pub fn valid_until(&self) -> Day {
        self.roster.content().valid_until
    }

    /// The hash of the list of readers that this place showed.
    pub fn list(&self) -> Hash {
        self.roster.hash()
    }

    /// Everybody who could ever be given a key.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.roster.content().people.iter()
    }

    /// The name shown for somebody; their id where the list does not name them.
    pub fn name_of(&self, id: StaffId) -> String {
        self.roster.person(id).map_or_else(|| id.to_string(), |person| person.name.clone())
    }

    /// The six words of each key of the organisation, as they stand on posters.
    pub fn fingerprints(&self) -> Vec<String> {
        self.channel.organisation_keys.iter().map(|key| Fingerprint::of_organisation(key).to_string()).collect()
    }

    /// Whether a report would be taken: texts and files in size, choices known, somebody left to read it.
    ///
    /// # Errors
    /// [`Error::Input`] and [`Error::NobodyLeft`], before anything is sent.
    pub async fn check(&self, filing: &Filing) -> Result<()> {
        let answers = self.questionnaire.ordered(&filing.answers)?;
        self.check_text(answers.iter().map(|(_, value)| value.len()).sum())?;
        if let Some(stranger) = filing.left_out.iter().find(|id| !self.met.contains(id)) {
            return Err(Error::Input(format!("{stranger} is nobody here")));
        }
        if let Some(identity) = &filing.identity {
            self.check_identity(identity, &filing.left_out.iter().copied().collect(), &People::new())?;
        }
        self.check_files(&filing.attachments).await
    }

    /// Whether a name can be left, and has its form.
    pub(crate) fn check_identity(&self, identity: &Particulars, left_out: &People, readers: &People) -> Result<()> {
        identity.check().map_err(|refused| Error::Input(refused.to_string()))?;
        enough_keepers(&self.roster, left_out, readers).map_err(|refused| Error::Input(format!("a name cannot be left here: {refused}")))
    }

    pub(crate) fn check_text(&self, length: usize) -> Result<()> {
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        let over = length.saturating_sub(self.door.max_text);
        if over > 0 { Err(Error::Input(format!("the text is {over} bytes too long; send the rest afterwards"))) } else { Ok(()) }
    }

    pub(crate) async fn check_files(&self, files: &[crate::upload::File]) -> Result<()> {
        if files.len() > self.door.max_attachments {
            return Err(Error::Input(format!("at most {} files go with one report", self.door.max_attachments)));
        }
        for file in files {
            let length = file.length().await?;
            if length == 0 {
                return Err(Error::Input(format!("{} is empty", file.path.display())));
            }
            if length > self.door.max_attachment {
                return Err(Error::Input(format!(
                    "{} is larger than the {} bytes that are taken here",
                    file.path.display(),
                    self.door.max_attachment
                )));
            }
        }
        Ok(())
    }
}

async fn in_force(connection: &Connection, channel: &Channel, today: Day) -> Result<Roster> {
    let sent: RosterAnswer = connection.get("api/v1/intake/roster").await?;
    verified(sent.roster, channel, today)
}

/// The list of readers in force, signed by a key of this organisation for this installation.
pub(crate) fn verified(note: String, channel: &Channel, today: Day) -> Result<Roster> {
    UnverifiedRoster::new(note).verify(&channel.organisation_keys, channel.installation, today, 0).map_err(|refused| match refused {
        Refused::OtherInstallation => Lie::Installation.into(),
        other => Lie::Roster(other.to_string()).into(),
    })
}
