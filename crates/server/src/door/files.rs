//! The static files of a door: the same bytes for everybody, named by hash, made smaller in advance.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
};
use web::{endpoint::Endpoint, gate::Public};

/// How long browsers may keep files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// Nothing is left on a reporter's device.
    Nothing,
    /// Kept, and asked after every time.
    Asked,
}

/// One endpoint for each file.
#[must_use]
pub fn endpoints(files: &'static [browser::File], keeping: Keeping) -> Vec<Endpoint> {
    files
        .iter()
        .map(|file| {
            Endpoint::new(
                Method::GET,
                file.path.as_str(),
                move |_: Public, request: HttpRequest| async move { serve(file, &request, keeping) },
            )
        })
        .collect()
}

fn serve(file: &'static browser::File, request: &HttpRequest, keeping: Keeping) -> HttpResponse {
    let tag = format!("\"{}\"", file.sha256);
    let mut answer = HttpResponse::Ok();
    if keeping == Keeping::Asked {
        answer.insert_header((header::CACHE_CONTROL, "no-cache")).insert_header((header::ETAG, tag.clone()));
        if request.headers().get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
            return HttpResponse::NotModified()
                .insert_header((header::ETAG, tag))
                .insert_header((header::CACHE_CONTROL, "no-cache"))
                .finish();
        }
    }
    answer.content_type(file.content_type).body(file.bytes)
}
