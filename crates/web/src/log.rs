//! The log as every door tells it: leaves and lists of readers, in their shapes on the wire. Their number tells how many ticks there were
//! and nothing else; no leaf tells what it stands for. There is no asking for one leaf: that would tell who filed it.

use domain::{
    Leaf, RosterHash,
    log::{Log, LoggedRoster},
};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    problem::{Kind, Problem},
    shape,
};

/// Public leaves of one answer.
const PAGE: u32 = 1024;

/// Leaves, hex.
#[derive(Serialize, JsonSchema)]
pub struct Leaves {
    #[schemars(with = "Vec<shape::Hex32>")]
    leaves: Vec<Leaf>,
}

/// The lists of readers there have been, and where their leaves stand.
#[derive(Serialize, JsonSchema)]
pub struct Rosters {
    rosters: Vec<Placed>,
}

/// One of them.
#[derive(Serialize, JsonSchema)]
struct Placed {
    /// SHA-256 of the note.
    #[schemars(with = "shape::Hex32")]
    roster: RosterHash,
    /// The tick whose tree has, or will have, its leaf.
    tick: u64,
}

/// The log's public leaves from this one on, one a tick.
///
/// # Errors
/// [`Kind::NotFound`] for what is no number; what the store says.
pub async fn public_leaves(log: &(impl Log + ?Sized), from: &str) -> Result<Leaves, Problem> {
    let leaves = log.public_leaves(number(from)?, PAGE).await.map_err(|error| Problem::from_store(&error))?;
    Ok(Leaves { leaves: leaves.into_iter().map(Leaf::new).collect() })
}

/// The 256 leaves of a tick.
///
/// # Errors
/// [`Kind::NotFound`] for one that has not been; what the store says.
pub async fn leaves_of_tick(log: &(impl Log + ?Sized), tick: u64) -> Result<Leaves, Problem> {
    let leaves = log.inner_leaves(tick).await.map_err(|error| Problem::from_store(&error))?;
    leaves.map(|leaves| Leaves { leaves }).ok_or_else(|| Problem::new(Kind::NotFound))
}

/// Every list of readers there has been.
///
/// # Errors
/// What the store says.
pub async fn rosters(log: &(impl Log + ?Sized)) -> Result<Rosters, Problem> {
    let logged = log.logged_rosters().await.map_err(|error| Problem::from_store(&error))?;
    Ok(Rosters { rosters: logged.into_iter().map(|LoggedRoster { hash, tick }| Placed { roster: hash, tick }).collect() })
}

/// A number of a path that the store can count to.
///
/// # Errors
/// [`Kind::NotFound`].
pub fn number(text: &str) -> Result<u64, Problem> {
    text.parse::<u32>().map(u64::from).map_err(|_| Problem::new(Kind::NotFound))
}
