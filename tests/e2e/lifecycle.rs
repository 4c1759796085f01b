//! How the process ends: always, at once, and with the right code.

use crate::samples::{NOWHERE, SQL, workspace};
use rescue_tests::client::{Client, Session};
use rescue_tests::command::{take, text_of, wait};
use rescue_tests::{binary, framing};
use serde_json::json;
use std::io::{BufReader, Write};
use std::process::{Command, Stdio};

/// Gives the server work that is not done when the next message comes.
fn keep_busy(client: &mut Client) {
    let text = format!("{SQL}{}", "\n\ndef area(width, height):\n    return width * height\n".repeat(2000));
    let file = client.open(NOWHERE, &text);
    for _ in 0..50 {
        client.request("textDocument/hover", file.place("cur.execute"));
        client.request("textDocument/completion", file.place("cur.execute"));
    }
}

/// What the server says on its way out is not looked at.
fn forget(mut client: Client) {
    client.skip_unread();
    client.finish();
}

#[test]
fn shutdown_and_exit_end_with_0() {
    let mut client = Session::default().start();
    let file = client.open(NOWHERE, SQL);
    client.diagnostics(&file);
    client.shut_down();
    assert_eq!(client.ask_wrongly("textDocument/hover", file.place("SELECT")), -32600);
    assert_eq!(client.ask_wrongly("shutdown", json!(null)), -32600);
    assert_eq!(client.exit(), Some(0));
    client.finish();
}

#[test]
fn exit_without_shutdown_ends_with_1() {
    let mut client = Session::default().start();
    assert_eq!(client.exit(), Some(1));
    client.finish();

    let mut client = Session::default().spawn();
    assert_eq!(client.exit(), Some(1), "also before initialize");
    client.finish();
}

#[test]
fn exit_while_requests_are_running() {
    for shut_down in [true, false] {
        let mut client = Session::default().start();
        keep_busy(&mut client);
        if shut_down {
            client.shut_down();
        }
        assert_eq!(client.exit(), Some(if shut_down { 0 } else { 1 }));
        forget(client);
    }
}

#[test]
fn the_end_of_standard_input_ends_the_process() {
    for busy in [false, true] {
        let mut client = Session::default().start();
        if busy {
            keep_busy(&mut client);
        }
        assert_eq!(client.hang_up(), Some(1));
        forget(client);
    }
    let mut client = Session::default().start();
    client.shut_down();
    assert_eq!(client.hang_up(), Some(0), "after shutdown it is no accident");
    client.finish();

    let mut client = Session::default().spawn();
    assert_eq!(client.hang_up(), Some(1), "before initialize");
    client.finish();

    let mut client = Session::default().start();
    client.send_bytes(b"Content-Length: 1000\r\n\r\n{\"jsonrpc\"");
    assert_eq!(client.hang_up(), Some(1), "inside a message");
    client.finish();
}

/// A client in Python: starts the server, says hello, says when it is answered, and does nothing more.
const CLIENT: &str = r#"
import json, os, subprocess, sys
server = subprocess.Popen([sys.argv[1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize",
                   "params": {"processId": os.getpid(), "capabilities": {}}}).encode()
server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
server.stdin.flush()
server.stdout.readline()
print("answered", flush=True)
sys.stdin.read()
"#;

#[test]
fn a_client_that_is_killed_takes_the_server_with_it() {
    let mut client = Command::new("python3")
        .args(["-c", CLIENT])
        .arg(binary())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("Python starts");
    // The server has the client's standard error too, so that the end of this stream is the end of both.
    let both = text_of(client.stderr.take().expect("it is piped"));
    let mut said = BufReader::new(client.stdout.take().expect("it is piped"));
    let mut line = String::new();
    std::io::BufRead::read_line(&mut said, &mut line).expect("the client says when it is answered");
    assert_eq!(line.trim_end(), "answered");
    client.kill().expect("the client can be killed");
    wait(client);
    assert!(!take(&both).contains("panicked"));
}

/// The server's parent is a shell whose death does not close the server's standard input.
#[cfg(unix)]
#[test]
fn a_client_that_is_killed_takes_the_server_with_it_even_if_the_pipe_stays_open() {
    let folder = workspace();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    let mut client = Command::new("sh")
        .args(["-c", "\"$0\" < \"$1\" & wait"])
        .arg(binary())
        .arg(&pipe)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a shell starts");
    let both = text_of(client.stderr.take().expect("it is piped"));
    let mut answers = BufReader::new(client.stdout.take().expect("it is piped"));
    let mut input = std::fs::OpenOptions::new().write(true).open(&pipe).expect("the pipe opens");
    let hello = json!({
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {"processId": client.id(), "capabilities": {}},
    });
    framing::write(&mut input, &hello).expect("the server reads");
    let answer = framing::read(&mut answers).expect("a message").expect("an answer");
    assert_eq!(answer["id"], 1);
    client.kill().expect("the shell can be killed");
    wait(client);
    assert!(!take(&both).contains("panicked"));
    drop(input.flush());
}

#[test]
fn a_client_that_stops_reading_and_goes_does_not_keep_the_server() {
    let mut server = Command::new(binary())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let log = text_of(server.stderr.take().expect("it is piped"));
    drop(server.stdout.take());
    let mut input = server.stdin.take().expect("it is piped");
    let hello = json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}});
    // Nobody reads the answers: writing them fails, and there is nobody left to serve.
    let _ = framing::write(&mut input, &hello);
    wait(server);
    assert!(!take(&log).contains("panicked"));
}
