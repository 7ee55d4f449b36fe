//! `sotto look`: who this is, what is asked, and who could read a report. Sends nothing.

use anyhow::Result;
use client::questions::in_language;
use serde_json::json;

use crate::arguments::Way;
use crate::{arrive, terminal};

/// Shows the place.
pub(crate) async fn run(way: &Way) -> Result<()> {
    let (_, place) = arrive(way, true).await?;
    if way.json {
        let people: Vec<_> = place.people().map(|person| json!({ "id": person.id.to_string(), "name": person.name })).collect();
        let questions: Vec<_> = place
            .questionnaire
            .questions
            .iter()
            .filter(|question| question.answered())
            .map(|question| json!({ "id": question.id, "title": in_language(&question.title, "en"), "choices": question.options.iter().map(|option| &option.value).collect::<Vec<_>>() }))
            .collect();
        let told = json!({ "organisation": place.channel.organisation, "six_words": place.fingerprints(), "people": people, "questions": questions });
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
    terminal::print("\nQuestions (answer with --answer QUESTION=VALUE):")?;
    for question in place.questionnaire.questions.iter().filter(|question| question.answered()) {
        terminal::print(&format!("  {}: {}", question.id, in_language(&question.title, "en")))?;
        for option in &question.options {
            terminal::print(&format!("      {} = {}", option.value, in_language(&option.title, "en")))?;
        }
    }
    Ok(())
}
