//! The second step of signing in. Behind its gate stands only who has shown the passphrase; nobody else learns that it is there.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
    web::{Data, Json},
};
use domain::{
    StaffId,
    second_factor::{self, RECOVERY_CODES, RecoveryCode, Seed, SeedOwner, Shown, Verdict},
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

use crate::{desk::Desk, refused, session::Session};

/// A second factor: one of the two.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Factor {
    /// Six digits of the authenticator app.
    #[serde(default)]
    code: Option<String>,
    /// One of the ten recovery codes.
    #[serde(default)]
    recovery_code: Option<String>,
}

impl Asks for Factor {
    const LIMIT: usize = 1 << 10;
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
    let refusals = &[Kind::SignedOut, Kind::Malformed, Kind::CodeRefused, Kind::CodeWait];
    vec![
        Endpoint::new(Method::POST, "/api/v1/casework/session/second-factor", second_step).lane(LaneName::Entering).described(
            Operation::says("Show the second factor")
                .asks::<Factor>()
                .answers::<Session>(200, "signed in; the session's cookie is set")
                .problems(refusals),
        ),
        Endpoint::new(Method::POST, "/api/v1/casework/session/seed", seed).lane(LaneName::Entering).described(
            Operation::says("A seed for one-time codes, for whoever has none yet")
                .answers::<ShownSeed>(200, "the seed")
                .problems(&[Kind::SignedOut, Kind::NotAllowed]),
        ),
        Endpoint::new(Method::POST, "/api/v1/casework/session/set-up", set_up).lane(LaneName::Entering).described(
            Operation::says("Set up one-time codes by typing the first one, for whoever has none yet")
                .asks::<FirstCode>()
                .answers::<SetUp>(200, "signed in; the session's cookie is set")
                .problems(&[Kind::SignedOut, Kind::NotAllowed, Kind::CodeRefused]),
        ),
    ]
}

async fn second_step(by: Halfway, desk: Data<Desk>, request: HttpRequest, asked: Asked<Factor>) -> Result<HttpResponse, Problem> {
    let wrong = desk.check(by.person(), asked.0).await?;
    let (session, cookies) = desk.let_in(&request, wrong).await?;
    Ok(with(cookies).json(session))
}

async fn seed(by: Halfway, desk: Data<Desk>) -> Result<Json<ShownSeed>, Problem> {
    desk.has_none(by.person()).await?;
    desk.new_seed(SeedOwner::Person(by.person())).await.map(Json)
}

async fn set_up(by: Halfway, desk: Data<Desk>, request: HttpRequest, asked: Asked<FirstCode>) -> Result<HttpResponse, Problem> {
    desk.has_none(by.person()).await?;
    let code = Zeroizing::new(asked.0.code);
    if !second_factor::adopt(&*desk.store, by.person(), &code, (desk.now(), desk.today())).await.map_err(refused::store)? {
        return Err(Problem::new(Kind::CodeRefused));
    }
    let recovery_codes = desk.new_recovery_codes(by.person()).await?;
    let (session, cookies) = desk.let_in(&request, 0).await?;
    Ok(with(cookies).json(SetUp { session, recovery_codes }))
}

fn with(cookies: [String; 2]) -> actix_web::HttpResponseBuilder {
    let mut answer = HttpResponse::Ok();
    for cookie in cookies {
        answer.append_header((header::SET_COOKIE, cookie));
    }
    answer
}

impl Factor {
    fn shown(self) -> Option<Shown> {
        match (self.code.map(Zeroizing::new), self.recovery_code.map(Zeroizing::new)) {
            (Some(code), None) => Some(Shown::Code(code)),
            (None, Some(code)) => Some(Shown::Recovery(code)),
            _ => None,
        }
    }
}

impl Desk {
    /// Checks a second factor and uses it up. Answers how many were wrong before it.
    pub(crate) async fn check(&self, person: StaffId, factor: Factor) -> Result<u32, Problem> {
        let shown = factor.shown().ok_or_else(|| Problem::new(Kind::Malformed))?;
        match second_factor::prove(&*self.store, person, &shown, (self.now(), self.today())).await.map_err(refused::store)? {
            Verdict::Proved { wrong } => Ok(wrong),
            Verdict::Refused => Err(Problem::new(Kind::CodeRefused)),
            Verdict::Wait => Err(Problem::new(Kind::CodeWait)),
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

    /// Draws ten recovery codes in place of all others, to be said this once.
    pub(crate) async fn new_recovery_codes(&self, person: StaffId) -> Result<Vec<String>, Problem> {
        let codes = self.draw_recovery_codes();
        let hashes = codes.iter().map(|code| code.hash(person)).collect();
        self.store.put_recovery_codes(person, hashes, self.today()).await.map_err(refused::store)?;
        Ok(codes.iter().map(|code| code.shown().to_string()).collect())
    }
}
