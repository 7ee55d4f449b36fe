//! Headers that every answer carries, the same on every path of a door, so that they tell nothing and cannot be forgotten.

use actix_web::{
    body::MessageBody,
    dev::ServiceResponse,
    http::header::{self, HeaderMap, HeaderName, HeaderValue},
};

/// The one content policy. Scripts and styles come from files of this place; nothing is loaded from elsewhere; text never becomes code.
pub const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; \
    connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types sottovoce-worker";

/// What a page may ask a browser for: nothing but, where `$passkeys` says so, passkeys.
macro_rules! permissions {
    ($passkeys:literal) => {
        concat!(
            "accelerometer=(), autoplay=(), bluetooth=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), ",
            "fullscreen=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), ",
            "midi=(), payment=(), publickey-credentials-create=",
            $passkeys,
            ", publickey-credentials-get=",
            $passkeys,
            ", screen-wake-lock=(), serial=(), usb=(), web-share=(), xr-spatial-tracking=()"
        )
    };
}

const CONSTANT: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// What differs between doors and installations.
#[derive(Clone, Debug)]
pub struct Headers {
    referrer: &'static str,
    permissions: &'static str,
    onion: Option<HeaderValue>,
    strict_transport: bool,
}

impl Headers {
    /// For the reporters' door: nothing says where a person came from.
    #[must_use]
    pub fn for_reporters() -> Self {
        Self { referrer: "no-referrer", permissions: permissions!("()"), onion: None, strict_transport: false }
    }

    /// For a staff door, where `Origin` must be sent to its own pages, and those may ask for passkeys.
    #[must_use]
    pub fn for_staff() -> Self {
        Self { referrer: "same-origin", permissions: permissions!("(self)"), onion: None, strict_transport: false }
    }

    /// Names the onion address of this door (`http://….onion`), which Tor Browser offers to people. Ignored if it cannot stand in a header.
    #[must_use]
    pub fn with_onion(mut self, address: &str) -> Self {
        self.onion = HeaderValue::from_str(address).ok();
        self
    }

    /// Says that this host is reached by TLS only.
    #[must_use]
    pub fn with_strict_transport(mut self) -> Self {
        self.strict_transport = true;
        self
    }

    /// Puts the headers on an answer. What sets no `Cache-Control` itself is kept by nobody.
    pub fn put_on<B: MessageBody>(&self, answer: &mut ServiceResponse<B>) {
        let headers = answer.headers_mut();
        for (name, value) in CONSTANT {
            headers.insert(name, HeaderValue::from_static(value));
        }
        headers.insert(HeaderName::from_static("permissions-policy"), HeaderValue::from_static(self.permissions));
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static(self.referrer));
        if !headers.contains_key(header::CACHE_CONTROL) {
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        if let Some(onion) = &self.onion {
            headers.insert(HeaderName::from_static("onion-location"), onion.clone());
        }
        if self.strict_transport {
            headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000"));
        }
        remove_names(headers);
    }
}

/// Nothing names the software.
fn remove_names(headers: &mut HeaderMap) {
    headers.remove(header::SERVER);
    headers.remove(HeaderName::from_static("x-powered-by"));
}

#[cfg(test)]
mod tests {
    use actix_web::{HttpResponse, test::TestRequest};

    use super::*;

    fn put(headers: &Headers, answer: HttpResponse) -> HeaderMap {
        let mut answer = ServiceResponse::new(TestRequest::get().to_http_request(), answer);
        headers.put_on(&mut answer);
        answer.headers().clone()
    }

    #[test]
    fn every_answer_carries_the_same_policy_and_is_not_stored() {
        let good = put(&Headers::for_reporters(), HttpResponse::Ok().finish());
        let bad = put(&Headers::for_reporters(), HttpResponse::InternalServerError().finish());
        for (name, value) in CONSTANT {
            assert_eq!(good.get(&name).unwrap(), value);
            assert_eq!(bad.get(&name).unwrap(), value);
        }
        assert_eq!(good.get("cache-control").unwrap(), "no-store");
        assert_eq!(good.get("referrer-policy").unwrap(), "no-referrer");
        assert!(!good.contains_key("onion-location") && !good.contains_key("strict-transport-security"));
    }

    #[test]
    fn only_staff_pages_may_ask_for_passkeys_and_nobody_for_anything_else() {
        let said =
            |headers: &Headers| put(headers, HttpResponse::Ok().finish()).get("permissions-policy").unwrap().to_str().unwrap().to_owned();
        let (reporters, staff) = (said(&Headers::for_reporters()), said(&Headers::for_staff()));
        assert!(reporters.split(", ").all(|one| one.ends_with("=()")), "{reporters}");
        let allowed: Vec<&str> = staff.split(", ").filter(|one| !one.ends_with("=()")).collect();
        assert_eq!(allowed, ["publickey-credentials-create=(self)", "publickey-credentials-get=(self)"]);
    }

    #[test]
    fn the_policy_allows_no_inline_code_and_no_other_place() {
        for never in ["unsafe", "data:", "http:", "https:", "*"] {
            assert!(!CONTENT_POLICY.contains(never), "{never}");
        }
        assert!(CONTENT_POLICY.contains("require-trusted-types-for 'script'"));
    }

    #[test]
    fn files_keep_their_own_cache_rule_and_the_onion_is_named_where_there_is_one() {
        let headers = Headers::for_reporters().with_onion("http://example.onion");
        let file = put(&headers, HttpResponse::Ok().insert_header(("cache-control", "no-cache")).insert_header(("server", "x")).finish());
        assert_eq!(file.get("cache-control").unwrap(), "no-cache");
        assert_eq!(file.get("onion-location").unwrap(), "http://example.onion");
        assert!(!file.contains_key("server"));
    }
}
