//! What stays in the server's memory of a person without scripts: nothing, whatever page they asked for, however it
//! ended. The server has to read what they write; it must not keep it.

use std::net::Shutdown;

use anyhow::{Context, Result, ensure};
use sealing::InstallationId;
use stories::house::House;
use stories::markers::{Markers, letters};
use stories::people::{Reporter, chance, handler};
use stories::plain::{Plain, end};
use stories::{memory, secrets};

/// A house, a person, and everything that was planted so far.
struct Planted {
    house: House,
    person: Plain,
    markers: Markers,
    rng: rand::rngs::StdRng,
    installation: InstallationId,
    found: Vec<String>,
}

impl Planted {
    async fn open() -> Result<Self> {
        let house = House::open(&[]).await?;
        drop(handler(&house, "anna").await?);
        let installation = Reporter::at(&house.reporters, 1).await?.place.channel.installation;
        let mut rng = chance(41);
        let mut markers = Markers::default();
        let agent = letters(&mut rng);
        markers.text("the browser's name", &agent);
        let person = Plain::to(&house.reporters, &agent);
        Ok(Self { house, person, markers, rng, installation, found: Vec::new() })
    }

    /// Something new to be written.
    fn marker(&mut self, name: &str) -> String {
        let text = letters(&mut self.rng);
        self.markers.text(name, &text);
        text
    }

    fn words(&mut self, words: &str) -> Result<()> {
        secrets::seek(&mut self.markers, words, self.installation)
    }

    /// Notes what stays after a page.
    fn look(&mut self, after: &str) -> Result<()> {
        let stays = memory::stays(self.house.pid(), &self.markers.search()?)?;
        self.found.extend(stays.into_iter().map(|what| format!("after {after}: {what}")));
        Ok(())
    }

