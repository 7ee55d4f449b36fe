//! Stories of people without scripts: filing, files, and what goes wrong on the way.

use sealing::roster::Role;

use super::{
    Answer, House,
    house::{file_body, people, person},
    reader::{all_cases, the_case},
};

/// The value of a hidden field.
pub(super) fn hidden(page: &Answer, name: &str) -> String {
    let field = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.text().split_once(&field).unwrap_or_else(|| panic!("no {name} in {}", page.text()));
    rest.split('"').next().unwrap().to_owned()
}

/// What the page asks to mend, in words.
pub(super) fn faults(page: &Answer) -> Vec<String> {
    let Some((_, rest)) = page.text().split_once("class=\"faults\"") else { return Vec::new() };
    let (summary, _) = rest.split_once("</ul>").unwrap();
    summary.split("<a href").skip(1).map(|link| link.split(['>', '<']).nth(1).unwrap().to_owned()).collect()
}

/// Eight words, drawn, noted and given back: the words and the questions' page.
pub(super) async fn words(house: &House) -> (String, Answer) {
    let shown = house.form("/plain/words", &[("language", "en")]).await;
    let words = hidden(&shown, "words");
    let asked = house.form("/plain/words", &[("step", "ask"), ("words", &words), ("language", "en")]).await;
    let places = [hidden(&asked, "place-first"), hidden(&asked, "place-second")];
    let listed: Vec<&str> = words.split(' ').collect();
    let typed = places.clone().map(|place| listed[place.parse::<usize>().unwrap() - 1].to_uppercase());
    let fields = [
        ("step", "check"),
        ("words", words.as_str()),
        ("language", "en"),
        ("place-first", &places[0]),
        ("place-second", &places[1]),
        ("first", &typed[0]),
        ("second", &typed[1]),
    ];
    let questions = house.form("/plain/words", &fields).await;
    (words, questions)
}

/// Files a report: its words and the page that follows.
pub(super) async fn file(house: &House, answers: &[(&str, &str)]) -> (String, Answer) {
    let (words, questions) = words(house).await;
    let submission = hidden(&questions, "submission");
    let fields = [&[("words", words.as_str()), ("language", "en"), ("submission", &submission)], answers].concat();
    let sent = house.form("/plain/report", &fields).await;
    (words, sent)
}

#[actix_web::test]
async fn a_report_filed_without_scripts_opens_for_the_readers_that_were_drawn() {
    let house = House::open().await;
    let left_out: Vec<String> = house.people.iter().take(3).map(|staff| staff.id.to_string()).collect();
    let answers = [
        ("q-what", "The doors\r\nstand open"),
        ("q-urgent", "yes"),
        ("q-urgent-how", "Anybody walks in"),
        ("q-area", "physical"),
        ("q-area", "access"),
        ("q-conflict", left_out[0].as_str()),
        ("q-conflict", left_out[1].as_str()),
        ("q-conflict", left_out[2].as_str()),
    ];
    let (_, sent) = file(&house, &answers).await;
    assert!(sent.text().contains("leaves for its readers at 06:00 on 22 November 2026 (UTC)"), "{}", sent.text());
    assert!(sent.text().contains("They must confirm by 28 November 2026."));
    assert!(sent.text().contains("Nobody is told when you look."));
    assert!(all_cases(&house).await.is_empty(), "nobody sees it before the tick");
    house.tick().await;
    let opened = the_case(&house).await;
    assert_eq!((opened.unreadable, opened.answer("what")), (0, Some("The doors\nstand open")));
    assert_eq!(opened.answer("urgent-how"), Some("Anybody walks in"));
    assert_eq!(opened.answer("area"), Some("physical\naccess"));
    assert_eq!(opened.answer("when"), None);
    let members = &opened.case.report().members;
    assert_eq!(
        members.iter().map(ToString::to_string).collect::<Vec<_>>(),
        house.people[3..5].iter().map(|s| s.id.to_string()).collect::<Vec<_>>()
    );
}

#[actix_web::test]
async fn the_words_page_asks_two_words_back_and_names_the_one_that_is_wrong() {
    let house = House::open().await;
    let shown = house.form("/plain/words", &[]).await;
    let words = hidden(&shown, "words");
    assert_eq!(words.split(' ').count(), 8);
    let listed: Vec<&str> = words.split(' ').collect();
    let ask = |first: String, second: String| {
        let (house, words) = (&house, words.clone());
        async move {
            let fields = [
                ("step", "check"),
                ("words", words.as_str()),
                ("place-first", "2"),
                ("place-second", "7"),
                ("first", &first),
                ("second", &second),
            ];
            house.form("/plain/words", &fields).await
        }
    };
    let wrong = ask(listed[1].to_owned(), "nonsense".to_owned()).await;
    assert_eq!(faults(&wrong), ["Word number 7 is different. Look at your note again, or let the words be shown once more."]);
    assert!(wrong.text().contains(&format!("value=\"{}\"", listed[1])), "what was right is still there");
    assert!(!wrong.text().contains("class=\"words\""), "the words are not shown beside the question: {}", wrong.text());
    let right = ask(listed[1].to_owned(), listed[6].to_owned()).await;
    assert!(right.text().contains("name=\"q-what\""));
    let again = house.form("/plain/words", &[("step", "show"), ("words", &words)]).await;
    assert_eq!(hidden(&again, "words"), words);
}

