//! What is logged, and how: our own crates only, without times, which the journal adds where there is one. No library's words, since
//! they may hold addresses.

use tracing::Level;
use tracing_subscriber::{filter::Targets, layer::SubscriberExt, util::SubscriberInitExt};

/// Crates that may say something.
const OURS: [&str; 6] = ["sottovoce", "casework", "domain", "intake", "store", "web"];

/// Starts it. Once a process; a second call changes nothing.
pub(crate) fn start(level: Level) {
    let targets = OURS.iter().map(|name| (*name, level)).collect::<Targets>();
    let layer = tracing_subscriber::fmt::layer().without_time().with_writer(std::io::stderr);
    let _already_started = tracing_subscriber::registry().with(targets).with(layer).try_init();
}
