//! The second step of signing in. Behind its gate stands only who has shown the passphrase; nobody else learns that it is there.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
    web::{Data, Json},
};
use domain::{
    StaffId,
    passkeys::Challenged,
    second_factor::{self, Brought, Opening, Opens, RECOVERY_CODES, RecoveryCode, Seed, SeedOwner, Shown},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    body::{Asked, Asks},
    endpoint::Endpoint,
    gate::Halfway,
    lanes::LaneName,
    openapi::Operation,
    problem::{Kind, Problem},
};
use zeroize::{Zeroize, Zeroizing};

use crate::{
    desk::Desk,
    passkeys::{self, Answered, AskedFor, AskedForNew, Made},
    refused,
    session::{Session, half_of},
};

/// A second factor: one of the three.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Factor {
    /// Six digits of the authenticator app.
    #[serde(default)]
    code: Option<String>,
    /// One of the ten recovery codes.
    #[serde(default)]
    recovery_code: Option<String>,
    /// An answer of a passkey to the challenge.
    #[serde(default)]
    passkey: Option<Answered>,
}

impl Asks for Factor {
    const LIMIT: usize = passkeys::LIMIT;
}

/// A code of the seed that was shown.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FirstCode {
    /// Six digits.
    pub(crate) code: String,
}

impl Asks for FirstCode {
    const LIMIT: usize = 1 << 10;
}

/// A second factor that somebody brings: one of the two.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BroughtFactor {
    /// Six digits of the authenticator app, by the seed that was shown.
    #[serde(default)]
    code: Option<String>,
    /// A passkey that was made for it.
    #[serde(default)]
    passkey: Option<Made>,
}

impl BroughtFactor {
    pub(crate) const fn is_code(&self) -> bool {
        self.code.is_some()
    }
}

impl Asks for BroughtFactor {
    const LIMIT: usize = passkeys::LIMIT;
}

/// What goes into the authenticator app, said this once.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ShownSeed {
    /// 160 bits, base32.
    seed: String,
}

impl Drop for ShownSeed {
    fn drop(&mut self) {
        self.seed.zeroize();
    }
}

/// Signed in with a second factor that was set up just now.
#[derive(Serialize, JsonSchema)]
struct SetUp {
    session: Session,
    /// Ten codes, said this once.
    recovery_codes: Vec<String>,
}

/// The endpoints of the second step.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    let refusals = &[Kind::SignedOut, Kind::Malformed, Kind::CodeRefused, Kind::CodeWait, Kind::PasskeyRefused];
    [
        Endpoint::new(Method::POST, "/api/v1/casework/session/second-factor", second_step).described(
            Operation::says("Show the second factor")
                .asks::<Factor>()
                .answers::<Session>(200, "signed in; the session's cookie is set")
                .problems(refusals),
        ),
        Endpoint::new(Method::POST, "/api/v1/casework/session/challenge", challenge).described(
            Operation::says("What to ask one of the passkeys; an earlier challenge of this half session is forgotten")
                .answers::<AskedFor>(200, "the challenge, good once")
                .problems(&[Kind::SignedOut, Kind::NotFound]),
        ),
        Endpoint::new(Method::POST, "/api/v1/casework/session/seed", seed).described(
            Operation::says("A seed for one-time codes, for whoever has no second factor yet")
                .answers::<ShownSeed>(200, "the seed")
                .problems(&[Kind::SignedOut, Kind::NotAllowed]),
        ),
        Endpoint::new(Method::POST, "/api/v1/casework/session/new-passkey", new_passkey).described(
            Operation::says("What to ask a browser for a passkey, for whoever has no second factor yet")
                .answers::<AskedForNew>(200, "the challenge, good once")
                .problems(&[Kind::SignedOut, Kind::NotAllowed, Kind::NotFound]),
        ),
        Endpoint::new(Method::POST, "/api/v1/casework/session/set-up", set_up).described(
            Operation::says("Set up a second factor by trying it, for whoever has none yet")
                .asks::<BroughtFactor>()
                .answers::<SetUp>(200, "signed in; the session's cookie is set")
                .problems(&[Kind::SignedOut, Kind::Malformed, Kind::NotAllowed, Kind::NotFound, Kind::CodeRefused, Kind::PasskeyRefused]),
        ),
    ]
    .map(|endpoint| endpoint.lane(LaneName::Entering))
    .to_vec()
}

async fn second_step(by: Halfway, desk: Data<Desk>, request: HttpRequest, asked: Asked<Factor>) -> Result<HttpResponse, Problem> {
    let (entry, cookies) = desk.entry(&request)?;
    let who = (by.person(), Opens::Session(entry));
    desk.check(who, asked.0, Challenged::SignsIn(entry.half)).await?;
    let session = desk.entered(entry).await?;
    Ok(with(cookies).json(session))
}

async fn challenge(by: Halfway, desk: Data<Desk>, request: HttpRequest) -> Result<Json<AskedFor>, Problem> {
    let half = half_of(&request).ok_or_else(|| Problem::new(Kind::SignedOut))?;
    desk.ask_for_one(by.person(), Challenged::SignsIn(half)).await.map(Json)
}

