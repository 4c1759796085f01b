//! Messages on a stream: a header with the length, an empty line, the body.

use serde_json::Value;
use std::io::{BufRead, Error, Write};

/// A message with its header, as bytes.
pub fn frame(message: &Value) -> Vec<u8> {
    frame_text(&message.to_string())
}

/// A body, JSON or not, with its header.
pub fn frame_text(body: &str) -> Vec<u8> {
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// Writes one message.
pub fn write(stream: &mut impl Write, message: &Value) -> std::io::Result<()> {
    stream.write_all(&frame(message))?;
    stream.flush()
}

/// Reads one message; `None` at the end of the stream. Strict: the server is not forgiven anything.
pub fn read(stream: &mut impl BufRead) -> std::io::Result<Option<Value>> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 {
            return match length {
                None => Ok(None),
                Some(_) => Err(Error::other("the stream ends inside a header")),
            };
        }
        let Some(line) = line.strip_suffix("\r\n") else {
            return Err(Error::other(format!("a header line that does not end in \\r\\n: {line:?}")));
        };
        match (line.split_once(": "), length) {
            _ if line.is_empty() => break,
            (Some(("Content-Length", value)), None) => length = value.parse::<usize>().ok(),
            (Some(("Content-Type", _)), _) => {}
            _ => return Err(Error::other(format!("not a header: {line:?}"))),
        }
    }
    let length = length.ok_or_else(|| Error::other("a message without a length"))?;
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    serde_json::from_slice(&body).map(Some).map_err(Error::other)
}
