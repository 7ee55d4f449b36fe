//! People go and lose their keys, and no case is lost over it: the real client against the real server, and lists signed offline.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use client::{Connection, Desk, Error, Key, Mailbox, Place, Route, SecondFactor, Writing};
use sealing::organisation_key::{Passphrase, open_organisation_key};
use sealing::roster::draft::Draft;
use sealing::words::Words;
use sealing::{CaseId, StaffId};
use secrecy::SecretString;
use stories::demo::{printed, sign_in};
use stories::house::House;
use stories::people::{chance, code, keeps, now, today};

const PEOPLE: [&str; 6] = ["audit", "security", "legal", "people", "council", "counsel"];

/// Everybody of the demonstration who reads, and for each open case who reads it.
async fn readers(house: &House, said: &str) -> Result<(BTreeMap<&'static str, Desk>, BTreeMap<CaseId, Vec<&'static str>>)> {
    let (mut desks, mut read) = (BTreeMap::new(), BTreeMap::<CaseId, Vec<&str>>::new());
    for name in PEOPLE {
        let desk = sign_in(house, said, name).await?;
        for row in desk.cases().await?.iter().filter(|row| !row.closed) {
            read.entry(row.case).or_default().push(name);
        }
        desks.insert(name, desk);
    }
    Ok((desks, read))
}

/// Signs the next list as `sotto roster sign` does, with the words heard from these.
async fn sign_list(house: &House, said: &str, admin: &Desk, heard: &[StaffId]) -> Result<u32> {
    let passphrase = said.lines().skip_while(|line| !line.contains("ask for this passphrase")).nth(2).context("the passphrase")?;
    let file = std::fs::read(house.folder().join("data/organisation-key.age"))?;
    let key = open_organisation_key(&file, &Passphrase::typed(passphrase))?;
    let draft = Draft::begin(admin.draft().await?, &key)?;
    let aloud = |id: &StaffId| draft.lines().find(|(person, _)| person.id == *id).map(|(person, _)| person.fingerprint().to_string());
    let heard = heard.iter().filter_map(|id| Some((*id, aloud(id)?))).collect();
    Ok(admin.put_list(&draft.sign(&heard, &BTreeSet::new(), today())?).await?)
}

async fn nothing_is_wrong_for_reporters(house: &House, said: &str) -> Result<()> {
    let connection = Connection::open(&Route::to(&house.reporters))?;
    let place = Place::look(&connection, None, today()).await?;
    for report in 1..=5 {
        let words = Words::parse(printed(said, &format!("report {report}"))?).map_err(|misread| anyhow::anyhow!("{misread:?}"))?;
        let key = Key::of(&words, &place)?;
        assert_eq!(Mailbox::open(&connection, &place, &key).await?.warnings(), [""; 0], "report {report}");
    }
    Ok(())
}

/// Until the delivery after the new list, the server takes no keys for somebody who departed before it.
async fn added_after_the_next_delivery(by: &Desk, case: CaseId, person: StaffId) -> Result<()> {
    for _ in 0..60 {
        match by.add_reader(case, person, today(), &mut chance(8)).await {
            Err(Error::MovedOn) => tokio::time::sleep(std::time::Duration::from_millis(500)).await,
            ended => return Ok(ended.map(|_| ())?),
        }
    }
    anyhow::bail!("never added again")
}

