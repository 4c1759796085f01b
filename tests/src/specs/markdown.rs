//! A specification as it is written: prose, and blocks of code that belong to small projects.

use super::expectation::{self, Expectation};

/// A Markdown file.
#[derive(Debug)]
pub struct Specification {
    /// Its name below the folder of specifications: `language/scopes.md`.
    pub name: String,
    /// Its first heading.
    pub title: String,
    /// What it consists of, in order.
    pub pieces: Vec<Piece>,
    /// The projects that its blocks make.
    pub projects: Vec<Project>,
}

/// A part of a specification.
#[derive(Debug)]
pub enum Piece {
    /// Lines that stay as they are.
    Text(Vec<String>),
    /// A block of code that is checked: numbers of the project and of the file in it.
    Code(usize, usize),
}

/// Files that are checked together.
#[derive(Debug, Default)]
pub struct Project {
    /// The heading above it.
    pub heading: String,
    /// Its files.
    pub files: Vec<File>,
}

/// One block.
#[derive(Debug)]
pub struct File {
    /// Its path in the project.
    pub path: String,
    /// Line of its fence in the Markdown file, from 1.
    pub fence_line: usize,
    /// Code without expectations.
    pub lines: Vec<String>,
    /// For each line, the line of the Markdown file that it stands on.
    pub source_lines: Vec<usize>,
    /// What is expected.
    pub expectations: Vec<Expectation>,
    /// What fixes make of it.
    pub fixes: Vec<ExpectedFix>,
    /// The block says that it does not parse.
    pub is_broken: bool,
}

impl File {
    /// The code.
    pub fn text(&self) -> String {
        self.lines.iter().map(|line| format!("{line}\n")).collect()
    }

    /// The line of the Markdown file for a line of this file, from 1.
    pub fn source_line(&self, line: usize) -> usize {
        self.source_lines.get(line.wrapping_sub(1)).copied().unwrap_or(self.fence_line)
    }
}

/// A block of `diff` under the title of a fix.
#[derive(Debug, PartialEq, Eq)]
pub struct ExpectedFix {
    /// Title as an editor shows it.
    pub title: String,
    /// Line of the fence in the Markdown file.
    pub fence_line: usize,
    /// The lines of the block.
    pub diff: Vec<String>,
}

/// What the lines read so far say about the next block.
#[derive(Default)]
struct Reader {
    pieces: Vec<Piece>,
    projects: Vec<Project>,
    heading: String,
    /// The project of this heading's blocks that carry a path.
    open: Option<usize>,
    /// The file that a block of `diff` is about.
    last: Option<(usize, usize)>,
    text: Vec<String>,
}

impl Specification {
    /// Reads a specification.
    ///
    /// # Errors
    /// What is wrong, with the file's name and the line.
    pub fn parse(name: &str, text: &str) -> Result<Specification, String> {
        let lines: Vec<&str> = text.lines().collect();
        let mut reader = Reader::default();
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            let Some(info) = line.strip_prefix("```") else {
                if let Some(heading) = line.strip_prefix('#') {
                    reader.heading = heading.trim_start_matches('#').trim().to_owned();
                    (reader.open, reader.last) = (None, None);
                }
                reader.text.push((*line).to_owned());
                at += 1;
                continue;
            };
            let length = lines[at + 1..].iter().position(|line| line.starts_with("```"));
            let length = length.ok_or_else(|| format!("tests/specs/{name}:{}: a block without an end", at + 1))?;
            let inside = &lines[at + 1..at + 1 + length];
            let wrong = |(line, why): (usize, String)| format!("tests/specs/{name}:{line}: {why}");
            reader.block(info.trim(), at + 1, inside).map_err(wrong)?;
            at += length + 2;
        }
        reader.flush();
        let title = lines.iter().find_map(|line| line.strip_prefix("# "));
        let title = title.ok_or_else(|| format!("tests/specs/{name}:1: no `# Title`"))?.trim().to_owned();
        Ok(Specification { name: name.to_owned(), title, pieces: reader.pieces, projects: reader.projects })
    }

    /// The first paragraph.
    pub fn summary(&self) -> String {
        let texts = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(lines) => Some(lines),
            Piece::Code(..) => None,
        });
        let lines = texts.flatten().skip_while(|line| line.is_empty() || line.starts_with('#'));
        lines.take_while(|line| !line.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

impl Reader {
    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.pieces.push(Piece::Text(std::mem::take(&mut self.text)));
        }
    }

    /// The last line that is not empty.
    fn line_before(&self) -> &str {
        self.text.iter().rev().find(|line| !line.trim().is_empty()).map_or("", |line| line.trim())
    }

    /// A block, by what stands behind its fence and on which line; errors come with their line.
    fn block(&mut self, info: &str, fence: usize, inside: &[&str]) -> Result<(), (usize, String)> {
        let path = path_in(self.line_before());
        let title = self.line_before().strip_prefix("Fix: ").map(str::to_owned);
        match (info, path, title) {
            ("python" | "python broken", path, _) => self.code(path, info == "python broken", fence, inside),
            ("diff", _, Some(title)) => {
                let diff = inside.iter().map(|line| (*line).to_owned()).collect();
                self.fix(ExpectedFix { title, fence_line: fence, diff })?;
                self.quote(info, inside);
                Ok(())
            }
            ("diff", _, None) => Err((fence, "a diff without `Fix: title` before it".to_owned())),
            (_, Some(path), _) => {
                let file = plain(path, fence, inside);
                let project = self.project();
                self.projects[project].files.push(file);
                self.quote(info, inside);
                Ok(())
            }
            _ => {
                self.quote(info, inside);
                Ok(())
            }
        }
    }

    fn quote(&mut self, info: &str, inside: &[&str]) {
        self.text.push(format!("```{info}"));
        self.text.extend(inside.iter().map(|line| (*line).to_owned()));
        self.text.push("```".to_owned());
    }

    /// The project of this heading's blocks that carry a path.
    fn project(&mut self) -> usize {
        *self.open.get_or_insert_with(|| {
            self.projects.push(Project { heading: self.heading.clone(), ..Project::default() });
            self.projects.len() - 1
        })
    }

    fn code(
        &mut self,
        path: Option<String>,
        is_broken: bool,
        fence: usize,
        inside: &[&str],
    ) -> Result<(), (usize, String)> {
        let project = if path.is_some() {
            self.project()
        } else {
            self.projects.push(Project { heading: self.heading.clone(), ..Project::default() });
            self.projects.len() - 1
        };
        let path = path.unwrap_or_else(|| "example.py".to_owned());
        if self.projects[project].files.iter().any(|file| file.path == path) {
            return Err((fence, format!("a second `{path}` under one heading")));
        }
        let file = read_code(path, is_broken, fence, inside)?;
        self.projects[project].files.push(file);
        let number = self.projects[project].files.len() - 1;
        self.last = Some((project, number));
        self.flush();
        self.pieces.push(Piece::Code(project, number));
        Ok(())
    }

    fn fix(&mut self, fix: ExpectedFix) -> Result<(), (usize, String)> {
        let (project, file) = self.last.ok_or((fix.fence_line, "a fix of nothing under this heading".to_owned()))?;
        self.projects[project].files[file].fixes.push(fix);
        Ok(())
    }
}

