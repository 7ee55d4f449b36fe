//! Who is here: everybody who has enrolled, and who is invited. Never a sign-in name, never a token, never when somebody was last here.

use actix_web::{
    http::Method,
    web::{Data, Json},
};
use domain::{
    Day, Role, SigningPublic, StaffId,
    departures::Waiting,
    permissions::ListPeople,
    staff::{Account, Invitation},
};
use schemars::JsonSchema;
use serde::Serialize;
use web::{endpoint::Endpoint, gate::May, lanes::LaneName, openapi::Operation, problem::Problem, shape};

use crate::{desk::Desk, refused};

/// Somebody who has enrolled.
#[derive(Serialize, JsonSchema)]
struct Enrolled {
    #[schemars(with = "shape::Hex16")]
    person: StaffId,
    /// The name shown.
    name: String,
    #[schemars(with = "Vec<String>")]
    roles: Vec<Role>,
    groups: Vec<String>,
    /// The hybrid recipient they enrolled with.
    recipient: String,
    #[schemars(with = "shape::Hex32")]
    signing: SigningPublic,
    #[schemars(with = "shape::DayNumber")]
    enrolled_on: Day,
}

/// Somebody who may still enrol.
#[derive(Serialize, JsonSchema)]
struct Invited {
    #[schemars(with = "shape::Hex16")]
    person: StaffId,
    /// The name shown.
    name: String,
    #[schemars(with = "Vec<String>")]
    roles: Vec<Role>,
    groups: Vec<String>,
    /// The last day of the link.
    #[schemars(with = "shape::DayNumber")]
    until: Day,
}

/// Somebody of whom one of two people has said that they lost their keys.
#[derive(Serialize, JsonSchema)]
struct Renewing {
    #[schemars(with = "shape::Hex16")]
    person: StaffId,
    /// Who agreed.
    #[schemars(with = "shape::Hex16")]
    by: StaffId,
    /// The last day for a second.
    #[schemars(with = "shape::DayNumber")]
    until: Day,
}

/// Everybody.
#[derive(Serialize, JsonSchema)]
struct People {
    enrolled: Vec<Enrolled>,
    invited: Vec<Invited>,
    renewing: Vec<Renewing>,
}

/// The endpoint.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    let says = Operation::says("Who has enrolled and who is invited").answers::<People>(200, "everybody");
    vec![Endpoint::new(Method::GET, "/api/v1/office/people", everybody).lane(LaneName::Staff).described(says)]
}

async fn everybody(_: May<ListPeople>, desk: Data<Desk>) -> Result<Json<People>, Problem> {
    let enrolled = desk.staff.accounts().await.map_err(refused::store)?.into_iter().map(enrolled).collect();
    let invited = desk.staff.invitations(desk.today()).await.map_err(refused::store)?.into_iter().map(invited).collect();
    let renewing = desk.departures.renewals(desk.today()).await.map_err(refused::store)?;
    let renewing = renewing.into_iter().map(|Waiting { person, by, until }| Renewing { person, by, until }).collect();
    Ok(Json(People { enrolled, invited, renewing }))
}

fn enrolled(account: Account) -> Enrolled {
    let Account { person, name, roles, groups, keys, enrolled_on } = account;
    Enrolled { person, name, roles: roles.iter().collect(), groups, recipient: keys.recipient, signing: keys.signing, enrolled_on }
}

fn invited(invitation: Invitation) -> Invited {
    let Invitation { person, name, roles, groups, until, .. } = invitation;
    Invited { person, name, roles: roles.iter().collect(), groups, until }
}
