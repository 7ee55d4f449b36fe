//! How things end: each plain connection with its answer, the server when it is asked to.

use std::io::{Read, Write};
use std::net::TcpStream;

use anyhow::{Context, Result, ensure};
use stories::house::House;
use stories::people::handler;
use stories::plain::{Plain, end};

/// A browser's name, which nothing depends on.
const AGENT: &str = "a browser";

fn closes(head: &str) -> bool {
    head.to_ascii_lowercase().contains("\r\nconnection: close")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_plain_answer_is_the_last_of_its_connection() -> Result<()> {
    let house = House::open(&[]).await?;
    drop(handler(&house, "anna").await?);
    let person = Plain::to(&house.reporters, AGENT);
    let (words, questions) = person.words()?;
    let submission = questions.hidden("submission")?;
    let carried = [("words", words.as_str()), ("language", "en"), ("submission", &submission)];
    let report = |what: &str| person.form_request("/plain/report", &[&carried[..], &[("q-what", what)]].concat());
    // Each request is followed by the next one's beginning, which must find nobody who listens.
    let asked = [
        ("the first page", 200, get(&person, "/plain")),
        ("the page for coming back", 200, get(&person, "/plain/return")),
        ("words", 200, person.form_request("/plain/words", &[("language", "en")])),
        ("nothing written", 200, report(" ")),
        ("a report", 200, report("There.")),
        ("a file", 200, person.file_request(&words, "a.png", b"content")),
        ("the mailbox", 200, person.form_request("/plain/mailbox", &carried)),
        ("a reply", 200, person.form_request("/plain/reply", &[&carried[..], &[("text", "More.")]].concat())),
        ("wrong words", 200, person.form_request("/plain/mailbox", &[("words", "one two")])),
        ("no form", 415, person.request("/plain/report", "text/plain", b"text")),
        ("a broken form", 400, person.request("/plain/report", "application/x-www-form-urlencoded", b"a=%zz")),
        ("no such method", 405, person.request("/plain", "text/plain", b"text")),
    ];
    for (name, status, request) in asked {
        let answer = person.send(&request).context(name)?;
        ensure!(answer.status() == status, "{name}: {}", answer.head);
        ensure!(closes(&answer.head), "{name}: {}", answer.head);
    }
    stays_open(&person)
}

fn get(person: &Plain, path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", person.address).into_bytes()
}

/// What carries nothing in plain text keeps its connection: so a connection that ends was ended on purpose.
fn stays_open(person: &Plain) -> Result<()> {
    let mut line = person.begin(&get(person, "/api/v1/intake/door"))?;
    answered(&mut line)?;
    line.write_all(&get(person, "/api/v1/intake/door"))?;
    answered(&mut line)
}

/// Reads until an answer's last octet came: it ends with the spaces that fill it up.
fn answered(line: &mut TcpStream) -> Result<()> {
    let (mut read, mut piece) = (String::new(), [0; 4096]);
    while !read.ends_with(' ') {
        let more = line.read(&mut piece)?;
        ensure!(more > 0, "the connection was not kept: {read}");
        read.push_str(&String::from_utf8_lossy(piece.get(..more).unwrap_or_default()));
    }
    ensure!(!closes(&read), "{read}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_asked_to_end_ends_well_and_leaves_no_half_report() -> Result<()> {
    let house = House::open(&[]).await?;
    drop(handler(&house, "anna").await?);
    let person = Plain::to(&house.reporters, AGENT);
    let (words, questions) = person.words()?;
    let (what, submission) = ("It was filed while the server was asked to end.", questions.hidden("submission")?);
    let fields = [("words", words.as_str()), ("language", "en"), ("submission", &submission), ("q-what", what)];
    let request = person.form_request("/plain/report", &fields);
    let (first, rest) = request.split_at(request.len() - 5);
    let mut line = person.begin(first)?;
    let rest = rest.to_vec();
    let ending = tokio::spawn(house.stop());
    let answered = tokio::task::spawn_blocking(move || line.write_all(&rest).map_err(Into::into).and_then(|()| end(line))).await?;
    let confirmed = answered.is_ok_and(|answer| answer.body.contains("Your report is stored"));
    let (ended, left) = ending.await??;
    ensure!(ended.code() == Some(0), "it ended with {ended}");
    let house = House::reopen(left, &[]).await?;
    let mailbox = Plain::to(&house.reporters, AGENT).form("/plain/mailbox", &[("words", &words), ("language", "en")])?;
    let whole = mailbox.body.contains(what) && !mailbox.body.contains("class=\"faults\"");
    let nothing = mailbox.body.contains("class=\"faults\"") && !mailbox.body.contains(what);
    ensure!(whole || (nothing && !confirmed), "confirmed: {confirmed}\n{}", mailbox.body.trim_end());
    Ok(())
}
