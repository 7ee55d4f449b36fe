//! Own copies of request headers. The HTTP library keeps request heads for reuse, and their values point into the buffer that held the
//! whole request: without this, the text of a report would stay in memory until the next request took the same head. The old values are
//! dropped here, and the binary's allocator wipes what is dropped. What nobody reads (the browser's name, where somebody came from) is
//! not copied at all.

use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{self, HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
};

/// The headers that are read.
const READ: [HeaderName; 7] = [
    header::ACCEPT_ENCODING,
    header::ACCEPT_LANGUAGE,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::COOKIE,
    header::IF_NONE_MATCH,
    header::ORIGIN,
];

/// Middleware: replaces the request's headers by copies of those that are read. Wrap it outermost.
///
/// # Errors
/// Only what the services behind it answer.
pub async fn headers<B: MessageBody>(mut request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    let shared = std::mem::replace(request.headers_mut(), HeaderMap::new());
    for (name, value) in shared.iter().filter(|(name, _)| READ.contains(name)) {
        if let Ok(copy) = HeaderValue::from_bytes(value.as_bytes()) {
            request.headers_mut().append(name.clone(), copy);
        }
    }
    drop(shared);
    next.call(request).await
}

#[cfg(test)]
mod tests {
    use actix_web::{
        App, HttpRequest, HttpResponse,
        middleware::from_fn,
        test::{TestRequest, call_and_read_body, init_service},
        web,
    };

    use super::*;

    async fn named(request: HttpRequest) -> HttpResponse {
        let mut names: Vec<&str> = request.headers().keys().map(HeaderName::as_str).collect();
        names.sort_unstable();
        HttpResponse::Ok().body(names.join(" "))
    }

    #[actix_web::test]
    async fn what_nobody_reads_goes_no_further() {
        let app = init_service(App::new().default_service(web::to(named)).wrap(from_fn(headers))).await;
        let request = ["user-agent", "referer", "forwarded", "x-forwarded-for", "via", "origin", "accept-language"]
            .into_iter()
            .fold(TestRequest::get(), |request, name| request.insert_header((name, "x")));
        assert_eq!(call_and_read_body(&app, request.to_request()).await, "accept-language origin");
    }
}
