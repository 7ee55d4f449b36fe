//! The OpenAPI 3.1 document, made from the endpoint list.

use actix_web::http::Method;
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use crate::{endpoint::Endpoint, gate::Again, problem::Kind};

type MakeSchema = fn(&mut SchemaGenerator) -> Value;

fn schema_of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    generator.subschema_for::<T>().to_value()
}

/// A body: its content type and how its schema is made.
type Content = (&'static str, MakeSchema);

/// What the document says of one endpoint.
#[derive(Clone, Debug, Default)]
pub struct Operation {
    summary: Option<&'static str>,
    asks: Option<Content>,
    answers: Vec<(u16, &'static str, Option<Content>)>,
    problems: Vec<Kind>,
}

impl Operation {
    /// An operation in one plain sentence.
    #[must_use]
    pub fn says(summary: &'static str) -> Self {
        Self { summary: Some(summary), ..Self::default() }
    }

    /// Asks for a JSON body.
    #[must_use]
    pub fn asks<T: JsonSchema>(mut self) -> Self {
        self.asks = Some(("application/json", schema_of::<T>));
        self
    }

    /// Asks for octets.
    #[must_use]
    pub fn asks_octets(mut self) -> Self {
        self.asks = Some(("application/octet-stream", |_| json!({})));
        self
    }

    /// Answers with JSON.
    #[must_use]
    pub fn answers<T: JsonSchema>(mut self, status: u16, says: &'static str) -> Self {
        self.answers.push((status, says, Some(("application/json", schema_of::<T>))));
        self
    }

    /// Answers with octets.
    #[must_use]
    pub fn answers_octets(mut self, says: &'static str) -> Self {
        self.answers.push((200, says, Some(("application/octet-stream", |_| json!({})))));
        self
    }

    /// Answers with plain text.
    #[must_use]
    pub fn answers_text(mut self, says: &'static str) -> Self {
        self.answers.push((200, says, Some(("text/plain", |_| json!({ "type": "string" })))));
        self
    }

    /// Answers without a body (204).
    #[must_use]
    pub fn answers_nothing(mut self, says: &'static str) -> Self {
        self.answers.push((204, says, None));
        self
    }

    /// Names problems a caller should expect.
    #[must_use]
    pub fn problems(mut self, kinds: &[Kind]) -> Self {
        self.problems.extend_from_slice(kinds);
        self
    }

    /// Whether the document speaks of it at all.
    #[must_use]
    pub fn is_described(&self) -> bool {
        self.summary.is_some()
    }
}

/// The document of all described endpoints.
#[must_use]
pub fn document(title: &str, version: &str, endpoints: &[Endpoint]) -> Value {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = "/components/schemas".into();
    settings.meta_schema = None;
    let mut generator = settings.into_generator();
    let mut paths = Map::new();
    for endpoint in endpoints.iter().filter(|endpoint| endpoint.operation().is_described()) {
        let entry = paths.entry(endpoint.path()).or_insert_with(|| json!({}));
        if let Some(methods) = entry.as_object_mut() {
            methods.insert(endpoint.method().as_str().to_lowercase(), operation(endpoint, &mut generator));
        }
    }
    let mut schemas = generator.take_definitions(true);
    schemas.insert("Problem".to_owned(), problem_schema());
    json!({
        "openapi": "3.1.0",
        "info": { "title": title, "version": version },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "session": { "type": "apiKey", "in": "cookie", "name": "__Host-session" },
                "halfway": { "type": "apiKey", "in": "cookie", "name": "__Host-halfway" },
            },
        },
    })
}

fn operation(endpoint: &Endpoint, generator: &mut SchemaGenerator) -> Value {
    let described = endpoint.operation();
    let mut value = json!({
        "operationId": operation_id(endpoint.method(), endpoint.path()),
        "summary": described.summary,
        "x-gate": endpoint.gate(),
        "x-members-only": endpoint.is_for_members(),
        "parameters": parameters(endpoint.path()),
        "responses": responses(described, generator),
    });
    let Some(object) = value.as_object_mut() else { return value };
    if let Some((content, schema)) = described.asks {
        object.insert("requestBody".to_owned(), json!({ "required": true, "content": { content: { "schema": schema(generator) } } }));
    }
    match endpoint.asks_again() {
        Again::Never => None,
        Again::Sometimes => object.insert("x-asks-again".to_owned(), json!("sometimes")),
        Again::Always => object.insert("x-asks-again".to_owned(), json!("always")),
    };
    match endpoint.gate() {
        "public" => None,
        "passphrase" => object.insert("security".to_owned(), json!([{ "halfway": [] }])),
        _ => object.insert("security".to_owned(), json!([{ "session": [] }])),
    };
    value
}

fn responses(described: &Operation, generator: &mut SchemaGenerator) -> Value {
    let mut responses = Map::new();
    for (status, says, body) in &described.answers {
        let mut response = json!({ "description": says });
        if let (Some((content, schema)), Some(object)) = (body, response.as_object_mut()) {
            object.insert("content".to_owned(), json!({ *content: { "schema": schema(generator) } }));
        }
        responses.insert(status.to_string(), response);
    }
    for kind in &described.problems {
        let entry = responses.entry(kind.status().as_str()).or_insert_with(|| {
            json!({ "description": "", "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } })
        });
        if let Some(Value::String(says)) = entry.get_mut("description") {
            says.push_str(if says.is_empty() { "" } else { " · " });
            says.push_str(&kind.uri());
        }
    }
    Value::Object(responses)
}

/// `get_api_v1_things_thing`: stable, and one for each endpoint.
fn operation_id(method: &Method, path: &str) -> String {
    let words = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    std::iter::once(method.as_str().to_lowercase()).chain(words.map(str::to_owned)).collect::<Vec<_>>().join("_")
}

fn parameters(path: &str) -> Vec<Value> {
    let names = path.split('/').filter_map(|part| part.strip_prefix('{').and_then(|part| part.strip_suffix('}')));
    names.map(|name| json!({ "name": name, "in": "path", "required": true, "schema": parameter_schema(name) })).collect()
}

fn parameter_schema(name: &str) -> Value {
    match name {
        "n" => json!({ "type": "integer", "minimum": 0 }),
        "hash" => json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" }),
        _ => json!({ "type": "string", "pattern": "^[0-9a-f]{32}$" }),
    }
}

fn problem_schema() -> Value {
    let types: Vec<String> = Kind::ALL.iter().map(|kind| kind.uri()).collect();
    json!({
        "type": "object",
        "description": "RFC 9457",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": { "type": "string", "enum": types },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string" },
        },
    })
}
