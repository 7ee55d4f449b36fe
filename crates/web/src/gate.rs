//! What stands before every endpoint. The first argument of a handler function names its gate; a function that names none cannot be mounted.
//!
//! The set of gates is closed: [`Gate`] is sealed, so no door can invent one that lets everybody pass.

use std::{
    future::{Future, Ready, ready},
    ops::Deref,
    pin::Pin,
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
use domain::{Actor, CaseGrant, CaseId, Denied, Grant, Permission, StaffId, Store, sessions::Recently};

use crate::problem::{Kind, Problem};

/// What a handler must name first.
pub trait Gate: FromRequest + sealed::Sealed + 'static {
    /// Name of the gate in the endpoint list: `public`, or the name of a permission.
    const NAME: &'static str;
    /// Whether the path's `{case}` must be one the person is a member of.
    const MEMBERS: bool = false;
    /// Whether a second factor must have been shown a short while ago.
    const AGAIN: Again = Again::Never;
}

/// Whether an endpoint asks for a second factor once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// The session is enough.
    Never,
    /// It hangs on what is asked for.
    Sometimes,
    /// Whatever is asked for.
    Always,
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

/// What a doorman says in time.
pub type Saying<'a, T> = Pin<Box<dyn Future<Output = Result<T, Problem>> + 'a>>;

/// Who tells gates which person a request comes from. A staff door puts one among its services, as `Data<dyn Doorman>`.
pub trait Doorman: Send + Sync {
    /// The person who is signed in; `None`: nobody.
    fn recognise<'a>(&'a self, request: &'a HttpRequest) -> Saying<'a, Option<Actor>>;

    /// The person who has shown the passphrase and no second factor yet; `None`: nobody.
    fn halfway<'a>(&'a self, request: &'a HttpRequest) -> Saying<'a, Option<StaffId>>;

    /// Proof that whoever is signed in has shown a second factor a short while ago; `None`: they have not.
    fn recently<'a>(&'a self, request: &'a HttpRequest) -> Saying<'a, Option<Recently>>;
}

/// Somebody who has shown the passphrase may pass, to show a second factor, and nobody who is signed in.
#[derive(Debug)]
pub struct Halfway(StaffId);

impl Halfway {
    /// Who it is.
    #[must_use]
    pub const fn person(&self) -> StaffId {
        self.0
    }
}

impl sealed::Sealed for Halfway {}

impl Gate for Halfway {
    const NAME: &'static str = "passphrase";
}

impl FromRequest for Halfway {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let person = service::<dyn Doorman>(&request)?.halfway(&request).await?;
            person.map(Self).ok_or_else(|| Problem::new(Kind::SignedOut))
        })
    }
}

/// Whoever passes `G` may pass if they have shown a second factor a short while ago: what a stolen or forgotten session must not do.
#[derive(Debug)]
pub struct Recent<G>(G);

impl<G> sealed::Sealed for Recent<G> {}

impl<G: Gate<Error = Problem>> Gate for Recent<G> {
    const NAME: &'static str = G::NAME;
    const MEMBERS: bool = G::MEMBERS;
    const AGAIN: Again = Again::Always;
}

impl<G> Deref for Recent<G> {
    type Target = G;

    fn deref(&self) -> &G {
        &self.0
    }
}

impl<G: Gate<Error = Problem>> FromRequest for Recent<G> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let (gate, recently) = passed(&request).await?;
            recently.map(|_| Self(gate)).ok_or_else(|| Problem::new(Kind::AskAgain))
        })
    }
}

/// Whoever passes `G` may pass, and brings along whether they have shown a second factor a short while ago: for what asks again only
/// sometimes, and hands the proof on to where that is known.
#[derive(Debug)]
pub struct IfRecent<G>(G, Option<Recently>);

impl<G> IfRecent<G> {
    /// What was passed, and the proof.
    #[must_use]
    pub fn into_parts(self) -> (G, Option<Recently>) {
        (self.0, self.1)
    }
}

impl<G> sealed::Sealed for IfRecent<G> {}

impl<G: Gate<Error = Problem>> Gate for IfRecent<G> {
    const NAME: &'static str = G::NAME;
    const MEMBERS: bool = G::MEMBERS;
    const AGAIN: Again = Again::Sometimes;
}

impl<G: Gate<Error = Problem>> FromRequest for IfRecent<G> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { passed(&request).await.map(|(gate, recently)| Self(gate, recently)) })
    }
}

/// What `G` gives, and whether a second factor was shown in this session a short while ago.
async fn passed<G: Gate<Error = Problem>>(request: &HttpRequest) -> Result<(G, Option<Recently>), Problem> {
    let gate = G::from_request(request, &mut Payload::None).await?;
    Ok((gate, service::<dyn Doorman>(request)?.recently(request).await?))
}

/// Somebody who holds the permission `P` may pass.
#[derive(Debug)]
pub struct May<P>(Grant<P>);

impl<P: Permission> sealed::Sealed for May<P> {}

impl<P: Permission> Gate for May<P> {
    const NAME: &'static str = P::NAME;
}

impl<P> Deref for May<P> {
    type Target = Grant<P>;

    fn deref(&self) -> &Grant<P> {
        &self.0
    }
}

impl<P: Permission> FromRequest for May<P> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { granted(&request).await.map(Self) })
    }
}

/// A member of the case in the path who holds the permission `P` may pass. For everybody else there is nothing here.
#[derive(Debug)]
pub struct Member<P>(CaseGrant<P>);

impl<P: Permission> sealed::Sealed for Member<P> {}

impl<P: Permission> Gate for Member<P> {
    const NAME: &'static str = P::NAME;
    const MEMBERS: bool = true;
}

impl<P> Deref for Member<P> {
    type Target = CaseGrant<P>;

    fn deref(&self) -> &CaseGrant<P> {
        &self.0
    }
}

impl<P: Permission> FromRequest for Member<P> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let grant = granted(&request).await?;
            let case: Option<CaseId> = request.match_info().get("case").and_then(|case| case.parse().ok());
            let store = service::<dyn Store>(&request)?;
            let member = match case {
                Some(case) => CaseGrant::ask(&***store, &grant, case).await.map_err(|error| Problem::from_store(&error))?,
                None => None,
            };
            member.map(Self).ok_or_else(|| Problem::new(Kind::NotFound))
        })
    }
}

async fn granted<P: Permission>(request: &HttpRequest) -> Result<Grant<P>, Problem> {
    let actor = service::<dyn Doorman>(request)?.recognise(request).await?;
    let denied = |denied| match denied {
        Denied::Anonymous => Problem::new(Kind::SignedOut),
        Denied::Forbidden => Problem::new(Kind::NotAllowed),
    };
    actor.ok_or(Denied::Anonymous).and_then(Grant::check).map_err(denied)
}

/// A service that the door put where gates find it. A door without it lets nobody pass.
fn service<T: ?Sized + 'static>(request: &HttpRequest) -> Result<&Data<T>, Problem> {
    request.app_data::<Data<T>>().ok_or_else(|| Problem::new(Kind::Internal))
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
