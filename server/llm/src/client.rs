//! The client.

use crate::{
    Answer, ChatOptions, Endpoint, Error, Message,
    chat::{self, Unusable},
    dialect::Dialect,
    endpoint::{Key, Target},
    redact, retry,
};
use std::{
    fmt,
    sync::{Mutex, PoisonError},
    thread,
    time::{Duration, Instant, SystemTime},
};
use ureq::{Agent, Proxy, Timeout, http::header};

/// No answer is longer.
const LONGEST_ANSWER: u64 = 16 << 20;
/// A connection that takes longer does not come about.
const CONNECT: Duration = Duration::from_secs(10);

/// A blocking client of one endpoint. It may be shared between threads.
pub struct Client {
    agent: Agent,
    endpoint: Endpoint,
    target: Target,
    key: Option<Key>,
    dialect: Mutex<Dialect>,
}

impl fmt::Debug for Client {
    /// Without the key, and without the query of the URL, which may hold one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("url", &self.shown_url()).field("model", &self.model()).finish_non_exhaustive()
    }
}

/// What came over the wire.
struct Reply {
    status: u16,
    retry_after: Option<Duration>,
    location: Option<String>,
    body: String,
}

/// Why an attempt gave no answer.
enum Failure {
    /// A status other than 2xx.
    Status(Reply),
    /// Too slow.
    Timeout,
    /// The network.
    Connection(String),
    /// What came is no HTTP, or too much of it.
    NoHttp(String),
}

impl Client {
    /// A client; the key is read now, and nothing is sent yet.
    pub fn new(endpoint: Endpoint) -> Result<Client, Error> {
        let key = endpoint.key_variable.as_deref().map(Key::read).transpose()?;
        let target = Target::new(&endpoint.base_url, key.is_some())?;
        let config = Agent::config_builder()
            .timeout_global(Some(endpoint.timeout))
            .timeout_connect(Some(CONNECT.min(endpoint.timeout)))
            .http_status_as_error(false)
            // What is meant for one host goes to no other.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(if target.is_local { None } else { Proxy::try_from_env() })
            .user_agent(concat!("rescue-lsp/", env!("CARGO_PKG_VERSION")));
        let agent = config.build().new_agent();
        Ok(Client { agent, endpoint, target, key, dialect: Mutex::default() })
    }

    /// The model's name.
    pub fn model(&self) -> &str {
        &self.endpoint.model
    }

    /// Where requests go, as it may be shown.
    pub fn shown_url(&self) -> &str {
        &self.target.shown
    }

    /// Sends a conversation, without what looks like a secret, and waits for the answer.
    pub fn chat(&self, messages: &[Message], options: &ChatOptions) -> Result<Answer, Error> {
        let started = Instant::now();
        let (messages, hidden) = redact::messages(messages);
        let mut attempt = 1;
        loop {
            let dialect = *self.dialect.lock().unwrap_or_else(PoisonError::into_inner);
            let body = chat::request(&self.endpoint.model, &messages, options, dialect).to_string();
            self.log_request(&body, messages.len(), hidden, attempt);
            let failure = match self.send(&body) {
                Ok(reply) if (200..300).contains(&reply.status) => return self.read(&reply.body, started, attempt),
                Ok(reply) if self.gives_way(dialect, &reply) => continue,
                Ok(reply) => Failure::Status(reply),
                Err(failure) => failure,
            };
            let pause = match failure.asked() {
                Some(asked) if attempt < self.endpoint.attempts => retry::pause(attempt, self.endpoint.backoff, asked),
                _ => None,
            };
            let error = self.error(failure, attempt);
            let Some(pause) = pause else {
                tracing::warn!(target: "rescue_llm", endpoint = self.shown_url(), attempt, "no answer: {error}");
                return Err(error);
            };
            tracing::warn!(
                target: "rescue_llm", endpoint = self.shown_url(), attempt, pause_ms = pause.as_millis() as u64,
                "will be sent again: {error}",
            );
            thread::sleep(pause);
            attempt += 1;
        }
    }

    fn send(&self, body: &str) -> Result<Reply, Failure> {
        let mut request = self.agent.post(&self.target.url).header(header::CONTENT_TYPE, "application/json");
        if let Some(Key(key)) = &self.key {
            request = request.header(header::AUTHORIZATION, key);
        }
        let mut response = request.send(body).map_err(Failure::from)?;
        let text = |name| response.headers().get(name)?.to_str().ok();
        let retry_after = text(header::RETRY_AFTER).and_then(|text| retry::retry_after(text, SystemTime::now()));
        let location = text(header::LOCATION).map(chat::shortened);
        let status = response.status().as_u16();
        let body = response.body_mut().with_config().limit(LONGEST_ANSWER).lossy_utf8(true).read_to_string();
        Ok(Reply { status, retry_after, location, body: body.map_err(Failure::from)? })
    }

