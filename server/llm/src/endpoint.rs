//! Where answers come from, and what may be sent there.

use crate::Error;
use std::{fmt, net::IpAddr, time::Duration};
use ureq::http::{HeaderValue, Uri};

/// An OpenAI-compatible endpoint, as a user configures it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// `http://localhost:11434/v1`: what comes before `/chat/completions`. A query is kept and never logged.
    pub base_url: String,
    /// The model's name there.
    pub model: String,
    /// The environment variable that holds the key; without one no key is sent.
    pub key_variable: Option<String>,
    /// How long one attempt may take, from the connection to the last byte.
    pub timeout: Duration,
    /// So many times a request is sent at most; a keystroke wants 1.
    pub attempts: u32,
    /// The first wait between two attempts; each next one is twice as long.
    pub backoff: Duration,
}

impl Endpoint {
    /// An endpoint without a key: two minutes an attempt, four attempts.
    pub fn new(base_url: impl Into<String>, model: impl Into<String>) -> Endpoint {
        Endpoint {
            base_url: base_url.into(),
            model: model.into(),
            key_variable: None,
            timeout: Duration::from_secs(120),
            attempts: 4,
            backoff: Duration::from_millis(500),
        }
    }
}

/// A key; it shows itself to nobody.
pub(crate) struct Key(pub(crate) HeaderValue);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// The key in an environment variable.
    pub(crate) fn read(variable: &str) -> Result<Key, Error> {
        let unfit = |problem: &str| Error::Key { variable: variable.to_owned(), problem: problem.to_owned() };
        if variable.is_empty() || variable.contains(['=', '\0']) {
            // A key in place of a name would be shown: say nothing of it.
            let problem = "that is no name of a variable; name the variable, not the key".to_owned();
            return Err(Error::Key { variable: "…".to_owned(), problem });
        }
        let value = match std::env::var(variable) {
            Ok(value) => value,
            Err(std::env::VarError::NotPresent) => return Err(unfit("it is not set; export it where Rescue starts")),
            Err(std::env::VarError::NotUnicode(_)) => return Err(unfit("it is no text")),
        };
        let value = value.trim();
        if value.is_empty() {
            return Err(unfit("it is empty"));
        }
        let mut header = HeaderValue::try_from(format!("Bearer {value}"))
            .map_err(|_| unfit("it has characters that no HTTP header may hold"))?;
        header.set_sensitive(true);
        Ok(Key(header))
    }
}

/// Where requests go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// The whole URL.
    pub(crate) url: String,
    /// The URL as messages show it: without its query, which may hold a key.
    pub(crate) shown: String,
    /// Whether that is this machine.
    pub(crate) is_local: bool,
}

impl Target {
    /// Reads a base URL; `has_key` where a key would be sent.
    pub(crate) fn new(base_url: &str, has_key: bool) -> Result<Target, Error> {
        let text = base_url.trim();
        let safe = text.split(['?', '#']).next().unwrap_or_default();
        let safe = safe.rfind('@').map_or(safe, |at| &safe[at + 1..]);
        let unfit = |problem: &str| Error::Endpoint { url: safe.to_owned(), problem: problem.to_owned() };
        let uri: Uri = text.parse().map_err(|error| unfit(&format!("{error}. {EXAMPLE}")))?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(unfit(&format!("it names no protocol. {EXAMPLE}")));
        };
        if authority.as_str().contains('@') {
            return Err(unfit("it holds a user name. A key belongs in an environment variable, never in a URL."));
        }
        let host = authority.host().trim_matches(['[', ']']).to_ascii_lowercase();
        match scheme {
            "http" if has_key && !is_private(&host) => {
                return Err(unfit("a key would travel unencrypted over the internet. Write https, or name no key."));
            }
            "http" => {}
            "https" if cfg!(feature = "tls") => {}
            "https" => {
                return Err(unfit(
                    "this build of Rescue speaks http only. Build it with `--features tls`, or put a gateway on this \
                     machine in front of it.",
                ));
            }
            _ => return Err(unfit(&format!("`{scheme}` is neither http nor https. {EXAMPLE}"))),
        }
        let path = uri.path().trim_end_matches('/').trim_end_matches("/chat/completions");
        let shown = format!("{scheme}://{authority}{path}/chat/completions");
        let url = uri.query().map_or_else(|| shown.clone(), |query| format!("{shown}?{query}"));
        Ok(Target { url, shown, is_local: is_local(&host) })
    }
}

const EXAMPLE: &str = "Write it like http://localhost:11434/v1.";

fn is_local(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost") || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

/// Whether a host is on this machine or in a network of its owner, as far as its name tells.
fn is_private(host: &str) -> bool {
    match host.parse() {
        Ok(IpAddr::V4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        Ok(IpAddr::V6(ip)) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
        Err(_) => {
            let inside = [".localhost", ".local", ".internal", ".lan", ".home.arpa"];
            !host.contains('.') || inside.iter().any(|end| host.ends_with(end))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(base: &str) -> String {
        Target::new(base, true).map_or_else(|error| error.to_string(), |target| target.url)
    }

    #[test]
    fn base_urls_are_completed() {
        for (base, whole) in [
            ("http://localhost:1/v1", "http://localhost:1/v1/chat/completions"),
            (" http://localhost:1/v1/ ", "http://localhost:1/v1/chat/completions"),
            ("http://localhost", "http://localhost/chat/completions"),
            ("http://[::1]:8/v1", "http://[::1]:8/v1/chat/completions"),
            ("http://gpu:8000/v1/chat/completions", "http://gpu:8000/v1/chat/completions"),
            ("http://10.0.0.7/v1?api-version=2", "http://10.0.0.7/v1/chat/completions?api-version=2"),
        ] {
            assert_eq!(url(base), whole);
        }
        let with_query = Target::new("http://127.0.0.1/v1?key=abc", false).unwrap();
        assert!(with_query.is_local && !with_query.shown.contains("abc"));
    }

    #[test]
    fn what_can_not_be_used_is_told_without_secrets() {
        for (base, says) in [
            ("localhost:11434/v1", "Write it like"),
            ("", "Write it like"),
            ("/v1", "names no protocol"),
            ("ftp://host/v1", "neither http nor https"),
            ("http://me:hunter2@host/v1?k=hunter2", "never in a URL"),
            ("http://llm.example.com/v1?k=hunter2", "unencrypted"),
        ] {
            let error = url(base);
            assert!(error.contains(says) && !error.contains("hunter2"), "{base}: {error}");
        }
        assert!(Target::new("http://llm.example.com/v1", false).is_ok());
        let secure = Target::new("https://llm.example.com/v1", true);
        assert_eq!(secure.is_ok(), cfg!(feature = "tls"), "{secure:?}");
    }

    #[test]
    fn a_missing_key_is_told_by_its_variable() {
        let missing = Key::read("RESCUE_TEST_NO_SUCH_KEY").expect_err("it is not set").to_string();
        assert!(missing.contains("RESCUE_TEST_NO_SUCH_KEY") && missing.contains("not set"), "{missing}");
        let wrong = Key::read("sk-secret=").expect_err("no name").to_string();
        assert!(!wrong.contains("sk-secret"), "{wrong}");
        assert_eq!(format!("{:?}", Key(HeaderValue::from_static("Bearer x"))), "Key(…)");
    }
}