fn is_status(result: Result<impl Sized, Error>, wanted: u16) -> bool {
    matches!(result, Err(Error::Problem { status, .. }) if status == wanted)
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_taken_out_reads_nothing_more_and_the_next_who_opens_replaces_the_keys() -> Result<()> {
    let house = House::open(&["--demo"]).await?;
    let said = house.says("Reports leave for their readers").await?;
    let (desks, read) = readers(&house, &said).await?;
    let (case, pair) = read.iter().find(|(_, readers)| readers.len() == 2).context("a case with two readers")?;
    let [stays, goes] = pair.as_slice() else { anyhow::bail!("two") };
    let (stays, goes) = (&desks[stays], &desks[goes]);
    let admin = sign_in(&house, &said, "office").await?;
    assert!(is_status(stays.take_person_out(goes.person).await, 403), "only an administrator may");

    admin.take_person_out(goes.person).await?;
    assert!(is_status(goes.open(*case, today()).await, 401), "their session is over");
    let mut stale = stays.open(*case, today()).await?;
    assert!(stale.is_stale());
    stays.write(&mut stale, &Writing { note: Some("Without them."), ..Writing::default() }, today(), &mut chance(5)).await?;
    let after = stays.open(*case, today()).await?;
    assert!(!after.is_stale() && !after.readers().names(goes.person));
    assert_eq!(after.warnings(), [""; 0]);
    let again = stays.add_reader(*case, goes.person, today(), &mut chance(6)).await;
    assert!(matches!(again, Err(Error::MovedOn)), "nobody makes keys for them, though the list in force still names them");

    assert_eq!(sign_list(&house, &said, &admin, &[]).await?, 2);
    let opened = stays.open(*case, today()).await?;
    assert!(!opened.others().iter().any(|(person, _)| person.id == goes.person), "and the next list does not");
    nothing_is_wrong_for_reporters(&house, &said).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_passphrase_costs_nobody_a_case() -> Result<()> {
    let house = House::open(&["--demo"]).await?;
    let said = house.says("Reports leave for their readers").await?;
    let (desks, read) = readers(&house, &said).await?;
    let (case, pair) = read.iter().find(|(_, readers)| readers.len() == 2).context("a case with two readers")?;
    let [stays, loses] = pair.as_slice() else { anyhow::bail!("two") };
    let (stays, lost) = (&desks[stays], &desks[loses]);
    let admin = sign_in(&house, &said, "office").await?;

    assert!(stays.agree_to_new_keys(lost.person).await?.is_none(), "one person is not enough");
    assert!(stays.agree_to_new_keys(lost.person).await?.is_none());
    assert!(lost.open(*case, today()).await.is_ok(), "and changes nothing");
    let invitation = admin.agree_to_new_keys(lost.person).await?.context("two agreed")?;
    assert!(is_status(lost.open(*case, today()).await, 401));
    let connection = Connection::open(&Route::to(&house.staff))?;
    let channel = client::channel(&connection).await?;
    let fresh = "six entirely new words for this";
    let enrolled = client::enrol(&connection, &channel, &invitation, loses, &SecretString::from(fresh), now(), &mut chance(7)).await?;
    assert_eq!(enrolled.person, lost.person, "the same person, with other keys");
    assert!(!enrolled.in_roster, "whom the list in force does not have");
    keeps(&house, loses, enrolled.authenticator);
    let (connection, code) = (Connection::open(&Route::to(&house.staff))?, code(&house, loses).await?);
    let person = Desk::sign_in(connection, channel, loses, &SecretString::from(fresh), SecondFactor::Code(&code)).await?;
    assert!(is_status(person.open(*case, today()).await, 404), "and reads nothing yet");

    let unheard = sign_list(&house, &said, &admin, &[]).await;
    assert!(unheard.is_err(), "other keys come on the list only with the words heard");
    assert_eq!(sign_list(&house, &said, &admin, &[lost.person]).await?, 2);
    let opened = stays.open(*case, today()).await?;
    assert_eq!(opened.enrolled_anew(), [lost.person], "a colleague is told, and decides");
    added_after_the_next_delivery(stays, *case, lost.person).await?;
    let mut opened = person.open(*case, today()).await?;
    assert_eq!(opened.warnings(), [""; 0]);
    person.write(&mut opened, &Writing { note: Some("Back again."), ..Writing::default() }, today(), &mut chance(9)).await?;
    let seen = stays.open(*case, today()).await?;
    assert_eq!(seen.warnings(), [""; 0]);
    assert_eq!(seen.notes().len(), opened.notes().len());
    nothing_is_wrong_for_reporters(&house, &said).await
}
