//! The pages without JavaScript.
//!
//! What people write passes through memory that is wiped; the words travel in bodies of POSTs only. Every answer has a
//! multiple of one size, and every connection ends with it.

pub(crate) mod answers;
mod begin;
mod body;
mod conversation;
mod desk;
pub(crate) mod filename;
mod files;
pub(crate) mod form;
mod mailbox;
mod misread;
pub(crate) mod multipart;
mod page;
mod report;
pub(crate) mod say;
mod ticket;
mod trouble;
pub(crate) mod view;
mod visit;

use actix_web::http::Method;
use web::endpoint::Endpoint;

/// The pages, each under one address, all ending their connections.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    let post = || Method::POST;
    let pages = vec![
        Endpoint::new(Method::GET, "/plain", begin::start),
        Endpoint::new(Method::GET, "/plain/return", begin::come_back),
        Endpoint::new(post(), "/plain/words", begin::words),
        Endpoint::new(post(), "/plain/report", report::report),
        Endpoint::new(post(), "/plain/files", files::files),
        Endpoint::new(post(), "/plain/mailbox", mailbox::mailbox),
        Endpoint::new(post(), "/plain/reply", mailbox::reply),
        Endpoint::new(post(), "/plain/attachment", mailbox::attachment),
    ];
    pages.into_iter().map(|endpoint| endpoint.closes().problems_as(page::problem)).collect()
}
