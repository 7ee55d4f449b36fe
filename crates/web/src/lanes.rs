//! Lanes instead of addresses. Each kind of request has its own places, so that a flood of one kind leaves the others alone. When a lane
//! is full, a random one of those in it gives way and is asked to come again; nobody is barred, and nothing about anybody is looked at.
//!
//! A lane has two rooms. Bodies are *received* in the first: who sends slowly stays long and is likely to be the one who gives way. The
//! *work* is done in the second, where a request waits until a place is free and is not disturbed once it has one. The second room is
//! measured in the bytes of those who wait: thousands of short texts find room in it, and who brings much is likely to give way.

use std::{
    collections::BTreeMap,
    future::Future,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use actix_web::{HttpRequest, http::Method};
use rand::{Rng, SeedableRng, rngs::StdRng};
use tokio::sync::oneshot;

use crate::problem::{Kind, Problem};

/// The kinds of requests that are kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LaneName {
    /// A report sealed by the client, with work.
    FilingWithWork,
    /// A report through the pages without script.
    FilingPlain,
    /// Sealed chunks of attachments.
    Uploading,
    /// Files through the pages without script.
    UploadingPlain,
    /// The mailbox.
    Reading,
    /// The mailbox through the pages without script.
    ReadingPlain,
    /// Posts to a mailbox.
    Replying,
    /// Posts to a mailbox through the pages without script.
    ReplyingPlain,
    /// Sign-in and enrolment of staff.
    Entering,
    /// Everything signed-in staff do.
    Staff,
}

impl LaneName {
    /// Every lane.
    pub const ALL: [Self; 10] = [
        Self::FilingWithWork,
        Self::FilingPlain,
        Self::Uploading,
        Self::UploadingPlain,
        Self::Reading,
        Self::ReadingPlain,
        Self::Replying,
        Self::ReplyingPlain,
        Self::Entering,
        Self::Staff,
    ];
}

/// How many places a lane has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Bodies received at the same time.
    pub receiving: usize,
    /// Requests worked on at the same time.
    pub working: usize,
    /// Bytes of the requests that wait for a working place, each counted as at least [`LEAST`].
    pub waiting: usize,
}

/// What a request that waits is counted as if it brought less: about what it costs.
pub const LEAST: usize = 16 << 10;
/// What a request is counted as whose length the lane is not told.
const UNTOLD: usize = 1 << 20;

/// All lanes of a door. Clones share the places.
#[derive(Clone, Debug)]
pub struct Lanes {
    lanes: Arc<BTreeMap<LaneName, Lane>>,
    fallback: Lane,
}

