//! Every plain page as it looks, and what no page may have.

use domain::questionnaire::Questionnaire;
use maud::Markup;
use web::language::Language;
use zeroize::Zeroizing;

use super::{
    files::{FileForm, Sent},
    frame::{Fault, Frame},
    mailbox::{Enclosed, Line, Opened, PART},
    questions::Asked,
    start::{Reader, Start},
    words::Shown,
};
use crate::plain::{form::Form, page, say::Say};

const WORDS: &str = "abandon ability able about above absent absorb abstract";
const SHOWN: Shown<'static> = Shown { words: WORDS, language: "en" };
const QUESTIONS: &str = include_str!("../../../../web/texts/questionnaire.json");

fn say() -> Say {
    Say::in_language(Language::default())
}

fn frame(say: &Say) -> Frame<'_> {
    Frame { say, organisation: "Example & Sons", fingerprint: "zoo zone zero youth young year", exit: "https://example.org/" }
}

fn people() -> Vec<Reader> {
    ["Internal audit, Lisbon", "Works council", "Dr <Vault>"]
        .into_iter()
        .zip(["plain-task-handler", "plain-task-fallback", "plain-task-custodian"])
        .enumerate()
        .map(|(n, (name, task))| Reader { id: format!("{n:032x}"), name: name.to_owned(), task: say().t(task) })
        .collect()
}

