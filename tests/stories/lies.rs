//! A server that lies. Each lie ends with a sentence that a person understands, and never with something sent or believed.

use anyhow::Result;
use client::{Connection, Error, Lie, Mailbox, Place, Route};
use serde_json::Value;
use stories::house::House;
use stories::people::{Reporter, handler, today};
use stories::relay::Relay;

/// How a lie changes an answer.
type Change = fn(&mut Value);

/// Changes one answer as JSON.
fn json(body: Vec<u8>, change: impl Fn(&mut Value)) -> Vec<u8> {
    let Ok(mut value) = serde_json::from_slice(&body) else { return body };
    change(&mut value);
    serde_json::to_vec(&value).unwrap()
}

/// Changes the one page of a small mailbox.
fn page(body: Vec<u8>, change: impl Fn(&mut Value)) -> Vec<u8> {
    let size = body.len();
    let length = usize::try_from(u32::from_le_bytes(body[4..8].try_into().unwrap())).unwrap();
    let document = json(body[16..16 + length].to_vec(), change);
    let mut lie = body[..4].to_vec();
    lie.extend(u32::try_from(document.len()).unwrap().to_le_bytes());
    lie.extend(&body[8..16]);
    lie.extend(document);
    lie.resize(size, 0);
    lie
}

/// A house with a handler, a relay before its reporters' door, and a reporter who has filed and written once more.
async fn set_up() -> Result<(House, Relay, Reporter)> {
    let house = House::open(&[]).await?;
    drop(handler(&house, "anna").await?);
    let relay = Relay::before(&house.reporters).await?;
    let mut reporter = Reporter::at(&relay.address, 1).await?;
    reporter.files("First.", Vec::new()).await?;
    let key = reporter.key()?;
    let mailbox = Mailbox::open(&reporter.connection, &reporter.place, &key).await?;
    reporter.writes(&mailbox, "Second.", &[]).await?;
    Ok((house, relay, reporter))
}

async fn looks(relay: &Relay, pinned: Option<&sealing::channel::Channel>) -> client::Result<Place> {
    Place::look(&Connection::open(&Route::to(&relay.address))?, pinned, today()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_door_that_lies_about_who_it_is_or_who_reads_gets_no_report() -> Result<()> {
    let (_house, relay, reporter) = set_up().await?;
    let pinned = reporter.place.channel.clone();
    assert!(looks(&relay, Some(&pinned)).await.is_ok());

    let stranger = sealing::SigningKey::from_seed(&[5; 32]).verifying_key().to_string();
    relay.lies(move |call, body| match call {
        "GET /channel.json" => json(body, |value| value["organisation_keys"] = serde_json::json!([stranger])),
        _ => body,
    });
    assert!(matches!(looks(&relay, Some(&pinned)).await, Err(Error::Lie(Lie::Installation))));
    assert!(matches!(looks(&relay, None).await, Err(Error::Lie(Lie::Roster(_)))));

    relay.lies(|call, body| match call {
        "GET /api/v1/intake/roster" => json(body, |value| {
            let note = value["roster"].as_str().unwrap().replacen("\"handler\"", "\"governing\"", 1);
            value["roster"] = note.into();
        }),
        _ => body,
    });
    assert!(matches!(looks(&relay, Some(&pinned)).await, Err(Error::Lie(Lie::Roster(_)))));

    relay.lies(|call, body| match call {
        "GET /api/v1/intake/questionnaire" => json(body, |value| {
            value["questionnaire"] = value["questionnaire"].as_str().unwrap().replacen("What happened?", "What is your name?", 1).into();
        }),
        _ => body,
    });
    assert!(matches!(looks(&relay, Some(&pinned)).await, Err(Error::Lie(Lie::Questionnaire))));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_that_the_log_key_never_signed_is_no_confirmation() -> Result<()> {
    let (_house, relay, _) = set_up().await?;
    relay.lies(|call, body| match call {
        "POST /api/v1/intake/reports" => {
            json(body, |value| value["receipt"]["tick"] = (value["receipt"]["tick"].as_u64().unwrap() + 1).into())
        }
        _ => body,
    });
    let mut reporter = Reporter::at(&relay.address, 2).await?;
    assert!(matches!(reporter.files("Third.", Vec::new()).await, Err(Error::Lie(Lie::Receipt))));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_with_something_held_back_repeated_or_older_is_shown_with_a_warning_and_an_older_one_is_not_written_to() -> Result<()> {
    let (_house, relay, mut reporter) = set_up().await?;
    let key = reporter.key()?;
    let lies: [(&str, Change); 3] = [
        ("missing", |value| drop(value["items"].as_array_mut().unwrap().pop())),
        ("twice", |value| {
            let items = value["items"].as_array_mut().unwrap();
            // The short one in the long one's place: three would not fit one page.
            items.sort_by_key(|item| item["sealed"].as_str().unwrap().len());
            items[1] = items[0].clone();
        }),
        ("older", |value| value["state_version"] = 1.into()),
    ];
    for (said, lie) in lies {
        relay.lies(move |call, body| if call == "POST /api/v1/intake/mailbox" { page(body, lie) } else { body });
        let mailbox = Mailbox::open(&reporter.connection, &reporter.place, &key).await?;
        assert!(mailbox.warnings().iter().any(|warning| warning.contains(said)), "{said}: {:?}", mailbox.warnings());
        // What any single reader could have caused is shown and stops nobody: else one of them could silence the reporter.
        if said == "older" {
            let refused = reporter.writes(&mailbox, "Into the trap.", &[]).await;
            assert!(matches!(refused, Err(Error::Lie(Lie::Conversation(_)))), "{said}");
        }
    }
    relay.is_honest();
    let mailbox = Mailbox::open(&reporter.connection, &reporter.place, &key).await?;
    assert_eq!(mailbox.warnings(), [""; 0]);
    assert_eq!(mailbox.entries().len(), 2, "nothing was sent into the trap");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_state_of_somebody_else_is_refused_as_a_whole() -> Result<()> {
    let (_house, relay, reporter) = set_up().await?;
    let mut other = Reporter::at(&relay.address, 3).await?;
    other.files("Somebody else's.", Vec::new()).await?;
    let stolen = std::sync::Arc::new(std::sync::Mutex::new(None));
    let kept = stolen.clone();
    relay.lies(move |call, body| {
        if call == "POST /api/v1/intake/mailbox" {
            return page(body, |value| *kept.lock().unwrap() = Some(value["state"].clone()));
        }
        body
    });
    let other_key = other.key()?;
    Mailbox::open(&other.connection, &other.place, &other_key).await?;
    let state = stolen.lock().unwrap().take().unwrap();
    relay.lies(
        move |call, body| if call == "POST /api/v1/intake/mailbox" { page(body, |value| value["state"] = state.clone()) } else { body },
    );
    let key = reporter.key()?;
    assert!(matches!(Mailbox::open(&reporter.connection, &reporter.place, &key).await, Err(Error::Lie(Lie::State(_)))));
    Ok(())
}
