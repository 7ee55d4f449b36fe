//! The Merkle log, pure: leaves, proofs, signed notes, checkpoints, receipts.
