//! Stories of coming back: the eight words as people type them, the conversation, answers, files.

use std::time::Duration;

use actix_web::test::{TestRequest, call_service, init_service};
use sealing::{
    casework::Written,
    item::{Message, Stage},
};

use tokio::time::timeout;

use super::{
    Answer, House,
    filing::{keys, report_of},
    house::FILES_AT_ONCE,
    plain_test::{faults, file, hidden},
    reader::the_case,
};

async fn enter(house: &House, words: &str) -> Answer {
    house.form("/plain/mailbox", &[("words", words)]).await
}

#[actix_web::test]
async fn words_open_the_mailbox_however_they_are_typed() {
    let house = House::open().await;
    let (words, _) = file(&house, &[("q-what", "Doors <open>"), ("q-urgent", "yes")]).await;
    let four = |word: &str| word.chars().take(4).collect::<String>();
    let short: Vec<String> = words.split(' ').map(four).collect();
    let accents = words.replace('e', "é").to_uppercase();
    for typed in [words.clone(), accents, short.join(", "), format!("  {}\n", words.replace(' ', " - "))] {
        let page = enter(&house, &typed).await;
        assert!(page.text().contains("Doors &lt;open&gt;"), "{typed}: {:?}", faults(&page));
        assert!(page.text().contains("Could someone be hurt"), "answers stand under their questions");
        assert!(page.text().contains("<p class=\"prose\">Yes</p>"), "options are said in words");
        assert!(page.text().contains("It leaves for its readers at 06:00 on 22 November 2026 (UTC)."));
        assert_eq!(hidden(&page, "words"), words);
    }
}

#[actix_web::test]
async fn wrong_words_are_named_with_the_same_work_and_the_same_size() {
    let house = House::open().await;
    let (words, _) = file(&house, &[("q-what", "x")]).await;
    let listed: Vec<&str> = words.split(' ').collect();
    let slip = [&["zoooo"], &listed[1..]].concat().join(" ");
    let fewer = listed[1..].join(" ");
    let mixed = [&["bonheur"], &listed[1..]].concat().join(" ");
    let unknown = sealing::words::Words::from_entropy(b"0123456789", sealing::words::Language::En).phrase();
    let unknown = secrecy::ExposeSecret::expose_secret(&unknown).to_owned();
    let swapped = [&[listed[1], listed[0]], &listed[2..]].concat().join(" ");
    let right = {
        let before = house.stretched();
        let page = enter(&house, &words).await;
        assert!(faults(&page).is_empty());
        (page.body.len(), page.headers.len(), page.status, house.stretched() - before)
    };
    assert_eq!(right.0, 65_536);
    assert_eq!(right.3, 1);
    for (typed, said) in [
        (slip, "Word number 1 is not one of ours. Did you mean: zoo"),
        (fewer, "These are 7 words. There must be eight."),
        (mixed, "Word number 1 is from another language than the others."),
        (unknown, "There is no mailbox for these words."),
        (swapped, "All of these words exist, but together they do not fit."),
        (String::new(), "These are 0 words. There must be eight."),
    ] {
        let before = house.stretched();
        let page = enter(&house, &typed).await;
        let found = faults(&page);
        assert!(found.len() == 1 && found[0].starts_with(said), "{typed}: {found:?}");
        assert_eq!((page.body.len(), page.headers.len(), page.status, house.stretched() - before), right, "{said}");
        assert!(page.text().contains(&format!("value=\"{typed}\"")), "what was typed is still there");
    }
}

