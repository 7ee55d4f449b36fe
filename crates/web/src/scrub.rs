//! Wiping what the allocator cannot reach: the stack below, where computing left keys and letters, and the heads of answers that the
//! HTTP library keeps for reuse.

use std::hint::black_box;

use actix_web::{HttpResponse, http::StatusCode};

/// Bytes of stack that are wiped: more than anything here reaches down, and a quarter of what a thread has.
const DEPTH: usize = 512 * 1024;
/// How many heads of answers the HTTP library keeps for each worker.
const HEADS: usize = 128;

/// Overwrites the stack below the caller.
#[inline(never)]
pub fn stack() {
    let mut room = [0_u8; DEPTH];
    black_box(&mut room);
}

/// Runs something secret and wipes the stack it used. Work and result travel as pointers, so that no caller's frame holds them.
pub fn below<T>(work: Box<impl FnOnce() -> T>) -> Box<T> {
    let done = apart(work);
    stack();
    done
}

#[inline(never)]
fn apart<T>(work: Box<impl FnOnce() -> T>) -> Box<T> {
    Box::new(work())
}

/// Wipes the stack when it is dropped: at the end of a request, or where one is broken off.
#[derive(Debug)]
pub struct AtEnd;

impl Drop for AtEnd {
    fn drop(&mut self) {
        stack();
    }
}

/// Empties the heads of answers that wait for reuse when it is dropped. For answers whose head says something of their content.
#[derive(Debug)]
pub struct Heads;

impl Drop for Heads {
    fn drop(&mut self) {
        // A head is emptied when it is taken again, so all are taken, and given back empty.
        let taken: Vec<HttpResponse> = (0..HEADS).map(|_| HttpResponse::new(StatusCode::OK)).collect();
        drop(taken);
    }
}
