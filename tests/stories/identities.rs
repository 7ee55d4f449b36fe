//! A reporter's name, from leaving it to reading it: the real client and `sotto` against the real server, and then the disk and the log,
//! in which it stands nowhere.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, ensure};
use client::{Asked, Case, Connection, Desk, Error, Invitation, Mailbox, Route, Said};
use sealing::CaseId;
use sealing::casework::NewRequest;
use sealing::identity::{Particulars, RequestRefused};
use secrecy::SecretString;
use serde_json::Value;
use stories::house::{House, binaries};
use stories::markers::{Markers, letters};
use stories::people::{PASSPHRASE, Reporter, chance, code, handler, keeps, now, sign_in, today};

const KEEPERS: [&str; 3] = ["kim", "lee", "max"];
/// The name under which the reader signs in. The server keeps it, so the search must find it.
const KEPT: &str = "kqzvwxjyhbfpgmtrdlcnsaoieuqzkvxw";

/// Three keepers enrol before the first handler does, whose enrolment has the list signed.
async fn staffed(house: &House) -> Result<(Desk, Vec<Desk>)> {
    let mut link_of = Vec::new();
    for name in KEEPERS {
        let output = Command::new(binaries()?.join("sottovoce"))
            .args(["invite", "--name", &format!("Keeper {name}"), "--role", "custodian"])
            .env("SOTTOVOCE_DATA", house.folder().join("data"))
            .env("SOTTOVOCE_STAFF__LISTEN", house.staff.trim_start_matches("http://"))
            .output()?;
        let said = String::from_utf8(output.stdout)?;
        link_of.push((name, said.split_whitespace().find(|word| word.contains("/enrol")).context(said.clone())?.to_owned()));
    }
    let connection = Connection::open(&Route::to(&house.staff))?;
    let channel = client::channel(&connection).await?;
    for (seed, (name, link)) in (20..).zip(link_of) {
        let (invitation, passphrase) = (Invitation::parse(&link)?, SecretString::from(PASSPHRASE));
        let enrolled = client::enrol(&connection, &channel, &invitation, name, &passphrase, now(), &mut chance(seed)).await?;
        keeps(house, name, enrolled.authenticator);
    }
    let reader = handler(house, KEPT).await?;
    let mut keepers = Vec::new();
    for name in KEEPERS {
        keepers.push(sign_in(house, name).await?);
    }
    Ok((reader, keepers))
}

