//! Asks the organisation's questions one at a time, at a terminal or from flags. Sends nothing.

use anyhow::{Context, Result, bail};
use client::questions::{Answers, Kind, Question, Questionnaire, in_language};

use crate::editor;
use crate::terminal::Terminal;

/// Somebody who could read a report: id in hex, and the name shown.
pub(crate) type Reader = (String, String);

/// Answers given as `QUESTION=VALUE`; several choices are separated by commas.
pub(crate) fn from_flags(questions: &Questionnaire, flags: &[String]) -> Result<Answers> {
    let mut answers = Answers::new();
    for flag in flags {
        let (id, value) = flag.split_once('=').with_context(|| format!("{flag:?}: write it as QUESTION=VALUE"))?;
        let Some(question) = questions.questions.iter().find(|question| question.id == id && question.answered()) else {
            bail!("there is no question {id:?}; `sotto look` lists them");
        };
        let value =
            if question.kind == Kind::Several { value.split(',').map(str::trim).collect::<Vec<_>>().join("\n") } else { value.to_owned() };
        question.check(&value)?;
        if answers.insert(id.to_owned(), value).is_some() {
            bail!("{id} is answered twice; separate several choices by commas");
        }
    }
    Ok(answers)
}

/// Asks everything that applies and was not answered by a flag; gives back the answers and whom to leave out.
pub(crate) fn at_terminal(
    terminal: &mut Terminal,
    questions: &Questionnaire,
    readers: &[Reader],
    answers: &mut Answers,
) -> Result<Vec<String>> {
    let mut left_out = Vec::new();
    terminal.show("Only the first question must be answered; press Enter to pass over any other.\n")?;
    for question in &questions.questions {
        if answers.contains_key(&question.id) || !questions.applies(question, answers) {
            continue;
        }
        terminal.show(in_language(&question.title, "en"))?;
        if let Some(hint) = question.hint.get("en") {
            terminal.show(&format!("  {hint}"))?;
        }
        match question.kind {
            Kind::Hint => drop(terminal.ask("  (This is for you alone and is not sent. Press Enter to go on.)")?),
            Kind::People => left_out = choose(terminal, readers)?.into_iter().map(|(id, _)| id).collect(),
            Kind::Text | Kind::Line | Kind::One | Kind::Several => {
                if let Some(value) = one(terminal, question)? {
                    answers.insert(question.id.clone(), value);
                }
            }
        }
        terminal.show("")?;
    }
    Ok(left_out)
}

fn one(terminal: &mut Terminal, question: &Question) -> Result<Option<String>> {
    let options: Vec<(String, String)> =
        question.options.iter().map(|option| (option.value.clone(), in_language(&option.title, "en").to_owned())).collect();
    loop {
        let value = match question.kind {
            Kind::Several => choose(terminal, &options)?.into_iter().map(|(value, _)| value).collect::<Vec<_>>().join("\n"),
            Kind::One => choose(terminal, &options)?.into_iter().map(|(value, _)| value).collect::<Vec<_>>().join("\n"),
            Kind::Text if question.required => editor::write(in_language(&question.title, "en"))?.as_str().to_owned(),
            _ => terminal.ask(" ")?.as_str().to_owned(),
        };
        if value.trim().is_empty() {
            if question.required {
                bail!("nothing was written; nothing was sent");
            }
            return Ok(None);
        }
        match question.check(&value) {
            Ok(()) => return Ok(Some(value)),
            Err(_) => terminal.show("Please choose one of these.")?,
        }
    }
}

/// Lets numbers be chosen from a list, separated by commas; nothing is fine.
fn choose(terminal: &mut Terminal, among: &[(String, String)]) -> Result<Vec<(String, String)>> {
    for (at, (_, title)) in among.iter().enumerate() {
        terminal.show(&format!("  {} {title}", at + 1))?;
    }
    loop {
        let line = terminal.ask("  Numbers:")?;
        match numbers(&line, among.len()) {
            Some(chosen) => return Ok(chosen.into_iter().filter_map(|at| among.get(at).cloned()).collect()),
            None => terminal.show(&format!("Please write numbers from 1 to {}, with commas between.", among.len()))?,
        }
    }
}

/// `"1, 3"` → `[0, 2]`; nothing typed is nothing chosen; anything else is refused.
fn numbers(line: &str, count: usize) -> Option<Vec<usize>> {
    let parts = line.split([',', ' ']).map(str::trim).filter(|part| !part.is_empty());
    let mut chosen =
        parts.map(|part| part.parse().ok().filter(|n| (1..=count).contains(n)).map(|n: usize| n - 1)).collect::<Option<Vec<_>>>()?;
    chosen.sort_unstable();
    chosen.dedup();
    Some(chosen)
}

/// Finds the people named on the command line, by id or by the whole name shown.
pub(crate) fn named(readers: &[Reader], names: &[String]) -> Result<Vec<String>> {
    names
        .iter()
        .map(|name| {
            let found: Vec<_> =
                readers.iter().filter(|(id, shown)| id == name || shown.to_lowercase() == name.trim().to_lowercase()).collect();
            match found.as_slice() {
                [(id, _)] => Ok(id.clone()),
                [] => bail!("nobody is called {name:?} here; `sotto look` lists everybody"),
                _ => bail!("{name:?} are several people; give the id that `sotto look` shows"),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../web/texts/questionnaire.json");

    #[test]
    fn numbers_are_read_and_anything_else_is_refused() {
        assert_eq!(numbers("1, 3 3", 3), Some(vec![0, 2]));
        assert_eq!(numbers("", 3), Some(vec![]));
        for wrong in ["0", "4", "one", "1-3", "-1"] {
            assert_eq!(numbers(wrong, 3), None, "{wrong}");
        }
    }

    #[test]
    fn flags_answer_only_what_is_asked_and_only_once() {
        let questions = Questionnaire::parse(SHIPPED).unwrap();
        let flags = |given: &[&str]| from_flags(&questions, &given.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(flags(&["area=privacy, access"]).unwrap()["area"], "privacy\naccess");
        for wrong in [&["area"][..], &["area=everything"], &["nothing=x"], &["conflict=x"], &["ongoing=yes", "ongoing=no"]] {
            assert!(flags(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_person_is_left_out_only_when_it_is_clear_who_is_meant() {
        let readers: Vec<Reader> =
            [("aa", "Audit"), ("bb", "Security"), ("cc", "security")].map(|(id, name)| (id.into(), name.into())).into();
        let named = |names: &[&str]| named(&readers, &names.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(named(&["AUDIT", "bb"]).unwrap(), ["aa", "bb"]);
        assert!(named(&["Security"]).is_err());
        assert!(named(&["Nobody"]).is_err());
    }
}
