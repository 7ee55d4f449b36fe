//! Filing a report: files go first, sealed while they are read; then the report that names them, in one request.
//! A report counts as filed only when the server has confirmed it with a receipt that holds.

use ledger::receipt::Receipt;
use rand::{CryptoRng, RngCore};
use sealing::attachment::Attachment;
use sealing::derive::MailboxKeys;
use sealing::filing::{Choice, Content, Filing as Drawn};
use sealing::identity::Particulars;
use sealing::item::Answer;
use sealing::words::Words;
use sealing::{CaseId, Day, StaffId};
use zeroize::Zeroizing;

use crate::connection::Connection;
use crate::error::{Error, Lie, Result};
use crate::mailbox::{Key, Mailbox, Reply};
use crate::place::Place;
use crate::questions::Answers;
use crate::upload::{self, File, Through};
use crate::wire::{ReportAnswer, ReportRequest, Uploaded};
use crate::work;

/// Everything a person wants to send.
#[derive(Debug, Clone, Default)]
pub struct Filing {
    /// Answers to the questions.
    pub answers: Answers,
    /// Who must never be able to read it.
    pub left_out: Vec<StaffId>,
    /// Files to go with it.
    pub attachments: Vec<File>,
    /// Whether the words open the own texts again.
    pub readable: bool,
    /// Name and contact, for the keepers of names; nobody reads them before two of these and a reader agree.
    pub identity: Option<Particulars>,
}

/// A report that the server has confirmed.
#[derive(Debug)]
pub struct Filed {
    /// The case, as server and readers call it.
    pub case: CaseId,
    /// The log key's word that the filing will stand in the log.
    pub receipt: Receipt,
    /// When it leaves for its readers, Unix seconds.
    pub leaves_at: u64,
    /// By when its readers must confirm it.
    pub confirm_by: Day,
    /// These words had a mailbox already: the report was added to it, and its readers may lack the key for it.
    /// [`say_again`] then.
    pub joined: bool,
}

/// Files a report under these words. Nothing is sent before everything was checked that can be checked here.
///
/// # Errors
/// Without a confirmation nothing counts as filed; the same words and a new filing can be used again.
/// [`Error::ReadersChanged`]: show the people of [`Place::renew_readers`] first.
pub async fn file(
    connection: &Connection,
    place: &Place,
    words: &Words,
    filing: &Filing,
    today: Day,
    rng: &mut (impl CryptoRng + RngCore),
) -> Result<Filed> {
    place.check(filing).await?;
    let keys = MailboxKeys::derive(words, place.channel.installation)?;
    let choice = Choice { left_out: filing.left_out.iter().copied().collect(), read_back: filing.readable };
    let drawn = Drawn::begin(&keys, &place.roster, choice, rng).map_err(|refused| match refused {
        sealing::Error::NobodyLeft => Error::NobodyLeft,
        other => other.into(),
    })?;
    if filing.identity.is_some() {
        drawn.can_take_name().map_err(|refused| Error::Input(format!("a name cannot be left with this report: {refused}")))?;
    }
    let (uploads, attachments) = send_files(connection, &drawn, &filing.attachments).await?;
    let answers = place.questionnaire.ordered(&filing.answers)?;
    let answers = answers.into_iter().map(|(question, value)| Answer { question, value }).collect();
    let content = Content { questionnaire: place.questionnaire_hash, answers, attachments, identity: filing.identity.clone() };
    let report = drawn.compose(content, today, rng)?;
    let toll = uploads.is_empty().then_some(0);
    let (what, named) = (&report, &uploads);
    let send = |work| async move {
        let request = ReportRequest { report: what, uploads: named, work };
        connection.post("api/v1/intake/reports", &request, request.padded()).await
    };
    let answer: ReportAnswer = work::paid(connection, report.submission, toll, send).await.map_err(why_not_taken)?;
    let receipt = answer.receipt.verify(&report.leaf, &place.channel.log_key).map_err(|_| Lie::Receipt)?;
    Ok(Filed { case: report.case, receipt, leaves_at: answer.leaves_at, confirm_by: answer.confirm_by, joined: answer.joined })
}

