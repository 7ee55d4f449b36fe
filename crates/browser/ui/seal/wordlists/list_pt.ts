// The BIP-39 list of one language, a file of its own so that a page loads only what it needs.
export { wordlist as list } from "@scure/bip39/wordlists/portuguese.js";
