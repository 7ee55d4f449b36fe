//! What stays on the disk and in the log of whole conversations: nothing that was written, no words, no key made of
//! them, and nothing of who came.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use client::{Case, Desk, File, Mailbox, Said, Writing};
use stories::house::House;
use stories::markers::{Markers, letters};
use stories::people::{Reporter, chance, handler, today};
use stories::plain::{FROM, Plain};
use stories::secrets;

/// The name under which the handler signs in. The server keeps it as it is, so the search must find it.
const KEPT: &str = "kqzvwxjyhbfpgmtrdlcnsaoieuqzkvxw";

/// What everybody writes, each a marker that is sought.
struct Writings {
    markers: Markers,
    rng: rand::rngs::StdRng,
}

impl Writings {
    fn marker(&mut self, name: &str) -> String {
        let text = letters(&mut self.rng);
        self.markers.text(name, &text);
        text
    }

    /// A file with a name and a content that are sought, in a folder that is none of the house's.
    fn file(&mut self, of: &str, folder: &Path) -> Result<(File, String, String)> {
        let (name, content) = (self.marker(&format!("the name of a file {of}")), self.marker(&format!("a file {of}")).repeat(5_000));
        let path = folder.join(format!("{name}.png"));
        std::fs::write(&path, &content)?;
        Ok((File::at(&path), name, content))
    }
}

/// Waits until a case is so long, at every delivery anew.
async fn of_length(desk: &Desk, case: sealing::CaseId, length: usize) -> Result<Case> {
    for _ in 0..600 {
        if desk.cases().await?.iter().any(|row| row.case == case) {
            let case = desk.open(case, today()).await?;
            if case.conversation().len() >= length {
                return Ok(case);
            }
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    anyhow::bail!("what was sent never came out")
}

/// A handler reads a case, renews its keys and answers.
async fn answers(desk: &Desk, case: &mut Case, reply: &str, note: &str) -> Result<()> {
    desk.rotate(case, today(), &mut chance(2)).await?;
    let writing = Writing { reply: Some(reply), note: Some(note), ..Writing::default() };
    Ok(desk.write(case, &writing, today(), &mut chance(3)).await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_written_lies_on_the_disk_or_in_the_log() -> Result<()> {
    let elsewhere = tempfile::tempdir()?;
    let mut writings = Writings { markers: Markers::default(), rng: chance(77) };
    let house = House::open(&[]).await?;
    let desk = handler(&house, KEPT).await?;
    let (reply, note) = (writings.marker("a handler's answer"), writings.marker("a note among handlers"));

    // With a client that seals
    let mut reporter = Reporter::at(&house.reporters, 11).await?;
    let installation = reporter.place.channel.installation;
    secrets::seek_words(&mut writings.markers, &reporter.words, installation)?;
    let (file, ..) = writings.file("sent by a client", elsewhere.path())?;
    let sealed = reporter.files(&writings.marker("a report sent by a client"), vec![file]).await?.case;
    answers(&desk, &mut of_length(&desk, sealed, 1).await?, &reply, &note).await?;

    // Without scripts
    let agent = writings.marker("the browser's name");
    writings.markers.secret("where the person came from", FROM.to_string().as_bytes());
    let person = Plain::to(&house.reporters, &agent);
    let (words, questions) = person.words()?;
    secrets::seek(&mut writings.markers, &words, installation)?;
    let text = writings.marker("a report without scripts");
    person.files(&words, &questions.hidden("submission")?, &[("q-what", text.as_str())])?;
    let (_, name, content) = writings.file("without scripts", elsewhere.path())?;
    person.send(&person.file_request(&words, &format!("{name}.png"), content.as_bytes()))?.shows(&name)?;
    let plain = other_case(&desk, sealed).await?;
    let mut case = of_length(&desk, plain, 2).await?;
    ensure!(case.report().answers.first().is_some_and(|answer| answer.value == text), "the handler reads what was written");
    answers(&desk, &mut case, &reply, &note).await?;

    // Both come back, read, and write again
    let key = reporter.key()?;
    let mailbox = Mailbox::open(&reporter.connection, &reporter.place, &key).await?;
    ensure!(mailbox.entries().iter().any(|entry| entry.said == Said::Message { text: reply.clone() }), "the reporter reads the answer");
    let (file, ..) = writings.file("added by a client", elsewhere.path())?;
    reporter.writes(&mailbox, &writings.marker("an answer by a client"), &[file]).await?;
    let carried = [("words", words.as_str()), ("language", "en")];
    let opened = person.form("/plain/mailbox", &carried)?.shows(&reply)?;
    let (again, submission) = (writings.marker("an answer without scripts"), opened.hidden("submission")?);
    person.form("/plain/reply", &[&carried[..], &[("submission", &submission), ("text", &again)]].concat())?.shows(&again)?;
    let attachment = opened.hidden("attachment")?;
    person.form("/plain/attachment", &[&carried[..], &[("attachment", &attachment)]].concat())?.shows(&content)?;
    of_length(&desk, sealed, 4).await?;
    of_length(&desk, plain, 5).await?;
    desk.sign_out().await?;

    let (ended, left) = house.stop().await?;
    ensure!(ended.success(), "it ended with {ended}");
    judge(&writings.markers, left.folder(), &text)
}

/// The case that is not this one.
async fn other_case(desk: &Desk, known: sealing::CaseId) -> Result<sealing::CaseId> {
    for _ in 0..600 {
        if let Some(row) = desk.cases().await?.into_iter().find(|row| row.case != known) {
            return Ok(row.case);
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    anyhow::bail!("the second case never came out")
}

/// Nothing sought is there. The search is the same that finds a name which is kept, and what is planted in a copy.
fn judge(markers: &Markers, folder: &Path, planted: &str) -> Result<()> {
    let mut kept = Markers::default();
    kept.text("a name that is kept", KEPT);
    let seen = kept.search()?.found_in_folder(folder)?;
    ensure!(seen.iter().any(|place| place.contains(".db")), "the search does not see the database: {seen:?}");
    let search = markers.search()?;
    let found = search.found_in_folder(folder)?;
    ensure!(found.is_empty(), "{found:#?}");
    let database = std::fs::read_dir(folder.join("data"))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|kind| kind == "db"))
        .context("a database")?;
    let mut copy = std::fs::read(database)?;
    let middle = copy.len() / 2;
    copy.splice(middle..middle, hex::encode(planted).into_bytes());
    std::fs::write(folder.join("data/copy"), copy)?;
    let found = search.found_in_folder(folder)?;
    ensure!(found.iter().any(|place| place.ends_with("data/copy")), "what was planted in a copy is not found: {found:?}");
    Ok(())
}
