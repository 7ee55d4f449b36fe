//! `POST /plain/files`: one file, sealed while it arrives. It is never held as a whole, and nothing of it is kept unless all
//! of it came.

use actix_web::{
    HttpRequest,
    http::header,
    web::{Data, Payload},
};
use bytes::Bytes;
use domain::SubmissionId;
use futures_util::Stream;
use sealing::words::Words;
use web::{
    gate::Public,
    lanes::LaneName,
    language::Language,
    problem::{Kind, Problem},
};
use zeroize::Zeroizing;

use super::{
    desk::{Desk, Upload},
    filename,
    multipart::{Head, Multipart, MultipartRefused},
    page::Page,
    trouble::Trouble,
    view::{files::FileForm, frame::Fault, words::Shown},
    visit::{Carried, Visit, words_in},
};
use crate::intake::Intake;

/// What stands in the form besides the file.
const BESIDES: u64 = 64 * 1024;
/// The longest field besides the file.
const FIELD: usize = 4 * 1024;

/// What came before the file.
#[derive(Default)]
struct Before {
    words: Zeroizing<String>,
    language: Zeroizing<String>,
}

/// Stores a file.
pub(super) async fn files(
    _: Public,
    request: HttpRequest,
    intake: Data<Intake>,
    language: Language,
    payload: Payload,
) -> Result<Page, Problem> {
    let visit = Visit::new(intake, language);
    let lane = visit.intake.lane(LaneName::UploadingPlain);
    let mut form = open(&visit, &request, payload)?;
    lane.receive(receive(&visit, &mut form)).await?
}

fn open(visit: &Visit, request: &HttpRequest, payload: Payload) -> Result<Multipart<Payload>, Problem> {
    let text = |name: header::HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    let length: u64 = text(header::CONTENT_LENGTH).and_then(|length| length.parse().ok()).ok_or_else(|| Problem::new(Kind::Malformed))?;
    let most = visit.intake.parts.limits.max_attachment.saturating_add(BESIDES);
    if length > most {
        return Err(Problem::new(Kind::TooLarge).with("limit", visit.intake.parts.limits.max_attachment));
    }
    Multipart::new(payload, text(header::CONTENT_TYPE).unwrap_or_default(), length).map_err(|_| Problem::new(Kind::WrongContent))
}

async fn receive<S, E>(visit: &Visit, form: &mut Multipart<S>) -> Result<Page, Problem>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    let mut before = Before::default();
    let head = loop {
        let Some(head) = form.next().await.map_err(refused)? else { return Ok(visit.carried_wrongly()) };
        match head.name.as_str() {
            "file" => break head,
            "words" => before.words = form.text(FIELD).await.map_err(refused)?,
            "language" => before.language = form.text(FIELD).await.map_err(refused)?,
            _ => {}
        }
    };
    let Ok(words) = words_in(&before.words, &before.language) else { return Ok(visit.carried_wrongly()) };
    let carried = Carried::of(&words);
    let name = filename::harmless(head.file.as_deref().map_or("", String::as_str));
    match store(visit, form, &head, words, &name).await {
        Ok(()) => Ok(Page::shown(page(visit, carried.shown(), Some(&name), Vec::new()))),
        Err(trouble) => {
            let (problem, faults) = trouble.faults(&visit.say);
            let markup = page(visit, carried.shown(), None, faults);
            Ok(match problem {
                Some(problem) => Page::again(&problem, markup),
                None => Page::shown(markup),
            })
        }
    }
}

/// Seals and stores the file, and says in the conversation that it is there.
async fn store<S, E>(visit: &Visit, form: &mut Multipart<S>, head: &Head, words: Words, name: &str) -> Result<(), Trouble>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    if head.file.as_deref().is_none_or(|name| name.is_empty()) {
        return Err(Trouble::mend("file", visit.say.t("plain-fault-file-none")));
    }
    let length = form.length_if_last().ok_or_else(|| cut(visit))?;
    let most = visit.intake.parts.limits.max_attachment;
    if length == 0 {
        return Err(Trouble::mend("file", visit.say.t("plain-fault-file-empty")));
    }
    if length > most {
        return Err(Trouble::mend("file", visit.say.with("plain-fault-file-large", &[("largest", &visit.say.size(most))])));
    }
    let desk = Desk::open(visit, words, &visit.intake.lane(LaneName::ReplyingPlain), 0).await?;
    let mut desk = desk.ok_or_else(|| Trouble::mend("file", visit.say.t("plain-wrong-nothing")))?;
    // Sent twice, a file is there twice: better than taking another one of the same name for the same.
    let submission = SubmissionId::random(&mut visit.intake.generator());
    let mut upload = Upload::begin(&desk, submission, length).await?;
    while let Some(piece) = form.piece().await.map_err(|_| cut(visit))? {
        if !upload.push(&piece).await? {
            return Err(cut(visit));
        }
    }
    let content = head.content.as_deref().map_or("application/octet-stream", String::as_str);
    let stored = upload.finish(name, content).await?.ok_or_else(|| cut(visit))?;
    desk.post(submission, "", vec![stored]).await
}

fn cut(visit: &Visit) -> Trouble {
    Trouble::mend("file", visit.say.t("plain-fault-file-cut"))
}

fn refused(refused: MultipartRefused) -> Problem {
    Problem::new(match refused {
        MultipartRefused::Cut => Kind::CutOff,
        MultipartRefused::Text => Kind::NotUtf8,
        MultipartRefused::Boundary => Kind::WrongContent,
        MultipartRefused::Head | MultipartRefused::Long => Kind::Malformed,
    })
}

fn page(visit: &Visit, shown: Shown<'_>, stored: Option<&str>, faults: Vec<Fault>) -> maud::Markup {
    let largest = visit.say.size(visit.intake.parts.limits.max_attachment);
    visit.frame().files(&FileForm { shown, stored, largest: &largest }, &faults)
}
