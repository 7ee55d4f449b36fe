//! The five reports of the demonstration, and what was said to them. All of it is invented.

use std::path::Path;

use client::{File, Writing};
use sealing::{
    TaskId,
    identity::Particulars,
    item::{Change, Outcome, Reasoned, Stage as Where, Switched, Task},
    words::Language,
};

use super::{
    people::Login,
    stage::{Stage, Telling, Told},
    talk::Talk,
};
use crate::{chance, house::folder::Folder};

/// A list that a report brings along.
const BADGES: &[u8] = b"day,door,badge,opened\nMon,goods lift,none,21:52\nTue,goods lift,none,22:10\nThu,goods lift,none,21:47\n";
/// A drawing that an answer brings along.
const PLAN: &[u8] = include_bytes!("../../demo/plan.png");

/// All of them, in the order in which they were filed.
///
/// # Errors
/// Those of the doors.
pub(super) async fn all(stage: &Stage, people: &[Login], folder: &Folder) -> anyhow::Result<Vec<Told>> {
    // days go forward only, so the two oldest are woven into each other
    let mut backups = asked_about_backups(stage, people).await?;
    let laptops = laptops(stage, people).await?;
    closed(&mut backups).await?;
    Ok(vec![
        backups.end(),
        laptops,
        goods_lift(stage, people, folder).await?,
        mailing(stage, people).await?,
        passwords(stage, people).await?,
    ])
}

/// Text to the reporter, and where it stands.
fn saying(reply: &str, stage: Where) -> Writing<'_> {
    Writing { reply: Some(reply), stage: Some(stage), ..Writing::default() }
}

fn standing(stage: Where) -> Writing<'static> {
    Writing { stage: Some(stage), ..Writing::default() }
}

fn telling<'a>(about: &'static str, answers: &'a [(&'a str, &'a str)]) -> Telling<'a> {
    Telling { about, answers, files: Vec::new(), left_out: Vec::new(), identity: None, language: Language::En }
}

async fn asked_about_backups<'a>(stage: &'a Stage, people: &'a [Login]) -> anyhow::Result<Talk<'a>> {
    let answers = [
        (
            "what",
            "The nightly backups of the payroll system have never been tried. Twice this year I asked when we would read one back, and \
             both times it was put off. The check list for the audit says it was done in March. It was not.",
        ),
        ("when", "Since last winter"),
        ("ongoing", "yes"),
        ("where", "Head office, operations"),
        ("area", "backup\nconcealment"),
        ("know", "saw"),
    ];
    let mut talk = Talk::begin(stage, people, 40, telling("backups nobody tried (closed)", &answers)).await?;
    talk.reader(0, 38, &standing(Where::Confirmed)).await?;
    let question = "Thank you for telling us. Who signs the check list? The role is enough, no name.";
    talk.reader(0, 38, &saying(question, Where::Question)).await?;
    talk.reporter(36, "The shift lead signs it, also for whoever is on holiday.", &[]).await?;
    Ok(talk)
}

async fn closed(talk: &mut Talk<'_>) -> anyhow::Result<()> {
    let found = "You were right: no backup had been read back. One was tried last week, and two people now sign each trial. \
                 The check list was corrected, and the auditors were told.";
    talk.reader(0, 13, &saying(found, Where::Feedback)).await?;
    talk.reader(0, 12, &saying("We close this now. If anything happens to you because of it, write here at any time.", Where::Closed)).await
}

/// Nobody opens it, so by now it is overdue and a stand-in was woken.
async fn laptops(stage: &Stage, people: &[Login]) -> anyhow::Result<Told> {
    let answers = [
        (
            "what",
            "Laptops of people who have left go to the next person without being wiped. I was given one with somebody's mail still on it.",
        ),
        ("ongoing", "yes"),
        ("area", "devices\nprivacy"),
        ("who", "The service desk. I think nobody told them how."),
    ];
    Ok(Talk::begin(stage, people, 16, telling("laptops that are not wiped (overdue)", &answers)).await?.end())
}

