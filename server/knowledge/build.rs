//! Lists the files of the default snapshot, so that they are compiled into the binary.
//!
//! Where `kb-snapshot/snapshot` is absent or was never built, the list is empty and `Snapshot::embedded` says so.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

fn main() {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let snapshot = here.join("../../kb-snapshot/snapshot");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={}", snapshot.display());

    let mut files = Vec::new();
    if snapshot.join("manifest.json").is_file() {
        collect(&snapshot, "", &mut files);
    }
    let list: String =
        files.iter().map(|(name, path)| format!("    ({name:?}, include_bytes!({path:?})),\n")).collect();
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("embedded.rs");
    fs::write(out, format!("&[\n{list}]\n")).expect("OUT_DIR can be written");
}

fn collect(folder: &Path, prefix: &str, into: &mut Vec<(String, String)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut entries: Vec<_> = entries.flatten().collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let path = entry.path();
        if path.is_dir() {
            collect(&path, &format!("{name}/"), into);
        } else if !name.starts_with('.') {
            println!("cargo:rerun-if-changed={}", path.display());
            into.push((name, path.to_string_lossy().into_owned()));
        }
    }
}
