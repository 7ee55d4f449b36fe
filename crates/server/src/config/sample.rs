//! The sample configuration, made from the struct that reads it: what is written here can be read, always.

use std::fmt::Write;

use schemars::generate::SchemaSettings;
use serde_json::Value as Json;
use toml::{Table, Value};

use super::Written;

/// The sample as TOML, each key with its default and the sentence that stands over its field.
#[must_use]
pub(crate) fn text() -> String {
    let mut settings = SchemaSettings::draft2020_12();
    settings.inline_subschemas = true;
    let schema = settings.into_generator().into_root_schema_for::<Written>();
    let defaults = Table::try_from(Written::default()).unwrap_or_default();
    let mut text = String::from("# Configuration of Sottovoce. Every key has its default here; a key that is not known is refused.\n");
    text.push_str("# Each can be set from the environment too: SOTTOVOCE_REPORTERS__LISTEN is `listen` under [reporters].\n");
    keys(&mut text, &defaults, schema.as_value());
    for (name, section) in defaults.iter().filter_map(|(name, value)| Some((name, value.as_table()?))) {
        let inner = property(schema.as_value(), name);
        text.push('\n');
        comment(&mut text, inner);
        line(&mut text, &format!("[{name}]"));
        keys(&mut text, section, inner);
    }
    text
}

fn keys(text: &mut String, table: &Table, schema: &Json) {
    for (name, value) in table.iter().filter(|(_, value)| !value.is_table()) {
        text.push('\n');
        comment(text, property(schema, name));
        line(text, &format!("{name} = {}", shown(value)));
    }
}

fn shown(value: &Value) -> String {
    value.to_string()
}

fn property<'a>(schema: &'a Json, name: &str) -> &'a Json {
    schema.get("properties").and_then(|all| all.get(name)).unwrap_or(&Json::Null)
}

fn comment(text: &mut String, schema: &Json) {
    for sentence in schema.get("description").and_then(Json::as_str).unwrap_or_default().lines() {
        line(text, &format!("# {sentence}"));
    }
}

fn line(text: &mut String, line: &str) {
    let _ = writeln!(text, "{line}"); // writing into a string cannot fail
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_reads_back_as_the_defaults() {
        let read: Written = toml::from_str(&text()).unwrap();
        assert_eq!(read, Written::default());
    }

    #[test]
    fn every_key_of_the_sample_is_explained() {
        let sample = text();
        let lines: Vec<&str> = sample.lines().collect();
        for pair in lines.windows(2) {
            if pair[1].contains(" = ") && !pair[1].starts_with('#') || pair[1].starts_with('[') {
                assert!(pair[0].starts_with("# "), "no sentence over {}", pair[1]);
            }
        }
    }

    #[test]
    fn the_sample_that_is_shipped_is_the_one_the_binary_prints() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../deploy/sottovoce.toml");
        let shipped = std::fs::read_to_string(path).unwrap();
        assert_eq!(shipped, text(), "write it anew: sottovoce config sample > deploy/sottovoce.toml");
    }
}
