//! The eight words at a terminal: shown before anything is sent, two asked back, and read again later.
//! They come in over the terminal without an echo, or over standard input; never as an argument.

use anyhow::{Context, Result, bail};
use rand::RngCore;
use sealing::words::{COUNT, Language, Misread, Words};
use secrecy::ExposeSecret;

use crate::terminal::{self, Terminal};

/// Shows the words and asks two of them back until they are right.
pub(crate) fn confirm(terminal: &mut Terminal, words: &Words, rng: &mut impl RngCore) -> Result<()> {
    terminal.show("These eight words are the only way back to your report. Nobody can give them to you again.")?;
    terminal.show("Write them down, on paper, with nothing beside them that says what they are for.\n")?;
    for at in 0..COUNT {
        terminal.show(&format!("    {}  {}", at + 1, words.word(at).as_str()))?;
    }
    terminal.ask("\nPress Enter when you have them; the screen is then cleared.")?;
    terminal.forget()?;
    for at in two_places(COUNT, rng) {
        loop {
            let typed = terminal.ask_hidden(&format!("Word number {} (not shown):", at + 1))?;
            if words.knows(at, &typed) {
                break;
            }
            if terminal.ask("That is another word. Press Enter to try again, or type \"show\" to see all of them.")?.as_str() == "show" {
                terminal.show(&format!("    {}", words.phrase().expose_secret()))?;
                terminal.ask("Press Enter to go on; the screen is then cleared.")?;
                terminal.forget()?;
            }
        }
    }
    Ok(())
}

/// Two different places among `count`, the smaller first.
fn two_places(count: usize, rng: &mut impl RngCore) -> [usize; 2] {
    let first = rand::Rng::gen_range(rng, 0..count);
    let second = rand::Rng::gen_range(rng, 0..count.saturating_sub(1));
    let second = if second >= first { second + 1 } else { second };
    [first.min(second), first.max(second)]
}

/// Reads the words: the first line of what is piped in, else from the terminal.
pub(crate) fn read() -> Result<Words> {
    if terminal::piped() {
        return Words::parse(&terminal::first_line()?).map_err(|misread| anyhow::anyhow!(explain(&misread)));
    }
    let mut terminal = Terminal::open("pipe the words in as the first line")?;
    for _ in 0..10 {
        let typed = terminal.ask_hidden("Your eight words (not shown):")?;
        let read = match Words::parse(&typed) {
            Err(Misread::Several { languages }) => {
                let names: Vec<String> = languages.iter().map(ToString::to_string).collect();
                let chosen = language(&terminal.ask(&format!("In which language are they? {}:", names.join(", ")))?)?;
                Words::parse_in(&typed, chosen)
            }
            read => read,
        };
        match read {
            Ok(words) => return Ok(words),
            Err(misread) => terminal.show(&explain(&misread))?,
        }
    }
    bail!("these are not eight words that belong together")
}

/// What is wrong with words that were typed, for the person who typed them.
pub(crate) fn explain(misread: &Misread) -> String {
    match misread {
        Misread::Count { found } => format!("There must be eight words; these are {found}."),
        Misread::Unknown { place, near } if near.is_empty() => format!("Word {} is in none of the lists.", place + 1),
        Misread::Unknown { place, near } => format!("Word {} is in none of the lists. Did you mean {}?", place + 1, near.join(" or ")),
        Misread::Mixed { place, near } if near.is_empty() => format!("Word {} is from another language than the others.", place + 1),
        Misread::Mixed { place, near } => {
            format!("Word {} is from another language than the others. Did you mean {}?", place + 1, near.join(" or "))
        }
        Misread::Checksum => {
            "Each word exists, but together they are not eight words from here: one is another, or two changed places.".into()
        }
        Misread::Several { .. } => "These words could be from several languages.".into(),
    }
}

/// The language that a flag names.
pub(crate) fn language(name: &str) -> Result<Language> {
    name.parse().ok().with_context(|| format!("{name:?}: the words come in en, fr, es, it, pt or cs"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{SeedableRng, rngs::StdRng};

    #[test]
    fn two_different_words_are_asked_back_and_every_pair_can_be() {
        let mut rng = StdRng::seed_from_u64(7);
        let pairs: std::collections::BTreeSet<[usize; 2]> = (0..2_000).map(|_| two_places(8, &mut rng)).collect();
        assert_eq!(pairs.len(), 28);
        assert!(pairs.iter().all(|[a, b]| a < b && *b < 8));
    }
}