/// Opens the one case once it is so long, at every delivery anew.
async fn of_length(desk: &Desk, length: usize) -> Result<Case> {
    for _ in 0..600 {
        if let Some(row) = desk.cases().await?.first() {
            let case = desk.open(row.case, today()).await?;
            if case.conversation().len() >= length {
                return Ok(case);
            }
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    anyhow::bail!("what was sent never came out")
}

async fn only(keeper: &Desk) -> Result<Asked> {
    let mut all = keeper.requests(today()).await?;
    ensure!(all.len() == 1, "{} requests", all.len());
    all.pop().context("a request")
}

fn asks(keepers: [&Desk; 2], reason: &str) -> NewRequest {
    NewRequest { to: keepers.map(|keeper| keeper.person).into(), reason: reason.to_owned(), withheld: None }
}

/// Runs `sotto identity` as somebody, with passphrase and code piped in.
async fn sotto(house: &House, name: &str, arguments: &[&str]) -> Result<Output> {
    let channel = house.folder().join("data").join("channel.json");
    let code = code(house, name).await?;
    let mut child = Command::new(binaries()?.join("sotto"))
        .args(["--json", "--server", &house.staff, "--channel"])
        .arg(&channel)
        .args(["identity", "--name", name])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    child.stdin.take().context("its input")?.write_all(format!("{PASSPHRASE}\n{}\n", code.as_str()).as_bytes())?;
    Ok(child.wait_with_output()?)
}

fn answered(output: &Output) -> Result<Value> {
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

async fn told(reporter: &Reporter) -> Result<Vec<Said>> {
    let key = reporter.key()?;
    let mailbox = Mailbox::open(&reporter.connection, &reporter.place, &key).await?;
    ensure!(mailbox.warnings().is_empty(), "{:?}", mailbox.warnings());
    Ok(mailbox.entries().iter().map(|entry| entry.said.clone()).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_keepers_agree_the_name_is_read_and_told_and_stands_nowhere_on_the_disk() -> Result<()> {
    let mut markers = Markers::default();
    let mut rng = chance(91);
    let mut marker = |name: &str| {
        let text = letters(&mut rng);
        markers.text(name, &text);
        text
    };
    let mut named = |which: &str| Particulars { name: marker(&format!("{which} name")), contact: marker(&format!("{which} contact")) };
    let (first, last) = (named("the first"), named("the last"));
    let (reason, second_reason, agrees) = (marker("a reason to ask"), marker("another reason"), marker("a keeper's reason"));
    let house = House::open(&[]).await?;
    let (reader, keepers) = staffed(&house).await?;
    let [kim, lee, max] = &keepers[..] else { anyhow::bail!("three keepers") };

    // A name with the report, and another one later, which counts.
    let mut reporter = Reporter::at(&house.reporters, 31).await?;
    reporter.files_with_name("Somebody props the door open.", first).await?;
    let key = reporter.key()?;
    let mailbox = Mailbox::open(&reporter.connection, &reporter.place, &key).await?;
    reporter.leaves_name(&mailbox, &last).await?;
    ensure!(told(&reporter).await?.contains(&Said::NameLeft), "the reporter sees that it was left");
    let mut case = of_length(&reader, 2).await?;
    reader.rotate(&mut case, today(), &mut chance(41)).await?;
    ensure!(case.name_left() && case.keepers().len() == 3 && case.warnings().is_empty());

    // Two are asked; one refuses. Nobody reads anything by that.
    reader.ask_for_name(&mut case, &asks([kim, lee], &reason), today(), &mut chance(42)).await?;
    ensure!(max.requests(today()).await?.is_empty(), "nobody else is asked");
    let asked = only(kim).await?;
    ensure!(asked.author == reader.person && asked.judged.as_ref().is_ok_and(|judged| judged.said().reason == reason));
    kim.answer_request(&asked, true, &agrees, today()).await?;
    ensure!(kim.requests(today()).await?.is_empty(), "what was answered is thrown away");
    lee.answer_request(&only(lee).await?, false, "Not for this.", today()).await?;
    let id: CaseId = reader.cases().await?.first().context("the case")?.case;
    let mut case = reader.open(id, today()).await?;
    let refused = reader.read_name(&mut case, today(), &mut chance(43)).await;
    ensure!(matches!(refused, Err(Error::Input(ref why)) if why.contains("two keepers must agree")), "{refused:?}");
    ensure!(!told(&reporter).await?.iter().any(|said| matches!(said, Said::NameKnown { .. })));

    // The third is asked beside the one who refused, and agrees, at a terminal.
    reader.ask_for_name(&mut case, &asks([lee, max], &second_reason), today(), &mut chance(44)).await?;
    let listed = answered(&sotto(&house, "max", &["requests"]).await?)?;
    let letter = listed["requests"][0]["letter"].as_str().context("a letter")?.to_owned();
    ensure!(listed["requests"][0]["reason"] == second_reason.as_str(), "{listed}");
    answered(&sotto(&house, "max", &["answer", &letter, "--agree", "--reason", "It must be."]).await?)?;
    let again = sotto(&house, "max", &["answer", &letter, "--agree", "--reason", "Twice."]).await?;
    ensure!(!again.status.success(), "what was answered is not there any more");

    // The name, for the reader alone, told to everybody whom it concerns.
    let state = answered(&sotto(&house, KEPT, &["ask", &id.to_string()]).await?)?;
    ensure!(state["answers"].as_array().is_some_and(|all| all.len() == 3) && state["keepers"].as_array().is_some_and(|all| all.len() == 3));
    let read = answered(&sotto(&house, KEPT, &["read", &id.to_string()]).await?)?;
    ensure!(read["name"] == last.name.as_str() && read["contact"] == last.contact.as_str(), "the one that was left last");
    let case = reader.open(id, today()).await?;
    ensure!(case.card().identities.iter().all(|one| one.read && one.by == reader.person), "the other readers are told");
    ensure!(told(&reporter).await?.contains(&Said::NameKnown { reason: second_reason.clone() }), "and the reporter");

    // A reader is no keeper, and a keeper reads no case.
    ensure!(matches!(kim.open(id, today()).await, Err(Error::Problem { status: 403, .. })));
    ensure!(lee.requests(today()).await?.iter().all(|asked| !matches!(asked.judged, Err(RequestRefused::Forged))));

    let (ended, left) = house.stop().await?;
    ensure!(ended.success(), "it ended with {ended}");
    let mut kept = Markers::default();
    kept.text("a name that is kept", KEPT);
    ensure!(!kept.search()?.found_in_folder(left.folder())?.is_empty(), "the search sees what is there");
    let found = markers.search()?.found_in_folder(left.folder())?;
    ensure!(found.is_empty(), "{found:#?}");
    Ok(())
}