#[actix_web::test]
async fn words_are_never_drawn_twice_and_in_the_language_asked_for() {
    let house = House::open().await;
    let mut seen = std::collections::BTreeSet::new();
    for language in ["en", "fr", "es", "it", "pt", "cs", "en", "xx"] {
        let shown = house.form("/plain/words", &[("language", language)]).await;
        assert_eq!(hidden(&shown, "language"), if language == "xx" { "en" } else { language });
        assert!(seen.insert(hidden(&shown, "words")));
    }
}

#[actix_web::test]
async fn every_fault_shows_the_form_again_with_everything_typed() {
    let house = House::open().await;
    let (words, questions) = words(&house).await;
    let everybody: Vec<String> = house.people.iter().map(|staff| staff.id.to_string()).collect();
    let long = "ü".repeat(100_001);
    let cases = [
        ("empty", vec![("q-what", " \r\n "), ("q-when", "last <spring>")], "Please say what happened. A few words are enough."),
        ("long", vec![("q-what", &long), ("q-when", "last <spring>")], "All answers together are 15 characters too long"),
        ("option", vec![("q-what", "x"), ("q-when", "last <spring>"), ("q-urgent", "perhaps")], "Please choose one of the options shown."),
        (
            "everybody",
            everybody.iter().map(|id| ("q-conflict", id.as_str())).chain([("q-what", "x"), ("q-when", "last <spring>")]).collect(),
            "Everybody who could read your report is left out. Nothing was sent.",
        ),
    ];
    for (name, answers, fault) in cases {
        let submission = hidden(&questions, "submission");
        let fields = [vec![("words", words.as_str()), ("submission", &submission)], answers.clone()].concat();
        let again = house.form("/plain/report", &fields).await;
        let said = faults(&again);
        assert!(said.len() == 1 && said[0].starts_with(fault), "{name}: {said:?}");
        assert!(again.text().contains("value=\"last &lt;spring&gt;\""), "{name}");
        assert_eq!(hidden(&again, "words"), words, "{name}");
        assert_eq!(hidden(&again, "submission"), submission, "{name}");
        assert_eq!(again.text().contains(&long), name == "long");
        assert_eq!(again.text().matches(" checked").count(), if name == "everybody" { everybody.len() } else { 0 }, "{name}");
    }
    house.tick().await;
    assert!(all_cases(&house).await.is_empty());
}

/// Version 2 names one more, who could not be left out; version 3 nobody who was not shown.
#[actix_web::test]
async fn who_was_never_shown_is_shown_before_anything_is_sent() {
    let house = House::open().await;
    let (words, questions) = words(&house).await;
    let (submission, shown) = (hidden(&questions, "submission"), hidden(&questions, "roster"));
    let send = async |roster: &str| {
        let fields = [("words", words.as_str()), ("submission", &submission), ("roster", roster), ("q-what", "kept text")];
        house.form("/plain/report", &fields).await
    };
    let mut more = people();
    more.push(person(77, Role::Handler));
    house.put_roster_of(2, &more).await;
    for unknown in [shown.as_str(), "nonsense", &"0".repeat(64)] {
        let again = send(unknown).await;
        let said = faults(&again);
        assert!(said.len() == 1 && said[0].contains("has changed since this page was shown"), "{said:?}");
        assert!(again.text().contains("kept text") && again.text().contains(&"4d".repeat(16)));
        assert_ne!(hidden(&again, "roster"), shown);
    }
    let newest = hidden(&send(&shown).await, "roster");
    house.put_roster_of(3, &people()).await;
    assert!(send(&newest).await.text().contains("Your report is stored"), "nobody is new");
}

#[actix_web::test]
async fn a_full_disk_confirms_nothing_and_loses_nothing() {
    let house = House::open().await;
    let (words, questions) = words(&house).await;
    let submission = hidden(&questions, "submission");
    let fields = [("words", words.as_str()), ("submission", submission.as_str()), ("q-what", "kept text")];
    house.set_room(1);
    let full = house.form("/plain/report", &fields).await;
    assert_eq!(full.status, 507);
    assert_eq!(
        faults(&full),
        ["There is no room left on the server. Nothing was confirmed. Please try again later; what you typed is still here."]
    );
    assert!(full.text().contains("kept text"));
    house.set_room(10);
    let sent = house.form("/plain/report", &fields).await;
    assert!(sent.text().contains("Your report is stored"), "text is still taken where files are not");
    let refused = house.file(&words, "a.png", b"content").await;
    assert_eq!(refused.status, 507);
    assert!(refused.text().contains("There is no room left"));
}

