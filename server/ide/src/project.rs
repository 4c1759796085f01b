//! The other files of a program: found through imports, analysed on demand, remembered until they change.
//!
//! A file that is imported is analysed by itself, with what *it* imports, to a bounded depth: a flow is followed from
//! the file in question through [`DEEPEST`] + 1 more. How deep a file stands decides what is known of it, never who
//! asked first, so that the answer is the same whatever was analysed before.

use crate::passes::{Pass, passes};
use crate::rules::Rules;
use rescue_knowledge::Knowledge;
use rescue_syntax::document::Document;
use rescue_syntax::flow::{self, Exports, Facts, Modules, NoModules};
use rescue_syntax::tests_of::is_test;
use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// How many levels of imports below a directly imported file are followed.
const DEEPEST: u8 = 2;

/// How many files one file may draw in, by how deep it stands: the last number is for the file that is asked about.
const MOST_IMPORTS: [usize; DEEPEST as usize + 2] = [0, 6, 12, 40];

/// Larger files are not read for the sake of another.
const LARGEST: u64 = 1_000_000;

/// Which state of a file was read. Two readings with the same stamp give the same text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stamp {
    /// A file on disk: nanoseconds since 1970 of its last change, and its length in bytes.
    Disk(u128, u64),
    /// A document in the editor, by a number that no other version of it has.
    Open(u64),
    /// A folder.
    Folder,
}

/// Where the files of a program are read from.
///
/// `asked` is the file that is asked about. Where it is imported by a file that it imports, it is read as it was saved,
/// so that its imports are not analysed again at every keystroke in it.
pub trait Files: Send + Sync {
    /// The state of a file or folder; none where there is nothing.
    fn stamp(&self, path: &Path, asked: &Path) -> Option<Stamp>;
    /// The file read; none where that does not work.
    fn read(&self, path: &Path, asked: &Path) -> Option<Document>;
}

/// Files on disk, as they are.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl Disk {
    /// The state of a file or folder on disk.
    pub fn stamp(path: &Path) -> Option<Stamp> {
        let found = std::fs::metadata(path).ok()?;
        if found.is_dir() {
            return Some(Stamp::Folder);
        }
        let changed = found.modified().ok()?.duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        Some(Stamp::Disk(changed, found.len()))
    }
}

impl Files for Disk {
    fn stamp(&self, path: &Path, _: &Path) -> Option<Stamp> {
        Disk::stamp(path)
    }

    fn read(&self, path: &Path, _: &Path) -> Option<Document> {
        std::fs::read_to_string(path).ok().map(Document::parse)
    }
}

/// The files of a program, and what is known of those that were imported. Shared by threads in an `Arc`.
pub struct Project {
    files: Box<dyn Files>,
    roots: Vec<PathBuf>,
    known: Mutex<FxHashMap<(PathBuf, u8), Arc<Imported>>>,
}

/// What is known of an imported file.
pub(crate) struct Imported {
    pub(crate) exports: Arc<Exports>,
    /// What its functions do with their parameters: by number of the function and index of the parameter.
    pub(crate) passes: FxHashMap<(usize, usize), Vec<Pass>>,
    /// Every file that was looked at for it, and how it was.
    seen: Vec<(PathBuf, Option<Stamp>)>,
    /// What it imports itself.
    imports: Vec<Arc<Imported>>,
}

impl Project {
    /// The program that lies in these folders; nothing outside them is read.
    pub fn new(roots: Vec<PathBuf>, files: Box<dyn Files>) -> Project {
        Project { files, roots, known: Mutex::default() }
    }

    /// Whether a file is a test of the program: nobody attacks those.
    pub(crate) fn is_test(&self, path: &Path) -> bool {
        is_test(self.roots.iter().find_map(|root| path.strip_prefix(root).ok()).unwrap_or(path))
    }

    fn is_inside(&self, path: &Path) -> bool {
        self.roots.iter().any(|root| path.starts_with(root))
    }

