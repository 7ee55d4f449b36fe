//! Own copies of request headers. The HTTP library keeps request heads for reuse, and their values point into the buffer that held the
//! whole request: without this, the text of a report would stay in memory until the next request took the same head. The old values are
//! dropped here, and the binary's allocator wipes what is dropped.

use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{HeaderMap, HeaderValue},
    middleware::Next,
};

/// Middleware: replaces every header value of the request by a copy of its own. Wrap it outermost.
///
/// # Errors
/// Only what the services behind it answer.
pub async fn headers<B: MessageBody>(mut request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    let shared = std::mem::replace(request.headers_mut(), HeaderMap::new());
    for (name, value) in &shared {
        if let Ok(copy) = HeaderValue::from_bytes(value.as_bytes()) {
            request.headers_mut().append(name.clone(), copy);
        }
    }
    drop(shared);
    next.call(request).await
}
