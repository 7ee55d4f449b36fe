//! Enrolment by a one-time link. The token stands in the link's fragment and comes here in a body; keys were made in the person's
//! browser, and only their public halves and a sealed bundle arrive.

use actix_web::{
    http::Method,
    web::{Data, Json},
};
use domain::{
    EnrolmentHash, LoginHash, Role, SigningPublic, StaffId, StoreError,
    passkeys::Challenged,
    second_factor::{self, Enrolment, SeedOwner},
    staff::{NewAccount, SignInName},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    body::{Asked, Asks},
    endpoint::Endpoint,
    gate::Public,
    lanes::LaneName,
    openapi::Operation,
    problem::{Kind, Problem},
    shape,
    wire::{HexBytes, SealedBytes},
};

use crate::{
    desk::Desk,
    passkeys::AskedForNew,
    refused,
    second_factor::{BroughtFactor, ShownSeed, shown},
};

/// Most bytes of a sealed bundle of secrets.
const MAX_SECRETS: usize = 16 << 10;
/// Longest recipient; ours have about 2000 characters.
const MAX_RECIPIENT: usize = 4096;

/// The token of a link.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Look {
    token: HexBytes<32>,
}

impl Asks for Look {
    const LIMIT: usize = 1 << 10;
}

/// Whether a link can still be used, and for whom it is.
#[derive(Serialize, JsonSchema)]
struct Looked {
    open: bool,
    /// The name shown; empty when not open.
    name: String,
    #[schemars(with = "Vec<String>")]
    roles: Vec<Role>,
}

/// What a person's browser sends to enrol.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Enrol {
    token: HexBytes<32>,
    /// The name to sign in with, as typed.
    sign_in_name: String,
    login: HexBytes<32>,
    /// The hybrid recipient, `age1pq1…`.
    recipient: String,
    #[schemars(with = "shape::Hex32")]
    signing: SigningPublic,
    /// The person's secrets, sealed to their passphrase.
    secrets: SealedBytes,
    /// Signature by the signing key (docs/protocol.md 10).
    proof: HexBytes<64>,
    /// The second factor with which they begin.
    factor: BroughtFactor,
}

impl Asks for Enrol {
    const LIMIT: usize = 64 << 10;
}

/// Who they are from now on.
#[derive(Serialize, JsonSchema)]
struct Enrolled {
    #[schemars(with = "shape::Hex16")]
    person: StaffId,
    /// Whether the roster in force names them already; else somebody has to sign a new one.
    in_roster: bool,
    /// Ten codes for when the second factor is lost, said this once.
    recovery_codes: Vec<String>,
}

/// The endpoints of enrolment.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::new(Method::POST, "/api/v1/casework/enrolments/look", look)
            .lane(LaneName::Entering)
            .described(Operation::says("Whether a link can still be used").asks::<Look>().answers::<Looked>(200, "what the link is for")),
        Endpoint::new(Method::POST, "/api/v1/casework/enrolments/seed", seed).lane(LaneName::Entering).described(
            Operation::says("A seed for one-time codes; an earlier one for this link is forgotten")
                .asks::<Look>()
                .answers::<ShownSeed>(200, "the seed, said this once")
                .problems(&[Kind::LinkUsed]),
        ),
        Endpoint::new(Method::POST, "/api/v1/casework/enrolments/new-passkey", new_passkey).lane(LaneName::Entering).described(
            Operation::says("What to ask a browser for a passkey; an earlier challenge for this link is forgotten")
                .asks::<Look>()
                .answers::<AskedForNew>(200, "the challenge, good once")
                .problems(&[Kind::LinkUsed, Kind::NotFound]),
        ),
        Endpoint::new(Method::POST, "/api/v1/casework/enrolments", enrol).lane(LaneName::Entering).described(
            Operation::says("Enrol with keys made in the browser").asks::<Enrol>().answers::<Enrolled>(200, "enrolled").problems(&[
                Kind::Malformed,
                Kind::LinkUsed,
                Kind::NameTaken,
                Kind::CodeRefused,
                Kind::PasskeyRefused,
                Kind::NotFound,
            ]),
        ),
    ]
}