    /// What is known of a file, if it still is what it was.
    fn remembered(&self, key: &(PathBuf, u8), asked: &Path) -> Option<Arc<Imported>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()?;
        let is_fresh = known.seen.iter().all(|(path, stamp)| self.files.stamp(path, asked) == *stamp);
        is_fresh.then_some(known)
    }
}

/// What an analysis needs to know of rules to look into other files.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub(crate) rules: &'a Rules,
    pub(crate) knowledge: &'a Knowledge,
}

/// The imports of one file.
pub(crate) struct Imports<'a> {
    project: &'a Project,
    reading: Reading<'a>,
    /// The file that imports.
    pub(crate) path: PathBuf,
    /// The file that is asked about.
    asked: Arc<Path>,
    depth: u8,
    left: Cell<usize>,
    seen: RefCell<Vec<(PathBuf, Option<Stamp>)>>,
    found: RefCell<FxHashMap<PathBuf, Option<Arc<Imported>>>>,
}

impl<'a> Imports<'a> {
    /// The imports of the file that is asked about.
    pub(crate) fn of(project: &'a Project, reading: Reading<'a>, path: &Path) -> Self {
        Imports::at(project, reading, path.to_owned(), path.into(), DEEPEST + 1)
    }

    fn at(project: &'a Project, reading: Reading<'a>, path: PathBuf, asked: Arc<Path>, depth: u8) -> Self {
        let most = MOST_IMPORTS.get(usize::from(depth)).copied().unwrap_or(0);
        Imports {
            project,
            reading,
            path,
            asked,
            depth,
            left: Cell::new(most),
            seen: RefCell::default(),
            found: RefCell::default(),
        }
    }

    /// The file that exports are of: one that was imported, or that an imported one hands on.
    pub(crate) fn imported(&self, exports: &Arc<Exports>) -> Option<Arc<Imported>> {
        let found = self.found.borrow();
        found.values().flatten().find_map(|imported| Imported::within(imported, exports))
    }

    /// A path as messages show it: below the folder of the program.
    pub(crate) fn shown(&self, path: &Path) -> String {
        let below = self.project.roots.iter().filter_map(|root| path.strip_prefix(root).ok());
        let shortest = below.min_by_key(|path| path.as_os_str().len()).unwrap_or(path);
        shortest.to_string_lossy().replace('\\', "/")
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        let stamp = self.project.files.stamp(path, &self.asked);
        self.seen.borrow_mut().push((path.to_owned(), stamp));
        stamp
    }

    /// The module below a folder, as `import` finds it.
    fn below(&self, folder: &Path, name: &str) -> Option<Arc<Imported>> {
        let mut path = folder.to_owned();
        path.extend(name.split('.').filter(|part| !part.is_empty()));
        if !self.project.is_inside(&path) {
            return None;
        }
        let package = path.join("__init__.py");
        let mut module = path.clone();
        if !name.is_empty() {
            module.set_extension("py");
            if matches!(self.stamp(&module), Some(Stamp::Disk(..) | Stamp::Open(_))) {
                return self.find(&module);
            }
        }
        if matches!(self.stamp(&package), Some(Stamp::Disk(..) | Stamp::Open(_))) {
            return self.find(&package);
        }
        let is_folder = self.stamp(&path) == Some(Stamp::Folder);
        is_folder.then(|| Arc::new(Imported::folder(&path)))
    }

    fn find(&self, path: &Path) -> Option<Arc<Imported>> {
        if path == self.path {
            return None;
        }
        if let Some(known) = self.found.borrow().get(path) {
            return known.clone();
        }
        let found = self.load(path);
        self.found.borrow_mut().insert(path.to_owned(), found.clone());
        found
    }