#[actix_web::test]
async fn the_same_form_sent_twice_is_one_report_and_a_changed_one_is_not_lost() {
    let house = House::open().await;
    let (words, questions) = words(&house).await;
    let submission = hidden(&questions, "submission");
    let send = |text: &'static str| {
        let fields = [("words", words.clone()), ("submission", submission.clone()), ("q-what", text.to_owned())];
        let house = &house;
        async move { house.form("/plain/report", &fields.each_ref().map(|(name, value)| (*name, value.as_str()))).await }
    };
    let (first, second) = (send("The doors stand open").await, send("The doors stand open").await);
    assert_eq!(first.body, second.body);
    send("The doors stand open, and the safe").await;
    house.tick().await;
    let opened = the_case(&house).await;
    assert_eq!(opened.unreadable, 1, "the filing that joined is sealed to keys its readers do not have; its text is the message");
    assert_eq!(opened.answer("what"), Some("The doors stand open"));
    assert_eq!(opened.messages(), ["What happened?\nThe doors stand open, and the safe"]);
}

#[actix_web::test]
async fn a_second_report_with_the_same_words_goes_to_the_same_readers_unless_one_of_them_is_left_out_now() {
    let house = House::open().await;
    let (words, _) = file(&house, &[("q-what", "first")]).await;
    let (_, questions) = self::words(&house).await;
    let submission = hidden(&questions, "submission");
    let fields = [("words", words.as_str()), ("submission", submission.as_str()), ("q-what", "second"), ("q-urgent", "no")];
    let sent = house.form("/plain/report", &fields).await;
    assert!(sent.text().contains("Your report is stored"), "{}", sent.text());
    house.tick().await;
    let opened = the_case(&house).await;
    assert_eq!(
        opened.messages(),
        ["What happened?\nsecond\n\nCould someone be hurt, or something be lost for good, in the next days?\nNo"]
    );
    let reader = opened.member.id.to_string();
    let third = [("words", words.as_str()), ("submission", &reader), ("q-what", "about one of them"), ("q-conflict", &reader)];
    let refused = house.form("/plain/report", &third).await;
    assert!(faults(&refused)[0].starts_with("Your eight words belong to an earlier report"), "{:?}", faults(&refused));
    assert!(refused.text().contains("about one of them"));
    let other = house.people.iter().find(|person| !opened.case.readers().names(person.id)).unwrap().id.to_string();
    let fourth = [("words", words.as_str()), ("submission", &other), ("q-what", "about somebody else"), ("q-conflict", &other)];
    let refused = house.form("/plain/report", &fourth).await;
    assert!(faults(&refused)[0].starts_with("Your eight words belong to an earlier report"), "any reader could let them in");
    house.tick().await;
    assert_eq!(the_case(&house).await.messages().len(), 1, "the one who is left out reads nothing of it");
}

#[actix_web::test]
async fn files_come_one_by_one_and_open_as_they_were_sent() {
    let house = House::open().await;
    let (words, _) = file(&house, &[("q-what", "see files")]).await;
    let video: Vec<u8> = (0..3_500_000u32).map(|n| n.to_le_bytes()[usize::try_from(n % 3).unwrap()]).collect();
    let sent = house.file(&words, "video.mp4", &video).await;
    assert!(sent.text().contains("<bdi>video.mp4</bdi>"), "{}", sent.text());
    let hostile = house.file(&words, "..\\..\\<img src=x>\u{202e}gnp.exe", b"tiny").await;
    assert!(hostile.text().contains("<bdi>_img src=x__gnp.exe</bdi>"), "{}", hostile.text());
    house.tick().await;
    let opened = the_case(&house).await;
    let files = opened.attachments();
    let mut names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["_img src=x__gnp.exe", "video.mp4"]);
    for file in &files {
        let content = opened.content(file).await;
        assert!(content == if file.name == "video.mp4" { video.clone() } else { b"tiny".to_vec() });
        assert_eq!(file.media_type, "image/png");
    }
}

#[actix_web::test]
async fn files_that_cannot_be_taken_are_refused_kindly_and_leave_nothing() {
    let house = House::open().await;
    let (words, _) = file(&house, &[("q-what", "see files")]).await;
    let empty = house.file(&words, "a.png", b"").await;
    assert_eq!(faults(&empty), ["This file is empty. Did you choose the right one?"]);
    let none = house.file(&words, "", b"").await;
    assert_eq!(faults(&none), ["Please choose a file first."]);
    let whole = file_body(&words, "a.png", &[b'x'; 200_000]);
    let cut = house.file_raw(whole[..150_000].to_vec(), whole.len()).await;
    assert_eq!(faults(&cut), ["The file did not arrive whole. Nothing of it was kept. Please send it again."]);
    let huge = house.file_raw(whole.clone(), 2 << 30).await;
    assert_eq!(huge.status, 413);
    assert!(huge.text().contains("This is too large"));
    let other = file_body("abandon abandon abandon abandon abandon abandon abandon about", "a.png", b"x");
    let nobody = house.file_raw(other.clone(), other.len()).await;
    assert!(nobody.text().contains("Please begin again from your note"));
    house.tick().await;
    let opened = the_case(&house).await;
    assert!(opened.attachments().is_empty() && opened.messages().is_empty());
}
