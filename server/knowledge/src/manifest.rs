//! The snapshot's table of contents: format, encoder, counts, and what every file must look like.

use crate::integrity::SnapshotError;
use serde::{Deserialize, Serialize};

/// The format that this version writes and the only one it reads.
pub const FORMAT: u32 = 1;

/// The file that holds it.
pub const MANIFEST: &str = "manifest.json";

/// What `manifest.json` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the layout: see [`FORMAT`].
    pub format: u32,
    /// SHA-256 over the corpus that it was built from.
    pub built_from: String,
    /// The encoder that made the vectors, and the only one that may query them.
    pub encoder: EncoderEntry,
    /// How much there is.
    pub counts: Counts,
    /// Every other file of the snapshot, by name.
    pub files: Vec<FileEntry>,
}

/// Which encoder made the vectors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EncoderEntry {
    /// SHA-256 over model and tokenizer files: see [`crate::encoder::EncoderFiles::identity`].
    pub identity: String,
    /// Length of its vectors.
    pub dimension: usize,
}

/// How much a snapshot holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Weaknesses of the upper level.
    pub weaknesses: usize,
    /// Examples of the lower level.
    pub examples: usize,
    /// Causes of all weaknesses.
    pub causes: usize,
    /// Guidelines of all weaknesses.
    pub guidelines: usize,
    /// Distinct rules.
    pub rules: usize,
    /// Vectors of the upper level.
    pub weakness_vectors: usize,
    /// Vectors of the lower level.
    pub example_vectors: usize,
}

/// What one file must look like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Path inside the snapshot, with forward slashes.
    pub name: String,
    /// Length.
    pub bytes: u64,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// Reads a manifest; the format is looked at before anything else, so that a newer one is named as such.
    pub fn parse(text: &[u8]) -> Result<Self, SnapshotError> {
        #[derive(Deserialize)]
        struct Head {
            format: u32,
        }
        let unreadable =
            |error: serde_json::Error| SnapshotError::Unreadable { file: MANIFEST.to_owned(), why: error.to_string() };
        let head: Head = serde_json::from_slice(text).map_err(unreadable)?;
        if head.format > FORMAT {
            return Err(SnapshotError::Newer { found: head.format });
        }
        if head.format < FORMAT {
            return Err(SnapshotError::Older { found: head.format });
        }
        let manifest: Self = serde_json::from_slice(text).map_err(unreadable)?;
        for file in &manifest.files {
            let inside = file.name.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
            if !inside || file.name.contains(['\\', ':']) {
                return Err(SnapshotError::Unreadable {
                    file: MANIFEST.to_owned(),
                    why: format!("`{}` is not a path inside the snapshot", file.name),
                });
            }
        }
        Ok(manifest)
    }

    /// The entry of a file.
    pub fn file(&self, name: &str) -> Option<&FileEntry> {
        self.files.iter().find(|file| file.name == name)
    }

    /// The text of `manifest.json`.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a manifest is plain data");
        text.push('\n');
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_format_is_named_even_when_nothing_else_is_understood() {
        let refused = Manifest::parse(br#"{"format": 99, "shards": []}"#).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "`manifest.json` says format 99 and this Rescue reads format 1: update Rescue, or build the snapshot \
             again with `rescue-lsp kb build`."
        );
    }

    #[test]
    fn names_that_leave_the_folder_are_refused() {
        let text = r#"{"format":1,"built_from":"","encoder":{"identity":"","dimension":1},"counts":{"weaknesses":0,
            "examples":0,"causes":0,"guidelines":0,"rules":0,"weakness_vectors":0,"example_vectors":0},
            "files":[{"name":"../../etc/passwd","bytes":1,"sha256":""}]}"#;
        assert!(matches!(Manifest::parse(text.as_bytes()), Err(SnapshotError::Unreadable { .. })));
    }
}