    fn load(&self, path: &Path) -> Option<Arc<Imported>> {
        let depth = self.depth.checked_sub(1)?;
        self.left.set(self.left.get().checked_sub(1)?);
        let key = (path.to_owned(), depth);
        let imported = match self.project.remembered(&key, &self.asked) {
            Some(known) => known,
            None => {
                let made = Arc::new(self.read(path, depth)?);
                self.project.known.lock().unwrap_or_else(PoisonError::into_inner).insert(key, made.clone());
                made
            }
        };
        self.seen.borrow_mut().extend(imported.seen.iter().cloned());
        Some(imported)
    }

    fn read(&self, path: &Path, depth: u8) -> Option<Imported> {
        let stamp = self.project.files.stamp(path, &self.asked)?;
        if matches!(stamp, Stamp::Disk(_, length) if length > LARGEST) {
            return None;
        }
        let mut doc = self.project.files.read(path, &self.asked)?;
        if !doc.is_as_read() {
            // What is taken over from it speaks of its bytes.
            doc = Document::parse(doc.shared_text());
        }
        let imports = Imports::at(self.project, self.reading, path.to_owned(), self.asked.clone(), depth);
        let name: Arc<str> = path.to_string_lossy().into();
        let modules: &dyn Modules = if depth == 0 { &NoModules } else { &imports };
        let (facts, exports) = flow::analyse_imported(doc.module(), self.reading.rules, modules, name);
        let passes = passes(&doc, &facts, self.reading, &imports);
        let found = imports.found.into_inner();
        let mut seen = imports.seen.into_inner();
        seen.push((path.to_owned(), Some(stamp)));
        seen.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        seen.dedup();
        Some(Imported { exports: Arc::new(exports), passes, seen, imports: found.into_values().flatten().collect() })
    }

    /// Folders in which the absolute name of a module is looked for: that of the program that the file belongs to, the
    /// file's own, and those of the workspace.
    fn bases(&self) -> Vec<PathBuf> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        let mut top = folder;
        while self.project.is_inside(top)
            && self.project.files.stamp(&top.join("__init__.py"), &self.asked).is_some()
            && let Some(parent) = top.parent()
        {
            top = parent;
        }
        let mut bases = vec![top.to_owned(), folder.to_owned()];
        for root in &self.project.roots {
            bases.extend([root.clone(), root.join("src")]);
        }
        let mut seen = Vec::new();
        bases.retain(|base| {
            let is_new = !seen.contains(base);
            seen.push(base.clone());
            is_new
        });
        bases
    }
}

impl Imported {
    fn folder(path: &Path) -> Imported {
        Imported {
            exports: Arc::new(Exports::of_folder(&path.to_string_lossy())),
            passes: FxHashMap::default(),
            seen: Vec::new(),
            imports: Vec::new(),
        }
    }

    fn within(imported: &Arc<Imported>, exports: &Arc<Exports>) -> Option<Arc<Imported>> {
        if Arc::ptr_eq(&imported.exports, exports) {
            return Some(imported.clone());
        }
        imported.imports.iter().find_map(|inner| Imported::within(inner, exports))
    }
}

impl Modules for Imports<'_> {
    fn exports(&self, level: u32, name: &str) -> Option<Arc<Exports>> {
        let found = match level {
            0 => self.bases().iter().find_map(|base| self.below(base, name)),
            _ => {
                let folder = self.path.ancestors().nth(level as usize)?;
                self.below(folder, name)
            }
        };
        found.map(|imported| imported.exports.clone())
    }

    fn submodule(&self, package: &Exports, name: &str) -> Option<Arc<Exports>> {
        let path = Path::new(&*package.path);
        let folder = if path.extension().is_some_and(|ending| ending == "py") {
            path.file_name().filter(|file| *file == "__init__.py")?;
            path.parent()?
        } else {
            path
        };
        self.below(folder, name).map(|imported| imported.exports.clone())
    }
}

/// Facts of a file, with what it imports followed where there is a project.
pub(crate) fn analyse(doc: &Document, rules: &Rules, imports: Option<&Imports<'_>>) -> Facts {
    match imports {
        Some(imports) => doc.facts(rules, imports),
        None => doc.facts(rules, &NoModules),
    }
}
