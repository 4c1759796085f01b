//! What can go wrong, where, and what to do about it.

/// Why there is no answer. No message shows a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The endpoint can't be used as it is configured.
    #[error("`{url}` can't be used as an LLM endpoint: {problem}")]
    Endpoint {
        /// The URL, without what may be secret in it.
        url: String,
        /// What is wrong with it, and what to write instead.
        problem: String,
    },
    /// The key can't be used.
    #[error("The environment variable `{variable}` holds no key that can be sent: {problem}")]
    Key {
        /// The variable.
        variable: String,
        /// What is wrong with its value, without the value.
        problem: String,
    },
    /// Nobody answers there.
    #[error(
        "No connection to {endpoint} (attempts: {attempts}): {problem}. Start the model server, or correct the URL."
    )]
    Connection {
        /// Where.
        endpoint: String,
        /// So many times it was tried.
        attempts: u32,
        /// What the network says.
        problem: String,
    },
    /// The answer takes too long.
    #[error(
        "{endpoint} gave no answer within {seconds} s (attempts: {attempts}). Allow more time, or take a smaller model."
    )]
    Timeout {
        /// Where.
        endpoint: String,
        /// So many times it was tried.
        attempts: u32,
        /// So long was waited each time.
        seconds: u64,
    },
    /// The endpoint says no.
    #[error("{endpoint} answered {status} (attempts: {attempts}): {message}. {advice}")]
    Refused {
        /// Where.
        endpoint: String,
        /// The HTTP status.
        status: u16,
        /// So many times it was tried.
        attempts: u32,
        /// What it says, shortened and without secrets.
        message: String,
        /// What to do.
        advice: String,
    },
    /// Something answers that is no chat endpoint.
    #[error(
        "What {endpoint} answered is no chat completion: {problem}. Check that the URL is that of an OpenAI-compatible \
         API (most end in /v1)."
    )]
    NotAChat {
        /// Where.
        endpoint: String,
        /// What came instead.
        problem: String,
    },
    /// The model had nothing to say.
    #[error("The model at {endpoint} gave no text: {problem}")]
    NoText {
        /// Where.
        endpoint: String,
        /// Why, as far as it is known.
        problem: String,
    },
}
