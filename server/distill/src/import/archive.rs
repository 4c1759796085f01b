//! JSON files of a zip archive: stored or deflated, which is what advisories come in.

use anyhow::{Context, ensure};
use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};

/// No advisory is larger.
const LONGEST_FILE: usize = 8 << 20;
/// The end of an archive is looked for in so many bytes: its record and the longest comment.
const TAIL: u64 = 22 + 65_535;

const END: [u8; 4] = *b"PK\x05\x06";
const ENTRY: [u8; 4] = *b"PK\x01\x02";
const LOCAL: [u8; 4] = *b"PK\x03\x04";

/// Takes the name of a file and its text, or why it can't be read.
pub(super) type Each<'a> = dyn FnMut(&str, Result<String, String>) -> anyhow::Result<()> + 'a;

/// Calls `each` with the name and the text of every `.json` file, or with why it can't be read.
pub(super) fn json_files(path: &Path, each: &mut Each<'_>) -> anyhow::Result<()> {
    let mut file = File::open(path).with_context(|| format!("{} can't be read", path.display()))?;
    let damaged = || format!("{} is no zip archive, or is damaged", path.display());
    let (start, length) = directory(&mut file).with_context(damaged)?;
    let mut listing = vec![0; length];
    file.seek(SeekFrom::Start(start)).with_context(damaged)?;
    file.read_exact(&mut listing).with_context(damaged)?;
    let mut rest = &listing[..];
    while rest.starts_with(&ENTRY) {
        let number = |at: usize, size: usize| number(rest, at, size).with_context(damaged);
        let (name_length, extra, comment) = (number(28, 2)?, number(30, 2)?, number(32, 2)?);
        let name = String::from_utf8_lossy(rest.get(46..46 + name_length).with_context(damaged)?).into_owned();
        if name.ends_with(".json") {
            let entry =
                Entry { method: number(10, 2)?, packed: number(20, 4)?, size: number(24, 4)?, at: number(42, 4)? };
            each(&name, entry.text(&mut file).map_err(|error| format!("{error:#}")))?;
        }
        rest = rest.get(46 + name_length + extra + comment..).with_context(damaged)?;
    }
    Ok(())
}

/// Where the list of files begins, and its length.
fn directory(file: &mut File) -> anyhow::Result<(u64, usize)> {
    let length = file.metadata()?.len();
    let from = length.saturating_sub(TAIL);
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(from))?;
    file.take(TAIL).read_to_end(&mut tail)?;
    let at = tail.windows(4).rposition(|bytes| bytes == END).context("it has no end")?;
    let (size, start) = (number(&tail, at + 12, 4).context("cut off")?, number(&tail, at + 16, 4).context("cut off")?);
    ensure!(start != 0xffff_ffff && size as u64 <= length, "it is too large for a plain zip archive: unpack it first");
    Ok((start as u64, size))
}

struct Entry {
    method: usize,
    packed: usize,
    size: usize,
    at: usize,
}

impl Entry {
    fn text(&self, file: &mut File) -> anyhow::Result<String> {
        ensure!(self.size.max(self.packed) <= LONGEST_FILE, "it has more than {} MiB", LONGEST_FILE >> 20);
        let mut header = [0; 30];
        file.seek(SeekFrom::Start(self.at as u64))?;
        file.read_exact(&mut header)?;
        ensure!(header.starts_with(&LOCAL), "its header is damaged");
        let skip = number(&header, 26, 2).unwrap_or(0) + number(&header, 28, 2).unwrap_or(0);
        file.seek(SeekFrom::Current(skip as i64))?;
        let mut packed = vec![0; self.packed];
        file.read_exact(&mut packed)?;
        let bytes = match self.method {
            0 => packed,
            8 => miniz_oxide::inflate::decompress_to_vec_with_limit(&packed, LONGEST_FILE)
                .map_err(|error| anyhow::anyhow!("it can't be unpacked: {error}"))?,
            other => anyhow::bail!("it is packed with method {other}, and only 0 and 8 are read: unpack it first"),
        };
        String::from_utf8(bytes).context("it is no UTF-8")
    }
}

fn number(bytes: &[u8], at: usize, size: usize) -> Option<usize> {
    let of = bytes.get(at..at.checked_add(size)?)?;
    Some(of.iter().rev().fold(0, |value, byte| value << 8 | usize::from(*byte)))
}
