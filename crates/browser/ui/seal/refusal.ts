// Why something was refused. One error for the whole module; pages choose their words by its reason.

export type Reason =
  | "bytes" // not hex, not base64url, wrong length
  | "recipient" // not a hybrid recipient or identity
  | "cannot-open" // not for this key, or damaged
  | "stanza-kind" // a stanza that is not hybrid
  | "stanza-count" // more or fewer readers than there should be
  | "framing" // lengths do not fit what is there
  | "padding" // wrong size, or something other than zeros after the signature
  | "too-large"
  | "signature"
  | "json" // not JSON, or a key twice
  | "shape" // JSON, but not what the protocol names
  | "note" // not a signed note
  | "unsigned" // a note without a signature of ours
  | "roster" // contradicts itself
  | "words" // six words that are not those of the keys
  | "other-key" // a key that is not the organisation's
  | "other-person" // somebody who has not enrolled exactly like that
  | "other-installation"
  | "expired"
  | "too-early"
  | "rolled-back"
  | "no-reader" // nobody remains who could receive
  | "may-not-receive" // somebody left out, not in the roster, or there for something else: the detail says which
  | "keyring"
  | "no-keepers" // fewer than two who keep identities and were not left out
  | "share" // does not open, is none, or does not fit to the other one
  | "other-case" // names another case
  | "other-vault" // names another identity than the one asked for
  | "wrong" // shares that do not open the identity they are said to be of
  | "forged-identity" // it opens, and the reporter did not sign it
  | "letter" // neither a request nor an answer
  | "request" // of somebody or of a day of which none is taken: the detail says which
  | "answer" // one of which none was asked, or of somebody who may not give it: the detail says which
  | "item-0"
  | "attachment"
  | "receipt"
  | "checkpoint" // not one of this log
  | "log" // leaves that do not lead to what was signed
  | "rewritten" // it did not grow out of the one that was kept
  | "record" // a staff record that does not stand where it says
  | "record-missing" // the number is the detail
  | "mailbox-page";

/** Something that was received, or asked for, and is not accepted. The detail is for developers and holds no content. */
export class Refused extends Error {
  override readonly name = "Refused";
  constructor(
    readonly reason: Reason,
    readonly detail = "",
  ) {
    super(detail === "" ? reason : `${reason}: ${detail}`);
  }
}
