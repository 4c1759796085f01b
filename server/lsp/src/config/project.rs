//! `[tool.rescue]` in `pyproject.toml`: the nearest one to a file, inside its workspace root.

use super::layer::{Layer, Origin, Warning};
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What one `pyproject.toml` says to Rescue.
#[derive(Debug, Clone, PartialEq)]
pub struct Project {
    /// The file.
    pub file: PathBuf,
    /// Its settings.
    pub layer: Layer,
    /// What was not followed.
    pub warnings: Vec<Warning>,
}

/// The projects seen so far, by folder. Forget it when one may have changed.
#[derive(Debug, Default)]
pub struct Projects {
    folders: HashMap<PathBuf, Option<Arc<Project>>>,
}

impl Projects {
    /// The project that a file belongs to: the nearest folder with a `[tool.rescue]`, not above `root`.
    pub fn of(&mut self, file: &Path, root: &Path) -> Option<Arc<Project>> {
        let folders = file.ancestors().skip(1).take_while(|folder| folder.starts_with(root));
        for folder in folders {
            let known = self.folders.entry(folder.to_owned()).or_insert_with(|| read(folder).map(Arc::new));
            if let Some(project) = known {
                return Some(project.clone());
            }
        }
        None
    }

    /// Reads everything anew when next asked.
    pub fn forget(&mut self) {
        self.folders.clear();
    }
}

/// The project that a file belongs to, without remembering it: for one-off commands.
pub fn project_of(file: &Path, root: &Path) -> Option<Arc<Project>> {
    Projects::default().of(file, root)
}

fn read(folder: &Path) -> Option<Project> {
    let file = folder.join("pyproject.toml");
    let text = std::fs::read_to_string(&file).ok()?;
    let table = match text.parse::<toml::Table>() {
        Ok(table) => table,
        // Somebody else's mistake unless it is about us.
        Err(error) if text.contains("tool.rescue") => return Some(unreadable(file, &error)),
        Err(_) => return None,
    };
    let section = table.get("tool")?.get("rescue")?;
    let value = serde_json::to_value(section).unwrap_or(Value::Null);
    let (layer, warnings) = Layer::read(&value, &Origin::Project(file.clone()));
    Some(Project { file, layer, warnings })
}

fn unreadable(file: PathBuf, error: &toml::de::Error) -> Project {
    let message = format!("Rescue ignored {}: {}.", file.display(), error.message());
    Project { file, layer: Layer::default(), warnings: vec![Warning { message, refused: false }] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    #[test]
    fn the_nearest_project_inside_the_root_wins() {
        let root = std::env::temp_dir().join(format!("rescue-projects-{}", std::process::id()));
        let inner = root.join("a/b");
        std::fs::create_dir_all(&inner).expect("a temporary folder");
        std::fs::write(root.join("pyproject.toml"), "[tool.rescue]\ndisable = [\"CWE-1\"]\n").expect("written");
        std::fs::write(root.join("a/pyproject.toml"), "[project]\nname = \"x\"\n").expect("written");
        let mut projects = Projects::default();
        let project = projects.of(&inner.join("m.py"), &root).expect("the outer project");
        assert_eq!(Settings::resolve([&project.layer]).disable, ["CWE-1"]);
        assert!(projects.of(&inner.join("m.py"), &inner).is_none());
        std::fs::write(inner.join("pyproject.toml"), "[tool.rescue\n").expect("written");
        projects.forget();
        let broken = projects.of(&inner.join("m.py"), &root).expect("a project that says why it is ignored");
        assert_eq!(broken.warnings.len(), 1);
        let _ = std::fs::remove_dir_all(&root);
    }
}
