//! The way to a server: its address, and what may stand between. Refuses every way on which
//! the words, the name of the server, or the report could be read by somebody in between.

use std::path::PathBuf;
use std::sync::Arc;

use reqwest::Url;

use crate::error::{Error, Result};

/// Where a server is and how to get there.
#[derive(Debug, Clone, Default)]
pub struct Route {
    /// Address of the door, `https://…`, or `http://` for an onion address or this machine.
    pub server: String,
    /// `socks5h://host:port`: names are resolved behind the proxy, never here.
    pub proxy: Option<String>,
    /// A certificate (PEM) to trust and no other, for an installation that made its own.
    pub root: Option<Vec<u8>>,
    /// A unix socket on which the server listens; the address then only gives the host's name.
    pub socket: Option<PathBuf>,
}

impl Route {
    /// A plain route to `server`, nothing in between.
    pub fn to(server: impl Into<String>) -> Self {
        Self { server: server.into(), ..Self::default() }
    }

    /// The address, with a path that ends in `/`, after the checks of this module.
    pub(crate) fn base(&self) -> Result<Url> {
        let mut url = Url::parse(&self.server).map_err(|error| Error::Address(format!("{}: {error}", self.server)))?;
        let host = url.host_str().unwrap_or_default().to_owned();
        let onion = host.ends_with(".onion");
        let here = matches!(host.as_str(), "127.0.0.1" | "[::1]" | "localhost") || self.socket.is_some();
        match url.scheme() {
            "https" => {}
            "http" if onion || here => {}
            "http" => return Err(Error::Address(format!("{host}: without https everybody on the way could read along"))),
            other => return Err(Error::Address(format!("{other}:// is not spoken here; use https://"))),
        }
        if onion && self.proxy.is_none() && self.socket.is_none() {
            return Err(Error::Address(format!("{host} needs Tor: give its proxy, usually socks5h://127.0.0.1:9050")));
        }
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
            return Err(Error::Address("an address with a name, password or question in it".into()));
        }
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        Ok(url)
    }

    /// The HTTP client for this route. It follows no redirects, keeps no cookies, and names no program.
    pub(crate) fn http(&self) -> Result<reqwest::Client> {
        prefer_hybrid_key_exchange();
        let mut builder = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .http1_only()
            .tls_version_min(reqwest::tls::Version::TLS_1_3)
            .connect_timeout(std::time::Duration::from_secs(60))
            .read_timeout(std::time::Duration::from_secs(120));
        if let Some(proxy) = &self.proxy {
            if !proxy.starts_with("socks5h://") {
                return Err(Error::Address(format!("{proxy}: only socks5h:// keeps the server's name out of your own name service")));
            }
            builder = builder.proxy(reqwest::Proxy::all(proxy).map_err(|error| Error::Address(format!("{proxy}: {error}")))?);
        }
        if let Some(pem) = &self.root {
            let root = reqwest::Certificate::from_pem_bundle(pem).map_err(|error| Error::Address(format!("the certificate: {error}")))?;
            builder = builder.tls_certs_only(root);
        }
        #[cfg(unix)]
        if let Some(path) = &self.socket {
            builder = builder.unix_socket(path.clone());
        }
        builder.build().map_err(|error| Error::Setup(error.to_string()))
    }
}

/// Makes the process's TLS offer the hybrid X25519MLKEM768 first, where nobody has chosen before.
fn prefer_hybrid_key_exchange() {
    use rustls::crypto::aws_lc_rs;
    if rustls::crypto::CryptoProvider::get_default().is_some() {
        return;
    }
    let mut provider = aws_lc_rs::default_provider();
    let hybrid = aws_lc_rs::kx_group::X25519MLKEM768;
    provider.kx_groups.retain(|group| group.name() != hybrid.name());
    provider.kx_groups.insert(0, hybrid);
    // Two threads may come here at once; the other one's choice is the same.
    let _installed_by_another = Arc::new(provider).as_ref().clone().install_default();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_line_is_refused_and_an_onion_or_this_machine_is_not() {
        for (server, proxy, usable) in [
            ("https://report.example", None, true),
            ("http://report.example", None, false),
            ("http://127.0.0.1:8080", None, true),
            ("http://localhost:8080", None, true),
            ("http://localhost.evil.example", None, false),
            ("http://abc.onion", Some("socks5h://127.0.0.1:9050"), true),
            ("http://abc.onion", None, false),
            ("ftp://report.example", None, false),
            ("https://me:secret@report.example", None, false),
        ] {
            let route = Route { proxy: proxy.map(String::from), ..Route::to(server) };
            assert_eq!(route.base().is_ok(), usable, "{server}");
        }
    }

    #[test]
    fn a_proxy_that_would_ask_the_local_name_service_is_refused() {
        for (proxy, usable) in [("socks5h://127.0.0.1:9050", true), ("socks5://127.0.0.1:9050", false), ("http://127.0.0.1:8080", false)] {
            let route = Route { proxy: Some(proxy.into()), ..Route::to("https://report.example") };
            assert_eq!(route.http().is_ok(), usable, "{proxy}");
        }
    }
}
