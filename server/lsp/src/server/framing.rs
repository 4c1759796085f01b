//! Messages out of a stream of bytes. What is not a message is skipped and reported; only the end of the stream ends it.

use std::io::{BufRead, Read};

/// A message longer than this is skipped unread.
const LONGEST: u64 = 512 << 20;
/// A header line longer than this is garbage.
const LONGEST_HEADER: u64 = 8 << 10;

/// What came.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// The body of a message.
    Message(Vec<u8>),
    /// Something that is no message.
    Garbage(&'static str),
}

/// The next message; `None` at the end of the stream.
pub(super) fn read(stream: &mut impl BufRead) -> std::io::Result<Option<Frame>> {
    let mut length: Option<Option<u64>> = None;
    loop {
        let mut line = Vec::new();
        if stream.by_ref().take(LONGEST_HEADER).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = line.trim_ascii();
        match (line.is_empty(), length) {
            (true, None) => {}
            (true, Some(Some(length))) => return body(stream, length),
            (true, Some(None)) => {
                return Ok(Some(Frame::Garbage("a Content-Length that is no number")));
            }
            (false, _) => length = content_length(line).or(length),
        }
    }
}

/// The length in a header line that has one; a number that cannot be read is `Some(None)`.
fn content_length(line: &[u8]) -> Option<Option<u64>> {
    const NAME: &[u8] = b"content-length";
    // Garbage may stand before the header on its line: the rest of a message whose length was wrong.
    let at = line.windows(NAME.len()).rposition(|window| window.eq_ignore_ascii_case(NAME))?;
    let value = line[at + NAME.len()..].trim_ascii_start().strip_prefix(b":")?.trim_ascii();
    Some(std::str::from_utf8(value).ok().and_then(|value| value.parse().ok()))
}

fn body(stream: &mut impl BufRead, length: u64) -> std::io::Result<Option<Frame>> {
    if length > LONGEST {
        std::io::copy(&mut stream.by_ref().take(length), &mut std::io::sink())?;
        return Ok(Some(Frame::Garbage("a message that is too long")));
    }
    let mut body = Vec::new();
    let read = stream.by_ref().take(length).read_to_end(&mut body)?;
    if (read as u64) < length {
        return Ok(None);
    }
    Ok(Some(Frame::Message(body)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(mut stream: &[u8]) -> Vec<Frame> {
        std::iter::from_fn(|| read(&mut stream).expect("memory does not fail")).collect()
    }

    #[test]
    fn messages_are_read_whatever_stands_between_them() {
        let stream = b"Content-Length: 2\r\n\r\n{}noise\r\n\r\ncontent-length:3\nContent-Type: x; charset=utf-8\n\n[1]\
            Content-Length: many\r\n\r\nContent-Length: 1\r\n\r\n7Content-Length: 9\r\n\r\ncut";
        let expected = [
            Frame::Message(b"{}".to_vec()),
            Frame::Message(b"[1]".to_vec()),
            Frame::Garbage("a Content-Length that is no number"),
            Frame::Message(b"7".to_vec()),
        ];
        assert_eq!(frames(stream), expected);
    }
}
