//! Reads tables of a SQLite file from front to back: all that an import needs, without compiling a database.
//!
//! Pages, cells and records are read as https://www.sqlite.org/fileformat.html describes them. Nothing in the file is
//! trusted: every offset is checked, and a page is visited once. A file whose changes still stand in a write-ahead log is
//! refused, because they would be missed.

use anyhow::{Context, bail, ensure};
use std::{
    collections::HashSet,
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};

/// A row is no longer: CVEfixes keeps whole files in its rows.
const LONGEST_ROW: u64 = 256 << 20;

/// A SQLite file.
pub struct Database {
    file: File,
    page: usize,
    usable: usize,
    pages: u32,
    text: Text,
}

#[derive(Clone, Copy, PartialEq)]
enum Text {
    Utf8,
    Utf16Le,
    Utf16Be,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Names of its columns, in order.
    pub columns: Vec<String>,
    root: u32,
    has_rowid: bool,
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// NULL.
    Null,
    /// A whole number.
    Int(i64),
    /// Any other number.
    Real(f64),
    /// A text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

impl Value {
    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Table {
    /// The place of a column.
    pub fn column(&self, name: &str) -> anyhow::Result<usize> {
        self.columns.iter().position(|column| column.eq_ignore_ascii_case(name)).with_context(|| {
            format!("the table `{}` has no column `{name}`, only {}", self.name, self.columns.join(", "))
        })
    }
}

impl Database {
    /// Opens a file and looks at its header.
    pub fn open(path: &Path) -> anyhow::Result<Database> {
        let mut file = File::open(path).with_context(|| format!("{} can't be read", path.display()))?;
        let mut header = [0u8; 100];
        let has_header = file.read_exact(&mut header).is_ok() && header.starts_with(b"SQLite format 3\0");
        ensure!(
            has_header,
            "{} is no SQLite file (a dump has to be loaded first: sqlite3 NEW.db < DUMP)",
            path.display()
        );
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        let has_log = std::fs::metadata(&log).is_ok_and(|log| log.len() > 0);
        ensure!(
            !has_log,
            "{} has changes in a write-ahead log: close the program that writes it, or run `sqlite3 FILE 'PRAGMA \
             wal_checkpoint(TRUNCATE)'`",
            path.display()
        );
        let page = match be16(&header, 16) {
            Some(1) => 65_536,
            Some(size) if size >= 512 && size.is_power_of_two() => size,
            _ => bail!("{}: the page size in the header makes no sense", path.display()),
        };
        let usable = page.saturating_sub(usize::from(header[20]));
        ensure!(usable >= 480, "{}: the reserved space in the header makes no sense", path.display());
        let text = match header[59] {
            2 => Text::Utf16Le,
            3 => Text::Utf16Be,
            _ => Text::Utf8,
        };
        let length = file.metadata().map_or(0, |file| file.len());
        let pages = u32::try_from(length / page as u64).unwrap_or(u32::MAX);
        Ok(Database { file, page, usable, pages, text })
    }

    /// A table by its name.
    pub fn table(&mut self, name: &str) -> anyhow::Result<Table> {
        let mut names = Vec::new();
        let mut found = None;
        let schema = Table {
            name: "sqlite_schema".to_owned(),
            columns: ["type", "name", "tbl_name", "rootpage", "sql"].map(str::to_owned).to_vec(),
            root: 1,
            has_rowid: true,
        };
        self.rows(&schema, &mut |_, row| {
            if let [Value::Text(kind), Value::Text(own), _, Value::Int(root), Value::Text(sql), ..] = &row[..]
                && kind == "table"
            {
                names.push(own.clone());
                if own.eq_ignore_ascii_case(name) {
                    found = Some(Table {
                        name: own.clone(),
                        columns: columns(sql),
                        root: u32::try_from(*root).unwrap_or(0),
                        has_rowid: !sql.to_ascii_uppercase().trim_end().ends_with("WITHOUT ROWID"),
                    });
                }
            }
            Ok(())
        })?;
        let found = found.with_context(|| format!("there is no table `{name}`, only {}", names.join(", ")))?;
        ensure!(found.has_rowid, "the table `{name}` is WITHOUT ROWID, which this reader does not read");
        Ok(found)
    }

