//! The handlers' door.
