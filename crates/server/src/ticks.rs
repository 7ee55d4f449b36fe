//! The house's heart: at each tick what waits comes out. A tick that fails is tried again soon; nothing is lost by it.

use std::{sync::Arc, time::Duration};

use domain::{Clock, Moment, Profile, Store, StoreError, log::CheckpointSigner, ticks::Schedule};
use tokio::sync::watch;

use crate::door::watch::Failures;

/// A tick that failed is tried again after so many seconds, or at the next one if that is sooner.
const RETRY: i64 = 30;
/// Sleep at most so long at a time, so that a clock that was set is noticed.
const LONGEST_SLEEP: i64 = 30;
/// Sweep about once an hour.
const SWEEP: i64 = 3600;

/// What ticks need.
pub(crate) struct Ticker {
    /// Everything that is kept.
    pub(crate) store: Arc<dyn Store>,
    /// What time it is.
    pub(crate) clock: Arc<dyn Clock>,
    /// When ticks are.
    pub(crate) schedule: Schedule,
    /// Which deadlines count.
    pub(crate) profile: Profile,
    /// Signs checkpoints.
    pub(crate) signer: Arc<dyn CheckpointSigner>,
    /// Failures at the reporters' door, told here.
    pub(crate) failures: Arc<Failures>,
}

impl Ticker {
    /// Runs until `stop` says so. A tick that has begun is finished.
    pub(crate) async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut due = self.schedule.next_after(self.clock.now());
        let mut swept = Moment::from_seconds(0);
        loop {
            tokio::select! {
                () = self.sleep_until(due) => (),
                _ = stop.wait_for(|stop| *stop) => return,
            }
            let now = self.clock.now();
            due = self.schedule.next_after(now);
            if !self.tick(now).await {
                due = due.min(now.plus(RETRY));
            }
            if now.seconds() - swept.seconds() >= SWEEP {
                self.sweep(now).await;
                swept = now;
            }
        }
    }

    async fn sleep_until(&self, due: Moment) {
        loop {
            let left = due.seconds() - self.clock.now().seconds();
            if left <= 0 {
                return;
            }
            tokio::time::sleep(Duration::from_secs(u64::try_from(left.min(LONGEST_SLEEP)).unwrap_or(1))).await;
        }
    }

    /// One tick. Says nothing of how much came out.
    async fn tick(&self, now: Moment) -> bool {
        crate::logs::tell();
        let failures = self.failures.take();
        if failures > 0 {
            tracing::error!(failures, "the reporters' door failed since the last tick");
        }
        match self.store.tick(now.day(self.schedule.zone()), self.profile, self.signer.clone()).await {
            Ok(ticked) => {
                if ticked.held > 0 {
                    tracing::error!(cases = ticked.held, "something stored is damaged, so it could not come out; put back a backup");
                }
                true
            }
            Err(StoreError::Conflict) => true, // another process of this house may have been faster
            Err(error) => {
                tracing::error!(%error, "a tick did not happen and will be tried again");
                false
            }
        }
    }

    async fn sweep(&self, now: Moment) {
        if let Err(error) = self.store.sweep(now, now.day(self.schedule.zone())).await {
            tracing::warn!(%error, "sweeping did not end");
        }
    }
}
