//! An attachment opened while it is fetched: a chunk in memory and never more. Its last octets leave only when the whole
//! was what its sender described.

use std::{
    io::{self, BufRead, Read},
    time::Duration,
};

use bytes::Bytes;
use domain::{AttachmentId, uploads};
use futures_util::{Stream, stream};
use sealing::{
    attachment::{Attachment, Opener},
    hybrid::Identity,
};
use tokio::{
    runtime::Handle,
    sync::{
        mpsc::{Receiver, Sender, channel},
        oneshot,
    },
    time::{Instant, timeout_at},
};
use web::{lanes::Lane, scrub};

use super::{Desk, address};

/// How long somebody may take to receive the next piece.
const PATIENCE: Duration = Duration::from_secs(20);
/// Octets of a piece.
const PIECE: usize = 64 * 1024;
/// A whole download may take so long, and as long besides as it takes at so many octets in a second: what a slow circuit of Tor gives.
const LEAST: Duration = Duration::from_secs(120);
const SLOWEST: u64 = 8 * 1024;

/// Streams the true octets of an attachment. It keeps a place of the lane until its thread has ended, so that there are never more of
/// these threads than places, and in a flood the place and the thread may have to be given up.
pub(in crate::plain) fn download(
    desk: &Desk,
    id: AttachmentId,
    described: Attachment,
    lane: Lane,
) -> impl Stream<Item = io::Result<Bytes>> + use<> {
    let (to_person, plaintext) = channel(1);
    let (intake, mailbox, keys) = (desk.intake.clone(), address(&desk.keys), desk.keys.clone());
    let chunks = uploads::chunks(described.sealed).unwrap_or(0);
    let deadline = Instant::now() + LEAST + Duration::from_secs(described.sealed / SLOWEST);
    actix_web::rt::spawn(async move {
        let (to_opener, ciphertext) = channel(1);
        let (given_up, alive) = oneshot::channel::<()>();
        let listener = Listener { to: to_person, given_up, deadline, runtime: Handle::current() };
        let fetch = async move {
            // Dropped when the place is lost.
            let _alive = alive;
            let chunks_of = Chunks { from: ciphertext, now: Bytes::new() };
            let work = Box::new(move || open(chunks_of, &described, &keys.identity, listener));
            let opener = actix_web::rt::task::spawn_blocking(move || scrub::below(work));
            for n in 0..chunks {
                // Without a chunk the opener meets the end too early, and the person's browser a cut download.
                let Ok(Some(chunk)) = intake.parts.store.mailbox_chunk(mailbox, id, n).await else { break };
                if to_opener.send(chunk).await.is_err() {
                    break;
                }
            }
            drop(to_opener);
            drop(opener.await);
        };
        drop(lane.receive(fetch).await);
    });
    // The answer's head says the file's name.
    let parts = (plaintext, scrub::Heads);
    stream::unfold(parts, |(mut plaintext, heads)| async { plaintext.recv().await.map(|piece| (piece, (plaintext, heads))) })
}

/// Who receives the pieces, and how long that may take.
struct Listener {
    to: Sender<io::Result<Bytes>>,
    given_up: oneshot::Sender<()>,
    deadline: Instant,
    runtime: Handle,
}

impl Listener {
    fn take(&mut self, piece: io::Result<Bytes>) -> io::Result<()> {
        let (to, given_up) = (&self.to, &mut self.given_up);
        let until = self.deadline.min(Instant::now() + PATIENCE);
        let taken = self.runtime.block_on(async {
            tokio::select! {
                taken = timeout_at(until, to.send(piece)) => matches!(taken, Ok(Ok(()))),
                () = given_up.closed() => false,
            }
        });
        if taken { Ok(()) } else { Err(io::ErrorKind::TimedOut.into()) }
    }
}

fn open(chunks: Chunks, described: &Attachment, identity: &Identity, mut to: Listener) {
    if let Err(error) = pass_on(chunks, described, identity, &mut to) {
        // Nobody may listen any more; then nobody needs to know.
        let _ = to.to.try_send(Err(error));
    }
}

fn pass_on(chunks: Chunks, described: &Attachment, identity: &Identity, to: &mut Listener) -> io::Result<()> {
    let mut opener = Opener::begin(chunks, described, identity).map_err(io::Error::other)?;
    loop {
        let mut piece = vec![0; PIECE];
        let read = opener.read(&mut piece)?;
        if read == 0 {
            return Ok(());
        }
        piece.truncate(read);
        to.take(Ok(piece.into()))?;
    }
}

/// Chunks as they come from the store, read one after the other in a thread of their own.
struct Chunks {
    from: Receiver<Bytes>,
    now: Bytes,
}

impl Read for Chunks {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Chunks {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.now.is_empty()
            && let Some(next) = self.from.blocking_recv()
        {
            self.now = next;
        }
        Ok(&self.now)
    }

    fn consume(&mut self, amount: usize) {
        drop(self.now.split_to(amount.min(self.now.len())));
    }
}
