//! Two thousand reports, half of them about somebody who may read them: what an observer with the whole database makes of it.

use std::collections::BTreeMap;

use rand::Rng;
use sealing::StaffId;
use sealing::derive::MailboxKeys;
use sealing::filing::{Choice, ComposedReport, Filing};
use sealing::readers::Odds;
use sealing::roster::Role;
use sealing::words::{Language, Words};

use crate::organisation::{INSTALLATION, Organisation, TODAY, content, people, rng, staff};

const REPORTS: u32 = 2_000;

/// A filing as it lies in the database, and whether it was about them.
struct Seen {
    left_out: bool,
    report: ComposedReport,
}

/// All reports of an organisation, each about `accused` by the toss of a coin.
fn filed(organisation: &Organisation, accused: u8, seed: u64) -> Vec<Seen> {
    let roster = organisation.roster();
    let keys = MailboxKeys::derive(&Words::from_entropy(b"0123456789", Language::En), INSTALLATION).unwrap();
    let (mut coin, mut rng) = (rng(seed), rng(seed + 1));
    let one = |_| {
        let left_out = coin.gen_bool(0.5);
        let choice = Choice { left_out: people(if left_out { std::slice::from_ref(&accused) } else { &[] }), read_back: true };
        let report = Filing::begin(&keys, &roster, choice, &mut rng).unwrap().compose(content(), TODAY, &mut rng).unwrap();
        Seen { left_out, report }
    };
    (0..REPORTS).map(one).collect()
}

fn reads(report: &ComposedReport, person: StaffId) -> bool {
    report.members.contains(&person) || report.sleeper == Some(person)
}

fn share(seen: &[&Seen], of: impl Fn(&Seen) -> bool) -> f64 {
    f64::from(u32::try_from(seen.iter().filter(|one| of(one)).count()).unwrap()) / many(seen)
}

fn many(seen: &[&Seen]) -> f64 {
    f64::from(u32::try_from(seen.len()).unwrap())
}

#[test]
fn an_observer_with_the_database_does_no_better_than_the_printed_odds() {
    let handlers = (1..=6).map(|number| (number, Role::Handler));
    let organisation = Organisation::of(&handlers.chain((11..=13).map(|number| (number, Role::Fallback))).collect::<Vec<_>>());
    let [of_members, of_sleeper] = Odds::of(&organisation.roster());
    assert_eq!((of_members, of_sleeper), (Odds { people: 6, drawn: 2 }, Odds { people: 3, drawn: 1 }));
    for (accused, odds) in [(1, of_members), (11, of_sleeper)] {
        let all = filed(&organisation, accused, u64::from(accused));
        let person = staff(accused);
        let (there, absent): (Vec<_>, Vec<_>) = all.iter().partition(|seen| reads(&seen.report, person));
        assert!(there.iter().all(|seen| !seen.left_out), "whoever was left out reads nothing");

        // Of two equally likely worlds the printed factor makes one this likely, and no more.
        let factor = odds.factor().unwrap();
        let printed = factor / (factor + 1.0);
        let deviation = (printed * (1.0 - printed) / many(&absent)).sqrt();
        let found = share(&absent, |seen| seen.left_out);
        assert!((found - printed).abs() < 4.0 * deviation, "{accused}: {found} of those without them are about them, printed {printed}");

        // Nothing else that lies there tells the two worlds apart.
        let sizes = |seen: &Seen| {
            let ComposedReport { members, sleeper, keyring, item, state, .. } = &seen.report;
            (members.len(), sleeper.is_some(), keyring.as_bytes().len(), item.as_bytes().len(), state.as_bytes().len())
        };
        assert!(all.iter().all(|seen| sizes(seen) == sizes(&all[0])), "every report looks like every other");
        let (about, not): (Vec<&Seen>, Vec<&Seen>) = absent.iter().partition(|seen| seen.left_out);
        let mut others = BTreeMap::new();
        for other in (1..=6).chain(11..=13).filter(|other| *other != accused) {
            let [one, two] = [&about, &not].map(|worlds| share(worlds, |seen| reads(&seen.report, staff(other))));
            let deviation = (0.25 / many(&about) + 0.25 / many(&not)).sqrt();
            others.insert(other, (one, two));
            assert!((one - two).abs() < 4.5 * deviation, "who reads instead says nothing: {others:?}");
        }
    }
}
