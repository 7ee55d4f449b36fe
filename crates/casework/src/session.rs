//! Sign-in, its first step, and sessions. A session is a random token in a cookie that scripts cannot read and other sites cannot send;
//! the server keeps its hash. Whatever is wrong with name or passphrase, the answer is one and the same.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
    web::{Data, Json},
};
use domain::{
    Actor, LoginHash, Role, SessionHash, StaffId,
    permissions::SignedIn,
    sessions::Recently,
    sign_in,
    staff::{Account, SignInName},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    body::{Asked, Asks},
    endpoint::Endpoint,
    gate::{Doorman, May, Public, Saying},
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
/// Stands between passphrase and second factor, and is no session: nothing that asks for one reads it.
const HALF: &str = "__Host-halfway";

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

/// The passphrase was right.
#[derive(Serialize, JsonSchema)]
struct AskedOn {
    /// There is no second factor yet: it must be set up now.
    set_up: bool,
}

/// Who is signed in, their own sealed secrets, and what every page must say.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Session {
    #[schemars(with = "shape::Hex16")]
    person: StaffId,
    /// The name shown.
    name: String,
    #[schemars(with = "Vec<String>")]
    roles: Vec<Role>,
    secrets: SealedBytes,
    /// The organisation's key lies here, or the list in force was not signed offline: an administrator could add a reader.
    trial: bool,
    /// Recovery codes that were used since the person was told.
    recovery_spent: u32,
    /// Wrong codes since the last right one before this session; each came after the right passphrase.
    wrong_codes: u32,
}

/// The endpoints of sessions.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::new(Method::POST, PATH, sign_in).streaming_lane(LaneName::Entering).described(
            Operation::says("Show the passphrase; a second factor must follow within five minutes")
                .asks::<SignIn>()
                .answers::<AskedOn>(200, "the passphrase is right; a cookie is set that is no session yet")
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
    let half = SessionHash::of(&*token);
    let person = sign_in::first_step(&*desk.store, desk.attempts(), &name, &login, half, desk.now()).await.map_err(refused::store)?;
    let person = person.ok_or_else(refused)?;
    let set_up = desk.store.standing_of(person).await.map_err(refused::store)?.is_none();
    Ok(HttpResponse::Ok().insert_header((header::SET_COOKIE, cookie(HALF, &token).as_str())).json(AskedOn { set_up }))
}

/// A cookie out of reach of scripts, other sites and plain connections.
fn cookie(name: &str, token: &[u8; 32]) -> Zeroizing<String> {
    Zeroizing::new(format!("{name}={}; Path=/; Secure; HttpOnly; SameSite=Strict", *Zeroizing::new(hex::encode(token))))
}

fn gone(name: &str) -> String {
    format!("{name}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0")
}

async fn who(_: May<SignedIn>, desk: Data<Desk>, request: HttpRequest) -> Result<Json<Session>, Problem> {
    let account = desk.account(&request).await?.ok_or_else(|| Problem::new(Kind::SignedOut))?;
    Ok(Json(desk.says_of(account, 0).await?))
}

async fn sign_out(_: May<SignedIn>, desk: Data<Desk>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    if let Some(session) = session_of(&request) {
        desk.store.close_session(session).await.map_err(refused::store)?;
    }
    Ok(HttpResponse::NoContent().insert_header((header::SET_COOKIE, gone(COOKIE))).finish())
}

impl Desk {
    async fn account(&self, request: &HttpRequest) -> Result<Option<Account>, Problem> {
        match session_of(request) {
            Some(session) => self.store.session(session, self.now()).await.map_err(refused::store),
            None => Ok(None),
        }
    }

    async fn says_of(&self, account: Account, wrong: u32) -> Result<Session, Problem> {
        let Account { person, name, roles, keys, .. } = account;
        let standing = self.store.standing_of(person).await.map_err(refused::store)?;
        Ok(Session {
            person,
            name,
            roles: roles.iter().collect(),
            secrets: SealedBytes(keys.secrets),
            trial: self.registrar.is_trial().await,
            recovery_spent: standing.map_or(0, |standing| standing.spent),
            wrong_codes: standing.map_or(0, |standing| standing.wrong).max(wrong),
        })
    }

    /// Makes a session of half a one: another token, and only now the sealed secrets. `wrong`: so many codes were before the right one.
    pub(crate) async fn let_in(&self, request: &HttpRequest, wrong: u32) -> Result<(Session, [String; 2]), Problem> {
        let signed_out = || Problem::new(Kind::SignedOut);
        let half = half_of(request).ok_or_else(signed_out)?;
        let token = Zeroizing::new(self.draw());
        let session = SessionHash::of(&*token);
        self.store.open_session(half, session, self.now(), self.today()).await.map_err(refused::store)?.ok_or_else(signed_out)?;
        let account = self.store.session(session, self.now()).await.map_err(refused::store)?.ok_or_else(signed_out)?;
        Ok((self.says_of(account, wrong).await?, [cookie(COOKIE, &token).to_string(), gone(HALF)]))
    }
}

impl Doorman for Desk {
    fn recognise<'a>(&'a self, request: &'a HttpRequest) -> Saying<'a, Option<Actor>> {
        Box::pin(async move { Ok(self.account(request).await?.map(|account| account.actor())) })
    }

    fn halfway<'a>(&'a self, request: &'a HttpRequest) -> Saying<'a, Option<StaffId>> {
        Box::pin(async move {
            match half_of(request) {
                Some(half) => self.store.half(half, self.now()).await.map_err(refused::store),
                None => Ok(None),
            }
        })
    }

    fn recently<'a>(&'a self, request: &'a HttpRequest) -> Saying<'a, Option<Recently>> {
        Box::pin(async move {
            match session_of(request) {
                Some(session) => Recently::ask(&*self.store, session, self.now()).await.map_err(refused::store),
                None => Ok(None),
            }
        })
    }
}

/// The hash of the session's token, if the request carries exactly one.
pub(crate) fn session_of(request: &HttpRequest) -> Option<SessionHash> {
    token_in(request, COOKIE)
}

fn half_of(request: &HttpRequest) -> Option<SessionHash> {
    token_in(request, HALF)
}

fn token_in(request: &HttpRequest, name: &str) -> Option<SessionHash> {
    let cookies = request.headers().get_all(header::COOKIE).filter_map(|line| line.to_str().ok());
    let mut ours = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='));
    let (one, none) = (ours.next()?, ours.next());
    let mut token = Zeroizing::new([0; 32]);
    hex::decode_to_slice(one, &mut *token).ok()?;
    none.is_none().then(|| SessionHash::of(&*token))
}