    fn read(&self, body: &str, started: Instant, attempt: u32) -> Result<Answer, Error> {
        let elapsed = started.elapsed();
        let answer = chat::answer(body, elapsed);
        let endpoint = self.shown_url().to_owned();
        match &answer {
            Ok(answer) => tracing::info!(
                target: "rescue_llm", endpoint, attempt, bytes = body.len(), prompt_tokens = answer.prompt_tokens,
                completion_tokens = answer.completion_tokens, ms = elapsed.as_millis() as u64, "answered",
            ),
            Err(why) => tracing::warn!(target: "rescue_llm", endpoint, attempt, bytes = body.len(), "answered {why:?}"),
        }
        answer.map_err(|why| match why {
            Unusable::NotAChat(problem) => Error::NotAChat { endpoint, problem },
            Unusable::NoText(problem) => Error::NoText { endpoint, problem },
        })
    }

    /// Whether the endpoint refuses a setting that it can be asked without.
    fn gives_way(&self, spoken: Dialect, reply: &Reply) -> bool {
        let Some(next) = spoken.without(reply.status, &reply.body) else { return false };
        tracing::warn!(
            target: "rescue_llm", endpoint = self.shown_url(),
            "a setting is not understood there and is left out: {}", chat::said_in_error(&reply.body),
        );
        *self.dialect.lock().unwrap_or_else(PoisonError::into_inner) = next;
        true
    }

    /// The log shows what is sent: how much at `info`, every word at `debug`.
    fn log_request(&self, body: &str, messages: usize, hidden: usize, attempt: u32) {
        tracing::info!(
            target: "rescue_llm", endpoint = self.shown_url(), model = self.model(), bytes = body.len(), messages,
            redacted = hidden, key = self.key.is_some(), attempt, "sending",
        );
        tracing::debug!(target: "rescue_llm", endpoint = self.shown_url(), "sent: {body}");
    }

    fn error(&self, failure: Failure, attempts: u32) -> Error {
        let endpoint = self.shown_url().to_owned();
        match failure {
            Failure::Timeout => Error::Timeout { endpoint, attempts, seconds: self.endpoint.timeout.as_secs() },
            Failure::Connection(problem) => Error::Connection { endpoint, attempts, problem },
            Failure::NoHttp(problem) => Error::NotAChat { endpoint, problem },
            Failure::Status(reply) => Error::Refused {
                endpoint,
                attempts,
                status: reply.status,
                message: chat::said_in_error(&reply.body),
                advice: self.advice(&reply),
            },
        }
    }

    fn advice(&self, reply: &Reply) -> String {
        let model = self.model();
        match (reply.status, &self.endpoint.key_variable) {
            (300..=399, _) => {
                let to = reply.location.as_deref().unwrap_or("another place");
                format!("It points to {to}, and Rescue follows nobody: configure that URL if you trust it.")
            }
            (401 | 403, Some(variable)) => format!("Check the key in the environment variable `{variable}`."),
            (401 | 403, None) => "It wants a key: name the environment variable that holds it.".to_owned(),
            (404, _) => format!("Check the URL (most end in /v1) and whether the model `{model}` is there."),
            (413, _) => "The request is too long for it.".to_owned(),
            (429, _) => match reply.retry_after {
                Some(wait) if wait > retry::LONGEST_WAIT => format!("It asks to wait {} s.", wait.as_secs()),
                _ => "Its limit is reached: wait, or ask its owner for more.".to_owned(),
            },
            (500.., _) => "It is in trouble: look at its log, or try again later.".to_owned(),
            _ if reply.body.contains("context") => {
                "The question is longer than the model's context: start it with a larger one.".to_owned()
            }
            _ => format!("It does not take this request: check whether `{model}` is a chat model."),
        }
    }
}

impl Failure {
    /// Nothing where another attempt is no use, else the wait that the endpoint asks for.
    fn asked(&self) -> Option<Option<Duration>> {
        match self {
            Failure::Status(reply) => retry::is_transient(reply.status, &reply.body).then_some(reply.retry_after),
            Failure::Timeout | Failure::Connection(_) => Some(None),
            Failure::NoHttp(_) => None,
        }
    }
}

impl From<ureq::Error> for Failure {
    fn from(error: ureq::Error) -> Failure {
        use ureq::Error::{BodyExceedsLimit, Http, LargeResponseHeader, Protocol, Timeout as TooLong};
        match error {
            TooLong(Timeout::Resolve | Timeout::Connect) => Failure::Connection("nobody answers in time".to_owned()),
            TooLong(_) => Failure::Timeout,
            Protocol(_) | Http(_) | BodyExceedsLimit(_) | LargeResponseHeader(..) => Failure::NoHttp(error.to_string()),
            other => Failure::Connection(other.to_string()),
        }
    }
}
