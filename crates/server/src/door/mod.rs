//! What this binary adds to a door: where it listens, TLS, the static files, what is noticed.

pub(crate) mod files;
pub(crate) mod listen;
pub(crate) mod tls;
pub(crate) mod watch;

use std::time::Duration;

use actix_web::{HttpServer, dev::Server, middleware::from_fn};
use web::door::Door;

use listen::Bound;
use watch::Watch;

/// Serves a door until it is told to stop.
///
/// # Errors
/// When the place to listen at cannot be used.
pub(crate) fn serve(door: Door, watch: Watch, bound: Bound, workers: usize) -> std::io::Result<Server> {
    let server = HttpServer::new(move || {
        let watch = watch.clone();
        door.app().wrap(from_fn(move |request, next| {
            let watch = watch.clone();
            async move { watch.over(request, next).await }
        }))
    });
    let server = server
        .workers(workers)
        .disable_signals()
        .shutdown_timeout(20)
        .keep_alive(Duration::from_secs(15))
        .client_request_timeout(Duration::from_secs(20))
        .client_disconnect_timeout(Duration::from_secs(5));
    Ok(match bound {
        Bound::Net(listener, None) => server.listen(listener)?,
        Bound::Net(listener, Some(tls)) => server.listen_rustls_0_23(listener, *tls)?,
        Bound::Unix(listener) => server.listen_uds(listener)?,
    }
    .run())
}
