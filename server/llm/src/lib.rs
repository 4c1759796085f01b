//! One chat client for any OpenAI-compatible endpoint.
//!
//! Nothing leaves the machine unless someone names an [`Endpoint`], and then only to that one: no redirection is
//! followed, and a proxy of the environment is not asked about this machine. What looks like a secret is taken out
//! before it goes ([`redact`]), the key comes from an environment variable and goes over plain http to private networks
//! only, and every request is logged (`tracing`, target `rescue_llm`): its size at `info`, its text at `debug`.
//!
//! ```no_run
//! use rescue_llm::{ChatOptions, Client, Endpoint, Message};
//! let client = Client::new(Endpoint::new("http://localhost:11434/v1", "qwen2.5-coder"))?;
//! let answer = client.chat(&[Message::user("Name one Python sanitizer.")], &ChatOptions::default())?;
//! println!("{} ({} tokens)", answer.text, answer.completion_tokens);
//! # Ok::<(), rescue_llm::Error>(())
//! ```

mod chat;
mod client;
mod dialect;
mod endpoint;
mod error;
pub mod redact;
mod retry;

pub use chat::{Answer, ChatOptions, Message, Role, Schema};
pub use client::Client;
pub use endpoint::Endpoint;
pub use error::Error;
pub use redact::redact;
