//! One-time links. The token is said once, to whoever invites; from then on only its hash is known here.

use actix_web::{
    HttpResponse,
    http::Method,
    web::{Data, Json, Path},
};
use domain::{
    Day, EnrolmentHash, Role, Roles, StaffId,
    permissions::InvitePeople,
    staff::{INVITATION_DAYS, Invitation},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    body::{Asked, Asks},
    endpoint::Endpoint,
    gate::{May, Recent},
    lanes::LaneName,
    openapi::Operation,
    problem::{Kind, Problem},
    shape,
    wire::HexBytes,
};
use zeroize::Zeroizing;

use crate::{desk::Desk, refused};

/// Longest name of a person or a group, in characters.
const LONGEST_NAME: usize = 100;
/// Most groups of a person.
const MOST_GROUPS: usize = 20;

/// Who is invited, as what.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Invite {
    /// The name shown to reporters: a function rather than a person.
    name: String,
    #[schemars(with = "Vec<String>")]
    roles: Vec<Role>,
    groups: Vec<String>,
}

impl Asks for Invite {
    const LIMIT: usize = 16 << 10;
}

/// The link's token, said this once.
#[derive(Serialize, JsonSchema)]
struct Invited {
    #[schemars(with = "shape::Hex16")]
    person: StaffId,
    /// Stands in the link's fragment: `/enrol#token=…`.
    token: HexBytes<32>,
    /// The last day of the link.
    #[schemars(with = "shape::DayNumber")]
    until: Day,
}

/// The endpoints.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::new(Method::POST, "/api/v1/office/invitations", invite).lane(LaneName::Staff).described(
            Operation::says("Invite somebody by a one-time link")
                .asks::<Invite>()
                .answers::<Invited>(200, "the token, said this once")
                .problems(&[Kind::Malformed, Kind::AskAgain]),
        ),
        Endpoint::new(Method::DELETE, "/api/v1/office/invitations/{person}", withdraw).lane(LaneName::Staff).described(
            Operation::says("Withdraw an invitation")
                .answers_nothing("the link leads nowhere any more")
                .problems(&[Kind::NotFound, Kind::AskAgain]),
        ),
    ]
}

async fn invite(may: Recent<May<InvitePeople>>, desk: Data<Desk>, asked: Asked<Invite>) -> Result<Json<Invited>, Problem> {
    let Invite { name, roles, groups } = asked.0;
    let roles: Roles = roles.into_iter().collect();
    if !is_name(&name) || groups.len() > MOST_GROUPS || !groups.iter().all(|group| is_name(group)) || !roles.fit_together() {
        return Err(Problem::new(Kind::Malformed));
    }
    let token = Zeroizing::new((desk.tokens)());
    let [id @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = (desk.tokens)();
    let (person, until) = (StaffId::new(id), desk.today().add_days(INVITATION_DAYS));
    let invitation = Invitation { token: EnrolmentHash::of(&*token), person, name, roles, groups, until };
    desk.staff.invite(invitation, desk.by(may.actor())).await.map_err(refused::store)?;
    Ok(Json(Invited { person, token: HexBytes::new(*token), until }))
}

/// Something a page can show in one line, and no white space around it.
fn is_name(text: &str) -> bool {
    let length = text.chars().count();
    (1..=LONGEST_NAME).contains(&length) && text.trim() == text && !text.chars().any(char::is_control)
}

async fn withdraw(may: Recent<May<InvitePeople>>, desk: Data<Desk>, person: Path<StaffId>) -> Result<HttpResponse, Problem> {
    let gone = desk.staff.withdraw_invitation(*person, desk.by(may.actor())).await.map_err(refused::store)?;
    if gone { Ok(HttpResponse::NoContent().finish()) } else { Err(Problem::new(Kind::NotFound)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_fits_on_one_line() {
        assert!(is_name("Internal audit, Lisbon"));
        for wrong in ["", " a", "a ", "a\nb", "a\u{0}", &"x".repeat(101)] {
            assert!(!is_name(wrong), "{wrong:?}");
        }
    }
}
