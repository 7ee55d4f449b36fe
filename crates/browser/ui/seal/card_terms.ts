// What members can say of a case, and how long it may be: the words alone, without anything that reads or seals, for pages too.

/** Characters of a label at most. */
export const LABEL_LENGTH = 40;
/** Characters of what is told in one line: a title, a task, whom a case was handed to. */
export const LINE_LENGTH = 200;
/** Characters of a reason. */
export const REASON_LENGTH = 4000;

/** Characters of what is said about an identity: why it is asked for, why the reporter is not told, why a keeper agrees or does not. */
export const IDENTITY_REASON_LENGTH = 1000;
/** Characters of a name that a reporter leaves, and of how to reach them. */
export const NAME_LENGTH = 100;
export const CONTACT_LENGTH = 300;

/** What a first look came to. */
export const outcomes = ["accepted", "security-event", "weakness", "duplicate", "out-of-scope", "not-enough", "conflict", "protect-now", "referred", "abusive"] as const;
export type Outcome = (typeof outcomes)[number];

/** How a case ended. "Knowingly false" counts only when a second member agrees. */
export const closures = ["substantiated", "partly", "unsubstantiated", "inconclusive", "not-enough", "out-of-scope", "resolved", "duplicate", "knowingly-false"] as const;
export type Closure = (typeof closures)[number];

const characters = (value: string): number => [...value].length;
/** White space as Rust has it: `trim` of JavaScript also takes the byte order mark away, and leaves U+0085. */
const isBlank = (value: string): boolean => /^\p{White_Space}*$/u.test(value);

/** Whether a text stands in one line and is no longer than it may be. */
export const isLine = (value: string, most: number): boolean => !isBlank(value) && characters(value) <= most && !/\p{Cc}/u.test(value);
export const isReason = (value: string): boolean => !isBlank(value) && characters(value) <= REASON_LENGTH;
/** No control characters but line feeds. */
const isPlain = (value: string): boolean => !/(?!\n)\p{Cc}/u.test(value);
export const isIdentityReason = (value: string): boolean => !isBlank(value) && isPlain(value) && characters(value) <= IDENTITY_REASON_LENGTH;
export const isContact = (value: string): boolean => isPlain(value) && characters(value) <= CONTACT_LENGTH;
