//! Coming back: `POST /plain/mailbox`, `/plain/reply` and `/plain/attachment`.
//!
//! Right and wrong words take the same stretching and the same size of answer.

use actix_web::{
    HttpRequest, HttpResponse,
    body::SizedStream,
    http::header,
    web::{Data, Payload},
};
use domain::AttachmentId;
use web::{
    gate::Public,
    lanes::LaneName,
    language::Language,
    problem::{Kind, Problem},
};

use super::{
    answers, conversation,
    desk::{self, Desk, Seen},
    filename,
    form::Form,
    page::Page,
    ticket::Ticket,
    trouble::Trouble,
    view::{files::FileForm, frame::Fault, mailbox::Opened},
    visit::{Carried, Visit, words_of},
};
use crate::intake::Intake;

/// `POST /plain/mailbox`.
pub(super) async fn mailbox(
    _: Public,
    request: HttpRequest,
    intake: Data<Intake>,
    language: Language,
    payload: Payload,
) -> Result<Page, Problem> {
    let visit = Visit::new(intake, language);
    let form = visit.form(&request, payload, LaneName::ReadingPlain).await?;
    let (desk, carried) = match enter(&visit, &form, LaneName::ReadingPlain).await? {
        Entered::In(desk, carried) => (desk, carried),
        Entered::Out(page) => return Ok(page),
    };
    let page = form.value("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let ticket = Ticket::drawn(visit.intake.generator());
    let seen = desk.seen().await?;
    Ok(Page::shown(show(&visit, &seen, &carried, &Typed { page, ticket, reply: "", done: None }, &[])))
}

/// `POST /plain/reply`.
pub(super) async fn reply(
    _: Public,
    request: HttpRequest,
    intake: Data<Intake>,
    language: Language,
    payload: Payload,
) -> Result<Page, Problem> {
    let visit = Visit::new(intake, language);
    let form = visit.form(&request, payload, LaneName::ReplyingPlain).await?;
    let reply = form.value("text").unwrap_or_default();
    let entered = match enter(&visit, &form, LaneName::ReplyingPlain).await {
        Ok(entered) => entered,
        Err(problem) => return Ok(kept(&visit, &form, reply, problem)),
    };
    let (mut desk, carried) = match entered {
        Entered::In(desk, carried) => (desk, carried),
        Entered::Out(page) => return Ok(page),
    };
    let ticket = Ticket::of(&form, visit.intake.generator());
    let stored = send(&visit, &mut desk, ticket, reply).await;
    let seen = desk.seen().await?;
    Ok(match stored {
        Ok(()) => {
            let done = visit.say.t("plain-mailbox-sent");
            let ticket = Ticket::drawn(visit.intake.generator());
            Page::shown(show(&visit, &seen, &carried, &Typed { page: 1, ticket, reply: "", done: Some(&done) }, &[]))
        }
        Err(trouble) => {
            let (problem, faults) = trouble.faults(&visit.say);
            let markup = show(&visit, &seen, &carried, &Typed { page: 1, ticket, reply, done: None }, &faults);
            match problem {
                Some(problem) => Page::again(&problem, markup),
                None => Page::shown(markup),
            }
        }
    })
}

async fn send(visit: &Visit, desk: &mut Desk, ticket: Ticket, typed: &str) -> Result<(), Trouble> {
    let text = answers::text(typed);
    let most = usize::try_from(visit.intake.parts.limits.max_text).unwrap_or(usize::MAX);
    if text.is_empty() {
        return Err(Trouble::mend("text", visit.say.t("plain-fault-reply-empty")));
    }
    if let Some(over) = text.len().checked_sub(most).filter(|over| *over > 0) {
        return Err(Trouble::mend("text", visit.say.with("plain-fault-long", &[("n", &over.to_string())])));
    }
    desk.post(ticket.submission([text.as_str()]), &text, Vec::new()).await
}

/// `POST /plain/attachment`: the file, as something to be saved and never shown.
pub(super) async fn attachment(
    _: Public,
    request: HttpRequest,
    intake: Data<Intake>,
    language: Language,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let visit = Visit::new(intake, language);
    let form = visit.form(&request, payload, LaneName::ReadingPlain).await?;
    let desk = match enter(&visit, &form, LaneName::ReadingPlain).await? {
        Entered::In(desk, _) => desk,
        Entered::Out(page) => return Ok(actix_web::Responder::respond_to(page, &request)),
    };
    let nothing = || Problem::new(Kind::NotFound);
    let id: AttachmentId = form.value("attachment").and_then(|id| id.parse().ok()).ok_or_else(nothing)?;
    let seen = desk.seen().await?;
    let described = seen.described(sealing::AttachmentId::from_bytes(*id.as_bytes())).ok_or_else(nothing)?;
    let name = filename::harmless(&described.name);
    let coded: String = name.bytes().map(coded).collect();
    let stream = desk::download(&desk, id, described.clone(), visit.intake.lane(LaneName::UploadingPlain));
    Ok(HttpResponse::Ok()
        .content_type("application/octet-stream")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{coded}")))
        .body(SizedStream::new(described.length, stream)))
}

/// An octet of a file name as RFC 8187 wants it.
fn coded(octet: u8) -> String {
    if octet.is_ascii_alphanumeric() || matches!(octet, b'.' | b'-' | b'_') {
        char::from(octet).to_string()
    } else {
        format!("%{octet:02X}")
    }
}

/// Somebody with words.
enum Entered {
    /// They open this mailbox.
    In(Desk, Carried),
    /// They open nothing; this is said.
    Out(Page),
}

/// Opens the mailbox of the form's words. Whatever is wrong with them, the same work is done.
async fn enter(visit: &Visit, form: &Form, lane: LaneName) -> Result<Entered, Problem> {
    let lane = visit.intake.lane(lane);
    let typed = form.value("words").unwrap_or_default();
    let words = match words_of(form) {
        Ok(words) => words,
        Err(misread) => {
            let _place = lane.work(form.octets()).await?;
            desk::stretch_nobody(&visit.intake).await?;
            return Ok(Entered::Out(visit.words_again(typed, &misread)));
        }
    };
    let carried = Carried::of(&words);
    match Desk::open(visit, words, &lane, form.octets()).await? {
        Some(desk) => Ok(Entered::In(desk, carried)),
        None => {
            let fault = Fault::new("words", visit.say.t("plain-wrong-nothing"));
            Ok(Entered::Out(Page::shown(visit.frame().come_back(typed, &[], &[fault]))))
        }
    }
}

/// What the person typed or asked for.
struct Typed<'a> {
    page: usize,
    ticket: Ticket,
    reply: &'a str,
    done: Option<&'a str>,
}

