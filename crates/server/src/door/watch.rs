//! What is noticed of a request, and nothing more: the route's template, the status, and a coarse duration. No address, no header, no
//! path as it came, no name. On the reporters' door not even that: a line with its time would tell when somebody came, so only failures
//! of our own are counted there, and the count is said at the next tick.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
};

/// How a door is watched.
#[derive(Clone, Debug)]
pub(crate) enum Watch {
    /// Failures are counted.
    Reporters(Arc<Failures>),
    /// Route, status and coarse duration are said at level `debug`.
    Staff,
}

/// Failures since they were last told.
#[derive(Debug, Default)]
pub(crate) struct Failures(AtomicU64);

impl Failures {
    /// Takes the count and starts at zero again.
    pub(crate) fn take(&self) -> u64 {
        self.0.swap(0, Ordering::Relaxed)
    }
}

impl Watch {
    /// Lets a request through and notices what may be noticed.
    ///
    /// # Errors
    /// Only what the services behind it answer.
    pub(crate) async fn over<B: MessageBody>(&self, request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
        match self {
            Self::Reporters(failures) => {
                let answer = next.call(request).await;
                let failed = answer.as_ref().map_or(true, |answer| answer.status().as_u16() == 500);
                failures.0.fetch_add(u64::from(failed), Ordering::Relaxed);
                answer
            }
            Self::Staff => {
                let begun = now();
                let answer = next.call(request).await?;
                let route = answer.request().match_pattern().unwrap_or_else(|| "none".to_owned());
                tracing::debug!(route, status = answer.status().as_u16(), took = bucket(begun.elapsed()), "request");
                Ok(answer)
            }
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a duration that is only ever told coarsely, on staff routes")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}

/// Durations in four words.
fn bucket(took: std::time::Duration) -> &'static str {
    match took.as_millis() {
        0..=9 => "under 10 ms",
        10..=99 => "under 100 ms",
        100..=999 => "under 1 s",
        _ => "1 s or more",
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn durations_are_told_coarsely() {
        assert_eq!(bucket(Duration::from_millis(3)), "under 10 ms");
        assert_eq!(bucket(Duration::from_millis(99)), "under 100 ms");
        assert_eq!(bucket(Duration::from_secs(50)), "1 s or more");
    }

    #[test]
    fn failures_are_told_once() {
        let failures = Failures::default();
        failures.0.fetch_add(2, Ordering::Relaxed);
        assert_eq!((failures.take(), failures.take()), (2, 0));
    }
}
