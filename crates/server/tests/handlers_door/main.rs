//! The handlers' door over a real store: who may pass where, what an answer tells, and what is refused.

mod every_endpoint;
mod place;
mod sessions;
mod work_on_cases;
