//! Whether a request that changes something comes from this place's own pages. Cookies alone do not say so.

use actix_web::{
    HttpRequest,
    http::{Method, header},
};

use crate::problem::{Kind, Problem};

/// The origins whose pages may change something at a door, such as `https://cases.example.org`.
#[derive(Clone, Debug, Default)]
pub struct Origins(Vec<String>);

impl Origins {
    /// These and no others.
    pub fn new(origins: impl IntoIterator<Item = String>) -> Self {
        Self(origins.into_iter().map(|origin| origin.trim_end_matches('/').to_owned()).collect())
    }

    /// Refuses what changes something (RFC 9110 "unsafe" methods) unless `Origin` names one of ours. No origin at all is refused too.
    ///
    /// # Errors
    /// [`Kind::ForeignOrigin`].
    pub fn check(&self, request: &HttpRequest) -> Result<(), Problem> {
        if [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method()) {
            return Ok(());
        }
        let mut named = request.headers().get_all(header::ORIGIN);
        let ours = named.next().is_some_and(|origin| self.0.iter().any(|own| own.as_bytes() == origin.as_bytes()));
        if ours && named.next().is_none() { Ok(()) } else { Err(Problem::new(Kind::ForeignOrigin)) }
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn passes(request: TestRequest) -> bool {
        Origins::new(["http://127.0.0.1:8481/".to_owned()]).check(&request.to_http_request()).is_ok()
    }

    #[test]
    fn only_our_own_pages_may_change_something() {
        let post = || TestRequest::post();
        assert!(passes(post().insert_header(("origin", "http://127.0.0.1:8481"))));
        for foreign in ["null", "http://127.0.0.1:8482", "https://127.0.0.1:8481", "http://127.0.0.1:8481.example.org", ""] {
            assert!(!passes(post().insert_header(("origin", foreign))), "{foreign}");
        }
        assert!(!passes(post()), "none named");
        assert!(!passes(TestRequest::delete()));
        assert!(!passes(post().append_header(("origin", "http://127.0.0.1:8481")).append_header(("origin", "null"))), "two named");
        assert!(passes(TestRequest::get()));
    }
}