    /// Calls `row` with every row of a table: its number and its values, which may be fewer than there are columns.
    pub fn rows(
        &mut self,
        table: &Table,
        row: &mut dyn FnMut(i64, Vec<Value>) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let mut seen = HashSet::new();
        let mut open = vec![table.root];
        while let Some(number) = open.pop() {
            ensure!(seen.insert(number), "the table `{}` is damaged: page {number} stands in it twice", table.name);
            let page = self.page(number)?;
            let damaged = || format!("the table `{}` is damaged at page {number}", table.name);
            let start = if number == 1 { 100 } else { 0 };
            let kind = *page.get(start).with_context(damaged)?;
            let count = be16(&page, start + 3).with_context(damaged)?;
            let cells = start + if kind == 5 { 12 } else { 8 };
            let cell = |nth: usize| be16(&page, cells + 2 * nth).with_context(damaged);
            match kind {
                5 => {
                    // The first child is to come out of the stack first.
                    open.push(be32(&page, start + 8).with_context(damaged)?);
                    for nth in (0..count).rev() {
                        open.push(be32(&page, cell(nth)?).with_context(damaged)?);
                    }
                }
                13 => {
                    for nth in 0..count {
                        let at = cell(nth)?;
                        let (length, at) = varint(&page, at).with_context(damaged)?;
                        let (id, at) = varint(&page, at).with_context(damaged)?;
                        let payload = self.payload(&page, at, length).with_context(damaged)?;
                        row(id as i64, self.record(&payload).with_context(damaged)?)?;
                    }
                }
                other => bail!("{}: its kind is {other}", damaged()),
            }
        }
        Ok(())
    }

