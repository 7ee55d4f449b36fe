//! The static files of a door: the same bytes for everybody, named by hash, made smaller when the server was built.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
};
use web::{endpoint::Endpoint, gate::Public};

/// A file made smaller.
struct Small {
    sha256: &'static str,
    brotli: &'static [u8],
    gzip: &'static [u8],
}

static SMALL: &[Small] = include!(concat!(env!("OUT_DIR"), "/small.rs"));

/// How long browsers may keep files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// Nothing is left on a reporter's device.
    Nothing,
    /// Kept, and asked after every time.
    Asked,
}

/// One endpoint for each file.
#[must_use]
pub(crate) fn endpoints(files: &'static [browser::File], keeping: Keeping) -> Vec<Endpoint> {
    let endpoint = |file: &'static browser::File| {
        Endpoint::new(Method::GET, file.path.as_str(), move |_: Public, request: HttpRequest| async move { serve(file, &request, keeping) })
    };
    files.iter().map(endpoint).collect()
}

fn serve(file: &'static browser::File, request: &HttpRequest, keeping: Keeping) -> HttpResponse {
    let (coding, bytes) = smallest(file, request);
    let tag = format!("\"{}{}\"", file.sha256, coding.unwrap_or_default());
    let known = request.headers().get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut answer = if known && keeping == Keeping::Asked { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::VARY, "Accept-Encoding"));
    if keeping == Keeping::Asked {
        answer.insert_header((header::CACHE_CONTROL, "no-cache")).insert_header((header::ETAG, tag));
        if known {
            return answer.finish();
        }
    }
    if let Some(coding) = coding {
        answer.insert_header((header::CONTENT_ENCODING, coding));
    }
    answer.content_type(file.content_type).body(bytes)
}

/// The smallest form that the browser takes.
fn smallest(file: &'static browser::File, request: &HttpRequest) -> (Option<&'static str>, &'static [u8]) {
    let small = SMALL.iter().find(|small| small.sha256 == file.sha256);
    match small {
        Some(small) if takes(request, "br") && small.brotli.len() < file.bytes.len() => (Some("br"), small.brotli),
        Some(small) if takes(request, "gzip") && small.gzip.len() < file.bytes.len() => (Some("gzip"), small.gzip),
        _ => (None, file.bytes),
    }
}

fn takes(request: &HttpRequest, coding: &str) -> bool {
    let lines = request.headers().get_all(header::ACCEPT_ENCODING).filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|part| {
        let (name, weight) = part.split_once(';').unwrap_or((part, ""));
        name.trim().eq_ignore_ascii_case(coding) && !matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
    })
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use actix_web::{body::to_bytes, test::TestRequest};

    use super::*;

    async fn get(file: &'static browser::File, accept: &str, keeping: Keeping) -> (Option<String>, Vec<u8>) {
        let request = TestRequest::get().insert_header((header::ACCEPT_ENCODING, accept)).to_http_request();
        let answer = serve(file, &request, keeping);
        let coding = answer.headers().get(header::CONTENT_ENCODING).map(|value| value.to_str().unwrap().to_owned());
        (coding, to_bytes(answer.into_body()).await.unwrap().to_vec())
    }

    fn bring_back(coding: Option<&str>, bytes: &[u8]) -> Vec<u8> {
        let mut whole = Vec::new();
        match coding {
            Some("br") => drop(brotli::Decompressor::new(bytes, 4096).read_to_end(&mut whole).unwrap()),
            Some("gzip") => drop(flate2::read::GzDecoder::new(bytes).read_to_end(&mut whole).unwrap()),
            _ => whole.extend_from_slice(bytes),
        }
        whole
    }

    #[actix_web::test]
    async fn every_form_of_every_file_is_that_file() {
        for file in browser::reporter_files().iter().chain(browser::console_files()) {
            for (accept, expected) in [("gzip, deflate, br", Some("br")), ("gzip, br;q=0", Some("gzip")), ("identity", None)] {
                let (coding, bytes) = get(file, accept, Keeping::Nothing).await;
                assert!(coding.is_none() || coding.as_deref() == expected, "{} {accept}", file.path);
                assert_eq!(bring_back(coding.as_deref(), &bytes), file.bytes, "{} {accept}", file.path);
            }
        }
    }

    /// What a reporter's browser fetches for the first page, with the part that locks: all that the page names, and the Worker.
    fn first_page() -> Vec<&'static browser::File> {
        let files = browser::reporter_files();
        let page = files.iter().find(|file| file.path == "/").unwrap();
        let text = std::str::from_utf8(page.bytes).unwrap();
        let named = |file: &&browser::File| file.path == "/reporter-worker.js" || text.contains(&format!("\"{}\"", file.path));
        files.iter().filter(|file| file.path == "/" || named(file)).collect()
    }

    #[actix_web::test]
    async fn the_first_page_with_the_part_that_locks_is_below_90_kilobytes_in_every_coding() {
        let files = first_page();
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["/", "/kit.css", "/mark.svg", "/reporter-worker.js", "/reporter.js"]);
        for (accept, expected) in [("gzip", "gzip"), ("gzip, deflate, br", "br")] {
            let mut sum = 0;
            for file in &files {
                let (coding, bytes) = get(file, accept, Keeping::Nothing).await;
                assert_eq!(coding.as_deref(), Some(expected), "{}", file.path);
                sum += bytes.len();
            }
            assert!(sum <= 90 * 1024, "{accept}: {sum} bytes");
        }
    }

    #[actix_web::test]
    async fn reporters_browsers_are_given_nothing_to_recognise_them_by() {
        let file = &browser::reporter_files()[0];
        let answer = serve(file, &TestRequest::get().to_http_request(), Keeping::Nothing);
        assert!(!answer.headers().contains_key(header::ETAG) && !answer.headers().contains_key(header::LAST_MODIFIED));
    }

    #[actix_web::test]
    async fn a_file_that_is_known_is_not_sent_again_to_staff() {
        let file = &browser::console_files()[0];
        let first = serve(file, &TestRequest::get().to_http_request(), Keeping::Asked);
        let tag = first.headers().get(header::ETAG).unwrap().clone();
        let again = serve(file, &TestRequest::get().insert_header((header::IF_NONE_MATCH, tag)).to_http_request(), Keeping::Asked);
        assert_eq!(again.status().as_u16(), 304);
    }
}
