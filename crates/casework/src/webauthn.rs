//! What is asked of passkeys, and whether an answer fits (WebAuthn level 3, by the crate `webauthn_rp`). An answer is made by the browser
//! for one domain and names the page it was given on, so it cannot be passed on by a page that looks like ours. Both are the configured
//! address of this door, and nothing that a request says.

use std::{fmt, net::Ipv4Addr};

use bytes::Bytes;
use domain::{
    StaffId,
    passkeys::{NewPasskey, Passkey, PasskeyName, PasskeyUse},
};
use webauthn_rp::{
    AuthenticatedCredential, NonDiscoverableAuthentication16, NonDiscoverableAuthenticationServerState,
    NonDiscoverableCredentialRequestOptions, PublicKeyCredentialCreationOptions, Registration, RegistrationServerState,
    bin::{Decode, Encode},
    request::{
        AsciiDomain, Credentials, PublicKeyCredentialDescriptor, RpId, UserVerificationRequirement,
        auth::{AllowedCredential, AllowedCredentials, AuthenticationVerificationOptions},
        register::{
            CoseAlgorithmIdentifier, CoseAlgorithmIdentifiers, PublicKeyCredentialUserEntity, RegistrationVerificationOptions, UserHandle16,
        },
    },
    response::{
        AuthTransports, AuthenticatorAttachment, CredentialId,
        auth::{NonDiscoverableAuthenticatorAssertion, error::AuthCeremonyErr},
        register::{AuthenticatorAttestation, ClientExtensionsOutputs, CompressedPubKey, DynamicState, StaticState},
    },
};

/// Bytes of a flags-and-counter state.
const STATE: usize = 7;

type Key = CompressedPubKey<[u8; 32], [u8; 32], [u8; 48], Vec<u8>>;

/// Where passkeys are good: the domain for which they are made, and the one page origin that may ask for them.
pub struct Site {
    rp: RpId,
    domain: String,
    origin: String,
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Site({})", self.origin)
    }
}

/// What a browser is asked for when it makes a passkey.
pub(crate) struct NewAsked {
    pub(crate) challenge: Bytes,
    pub(crate) user: Bytes,
    pub(crate) known: Vec<Bytes>,
}

/// A browser's answer to that.
pub(crate) struct NewAnswer {
    pub(crate) client_data: Bytes,
    pub(crate) attestation: Bytes,
}

/// A browser's answer when one of the passkeys is asked for.
pub(crate) struct Answer {
    pub(crate) credential: Bytes,
    pub(crate) client_data: Bytes,
    pub(crate) authenticator_data: Bytes,
    pub(crate) signature: Bytes,
    pub(crate) user: Option<Bytes>,
}

/// Why an answer does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// It is wrong in some way.
    Wrong,
    /// It is right, but for its counter, which went back: there may be a copy of the passkey.
    Copied,
}

impl Site {
    /// Where passkeys are good for a door with this configured address. `None`: nowhere. Browsers bind passkeys to domains, so there is
    /// none for a bare address of the network; Tor Browser has none, and without TLS only this machine itself may ask.
    #[must_use]
    pub fn at(address: &str) -> Option<Self> {
        let origin = address.trim_end_matches('/').to_ascii_lowercase();
        let (scheme, authority) = origin.split_once("://")?;
        let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
        let named = host.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.'));
        let numbers =
            host.parse::<Ipv4Addr>().is_ok() || host.rsplit('.').next().is_none_or(|last| last.chars().all(|c| c.is_ascii_digit()));
        let private = scheme == "https" || (scheme == "http" && host == "localhost");
        let usual = scheme == "https" && port == Some("443");
        if !named || numbers || !private || host.ends_with(".onion") || port.is_some_and(|port| port.parse::<u16>().is_err()) {
            return None;
        }
        let domain = host.to_owned();
        let origin = if usual { format!("https://{host}") } else { origin };
        Some(Self { rp: RpId::Domain(AsciiDomain::try_from(domain.clone()).ok()?), domain, origin })
    }

    /// The domain.
    #[must_use]
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// Asks for a new passkey. Answers what to keep until the answer comes, and what to ask.
    pub(crate) fn ask_new(&self, person: StaffId, held: &[Passkey]) -> Option<(Bytes, NewAsked)> {
        let user = UserHandle16::from(*person.as_bytes());
        let entity = PublicKeyCredentialUserEntity::from(&user);
        let known = held.iter().filter_map(|passkey| described(&passkey.credential)).collect();
        let mut options = PublicKeyCredentialCreationOptions::second_factor(&self.rp, entity, known);
        options.authenticator_selection.user_verification = UserVerificationRequirement::Preferred;
        options.pub_key_cred_params =
            CoseAlgorithmIdentifiers::ALL.remove(CoseAlgorithmIdentifier::Es384).remove(CoseAlgorithmIdentifier::Rs256);
        let challenge = octets(options.challenge.as_data());
        let (kept, _) = options.start_ceremony().ok()?;
        let asked = NewAsked {
            challenge,
            user: Bytes::copy_from_slice(person.as_bytes()),
            known: held.iter().map(|passkey| passkey.credential.clone()).collect(),
        };
        Some((kept.encode().ok()?.into(), asked))
    }

