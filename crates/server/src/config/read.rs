//! Reading the file, then the environment over it. `SOTTOVOCE_REPORTERS__LISTEN` stands for `listen` under `[reporters]`.

use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::Written;

/// What the names of our environment variables begin with.
const PREFIX: &str = "SOTTOVOCE_";

/// Why a configuration could not be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    /// The file cannot be opened.
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    /// It is no TOML, or has a key that is not known or of another kind.
    #[error("{0}")]
    Content(String),
}

/// Reads the file, if one is named, and the variables, over the values in `base`.
///
/// # Errors
/// [`ReadError`], in words for the person who wrote it.
pub(crate) fn read(base: &Written, file: Option<&Path>, variables: impl Iterator<Item = (String, String)>) -> Result<Written, ReadError> {
    let content = |error: &dyn std::fmt::Display| ReadError::Content(error.to_string());
    let mut table = Table::try_from(base).map_err(|error| content(&error))?;
    let known = table.clone();
    if let Some(path) = file {
        let text = std::fs::read_to_string(path).map_err(|error| ReadError::File(path.to_owned(), error))?;
        let written: Table = text.parse().map_err(|error| ReadError::Content(format!("{}: {error}", path.display())))?;
        lay_over(&mut table, written);
    }
    for (name, value) in variables {
        if let Some(key) = name.strip_prefix(PREFIX) {
            set(&mut table, &known, &key.to_lowercase(), &value).map_err(|why| ReadError::Content(format!("{name}: {why}")))?;
        }
    }
    table.try_into().map_err(|error: toml::de::Error| content(&error))
}

/// Whether the variables set a key, such as `reporters.listen`.
#[must_use]
pub(crate) fn sets(variables: impl Iterator<Item = (String, String)>, key: &str) -> bool {
    let key = key.replace('.', "__");
    variables.into_iter().any(|(name, _)| name.strip_prefix(PREFIX).is_some_and(|name| name.to_lowercase() == key))
}

fn lay_over(base: &mut Table, written: Table) {
    for (key, value) in written {
        match (base.get_mut(&key), value) {
            (Some(Value::Table(inner)), Value::Table(written)) => lay_over(inner, written),
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

/// Sets one key, with the kind of value that the defaults have there.
fn set(table: &mut Table, known: &Table, key: &str, value: &str) -> Result<(), String> {
    let unknown = || "there is no such key".to_owned();
    let (section, key) = key.split_once("__").map_or((None, key), |(section, key)| (Some(section), key));
    let (target, known) = match section {
        None => (table, known),
        Some(section) => {
            let known = known.get(section).and_then(Value::as_table).ok_or_else(unknown)?;
            let inner = table.entry(section).or_insert_with(|| Value::Table(Table::new()));
            (inner.as_table_mut().ok_or_else(unknown)?, known)
        }
    };
    let value = match known.get(key).ok_or_else(unknown)? {
        Value::Integer(_) => Value::Integer(value.parse().map_err(|_| "a whole number is needed".to_owned())?),
        Value::Boolean(_) => Value::Boolean(value.parse().map_err(|_| "true or false is needed".to_owned())?),
        Value::Table(_) => return Err(unknown()),
        _ => Value::String(value.to_owned()),
    };
    target.insert(key.to_owned(), value);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(file: &str, variables: &[(&str, &str)]) -> Result<Written, ReadError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        std::fs::write(&path, file).unwrap();
        read(&Written::default(), Some(&path), variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn a_key_that_is_not_known_is_refused_wherever_it_stands() {
        for file in ["colour = 1", "[reporters]\nlisten = \"127.0.0.1:1\"\ncolour = 1", "[doors]\nlisten = \"x\"", "[ticks]\nhours = 2"] {
            assert!(with(file, &[]).is_err(), "{file}");
        }
        for name in ["SOTTOVOCE_COLOUR", "SOTTOVOCE_DOORS__LISTEN", "SOTTOVOCE_REPORTERS__COLOUR", "SOTTOVOCE_REPORTERS"] {
            let refused = with("", &[(name, "1")]).unwrap_err();
            assert!(refused.to_string().contains(name), "{refused}");
        }
    }

    #[test]
    fn the_environment_goes_over_the_file_and_keeps_the_kind_of_each_key() {
        let file = "organisation = \"A\"\n[ticks]\nseconds = 3600";
        let variables = [("SOTTOVOCE_ORGANISATION", "123"), ("SOTTOVOCE_TICKS__SECONDS", "10"), ("HOME", "/root")];
        let written = with(file, &variables).unwrap();
        assert_eq!((written.organisation.as_str(), written.ticks.seconds), ("123", 10));
        assert_eq!(written.ticks.at, "18:00");
        assert!(with("", &[("SOTTOVOCE_TICKS__SECONDS", "ten")]).is_err());
    }

    #[test]
    fn what_the_environment_sets_is_known_by_its_key() {
        let set = || [("SOTTOVOCE_REPORTERS__LISTEN", "x"), ("STAFF__LISTEN", "x")].map(|(n, v)| (n.to_owned(), v.to_owned())).into_iter();
        assert!(sets(set(), "reporters.listen"));
        assert!(!sets(set(), "staff.listen"));
    }
}
