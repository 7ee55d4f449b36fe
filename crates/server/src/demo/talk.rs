//! One report and what was said about it, act by act.

use client::{File, Writing};

use super::{
    people::Login,
    stage::{Stage, Telling, Told},
};
use crate::chance;

/// A report with its readers.
pub(super) struct Talk<'a> {
    stage: &'a Stage,
    told: Told,
    readers: Vec<&'a Login>,
    items: usize,
}

impl<'a> Talk<'a> {
    /// Files the report and waits until its readers have it.
    ///
    /// # Errors
    /// Those of the doors.
    pub(super) async fn begin(stage: &'a Stage, people: &'a [Login], days_ago: i64, telling: Telling<'_>) -> anyhow::Result<Self> {
        stage.days_ago(days_ago);
        stage.progress(&format!("a report: {}", telling.about));
        let told = stage.files(telling).await?;
        let readers = stage.readers(&told, people).await?;
        Ok(Self { stage, told, readers, items: 1 })
    }

    /// The reader of this number writes; at the first writing the keys are replaced.
    ///
    /// # Errors
    /// Those of the door.
    pub(super) async fn reader(&mut self, number: usize, days_ago: i64, writing: &Writing<'_>) -> anyhow::Result<()> {
        self.stage.days_ago(days_ago);
        let Some(person) = self.readers.get(number) else { return Ok(()) };
        self.stage.progress(&format!("{} answers", person.shown));
        let desk = self.stage.desk(person).await?;
        let mut case = self.stage.opened(&desk, &self.told, self.items).await?;
        if case.first_opening() {
            desk.rotate(&mut case, self.stage.today(), &mut chance::system()).await?;
            self.items += 1;
        }
        desk.write(&mut case, writing, self.stage.today(), &mut chance::system()).await?;
        self.items += usize::from(writing.reply.is_some()) + usize::from(writing.stage.is_some());
        Ok(desk.sign_out().await?)
    }

    /// The reporter comes back and writes.
    ///
    /// # Errors
    /// Those of the door.
    pub(super) async fn reporter(&mut self, days_ago: i64, text: &str, files: &[File]) -> anyhow::Result<()> {
        self.stage.days_ago(days_ago);
        self.stage.progress("the reporter comes back");
        self.stage.writes(&self.told, text, files).await?;
        self.items += 1;
        Ok(())
    }

    /// What remains of it.
    pub(super) fn end(self) -> Told {
        self.told
    }
}
