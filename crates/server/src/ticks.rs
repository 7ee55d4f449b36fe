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
        let mut due = self.first_due().await;
        let mut swept = Moment::from_seconds(0);
        loop {
            tokio::select! {
                () = self.sleep_until(due) => (),
                _ = stop.wait_for(|stop| *stop) => return,
            }
            let now = self.clock.now();
            let ticked = self.tick(now).await;
            due = self.due_after(now, ticked);
            if now.seconds() - swept.seconds() >= SWEEP {
                self.sweep(now).await;
                swept = now;
            }
        }
    }

    /// When the first tick after a start is: at once if the last one that was due was missed, however many were. A restart between two
    /// ticks lets nothing out before its time, and leaves no trace.
    async fn first_due(&self) -> Moment {
        let now = self.clock.now();
        match self.store.last_due().await {
            Ok(last) if last < Some(self.schedule.latest(now)) => now,
            Ok(_) => self.schedule.next_after(now),
            Err(error) => {
                tracing::error!(%error, "whether a tick was missed is not known; the next one comes at its time");
                self.schedule.next_after(now)
            }
        }
    }

    fn due_after(&self, now: Moment, ticked: bool) -> Moment {
        let next = self.schedule.next_after(now);
        if ticked { next } else { next.min(now.plus(RETRY)) }
    }

    async fn sleep_until(&self, due: Moment) {
        loop {
            let left = due.seconds() - self.clock.now().seconds();
            if left <= 0 {
                return;
            }
            self.forget_ended().await;
            tokio::time::sleep(Duration::from_secs(u64::try_from(left.min(LONGEST_SLEEP)).unwrap_or(1))).await;
        }
    }

    /// Sessions that have ended leave no row until a sweep that is a day away.
    async fn forget_ended(&self) {
        if let Err(error) = self.store.forget_ended(self.clock.now()).await {
            tracing::debug!(%error, "what has ended is forgotten later");
        }
    }

    /// One tick. Says nothing of how much came out.
    async fn tick(&self, now: Moment) -> bool {
        crate::logs::tell();
        let failures = self.failures.take();
        if failures > 0 {
            tracing::error!(failures, "the reporters' door failed since the last tick");
        }
        match self.store.tick(self.schedule.latest(now), now.day(self.schedule.zone()), self.profile, self.signer.clone()).await {
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

#[cfg(test)]
mod tests {
    use domain::{ZoneOffset, clock::SetClock, limits::Limits};

    use super::*;
    use crate::{chance, clock::SystemClock};

    /// 2026-11-21T18:00:00Z, when a tick is due.
    const SIX: Moment = Moment::from_seconds(1_795_284_000);

    struct Pen;

    impl CheckpointSigner for Pen {
        fn sign(&self, size: u64, _: [u8; 32]) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
            Ok(size.to_string())
        }
    }

    async fn ticker(folder: &std::path::Path, every: u32, clock: Arc<dyn Clock>) -> Ticker {
        let address = |name: &str| format!("sqlite:{}", folder.join(name).display());
        let config = store::Config {
            database: address("main.db"),
            storage_keys: address("keys.db"),
            blobs: folder.join("blobs"),
            limits: Limits::default(),
            sole: true,
        };
        let store = store::open(config, Box::new(chance::system()), None).await.unwrap();
        let schedule = Schedule::new(every, 18 * 3600 % every, ZoneOffset::default()).unwrap();
        let profile = Profile::Eu;
        Ticker { store, clock, schedule, profile, signer: Arc::new(Pen), failures: Arc::default() }
    }

    /// Runs the loop until there were so many ticks.
    async fn runs_until(ticker: Ticker, ticks: u64) -> Arc<dyn Store> {
        let store = ticker.store.clone();
        let (stop, stopped) = watch::channel(false);
        let running = tokio::spawn(ticker.run(stopped));
        let enough = async {
            while store.next_tick().await.unwrap() < ticks {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), enough).await.unwrap();
        stop.send_replace(true);
        running.await.unwrap();
        store
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn of_many_missed_ticks_one_is_made_up_for_at_start_and_none_where_none_was_missed() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(SetClock::at(SIX.plus(7)));
        let made = ticker(folder.path(), 86_400, clock.clone()).await;
        assert_eq!(made.first_due().await, clock.now(), "there was none yet");
        let store = runs_until(made, 1).await;
        assert_eq!(store.last_due().await.unwrap(), Some(SIX), "kept is when it was due, not when it was");
        drop(store);
        clock.advance(3600);
        let soon = ticker(folder.path(), 86_400, clock.clone()).await;
        assert_eq!(soon.first_due().await, SIX.plus(86_400), "a restart between two ticks lets nothing out");
        drop(soon);
        clock.advance(3 * 86_400);
        let late = ticker(folder.path(), 86_400, clock.clone()).await;
        assert_eq!(late.first_due().await, clock.now());
        let store = runs_until(late, 2).await;
        assert_eq!((store.next_tick().await.unwrap(), store.last_due().await.unwrap()), (2, Some(SIX.plus(3 * 86_400))));
        drop(store);
        let again = ticker(folder.path(), 86_400, clock).await;
        assert_eq!(again.first_due().await, SIX.plus(4 * 86_400));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn ticks_go_on_until_they_are_told_to_stop() {
        let folder = tempfile::tempdir().unwrap();
        let store = runs_until(ticker(folder.path(), 1, Arc::new(SystemClock)).await, 3).await;
        assert!(store.next_tick().await.unwrap() >= 3);
    }

    #[tokio::test]
    async fn a_tick_that_failed_is_tried_again_soon_and_never_later_than_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let daily = ticker(folder.path(), 86_400, Arc::new(SystemClock)).await;
        assert_eq!((daily.due_after(SIX, true), daily.due_after(SIX, false)), (SIX.plus(86_400), SIX.plus(RETRY)));
        assert_eq!(daily.due_after(SIX.plus(-5), false), SIX);
    }
}
