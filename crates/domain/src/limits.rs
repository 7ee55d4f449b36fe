//! How much may come in. The doors print these numbers and refuse what is larger before it is read.

/// Bytes of a chunk of ciphertext; the last may be shorter.
pub const CHUNK: u64 = 1 << 20;

/// Largest sealed item or keyring: 2 MiB of padded plaintext, and the age file around it for up to 64 recipients.
pub const MAX_SEALED: usize = (2 << 20) + 128 * 1024;

/// Largest sealed mailbox state: 16 KiB of plaintext and the age file around it.
pub const MAX_STATE: usize = 24 * 1024;

/// Most items of a conversation. Who reads it without JavaScript has all of it opened in the server's memory.
pub const CONVERSATION_ITEMS: u64 = 1000;

/// Most bytes of a conversation, as they are stored.
pub const CONVERSATION_BYTES: u64 = 16 << 20;

/// What an installation takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest text of one report or message, in bytes of UTF-8.
    pub max_text: u32,
    /// Largest attachment, in bytes as the reporter has it.
    pub max_attachment: u64,
    /// Attachments of one report or message.
    pub max_attachments: u32,
    /// Bytes that all unfinished uploads of reporters may take together. It counts chunks that have come, and one for an upload without
    /// any; when it is used up, those without any go first, then the oldest.
    pub unfinished_uploads: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_text: 200_000, max_attachment: 1 << 30, max_attachments: 20, unfinished_uploads: 20 << 30 }
    }
}

impl Limits {
    /// Most bytes of ciphertext an upload may declare: the attachment, padded (at most an eighth), and the age file around it.
    pub const fn max_upload(&self) -> u64 {
        let padded = if self.max_attachment < 1 << 16 { 1 << 16 } else { self.max_attachment.saturating_add(self.max_attachment / 8) };
        padded.saturating_add(padded / 4096).saturating_add(8192)
    }
}
