//! What a filing is told, by either path: the receipt, when the report leaves, and by when it must be confirmed.

use domain::{Day, Leaf, Moment, filing::Filed};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use web::{problem::Problem, shape};

use crate::intake::Intake;

/// A signature, in JSON lower-case hex.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Signed(pub [u8; 64]);

impl Serialize for Signed {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&hex::encode(self.0))
    }
}

/// The log key's word that a leaf will stand in the tree of a tick (protocol.md 9).
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct Receipt {
    /// The filing's leaf, which its words give again.
    #[schemars(with = "shape::Hex32")]
    pub leaf: Leaf,
    /// The tick.
    pub tick: u64,
    /// By the log key.
    #[schemars(with = "shape::Hex64")]
    pub signature: Signed,
}

/// All that a filing is told.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    /// The receipt.
    pub receipt: Receipt,
    /// When it leaves, or left, for its readers.
    pub leaves_at: Moment,
    /// The last day to confirm it.
    pub confirm_by: Day,
    /// These words had a mailbox already, and the item was added to it.
    pub joined: bool,
}

impl Told {
    /// What a stored filing is told. One that was sent again after it had left is told when that was.
    ///
    /// # Errors
    /// What the store says.
    pub(crate) async fn of(intake: &Intake, filed: &Filed) -> Result<Self, Problem> {
        let next = intake.parts.store.next_tick().await.map_err(|error| Problem::from_store(&error))?;
        let gone = i64::try_from(next.saturating_sub(filed.tick)).unwrap_or(0);
        let leaves_at = intake.leaves_at().plus(gone.saturating_mul(i64::from(intake.parts.schedule.every())).saturating_neg());
        let signature = Signed(intake.parts.receipts.sign(filed.leaf, filed.tick));
        let receipt = Receipt { leaf: filed.leaf, tick: filed.tick, signature };
        Ok(Self { receipt, leaves_at, confirm_by: intake.confirm_by(leaves_at), joined: filed.joined })
    }
}
