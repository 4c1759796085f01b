//! Standard output and standard error as commands use them.

use std::fmt;
use std::io::{self, BufWriter, IsTerminal, Write};

/// When to use colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What a piece of text is, and so how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// An error, or a line that goes.
    Red,
    /// A line that comes.
    Green,
    /// A warning.
    Yellow,
    /// Line numbers and frames.
    Blue,
    /// A hint, or where in a diff.
    Cyan,
    /// A headline.
    Bold,
    /// A remark.
    Dim,
}

impl Tone {
    fn code(self) -> &'static str {
        match self {
            Tone::Red => "1;31",
            Tone::Green => "32",
            Tone::Yellow => "1;33",
            Tone::Blue => "1;34",
            Tone::Cyan => "36",
            Tone::Bold => "1",
            Tone::Dim => "2",
        }
    }
}

/// Whether a command paints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paint(pub(crate) bool);

impl Paint {
    /// The text in this tone.
    pub(crate) fn tone(self, tone: Tone, text: impl fmt::Display) -> String {
        if self.0 { format!("\x1b[{}m{text}\x1b[0m", tone.code()) } else { text.to_string() }
    }
}

/// Where a command writes.
pub(crate) struct Output {
    sink: Box<dyn Write>,
    /// Whether it paints.
    pub(crate) paint: Paint,
}

impl Output {
    /// Standard output.
    pub(crate) fn stdout(colour: Colour) -> Output {
        let stdout = io::stdout();
        let paint = match colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => stdout.is_terminal() && terminal_paints(),
        };
        Output { sink: Box::new(BufWriter::with_capacity(1 << 16, stdout.lock())), paint: Paint(paint) }
    }

    /// A file, without colours.
    pub(crate) fn file(path: &std::path::Path) -> io::Result<Output> {
        Ok(Output { sink: Box::new(BufWriter::new(std::fs::File::create(path)?)), paint: Paint(false) })
    }

    /// One line.
    pub(crate) fn line(&mut self, text: impl fmt::Display) -> io::Result<()> {
        writeln!(self.sink, "{text}")
    }

    /// Text as it is.
    pub(crate) fn text(&mut self, text: &str) -> io::Result<()> {
        self.sink.write_all(text.as_bytes())
    }

    /// Bytes as they are.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sink.write_all(bytes)
    }

    /// A value as indented JSON, with a line end.
    pub(crate) fn json(&mut self, value: &serde_json::Value) -> anyhow::Result<()> {
        serde_json::to_writer_pretty(&mut self.sink, value).map_err(io::Error::from)?;
        self.text("\n")?;
        Ok(())
    }

    /// Everything that was written goes out.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

/// A line on standard error; a closed one is nobody's concern.
pub(crate) fn complain(message: fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr().lock(), "rescue-lsp: {}", printable(&message.to_string()));
}

/// A remark on standard error, as it is.
pub(crate) fn note(message: fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr().lock(), "{}", printable(&message.to_string()));
}

/// Whether the reader of our output went away.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let causes = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    causes.into_iter().any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

/// Text from a file, fit for a terminal: what would steer the terminal is shown as a sign instead.
pub(crate) fn printable(text: &str) -> String {
    let steers =
        |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).collect()
}

fn terminal_paints() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_not_passed_on() {
        assert_eq!(printable("a\x1b[31mb\u{202e}c"), "a\u{fffd}[31mb\u{fffd}c");
    }

    #[test]
    fn a_closed_pipe_is_recognised_through_layers() {
        let closed = anyhow::Error::from(io::Error::from(io::ErrorKind::BrokenPipe)).context("writing");
        assert!(is_closed_pipe(&closed));
        assert!(!is_closed_pipe(&anyhow::anyhow!("other")));
    }
}
