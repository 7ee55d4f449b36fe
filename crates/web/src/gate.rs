//! What stands before every endpoint. The first argument of a handler function names its gate; a function that names none cannot be mounted.
//!
//! The set of gates is closed: [`Gate`] is sealed, so no door can invent one that lets everybody pass.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};

use crate::problem::Problem;

/// What a handler must name first.
pub trait Gate: FromRequest + sealed::Sealed + 'static {
    /// Name of the gate in the endpoint list: `public`, or the name of a permission.
    const NAME: &'static str;
}

/// Everybody may pass, and nothing about the caller is kept.
#[derive(Debug)]
pub struct Public(());

impl sealed::Sealed for Public {}

impl Gate for Public {
    const NAME: &'static str = "public";
}

impl FromRequest for Public {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(_: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(())))
    }
}

/// The arguments of a handler function whose first one is a gate.
pub trait Gated {
    /// That gate.
    type Gate: Gate;
}

macro_rules! gated {
    ($($argument:ident)*) => {
        impl<G: Gate, $($argument),*> Gated for (G, $($argument,)*) {
            type Gate = G;
        }
    };
}
gated!();
gated!(A);
gated!(A B);
gated!(A B C);
gated!(A B C D);
gated!(A B C D E);
gated!(A B C D E F);

mod sealed {
    /// Keeps the set of gates closed.
    pub trait Sealed {}
}
