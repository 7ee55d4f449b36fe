//! `sotto roster sign`: signs a new list of readers on a machine that no server reaches. Shows what changes first, takes nobody new
//! without the six words heard from them, and opens the organisation's key for as long as it takes. Sends nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::{Context, Result, bail};
use sealing::fingerprint::Fingerprint;
use sealing::organisation_key::{Passphrase, open_organisation_key};
use sealing::roster::draft::{Change, Draft, DraftFile, Frame};
use sealing::roster::{Listed, Person, UnverifiedRoster};
use sealing::{Day, StaffId};

use crate::arguments::Sign;
use crate::terminal::{self, Terminal};

/// Signs, or says why not.
pub(crate) fn run(wish: &Sign, today: Day) -> Result<()> {
    let file = DraftFile::read(&crate::read(&wish.draft)?).context("this is no file from the page \"Sign the list\"")?;
    let key = open_organisation_key(&crate::read(&wish.key)?, &passphrase()?).context("the organisation's key")?;
    let installation = file.installation;
    terminal::print(&format!("The key, in six words as on the poster: {}", Fingerprint::of_organisation(&key.verifying_key())))?;
    let draft = Draft::begin(file, &key).context("the list that is said to be in force; nothing was signed")?;
    match wish.kept.as_deref() {
        Some(path) => since_kept(&draft, &text(path)?)?,
        None => terminal::print("Not held against a list that you keep (--kept): a server could show an older one as the one in force.")?,
    }
    let left_out = named(&draft, &wish.leave_out)?;
    terminal::print(&difference(&draft, &left_out))?;
    let (heard, not_yet) = listen(&draft, &left_out, &wish.heard)?;
    if !wish.yes && !Terminal::open("say --yes")?.agrees("Sign this list?")? {
        bail!("nothing was signed");
    }
    let note = draft.sign(&heard, &left_out.union(&not_yet).copied().collect(), today).context("nothing was signed")?;
    let roster = UnverifiedRoster::new(note.clone()).verify(&[key.verifying_key()], installation, today, draft.version())?;
    let to = &wish.to;
    std::io::Write::write_all(&mut std::fs::File::create_new(to).with_context(|| format!("{}", to.display()))?, note.as_bytes())?;
    let (version, people, until) = (roster.version(), roster.content().people.len(), roster.content().valid_until);
    terminal::print(&format!("List {version} with {people} people, until {until}, lies in {}.", to.display()))?;
    terminal::print("Put it in force on the page \"Sign the list\", and keep a copy: the next one is held against it (--kept).")
}

fn text(path: &std::path::Path) -> Result<String> {
    String::from_utf8(crate::read(path)?).with_context(|| format!("{} is no text", path.display()))
}

/// The first line of what is piped in, else from the terminal.
fn passphrase() -> Result<Passphrase> {
    if terminal::piped() {
        return Ok(Passphrase::typed(&terminal::first_line()?));
    }
    let mut terminal = Terminal::open("pipe the passphrase in as the first line")?;
    Ok(Passphrase::typed(&terminal.ask_hidden("The organisation's passphrase, six words (not shown):")?))
}

fn since_kept(draft: &Draft, kept: &str) -> Result<()> {
    match draft.follows(kept) {
        Ok(0) => terminal::print("The list in force is the one you keep."),
        Ok(more) => terminal::print(&format!("{more} lists were signed since the one you keep. If you know of none, stop here.")),
        Err(sealing::Error::OlderRoster) => {
            bail!(
                "the list that is said to be in force is older than the one you keep: somebody taken off since would come back. Nothing was signed"
            )
        }
        Err(error) => Err(error).context("the list you keep; nothing was signed"),
    }
}

