//! Bodies of items that break their rules, one by one: signed rightly, and refused all the same.

use ledger::{Hash, SigningKey};

use super::*;
use crate::{StaffId, json};

fn key() -> SigningKey {
    SigningKey::from_seed(&[1; 32])
}

fn people(numbers: &[u8]) -> People {
    numbers.iter().map(|number| StaffId::from_bytes([*number; 16])).collect()
}

fn recipient() -> Recipient {
    Identity::from_seed(&[1; 32]).to_recipient()
}

fn report() -> Report {
    Report {
        questionnaire: Hash::of(&[]),
        answers: vec![Answer { question: "what".to_owned(), value: "text".to_owned() }],
        attachments: Vec::new(),
        mailbox: MailboxAddress { recipient: recipient(), signing: key().verifying_key() },
        conversation: recipient(),
        vault: None,
        left_out: people(&[1, 2]),
        members: people(&[3, 4]),
        sleeper: people(&[5]).first().copied(),
        keyring: Hash::of(&[]),
    }
}

fn notice() -> Notice {
    Notice {
        version: 3,
        members: people(&[3]),
        sleeper: None,
        conversation: recipient(),
        keyring: Hash::of(&[]),
        previous: Some(Hash::of(&[])),
    }
}

fn read(kind: Kind, body: &str) -> Result<Body, Error> {
    Body::read(kind, body.as_bytes())
}

fn written(body: &impl Serialize) -> String {
    String::from_utf8(json::write(body).unwrap()).unwrap()
}

#[test]
fn a_report_is_read_as_it_was_written_and_in_no_other_spelling() {
    let text = written(&report());
    assert_eq!(read(Kind::Report, &text), Ok(Body::Report(Box::new(report()))));
    let [one, two] = [1u8, 2].map(|number| hex::encode([number; 16]));
    let bent = [
        text.replace(&format!("\"{one}\",\"{two}\""), &format!("\"{two}\",\"{one}\"")),
        text.replace(&format!("\"{one}\",\"{two}\""), &format!("\"{one}\",\"{one}\"")),
        text.replace(&one, &one.to_uppercase().replace('0', "A")),
        text.replace("\"vault\":null", "\"vault\":{}"),
        text.replace("\"vault\":null,", ""),
        text.replace("\"value\":\"text\"", "\"value\":null"),
        text.replace("age1pq1", "age1"),
        text.replace("\"sleeper\":", "\"sleeper\":null,\"sleeper\":"),
    ];
    for body in bent {
        assert_ne!(body, text);
        assert_eq!(read(Kind::Report, &body), Err(Error::Json), "{body}");
    }
}

#[test]
fn a_report_names_readers_and_none_who_was_left_out() {
    let broken = [
        Report { members: people(&[]), ..report() },
        Report { members: people(&[2, 3]), ..report() },
        Report { sleeper: people(&[1]).first().copied(), ..report() },
        Report { sleeper: people(&[3]).first().copied(), ..report() },
    ];
    for report in broken {
        assert!(matches!(read(Kind::Report, &written(&report)), Err(Error::Rule(_))), "{report:?}");
    }
}

#[test]
fn a_notice_counts_from_two_and_names_the_one_before() {
    assert!(read(Kind::Notice, &written(&notice())).is_ok());
    assert!(read(Kind::Notice, &written(&Notice { version: 2, previous: None, ..notice() })).is_ok());
    let broken = [
        Notice { version: 1, previous: None, ..notice() },
        Notice { version: 2, ..notice() },
        Notice { previous: None, ..notice() },
        Notice { members: people(&[]), ..notice() },
        Notice { sleeper: people(&[3]).first().copied(), ..notice() },
    ];
    for notice in broken {
        assert!(matches!(read(Kind::Notice, &written(&notice)), Err(Error::Rule(_))), "{notice:?}");
    }
}

#[test]
fn an_attachment_whose_lengths_do_not_fit_is_refused_where_it_is_named() {
    let attachment = |sealed: u64| crate::attachment::Attachment {
        sha256: Hash::of(&[]),
        name: "name".to_owned(),
        media_type: "type".to_owned(),
        length: 5,
        sealed,
    };
    let right = crate::attachment::sealed_length(5).unwrap();
    let message = |sealed| written(&Message { text: String::new(), attachments: vec![attachment(sealed)] });
    for kind in [Kind::Message, Kind::Note] {
        assert!(read(kind, &message(right)).is_ok());
        assert!(matches!(read(kind, &message(right + 1)), Err(Error::Rule(_))));
    }
}

#[test]
fn stages_are_the_known_ones() {
    for stage in ["confirmed", "assessing", "question", "investigating", "acting", "feedback", "closed"] {
        assert!(read(Kind::Stage, &format!("{{\"stage\":\"{stage}\"}}")).is_ok());
    }
    assert_eq!(read(Kind::Stage, "{\"stage\":\"Closed\"}"), Err(Error::Json));
    assert_eq!(read(Kind::Stage, "{\"stage\":\"lost\"}"), Err(Error::Json));
}
