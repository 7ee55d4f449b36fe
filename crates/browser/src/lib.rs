//! Everything that runs in a browser, built, embedded and listed by hash.