fn why_not_taken(error: Error) -> Error {
    match error {
        Error::Problem { kind, .. } if kind == "/problems/roster-moved" => Error::ReadersChanged,
        other => other,
    }
}

/// How often the mailbox is opened anew when something was written to it meanwhile.
const TRIES: usize = 5;

/// Posts what was filed once more, as a message to the readers of the mailbox that these words had already.
///
/// # Errors
/// [`Error::LeftOutNow`] where somebody is left out now and was not then: nothing is passed on. Those of [`Mailbox::open`] and
/// [`Mailbox::reply`]. The report is stored all the same; it is not certain that anybody can read it.
pub async fn say_again(
    connection: &Connection,
    place: &Place,
    words: &Words,
    filing: &Filing,
    today: Day,
    rng: &mut (impl CryptoRng + RngCore),
) -> Result<()> {
    let key = Key::of(words, place)?;
    let answers = place.questionnaire.ordered(&filing.answers)?;
    let text = Zeroizing::new(answers.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join("\n\n"));
    let reply = Reply { text: &text, files: &filing.attachments, readable: filing.readable };
    let mut said = Err(Error::MovedOn);
    for _ in 0..TRIES {
        let mailbox = Mailbox::open(connection, place, &key).await?;
        left_out_then_too(&mailbox, filing)?;
        said = mailbox.reply(connection, place, &reply, today, rng).await;
        if !matches!(said, Err(Error::MovedOn)) {
            break;
        }
    }
    said?;
    match &filing.identity {
        // What was left with the report names the case that it would have been.
        Some(identity) => leave_again(connection, place, &key, identity, today, rng).await,
        None => Ok(()),
    }
}

/// Whoever is left out only now reads the earlier mailbox, may be let in to it, or keeps names for it: its readers know nothing of this.
fn left_out_then_too(mailbox: &Mailbox<'_>, filing: &Filing) -> Result<()> {
    let then = mailbox.left_out();
    if filing.left_out.iter().all(|person| then.contains(person)) { Ok(()) } else { Err(Error::LeftOutNow) }
}

async fn leave_again(
    connection: &Connection,
    place: &Place,
    key: &Key,
    identity: &Particulars,
    today: Day,
    rng: &mut (impl CryptoRng + RngCore),
) -> Result<()> {
    for _ in 0..TRIES {
        let mailbox = Mailbox::open(connection, place, key).await?;
        match mailbox.leave_name(connection, place, identity, today, rng).await {
            Err(Error::MovedOn) => {}
            ended => return ended,
        }
    }
    Err(Error::MovedOn)
}

async fn send_files(connection: &Connection, drawn: &Drawn<'_>, files: &[File]) -> Result<(Vec<Uploaded>, Vec<Attachment>)> {
    let (mut uploads, mut attachments) = (Vec::new(), Vec::new());
    for file in files {
        let (uploaded, attachment) = upload::send(connection, &Through::Intake, drawn.submission(), file, drawn.recipients()).await?;
        uploads.push(uploaded);
        attachments.push(attachment);
    }
    Ok((uploads, attachments))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(kind: &str) -> Error {
        Error::Problem { status: 409, kind: kind.to_owned(), title: String::new(), detail: String::new() }
    }

    #[test]
    fn a_list_of_readers_that_moved_on_is_told_from_every_other_refusal() {
        assert!(matches!(why_not_taken(refused("/problems/roster-moved")), Error::ReadersChanged));
        assert!(matches!(why_not_taken(refused("/problems/upload-missing")), Error::Problem { .. }));
        assert!(matches!(why_not_taken(Error::NotOpen), Error::NotOpen));
    }
}
