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
    sync::mpsc::{Receiver, Sender, channel},
    time::timeout,
};
use web::{lanes::Lane, scrub};

use super::{Desk, address};

/// How long somebody may take to receive the next piece.
const PATIENCE: Duration = Duration::from_secs(120);
/// Octets of a piece.
const PIECE: usize = 64 * 1024;

/// Streams the true octets of an attachment, in a place of the lane, which may have to be given up in a flood.
pub(in crate::plain) fn download(
    desk: &Desk,
    id: AttachmentId,
    described: Attachment,
    lane: Lane,
) -> impl Stream<Item = io::Result<Bytes>> + use<> {
    let (to_opener, ciphertext) = channel(1);
    let (to_person, plaintext) = channel(1);
    let (intake, mailbox, keys) = (desk.intake.clone(), address(&desk.keys), desk.keys.clone());
    let chunks = uploads::chunks(described.sealed).unwrap_or(0);
    actix_web::rt::spawn(async move {
        let fetch = async {
            for n in 0..chunks {
                // Without a chunk the opener meets the end too early, and the person's browser a cut download.
                let Ok(Some(chunk)) = intake.parts.store.mailbox_chunk(mailbox, id, n).await else { break };
                if !matches!(timeout(PATIENCE, to_opener.send(chunk)).await, Ok(Ok(()))) {
                    break;
                }
            }
        };
        drop(lane.receive(fetch).await);
    });
    let runtime = Handle::current();
    let chunks = Chunks { from: ciphertext, now: Bytes::new() };
    let work = Box::new(move || open(chunks, &described, &keys.identity, &to_person, &runtime));
    drop(actix_web::rt::task::spawn_blocking(move || scrub::below(work)));
    // The answer's head says the file's name.
    let parts = (plaintext, scrub::Heads);
    stream::unfold(parts, |(mut plaintext, heads)| async { plaintext.recv().await.map(|piece| (piece, (plaintext, heads))) })
}

fn open(chunks: Chunks, described: &Attachment, identity: &Identity, to: &Sender<io::Result<Bytes>>, runtime: &Handle) {
    if let Err(error) = pass_on(chunks, described, identity, to, runtime) {
        // Nobody may listen any more; then nobody needs to know.
        let _ = runtime.block_on(timeout(PATIENCE, to.send(Err(error))));
    }
}

fn pass_on(
    chunks: Chunks,
    described: &Attachment,
    identity: &Identity,
    to: &Sender<io::Result<Bytes>>,
    runtime: &Handle,
) -> io::Result<()> {
    let mut opener = Opener::begin(chunks, described, identity).map_err(io::Error::other)?;
    loop {
        let mut piece = vec![0; PIECE];
        let read = opener.read(&mut piece)?;
        if read == 0 {
            return Ok(());
        }
        piece.truncate(read);
        let taken = runtime.block_on(timeout(PATIENCE, to.send(Ok(piece.into()))));
        taken.map_err(io::Error::other)?.map_err(io::Error::other)?;
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
