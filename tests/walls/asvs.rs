//! The page about OWASP ASVS says something of every requirement of levels 1 and 2: each number once, in the standard's order, with its
//! level and one of five verdicts. What is met names a test, all else says why, and the sums on top are those of the rows.

use std::collections::{BTreeMap, BTreeSet};

use crate::rooms;

/// The sections of version 5.0.0, and the level of each of their requirements in turn.
const SECTIONS: [(&str, &str); 80] = [
    ("V1.1", "22"),
    ("V1.2", "1111122223"),
    ("V1.3", "112222222223"),
    ("V1.4", "222"),
    ("V1.5", "123"),
    ("V2.1", "122"),
    ("V2.2", "112"),
    ("V2.3", "12223"),
    ("V2.4", "23"),
    ("V3.1", "3"),
    ("V3.2", "113"),
    ("V3.3", "12223"),
    ("V3.4", "11222233"),
    ("V3.5", "11122333"),
    ("V3.6", "3"),
    ("V3.7", "22333"),
    ("V4.1", "12233"),
    ("V4.2", "23333"),
    ("V4.3", "22"),
    ("V4.4", "1222"),
    ("V5.1", "2"),
    ("V5.2", "112333"),
    ("V5.3", "113"),
    ("V5.4", "222"),
    ("V6.1", "122"),
    ("V6.2", "111111112222"),
    ("V6.3", "11223333"),
    ("V6.4", "112233"),
    ("V6.5", "22222333"),
    ("V6.6", "2223"),
    ("V6.7", "33"),
    ("V6.8", "2222"),
    ("V7.1", "222"),
    ("V7.2", "1111"),
    ("V7.3", "22"),
    ("V7.4", "11222"),
    ("V7.5", "223"),
    ("V7.6", "22"),
    ("V8.1", "1233"),
    ("V8.2", "1123"),
    ("V8.3", "133"),
    ("V8.4", "23"),
    ("V9.1", "111"),
    ("V9.2", "1222"),
    ("V10.1", "22"),
    ("V10.2", "223"),
    ("V10.3", "22223"),
    ("V10.4", "1111122222233333"),
    ("V10.5", "22222"),
    ("V10.6", "22"),
    ("V10.7", "222"),
    ("V11.1", "2233"),
    ("V11.2", "22233"),
    ("V11.3", "11233"),
    ("V11.4", "1222"),
    ("V11.5", "23"),
    ("V11.6", "23"),
    ("V11.7", "33"),
    ("V12.1", "12233"),
    ("V12.2", "11"),
    ("V12.3", "22223"),
    ("V13.1", "2333"),
    ("V13.2", "222223"),
    ("V13.3", "2233"),
    ("V13.4", "1222233"),
    ("V14.1", "22"),
    ("V14.2", "12223333"),
    ("V14.3", "122"),
    ("V15.1", "12233"),
    ("V15.2", "12233"),
    ("V15.3", "1222222"),
    ("V15.4", "3333"),
    ("V16.1", "2"),
    ("V16.2", "22222"),
    ("V16.3", "2222"),
    ("V16.4", "222"),
    ("V16.5", "2223"),
    ("V17.1", "23"),
    ("V17.2", "22223333"),
    ("V17.3", "22"),
];

/// What a row can come to, in the order of the sums.
const VERDICTS: [&str; 5] = ["met", "met, not shown", "does not apply", "deviation", "not met"];

/// One row: number, level, what is asked for, verdict, and what shows it or why.
struct Row {
    number: String,
    level: String,
    asked: String,
    verdict: String,
    said: String,
}

fn page() -> String {
    std::fs::read_to_string(rooms::root().join("docs/asvs.md")).expect("docs/asvs.md")
}

fn rows() -> Vec<Row> {
    let read = |cells: Vec<String>| {
        let [number, level, asked, verdict, said] = <[String; 5]>::try_from(cells).expect("five cells in each row");
        Row { number, level, asked, verdict, said }
    };
    rooms::table(&page(), "number").into_iter().map(read).collect()
}

