//! `sotto mailbox`: comes back with the words, shows the conversation, replies, saves what was attached.

use std::path::Path;

use anyhow::{Context, Result, bail};
use client::{Again, Entry, File, Key, Lie, Mailbox, Receipt, Reply, Said, receipt_again};
use sealing::item::Stage;
use serde_json::{Value, json};

use crate::arguments::{Act, Mailbox as Wish, Way};
use crate::terminal::harmless;
use crate::{arrive, editor, identity, randomness, report, terminal, today, words};

/// Reads, replies or saves.
pub(crate) async fn run(way: &Way, wish: &Wish) -> Result<()> {
    let words = words::read()?;
    let (connection, place) = arrive(way, true).await?;
    let key = Key::of(&words, &place)?;
    let mailbox = Mailbox::open(&connection, &place, &key).await?;
    match wish.act.as_ref().unwrap_or(&Act::Read) {
        Act::Read => {
            show(way, &mailbox)?;
            // It was shown, and a script must still notice.
            mailbox.warnings().first().map_or(Ok(()), |warning| Err(client::Error::Lie(Lie::Conversation(warning.clone())).into()))
        }
        Act::Reply { text, attach } => {
            let text = match text {
                Some(path) => report::read_text(path)?,
                None => editor::write("Your message")?,
            };
            if text.trim().is_empty() && attach.is_empty() {
                bail!("nothing was written; nothing was sent");
            }
            let files: Vec<File> = attach.iter().map(|path| File::at(path)).collect();
            let reply = Reply { text: &text, files: &files, readable: mailbox.own_unreadable() == 0 };
            mailbox.reply(&connection, &place, &reply, today(), &mut randomness()).await?;
            terminal::print(if way.json {
                "{\"sent\":true}"
            } else {
                "Your message is safe on the server, sealed. It leaves with the next delivery."
            })
        }
        Act::Identity { from } => {
            let identity = identity::particulars(from)?;
            mailbox.leave_name(&connection, &place, &identity, today(), &mut randomness()).await?;
            terminal::print(if way.json {
                "{\"sent\":true}"
            } else {
                "Your name is safe on the server, sealed for the keepers. It leaves with the next delivery. Not even your words open it."
            })
        }
        Act::Receipt => receipt(way, &connection, &place, &mailbox).await,
        Act::Save { number, to } => save(way, &mailbox, &connection, *number, to).await,
    }
}

async fn receipt(way: &Way, connection: &client::Connection, place: &client::Place, mailbox: &Mailbox<'_>) -> Result<()> {
    let found = match receipt_again(connection, place, mailbox).await? {
        Again::Receipt(receipt) => Some(receipt.to_sent()),
        Again::NotYet => None,
    };
    if way.json {
        return terminal::print(&json!({ "receipt": found }).to_string());
    }
    match found {
        Some(Receipt { leaf, tick, signature }) => {
            terminal::print("Your report stands in the log. Its receipt, on one line:")?;
            terminal::print(&format!("{leaf} {tick} {signature}"))
        }
        None => terminal::print("Your report waits for the next delivery, and stands in the log after it. Look again then."),
    }
}

async fn save(way: &Way, mailbox: &Mailbox<'_>, connection: &client::Connection, number: usize, to: &Path) -> Result<()> {
    let Some(attachment) = number.checked_sub(1).and_then(|at| mailbox.attachments().nth(at)) else {
        bail!("there is no attachment number {number}");
    };
    let file = std::fs::File::create_new(to).with_context(|| format!("{}", to.display()))?;
    if let Err(error) = mailbox.save(connection, attachment, file).await {
        // What was written so far was not checked to its end: nobody shall take it for the file.
        std::fs::remove_file(to).with_context(|| format!("{} is not complete; remove it", to.display()))?;
        return Err(error.into());
    }
    terminal::print(&if way.json { json!({ "saved": to }).to_string() } else { format!("Saved to {}.", to.display()) })
}