impl Lanes {
    /// Makes the lanes, sized by `size`; `rng` seeds the draw of who gives way.
    pub fn new(size: impl Fn(LaneName) -> Size, rng: &mut (impl rand::CryptoRng + rand::RngCore)) -> Self {
        let lanes = LaneName::ALL.iter().map(|name| (*name, Lane::new(size(*name), rng.r#gen()))).collect();
        Self { lanes: Arc::new(lanes), fallback: Lane::new(size(LaneName::Staff), rng.r#gen()) }
    }

    /// Sizes for a machine of `cores` cores: what stretches words on the server gets half of them.
    pub fn for_cores(cores: usize) -> impl Fn(LaneName) -> Size {
        move |name| match name {
            LaneName::FilingPlain | LaneName::ReadingPlain | LaneName::ReplyingPlain => {
                Size { receiving: 64, working: (cores / 2).max(1), waiting: 64 << 20 }
            }
            LaneName::UploadingPlain | LaneName::Entering => Size { receiving: 64, working: cores.max(1), waiting: 64 << 20 },
            LaneName::FilingWithWork | LaneName::Replying => Size { receiving: 128, working: 64, waiting: 128 << 20 },
            LaneName::Uploading | LaneName::Reading | LaneName::Staff => Size { receiving: 64, working: 32, waiting: 128 << 20 },
        }
    }

    /// One of the lanes.
    #[must_use]
    pub fn lane(&self, name: LaneName) -> Lane {
        self.lanes.get(&name).unwrap_or(&self.fallback).clone()
    }
}

/// One lane. Clones share the places.
#[derive(Clone, Debug)]
pub struct Lane {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    size: Size,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    rng: StdRng,
    next: u64,
    free: usize,
    receiving: Vec<(u64, oneshot::Sender<()>)>,
    waiting: Vec<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    id: u64,
    bytes: usize,
    place: oneshot::Sender<Place>,
}

impl Lane {
    /// A lane of its own, with the seed of its draws.
    #[must_use]
    pub fn new(size: Size, seed: [u8; 32]) -> Self {
        let state = State { rng: StdRng::from_seed(seed), next: 0, free: size.working, receiving: Vec::new(), waiting: Vec::new() };
        Self { shared: Arc::new(Shared { size, state: Mutex::new(state) }) }
    }

    /// Receives something in this lane: runs `receive` until it is done or has to give way.
    ///
    /// # Errors
    /// [`Kind::Busy`] when it gave way.
    pub async fn receive<T>(&self, receive: impl Future<Output = T>) -> Result<T, Problem> {
        let (_leave, gives_way) = self.enter()?;
        tokio::select! {
            done = receive => Ok(done),
            _ = gives_way => Err(Problem::busy()),
        }
    }

    fn enter(&self) -> Result<(Leave, oneshot::Receiver<()>), Problem> {
        let mut state = self.shared.lock();
        if state.receiving.len() >= self.shared.size.receiving {
            let places = state.receiving.len();
            let drawn = state.rng.gen_range(0..=places);
            if drawn == places {
                return Err(Problem::busy());
            }
            drop(state.receiving.swap_remove(drawn));
        }
        let (sender, receiver) = oneshot::channel();
        let id = state.ticket();
        state.receiving.push((id, sender));
        Ok((Leave { id, lane: self.clone() }, receiver))
    }

    /// Waits for a working place, which is given back when the value is dropped. `bytes`: how much is held meanwhile.
    ///
    /// # Errors
    /// [`Kind::Busy`] when too much waits and this one was drawn to come again.
    pub async fn work(&self, bytes: usize) -> Result<Place, Problem> {
        let (_leave, place) = {
            let mut state = self.shared.lock();
            if state.free > 0 {
                state.free -= 1;
                return Ok(Place { lane: Some(self.clone()) });
            }
            let (sender, receiver) = oneshot::channel();
            let id = state.ticket();
            state.waiting.push(Waiting { id, bytes: bytes.max(LEAST), place: sender });
            state.make_room(self.shared.size.waiting);
            (Leave { id, lane: self.clone() }, receiver)
        };
        place.await.map_err(|_| Problem::busy())
    }

    /// How many are received, waiting, and how many working places are free: for tests and the load driver.
    #[must_use]
    pub fn census(&self) -> (usize, usize, usize) {
        let state = self.shared.lock();
        (state.receiving.len(), state.waiting.len(), state.free)
    }

    /// Hands a working place that became free to a random one of those who wait.
    fn hand_on(&self) {
        loop {
            let drawn = {
                let mut state = self.shared.lock();
                if state.waiting.is_empty() {
                    state.free += 1;
                    return;
                }
                let places = state.waiting.len();
                let drawn = state.rng.gen_range(0..places);
                state.waiting.swap_remove(drawn).place
            };
            match drawn.send(Place { lane: Some(self.clone()) }) {
                Ok(()) => return,
                Err(mut gone) => drop(gone.lane.take()), // that one left; the next
            }
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn ticket(&mut self) -> u64 {
        self.next = self.next.wrapping_add(1);
        self.next
    }

    /// Asks some of those who wait to come again, until what the others brought fits. A random byte is drawn: its owner gives way.
    fn make_room(&mut self, most: usize) {
        let mut held: usize = self.waiting.iter().map(|one| one.bytes).sum();
        while held > most {
            let mut drawn = self.rng.gen_range(0..held);
            let owner = self.waiting.iter().position(|one| match drawn.checked_sub(one.bytes) {
                Some(rest) => {
                    drawn = rest;
                    false
                }
                None => true,
            });
            let Some(owner) = owner else { return };
            held -= self.waiting.swap_remove(owner).bytes;
        }
    }
}

/// Takes its request out of the room it is in.
struct Leave {
    id: u64,
    lane: Lane,
}

impl Drop for Leave {
    fn drop(&mut self) {
        let mut state = self.lane.shared.lock();
        state.receiving.retain(|(id, _)| *id != self.id);
        state.waiting.retain(|one| one.id != self.id);
    }
}

/// A working place.
#[derive(Debug)]
pub struct Place {
    lane: Option<Lane>,
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(lane) = self.lane.take() {
            lane.hand_on();
        }
    }
}

/// How an endpoint uses its lane.
#[derive(Clone, Debug)]
pub(crate) struct Passage {
    lane: Lane,
    streaming: bool,
}

impl Passage {
    pub(crate) fn new(lane: Lane, streaming: bool) -> Self {
        Self { lane, streaming }
    }

    /// Runs the handler function in its place.
    pub(crate) async fn run<T>(&self, handler: impl Future<Output = T>) -> Result<T, Problem> {
        if self.streaming {
            return self.lane.receive(handler).await;
        }
        let _place = self.lane.work(UNTOLD).await?;
        Ok(handler.await)
    }
}

/// The lanes of one path, by method; body readers look here.
#[derive(Clone, Debug, Default)]
pub(crate) struct Passages(Vec<(Method, Passage)>);

impl Passages {
    pub(crate) fn add(&mut self, method: Method, passage: Passage) {
        self.0.push((method, passage));
    }

    /// Receives in the lane of the request's endpoint, if it has one.
    pub(crate) async fn receive<T>(request: &HttpRequest, receive: impl Future<Output = T>) -> Result<T, Problem> {
        let found = request.app_data::<Self>().and_then(|all| all.0.iter().find(|(method, _)| method == request.method()));
        match found {
            Some((_, passage)) => passage.lane.clone().receive(receive).await,
            None => Ok(receive.await),
        }
    }
}

impl Problem {
    fn busy() -> Self {
        Self::new(Kind::Busy)
    }
}

#[cfg(test)]
#[path = "lanes_test.rs"]
mod tests;