/// Number and level of every requirement, in the standard's order.
fn requirements() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (section, levels) in SECTIONS {
        for (place, level) in (1..).zip(levels.chars()) {
            all.push((format!("{section}.{place}"), level.to_string()));
        }
    }
    all
}

/// The first number that stands where it should not, or does not stand where it should. Those of level 3 may be left out.
fn misplaced(found: &[(String, String)]) -> Option<String> {
    let listed: BTreeSet<&String> = found.iter().map(|(number, _)| number).collect();
    let expected: Vec<_> = requirements().into_iter().filter(|(number, level)| level != "3" || listed.contains(number)).collect();
    let apart = expected.iter().zip(found).find(|(expected, found)| expected != found);
    match apart {
        Some((expected, found)) => Some(format!("{found:?} stands where {expected:?} should")),
        None if expected.len() != found.len() => Some(format!("{} rows, and there should be {}", found.len(), expected.len())),
        None => None,
    }
}

fn numbers() -> Vec<(String, String)> {
    rows().into_iter().map(|row| (row.number, row.level)).collect()
}

#[test]
fn every_requirement_of_levels_1_and_2_stands_once_in_order() {
    assert_eq!(misplaced(&numbers()), None);
    let all = requirements();
    let of = |level: &str| all.iter().filter(|(_, found)| found == level).count();
    assert_eq!((of("1"), of("2"), of("3")), (70, 183, 92), "the standard's own sums");
}

/// Whether the page with this change to its numbers would be refused.
fn is_found(change: impl FnOnce(&mut Vec<(String, String)>)) -> bool {
    let mut changed = numbers();
    change(&mut changed);
    misplaced(&changed).is_some()
}

#[test]
fn a_requirement_dropped_doubled_moved_or_under_another_level_is_found() {
    assert!(is_found(|numbers| drop(numbers.remove(7))), "dropped");
    assert!(is_found(|numbers| drop(numbers.pop())), "the last one dropped");
    assert!(is_found(|numbers| numbers.swap(7, 8)), "moved");
    assert!(is_found(|numbers| numbers[7].1 = "3".to_owned()), "under another level");
    assert!(is_found(|numbers| numbers[7].0 = "V1.2.99".to_owned()), "one that does not exist");
    let twice = numbers().swap_remove(7);
    assert!(is_found(|numbers| numbers.insert(7, twice)), "doubled");
}

#[test]
fn every_verdict_is_one_of_five_and_has_its_test_or_its_reason() {
    let mut faults = Vec::new();
    for Row { number, asked, verdict, said, .. } in rows() {
        let tested = said.contains(".rs::") || said.contains(" › ");
        let fault = match verdict.as_str() {
            _ if asked.is_empty() => "does not say what is asked for",
            "met" if !tested => "is met and names no test: then it is not shown",
            "met, not shown" | "does not apply" if tested => "names a test: then it is shown, or applies",
            "met, not shown" | "does not apply" | "deviation" | "not met" if said.is_empty() => "says no reason",
            known if VERDICTS.contains(&known) => continue,
            _ => "has another verdict",
        };
        faults.push(format!("{number} {fault}"));
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_sums_are_those_of_the_rows() {
    let mut counted: BTreeMap<(String, String), usize> = BTreeMap::new();
    for row in rows() {
        *counted.entry((row.verdict, row.level)).or_default() += 1;
    }
    let sum = |verdict: &str, level: &str| counted.get(&(verdict.to_owned(), level.to_owned())).copied().unwrap_or_default().to_string();
    let expected: Vec<Vec<String>> =
        VERDICTS.iter().map(|verdict| vec![(*verdict).to_owned(), sum(verdict, "1"), sum(verdict, "2"), sum(verdict, "3")]).collect();
    assert_eq!(rooms::table(&page(), "verdict"), expected);
}
