//! What each file is checked with: its project's settings, the command line's and an engine.

use super::files::{self, Target};
use super::knowledge::{Choice, Engines};
use super::output::complain;
use super::selection::Selection;
use super::source::Source;
use super::sources::Sources;
use crate::config::{Projects, Settings};
use crate::paths::tidy;
use rescue_ide::{CheckOptions, Engine, Finding, Project};
use rescue_syntax::document::Document;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which files a command works on.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Paths {
    /// Files and folders; `-` is standard input.
    #[arg(default_value = ".", value_name = "PATHS")]
    pub(crate) paths: Vec<PathBuf>,
    /// The name of what comes on standard input: for messages and settings.
    #[arg(long, value_name = "FILE")]
    pub(crate) stdin_filename: Option<PathBuf>,
    /// Leave out what projects exclude, also where it is named itself: for programs that pass on lists of files.
    #[arg(long)]
    pub(crate) force_exclude: bool,
}

/// One file and what it is checked with.
#[derive(Clone)]
pub(crate) struct Job {
    /// The file.
    pub(crate) target: Target,
    /// The engine of its project.
    pub(crate) engine: Arc<Engine>,
    /// What findings are wanted.
    pub(crate) options: Arc<CheckOptions>,
    /// The program that the file belongs to, and its path there.
    program: Arc<Project>,
    pub(crate) path: PathBuf,
    sources: Sources,
    /// The baseline that its project names.
    pub(crate) baseline: Option<PathBuf>,
}

impl Job {
    /// The file as a tree.
    pub(crate) fn document(&self, text: &Arc<str>) -> Document {
        self.sources.parsed(&self.path, text)
    }

    /// Findings of a version of the file, what it imports taken into account.
    pub(crate) fn check(&self, doc: &Document) -> Vec<Finding> {
        self.check_with(doc, &self.options)
    }

    /// The same with other options.
    pub(crate) fn check_with(&self, doc: &Document, options: &CheckOptions) -> Vec<Finding> {
        self.engine.check_within(doc, options, Some((&self.program, &self.path)))
    }

    /// Its path, as messages show it.
    pub(crate) fn name(&self) -> String {
        self.target.path().display().to_string()
    }

    /// Reads the file.
    pub(crate) fn read(&self) -> Result<Source, String> {
        match &self.target {
            Target::File { path, .. } => Source::read(path),
            Target::Stdin(_) => Source::stdin(),
        }
    }
}

/// All files of a command, and what could not be looked into.
pub(crate) fn jobs(paths: &Paths, selection: &Selection, choice: &Choice) -> anyhow::Result<(Vec<Job>, Vec<String>)> {
    let mut resolver = Resolver { force_exclude: paths.force_exclude, ..Resolver::new(selection, choice) };
    let base = resolver.engines.get(None)?;
    if let Some(snapshot) = base.snapshot() {
        selection.validate(snapshot)?;
    }
    let (targets, troubles) = files::find(&paths.paths, paths.stdin_filename.as_deref());
    let mut jobs = Vec::with_capacity(targets.len());
    resolver.program = program(&paths.paths, &resolver.sources);
    for target in targets {
        jobs.extend(resolver.job(target)?);
    }
    Ok((jobs, troubles))
}

/// One file that a command names, whatever its project excludes.
pub(crate) fn job(path: &Path, selection: &Selection, choice: &Choice) -> anyhow::Result<Option<Job>> {
    let mut resolver = Resolver::new(selection, choice);
    resolver.program = program(&[path.to_owned()], &resolver.sources);
    resolver.job(Target::File { path: path.to_owned(), named: true })
}

/// The program that lies where the paths are: the folder above the outermost package of each, and the current folder
/// where that is above them.
fn program(paths: &[PathBuf], sources: &Sources) -> Arc<Project> {
    let roots = paths.iter().map(|path| {
        let path = tidy(path);
        let mut folder = if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(&path) };
        while folder.join("__init__.py").is_file()
            && let Some(parent) = folder.parent()
        {
            folder = parent;
        }
        folder.to_owned()
    });
    let mut roots: Vec<PathBuf> = roots.collect();
    // Programs are run from the folder that they lie in, and so is this one.
    let here = std::env::current_dir().ok().filter(|here| roots.iter().any(|root| root.starts_with(here)));
    roots.extend(here);
    roots.sort();
    roots.dedup();
    Arc::new(Project::new(roots, Box::new(sources.clone())))
}

/// The settings of a folder.
#[derive(Clone)]
struct Folder {
    settings: Arc<Settings>,
    options: Arc<CheckOptions>,
    /// Where the project is that says so.
    root: Option<PathBuf>,
}

struct Resolver<'a> {
    selection: &'a Selection,
    force_exclude: bool,
    engines: Engines<'a>,
    projects: Projects,
    folders: HashMap<PathBuf, Folder>,
    warned: HashSet<PathBuf>,
    sources: Sources,
    program: Arc<Project>,
}

impl<'a> Resolver<'a> {
    fn new(selection: &'a Selection, choice: &'a Choice) -> Self {
        let sources = Sources::default();
        Resolver {
            program: program(&[], &sources),
            sources,
            selection,
            force_exclude: false,
            engines: Engines::new(choice),
            projects: Projects::default(),
            folders: HashMap::new(),
            warned: HashSet::new(),
        }
    }

    /// A file with what it is checked with; none if its project leaves it alone.
    fn job(&mut self, target: Target) -> anyhow::Result<Option<Job>> {
        let path = tidy(target.path());
        let folder = self.folder(&path);
        let (settings, root) = (&folder.settings, folder.root.as_deref());
        let is_named = target.is_named() && !self.force_exclude;
        if !settings.enable || (!is_named && settings.excludes(root, &path)) {
            return Ok(None);
        }
        let engine = self.engines.get(settings.overlay.as_deref())?;
        let options = match settings.at(root, &path) {
            Cow::Borrowed(_) => folder.options.clone(),
            Cow::Owned(own) => Arc::new(self.selection.options(&own)),
        };
        let baseline = settings.baseline.clone();
        let (program, sources) = (self.program.clone(), self.sources.clone());
        Ok(Some(Job { target, engine, options, program, path, sources, baseline }))
    }

    fn folder(&mut self, file: &Path) -> Folder {
        let folder = file.parent().unwrap_or(file).to_owned();
        if let Some(known) = self.folders.get(&folder) {
            return known.clone();
        }
        let top = file.ancestors().last().unwrap_or(Path::new("/")).to_owned();
        let project = self.projects.of(file, &top);
        if let Some(project) = &project
            && self.warned.insert(project.file.clone())
        {
            for warning in &project.warnings {
                complain(format_args!("warning: {}", warning.message));
            }
        }
        let settings = Settings::resolve(project.iter().map(|project| &project.layer));
        let resolved = Folder {
            options: Arc::new(self.selection.options(&settings)),
            settings: Arc::new(settings),
            root: project.and_then(|project| project.file.parent().map(Path::to_owned)),
        };
        self.folders.insert(folder, resolved.clone());
        resolved
    }
}
