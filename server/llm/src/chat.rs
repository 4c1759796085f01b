//! What is said and what comes back, and how both look on the wire.

use crate::dialect::Dialect;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::time::Duration;

/// Who says something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The rules of the conversation.
    System,
    /// We.
    User,
    /// The model.
    Assistant,
}

/// One turn of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Who says it.
    pub role: Role,
    /// What is said.
    pub content: String,
}

impl Message {
    /// The rules of the conversation.
    pub fn system(content: impl Into<String>) -> Message {
        Message { role: Role::System, content: content.into() }
    }

    /// What we say.
    pub fn user(content: impl Into<String>) -> Message {
        Message { role: Role::User, content: content.into() }
    }

    /// What the model said.
    pub fn assistant(content: impl Into<String>) -> Message {
        Message { role: Role::Assistant, content: content.into() }
    }
}

/// The shape that an answer has to have.
#[derive(Debug, Clone, PartialEq)]
pub struct Schema {
    /// A short name of letters, digits and underscores.
    pub name: String,
    /// The JSON schema.
    pub schema: Value,
}

/// How an answer is made. The defaults make the same request give the same answer, as far as an endpoint can.
#[derive(Debug, Clone, PartialEq)]
pub struct ChatOptions {
    /// The shape of the answer. An endpoint that knows no schemas is asked without: say it in the messages too.
    pub json_schema: Option<Schema>,
    /// The answer is cut off after so many tokens.
    pub max_tokens: u32,
    /// 0 takes the likeliest word each time.
    pub temperature: f32,
    /// What chance starts from.
    pub seed: Option<u64>,
}

impl Default for ChatOptions {
    fn default() -> ChatOptions {
        ChatOptions { json_schema: None, max_tokens: 1024, temperature: 0.0, seed: Some(0) }
    }
}

/// What came back.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What the model says; never empty.
    pub text: String,
    /// Whether it was cut off at `max_tokens`.
    pub cut_off: bool,
    /// Tokens of the request; 0 where the endpoint does not say.
    pub prompt_tokens: u64,
    /// Tokens of the answer; 0 where the endpoint does not say.
    pub completion_tokens: u64,
    /// From the first attempt to the answer.
    pub elapsed: Duration,
}

/// The body of a request.
pub(crate) fn request(model: &str, messages: &[Message], options: &ChatOptions, dialect: Dialect) -> Value {
    let mut body = Map::new();
    body.insert("model".into(), json!(model));
    body.insert("messages".into(), json!(messages));
    body.insert("stream".into(), json!(false));
    let limit = if dialect.completion_tokens { "max_completion_tokens" } else { "max_tokens" };
    body.insert(limit.into(), json!(options.max_tokens));
    if dialect.temperature {
        body.insert("temperature".into(), json!(options.temperature));
    }
    if let Some(seed) = options.seed.filter(|_| dialect.seed) {
        body.insert("seed".into(), json!(seed));
    }
    if let Some(Schema { name, schema }) = options.json_schema.as_ref().filter(|_| dialect.schema) {
        let shape = json!({"name": name, "strict": true, "schema": schema});
        body.insert("response_format".into(), json!({"type": "json_schema", "json_schema": shape}));
    }
    Value::Object(body)
}

#[derive(Deserialize)]
struct Completion {
    #[serde(default)]
    choices: Vec<Choice>,
    usage: Option<Usage>,
    error: Option<Value>,
}

