//! How items hang together: each author's chain, and what each had seen of the others (docs/protocol.md 4).
//! A server that drops, repeats, reorders or swaps items leaves a trace here. Never uses the server's order.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Finding;
use crate::item::{Author, Head, SignedItem};

/// The verified items of one audience, by author and number.
#[derive(Debug, Clone, Default)]
pub struct Chains(BTreeMap<(Author, u32), SignedItem>);

impl Chains {
    /// Takes verified items of one audience. The same one twice, and two under one number, are findings; the first stays.
    pub fn new(items: Vec<SignedItem>, findings: &mut Vec<Finding>) -> Self {
        let mut chains = Self::default();
        let mut known = BTreeSet::new();
        for item in items {
            let (hash, author, seq) = (item.hash(), item.header().author, item.header().seq);
            if !known.insert(hash) {
                findings.push(Finding::Repeated { hash });
            } else if chains.at(author, seq).is_some() {
                findings.push(Finding::Forked { author, seq });
            } else {
                chains.add(item);
            }
        }
        chains
    }

    /// Adds an item just written.
    pub(crate) fn add(&mut self, item: SignedItem) {
        self.0.insert((item.header().author, item.header().seq), item);
    }

    /// The item of an author and number.
    pub fn at(&self, author: Author, seq: u32) -> Option<&SignedItem> {
        self.0.get(&(author, seq))
    }

    /// An author's last item.
    pub fn last(&self, author: Author) -> Option<&SignedItem> {
        self.0.range((author, 0)..=(author, u32::MAX)).next_back().map(|(_, item)| item)
    }

    /// All items, by author and number.
    pub fn all(&self) -> impl Iterator<Item = &SignedItem> {
        self.0.values()
    }

    /// The last item of every author but the writer: what the writer puts into the next header. What was seen `before` and is
    /// not shown any more stays in it.
    pub fn heads(&self, writer: Author, before: &[Head]) -> Vec<Head> {
        let mut heads: BTreeMap<Author, Head> = before.iter().map(|head| (head.author, *head)).collect();
        for item in self.all() {
            let head = Head { author: item.header().author, seq: item.header().seq, hash: item.hash() };
            let newer = heads.get(&head.author).is_none_or(|known| head.seq > known.seq);
            if newer {
                heads.insert(head.author, head);
            }
        }
        heads.remove(&writer);
        heads.into_values().collect()
    }

    /// Every item's predecessor must be there and be the one it names. `unread` is an author some of whose items nobody here can
    /// open.
    pub(crate) fn check_links(&self, unread: Option<Author>, findings: &mut Vec<Finding>) {
        let authors: BTreeSet<Author> = self.0.keys().map(|(author, _)| *author).collect();
        for author in authors {
            let last = self.last(author).map_or(0, |item| item.header().seq);
            for seq in 0..last {
                let sound = match (self.at(author, seq), self.at(author, seq + 1)) {
                    (Some(item), Some(next)) => next.header().previous == Some(item.hash()),
                    (Some(_), None) => true,
                    (None, _) => unread == Some(author),
                };
                if !sound {
                    findings.push(Finding::Gap { author, seq });
                }
            }
        }
    }

    /// What somebody saw must be there, and be the same.
    pub(crate) fn check_seen(&self, seen: &[Head], unread: Option<Author>, findings: &mut Vec<Finding>) {
        let named = self.all().flat_map(|item| &item.header().heads);
        for Head { author, seq, hash } in seen.iter().chain(named) {
            let sound = match self.at(*author, *seq) {
                Some(item) => item.hash() == *hash,
                None => unread == Some(*author),
            };
            let finding = Finding::Dropped { author: *author, seq: *seq };
            if !sound && !findings.contains(&finding) {
                findings.push(finding);
            }
        }
    }

    /// All items, each after those it answers to; otherwise by day, author and number.
    pub fn in_order(&self) -> Vec<&SignedItem> {
        let mut rest: Vec<&SignedItem> = self.all().collect();
        rest.sort_by_key(|item| (item.header().day, place(item)));
        let (mut entered, mut ordered) = (BTreeSet::new(), Vec::with_capacity(rest.len()));
        for item in rest {
            let mut path: Vec<&SignedItem> = entered.insert(place(item)).then_some(item).into_iter().collect();
            // Hashes cannot form a circle; forged numbers that do are entered once, and so end.
            while let Some(last) = path.last() {
                match self.answers_to(last).find(|earlier| entered.insert(place(earlier))) {
                    Some(earlier) => path.push(earlier),
                    None => ordered.extend(path.pop()),
                }
            }
        }
        ordered
    }

    /// The items here that an item names as seen before it.
    fn answers_to<'a>(&'a self, item: &'a SignedItem) -> impl Iterator<Item = &'a SignedItem> {
        let header = item.header();
        let others = header.heads.iter().map(|head| (head.author, head.seq));
        let own = header.seq.checked_sub(1).map(|seq| (header.author, seq));
        others.chain(own).filter_map(|(author, seq)| self.at(author, seq))
    }
}

/// Where an item stands: its author and number.
fn place(item: &SignedItem) -> (Author, u32) {
    (item.header().author, item.header().seq)
}