    /// The passkey of an answer, if it fits what was asked. What made it is not asked for and not kept (attestation "none").
    pub(crate) fn new_passkey(&self, asked: &[u8], answer: NewAnswer, name: PasskeyName) -> Option<NewPasskey> {
        let asked = RegistrationServerState::<16>::decode(asked).ok()?;
        let answer = Registration::new(
            AuthenticatorAttestation::new(answer.client_data.into(), answer.attestation.into(), AuthTransports::NONE),
            AuthenticatorAttachment::None,
            ClientExtensionsOutputs { cred_props: None, prf: None },
        );
        let options = RegistrationVerificationOptions::<&str, &str> {
            allowed_origins: &[self.origin.as_str()],
            error_on_unsolicited_extensions: false,
            ..Default::default()
        };
        let made = asked.verify(&self.rp, &answer, &options).ok()?;
        Some(NewPasskey {
            credential: Bytes::copy_from_slice(made.id().as_ref()),
            name,
            key: made.static_state().encode().ok()?.into(),
            state: Bytes::copy_from_slice(&made.dynamic_state().encode().ok()?),
        })
    }

    /// Asks for one of these passkeys. Answers what to keep until the answer comes, and the challenge. `None`: there are none.
    pub(crate) fn ask(&self, held: &[Passkey]) -> Option<(Bytes, Bytes)> {
        let mut allowed = AllowedCredentials::with_capacity(held.len());
        for passkey in held {
            let _ = allowed.push(AllowedCredential::from(described(&passkey.credential)?));
        }
        let mut options = NonDiscoverableCredentialRequestOptions::second_factor(&self.rp, allowed).ok()?;
        options.options().user_verification = UserVerificationRequirement::Preferred;
        let challenge = octets(options.options().challenge.as_data());
        let (kept, _) = options.start_ceremony().ok()?;
        Some((kept.encode().ok()?.into(), challenge))
    }

    /// Whether an answer fits what was asked, and is by one of the person's passkeys.
    pub(crate) fn check(&self, person: StaffId, held: &[Passkey], asked: &[u8], answer: Answer) -> Result<PasskeyUse, Misfit> {
        let passkey = held.iter().find(|passkey| passkey.credential == answer.credential).ok_or(Misfit::Wrong)?;
        let asked = NonDiscoverableAuthenticationServerState::decode(asked).map_err(|_| Misfit::Wrong)?;
        let user = UserHandle16::from(*person.as_bytes());
        let said = match &answer.user {
            None => None,
            Some(bytes) => Some(UserHandle16::from(<[u8; 16]>::try_from(&bytes[..]).map_err(|_| Misfit::Wrong)?)),
        };
        let mut credential = credential(passkey, &user).ok_or(Misfit::Wrong)?;
        let id = CredentialId::try_from(answer.credential.to_vec()).map_err(|_| Misfit::Wrong)?;
        let assertion = NonDiscoverableAuthenticatorAssertion::with_optional_user(
            answer.client_data.into(),
            answer.authenticator_data.into(),
            answer.signature.into(),
            said,
        );
        let answer = NonDiscoverableAuthentication16::new(id, assertion, AuthenticatorAttachment::None);
        let options = AuthenticationVerificationOptions::<&str, &str> {
            allowed_origins: &[self.origin.as_str()],
            error_on_unsolicited_extensions: false,
            ..Default::default()
        };
        asked.verify(&self.rp, &answer, &mut credential, &options).map_err(|error| match error {
            AuthCeremonyErr::SignatureCounter => Misfit::Copied,
            _ => Misfit::Wrong,
        })?;
        let after = credential.dynamic_state().encode().map_err(|_| Misfit::Wrong)?;
        Ok(PasskeyUse { credential: passkey.credential.clone(), before: passkey.state.clone(), after: Bytes::copy_from_slice(&after) })
    }
}

/// The challenge as browsers are given it.
fn octets(challenge: u128) -> Bytes {
    Bytes::copy_from_slice(&challenge.to_le_bytes())
}

fn described(credential: &Bytes) -> Option<PublicKeyCredentialDescriptor<Vec<u8>>> {
    let id = CredentialId::try_from(credential.to_vec()).ok()?;
    Some(PublicKeyCredentialDescriptor { id, transports: AuthTransports::NONE })
}

fn credential<'a>(passkey: &'a Passkey, user: &'a UserHandle16) -> Option<AuthenticatedCredential<'a, 'a, 16, Key>> {
    let id = CredentialId::try_from(&passkey.credential[..]).ok()?;
    let key = StaticState::<Key>::decode(&passkey.key[..]).ok()?;
    let state = DynamicState::decode(<[u8; STATE]>::try_from(&passkey.state[..]).ok()?).ok()?;
    AuthenticatedCredential::new(id, user, key, state).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_good_for_a_domain_over_tls_and_nowhere_else() {
        let good = [
            ("https://cases.example.org", "cases.example.org", "https://cases.example.org"),
            ("https://Cases.Example.org:8443/", "cases.example.org", "https://cases.example.org:8443"),
            ("https://cases.example.org:443", "cases.example.org", "https://cases.example.org"),
            ("http://localhost:8481", "localhost", "http://localhost:8481"),
        ];
        for (address, domain, origin) in good {
            let site = Site::at(address).unwrap();
            assert_eq!((site.domain(), site.origin.as_str()), (domain, origin));
        }
        for nowhere in [
            "http://127.0.0.1:8481",
            "https://10.1.2.3",
            "https://1.2",
            "https://[::1]:8481",
            "http://cases.example.org",
            "http://abcdefghijklmnop.onion",
            "https://abcdefghijklmnop.onion",
            "https://user@cases.example.org",
            "https://cases.example.org/place",
            "cases.example.org",
            "",
        ] {
            assert!(Site::at(nowhere).is_none(), "{nowhere}");
        }
    }
}
