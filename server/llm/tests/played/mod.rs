//! A real HTTP server on loopback that plays what a test tells it to.

#![allow(dead_code)]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

/// What a client sent.
#[derive(Debug, Clone)]
pub struct Request {
    /// `POST /v1/chat/completions HTTP/1.1` and the headers.
    pub head: String,
    /// The body.
    pub body: String,
}

/// What the server does with a request.
#[derive(Debug, Clone)]
pub enum Turn {
    /// Answers with a status, further header lines and a body.
    Reply(u16, &'static str, String),
    /// Answers later.
    After(Duration, Box<Turn>),
    /// Writes these bytes and closes.
    Raw(&'static [u8]),
    /// Closes without a word.
    HangUp,
}

/// A chat completion that says `text`.
pub fn says(text: &str) -> Turn {
    let text = serde_json::to_string(text).unwrap();
    let body = format!(
        r#"{{"choices":[{{"message":{{"role":"assistant","content":{text}}},"finish_reason":"stop"}}],"usage":{{"prompt_tokens":20,"completion_tokens":5}}}}"#
    );
    Turn::Reply(200, "", body)
}

/// A running server; it ends when it is dropped.
pub struct Server {
    /// `http://127.0.0.1:PORT/v1`
    pub url: String,
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Request>>>,
    ends: Arc<AtomicBool>,
}

impl Server {
    /// A server that asks `play` about each request, given its number from 0.
    pub fn start(play: impl FnMut(usize, &Request) -> Turn + Send + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (seen, ends) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let server = Server { url: format!("http://{address}/v1"), address, seen: seen.clone(), ends: ends.clone() };
        let play = Arc::new(Mutex::new(play));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if ends.load(Ordering::SeqCst) {
                    break;
                }
                let (play, seen) = (play.clone(), seen.clone());
                thread::spawn(move || {
                    let Some(request) = read(&stream) else { return };
                    let mut seen = seen.lock().unwrap();
                    let turn = (play.lock().unwrap())(seen.len(), &request);
                    seen.push(request);
                    drop(seen);
                    answer(stream, turn);
                });
            }
        });
        server
    }

    /// A server that plays these turns, the last one for ever.
    pub fn play(turns: Vec<Turn>) -> Server {
        Server::start(move |number, _| turns[number.min(turns.len() - 1)].clone())
    }

    /// What has been sent so far.
    pub fn seen(&self) -> Vec<Request> {
        self.seen.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    Some(Request { head, body: String::from_utf8(body).ok()? })
}

fn answer(mut stream: TcpStream, turn: Turn) {
    match turn {
        Turn::Reply(status, headers, body) => {
            let length = body.len();
            let head =
                format!("HTTP/1.1 {status} Played\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n");
            let _ = stream.write_all(format!("{head}{body}").as_bytes());
        }
        Turn::After(wait, turn) => {
            thread::sleep(wait);
            answer(stream, *turn);
        }
        Turn::Raw(bytes) => drop(stream.write_all(bytes)),
        Turn::HangUp => {}
    }
}
