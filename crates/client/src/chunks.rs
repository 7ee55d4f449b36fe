//! Chunks of an attachment on their way: cut from a stream as it is sealed, and joined again when fetched.
//! Holds one chunk at a time and one in between, whatever the size of the file.

use std::io;

use bytes::Bytes;
use tokio::sync::mpsc;

/// Collects bytes and gives them out in pieces of one size.
pub(crate) struct Cutter {
    size: usize,
    piece: Vec<u8>,
}

impl Cutter {
    /// Pieces of `size` bytes, at least one.
    pub(crate) fn new(size: usize) -> Self {
        Self { size: size.max(1), piece: Vec::with_capacity(size) }
    }

    /// Takes bytes; calls for every full piece as soon as it is there.
    pub(crate) fn take<'a>(&'a mut self, bytes: &'a [u8]) -> Full<'a> {
        Full { cutter: self, bytes }
    }

    /// What is left, if anything: the last piece.
    pub(crate) fn last(self) -> Option<Bytes> {
        if self.piece.is_empty() { None } else { Some(self.piece.into()) }
    }
}

/// Full pieces of what was taken last; go through all of them.
pub(crate) struct Full<'a> {
    cutter: &'a mut Cutter,
    bytes: &'a [u8],
}

impl Iterator for Full<'_> {
    type Item = Bytes;

    fn next(&mut self) -> Option<Bytes> {
        let room = self.cutter.size.saturating_sub(self.cutter.piece.len());
        let (now, later) = self.bytes.split_at_checked(room).unwrap_or((self.bytes, &[]));
        self.cutter.piece.extend_from_slice(now);
        self.bytes = later;
        if self.cutter.piece.len() < self.cutter.size {
            return None;
        }
        Some(std::mem::replace(&mut self.cutter.piece, Vec::with_capacity(self.cutter.size)).into())
    }
}

/// Reads what arrives piece by piece as one stream.
pub(crate) struct Joiner {
    from: mpsc::Receiver<io::Result<Bytes>>,
    rest: Bytes,
}

impl Joiner {
    /// Pieces sent to the sender come out of the reader.
    pub(crate) fn new() -> (mpsc::Sender<io::Result<Bytes>>, Self) {
        let (to, from) = mpsc::channel(1);
        (to, Self { from, rest: Bytes::new() })
    }
}

impl io::Read for Joiner {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() {
            match self.from.blocking_recv() {
                Some(piece) => self.rest = piece?,
                None => return Ok(0),
            }
        }
        let now = self.rest.split_to(self.rest.len().min(into.len()));
        let (room, _) = into.split_at_mut(now.len());
        room.copy_from_slice(&now);
        Ok(now.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn cut(bytes: &[u8], size: usize, step: usize) -> Vec<Bytes> {
        let mut cutter = Cutter::new(size);
        let mut pieces: Vec<Bytes> = Vec::new();
        for part in bytes.chunks(step) {
            pieces.extend(cutter.take(part));
        }
        pieces.extend(cutter.last());
        pieces
    }

    #[test]
    fn a_stream_is_cut_into_pieces_of_one_size_and_only_the_last_is_shorter() {
        let bytes: Vec<u8> = (0..=250).cycle().take(10_007).collect();
        for (size, step) in [(1_000, 333), (1_000, 1_000), (1_000, 7_777), (10_007, 1), (20_000, 500)] {
            let pieces = cut(&bytes, size, step);
            assert_eq!(pieces.concat(), bytes, "{size} {step}");
            assert_eq!(pieces.len(), bytes.len().div_ceil(size));
            assert!(pieces.iter().rev().skip(1).all(|piece| piece.len() == size));
        }
        assert!(cut(&[], 10, 1).is_empty());
        assert_eq!(cut(&bytes[..2_000], 1_000, 64).len(), 2);
    }

    #[test]
    fn what_comes_in_pieces_reads_as_one_stream() {
        let (to, mut joiner) = Joiner::new();
        let sending = std::thread::spawn(move || {
            for piece in ["one ", "", "two ", "three"] {
                to.blocking_send(Ok(Bytes::from_static(piece.as_bytes()))).unwrap();
            }
        });
        let mut read = String::new();
        joiner.read_to_string(&mut read).unwrap();
        sending.join().unwrap();
        assert_eq!(read, "one two three");
    }

    #[test]
    fn a_line_that_breaks_is_no_end_of_the_file() {
        let (to, mut joiner) = Joiner::new();
        let breaking = std::thread::spawn(move || {
            to.blocking_send(Ok(Bytes::from_static(b"half"))).unwrap();
            to.blocking_send(Err(io::Error::other("broken"))).unwrap();
        });
        assert!(joiner.read_to_end(&mut Vec::new()).is_err());
        breaking.join().unwrap();
    }
}