#[derive(Deserialize)]
struct Choice {
    message: Reply,
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Reply {
    content: Option<Content>,
    refusal: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Content {
    Text(String),
    Parts(Vec<Part>),
}

#[derive(Deserialize)]
struct Part {
    #[serde(default)]
    text: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Usage {
    prompt_tokens: u64,
    completion_tokens: u64,
}

/// Why a body with status 200 is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unusable {
    /// It is something else.
    NotAChat(String),
    /// The model said nothing.
    NoText(String),
}

/// Reads the body of an answer.
pub(crate) fn answer(body: &str, elapsed: Duration) -> Result<Answer, Unusable> {
    let read: Completion = serde_json::from_str(body)
        .map_err(|error| Unusable::NotAChat(format!("{error} in `{}`", said_in_error(body))))?;
    let Some(choice) = read.choices.into_iter().next() else {
        let said = if read.error.is_some() { said_in_error(body) } else { "it holds no choices".to_owned() };
        return Err(Unusable::NotAChat(said));
    };
    let text = match choice.message.content {
        Some(Content::Text(text)) => text,
        Some(Content::Parts(parts)) => parts.into_iter().map(|part| part.text).collect(),
        None => String::new(),
    };
    let cut_off = choice.finish_reason.as_deref() == Some("length");
    if text.trim().is_empty() {
        return Err(Unusable::NoText(match choice.message.refusal {
            Some(refusal) => format!("it refuses: {}", shortened(&refusal)),
            None if cut_off => "its tokens ran out before the first word; allow more of them".to_owned(),
            None => "the content is empty".to_owned(),
        }));
    }
    let Usage { prompt_tokens, completion_tokens } = read.usage.unwrap_or_default();
    Ok(Answer { text, cut_off, prompt_tokens, completion_tokens, elapsed })
}

/// What a body says about an error: its message where it has one, else its beginning. Secrets are taken out.
pub(crate) fn said_in_error(body: &str) -> String {
    let read: Option<Value> = serde_json::from_str(body).ok();
    let places = ["/error/message", "/message", "/detail", "/error"];
    let said = read.as_ref().and_then(|value| places.iter().find_map(|at| value.pointer(at)?.as_str()));
    shortened(said.unwrap_or(body))
}

/// On one line, without secrets, at most 300 characters.
pub(crate) fn shortened(text: &str) -> String {
    let clean = crate::redact(text).text;
    let line = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.trim_end_matches('.');
    match line.char_indices().nth(300) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None if line.is_empty() => "nothing".to_owned(),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<Answer, Unusable> {
        answer(body, Duration::ZERO)
    }

    #[test]
    fn answers_of_several_servers_are_read() {
        let plain = r#"{"choices":[{"message":{"content":"yes"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1}}"#;
        let plain = read(plain).unwrap();
        assert_eq!((plain.text.as_str(), plain.prompt_tokens, plain.completion_tokens), ("yes", 3, 1));
        let parts = r#"{"choices":[{"message":{"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},"finish_reason":"length"}]}"#;
        let parts = read(parts).unwrap();
        assert_eq!((parts.text.as_str(), parts.cut_off, parts.prompt_tokens), ("ab", true, 0));
    }

    #[test]
    fn what_is_no_answer_says_why() {
        assert!(matches!(read("<html>"), Err(Unusable::NotAChat(why)) if why.contains("<html>")));
        let overloaded = r#"{"error":{"message":"overloaded"}}"#;
        assert_eq!(read(overloaded), Err(Unusable::NotAChat("overloaded".to_owned())));
        let refused = r#"{"choices":[{"message":{"content":null,"refusal":"No."}}]}"#;
        assert!(matches!(read(refused), Err(Unusable::NoText(why)) if why == "it refuses: No"));
        let spent = r#"{"choices":[{"message":{"content":""},"finish_reason":"length"}]}"#;
        assert!(matches!(read(spent), Err(Unusable::NoText(why)) if why.contains("tokens")));
    }

    #[test]
    fn a_request_speaks_the_dialect() {
        let schema = Some(Schema { name: "a".to_owned(), schema: json!({"type": "object"}) });
        let options = ChatOptions { json_schema: schema, ..ChatOptions::default() };
        let full = request("m", &[Message::user("hi")], &options, Dialect::default());
        assert_eq!(full["messages"][0], json!({"role": "user", "content": "hi"}));
        assert_eq!(full["response_format"]["json_schema"]["strict"], json!(true));
        assert_eq!((&full["temperature"], &full["seed"], &full["max_tokens"]), (&json!(0.0), &json!(0), &json!(1024)));
        let bare = Dialect { schema: false, temperature: false, seed: false, completion_tokens: true };
        let bare = request("m", &[], &options, bare);
        let mut keys: Vec<_> = bare.as_object().unwrap().keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(keys, ["max_completion_tokens", "messages", "model", "stream"]);
    }

    #[test]
    fn what_an_endpoint_says_is_short_and_holds_no_secret() {
        let key = concat!("sk-", "abcdefghijklmnopqrstuvwxyz012345");
        let said = said_in_error(&format!(r#"{{"error":{{"message":"Incorrect API key: {key}"}}}}"#));
        assert!(!said.contains(key), "{said}");
        assert_eq!(said_in_error(r#"{"detail":"Not found."}"#), "Not found");
        assert_eq!(said_in_error(&"ä ".repeat(400)).chars().count(), 301);
    }
}