async fn seed(by: Halfway, desk: Data<Desk>) -> Result<Json<ShownSeed>, Problem> {
    desk.has_none(by.person()).await?;
    desk.new_seed(SeedOwner::Person(by.person())).await.map(Json)
}

async fn new_passkey(by: Halfway, desk: Data<Desk>, request: HttpRequest) -> Result<Json<AskedForNew>, Problem> {
    desk.has_none(by.person()).await?;
    let half = half_of(&request).ok_or_else(|| Problem::new(Kind::SignedOut))?;
    desk.ask_for_new(by.person(), Challenged::SetsUp(half)).await.map(Json)
}

async fn set_up(by: Halfway, desk: Data<Desk>, request: HttpRequest, asked: Asked<BroughtFactor>) -> Result<HttpResponse, Problem> {
    desk.has_none(by.person()).await?;
    let (entry, cookies) = desk.entry(&request)?;
    let refusal = if asked.0.is_code() { Kind::CodeRefused } else { Kind::PasskeyRefused };
    let tried = desk.tried(asked.0, Challenged::SetsUp(entry.half)).await?;
    let codes = desk.draw_recovery_codes();
    let now = (desk.now(), desk.today());
    let opening = second_factor::set_up(&*desk.store, (by.person(), entry), (tried, &codes), now).await.map_err(refused::store)?;
    opened(opening, refusal)?;
    let session = desk.entered(entry).await?;
    Ok(with(cookies).json(SetUp { session, recovery_codes: shown(&codes) }))
}

fn with(cookies: [String; 2]) -> actix_web::HttpResponseBuilder {
    let mut answer = HttpResponse::Ok();
    for cookie in cookies {
        answer.append_header((header::SET_COOKIE, cookie));
    }
    answer
}

/// Recovery codes as they are said, this once.
pub(crate) fn shown(codes: &[RecoveryCode]) -> Vec<String> {
    codes.iter().map(|code| code.shown().to_string()).collect()
}

fn opened(opening: Opening, refusal: Kind) -> Result<(), Problem> {
    Err(Problem::new(match opening {
        Opening::Opened => return Ok(()),
        Opening::Refused => refusal,
        Opening::Wait => Kind::CodeWait,
        Opening::Over => Kind::SignedOut,
    }))
}

impl Desk {
    /// Checks a second factor; if it is right, it is used up and what it opens is open.
    pub(crate) async fn check(&self, who: (StaffId, Opens), factor: Factor, whose: Challenged) -> Result<(), Problem> {
        let Factor { code, recovery_code, passkey } = factor;
        let (shown, refusal) = match (code.map(Zeroizing::new), recovery_code.map(Zeroizing::new), passkey) {
            (Some(code), None, None) => (Shown::Code(code), Kind::CodeRefused),
            (None, Some(code), None) => (Shown::Recovery(code), Kind::CodeRefused),
            (None, None, Some(answer)) => (self.answered(who.0, whose, answer).await?, Kind::PasskeyRefused),
            _ => return Err(Problem::new(Kind::Malformed)),
        };
        let opening = second_factor::prove(&*self.store, who, shown, (self.now(), self.today())).await.map_err(refused::store)?;
        opened(opening, refusal)
    }

    /// A second factor that somebody brings; of a passkey, whether it answers what was asked.
    pub(crate) async fn tried(&self, factor: BroughtFactor, whose: Challenged) -> Result<Brought, Problem> {
        match (factor.code.map(Zeroizing::new), factor.passkey) {
            (Some(code), None) => Ok(Brought::Code(code)),
            (None, Some(made)) => self.new_passkey(whose, made).await.map(Brought::Passkey),
            _ => Err(Problem::new(Kind::Malformed)),
        }
    }

    async fn has_none(&self, person: StaffId) -> Result<(), Problem> {
        match self.store.standing_of(person).await.map_err(refused::store)? {
            None => Ok(()),
            Some(_) => Err(Problem::new(Kind::NotAllowed)),
        }
    }

    /// Draws a seed and keeps it until a code of it was typed.
    pub(crate) async fn new_seed(&self, owner: SeedOwner) -> Result<ShownSeed, Problem> {
        let random = Zeroizing::new(self.draw());
        let seed = random.first_chunk::<20>().and_then(|bytes| Seed::from_slice(bytes).ok()).ok_or_else(|| Problem::new(Kind::Internal))?;
        let shown = ShownSeed { seed: seed.to_base32().to_string() };
        self.store.offer_seed(owner, seed, self.now()).await.map_err(refused::store)?;
        Ok(shown)
    }

    /// Draws ten recovery codes.
    pub(crate) fn draw_recovery_codes(&self) -> Vec<RecoveryCode> {
        let one = || {
            let [code @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = *Zeroizing::new(self.draw());
            RecoveryCode::new(code)
        };
        (0..RECOVERY_CODES).map(|_| one()).collect()
    }
}
