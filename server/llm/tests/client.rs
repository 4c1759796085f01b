//! The client against a real server on loopback that answers, refuses, stalls and talks nonsense.

mod played;

use played::{Server, Turn, says};
use rescue_llm::{ChatOptions, Client, Endpoint, Error, Message, Schema};
use serde_json::{Value, json};
use std::{
    io::Write,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

fn endpoint(url: &str) -> Endpoint {
    Endpoint { backoff: Duration::from_millis(5), ..Endpoint::new(url, "tiny") }
}

fn ask(endpoint: Endpoint) -> Result<rescue_llm::Answer, Error> {
    Client::new(endpoint)?.chat(&[Message::user("hello")], &ChatOptions::default())
}

fn refused(status: u16, body: &str) -> Turn {
    Turn::Reply(status, "", body.to_owned())
}

#[test]
fn an_answer_comes_with_its_tokens() {
    let server = Server::play(vec![says("Bonjour, ça va?")]);
    let answer = ask(endpoint(&server.url)).unwrap();
    assert_eq!((answer.text.as_str(), answer.prompt_tokens, answer.completion_tokens), ("Bonjour, ça va?", 20, 5));
    assert!(answer.elapsed > Duration::ZERO);
    let seen = server.seen();
    assert!(seen[0].head.starts_with("POST /v1/chat/completions HTTP/1.1\r\n"), "{}", seen[0].head);
    assert!(!seen[0].head.to_lowercase().contains("authorization"));
    let body: Value = serde_json::from_str(&seen[0].body).unwrap();
    assert_eq!(body["messages"], json!([{"role": "user", "content": "hello"}]));
    assert_eq!((&body["model"], &body["temperature"], &body["seed"]), (&json!("tiny"), &json!(0.0), &json!(0)));
}

#[test]
fn what_may_pass_is_sent_again() {
    let busy = Turn::Reply(429, "Retry-After: 0.2\r\n", "{}".to_owned());
    let server = Server::play(vec![refused(503, "loading"), busy, Turn::HangUp, says("at last")]);
    let started = Instant::now();
    assert_eq!(ask(endpoint(&server.url)).unwrap().text, "at last");
    assert_eq!(server.seen().len(), 4);
    assert!(started.elapsed() >= Duration::from_millis(200), "Retry-After is waited for");
}

#[test]
fn attempts_are_bounded() {
    let server = Server::play(vec![refused(500, r#"{"error":{"message":"out of memory"}}"#)]);
    let error = ask(Endpoint { attempts: 3, ..endpoint(&server.url) }).unwrap_err();
    assert_eq!(server.seen().len(), 3);
    let text = error.to_string();
    assert!(matches!(error, Error::Refused { status: 500, attempts: 3, .. }), "{text}");
    assert!(text.contains("out of memory") && text.contains("127.0.0.1") && text.contains("look at its log"), "{text}");
}

#[test]
fn an_hour_is_not_waited_for() {
    let server = Server::play(vec![Turn::Reply(429, "Retry-After: 3600\r\n", String::new())]);
    let error = ask(endpoint(&server.url)).unwrap_err().to_string();
    assert_eq!(server.seen().len(), 1);
    assert!(error.contains("It asks to wait 3600 s."), "{error}");
}

#[test]
fn what_stays_wrong_is_not_sent_again() {
    for (turn, says) in [
        (refused(401, r#"{"error":{"message":"no key"}}"#), "name the environment variable"),
        (refused(404, r#"{"detail":"Not Found"}"#), "whether the model `tiny` is there"),
        (refused(429, r#"{"error":{"code":"insufficient_quota","message":"pay"}}"#), "Its limit is reached"),
        (refused(400, "context too long"), "context too long"),
        (
            Turn::Reply(307, "Location: http://evil.example/\r\n", String::new()),
            "http://evil.example/, and Rescue follows",
        ),
        (refused(200, "<html>welcome</html>"), "is no chat completion"),
        (refused(200, r#"{"choices":[]}"#), "it holds no choices"),
        (Turn::Raw(b"SSH-2.0-OpenSSH_9.6\r\n\r\n\r\n"), "is no chat completion"),
    ] {
        let server = Server::play(vec![turn.clone()]);
        let error = ask(endpoint(&server.url)).unwrap_err().to_string();
        assert_eq!(server.seen().len(), 1, "{turn:?}");
        assert!(error.contains(says), "{turn:?}: {error}");
    }
}

#[test]
fn a_slow_answer_is_given_up() {
    let slow = Turn::After(Duration::from_millis(1500), Box::new(says("late")));
    let server = Server::play(vec![slow, says("in time")]);
    let hasty = Endpoint { timeout: Duration::from_millis(300), ..endpoint(&server.url) };
    let once = ask(Endpoint { attempts: 1, ..hasty.clone() }).unwrap_err();
    assert!(matches!(once, Error::Timeout { attempts: 1, .. }), "{once}");
    assert_eq!(ask(hasty).unwrap().text, "in time");
}

#[test]
fn an_answer_that_breaks_off_is_asked_for_again() {
    let half = Turn::Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"choices\":");
    let server = Server::play(vec![half, says("whole")]);
    assert_eq!(ask(endpoint(&server.url)).unwrap().text, "whole");
}

#[test]
fn nobody_there_is_told() {
    let server = Server::play(vec![Turn::HangUp]);
    let url = server.url.clone();
    drop(server);
    std::thread::sleep(Duration::from_millis(100));
    let error = ask(Endpoint { attempts: 2, ..endpoint(&url) }).unwrap_err();
    assert!(matches!(error, Error::Connection { attempts: 2, .. }), "{error}");
    assert!(error.to_string().contains("Start the model server"), "{error}");
}

#[test]
fn a_setting_that_is_refused_is_left_out() {
    let server = Server::play(vec![
        refused(
            400,
            r#"{"error":{"message":"Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."}}"#,
        ),
        refused(400, r#"{"error":{"message":"response_format: json_schema is not available"}}"#),
        says("{}"),
    ]);
    let client = Client::new(endpoint(&server.url)).unwrap();
    let schema = Some(Schema { name: "answer".to_owned(), schema: json!({"type": "object"}) });
    let options = ChatOptions { json_schema: schema, ..ChatOptions::default() };
    for _ in 0..2 {
        client.chat(&[Message::user("hello")], &options).unwrap();
    }
    let seen: Vec<Value> = server.seen().iter().map(|one| serde_json::from_str(&one.body).unwrap()).collect();
    assert_eq!(seen.len(), 4, "what is refused once is not tried again");
    assert_eq!(seen[0]["response_format"]["json_schema"]["strict"], json!(true));
    assert!(seen[3].get("response_format").is_none() && seen[3].get("max_tokens").is_none());
    assert_eq!(seen[3]["max_completion_tokens"], json!(1024));
}

#[test]
fn the_key_comes_from_the_environment() {
    // Every platform has this variable.
    let value = std::env::var("PATH").unwrap();
    let server = Server::play(vec![says("welcome")]);
    let with_key = Endpoint { key_variable: Some("PATH".to_owned()), ..endpoint(&server.url) };
    let client = Client::new(with_key.clone()).unwrap();
    assert!(!format!("{client:?}").contains(&value));
    client.chat(&[Message::user("hello")], &ChatOptions::default()).unwrap();
    assert!(server.seen()[0].head.contains(&format!("Bearer {value}")));
    let abroad = Endpoint { base_url: "http://llm.example.com/v1".to_owned(), ..with_key };
    assert!(Client::new(abroad).unwrap_err().to_string().contains("unencrypted"));
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn no_secret_leaves_and_the_log_shows_what_did() {
    let log = Log::default();
    let sink = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::DEBUG)
        .with_ansi(false)
        .with_writer(move || sink.clone())
        .finish();
    let secret = concat!("AKIA", "IOSFODNN7EXAMPLE");
    let server = Server::play(vec![says("fine")]);
    let client = Client::new(endpoint(&format!("{}?key={secret}", server.url))).unwrap();
    let code = format!("import boto3\nkey = '{secret}'\npassword = 'hunter2'\nprint(key)\n");
    tracing::subscriber::with_default(subscriber, || {
        client.chat(&[Message::user(code)], &ChatOptions::default()).unwrap();
    });
    let sent = &server.seen()[0].body;
    assert!(!sent.contains(secret) && !sent.contains("hunter2"), "{sent}");
    assert!(sent.contains(r"import boto3\n[redacted: a token]\n[redacted: a secret value]\nprint(key)\n"), "{sent}");
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(!log.contains(secret), "{log}");
    for part in [format!("bytes={}", sent.len()), "redacted=2".into(), "prompt_tokens=20".into(), sent.clone()] {
        assert!(log.contains(&part), "{part}: {log}");
    }
}
