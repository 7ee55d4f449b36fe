//! Reading a form's body: refused by its declared length before a byte is read, received in its lane, kept in memory
//! that is wiped.

use std::time::Duration;

use actix_web::{
    HttpRequest,
    http::header::{self, HeaderMap},
    web::Payload,
};
use futures_util::StreamExt as _;
use web::{
    body::check_declared,
    lanes::Lane,
    problem::{Kind, Problem},
};
use zeroize::Zeroizing;

use super::form::{Form, FormRefused};

/// How long a form may take to arrive.
const PATIENCE: Duration = Duration::from_secs(300);
/// What stands in a form besides the texts.
const BESIDES: usize = 64 * 1024;

/// The longest form that is read: texts well beyond the limit come through, so that they can be shown again with what
/// is wrong. Every octet may be coded as three.
#[must_use]
pub(super) fn longest(max_text: u32) -> usize {
    usize::try_from(max_text).unwrap_or(usize::MAX).saturating_mul(6).saturating_add(BESIDES)
}

/// Reads a form of at most `limit` octets.
///
/// # Errors
/// [`Kind::TooLarge`], [`Kind::WrongContent`], [`Kind::CutOff`], [`Kind::NotUtf8`], [`Kind::Malformed`], [`Kind::Busy`].
pub(super) async fn form(request: &HttpRequest, payload: Payload, limit: usize, lane: &Lane) -> Result<Form, Problem> {
    let declared = check_declared(request.headers(), limit)?;
    if !is_form(request.headers()) {
        return Err(Problem::new(Kind::WrongContent));
    }
    let body = lane.receive(receive(payload, declared, limit)).await??;
    Form::parse(body).map_err(|refused| match refused {
        FormRefused::Text => Problem::new(Kind::NotUtf8),
        FormRefused::Coding | FormRefused::Fields => Problem::new(Kind::Malformed),
    })
}

async fn receive(mut payload: Payload, declared: Option<usize>, limit: usize) -> Result<Zeroizing<Vec<u8>>, Problem> {
    // One allocation for what was declared; a body that says nothing grows, and leaves wiped memory behind.
    let mut body = Zeroizing::new(Vec::with_capacity(declared.unwrap_or(4096)));
    let all = async {
        while let Some(piece) = payload.next().await {
            let piece = piece.map_err(|_| Problem::new(Kind::CutOff))?;
            if body.len() + piece.len() > limit {
                return Err(Problem::too_large(limit));
            }
            body.extend_from_slice(&piece);
        }
        Ok(())
    };
    tokio::time::timeout(PATIENCE, all).await.map_err(|_| Problem::new(Kind::CutOff))??;
    match declared {
        Some(declared) if declared != body.len() => Err(Problem::new(Kind::CutOff)),
        _ => Ok(body),
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
}
