//! Filing for a person without scripts: readers drawn, everything sealed, stored in one step.

use std::sync::Arc;

use domain::{CaseId, Leaf, RosterHash, StoreError, SubmissionId, filing::NewFiling};
use sealing::{
    Hash, StaffId,
    derive::MailboxKeys,
    filing::{Choice, ComposedReport, Content, Filing},
    item::{Answer, People},
    roster::Roster,
};
use web::problem::{Kind, Problem};
use zeroize::Zeroizing;

use super::{Desk, address, blocking, broken};
use crate::{
    intake::Intake,
    plain::{
        answers::Answered,
        trouble::Trouble,
        view::{frame::SENDING, questions::QUESTION},
        visit::Visit,
    },
    readers::Readers,
    receipt::Told,
};

/// Seals and stores a report.
///
/// # Errors
/// [`Trouble`]: nobody can read anything of it.
pub(in crate::plain) async fn file(
    visit: &Visit,
    readers: &Readers,
    keys: MailboxKeys,
    answered: Answered,
    submission: SubmissionId,
) -> Result<Told, Trouble> {
    let (intake, keys) = (visit.intake.clone().into_inner(), Arc::new(keys));
    let left_out: People = answered.left_out.iter().filter_map(|id| id.parse::<StaffId>().ok()).collect();
    let again = said(visit, &answered);
    let composed = compose(&intake, readers.roster().clone(), keys.clone(), answered, left_out.clone()).await?;
    let composed = composed.map_err(|error| refused(&error, visit))?;
    let filing = into_filing(composed, address(&keys), submission);
    let filed = intake.parts.store.file(filing, intake.today()).await.map_err(|error| match error {
        StoreError::ListMoved => Trouble::mend(people_field(visit), visit.say.t("plain-fault-people")), // renewed while it was sealed
        other => Problem::from_store(&other).into(),
    })?;
    if filed.joined {
        join(visit, readers, keys, &left_out, &again, submission).await?;
    }
    Ok(Told::of(&intake, &filed).await?)
}

async fn compose(
    intake: &Intake,
    roster: Roster,
    keys: Arc<MailboxKeys>,
    answered: Answered,
    left_out: People,
) -> Result<Result<ComposedReport, sealing::Error>, Problem> {
    let (mut rng, day) = (intake.generator(), intake.today());
    let questionnaire = Hash::from_bytes(*intake.parts.questionnaire.hash().as_bytes());
    blocking(move || {
        let choice = Choice { left_out, read_back: !answered.unreadable };
        let answer = |(question, value): (String, Zeroizing<String>)| Answer { question, value: value.as_str().to_owned() };
        let answers = answered.answers.into_iter().map(answer).collect();
        let content = Content { questionnaire, answers, attachments: Vec::new(), identity: None };
        Filing::begin(&keys, &roster, choice, &mut rng)?.compose(content, day, &mut rng)
    })
    .await
}

fn into_filing(composed: ComposedReport, mailbox: domain::TokenHash, submission: SubmissionId) -> NewFiling {
    let person = |id: StaffId| domain::StaffId::new(*id.as_bytes());
    NewFiling {
        submission,
        roster: RosterHash::new(*composed.roster.as_bytes()),
        case: CaseId::new(*composed.case.as_bytes()),
        mailbox,
        members: composed.members.into_iter().map(person).collect(),
        sleeper: composed.sleeper.map(person),
        keyring: composed.keyring.into_bytes().into(),
        item: composed.item.into_bytes().into(),
        state: composed.state.into_bytes().into(),
        leaf: Leaf::new(*composed.leaf.as_bytes()),
        uploads: Vec::new(),
    }
}

fn refused(error: &sealing::Error, visit: &Visit) -> Trouble {
    match error {
        sealing::Error::NobodyLeft => Trouble::mend(people_field(visit), visit.say.t("plain-fault-nobody")),
        other => broken(other).into(),
    }
}

/// The id of the question about people.
fn people_field(visit: &Visit) -> String {
    let questions = visit.intake.parts.questionnaire.questions();
    let people = questions.iter().find(|question| question.kind == domain::questionnaire::Kind::People);
    people.map_or_else(|| SENDING.to_owned(), |question| format!("{QUESTION}{}", question.id))
}

/// The words opened a mailbox already, so the readers of that one need the text as a message: the item just stored is
/// sealed to keys they do not have. Nothing is passed on if somebody is left out now who was not then: they read it, or any of its
/// readers may let them in.
async fn join(
    visit: &Visit,
    readers: &Readers,
    keys: Arc<MailboxKeys>,
    left_out: &People,
    text: &str,
    submission: SubmissionId,
) -> Result<(), Trouble> {
    let desk = Desk::of(visit.intake.clone().into_inner(), keys).await?;
    let mut desk = desk.ok_or_else(|| Problem::new(Kind::NotFound))?;
    let then = desk.look(|mailbox| mailbox.left_out().clone()).await?;
    if let Some(person) = left_out.difference(&then).next() {
        let name = readers.name(*person).map_or_else(|| visit.say.t("plain-mailbox-unknown-person"), str::to_owned);
        return Err(Trouble::mend(people_field(visit), visit.say.with("plain-fault-joined", &[("name", &name)])));
    }
    // The same submission again must be the same post again, and must not be taken for the filing.
    let second = Hash::of(&[b"sottovoce/v1/joined", submission.as_bytes()]);
    let second = second.as_bytes().first_chunk().copied().unwrap_or_default();
    desk.post(SubmissionId::new(second), text, Vec::new()).await
}

/// The answers as one text, each under its question, in the person's language.
fn said(visit: &Visit, answered: &Answered) -> Zeroizing<String> {
    let (questions, tag) = (visit.intake.parts.questionnaire.questions(), visit.say.language());
    let mut text = Zeroizing::new(String::with_capacity(answered.answers.iter().map(|(_, value)| value.len() + 256).sum()));
    for (id, value) in &answered.answers {
        let question = questions.iter().find(|question| question.id == *id);
        let title = question.map_or(id.as_str(), |question| question.title.in_language(tag));
        for part in [title, "\n"] {
            text.push_str(part);
        }
        for line in value.lines() {
            let option = question.and_then(|question| question.options.iter().find(|option| option.value == line));
            text.push_str(option.map_or(line, |option| option.title.in_language(tag)));
            text.push('\n');
        }
        text.push('\n');
    }
    let end = text.trim_end().len();
    text.truncate(end);
    text
}