/// What changes, for a person to read.
fn difference(draft: &Draft, left_out: &BTreeSet<StaffId>) -> String {
    let (next, before) = draft.frame();
    let mut said = format!("\nList {} of {}", draft.version(), shown(&next));
    if let Some(before) = before.filter(|before| *before != next) {
        // Writing to a String does not fail.
        let _ = write!(said, "\n  CHANGES: it was {}", shown(&before));
    }
    for (person, change) in draft.lines() {
        let state = if left_out.contains(&person.id) { "left out" } else { state(change) };
        let _ = write!(said, "\n  {state}: {}", line(&Listed::of(person)));
        if let Some(was) = draft.listed(person.id).filter(|_| change == Change::Changed) {
            let _ = write!(said, "\n    it was: {}", line(&Listed::of(was)));
        }
    }
    for person in draft.gone() {
        let _ = write!(said, "\n  goes: {}", line(&Listed::of(person)));
    }
    said.push('\n');
    said
}

fn shown(frame: &Frame) -> String {
    format!("{}, deadlines {}, {} places for each case", frame.organisation, frame.jurisdiction, frame.stanza_count)
}

/// Somebody in one line.
pub(crate) fn line(person: &Listed<'_>) -> String {
    let roles: Vec<String> = person.roles.iter().map(|role| format!("{role:?}").to_lowercase()).collect();
    let groups = if person.groups.is_empty() { String::new() } else { format!(" in {}", person.groups.join(", ")) };
    format!("{} ({}{groups})", person.name, roles.join(", "))
}

/// What happens to somebody, in a word or two.
pub(crate) fn state(change: Change) -> &'static str {
    match change {
        Change::Added => "NEW",
        Change::KeysChanged => "OTHER KEYS",
        Change::Changed => "changes",
        Change::Kept => "stays",
    }
}

/// The words heard from everybody new: from flags, else asked one by one. Answers who is left out for now.
fn listen(draft: &Draft, left_out: &BTreeSet<StaffId>, flags: &[String]) -> Result<(BTreeMap<StaffId, String>, BTreeSet<StaffId>)> {
    let said = heard_by_flag(draft, flags)?;
    let (mut heard, mut not_yet) = (BTreeMap::new(), BTreeSet::new());
    let mut terminal = None;
    for (person, change) in draft.lines().filter(|(person, change)| change.needs_words() && !left_out.contains(&person.id)) {
        let typed = match said.get(&person.id) {
            Some(words) => words.clone(),
            None => {
                let terminal = match &mut terminal {
                    Some(terminal) => terminal,
                    none => none.insert(Terminal::open("give the six words with --heard, or --leave-out")?),
                };
                if change == Change::KeysChanged {
                    terminal.show(&format!(
                        "The keys of {} are not the ones on the list. Ask them whether they enrolled again.",
                        person.name
                    ))?;
                }
                let question = format!("Six words, as {} read them to you by voice (Enter: leave them out for now):", person.name);
                terminal.ask(&question)?.to_string()
            }
        };
        if typed.is_empty() {
            not_yet.insert(person.id);
        } else if person.fingerprint().matches(&typed) {
            heard.insert(person.id, typed);
        } else {
            bail!(
                "these are not the words of the keys that enrolled as {}: somebody else may have used the link, or the file was changed. Nothing was signed",
                person.name
            );
        }
    }
    Ok((heard, not_yet))
}

fn heard_by_flag(draft: &Draft, flags: &[String]) -> Result<BTreeMap<StaffId, String>> {
    let pairs = flags.iter().map(|flag| {
        let (name, words) = flag.split_once('=').with_context(|| format!("{flag:?}: write it as NAME=SIX WORDS"))?;
        Ok((one_named(draft, name)?, words.to_owned()))
    });
    pairs.collect()
}

fn named(draft: &Draft, names: &[String]) -> Result<BTreeSet<StaffId>> {
    names.iter().map(|name| one_named(draft, name)).collect()
}

fn one_named(draft: &Draft, name: &str) -> Result<StaffId> {
    let is = |person: &Person| person.id.to_string() == name || person.name.to_lowercase() == name.trim().to_lowercase();
    let found: Vec<StaffId> = draft.lines().filter(|(person, _)| is(person)).map(|(person, _)| person.id).collect();
    match found.as_slice() {
        [id] => Ok(*id),
        [] => bail!("nobody who enrolled is called {name:?}"),
        _ => bail!("{name:?} are several people; give the id"),
    }
}
