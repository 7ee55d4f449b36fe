//! What all doors share: gates, endpoints, problems, headers, padding, lanes, texts.
//!
//! This crate knows HTTP and knows no endpoint. A door is a list of [`endpoint::Endpoint`]s, each of which names its gate:
//!
//! ```
//! use actix_web::{HttpResponse, http::Method, web::Path};
//! use web::{endpoint::Endpoint, gate::Public};
//! async fn open(_: Public, _id: Path<u64>) -> HttpResponse {
//!     HttpResponse::Ok().finish()
//! }
//! let _ = Endpoint::new(Method::GET, "/things/{id}", open);
//! ```
//!
//! The same function without its gate does not compile:
//!
//! ```compile_fail,E0277
//! use actix_web::{HttpResponse, http::Method, web::Path};
//! use web::{endpoint::Endpoint, gate::Public};
//! async fn open(_id: Path<u64>) -> HttpResponse {
//!     HttpResponse::Ok().finish()
//! }
//! let _ = Endpoint::new(Method::GET, "/things/{id}", open);
//! ```
//!
//! Nor does one whose gate comes second:
//!
//! ```compile_fail,E0277
//! use actix_web::{HttpResponse, http::Method, web::Path};
//! use web::{endpoint::Endpoint, gate::Public};
//! async fn open(_id: Path<u64>, _: Public) -> HttpResponse {
//!     HttpResponse::Ok().finish()
//! }
//! let _ = Endpoint::new(Method::GET, "/things/{id}", open);
//! ```
//!
//! A permission opens only what asks for it:
//!
//! ```compile_fail,E0308
//! use domain::{CaseGrant, cases::Cases, permissions::{ReadCase, WriteCase}};
//! async fn rotate(store: &dyn Cases, by: &CaseGrant<ReadCase>, rotation: domain::cases::Rotation) {
//!     let _ = store.rotate(by, rotation).await;
//! }
//! ```
//!
//! A gate cannot be made outside this crate:
//!
//! ```compile_fail,E0277
//! struct Mine;
//! impl web::gate::Gate for Mine {
//!     const NAME: &'static str = "mine";
//! }
//! ```

pub mod body;
pub mod close;
pub mod door;
pub mod endpoint;
pub mod gate;
pub mod headers;
pub mod lanes;
pub mod language;
pub mod log;
pub mod openapi;
pub mod origin;
pub mod owned;
pub mod padding;
pub mod problem;
pub mod scrub;
pub mod shape;
pub mod texts;
pub mod wire;
