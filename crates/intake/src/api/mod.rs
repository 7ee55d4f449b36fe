//! The reporters' interface in JSON (docs/api.md). It carries sealed octets and opens none.

mod log;
mod mailbox;
mod reports;
mod show;
mod toll;
mod uploads;

use actix_web::http::Method;
use web::{endpoint::Endpoint, lanes::LaneName, openapi::Operation, problem::Kind};

/// Every endpoint, once.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    [shown(), log::endpoints(), sent()].concat()
}

/// What everybody may look at.
fn shown() -> Vec<Endpoint> {
    let get = Method::GET;
    vec![
        Endpoint::new(get.clone(), "/channel.json", show::channel),
        Endpoint::new(get.clone(), "/api/v1/intake/door", show::door).described(
            Operation::says("Whether reports are taken, when they leave, and how much may come in.")
                .answers::<show::Door>(200, "Padded to 1 KiB."),
        ),
        Endpoint::new(get.clone(), "/api/v1/intake/roster", show::roster).described(
            Operation::says("The signed list of everybody who can be given a key, in force now.")
                .answers::<show::Roster>(200, "The note, one string.")
                .problems(&[Kind::NotOpen]),
        ),
        Endpoint::new(get.clone(), "/api/v1/intake/rosters/{hash}", show::old_roster).described(
            Operation::says("One such list by its hash.").answers::<show::Roster>(200, "The note, one string.").problems(&[Kind::NotFound]),
        ),
        Endpoint::new(get.clone(), "/api/v1/intake/questionnaire", show::questionnaire)
            .described(Operation::says("The questions.").answers::<show::Questions>(200, "The exact JSON as a string, and its SHA-256.")),
        Endpoint::new(get, "/api/v1/intake/challenge", toll::challenge)
            .described(Operation::says("A challenge for the work that filing asks.").answers::<toll::Offered>(200, "Padded to 1 KiB.")),
    ]
}

/// What reporters send, each in its lane.
fn sent() -> Vec<Endpoint> {
    let (post, one) = (Method::POST, "/api/v1/intake/uploads/{upload}");
    vec![
        Endpoint::new(post.clone(), "/api/v1/intake/uploads", uploads::open).lane(LaneName::Uploading).described(
            Operation::says("Opens an upload.")
                .asks::<uploads::Open>()
                .answers::<uploads::Opened>(200, "Its id, and the length of its chunks.")
                .problems(&[Kind::Malformed, Kind::WorkRefused, Kind::TooLarge, Kind::Full, Kind::NotOpen]),
        ),
        Endpoint::new(Method::PUT, "/api/v1/intake/uploads/{upload}/{n}", uploads::put).lane(LaneName::Uploading).described(
            Operation::says("Stores chunk n of the ciphertext. The same chunk again is fine.")
                .asks_octets()
                .answers_nothing("It is synced.")
                .problems(&[Kind::Malformed, Kind::NotFound, Kind::SubmissionDiffers, Kind::TooLarge, Kind::Full]),
        ),
        Endpoint::new(Method::GET, one, uploads::progress).described(
            Operation::says("How far an upload has come.")
                .answers::<uploads::Progress>(200, "Which chunks are there.")
                .problems(&[Kind::NotFound]),
        ),
        Endpoint::new(post.clone(), "/api/v1/intake/reports", reports::file).lane(LaneName::FilingWithWork).described(
            Operation::says("Files a report.")
                .asks::<reports::Report>()
                .answers::<reports::Filed>(200, "Stored durably. Padded to 4 KiB.")
                .problems(&[
                    Kind::Malformed,
                    Kind::WorkRefused,
                    Kind::RosterMoved,
                    Kind::ConversationFull,
                    Kind::UploadMissing,
                    Kind::SubmissionDiffers,
                    Kind::Full,
                    Kind::NotOpen,
                ]),
        ),
        Endpoint::new(post.clone(), "/api/v1/intake/mailbox", mailbox::read).lane(LaneName::Reading).described(
            Operation::says("One page of what stands in a mailbox, or of what would stand in none.")
                .asks::<mailbox::Read>()
                .answers_octets("Always 65 536 octets.")
                .problems(&[Kind::Malformed]),
        ),
        Endpoint::new(post.clone(), "/api/v1/intake/mailbox/items", mailbox::write).lane(LaneName::Replying).described(
            Operation::says("Adds to the conversation.")
                .asks::<mailbox::Write>()
                .answers::<mailbox::Written>(200, "Whether there is such a mailbox. Padded to 4 KiB.")
                .problems(&[Kind::Malformed, Kind::WorkRefused, Kind::StateMoved, Kind::ConversationFull, Kind::UploadMissing, Kind::Full]),
        ),
        Endpoint::new(post, "/api/v1/intake/mailbox/attachments", mailbox::attachment).lane(LaneName::Reading).described(
            Operation::says("Chunk n of an attachment.")
                .asks::<mailbox::Fetch>()
                .answers_octets("The chunk's ciphertext.")
                .problems(&[Kind::Malformed, Kind::NotFound]),
        ),
    ]
}
