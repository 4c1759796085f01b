//! Everything the server knows, owned by one thread.

use super::Options;
use super::actor::Handle;
use super::diagnostics;
use super::document::{Context, OpenDocument};
use super::knowledge::{Knowledge, Source};
use super::outbox::Outbox;
use super::session::Session;
use super::workers::Workers;
use super::workspace::OpenFiles;
use crate::baseline::{Baseline, Baselines};
use crate::config::{Layer, Origin, Project, Projects, Settings, Warning};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower_lsp::ls_types::Uri;

/// The state. Only its owner sees it; others see [`OpenDocument`]s, which do not change.
pub(super) struct State {
    pub(super) options: Options,
    pub(super) handle: Handle,
    pub(super) outbox: Outbox,
    pub(super) workers: Workers,
    pub(super) session: Arc<Session>,
    pub(super) roots: Vec<PathBuf>,
    pub(super) knowledge: Arc<Knowledge>,
    pub(super) documents: HashMap<Uri, Arc<OpenDocument>>,
    /// The same for workers that follow imports.
    pub(super) files: OpenFiles,
    /// The program in the workspace folders.
    program: Arc<rescue_ide::Project>,
    pub(super) flights: diagnostics::Flights,
    /// The document that was edited, opened or asked about last.
    pub(super) last_active: Option<Uri>,
    /// What `initialize` said, until it is looked at.
    first_options: Option<Value>,
    /// The same as settings, under what the editor says later.
    initial: Layer,
    editor: Layer,
    projects: Projects,
    baselines: Baselines,
    warned: HashSet<Warning>,
}

impl State {
    /// The state before `initialize`.
    pub(super) fn new(options: Options, handle: Handle, outbox: Outbox, workers: Workers) -> State {
        let files = OpenFiles::default();
        State {
            options,
            handle,
            outbox,
            workers,
            session: Arc::default(),
            program: files.project(&[]),
            files,
            roots: Vec::new(),
            knowledge: Knowledge::none(),
            documents: HashMap::new(),
            flights: diagnostics::Flights::default(),
            last_active: None,
            first_options: None,
            initial: Layer::default(),
            editor: Layer::default(),
            projects: Projects::default(),
            baselines: Baselines::default(),
            warned: HashSet::new(),
        }
    }

    /// The document, if it is open.
    pub(super) fn document(&self, uri: &Uri) -> Option<Arc<OpenDocument>> {
        self.documents.get(uri).cloned()
    }

    /// The document that a command without arguments means.
    pub(super) fn active_document(&self) -> Option<Arc<OpenDocument>> {
        let last = self.last_active.as_ref().and_then(|uri| self.document(uri));
        last.or_else(|| if self.documents.len() == 1 { self.documents.values().next().cloned() } else { None })
    }

    /// Puts a version of a document in place of the last one and has it checked.
    pub(super) fn put(&mut self, document: OpenDocument) {
        let uri = document.uri.clone();
        self.last_active = Some(uri.clone());
        let document = Arc::new(document);
        self.files.put(&document);
        self.documents.insert(uri.clone(), document);
        diagnostics::schedule(self, &uri);
    }

    /// Takes the folders of the workspace.
    pub(super) fn set_roots(&mut self, roots: Vec<PathBuf>) {
        self.program = self.files.project(&roots);
        self.roots = roots;
    }

    /// A Python file changed: other documents may import it, and are checked again.
    pub(super) fn imported_changed(&mut self, path: &Path) {
        let is_other = |document: &Arc<OpenDocument>| document.path.as_deref() != Some(path);
        if self.documents.values().any(is_other) {
            self.refresh_documents();
        }
    }

    /// What the user's settings say about the knowledge base; the command line goes first.
    pub(super) fn wanted_source(&mut self) -> Source {
        let settings = self.workspace_settings();
        Source {
            snapshot: self.options.snapshot.clone().or(settings.snapshot),
            overlay: self.options.overlay.clone().or(settings.overlay),
        }
    }

    /// What holds for the workspace as a whole.
    pub(super) fn workspace_settings(&mut self) -> Settings {
        let root = self.roots.first().cloned();
        let project = root.and_then(|root| self.projects.of(&root.join("pyproject.toml"), &root));
        self.warn_of_project(project.as_deref());
        self.resolve(project.as_deref())
    }

    /// The project's word counts for more than the editor's: it says what holds for everybody who works on it.
    fn resolve(&self, project: Option<&Project>) -> Settings {
        let layers = [Some(&self.initial), Some(&self.editor), project.map(|project| &project.layer)];
        Settings::resolve(layers.into_iter().flatten())
    }