    fn page(&mut self, number: u32) -> anyhow::Result<Vec<u8>> {
        ensure!(number >= 1 && number <= self.pages, "page {number} of {} does not exist", self.pages);
        let mut bytes = vec![0; self.page];
        self.file.seek(SeekFrom::Start(u64::from(number - 1) * self.page as u64))?;
        self.file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// What a cell holds, with what flowed over to other pages.
    fn payload(&mut self, page: &[u8], at: usize, length: u64) -> anyhow::Result<Vec<u8>> {
        ensure!(length <= LONGEST_ROW, "a row has {length} bytes");
        let length = length as usize;
        let most = self.usable - 35;
        let local = if length <= most {
            length
        } else {
            let least = (self.usable - 12) * 32 / 255 - 23;
            let wanted = least + (length - least) % (self.usable - 4);
            if wanted <= most { wanted } else { least }
        };
        let mut bytes = page.get(at..at + local).context("a row ends outside of its page")?.to_vec();
        if local == length {
            return Ok(bytes);
        }
        let mut next = be32(page, at + local).context("a row ends outside of its page")?;
        while bytes.len() < length {
            let more = self.page(next)?;
            let take = (length - bytes.len()).min(self.usable - 4);
            bytes.extend_from_slice(more.get(4..4 + take).unwrap_or_default());
            next = be32(&more, 0).unwrap_or(0);
        }
        Ok(bytes)
    }

    fn record(&self, bytes: &[u8]) -> anyhow::Result<Vec<Value>> {
        let (header, mut at) = varint(bytes, 0).context("a row has no header")?;
        let mut body = usize::try_from(header).unwrap_or(usize::MAX);
        ensure!(body <= bytes.len(), "the header of a row is longer than the row");
        let end = body;
        let mut values = Vec::new();
        while at < end {
            let (kind, next) = varint(bytes, at).context("a row's header is cut off")?;
            at = next;
            let size = match kind {
                0 | 8 | 9 => 0,
                1..=4 => kind as usize,
                5 => 6,
                6 | 7 => 8,
                10 | 11 => bail!("a value has the reserved kind {kind}"),
                _ => usize::try_from((kind - 12) / 2).unwrap_or(usize::MAX),
            };
            let of = body.checked_add(size).and_then(|end| bytes.get(body..end)).context("a row is cut off")?;
            body += size;
            values.push(match kind {
                0 => Value::Null,
                1..=6 => Value::Int(signed(of)),
                7 => Value::Real(f64::from_bits(signed(of) as u64)),
                8 => Value::Int(0),
                9 => Value::Int(1),
                _ if kind % 2 == 1 => Value::Text(self.decoded(of)),
                _ => Value::Blob(of.to_vec()),
            });
        }
        Ok(values)
    }

    fn decoded(&self, bytes: &[u8]) -> String {
        let units = |read: fn([u8; 2]) -> u16| -> Vec<u16> {
            bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect()
        };
        match self.text {
            Text::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Text::Utf16Le => String::from_utf16_lossy(&units(u16::from_le_bytes)),
            Text::Utf16Be => String::from_utf16_lossy(&units(u16::from_be_bytes)),
        }
    }
}

fn be16(bytes: &[u8], at: usize) -> Option<usize> {
    let pair: [u8; 2] = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(usize::from(u16::from_be_bytes(pair)))
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// A number of one to nine bytes, and where it ends.
fn varint(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut value = 0u64;
    for nth in 0..9 {
        let byte = *bytes.get(at + nth)?;
        if nth == 8 {
            return Some((value << 8 | u64::from(byte), at + 9));
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((value, at + nth + 1));
        }
    }
    None
}

fn signed(bytes: &[u8]) -> i64 {
    let negative = bytes.first().is_some_and(|byte| byte & 0x80 != 0);
    bytes.iter().fold(if negative { -1 } else { 0 }, |value, byte| value << 8 | i64::from(*byte))
}

/// Names of the columns in a `CREATE TABLE`.
fn columns(sql: &str) -> Vec<String> {
    let sql = without_comments(sql);
    let Some(open) = sql.find('(') else { return Vec::new() };
    let mut names = Vec::new();
    let (mut depth, mut quote, mut start) = (0usize, None, open + 1);
    for (at, c) in sql.char_indices().filter(|(at, _)| *at > open) {
        match (c, quote) {
            (c, Some(end)) => quote = (c != end).then_some(end),
            ('"' | '\'' | '`', None) => quote = Some(c),
            ('[', None) => quote = Some(']'),
            ('(', None) => depth += 1,
            (')' | ',', None) if depth == 0 => {
                names.extend(column(sql.get(start..at).unwrap_or_default()));
                start = at + 1;
                if c == ')' {
                    break;
                }
            }
            (')', None) => depth -= 1,
            _ => {}
        }
    }
    names
}

/// A statement without `-- …` and `/* … */`.
fn without_comments(sql: &str) -> String {
    let mut text = String::new();
    let mut rest = sql;
    let mut quote = None;
    while let Some(c) = rest.chars().next() {
        let comment = match quote {
            None if rest.starts_with("--") => Some(rest.find('\n').unwrap_or(rest.len())),
            None if rest.starts_with("/*") => Some(rest.find("*/").map_or(rest.len(), |at| at + 2)),
            _ => None,
        };
        if let Some(end) = comment {
            text.push(' ');
            rest = rest.get(end..).unwrap_or_default();
            continue;
        }
        quote = match quote {
            Some(end) => (c != end).then_some(end),
            None => match c {
                '"' | '\'' | '`' => Some(c),
                '[' => Some(']'),
                _ => None,
            },
        };
        text.push(c);
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    text
}

/// The name that a column's definition begins with; nothing for a constraint of the table.
fn column(definition: &str) -> Option<String> {
    let text = definition.trim();
    let first = text.chars().next()?;
    let end = match first {
        '"' | '`' | '\'' => Some(first),
        '[' => Some(']'),
        _ => None,
    };
    if let Some(end) = end {
        return text.get(1..)?.split(end).next().map(str::to_owned);
    }
    let name = text.split(|c: char| c.is_whitespace() || c == '(').next()?;
    let is_constraint = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];
    (!is_constraint.iter().any(|word| name.eq_ignore_ascii_case(word))).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_a_create_statement() {
        let sql = "CREATE TABLE \"fixes\" (\n\"cve_id\" TEXT,\n  [hash] TEXT DEFAULT 'a,b) --', repo_url NUMERIC(10, 2), \
                   -- why, and (how\n odd /* , no */, PRIMARY KEY (\"cve_id\", hash), FOREIGN KEY(x) REFERENCES y(z))";
        assert_eq!(columns(sql), ["cve_id", "hash", "repo_url", "odd"]);
        assert!(columns("CREATE TABLE").is_empty());
    }

    #[test]
    fn numbers() {
        assert_eq!(varint(&[0x7f], 0), Some((127, 1)));
        assert_eq!(varint(&[0x81, 0x00], 0), Some((128, 2)));
        assert_eq!(varint(&[0xff; 9], 0), Some((u64::MAX, 9)));
        assert_eq!(varint(&[0x81], 0), None);
        assert_eq!((signed(&[0xff]), signed(&[0x01, 0x00]), signed(&[])), (-1, 256, 0));
    }
}
