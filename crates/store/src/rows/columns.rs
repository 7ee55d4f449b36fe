//! From columns to the domain's types and back. A value that makes no sense is named by table and column.

use domain::{Day, StoreError};

/// A column's bytes as something of fixed length.
pub(super) fn bytes<const N: usize>(value: &[u8], column: &'static str) -> Result<[u8; N], StoreError> {
    value.try_into().map_err(|_| StoreError::Corrupt(column))
}

pub(super) fn day(value: i64, column: &'static str) -> Result<Day, StoreError> {
    Day::checked(value).map_err(|_| StoreError::Corrupt(column))
}

pub(super) fn count<T: TryFrom<i64>>(value: i64, column: &'static str) -> Result<T, StoreError> {
    value.try_into().map_err(|_| StoreError::Corrupt(column))
}

/// A number for a column; what does not fit was never asked for by an honest client.
pub(super) fn number(value: impl TryInto<i64>) -> Result<i64, StoreError> {
    value.try_into().map_err(|_| StoreError::Misfit)
}

pub(super) fn of_day(day: Day) -> i64 {
    i64::from(day.number())
}
