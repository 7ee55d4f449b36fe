//! Days and deadlines, pure.
