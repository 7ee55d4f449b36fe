//! JSON answers of fixed sizes: the document, then spaces, which JSON allows after it. Who counts bytes on the wire learns the size
//! class and nothing else.

use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody, http::StatusCode};
use serde::Serialize;

/// Size of the answers that carry next to nothing, problems too: 1 KiB.
pub const SMALL: usize = 1024;
/// Size of the answers to a filing and to a post: 4 KiB.
pub const MEDIUM: usize = 4096;

/// A JSON answer padded with trailing spaces to a multiple of `size` bytes (so to `size` itself for what fits).
#[derive(Debug)]
pub struct Padded<T> {
    /// Status of the answer.
    pub status: StatusCode,
    /// The document.
    pub value: T,
    /// Size class in bytes.
    pub size: usize,
}

impl<T> Padded<T> {
    /// A 200 answer.
    pub fn ok(value: T, size: usize) -> Self {
        Self { status: StatusCode::OK, value, size }
    }
}

impl<T: Serialize> Responder for Padded<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        match serde_json::to_vec(&self.value) {
            Ok(document) => HttpResponse::build(self.status).content_type("application/json").body(pad(document, self.size)),
            Err(_) => HttpResponse::from_error(crate::problem::Problem::new(crate::problem::Kind::Internal)),
        }
    }
}

/// Appends spaces up to the next multiple of `size` (at least one `size`).
#[must_use]
pub fn pad(mut document: Vec<u8>, size: usize) -> Vec<u8> {
    let size = size.max(1);
    let padded = document.len().max(1).next_multiple_of(size);
    document.resize(padded, b' ');
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_of_one_class_have_one_size_and_still_parse() {
        for length in [0, 1, 900, 1022] {
            let document = serde_json::to_vec(&"x".repeat(length)).unwrap();
            let padded = pad(document, SMALL);
            assert_eq!(padded.len(), SMALL);
            assert_eq!(serde_json::from_slice::<String>(&padded).unwrap().len(), length);
        }
        assert_eq!(pad(vec![b'1'; 1025], SMALL).len(), 2048);
    }
}
