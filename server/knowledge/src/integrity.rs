//! Nothing of a snapshot is parsed before its length and SHA-256 are known to be those of the manifest.
//!
//! Every refusal is one sentence that says which file and what to do.

use crate::manifest::{FORMAT, FileEntry, MANIFEST, Manifest};
use sha2::{Digest, Sha256};
use std::{
    borrow::Cow,
    fmt::Write as _,
    fs, io,
    io::Read as _,
    path::{Path, PathBuf},
};

const REBUILD: &str = "build the snapshot again with `rescue-lsp kb build`, or reinstall Rescue";

/// Why a snapshot is not used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    /// The binary was built before a snapshot was.
    #[error(
        "No snapshot is compiled into this Rescue, so `manifest.json` is missing: run `rescue-lsp kb build` and build \
         Rescue again, or name a folder with `--snapshot`."
    )]
    NotEmbedded,
    /// A file is not there.
    #[error("`{file}` is missing from the snapshot: {REBUILD}.")]
    Missing {
        /// Which.
        file: String,
    },
    /// A file has another length.
    #[error("`{file}` has {found} bytes instead of {expected}, so it is incomplete or altered: {REBUILD}.")]
    Length {
        /// Which.
        file: String,
        /// Length on disk.
        found: u64,
        /// Length in the manifest.
        expected: u64,
    },
    /// A file has the right length and other content.
    #[error("`{file}` was altered since the snapshot was built (its SHA-256 is not the manifest's): {REBUILD}.")]
    Altered {
        /// Which.
        file: String,
    },
    /// Made by a later version.
    #[error(
        "`manifest.json` says format {found} and this Rescue reads format {FORMAT}: update Rescue, or build the \
         snapshot again with `rescue-lsp kb build`."
    )]
    Newer {
        /// Its format.
        found: u32,
    },
    /// Made by an earlier version.
    #[error(
        "`manifest.json` says format {found}, which this Rescue (format {FORMAT}) no longer reads: build the snapshot \
         again with `rescue-lsp kb build`."
    )]
    Older {
        /// Its format.
        found: u32,
    },
    /// A file that cannot be read or understood.
    #[error("`{file}` of the snapshot can't be used ({why}): {REBUILD}.")]
    Unreadable {
        /// Which.
        file: String,
        /// What went wrong.
        why: String,
    },
    /// Two snapshots whose vectors cannot be compared.
    #[error(
        "`manifest.json` of the overlay names another encoder than the snapshot under it: build the overlay again \
         with `rescue-lsp kb build` and the same encoder."
    )]
    OtherEncoder,
}

/// What [`crate::Snapshot::verify`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The manifest, if it could be read.
    pub manifest: Option<Manifest>,
    /// Every file of the manifest, or the manifest itself where that is what is wrong.
    pub files: Vec<Checked>,
}

/// One file of a [`Report`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Its name.
    pub name: String,
    /// What is wrong with it.
    pub problem: Option<SnapshotError>,
}

impl Report {
    /// Nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.files.iter().all(|file| file.problem.is_none())
    }
}

/// Where the bytes of a snapshot come from.
#[derive(Debug, Clone)]
pub(crate) enum Store {
    /// Compiled into the binary.
    Embedded(&'static [(&'static str, &'static [u8])]),
    /// A folder.
    Folder(PathBuf),
}

impl Store {
    /// The path of a file, where it has one.
    pub(crate) fn path(&self, name: &str) -> Option<PathBuf> {
        match self {
            Self::Embedded(_) => None,
            Self::Folder(folder) => Some(folder.join(name)),
        }
    }

    /// The bytes of a file as they are.
    pub(crate) fn read(&self, name: &str) -> Result<Cow<'static, [u8]>, SnapshotError> {
        match self {
            Self::Embedded([]) => Err(SnapshotError::NotEmbedded),
            Self::Embedded(files) => files
                .iter()
                .find(|(file, _)| *file == name)
                .map(|(_, bytes)| Cow::Borrowed(*bytes))
                .ok_or_else(|| SnapshotError::Missing { file: name.to_owned() }),
            Self::Folder(folder) => fs::read(folder.join(name)).map(Cow::Owned).map_err(|e| refusal(name, &e)),
        }
    }

    /// The manifest.
    pub(crate) fn manifest(&self) -> Result<Manifest, SnapshotError> {
        Manifest::parse(&self.read(MANIFEST)?)
    }

    /// The bytes of a file, once they are known to be those that the manifest promises.
    pub(crate) fn verified(&self, manifest: &Manifest, name: &str) -> Result<Cow<'static, [u8]>, SnapshotError> {
        let entry = manifest.file(name).ok_or_else(|| SnapshotError::Unreadable {
            file: MANIFEST.to_owned(),
            why: format!("it does not list `{name}`"),
        })?;
        let bytes = self.read(name)?;
        check_length(entry, bytes.len() as u64)?;
        if hex(&Sha256::digest(&bytes)) != entry.sha256 {
            return Err(SnapshotError::Altered { file: name.to_owned() });
        }
        Ok(bytes)
    }

    /// Checks a file piece by piece, without holding it: for those that are mapped rather than read.
    pub(crate) fn check(&self, entry: &FileEntry) -> Result<(), SnapshotError> {
        let digest = match self {
            Self::Embedded(_) => {
                let bytes = self.read(&entry.name)?;
                check_length(entry, bytes.len() as u64)?;
                Sha256::digest(&bytes)
            }
            Self::Folder(folder) => {
                let refused = |error: io::Error| refusal(&entry.name, &error);
                let mut file = fs::File::open(folder.join(&entry.name)).map_err(refused)?;
                check_length(entry, file.metadata().map_err(refused)?.len())?;
                let mut hash = Sha256::new();
                let mut piece = vec![0; 1 << 18];
                loop {
                    match file.read(&mut piece).map_err(refused)? {
                        0 => break hash.finalize(),
                        n => hash.update(&piece[..n]),
                    }
                }
            }
        };
        if hex(&digest) == entry.sha256 { Ok(()) } else { Err(SnapshotError::Altered { file: entry.name.clone() }) }
    }
}

/// Checks every file of a folder and collects what is wrong.
pub(crate) fn verify(folder: &Path) -> Report {
    let store = Store::Folder(folder.to_owned());
    match store.manifest() {
        Ok(manifest) => {
            let files = manifest
                .files
                .iter()
                .map(|entry| Checked { name: entry.name.clone(), problem: store.check(entry).err() })
                .collect();
            Report { manifest: Some(manifest), files }
        }
        Err(problem) => {
            Report { manifest: None, files: vec![Checked { name: MANIFEST.to_owned(), problem: Some(problem) }] }
        }
    }
}

/// SHA-256 of some bytes, in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(crate) fn hex(digest: &[u8]) -> String {
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn check_length(entry: &FileEntry, found: u64) -> Result<(), SnapshotError> {
    if found == entry.bytes {
        Ok(())
    } else {
        Err(SnapshotError::Length { file: entry.name.clone(), found, expected: entry.bytes })
    }
}

fn refusal(file: &str, error: &io::Error) -> SnapshotError {
    let file = file.to_owned();
    match error.kind() {
        io::ErrorKind::NotFound => SnapshotError::Missing { file },
        _ => SnapshotError::Unreadable { file, why: error.to_string() },
    }
}
