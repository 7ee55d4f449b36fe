//! Items of a case: read in pages, written together with their attachments and marks.

use actix_web::{
    http::Method,
    web::{Data, Json, Query},
};
use domain::{
    ItemId,
    cases::{Audience, Marks, NewItem, StaffPost},
    limits::MAX_SEALED,
    permissions::{ReadCase, WriteCase},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    body::{Asked, Asks},
    endpoint::Endpoint,
    gate::Member,
    lanes::LaneName,
    openapi::Operation,
    problem::{Kind, Problem},
    shape,
    wire::{SealedBytes, WrittenUpload},
};

use crate::{desk::Desk, refused};

const PATH: &str = "/api/v1/casework/cases/{case}/items";
/// Items of a page; the store also keeps a page to about 4 MiB.
const PAGE: u32 = 100;
/// Most items of one post.
const MOST: usize = 16;

/// Where a page of items begins.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AfterItem {
    #[schemars(with = "Option<shape::Hex16>")]
    after: Option<ItemId>,
}

/// An item.
#[derive(Serialize, JsonSchema)]
struct Item {
    #[schemars(with = "shape::Hex16")]
    id: ItemId,
    #[schemars(with = "String")]
    audience: Audience,
    sealed: SealedBytes,
}

/// A page of items, in the order of their random ids.
#[derive(Serialize, JsonSchema)]
struct Items {
    items: Vec<Item>,
    #[schemars(with = "Option<shape::Hex16>")]
    next: Option<ItemId>,
}

/// What a member writes.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Post {
    /// The keyring the writer knows.
    keyring_version: u32,
    /// How many items the writer saw; a conflict if there are more by now.
    seen: Option<u32>,
    items: Vec<Written>,
    uploads: Vec<WrittenUpload>,
    marks: WrittenMarks,
}

impl Asks for Post {
    const LIMIT: usize = 8 << 20;
}

/// An item to be written.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Written {
    #[schemars(with = "String")]
    audience: Audience,
    sealed: SealedBytes,
}

/// Marks to set: `true` or absent.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WrittenMarks {
    acknowledged: Option<bool>,
    closed: Option<bool>,
}

/// Ids of what was written, in its order.
#[derive(Serialize, JsonSchema)]
struct WrittenAs {
    #[schemars(with = "Vec<shape::Hex16>")]
    ids: Vec<ItemId>,
}

/// The endpoints of items.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::new(Method::GET, PATH, list).lane(LaneName::Staff).described(
            Operation::says("The items of a case, a page at a time; `?after=` goes on")
                .answers::<Items>(200, "a page of items")
                .problems(&[Kind::NotFound]),
        ),
        Endpoint::new(Method::POST, PATH, write).lane(LaneName::Staff).described(
            Operation::says("Write items and set marks, all or nothing").asks::<Post>().answers::<WrittenAs>(200, "written").problems(&[
                Kind::Malformed,
                Kind::NotFound,
                Kind::KeyringMoved,
                Kind::CaseStale,
                Kind::UploadMissing,
                Kind::Full,
            ]),
        ),
    ]
}

async fn list(by: Member<ReadCase>, desk: Data<Desk>, query: Query<AfterItem>) -> Result<Json<Items>, Problem> {
    let page = desk.store.items(&by, query.after, PAGE).await.map_err(refused::store)?.ok_or_else(refused::nothing)?;
    let items = page.items.into_iter().map(|item| Item { id: item.id, audience: item.audience, sealed: SealedBytes(item.sealed) });
    Ok(Json(Items { items: items.collect(), next: page.next }))
}

async fn write(by: Member<WriteCase>, desk: Data<Desk>, asked: Asked<Post>) -> Result<Json<WrittenAs>, Problem> {
    let post = asked.0.check(desk.limits.max_attachments).ok_or_else(|| Problem::new(Kind::Malformed))?;
    let ids = desk.store.write(&by, post, desk.today(), desk.profile).await.map_err(|error| refused::moved(&error))?;
    Ok(Json(WrittenAs { ids: ids.ok_or_else(refused::nothing)? }))
}

impl Post {
    fn check(self, max_attachments: u32) -> Option<StaffPost> {
        let few = (1..=MOST).contains(&self.items.len()) && self.uploads.len() <= usize::try_from(max_attachments).ok()?;
        let items = self.items.into_iter().map(|item| Some(NewItem { audience: item.audience, sealed: item.sealed.within(MAX_SEALED)? }));
        let items = items.collect::<Option<Vec<_>>>()?;
        let uploads = self.uploads.into_iter().map(Into::into).collect();
        let marks = self.marks.check()?;
        few.then_some(StaffPost { keyring_version: self.keyring_version, seen: self.seen, items, uploads, marks })
    }
}

impl WrittenMarks {
    fn check(&self) -> Option<Marks> {
        let set = |mark: Option<bool>| match mark {
            Some(false) => None,
            mark => Some(mark.is_some()),
        };
        Some(Marks { acknowledged: set(self.acknowledged)?, closed: set(self.closed)? })
    }
}
