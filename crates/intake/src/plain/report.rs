//! `POST /plain/report`: the answers are sealed and stored at once, so that nothing after it can lose them.

use actix_web::{
    HttpRequest,
    web::{Data, Payload},
};
use domain::questionnaire::Kind;
use sealing::words::Words;
use web::{gate::Public, lanes::LaneName, language::Language, problem::Problem};

use super::{
    answers::{self, Bounds},
    begin::questions,
    desk,
    form::Form,
    page::Page,
    ticket::Ticket,
    trouble::Trouble,
    view::{
        files::{FileForm, Sent},
        frame::SENDING,
        questions::{ANYWAY, QUESTION},
    },
    visit::{Carried, Visit, words_of},
};
use crate::{intake::Intake, readers::Readers, receipt::Told};

/// Files a report.
pub(super) async fn report(
    _: Public,
    request: HttpRequest,
    intake: Data<Intake>,
    language: Language,
    payload: Payload,
) -> Result<Page, Problem> {
    let visit = Visit::new(intake, language);
    let form = visit.form(&request, payload, LaneName::FilingPlain).await?;
    let Ok(words) = words_of(&form) else { return Ok(visit.carried_wrongly()) };
    let carried = Carried::of(&words);
    let ticket = Ticket::of(&form, visit.intake.generator());
    match file(&visit, &form, words, ticket).await {
        Ok(told) => Ok(sent(&visit, &carried, &told)),
        Err(trouble) => again(&visit, &form, &carried, ticket, trouble),
    }
}

async fn file(visit: &Visit, form: &Form, words: Words, ticket: Ticket) -> Result<Told, Trouble> {
    let readers = Readers::in_force(&visit.intake).await?;
    if let Some(shown) = form.value("roster")
        && !readers.were_shown(&visit.intake, shown).await?
    {
        return Err(Trouble::mend(people_field(visit), visit.say.t("plain-fault-people")));
    }
    let people = readers.ids();
    let bounds = Bounds {
        questions: visit.intake.parts.questionnaire.questions(),
        people: &people,
        max_text: usize::try_from(visit.intake.parts.limits.max_text).unwrap_or(usize::MAX),
    };
    let answered = answers::read(form, &bounds, &visit.say).map_err(Trouble::Mend)?;
    if readers.expired() && !answered.anyway {
        return Err(Trouble::mend(ANYWAY, visit.say.t("plain-fault-anyway")));
    }
    let place = visit.intake.lane(LaneName::FilingPlain).work(form.octets()).await?;
    let keys = desk::stretch(&visit.intake, words).await?;
    // The next one's words can be stretched while this report is written to the disk.
    drop(place);
    let submission = ticket.submission(answered.content());
    desk::file(visit, &readers, keys, answered, submission).await
}

/// Where somebody says who may not read, if that is asked.
fn people_field(visit: &Visit) -> String {
    let questions = visit.intake.parts.questionnaire.questions();
    let people = questions.iter().find(|question| question.kind == Kind::People);
    people.map_or_else(|| SENDING.to_owned(), |question| format!("{QUESTION}{}", question.id))
}

fn sent(visit: &Visit, carried: &Carried, told: &Told) -> Page {
    let say = &visit.say;
    let receipt = format!("{} {} {}", told.receipt.leaf, told.receipt.tick, hex::encode(told.receipt.signature.0));
    let sent = Sent {
        leaves_at: &say.moment(told.leaves_at, visit.intake.parts.schedule.zone()),
        confirm_by: &say.day(told.confirm_by),
        receipt: &receipt,
    };
    let form = FileForm { shown: carried.shown(), stored: None, largest: &say.size(visit.intake.parts.limits.max_attachment) };
    Page::shown(visit.frame().sent(&sent, &form))
}

fn again(visit: &Visit, form: &Form, carried: &Carried, ticket: Ticket, trouble: Trouble) -> Result<Page, Problem> {
    let (problem, faults) = trouble.faults(&visit.say);
    let readers = Readers::met_last(&visit.intake);
    let Some(readers) = readers else { return Err(problem.unwrap_or_else(|| Problem::new(web::problem::Kind::NotOpen))) };
    let markup = questions(visit, &readers, carried, ticket, Some(form), &faults);
    Ok(match problem {
        Some(problem) => Page::again(&problem, markup),
        None => Page::shown(markup),
    })
}