/// The path that a line such as `` `app/views.py`: `` gives to the block after it.
fn path_in(line: &str) -> Option<String> {
    let path = line.strip_prefix('`')?.strip_suffix("`:")?;
    let is_inside = !path.starts_with('/') && path.split('/').all(|part| !part.is_empty() && part != "..");
    (is_inside && !path.contains('`')).then(|| path.to_owned())
}

fn plain(path: String, fence_line: usize, inside: &[&str]) -> File {
    File {
        path,
        fence_line,
        lines: inside.iter().map(|line| (*line).to_owned()).collect(),
        source_lines: (fence_line + 1..=fence_line + inside.len()).collect(),
        expectations: Vec::new(),
        fixes: Vec::new(),
        is_broken: false,
    }
}

fn read_code(path: String, is_broken: bool, fence: usize, inside: &[&str]) -> Result<File, (usize, String)> {
    let mut file = plain(path, fence, &[]);
    file.is_broken = is_broken;
    // Expectations on lines of their own, which are about the next line.
    let mut pending: Vec<Expectation> = Vec::new();
    for (line, source_line) in inside.iter().zip(fence + 1..) {
        let mut code = *line;
        if let Some((before, expectations)) = expectation::split(line).map_err(|why| (source_line, why))? {
            pending.extend(expectations.into_iter().map(|expectation| Expectation { source_line, ..expectation }));
            if before.trim().is_empty() {
                continue;
            }
            code = before;
        }
        file.lines.push(code.to_owned());
        file.source_lines.push(source_line);
        let line = file.lines.len();
        file.expectations.extend(pending.drain(..).map(|expectation| Expectation { line, ..expectation }));
    }
    match pending.first() {
        Some(lost) => Err((lost.source_line, "an expectation about no line".to_owned())),
        None => Ok(file),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Title\n\nWhat it is\nabout.\n\n## One\n\n```python\nf()  # proven: [a]\n```\n\n\
        Fix: Do it\n\n```diff\n-f()\n+g()\n```\n\n## Two\n\n`app/a.py`:\n\n```python\n# likely: [b]\nf()\n```\n\n\
        `app/b.py`:\n\n```python\ng()\n```\n";

    #[test]
    fn blocks_make_projects() {
        let specification = Specification::parse("x.md", TEXT).expect("it is sound");
        assert_eq!((specification.title.as_str(), specification.summary().as_str()), ("Title", "What it is about."));
        let [one, two] = specification.projects.as_slice() else {
            panic!("{:?}", specification.projects);
        };
        assert_eq!(one.files[0].text(), "f()\n");
        assert_eq!(one.files[0].fixes[0].title, "Do it");
        assert_eq!(two.files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["app/a.py", "app/b.py"]);
        let expectation = &two.files[0].expectations[0];
        assert_eq!((expectation.line, expectation.source_line), (1, 24));
        assert_eq!(two.files[0].source_line(1), 25);
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        for (text, start) in [
            ("# T\n\n```python\nf()\n", "tests/specs/x.md:3: "),
            ("# T\n\n```diff\n-f()\n```\n", "tests/specs/x.md:3: "),
            ("# T\n\n```python\nf()\n# proven: [a]\n```\n", "tests/specs/x.md:5: "),
            ("no title\n", "tests/specs/x.md:1: "),
        ] {
            let why = Specification::parse("x.md", text).expect_err(text);
            assert!(why.starts_with(start), "{why}");
        }
    }
}
