//! Cases, membership, permissions, ticks, and the store traits for them.
