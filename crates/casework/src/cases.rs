//! The list of one's cases, and one case: ids, days, marks, members, the sealed keyring.

use actix_web::{
    http::Method,
    web::{Data, Json, Query},
};
use domain::{
    AttachmentId, CaseId, ContentHash, Day, StaffId,
    cases::{Attachment, CaseFile, CaseRow},
    permissions::{ListCases, ReadCase},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    endpoint::Endpoint,
    gate::{May, Member},
    lanes::LaneName,
    openapi::Operation,
    problem::{Kind, Problem},
    shape,
    wire::SealedBytes,
};

use crate::{desk::Desk, refused};

/// Rows of a page.
const PAGE: u32 = 200;

/// Where a page of the list begins.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AfterCase {
    after: Option<CaseIdText>,
}

/// A case id in a query.
#[derive(Deserialize, JsonSchema)]
#[serde(transparent)]
struct CaseIdText(#[schemars(with = "shape::Hex16")] CaseId);

/// A case in the list.
#[derive(Serialize, JsonSchema)]
struct Row {
    #[schemars(with = "shape::Hex16")]
    case: CaseId,
    #[schemars(with = "shape::DayNumber")]
    received_on: Day,
    #[schemars(with = "shape::DayNumber")]
    ack_due: Day,
    #[schemars(with = "shape::DayNumber")]
    feedback_due: Day,
    acknowledged: bool,
    closed: bool,
    keyring_version: u32,
    items: u32,
}

/// A page of the list, in the order of the random ids.
#[derive(Serialize, JsonSchema)]
struct Page {
    cases: Vec<Row>,
    #[schemars(with = "Option<shape::Hex16>")]
    next: Option<CaseId>,
}

/// One case.
#[derive(Serialize, JsonSchema)]
struct Case {
    #[schemars(with = "shape::Hex16")]
    case: CaseId,
    #[schemars(with = "shape::DayNumber")]
    received_on: Day,
    #[schemars(with = "shape::DayNumber")]
    ack_due: Day,
    #[schemars(with = "shape::DayNumber")]
    feedback_due: Day,
    acknowledged: bool,
    closed: bool,
    #[schemars(with = "Vec<shape::Hex16>")]
    members: Vec<StaffId>,
    #[schemars(with = "Option<shape::Hex16>")]
    sleeper: Option<StaffId>,
    keyring_version: u32,
    keyring: SealedBytes,
    /// How many left since this keyring was made; nothing is written until it is replaced.
    left_since: u32,
    attachments: Vec<Listed>,
}

/// An attachment that can be fetched.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Attachment")]
struct Listed {
    #[schemars(with = "shape::Hex16")]
    id: AttachmentId,
    /// SHA-256 of the ciphertext.
    #[schemars(with = "shape::Hex32")]
    sha256: ContentHash,
    /// Bytes of ciphertext.
    bytes: u64,
}

/// The endpoints of cases.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::new(Method::GET, "/api/v1/casework/cases", list).lane(LaneName::Staff).described(
            Operation::says("The cases one is a member of, a page at a time; `?after=` goes on").answers::<Page>(200, "a page of the list"),
        ),
        Endpoint::new(Method::GET, "/api/v1/casework/cases/{case}", case)
            .lane(LaneName::Staff)
            .described(Operation::says("One case").answers::<Case>(200, "the case").problems(&[Kind::NotFound])),
    ]
}

async fn list(by: May<ListCases>, desk: Data<Desk>, query: Query<AfterCase>) -> Result<Json<Page>, Problem> {
    let after = query.into_inner().after.map(|after| after.0);
    let page = desk.store.list(&by, after, PAGE).await.map_err(refused::store)?;
    Ok(Json(Page { cases: page.cases.into_iter().map(Row::from).collect(), next: page.next }))
}

async fn case(by: Member<ReadCase>, desk: Data<Desk>) -> Result<Json<Case>, Problem> {
    let file = desk.store.case(&by).await.map_err(refused::store)?.ok_or_else(refused::nothing)?;
    Ok(Json(file.into()))
}

impl From<CaseRow> for Row {
    fn from(row: CaseRow) -> Self {
        Self {
            case: row.case,
            received_on: row.received_on,
            ack_due: row.ack_due,
            feedback_due: row.feedback_due,
            acknowledged: row.acknowledged_on.is_some(),
            closed: row.closed_on.is_some(),
            keyring_version: row.keyring_version,
            items: row.items,
        }
    }
}

impl From<CaseFile> for Case {
    fn from(file: CaseFile) -> Self {
        let CaseFile { row, members, sleeper, keyring, left_since, attachments } = file;
        Self {
            case: row.case,
            received_on: row.received_on,
            ack_due: row.ack_due,
            feedback_due: row.feedback_due,
            acknowledged: row.acknowledged_on.is_some(),
            closed: row.closed_on.is_some(),
            members,
            sleeper,
            keyring_version: row.keyring_version,
            keyring: SealedBytes(keyring),
            left_since,
            attachments: attachments.into_iter().map(|Attachment { id, sha256, bytes }| Listed { id, sha256, bytes }).collect(),
        }
    }
}