    /// Demands that the scanner sees what the server is just being told.
    fn sees(&self, what: &str) -> Result<()> {
        let search = self.markers.search()?;
        for _ in 0..100 {
            if memory::found(self.house.pid(), &search)?.iter().any(|found| found.starts_with(what)) {
                return Ok(());
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        anyhow::bail!("the search does not find {what}, which is there")
    }

    fn nothing_stayed(self) -> Result<()> {
        ensure!(self.found.is_empty(), "{:#?}", self.found);
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_leaves_what_was_written_or_the_words_in_memory() -> Result<()> {
    let mut planted = Planted::open().await?;
    planted.person.get("/plain")?.shows("/plain/words")?;
    planted.person.get("/plain/return")?.shows("/plain/mailbox")?;
    planted.look("the first pages")?;

    let (words, questions) = planted.person.words()?;
    planted.words(&words)?;
    planted.look("the words")?;
    let shown = [("step", "show"), ("words", words.as_str()), ("language", "en")];
    planted.person.form("/plain/words", &shown)?.shows("class=\"words\"")?;
    let (typed, other) = (planted.marker("a word typed wrongly"), planted.marker("another"));
    let back = [("step", "check"), ("words", words.as_str()), ("place-first", "2"), ("place-second", "7")];
    planted.person.form("/plain/words", &[back.as_slice(), &[("first", &typed), ("second", &other)]].concat())?.shows(&typed)?;
    planted.look("words given back wrongly")?;

    let (text, how, asked) = (planted.marker("the report"), planted.marker("an answer"), questions.hidden("submission")?);
    planted.person.files(&words, &asked, &[("q-what", text.as_str()), ("q-urgent", "yes"), ("q-urgent-how", &how)])?;
    planted.look("the report")?;
    let (name, content) = (planted.marker("a file's name"), planted.marker("a file's content"));
    let file = planted.person.file_request(&words, &format!("{name}.png"), content.repeat(9_000).as_bytes());
    planted.person.send(&file)?.shows(&name)?;
    planted.look("a file")?;

    let entered = [("words", words.as_str()), ("language", "en")];
    let mailbox = planted.person.form("/plain/mailbox", &entered)?.shows(&text)?.shows(&name)?;
    planted.look("the mailbox")?;
    let attachment = mailbox.hidden("attachment")?;
    let saved = [entered.as_slice(), &[("attachment", attachment.as_str())]].concat();
    planted.person.form("/plain/attachment", &saved)?.shows(&content)?;
    planted.look("saving a file")?;
    let (reply, submission) = (planted.marker("a reply"), mailbox.hidden("submission")?);
    let fields = [entered.as_slice(), &[("submission", submission.as_str()), ("text", &reply)]].concat();
    planted.person.form("/plain/reply", &fields)?.shows(&reply)?;
    planted.look("a reply")?;
    planted.nothing_stayed()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_refusal_leaves_it_there_either() -> Result<()> {
    let mut planted = Planted::open().await?;
    let (words, questions) = planted.person.words()?;
    planted.words(&words)?;
    let submission = questions.hidden("submission")?;
    let carried = [("words", words.as_str()), ("language", "en"), ("submission", submission.as_str())];

    let text = planted.marker("a report that is too long").repeat(7_000);
    let fields = [carried.as_slice(), &[("q-what", text.as_str())]].concat();
    ensure!(planted.person.form("/plain/report", &fields)?.shows("class=\"faults\"")?.status() == 200);
    planted.look("a report that is too long")?;
    let text = planted.marker("a form that is too large").repeat(60_000);
    let fields = [carried.as_slice(), &[("q-what", text.as_str())]].concat();
    // The server may close before all was sent, and then its answer may not arrive.
    ensure!(planted.person.form("/plain/report", &fields).map_or(413, |answer| answer.status()) == 413);
    planted.look("a form that is too large")?;
    let text = planted.marker("a report without what is asked");
    let fields = [carried.as_slice(), &[("q-where", text.as_str()), ("q-urgent", text.as_str())]].concat();
    planted.person.form("/plain/report", &fields)?.shows(&text)?.shows("class=\"faults\"")?;
    planted.look("a report without what is asked")?;
    let text = planted.marker("a report with spoilt words");
    let spoilt = words.rsplit_once(' ').context("words")?.0;
    planted.person.form("/plain/report", &[("words", spoilt), ("submission", &text), ("q-what", &text)])?;
    planted.look("a report with spoilt words")?;
    let text = planted.marker("a form that is none");
    planted.person.form("/plain/report", &[("q-what", &text), ("text", "\u{fffd}")])?;
    let broken = planted.person.request("/plain/report", "application/x-www-form-urlencoded", format!("q-what={text}%zz").as_bytes());
    ensure!(planted.person.send(&broken)?.status() == 400);
    let json = planted.person.request("/plain/report", "application/json", format!("{{\"q-what\":\"{text}\"}}").as_bytes());
    ensure!(planted.person.send(&json)?.status() == 415);
    let nowhere = planted.person.request("/plain", "text/plain", text.as_bytes());
    ensure!(planted.person.send(&nowhere)?.status() == 405);
    planted.look("a form that is none")?;

    let stranger = planted.person.words()?.0;
    planted.words(&stranger)?;
    let text = planted.marker("a reply to nobody");
    for path in ["/plain/mailbox", "/plain/reply", "/plain/attachment"] {
        planted.person.form(path, &[("words", &stranger), ("language", "en"), ("text", &text)])?.shows("class=\"faults\"")?;
        planted.person.form(path, &[("words", &text), ("text", &text)])?.shows(&text)?;
    }
    let file = planted.person.file_request(&stranger, &text, text.repeat(5_000).as_bytes());
    planted.person.send(&file)?.shows("class=\"faults\"")?;
    planted.look("wrong words")?;
    planted.nothing_stayed()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_cut_off_in_the_middle_is_seen_while_it_comes_and_gone_when_it_broke() -> Result<()> {
    let mut planted = Planted::open().await?;
    let (words, questions) = planted.person.words()?;
    planted.words(&words)?;
    let submission = questions.hidden("submission")?;
    planted.person.files(&words, &submission, &[("q-what", "There is a mailbox now.")])?;
    for (half, name) in [(true, "a report that broke off"), (false, "a report that was ended early")] {
        let text = planted.marker(name).repeat(800);
        let fields = [("words", words.as_str()), ("language", "en"), ("q-what", text.as_str()), ("q-who", "the rest")];
        let request = planted.person.form_request("/plain/report", &fields);
        let line = planted.person.begin(request.get(..request.len() - 9).context("a request")?)?;
        planted.sees(name)?;
        planted.sees("the words")?;
        if half {
            drop(line);
        } else {
            line.shutdown(Shutdown::Write)?;
            // An answer may come or not; what counts is what stays.
            let _answer = end(line);
        }
        planted.look(name)?;
    }
    let (name, content) = (planted.marker("the name of a file that broke off"), planted.marker("a file that broke off"));
    let request = planted.person.file_request(&words, &name, content.repeat(100_000).as_bytes());
    let line = planted.person.begin(request.get(..request.len() / 2).context("a request")?)?;
    planted.sees("a file that broke off")?;
    drop(line);
    planted.look("a file that broke off")?;
    let head = planted.marker("a head that broke off");
    let line = planted.person.begin(format!("POST /plain/report HTTP/1.1\r\nHost: {head}\r\nUser-Agent: {head}").as_bytes())?;
    planted.sees("a head that broke off")?;
    drop(line);
    planted.look("a head that broke off")?;
    planted.nothing_stayed()
}
