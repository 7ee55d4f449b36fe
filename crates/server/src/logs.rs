//! What is logged, and how: our own crates only, without times, which the journal adds where there is one. No library's words, since
//! they may hold addresses.
//!
//! What the rooms behind the doors say may have been caused by somebody who came, and a line with its time would tell when. It is held
//! back, counted, and told at the next tick in the order of the alphabet.

use std::{
    collections::BTreeMap,
    fmt::{Debug, Write},
    sync::{Mutex, PoisonError},
};

use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    Layer,
    filter::Targets,
    layer::{Context, SubscriberExt},
    registry::LookupSpan,
    util::SubscriberInitExt,
};

/// What says its lines at once: this program itself, at its start, at ticks, and of the staff's door.
const AT_ONCE: &str = "sottovoce";
/// What is held back.
const BEHIND_THE_DOORS: [&str; 5] = ["casework", "domain", "intake", "store", "web"];
/// Different lines that are remembered; more are counted as one.
const DIFFERENT: usize = 64;

/// Starts it. Once a process; a second call changes nothing.
pub(crate) fn start(level: Level) {
    let at_once = tracing_subscriber::fmt::layer().without_time().with_writer(std::io::stderr);
    let at_once = at_once.with_filter(Targets::new().with_target(AT_ONCE, level));
    let _already_started = tracing_subscriber::registry().with(at_once).with(Held::the_process().layer()).try_init();
}

/// Says what was held back since this was called last.
pub(crate) fn tell() {
    for (line, times) in Held::the_process().take() {
        tracing::warn!(times, "since the last tick: {line}");
    }
}

/// Lines and how often they were said.
#[derive(Debug, Default)]
struct Held(Mutex<BTreeMap<String, u64>>);

impl Held {
    fn the_process() -> &'static Self {
        static HELD: Held = Held(Mutex::new(BTreeMap::new()));
        &HELD
    }

    fn layer<S: Subscriber + for<'span> LookupSpan<'span>>(&'static self) -> impl Layer<S> {
        let targets = BEHIND_THE_DOORS.iter().map(|name| (*name, Level::WARN)).collect::<Targets>();
        HoldingBack(self).with_filter(targets)
    }

    fn hold(&self, line: String) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let line = if lines.len() < DIFFERENT || lines.contains_key(&line) { line } else { "something else".to_owned() };
        let times = lines.entry(line).or_default();
        *times = times.saturating_add(1);
    }

    fn take(&self) -> BTreeMap<String, u64> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

struct HoldingBack(&'static Held);

impl<S: Subscriber> Layer<S> for HoldingBack {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut line = Line(event.metadata().target().split("::").next().unwrap_or_default().to_owned());
        event.record(&mut line);
        self.0.hold(line.0);
    }
}

/// An event in one line.
struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let written = match field.name() {
            "message" => write!(self.0, ": {value:?}"),
            name => write!(self.0, " {name}={value:?}"),
        };
        debug_assert!(written.is_ok(), "text grows");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_behind_the_doors_waits_and_is_counted() {
        static HELD: Held = Held(Mutex::new(BTreeMap::new()));
        let subscriber = tracing_subscriber::registry().with(HELD.layer());
        tracing::subscriber::with_default(subscriber, || {
            for _ in 0..3 {
                tracing::error!(target: "intake::plain", error = %"a rule", "sealing");
            }
            tracing::warn!(target: "store::rows", "a transaction was lost");
            tracing::warn!(target: "somebody_else", "from 192.0.2.1");
            tracing::warn!(target: "sottovoce::ticks", "said at once by another layer");
        });
        let told: Vec<_> = HELD.take().into_iter().collect();
        assert_eq!(told, [("intake: sealing error=a rule".to_owned(), 3), ("store: a transaction was lost".to_owned(), 1)]);
        assert!(HELD.take().is_empty());
    }

    /// What the test below looks for in what this says, before and after.
    const TICK: &str = "-- a tick --";

    #[test]
    #[ignore = "starts the log of a whole process; the test below runs it in one of its own"]
    fn alone_one_process_says_what_it_may() {
        start(Level::TRACE);
        for level in ["error", "warn", "info"] {
            match level {
                "error" => tracing::error!(target: "intake::plain", "a secret moment"),
                "warn" => tracing::warn!(target: "store::rows", "a secret moment"),
                _ => tracing::info!(target: "web::lanes", "a secret moment"),
            }
        }
        tracing::error!(target: "actix_server", "from 192.0.2.1");
        tracing::error!(target: "sottovoce::ticks", "said at once");
        eprintln!("{TICK}");
        tell();
    }

    #[test]
    fn a_process_says_what_happened_behind_the_doors_at_the_tick_and_not_before() {
        let itself = std::env::current_exe().unwrap();
        let name = "logs::tests::alone_one_process_says_what_it_may";
        let run = std::process::Command::new(itself).args(["--ignored", "--exact", "--nocapture", name]).output().unwrap();
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        let (before, after) = said.split_once(TICK).unwrap_or_else(|| panic!("{said}"));
        assert!(before.contains("said at once"), "{said}");
        assert!(!before.contains("secret") && !said.contains("192.0.2.1"), "{said}");
        assert_eq!(after.matches("since the last tick: ").count(), 2, "{said}");
        assert!(after.contains("intake: a secret moment") && after.contains("store: a secret moment"), "{said}");
    }

    #[test]
    fn a_flood_of_different_lines_takes_no_memory() {
        static HELD: Held = Held(Mutex::new(BTreeMap::new()));
        for n in 0..1000 {
            HELD.hold(format!("line {n}"));
        }
        let told = HELD.take();
        assert_eq!((told.len(), told["something else"]), (DIFFERENT + 1, 1000 - 64));
    }
}
