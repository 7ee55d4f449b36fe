//! `sotto identity`: the staff's part in a reporter's name. Signs in, does one thing, signs out; keeps nothing.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use client::{Asked, Case, Desk, Heard, SecondFactor};
use sealing::card::IdentityRequest;
use sealing::casework::NewRequest;
use sealing::{CaseId, LetterId, StaffId};
use secrecy::SecretString;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::arguments::{Identity, IdentityAct, Way};
use crate::terminal::{self, Terminal, harmless};
use crate::{connect, pinned, randomness, today};

/// Signs in, does what was asked, and signs out whatever came of it.
pub(crate) async fn run(way: &Way, wish: &Identity) -> Result<()> {
    let desk = sign_in(way, &wish.name).await?;
    let done = act(way, &desk, &wish.act).await;
    let ended = desk.sign_out().await;
    done?;
    Ok(ended?)
}

async fn sign_in(way: &Way, name: &str) -> Result<Desk> {
    let channel = pinned(way)?.context("which organisation is it? Give the channel.json that you saved with --channel")?;
    let connection = connect(way)?;
    let (passphrase, code) = secrets()?;
    let passphrase = SecretString::from(passphrase.as_str());
    let factor = if code.chars().all(|one| one.is_ascii_digit()) { SecondFactor::Code(&code) } else { SecondFactor::Recovery(&code) };
    Ok(Desk::sign_in(connection, channel, name, &passphrase, factor).await?)
}

fn secrets() -> Result<(Zeroizing<String>, Zeroizing<String>)> {
    if terminal::piped() {
        let line = || terminal::first_line().map(|line| Zeroizing::new(line.trim().to_owned()));
        return Ok((line()?, line()?));
    }
    let mut terminal = Terminal::open("pipe the passphrase in as the first line and the code as the second")?;
    Ok((terminal.ask_hidden("Your passphrase:")?, terminal.ask_hidden("The code that your app shows:")?))
}

async fn act(way: &Way, desk: &Desk, act: &IdentityAct) -> Result<()> {
    match act {
        IdentityAct::Ask { case, keeper, reason, withhold } => {
            let mut case = open(desk, case).await?;
            if keeper.is_empty() {
                return show(way, desk, &case).await;
            }
            let reason = reason.clone().context("why must the name be known? Say it with --reason")?;
            let new = NewRequest { to: chosen(&case, keeper)?, reason, withheld: withhold.clone() };
            desk.ask_for_name(&mut case, &new, today(), &mut randomness()).await?;
            said(way, &json!({ "asked": new.to }), "The two keepers are asked, and the other readers are told. Look for answers tomorrow.")
        }
        IdentityAct::Requests => requests(way, &desk.requests(today()).await?),
        IdentityAct::Answer { letter, agree, reason, .. } => {
            let wanted: LetterId = letter.parse().ok().context("this is no number of a request; `sotto identity requests` shows them")?;
            let all = desk.requests(today()).await?;
            let asked = all
                .iter()
                .find(|asked| asked.letter == wanted)
                .context("there is no such request; `sotto identity requests` shows them")?;
            desk.answer_request(asked, *agree, reason, today()).await?;
            let told = if *agree { "You agreed, and your share is on its way." } else { "You refused, and that is on its way." };
            said(way, &json!({ "agreed": agree }), told)
        }
        IdentityAct::Read { case } => {
            let mut case = open(desk, case).await?;
            let name = desk.read_name(&mut case, today(), &mut randomness()).await?;
            if way.json {
                return terminal::print(&json!({ "name": name.name, "contact": name.contact }).to_string());
            }
            terminal::print(&harmless(&name.name))?;
            name.contact.lines().try_for_each(|line| terminal::print(&harmless(line)))
        }
    }
}

/// Opens a case; where nobody read it before, its keys are replaced as by whoever reads it first.
async fn open(desk: &Desk, case: &str) -> Result<Case> {
    let id: CaseId = case.parse().ok().context("this is no id of a case")?;
    let mut case = desk.open(id, today()).await?;
    for warning in case.warnings() {
        terminal::print(&format!("Careful: {}", harmless(warning)))?;
    }
    if case.first_opening() {
        desk.rotate(&mut case, today(), &mut randomness()).await?;
    }
    if !case.name_left() {
        bail!("nobody left a name in this case");
    }
    Ok(case)
}

