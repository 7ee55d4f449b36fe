//! `sotto report`: asks, shows the words, asks two back, and only then sends.

use std::path::Path;

use anyhow::{Context, Result, bail};
use client::questions::Answers;
use client::{File, Filed, Filing, Place};
use sealing::StaffId;
use sealing::words::Words;
use secrecy::ExposeSecret;
use zeroize::Zeroizing;

use crate::arguments::{Report, Way};
use crate::asking::{self, Reader};
use crate::terminal::{self, Terminal};
use crate::{arrive, editor, identity, randomness, today, words};

/// Files one report.
pub(crate) async fn run(way: &Way, wish: &Report) -> Result<()> {
    let language = words::language(&wish.language)?;
    let (connection, mut place) = arrive(way, wish.expired_readers).await?;
    let filing = written(wish, &place)?;
    place.check(&filing).await?;
    let mut rng = randomness();
    let words = Words::draw(language, &mut rng);
    if wish.yes_i_noted {
        // Before the report goes out: whatever happens on the way, the words are there.
        show_words(way, &words)?;
    } else {
        let mut terminal = Terminal::open("with --yes-i-noted nothing is asked and the words are printed")?;
        words::confirm(&mut terminal, &words, &mut rng)?;
        if !terminal.agrees(&format!("Send your report to {} now?", place.channel.organisation))? {
            bail!("nothing was sent");
        }
    }
    loop {
        match client::file(&connection, &place, &words, &filing, today(), &mut rng).await {
            Err(client::Error::ReadersChanged) if !wish.yes_i_noted => {
                place.renew_readers(&connection, today()).await?;
                agree_again(&place, &filing)?;
            }
            filed => {
                let filed = filed.context("the report was not confirmed")?;
                if filed.joined {
                    let again = client::say_again(&connection, &place, &words, &filing, today(), &mut rng).await;
                    if let Err(refused @ client::Error::LeftOutNow) = again {
                        return Err(refused.into());
                    }
                    again.context(
                        "your report is stored, but these words had a mailbox before, whose readers may not be able to open it; \
                         write it there again with: sotto mailbox reply",
                    )?;
                }
                return tell(way, &filed);
            }
        }
    }
}

/// Shows the new list of readers; goes on only when the person wants.
fn agree_again(place: &Place, filing: &Filing) -> Result<()> {
    let mut terminal = Terminal::open("start again to see the list of people who can read reports")?;
    terminal::print("The list of people who can read reports changed while you were writing. Nothing was sent yet. They are now:")?;
    for person in place.people() {
        let out = if filing.left_out.contains(&person.id) { "  (left out, as you chose)" } else { "" };
        terminal::print(&format!("  {}{out}", person.name))?;
    }
    if place.expired() {
        terminal::print(&format!("This list was valid until {}, and nobody has signed a newer one.", place.valid_until()))?;
    }
    if !terminal.agrees("Send your report to these people?")? {
        bail!("nothing was sent");
    }
    Ok(())
}

fn show_words(way: &Way, words: &Words) -> Result<()> {
    let phrase = words.phrase();
    let text = phrase.expose_secret();
    if way.json {
        terminal::print(&serde_json::json!({ "words": text, "language": words.language().code() }).to_string())
    } else {
        terminal::print(&format!("Your eight words: {text}"))
    }
}

/// Everything that is to be sent, from flags and, where they are silent, from the person.
fn written(wish: &Report, place: &Place) -> Result<Filing> {
    let readers: Vec<Reader> = place.people().map(|person| (person.id.to_string(), person.name.clone())).collect();
    let mut answers = asking::from_flags(&place.questionnaire, &wish.answers)?;
    let mut left_out = asking::named(&readers, &wish.leave_out)?;
    let main = place.questionnaire.main().map(|question| question.id.clone()).unwrap_or_default();
    if let Some(text) = &wish.text {
        if answers.insert(main.clone(), read_text(text)?.as_str().to_owned()).is_some() {
            bail!("{main} is answered twice, by --text and by --answer");
        }
    } else if wish.yes_i_noted && !answers.contains_key(&main) {
        ask_editor(place, &main, &mut answers)?;
    }
    if !wish.yes_i_noted {
        let mut terminal = Terminal::open("give --text and --yes-i-noted")?;
        left_out.extend(asking::at_terminal(&mut terminal, &place.questionnaire, &readers, &mut answers)?);
    }
    let left_out = left_out.iter().map(|id| id.parse::<StaffId>().context("an id")).collect::<Result<Vec<_>>>()?;
    if wish.identity.as_deref() == Some(Path::new("-")) && wish.text.as_deref() == Some(Path::new("-")) {
        bail!("standard input can be the text or the name, not both");
    }
    let identity = wish.identity.as_deref().map(identity::particulars).transpose()?;
    let attachments = wish.attach.iter().map(|path| File::at(path)).collect();
    Ok(Filing { answers, left_out, attachments, readable: !wish.not_readable, identity })
}

fn ask_editor(place: &Place, main: &str, answers: &mut Answers) -> Result<()> {
    let title = place.questionnaire.main().map(|question| client::questions::in_language(&question.title, "en")).unwrap_or_default();
    answers.insert(main.to_owned(), editor::write(title)?.as_str().to_owned());
    Ok(())
}

/// A text from a file, or from standard input for `-`.
pub(crate) fn read_text(from: &Path) -> Result<Zeroizing<String>> {
    if from == Path::new("-") {
        return terminal::rest();
    }
    std::fs::read_to_string(from).map(Zeroizing::new).with_context(|| format!("{}", from.display()))
}

fn tell(way: &Way, filed: &Filed) -> Result<()> {
    if way.json {
        let told = serde_json::json!({
            "sent": true, "leaves_at": filed.leaves_at, "confirm_by": filed.confirm_by.to_string(),
            "receipt": receipt(filed),
        });
        return terminal::print(&told.to_string());
    }
    terminal::print("Your report is safe on the server, sealed. It leaves for its readers with the next delivery.")?;
    terminal::print(&format!("They must confirm by {}. Come back with: sotto mailbox", filed.confirm_by))?;
    terminal::print("Nobody is told when you look.")?;
    terminal::print(&format!("Receipt, for sotto log check: {}", receipt(filed)))
}

/// A receipt as `sotto log check` takes it.
fn receipt(filed: &Filed) -> String {
    let sent = filed.receipt.to_sent();
    format!("{} {} {}", sent.leaf, sent.tick, sent.signature)
}
