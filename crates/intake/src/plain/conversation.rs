//! The conversation in words: who said what, newest first, cut into pages of one size.

use domain::questionnaire::Question;
use sealing::item::{Author, Body, SignedItem, Stage};

use super::{
    desk::Seen,
    filename,
    page::BUCKET,
    view::{
        mailbox::{Enclosed, Line},
        words::Shown,
    },
    visit::Visit,
};

/// How much of a page the conversation may take: the rest is forms, advice and frame.
const ROOM: usize = BUCKET - 20 * 1024;

/// All that is said, ready to be shown.
pub(super) struct Said {
    pub(super) stage: String,
    pub(super) next: String,
    pub(super) warnings: Vec<String>,
    pages: Vec<Vec<String>>,
}

impl Said {
    /// The parts of a page, its number and how many there are, both from 1.
    pub(super) fn page(&self, number: usize) -> (&[String], usize, usize) {
        let number = number.clamp(1, self.pages.len().max(1));
        let parts = self.pages.get(number - 1).map(Vec::as_slice).unwrap_or_default();
        (parts, number, self.pages.len().max(1))
    }
}

/// Puts an opened mailbox into words.
pub(super) fn say(visit: &Visit, seen: &Seen, shown: Shown<'_>) -> Said {
    let parts = seen.items.iter().rev().flat_map(|item| line(visit, seen, item, shown));
    let mut pages: Vec<Vec<String>> = Vec::new();
    let mut used = ROOM;
    for part in parts {
        if used + part.len() > ROOM {
            pages.push(Vec::new());
            used = 0;
        }
        used += part.len();
        if let Some(page) = pages.last_mut() {
            page.push(part);
        }
    }
    let mut warnings: Vec<String> = seen.warnings.iter().map(|text| visit.say.t(text)).collect();
    if seen.unreadable {
        warnings.push(visit.say.t("plain-mailbox-not-readable"));
    }
    Said { stage: visit.say.t(stage_text(seen)), next: next(visit, seen), warnings, pages }
}

fn stage_text(seen: &Seen) -> &'static str {
    match seen.stage() {
        None if seen.acknowledged => "plain-stage-confirmed",
        None => "plain-stage-received",
        Some(stage) => text_of(stage),
    }
}

fn text_of(stage: Stage) -> &'static str {
    match stage {
        Stage::Confirmed => "plain-stage-confirmed",
        Stage::Assessing => "plain-stage-assessing",
        Stage::Question => "plain-stage-question",
        Stage::Investigating => "plain-stage-investigating",
        Stage::Acting => "plain-stage-acting",
        Stage::Feedback => "plain-stage-feedback",
        Stage::Closed => "plain-stage-closed",
    }
}

fn next(visit: &Visit, seen: &Seen) -> String {
    let say = &visit.say;
    let day = say.day(seen.confirm_by);
    if !seen.delivered {
        let at = say.moment(visit.intake.leaves_at(), visit.intake.parts.schedule.zone());
        return say.with("plain-mailbox-next-waiting", &[("at", &at), ("day", &day)]);
    }
    if seen.acknowledged || seen.stage().is_some() {
        return say.t("plain-mailbox-next-none");
    }
    let overdue = visit.intake.today() > seen.confirm_by;
    say.with(if overdue { "plain-mailbox-next-overdue" } else { "plain-mailbox-next-confirm" }, &[("day", &day)])
}

fn line(visit: &Visit, seen: &Seen, item: &SignedItem, shown: Shown<'_>) -> Vec<String> {
    let (say, frame) = (&visit.say, visit.frame());
    let day = say.day(item.header().day);
    match item.body() {
        Body::Stage(change) => frame.parts(&Line::Event { text: &say.t(text_of(change.stage)), day: &day }, shown),
        Body::Notice(notice) => {
            let unknown = say.t("plain-mailbox-unknown-person");
            let names: Vec<&str> = notice.members.iter().map(|id| seen.called(item, *id).unwrap_or(&unknown)).collect();
            let text = say.with("plain-mailbox-members-changed", &[("people", &names.join(", "))]);
            frame.parts(&Line::Event { text: &text, day: &day }, shown)
        }
        Body::Report(report) => {
            let questions = visit.intake.parts.questionnaire.questions();
            let told: Vec<(String, String)> =
                report.answers.iter().map(|answer| answered(questions, &answer.question, &answer.value, say.language())).collect();
            let left = report.vault.is_some().then(|| say.t("plain-mailbox-name-left"));
            let texts: Vec<(&str, &str)> =
                told.iter().map(|(title, value)| (title.as_str(), value.as_str())).chain(left.as_deref().map(|left| ("", left))).collect();
            spoken(visit, seen, item, &texts, &day, shown)
        }
        Body::Message(message) => {
            let added = say.t("plain-files-text");
            let text = if message.text.is_empty() { added.as_str() } else { message.text.as_str() };
            spoken(visit, seen, item, &[("", text)], &day, shown)
        }
        Body::Identity(_) => frame.parts(&Line::Event { text: &say.t("plain-mailbox-name-left"), day: &day }, shown),
        Body::Disclosed(told) => {
            let text = say.with("plain-mailbox-name-known", &[("reason", &told.reason)]);
            frame.parts(&Line::Event { text: &text, day: &day }, shown)
        }
        // Both are sealed to members, and stand in no conversation.
        Body::Note(_) | Body::Change(_) => Vec::new(),
    }
}

fn spoken(visit: &Visit, seen: &Seen, item: &SignedItem, texts: &[(&str, &str)], day: &str, shown: Shown<'_>) -> Vec<String> {
    let say = &visit.say;
    let mine = item.header().author == Author::Reporter;
    let (me, unknown) = (say.t("plain-mailbox-me"), say.t("plain-mailbox-unknown-person"));
    let who = if mine { me.as_str() } else { seen.name(item).unwrap_or(&unknown) };
    let files: Vec<(String, String, Option<String>)> = item
        .body()
        .attachments()
        .iter()
        .map(|file| (filename::harmless(&file.name).as_str().to_owned(), say.size(file.length), seen.kept(file).map(|id| id.to_string())))
        .collect();
    let enclosed: Vec<Enclosed<'_>> = files.iter().map(|(name, size, id)| Enclosed { name, size, id: id.as_deref() }).collect();
    let waits = !seen.delivered && matches!(item.body(), Body::Report(_));
    visit.frame().parts(&Line::Said { mine, who, day, waits, texts, files: &enclosed }, shown)
}

/// An answer in words: the question's title, and the titles of the options that were chosen. What an older questionnaire
/// asked stands as it was sent.
fn answered(questions: &[Question], id: &str, value: &str, tag: &str) -> (String, String) {
    let Some(question) = questions.iter().find(|question| question.id == id) else { return (id.to_owned(), value.to_owned()) };
    let titled = |line: &str| {
        let option = question.options.iter().find(|option| option.value == line);
        option.map_or(line, |option| option.title.in_language(tag)).to_owned()
    };
    let value = if question.options.is_empty() { value.to_owned() } else { value.lines().map(titled).collect::<Vec<_>>().join("\n") };
    (question.title.in_language(tag).to_owned(), value)
}
