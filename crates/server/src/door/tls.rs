//! TLS 1.3, with the hybrid key exchange X25519MLKEM768 offered first, so that traffic kept today cannot be read by machines of tomorrow.

use std::sync::Arc;

use anyhow::Context;
use rustls::{
    ServerConfig,
    crypto::{CryptoProvider, aws_lc_rs},
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    version::TLS13,
};

use crate::config::TlsFiles;

/// Key exchanges, best first.
fn provider() -> CryptoProvider {
    let kx_groups = vec![aws_lc_rs::kx_group::X25519MLKEM768, aws_lc_rs::kx_group::X25519, aws_lc_rs::kx_group::SECP256R1];
    CryptoProvider { kx_groups, ..aws_lc_rs::default_provider() }
}

/// Reads certificate and key.
///
/// # Errors
/// When a file cannot be read, or certificate and key do not belong together.
pub(crate) fn read(files: &TlsFiles) -> anyhow::Result<ServerConfig> {
    let unreadable = |path: &std::path::Path| format!("{} cannot be read", path.display());
    let chain: Result<Vec<_>, _> =
        CertificateDer::pem_file_iter(&files.certificate).with_context(|| unreadable(&files.certificate))?.collect();
    let chain = chain.with_context(|| unreadable(&files.certificate))?;
    let key = PrivateKeyDer::from_pem_file(&files.key).with_context(|| unreadable(&files.key))?;
    configure(chain, key).context("certificate and key do not fit together")
}

fn configure(chain: Vec<CertificateDer<'static>>, key: PrivateKeyDer<'static>) -> Result<ServerConfig, rustls::Error> {
    let mut config = ServerConfig::builder_with_provider(Arc::new(provider()))
        .with_protocol_versions(&[&TLS13])?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.send_tls13_tickets = 0; // a ticket would let the network recognise a person who comes again
    Ok(config)
}

#[cfg(test)]
mod tests {
    use rustls::{ClientConfig, ClientConnection, NamedGroup, ProtocolVersion, RootCertStore, ServerConnection};

    use super::*;

    fn server() -> (Arc<ServerConfig>, RootCertStore) {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".into()]).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let files = TlsFiles { certificate: folder.path().join("c.pem"), key: folder.path().join("k.pem") };
        std::fs::write(&files.certificate, made.cert.pem()).unwrap();
        std::fs::write(&files.key, made.signing_key.serialize_pem()).unwrap();
        let mut roots = RootCertStore::empty();
        roots.add(made.cert.der().clone()).unwrap();
        (Arc::new(read(&files).unwrap()), roots)
    }

    fn handshake() -> Result<(ClientConnection, ServerConnection), rustls::Error> {
        let (server, roots) = server();
        let provider = Arc::new(provider());
        let client = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&TLS13])?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let mut client = ClientConnection::new(Arc::new(client), "localhost".try_into().unwrap())?;
        let mut server = ServerConnection::new(server)?;
        while client.is_handshaking() || server.is_handshaking() {
            let mut wire = Vec::new();
            while client.wants_write() {
                client.write_tls(&mut wire).unwrap();
            }
            server.read_tls(&mut wire.as_slice()).unwrap();
            server.process_new_packets()?;
            let mut wire = Vec::new();
            while server.wants_write() {
                server.write_tls(&mut wire).unwrap();
            }
            client.read_tls(&mut wire.as_slice()).unwrap();
            client.process_new_packets()?;
        }
        Ok((client, server))
    }

    #[test]
    fn the_hybrid_key_exchange_is_used() {
        let (client, server) = handshake().unwrap();
        assert_eq!(client.negotiated_key_exchange_group().unwrap().name(), NamedGroup::X25519MLKEM768);
        assert_eq!(server.protocol_version(), Some(ProtocolVersion::TLSv1_3));
    }

    /// A hello that knows nothing newer than TLS 1.2 (RFC 5246, 7.4.1.2): no extensions at all.
    fn old_hello() -> Vec<u8> {
        let mut body = vec![3, 3];
        body.extend([7; 32]);
        body.extend([0, 0, 2, 0xc0, 0x2f, 1, 0]);
        let length = u8::try_from(body.len()).unwrap();
        let mut hello = vec![0x16, 3, 1, 0, length + 4, 1, 0, 0, length];
        hello.extend(body);
        hello
    }

    #[test]
    fn older_versions_are_refused() {
        let mut server = ServerConnection::new(server().0).unwrap();
        server.read_tls(&mut old_hello().as_slice()).unwrap();
        let refused = server.process_new_packets().unwrap_err();
        assert!(matches!(refused, rustls::Error::PeerIncompatible(_)), "{refused}");
    }

    #[test]
    fn a_key_of_another_certificate_is_refused_at_start() {
        let (one, two) =
            (rcgen::generate_simple_self_signed(vec!["a".into()]).unwrap(), rcgen::generate_simple_self_signed(vec!["a".into()]).unwrap());
        let key = PrivateKeyDer::Pkcs8(two.signing_key.serialize_der().into());
        assert!(configure(vec![one.cert.der().clone()], key).is_err());
    }
}