/// The two keepers named, by id or by the whole name shown.
fn chosen(case: &Case, named: &[String]) -> Result<BTreeSet<StaffId>> {
    let keepers = case.keepers();
    let mut to = BTreeSet::new();
    for name in named {
        let is = |(id, shown): &&(StaffId, String)| id.to_string() == *name || shown.to_lowercase() == name.trim().to_lowercase();
        let found: Vec<_> = keepers.iter().filter(is).collect();
        match found.as_slice() {
            [(id, _)] => to.insert(*id),
            [] => bail!("{name:?} is no keeper who can be asked; without --keeper this command lists those who can"),
            _ => bail!("{name:?} are several people; give the id"),
        };
    }
    if to.len() == 2 { Ok(to) } else { bail!("two keepers are asked: give --keeper twice") }
}

async fn show(way: &Way, desk: &Desk, case: &Case) -> Result<()> {
    let (keepers, asked, heard) = (case.keepers(), case.card().identities, desk.answers(case).await?);
    if way.json {
        let keepers: Vec<Value> = keepers.iter().map(|(id, name)| json!({ "id": id, "name": name })).collect();
        let asked: Vec<Value> = asked.iter().map(request_json).collect();
        let heard: Vec<Value> = heard.iter().map(answer_json).collect();
        return terminal::print(&json!({ "keepers": keepers, "requests": asked, "answers": heard }).to_string());
    }
    terminal::print("The reporter left a name. These keepers can be asked for it:")?;
    for (id, name) in &keepers {
        terminal::print(&format!("  {} · {id}", harmless(name)))?;
    }
    for one in &asked {
        let read = if one.read { "read" } else { "not read" };
        terminal::print(&format!("Asked on {}, {read}: {}", one.day, harmless(&one.reason)))?;
    }
    heard.iter().try_for_each(|heard| terminal::print(&answer_said(heard)))
}

fn answer_said(heard: &Heard) -> String {
    let name = harmless(&heard.name);
    match &heard.answered {
        Ok(answered) => {
            format!("{name} {}: {}", if answered.agrees() { "agrees" } else { "refuses" }, harmless(&answered.reason))
        }
        Err(why) => format!("An answer in the name of {name} does not count: {why}"),
    }
}

fn request_json(one: &IdentityRequest) -> Value {
    json!({ "by": one.by, "day": one.day.to_string(), "to": one.to, "reason": one.reason, "withheld": one.withheld, "read": one.read })
}

fn answer_json(heard: &Heard) -> Value {
    match &heard.answered {
        Ok(answered) => json!({ "from": heard.author, "name": heard.name, "agrees": answered.agrees(), "reason": answered.reason }),
        Err(why) => json!({ "from": heard.author, "name": heard.name, "refused": why }),
    }
}

fn requests(way: &Way, all: &[Asked]) -> Result<()> {
    if way.json {
        let told = all.iter().map(|asked| match &asked.judged {
            Ok(judged) => {
                let (header, said) = (judged.header(), judged.said());
                json!({
                    "letter": asked.letter, "from": asked.author, "name": asked.name, "day": header.day.to_string(),
                    "reason": said.reason, "withheld": said.withheld,
                })
            }
            Err(why) => json!({ "letter": asked.letter, "from": asked.author, "name": asked.name, "refused": why }),
        });
        return terminal::print(&json!({ "requests": told.collect::<Vec<_>>() }).to_string());
    }
    if all.is_empty() {
        return terminal::print("Nobody asks you for a name.");
    }
    for asked in all {
        let name = harmless(&asked.name);
        match &asked.judged {
            Ok(judged) => {
                terminal::print(&format!("\n{} · {name} asks for a name, on {}", asked.letter, judged.header().day))?;
                judged.said().reason.lines().try_for_each(|line| terminal::print(&format!("  {}", harmless(line))))?;
                match &judged.said().withheld {
                    None => terminal::print("  The reporter is told when the name is read.")?,
                    Some(why) => terminal::print(&format!("  The reporter is not told. The reason given: {}", harmless(why)))?,
                }
            }
            Err(why) => terminal::print(&format!("\n{} · a request in the name of {name} is not to be answered: {why}", asked.letter))?,
        }
    }
    Ok(())
}

fn said(way: &Way, as_json: &Value, text: &str) -> Result<()> {
    terminal::print(&if way.json { as_json.to_string() } else { text.to_owned() })
}
