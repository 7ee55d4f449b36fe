//! `sotto look`: who this is, what is asked, and who could read a report. Sends nothing.

use anyhow::Result;
use client::questions::in_language;
use client::{Error, Log, PlacedList, Stands};
use serde_json::json;

use crate::arguments::Way;
use crate::{arrive, terminal};

/// Whether the list of readers that is shown stands in the log; `None` before the first delivery. Where it is placed is asked for before
/// the log, so that a log which lacks it has no excuse.
async fn logged(connection: &client::Connection, place: &client::Place) -> Result<Option<Stands>> {
    let placed = PlacedList::of(connection, place.list()).await?;
    match Log::fetch(connection, &place.channel).await {
        Ok(log) => Ok(Some(log.holds_list(connection, &placed).await?)),
        Err(Error::Problem { status: 404, .. }) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

/// Shows the place.
pub(crate) async fn run(way: &Way) -> Result<()> {
    let (connection, place) = arrive(way, true).await?;
    let logged = logged(&connection, &place).await?;
    if way.json {
        let people: Vec<_> = place.people().map(|person| json!({ "id": person.id.to_string(), "name": person.name })).collect();
        let questions: Vec<_> = place
            .questionnaire
            .questions
            .iter()
            .filter(|question| question.answered())
            .map(|question| json!({ "id": question.id, "title": in_language(&question.title, "en"), "choices": question.options.iter().map(|option| &option.value).collect::<Vec<_>>() }))
            .collect();
        let told = json!({ "organisation": place.channel.organisation, "six_words": place.fingerprints(), "people": people, "list_stands": logged.map(|stands| stands == Stands::Yes), "questions": questions });
        return terminal::print(&told.to_string());
    }
    terminal::print(&place.channel.organisation)?;
    for words in place.fingerprints() {
        terminal::print(&format!("Its six words, as on the poster: {words}"))?;
    }
    terminal::print("\nWho could ever be able to read a report (leave out whoever is involved):")?;
    for person in place.people() {
        terminal::print(&format!("  {}  {}", person.id, person.name))?;
    }
    match logged {
        Some(Stands::Yes) => terminal::print("This list stands in the public log.")?,
        None => terminal::print("There is no public log yet: nothing was looked up. Look again after the first delivery.")?,
        _ => terminal::print("This list is new: it must stand in the public log after the next delivery. Look again then.")?,
    }
    terminal::print("\nQuestions (answer with --answer QUESTION=VALUE):")?;
    for question in place.questionnaire.questions.iter().filter(|question| question.answered()) {
        terminal::print(&format!("  {}: {}", question.id, in_language(&question.title, "en")))?;
        for option in &question.options {
            terminal::print(&format!("      {} = {}", option.value, in_language(&option.title, "en")))?;
        }
    }
    Ok(())
}
