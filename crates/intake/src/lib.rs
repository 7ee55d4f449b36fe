//! The reporters' door: its API, and the pages without JavaScript.