async fn look(_: Public, desk: Data<Desk>, asked: Asked<Look>) -> Result<Json<Looked>, Problem> {
    let token = EnrolmentHash::of(asked.0.token.as_bytes());
    let found = desk.store.invitation(token, desk.today()).await.map_err(refused::store)?;
    Ok(Json(match found {
        Some(invitation) => Looked { open: true, name: invitation.name, roles: invitation.roles.iter().collect() },
        None => Looked { open: false, name: String::new(), roles: Vec::new() },
    }))
}

async fn seed(_: Public, desk: Data<Desk>, asked: Asked<Look>) -> Result<Json<ShownSeed>, Problem> {
    let token = EnrolmentHash::of(asked.0.token.as_bytes());
    let open = desk.store.invitation(token, desk.today()).await.map_err(refused::store)?.is_some();
    if !open {
        return Err(Problem::new(Kind::LinkUsed));
    }
    desk.new_seed(SeedOwner::Link(token)).await.map(Json)
}

async fn new_passkey(_: Public, desk: Data<Desk>, asked: Asked<Look>) -> Result<Json<AskedForNew>, Problem> {
    let token = EnrolmentHash::of(asked.0.token.as_bytes());
    let invited = desk.store.invitation(token, desk.today()).await.map_err(refused::store)?;
    let invited = invited.ok_or_else(|| Problem::new(Kind::LinkUsed))?;
    desk.ask_for_new(invited.person, Challenged::Enrols(token)).await.map(Json)
}

async fn enrol(_: Public, desk: Data<Desk>, asked: Asked<Enrol>) -> Result<Json<Enrolled>, Problem> {
    let Enrol { token, sign_in_name, login, recipient, signing, secrets, proof, factor } = asked.0;
    let malformed = || Problem::new(Kind::Malformed);
    let sign_in_name = SignInName::parse(&sign_in_name).map_err(|_| malformed())?;
    let secrets = secrets.within(MAX_SECRETS).ok_or_else(malformed)?;
    if recipient.len() > MAX_RECIPIENT || !desk.registrar.is_genuine(token.as_bytes(), &recipient, &signing, proof.as_bytes()) {
        return Err(malformed());
    }
    let account = NewAccount { sign_in_name, login: LoginHash::of(login.as_bytes()), recipient, signing, secrets };
    // In a task of its own: whoever hangs up in between must not leave a roster unsigned, with the organisation's key still in memory.
    let entered = tokio::spawn(enter(desk, EnrolmentHash::of(token.as_bytes()), account, factor));
    entered.await.map_err(|_| Problem::new(Kind::Internal))?.map(Json)
}

async fn enter(desk: Data<Desk>, token: EnrolmentHash, account: NewAccount, factor: BroughtFactor) -> Result<Enrolled, Problem> {
    let is_code = factor.is_code();
    let brought = desk.tried(factor, Challenged::Enrols(token)).await?;
    let codes = desk.draw_recovery_codes();
    let time = (desk.now(), desk.today());
    let done = second_factor::enrol(&*desk.store, token, account, (brought, &codes), time).await.map_err(|error| match error {
        StoreError::Duplicate => Problem::new(Kind::NameTaken),
        other => refused::store(other),
    })?;
    let person = match done {
        Enrolment::Done(person) => person,
        Enrolment::LinkUsed => return Err(Problem::new(Kind::LinkUsed)),
        Enrolment::CodeRefused => return Err(Problem::new(if is_code { Kind::CodeRefused } else { Kind::PasskeyRefused })),
    };
    Ok(Enrolled { person, in_roster: desk.registrar.enrolled(person).await, recovery_codes: shown(&codes) })
}
