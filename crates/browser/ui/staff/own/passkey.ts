// Passkeys, as the browser keeps them (WebAuthn). Only a page can ask for one, and only at the domain for which it was made; what it
// answers goes to the worker, which sends it on (passkey_wire.ts).

import { TaskFailed } from "../../kit/bridge.ts";

type Octets = Uint8Array<ArrayBuffer>;

/** What the server asks when a passkey is to be made. */
export interface AskedForNew {
  readonly challenge: Octets;
  readonly rp: string;
  readonly user: Octets;
  readonly known: readonly Octets[];
}

/** What the server asks when one of them is to be shown. */
export interface AskedFor {
  readonly challenge: Octets;
  readonly rp: string;
  readonly allowed: readonly Octets[];
}

/** A passkey that was made just now. */
export interface Made {
  readonly name: string;
  readonly clientData: Octets;
  readonly attestation: Octets;
}

/** A passkey's answer. */
export interface Answered {
  readonly credential: Octets;
  readonly clientData: Octets;
  readonly authenticatorData: Octets;
  readonly signature: Octets;
  readonly user: Octets | null;
}

/** ES256 and Ed25519: what the server reads. */
const ALGORITHMS = [-8, -7];
const PATIENCE = 300_000;

/** Where this page stands, and what its browser can do. */
export interface Here {
  readonly hostname: string;
  readonly secure: boolean;
  readonly able: boolean;
}

/** This page, in this browser. Tor Browser cannot. */
export function here(): Here {
  return { hostname: location.hostname, secure: isSecureContext, able: typeof PublicKeyCredential === "function" && navigator.credentials !== undefined };
}

/** Whether passkeys for `domain` can be made and shown here; `null`: this place makes none. */
export function usable(domain: string | null, { hostname, secure, able }: Here): boolean {
  return domain !== null && hostname === domain && secure && able;
}

/** Whoever presses "Cancel", or waits too long, is told so in one sentence; browsers say no more, so that pages learn nothing. */
async function asking(work: Promise<Credential | null>): Promise<PublicKeyCredential> {
  let made: Credential | null;
  try {
    made = await work;
  } catch (error) {
    const known = error instanceof DOMException && error.name === "InvalidStateError";
    throw new TaskFailed(known ? "problem-passkey-known" : "problem-passkey-none", {});
  }
  if (!(made instanceof PublicKeyCredential)) throw new TaskFailed("problem-passkey-none", {});
  return made;
}

const sent = (bytes: ArrayBuffer): Octets => new Uint8Array(bytes);
const described = (id: Octets): PublicKeyCredentialDescriptor => ({ type: "public-key", id });

/** Has the browser make a passkey. `organisation` and `account` are what it shows its owner in its own list; neither is sent anywhere. */
export async function makePasskey(asked: AskedForNew, organisation: string, account: string, name: string): Promise<Made> {
  const publicKey: PublicKeyCredentialCreationOptions = {
    challenge: asked.challenge,
    rp: { id: asked.rp, name: organisation },
    user: { id: asked.user, name: account, displayName: account },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
    excludeCredentials: asked.known.map(described),
    authenticatorSelection: { residentKey: "discouraged", requireResidentKey: false, userVerification: "preferred" },
    attestation: "none",
    timeout: PATIENCE,
  };
  const { response } = await asking(navigator.credentials.create({ publicKey }));
  if (!(response instanceof AuthenticatorAttestationResponse)) throw new TaskFailed("problem-passkey-none", {});
  return { name, clientData: sent(response.clientDataJSON), attestation: sent(response.attestationObject) };
}

/** Has the browser show one of the passkeys. */
export async function showPasskey(asked: AskedFor): Promise<Answered> {
  const publicKey: PublicKeyCredentialRequestOptions = {
    challenge: asked.challenge,
    rpId: asked.rp,
    allowCredentials: asked.allowed.map(described),
    userVerification: "preferred",
    timeout: PATIENCE,
  };
  const { rawId, response } = await asking(navigator.credentials.get({ publicKey }));
  if (!(response instanceof AuthenticatorAssertionResponse)) throw new TaskFailed("problem-passkey-none", {});
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return {
    credential: sent(rawId),
    clientData: sent(clientDataJSON),
    authenticatorData: sent(authenticatorData),
    signature: sent(signature),
    user: userHandle === null || userHandle.byteLength === 0 ? null : sent(userHandle),
  };
}