fn file_form(stored: Option<&'static str>) -> FileForm<'static> {
    FileForm { shown: SHOWN, stored, largest: "1024 MB" }
}

fn questions(frame: &Frame<'_>, typed: Option<&Form>, faults: &[Fault]) -> Markup {
    let questionnaire = Questionnaire::parse(QUESTIONS).unwrap();
    let people = people();
    let asked = Asked {
        questions: questionnaire.questions(),
        readers: &people,
        shown: SHOWN,
        submission: "00ff",
        roster: "00aa",
        typed,
        expired: typed.is_some(),
    };
    frame.questions(&asked, faults)
}

fn mailbox(frame: &Frame<'_>) -> Markup {
    let files = [Enclosed { name: "photo.jpg", size: "2 MB", id: Some("aa") }, Enclosed { name: "a<b>.pdf", size: "1 KB", id: None }];
    let lines = [
        Line::Event { text: "We have a question for you", day: "22 November 2026" },
        Line::Said {
            mine: false,
            who: "Internal audit",
            day: "22 November 2026",
            waits: false,
            texts: &[("", "Who & when?\n<b>")],
            files: &[],
        },
        Line::Said {
            mine: true,
            who: "You",
            day: "21 November 2026",
            waits: true,
            texts: &[("What happened?", "Doors open"), ("When?", "Always")],
            files: &files,
        },
    ];
    let parts: Vec<String> = lines.iter().flat_map(|line| frame.parts(line, SHOWN)).collect();
    let opened = Opened {
        stage: "Received",
        next: "They must confirm by 27 November 2026.",
        warnings: &["Something is wrong.".to_owned()],
        parts: &parts,
        page: (2, 3),
        form: file_form(None),
        submission: "00ff",
        reply: "half an answer",
        done: Some("Your text is stored."),
    };
    frame.mailbox(&opened, &[Fault::new("text", "There is no text yet.".to_owned())])
}

/// Every page there is, with everything on it that can be.
fn pages() -> Vec<(&'static str, String)> {
    let say = say();
    let frame = frame(&say);
    let people = people();
    let outside = [("An authority".to_owned(), "https://authority.example/".to_owned())];
    let start = Start {
        readers: &people,
        languages: &[("en", "English"), ("fr", "Français")],
        language: "en",
        onion: Some("http://example.onion"),
        outside: &outside,
        alone: true,
        expired: true,
    };
    let typed = Form::parse(Zeroizing::new(b"q-what=a+%3Cb%3E&q-urgent=yes&q-conflict=00000000000000000000000000000001".to_vec())).unwrap();
    let faults = [Fault::new("q-what", "Too long.".to_owned()), Fault::new("anyway", "Say whether.".to_owned())];
    let sent = Sent { leaves_at: "06:00 on 22 November 2026 (UTC)", confirm_by: "27 November 2026", receipt: "aa 7 bb" };
    let wrong = [Fault::new("words", "Word number 3 is not one of ours.".to_owned()), Fault::new("language", "Choose.".to_owned())];
    let rendered = [
        ("start", frame.start(&start)),
        ("not_open", frame.not_open()),
        ("words", frame.words(SHOWN)),
        ("words_back", frame.words_back(SHOWN, [2, 7], ["abilty", "absorb"], &[Fault::new("first", "Different.".to_owned())])),
        ("questions", questions(&frame, None, &[])),
        ("questions_again", questions(&frame, Some(&typed), &faults)),
        ("sent", frame.sent(&sent, &file_form(None))),
        ("files", frame.files(&file_form(Some("photo.jpg")), &[])),
        ("files_again", frame.files(&file_form(None), &[Fault::new("file", "This file is empty.".to_owned())])),
        ("return", frame.come_back("", &[], &[])),
        ("return_again", frame.come_back("abandn \"x\"", &[("en", "English"), ("fr", "Français")], &wrong)),
        ("mailbox", mailbox(&frame)),
    ];
    let mut pages: Vec<_> = rendered.into_iter().map(|(name, markup)| (name, markup.into_string())).collect();
    let problem = web::problem::Problem::new(web::problem::Kind::TooLarge);
    pages.push(("problem", page::problem(&problem, Language::default()).trim_end().to_owned()));
    pages
}

#[test]
fn the_pages_look_as_they_did() {
    for (name, html) in pages() {
        insta::assert_snapshot!(name, html.replace("><", ">\n<"));
    }
}

#[test]
fn no_page_shows_the_name_of_a_text_that_is_missing() {
    for (name, html) in pages() {
        for attribute in ["href=\"/plain", "action=\"/plain", "place-"] {
            assert!(!html.replace(attribute, "").contains("plain-"), "{name}");
        }
    }
}

#[test]
fn no_page_has_script_inline_style_or_anything_from_elsewhere() {
    for (name, html) in pages() {
        for never in ["<script", "style=", "<style", "onclick", "<img", "src=", "<iframe", "javascript:", "cookie"] {
            assert!(!html.contains(never), "{name}: {never}");
        }
    }
}

#[test]
fn words_stand_in_fields_of_posted_forms_and_never_in_an_address() {
    for (name, html) in pages() {
        for form in html.split("<form").skip(1) {
            let (form, _) = form.split_once("</form>").unwrap();
            assert!(form.contains("method=\"post\""), "{name}");
        }
        for part in html.split(['"', '\'']).filter(|part| part.starts_with('/') || part.starts_with("http")) {
            assert!(!part.contains("abandon"), "{name}: {part}");
        }
    }
}

#[test]
fn every_control_has_a_label_and_every_id_stands_once() {
    for (name, html) in pages() {
        let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let mut once = ids.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(ids.len(), once.len(), "{name}: {ids:?}");
        for (attribute, separator) in [(" for=\"", '"'), ("href=\"#", '"'), ("aria-describedby=\"", '"')] {
            for named in html.split(attribute).skip(1).filter_map(|rest| rest.split(separator).next()) {
                for id in named.split(' ') {
                    assert!(ids.contains(&id), "{name}: nothing is called {id}");
                }
            }
        }
        let controls = html.matches("<input type=\"text\"").count() + html.matches("<textarea").count() + html.matches("<select").count();
        let labels = html.matches("<label for=").count() - html.matches("type=\"file\"").count();
        assert_eq!(controls, labels, "{name}");
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
    }
}

#[test]
fn hostile_text_stays_text() {
    let html: String = pages().into_iter().map(|(_, html)| html).collect();
    for hostile in ["<Vault>", "<b>", "\"x\"\""] {
        assert!(!html.contains(hostile), "{hostile}");
    }
}

#[test]
fn a_long_text_is_cut_into_parts_and_nothing_of_it_is_lost() {
    let say = say();
    let frame = frame(&say);
    let text: String = (0..20_000).map(|n| if n % 7 == 0 { '&' } else { 'ž' }).collect();
    let line = Line::Said { mine: true, who: "You", day: "today", waits: false, texts: &[("", &text)], files: &[] };
    let parts = frame.parts(&line, SHOWN);
    assert!(parts.len() > 2);
    assert!(parts.iter().all(|part| part.len() < PART + 1_000));
    let shown: usize = parts.iter().map(|part| part.matches('ž').count() + part.matches("&amp;").count()).sum();
    assert_eq!(shown, 20_000);
}