async fn goods_lift(stage: &Stage, people: &[Login], folder: &Folder) -> anyhow::Result<Told> {
    let kept = tempfolder(folder)?;
    let (badges, plan) = (attached(&kept, "badges.csv", "text/csv", BADGES)?, attached(&kept, "plan.png", "image/png", PLAN)?);
    let answers = [
        (
            "what",
            "The door to the goods lift is held open with a wedge most evenings, so that parcels can come up without a badge. From there \
             one walks straight into the server room. The guard knows and looks away.",
        ),
        ("when", "Most evenings since September"),
        ("ongoing", "yes"),
        ("urgent", "unsure"),
        ("where", "Warehouse B, ground floor"),
        ("area", "physical"),
        ("who", "The late shift. Somebody of the security office was told and did nothing."),
        ("know", "saw\ndocument"),
    ];
    let left_out = people.iter().filter(|person| person.name == "security").map(|person| person.id).collect();
    let telling = Telling { files: vec![badges], left_out, ..telling("a door held open (conversation with files)", &answers) };
    let mut talk = Talk::begin(stage, people, 9, telling).await?;
    talk.reader(0, 8, &saying("Thank you, we have your report and the list. Which door do you mean exactly?", Where::Confirmed)).await?;
    talk.reporter(6, "The one between the loading dock and the lift. I drew it.", &[plan]).await?;
    talk.reader(0, 5, &saying("That helps. We will look at it during a late shift.", Where::Investigating)).await?;
    let label = |name: &str| Change::Label(Switched { name: name.to_owned(), on: true });
    let task = Task {
        task: TaskId::draw(&mut chance::system()),
        text: "Walk past the goods lift during a late shift".to_owned(),
        who: None,
        due: Some(stage.today().add_days(8)),
        done: false,
    };
    let outcome = Reasoned { choice: Outcome::Accepted, reason: "The list of badges fits what is told.".to_owned() };
    let among = Writing {
        note: Some("I can go on Thursday evening. Let us not ask for the camera's pictures before that."),
        changes: &[
            Change::Title("The door at the goods lift".to_owned()),
            label("access"),
            label("late shift"),
            Change::Outcome(outcome),
            Change::Task(task),
        ],
        ..Writing::default()
    };
    talk.reader(1, 5, &among).await?;
    std::fs::remove_dir_all(kept)?;
    Ok(talk.end())
}

async fn mailing(stage: &Stage, people: &[Login]) -> anyhow::Result<Told> {
    let answers = [
        (
            "what",
            "A list with the sick days of a whole department was sent to a supplier by mistake. We were told to say nothing about it.",
        ),
        ("when", "Last week"),
        ("ongoing", "no"),
        ("area", "information\nprivacy\nconcealment"),
        ("know", "told"),
    ];
    let identity = Some(Particulars { name: "Inês Fictícia".to_owned(), contact: "The blue letter box, Rua Inventada 7".to_owned() });
    let about = "sick days sent to a supplier (a question was asked, a name was left)";
    let telling = Telling { identity, language: Language::Fr, ..telling(about, &answers) };
    let mut talk = Talk::begin(stage, people, 3, telling).await?;
    talk.reader(0, 2, &standing(Where::Confirmed)).await?;
    let question = "We need to know whether the supplier still has the list. Do you know which supplier it was?";
    talk.reader(0, 2, &saying(question, Where::Question)).await?;
    Ok(talk.end())
}

async fn passwords(stage: &Stage, people: &[Login]) -> anyhow::Result<Told> {
    let answers = [
        (
            "what",
            "The account that may change anything in the booking system has one password for the whole team. It hangs on the wall beside \
             the printer, and temporary staff use it too.",
        ),
        ("ongoing", "yes"),
        ("where", "Booking team"),
        ("area", "access\nmanagement"),
        ("know", "saw"),
    ];
    Ok(Talk::begin(stage, people, 0, telling("a password on the wall (new)", &answers)).await?.end())
}

fn tempfolder(folder: &Folder) -> anyhow::Result<std::path::PathBuf> {
    let kept = folder.path("files-to-send");
    std::fs::create_dir(&kept)?;
    Ok(kept)
}

fn attached(folder: &Path, name: &str, kind: &str, content: &[u8]) -> anyhow::Result<File> {
    let path = folder.join(name);
    std::fs::write(&path, content)?;
    Ok(File { path, name: name.to_owned(), kind: kind.to_owned() })
}