fn show(way: &Way, mailbox: &Mailbox<'_>) -> Result<()> {
    if way.json {
        let entries: Vec<Value> = mailbox.entries().iter().map(as_json).collect();
        let told = json!({
            "delivered": mailbox.delivered(), "acknowledged": mailbox.acknowledged(),
            "confirm_by": mailbox.confirm_by().to_string(), "entries": entries, "warnings": mailbox.warnings(), "own_unreadable": mailbox.own_unreadable(),
        });
        return terminal::print(&told.to_string());
    }
    terminal::print(&standing(mailbox))?;
    for warning in mailbox.warnings() {
        terminal::print(&format!("\nWarning: {warning}"))?;
    }
    if mailbox.own_unreadable() > 0 {
        terminal::print(&format!(
            "\n{} of your own texts cannot be read back, as you chose when you wrote them.",
            mailbox.own_unreadable()
        ))?;
    }
    let mut number = 0;
    for entry in mailbox.entries() {
        terminal::print(&format!("\n{} · {}", entry.from, entry.day))?;
        for line in lines(entry, &mut number) {
            terminal::print(&format!("  {line}"))?;
        }
    }
    Ok(())
}

fn standing(mailbox: &Mailbox<'_>) -> String {
    match (mailbox.acknowledged(), mailbox.delivered()) {
        (true, _) => "Your report was confirmed.".into(),
        (false, true) => format!("Your report has reached its readers. They must confirm by {}.", mailbox.confirm_by()),
        (false, false) => format!("Your report waits for the next delivery. Its readers must confirm by {}.", mailbox.confirm_by()),
    }
}

fn lines(entry: &Entry, number: &mut usize) -> Vec<String> {
    let mut lines: Vec<String> = match &entry.said {
        Said::Report { answers } => answers
            .iter()
            .flat_map(|(question, value)| std::iter::once(format!("[{question}]")).chain(value.lines().map(harmless)))
            .collect(),
        Said::Message { text } => text.lines().map(harmless).collect(),
        Said::Stage(stage) => vec![format!("Where it stands: {}", stage_in_words(*stage))],
        Said::Readers(names) => {
            vec![format!("Who can read this now: {}", names.iter().map(|name| harmless(name)).collect::<Vec<_>>().join(", "))]
        }
        Said::NameLeft => Vec::new(),
        Said::NameKnown { reason } => std::iter::once("Your name was made known to a reader of your report. The reason:".to_owned())
            .chain(reason.lines().map(harmless))
            .collect(),
    };
    if entry.name_left {
        lines.push("You left your name for the keepers.".into());
    }
    for attachment in &entry.attachments {
        *number += 1;
        lines.push(format!("Attachment {number}: {} ({} bytes)", harmless(&attachment.name), attachment.length));
    }
    lines
}

fn stage_in_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Confirmed => "Confirmed",
        Stage::Assessing => "Being assessed",
        Stage::Question => "We have a question for you",
        Stage::Investigating => "Under investigation",
        Stage::Acting => "Findings are being acted on",
        Stage::Feedback => "Feedback is available",
        Stage::Closed => "Closed",
    }
}

fn as_json(entry: &Entry) -> Value {
    let said = match &entry.said {
        Said::Report { answers } => {
            json!({ "kind": "report", "answers": answers.iter().map(|(question, value)| json!({ "question": question, "value": value })).collect::<Vec<_>>() })
        }
        Said::Message { text } => json!({ "kind": "message", "text": text }),
        Said::Stage(stage) => json!({ "kind": "stage", "stage": stage }),
        Said::Readers(names) => json!({ "kind": "readers", "names": names }),
        Said::NameLeft => json!({ "kind": "identity" }),
        Said::NameKnown { reason } => json!({ "kind": "disclosed", "reason": reason }),
    };
    let attachments: Vec<Value> =
        entry.attachments.iter().map(|one| json!({ "name": one.name, "type": one.media_type, "bytes": one.length })).collect();
    json!({ "from": entry.from, "day": entry.day.to_string(), "own": entry.own, "said": said, "name_left": entry.name_left, "attachments": attachments })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_taken_as_it_is() {
        assert!(report::read_text(Path::new("/nonexistent/-")).is_err());
    }
}
