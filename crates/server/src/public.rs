//! What both doors show alike: how programs talk to them.

use std::sync::Arc;

use actix_web::{HttpResponse, http::Method};
use web::{endpoint::Endpoint, gate::Public, openapi};

const TITLE: &str = "Sottovoce";

/// A door's list with `/api/openapi.json`, which is made from that list.
#[must_use]
pub(crate) fn with_description(mut endpoints: Vec<Endpoint>) -> Vec<Endpoint> {
    let document: Arc<str> = openapi::document(TITLE, env!("CARGO_PKG_VERSION"), &endpoints).to_string().into();
    endpoints.push(Endpoint::new(Method::GET, "/api/openapi.json", move |_: Public| {
        let document = document.to_string();
        async move { HttpResponse::Ok().content_type("application/json").body(document) }
    }));
    endpoints
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn every_endpoint() -> Vec<Endpoint> {
        let both = intake::endpoints().into_iter().chain(casework::endpoints()).chain(office::endpoints());
        let mut seen = BTreeSet::new();
        both.filter(|endpoint| seen.insert((endpoint.method().to_string(), endpoint.path()))).collect()
    }

    #[test]
    fn the_description_is_the_one_that_was_reviewed() {
        let made = openapi::document(TITLE, env!("CARGO_PKG_VERSION"), &every_endpoint());
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
        if std::env::var_os("WRITE_OPENAPI").is_some() {
            std::fs::write(path, serde_json::to_string_pretty(&made).unwrap() + "\n").unwrap();
        }
        let kept: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        assert_eq!(kept, made, "look at the difference, then: WRITE_OPENAPI=1 cargo test -p server description");
    }

    #[test]
    fn every_endpoint_of_the_interface_is_described_and_nothing_else() {
        let described: BTreeSet<(String, &str)> = every_endpoint()
            .iter()
            .filter(|endpoint| endpoint.operation().is_described())
            .map(|endpoint| (endpoint.method().to_string(), endpoint.path()))
            .collect();
        let interface: BTreeSet<(String, &str)> = every_endpoint()
            .iter()
            .filter(|endpoint| endpoint.path().starts_with("/api/v1/"))
            .map(|endpoint| (endpoint.method().to_string(), endpoint.path()))
            .collect();
        assert_eq!(described, interface);
        assert!(interface.len() > 20);
    }
}
