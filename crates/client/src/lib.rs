//! The protocol over HTTP or SOCKS: files, returns, opens.
