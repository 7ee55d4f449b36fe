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
    sessions::{Entry, Recently},
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
    /// One-time codes are taken.
    codes: bool,
    /// Passkeys are taken, at the address for which they are made.
    passkeys: bool,
}

/// Who is signed in, and what every page must say.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Person {
    #[schemars(with = "shape::Hex16")]
    person: StaffId,
    /// The name shown.
    name: String,
    #[schemars(with = "Vec<String>")]
    roles: Vec<Role>,
    /// The organisation's key lies here, or the list in force was not signed offline: an administrator could add a reader.
    trial: bool,
    /// Recovery codes that were used since the person was told.
    recovery_spent: u32,
    /// Wrong codes since the person was told; each came after the right passphrase.
    wrong_codes: u32,
    /// Times that a passkey's counter went back since the person was told.
    passkeys_copied: u32,
}

/// Somebody who has signed in just now: their sealed secrets are handed out here and nowhere else.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Session {
    #[serde(flatten)]
    person: Person,
    secrets: SealedBytes,
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
            .described(Operation::says("Who is signed in").answers::<Person>(200, "the person").problems(&[Kind::SignedOut])),
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
    let standing = desk.store.standing_of(person).await.map_err(refused::store)?;
    let (codes, passkeys) = standing.map_or((false, false), |standing| (standing.codes, standing.passkeys > 0 && desk.passkeys.is_some()));
    let asked_on = AskedOn { set_up: standing.is_none(), codes, passkeys };
    Ok(HttpResponse::Ok().insert_header((header::SET_COOKIE, cookie(HALF, &token).as_str())).json(asked_on))
}

/// A cookie out of reach of scripts, other sites and plain connections.
fn cookie(name: &str, token: &[u8; 32]) -> Zeroizing<String> {
    Zeroizing::new(format!("{name}={}; Path=/; Secure; HttpOnly; SameSite=Strict", *Zeroizing::new(hex::encode(token))))
}

fn gone(name: &str) -> String {
    format!("{name}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0")
}

async fn who(_: May<SignedIn>, desk: Data<Desk>, request: HttpRequest) -> Result<Json<Person>, Problem> {
    let account = desk.account(&request).await?.ok_or_else(|| Problem::new(Kind::SignedOut))?;
    Ok(Json(desk.says_of(&account).await?))
}

async fn sign_out(_: May<SignedIn>, desk: Data<Desk>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    if let Some(session) = session_of(&request) {
        desk.store.close_session(session, half_of(&request)).await.map_err(refused::store)?;
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

    async fn says_of(&self, account: &Account) -> Result<Person, Problem> {
        let standing = self.store.standing_of(account.person).await.map_err(refused::store)?.unwrap_or_default();
        Ok(Person {
            person: account.person,
            name: account.name.clone(),
            roles: account.roles.iter().collect(),
            trial: self.registrar.is_trial().await,
            recovery_spent: standing.spent,
            wrong_codes: standing.wrong,
            passkeys_copied: standing.copied,
        })
    }

    /// Half a session on its way to a whole one, with another token, and the cookies that say so. What the same browser held before ends.
    pub(crate) fn entry(&self, request: &HttpRequest) -> Result<(Entry, [String; 2]), Problem> {
        let half = half_of(request).ok_or_else(|| Problem::new(Kind::SignedOut))?;
        let token = Zeroizing::new(self.draw());
        let entry = Entry { half, session: SessionHash::of(&*token), before: session_of(request) };
        Ok((entry, [cookie(COOKIE, &token).to_string(), gone(HALF)]))
    }

    /// What somebody who has just signed in is told.
    pub(crate) async fn entered(&self, entry: Entry) -> Result<Session, Problem> {
        let account = self.store.session(entry.session, self.now()).await.map_err(refused::store)?;
        let account = account.ok_or_else(|| Problem::new(Kind::SignedOut))?;
        let person = self.says_of(&account).await?;
        Ok(Session { person, secrets: SealedBytes(account.keys.secrets) })
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

pub(crate) fn half_of(request: &HttpRequest) -> Option<SessionHash> {
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