#[actix_web::test]
async fn a_question_is_read_and_answered_and_another_file_sent() {
    let house = House::open().await;
    let (words, _) = file(&house, &[("q-what", "Doors open")]).await;
    house.tick().await;
    let question = Message { text: "Which <door>?".to_owned(), attachments: Vec::new() };
    the_case(&house).await.say(vec![Written::Message(question), Written::Stage(Stage::Question)]).await;
    let page = enter(&house, &words).await;
    for said in ["We have a question for you", "Which &lt;door&gt;?", "Function ", "can read your report have changed"] {
        assert!(page.text().contains(said), "{said}: {}", page.text());
    }
    assert!(!page.text().contains("note bad"), "nothing is wrong: {}", page.text());
    let submission = hidden(&page, "submission");
    let fields = [("words", words.as_str()), ("language", "en"), ("submission", &submission), ("text", "The back door")];
    let sent = house.form("/plain/reply", &fields).await;
    assert!(sent.text().contains("Your text is stored.") && sent.text().contains("The back door"), "{}", sent.text());
    let twice = house.form("/plain/reply", &fields).await;
    assert_eq!(twice.text().matches("The back door").count(), 1, "sent twice, stored once");
    assert!(house.file(&words, "plan.png", b"plan").await.text().contains("plan.png"));
    house.tick().await;
    let opened = the_case(&house).await;
    assert_eq!((opened.unreadable, opened.messages().len()), (0, 3));
    assert_eq!(opened.messages(), ["Which <door>?", "The back door", ""]);
    assert_eq!(opened.content(&opened.attachments()[0]).await, b"plan");
}

#[actix_web::test]
async fn an_attachment_comes_back_as_something_to_save() {
    let house = House::open().await;
    let (words, _) = file(&house, &[("q-what", "see")]).await;
    let content: Vec<u8> = (0..1_300_000u32).flat_map(u32::to_le_bytes).collect();
    house.file(&words, "Plän %22x%22.pdf", &content).await;
    let page = enter(&house, &words).await;
    let id = hidden(&page, "attachment");
    let saved = house.form("/plain/attachment", &[("words", &words), ("attachment", &id)]).await;
    assert!(saved.body == content);
    assert_eq!(saved.headers.get("content-type").unwrap(), "application/octet-stream");
    assert_eq!(saved.headers.get("content-disposition").unwrap(), "attachment; filename*=UTF-8''Pl%C3%A4n%20_x_.pdf");
    assert_eq!(saved.headers.get("x-content-type-options").unwrap(), "nosniff");
    let nothing = house.form("/plain/attachment", &[("words", &words), ("attachment", &"0".repeat(32))]).await;
    assert_eq!(nothing.status, 404);
}

/// Each download has a thread of its own; here there are few threads in all.
#[test]
fn slow_downloads_leave_threads_for_everybody_else() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(FILES_AT_ONCE + 3).build().unwrap();
    actix_web::rt::System::with_tokio_rt(runtime).block_on(async {
        let house = House::open().await;
        let (words, _) = file(&house, &[("q-what", "see")]).await;
        house.file(&words, "long.bin", &vec![7; 900_000]).await;
        let id = hidden(&enter(&house, &words).await, "attachment");
        let app = init_service(house.door.app()).await;
        let mut unread = Vec::new();
        for n in 0..FILES_AT_ONCE + 6 {
            let body = format!("words={}&attachment={id}", words.replace(' ', "+"));
            let request = TestRequest::post().uri("/plain/attachment").insert_header(("content-type", "application/x-www-form-urlencoded"));
            let answer = timeout(Duration::from_secs(60), call_service(&app, request.set_payload(body).to_request())).await;
            let answer = answer.unwrap_or_else(|_| panic!("download {n} found no thread"));
            assert_eq!(answer.status(), 200);
            unread.push(answer);
        }
        let page = timeout(Duration::from_secs(60), enter(&house, &words)).await.expect("the mailbox still opens");
        assert!(page.text().contains("see"));
    });
}