    /// Gets to know the client; nothing is said to it yet.
    pub(super) fn meet(&mut self, session: Session, roots: Vec<PathBuf>, options: Option<Value>) {
        self.session = Arc::new(session);
        self.set_roots(roots);
        self.first_options = Some(options.unwrap_or_default());
    }

    /// Begins to serve the client, which has the answer to `initialize` by now.
    pub(super) fn begin(&mut self) {
        let Some(options) = self.first_options.take() else {
            return;
        };
        let (layer, warnings) = Layer::read(&options, &Origin::Editor);
        self.initial = layer;
        self.warn(warnings);
        let settings = self.workspace_settings();
        self.options.set_log_level(&settings.log_level);
        super::knowledge::reload(self);
    }

    /// Takes over what the editor says now; documents are read anew if it matters.
    pub(super) fn configure(&mut self, layer: Layer, warnings: Vec<Warning>) {
        self.warn(warnings);
        if layer == self.editor {
            return;
        }
        self.editor = layer;
        self.settings_changed();
    }

    /// Settings of the editor or of a project changed: everything that depends on them is made anew.
    pub(super) fn settings_changed(&mut self) {
        self.projects.forget();
        let settings = self.workspace_settings();
        self.options.set_log_level(&settings.log_level);
        if self.wanted_source() == *self.knowledge.source() {
            self.refresh_documents();
        } else {
            super::knowledge::reload(self);
        }
    }

    /// Reads every open document with the settings and the knowledge of now.
    pub(super) fn refresh_documents(&mut self) {
        let open: Vec<Arc<OpenDocument>> = self.documents.values().cloned().collect();
        for document in open {
            let context = self.context_of(document.path.as_deref());
            let document = Arc::new(document.with_context(context));
            self.files.put(&document);
            self.documents.insert(document.uri.clone(), document.clone());
            diagnostics::schedule(self, &document.uri);
        }
        if self.session.pulls && self.session.refreshes && !self.documents.is_empty() {
            self.outbox.refresh_diagnostics();
        }
    }

    /// What a document at this path is read with.
    pub(super) fn context_of(&mut self, path: Option<&Path>) -> Context {
        let root = path.and_then(|path| self.root_of(path));
        let project = match (path, &root) {
            (Some(path), Some(root)) => self.projects.of(path, root),
            _ => None,
        };
        self.warn_of_project(project.as_deref());
        let settings = self.resolve(project.as_deref());
        let excluded = path.is_some_and(|path| settings.excludes(root.as_deref(), path));
        let settings = match path {
            Some(path) => settings.at(root.as_deref(), path).into_owned(),
            None => settings,
        };
        Context {
            knowledge: self.knowledge.clone(),
            checks: Arc::new(settings.check_options()),
            baseline: settings.baseline.as_deref().and_then(|file| self.baseline(file, root.as_deref())),
            analysed: settings.enable && !excluded,
            project: self.program.clone(),
            files: self.files.clone(),
            settings: Arc::new(settings),
        }
    }

    /// The baseline in a file, which an editor names relative to the workspace.
    fn baseline(&mut self, file: &Path, root: Option<&Path>) -> Option<Arc<Baseline>> {
        let file = root.map_or_else(|| file.to_owned(), |root| root.join(file));
        match self.baselines.get(&file) {
            Ok(baseline) => Some(baseline),
            Err(why) => {
                self.warn(vec![Warning { message: format!("Rescue shows every finding: {why}."), refused: true }]);
                None
            }
        }
    }

    /// Whether settings come from this file, or what they name.
    pub(super) fn is_of_settings(&self, path: &Path) -> bool {
        path.ends_with("pyproject.toml") || self.baselines.uses(path)
    }

    /// The innermost workspace folder around a path.
    fn root_of(&self, path: &Path) -> Option<PathBuf> {
        let around = self.roots.iter().filter(|root| path.starts_with(root));
        around.max_by_key(|root| root.components().count()).cloned()
    }

    fn warn_of_project(&mut self, project: Option<&Project>) {
        if let Some(project) = project
            && !project.warnings.is_empty()
        {
            self.warn(project.warnings.clone());
        }
    }

    /// Says each warning once: a refusal where it is seen, the rest in the log.
    fn warn(&mut self, warnings: Vec<Warning>) {
        for warning in warnings {
            if self.warned.insert(warning.clone()) {
                tracing::warn!("{}", warning.message);
                self.outbox.log_warning(&warning.message);
                if warning.refused {
                    self.outbox.show_warning(&warning.message);
                }
            }
        }
    }
}
