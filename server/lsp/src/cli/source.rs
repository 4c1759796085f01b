//! One Python file on disk: reading it, finding lines in it, writing it back.

use super::decoding::{self, Encoding};
use std::borrow::Cow;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Larger files are not source that somebody wrote.
const LARGEST: u64 = rescue_syntax::document::LONGEST as u64;

/// A file's text and how it was spelled.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// The text, without a byte order mark.
    pub(crate) text: Arc<str>,
    encoding: Encoding,
}

impl Source {
    /// Reads a file; the error is the second half of a sentence that begins with its name.
    pub(crate) fn read(path: &Path) -> Result<Source, String> {
        let file = File::open(path).map_err(|error| error.to_string())?;
        Source::from(file)
    }

    /// Reads standard input.
    pub(crate) fn stdin() -> Result<Source, String> {
        Source::from(io::stdin().lock())
    }

    fn from(reader: impl Read) -> Result<Source, String> {
        let mut bytes = Vec::new();
        reader.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        if bytes.len() as u64 > LARGEST {
            return Err(format!("it is larger than {} MiB", LARGEST >> 20));
        }
        let (text, encoding) = decoding::decode(bytes)?;
        Ok(Source { text: text.into(), encoding })
    }

    /// The bytes of another text in this file's encoding.
    pub(crate) fn encode(&self, text: &str) -> Result<Vec<u8>, String> {
        decoding::encode(text, self.encoding).map_err(|c| format!("its encoding has no {c:?}"))
    }

    /// A diff of this file, as bytes that `patch` finds in the file.
    pub(crate) fn encode_diff(&self, diff: &str) -> Vec<u8> {
        decoding::encode_lines(diff, self.encoding)
    }

    /// A text as the file begins with it: after the byte order mark, if it has one.
    pub(crate) fn as_written<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.encoding {
            Encoding::Utf8WithMark => Cow::Owned(format!("\u{feff}{text}")),
            Encoding::Utf8 | Encoding::OneByte => Cow::Borrowed(text),
        }
    }

    /// Replaces the file by another text in one step, if it still is what was read.
    pub(crate) fn replace(&self, path: &Path, text: &str) -> Result<(), String> {
        let new = self.encode(text)?;
        let old = self.encode(&self.text)?;
        // A link stays a link.
        let path = path.canonicalize().map_err(|error| error.to_string())?;
        if fs::read(&path).map_err(|error| error.to_string())? != old {
            return Err("it changed while it was being fixed".to_owned());
        }
        swap(&path, &new).map_err(|error| error.to_string())
    }
}

/// Writes beside the file, then takes its place: nobody ever sees half of it.
fn swap(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let metadata = fs::metadata(path)?;
    if metadata.permissions().readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
    }
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".rescue-{}", std::process::id()));
    let beside = Beside(path.with_file_name(name));
    let mut file = OpenOptions::new().write(true).create_new(true).open(&beside.0)?;
    file.write_all(bytes)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        // Only root may give files away; for others the owner is the same anyway.
        let _ = std::os::unix::fs::chown(&beside.0, Some(metadata.uid()), Some(metadata.gid()));
    }
    fs::set_permissions(&beside.0, metadata.permissions())?;
    file.sync_all()?;
    fs::rename(&beside.0, path)
}

/// A temporary file that does not outlive a failure.
struct Beside(PathBuf);

impl Drop for Beside {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// A place in a file, from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    /// The line.
    pub(crate) line: usize,
    /// The column.
    pub(crate) column: usize,
}

/// A text with its lines.
#[derive(Debug, Clone)]
pub(crate) struct Lines {
    text: Arc<str>,
    starts: Vec<usize>,
}

impl Lines {
    /// Finds the lines of a text; they end at `\n`, `\r\n` and `\r`.
    pub(crate) fn new(text: Arc<str>) -> Lines {
        let bytes = text.as_bytes();
        let ends = |(at, byte): (usize, &u8)| {
            (*byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'))).then_some(at + 1)
        };
        let starts = std::iter::once(0).chain(bytes.iter().enumerate().filter_map(ends)).collect();
        Lines { text, starts }
    }

    /// Where an offset is; past the end is the end.
    pub(crate) fn position(&self, offset: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start..self.floor(offset)).unwrap_or_default();
        Position { line, column: before.chars().count() + 1 }
    }

    /// Where a range begins and ends.
    pub(crate) fn span(&self, range: &Range<usize>) -> (Position, Position) {
        (self.position(range.start), self.position(range.end.max(range.start)))
    }

    /// The same place with a column that counts UTF-16 code units.
    pub(crate) fn utf16(&self, position: Position) -> Position {
        let before = self.line(position.line).chars().take(position.column.saturating_sub(1));
        Position { line: position.line, column: before.map(char::len_utf16).sum::<usize>() + 1 }
    }

    /// A line, from 1, without its end; empty for one that is not there.
    pub(crate) fn line(&self, line: usize) -> &str {
        let start = line.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or(self.text.len());
        let end = self.starts.get(line).copied().unwrap_or(self.text.len());
        self.text.get(start..end).unwrap_or_default().trim_end_matches(['\r', '\n'])
    }

    /// How many lines there are.
    pub(crate) fn count(&self) -> usize {
        self.starts.len()
    }

    /// The offset of a column of a line, both from 1; past the line's end is its end.
    pub(crate) fn offset(&self, line: usize, column: usize) -> usize {
        let start = line.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or(self.text.len());
        let text = self.line(line);
        let inside = text.char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| at);
        start + inside
    }

    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_know_all_line_ends() {
        let lines = Lines::new("a\r\n\u{e9}\u{e9}b\rc\n".into());
        assert_eq!(lines.count(), 4);
        assert_eq!(lines.position(0), Position { line: 1, column: 1 });
        assert_eq!(lines.position(7), Position { line: 2, column: 3 });
        assert_eq!(lines.position(9), Position { line: 3, column: 1 });
        assert_eq!(lines.position(999), Position { line: 4, column: 1 });
        assert_eq!((lines.line(2), lines.line(9)), ("\u{e9}\u{e9}b", ""));
        assert_eq!(lines.offset(2, 3), 7);
        assert_eq!(lines.offset(2, 99), 8);
    }

    #[test]
    fn columns_of_utf16_count_what_is_beyond_the_first_plane_twice() {
        let lines = Lines::new("\u{e9}\u{1f511}b\r\n".into());
        assert_eq!(lines.utf16(lines.position(6)), Position { line: 1, column: 4 });
        assert_eq!(lines.utf16(lines.position(999)), Position { line: 2, column: 1 });
    }

    #[test]
    fn replacing_keeps_permissions_and_refuses_a_changed_file() {
        let path = std::env::temp_dir().join(format!("rescue-source-{}.py", std::process::id()));
        fs::write(&path, "\u{feff}x = 1\r\n").expect("written");
        let source = Source::read(&path).expect("read");
        source.replace(&path, "x = 2\r\n").expect("replaced");
        assert_eq!(fs::read(&path).expect("read"), "\u{feff}x = 2\r\n".as_bytes());
        assert!(source.replace(&path, "x = 3\n").is_err());
        let _ = fs::remove_file(&path);
    }
}