fn show(visit: &Visit, seen: &Seen, carried: &Carried, typed: &Typed<'_>, faults: &[Fault]) -> maud::Markup {
    let said = conversation::say(visit, seen, carried.shown());
    let (parts, page, pages) = said.page(typed.page);
    let (submission, largest) = (typed.ticket.to_string(), visit.say.size(visit.intake.parts.limits.max_attachment));
    let opened = Opened {
        stage: &said.stage,
        next: &said.next,
        warnings: &said.warnings,
        parts,
        page: (page, pages),
        submission: &submission,
        form: FileForm { shown: carried.shown(), stored: None, largest: &largest },
        reply: typed.reply,
        done: typed.done,
    };
    visit.frame().mailbox(&opened, faults)
}

/// The answer that was typed, shown again while the mailbox cannot be opened.
fn kept(visit: &Visit, form: &Form, reply: &str, problem: Problem) -> Page {
    let Ok(words) = words_of(form) else { return visit.carried_wrongly() };
    let carried = Carried::of(&words);
    let (problem, faults) = Trouble::Ours(problem).faults(&visit.say);
    let submission = Ticket::of(form, visit.intake.generator()).to_string();
    let markup = visit.frame().reply_kept(carried.shown(), &submission, reply, &faults);
    match problem {
        Some(problem) => Page::again(&problem, markup),
        None => Page::shown(markup),
    }
}
