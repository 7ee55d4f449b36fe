//! What the stories share: starting the server, a browser, a database.
