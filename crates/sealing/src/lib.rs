//! The protocol, pure: words, keys, items, keyrings, the roster.
