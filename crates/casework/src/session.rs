//! Sign-in and sessions. A session is a random token in a cookie that scripts cannot read and other sites cannot send; the server keeps
//! its hash. Whatever is wrong at sign-in, the answer is one and the same.

use std::{future::Future, pin::Pin};

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
    web::{Data, Json},
};
use domain::{
    Actor, LoginHash, Role, SessionHash, StaffId,
    permissions::SignedIn,
    staff::{self, Account, SignInName},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    body::{Asked, Asks},
    endpoint::Endpoint,
    gate::{Doorman, May, Public},
    lanes::LaneName,
    openapi::Operation,
    problem::{Kind, Problem},
    shape,
    wire::{HexBytes, SealedBytes},
};
use zeroize::Zeroizing;

use crate::{desk::Desk, refused};

const PATH: &str = "/api/v1/casework/session";
const COOKIE: &str = "__Host-session";

/// What somebody sends to sign in.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    /// The name to sign in with, as typed.
    name: String,
    /// The login secret (docs/protocol.md 10).
    login: HexBytes<32>,
}

impl Asks for SignIn {
    const LIMIT: usize = 8 << 10;
}

/// Who signed in, and their own sealed secrets.
#[derive(Serialize, JsonSchema)]
struct SignedInAs {
    #[schemars(with = "shape::Hex16")]
    person: StaffId,
    /// The name shown.
    name: String,
    #[schemars(with = "Vec<String>")]
    roles: Vec<Role>,
    secrets: SealedBytes,
}

/// The same, and what every page must say.
#[derive(Serialize, JsonSchema)]
struct Session {
    #[schemars(with = "shape::Hex16")]
    person: StaffId,
    /// The name shown.
    name: String,
    #[schemars(with = "Vec<String>")]
    roles: Vec<Role>,
    secrets: SealedBytes,
    /// The organisation's key is not offline: an administrator could add a reader.
    trial: bool,
}

/// The endpoints of sessions.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::new(Method::POST, PATH, sign_in).streaming_lane(LaneName::Entering).described(
            Operation::says("Sign in")
                .asks::<SignIn>()
                .answers::<SignedInAs>(200, "signed in; the session's cookie is set")
                .problems(&[Kind::SignInRefused]),
        ),
        Endpoint::new(Method::GET, PATH, who)
            .lane(LaneName::Staff)
            .described(Operation::says("Who is signed in").answers::<Session>(200, "the session").problems(&[Kind::SignedOut])),
        Endpoint::new(Method::DELETE, PATH, sign_out)
            .lane(LaneName::Staff)
            .described(Operation::says("Sign out").answers_nothing("signed out").problems(&[Kind::SignedOut])),
    ]
}

async fn sign_in(_: Public, desk: Data<Desk>, asked: Asked<SignIn>) -> Result<HttpResponse, Problem> {
    let refused = || Problem::new(Kind::SignInRefused);
    let name = SignInName::parse(&asked.0.name).map_err(|_| refused())?;
    let login = LoginHash::of(asked.0.login.as_bytes());
    tokio::time::sleep(desk.attempts().delay(&name, desk.now())).await;
    let token = Zeroizing::new(desk.draw());
    let session = SessionHash::of(&*token);
    let account =
        staff::sign_in(&*desk.store, desk.attempts(), &name, &login, session, (desk.now(), desk.today())).await.map_err(refused::store)?;
    let account = account.ok_or_else(refused)?;
    let cookie = Zeroizing::new(format!("{COOKIE}={}; Path=/; Secure; HttpOnly; SameSite=Strict", *Zeroizing::new(hex::encode(*token))));
    let Account { person, name, roles, keys, .. } = account;
    let body = SignedInAs { person, name, roles: roles.iter().collect(), secrets: SealedBytes(keys.secrets) };
    Ok(HttpResponse::Ok().insert_header((header::SET_COOKIE, cookie.as_str())).json(body))
}

async fn who(_: May<SignedIn>, desk: Data<Desk>, request: HttpRequest) -> Result<Json<Session>, Problem> {
    let account = desk.account(&request).await?.ok_or_else(|| Problem::new(Kind::SignedOut))?;
    let Account { person, name, roles, keys, .. } = account;
    let trial = desk.registrar.is_trial();
    Ok(Json(Session { person, name, roles: roles.iter().collect(), secrets: SealedBytes(keys.secrets), trial }))
}

async fn sign_out(_: May<SignedIn>, desk: Data<Desk>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    if let Some(session) = session_of(&request) {
        desk.store.close_session(session).await.map_err(refused::store)?;
    }
    let gone = format!("{COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
    Ok(HttpResponse::NoContent().insert_header((header::SET_COOKIE, gone)).finish())
}

impl Desk {
    async fn account(&self, request: &HttpRequest) -> Result<Option<Account>, Problem> {
        match session_of(request) {
            Some(session) => self.store.session(session, self.now()).await.map_err(refused::store),
            None => Ok(None),
        }
    }
}

impl Doorman for Desk {
    fn recognise<'a>(&'a self, request: &'a HttpRequest) -> Pin<Box<dyn Future<Output = Result<Option<Actor>, Problem>> + 'a>> {
        Box::pin(async move { Ok(self.account(request).await?.map(|account| account.actor())) })
    }
}

/// The hash of the session's token, if the request carries exactly one.
fn session_of(request: &HttpRequest) -> Option<SessionHash> {
    let cookies = request.headers().get_all(header::COOKIE).filter_map(|line| line.to_str().ok());
    let mut ours = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='));
    let (one, none) = (ours.next()?, ours.next());
    let mut token = Zeroizing::new([0; 32]);
    hex::decode_to_slice(one, &mut *token).ok()?;
    none.is_none().then(|| SessionHash::of(&*token))
}