#[actix_web::test]
async fn faults_of_an_answer_keep_what_was_typed() {
    let house = House::open().await;
    let (words, _) = file(&house, &[("q-what", "x")]).await;
    let empty = house.form("/plain/reply", &[("words", &words), ("text", " ")]).await;
    assert_eq!(faults(&empty), ["There is no text yet."]);
    let long = "y".repeat(200_001);
    let again = house.form("/plain/reply", &[("words", &words), ("text", &long)]).await;
    assert!(faults(&again)[0].contains("1 characters too long"));
    assert!(again.text().contains(&long));
    house.set_room(1);
    let full = house.form("/plain/reply", &[("words", &words), ("text", "kept answer")]).await;
    assert_eq!(full.status, 507);
    assert!(full.text().contains("kept answer"));
}

#[actix_web::test]
async fn texts_that_must_not_be_read_again_are_not_and_answers_still_are() {
    let house = House::open().await;
    let (words, _) = file(&house, &[("q-what", "dangerous to keep"), ("unreadable", "yes")]).await;
    house.form("/plain/reply", &[("words", &words), ("text", "also dangerous")]).await;
    house.tick().await;
    let opened = the_case(&house).await;
    assert_eq!((opened.answer("what"), opened.messages()), (Some("dangerous to keep"), vec!["also dangerous".to_owned()]));
    opened.say(vec![Written::Message(Message { text: "We thank you".to_owned(), attachments: Vec::new() })]).await;
    let page = enter(&house, &words).await;
    assert!(!page.text().contains("dangerous") && page.text().contains("We thank you"));
    assert!(page.text().contains("your own texts cannot be read again"));
}

#[actix_web::test]
async fn a_long_conversation_is_cut_into_pages_of_one_size_and_all_of_it_is_there() {
    let house = House::open().await;
    let long = "&é ".repeat(20_000);
    let (words, _) = file(&house, &[("q-what", &long)]).await;
    let mut letters = 0;
    let mut page = 1;
    loop {
        let shown = house.form("/plain/mailbox", &[("words", &words), ("page", &page.to_string())]).await;
        assert_eq!(shown.body.len(), 65_536, "page {page}");
        letters += shown.text().matches('é').count();
        if !shown.text().contains(">Older<") {
            break;
        }
        page += 1;
    }
    assert!(page > 3);
    assert_eq!(letters, 20_000);
}

#[actix_web::test]
async fn a_report_that_nobody_confirmed_in_time_is_said_to_be_overdue() {
    let house = House::open().await;
    let (words, _) = file(&house, &[("q-what", "x")]).await;
    house.tick().await;
    assert!(enter(&house, &words).await.text().contains("They must confirm by 28 November 2026."));
    house.clock.advance(10 * 86_400);
    assert!(enter(&house, &words).await.text().contains("They should have confirmed by 28 November 2026."));
}

#[actix_web::test]
async fn a_name_that_was_left_elsewhere_and_its_being_known_are_told_here_and_the_name_is_not() {
    let house = House::open().await;
    let words = sealing::words::Words::from_entropy(&[1; 10], sealing::words::Language::En);
    let words = secrecy::ExposeSecret::expose_secret(&words.phrase()).to_owned();
    let name = sealing::identity::Particulars { name: "Zoë Example".to_owned(), contact: "at home".to_owned() };
    let body = report_of(&house, &keys(1), "Doors open", Some(name)).await;
    let filed = house.post("/api/v1/intake/reports", &body).await;
    assert_eq!(filed.status.as_u16(), 200, "{}", filed.text());
    house.tick().await;
    let page = enter(&house, &words).await;
    assert!(page.text().contains("You left your name for the keepers."), "{}", page.text());
    assert!(!page.text().contains("Your name was made known"));
    let told = sealing::item::Disclosed { reason: "A <court> asks.".to_owned() };
    the_case(&house).await.say(vec![Written::Disclosed(told)]).await;
    let page = enter(&house, &words).await;
    for said in ["Your name was made known to a reader of your report. The reason: A &lt;court&gt; asks.", "Doors open"] {
        assert!(page.text().contains(said), "{said}: {}", page.text());
    }
    assert!(!page.text().contains("note bad") && !page.text().contains("Zoë"), "{}", page.text());
}
