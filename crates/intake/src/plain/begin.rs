//! From the first page to the questions: words drawn, shown, two asked back. Nothing is stored on the way.

use actix_web::{
    HttpRequest,
    web::{Data, Payload},
};
use rand::seq::index;
use sealing::words::{COUNT, Language as WordLanguage, Words};
use web::{
    gate::Public,
    lanes::LaneName,
    language::Language,
    problem::{Kind, Problem},
};

use super::{
    form::Form,
    misread,
    page::Page,
    ticket::Ticket,
    view::{frame::Fault, questions::Asked, start::Start},
    visit::{Carried, Visit, words_of},
};
use crate::{intake::Intake, readers::Readers};

/// `GET /plain`.
pub(super) async fn start(_: Public, intake: Data<Intake>, language: Language) -> Result<Page, Problem> {
    let visit = Visit::new(intake, language);
    let readers = match Readers::in_force(&visit.intake).await {
        Ok(readers) => readers,
        Err(problem) if problem.kind() == Kind::NotOpen => return Ok(Page::shown(visit.frame().not_open())),
        Err(problem) => return Err(problem),
    };
    let signs = &visit.intake.parts.signs;
    let people = readers.listed(&visit.say);
    let start = Start {
        readers: &people,
        languages: &misread::named(&misread::LANGUAGES.map(|(language, _)| language)),
        language: visit.say.language(),
        onion: signs.onion.as_deref(),
        outside: &signs.outside,
        alone: readers.alone(),
        expired: readers.expired(),
    };
    Ok(Page::shown(visit.frame().start(&start)))
}

/// `GET /plain/return`.
pub(super) async fn come_back(_: Public, intake: Data<Intake>, language: Language) -> Page {
    let visit = Visit::new(intake, language);
    Page::shown(visit.frame().come_back("", &[], &[]))
}

/// `POST /plain/words`: one address for all steps of the words, so that they show nowhere.
pub(super) async fn words(
    _: Public,
    request: HttpRequest,
    intake: Data<Intake>,
    language: Language,
    payload: Payload,
) -> Result<Page, Problem> {
    let visit = Visit::new(intake, language);
    let form = visit.form(&request, payload, LaneName::ReadingPlain).await?;
    let step = form.value("step").unwrap_or("draw");
    if step == "draw" {
        let list = form.value("language").and_then(misread::language).unwrap_or(WordLanguage::En);
        let words = Words::draw(list, &mut visit.intake.generator());
        return Ok(Page::shown(visit.frame().words(Carried::of(&words).shown())));
    }
    let Ok(words) = words_of(&form) else { return Ok(visit.carried_wrongly()) };
    let carried = Carried::of(&words);
    match step {
        "show" => Ok(Page::shown(visit.frame().words(carried.shown()))),
        "check" => check(&visit, &form, &words, &carried).await,
        _ => {
            let places = two_places(&visit);
            Ok(Page::shown(visit.frame().words_back(carried.shown(), places, ["", ""], &[])))
        }
    }
}

/// Two different places from 1 to 8, in their order.
fn two_places(visit: &Visit) -> [usize; 2] {
    let mut drawn = index::sample(&mut visit.intake.generator(), COUNT, 2).into_vec();
    drawn.sort_unstable();
    match drawn.as_slice() {
        [first, second] => [first + 1, second + 1],
        _ => [1, COUNT],
    }
}

async fn check(visit: &Visit, form: &Form, words: &Words, carried: &Carried) -> Result<Page, Problem> {
    let asked = ["place-first", "place-second"].map(|name| form.value(name).and_then(|place| place.parse::<usize>().ok()));
    let places = match asked {
        [Some(first @ 1..=COUNT), Some(second @ 1..=COUNT)] if first != second => [first, second],
        _ => two_places(visit),
    };
    let typed = ["first", "second"].map(|name| form.value(name).unwrap_or_default());
    let faults: Vec<Fault> = ["first", "second"]
        .into_iter()
        .zip(places)
        .zip(typed)
        .filter(|((_, place), typed)| !words.knows(place - 1, typed))
        .map(|((id, place), _)| Fault::new(id, visit.say.with("plain-back-wrong", &[("n", &place.to_string())])))
        .collect();
    if !faults.is_empty() {
        return Ok(Page::shown(visit.frame().words_back(carried.shown(), places, typed, &faults)));
    }
    let readers = Readers::in_force(&visit.intake).await?;
    Ok(Page::shown(questions(visit, &readers, carried, Ticket::drawn(visit.intake.generator()), None, &[])))
}

/// The questions' form, empty or with what was typed.
pub(super) fn questions(
    visit: &Visit,
    readers: &Readers,
    carried: &Carried,
    ticket: Ticket,
    typed: Option<&Form>,
    faults: &[Fault],
) -> maud::Markup {
    let asked = Asked {
        questions: visit.intake.parts.questionnaire.questions(),
        readers: &readers.listed(&visit.say),
        shown: carried.shown(),
        submission: &ticket.to_string(),
        roster: &readers.hash(),
        typed,
        expired: readers.expired(),
    };
    visit.frame().questions(&asked, faults)
}
