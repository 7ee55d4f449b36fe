//! Filing a report.

use sealing::StaffId;

use crate::questions::Answers;
use crate::upload::File;

/// Everything a person wants to send.
#[derive(Debug, Clone, Default)]
pub struct Filing {
    /// Answers to the questions.
    pub answers: Answers,
    /// Who must never be able to read it.
    pub left_out: Vec<StaffId>,
    /// Files to go with it.
    pub attachments: Vec<File>,
    /// Whether the words open the own texts again.
    pub readable: bool,
}
